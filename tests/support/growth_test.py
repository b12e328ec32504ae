#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Recomputes the power laws of a report.json with matrices, sharing no code with perfolio: growth_test.py PERFOLIO"""
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

SIZES = [8, 32, 128, 512, 2048, 8192]
NORMAL_95 = 1.959963984540054  # scipy.stats.norm.ppf(0.975)


def history(seed, exponents):
    """Three runs of each release; the time of `sort` grows with its size by the release's exponent."""
    source = random.Random(seed)
    lines = []
    for release, exponent in enumerate(exponents):
        for run in range(3):
            results = [{"benchmark": f"sort/{n}", "value": 3 * n ** exponent * (1 + 0.05 * math.sin(n)) * math.exp(source.gauss(0, 0.02)),
                        "unit": "ns"} for n in SIZES]
            lines.append(json.dumps({"schema": "perfolio/1", "release": f"v{release + 1}", "date": f"2026-0{release + 1}-0{run + 1}T00:00:00Z",
                                     "commit": f"{10 * release + run:040x}", "results": results}))
    return "\n".join(lines) + "\n"


def t_density(x, degrees):
    log = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - math.log(degrees * math.pi) / 2
    return math.exp(log - (degrees + 1) / 2 * math.log1p(x * x / degrees))


def t_quantile(confidence, degrees):
    """By Simpson's rule and bisection."""
    def inside(t, steps=4000):
        h = t / steps
        total = t_density(0, degrees) + t_density(t, degrees)
        total += sum((4 if i % 2 else 2) * t_density(i * h, degrees) for i in range(1, steps))
        return 2 * total * h / 3
    low, high = 0.0, 100.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < confidence else (low, middle)
    return low


def solved(points, tau2):
    """(X'WX)^-1, the coefficients, and the weighted sum of squares, with w = 1 / (s^2 + tau2)."""
    w = [1 / (s * s + tau2) for _, _, s in points]
    a, b, c = sum(w), sum(k * x for k, (x, _, _) in zip(w, points)), sum(k * x * x for k, (x, _, _) in zip(w, points))
    p, q = sum(k * y for k, (_, y, _) in zip(w, points)), sum(k * x * y for k, (x, y, _) in zip(w, points))
    det = a * c - b * b
    inverse = ((c / det, -b / det), (-b / det, a / det))
    intercept, slope = inverse[0][0] * p + inverse[0][1] * q, inverse[1][0] * p + inverse[1][1] * q
    return inverse, intercept, slope, sum(k * (y - intercept - slope * x) ** 2 for k, (x, y, _) in zip(w, points))


def line(points, confidence):
    """Slope and its interval; points are (ln x, ln y, sigma of ln y)."""
    points = [(x, y, max(1e-3, s)) for x, y, s in points]
    degrees = len(points) - 2
    inverse, _, _, q = solved(points, 0)
    squares = [[sum(x ** (i + j) / s ** 4 for x, _, s in points) for j in range(2)] for i in range(2)]
    trace = sum(inverse[i][j] * squares[j][i] for i in range(2) for j in range(2))
    tau2 = max(0, (q - degrees) / (sum(1 / s ** 2 for _, _, s in points) - trace))
    inverse, _, slope, q = solved(points, tau2)
    half = t_quantile(confidence, degrees) * math.sqrt(max(1, q / degrees) * inverse[1][1])
    return slope, slope - half, slope + half


def logs(curve):
    return {p["benchmark"]: (math.log(p["at"]), math.log(p["value"]), math.log(p["upper"] / p["lower"]) / 2 / NORMAL_95)
            for p in curve["points"]}


class Growth(unittest.TestCase):
    def report(self, seed, exponents):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "history.jsonl"
            source.write_text(history(seed, exponents), encoding="utf-8")
            subprocess.run([PERFOLIO, "report", str(source), "-o", folder + "/out", "--formats", "json", "-q"], check=True)
            return json.loads((pathlib.Path(folder) / "out" / "report.json").read_text(encoding="utf-8"))

    def assert_same(self, printed, computed, keys):
        for key, value in zip(keys, computed):
            self.assertAlmostEqual(printed[key], value, delta=1e-7)

    def test_every_exponent_is_that_of_the_stated_formula(self):
        for seed, exponents in ((1, (1.0, 1.0, 1.0)), (2, (1.02, 1.02, 1.51)), (3, (0.5, 2.0, 1.0))):
            with self.subTest(seed=seed):
                report = self.report(seed, exponents)
                scaling = report["families"][0]["scaling"][0]
                for key in ("first", "baseline", "current"):
                    law = scaling[key]["power_law"]
                    self.assertIsNotNone(law)
                    self.assert_same(law, line(list(logs(scaling[key]).values()), report["rule"]["level_confidence"]),
                                     ("exponent", "lower", "upper"))
                before, after = logs(scaling["baseline"]), logs(scaling["current"])
                ratios = [(x, y - before[name][1], math.hypot(s, before[name][2])) for name, (x, y, s) in after.items()]
                self.assert_same(scaling["exponent_change"], line(ratios, report["rule"]["confidence"]),
                                 ("difference", "lower", "upper"))

    def test_a_sentence_is_there_exactly_where_the_exponent_changed(self):
        self.assertEqual(self.report(4, (1.0, 1.0, 1.0))["growth"], [])
        growth = self.report(5, (1.02, 1.02, 1.51))["growth"]
        self.assertEqual(len(growth), 1)
        self.assertRegex(growth[0], r"^sort grows faster with n: n\^1\.0\d → n\^1\.5\d since v2 \(exponent \+0\.")


if __name__ == "__main__":
    PERFOLIO = sys.argv.pop(1)
    unittest.main()
