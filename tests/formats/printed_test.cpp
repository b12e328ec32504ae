// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/kept.h"

#include <gtest/gtest.h>

/// What holds for every format that is printed for people.
namespace perfolio::test {
namespace {

struct Printed {
  std::string file;
  std::string format;
};

const std::vector<Printed>& fixtures() {
  static const std::vector<Printed> kFixtures = {{"benchmarkjs/others.txt", "benchmarkjs"},
                                                 {"benchmarkjs/suite.txt", "benchmarkjs"},
                                                 {"catch2/console.txt", "catch2"},
                                                 {"catch2/no-analysis.txt", "catch2"},
                                                 {"catch2/v3.txt", "catch2"},
                                                 {"catch2/v3.xml", "catch2"},
                                                 {"criterion/normal.txt", "criterion"},
                                                 {"criterion/quiet.txt", "criterion"},
                                                 {"go/benchstat.txt", "go"},
                                                 {"go/count3.txt", "go"},
                                                 {"go/json.ndjson", "go"},
                                                 {"libtest/old.txt", "libtest"},
                                                 {"libtest/targets.jsonl", "libtest"},
                                                 {"libtest/targets.txt", "libtest"}};
  return kFixtures;
}

std::vector<std::string> facts_of(std::string_view format, const std::string& bytes) {
  Kept kept;
  read(format, bytes, kept);
  std::vector<std::string> facts;
  for (const model::Run& run : kept.runs) {
    for (const model::Result& result : run.results) {
      facts.push_back(result.benchmark + '|' + result.metric + '|' + std::to_string(result.value) + result.unit);
    }
  }
  return facts;
}

/// The text with `before` and `after` around each of its lines.
std::string around_lines(const std::string& text, const std::string& before, const std::string& after) {
  std::string changed;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    changed += before + text.substr(at, end - at) + after + '\n';
    at = end + 1;
  }
  return changed;
}

TEST(Printed, IsSureOfExactlyOneFormat) {
  for (const auto& [file, want] : fixtures()) {
    const std::string bytes = fixture(file);
    for (const formats::Format* format : formats::all_formats()) {
      EXPECT_EQ(format->sniff(bytes) == formats::Match::Sure, format->name == want)
          << file << " asked of " << format->name;
    }
  }
}

TEST(Printed, ReadsAlikeWithOtherLineEndsAndInTheLogOfAWorkflow) {
  for (const auto& [file, format] : fixtures()) {
    const std::string bytes = fixture(file);
    const auto want = facts_of(format, bytes);
    EXPECT_FALSE(want.empty()) << file;
    EXPECT_EQ(facts_of(format, around_lines(bytes, "", "\r")), want) << file;
    EXPECT_EQ(facts_of(format, "\xEF\xBB\xBF" + bytes), want) << file;
    if (file.ends_with(".xml")) continue;
    const std::string log = around_lines(bytes, "2026-02-20T12:00:00.1234567Z ", "");
    EXPECT_EQ(facts_of(format, log), want) << file;
    EXPECT_EQ(formats::recognised(log).name, format) << file;
  }
}

TEST(Printed, SurvivesAnyByteChangedAndAnyEnd) {
  for (const auto& [file, format] : fixtures()) {
    const std::string bytes = fixture(file);
    for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 300 + 1) {
      for (const char c : {'\0', '"', '\xff', '<', '\n', '9', ' ', '-'}) {
        std::string bad = bytes;
        bad[at] = c;
        EXPECT_LT(complaint(format, bad).size(), 500U);
      }
      EXPECT_LT(complaint(format, bytes.substr(0, at)).size(), 500U);
    }
  }
}

}  // namespace
}  // namespace perfolio::test
