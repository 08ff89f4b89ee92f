#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""OmegaT, without its window, fills a document with every unit of our memories.

usage: omegat.py FOLDER TMX…

FOLDER is emptied and used for the project: a PO catalogue with every source text, the memories in
tm/auto. What OmegaT wrote into the translated catalogue is compared with the memories.
"""
import os
import re
import shutil
import sys

import client

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en</source_lang><target_lang>zh-CN</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def quote(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


def unquote(text):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n"}.get(m[1], m[1]), text)


def make_project(folder, memories, sources):
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        os.makedirs(os.path.join(folder, name))
    with open(os.path.join(folder, "omegat.project"), "w", encoding="utf-8") as file:
        file.write(PROJECT)
    for memory in memories:
        shutil.copy(memory, os.path.join(folder, "tm/auto"))
    with open(os.path.join(folder, "source/all.po"), "w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + "".join(f'msgid "{quote(s)}"\nmsgstr ""\n\n' for s in sources))


def read_catalogue(path):
    table, key, last = {}, None, None
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            match = re.match(r'(msgid|msgstr)? ?"(.*)"$', line.rstrip("\n"))
            if match is None:
                continue
            last = match[1] or last
            if match[1] == "msgid":
                key = ""
            if last == "msgid":
                key += unquote(match[2])
            else:
                table[key] = table.get(key, "") + unquote(match[2])
    return table


def main():
    folder, memories = sys.argv[1], sys.argv[2:]
    client.need("omegat")
    expected = client.first_of_each(p for m in memories for p in client.tmx_pairs(m))
    project = os.path.join(folder, "project")
    make_project(project, memories, expected)
    said = client.run("omegat", "--mode=console-translate", "--disable-project-locking",
                      "--no-team", f"--config-dir={folder}/config", project)
    for line in said.split("\n"):
        if "SEVERE" in line or "TMXR_ERROR" in line or "ParseError" in line:
            sys.exit(f"OmegaT complains: {line}")
    found = read_catalogue(os.path.join(project, "target/all.po"))
    client.compare("OmegaT", expected, found)


main()
