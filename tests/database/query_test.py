#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""query_test.py PERFOLIO: --query, and the queries of docs/postgresql.md on tables like those of the projects they are for.

The tables here are written by hand, with the columns that Conbench (conbench/entities), LNT (lnt/server/db/testsuitedb.py) and rustc-perf
(database/src/pool/postgres.rs, database/schema.md) give theirs; the rows are made up. Nothing here is a copy of their files."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import server as pg

PERFOLIO = pathlib.Path(sys.argv[1]).resolve()

CONBENCH = """
CREATE TABLE "case" (id VARCHAR(50) PRIMARY KEY, name TEXT NOT NULL, tags JSONB NOT NULL);
CREATE TABLE info (id VARCHAR(50) PRIMARY KEY, tags JSONB NOT NULL);
CREATE TABLE context (id VARCHAR(50) PRIMARY KEY, tags JSONB NOT NULL);
CREATE TABLE hardware (id VARCHAR(50) PRIMARY KEY, name TEXT NOT NULL, type VARCHAR(50) NOT NULL, hash VARCHAR(1000) NOT NULL, os_name TEXT, cpu_model_name TEXT);
CREATE TABLE commit (id VARCHAR(50) PRIMARY KEY, sha VARCHAR(50) NOT NULL, branch VARCHAR(510), fork_point_sha VARCHAR(50), parent VARCHAR(50),
  repository VARCHAR(300) NOT NULL, message VARCHAR(250) NOT NULL, author_name VARCHAR(100) NOT NULL, author_login VARCHAR(50), author_avatar VARCHAR(100), timestamp TIMESTAMP);
CREATE TABLE benchmark_result (id VARCHAR(50) PRIMARY KEY, case_id VARCHAR(50) NOT NULL REFERENCES "case", info_id VARCHAR(50) NOT NULL REFERENCES info,
  context_id VARCHAR(50) NOT NULL REFERENCES context, run_id TEXT NOT NULL, run_tags JSONB NOT NULL, run_reason TEXT, commit_id VARCHAR REFERENCES commit,
  commit_repo_url TEXT NOT NULL, hardware_id VARCHAR(50) NOT NULL REFERENCES hardware, data NUMERIC[], times NUMERIC[], optional_benchmark_info JSONB, unit TEXT,
  time_unit TEXT, batch_id TEXT, timestamp TIMESTAMP NOT NULL, iterations INTEGER, mean NUMERIC, min NUMERIC, max NUMERIC, median NUMERIC, stdev NUMERIC, q1 NUMERIC,
  q3 NUMERIC, iqr NUMERIC, error JSONB, validation JSONB, change_annotations JSONB);
INSERT INTO "case" VALUES ('c1', 'read', '{"codec": "lz4"}'), ('c2', 'write', '{}');
INSERT INTO info VALUES ('i', '{}'); INSERT INTO context VALUES ('x', '{}');
INSERT INTO hardware VALUES ('h', 'box', 'machine', 'box-0', 'Linux', 'EPYC');
INSERT INTO commit SELECT 'k' || n, RIGHT('0000000000000000000000000000000000000000' || n, 40), 'main', NULL, NULL, 'https://github.com/org/repo', 'Change ' || n, 'Ann', 'ann', NULL,
  TIMESTAMP '2026-01-01' + n * INTERVAL '1 day' FROM generate_series(1, 8) n;
INSERT INTO benchmark_result SELECT 'r' || n || c, 'c' || c, 'i', 'x', 'run-' || n, '{}', CASE WHEN n = 8 THEN 'pull request' ELSE 'commit' END, 'k' || n, 'https://github.com/org/repo', 'h', '{1,2}', '{}', NULL,
  CASE c WHEN 1 THEN 'B/s' ELSE 's' END, 's', 'b', TIMESTAMP '2026-01-01 10:00' + n * INTERVAL '1 day' + c * INTERVAL '1 minute', 2, 1000.5 * c + n, 1000 * c, 1001 * c + n, NULL, NULL, NULL, NULL, NULL,
  CASE WHEN n = 3 AND c = 2 THEN '{"status": "no"}'::jsonb END, NULL, NULL FROM generate_series(1, 8) n, generate_series(1, 2) c;
"""
LNT = """
CREATE TABLE "NT_Machine" ("ID" SERIAL PRIMARY KEY, "Name" VARCHAR(256), "Parameters" BYTEA, hardware VARCHAR(256), os VARCHAR(256));
CREATE TABLE "NT_Order" ("ID" SERIAL PRIMARY KEY, "NextOrder" INTEGER, "PreviousOrder" INTEGER, llvm_project_revision VARCHAR(256));
CREATE TABLE "NT_Run" ("ID" SERIAL PRIMARY KEY, "MachineID" INTEGER REFERENCES "NT_Machine", "OrderID" INTEGER REFERENCES "NT_Order", "ImportedFrom" VARCHAR(512),
  "StartTime" TIMESTAMP, "EndTime" TIMESTAMP, "SimpleRunID" INTEGER, "Parameters" BYTEA);
CREATE TABLE "NT_Test" ("ID" SERIAL PRIMARY KEY, "Name" VARCHAR(256) UNIQUE);
CREATE TABLE "NT_Sample" ("ID" SERIAL PRIMARY KEY, "RunID" INTEGER REFERENCES "NT_Run", "TestID" INTEGER REFERENCES "NT_Test", compile_time FLOAT, execution_time FLOAT,
  compile_status INTEGER, execution_status INTEGER, code_size FLOAT);
INSERT INTO "NT_Machine" ("Name", hardware, os) VALUES ('bot', 'x86_64', 'linux');
INSERT INTO "NT_Order" (llvm_project_revision) SELECT 'abcdef' || LPAD(n::text, 34, '0') FROM generate_series(1, 5) n;
INSERT INTO "NT_Order" (llvm_project_revision) VALUES ('r154331');
INSERT INTO "NT_Run" ("MachineID", "OrderID", "StartTime", "EndTime") SELECT 1, n, TIMESTAMP '2026-02-01' + n * INTERVAL '1 hour', TIMESTAMP '2026-02-01 00:30' + n * INTERVAL '1 hour' FROM generate_series(1, 6) n;
INSERT INTO "NT_Test" ("Name") VALUES ('SingleSource/a'), ('MultiSource/b');
INSERT INTO "NT_Sample" ("RunID", "TestID", compile_time, execution_time, compile_status, execution_status) SELECT r, t, 0.5 * t, r + t / 8.0, NULL, CASE WHEN r = 2 AND t = 1 THEN 1 END
  FROM generate_series(1, 6) r, generate_series(1, 2) t;
"""
RUSTC = """
CREATE TABLE benchmark (name TEXT PRIMARY KEY, stabilized BOOLEAN NOT NULL, category TEXT NOT NULL);
CREATE TABLE artifact (id SMALLINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, date TIMESTAMPTZ, type TEXT NOT NULL);
CREATE TABLE collection (id INTEGER PRIMARY KEY, perf_commit TEXT);
CREATE TABLE pstat_series (id INTEGER PRIMARY KEY, crate TEXT NOT NULL REFERENCES benchmark (name), profile TEXT NOT NULL, scenario TEXT NOT NULL, backend TEXT NOT NULL,
  target TEXT NOT NULL, metric TEXT NOT NULL);
CREATE TABLE pstat (series INTEGER REFERENCES pstat_series (id), aid SMALLINT REFERENCES artifact (id), cid INTEGER REFERENCES collection (id), value DOUBLE PRECISION NOT NULL, PRIMARY KEY (series, aid, cid));
INSERT INTO benchmark VALUES ('helloworld', FALSE, 'primary');
INSERT INTO artifact SELECT n, 'cafe' || LPAD(n::text, 36, '0'), TIMESTAMPTZ '2026-03-01 00:00+00' + n * INTERVAL '1 day', CASE WHEN n = 5 THEN 'try' ELSE 'master' END FROM generate_series(1, 5) n;
INSERT INTO artifact VALUES (6, '1.90.0', NULL, 'release');
INSERT INTO collection SELECT n, NULL FROM generate_series(1, 6) n;
INSERT INTO pstat_series VALUES (1, 'helloworld', 'check', 'full', 'llvm', 'x86_64-unknown-linux-gnu', 'instructions:u'), (2, 'helloworld', 'opt', 'incr-full', 'cranelift', 'x86_64-unknown-linux-gnu', 'wall-time'),
  (3, 'helloworld', 'check', 'full', 'llvm', 'x86_64-unknown-linux-gnu', 'max-rss');
INSERT INTO pstat SELECT s, n, n, s * 1000 + n FROM generate_series(1, 6) n, generate_series(1, 3) s;
"""


def documented(heading):
    text = (pg.SOURCE / "docs/postgresql.md").read_text(encoding="utf-8")
    return re.search(rf"^### {heading}\n.*?```sql\n(.*?)```", text, re.S | re.M).group(1)


class Queries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="perfolio-db-"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_it(self, *words, code=0):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        done = subprocess.run([PERFOLIO, *map(str, words)], cwd=self.folder, capture_output=True, text=True, check=False, env=environment)
        self.assertEqual(done.returncode, code, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def runs(self, name, tables, query, *flags):
        address = SERVER.database(name)
        SERVER.sql(name, tables)
        (self.folder / "q.sql").write_text(query, encoding="utf-8")
        self.run_it("report", address, "--query", "q.sql", "-o", f"out-{name}", "--by", "run", "--repo-dir", "none", "-q", "--formats", "json,svg")
        out = self.run_it("export", address, "--query", "q.sql", "--by", "run", "--repo-dir", "none", *flags).stdout
        return [json.loads(line) for line in out.splitlines()]

    def refused(self, query, pattern, code=2):
        (self.folder / "q.sql").write_text(query, encoding="utf-8")
        said = self.run_it("show", SERVER.address("postgres"), "--query", "q.sql", "--repo-dir", "none", code=code).stderr
        self.assertRegex(said, r"\Aperfolio: [^\n]+\n(hint: [^\n]+\n)?\Z")
        self.assertRegex(said, pattern)

    def test_conbench(self):
        runs = self.runs("conbench", CONBENCH, documented("Conbench"))
        self.assertEqual(len(runs), 7)  # the eighth is of a pull request
        first = runs[0]
        self.assertEqual((first["commit"], first["branch"], first["subject"], first["author"]), (f"{1:040}", "main", "Change 1", "Ann"))
        self.assertEqual((first["date"], first["commit_date"]), ("2026-01-02T10:01:00Z", "2026-01-02T00:00:00Z"))
        self.assertEqual(first["environment"], {"cpu": "EPYC", "machine": "box", "os": "Linux"})
        results = {r["benchmark"]: r for r in first["results"]}
        self.assertEqual(set(results), {'read {"codec": "lz4"}', "write"})
        self.assertEqual((results["write"]["value"], results["write"]["unit"], results["write"]["better"]), (2002.0, "s", "lower"))
        self.assertEqual(results['read {"codec": "lz4"}']["better"], "higher")
        self.assertEqual(len(runs[2]["results"]), 1)  # the other one failed

    def test_lnt(self):
        runs = self.runs("lnt", LNT, documented("LNT"))
        self.assertEqual(len(runs), 6)
        self.assertEqual(runs[0]["commit"], "abcdef" + "0" * 33 + "1")
        self.assertNotIn("commit", runs[5])  # r154331 is none
        self.assertEqual(runs[0]["environment"], {"hardware": "x86_64", "machine": "bot", "os": "linux"})
        names = {(r["benchmark"], r["metric"]): r["value"] for r in runs[0]["results"]}
        self.assertEqual(names, {("SingleSource/a", "execution-time"): 1.125, ("MultiSource/b", "execution-time"): 1.25, ("SingleSource/a", "compile-time"): 0.5, ("MultiSource/b", "compile-time"): 1.0})
        self.assertEqual(len(runs[1]["results"]), 3)  # one did not pass

    def test_rustc_perf(self):
        runs = self.runs("rustc", RUSTC, documented("rustc-perf"))
        self.assertEqual(len(runs), 5)  # not the try build
        named = {run.get("commit", run.get("release")): run for run in runs}
        self.assertEqual(named["1.90.0"]["release"], "1.90.0")
        first = named["cafe" + "0" * 35 + "1"]
        self.assertEqual((first["commit_date"], first["environment"]), ("2026-03-02T00:00:00Z", {"target": "x86_64-unknown-linux-gnu"}))
        results = {(r["benchmark"], r["metric"]): (r["value"], r["unit"], r["better"]) for r in first["results"]}
        self.assertEqual(results, {("helloworld/check/full", "instructions:u"): (1001.0, "instructions", "lower"),
                                   ("helloworld/opt/incr-full/cranelift", "wall-time"): (2001.0, "s", "lower"),
                                   ("helloworld/check/full", "max-rss"): (3001.0, "KB", "lower")})

    def test_dates_and_truths_are_read_as_servers_write_them(self):
        query = """SELECT 'a' AS benchmark, 1.25::numeric AS value, 'ns' AS unit, 1767225600 AS date, TRUE AS pull_request, NULL AS commit
          UNION ALL SELECT 'b', 3, 'ns', 1767225600000, FALSE, NULL"""
        runs = self.runs("dates", "SELECT 1", query, "--pull-requests")
        self.assertEqual([(r["date"], r.get("pull_request", False), r["results"][0]["value"]) for r in runs], [("2026-01-01T00:00:00Z", True, 1.25), ("2026-01-01T00:00:00Z", False, 3.0)])

    def test_what_is_no_query_for_results_is_refused(self):
        self.refused("SELECT 1 AS value", "gives no column 'benchmark'")
        self.refused("SELECT 'a' AS benchmark, 1 AS value, 2 AS comit", "no column 'comit' is known\nhint: did you mean 'commit'")
        self.refused("SELECT 'a' AS benchmark, 'fast' AS value", "column 'value' holds 'fast', which is no number")
        self.refused("SELECT 'a' AS benchmark, 1 AS value, 'soon' AS date", "column 'date' holds 'soon', which is no date")
        self.refused("SELECT 'a' AS benchmark, 1 AS value WHERE FALSE", "there is no run in it")
        self.refused("SELEC", 'syntax error at or near "SELEC"', 3)
        self.refused("SELECT 'a' AS benchmark, 1 AS value; DROP TABLE x", "cannot insert multiple commands", 3)
        self.refused("CREATE TABLE x (y INTEGER)", "read-only transaction", 3)
        self.refused(" \n", "there is no query in it")
        (self.folder / "h.jsonl").write_text('{"schema":"perfolio/1","results":[{"benchmark":"b","value":1}]}\n')
        said = self.run_it("show", "h.jsonl", "--query", "q.sql", code=2).stderr
        self.assertIn("q.sql", said)


if __name__ == "__main__":
    pg.main(sys.modules[__name__])
