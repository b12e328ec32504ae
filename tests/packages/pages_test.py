#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""The man pages and completions know every subcommand and flag of --help, and no tool that reads them complains.

usage: pages_test.py PERFOLIO PAGES_FOLDER
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PERFOLIO, PAGES = sys.argv[1], pathlib.Path(sys.argv[2])
COMPLETIONS = {"bash": "bash/perfolio", "zsh": "zsh/_perfolio", "fish": "fish/perfolio.fish"}


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"no {program} here")


def ran(*words, **more):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)


def help_of(*command):
    return ran(PERFOLIO, *command, "--help").stdout


def commands():
    lines = help_of().split("Subcommands:\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [line.split()[0] for line in lines if re.match(r"  \S", line)]


def flags(text):
    """The flags that --help declares, not those its examples use."""
    declared = re.findall(r"(?m)^  (-[A-Za-z,-]+)", text)
    return {flag for names in declared for flag in names.split(",") if flag.startswith("--")}


def man_page(*command):
    return PAGES / "man1" / ("-".join(("perfolio",) + command) + ".1")


def rendered(page):
    return re.sub(".\b", "", ran("groff", "-man", "-Tutf8", "-rLL=300n", "-P-c", page).stdout)


def all_commands():
    return [()] + [(name,) for name in commands()]


class ManPages(unittest.TestCase):
    def test_are_those_of_the_subcommands_and_one_for_all(self):
        self.assertGreaterEqual(len(commands()), 4)
        self.assertEqual(sorted(p.name for p in (PAGES / "man1").iterdir()),
                         sorted(man_page(*command).name for command in all_commands()))

    @needs("groff")
    def test_tell_every_flag_of_the_help_and_every_example(self):
        for command in all_commands():
            with self.subTest(command):
                text = help_of(*command)
                page = rendered(man_page(*command))
                # `format` and `database` take words and no flag but --help; all others have more.
                self.assertEqual(len(flags(text)) < 2, command in (("format",), ("database",)))
                if command == ("format",):
                    self.assertRegex(page, r"FILE")
                    self.assertRegex(page, r"INPUT")
                for flag in flags(text):
                    self.assertTrue(re.search(rf"(?m)^ +(-.*)?{flag}(?![a-z-])", page), flag)
                for example in re.findall(r"(?m)^  (perfolio \S.*)$", text):
                    self.assertIn(example, page)

    @needs("groff")
    def test_lead_from_the_first_page_to_the_others(self):
        page = rendered(man_page())
        for name in commands():
            self.assertIn(f"perfolio-{name}(1)", page)

    @needs("groff")
    def test_are_read_by_groff_without_a_warning(self):
        for command in all_commands():
            self.assertEqual(ran("groff", "-ww", "-man", "-Tutf8", "-z", man_page(*command)).stderr, "")

    @needs("mandoc")
    def test_are_read_by_mandoc_without_a_warning(self):
        for command in all_commands():
            said = ran("mandoc", "-Tlint", "-Wwarning", man_page(*command)).stdout.splitlines()
            # A version that is not released has no date.
            said = [line for line in said if 'missing date, using ""' not in line]
            self.assertEqual(said, [])


class Completions(unittest.TestCase):
    def test_know_every_subcommand_and_flag_of_the_help(self):
        for shell, path in COMPLETIONS.items():
            script = (PAGES / path).read_text(encoding="utf-8")
            for command in all_commands():
                for flag in flags(help_of(*command)):
                    with self.subTest(shell=shell, command=command, flag=flag):
                        known = rf"-l '{flag[2:]}'" if shell == "fish" else rf"{flag}(?![a-z-])"
                        self.assertTrue(re.search(known, script))
                for name in command:
                    self.assertTrue(re.search(rf"\b{name}\b", script), name)

    def test_are_scripts_their_shells_can_read(self):
        for shell, path in COMPLETIONS.items():
            with self.subTest(shell):
                if not shutil.which(shell):
                    self.skipTest(f"no {shell} here")
                outcome = ran(shell, "-n", PAGES / path)
                self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))


class Generator(unittest.TestCase):
    def test_makes_the_same_bytes_again(self):
        with tempfile.TemporaryDirectory() as folder:
            generator = pathlib.Path(PERFOLIO).with_name("perfolio-pages")
            again = pathlib.Path(folder) / "pages"
            dated = re.search(r'^\.TH \S+ 1 "(.*?)"', man_page().read_text(encoding="utf-8"), re.M).group(1)
            subprocess.run([generator, again] + ([dated.replace("\\-", "-")] if dated else []), check=True,
                           env={"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"})
            for path in PAGES.rglob("*"):
                if path.is_file():
                    self.assertEqual(path.read_bytes(), (again / path.relative_to(PAGES)).read_bytes(), path)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
