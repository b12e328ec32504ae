#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""recompute.py agrees with a report worked out by hand, and notices each way in which such a report can be wrong."""
import copy
import json
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True  # nothing is left in the source tree
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import recompute  # noqa: E402

FIXTURE = pathlib.Path(__file__).resolve().parents[1] / "data" / "recompute"


class Recompute(unittest.TestCase):
    def setUp(self):
        self.report = json.loads((FIXTURE / "report.json").read_text(encoding="utf-8"))
        self.releases = json.loads((FIXTURE / "releases.json").read_text(encoding="utf-8"))
        self.data = (FIXTURE / "data.js").read_bytes()

    def wrongs(self, report, mapping=None):
        return recompute.judged(report, self.data, self.releases, mapping or {}, 1e-9).wrongs

    def test_agrees_with_numbers_worked_out_by_hand(self):
        self.assertEqual(self.wrongs(self.report), [])

    def test_notices_each_wrong_fact(self):
        cases = {
            "a level": ("benchmarks", 1, "levels", 0, "value", 6500.0),  # the mean of 4 and 9 instead of the median of ln
            "an n": ("benchmarks", 0, "levels", 1, "n", 3),
            "a level that is not there": ("benchmarks", 2, "levels", []),
            "a change point elsewhere": ("benchmarks", 0, "change_points", 0, "run", 2),
            "a change point nowhere": ("benchmarks", 0, "change_points", 0, "run", "f" * 40),
            "a ratio of other levels": ("benchmarks", 0, "comparison", "ratio", 0.81),
            "the baseline's level": ("benchmarks", 0, "comparison", "baseline", 101.0),
            "the baseline's n": ("benchmarks", 0, "comparison", "n_baseline", 3),
            "an interval beside its value": ("benchmarks", 0, "comparison", "upper", 0.7),
            "the wrong side": ("benchmarks", 0, "comparison", "verdict", "worse"),
            "same instead of new": ("benchmarks", 2, "comparison", "verdict", "same"),
            "an alert about nothing": ("benchmarks", 1, "comparison", "alert", True),
            "a count": ("headline", "better", 3),
            "a total": ("headline", "total", 6),
            "a mean": ("headline", "geomean", "ratio", 0.9),
            "a mean over a release": ("headline", "since", "geomean", "n", 4),
            "a group's mean": ("groups", 0, "geomean", "ratio", 0.9),
            "a group without a member": ("groups", 0, "benchmarks", ["a", "b", "c"]),
            "a tile": ("groups", 0, "tile", "value", 81.0),
            "runs of a release": ("releases", 1, "runs", 4),
            "a mapping": ("mapping", "unreleased", 0),
            "a digest": ("inputs", 0, "sha256", "0" * 64),
        }
        for name, (*path, last, value) in cases.items():
            with self.subTest(name):
                report = copy.deepcopy(self.report)
                place = report
                for key in path:
                    place = place[key]
                place[last] = value
                self.assertNotEqual(self.wrongs(report), [])

    def test_an_explicit_map_wins_over_dates(self):
        wrongs = self.wrongs(self.report, {"3" * 40: "v1.0.0"})
        self.assertTrue(any(text.startswith("mapping.map") for text in wrongs))

    def test_does_not_judge_what_only_git_knows(self):
        self.report["mapping"]["containment"] = 3
        with self.assertRaises(recompute.CannotJudge):
            self.wrongs(self.report)


if __name__ == "__main__":
    unittest.main()
