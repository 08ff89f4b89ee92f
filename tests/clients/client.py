# SPDX-License-Identifier: Apache-2.0
"""What the client tests share: skipping, running, reading our TMX without the client's help."""
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

SKIP = 77  # ctest's SKIP_RETURN_CODE
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def need(*programs):
    """Skips the test, with a line that says why, unless all programs are there."""
    missing = [p for p in programs if shutil.which(p) is None]
    if missing:
        print(f"skipped: not installed: {' '.join(missing)} (BIHE_PACKAGES_CLIENTS in "
              "tests/packages.sh names the packages)")
        sys.exit(SKIP)


def run(*command, **options):
    """Runs a command; on failure shows what it said and ends the test."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=options.pop("timeout", 300), check=False, **options)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}\n{text[-3000:]}")
    return text


def tmx_pairs(path, source="en", target="zh-CN"):
    """The units of a TMX as (source, target), by a parser that no client uses."""
    pairs = []
    for unit in ET.parse(path).getroot().iter("tu"):
        texts = {v.get(LANG): v.find("seg").text for v in unit.iter("tuv")}
        pairs.append((texts[source], texts[target]))
    if not pairs:
        sys.exit(f"{path}: no units")
    return pairs


def first_of_each(pairs):
    """Source to target; of equal sources the first, as translation tools take it."""
    table = {}
    for source, target in pairs:
        table.setdefault(source, target)
    return table


def compare(what, expected, found):
    """Ends the test where a unit is missing or another; both are source to target."""
    bad = [s for s in expected if found.get(s) != expected[s]]
    for source in bad[:10]:
        print(f"  {source!a}\n    expected {expected[source]!a}\n    got      {found.get(source)!a}")
    if bad:
        sys.exit(f"{what}: {len(bad)} of {len(expected)} units lost or altered")
    print(f"{what}: all {len(expected)} units")
