#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""linear_test.py PERFOLIO: the time of a comparison grows no faster than its benchmarks, nor than its runs.

Told by ratios of processor time alone: four times as much of either must cost less than seven times as much, where quadratic work
costs sixteen times. The least of three counts, so that what else the machine does has no part in it."""
import datetime
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import unittest


def history(path, benchmarks, runs):
    source = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for run in range(runs):
            date = (datetime.datetime(2020, 1, 1) + datetime.timedelta(days=run)).isoformat() + "Z"
            results = ",".join(f'{{"benchmark":"g{k % 8}/case{k}","value":{1000 * (k + 1) * (1.1 if run % 97 > k % 89 else 1) * source.uniform(.99, 1.01):.3f},'
                               f'"unit":"ns"}}' for k in range(benchmarks))
            file.write(f'{{"schema":"perfolio/1","commit":"{run:040x}","date":"{date}","results":[{results}]}}\n')


def seconds(path):
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([PERFOLIO, "compare", "--by", "run", "-q", str(path)], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return min(once() for _ in range(3))


class Linear(unittest.TestCase):
    def test_four_times_the_benchmarks_or_the_runs_cost_no_sixteen_times_as_much(self):
        with tempfile.TemporaryDirectory() as folder:
            cost = {}
            for size in ((100, 100), (400, 100), (100, 400)):
                path = pathlib.Path(folder) / "history.jsonl"
                history(path, *size)
                cost[size] = seconds(path)
            self.assertLess(cost[400, 100] / cost[100, 100], 7)
            self.assertLess(cost[100, 400] / cost[100, 100], 7)


if __name__ == "__main__":
    PERFOLIO = sys.argv.pop(1)
    unittest.main()
