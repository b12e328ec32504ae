#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Reads every file of an outside corpus of tool outputs through `perfolio export`, as its judge wants to see it.

  corpus_readings.py PERFOLIO CORPUS OUT       write OUT/ID.json for each CORPUS/tool-outputs-expected/ID.json
  corpus_readings.py --judge PERFOLIO CORPUS   and let CORPUS/score.py judge them, with every metric and bound

A list of {name, metric, value, unit, better, lower, upper}, or {"error": text}. Python 3 standard library only.
"""
import json
import os
import subprocess
import sys
import tempfile


def reading(perfolio, path):
    done = subprocess.run([perfolio, "export", path, "--to", "jsonl", "--quiet"], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        return {"error": done.stderr.split("\n", 1)[0]}
    keys = ("metric", "value", "unit", "better", "lower", "upper")
    return [{"name": result["benchmark"], **{key: result[key] for key in keys if key in result}}
            for line in done.stdout.splitlines() for result in json.loads(line)["results"]]


def write_readings(perfolio, corpus, out):
    expected = os.path.join(corpus, "tool-outputs-expected")
    for folder, _, files in os.walk(expected):
        for name in files:
            ident = os.path.relpath(os.path.join(folder, name), expected).removesuffix(".json")
            home = corpus if ident.startswith("fresh/") else os.path.join(corpus, "tool-outputs")
            target = os.path.join(out, ident + ".json")
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8") as file:
                json.dump(reading(perfolio, os.path.join(home, ident)), file)


def main(arguments):
    if arguments[:1] != ["--judge"]:
        write_readings(*arguments)
        return 0
    perfolio, corpus = arguments[1:]
    judge = os.path.join(corpus, "score.py")
    if not os.path.exists(judge):
        print("skipped: there is no corpus beside the repository")
        return 77
    with tempfile.TemporaryDirectory() as out:
        write_readings(perfolio, corpus, out)
        return subprocess.run([sys.executable, judge, "--expected", os.path.join(corpus, "tool-outputs-expected"),
                               "--actual", out, "--full"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
