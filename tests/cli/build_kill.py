#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills `bihe build` again and again, then lets it finish: the corpus must stay sound, never lose a
post that was kept nor more than those in flight, do none twice, and end as one that was never
killed.

usage: build_kill.py BIHE
"""
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

POSTS = 600
BATCH = 64  # posts of one transaction


def write_posts(folder):
    for number in range(POSTS):
        zh = "".join(f"第{number}篇的第{k}句话写在这里。" for k in range(12))
        en = " ".join(f"Sentence {k} of post {number} is written here." for k in range(12))
        with open(os.path.join(folder, f"post{number:04}.md"), "w", encoding="utf-8") as file:
            file.write(f"{zh}\n\n{en}\n")


def count(path):
    """Posts kept by a corpus that is sound."""
    if not os.path.exists(path):
        return 0
    db = sqlite3.connect(path)
    try:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'post'").fetchone():
            return 0
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        whole, = db.execute("SELECT count(*) FROM post WHERE (SELECT count(*) FROM sentence WHERE"
                            " post = post.id) = 24").fetchone()
        kept, = db.execute("SELECT count(*) FROM post WHERE state = 1").fetchone()
        assert whole == kept, "half a post"
        return kept
    finally:
        db.close()


def reported():
    """Posts that the last run has named: they are told when they are handed to the corpus."""
    with open("log", encoding="utf-8") as file:
        return len(set(re.findall(r"posts/post\d+\.md", file.read())))


def killed(bihe, wanted, delay):
    """Kills a run a little after it has named `wanted` posts."""
    with open("log", "wb") as log:
        run = subprocess.Popen([bihe, "build", "--verbose", "--jobs", "2", "killed.db", "posts"],
                               stderr=log)
    while run.poll() is None and reported() < wanted:
        time.sleep(0.01)
    time.sleep(delay)
    run.send_signal(signal.SIGKILL)
    return run.wait() == -signal.SIGKILL


def finish(bihe, corpus):
    """A run that is not disturbed; its numbers of new and unchanged posts."""
    run = subprocess.run([bihe, "build", corpus, "posts"], check=True, capture_output=True)
    line = re.search(rf"{corpus}: (\d+) new, 0 changed, (\d+) unchanged", run.stderr.decode())
    return int(line[1]), int(line[2])


def main():
    bihe = os.path.abspath(sys.argv[1])
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("posts")
        write_posts("posts")
        kept, kills, resumed = 0, 0, 0
        while kills < 10 and kept < POSTS - 150:
            if not killed(bihe, rng.randint(1, 150), rng.uniform(0, 0.05)):
                break
            kills += 1
            now = count("killed.db")
            assert now >= kept, f"{kept} posts were kept, {now} are left"
            # what was kept is not done again, and what was done is kept but for the open batch
            assert reported() - (now - kept) <= BATCH, f"{reported()} done, {now - kept} kept"
            resumed += 0 < kept < now
            kept = now
        assert kills > 1 and kept > 0, "the runs were over before they were killed"
        new, unchanged = finish(bihe, "killed.db")
        assert (new, unchanged) == (POSTS - kept, kept), (new, unchanged, kept)
        assert finish(bihe, "whole.db") == (POSTS, 0)
        assert finish(bihe, "killed.db") == (0, POSTS)
        assert count("killed.db") == POSTS
        for name in ("killed", "whole"):
            subprocess.run([bihe, "export", "--quiet", "--no-filters", name + ".db", "-o",
                            name + ".tsv"], check=True)
        with open("killed.tsv", "rb") as a, open("whole.tsv", "rb") as b:
            assert a.read() == b.read(), "the exports differ"
        print(f"{kills} kills, {kept} posts kept before the last run, {resumed} runs went on")


main()
