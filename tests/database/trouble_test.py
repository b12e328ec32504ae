#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""trouble_test.py PERFOLIO: many writers, lost connections, killed servers and clients, and every refusal, with a database."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

import server as pg

PERFOLIO = pathlib.Path(sys.argv[1]).resolve()
SAID = []  # all that was ever printed: looked through for passwords at the end


def commit(number):
    return f"{number:040x}"


def lines(first, runs, results, writer=0):
    out = []
    for i in range(first, first + runs):
        measured = [{"benchmark": f"shared/{k}", "metric": "time", "value": i + k / 8, "unit": "ns", "better": "lower"} for k in range(results)]
        measured.append({"benchmark": f"own/{writer}", "metric": "time", "value": i, "unit": "ns", "better": "lower"})
        out.append(json.dumps({"schema": "perfolio/1", "commit": commit(i), "date": "2026-02-20T12:00:00Z", "suite": "s", "environment": {"cpu": f"{writer % 3}"}, "results": measured}) + "\n")
    return "".join(out)


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="perfolio-db-"))
        (cls.folder / "one.jsonl").write_text(lines(1, 1, 20) )
        (cls.folder / "three.jsonl").write_text(lines(1, 3, 20))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def environment(self, **more):
        return {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"PGPASSFILE": "/nonexistent", "PGSERVICEFILE": "/nonexistent"} | more

    def start(self, *words, **more):
        return subprocess.Popen([PERFOLIO, *map(str, words)], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment(**more))

    def run_it(self, *words, code=0, **more):
        done = subprocess.run([PERFOLIO, *map(str, words)], cwd=self.folder, capture_output=True, text=True, check=False, env=self.environment(**more), timeout=120)
        SAID.extend((done.stdout, done.stderr))
        if code is not None:
            self.assertEqual(done.returncode, code, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def fresh(self, name="h"):
        address = SERVER.database(name)
        self.run_it("database", "init", address)
        return address

    def record(self, history, source="three.jsonl", *flags, **more):
        return self.run_it("record", source, "--history", history, "--repo-dir", "none", *flags, **more)

    def runs(self, name="h"):
        return SERVER.sql(name, "SELECT commit_id, COUNT(*), MIN(CARDINALITY(amounts)) FROM perfolio_run GROUP BY 1 ORDER BY 1").splitlines()


class Writers(Base):
    def test_many_at_once_lose_nothing_and_double_nothing(self):
        address = self.fresh()
        writers, each = 16, 4
        for w in range(writers):
            (self.folder / f"w{w}.jsonl").write_text(lines(1000 * (w + 1), each, 30, w))
        # Each twice at once: the second finds what the first did, or waits for it.
        started = [self.start("record", f"w{w}.jsonl", "--history", address, "--repo-dir", "none", "--skip-duplicates") for w in range(writers) for _ in range(2)]
        outcomes = [(p.communicate(), p.returncode) for p in started]
        self.assertEqual({code for _, code in outcomes}, {0}, outcomes)
        self.assertEqual(self.runs(), [f"{commit(1000 * (w + 1) + i)}|1|31" for w in range(writers) for i in range(each)])
        self.assertEqual(SERVER.sql("h", "SELECT COUNT(*), COUNT(DISTINCT benchmark) FROM perfolio_series"), f"{30 + writers}|{30 + writers}")
        self.assertEqual(sum("recorded nothing" in out for (out, _), _ in outcomes), writers)

    def test_of_many_that_record_the_same_run_one_does_and_the_others_are_refused(self):
        address = self.fresh()
        started = [self.start("record", "one.jsonl", "--history", address, "--repo-dir", "none") for _ in range(12)]
        codes = sorted((p.communicate(), p.returncode)[1] for p in started)
        self.assertEqual(codes, [0] + [2] * 11)
        self.assertEqual(self.runs(), [f"{commit(1)}|1|21"])

    def test_runs_without_a_commit_are_one_by_what_they_measured(self):
        address = self.fresh()
        text = lines(1, 1, 5).replace(f'"commit": "{commit(1)}", ', "")
        (self.folder / "nameless.jsonl").write_text(text)
        started = [self.start("record", "nameless.jsonl", "--history", address, "--repo-dir", "none", "--skip-duplicates") for _ in range(8)]
        self.assertEqual({(p.communicate(), p.returncode)[1] for p in started}, {0})
        self.assertEqual(self.runs(), ["|1|6"])

    def test_tables_made_by_many_at_once_are_made_once(self):
        address = SERVER.database("h")
        started = [self.start("database", "init", address) for _ in range(8)]
        outcomes = [(p.communicate(), p.returncode) for p in started]
        self.assertEqual({code for _, code in outcomes}, {0}, outcomes)
        self.assertEqual(SERVER.sql("h", "SELECT version FROM perfolio_schema"), "1")
        self.record(address)


class Lost(Base):
    def pieces(self, history):
        """How many pieces a client sends that records."""
        seen = []
        proxy = pg.Proxy(SERVER.port, lambda n, piece: seen.append(piece))
        self.record(history.replace(f":{SERVER.port}/", f":{proxy.port}/"))
        proxy.close()
        return seen

    def test_a_connection_lost_at_any_moment_loses_nothing_and_doubles_nothing(self):
        address = self.fresh()
        pieces = self.pieces(address)
        self.assertGreater(len(pieces), 10)
        commits = [i + 1 for i, piece in enumerate(pieces) if b"COMMIT" in piece]
        self.assertEqual(len(commits), 1)
        told = 0
        for what in ("drop", "cut"):
            for at in range(1, len(pieces) + 1):
                SERVER.sql("h", "TRUNCATE perfolio_run, perfolio_shape, perfolio_series, perfolio_environment, perfolio_key")
                proxy = pg.Proxy(SERVER.port, lambda n, piece, at=at, what=what: what if n == at else None)
                done = self.record(address.replace(f":{SERVER.port}/", f":{proxy.port}/"), "three.jsonl", "-v", code=None)
                proxy.close()
                if done.returncode == 3:
                    # Never connected: nothing was begun.
                    self.assertLessEqual(at, 2, done.stderr)
                    self.assertEqual(self.runs(), [])
                    continue
                self.assertEqual(done.returncode, 0, f"{what} {at}: {done.stderr}")
                self.assertEqual(self.runs(), [f"{commit(i)}|1|21" for i in (1, 2, 3)], f"{what} {at}")
                self.assertIn("recorded 63 results of 3 runs", done.stdout)
                told += "try 2 of 5" in done.stderr
        self.assertGreater(told, len(pieces))

    def test_a_client_killed_at_any_moment_leaves_all_or_nothing_and_can_be_run_again(self):
        address = self.fresh()
        count = len(self.pieces(address))
        seen = set()
        for at in range(1, count + 1):
            SERVER.sql("h", "TRUNCATE perfolio_run, perfolio_shape, perfolio_series, perfolio_environment, perfolio_key")
            client = []

            def watch(n, piece, at=at, client=client):
                if n == at:
                    client[0].kill()
                    return "cut"  # what was sent arrives all the same
                return None

            proxy = pg.Proxy(SERVER.port, watch)
            ready = threading.Event()
            original = proxy.watch
            proxy.watch = lambda n, piece: (ready.wait(10), original(n, piece))[1]
            client.append(self.start("record", "three.jsonl", "--history", address.replace(f":{SERVER.port}/", f":{proxy.port}/"), "--repo-dir", "none"))
            ready.set()
            client[0].communicate()
            proxy.close()
            # With its last words it says goodbye, and may have ended of itself.
            self.assertIn(client[0].returncode, (-9, 0) if at >= count - 1 else (-9,))
            SERVER.sql("h", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'h' AND application_name = 'perfolio' AND state <> 'active'")
            left = len(self.runs())
            self.assertIn(left, (0, 3), at)
            seen.add(left)
            self.record(address, "three.jsonl", "--skip-duplicates")
            self.assertEqual(self.runs(), [f"{commit(i)}|1|21" for i in (1, 2, 3)], at)
        self.assertEqual(seen, {0, 3})

    def test_a_server_killed_before_and_after_the_commit_loses_nothing_and_doubles_nothing(self):
        for before in (True, False):
            address = self.fresh()
            done = threading.Event()

            def watch(n, piece, before=before, done=done):
                if b"COMMIT" not in piece or done.is_set():
                    return None
                done.set()
                threading.Thread(target=lambda: (SERVER.stop("immediate"), SERVER.start()) if before else None).start()
                return "drop" if before else "cut"

            proxy = pg.Proxy(SERVER.port, watch)
            said = self.record(address.replace(f":{SERVER.port}/", f":{proxy.port}/"), "three.jsonl", "-v")
            proxy.close()
            self.assertTrue(done.is_set())
            self.assertIn("recorded 63 results of 3 runs", said.stdout)
            self.assertIn("try 2 of 5", said.stderr)
            self.assertEqual(self.runs(), [f"{commit(i)}|1|21" for i in (1, 2, 3)])

    def test_a_server_process_that_is_ended_in_the_middle_is_said_with_v_and_met_by_another_try(self):
        address = self.fresh()
        ended = []

        def watch(n, piece):
            if b"perfolio_key" in piece and not ended:
                ended.append(SERVER.sql("postgres", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'h'"))
            return None

        proxy = pg.Proxy(SERVER.port, watch)
        said = self.record(address.replace(f":{SERVER.port}/", f":{proxy.port}/"), "three.jsonl", "-v")
        proxy.close()
        self.assertIn("try 2 of 5", said.stderr)
        self.assertEqual(len(self.runs()), 3)

    def test_reading_is_refused_in_one_line_when_the_server_goes_away(self):
        address = self.fresh()
        self.record(address)
        proxy = pg.Proxy(SERVER.port, lambda n, piece: "drop" if b"amounts" in piece else None)
        said = self.run_it("show", address.replace(f":{SERVER.port}/", f":{proxy.port}/"), "--repo-dir", "none", code=3)
        proxy.close()
        self.assertRegex(said.stderr, r"\Aperfolio: postgresql://127\.0\.0\.1:\d+/h: [^\n]+\nhint: [^\n]+\n\Z")


class Refusals(Base):
    def refused(self, history, pattern, *words, code=3, **more):
        """One line that names host and database, one of what to do; and the same of reading."""
        said = self.run_it(*(words or ("record", "three.jsonl", "--history", history, "--repo-dir", "none")), code=code, **more)
        self.assertRegex(said.stderr, r"\Aperfolio: [^\n]+\nhint: [^\n]+\n\Z")
        self.assertRegex(said.stderr, pattern)
        self.assertEqual(said.stdout, "")
        return said.stderr

    def of(self, user, database, password=None, query=""):
        return f"postgresql://{user}{':' + password if password else ''}@127.0.0.1:{SERVER.port}/{database}{query}"

    def test_a_server_that_is_away(self):
        self.refused(f"postgresql://x@127.0.0.1:{pg.free_port()}/h", r"perfolio: postgresql://127\.0\.0\.1:\d+/h: .*refused")
        self.refused("postgresql://x@no-such-host.invalid/h", r"postgresql://no-such-host\.invalid/h: ", "show", "postgresql://x@no-such-host.invalid/h")

    def test_a_database_that_is_not_there(self):
        self.refused(self.of("postgres", "nowhere"), r'/nowhere: .*"nowhere" does not exist\nhint: createdb')

    def test_a_wrong_password_and_none(self):
        self.fresh()
        self.refused(self.of("pw", "h"), r"/h: .*no password(?s:.)*PGPASSFILE")
        wrong = self.refused(self.of("pw", "h", "Wr0ng-" + pg.PASSWORD), r"/h: .*password authentication failed")
        self.assertNotIn("Wr0ng", wrong)
        self.refused(self.of("pw", "h"), r"/h: .*password authentication failed", PGPASSWORD="Wr0ng-" + pg.PASSWORD)

    def test_tls_that_is_demanded(self):
        self.fresh()
        self.refused(self.of("tls", "h", pg.PASSWORD, "?sslmode=disable"), r"/h: .*(encryption|rejects)(?s:.)*hint: sslmode=require")
        self.refused(self.of("tls", "h", pg.PASSWORD, "?sslmode=verify-full"), r"/h: .*root certificate(?s:.)*sslrootcert")
        said = self.run_it("database", "check", self.of("tls", "h", pg.PASSWORD, "?sslmode=require"), code=None)
        self.assertIn("permission denied", said.stderr)  # so far as to be let in

    def test_tables_that_are_not_there_too_old_or_too_new(self):
        address = SERVER.database("h")
        self.refused(address, r"/h: there are no tables of perfolio\nhint: `perfolio database init")
        self.refused(address, r"/h: there are no tables", "show", address)
        self.refused(address, r"/h: there are no tables", "database", "migrate", address)
        self.run_it("database", "init", address)
        SERVER.sql("h", "UPDATE perfolio_schema SET version = 99")
        self.refused(address, r"/h: the tables are of version 99, and this perfolio knows \d+\nhint: a newer perfolio")
        self.refused(address, r"/h: the tables are of version 99", "report", address, "--repo-dir", "none")
        for work in ("init", "migrate"):
            self.refused(address, r"/h: the tables are of version 99", "database", work, address)
        said = self.run_it("database", "check", address, code=3)
        self.assertIn("tables are too new", said.stderr)
        SERVER.sql("h", "UPDATE perfolio_schema SET version = -1")
        self.refused(address, r"/h: ")

    def test_a_table_that_is_not_ours(self):
        address = SERVER.database("h")
        for made in ("CREATE TABLE perfolio_schema (x TEXT)", "CREATE TABLE perfolio_schema (version TEXT); INSERT INTO perfolio_schema VALUES ('1')",
                     "CREATE TABLE perfolio_schema (version INTEGER); INSERT INTO perfolio_schema VALUES (1)"):
            SERVER.sql("h", "DROP TABLE IF EXISTS perfolio_schema;" + made)
            for words in (("database", "init", address), ("show", address), ("record", "one.jsonl", "--history", address, "--repo-dir", "none")):
                self.refused(address, r"/h: the table perfolio_schema is not perfolio's\nhint: another database", *words)
        SERVER.sql("h", "DROP TABLE perfolio_schema; CREATE TABLE perfolio_run (id INTEGER)")
        self.refused(address, r'/h: relation "perfolio_run" already exists', "database", "init", address) if False else None
        said = self.run_it("database", "init", address, code=3)
        self.assertIn("perfolio_run", said.stderr)
        self.assertEqual(SERVER.sql("h", "SELECT COUNT(*) FROM information_schema.tables WHERE table_name LIKE 'perfolio%'"), "1")  # nothing half-made

    def test_permission_that_is_missing(self):
        self.fresh()
        guest = self.of("guest", "h")
        self.refused(guest, r"/h: permission denied for table perfolio_schema\nhint: GRANT")
        SERVER.sql("h", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
        self.refused(guest, r"/h: permission denied for table perfolio_environment\nhint: GRANT")
        self.refused(guest, r"permission denied|must be owner", "database", "init", self.of("guest", "postgres"))
        self.assertEqual(self.runs(), [])

    def test_a_statement_that_takes_too_long(self):
        address = self.fresh()
        self.record(address, "one.jsonl")
        with_timeout = self.of("postgres", "h", None, "?options=-cstatement_timeout%3D200")
        locked = subprocess.Popen([pg.binaries() / "psql", "-X", "-h", SERVER.folder, "-p", str(SERVER.port), "-U", "postgres", "-d", "h"], stdin=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
        locked.stdin.write("BEGIN; LOCK TABLE perfolio_run IN ACCESS EXCLUSIVE MODE;\n\\! touch '" + str(self.folder / "locked") + "'\n")
        locked.stdin.flush()
        while not (self.folder / "locked").exists():
            pass
        self.refused(with_timeout, r"/h: canceling statement due to statement timeout\nhint: statement_timeout")
        self.refused(with_timeout, r"/h: canceling statement due to statement timeout", "show", with_timeout, "--repo-dir", "none")
        locked.communicate("ROLLBACK;\n")
        self.assertEqual(self.runs(), [f"{commit(1)}|1|21"])

    def test_an_encoding_that_cannot_keep_every_name(self):
        SERVER.sql("postgres", "DROP DATABASE IF EXISTS latin")
        SERVER.sql("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        self.refused("", r"/latin: the database keeps texts as LATIN1", "database", "init", self.of("postgres", "latin"))

    def test_addresses_that_cannot_be_read_are_refused_without_their_words(self):
        secret = pg.PASSWORD
        for address in (f"postgresql://u:{secret}@x@127.0.0.1/h", f"postgresql://u:{secret}/y@127.0.0.1/h", f"postgresql://u:{secret}%zz@127.0.0.1/h",
                        f"postgresql://127.0.0.1/h?passwort={secret}", f"service=x password='{secret}", f"postgresql://u:{secret}@127.0.0.1:{secret}/h"):
            for words in (("show", address), ("record", "one.jsonl", "--history", address, "--repo-dir", "none"), ("database", "check", address),
                          ("show", address, address + "/x", "--no-such-flag"), ("database", address), ("nothing", address)):
                said = self.run_it(*words, code=None)
                self.assertIn(said.returncode, (2, 3), said.stderr)
                self.assertLessEqual(said.stderr.count("\n"), 2)


class Passwords(Base):
    def test_a_password_is_taken_from_libpqs_own_files_and_is_in_nothing_that_is_written(self):
        self.fresh()
        SERVER.sql("h", "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO pw")
        passfile = self.folder / "pass"
        passfile.write_text(f"127.0.0.1:{SERVER.port}:h:pw:{pg.PASSWORD}\n")
        passfile.chmod(0o600)
        services = self.folder / "services"
        services.write_text(f"[bench]\nhost=127.0.0.1\nport={SERVER.port}\ndbname=h\nuser=pw\npassword={pg.PASSWORD}\n")
        plain = f"postgresql://pw@127.0.0.1:{SERVER.port}/h"
        loud = f"postgresql://pw:{pg.PASSWORD}@127.0.0.1:{SERVER.port}/h?password={pg.PASSWORD}"
        for address, more in ((plain, {"PGPASSFILE": str(passfile)}), (plain, {"PGPASSWORD": pg.PASSWORD}), ("service=bench", {"PGSERVICEFILE": str(services)}), (loud, {})):
            self.record(address, "three.jsonl", "-v", "--skip-duplicates", **more)
            shutil.rmtree(self.folder / "out", ignore_errors=True)
            self.run_it("report", address, "-o", "out", "--by", "run", "--attach", "all", "-v", "--repo-dir", "none", **more)
            self.run_it("show", address, "--repo-dir", "none", "--by", "source", **more)
            self.run_it("database", "check", address, **more)
            self.run_it("export", address, "--repo-dir", "none", **more)
            files = [p for p in (self.folder / "out").rglob("*") if p.is_file()]
            self.assertGreater(len(files), 5)
            for file in files:
                text = file.read_bytes()
                if file.suffix == ".pdf" and shutil.which("pdftotext"):
                    text += subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout
                self.assertNotIn(pg.PASSWORD.encode(), text, file)

    def test_nothing_that_was_printed_holds_a_password(self):
        self.assertGreater(len(SAID), 50)
        for text in SAID:
            self.assertNotIn(pg.PASSWORD, text)


def load_tests(loader, standard, pattern):
    """The passwords last: they look at what all others printed."""
    suite = unittest.TestSuite()
    for case in (Writers, Lost, Refusals, Passwords):
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    pg.main(sys.modules[__name__])
