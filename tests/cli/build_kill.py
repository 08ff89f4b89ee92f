#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills `bihe build` again and again, then lets it finish: the corpus must stay sound, never lose a
post that was kept, and end as one that was never killed.

usage: build_kill.py BIHE
"""
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

POSTS = 600


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


def main():
    bihe = os.path.abspath(sys.argv[1])
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("posts")
        write_posts("posts")
        before, kills, resumed = 0, 0, False
        while kills < 12 and before < POSTS:
            run = subprocess.Popen([bihe, "build", "--quiet", "--jobs", "2", "killed.db", "posts"])
            time.sleep(rng.uniform(0.1, 2))
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
            now = count("killed.db")
            assert now >= before, f"{before} posts were kept, {now} are left"
            resumed = resumed or 0 < before < now
            before = now
        subprocess.run([bihe, "build", "--quiet", "killed.db", "posts"], check=True)
        subprocess.run([bihe, "build", "--quiet", "whole.db", "posts"], check=True)
        assert count("killed.db") == POSTS
        for name in ("killed", "whole"):
            subprocess.run([bihe, "export", "--quiet", "--no-filters", name + ".db", "-o",
                            name + ".tsv"], check=True)
        with open("killed.tsv", "rb") as a, open("whole.tsv", "rb") as b:
            assert a.read() == b.read(), "the exports differ"
        print(f"{kills} kills, {before} posts kept before the last run, resumed: {resumed}")


main()
