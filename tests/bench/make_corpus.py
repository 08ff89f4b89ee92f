#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes any number of bilingual posts for measuring the corpus builder.

usage: make_corpus.py OUT_DIR [COUNT]

Takes runs of 20 to 60 sentences from the aligned documents of BIHE_DATA (align/docs) and turns them
into posts with the data's own tools/make_posts.py: omissions, merged sentences, lost spaces. Most
runs overlap others, so that units repeat across posts as they do in a crawled corpus. The same
count gives the same posts; they go to folders of 500.
"""
import glob
import os
import random
import subprocess
import sys
import tempfile

FOLDER = 500


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.strip() for line in file]


def main():
    out, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    data = os.environ.get("BIHE_DATA", os.path.join(os.path.dirname(__file__), "../../../shared/data"))
    tool = os.path.join(data, "../tools/make_posts.py")
    documents = [(read(zh), read(zh[:-3] + ".en"))
                 for zh in sorted(glob.glob(os.path.join(data, "align/docs/*/*.zh")))]
    if not documents:
        sys.exit("no documents: set BIHE_DATA to the folder of the evaluation data")
    rng = random.Random(1)
    for first in range(0, count, FOLDER):
        with tempfile.TemporaryDirectory() as docs:
            for number in range(first, min(first + FOLDER, count)):
                zh, en = rng.choice(documents)
                length = rng.randint(20, 60)
                start = rng.randrange(max(1, len(zh) - length // 2))
                for ending, lines in ((".zh", zh), (".en", en)):
                    with open(os.path.join(docs, f"post{number:06}{ending}"), "w",
                              encoding="utf-8") as file:
                        file.writelines(line + "\n" for line in lines[start:start + length])
            folder = os.path.join(out, f"{first // FOLDER:03}")
            subprocess.run([sys.executable, tool, docs, folder, "--drop", "0.04", "--merge", "0.1",
                            "--glue", "0.1", "--seed", str(first)], check=True)
    for gold in glob.glob(os.path.join(out, "*/*.gold.jsonl")):
        os.unlink(gold)


main()
