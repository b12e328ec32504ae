#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""What the shells make of a tab, pressed in a terminal.

usage: completions_test.py PAGES_FOLDER
"""
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from terminals import has_terminals  # noqa: E402

PAGES = pathlib.Path(sys.argv[1]).resolve()
HOSTILE = "my $(touch pwned) `touch pwned` 'q\" [x]; {a,b} & ~ \\ #*.json"
# Runs in the place of the program, and tells its words.
STAND_IN = "perfolio() { printf '%s\\0' \"$@\" >told; }\n"
BEGIN = {
    "bash": f"source '{PAGES}/bash/perfolio'\nbind 'set completion-query-items 0' 'set page-completions off'\n",
    "zsh": f"fpath=('{PAGES}/zsh' $fpath)\nautoload -Uz compinit && compinit -u -D\nLISTMAX=0\n",
}
COMMAND = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"no {program} here")


def typed(shell, keys, folder):
    """Types keys into an interactive shell in a folder, and waits for its end."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(COMMAND[shell][0], COMMAND[shell], {"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": folder,
                                                       "PS1": "> ", "LC_ALL": "C.UTF-8", "HISTFILE": "/dev/null"})
    end = time.monotonic() + 30
    waiting, shown = keys.encode(), b""
    while time.monotonic() < end:
        readable, writable, _ = select.select([terminal], [terminal] if waiting else [], [], 1)
        if writable:
            waiting = waiting[os.write(terminal, waiting[:256]):]
        if readable:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # the shell is gone.
                break
    else:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode(errors="replace")


def completed(shell, line, files=()):
    """The words that the program would get after `line`, in which \\t is the tab key, and Enter."""
    with tempfile.TemporaryDirectory() as folder:
        for name in files:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.touch()
        begin = pathlib.Path(folder) / ".begin"
        begin.write_text(BEGIN[shell] + STAND_IN, encoding="utf-8")
        shown = typed(shell, f". ./.begin\n{line}\nexit\n", folder)
        told = pathlib.Path(folder) / "told"
        if not told.exists() or os.path.exists(os.path.join(folder, "pwned")):
            raise AssertionError(f"{shell} did not run what was completed, or ran more:\n{shown}")
        return told.read_text(encoding="utf-8").split("\0")[:-1]


def offered_by_bash(*words):
    """All that bash is offered for the last of these words."""
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _perfolio; printf "%s\\n" "${COMPREPLY[@]}"'
    outcome = subprocess.run(["bash", "-c", script, "bash", PAGES / "bash/perfolio", "perfolio", *words],
                             capture_output=True, text=True, check=True)
    return outcome.stdout.split()


def offered_by_fish(line):
    script = f"source '{PAGES}/fish/perfolio.fish'; complete -C \"$line\""
    outcome = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True,
                             env={**os.environ, "line": line})
    return [word.split("\t")[0] for word in outcome.stdout.splitlines()]


class Terminal:
    """What holds in bash and in zsh."""

    def check(self, line, *words, files=()):
        if not has_terminals():
            self.skipTest("no pseudo terminals here (/dev/pts)")
        # zsh takes the last slash of a folder away again.
        self.assertEqual([word.rstrip("/") for word in completed(self.shell, line, files)], list(words))

    def test_completes_a_subcommand(self):
        self.check("perfolio repo\t", "report")

    def test_completes_a_flag(self):
        self.check("perfolio report data.js --forc\t", "report", "data.js", "--force")

    def test_completes_the_words_a_value_may_be(self):
        self.check("perfolio show --color al\t", "show", "--color", "always")

    def test_completes_a_format(self):
        self.check("perfolio record --format-in hyperf\t", "record", "--format-in", "hyperfine")

    def test_completes_a_hostile_file_name_and_runs_nothing_of_it(self):
        self.check("perfolio report my\t", "report", HOSTILE, files=[HOSTILE])
        self.check("perfolio report -c my\t", "report", "-c", HOSTILE, files=[HOSTILE])

    def test_completes_folders_alone_where_one_is_due(self):
        self.check("perfolio report -o some\t", "report", "-o", "some folder", files=["some file", "some folder/x"])

    def test_completes_the_last_of_a_list(self):
        self.check("perfolio report --formats pdf,sv\t", "report", "--formats", "pdf,svg")

    def test_offers_no_file_where_none_is_due(self):
        self.check("perfolio report --project some\t", "report", "--project", "some", files=["some file"])

    def test_completes_a_file_after_two_dashes(self):
        self.check("perfolio report -- some\t", "report", "--", "some file", files=["some file"])

    def test_completes_a_value_after_an_equals_sign(self):
        self.check("perfolio report --paper=le\t", "report", "--paper=letter")
        self.check("perfolio report --config=some\t", "report", "--config=some file", files=["some file"])

    def test_completes_a_style_by_name_or_file(self):
        self.check("perfolio report --style da\t", "report", "--style", "dark")
        self.check("perfolio report --style some\t", "report", "--style", "some file", files=["some file"])


class Bash(Terminal, unittest.TestCase):
    shell = "bash"

    def test_offers_the_subcommands_first(self):
        self.assertLessEqual({"report", "record", "export", "show"}, set(offered_by_bash("")))

    def test_offers_all_flags_of_the_subcommand(self):
        self.assertIn("--repo-dir", offered_by_bash("report", "-"))
        self.assertNotIn("--repo-dir", offered_by_bash("-"))
        self.assertEqual(offered_by_bash("report", "--", "-"), [])

    def test_offers_every_format(self):
        offered = offered_by_bash("report", "--format-in", "")
        self.assertGreater(len(offered), 30)
        self.assertEqual(offered, sorted(offered))


@needs("zsh")
class Zsh(Terminal, unittest.TestCase):
    shell = "zsh"


@needs("fish")
class Fish(unittest.TestCase):
    def check(self, line, *words):
        self.assertEqual(offered_by_fish(line), list(words))

    def test_completes_subcommands_flags_and_values(self):
        self.check("perfolio repo", "report")
        self.check("perfolio report --thr", "--threshold")
        self.check("perfolio show --color a", "always", "auto")
        self.check("perfolio report --formats pdf,sv", "pdf,svg")
        self.check("perfolio record --format-in hyperf", "hyperfine")
        self.check("perfolio report --project fon")

    def test_completes_files_and_folders(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "one file").touch()
            pathlib.Path(folder, "one folder").mkdir()
            self.assertIn("one file", " ".join(offered_by_fish(f"perfolio report {folder}/one")))
            self.assertNotIn("file", " ".join(offered_by_fish(f"perfolio report -o {folder}/one")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
