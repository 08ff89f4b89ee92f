#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sources the completion of bihe in a real shell and asks it for completions.

usage: completion.py BIHE SHELL

bash and zsh run on a terminal of their own and are sent the keys a person types; fish answers
`complete -C`. Skips (77) where the shell is not installed.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

PROMPT = "ready>"
SKIP = 77

# what is typed; words that must be offered; words that must not be
CASES = [
    ("bihe co", ["convert", "completion", "config"], ["align", "notes.srx"]),
    ("bihe align --m", ["--min-score", "--max-units", "--models"], ["--since", "notes.srx"]),
    ("bihe export --s", ["--since", "--segtype", "--source-side"], ["--shard"]),
    ("bihe align --to t", ["tsv", "tmx"], ["jsonl", "tales.tmx"]),
    ("bihe align --to=t", ["tsv", "tmx"], ["jsonl", "tales.tmx"]),
    ("bihe convert --from ", ["tmx", "tsv", "jsonl"], ["xliff", "tales.tmx"]),
    ("bihe align --layout ", ["auto", "halves", "alternating"], ["notes.srx"]),
    ("bihe find --lang ", ["zh", "en"], ["notes.srx"]),
    ("bihe export --filter identical,l", ["language", "long", "letters"], ["notes.srx", "ratio"]),
    ("bihe align --srx no", ["notes.srx", "nothing.txt"], ["tsv"]),
    ("bihe align -o ta", ["tales.tmx", "tables"], ["tsv"]),
    ("bihe align no", ["notes.srx", "nothing.txt"], ["--no-repair"]),
    ("bihe align --models ", ["tables", "talks"], ["notes.srx"]),
    ("bihe train ", ["chars", "segment"], ["align"]),
    ("bihe config ", ["align", "convert"], ["bash"]),
    ("bihe completion ", ["bash", "zsh", "fish"], ["align"]),
]

SETUP = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
START = {
    "bash": "bind 'set show-all-if-ambiguous on'; bind 'set page-completions off';"
            " bind 'set completion-query-items 0'; bind 'set bell-style none';"
            " bind 'set enable-bracketed-paste off'; source ./script; PS1='{}>'\n",
    "zsh": "unsetopt prompt_sp prompt_cr beep; setopt interactive_comments; LISTMAX=0;"
           " zstyle ':completion:*' list-prompt ''; autoload -Uz compinit && compinit -D -u; unsetopt list_ambiguous;"
           " setopt auto_list no_auto_menu; unset zle_bracketed_paste; source ./script; PS1='{}>'\n",
}


class Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, command, folder):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", PS1="", HOME=folder, LC_ALL="C.UTF-8", COLUMNS="200")
            os.execvp(command[0], command)

    def send(self, text):
        os.write(self.fd, text.encode())

    def read(self, until=None, quiet=0.5, limit=60):
        """What comes until `until` does or, without that, until nothing came for a while."""
        got, end = "", time.monotonic() + limit
        while until is None or until not in got:
            if time.monotonic() > end:
                sys.exit(f"{until!r} does not come, but: {got!r}")
            if not select.select([self.fd], [], [], quiet)[0]:
                if until is None and got:
                    return got
                continue
            got += os.read(self.fd, 65536).decode("utf-8", "replace")
        return got

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def ask_terminal(shell, folder):
    """Yields the answer to each case."""
    terminal = Terminal(SETUP[shell], folder)
    # the prompt is put together so that it is not found in the echo of this line
    terminal.send(START[shell].format("rea''dy"))
    terminal.read(until=PROMPT)
    for typed, _, _ in CASES:
        terminal.send(typed + "\t")
        answer = terminal.read()
        terminal.send("\x15\n")
        terminal.read(until=PROMPT)
        yield answer
    terminal.close()


def ask_fish(folder):
    for typed, _, _ in CASES:
        done = subprocess.run(["fish", "--no-config", "-c", "source ./script; complete -C $argv[1]",
                               typed], cwd=folder, env=dict(os.environ, HOME=folder),
                              capture_output=True, text=True, check=True)
        yield "\n".join(line.split("\t")[0] for line in done.stdout.splitlines())


def main():
    program, shell = sys.argv[1:3]
    if shutil.which(shell) is None:
        print(f"skipped: {shell} is not installed")
        sys.exit(SKIP)
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("notes.srx", "nothing.txt", "tales.tmx"):
            open(os.path.join(folder, name), "w", encoding="utf-8").close()
        for name in ("tables", "talks"):
            os.mkdir(os.path.join(folder, name))
        with open(os.path.join(folder, "script"), "wb") as script:
            subprocess.run([program, "completion", shell], stdout=script, check=True)
        answers = ask_fish(folder) if shell == "fish" else ask_terminal(shell, folder)
        for (typed, wanted, unwanted), answer in zip(CASES, answers):
            words = re.split(r"[\s/,=]+", answer)
            wrong = [w for w in wanted if w not in words] + [w for w in unwanted if w in words]
            if wrong:
                failures += 1
                print(f"{typed!r}: {wrong} in {answer!r}")
    if failures:
        sys.exit(f"{shell}: {failures} of {len(CASES)} completions are wrong")
    print(f"{shell}: {len(CASES)} completions as wanted")


main()
