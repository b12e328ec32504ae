// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// perfolio report --github-actions, as a step of a workflow calls it.
#include "support/hostile.h"
#include "support/runner.h"

#include <gtest/gtest.h>

#include <map>

namespace {

using namespace perfolio::test;

/// A step whose command files are in a folder.
struct Step {
  TempFolder folder;
  Outcome made;
  explicit Step(const std::vector<std::string>& arguments, const std::string& said_before = {}) {
    put(folder / "output", said_before);
    put(folder / "summary", said_before);
    std::vector<std::string> words{"report"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    words.insert(words.end(), {"--github-actions", "--formats", "json,md", "-o", folder / "out"});
    made = called(words, {.environment = {"GITHUB_OUTPUT=" + (folder / "output"),
                                          "GITHUB_STEP_SUMMARY=" + (folder / "summary")}});
  }
  /// The outputs, read as the runner reads them.
  [[nodiscard]] std::map<std::string, std::string> outputs() const {
    std::map<std::string, std::string> found;
    std::vector<std::string> lines;
    std::string line;
    for (const char c : bytes_of(folder / "output")) {
      if (c != '\n') {
        line += c;
      } else {
        lines.push_back(line);
        line.clear();
      }
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto mark = lines[i].find("<<");
      if (mark == std::string::npos) continue;
      const std::string end = lines[i].substr(mark + 2);
      std::string& value = found[lines[i].substr(0, mark)];
      while (++i < lines.size() && lines[i] != end) value += (value.empty() ? "" : "\n") + lines[i];
    }
    return found;
  }
};

std::vector<std::string> atlas() {
  return {source_path("samples/atlas/data.js"), "--releases", source_path("samples/atlas/releases.json"), "--project",
          "Atlas"};
}

TEST(GithubActions, TellsTheStepWhatTheReportSays) {
  const Step step(atlas());
  ASSERT_EQ(step.made.code, 0) << step.made.errors;
  const auto outputs = step.outputs();
  EXPECT_EQ(outputs.at("better"), "3");
  EXPECT_EQ(outputs.at("worse"), "2");
  EXPECT_EQ(outputs.at("current"), "v0.2.3");
  EXPECT_EQ(outputs.at("report-dir"), step.folder / "out");
  EXPECT_EQ(outputs.at("comment-file"), (step.folder / "out") + "/comment.md");
  EXPECT_FALSE(outputs.contains("pdf"));
  EXPECT_NE(bytes_of(outputs.at("comment-file")).find("| Ratio |"), std::string::npos);
  EXPECT_NE(bytes_of(step.folder / "summary").find("| Ratio |"), std::string::npos);
}

TEST(GithubActions, AddsToWhatTheStepHasSaidAlready) {
  const Step step(atlas(), "before=1");
  EXPECT_TRUE(bytes_of(step.folder / "output").starts_with("before=1\nalert<<"));
  EXPECT_TRUE(bytes_of(step.folder / "summary").starts_with("before=1\n# Performance"));
}

TEST(GithubActions, SaysNothingMoreWhereTheSummaryIsFull) {
  const Step step(atlas(), std::string(1024 * 1024 - 10, 'x'));
  EXPECT_EQ(step.made.code, 0) << step.made.errors;
  EXPECT_EQ(bytes_of(step.folder / "summary").size(), 1024U * 1024 - 10);
}

TEST(GithubActions, LetsNoHostileNameSpeakToTheRunner) {
  TempFolder folder;
  put(folder / "data.json", hostile_history().dump());
  put(folder / "releases.json", R"([{"tag":"v1.0.0","date":"2025-01-04T00:00:01Z"},
    {"tag":"v1.1.0","date":"2025-01-08T00:00:01Z"}])");
  const Step step(
      {folder / "data.json", "--releases", folder / "releases.json", "--project", "::error::project", "-v"});
  ASSERT_EQ(step.made.code, 0) << step.made.errors;
  std::size_t warnings = 0;
  for (const std::string* log : {&step.made.output, &step.made.errors}) {
    EXPECT_EQ(log->find("##["), std::string::npos);
    EXPECT_EQ(log->find('\r'), std::string::npos);
    for (std::size_t at = 0; at != std::string::npos && at < log->size(); at = log->find('\n', at) + 1) {
      const std::string line = log->substr(at, log->find('\n', at) - at);
      const auto word = line.find_first_not_of(" \t");
      if (word == std::string::npos || line.compare(word, 2, "::") != 0) continue;
      EXPECT_TRUE(line.starts_with("::warning title=Performance%3A ") || line.starts_with("::notice title=Perf"))
          << line;
      ++warnings;
      if (log->find('\n', at) == std::string::npos) break;
    }
  }
  EXPECT_EQ(warnings, 11U);
  EXPECT_EQ(step.outputs().at("alert"), "true");
}

}  // namespace
