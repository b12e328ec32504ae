// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/gather.h"
#include "base/error.h"
#include "history/commit_facts.h"
#include "support/repository.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::history {
namespace {

using test::put;
using test::Repository;
using test::TempFolder;

/// The output of Google Benchmark for one benchmark.
std::string output(const std::string& date, const std::string& name, int time) {
  return R"({"context":{"date":")" + date + R"(","num_cpus":2},"benchmarks":[{"name":")" + name +
         R"(","run_type":"iteration","iterations":9,"real_time":)" + std::to_string(time) +
         R"(,"cpu_time":1,"time_unit":"ns"}]})";
}

std::vector<Measured> gathered(const std::vector<std::string>& sources, std::vector<base::Diagnostic>& notes,
                               const std::string& history = {}) {
  return gather(sources, {}, history, notes);
}

TEST(Gather, MakesOneRunOfTheResultsOfOneCall) {
  const TempFolder folder;
  put(folder / "a", output("2026-02-20T12:00:09Z", "x", 30));
  put(folder / "b", output("2026-02-20T12:00:01Z", "x", 10));
  put(folder / "c", output("2026-02-20T12:00:30Z", "x", 20));
  put(folder / "d", output("2026-02-20T12:00:40Z", "y", 7));
  std::vector<base::Diagnostic> notes;
  const auto runs = combined(gathered({folder / "a", folder / "b", folder / "c", folder / "d", folder / "a"}, notes));
  ASSERT_EQ(runs.size(), 1U);
  const model::Run& run = runs[0].run;
  EXPECT_EQ(base::to_rfc3339(run.date.value()), "2026-02-20T12:00:01Z");
  const auto x = std::ranges::find(run.results, "x", &model::Result::benchmark);
  ASSERT_NE(x, run.results.end());
  EXPECT_EQ(x->value, 20);
  EXPECT_EQ(x->samples, (std::vector<double>{30, 10, 20}));
  EXPECT_EQ(x->lower, 10);
  EXPECT_NE(std::ranges::find(run.results, "y", &model::Result::benchmark), run.results.end());
  EXPECT_TRUE(notes.empty());
}

TEST(Gather, KeepsEnvironmentsApart) {
  const TempFolder folder;
  put(folder / "a", output("2026-02-20T12:00:00Z", "x", 30));
  std::string other = output("2026-02-20T12:00:00Z", "x", 30);
  other.replace(other.find(R"("num_cpus":2)"), 12, R"("num_cpus":4)");
  put(folder / "b", other);
  std::vector<base::Diagnostic> notes;
  EXPECT_EQ(combined(gathered({folder / "a", folder / "b"}, notes)).size(), 2U);
}

TEST(Gather, ReadsTheSameBytesOnce) {
  const TempFolder folder;
  put(folder / "a", output("2026-02-20T12:00:00Z", "x", 30));
  put(folder / "b", output("2026-02-20T12:00:00Z", "x", 30));
  std::vector<base::Diagnostic> notes;
  const auto runs = gathered({folder.path().string(), folder / "a"}, notes);
  EXPECT_EQ(runs.size(), 1U);
  EXPECT_EQ(notes.size(), 2U);
}

const std::string kHistory =
    R"({"schema":"perfolio/1","commit":"1111111","date":"2026-01-01","results":[{"benchmark":"a","value":1,"unit":"ns"}]}
{"schema":"perfolio/1","commit":"1111111","date":"2026-01-02","results":[{"benchmark":"a","value":2,"unit":"ns"}]}
{"schema":"perfolio/1","commit":"2222222","results":[]}
)";

TEST(Gather, KeepsTheRunsOfAHistoryApart) {
  const TempFolder folder;
  put(folder / "h", kHistory);
  std::vector<base::Diagnostic> notes;
  const auto runs = combined(gathered({folder / "h"}, notes));
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_TRUE(runs[0].imported);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].text, "left out: 1 run without results");
}

TEST(Gather, TakesFilesOfSeveralCommitsForAHistory) {
  const TempFolder folder;
  put(folder / "1", kHistory.substr(0, kHistory.find('\n') + 1));
  std::string other = kHistory.substr(0, kHistory.find('\n') + 1);
  other.replace(other.find("1111111"), 7, "3333333");
  put(folder / "2", other);
  std::vector<base::Diagnostic> notes;
  EXPECT_FALSE(gathered({folder / "1"}, notes).at(0).imported);
  EXPECT_TRUE(gathered({folder.path().string()}, notes).at(0).imported);
}

TEST(Gather, DoesNotReadTheHistoryItWritesTo) {
  const TempFolder folder;
  put(folder / "a", output("2026-02-20T12:00:00Z", "x", 30));
  put(folder / "h", kHistory);
  std::vector<base::Diagnostic> notes;
  EXPECT_EQ(gathered({folder.path().string()}, notes, folder / "h").size(), 1U);
  EXPECT_THROW(gathered({folder / "h"}, notes, folder / "h"), base::Error);
}

TEST(CommitFacts, AreThoseOfGit) {
  const Repository repository;
  const sys::GitProcess git(repository.folder());
  EXPECT_FALSE(commit_facts(git, "HEAD"));
  const std::string id = repository.commit("main", {}, 1);
  const auto facts = commit_facts(git, id.substr(0, 8));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->id, id);
  EXPECT_EQ(base::to_rfc3339(facts->date.value()), "2020-01-02T00:00:00Z");
  EXPECT_EQ(facts->author, "A");
  EXPECT_EQ(facts->subject, "c");
  EXPECT_EQ(current_branch(git), "main");
  EXPECT_FALSE(commit_facts(git, "1234567"));
}

TEST(CommitFacts, KnowAnUncleanWorkTreeButNotTheHistoryInIt) {
  const Repository repository;
  const std::filesystem::path top = repository.folder();
  put(top / "kept", "1");
  put(top / "h.jsonl", "1");
  repository.git({"add", "kept", "h.jsonl"});
  repository.git({"commit", "-q", "-m", "one"});
  const sys::GitProcess git(repository.folder());
  put(top / "untracked", "1");
  put(top / "h.jsonl", "12");
  EXPECT_FALSE(is_dirty(git, {"h.jsonl"}));
  EXPECT_TRUE(is_dirty(git, {}));
  put(top / "kept", "12");
  EXPECT_TRUE(is_dirty(git, {"h.jsonl"}));
}

}  // namespace
}  // namespace perfolio::history
