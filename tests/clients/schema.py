#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""xmllint finds our TMX and XLIFF valid: against the schemas beside this script, which say what the
standards say of the elements that we write, and for TMX also against its DTD and the XML Schema of
OmegaT 6.1 where the folder BIHE_TMX_SCHEMAS holds tmx14.dtd and tmx14.xsd.

usage: schema.py FOLDER FILE…
"""
import os
import subprocess
import sys

import client

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMAS = {".tmx": "tmx14.rng", ".xlf": "xliff12.rng", ".xlf2": "xliff21.rng"}

# Each is wrong by its standard: a schema that lets it pass would prove nothing.
SPOILED = {
    ".tmx": [("</tu>", "<note>late</note></tu>"), (' segtype="sentence"', ""),
             (' version="1.4"', ' version="1.4b"'), ('xml:lang="en"', 'xml:lang="en_US"')],
    ".xlf": [("<source>", "<sauce>"), (' version="1.2"', ' version="1.3"'),
             (' datatype="plaintext"', ""), (' id="1"', "")],
    ".xlf2": [(' trgLang="zh-CN"', ' trgLang=""'), (' version="2.1"', ' version="3"'),
              ('<file id="f1"', "<file"), ("<mda:metaGroup", "<mda:group")],
}


def is_valid(path, *how):
    done = subprocess.run(["xmllint", "--noout", "--nonet", *how, path], check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return done.returncode == 0, done.stderr.decode("utf-8", "replace")


def check(path, *how):
    valid, said = is_valid(path, *how)
    if not valid:
        sys.exit(f"{path} is not valid ({' '.join(how)}):\n{said[:2000]}")
    print(f"{os.path.basename(path)}: valid ({' '.join(map(os.path.basename, how))})")


def check_schema(path, schema, folder):
    check(path, "--relaxng", schema)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    end = os.path.splitext(path)[1]
    for k, (right, wrong) in enumerate(SPOILED[end]):
        if right not in text:
            continue
        spoiled = os.path.join(folder, f"spoiled{k}{end}")
        with open(spoiled, "w", encoding="utf-8") as file:
            file.write(text.replace(right, wrong, 1))
        if is_valid(spoiled, "--relaxng", schema)[0]:
            sys.exit(f"{schema} lets pass: {wrong}")


def main():
    folder, paths = sys.argv[1], sys.argv[2:]
    client.need("xmllint")
    standards = os.environ.get("BIHE_TMX_SCHEMAS", "")
    for path in paths:
        end = os.path.splitext(path)[1]
        check_schema(path, os.path.join(HERE, SCHEMAS[end]), folder)
        if end == ".tmx" and os.path.exists(os.path.join(standards, "tmx14.dtd")):
            check(path, "--dtdvalid", os.path.join(standards, "tmx14.dtd"))
        if end == ".tmx" and os.path.exists(os.path.join(standards, "tmx14.xsd")):
            check(path, "--schema", os.path.join(standards, "tmx14.xsd"))


main()
