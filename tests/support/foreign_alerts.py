#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Holds `perfolio compare --alerts github-action-benchmark` against that tool's rule, written down again here.

usage: foreign_alerts.py PERFOLIO DATA_JS...

For each history, as it is and cut after every tenth part of its entries, and for several thresholds. Exits with 77 when
no history is there.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

THRESHOLDS = (1.001, 1.1, 1.5, 2.0)
BIGGER = {"benchmarkjs", "pytest", "customBiggerIsBetter"}


def as_number(value):
    """What a division in JavaScript takes the value for."""
    if value is None or value == "":
        return 0.0
    try:
        return float(value)
    except ValueError:
        return math.nan


def divided(a, b):
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a)
    return a / b


def alerts_of(data, threshold):
    found = []
    for suite, entries in data["entries"].items():
        if not entries:
            continue
        current = entries[-1]
        previous = next((e for e in reversed(entries) if e["commit"]["id"] != current["commit"]["id"]), None)
        if previous is None:
            continue
        for bench in current["benches"]:
            before = next((b for b in previous["benches"] if b["name"] == bench["name"]), None)
            if before is None:
                continue
            old, new = as_number(before["value"]), as_number(bench["value"])
            if before["value"] == 0 and bench["value"] == 0:
                ratio = 1.0
            else:
                ratio = divided(old, new) if current["tool"] in BIGGER else divided(new, old)
            if ratio > threshold:
                found.append((suite, bench["name"], old, new))
    return found


def perfolio_alerts(perfolio, path, threshold):
    out = subprocess.run([perfolio, "compare", path, "--alerts", "github-action-benchmark", "--format", "json",
                          "--alert-threshold", "%r" % threshold], check=True, capture_output=True).stdout
    return [(a["suite"], a["benchmark"], a["previous"], a["current"]) for a in json.loads(out)["alerts"]]


def cut(data, share):
    return {"entries": {suite: entries[: max(1, int(len(entries) * share))] for suite, entries in data["entries"].items()}}


def main(perfolio, paths):
    paths = [p for p in paths if os.path.exists(p)]
    if not paths:
        print("skipped: no history is there")
        return 77
    held = alerts = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        data = json.loads(text[text.index("{"):].rstrip().rstrip(";"))
        for tenth in range(1, 11):
            part = data if tenth == 10 else cut(data, tenth / 10)
            with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
                json.dump(part, file)
                file.flush()
                for threshold in THRESHOLDS:
                    want = alerts_of(part, threshold)
                    got = perfolio_alerts(perfolio, file.name, threshold)
                    if want != got:
                        print("%s, %d tenths, above %g: %d alerts are due, %d came" % (path, tenth, threshold, len(want), len(got)))
                        print(sorted(set(want) ^ set(got))[:5])
                        return 1
                    held += 1
                    alerts += len(want)
    print("%d comparisons, %d alerts: no difference" % (held, alerts))
    return 0 if alerts else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
