#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page and the JSON of `bihe stats`, of a corpus whose names and tags are hostile: the page must
run and fetch nothing, say everything as text, and have every figure in a table.

usage: stats_page.py BIHE
"""
import base64
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

TAG = "</svg><script>alert(1)</script>"
NAME = b"a\xff\x1b[2J\"onload=x <img src=x>.md"
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "bdi", "section", "svg",
            "rect", "text", "line", "details", "summary", "table", "caption", "thead", "tbody",
            "tr", "th", "td", "p", "span"}
VOID = {"meta"}


class Page(html.parser.HTMLParser):
    """Checks the nesting and keeps texts, policies and the figures of the tables."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.policy, self.style = [], [], "", ""
        self.plots, self.tables = 0, {}
        self.row = []

    def handle_starttag(self, tag, attrs):
        assert tag in ELEMENTS, f"element {tag}"
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("src", "href", "style"), (tag, name)
            if name == "content" and "default-src" in value:
                self.policy = value
        if tag == "svg" and dict(attrs).get("role") == "img":
            assert dict(attrs)["aria-label"]
            self.plots += 1
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.row = []

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}>"
        if tag == "tr" and "tbody" in self.open:
            self.tables[self.caption].append(self.row)

    def handle_data(self, data):
        self.texts.append(data)
        if self.open and self.open[-1] == "style":
            self.style += data
        if "caption" in self.open:
            self.caption = data
            self.tables[data] = []
        if ("td" in self.open or "th" in self.open) and data.strip():
            self.row.append(data)


def run(*args):
    return subprocess.run(args, check=True, capture_output=True).stdout


def write(path, text):
    with open(path, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)


def build(bihe):
    os.mkdir("posts")
    write("posts/rain.md", f"---\ntags: ['{TAG}', 雨]\ndate: 2020-01-02\n---\n"
          "雨停了。我们回家。\n\nThe rain stopped. We went home.\n")
    for year in range(1990, 2020):
        write(f"posts/{year}-05-01-tea.md", "水开了。\n\nThe water boils.\n")
    write(os.path.join(b"posts", NAME), bytes(1000))
    subprocess.run([bihe, "build", "--quiet", "c<b>.db", "posts"], stderr=subprocess.DEVNULL)


def main():
    bihe = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        build(bihe)
        plain = run(bihe, "stats", "c<b>.db", "--html", "page.html")
        assert b"\x1b" not in plain and b"a\xff\\x1b[2J" in plain
        with open("page.html", encoding="utf-8") as file:
            text = file.read()
        assert run(bihe, "stats", "c<b>.db", "--html", "-").decode() == text
        tables = json.loads(run(bihe, "stats", "--json", "c<b>.db"))["tables"]
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert page.policy == ("default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
                           f"'sha256-{digest}'"), page.policy
    assert not re.search(r"url\(|@import|https?:", page.style) and "dark" in page.style
    assert TAG in page.texts and "c<b>.db" in page.texts
    assert not any(ord(c) < 32 and c != "\n" for c in text), "control characters"
    shown = {table["title"]: table["rows"] for table in tables if table["rows"]}
    assert shown.keys() == page.tables.keys()
    for title, rows in shown.items():
        cells = [[r["label"]] + [r[k] for k in ("detail",) if k in r] +
                 ([] if title == "posts that failed" else [str(r["count"])]) for r in rows]
        cells = [["".join(c for c in cell if ord(c) >= 32) for cell in row] for row in cells]
        assert cells == page.tables[title], (title, cells, page.tables[title])
    assert page.plots == len(shown) - 1, "a plot each but for the list of failures"
    rows = {row["label"]: row["count"] for row in shown["different units by posts that hold them"]}
    assert rows == {"1": 2, "16-31": 1}, rows
    dates = [row["label"] for row in shown["posts by date and layout"]]
    assert dates == [str(year) for year in range(1990, 2021)], "years where months are many"
    print(f"{page.plots} plots, {len(page.tables)} tables")


main()
