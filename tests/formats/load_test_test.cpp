// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What load generators and other tools of the command line print.
#include "formats/found.h"
#include "formats/shipped.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

bool has(const Kept& kept, std::string_view name, std::string_view metric) {
  return std::ranges::any_of(kept.runs.at(0).results,
                             [&](const model::Result& r) { return r.benchmark == name && r.metric == metric; });
}

TEST(LoadTest, WrkIsReadWithTheRateOfAllThreadsAndThePercentiles) {
  const Kept kept = kept_of("wrk", fixture("wrk/latency.txt"));
  const model::Result& time = result_in(kept, "/hello");
  EXPECT_DOUBLE_EQ(time.value, 1.29);
  EXPECT_EQ(time.unit, "ms");
  EXPECT_DOUBLE_EQ(time.resolution, 0.005);
  EXPECT_TRUE(time.primary);
  EXPECT_EQ(time.estimator, "mean");
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "throughput").value, 26294.66);
  EXPECT_FALSE(result_in(kept, "/hello", "throughput").primary);
  EXPECT_EQ(result_in(kept, "/hello", "p50").unit, "us");
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "p99").value, 18.45);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "max").value, 41.26);
  EXPECT_TRUE(kept.diagnostics.empty());
}

TEST(LoadTest, MinutesOfWrkAreSecondsWithTheirDigits) {
  const Kept kept = kept_of("wrk", with(fixture("wrk/latency.txt"), "1.29ms", "1.29m "));
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello").value, 77.4);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello").resolution, 0.3);
  EXPECT_EQ(result_in(kept, "/hello").unit, "s");
}

TEST(LoadTest, RequestsThatFailedAreToldAtTheirLine) {
  const Kept wrk = kept_of("wrk", fixture("wrk/missing.txt"));
  ASSERT_EQ(wrk.diagnostics.size(), 1U);
  EXPECT_EQ(wrk.diagnostics[0].text, "\"/missing\": Non-2xx or 3xx responses: 9558");
  EXPECT_EQ(wrk.diagnostics[0].where.line, 7);
  const Kept ab = kept_of("ab", fixture("ab/missing.txt"));
  ASSERT_EQ(ab.diagnostics.size(), 1U);
  EXPECT_EQ(ab.diagnostics[0].text, "\"/missing\": Non-2xx responses: 200");
  const Kept hey = kept_of("hey", fixture("hey/missing.txt"));
  ASSERT_EQ(hey.diagnostics.size(), 1U);
  EXPECT_EQ(hey.diagnostics[0].text, "\"response time\": 200 responses of status [404]");
  const Kept h2load = kept_of("h2load", fixture("h2load/missing.txt"));
  ASSERT_EQ(h2load.diagnostics.size(), 1U);
  EXPECT_EQ(h2load.diagnostics[0].text, "\"time for request\": 40 requests failed");
  const Kept pgbench = kept_of("pgbench", with(fixture("pgbench/two.txt"), "transactions: 0 (0", "transactions: 7 (3"));
  ASSERT_EQ(pgbench.diagnostics.size(), 1U);
  EXPECT_EQ(pgbench.diagnostics[0].text, "\"TPC-B (sort of)\": 7 transactions failed");
}

TEST(LoadTest, SocketErrorsOfWrkAreToldUnlessThereAreNone) {
  const std::string text = fixture("wrk/latency.txt");
  const auto errors = [&](const std::string& counts) {
    return kept_of("wrk", with(text, "Requests/sec:", "  Socket errors: " + counts + "\nRequests/sec:"))
        .diagnostics.size();
  };
  EXPECT_EQ(errors("connect 0, read 2, write 0, timeout 0"), 1U);
  EXPECT_EQ(errors("connect 0, read 0, write 0, timeout 0"), 0U);
}

TEST(LoadTest, AbIsReadWithTheFirstTimePerRequest) {
  const Kept kept = kept_of("apachebench", fixture("ab/ab.txt"));
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello").value, 4.631);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "throughput").value, 1727.39);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "p99").value, 24);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "p99").resolution, 0.5);
  EXPECT_DOUBLE_EQ(result_in(kept, "/hello", "max").value, 33);
  EXPECT_EQ(kept.points(), 8U);
}

TEST(LoadTest, ProgressBehindAnOutputIsNoPercentile) {
  EXPECT_EQ(kept_of("ab", fixture("ab/ab.txt") + "75% done\n").points(), 8U);
  EXPECT_EQ(kept_of("wrk", fixture("wrk/latency.txt") + "75% done\n").points(), 7U);
}

TEST(LoadTest, APrintedZeroIsNoTime) {
  const Kept ab = kept_of("ab", fixture("ab/missing.txt"));
  EXPECT_FALSE(has(ab, "/missing", "p50"));
  EXPECT_EQ(ab.left_out.at("below what was printed (nothing but zeros)"), 1U);
  const Kept memory = kept_of("sysbench", fixture("sysbench/memory.txt"));
  EXPECT_FALSE(has(memory, "memory", "time"));
  EXPECT_DOUBLE_EQ(result_in(memory, "memory", "max").value, 24.05);
}

TEST(LoadTest, HeyIsReadWithoutPercentilesOfNothing) {
  const std::string text = fixture("hey/hey.txt");
  const Kept kept = kept_of("hey", text);
  EXPECT_DOUBLE_EQ(result_in(kept, "response time").value, 0.0006);
  EXPECT_DOUBLE_EQ(result_in(kept, "response time").resolution, 0.00005);
  EXPECT_DOUBLE_EQ(result_in(kept, "response time", "p99").value, 0.0111);
  EXPECT_DOUBLE_EQ(result_in(kept, "response time", "throughput").value, 12852.2838);
  EXPECT_TRUE(kept.diagnostics.empty());
  const Kept few = kept_of("hey", with(text, "99% in 0.0111", "0% in 0.0000"));
  EXPECT_FALSE(has(few, "response time", "p99"));
  EXPECT_TRUE(few.left_out.empty());
}

TEST(LoadTest, ARateOfHeyThatCountsNoAnswerIsNotRead) {
  const std::string refused = fixture("hey/refused.txt");
  EXPECT_EQ(complaint("hey", refused), ": there is no result of hey in it");
  const Kept kept = kept_of("hey", fixture("hey/hey.txt") + refused);
  EXPECT_FALSE(has(kept, "response time #2", "throughput"));
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_NE(kept.diagnostics[0].text.find("connection refused"), std::string::npos);
}

TEST(LoadTest, H2loadIsReadByTheCaptionsOfItsTable) {
  const std::string text = fixture("h2load/h2load.txt");
  const Kept kept = kept_of("h2load", text);
  EXPECT_DOUBLE_EQ(result_in(kept, "time for request").value, 5.09);
  EXPECT_DOUBLE_EQ(result_in(kept, "time for request", "max").value, 62.21);
  EXPECT_DOUBLE_EQ(result_in(kept, "time for request", "throughput").value, 5905.8);
  const Kept newer = kept_of("h2load", with(text, "mean         sd", "p95         mean"));
  EXPECT_DOUBLE_EQ(result_in(newer, "time for request", "p95").value, 5.09);
  EXPECT_DOUBLE_EQ(result_in(newer, "time for request").value, 7.33);
}

TEST(LoadTest, PgbenchIsReadRunByRunWithoutTheTimeToConnect) {
  const std::string text = fixture("pgbench/two.txt");
  const Kept kept = kept_of("pgbench", text);
  EXPECT_DOUBLE_EQ(result_in(kept, "TPC-B (sort of)").value, 8.517);
  EXPECT_DOUBLE_EQ(result_in(kept, "TPC-B (sort of)", "throughput").value, 234.833581);
  EXPECT_DOUBLE_EQ(result_in(kept, "select only").value, 0.137);
  const Kept older =
      kept_of("pgbench",
              with(text, "tps = 234.833581 (without initial connection time)",
                   "tps = 1.5 (including connections establishing)\ntps = 2.5 (excluding connections establishing)"));
  EXPECT_DOUBLE_EQ(result_in(older, "TPC-B (sort of)", "throughput").value, 2.5);
}

TEST(LoadTest, SysbenchIsNamedByWhatItTested) {
  const Kept cpu = kept_of("sysbench", fixture("sysbench/cpu.txt"));
  EXPECT_DOUBLE_EQ(result_in(cpu, "cpu").value, 0.51);
  EXPECT_DOUBLE_EQ(result_in(cpu, "cpu", "p95").value, 2.91);
  EXPECT_DOUBLE_EQ(result_in(cpu, "cpu", "throughput").value, 1918.28);
  const Kept memory = kept_of("sysbench", fixture("sysbench/memory.txt"));
  EXPECT_DOUBLE_EQ(result_in(memory, "memory", "throughput").value, 3022701.83);
  EXPECT_DOUBLE_EQ(result_in(memory, "memory", "bandwidth").value, 2951.86);
  const Kept sql = kept_of("sysbench", fixture("sysbench/oltp.txt"));
  EXPECT_DOUBLE_EQ(result_in(sql, "sql", "throughput").value, 858.6);
}

TEST(LoadTest, OpensslSpeedIsReadByBlockAndByOperation) {
  const Kept blocks = kept_of("openssl-speed", fixture("openssl-speed/blocks.txt"));
  EXPECT_EQ(blocks.points(), 12U);
  EXPECT_DOUBLE_EQ(result_in(blocks, "md5 (16 bytes)", "throughput").value, 101333210);
  EXPECT_DOUBLE_EQ(result_in(blocks, "md5 (16 bytes)", "throughput").resolution, 5);
  const Kept keys = kept_of("openssl-speed", fixture("openssl-speed/keys.txt"));
  EXPECT_EQ(keys.points(), 5U);
  EXPECT_DOUBLE_EQ(result_in(keys, "rsa 1024 bits sign", "throughput").value, 12256.6);
  EXPECT_DOUBLE_EQ(result_in(keys, "256 bits ecdsa (nistp256) verify", "throughput").value, 16781);
  EXPECT_DOUBLE_EQ(result_in(keys, "256 bits ecdh (nistp256) op", "throughput").value, 22045);
}

TEST(LoadTest, TimeitIsReadAsTheBestOfItsRepetitions) {
  const std::string text = fixture("timeit/timeit.txt");
  const Kept kept = kept_of("timeit", text + "1 loop, best of 5: 2 sec per loop\n");
  EXPECT_DOUBLE_EQ(result_in(kept, "timeit").value, 13.8);
  EXPECT_EQ(result_in(kept, "timeit").estimator, "minimum");
  EXPECT_EQ(result_in(kept, "timeit").unit, "usec");
  EXPECT_DOUBLE_EQ(result_in(kept, "timeit #2").value, 2);
  EXPECT_EQ(kept.diagnostics.size(), 1U);
}

std::set<std::string> sure_of(const std::string& text) {
  std::set<std::string> names;
  for (const formats::Format* format : formats::all_formats()) {
    if (format->sniff(text) != formats::Match::No) names.emplace(format->name);
  }
  return names;
}

TEST(LoadTest, EachOutputIsRecognisedByItsReaderAndByNoOther) {
  for (const char* name : {"ab", "h2load", "hey", "openssl-speed", "pgbench", "sysbench", "timeit", "wrk"}) {
    std::size_t asked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "tests/data/formats" / name)) {
      if (entry.path().extension() != ".txt") continue;
      ++asked;
      const std::string text = bytes_of(entry.path());
      EXPECT_EQ(sure_of(text), std::set<std::string>{name}) << entry.path();
      EXPECT_EQ(sure_of(with_crlf(text)), std::set<std::string>{name}) << entry.path();
    }
    EXPECT_GT(asked, 0U) << name;
  }
  EXPECT_TRUE(sure_of("Running 10s test @ http://localhost:3000\n10 connections\n").empty());  // autocannon
}

TEST(LoadTest, WhatIsNoNumberIsRefusedAtItsLine) {
  EXPECT_EQ(complaint("wrk", with(fixture("wrk/latency.txt"), "26294.66", "1e999")),
            "line 12:1: \"1e999\" is not a number that can be kept");
  EXPECT_EQ(complaint("ab", "x"), ": there is no result of ab in it");
}

}  // namespace
}  // namespace perfolio::test
