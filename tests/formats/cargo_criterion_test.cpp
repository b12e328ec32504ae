// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

const std::string kFile = "cargo-criterion/messages.jsonl";

TEST(CargoCriterion, ReadsTheTypicalEstimateAndItsInterval) {
  const Kept kept = kept_of("cargo-criterion", fixture(kFile));
  const model::Result& time = result_in(kept, "parse/bytes/2048");
  EXPECT_EQ(time.value, 101.5);
  EXPECT_EQ(time.unit, "ns");
  EXPECT_EQ(time.lower, 100.5);
  EXPECT_EQ(time.upper, 102.5);
  EXPECT_EQ(time.estimator, "typical");
  EXPECT_EQ(result_in(kept, "walk \"the\" tree").value, 10.2);
}

TEST(CargoCriterion, GivesTheThroughputOfAnIteration) {
  const Kept kept = kept_of("cargo-criterion", fixture(kFile));
  EXPECT_EQ(result_in(kept, "parse/bytes/2048").per, "2 KiB");
  const model::Result& bytes = result_in(kept, "parse/bytes/2048", "throughput");
  EXPECT_DOUBLE_EQ(bytes.value, 2048 / 101.5e-9);
  EXPECT_EQ(bytes.unit, "B/s");
  EXPECT_DOUBLE_EQ(bytes.lower.value(), 2048 / 102.5e-9);
  EXPECT_DOUBLE_EQ(bytes.upper.value(), 2048 / 100.5e-9);
  EXPECT_DOUBLE_EQ(result_in(kept, "parse/items/40", "throughput").value, 1e7);
  EXPECT_EQ(result_in(kept, "parse/items/40").per, "40 elements");
}

TEST(CargoCriterion, TakesTheMeanWhereThereIsNoTypicalEstimate) {
  const Kept kept =
      kept_of("cargo-criterion", R"({"reason":"benchmark-complete","id":"a","mean":{"estimate":2.5,"unit":"us"}})");
  EXPECT_EQ(result_in(kept, "a").value, 2.5);
  EXPECT_EQ(result_in(kept, "a").unit, "us");
  EXPECT_EQ(result_in(kept, "a").estimator, "mean");
}

TEST(CargoCriterion, CountsTextBehindAMessage) {
  const std::string message = R"({"reason":"benchmark-complete","id":"a } \"b","typical":{"estimate":2,"unit":"ns"}})";
  const Kept kept = kept_of("cargo-criterion", message + " and more {\n");
  EXPECT_EQ(result_in(kept, "a } \"b").value, 2);
  EXPECT_EQ(kept.left_out.at("text behind a message, on the same line"), 1U);
}

TEST(CargoCriterion, IsRecognisedAndRefusesWhatItCannotRead) {
  EXPECT_EQ(recognised_name(fixture(kFile)), "cargo-criterion");
  EXPECT_EQ(recognised_name(with_crlf(fixture(kFile))), "cargo-criterion");
  EXPECT_EQ(complaint("cargo-criterion", "{\"reason\":\"group-complete\"}"),
            ": there is no cargo-criterion benchmark in it");
  EXPECT_EQ(complaint("cargo-criterion", R"({"reason":"benchmark-complete","typical":{"estimate":1}})"),
            ": a benchmark without an id");
}

}  // namespace
}  // namespace perfolio::test
