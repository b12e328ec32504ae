#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""`perfolio publish`, the program itself, against a release host of our own: publish_test.py PERFOLIO [TEST...]"""
import hashlib
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from email.utils import formatdate

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from fake_github import Fake, Handler, Server  # noqa: E402

PERFOLIO = sys.argv[1]
TOKEN = "ghs_0123456789abcdefSECRET"
STEM = "atlas-v1.2.0-performance"
NOTES = f"""## Performance of v1.2.0

**2 of 3 benchmarks changed**

<picture><source media="(max-width: 600px) and (prefers-color-scheme: dark)" srcset="{STEM}-narrow-dark.svg"><source media="(max-width: 600px)" srcset="{STEM}-narrow.svg"><source media="(prefers-color-scheme: dark)" srcset="{STEM}-dark.svg"><img alt="2 of 3 &#34;changed&#34;" width="880" src="{STEM}.svg"></picture>

| Benchmark | v1.1.0 | v1.2.0 |
| :-- | --: | --: |
| <code>a</code> | 3 ns | 2 ns |
| <code>b</code> | 3 ns | 4 ns |

and 7 more: [the whole report]({STEM}.pdf)

The whole report: [{STEM}.pdf]({STEM}.pdf)

<details><summary>How</summary>

By hand.

</details>
"""


def report_files(tag="v1.2.0", releases=("v1.1.0", "v1.2.0"), more=b""):
    listed = ",".join(f'{{"tag":"{name}","runs":3}}' for name in releases)
    return {
        "report.json": f'{{"schema":"perfolio-report/1","project":{{"name":"Atlas","url":null}},"columns":"release",'
                       f'"current":{{"tag":"{tag}","commit":"{"a1" * 20}","runs":3}},"releases":[{listed}]}}'.encode() + more,
        f"{STEM}.pdf": b"%PDF-1.7 \xff\xfe" + b"p" * 5000 + more, f"{STEM}.png": b"\x89PNG\r\n" + b"i" * 3000,
        f"{STEM}.svg": "<svg>light µ</svg>".encode(), f"{STEM}-dark.svg": b"<svg>dark</svg>",
        f"{STEM}-narrow.svg": b"<svg>narrow</svg>", f"{STEM}-narrow-dark.svg": b"<svg>narrow dark</svg>", f"{STEM}-card.png": b"\x89PNG card",
        "highlights.svg": b"<svg>h</svg>", "tiles/vm.svg": b"<svg>tile</svg>", "tiles/vm-dark.svg": b"<svg>dark tile</svg>",
        "badges/overall.svg": b"<svg>badge</svg>", "badges/overall.json": b'{"schemaVersion":1}',
        "charts/vm/a.svg": b"<svg>chart</svg>", "release-notes.md": NOTES.encode(), "report.csv": b"suite\n",
    }


def write_report(folder, files):
    for name, content in files.items():
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Case(unittest.TestCase):
    prefix = ""
    certificate = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="perfolio-publish-")
        self.addCleanup(self.folder.cleanup)
        self.report = os.path.join(self.folder.name, "out")
        write_report(self.report, report_files())
        self.fake = Fake(self.prefix)
        server = Server(self.fake, self.certificate)
        server.__enter__()
        self.addCleanup(server.__exit__)
        self.environment = {"GITHUB_TOKEN": TOKEN, "GITHUB_API_URL": self.fake.origin + self.prefix,
                            "GITHUB_REPOSITORY": "example/atlas", "PATH": os.environ["PATH"]}
        if "ASAN_OPTIONS" in os.environ:
            self.environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]

    def publish(self, *more, tag="v1.2.0", limit=60, **environment):
        self.fake.calls.clear()
        variables = {**self.environment, **environment}
        words = [PERFOLIO, "publish", self.report, "--tag", tag, *more]
        done = subprocess.run(words, env={k: v for k, v in variables.items() if v is not None}, capture_output=True,
                              timeout=limit, check=False)
        done.text = (done.stdout + done.stderr).decode()
        self.assertNotIn(TOKEN, done.text)
        self.assertNotIn("SECRET", done.text)
        for line in done.text.split("\n"):
            self.assertFalse(line.lstrip().startswith(("::", "##[")), line)
        if done.returncode:
            self.assertRegex(done.stderr.decode().splitlines()[-2 if b"\nhint: " in b"\n" + done.stderr else -1], "^perfolio: ")
        return done

    def done(self, *more, **settings):
        outcome = self.publish(*more, **settings)
        self.assertEqual(outcome.returncode, 0, outcome.text)
        return outcome.text

    def refused(self, code, words, *more, **settings):
        outcome = self.publish(*more, **settings)
        self.assertEqual(outcome.returncode, code, outcome.text)
        self.assertIn(words, outcome.stderr.decode())
        return outcome.text

    def contents(self, release):
        return {name: a["content"] for name, a in self.fake.names(release).items()}

    def assert_whole(self, release):
        files = report_files()
        self.assertEqual(self.contents(release), {n: files[n] for n in (STEM + ".pdf", STEM + ".png", "report.json")})
        self.assertEqual({a["state"] for a in self.fake.names(release).values()}, {"uploaded"})

    def body(self, release):
        return self.fake.releases[release]["body"]

    def fail_once(self, method, pattern, action):
        left = [action]
        self.fake.faults.append(lambda call: left.pop() if left and call.method == method and re.search(pattern, call.target) else None)

    def fail_always(self, method, pattern, action):
        self.fake.faults.append(lambda call: action if call.method == method and re.search(pattern, call.target) else None)


class Published(Case):
    def test_puts_images_files_and_summary_where_readers_look(self):
        release = self.fake.add_release("v1.2.0", "By hand.")
        text = self.done()
        self.assert_whole(release)
        files, branch = report_files(), self.fake.branch_files()
        for folder in ("v1.2.0", "latest"):
            for path, name in {"dashboard.svg": f"{STEM}.svg", "dashboard-dark.svg": f"{STEM}-dark.svg", "dashboard-narrow.svg": f"{STEM}-narrow.svg",
                               "dashboard-narrow-dark.svg": f"{STEM}-narrow-dark.svg", "highlights.svg": "highlights.svg", "tiles/vm.svg": "tiles/vm.svg",
                               "tiles/vm-dark.svg": "tiles/vm-dark.svg", "badges/overall.svg": "badges/overall.svg",
                               "badges/overall.json": "badges/overall.json"}.items():
                self.assertEqual(branch.pop(f"{folder}/{path}"), files[name])
        self.assertEqual(branch, {})
        commit = self.fake.refs["heads/perfolio"]
        raw = f"{self.fake.origin}/example/atlas/raw/{commit}/v1.2.0/"
        download = f"{self.fake.origin}/example/atlas/releases/download/v1.2.0/"
        expected = NOTES
        for variant in ("-narrow-dark", "-narrow"):
            expected = expected.replace(f'"{STEM}{variant}.svg"', f'"{raw}dashboard{variant}.svg"')
        expected = expected.replace(f'"{STEM}-dark.svg"', f'"{raw}dashboard-dark.svg"').replace(f'"{STEM}.svg"', f'"{raw}dashboard.svg"')
        expected = expected.replace(f"({STEM}.pdf)", f"({download}{STEM}.pdf)")
        self.assertEqual(self.body(release), f"By hand.\n\n<!-- perfolio:begin -->\n{expected}<!-- perfolio:end -->\n")
        self.assertIn("body: changed", text)
        kinds = {n: a["content_type"] for n, a in self.fake.names(release).items()}
        self.assertEqual(kinds[STEM + ".pdf"], "application/pdf")

    def test_twice_changes_nothing_the_second_time(self):
        release = self.fake.add_release("v1.2.0", "By hand.")
        self.done()
        before = self.body(release)
        text = self.done()
        self.assertEqual(self.fake.writes(), [])
        self.assertEqual(self.body(release), before)
        self.assertEqual(text.count("unchanged"), 5)
        self.assertLessEqual(len(self.fake.calls), 6)

    def test_stays_quiet_where_no_terminal_is(self):
        self.fake.add_release("v1.2.0")
        self.assertEqual(self.publish().stderr, b"")
        outcome = self.publish("-q")
        self.assertEqual((outcome.stdout, outcome.stderr), (b"", b""))
        self.assertIn(b"perfolio: looking", self.publish("-v").stderr)

    def test_after_another_release_moved_the_branch_still_changes_nothing(self):
        release = self.fake.add_release("v1.2.0")
        self.done()
        before = self.body(release)
        commit = self.fake.commits[self.fake.refs["heads/perfolio"]]
        tree = self.fake.nested({"v9/x.svg": ("100644", "blob", self.fake.keep_blob(b"x"))}, commit["tree"])
        self.fake.commits["f" * 40] = {"tree": tree, "parents": [self.fake.refs["heads/perfolio"]]}
        self.fake.refs["heads/perfolio"] = "f" * 40
        self.done()
        self.assertEqual(self.fake.writes(), [])
        self.assertEqual(self.body(release), before)

    def test_replaces_what_another_report_of_the_tag_left(self):
        release = self.fake.add_release("v1.2.0")
        self.done()
        write_report(self.report, {**report_files(), f"{STEM}.pdf": b"%PDF new", "tiles/vm.svg": b"<svg>new</svg>"})
        os.remove(os.path.join(self.report, "tiles/vm-dark.svg"))
        text = self.done()
        self.assertEqual(self.contents(release)[STEM + ".pdf"], b"%PDF new")
        self.assertIn(f"asset {STEM}.pdf: replaced", text)
        self.assertIn(f"asset {STEM}.png: unchanged", text)
        branch = self.fake.branch_files()
        self.assertEqual(branch["v1.2.0/tiles/vm.svg"], b"<svg>new</svg>")
        self.assertNotIn("latest/tiles/vm-dark.svg", branch)
        self.assertIn(self.fake.refs["heads/perfolio"], self.body(release))
        self.assertEqual(self.body(release).count("perfolio:begin"), 1)

    def test_of_an_older_release_leaves_latest_alone(self):
        self.fake.add_release("v1.2.0")
        self.done()
        old = self.fake.add_release("v1.1.0")
        write_report(self.report, {**report_files("v1.1.0"), f"{STEM}.svg": b"<svg>older</svg>"})
        self.done(tag="v1.1.0")
        branch = self.fake.branch_files()
        self.assertEqual(branch["v1.1.0/dashboard.svg"], b"<svg>older</svg>")
        self.assertEqual(branch["latest/dashboard.svg"], "<svg>light µ</svg>".encode())
        self.assertIn("/v1.1.0/dashboard.svg", self.body(old))

    def test_of_a_tag_with_a_slash_uses_a_dash_in_names(self):
        self.fake.add_release("core/v1.2.0")
        write_report(self.report, report_files("core/v1.2.0", ["core/v1.2.0"]))
        self.done(tag="core/v1.2.0")
        self.assertIn("core-v1.2.0/dashboard.svg", self.fake.branch_files())

    def test_says_what_it_would_do_and_writes_nothing(self):
        release = self.fake.add_release("v1.2.0", "By hand.")
        text = self.done("--dry-run")
        self.assertEqual(self.fake.writes(), [])
        self.assertIn("images: 9 files to be committed to branch perfolio", text)
        self.assertIn("asset report.json: to be added", text)
        self.assertIn("body: to be changed", text)
        self.done()
        self.assertEqual(self.done("--dry-run").count("unchanged"), 5)
        self.assertEqual(self.done("--dry-run", GITHUB_TOKEN=None).count("unchanged"), 5)
        self.assertFalse(any("Authorization" in call.headers for call in self.fake.calls))
        self.assertEqual(len(self.fake.names(release)), 3)

    def test_without_a_host_a_dry_run_still_says_what_the_folder_holds(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            address = "http://127.0.0.1:%d" % closed.getsockname()[1]
        done = self.publish("--dry-run", "--max-wait", "1", GITHUB_API_URL=address, GITHUB_SERVER_URL=address)
        self.assertEqual(done.returncode, 3, done.text)
        text = done.stdout.decode()
        for line in ("release v1.2.0: not looked at", "images: 9 files for branch perfolio", f"asset {STEM}.pdf: 6 kB",
                     "body: gets the summary"):
            self.assertIn(line, text)
        self.assertEqual(self.fake.calls, [])

    def test_stays_below_twenty_requests_the_first_time(self):
        self.fake.add_release("v1.2.0")
        self.done()
        self.assertLessEqual(len(self.fake.calls), 20)
        self.assertEqual(len([c for c in self.fake.calls if c.path.endswith("/git/trees")]), 2)
        self.assertEqual([c for c in self.fake.calls if c.path.endswith("/git/blobs")], [])


class Release(Case):
    def test_that_is_missing_is_named(self):
        self.assertIn("--create", self.refused(3, "has no release 'v1.2.0'"))
        self.assertEqual(self.fake.writes(), [])

    def test_of_a_repository_that_is_not_there_is_an_error_that_names_it(self):
        self.refused(3, "no repository other/atlas", "--repo", "other/atlas", "--create")
        self.assertEqual(self.fake.writes(), [])

    def test_that_is_a_draft_is_found_on_a_later_page_and_stays_a_draft(self):
        self.fake.page = 2
        draft = self.fake.add_release("v1.2.0", "Soon.", draft=True)
        for i in range(7):
            self.fake.add_release(f"v0.{i}")
        self.assertIn("still a draft", self.done())
        self.assert_whole(draft)
        self.assertTrue(self.fake.releases[draft]["draft"])
        self.done("--create")
        self.assertTrue(self.fake.releases[draft]["draft"])

    def test_is_made_filled_and_then_published(self):
        published_when = []
        self.fake.watch = lambda call: published_when.append(len(self.fake.assets)) if any(
            not r["draft"] for r in self.fake.releases.values()) else None
        self.done("--create")
        (release, facts), = self.fake.releases.items()
        self.assertFalse(facts["draft"])
        self.assertEqual(min(published_when), 3)
        self.assert_whole(release)
        self.assertNotIn("unfinished", facts["body"])
        self.done("--create")
        self.assertEqual(self.fake.writes(), [])

    def test_is_made_as_a_draft(self):
        self.done("--create", "--draft")
        (_, facts), = self.fake.releases.items()
        self.assertTrue(facts["draft"])
        self.assertTrue(facts["body"].startswith("<!-- perfolio:begin -->"))

    def test_is_made_once_though_the_answer_was_lost(self):
        self.fail_once("POST", "/releases$", {"status": 502, "done": True})
        self.done("--create")
        self.assertEqual(len(self.fake.releases), 1)

    def test_left_unfinished_is_finished_by_the_next_run(self):
        self.fail_once("POST", "/assets", {"status": 403, "body": b'{"message":"no"}'})
        self.assertEqual(self.publish("--create").returncode, 3)
        self.assertTrue(next(iter(self.fake.releases.values()))["draft"])
        self.fake.faults.clear()
        self.done("--create")
        (release, facts), = self.fake.releases.items()
        self.assertFalse(facts["draft"])
        self.assert_whole(release)

    def test_of_another_tag_than_the_report_is_refused(self):
        self.fake.add_release("v1.3.0")
        self.refused(2, "the report is of 'v1.2.0', not of 'v1.3.0'", tag="v1.3.0")
        self.assertEqual(self.fake.calls, [])

    def test_that_is_immutable_gets_its_body_and_a_pdf_on_the_branch(self):
        release = self.fake.add_release("v1.2.0", "Fixed.", immutable=True)
        self.assertIn("immutable", self.done())
        self.assertEqual(self.fake.names(release), {})
        commit = self.fake.refs["heads/perfolio"]
        self.assertIn(f"({self.fake.origin}/example/atlas/raw/{commit}/v1.2.0/{STEM}.pdf)", self.body(release))
        self.assertEqual(self.fake.branch_files()[f"v1.2.0/{STEM}.pdf"], report_files()[STEM + ".pdf"])
        self.done()
        self.assertEqual(self.fake.writes(), [])

    def test_that_turns_out_immutable_on_upload_is_treated_so(self):
        release = self.fake.add_release("v1.2.0", "Fixed.")
        message = b'{"message":"Validation Failed","errors":[{"code":"custom","message":"Cannot upload assets to an immutable release."}]}'
        self.fail_always("POST", "/assets", {"status": 422, "body": message})
        self.assertIn("immutable", self.done())
        self.assertIn(f"/v1.2.0/{STEM}.pdf)", self.body(release))


class Body(Case):
    def test_keeps_hand_written_text_byte_for_byte(self):
        for before, after in (("Hello\r\nyou", ""), ("# Title\r\n\r\n", "\r\ntail \t\r\n"), ("", ""), ("a\n", "\n\n\nz"), ("é😀\r\n", "<!-- perfolio:begin -->"),
                              ("<!-- perfolio:begin -->\nlost its end\n\n", "end"), ("<!-- perfolio:end --> alone\n", "")):
            with self.subTest(before=before):
                self.fake.releases.clear()
                self.fake.assets.clear()
                old = "<!-- perfolio:begin -->\r\nold\r\n<!-- perfolio:end -->"
                release = self.fake.add_release("v1.2.0", before + (old + after if after else ""))
                self.done()
                body = self.body(release)
                self.assertTrue(body.startswith(before), body)
                self.assertTrue(body.endswith("<!-- perfolio:end -->" + (after or "\n")), body)
                self.assertNotIn("old", body)
                self.assertEqual(body.count("## Performance"), 1)
                self.done()
                self.assertEqual(self.fake.writes(), [])

    def test_whose_line_ends_the_host_changed_is_left_alone(self):
        release = self.fake.add_release("v1.2.0", "x")
        self.done()
        self.fake.releases[release]["body"] = self.body(release).replace("\n", "\r\n")
        self.done()
        self.assertEqual(self.fake.writes(), [])

    def test_edited_meanwhile_keeps_the_edit(self):
        release = self.fake.add_release("v1.2.0", "before")

        def edit(call):
            if call.method == "POST" and "/assets" in call.path:
                self.fake.releases[release]["body"] = "edited"
        self.fake.watch = edit
        self.done()
        self.assertTrue(self.body(release).startswith("edited\n\n<!-- perfolio:begin -->"))

    def test_nearly_full_gets_a_table_cut_at_a_row(self):
        rows = "".join(f"| <code>row{i}</code> | 3 ns | 2 ns |\n" for i in range(20))
        notes = NOTES.replace("| <code>a</code> | 3 ns | 2 ns |\n| <code>b</code> | 3 ns | 4 ns |\n", rows)
        write_report(self.report, {"release-notes.md": notes.encode()})
        release = self.fake.add_release("v1.2.0", "é" * 123700)
        self.done()
        body = self.body(release)
        self.assertLessEqual(len(body), 125000)
        shown = [int(n) for n in re.findall(r"row(\d+)", body)]
        self.assertEqual(shown, list(range(len(shown))))
        self.assertTrue(0 < len(shown) < 20)
        self.assertIn(f"\nand {20 - len(shown) + 7} more: [the whole report](", body)

    def test_too_full_is_left_alone_and_said(self):
        release = self.fake.add_release("v1.2.0", "x" * 124990)
        self.assertIn("so full", self.done())
        self.assertEqual(self.body(release), "x" * 124990)
        self.assert_whole(release)

    def test_stays_as_it_is_when_asked_to(self):
        release = self.fake.add_release("v1.2.0", "mine")
        self.done("--no-body")
        self.assertEqual(self.body(release), "mine")


class FallBack(Case):
    def test_without_a_branch_shows_the_png(self):
        release = self.fake.add_release("v1.2.0")
        self.done("--branch", "none")
        self.assertEqual(self.fake.refs, {})
        png = f"{self.fake.origin}/example/atlas/releases/download/v1.2.0/{STEM}.png"
        self.assertIn(f'<img alt="2 of 3 &#34;changed&#34;" width="880" src="{png}">', self.body(release))
        self.assertNotIn("<picture>", self.body(release))
        self.done("--branch", "")
        self.assertEqual(self.fake.writes(), [])

    def test_where_the_branch_is_refused_is_said_and_shows_the_png(self):
        for status in (403, 404, 409, 422):
            with self.subTest(status):
                self.fake.releases.clear()
                release = self.fake.add_release("v1.2.0")
                self.fail_always("POST", "/git/", {"status": status, "body": b'{"message":"Repository rule violations"}'})
                text = self.done()
                self.assertIn("warning: no images on a branch", text)
                self.assertIn("Repository rule violations", text)
                self.assertIn(f"/v1.2.0/{STEM}.png\">", self.body(release))
                self.fake.faults.clear()

    def test_without_branch_and_png_is_the_table_alone(self):
        os.remove(os.path.join(self.report, STEM + ".png"))
        release = self.fake.add_release("v1.2.0")
        self.done("--branch", "none")
        self.assertNotIn("<img", self.body(release))
        self.assertIn("| <code>a</code> |", self.body(release))

    def test_never_writes_into_a_branch_that_holds_other_things(self):
        self.fake.add_release("v1.2.0")
        tree = self.fake.keep_tree({"src": ("100644", "blob", self.fake.keep_blob(b"x"))})
        self.fake.commits["e" * 40] = {"tree": tree, "parents": []}
        self.fake.refs["heads/main"] = "e" * 40
        self.refused(2, "holds other things", "--branch", "main")
        self.assertEqual(self.fake.writes(), [])

    def test_moved_by_somebody_else_keeps_what_they_did(self):
        self.fake.add_release("v1.2.0")
        self.done()
        write_report(self.report, {"tiles/vm.svg": b"<svg>newer</svg>"})

        def move(call):
            if call.path.endswith("/git/commits") and call.method == "POST" and "heads/raced" not in self.fake.refs:
                self.fake.refs["heads/raced"] = head = self.fake.refs["heads/perfolio"]
                tree = self.fake.nested({"v9/x.svg": ("100644", "blob", self.fake.keep_blob(b"x"))}, self.fake.commits[head]["tree"])
                self.fake.commits["d" * 40] = {"tree": tree, "parents": [head]}
                self.fake.refs["heads/perfolio"] = "d" * 40
        self.fake.watch = move
        self.done()
        branch = self.fake.branch_files()
        self.assertEqual(branch["v9/x.svg"], b"x")
        self.assertEqual(branch["v1.2.0/tiles/vm.svg"], b"<svg>newer</svg>")


class Failures(Case):
    def setUp(self):
        super().setUp()
        self.release = self.fake.add_release("v1.2.0", "By hand.")

    def test_of_one_request_of_any_kind_are_survived(self):
        kinds = [("GET", "/releases/tags"), ("GET", "/assets"), ("POST", "/git/trees"), ("POST", "/git/commits"), ("POST", "/git/refs"),
                 ("POST", "/assets.*pdf"), ("PATCH", "/releases/assets"), ("PATCH", r"/releases/\d+$")]
        actions = ["drop", "drop-done", {"status": 502}, {"status": 500, "done": True, "body": b"<html>"}]
        for i, (method, pattern) in enumerate(kinds):
            action = actions[i % len(actions)]
            with self.subTest(method=method, pattern=pattern, action=action):
                self.fake.assets.clear()
                self.fake.refs.clear()
                self.fail_once(method, pattern, action)
                self.done()
                self.assert_whole(self.release)
                self.assertEqual(self.body(self.release).count("perfolio:begin"), 1)
                self.fake.faults.clear()

    def test_of_an_upload_are_survived_whatever_they_leave(self):
        for action in ("starter", "drop", "drop-done", {"status": 502, "done": True}, {"status": 503}):
            with self.subTest(action):
                self.fake.assets.clear()
                self.fake.add_asset(self.release, STEM + ".pdf", b"old")
                self.fail_once("POST", "/assets.*pdf", action)
                self.done()
                self.assert_whole(self.release)
                self.fake.faults.clear()

    def test_that_last_end_bounded_with_the_old_file_in_place(self):
        for status in (400, 401, 403, 404, 410, 422, 451):
            with self.subTest(status):
                self.fake.assets.clear()
                old = b"old bytes"
                self.fake.add_asset(self.release, STEM + ".pdf", old)
                self.fail_always("POST", "/assets", {"status": status, "body": b'{"message":"no"}'})
                self.refused(3, f"answered {status}: no")
                self.assertEqual(len([c for c in self.fake.calls if c.method == "POST" and "/assets" in c.path]), 1)
                self.assertEqual(self.contents(self.release), {STEM + ".pdf": old})
                self.fake.faults.clear()

    def test_of_stumps_that_never_end_leave_none(self):
        self.fake.add_asset(self.release, STEM + ".pdf", b"old bytes")
        self.fail_always("POST", "/assets", "starter")
        self.refused(3, "answered 502")
        self.assertEqual(self.contents(self.release), {STEM + ".pdf": b"old bytes"})
        self.assertLessEqual(len(self.fake.calls), 30)

    def test_of_cut_answers_are_read_again(self):
        self.fail_once("GET", "/releases/tags", "cut")
        self.fail_once("GET", r"/releases/\d+/assets", {"status": 200, "body": b'[{"id": 1, "name'})
        self.done()
        self.assert_whole(self.release)

    def test_of_another_publisher_in_the_middle_are_survived(self):
        self.fake.add_asset(self.release, STEM + ".pdf", b"old")
        seen = []

        def meddle(call):
            if call.method == "POST" and "pdf" in call.target and not seen:
                seen.append(1)
                for number in [n for n, a in self.fake.assets.items() if a["name"] == STEM + ".pdf"]:
                    del self.fake.assets[number]
                self.fake.add_asset(self.release, STEM + ".pdf", b"theirs")
        self.fake.watch = meddle
        self.done()
        self.assert_whole(self.release)

    def test_of_another_publisher_of_the_same_report_are_survived(self):
        self.fake.add_asset(self.release, STEM + ".pdf", b"old")
        seen = []

        def overtake(call):
            if call.method == "POST" and "pdf" in call.target and not seen:
                seen.append(1)
                for number in [n for n, a in self.fake.assets.items() if a["name"] == STEM + ".pdf"]:
                    del self.fake.assets[number]
                next(a for a in self.fake.assets.values() if a["name"].startswith("perfolio-part-"))["name"] = STEM + ".pdf"
        self.fake.watch = overtake
        self.done()
        self.assertEqual(seen, [1])
        self.assert_whole(self.release)

    def test_of_a_list_that_lags_behind_are_survived(self):
        stamp = hashlib.sha256(report_files()[STEM + ".pdf"]).hexdigest()[:12]
        self.fake.add_asset(self.release, f"perfolio-part-{stamp}-{STEM}.pdf", b"stump", "starter")
        hidden = self.fake.list_assets
        left = [3]

        def lagging(call, number):
            if left[0] > 0:
                left[0] -= 1
                return 200, [], {}
            return hidden(call, number)
        import fake_github
        kept = list(fake_github.ROUTES)
        fake_github.ROUTES[5] = ("GET", r"/releases/(\d+)/assets", lambda fake, call, number: lagging(call, number))
        self.addCleanup(lambda: fake_github.ROUTES.__setitem__(slice(None), kept))
        self.done()
        self.assertEqual(self.contents(self.release)[STEM + ".pdf"], report_files()[STEM + ".pdf"])

    def test_of_an_earlier_run_are_cleared_away(self):
        stamp = hashlib.sha256(report_files()[STEM + ".pdf"]).hexdigest()[:12]
        self.fake.add_asset(self.release, f"perfolio-part-{stamp}-{STEM}.pdf", b"stump", "starter")
        self.fake.add_asset(self.release, f"perfolio-old-77-{STEM}.pdf", b"older")
        self.fake.add_asset(self.release, f"perfolio-part-000000000000-{STEM}.png", b"stale", created="2020-01-01T00:00:00Z")
        self.done()
        self.assert_whole(self.release)

    def test_of_bytes_on_the_way_are_noticed(self):
        def spoil(call):
            if call.method == "POST" and "pdf" in call.target:
                call.body = call.body[:-1] + b"?"
        self.fake.faults.append(spoil)
        self.fake.add_asset(self.release, STEM + ".pdf", b"old")
        self.refused(3, "what arrived is not what was sent")
        self.assertEqual(self.contents(self.release), {STEM + ".pdf": b"old"})

    def test_of_a_host_without_digests_go_by_size(self):
        self.fake.digests = False
        self.done()
        self.assert_whole(self.release)


class Limits(Case):
    def setUp(self):
        super().setUp()
        self.release = self.fake.add_release("v1.2.0")

    def test_are_waited_for(self):
        for headers in ({"Retry-After": "1"}, {"Retry-After": "0"}, {"Retry-After": formatdate(time.time() + 1, usegmt=True)},
                        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()))}):
            for status in (403, 429):
                with self.subTest(status=status, headers=headers):
                    self.fake.assets.clear()
                    self.fail_once("POST", "/assets.*png", {"status": status, "headers": headers, "body": b'{"message":"slow"}'})
                    self.done()
                    self.assert_whole(self.release)
                    self.fake.faults.clear()

    def test_too_far_away_end_with_the_moment(self):
        self.fail_always("POST", "/git/trees", {"status": 429, "headers": {"Retry-After": "3600"}})
        text = self.refused(3, "sets a limit until 2")
        self.assertIn("--max-wait", text)
        self.assertEqual(len(self.fake.writes()), 1)
        self.refused(3, "sets a limit until 2", "--max-wait", "0")

    def test_without_a_time_are_a_minute(self):
        self.fail_always("POST", "/git/trees", {"status": 403, "body": b'{"message":"You have exceeded a secondary rate limit"}'})
        self.refused(3, "sets a limit until 2", "--max-wait", "59")

    def test_that_never_end_are_given_up(self):
        self.fail_always("POST", "/git/trees", {"status": 429, "headers": {"Retry-After": "0"}})
        self.refused(3, "the limit does not end")
        self.assertLessEqual(len(self.fake.writes()), 10)


class Deceit(Case):
    def setUp(self):
        super().setUp()
        self.release = self.fake.add_release("v1.2.0")

    def test_of_a_wrong_answer_writes_nothing(self):
        html = {"Content-Type": "text/html"}
        for name, answer in {"portal": {"status": 200, "headers": html, "body": b"<html>log in"}, "empty": {"status": 204},
                             "empty 200": {"status": 200}, "list": {"status": 200, "body": b"[]"}, "text": {"status": 200, "body": b'"x"'},
                             "types": {"status": 200, "body": b'{"id":"1","tag_name":["v"],"upload_url":7}'},
                             "nested": {"status": 200, "body": b"[" * 200000 + b"]" * 200000},
                             "nested open": {"status": 200, "body": b'{"body":' + b"[" * 200000},
                             "huge number": {"status": 200, "body": b'{"id":1e99999,"tag_name":"v1.2.0"}'},
                             "not JSON": {"status": 200, "body": b"no JSON at all"}}.items():
            with self.subTest(name):
                self.fail_always("GET", "/releases/tags", answer)
                self.assertEqual(self.publish().returncode, 3)
                self.assertEqual(self.fake.writes(), [])
                self.fake.faults.clear()

    def test_of_a_portal_in_the_middle_is_no_success(self):
        portal = {"status": 200, "headers": {"Content-Type": "text/html"}, "body": b"<html>log in"}
        self.fake.add_asset(self.release, STEM + ".pdf", b"old")
        for method, pattern in (("POST", "/git/trees"), ("POST", "/assets"), ("PATCH", "/releases/assets"), ("DELETE", "")):
            with self.subTest(method=method, pattern=pattern):
                self.fail_always(method, pattern, portal)
                self.refused(3, "perfolio: ")
                self.assertIn(b"old", self.contents(self.release).values())
                self.fake.faults.clear()

    def test_of_endless_spaces_costs_little_memory(self):
        flood = self.Flood()
        self.addCleanup(flood.close)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        outcome = self.publish(GITHUB_API_URL=flood.origin)
        self.assertEqual(outcome.returncode, 3)
        self.assertIn("larger than 16 MiB", outcome.text)
        if "ASAN_OPTIONS" not in os.environ:
            self.assertLess(max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), 200 * 1024)

    def test_of_a_million_little_things_costs_little_memory(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.fail_always("GET", "/tags/", {"status": 404})
        for one in (b"{},", b"[],", b'{"id":1},', b'{"id":[[[[]]]]},'):
            self.fail_always("GET", r"/releases\?", {"status": 200, "body": b"[" + one * ((15 << 20) // len(one)) + b"0]"})
            self.assertEqual(self.publish().returncode, 3)
            self.fake.faults.pop()
        if "ASAN_OPTIONS" not in os.environ:
            self.assertLess(max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), 200 * 1024)

    class Flood:
        """256 MiB of spaces for every request."""

        def __init__(self):
            import http.server

            class Spaces(Handler):
                def handle_one(self):
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(256 << 20))
                    self.end_headers()
                    try:
                        for _ in range(256):
                            self.wfile.write(b" " * (1 << 20))
                    except OSError:
                        self.close_connection = True
                do_GET = handle_one
            self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Spaces)
            self.server.daemon_threads = True
            self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
            threading.Thread(target=self.server.serve_forever, daemon=True).start()

        def close(self):
            self.server.shutdown()
            self.server.server_close()

    def test_of_other_hosts_gets_no_token(self):
        other = Fake()
        with Server(other):
            number = other.add_release("v1.2.0")
            port = other.origin.rsplit(":", 1)[1]
            mine = self.fake.origin.split("//")[1]
            for upload in (other.origin, f"http://{mine}@127.0.0.1:{port}", f"http://127.0.0.1:{port}#@{mine}", "https://evil.example",
                           f"http://localhost:{port}", f"http://127.0.0.1:{port}\\@{mine}", "ftp://127.0.0.1", "//127.0.0.1", ""):
                with self.subTest(upload):
                    self.fake.upload_origin = upload or "nonsense"
                    self.refused(3, "upload address")
                    self.fake.upload_origin = None
            for status in (301, 302, 307, 308):
                with self.subTest(status):
                    self.fail_always("GET", "/tags", {"status": status, "headers": {"Location": f"{other.origin}/repos/example/atlas/releases/{number}"}})
                    self.refused(3, "another host")
                    self.fake.faults.clear()
            self.fail_always("GET", "/assets", {"status": 200, "body": b"[]", "headers": {
                "Link": f'<{other.origin}/x?page=2>; rel="next"'}})
            self.refused(3, "no address of this host")
            self.assertEqual(other.calls, [])

    def test_by_a_circle_of_redirects_ends(self):
        self.fail_always("GET", "/tags", {"status": 302, "headers": {"Location": "/repos/example/atlas/releases/tags/v1.2.0"}})
        self.refused(3, "from one address to the next")
        self.assertLessEqual(len(self.fake.calls), 5)

    def test_of_server_text_is_shown_clean(self):
        evil = '\\u001b[31m\\n::error::x\\r::add-mask::y ' + TOKEN + ' \\u202e ' + "z" * 100000
        self.fail_always("POST", "/assets", {"status": 422, "body": ('{"message":"' + evil + '"}').encode()})
        text = self.refused(3, "answered 422")
        self.assertNotIn("\x1b", text)
        self.assertLess(len(text), 2000)

    def test_of_endless_pages_ends(self):
        self.fail_always("GET", "/tags/", {"status": 404})
        self.fail_always("GET", "/releases\\?", {"status": 200, "body": b"[]", "headers": {
            "Link": f'<{self.fake.origin}/repos/example/atlas/releases?page=2>; rel="next"'}})
        self.refused(3, "has no release")
        self.assertLessEqual(len(self.fake.calls), 110)


class Renamed(Case):
    def test_repository_is_followed_on_the_same_host(self):
        release = self.fake.add_release("v1.2.0")
        self.fake.moved = True
        self.done()
        self.assert_whole(release)
        # Learnt once: not each request goes the long way. Uploads go to the address the release gave.
        detours = [c for c in self.fake.calls if c.path.startswith("/repos/") and "/assets" not in c.path]
        self.assertEqual(len(detours), 1)


class Usage(Case):
    def test_without_a_token_says_where_it_comes_from(self):
        self.refused(2, "GITHUB_TOKEN", GITHUB_TOKEN=None)
        self.assertIn("forks", self.refused(2, "GH_TOKEN", GITHUB_TOKEN=""))
        self.fake.add_release("v1.2.0")
        self.done(GITHUB_TOKEN=None, GH_TOKEN=TOKEN)

    def test_of_a_token_that_is_none_does_not_show_it(self):
        for token in (TOKEN + "\nX-Evil: 1", " " + TOKEN, TOKEN + "é"):
            self.refused(2, "no token has", GITHUB_TOKEN=token)
        self.assertEqual(self.fake.calls, [])

    def test_of_addresses_that_would_leak_is_refused(self):
        for url in ("http://github.example", "http://127.0.0.1.evil.example", "http://1270.0.0.1", "https://user:pass@api.github.com", "ftp://x",
                    "https://api.github.com\\@evil", "https://", "http://127.0.0.1@evil.example/", "https://a b"):
            with self.subTest(url):
                self.refused(2, "GITHUB_API_URL", GITHUB_API_URL=url)

    def test_of_odd_names_is_refused(self):
        for repository in ("atlas", "a/b/c", "../..", "a/b?x", "a b/c", "/"):
            self.refused(2, "is no repository", "--repo", repository)
        for tag in ("", "a b", "-x", "a..b", "a\nb", "a\x1b"):
            self.refused(2, "is no name of git", tag=tag) if not tag.startswith("-") else None
        self.refused(2, "is no name of git", "--branch", "a..b")
        self.assertEqual(self.fake.calls, [])

    def test_of_a_folder_without_a_report_is_refused(self):
        os.remove(os.path.join(self.report, "report.json"))
        self.refused(2, "holds no report.json")
        for content in (b"", b"{}", b"[1", b"[" * 100000, b"\xff", b'{"schema":"other/1"}'):
            write_report(self.report, {"report.json": content})
            self.refused(2, "report.json")


class Enterprise(Case):
    prefix = "/api/v3"

    def test_is_reached_below_its_own_path(self):
        release = self.fake.add_release("v1.2.0")
        self.done(GITHUB_SERVER_URL=self.fake.origin + "/")
        self.assert_whole(release)
        self.assertIn(f'{self.fake.origin}/example/atlas/raw/', self.body(release))


class Tls(Case):
    @classmethod
    def setUpClass(cls):
        cls.keys = tempfile.TemporaryDirectory(prefix="perfolio-ca-")
        cls.addClassCleanup(cls.keys.cleanup)

        def openssl(*words):
            subprocess.run(["openssl", *words], cwd=cls.keys.name, check=True, capture_output=True)
        try:
            openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Throw-away CA")
            openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
            pathlib.Path(cls.keys.name, "names").write_text("subjectAltName=DNS:localhost\n")
            openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.pem", "-days", "2",
                    "-extfile", "names")
        except FileNotFoundError:
            raise unittest.SkipTest("no openssl program")
        cls.certificate = (cls.keys.name + "/server.pem", cls.keys.name + "/server.key")

    def test_with_a_trusted_authority_publishes(self):
        release = self.fake.add_release("v1.2.0")
        self.done(SSL_CERT_FILE=self.keys.name + "/ca.pem")
        self.assert_whole(release)

    def test_of_an_unknown_authority_is_refused_and_nothing_turns_that_off(self):
        self.fake.add_release("v1.2.0")
        off = {"CURL_SSL_NO_VERIFY": "1", "GIT_SSL_NO_VERIFY": "1", "PYTHONHTTPSVERIFY": "0", "NODE_TLS_REJECT_UNAUTHORIZED": "0", "CURL_INSECURE": "1",
               "HOME": self.folder.name}
        pathlib.Path(self.folder.name, ".curlrc").write_text("insecure\n")
        self.refused(3, "certificate", **off)
        self.assertEqual(self.fake.calls, [])

    def test_of_another_name_is_refused(self):
        self.refused(3, "127.0.0.1", SSL_CERT_FILE=self.keys.name + "/ca.pem",
                     GITHUB_API_URL=self.fake.origin.replace("localhost", "127.0.0.1"))
        self.assertEqual(self.fake.calls, [])

    def test_downgraded_for_uploads_is_refused(self):
        self.fake.add_release("v1.2.0")
        self.fake.upload_origin = self.fake.origin.replace("https", "http")
        self.refused(3, "upload address", SSL_CERT_FILE=self.keys.name + "/ca.pem")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
