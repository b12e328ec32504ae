#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""scale.py PERFOLIO [--repositories 100] [--series 100] [--runs 1000]: the arithmetic of docs/scale.md, tried smaller.

Many repositories in one database, a schema each, filled on the server; then what one of them costs, at a quarter of them and at all. Prints numbers, judges none."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "database"))
import server as pg  # noqa: E402

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("PG")}


def spent(words, folder):
    begin = time.monotonic()
    subprocess.run([str(w) for w in words], cwd=folder, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return time.monotonic() - begin


def filled(schema, series, runs):
    """Rows as perfolio would write them; digests are of names, which is enough to be unique."""
    return f"""SET search_path TO {schema};
    INSERT INTO perfolio_environment (id, digest, shown, names, contents) VALUES (1, 'e', 'cpu=A', '{{cpu}}', '{{A}}');
    INSERT INTO perfolio_series (id, digest, benchmark, metric, unit, better, estimator, per, exact, is_primary, parameters)
      SELECT n, MD5('s' || n), 'group' || n % 10 || '/bench_' || n, 'time', 'ns', 'lower', '', '', FALSE, FALSE, '{{}}' FROM generate_series(1, {series}) n;
    INSERT INTO perfolio_shape (id, digest, series) SELECT 1, 's', ARRAY_AGG(n) FROM generate_series(1, {series}) n;
    ALTER TABLE perfolio_environment ALTER COLUMN id RESTART WITH 1000000; ALTER TABLE perfolio_series ALTER COLUMN id RESTART WITH 1000000;
    ALTER TABLE perfolio_shape ALTER COLUMN id RESTART WITH 1000000;
    INSERT INTO perfolio_run (moment, part, content, line, batch, suite, commit_id, measured, branch, release, release_by, tool, environment, subject, body, author, url,
      pull_request, derived, shape, amounts)
      SELECT MD5('m' || n) || MD5('n' || n), 0, MD5('c' || n) || MD5('d' || n), MD5('l' || n) || MD5('k' || n), MD5('b' || n), 's', MD5('g' || n) || '00000000', TIMESTAMP '2020-01-01' + n * INTERVAL '6 hours', 'main', 'v1.' || n / 20 || '.0', '', 't', 1,
        '', '', '', '', FALSE, FALSE, 1, (SELECT ARRAY_AGG(1000 + k + RANDOM() + n * 0) FROM generate_series(1, {series}) k) FROM generate_series(1, {runs}) n;"""


def main():
    options = argparse.ArgumentParser()
    options.add_argument("perfolio")
    for name, value in (("repositories", 100), ("series", 100), ("runs", 1000)):
        options.add_argument(f"--{name}", type=int, default=value)
    o = options.parse_args()
    pg.skip_without()
    perfolio, folder, server = pathlib.Path(o.perfolio).resolve(), pathlib.Path(tempfile.mkdtemp(prefix="perfolio-scale-")), pg.Server(["shared_buffers=512MB", "max_wal_size=4GB"])
    try:
        base = server.database("many").split("?")[0]
        address = lambda i: f"{base}?sslmode=disable&options=-csearch_path%3Drepo_{i}"  # noqa: E731
        last = f"v1.{o.runs // 20 - 1}.0"
        (folder / "r.json").write_text('[{"name":"group1/bench_1","unit":"ns","value":1000.5}]')
        for stage in (o.repositories // 4, o.repositories):
            made, done = [], int(server.sql("many", "SELECT COUNT(*) FROM pg_namespace WHERE nspname LIKE 'repo_%'"))
            begin = time.monotonic()
            for i in range(done, stage):
                server.sql("many", f"CREATE SCHEMA repo_{i}")
                made.append(spent([perfolio, "database", "init", address(i)], folder))
                server.sql("many", filled(f"repo_{i}", o.series, o.runs))
            took = time.monotonic() - begin
            server.sql("many", "ANALYZE")
            points = stage * o.series * o.runs
            size = int(server.sql("many", "SELECT pg_database_size('many')"))
            catalog = int(server.sql("many", "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace"))
            timed = lambda *words: statistics.median(spent([perfolio, words[0], *words[1:], "--repo-dir", "none"], folder) for _ in range(3))  # noqa: E731
            print(f"{stage} repositories, {points / 1e6:.1f} M points, filled in {took:.0f} s: {size / 1e6:.0f} MB ({size / points:.1f} bytes a point), of it catalogue {catalog / 1e6:.0f} MB; "
                  f"init {statistics.median(made) * 1000:.0f} ms, show of one {timed('show', address(1)) * 1000:.0f} ms, of its two newest releases {timed('show', address(1), '--since', last) * 1000:.0f} ms, "
                  f"record {timed('record', 'r.json', '--history', address(0), '--commit', 'a' * 40, '--allow-duplicate') * 1000:.0f} ms", flush=True)
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
