#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Our workflows run nothing that others can change, and paste no text of others into a shell."""
import pathlib
import re
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((SOURCE / ".github" / "workflows").glob("*.yml"))


def lines():
    return [(f"{path.name}:{number}", line) for path in WORKFLOWS
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]


class Workflows(unittest.TestCase):
    def test_are_there(self):
        self.assertEqual([path.name for path in WORKFLOWS], ["ci.yml", "release.yml"])

    def test_pin_every_action_to_a_commit_and_name_its_version(self):
        used = [(where, line) for where, line in lines() if re.match(r"\s*(- )?uses:", line)]
        self.assertGreaterEqual(len(used), 2)
        for where, line in used:
            self.assertRegex(line, r"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", where)

    def test_use_expressions_as_whole_values_only(self):
        for where, line in lines():
            if "${{" in line:
                self.assertRegex(line, r"^\s+[A-Za-z_-]+: [a-z-]*\$\{\{ [a-z_.]+ \}\}$", where)

    def test_say_what_they_may_do(self):
        for path in WORKFLOWS:
            text = path.read_text(encoding="utf-8")
            self.assertRegex(text, r"(?m)^permissions:( \{\}|\n  contents: read)$", path.name)
            self.assertEqual(text.count("actions/checkout@"), text.count("persist-credentials: false"), path.name)

    def test_run_scripts_that_are_there(self):
        named = {name for _, line in lines() for name in re.findall(r"\bscripts/[a-z-]+", line)}
        self.assertLessEqual({"scripts/test", "scripts/test-packages"}, named)
        for name in named:
            self.assertTrue((SOURCE / name).is_file(), name)


if __name__ == "__main__":
    unittest.main()
