#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gettext takes our PO: msgfmt finds nothing wrong, and msgmerge fills an empty catalogue from it.

usage: compendium.py FOLDER UNITS.tmx UNITS.po

The filled catalogue is compiled and read by Python's gettext, which sees no fuzzy entry.
"""
import gettext
import os
import sys

import client

HEAD = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n')


def quote(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


def main():
    folder, tmx, compendium = sys.argv[1:]
    client.need("msgfmt", "msgmerge")
    expected = client.first_of_each(client.tmx_pairs(tmx))
    template, filled, compiled = (os.path.join(folder, f"filled.{e}") for e in ("pot", "po", "mo"))
    with open(template, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + "".join(f'msgid "{quote(s)}"\nmsgstr ""\n\n' for s in expected))
    said = client.run("msgfmt", "-c", "-o", os.devnull, compendium)
    if said:
        sys.exit(f"msgfmt complains of {compendium}:\n{said}")
    client.run("msgmerge", "--quiet", "-C", compendium, "-o", filled, os.devnull, template)
    client.run("msgfmt", "-o", compiled, filled)
    with open(compiled, "rb") as file:
        catalogue = gettext.GNUTranslations(file)
    client.compare("msgmerge", expected, {s: catalogue.gettext(s) for s in expected})


main()
