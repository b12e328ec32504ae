#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Writes data.js and releases.json beside itself, or into the folder named: an invented benchmark history with planted changes.

Nothing here was measured. The same bytes come out every time: the random numbers are our own (SplitMix64; Steele, Lea
and Flood 2014), so that no version of Python can change them. See README.md for what is planted where.
"""
import datetime
import hashlib
import json
import math
import pathlib
import sys

TAGS = ["v0.1.0", "v0.1.1", "v0.1.2", "v0.1.3", "v0.2.0", "v0.2.1", "v0.2.2", "v0.2.3"]
DAYS = ["2025-06-10", "2025-07-15", "2025-08-19", "2025-09-23", "2025-11-04", "2025-12-09", "2026-01-20", "2026-02-24"]
FIRST_DAY = "2025-05-06"
RUNS_PER_RELEASE = 14
REPOSITORY = "https://github.com/example/atlas"
MASK = (1 << 64) - 1

# name: (level in ns at each release, None where it was not measured; sigma of ln from run to run)
LOW_NOISE = 0.004
PLANTED = {
    "vm_arithmetic_loop": ([300000, 300300, 299800, 300200, 300000, 255000, 255000, 200000], LOW_NOISE),
    "parse_1kb": ([46000] * 7 + [45000], LOW_NOISE),
    "typecheck_function": ([112000] * 8, LOW_NOISE),
    "interp_loop_10k": ([295000] * 7 + [310000], LOW_NOISE),
    "parse_large_module": ([1149000] * 3 + [1310000] * 4 + [1180000], 0.006),
    "compile_sort": ([7862000] * 4 + [8020000] * 3 + [8310000], 0.006),
    "interp_closures": ([118000] * 3 + [94400] + [103800] * 4, 0.007),
    "parse_error_recovery": ([None] * 3 + [268000] * 2 + [254600] * 3, 0.006),
    "vm_gc_minor": ([640000] * 5 + [None] * 3, 0.009),
    "compile_incremental": ([None] * 7 + [915000], 0.006),
}
# name: (level in ns, sigma). Their noise is left as it falls.
FLAT = {
    "vm_arithmetic_int": (84200, 0.005), "vm_arithmetic_float": (91700, 0.005), "vm_arithmetic_mixed": (127400, 0.007),
    "vm_arithmetic_compare": (66300, 0.006), "vm_call": (74600, 0.006), "vm_method_call": (103900, 0.007),
    "vm_closure_call": (98400, 0.008), "vm_property_get": (41800, 0.006), "vm_property_set": (47300, 0.006),
    "vm_array_index": (38600, 0.005), "vm_string_concat": (152700, 0.010), "vm_nested_loops": (2509000, 0.006),
    "vm_branches": (57900, 0.009), "vm_throw_catch": (212300, 0.011), "interp_fibonacci_20": (21390000, 0.006),
    "interp_recursion": (6993000, 0.007), "interp_string_build": (222500, 0.010), "interp_array_map_10k": (1871000, 0.008),
    "interp_json_read": (428200, 0.009), "interp_pattern_match": (67100, 0.007), "typecheck_functions_50": (208300, 0.006),
    "typecheck_functions_200": (758000, 0.006), "typecheck_generics": (346100, 0.009), "typecheck_scopes_200": (222000, 0.005),
    "typecheck_unions": (121500, 0.008), "typecheck_records": (80400, 0.007), "typecheck_module": (4287000, 0.010),
    "parse_10kb": (452800, 0.006), "parse_expressions": (30300, 0.008), "parse_nested_blocks": (97300, 0.007),
    "parse_string_literals": (38500, 0.009), "parse_comments": (9540, 0.012), "compile_small": (120700, 0.008),
    "compile_large_module": (14820000, 0.009), "compile_fibonacci": (168200, 0.007), "compile_closures": (296000, 0.008),
    "compile_constant_folding": (68300, 0.010),
}
# A run in which a machine was busy: one value of a benchmark, upward.
OUTLIER_SHARE, OUTLIER_FROM, OUTLIER_TO = 0.012, 0.03, 0.08

AUTHORS = [("Mara Lind", "maralind"), ("Tomas Berg", "tberg"), ("Ines Okafor", "inesok"), ("Jun Arai", "junarai")]
VERBS = ["Tidy", "Document", "Test", "Simplify", "Harden", "Extend", "Rename parts of", "Speed up the tests of"]
THINGS = ["the lexer's error paths", "module loading", "the REPL history", "record types", "the release workflow",
          "string interning", "the standard library index", "diagnostics of the type checker", "the bytecode dump",
          "closure capture", "the formatter", "path handling on Windows", "number formatting", "the language server"]
# What the commit says from which the planted levels of a release hold: its first.
SUBJECTS = {
    "v0.1.3": "Keep source spans on every syntax node, capture closures by need",
    "v0.2.0": "Sort constants before writing them out",
    "v0.2.1": "Fuse compare and branch in loops, replace the collector of young objects",
    "v0.2.3": "Keep loop counters in registers, lex modules in one pass, check interrupts in loops",
}


class Random:
    """SplitMix64, seeded by a text."""

    def __init__(self, seed):
        self.state = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.bits() >> 11) / (1 << 53)

    def normal(self):
        """Twelve uniforms: near enough to normal, and the same on every C library (Irwin-Hall)."""
        return sum(self.uniform() for _ in range(12)) - 6.0

    def pick(self, choices):
        return choices[self.bits() % len(choices)]


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def noise(random, sigma):
    ln = sigma * random.normal()
    if random.uniform() < OUTLIER_SHARE:
        ln += math.log(1 + OUTLIER_FROM + (OUTLIER_TO - OUTLIER_FROM) * random.uniform())
    return ln


def release_values(name, release, level, sigma, centred):
    """The 14 values of a benchmark at a release; centred: their median is the level."""
    random = Random(f"{name} {release}")
    ln = [noise(random, sigma) for _ in range(RUNS_PER_RELEASE)]
    shift = median(ln) if centred else 0.0
    return [round(level * math.exp(x - shift)) for x in ln]


def benchmark_values():
    """name -> release index -> values or None."""
    values = {}
    for name, (levels, sigma) in PLANTED.items():
        values[name] = [None if level is None else release_values(name, TAGS[i], level, sigma, True)
                        for i, level in enumerate(levels)]
    for name, (level, sigma) in FLAT.items():
        values[name] = [release_values(name, tag, level, sigma, False) for tag in TAGS]
    return dict(sorted(values.items()))


def instant(day, seconds=0):
    start = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc)
    return start + datetime.timedelta(seconds=seconds)


def rfc3339(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def commit_times(release):
    """Spread evenly over the days since the release before, the last one on the day of the tag."""
    begin = instant(FIRST_DAY if release == 0 else DAYS[release - 1])
    step = (instant(DAYS[release]) - begin) / RUNS_PER_RELEASE
    random = Random(f"times {TAGS[release]}")
    days = [(begin + step * (run + 1)).date().isoformat() for run in range(RUNS_PER_RELEASE)]
    return [instant(day, 8 * 3600 + int(random.uniform() * 4 * 3600)) for day in days]


def commit(release, run, time):
    random = Random(f"commit {TAGS[release]} {run}")
    name, user = random.pick(AUTHORS)
    subject = f"{random.pick(VERBS)} {random.pick(THINGS)}"
    if run == 0:
        subject = SUBJECTS.get(TAGS[release], subject)
    if run == RUNS_PER_RELEASE - 1:
        subject = f"Release {TAGS[release]}"
    person = {"email": "dev@example.org", "name": name, "username": user}
    number = 40 + RUNS_PER_RELEASE * release + run
    identity = hashlib.sha1(f"atlas {TAGS[release]} {run}".encode()).hexdigest()
    return {"author": person, "committer": person, "distinct": True, "id": identity,
            "message": f"{subject} (#{number})", "timestamp": rfc3339(time),
            "tree_id": hashlib.sha1(f"tree {TAGS[release]} {run}".encode()).hexdigest(),
            "url": f"{REPOSITORY}/commit/{identity}"}


def runs_and_releases():
    values = benchmark_values()
    runs, releases = [], []
    for release, tag in enumerate(TAGS):
        times = commit_times(release)
        for run, time in enumerate(times):
            random = Random(f"range {tag} {run}")
            benches = []
            for name, by_release in values.items():
                spread = 0.004 + 0.02 * random.uniform()
                if by_release[release] is not None:
                    value = by_release[release][run]
                    benches.append({"name": name, "value": value, "range": f"± {round(value * spread)}", "unit": "ns/iter"})
            measured = time + datetime.timedelta(seconds=600 + int(random.uniform() * 300))
            runs.append({"commit": commit(release, run, time), "date": int(measured.timestamp()) * 1000, "tool": "cargo",
                         "benches": benches})
        tagged = times[-1] + datetime.timedelta(minutes=40)
        releases.append({"tag": tag, "commit": runs[-1]["commit"]["id"], "date": rfc3339(tagged)})
    return runs, releases


def one_line(value):
    return json.dumps(value, ensure_ascii=False)


def data_js(runs):
    """The layout github-action-benchmark writes, with one line a result instead of six."""
    out = ["window.BENCHMARK_DATA = {", f'  "lastUpdate": {runs[-1]["date"]},', f'  "repoUrl": {one_line(REPOSITORY)},',
           '  "entries": {', '    "Atlas Benchmark": [']
    for index, run in enumerate(runs):
        out += ["      {", f'        "commit": {one_line(run["commit"])},', f'        "date": {run["date"]},',
                f'        "tool": {one_line(run["tool"])},', '        "benches": [']
        out.append(",\n".join("          " + one_line(bench) for bench in run["benches"]))
        out += ["        ]", "      }" + ("," if index + 1 < len(runs) else "")]
    return "\n".join(out + ["    ]", "  }", "}"]) + "\n"


def main(folder):
    runs, releases = runs_and_releases()
    (folder / "data.js").write_bytes(data_js(runs).encode())
    (folder / "releases.json").write_bytes(
        ("[\n" + ",\n".join("  " + one_line(release) for release in releases) + "\n]\n").encode())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)
