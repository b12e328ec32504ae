#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""The matrix of a report's PDF against one worked out from the input alone, sharing no code with perfolio:
matrix_test.py PERFOLIO"""
import json
import math
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import unittest

ATLAS = pathlib.Path(__file__).resolve().parents[2] / "samples" / "atlas"


def printed(ratio):
    """A ratio as tables print it: one decimal of a percent, half away from zero, a factor from a doubling on."""
    if ratio >= 2:
        return None
    tenths = math.floor(abs(ratio - 1) * 1000 + 0.5)
    sign = "" if tenths == 0 else "+" if ratio > 1 else "\u2212"
    return f"{sign}{tenths // 10}.{tenths % 10}"


def nearly(ratio):
    """What may be printed of it: the last bit of a logarithm may round the other way."""
    return {printed(ratio * factor) for factor in (1, 1 - 1e-9, 1 + 1e-9)}


def median(values):
    return math.exp(statistics.median(math.log(v) for v in values))


def levels(values):
    """The medians that may be the level: runs at either end of a release whose side of a change is in doubt count for
    neither release, so the first or the last few may be left out."""
    return {median(values[first:len(values) - last]) for first, last in
            [(0, 0)] + [(k, 0) for k in (1, 2, 3)] + [(0, k) for k in (1, 2, 3)] if len(values) > first + last}


def matrix_of(perfolio, arguments, rows):
    """The rows of the PDF's matrix by name, as texts."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        subprocess.run([perfolio, "report", *arguments, "-o", str(out), "--formats", "pdf", "--sections", "matrix", "-q"],
                       check=True, stderr=subprocess.DEVNULL)
        pdf = next(out.glob("*.pdf"))
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in text.splitlines():
        words = line.split()  # also at the narrow space between a number and its unit
        if not words or words[0] not in rows:
            continue
        cells = found.setdefault(words[0], [])
        for word in words[1:]:
            if re.fullmatch(r"[+\u2212]?[0-9.]+|\u2013", word):
                cells.append(word)
            else:
                cells[-1] += "~" + word
    return found


class Matrix(unittest.TestCase):
    perfolio = ""

    def test_of_the_sample_is_what_its_data_says(self):
        text = (ATLAS / "data.js").read_text(encoding="utf-8")
        runs = json.loads(text[text.index("{"):])["entries"]["Atlas Benchmark"]
        tags = [r["tag"] for r in json.loads((ATLAS / "releases.json").read_text(encoding="utf-8"))]
        values = {}
        for i, run in enumerate(runs):  # fourteen runs of each release, one release after the other
            for bench in run["benches"]:
                values.setdefault(bench["name"], {}).setdefault(tags[i // 14], []).append(bench["value"])
        for baseline in ("v0.1.0", "v0.2.2"):
            found = matrix_of(self.perfolio, [str(ATLAS / "data.js"), "-c", str(ATLAS / "perfolio.json"), "--releases",
                                              str(ATLAS / "releases.json"), "--baseline", baseline], values)
            self.assertGreater(len(found), 40)
            plain = cells_seen = 0
            for name, cells in found.items():
                if baseline not in values[name]:
                    continue
                self.assertEqual(len(cells), len(tags), name)
                for tag, cell in zip(tags, cells):
                    with self.subTest(name=name, tag=tag, baseline=baseline):
                        if tag == baseline:
                            self.assertIn("~", cell)
                        elif tag not in values[name]:
                            self.assertEqual(cell, "\u2013")
                        else:
                            now, pinned = levels(values[name][tag]), levels(values[name][baseline])
                            exact = nearly(median(values[name][tag]) / median(values[name][baseline]))
                            plain += cell in exact
                            cells_seen += 1
                            self.assertIn(cell, set().union(*(nearly(a / b) for a in now for b in pinned)))

            self.assertGreater(plain, 0.96 * cells_seen)  # nearly all are the medians of all their runs

    def test_of_made_up_histories_is_what_they_hold(self):
        source = random.Random(20260101)
        for releases, runs in ((2, 1), (5, 3), (9, 2)):
            lines, values = [], {}
            names = [f"case_{i}" for i in range(12)]
            for r in range(releases):
                for k in range(runs):
                    results = []
                    for i, name in enumerate(names):
                        value = round((i + 1) * 1000 * (1 + 0.05 * r) * math.exp(source.gauss(0, 0.01)), 3)
                        values.setdefault(name, {}).setdefault(r, []).append(value)
                        results.append({"benchmark": name, "value": value, "unit": "ns"})
                    lines.append(json.dumps({"schema": "perfolio/1", "release": f"v1.{r}.0", "date": f"2026-0{r + 1}-0{k + 1}T00:00:00Z",
                                             "commit": f"{10 * r + k:040x}", "results": results}))
            with tempfile.TemporaryDirectory() as folder:
                history = pathlib.Path(folder) / "history.jsonl"
                history.write_text("\n".join(lines) + "\n", encoding="utf-8")
                found = matrix_of(self.perfolio, [str(history), "--baseline", "v1.0.0"], values)
            self.assertEqual(set(found), set(names))
            for name, cells in found.items():
                for r in range(1, releases):
                    with self.subTest(name=name, release=r, runs=runs):
                        allowed = {text for a in levels(values[name][r]) for b in levels(values[name][0]) for text in nearly(a / b)}
                        self.assertIn(cells[r], allowed)


if __name__ == "__main__":
    if shutil.which("pdftotext") is None:
        print("pdftotext (poppler-utils) is not there")
        sys.exit(77)
    Matrix.perfolio = sys.argv.pop(1)
    unittest.main()
