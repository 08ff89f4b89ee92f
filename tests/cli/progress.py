#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The progress of `bihe build` on a terminal: a bar with number, rate and time left, gone at the end;
none with --quiet and, while a run is short, none where standard error is no terminal.

usage: progress.py BIHE
"""
import os
import pty
import re
import subprocess
import sys
import tempfile

POSTS = 900


def on_terminal(*command):
    """What a command says to a terminal."""
    leader, follower = pty.openpty()
    run = subprocess.Popen(command, stderr=follower)
    os.close(follower)
    said = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # how Linux tells the end
            break
        if not part:
            break
        said += part
    os.close(leader)
    assert run.wait() == 0
    return said.decode()


def main():
    bihe = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number in range(POSTS):
            zh = "".join(f"第{number}篇的第{k}句话写在这里。" for k in range(40))
            en = " ".join(f"Sentence {k} of post {number} is written here." for k in range(40))
            os.makedirs(f"posts/{number % 10}", exist_ok=True)
            with open(f"posts/{number % 10}/{number:04}.md", "w", encoding="utf-8") as file:
                file.write(f"{zh}\n\n{en}\n")
        said = on_terminal(bihe, "build", "--jobs", "1", "one.db", "posts")
        quiet = on_terminal(bihe, "build", "--jobs", "1", "--quiet", "two.db", "posts/0")
        lines = subprocess.run([bihe, "build", "--jobs", "1", "three.db", "posts/0"], check=True,
                               capture_output=True).stderr.decode()
    bars = re.findall(r"\r\033\[K\[(=*) *\] (\d+) of 900 posts", said)
    assert bars, said[:300]
    assert all(len(bar) == int(done) * 30 // POSTS for bar, done in bars), bars
    done = [int(done) for _, done in bars]
    assert done == sorted(done)
    assert re.search(r"posts, [\d.]+ a second, \d+:\d\d left", said), said[:300]
    assert "[=" not in said[said.index("one.db: 900 new"):], "a bar is left"
    assert said[:said.index("bihe: one.db")].endswith("\r\033[K")
    assert not quiet, quiet
    assert "\r" not in lines and "\033" not in lines, lines
    print(f"{len(bars)} bars")


main()
