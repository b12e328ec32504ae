#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Prints the history behind the pictures beside it: ten releases of three runs, of which v0.8.0 alone takes half the time.

    docs/statistics/dip.py > dip.jsonl
    perfolio report dip.jsonl --project example --formats svg -o out    # out/charts/all-benchmarks/query.svg"""
import json
import math
import random

rng = random.Random("a dip")
for release in range(10):
    for run in range(3):
        value = (50 if release == 8 else 100) * math.exp(rng.gauss(0, 0.003))
        print(json.dumps({"schema": "perfolio/1", "release": f"v0.{release}.0", "commit": f"{release * 10 + run + 1:040x}",
                          "date": f"2026-{release + 1:02d}-03T0{run}:00:00Z",
                          "results": [{"benchmark": "query", "value": round(value * 1e6), "unit": "ns"}]}))
