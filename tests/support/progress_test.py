#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""progress_test.py PERFOLIO: a line says how far long work is, on a terminal alone, and leaves no trace.

The work takes as long as it is made to: it reads a standard input that is held back."""
import os
import pty
import re
import select
import subprocess
import sys
import time
import unittest

from terminals import on_a_terminal

LINES = "".join(f'{{"schema":"perfolio/1","commit":"{i:040x}","date":"2026-01-{i + 1:02}T00:00:00Z",'
                f'"results":[{{"benchmark":"b","value":{100 + i},"unit":"ns"}}]}}\n' for i in range(20))
ERASED = "\r\x1b[K"


def heard(terminal, seconds, word=None):
    """What comes within so many seconds, or until the word does."""
    end, text = time.monotonic() + seconds, ""
    while (left := end - time.monotonic()) > 0 and not (word and word in text):
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            text += os.read(terminal, 65536).decode()
        except OSError:  # the other end is closed
            break
    return text


def terminal_output(arguments, seconds, word=None, **variables):
    """What a terminal's standard error gets while half of the input is held back, and what it gets in all."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | {"TERM": "xterm"} | variables
    process = subprocess.Popen([PERFOLIO, *arguments, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs, env=environment)
    os.close(theirs)
    process.stdin.write(LINES[:500].encode())
    process.stdin.flush()
    before = heard(ours, seconds, word)
    process.stdin.write(LINES[500:].encode())
    process.stdin.close()
    after = heard(ours, 60)
    assert process.wait(timeout=60) == 0
    os.close(ours)
    return before, before + after


class Progress(unittest.TestCase):
    @on_a_terminal
    def test_a_terminal_hears_what_is_done_after_a_second_and_keeps_nothing_of_it(self):
        for command in (["show"], ["compare", "--by", "run"]):
            with self.subTest(command=command):
                before, all_of_it = terminal_output(command, 60, "reading")
                self.assertIn("reading standard input", before)
                self.assertNotIn("\n", before)
                # Each time it is written over the last, and what stands there at the end is what is told anyway.
                self.assertTrue(before.startswith(ERASED))
                end = all_of_it.rsplit(ERASED, 1)[1]
                self.assertNotIn("reading", end)

    @on_a_terminal
    def test_short_work_says_nothing(self):
        self.assertNotIn("reading", terminal_output(["show"], 0)[1])

    @on_a_terminal
    def test_nothing_is_said_when_nobody_wants_it(self):
        for arguments, variables in ((["-q"], {}), ([], {"TERM": "dumb"}), ([], {"CI": "true"})):
            with self.subTest(arguments=arguments, variables=variables):
                self.assertEqual(terminal_output(["show", *arguments], 2.5, **variables)[0], "")

    def test_nothing_is_said_to_a_pipe(self):
        process = subprocess.Popen([PERFOLIO, "show", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env={key: value for key, value in os.environ.items() if key != "CI"} | {"TERM": "xterm"})
        time.sleep(1.5)
        _, errors = process.communicate(LINES.encode(), timeout=60)
        self.assertNotRegex(errors.decode(), re.compile("reading|\x1b"))


if __name__ == "__main__":
    PERFOLIO = sys.argv.pop(1)
    unittest.main()
