#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""database.py PERFOLIO [--series 1000] [--runs 5000] [--releases 50] [--times 3] [--longer 10] [--folder DIR] [--parts read,longer,write,import]

Measures a history in PostgreSQL against the same history in a file, side by side in one run, on a server of its own (Unix socket and
loopback, a temporary folder). Bytes are those that the server sends, counted between the two. Prints the table of docs/postgresql.md."""
import argparse
import datetime
import math
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "database"))
import server as pg  # noqa: E402

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("PG")}


def write_history(path, series, runs, releases, first=0, writer=0):
    """One run a line: levels that shift now and then, 1 % of noise."""
    rnd = random.Random(17 + writer)
    names = [f"group{i % 20:02}/bench_{i:04}" for i in range(series)]
    level = [10 ** rnd.uniform(2, 7) for _ in names]
    start = datetime.datetime(2020, 1, 1)
    with open(path, "w", encoding="utf-8") as file:
        for r in range(runs):
            if rnd.random() < 0.02:
                for i in rnd.sample(range(series), max(1, series // 50)):
                    level[i] *= math.exp(rnd.gauss(0, 0.08))
            date = (start + datetime.timedelta(minutes=400 * r)).strftime("%Y-%m-%dT%H:%M:%SZ")
            results = ",".join(f'{{"benchmark":"{n}","metric":"time","value":{v * (1 + rnd.gauss(0, 0.01)):.9g},"unit":"ns","better":"lower"}}' for n, v in zip(names, level))
            file.write(f'{{"schema":"perfolio/1","release":"v1.{r * releases // runs}.0","commit":"{(first + r) * 7919 + 1:040x}","date":"{date}","branch":"main","suite":"s",'
                       f'"tool":"t","environment":{{"cpu":"A"}},"results":[{results}]}}\n')


def spent(words, folder):
    """Wall and processor seconds, and the largest memory in MiB, of one command."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    begin = time.monotonic()
    child = subprocess.Popen([str(w) for w in words], cwd=folder, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{words}: status {status}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(rows):
    return tuple(statistics.median(column) for column in zip(*rows))


class Bench:
    def __init__(self, o):
        self.o = o
        self.perfolio = pathlib.Path(o.perfolio).resolve()
        self.folder = pathlib.Path(o.folder or tempfile.mkdtemp(prefix="perfolio-bench-"))
        self.server = pg.Server(["shared_buffers=512MB", "max_wal_size=4GB", "fsync=on"])
        self.lines = []

    def say(self, *cells):
        print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)

    def fresh(self, name):
        address = self.server.database(name)
        spent([self.perfolio, "database", "init", address], self.folder)
        return address

    def bytes_of(self, address, words):
        proxy = pg.Proxy(self.server.port, lambda n, piece: None)
        spent([w if w != address else address.replace(f":{self.server.port}/", f":{proxy.port}/") for w in words], self.folder)
        proxy.close()
        return proxy.received

    def pair(self, what, file, address, *flags):
        """A file and a database in turn."""
        words = lambda source: [self.perfolio, "report", source, "-o", "out", "-q", "--repo-dir", "none", *flags]  # noqa: E731
        rows = {"file": [], "database": []}
        for _ in range(self.o.times):
            rows["file"].append(spent(words(file), self.folder))
            rows["database"].append(spent(words(address), self.folder))
        received = self.bytes_of(address, words(address))
        (fw, fc, fp), (dw, dc, dp) = medians(rows["file"]), medians(rows["database"])
        self.say(what, f"{fw:.2f} s, {fc:.2f} s, {fp:.0f} MiB", f"{dw:.2f} s, {dc:.2f} s, {dp:.0f} MiB", f"{dw / fw:.3f}", f"{dc / fc:.3f}", f"{received / 1e6:.2f} MB")
        return received, dp

    def read(self):
        o = self.o
        file = self.folder / "history.jsonl"
        if not file.exists():
            write_history(file, o.series, o.runs, o.releases)
        address = self.fresh("bench")
        wall, cpu, peak = spent([self.perfolio, "record", file, "--history", address, "-q", "--repo-dir", "none"], self.folder)
        self.server.sql("bench", "VACUUM ANALYZE")
        size = int(self.server.sql("bench", "SELECT pg_database_size('bench')"))
        print(f"history: {o.series} series x {o.runs} runs, {file.stat().st_size / 1e6:.0f} MB; recorded in {wall:.1f} s ({cpu:.1f} s of it here), peak {peak:.0f} MiB; database {size / 1e6:.0f} MB")
        self.say("work", "file: wall, cpu, peak", "database", "wall", "cpu", "bytes from the server")
        self.say(*["---"] * 6)
        two = ("--since", f"v1.{o.releases - 2}.0")
        everything = self.bytes_of(address, [self.perfolio, "show", address, "--repo-dir", "none"])
        rows = {}
        for what, flags in (("two releases, all their runs", two), ("two releases, the newest 8 runs of each", (*two, "--newest", "8"))):
            rows[what] = self.pair(f"report of {what}", file, address, *flags, "--formats", "pdf,svg,md,json")
        self.pair(f"full trend report, {o.releases} releases", file, address, "--formats", "pdf,md,json")
        self.pair("the same, the newest 8 runs of each", file, address, "--newest", "8", "--formats", "pdf,md,json")
        self.pair("one benchmark, all runs", file, address, "--where", "benchmark=*/bench_0007", "--formats", "svg,json")
        for what, (received, _) in rows.items():
            print(f"{what}: 1/{everything / received:.0f} of the bytes of all points from the server, 1/{file.stat().st_size / received:.0f} of the file's, 1/{8 * o.series * o.runs / received:.0f} of the bare numbers")
        return rows

    def longer(self, rows):
        """The same releases behind a history so many times longer, made on the server."""
        o = self.o
        begin = time.monotonic()
        columns = self.server.sql("bench", "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'perfolio_run' AND column_name <> 'id'").split(", ")
        changed = {"moment": "MD5(moment || n)", "content": "MD5(content || n)", "line": "MD5(line || n)", "commit_id": "MD5(commit_id || n) || '00000000'",
                   "measured": "measured - n * INTERVAL '4 years'", "release": "'v0.' || n || SUBSTRING(release FROM 3)"}
        self.server.sql("bench", f"INSERT INTO perfolio_run ({', '.join(columns)}) SELECT {', '.join(changed.get(c, c) for c in columns)} FROM perfolio_run, generate_series(1, {o.longer - 1}) n; ANALYZE")
        print(f"the history made {o.longer} times longer in {time.monotonic() - begin:.0f} s: {self.server.sql('bench', 'SELECT COUNT(*) FROM perfolio_run')} runs")
        address = self.server.address("bench")
        for what, flags in (("two releases, all their runs", ()), ("two releases, the newest 8 runs of each", ("--newest", "8"))):
            words = [self.perfolio, "report", address, "-o", "out", "-q", "--repo-dir", "none", "--since", f"v1.{o.releases - 2}.0", *flags, "--formats", "pdf,svg,md,json"]
            wall, cpu, peak = medians([spent(words, self.folder) for _ in range(o.times)])
            received = self.bytes_of(address, words)
            before, peak_before = rows[what]
            print(f"{what}, {o.longer} times the history: {wall:.2f} s wall, {cpu:.2f} s cpu, {peak:.0f} MiB (x {peak / peak_before:.2f}), {received / 1e6:.2f} MB (x {received / before:.3f})")

    def write(self):
        """Fifty processes that record a history of a hundred runs each, and one COPY of what they recorded."""
        writers, runs, results = self.o.writers, self.o.writer_runs, 200
        for w in range(writers):
            write_history(self.folder / f"w{w}.jsonl", results, runs, 1, 1000000 * (w + 1), w)
        address = self.fresh("writers")
        begin = time.monotonic()
        children = [subprocess.Popen([self.perfolio, "record", f"w{w}.jsonl", "--history", address, "-q", "--repo-dir", "none"], cwd=self.folder, env=ENVIRONMENT) for w in range(writers)]
        codes = {c.wait() for c in children}
        together = time.monotonic() - begin
        counted = self.server.sql("writers", "SELECT COUNT(*), COUNT(DISTINCT commit_id), SUM(CARDINALITY(amounts)) FROM perfolio_run")
        deadlocks = self.server.sql("postgres", "SELECT SUM(deadlocks) FROM pg_stat_database")
        rows = writers * runs * results
        dump, flat = self.server.folder / "runs.copy", self.server.folder / "flat.copy"
        self.server.sql("writers", f"COPY perfolio_run TO '{dump}' WITH BINARY; COPY (SELECT run, r.series, amount FROM (SELECT p.id AS run, t.series, p.amounts[t.place] AS amount FROM perfolio_run p "
                        f"JOIN perfolio_shape h ON h.id = p.shape CROSS JOIN LATERAL UNNEST(h.series) WITH ORDINALITY AS t (series, place)) r) TO '{flat}' WITH BINARY")
        self.server.sql("writers", "CREATE TABLE flat (run BIGINT, series BIGINT, amount DOUBLE PRECISION, PRIMARY KEY (run, series))")
        begin = time.monotonic()
        self.server.sql("writers", f"COPY flat FROM '{flat}' WITH BINARY")
        one_by_one = time.monotonic() - begin
        begin = time.monotonic()
        self.server.sql("writers", f"TRUNCATE perfolio_run; COPY perfolio_run FROM '{dump}' WITH BINARY")
        packed = time.monotonic() - begin
        print(f"{writers} writers, {runs} runs of {results} results each: codes {codes}, {counted} (runs|commits|results), deadlocks {deadlocks}, {together:.2f} s, {rows / together:.0f} results/s")
        print(f"one COPY of the same results as rows of (run, series, amount) with that key: {one_by_one:.2f} s ({one_by_one / together:.2f} of its throughput); of the packed rows: {packed:.2f} s ({packed / together:.2f})")

    def take_over(self):
        """A data.js by `record`, against `show`, which reads it."""
        file = pathlib.Path(self.o.data_js)
        rows = {"show": [], "record": []}
        for _ in range(self.o.times):
            rows["show"].append(spent([self.perfolio, "show", file, "--repo-dir", "none"], self.folder))
            rows["record"].append(spent([self.perfolio, "record", file, "--history", self.fresh("import"), "-q", "--repo-dir", "none"], self.folder))
        (sw, sc, sp), (rw, rc, rp) = medians(rows["show"]), medians(rows["record"])
        print(f"{file.stat().st_size / 1e6:.0f} MB data.js: read {sw:.2f} s ({sc:.2f} s cpu, {sp:.0f} MiB), recorded {rw:.2f} s ({rc:.2f} s cpu, {rp:.0f} MiB): {rw / sw:.2f} times, cpu {rc / sc:.2f} times")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("perfolio")
    for name, value in (("series", 1000), ("runs", 5000), ("releases", 50), ("times", 3), ("longer", 10), ("writers", 50), ("writer-runs", 100)):
        options.add_argument(f"--{name}", type=int, default=value)
    options.add_argument("--folder")
    options.add_argument("--data-js")
    options.add_argument("--parts", default="read,longer,write")
    o = options.parse_args()
    pg.skip_without()
    bench = Bench(o)
    parts = o.parts.split(",")
    try:
        rows = bench.read() if "read" in parts else None
        if rows and "longer" in parts:
            bench.longer(rows)
        if "write" in parts:
            bench.write()
        if "import" in parts:
            bench.take_over()
    finally:
        bench.server.close()
        if not o.folder:
            shutil.rmtree(bench.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
