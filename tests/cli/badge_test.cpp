// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// perfolio badge, and the badges of a report.
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace perfolio::test;
using nlohmann::json;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class Badges : public testing::Test {
 public:
  Badges() {
    std::string lines;
    for (int release = 1; release <= 2; ++release) {
      for (int run = 0; run < 5; ++run) {
        const int slow = (release == 1 ? 100 : 150) * 1000 + run;
        lines += R"({"schema":"perfolio/1","release":"v)" + std::to_string(release) + R"(","date":"2026-01-0)" +
                 std::to_string(release) + "T0" + std::to_string(run) +
                 R"(:00:00Z","results":[{"benchmark":"vm_loop","value":)" + std::to_string(slow) +
                 R"(,"unit":"ns"},{"benchmark":"parse_<all>","value":70,"unit":"ns"},)" +
                 R"({"benchmark":"parse_one","value":70,"unit":"ns"}]})" + "\n";
      }
    }
    put(folder / "h.jsonl", lines);
  }
  [[nodiscard]] Outcome badge(std::vector<std::string> more) const {
    std::vector<std::string> words{"badge", "h.jsonl", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    return called(std::move(words), {.folder = folder.path().string(), .environment = {}});
  }
  [[nodiscard]] json endpoint(std::vector<std::string> more) const {
    more.insert(more.end(), {"-o", "b.json"});
    const Outcome outcome = badge(more);
    EXPECT_EQ(outcome.code, 0) << outcome.errors;
    return json::parse(bytes_of(folder / "b.json"));
  }
  TempFolder folder;
};

TEST_F(Badges, SayWhatIsAskedOfWhatIsAsked) {
  EXPECT_EQ(endpoint({})["message"], "v2: 1 slower");
  EXPECT_EQ(endpoint({"--benchmark", "vm_loop"})["message"], "150\u202fµs");
  EXPECT_EQ(endpoint({"--benchmark", "vm_loop", "--says", "change"})["message"], "+50.0\u202f%");
  EXPECT_EQ(endpoint({"--benchmark", "vm_loop", "--says", "verdict"})["message"], "slower");
  const json group = endpoint({"--group", "parse"});
  EXPECT_EQ(group["label"], "parse");
  EXPECT_EQ(group["message"], "0.0\u202f%");
  EXPECT_EQ(endpoint({"--benchmark", "parse_one", "--label", "speed"})["label"], "speed");
}

TEST_F(Badges, HaveTheColourOfTheirVerdict) {
  EXPECT_NE(endpoint({"--benchmark", "vm_loop"})["color"], endpoint({"--benchmark", "parse_one"})["color"]);
  EXPECT_EQ(endpoint({"--benchmark", "vm_loop"})["color"], endpoint({})["color"]);
}

TEST_F(Badges, DifferByShapeAndEscapeTheirWords) {
  const std::string flat = badge({"--benchmark", "parse_<all>"}).output;
  EXPECT_TRUE(has(flat, "parse_&lt;all&gt;")) << flat;
  EXPECT_FALSE(has(flat, "<all>"));
  EXPECT_TRUE(has(flat, "height=\"20\"")) << flat.substr(0, 300);
  EXPECT_TRUE(has(badge({"--shape", "for-the-badge"}).output, "height=\"28\""));
  EXPECT_NE(badge({"--shape", "flat-square"}).output, badge({"--shape", "flat"}).output);
}

TEST_F(Badges, OfWhatIsNotThereNameTheNearest) {
  const Outcome benchmark = badge({"--benchmark", "vm_lop"});
  EXPECT_EQ(benchmark.code, 2);
  EXPECT_TRUE(has(benchmark.errors, "did you mean 'vm_loop'?")) << benchmark.errors;
  const Outcome group = badge({"--group", "pars"});
  EXPECT_EQ(group.code, 2);
  EXPECT_TRUE(has(group.errors, "did you mean 'parse'?")) << group.errors;
  EXPECT_EQ(badge({"--says", "value"}).code, 2);
  EXPECT_EQ(badge({"--group", "parse", "--benchmark", "vm_loop"}).code, 2);
}

TEST_F(Badges, OfEachGroupAreInTheReportAndAreWhatTheCommandWrites) {
  const Outcome outcome = called({"report", "h.jsonl", "-q", "--formats", "badges", "-o", "out"},
                                 {.folder = folder.path().string(), .environment = {}});
  ASSERT_EQ(outcome.code, 0) << outcome.errors;
  for (const std::string name : {"overall", "parse", "other"}) {
    EXPECT_TRUE(files_below(folder / "out").contains("badges/" + name + ".svg")) << name;
    EXPECT_TRUE(files_below(folder / "out").contains("badges/" + name + ".json")) << name;
  }
  EXPECT_EQ(bytes_of(folder / "out/badges/parse.svg"), badge({"--group", "parse"}).output);
  EXPECT_EQ(json::parse(bytes_of(folder / "out/badges/parse.json")), endpoint({"--group", "parse"}));
}

}  // namespace
