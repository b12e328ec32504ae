#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""one_value_test.py PERFOLIO: whatever is printed under a release's name, it is one value, and one that its own runs give.

Random histories of one run a release and of several, with steps, dips and outliers, are reported and compared in every form, and
each printed number is held against the level in report.json: to the digit in data, within half a unit of the last digit in print."""
import csv
import io
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

UNITS = {"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}
QUANTITY = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s(ns|µs|ms|s)(?![\w])")


def history(rng, releases, runs, file):
    """Returns the values of each release: benchmark -> [[ns]]."""
    truth = {}
    for name in ("parse", "vm/loop", "io"):
        level, path = 10 ** rng.uniform(1, 7), []
        for _ in range(releases):
            level *= rng.choice((1, 1, 1, 1, 1.1, 0.8, 2, 0.5))
            dip = rng.choice((1, 1, 1, 1, 1, 0.5, 1.3))
            path.append([level * dip * math.exp(rng.gauss(0, 0.01)) for _ in range(runs)])
        truth[name] = [[float(f"{value:.5g}") for value in values] for values in path]
    with open(file, "w", encoding="utf-8") as out:
        for release in range(releases):
            for run in range(runs):
                results = [{"benchmark": name, "value": path[release][run], "unit": "ns"} for name, path in truth.items()]
                out.write(json.dumps({"schema": "perfolio/1", "release": f"v0.{release}.0", "commit": f"{release:040x}",
                                      "date": f"2025-01-{release + 1:02d}T{run:02d}:00:00Z", "results": results}) + "\n")
    return truth


class Judge:
    def __init__(self, program, folder):
        self.program, self.folder, self.wrongs, self.checked = pathlib.Path(program).resolve(), folder, [], 0

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments], check=True, capture_output=True, text=True, encoding="utf-8",
                              cwd=self.folder).stdout

    def expect(self, what, fine, told):
        self.checked += 1
        if not fine:
            self.wrongs.append(f"{what}: {told}")

    def exact(self, what, printed, level):
        self.expect(what, float(printed) == level, f"{printed} is not {level}")

    def rounded(self, what, text, level):
        """The first quantity in `text` is the level, as far as it is printed."""
        found = QUANTITY.search(text.replace("\u202f", " ").replace("\u00a0", " "))
        if not found:
            return self.expect(what, False, f"no quantity in {text!r}")
        digits, unit = found.group(1).replace(",", ""), found.group(2)
        half = 0.5 * 10 ** -len(digits.partition(".")[2])
        near = abs(float(digits) - level / UNITS[unit]) <= half * 1.001 or f"{level / UNITS[unit]:.3g}" == f"{float(digits):.3g}"
        self.expect(what, near, f"{found.group(0)!r} is not {level} ns")

    def of_report(self, file, truth, what):
        out = self.folder / "report"
        self.run("report", str(file), "-q", "--force", "--project", "p", "-o", str(out))
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        levels = {b["name"]: {level["release"]: level["value"] for level in b["levels"]} for b in report["benchmarks"]}
        for name, path in truth.items():
            for release, values in enumerate(path):
                # Runs of one commit hold no change between them: all of them speak.
                middle = math.exp(statistics.median(math.log(value) for value in values))
                shown = levels[name][f"v0.{release}.0"]
                self.expect(f"{what} {name} v0.{release}.0", math.isclose(shown, middle, rel_tol=1e-12), f"{shown}, runs {values}")
        current, baseline = report["current"]["tag"], report["baseline"]["tag"]
        for b in report["benchmarks"]:
            side = b["comparison"]
            self.exact(f"{what} comparison.baseline", side["baseline"], levels[b["name"]][baseline])
            self.exact(f"{what} comparison.current", side["current"], levels[b["name"]][current])
            ratio = levels[b["name"]][current] / levels[b["name"]][baseline]
            self.expect(f"{what} ratio", math.isclose(side["ratio"], ratio, rel_tol=1e-9), f"{side['ratio']} is not {ratio}")
            self.expect(f"{what} interval", side["upper"] == 0 or side["lower"] <= side["ratio"] <= side["upper"], side)
            self.expect(f"{what} verdict", side["verdict"] != "same" or 1 / 1.05 < ratio < 1.05, f"same at {ratio}")
            for point in b["change_points"]:
                told = point["release"] == current and point["verdict"] in ("better", "worse")
                self.expect(f"{what} no contradiction", not told or side["verdict"] != "same", point)
        return report, levels, out

    def of_outputs(self, file, report, levels, out, what):
        current, baseline = report["current"]["tag"], report["baseline"]["tag"]
        for row in csv.DictReader(io.StringIO((out / "report.csv").read_text(encoding="utf-8"))):
            self.exact(f"{what} report.csv", row["value"], levels[row["benchmark"]][row["release"]])
        flags = [str(file)]
        for row in csv.DictReader(io.StringIO(self.run("compare", *flags, "--format", "csv"))):
            self.exact(f"{what} compare csv", row["baseline"], levels[row["benchmark"]][baseline])
            self.exact(f"{what} compare csv", row["current"], levels[row["benchmark"]][current])
        for b in json.loads(self.run("compare", *flags, "--format", "json"))["benchmarks"]:
            self.exact(f"{what} compare json", b["comparison"]["baseline"], levels[b["name"]][baseline])
        for text in (self.run("compare", *flags, "--format", "markdown"), (out / "release-notes.md").read_text(encoding="utf-8")):
            for line in text.splitlines():
                cells = [cell.strip() for cell in line.split("|")]
                name = re.fullmatch("<code>(.*)</code>", cells[1]) if len(cells) > 4 else None
                if name:
                    self.rounded(f"{what} markdown", cells[2], levels[name.group(1)][baseline])
                    self.rounded(f"{what} markdown", cells[3], levels[name.group(1)][current])
        self.of_table(self.run("compare", *flags), [baseline, current], levels, f"{what} compare")
        tags = [release["tag"] for release in report["releases"]][-8:]
        self.of_table(self.run("compare", *flags, "--matrix"), tags, levels, f"{what} matrix")
        if shutil.which("pdftotext"):
            pdf = next(out.glob("*.pdf"))
            text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
            self.of_pdf(text, baseline, current, levels, f"{what} pdf")

    def of_table(self, text, tags, levels, what):
        """Rows of a table on the terminal: cells stand apart by two blanks or more."""
        for line in text.splitlines():
            cells = re.split(r"\s{2,}", line.replace("\u202f", " "))
            if cells[0] in levels:
                for tag, cell in zip(tags, cells[1:]):
                    self.rounded(f"{what} {cells[0]} {tag}", cell, levels[cells[0]][tag])

    def of_pdf(self, text, baseline, current, levels, what):
        """Rows of the full table: name, baseline, current; the unit stands behind the last of both."""
        for line in text.splitlines():
            cells = re.split(r"\s{2,}", line.strip().replace("\u202f", " "))
            if len(cells) < 5 or cells[0] not in levels or not QUANTITY.search(cells[2]):
                continue
            unit = QUANTITY.search(cells[2]).group(2)
            before = cells[1] if QUANTITY.search(cells[1]) else f"{cells[1]} {unit}"
            self.rounded(f"{what} {cells[0]}", before, levels[cells[0]][baseline])
            self.rounded(f"{what} {cells[0]}", cells[2], levels[cells[0]][current])


def main():
    rng = random.Random("one value")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        judge = Judge(sys.argv[1], folder)
        for runs in (1, 2, 3, 5, 10):
            for releases in (2, 4, 9, 20):
                file = folder / "history.jsonl"
                what = f"{releases} releases of {runs}:"
                truth = history(rng, releases, runs, file)
                judge.of_outputs(file, *judge.of_report(file, truth, what), what)
    print("\n".join(judge.wrongs[:30]))
    print(f"{judge.checked} checked, {len(judge.wrongs)} wrong")
    return 1 if judge.wrongs or judge.checked < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
