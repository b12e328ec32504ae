// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/append.h"
#include "base/error.h"
#include "history/sources.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>

namespace perfolio::history {
namespace {

using test::bytes_of;
using test::put;
using test::TempFolder;

const std::string kCommit(40, 'a');

Addition addition(const std::string& benchmark, double value, const std::string& date = "2026-02-20") {
  Addition made;
  made.run.commit = kCommit;
  made.run.suite = "s";
  made.run.environment = {{"cpu", "x\"y"}};
  made.run.date = base::parse_time(date);
  model::Result& result = made.run.results.emplace_back();
  result.benchmark = benchmark;
  result.value = value;
  result.unit = "ns";
  return made;
}

Addition without_commit(Addition made) {
  made.run.commit.clear();
  return made;
}

Addition by_clock(Addition made) {
  made.dated = false;
  return made;
}

std::string text_of(const std::vector<Addition>& additions) {
  std::vector<base::Diagnostic> notes;
  return lines_for({}, additions, Twice::Allow, notes).text;
}

/// The complaint as a user sees it; "" when nothing is refused.
std::string complaint(std::string_view bytes, const std::vector<Addition>& additions) {
  std::vector<base::Diagnostic> notes;
  try {
    lines_for(bytes, additions, Twice::Refuse, notes);
  } catch (const base::Error& error) {
    return base::to_string(error.where()) + ": " + error.what();
  }
  return "";
}

TEST(Lines, AreOnePerRunAndReadBack) {
  const TempFolder folder;
  std::vector<base::Diagnostic> notes;
  const auto made = append_runs(folder / "h", {addition("a", 1), addition("a", 2, "2026-02-21")}, Twice::Refuse, notes);
  EXPECT_TRUE(made.first);
  EXPECT_EQ(made.added.size(), 2U);
  const auto more = append_runs(folder / "h", {addition("a", 3, "2026-02-22")}, Twice::Refuse, notes);
  EXPECT_FALSE(more.first);
  const auto read = read_runs({folder / "h"}, {});
  ASSERT_EQ(read.runs.size(), 3U);
  EXPECT_EQ(read.runs[2].results.at(0).value, 3);
  EXPECT_EQ(read.runs[2].environment.at("cpu"), "x\"y");
  EXPECT_TRUE(notes.empty());
}

TEST(Duplicates, AreTheSameCommitSuiteEnvironmentAndDate) {
  const std::string there = text_of({addition("z", 0, "2026-01-01"), addition("a", 1)});
  EXPECT_EQ(complaint(there, {addition("a", 2)}),
            "line 2: this run is recorded already (commit aaaaaaaaaaaa, suite 's', 2026-02-20T00:00:00Z)");
  Addition other = addition("a", 1);
  other.run.environment["cpu"] = "y";
  EXPECT_EQ(complaint(there, {other}), "");
  other = addition("a", 1);
  other.run.suite = "t";
  EXPECT_EQ(complaint(there, {other}), "");
  other = addition("a", 1);
  other.run.commit[0] = 'b';
  EXPECT_EQ(complaint(there, {other}), "");
  EXPECT_EQ(complaint(there, {addition("a", 1, "2026-02-21")}), "");
  EXPECT_EQ(complaint(there, {addition("b", 1)}), "") << "another part of the suite";
}

TEST(Duplicates, WithoutACommitAreTheSameContent) {
  const std::string there = text_of({without_commit(addition("a", 1))});
  EXPECT_NE(complaint(there, {without_commit(addition("a", 1))}), "");
  EXPECT_EQ(complaint(there, {without_commit(addition("a", 1.5))}), "");
  EXPECT_EQ(complaint(there, {without_commit(addition("a", 1, "2026-02-21"))}), "");
}

TEST(Duplicates, DatedByTheClockAreTheSameContentWhateverTheClockSaid) {
  const std::string there = text_of({addition("a", 1)});
  EXPECT_EQ(complaint(there, {by_clock(addition("a", 1, "2026-03-01"))}),
            "line 1: this run is recorded already (commit aaaaaaaaaaaa, suite 's')");
  EXPECT_EQ(complaint(there, {by_clock(addition("a", 2))}), "");
}

TEST(Duplicates, AreFoundWithinOneCall) {
  EXPECT_EQ(complaint({}, {addition("a", 1), addition("a", 2), addition("a", 3)}),
            ": the same run twice (commit aaaaaaaaaaaa, suite 's', 2026-02-20T00:00:00Z), and 1 more");
}

TEST(Duplicates, AreSkippedOrAllowedWhereAsked) {
  const std::string there = text_of({addition("a", 1)});
  std::vector<base::Diagnostic> notes;
  const std::vector<Addition> all = {addition("a", 1), addition("a", 1, "2026-02-21")};
  const Lines skipped = lines_for(there, all, Twice::Skip, notes);
  EXPECT_EQ(skipped.skipped, 1U);
  EXPECT_EQ(skipped.text, text_of({all[1]}));
  EXPECT_EQ(lines_for(there, all, Twice::Allow, notes).text, text_of(all));
}

TEST(Duplicates, LeaveTheFileAsItIs) {
  const TempFolder folder;
  const std::string torn = text_of({addition("a", 1)}) + R"({"schema":)";
  put(folder / "h", torn);
  std::vector<base::Diagnostic> notes;
  EXPECT_THROW(append_runs(folder / "h", {addition("a", 1)}, Twice::Refuse, notes), base::Error);
  EXPECT_EQ(append_runs(folder / "h", {addition("a", 1)}, Twice::Skip, notes).skipped, 1U);
  EXPECT_EQ(bytes_of(folder / "h"), torn);
}

TEST(TornTail, IsCutOffAtEveryByte) {
  const TempFolder folder;
  Addition last = addition("é\\\"\u2028", 1.25e-7, "2026-02-21");
  last.run.results[0].samples = {1, 2.5e10};
  const std::string first = text_of({addition("a", 1)});
  const std::string line = text_of({last});
  const std::string next = text_of({addition("a", 1, "2026-02-22")});
  for (std::size_t kept = 0; kept <= line.size(); ++kept) {
    for (const std::string& before : {first, std::string()}) {
      put(folder / "h", before + line.substr(0, kept));
      std::vector<base::Diagnostic> notes;
      append_runs(folder / "h", {addition("a", 1, "2026-02-22")}, Twice::Refuse, notes);
      // Whole but for its newline, the line is kept.
      const bool whole = kept + 1 >= line.size();
      ASSERT_EQ(bytes_of(folder / "h"), before + (whole ? line : "") + next) << kept;
      ASSERT_EQ(notes.size(), whole || kept == 0 ? 0U : 1U) << kept;
      if (!notes.empty()) {
        EXPECT_EQ(notes[0].text, "a torn last line of " + std::to_string(kept) + " bytes is cut off");
      }
    }
  }
}

TEST(TornTail, OfZerosFromAFileSystemIsCutOff) {
  const std::string first = text_of({addition("a", 1)});
  const std::string line = text_of({addition("a", 1, "2026-02-21")});
  for (const std::size_t kept : {std::size_t{0}, std::size_t{30}, line.size() - 1}) {
    const std::string bytes = first + line.substr(0, kept) + std::string(20, '\0');
    std::vector<base::Diagnostic> notes;
    const Lines lines = lines_for(bytes, {addition("b", 1)}, Twice::Refuse, notes);
    EXPECT_EQ(lines.keep, first.size() + (kept == line.size() - 1 ? kept : 0)) << kept;
    EXPECT_EQ(lines.text.front() == '\n', kept == line.size() - 1) << kept;
    EXPECT_EQ(notes.size(), 1U) << kept;
  }
}

TEST(TornTail, IsNotWhatSomebodyWrote) {
  const std::string first = text_of({addition("a", 1)});
  const std::vector<Addition> next = {addition("b", 1)};
  EXPECT_EQ(complaint(first + "hello", next), "line 2:1: this is not valid JSON: 'h' does not fit here");
  EXPECT_EQ(complaint(first + R"({"schema":"perfolio/1","suite":x,"results":[]})", next),
            "line 2:32: this is not valid JSON: 'x' does not fit here");
  EXPECT_EQ(complaint(first + R"({"schema":"perfolio/1","results":[]},)", next),
            "line 2:37: more follows after the end of the JSON text");
  EXPECT_EQ(complaint(first + R"({"a":1})", next), "line 2: this line has no \"schema\": it is not a run of ours");
  EXPECT_EQ(complaint(first + ">>>>>>> theirs", next),
            "line 2:1: an unresolved merge conflict: keep the lines of both sides");
}

TEST(History, IsOnlyWhatBeginsAsOne) {
  const TempFolder folder;
  const std::vector<Addition> next = {addition("b", 1)};
  for (const std::string bytes :
       {"window.BENCHMARK_DATA = {\"entries\":{}}", "hello", "{\"entries\":{", "[1]\n", "{}"}) {
    put(folder / "h", bytes);
    std::vector<base::Diagnostic> notes;
    EXPECT_THROW(append_runs(folder / "h", next, Twice::Allow, notes), base::Error) << bytes;
    EXPECT_EQ(bytes_of(folder / "h"), bytes);
    EXPECT_EQ(complaint(bytes, next), ": this is not a history of perfolio, and stays as it is") << bytes;
  }
  const std::string spaced = R"({ "suite":"s", "schema": "perfolio/1.2", "results":[] })";
  for (const std::string& bytes : {std::string(), std::string("\n\n"), std::string("\xEF\xBB\xBF"), spaced + "\r\n"}) {
    EXPECT_EQ(complaint(bytes, next), "") << bytes;
  }
  EXPECT_EQ(complaint(spaced + "\n" + R"({"schema":"perfolio/2","results":[]})" + "\n", next),
            "line 2: /schema: the schema \"perfolio/2\" is not known here; this reads perfolio/1");
}

}  // namespace
}  // namespace perfolio::history
