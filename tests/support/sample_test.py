#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""The sample history is what its generator makes, and holds what its README says is planted."""
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import unittest

ATLAS = pathlib.Path(__file__).resolve().parents[2] / "samples" / "atlas"
RUNS = 14
PLANTED = {  # median in ns at v0.2.2 and at v0.2.3
    "vm_arithmetic_loop": (255000, 200000), "parse_1kb": (46000, 45000), "typecheck_function": (112000, 112000),
    "interp_loop_10k": (295000, 310000), "parse_large_module": (1310000, 1180000), "compile_sort": (8020000, 8310000),
}


def entries():
    text = (ATLAS / "data.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("{"):])["entries"]["Atlas Benchmark"]


def median(runs, name):
    return math.exp(statistics.median(math.log(b["value"]) for run in runs for b in run["benches"] if b["name"] == name))


class Sample(unittest.TestCase):
    def test_is_what_its_generator_makes(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(ATLAS / "generate.py"), folder], check=True)
            for name in ("data.js", "releases.json"):
                with self.subTest(name):
                    self.assertEqual((pathlib.Path(folder) / name).read_bytes(), (ATLAS / name).read_bytes())

    def test_holds_the_planted_levels(self):
        runs = entries()
        self.assertEqual(len(runs), 8 * RUNS)
        for name, (before, after) in PLANTED.items():
            with self.subTest(name):
                self.assertAlmostEqual(median(runs[6 * RUNS:7 * RUNS], name) / before, 1, delta=1e-5)
                self.assertAlmostEqual(median(runs[7 * RUNS:], name) / after, 1, delta=1e-5)

    def test_ends_each_release_on_the_commit_of_its_tag(self):
        tagged = [r["commit"] for r in json.loads((ATLAS / "releases.json").read_text(encoding="utf-8"))]
        self.assertEqual([run["commit"]["id"] for run in entries()[RUNS - 1::RUNS]], tagged)


if __name__ == "__main__":
    unittest.main()
