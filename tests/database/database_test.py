#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""database_test.py PERFOLIO: a history in PostgreSQL is the history that a file would be."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import server as pg

PERFOLIO = pathlib.Path(sys.argv[1]).resolve()
SOURCE = pg.SOURCE
COMMITS = [hashlib.sha1(str(i).encode()).hexdigest() for i in range(60)]


def line(number=0, results=None, **more):
    run = {"schema": "perfolio/1", "commit": COMMITS[number], "date": f"2026-01-{1 + number % 28:02}T0{number % 10}:00:00Z", "suite": "s", "tool": "t",
           "environment": {"cpu": "A", "os": "linux"}}
    run |= more
    run["results"] = results or [{"benchmark": "b", "metric": "time", "value": 1.5 + number, "unit": "ns", "better": "lower"}]
    return json.dumps({key: value for key, value in run.items() if value is not None}, ensure_ascii=False) + "\n"


def grown():
    """A history with releases, two branches, environments and suites, in which some results are of one benchmark alone."""
    lines = []
    for i in range(40):
        for suite, cpu in (("core", "A"), ("core", "B"), ("io", "A")):
            results = [{"benchmark": f"{suite}/b{k:02}", "metric": "time", "value": round(100 * (k + 1) * (1 + 0.01 * ((i * 7 + k * 3) % 5)) * (1.3 if i > 25 and k == 2 else 1), 6),
                        "unit": "ns", "better": "lower", **({"lower": 90.25, "upper": 2000.5} if k == 1 else {})} for k in range(6 + (i % 3 == 0))]
            results.append({"benchmark": f"{suite}/b00", "metric": "memory", "value": 1000.0 + i, "unit": "B", "better": "lower", "samples": [1.0, 2.5, i]})
            lines.append(line(i, results, suite=suite, release=f"v1.{i // 8}.0", branch="main" if i % 4 else "dev", environment={"cpu": cpu},
                              date=f"2026-0{1 + i // 10}-{1 + i % 28:02}T00:00:00Z", pull_request=True if i == 39 else None))
    return "".join(lines)


def fixtures():
    """Everything in the tests' data that is a history or a result, as the corpus of round trips."""
    found = [SOURCE / "samples/atlas/data.js", SOURCE / "docs/performance/history.jsonl"]
    for folder in sorted((SOURCE / "tests/data/formats").iterdir()):
        found += sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))[:2]
    return found


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="perfolio-db-"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_it(self, *words, code=0, **more):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"SOURCE_DATE_EPOCH": "1750000000"} | more
        done = subprocess.run([PERFOLIO, *map(str, words)], cwd=self.folder, capture_output=True, check=False, env=environment)
        self.assertEqual(done.returncode, code, f"{words}\n{done.stdout.decode()}\n{done.stderr.decode()}")
        return done

    def fresh(self, name="h.jsonl"):
        address = SERVER.database(name)
        self.run_it("database", "init", address)
        return address

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def exported(self, source):
        return self.run_it("export", source, "--to", "jsonl", "--by", "run", "--repo-dir", "none", "--pull-requests", "-q").stdout


class RoundTrip(Base):
    def test_every_fixture_comes_back_as_a_file_would_give_it(self):
        tried = 0
        address = self.fresh()
        for path in fixtures():
            history = self.folder / "h.jsonl"
            history.unlink(missing_ok=True)
            SERVER.sql("h.jsonl", "TRUNCATE perfolio_run, perfolio_shape, perfolio_series, perfolio_environment, perfolio_key")
            flags = ("--repo-dir", "none", "--date", "2026-02-03", "-q", "--allow-duplicate")
            done = subprocess.run([PERFOLIO, "record", path, "--history", history, *flags], cwd=self.folder, capture_output=True, check=False)
            if done.returncode != 0:
                continue  # no results, or a file of a folder's format
            self.run_it("record", path, "--history", address, *flags)
            self.assertEqual(self.exported(address), self.exported("h.jsonl"), path)
            tried += 1
        self.assertGreater(tried, 40)

    def test_hostile_names_come_back_or_are_refused_in_one_line(self):
        address = self.fresh()
        names = ["'; DROP TABLE perfolio_run; --", '"quoted"', "back\\slash", "{a,b}", "%s %n {}", "NULL", "", " ", "\u202e\u0001", "é\u0301", "\U0001f600" * 300,
                 "x" * 100000, "a,b", "$1", "\t\r"]
        results = [{"benchmark": name or "empty", "metric": name or "m", "value": 1.0, "unit": name, "spread": name, "estimator": name, "per": name,
                    "family": name, "parameters": {"k" + name: name, "2": "NULL"}} for name in names]
        history = self.put("hostile.jsonl", "".join(line(i, results, suite=n, branch=n, tool=n, environment={"k" + n: n}) for i, n in enumerate(names)))
        self.run_it("record", history, "--history", address, "-q", "--repo-dir", "none")
        self.run_it("record", history, "--history", "copy.jsonl", "-q", "--repo-dir", "none")
        self.assertEqual(self.exported(address), self.exported("copy.jsonl"))
        self.put("nul.jsonl", line(50, [{"benchmark": "a\0b", "value": 1, "unit": "ns"}]))
        said = self.run_it("record", "nul.jsonl", "--history", address, "--repo-dir", "none", code=2).stderr.decode()
        self.assertRegex(said, r"\Aperfolio: [^\n]*holds a NUL[^\n]*\nhint: [^\n]*\n\Z")
        self.put("long.jsonl", line(51, release="v" * 300000))
        said = self.run_it("record", "long.jsonl", "--history", address, "--repo-dir", "none", code=3).stderr.decode()
        self.assertLessEqual(said.count("\n"), 2)
        (self.folder / "latin.jsonl").write_bytes(line(52).replace('"b"', '"\udcff"').encode("utf-8", "surrogateescape"))
        done = subprocess.run([PERFOLIO, "record", "latin.jsonl", "--history", address, "--repo-dir", "none"], cwd=self.folder, capture_output=True, check=False)
        self.assertIn(done.returncode, (0, 2))
        self.assertLessEqual(done.stderr.count(b"\n"), 3)

    def test_numbers_come_back_to_the_last_digit(self):
        address = self.fresh()
        values = [5e-324, 1.7976931348623157e308, -0.0, 0.1, 2.0**53 + 1, 1 / 3, -1e-300]
        self.put("numbers.jsonl", line(0, [{"benchmark": f"b{i}", "value": v, "unit": "", "lower": v, "upper": v, "samples": [v, v]} for i, v in enumerate(values)]))
        self.run_it("record", "numbers.jsonl", "--history", address, "-q", "--repo-dir", "none")
        results = json.loads(self.exported(address))["results"]
        self.assertEqual([(r["value"], r["samples"]) for r in results], [(v, [v, v]) for v in values])


class SameAsAFile(Base):
    """Each command, asked of a file and of the database that was recorded from it. Both are called h.jsonl in a report."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addresses = {}
        for name, source in (("grown", None), ("atlas", SOURCE / "samples/atlas/data.js"), ("own", SOURCE / "docs/performance/history.jsonl")):
            folder = cls.folder / name
            folder.mkdir()
            raw = source or cls.folder / "raw.jsonl"
            if source is None:
                raw.write_text(grown())
            database = f"{name}/h.jsonl"
            address = SERVER.database(database).replace("/h.jsonl", "%2Fh.jsonl")
            for words in (("database", "init", address), ("record", raw, "--history", folder / "h.jsonl", "-q", "--repo-dir", "none"),
                          ("record", folder / "h.jsonl", "--history", address, "-q", "--repo-dir", "none")):
                subprocess.run([PERFOLIO, *map(str, words)], check=True, capture_output=True, cwd=cls.folder)
            cls.addresses[name] = address

    def both(self, name, *words, code=0):
        """What both say, the command that makes it again taken out: it names its source."""
        address = self.addresses[name]
        shown = address.split("?")[0].replace("postgres@", "").replace("%2F", "/")
        texts = []
        for source in (str(self.folder / name / "h.jsonl"), address):
            done = self.run_it(words[0], source, *words[1:], code=code)
            out = done.stdout.decode().replace(shown, "SOURCE").replace(source, "SOURCE")
            texts.append((out, done.stderr.decode().replace(shown, "SOURCE").replace(source, "SOURCE")))
        self.assertEqual(texts[0], texts[1], words)
        return texts[0]

    def folders_alike(self, name, *flags):
        """Byte for byte; in PDF and HTML the command that makes it again is put aside, by leaving out its page, and by name."""
        for folder, source in (("a", self.folder / name / "h.jsonl"), ("b", self.addresses[name])):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
            self.run_it("report", source, "-o", folder, "-q", "--repo-dir", "none", "--sections", "summary,detail,heatmap,table", *flags)
        files = [sorted(str(p.relative_to(self.folder / f)) for p in (self.folder / f).rglob("*") if p.is_file()) for f in "ab"]
        self.assertEqual(files[0], files[1])
        for file in files[0]:
            a, b = ((self.folder / f / file).read_bytes() for f in "ab")
            if file.endswith(".html"):
                shown = self.addresses[name].split("?")[0].replace("postgres@", "").replace("%2F", "/").encode()
                self.assertIn(shown, b)
                a, b = a.replace(b"perfolio report h.jsonl", b"perfolio report SOURCE"), b.replace(b"perfolio report " + shown, b"perfolio report SOURCE")
            self.assertTrue(a == b, f"{file} differs with {flags}")
        return len(files[0])

    def test_a_report_is_the_same_to_the_byte(self):
        for name, flags in (("grown", ("--formats", "pdf,badges,md,json,html,csv")), ("grown", ("--by", "run", "--formats", "json,csv,md")), ("atlas", ("--releases", SOURCE / "samples/atlas/releases.json", "--formats", "svg,json")),
                            ("own", ("--releases", SOURCE / "docs/performance/releases.json", "--formats", "json,csv,md"))):
            self.assertGreater(self.folders_alike(name, *flags), 2)

    def test_a_part_is_the_same_to_the_byte(self):
        for flags in (("--since", "v1.3.0"), ("--since", "2026-02-05"), ("--where", "suite=core", "--where", "cpu=A"), ("--where", "benchmark=*b0[12]"),
                      ("--where", "metric=memory", "--since", "v1.4.0"), ("--where", "branch=dev"), ("--where", "suite=io", "--where", "suite=core", "--pull-requests"),
                      ("--where", "benchmark=re:b06$"), ("--newest", "3"), ("--newest", "2", "--since", "v1.2.0", "--where", "benchmark=*b0[36]"),
                      ("--newest", "1", "--pull-requests", "--where", "metric=memory")):
            self.folders_alike("grown", "--formats", "json,csv", *flags)
        self.folders_alike("atlas", "--releases", SOURCE / "samples/atlas/releases.json", "--since", "v0.2.0", "--formats", "json,html")

    def test_other_commands_say_the_same(self):
        none = ("--repo-dir", "none")
        for words in (("show", "--all"), ("show", "--by", "source"), ("show", "--where", "benchmark=*b01"), ("compare",), ("compare", "--format", "json"), ("compare", "--matrix"),
                      ("compare", "--since", "v1.3.0", "--newest", "2"), ("badge", "-o", "-"), ("export", "--to", "csv"), ("export", "--to", "data-js"), ("export", "--to", "openmetrics"),
                      ("export", "--to", "bmf"), ("export", "--to", "json", "--where", "suite=io")):
            self.both("grown", *words, *none)
        self.both("grown", "compare", *none, "--fail-on", "any", "--baseline", "v1.0.0", code=1)
        self.both("grown", "show", *none, "--where", "suite=nothing", code=2)
        self.both("grown", "report", *none, "--since", "neither", code=2)

    def test_a_site_is_the_same(self):
        for folder, source in (("a", self.folder / "grown/h.jsonl"), ("b", self.addresses["grown"])):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
            self.run_it("site", source, "-o", folder, "--repo-dir", "none", "-q")
        done = subprocess.run(["diff", "-rq", "a", "b"], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.stdout, "")

    def test_the_digest_is_that_of_the_file(self):
        self.run_it("report", self.addresses["grown"], "-o", "d", "-q", "--repo-dir", "none", "--formats", "json")
        digest = json.loads((self.folder / "d/report.json").read_text())["inputs"][0]["sha256"]
        self.assertEqual(digest, hashlib.sha256((self.folder / "grown/h.jsonl").read_bytes()).hexdigest())

    def test_a_part_costs_what_it_is(self):
        """Bytes from the server: of one benchmark, and of the last release, against all of it."""
        read = {}
        for words in ((), ("--where", "benchmark=io/b03"), ("--since", "v1.4.0")):
            proxy = pg.Proxy(SERVER.port, lambda n, piece: None)
            self.run_it("show", self.addresses["grown"].replace(f":{SERVER.port}/", f":{proxy.port}/"), "--repo-dir", "none", *words)
            proxy.close()
            read[words[-1] if words else ""] = proxy.received
        self.assertLess(read["benchmark=io/b03"], 0.5 * read[""])
        self.assertLess(read["v1.4.0"], 0.4 * read[""])


class OneRule(Base):
    """What is the same run twice, in a file and in a database."""

    def test_a_database_refuses_and_skips_what_a_file_does(self):
        result = lambda name, value=1.0: [{"benchmark": name, "value": value, "unit": "ns"}]  # noqa: E731
        cases = {
            "the same again": [line(1), line(1)],
            "another benchmark of the same moment": [line(1), line(1, result("other"))],
            "another date": [line(1), line(1, date="2026-03-03T00:00:00Z")],
            "another suite": [line(1), line(1, suite="x")],
            "another environment": [line(1), line(1, environment={"cpu": "B"})],
            "no commit, the same values": [line(1, commit=None), line(1, commit=None)],
            "no commit, other values": [line(1, commit=None), line(1, result("b", 9.0), commit=None)],
            "other values of the same moment": [line(1), line(1, result("b", 9.0))],
            "upper case": [line(1), line(1, commit=COMMITS[1].upper())],
        }
        for name, (first, second) in cases.items():
            address = self.fresh()
            (self.folder / "h.jsonl").unlink(missing_ok=True)
            self.put("1.jsonl", first)
            self.put("2.jsonl", second)
            for flags in ((), ("--skip-duplicates",), ("--allow-duplicate",)):
                outcomes = []
                for history in ("h.jsonl", address):
                    self.run_it("record", "1.jsonl", "--history", history, "-q", "--repo-dir", "none", "--skip-duplicates")
                    done = subprocess.run([PERFOLIO, "record", "2.jsonl", "--history", history, "--repo-dir", "none", *flags], cwd=self.folder,
                                          capture_output=True, text=True, check=False)
                    shown = address.split("?")[0].replace("postgres@", "")
                    outcomes.append((done.returncode, done.stdout.replace(shown, "H").replace("h.jsonl", "H"),
                                     done.stderr.replace(shown, "H").replace("h.jsonl:1", "H").replace("h.jsonl:2", "H").replace("h.jsonl", "H")))
                self.assertEqual(outcomes[0], outcomes[1], name)
            self.assertEqual(self.exported(address), self.exported("h.jsonl"), name)

    def test_a_dry_run_says_the_lines_and_writes_nothing(self):
        address = self.fresh()
        self.put("1.jsonl", line(1))
        said = self.run_it("record", "1.jsonl", "--history", address, "--repo-dir", "none", "--dry-run").stdout.decode()
        self.assertEqual(json.loads(said)["commit"], COMMITS[1])
        self.assertEqual(SERVER.sql("h.jsonl", "SELECT COUNT(*) FROM perfolio_run"), "0")

    def test_a_database_is_taken_over_into_a_file_and_a_file_into_a_database(self):
        address, other = self.fresh(), SERVER.database("other")
        self.run_it("database", "init", other)
        self.put("g.jsonl", grown())
        self.run_it("record", "g.jsonl", "--history", address, "-q", "--repo-dir", "none")
        (self.folder / "out.jsonl").unlink(missing_ok=True)
        self.run_it("record", address, "--history", "out.jsonl", "-q", "--repo-dir", "none")
        self.run_it("record", address, "--history", other, "-q", "--repo-dir", "none")
        self.assertEqual(self.exported("out.jsonl"), self.exported(other))
        said = self.run_it("record", address, "--history", address, "--repo-dir", "none", code=2).stderr.decode()
        self.assertIn("both a source and the history", said)


if __name__ == "__main__":
    pg.main(sys.modules[__name__])
