#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""A release host of our own on the loopback: releases, assets and the git data API, with state, true object ids, and
faults on order. Standard library only.

A fault is a function (Call) -> action or None, asked for each request before it is carried out. Actions:
  {"status": 502, "headers": {...}, "body": b"..."}   answered so, nothing is done
  {..., "done": True}                                 done, and then answered so
  "drop" / "drop-done"                                the connection ends without an answer, nothing is done / all is
  "cut"                                               the answer ends in the middle of its body
  "starter"                                           an upload leaves a stump and is answered 502
"""
import base64
import hashlib
import http.server
import json
import re
import socket
import ssl
import threading
import time
import urllib.parse

OWNER = "/repos/example/atlas"


def object_id(kind, content):
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content).hexdigest()


class Call:
    """One request as it came."""

    def __init__(self, number, method, target, headers, body):
        self.number, self.method, self.target, self.headers, self.body = number, method, target, headers, body
        parsed = urllib.parse.urlsplit(target)
        self.path, self.query = parsed.path, dict(urllib.parse.parse_qsl(parsed.query))

    def __repr__(self):
        return f"{self.method} {self.target}"

    def is_write(self):
        return self.method != "GET"


class Fake:
    def __init__(self, prefix="", page=100):
        self.prefix, self.page = prefix, page
        self.releases, self.assets, self.refs, self.trees, self.commits, self.blobs = {}, {}, {}, {}, {}, {}
        self.calls, self.faults, self.watch = [], [], None
        self.next_id = 1000
        self.lock = threading.RLock()
        self.digests = True
        self.origin = ""
        self.upload_origin = None
        self.moved = False  # the repository was renamed: its old path answers 301

    # ---- state, as tests set and read it ----

    def new_id(self):
        self.next_id += 1
        return self.next_id

    def add_release(self, tag, body=None, draft=False, immutable=False):
        number = self.new_id()
        self.releases[number] = {"tag_name": tag, "name": tag, "body": body, "draft": draft, "immutable": immutable}
        return number

    def add_asset(self, release, name, content, state="uploaded", created="2026-01-01T00:00:00Z", kind="application/octet-stream"):
        number = self.new_id()
        self.assets[number] = {"release": release, "name": name, "content": content, "state": state,
                               "created_at": created, "content_type": kind}
        return number

    def names(self, release):
        return {a["name"]: a for a in self.assets.values() if a["release"] == release}

    def tree_files(self, tree, prefix=""):
        files = {}
        for entry in self.trees[tree]:
            path = prefix + entry["path"]
            if entry["type"] == "tree":
                files.update(self.tree_files(entry["sha"], path + "/"))
            else:
                files[path] = self.blobs[entry["sha"]]
        return files

    def branch_files(self, branch="perfolio"):
        return self.tree_files(self.commits[self.refs["heads/" + branch]]["tree"])

    def writes(self):
        return [call for call in self.calls if call.is_write()]

    # ---- answers ----

    def uploads_url(self, number):
        return f"{self.upload_origin or self.origin}{self.prefix}{OWNER}/releases/{number}/assets{{?name,label}}"

    def release_json(self, number):
        release = self.releases[number]
        return {"id": number, "url": f"{self.origin}{self.prefix}{OWNER}/releases/{number}", "node_id": "R", "draft": release["draft"],
                "html_url": f"{self.origin}/example/atlas/releases/tag/{release['tag_name']}",
                "prerelease": False, "immutable": release["immutable"], "tag_name": release["tag_name"],
                "name": release["name"], "body": release["body"], "upload_url": self.uploads_url(number),
                "author": {"login": "somebody", "id": 1}, "assets": []}

    def asset_json(self, number):
        asset = self.assets[number]
        digest = "sha256:" + hashlib.sha256(asset["content"]).hexdigest()
        return {"id": number, "name": asset["name"], "label": "", "state": asset["state"], "size": len(asset["content"]),
                "content_type": asset["content_type"], "digest": digest if self.digests and asset["state"] == "uploaded" else None,
                "created_at": asset["created_at"], "uploader": {"login": "somebody", "id": 1}}

    def paged(self, call, items):
        per_page, page = min(int(call.query.get("per_page", 30)), self.page), int(call.query.get("page", 1))
        headers = {}
        if page * per_page < len(items):
            headers["Link"] = f'<{self.origin}{call.path}?per_page={per_page}&page={page + 1}>; rel="next", <{self.origin}{call.path}?page=9>; rel="last"'
        return 200, items[(page - 1) * per_page:page * per_page], headers

    def answer(self, call):
        """(status, JSON or None, headers) of a request carried out."""
        path = call.path
        if not path.startswith(self.prefix):
            return self.not_found()
        path = path[len(self.prefix):]
        if self.moved and path.startswith(OWNER):
            return 301, {"message": "Moved Permanently"}, {"Location": f"{self.origin}{self.prefix}/repositories/7{path[len(OWNER):]}" +
                                                            ("?" + urllib.parse.urlsplit(call.target).query if call.query else "")}
        path = re.sub("^/repositories/7", OWNER, path)
        for method, pattern, action in ROUTES:
            match = re.fullmatch(OWNER + pattern, path)
            if match and method == call.method:
                return action(self, call, *map(urllib.parse.unquote, match.groups()))
        return self.not_found()

    @staticmethod
    def not_found():
        return 404, {"message": "Not Found", "documentation_url": "", "status": "404"}, {}

    @staticmethod
    def invalid(code, field="name", message="Validation Failed"):
        return 422, {"message": message, "errors": [{"resource": "ReleaseAsset", "code": code, "field": field}]}, {}

    def by_tag(self, call, tag):
        for number, release in self.releases.items():
            if release["tag_name"] == tag and not release["draft"]:
                return 200, self.release_json(number), {}
        return self.not_found()

    def list_releases(self, call):
        return self.paged(call, [self.release_json(n) for n in sorted(self.releases, reverse=True)])

    def get_release(self, call, number):
        return (200, self.release_json(int(number)), {}) if int(number) in self.releases else self.not_found()

    def create_release(self, call):
        wanted = json.loads(call.body)
        if "tag_name" not in wanted:
            return self.invalid("missing_field", "tag_name")
        number = self.add_release(wanted["tag_name"], wanted.get("body"), wanted.get("draft", False))
        return 201, self.release_json(number), {}

    def change_release(self, call, number):
        if int(number) not in self.releases:
            return self.not_found()
        wanted = json.loads(call.body)
        if len(wanted.get("body", "")) > 125000:
            return self.invalid("custom", "body", "body is too long (maximum is 125000 characters)")
        self.releases[int(number)].update(wanted)
        return 200, self.release_json(int(number)), {}

    def list_assets(self, call, number):
        return self.paged(call, [self.asset_json(n) for n in sorted(self.assets) if self.assets[n]["release"] == int(number)])

    def upload(self, call, number, state="uploaded"):
        name, number = call.query.get("name", ""), int(number)
        if number not in self.releases:
            return self.not_found()
        if self.releases[number]["immutable"]:
            return self.invalid("custom", "name", "Cannot upload assets to an immutable release.")
        if name in self.names(number):
            return self.invalid("already_exists")
        name = re.sub("[^A-Za-z0-9._-]", ".", name)
        made = self.add_asset(number, name, call.body, state, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                              call.headers.get("Content-Type"))
        return 201, self.asset_json(made), {}

    def rename_asset(self, call, number):
        asset = self.assets.get(int(number))
        if asset is None:
            return self.not_found()
        name = json.loads(call.body)["name"]
        other = self.names(asset["release"]).get(name)
        if other is not None and other is not asset:
            return self.invalid("already_exists")
        asset["name"] = name
        return 200, self.asset_json(int(number)), {}

    def delete_asset(self, call, number):
        return (204, None, {}) if self.assets.pop(int(number), None) else self.not_found()

    def get_ref(self, call, name):
        if name not in self.refs:
            return self.not_found()
        return 200, {"ref": "refs/" + name, "object": {"type": "commit", "sha": self.refs[name]}}, {}

    def get_commit(self, call, sha):
        if sha not in self.commits:
            return self.not_found()
        return 200, {"sha": sha, "tree": {"sha": self.commits[sha]["tree"]}, "parents": []}, {}

    def get_tree(self, call, sha):
        return (200, {"sha": sha, "tree": self.trees[sha], "truncated": False}, {}) if sha in self.trees else self.not_found()

    def make_blob(self, call):
        wanted = json.loads(call.body)
        content = base64.b64decode(wanted["content"], validate=True) if wanted["encoding"] == "base64" else wanted["content"].encode()
        return 201, {"sha": self.keep_blob(content)}, {}

    def keep_blob(self, content):
        sha = object_id("blob", content)
        self.blobs[sha] = content
        return sha

    def keep_tree(self, entries):
        """entries: name -> (mode, type, sha)."""
        ordered = sorted(entries.items(), key=lambda item: item[0] + ("/" if item[1][1] == "tree" else ""))
        content = b"".join(f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(sha) for name, (mode, kind, sha) in ordered)
        tree = object_id("tree", content)
        self.trees[tree] = [{"path": name, "mode": mode, "type": kind, "sha": sha} for name, (mode, kind, sha) in ordered]
        return tree

    def nested(self, files, base=None):
        """files: path -> (mode, type, sha), put over the tree `base`."""
        entries = {e["path"]: (e["mode"], e["type"], e["sha"]) for e in self.trees.get(base, [])}
        below = {}
        for path, entry in files.items():
            first, _, rest = path.partition("/")
            if rest:
                below.setdefault(first, {})[rest] = entry
            else:
                entries[first] = entry
        for name, inner in below.items():
            old = entries.get(name)
            entries[name] = ("040000", "tree", self.nested(inner, old[2] if old and old[1] == "tree" else None))
        return self.keep_tree(entries)

    def make_tree(self, call):
        wanted, files = json.loads(call.body), {}
        if "base_tree" in wanted and wanted["base_tree"] not in self.trees:
            return self.not_found()
        for entry in wanted["tree"]:
            sha = self.keep_blob(entry["content"].encode()) if "content" in entry else entry["sha"]
            if sha not in self.blobs and sha not in self.trees:
                return self.invalid("invalid", "sha", "tree.sha does not exist")
            files[entry["path"]] = (entry["mode"], entry["type"], sha)
        tree = self.nested(files, wanted.get("base_tree"))
        return 201, {"sha": tree, "tree": self.trees[tree]}, {}

    def make_commit(self, call):
        wanted = json.loads(call.body)
        content = f"tree {wanted['tree']}\n{wanted['parents']}\n{len(self.commits)}\n\n{wanted['message']}".encode()
        sha = object_id("commit", content)
        self.commits[sha] = wanted
        return 201, {"sha": sha, "tree": {"sha": wanted["tree"]}}, {}

    def make_ref(self, call):
        wanted = json.loads(call.body)
        name = wanted["ref"][len("refs/"):]
        if name in self.refs:
            return self.invalid("custom", "ref", "Reference already exists")
        self.refs[name] = wanted["sha"]
        return 201, {"ref": wanted["ref"], "object": {"type": "commit", "sha": wanted["sha"]}}, {}

    def move_ref(self, call, name):
        wanted = json.loads(call.body)
        if self.refs.get(name) not in self.commits[wanted["sha"]]["parents"] and self.refs.get(name) != wanted["sha"]:
            return self.invalid("custom", "sha", "Update is not a fast forward")
        self.refs[name] = wanted["sha"]
        return 200, {"ref": "refs/" + name, "object": {"type": "commit", "sha": wanted["sha"]}}, {}


ROUTES = [
    ("GET", "/releases/tags/([^/]+)", Fake.by_tag), ("GET", "/releases", Fake.list_releases),
    ("POST", "/releases", Fake.create_release), ("GET", r"/releases/(\d+)", Fake.get_release),
    ("PATCH", r"/releases/(\d+)", Fake.change_release), ("GET", r"/releases/(\d+)/assets", Fake.list_assets),
    ("POST", r"/releases/(\d+)/assets", Fake.upload), ("PATCH", r"/releases/assets/(\d+)", Fake.rename_asset),
    ("DELETE", r"/releases/assets/(\d+)", Fake.delete_asset), ("GET", "/git/ref/(heads/.+)", Fake.get_ref),
    ("GET", "/git/commits/([0-9a-f]+)", Fake.get_commit), ("GET", "/git/trees/([0-9a-f]+)", Fake.get_tree),
    ("POST", "/git/blobs", Fake.make_blob), ("POST", "/git/trees", Fake.make_tree), ("POST", "/git/commits", Fake.make_commit),
    ("POST", "/git/refs", Fake.make_ref), ("PATCH", "/git/refs/(heads/.+)", Fake.move_ref),
]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def handle_one(self):
        fake = self.server.fake
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        except OSError:
            body = b""
        with fake.lock:
            call = Call(len(fake.calls) + 1, self.command, self.path, dict(self.headers), body)
            fake.calls.append(call)
            action = next((a for a in (fault(call) for fault in fake.faults) if a is not None), None)
            if action is None or action == "drop-done" or action == "cut" or (isinstance(action, dict) and action.get("done")):
                status, value, headers = fake.answer(call)
            if action == "starter":
                release = re.search(r"/releases/(\d+)/assets", call.path).group(1)
                fake.upload(call, release, "starter")
                action = {"status": 502, "body": b"{}"}
            if fake.watch:
                fake.watch(call)
        if action in ("drop", "drop-done"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if isinstance(action, dict):
            self.reply(action["status"], action.get("body", b""), {"Content-Type": "application/json", **action.get("headers", {})})
            return
        content = b"" if value is None else json.dumps(value).encode()
        self.reply(status, content, {"Content-Type": "application/json; charset=utf-8", **headers}, cut=action == "cut")

    def reply(self, status, content, headers, cut=False):
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        if status != 204 and "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content[:len(content) // 2] if cut else content)
        except OSError:
            self.close_connection = True
        if cut:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_DELETE = handle_one


class Server:
    """The fake, listening on a port of the loopback while the `with` lasts; over TLS where `certificate` names files."""

    def __init__(self, fake, certificate=None):
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.fake, self.fake = fake, fake
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        name = "localhost" if certificate else "127.0.0.1"
        fake.origin = f"{'https' if certificate else 'http'}://{name}:{self.http.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self.fake

    def __exit__(self, *what):
        self.http.shutdown()
        self.http.server_close()
