#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""An installed perfolio stands alone, wherever it lies.

usage: install_test.py CMAKE SOURCE_FOLDER BUILD_FOLDER
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

CMAKE, SOURCE, BUILD = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


def ran(*words, **more):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.home.name)
        cls.prefix = cls.folder / "a prefix"
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", cls.prefix], check=True, stdout=subprocess.DEVNULL)
        # Moved after it was installed: the prefix is not in it.
        cls.prefix = cls.prefix.rename(cls.folder / "another prefix")
        for name in ("data.js", "releases.json"):
            shutil.copy(SOURCE / "samples" / "atlas" / name, cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def report(self, *before, program=None, output="out"):
        return ran(*before, program or self.prefix / "bin/perfolio", "report", "data.js", "--releases", "releases.json",
                   "-o", output, "--formats", "pdf,svg,json", cwd=self.folder)

    def test_holds_what_it_should(self):
        files = {str(p.relative_to(self.prefix)) for p in self.prefix.rglob("*") if p.is_file()}
        for name in ("bin/perfolio", "share/perfolio/styles/light.json", "share/perfolio/schema/config.schema.json", "share/perfolio/schema/postgresql/1.sql",
                     "share/perfolio/formats/deno.format.json", "share/perfolio/fonts/Inter-Regular.otf", "share/perfolio/fonts/OFL-Inter.txt",
                     "share/perfolio/fonts/OFL-JetBrainsMono.txt", "share/man/man1/perfolio.1",
                     "share/man/man1/perfolio-report.1", "share/bash-completion/completions/perfolio",
                     "share/zsh/site-functions/_perfolio", "share/fish/vendor_completions.d/perfolio.fish",
                     "share/doc/perfolio/README.md", "share/doc/perfolio/CHANGELOG.md", "share/doc/perfolio/copyright"):
            self.assertIn(name, files)
        self.assertEqual([name for name in files if name.startswith("bin/")], ["bin/perfolio"])

    def test_makes_a_report_without_a_look_at_where_it_was_built(self):
        if not shutil.which("strace"):
            self.skipTest("no strace here")
        outcome = self.report("strace", "-f", "-e", "trace=%file", "-o", self.folder / "trace")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertTrue((self.folder / "out" / "report.json").exists())
        asked = set(re.findall(r'"(/[^"]*)"', (self.folder / "trace").read_text(errors="replace")))
        self.assertTrue(any("another prefix/share/perfolio/fonts" in path for path in asked))
        self.assertEqual([path for path in asked if path.startswith((f"{SOURCE}/", f"{BUILD}/"))], [])

    def test_makes_the_report_of_the_build_folder_byte_for_byte(self):
        self.report(output="installed")
        self.report(program=BUILD / "perfolio", output="built")
        names = [p.relative_to(self.folder / "built") for p in (self.folder / "built").rglob("*") if p.is_file()]
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertEqual((self.folder / "installed" / name).read_bytes(), (self.folder / "built" / name).read_bytes())

    def test_is_found_through_a_link(self):
        link = self.folder / "link"
        link.symlink_to(self.prefix / "bin/perfolio")
        outcome = self.report(program=link, output="linked")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)

    def test_says_in_one_line_and_a_hint_when_its_fonts_are_missing(self):
        alone = self.folder / "alone" / "bin" / "perfolio"
        alone.parent.mkdir(parents=True)
        shutil.copy(self.prefix / "bin/perfolio", alone)
        # What the caller's own folder holds is no fonts of ours.
        shutil.copytree(self.prefix / "share", self.folder / "share")
        outcome = self.report(program=alone, output="none")
        self.assertEqual(outcome.returncode, 3)
        where = alone.resolve().parents[1] / "share" / "perfolio"
        self.assertEqual(outcome.stderr.splitlines()[-2:], [
            f"perfolio: {where}: perfolio's fonts and styles are not where they belong",
            "hint: its share/perfolio must stand beside the folder the program is in"])
        self.assertFalse((self.folder / "none").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
