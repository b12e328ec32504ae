# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""A PostgreSQL server of the tests' own, in a temporary folder, and what stands between it and perfolio."""
import glob
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

SKIPPED = 77
PASSWORD = "s3cret-Pa55w0rd"
SOURCE = pathlib.Path(__file__).resolve().parents[2]


def binaries():
    """The folder of initdb, or None."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4]))
    here = found[-1] if found else shutil.which("initdb")
    return pathlib.Path(here).resolve().parent if here else None


def skip_without():
    """Ends the test, saying why, where there is no PostgreSQL."""
    if binaries() is None:
        print("skipped: no PostgreSQL here (Debian: postgresql)")
        sys.exit(SKIPPED)
    if os.getuid() == 0 and not shutil.which("runuser"):
        print("skipped: PostgreSQL does not run as root, and there is no runuser")
        sys.exit(SKIPPED)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """On a Unix socket, where everybody may enter, and on loopback: `pw` with a password, `tls` by TLS too, others as they are."""

    def __init__(self, settings=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="perfolio-pg-"))
        self.port = free_port()
        self.data = self.folder / "data"
        self.settings = list(settings)
        self.user = None
        if os.getuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self.user)
        self.folder.chmod(0o755)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        self._program("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync",
                      "--no-instructions")
        self._as("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout",
                 self.data / "server.key", "-out", self.data / "server.crt")
        hba = "local all all trust\nhostssl all tls all scram-sha-256\nhostnossl all tls all reject\nhost all pw all scram-sha-256\nhost all all all trust\n"
        (self.data / "pg_hba.conf").write_text(hba)
        self.start()
        self.sql("postgres", f"CREATE ROLE pw LOGIN PASSWORD '{PASSWORD}'; CREATE ROLE tls LOGIN PASSWORD '{PASSWORD}'; CREATE ROLE guest LOGIN")

    def _as(self, *words, check=True):
        words = [str(w) for w in words]
        if self.user:
            words = ["runuser", "-u", self.user, "--"] + words
        done = subprocess.run(words, capture_output=True, text=True, env=self.environment, cwd="/", check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def _program(self, name, *words, check=True):
        return self._as(binaries() / name, *words, check=check)

    def start(self):
        settings = ["fsync=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", "ssl=on", "max_connections=120",
                    "shared_buffers=64MB"] + self.settings
        words = " ".join(f"-c {s}" for s in settings)
        # Its output goes to a file: a pipe that the server keeps open would never end.
        self._as("sh", "-c", f"'{binaries()}/pg_ctl' -D '{self.data}' -l '{self.folder}/log' -o '-p {self.port} {words}' -w -t 60 start >/dev/null 2>&1")

    def stop(self, how="fast"):
        self._program("pg_ctl", "-D", self.data, "-m", how, "-w", "stop", check=False)

    def close(self):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, database, text):
        """What psql prints, a line for each row, columns parted by |."""
        done = subprocess.run([binaries() / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port),
                               "-U", "postgres", "-d", database, "-f", "-"], input=text, capture_output=True, text=True,
                              env=self.environment, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def database(self, name):
        self.sql("postgres", f'DROP DATABASE IF EXISTS "{name}"')
        self.sql("postgres", f'CREATE DATABASE "{name}"')
        return self.address(name)

    def address(self, database, user="postgres", port=None):
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}?sslmode=disable"


class Proxy:
    """Hands bytes on between one client after the other and a server. `watch(n, bytes)` is told of the nth piece of the client, and
    says what becomes of it: None, "drop" (both sides are closed before the server sees it) or "cut" (after: the answer is lost)."""

    def __init__(self, port, watch):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.target, self.watch, self.pieces = port, watch, 0
        self.received = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()
            return
        cut = threading.Event()
        threading.Thread(target=self._back, args=(server, client, cut), daemon=True).start()
        try:
            while piece := client.recv(1 << 16):
                self.pieces += 1
                what = self.watch(self.pieces, piece)
                if what == "cut":
                    cut.set()
                if what != "drop":
                    server.sendall(piece)
                if what == "cut":
                    server.settimeout(5)
                    cut.wait(0.05)
                if what:
                    break
        except OSError:
            pass
        for side in (client, server):
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            side.close()

    def _back(self, server, client, cut):
        try:
            while piece := server.recv(1 << 18):
                self.received += len(piece)
                if cut.is_set():
                    continue
                client.sendall(piece)
        except OSError:
            pass
        try:
            client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self):
        self.listener.close()


def main(tests):
    """Runs the tests of the module `tests` with a server of their own, which they know as SERVER."""
    skip_without()
    tests.SERVER = Server()
    try:
        result = unittest.main(tests, argv=[sys.argv[0], *sys.argv[2:]], exit=False, verbosity=1).result
    finally:
        tests.SERVER.close()
    sys.exit(0 if result.wasSuccessful() else 1)
