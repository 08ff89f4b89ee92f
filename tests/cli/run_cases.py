#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of a case file and compares what they print.

usage: run_cases.py BIHE CASES.t [--update]

A case file is prose with indented blocks:

    $ command          run by sh in a fresh folder (one a file), `bihe` being the program under test
    [1]                its exit status where it is not 0
    > a line           of standard output
    ! a line           of standard error

`--update` rewrites the expectations to what the commands print now: read the difference before
committing it. A line `~ RE` or `!~ RE` instead matches a whole line as a regular expression and is
kept as it is by --update where it still matches.
"""
import os
import re
import subprocess
import sys
import tempfile

INDENT = "    "


def blocks(lines):
    """Yields (is_command, lines): each command with its expectations, and the prose between."""
    current, is_command = [], False
    for line in lines:
        starts = line.startswith(INDENT + "$ ")
        belongs = is_command and line.startswith(INDENT) and not starts
        if starts or (is_command and not belongs):
            if current:
                yield is_command, current
            current, is_command = [], starts
        current.append(line)
    if current:
        yield is_command, current


def matches(expected, actual):
    if len(expected) != len(actual):
        return False
    for want, got in zip(expected, actual):
        mark, text = want.split(" ", 1) if " " in want else (want, "")
        if mark.endswith("~"):
            if (mark[0] == "!") != (got[0] == "!") or not re.fullmatch(text, got[2:]):
                return False
        elif want.rstrip() != got.rstrip():
            return False
    return True


def run(command, folder, env):
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=300, check=False)
    out = []
    if done.returncode:
        out.append(f"[{done.returncode}]")
    for mark, stream in ((">", done.stdout), ("!", done.stderr)):
        text = stream.decode("utf-8", "backslashreplace")
        out += [f"{mark} {line}" for line in text.split("\n")[: -1 if text.endswith("\n") else None]
                if line or text]
    return out


def main():
    program, path = sys.argv[1:3]
    update = "--update" in sys.argv
    source = open(path, encoding="utf-8").read().split("\n")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BIHE_", "SOURCE_DATE"))}
    env["PATH"] = os.path.dirname(os.path.abspath(program)) + os.pathsep + env["PATH"]
    env["EXAMPLES"] = os.path.abspath(os.path.join(os.path.dirname(path), "../../examples/posts"))
    if "BIHE_DATA" in os.environ:
        env["DATA"] = os.environ["BIHE_DATA"]
    failures, count, result = 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        env.update(HOME=folder, XDG_CONFIG_HOME="")
        for is_command, lines in blocks(source):
            if not is_command:
                result += lines
                continue
            count += 1
            command, expected = lines[0][len(INDENT) + 2:], [l[len(INDENT):] for l in lines[1:]]
            actual = run(command, folder, env)
            if matches(expected, actual):
                result += lines
                continue
            result += [lines[0]] + [INDENT + l for l in actual]
            failures += 1
            if not update:
                print(f"{path}: $ {command}\n--- expected")
                print("\n".join(expected) + "\n--- got\n" + "\n".join(actual) + "\n")
    if update and failures:
        open(path, "w", encoding="utf-8").write("\n".join(result))
        print(f"{path}: {failures} expectations rewritten")
    elif failures:
        sys.exit(f"{path}: {failures} of {count} commands differ")
    if count == 0:
        sys.exit(f"{path}: no commands")


main()
