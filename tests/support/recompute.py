#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Recomputes the numbers of a report.json from the data.js it was made of, sharing no code with perfolio.

  recompute.py REPORT.json DATA.js [--releases FILE.json] [--map FILE.tsv] [--tolerance 1e-9]

What is taken from the report: the list of releases, the baseline, and where the change points are. What is computed anew: which
release speaks for which run, how many runs there are, levels, the two sides and the ratio of every comparison, the
counts, the geometric means. Prints one line a mismatch; exits 1 when there is any, 2 when it cannot judge.
"""
import argparse
import collections
import datetime
import hashlib
import json
import math
import statistics
import sys

TO_BASE = {
    "ps": ("ns", 1e-3), "ns": ("ns", 1.0), "us": ("ns", 1e3), "\u00b5s": ("ns", 1e3), "\u03bcs": ("ns", 1e3),
    "ms": ("ns", 1e6), "s": ("ns", 1e9), "sec": ("ns", 1e9), "milliseconds": ("ns", 1e6), "seconds": ("ns", 1e9),
    "ops/sec": ("1/s", 1.0), "ops/s": ("1/s", 1.0), "iter/sec": ("1/s", 1.0),
    "B": ("B", 1.0), "KiB": ("B", 1024.0), "MiB": ("B", 1048576.0), "MB/s": ("B/s", 1e6), "MiB/s": ("B/s", 1048576.0),
}
VERDICTS = ["better", "worse", "same", "unclear", "new", "gone", "not-comparable", "changed"]
COMPARED = {"better", "worse", "same", "unclear", "changed"}

Run = collections.namedtuple("Run", "suite commit committed date values")  # values: name -> [(value, base unit)]


class CannotJudge(Exception):
    pass


# ---- reading ---------------------------------------------------------------------------------------------------------

def seconds_of(text):
    try:
        time = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return None
    return (time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)).timestamp()


def base_value(bench):
    """(value, base unit) of a result, or None where it holds no number."""
    try:
        value = float(bench["value"])
    except (KeyError, TypeError, ValueError):
        return None
    unit = str(bench.get("unit") or "").split("\t")[0].strip()
    for suffix in ("/iter", "/op"):
        unit = unit.removesuffix(suffix)
    base, factor = TO_BASE.get(unit, (unit, 1.0))
    return (value * factor, base) if math.isfinite(value) else None


def read_data(text):
    """The runs of a data.js in the order of dates (to the second), then of their commits, by date and as the file lists
    them, then of suites; pull requests left out."""
    data = json.loads(text[text.index("{"):].rstrip().removesuffix(";"))
    runs = []
    for suite, entries in data["entries"].items():
        for entry in entries:
            commit = entry.get("commit") or {}
            if "/pull/" in (commit.get("url") or ""):
                continue
            values = collections.defaultdict(list)
            for bench in entry.get("benches") or []:
                value = base_value(bench)
                if value is not None:
                    # Newer versions of the action write the metrics of Go one by one, as "NAME - UNIT".
                    values[bench["name"].removesuffix(f" - {bench.get('unit')}")].append(value)
            date = entry.get("date")
            runs.append(Run(suite, commit.get("id") or "", seconds_of(commit.get("timestamp")),
                            None if date is None else date // 1000, values))
    named = {}
    for index, run in enumerate(runs):
        named.setdefault(run.commit, index)
    never = float("inf")
    return sorted(runs, key=lambda run: (run.date or 0, never if run.committed is None else run.committed,
                                         named[run.commit], run.suite))


def read_map(path):
    pairs = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                commit, _, tag = line.rstrip("\n").partition("\t")
                pairs[commit] = tag
    return pairs


def release_of(run, releases, mapping):
    """(tag or None, how) by the explicit map, else the release made of this very commit (the only containment that can be
    known without a repository), else by date: the first release dated at or after the commit."""
    if mapping.get(run.commit):
        return mapping[run.commit], "map"
    of_commit = [r["tag"] for r in releases if run.commit and (r.get("commit") or "").lower() == run.commit.lower()]
    if of_commit:
        return of_commit[0], "containment"
    when = run.committed if run.committed is not None else run.date
    if when is None:
        return None, "unmapped"
    later = [(seconds_of(r["date"]), i) for i, r in enumerate(releases) if r.get("date") and seconds_of(r["date"]) >= when]
    return (releases[min(later)[1]]["tag"], "date") if later else (None, "unreleased")


# ---- computing -------------------------------------------------------------------------------------------------------

def middle(values):
    """Median; of logarithms when all are positive, which differs for an even number of values."""
    if all(value > 0 for value in values):
        return math.exp(statistics.median(math.log(value) for value in values))
    return statistics.median(values)


class Series:
    """The values of one benchmark in the order of releases, of each by date, cut at the change points the report names."""

    def __init__(self, facts, runs, tags, judge):
        self.points = []  # (index of the run, column or None, value)
        for index, run in enumerate(runs):
            if facts["suite"] not in ("", None, run.suite):
                continue
            same = [value for value, unit in run.values.get(facts["name"], []) if unit == facts["unit"]]
            if same:
                self.points.append((index, tags[index], statistics.median(same)))
        self.points.sort(key=lambda point: len(tags) if point[1] is None else point[1])
        # (first place, place, last place) of each change: runs between the outer two are in doubt.
        self.changes = sorted((self.place_of(point, "first_run", runs, facts["id"], judge),
                               self.start_of(point["run"], runs, facts["id"], judge),
                               self.place_of(point, "last_run", runs, facts["id"], judge))
                              for point in facts["change_points"])

    def place_of(self, point, end, runs, name, judge):
        return self.start_of(point.get(end, {"run": point["run"]})["run"], runs, name, judge)

    def start_of(self, run, runs, name, judge):
        for position, (index, _, _) in enumerate(self.points):
            if index == run or (isinstance(run, str) and run and runs[index].commit.startswith(run)):
                return position
        judge.wrong(f"{name}: change point at run {run!r}, which holds no value of it")
        return 0

    def level_at(self, column):
        """(level, n) of the runs of a release that surely came after the last change in its window; where the change may
        lie behind the window, too, of those that surely came before it."""
        window = [i for i, (_, c, _) in enumerate(self.points) if c == column]
        if not window:
            return None, 0
        first, end = window[0], window[-1] + 1
        inside = [change for change in self.changes if first < change[1] < end]
        while inside:
            earliest, place, latest = inside.pop()
            if latest < end:
                first = max(place, latest)
            elif earliest > first:
                end = earliest
                inside = [change for change in inside if change[1] < end]
                continue
            else:
                first = place
            break
        values = [value for _, _, value in self.points[first:end]]
        return middle(values), len(values)

    def level_until(self, column):
        """(level, n) of the release itself or, where it measured nothing, of the last one before it that did."""
        known = [c for _, c, _ in self.points if c is not None and c <= column]
        return self.level_at(max(known)) if known else (None, 0)


def geometric_mean(ratios):
    return math.exp(math.fsum(math.log(r) for r in ratios) / len(ratios)) if ratios else None


def turned(ratio, direction):
    return ratio if direction == "lower" else 1 / ratio


# ---- judging ---------------------------------------------------------------------------------------------------------

class Judge:
    def __init__(self, report, runs, releases, mapping, tolerance):
        self.report, self.runs, self.tolerance = report, runs, tolerance
        self.wrongs, self.checked = [], 0
        self.columns = {release["tag"]: i for i, release in enumerate(report["releases"])}
        self.mapped = [release_of(run, releases, mapping) for run in runs]
        self.tags = [self.columns.get(tag) for tag, _ in self.mapped]

    def wrong(self, text):
        self.wrongs.append(text)

    def equal(self, what, printed, computed):
        self.checked += 1
        if isinstance(printed, float) or isinstance(computed, float):
            near = printed is not None and computed is not None and math.isclose(
                printed, computed, rel_tol=self.tolerance, abs_tol=1e-300)
        else:
            near = printed == computed
        if not near:
            self.wrong(f"{what}: report says {printed}, recomputed {computed}")

    def check_mapping(self):
        counts = collections.Counter(how for _, how in self.mapped)
        printed = self.report["mapping"]
        for how in ("date", "map", "unreleased", "unmapped", "containment"):
            if how in ("date", "containment") and printed["containment"] > counts["containment"]:
                continue  # the map stands for what a repository told
            self.equal(f"mapping.{how}", printed[how], counts[how])
        self.equal("mapping, all runs", sum(printed.values()), len(self.runs))
        for tag, column in self.columns.items():
            # A run without a single value speaks for nothing.
            speaking = sum(at == column and bool(run.values) for at, run in zip(self.tags, self.runs))
            self.equal(f"releases: runs of {tag}", self.report["releases"][column]["runs"], speaking)
        for tag in {tag for tag, _ in self.mapped if tag is not None} - set(self.columns):
            self.wrong(f"releases: {tag} has runs and is no column")
        for end in ("current", "baseline"):
            release = self.report[end]
            if release is not None:
                self.equal(end, self.report["releases"][self.columns[release["tag"]]], release)

    def check_levels(self, facts, series):
        printed = {level["release"]: level for level in facts["levels"] if level["value"] is not None}
        for tag, column in self.columns.items():
            value, n = series.level_at(column)
            level = printed.get(tag)
            if (level is None) != (value is None):
                self.wrong(f"{facts['id']} at {tag}: report says {level and level['value']}, recomputed {value}")
            elif level is not None:
                self.equal(f"{facts['id']} at {tag}: level", float(level["value"]), value)
                self.equal(f"{facts['id']} at {tag}: n", level["n"], n)
                self.check_interval(f"{facts['id']} at {tag}", level["value"], level)

    def check_interval(self, what, value, interval):
        lower, upper = interval.get("lower"), interval.get("upper")
        slack = self.tolerance * abs(value)
        if lower is not None and upper is not None and not lower - slack <= value <= upper + slack:
            self.wrong(f"{what}: {value} lies outside its interval [{lower}, {upper}]")

    def check_comparison(self, facts, series):
        comparison, name = facts["comparison"], facts["id"]
        if comparison is None or self.report["baseline"] is None:
            return
        verdict = comparison["verdict"]
        if verdict not in VERDICTS:
            self.wrong(f"{name}: unknown verdict {verdict}")
        if verdict == "not-comparable":
            return
        sides = {"baseline": series.level_until(self.columns[self.report["baseline"]["tag"]]),
                 "current": series.level_at(self.columns[self.report["current"]["tag"]])}
        for side, (value, n) in sides.items():
            self.equal(f"{name}: comparison.{side}", comparison[side], value)
            self.equal(f"{name}: comparison.n_{side}", comparison[f"n_{side}"], n)
        self.equal(f"{name}: is new", verdict == "new", sides["baseline"][0] is None)
        self.equal(f"{name}: is gone", verdict == "gone", sides["current"][0] is None)
        if verdict in COMPARED:
            self.check_ratio(facts, comparison)

    def check_ratio(self, facts, comparison):
        name, ratio, verdict = facts["id"], comparison["ratio"], comparison["verdict"]
        if comparison["baseline"] and comparison["current"] is not None:
            self.equal(f"{name}: ratio of the levels beside it", float(ratio), comparison["current"] / comparison["baseline"])
            self.check_interval(f"{name}: ratio", ratio, comparison)
        if verdict in ("better", "worse"):
            self.equal(f"{name}: {verdict}", verdict == "better", (ratio < 1) == (facts["direction"] == "lower"))
        if verdict in ("better", "worse", "changed"):
            self.equal(f"{name}: is of no known direction", verdict == "changed", facts["direction"] == "unknown")
        if comparison["alert"] and verdict != "worse":
            self.wrong(f"{name}: an alert, but {verdict}")

    def primaries(self):
        """One series of each benchmark: time, else throughput, else the first metric by name."""
        def rank(facts):
            return ({"time": 0, "throughput": 1}.get(facts["metric"], 2), facts["metric"], facts["id"])
        best = {}
        for facts in self.report["benchmarks"]:
            key = (facts["suite"], facts["name"], json.dumps(facts["environment"], sort_keys=True))
            if key not in best or rank(facts) < rank(best[key]):
                best[key] = facts
        return list(best.values())

    def check_mean(self, what, printed, pairs):
        """Of (ratio, direction): nothing but rates as they are, else each turned so that below 1 is better."""
        printed = printed or {"ratio": None, "n": 0}
        self.equal(f"{what}: n of the geometric mean", printed["n"], len(pairs))
        if pairs:
            rates = all(direction == "higher" for _, direction in pairs)
            self.equal(f"{what}: direction of the geometric mean", printed["direction"], "higher" if rates else "lower")
            ratios = [ratio if rates else turned(ratio, direction) for ratio, direction in pairs]
            self.equal(f"{what}: geometric mean", printed["ratio"], geometric_mean(ratios))

    def compared_ratios(self, benchmarks):
        return [(f["comparison"]["ratio"], f["direction"]) for f in benchmarks
                if f["comparison"] and f["comparison"]["verdict"] in COMPARED and (f["comparison"]["ratio"] or 0) > 0
                and f["direction"] != "unknown"]

    def ratios_since(self, benchmarks, tag):
        ratios = []
        for facts in benchmarks:
            values = {level["release"]: level["value"] for level in facts["levels"]}
            first, last = values.get(tag), values.get(self.report["current"]["tag"])
            if first and last and first > 0 and last > 0 and facts["direction"] != "unknown":
                ratios.append((last / first, facts["direction"]))
        return ratios

    def check_headline(self):
        head, primaries = self.report["headline"], self.primaries()
        counts = collections.Counter(f["comparison"]["verdict"] for f in primaries if f["comparison"])
        for verdict in VERDICTS:
            self.equal(f"headline.{verdict}", head.get(verdict.replace("-", "_"), 0), counts[verdict])
        self.equal("headline.total", head["total"], sum(counts.values()))
        self.equal("headline.alerts", head["alerts"], sum(bool(f["comparison"] and f["comparison"]["alert"]) for f in primaries))
        self.check_mean("headline", head["geomean"], self.compared_ratios(primaries))
        if head["since"]:
            self.check_mean("headline.since", head["since"]["geomean"], self.ratios_since(primaries, head["since"]["tag"]))

    def check_groups(self):
        by_id = {facts["id"]: facts for facts in self.report["benchmarks"]}
        primary = {facts["id"] for facts in self.primaries()}
        listed = [name for group in self.report["groups"] for name in group["benchmarks"]]
        self.equal("groups: every benchmark once", sorted(listed), sorted(by_id))
        for group in self.report["groups"]:
            members = [by_id[name] for name in group["benchmarks"] if name in by_id]
            for facts in members:
                self.equal(f"{facts['id']}: group", facts["group"], group["name"])
            self.check_mean(f"group {group['name']}", group["geomean"],
                            self.compared_ratios(f for f in members if f["id"] in primary))
            self.check_tile(group, by_id)

    def check_tile(self, group, by_id):
        tile, lead = group["tile"], by_id.get(group["lead"])
        if lead is None or lead["comparison"] is None or lead["comparison"]["verdict"] not in COMPARED:
            return
        self.equal(f"tile {group['name']}: value", tile["value"], lead["comparison"]["current"])
        self.equal(f"tile {group['name']}: ratio", tile["ratio"], lead["comparison"]["ratio"])
        self.equal(f"tile {group['name']}: verdict", tile["verdict"], lead["comparison"]["verdict"])

    def check_all(self):
        self.check_mapping()
        for facts in self.report["benchmarks"]:
            series = Series(facts, self.runs, self.tags, self)
            self.check_levels(facts, series)
            self.check_comparison(facts, series)
        self.check_headline()
        self.check_groups()


def judged(report, data, releases, mapping, tolerance):
    if report.get("schema") != "perfolio-report/1":
        raise CannotJudge("not a perfolio-report/1")
    if report["mapping"]["record"]:
        raise CannotJudge("runs name their release: a data.js cannot")
    judge = Judge(report, read_data(data.decode("utf-8")), releases, mapping, tolerance)
    if report["mapping"]["containment"] > sum(how == "containment" for _, how in judge.mapped) and not mapping:
        raise CannotJudge("runs were mapped by containment: pass the map it gave with --map")
    digests = [entry["sha256"] for entry in report["inputs"]]
    if hashlib.sha256(data).hexdigest() not in digests:
        judge.wrong("inputs: none has the sha256 of this data.js")
    judge.check_all()
    return judge


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report")
    parser.add_argument("data")
    parser.add_argument("--releases")
    parser.add_argument("--map")
    parser.add_argument("--tolerance", type=float, default=1e-9)
    options = parser.parse_args(arguments)
    with open(options.report, encoding="utf-8") as file:
        report = json.load(file)
    with open(options.data, "rb") as file:
        data = file.read()
    releases = report["releases"]
    if options.releases:
        with open(options.releases, encoding="utf-8") as file:
            releases = json.load(file)
    try:
        judge = judged(report, data, releases, read_map(options.map) if options.map else {}, options.tolerance)
    except CannotJudge as reason:
        print(f"cannot judge: {reason}")
        return 2
    for text in judge.wrongs:
        print(text)
    print(f"{judge.checked} facts recomputed, {len(judge.wrongs)} wrong")
    return 1 if judge.wrongs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
