// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Standard streams that are full, closed or left by their reader: the exit code stays as documented, nothing is lost.
#include "support/runner.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio::test;

/// In a folder with a history of many results, run through a shell for its redirections.
class Output : public testing::Test {
 public:
  Output() {
    std::string results;
    for (int i = 0; i < 400; ++i) {
      results +=
          std::string(i == 0 ? "" : ",") + R"({"benchmark":"b)" + std::to_string(i) + R"(","value":1,"unit":"ns"})";
    }
    put(folder / "h.jsonl", R"({"schema":"perfolio/1","date":"2026-01-01","results":[)" + results + "]}\n");
    put(folder / "r.json", R"([{"name":"a","unit":"ns","value":3}])");
  }
  [[nodiscard]] Outcome shell(const std::string& arguments) const {
    return run({"sh", "-c", std::string(PERFOLIO_BINARY) + " " + arguments},
               {.folder = folder.path().string(), .environment = {}, .limit = std::chrono::seconds(60)});
  }
  TempFolder folder;
};

TEST_F(Output, ThatIsCutShortAfterAnyNumberOfBytesIsExit3) {
  const std::vector<std::string> commands = {"--help",
                                             "--version",
                                             "report --help",
                                             "show h.jsonl",
                                             "show h.jsonl --all",
                                             "export h.jsonl --to csv",
                                             "export h.jsonl --to jsonl",
                                             "record r.json --dry-run",
                                             "init --dry-run"};
  for (const std::string& command : commands) {
    const Outcome full = shell(command + " >/dev/full");
    EXPECT_EQ(full.code, 3) << command;
    EXPECT_TRUE(full.errors.ends_with("perfolio: standard output: cannot write: No space left on device\n"))
        << command << full.errors;
  }
}

TEST_F(Output, ThatIsClosedIsExit3AndTakesNoFileInItsPlace) {
  const Outcome closed = shell("export h.jsonl --to csv >&-");
  EXPECT_EQ(closed.code, 3);
  EXPECT_NE(closed.errors.find("standard output: cannot write"), std::string::npos) << closed.errors;
  // A file opened in the place of standard output would get what is printed.
  EXPECT_EQ(shell("record r.json --history n.jsonl >&- 2>&- <&-").code, 3);
  const std::string history = bytes_of(folder / "n.jsonl");
  EXPECT_TRUE(history.starts_with("{\"schema\"") && history.ends_with("}\n")) << history;
  EXPECT_EQ(std::ranges::count(history, '\n'), 1);
}

TEST_F(Output, WhoseReaderLeftIsExit3WithoutAWord) {
  const Outcome left = shell("export h.jsonl --to jsonl 2>errors | true; cat errors");
  EXPECT_EQ(left.output, "");
  EXPECT_EQ(shell("export h.jsonl --to csv | head -n 1").output.substr(0, 10), "benchmark,");
}

TEST_F(Output, OfErrorsThatNobodyCanReadChangesNoExitCode) {
  const std::vector<std::pair<std::string, int>> cases = {{"show missing", 2},
                                                          {"--bogus", 2},
                                                          {"reprot", 2},
                                                          {"show h.jsonl", 0},
                                                          {"report REF:x --repo-dir /", 3},
                                                          {"export h.jsonl --to csv", 0}};
  for (const auto& [command, code] : cases) {
    for (const std::string errors : {"2>/dev/full", "2>&-", "2>&- 0<&-"}) {
      EXPECT_EQ(shell(command + " " + errors).code, code) << command << " " << errors;
    }
  }
  EXPECT_EQ(shell("show missing >&- 2>&- <&-").code, 2);
}

TEST_F(Output, OfErrorsIntoAPipeThatNobodyReadsEndsNothing) {
  const Outcome outcome = shell("show missing 2>&1 >/dev/null | true; " + std::string(PERFOLIO_BINARY) +
                                " export h.jsonl --to csv -v 2>/dev/full | tail -n 1");
  EXPECT_TRUE(outcome.output.starts_with("b399,")) << outcome.output;
}

TEST_F(Output, ThatFailsLosesNoRunAndRecordsNoneTwice) {
  EXPECT_EQ(shell("record r.json --history n.jsonl --date 2026-01-01 2>/dev/full").code, 0);
  const std::string once = bytes_of(folder / "n.jsonl");
  EXPECT_EQ(std::ranges::count(once, '\n'), 1);
  const Outcome full = shell("record r.json --history m.jsonl --date 2026-01-01 >/dev/full");
  EXPECT_EQ(full.code, 3);
  EXPECT_NE(full.errors.find("hint: the history is written all the same: there is nothing to repeat\n"),
            std::string::npos)
      << full.errors;
  EXPECT_EQ(bytes_of(folder / "m.jsonl"), once);
}

TEST_F(Output, InputThatIsClosedIsAnErrorNotAnEmptyText) {
  const Outcome closed = shell("show - <&-");
  EXPECT_EQ(closed.code, 3);
  EXPECT_NE(closed.errors.find("standard input: cannot read"), std::string::npos) << closed.errors;
}

TEST_F(Output, OfAReportThatFailsLeavesTheReport) {
  const Outcome full = shell("report h.jsonl --formats json -o out >/dev/full");
  EXPECT_EQ(full.code, 3);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "out/report.json"));
  EXPECT_NE(full.errors.find("hint: the report is written all the same\n"), std::string::npos) << full.errors;
}

}  // namespace
