// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The command that the method page prints makes the same report again.
#include "support/runner.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

using namespace perfolio::test;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// The command on the page's method section, as a reader copies it.
std::string printed_command(const std::string& page) {
  const std::string start = "perfolio report";
  const auto from = page.find(start, page.find("The same report again"));
  if (from == std::string::npos) return "none";
  std::string text = page.substr(from, page.find("</pre>", from) - from);
  replace_all(text, "&#39;", "'");
  replace_all(text, "&quot;", "\"");
  replace_all(text, "&lt;", "<");
  replace_all(text, "&gt;", ">");
  replace_all(text, "&amp;", "&");
  return text;
}

class Reproduced : public testing::Test {
 public:
  Reproduced() {
    std::string lines;
    for (int release = 1; release <= 3; ++release) {
      for (int run = 0; run < 4; ++run) {
        const std::string commit(40, static_cast<char>('a' + release));
        lines += R"({"schema":"perfolio/1","commit":")" + commit + R"(","date":"2026-01-0)" + std::to_string(release) +
                 "T0" + std::to_string(run) + R"(:00:00Z","results":[{"benchmark":"it's <loop>","value":)" +
                 std::to_string(release * 100000 + run) +
                 R"(,"unit":"ns"},{"benchmark":"parse_one","value":70,"unit":"ns"}]})" + "\n";
      }
    }
    put(folder / "my history.jsonl", lines);
    put(folder / "releases.json", R"([{"tag":"core-v1","commit":")" + std::string(40, 'b') +
                                      R"("},{"tag":"core-v2","commit":")" + std::string(40, 'c') + R"("}])");
    put(folder / "map.tsv", std::string(40, 'd') + "\tcore-v3\n");
  }
  [[nodiscard]] Outcome made(const std::vector<std::string>& words) const {
    return called(words, {.folder = folder.path().string(), .environment = {}});
  }
  /// Runs a line in a shell, as a reader does, with `perfolio` as the program and outputs in `out`.
  [[nodiscard]] int shell(const std::string& line, const std::string& out) const {
    put(folder / "perfolio", std::string("#!/bin/sh\nexec ") + PERFOLIO_BINARY + " \"$@\" -q -o " + out + "\n");
    std::filesystem::permissions(folder / "perfolio", std::filesystem::perms::owner_all);
    put(folder / "line.sh", "PATH=.:$PATH\n" + line + "\n");
    return run({"/bin/sh", "line.sh"}, {.folder = folder.path().string(), .environment = {}}).code;
  }
  TempFolder folder;
};

TEST_F(Reproduced, ReportIsTheSameWhateverFlagsItWasMadeWith) {
  const std::vector<std::vector<std::string>> cases = {
      {},
      {"--releases", "releases.json", "--release-map", "map.tsv", "--tags", "core-v*"},
      {"--releases", folder / "releases.json", "--release", "core-v2", "--baseline", "first"},
      {"--by", "run", "--threshold", "5%", "--exclude", "parse*", "--project", "it's a 'name' & more"},
  };
  for (const std::vector<std::string>& flags : cases) {
    std::vector<std::string> words{"report", "my history.jsonl", "-o", "one", "-q", "--formats", "json,html"};
    words.insert(words.end(), flags.begin(), flags.end());
    std::filesystem::remove_all(folder / "one");
    std::filesystem::remove_all(folder / "two");
    const Outcome outcome = made(words);
    ASSERT_EQ(outcome.code, 0) << outcome.errors;
    const std::string command = printed_command(bytes_of(folder / "one/index.html"));
    EXPECT_EQ(command.find(folder.path().string()), std::string::npos) << command;
    ASSERT_EQ(shell(command, "two"), 0) << command;
    EXPECT_EQ(bytes_of(folder / "two/report.json"), bytes_of(folder / "one/report.json")) << command;
  }
}

}  // namespace
