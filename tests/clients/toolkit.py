#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Translate Toolkit reads our TMX, PO and XLIFF; its memory holds every unit and tmserver answers.

usage: toolkit.py FOLDER UNITS.tmx UNITS.po UNITS.xlf

tmserver 3.8 takes the bytes of an address for Latin-1, so it is asked for the sources in ASCII; the
others are looked up in its database.
"""
import contextlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import client


def read(path):
    from translate.storage import factory
    units = [u for u in factory.getobject(path).units if not u.isheader() and u.source]
    return {str(u.source): str(u.target) for u in units}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, source, server):
    """The answers of tmserver for a text, waiting until it is up."""
    quoted = urllib.parse.quote(source.encode("utf-8"), safe="")
    url = f"http://127.0.0.1:{port}/tmserver/en/zh_CN/unit/{quoted}"
    for _ in range(100):
        if server.poll() is not None:
            sys.exit(f"tmserver ended with status {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.URLError as reason:
            if isinstance(reason, urllib.error.HTTPError):
                sys.exit(f"tmserver: {reason} for {source!a}")
            time.sleep(0.2)
    sys.exit("tmserver does not answer")


def serve(folder, tmx, expected):
    database = os.path.join(folder, "tm.db")
    if os.path.exists(database):
        os.remove(database)
    client.run("build_tmdb", "-d", database, "-s", "en", "-t", "zh_CN", tmx)
    with contextlib.closing(sqlite3.connect(database)) as memory:
        rows = memory.execute("SELECT s.text, t.text FROM sources s JOIN targets t ON s.sid = t.sid")
        client.compare("build_tmdb", expected, dict(rows))
    port = free_port()
    server = subprocess.Popen(["tmserver", "-d", database, "-b", "127.0.0.1", "-p", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        found, asked = {}, {s: expected[s] for s in expected if s.isascii()}
        for source in asked:
            exact = [a["target"] for a in ask(port, source, server) if a["source"] == source]
            found[source] = exact[0] if exact else None
        client.compare("tmserver", asked, found)
    finally:
        server.terminate()
        server.wait()


def need_modules():
    """Goes on in the interpreter that the toolkit is installed for; skips where modules lack."""
    try:
        import cheroot.wsgi  # noqa: F401 (tmserver's web server, a package of its own)
        import translate.storage.factory  # noqa: F401
    except ImportError as reason:
        with open(shutil.which("tmserver"), encoding="utf-8") as script:
            python = script.readline()[2:].split()[0]
        if os.path.realpath(python) != os.path.realpath(sys.executable):
            os.execv(python, [python, *sys.argv])
        print(f"skipped: {reason} (BIHE_PACKAGES_CLIENTS in tests/packages.sh)")
        sys.exit(client.SKIP)


def main():
    folder, tmx, po, xliff = sys.argv[1:]
    client.need("build_tmdb", "tmserver")
    need_modules()
    expected = client.first_of_each(client.tmx_pairs(tmx))
    for path in (tmx, po, xliff):
        client.compare(f"Translate Toolkit, {os.path.basename(path)}", expected, read(path))
    serve(folder, tmx, expected)


main()
