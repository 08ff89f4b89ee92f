#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The progress of `bihe build` on a terminal: a bar with number, rate and time left, gone at the end;
none with --quiet and, while a run is short, none where standard error is no terminal.

usage: progress.py BIHE
"""
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile

POSTS = 900


def on_terminal(wanted, *command):
    """What a command says to a terminal; it is interrupted once `wanted` is there."""
    leader, follower = pty.openpty()
    run = subprocess.Popen(command, stderr=follower)
    os.close(follower)
    said, interrupted = b"", False
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # how Linux tells the end
            break
        if not part:
            break
        said += part
        if not interrupted and re.search(wanted, said):
            run.send_signal(signal.SIGINT)
            interrupted = True
    os.close(leader)
    assert run.wait() == (128 + signal.SIGINT if interrupted else 0)
    return said.decode()


def main():
    bihe = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number in range(POSTS):
            zh = "".join(f"第{number}篇的第{k}句话写在这里。" for k in range(40))
            en = " ".join(f"Sentence {k} of post {number} is written here." for k in range(40))
            part = "few" if number < 5 else "many"
            os.makedirs(f"posts/{part}", exist_ok=True)
            with open(f"posts/{part}/{number:04}.md", "w", encoding="utf-8") as file:
                file.write(f"{zh}\n\n{en}\n")
        said = on_terminal(rb"\d of 900 posts, [\d.]+ a second, [\d:]+\d\d left", bihe, "build",
                           "--jobs", "1", "one.db", "posts")
        quiet = on_terminal(b"of", bihe, "build", "--quiet", "two.db", "posts/few")
        lines = subprocess.run([bihe, "build", "three.db", "posts/few"], check=True,
                               capture_output=True).stderr.decode()
    bars = re.findall(r"\r\033\[K\[(=*) *\] (\d+) of 900 posts", said)
    assert bars, said[:300]
    assert all(len(bar) == int(done) * 30 // POSTS for bar, done in bars), bars
    done = [int(done) for _, done in bars]
    assert done == sorted(done)
    assert re.search(r"posts, [\d.]+ a second, \d+:\d\d left", said), said[:300]
    end = said.index("bihe: one.db: ")
    assert said[:end].endswith("\r\033[K") and "of 900" not in said[end:], "a bar is left"
    assert not quiet, quiet
    assert "\r" not in lines and "\033" not in lines, lines
    print(f"{len(bars)} bars")


main()
