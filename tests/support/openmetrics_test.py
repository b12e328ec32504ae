#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""openmetrics_test.py PERFOLIO: what `export --to openmetrics` writes is what report.json says, to programs that read such text.

Debian's promtool lints it and its OpenMetrics parser (python3-prometheus-client) reads it back; without them, a reader of our own
for the grammar of names, labels and values remains."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PERFOLIO = pathlib.Path(sys.argv[1]).resolve()
LINE = re.compile(r'([a-z_]+)\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\} (\S+)')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\["\\n])*)"')
NAMES = ["vm/loop", 'quo"te\\back', "new\nline", "解析", "# EOF", "a,b={}", "::error::x"]
BASE = {"ns": ("seconds", 1e9), "B": ("bytes", 1), "1/s": ("per_second", 1), "B/s": ("bytes_per_second", 1)}


def history():
    lines = []
    for release in (1, 2):
        for run in range(4):
            results = [{"benchmark": name, "value": (100 + run / 8) * (1.4 if release == 2 and i == 0 else 1), "unit": "ns"}
                       for i, name in enumerate(NAMES)]
            results += [{"benchmark": "rate", "value": 1000 + run, "unit": "ops/s"}, {"benchmark": "size", "value": 2.5, "unit": "MB"},
                        {"benchmark": "io", "value": 3 + run / 100, "unit": "MB/s"}, {"benchmark": "odd", "value": 7, "unit": "wombats"},
                        {"benchmark": "zero", "value": 3 if release == 2 else 0, "unit": "B"}]
            lines.append(json.dumps({"schema": "perfolio/1", "release": f"v{release}", "date": f"2026-01-0{release}T0{run}:00:00Z",
                                     "results": results}))
    return "\n".join(lines) + "\n"


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found.group(1), found.group(1)), text)


class OpenMetrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "h.jsonl").write_text(history(), encoding="utf-8")
            run = lambda *words: subprocess.run([PERFOLIO, *words], cwd=folder, check=True, capture_output=True).stdout  # noqa: E731
            cls.text = run("export", "h.jsonl", "-q", "--project", 'At"las', "--to", "openmetrics").decode()
            run("report", "h.jsonl", "-q", "--project", 'At"las', "--formats", "json", "-o", "out")
            cls.report = json.loads((folder / "out/report.json").read_text(encoding="utf-8"))
        cls.samples = {}
        for line in cls.text.splitlines():
            if not line.startswith("#"):
                found = LINE.fullmatch(line)
                labels = {key: unescaped(value) for key, value in LABEL.findall(found.group(2))}
                key = (found.group(1), tuple(sorted(labels.items())))
                assert key not in cls.samples, f"twice: {line}"
                cls.samples[key] = float(found.group(3))

    def of(self, name, benchmark, **more):
        found = [value for (metric, labels), value in self.samples.items()
                 if metric == name and dict(labels).get("benchmark") == benchmark and more.items() <= dict(labels).items()]
        self.assertLessEqual(len(found), 1, (name, benchmark))
        return found[0] if found else None

    def test_ends_as_the_format_demands_and_keeps_each_metric_together(self):
        self.assertTrue(self.text.endswith("\n# EOF\n"))
        order = [line.split("{")[0] for line in self.text.splitlines() if not line.startswith("#")]
        runs = [name for i, name in enumerate(order) if i == 0 or order[i - 1] != name]
        self.assertEqual(len(runs), len(set(runs)))

    def test_says_what_report_json_says_in_base_units(self):
        for b in self.report["benchmarks"]:
            name = b["name"].replace("\n", "\\u000a")
            unit, divisor = BASE.get(b["unit"], (None, 1))
            of = lambda metric: self.of(metric + (f"_{unit}" if unit else ""), name)  # noqa: E731
            level = b["levels"][-1]
            self.assertEqual(of("perfolio_level"), level["value"] / divisor, name)
            c = b["comparison"]
            self.assertEqual(of("perfolio_baseline_level"), c["baseline"] / divisor, name)
            self.assertEqual(self.of("perfolio_change_ratio", name), c["ratio"] if c["lower"] is not None else None, name)
            self.assertEqual(self.of("perfolio_alert", name), 1.0 if c["alert"] else 0.0)
            states = {dict(labels)["perfolio_verdict"]: value for (metric, labels), value in self.samples.items()
                      if metric == "perfolio_verdict" and dict(labels)["benchmark"] == name}
            self.assertEqual(sum(states.values()), 1, name)
            self.assertEqual(states[c["verdict"]], 1, name)
        self.assertEqual(self.of("perfolio_difference_bytes", "zero"), 3)

    def test_counts_as_the_headline_does(self):
        counts = {dict(labels)["verdict"]: value for (metric, labels), value in self.samples.items() if metric == "perfolio_benchmarks"}
        for key in ("better", "worse", "same", "unclear", "new", "gone", "changed"):
            self.assertEqual(counts[key], self.report["headline"][key])

    def test_is_fine_with_promtool(self):
        if not shutil.which("promtool"):
            self.skipTest("promtool (prometheus) is not installed")
        done = subprocess.run(["promtool", "check", "metrics"], input=self.text.encode(), capture_output=True)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, b""))

    def test_is_read_back_by_the_parser_of_the_format(self):
        # The package is of Debian's own interpreter.
        code = ("import sys, json\nfrom prometheus_client.openmetrics.parser import text_string_to_metric_families as families\n"
                "print(json.dumps([[s.name, sorted(s.labels.items()), s.value] for f in families(sys.stdin.read()) for s in f.samples]))")
        python = "/usr/bin/python3"
        if not shutil.which(python) or subprocess.run([python, "-c", "import prometheus_client"], capture_output=True).returncode:
            self.skipTest("python3-prometheus-client is not installed")
        done = subprocess.run([python, "-c", code], input=self.text.encode(), capture_output=True, check=True)
        read = {(name, tuple(map(tuple, labels))): value for name, labels, value in json.loads(done.stdout)}
        self.assertEqual(read, self.samples)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
