#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the corpus builder: posts a second, memory, the second run, exports, shards, searches.

usage: bench_corpus.py BIHE POSTS [WORK_DIR]

POSTS is a folder of posts, for instance one of make_corpus.py. What times mean depends on the
machine and on what else it does: beside them stand two references of the same minutes, the same
posts read and hashed, and the same texts put into an SQLite table without an index. WORK_DIR (a
new one in the system's folder for such) gets the corpora.
"""
import glob
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

QUERIES = ["the", "的", "。", "a", "I", "!", "@", "--", "”", "the ion", "ing the ing", "and ing",
           "the of the of", "there is the other one", "的的", "一个的", "是的一", "天气", "weather",
           "as well as", "zzz", "é", "0"]


def run(*command):
    """Seconds and the largest resident size in MB of a command; its standard error."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        err.seek(0)
        text = err.read().decode(errors="replace")
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: {process.returncode}\n{text}")
    return seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, text


def read_all(posts):
    start = time.monotonic()
    total = hashlib.sha256()
    for path in glob.glob(os.path.join(posts, "**/*.md"), recursive=True):
        with open(path, "rb") as file:
            total.update(file.read())
    return time.monotonic() - start


def insert_all(corpus, path):
    source, target = sqlite3.connect(corpus), sqlite3.connect(path)
    # never all in memory: a new process starts with the largest size of the one that makes it
    rows = source.execute("SELECT post, side, seq, text FROM sentence")
    start = time.monotonic()
    target.execute("CREATE TABLE sentence (post, side, seq, text)")
    with target:
        target.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?)", rows)
    seconds = time.monotonic() - start
    source.close()
    target.close()
    return seconds


def same(*paths):
    digests = set()
    for path in paths:
        with open(path, "rb") as file:
            digests.add(hashlib.file_digest(file, "sha256").digest()
                        if hasattr(hashlib, "file_digest") else
                        hashlib.sha256(file.read()).digest())
    return "the same bytes" if len(digests) == 1 else "DIFFERENT"


def say(what, value):
    print(f"{what:44} {value}", flush=True)


def build(bihe, posts, count):
    times = {}
    for jobs in ("2", "1"):
        seconds, memory, cpu, _ = run(bihe, "build", "--jobs", jobs, f"jobs{jobs}.db", posts)
        times[jobs] = seconds
        say(f"build, {jobs} jobs", f"{seconds:.1f} s, {count / seconds:.0f} posts/s, {cpu:.1f} s of "
            f"processor, {memory:.0f} MB")
    say("1 job to 2 jobs", f"{times['1'] / times['2']:.2f}")
    again = min(run(bihe, "build", "--jobs", "2", "jobs2.db", posts)[0] for _ in range(3))
    say("second run", f"{again:.2f} s, {times['2'] / again:.0f} times faster")
    say("size", f"{os.path.getsize('jobs2.db') / 1e6:.0f} MB")
    return times["2"], again


def shards(bihe, posts):
    parts = [f"part{k}.db" for k in range(1, 5)]
    for k, part in enumerate(parts, 1):
        run(bihe, "build", "--quiet", "--jobs", "2", "--shard", f"{k}/4", part, posts)
    for what in ("merge of 4 shards", "merged again"):
        seconds, memory, _, text = run(bihe, "merge", "merged.db", *parts)
        say(what, f"{seconds:.1f} s, {memory:.0f} MB ({text.strip().split(': ')[-1]})")


def exports(bihe):
    for name in ("jobs1", "jobs2", "merged"):
        seconds, memory, _, text = run(bihe, "export", name + ".db", "-o", name + ".tsv", "-o",
                                       name + ".tmx")
        say(f"export of {name}", f"{seconds:.1f} s, {memory:.0f} MB ({text.splitlines()[0]})")
    for ending in (".tsv", ".tmx"):
        say(f"exports as {ending}, 1 job, 2 jobs, 4 shards",
            same(*(name + ending for name in ("jobs1", "jobs2", "merged"))))


def searches(bihe):
    worst, cpu_worst = (0, ""), 0
    for query in QUERIES:
        for side in ([], ["--lang", "zh"], ["--lang", "en"]):
            runs = [run(bihe, "find", *side, "--", "jobs2.db", query) for _ in range(3)]
            worst = max(worst, (min(r[0] for r in runs), " ".join(side + [query])))
            cpu_worst = max(cpu_worst, min(r[2] for r in runs))
    say(f"slowest of {3 * len(QUERIES)} searches", f"{worst[0] * 1000:.0f} ms ({worst[1]}), most "
        f"processor time {cpu_worst * 1000:.0f} ms")


def main():
    bihe, posts = (os.path.abspath(path) for path in sys.argv[1:3])
    work = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="bench-corpus-")
    os.makedirs(work, exist_ok=True)
    os.chdir(work)
    for path in glob.glob("*.db*"):
        os.unlink(path)
    count = len(glob.glob(os.path.join(posts, "**/*.md"), recursive=True))
    say("posts", count)
    say("load before", f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    reading = read_all(posts)
    say("reference: read and hashed", f"{reading:.2f} s")
    first, again = build(bihe, posts, count)
    inserting = insert_all("jobs2.db", "plain.db")
    say("reference: texts into a plain table", f"{inserting:.2f} s")
    say("first build to plain table", f"{first / inserting:.1f}")
    say("second run to reading", f"{again / reading:.1f}")
    shards(bihe, posts)
    exports(bihe)
    searches(bihe)
    seconds, memory, _, _ = run(bihe, "stats", "jobs2.db", "--html", "stats.html")
    say("stats with page", f"{seconds:.1f} s, {memory:.0f} MB")
    say("load after", f"{os.getloadavg()[0]:.1f}")
    say("corpora in", work)


main()
