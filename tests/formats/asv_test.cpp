// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/found.h"

#include <gtest/gtest.h>

namespace perfolio::test {
namespace {

TEST(Asv, ReadsWhatRunPrints) {
  const Kept kept = kept_of("asv", fixture("asv/run.txt"));
  const model::Result& spin = result_in(kept, "gears.Mesh.time_spin");
  EXPECT_EQ(spin.value, 11.2);
  EXPECT_EQ(units::parse_unit(spin.unit).factor, 1e3);
  EXPECT_DOUBLE_EQ(*spin.lower, 11.19);
  EXPECT_DOUBLE_EQ(*spin.upper, 11.21);
  EXPECT_EQ(result_in(kept, "gears.Mesh.mem_teeth", "memory").unit, "kB");
  EXPECT_EQ(result_in(kept, "gears.Mesh.time_slow").unit, "min");
  EXPECT_EQ(result_in(kept, "gears.Mesh.track_ratio", "value").value, 0.75);
}

TEST(Asv, ReadsTablesOfParameters) {
  const Kept kept = kept_of("asv", fixture("asv/run.txt"));
  EXPECT_EQ(result_in(kept, "gears.time_sizes(10)").value, 1.2);
  EXPECT_EQ(result_in(kept, "gears.time_sizes(20)").value, 12);
  EXPECT_EQ(result_in(kept, "gears.time_kinds(10, 'contig', 'µ', (1, 2))").value, 127);
  EXPECT_EQ(result_in(kept, "gears.time_kinds(10, 'contig', 'b', (3, 4))").unit, "ns");
  EXPECT_EQ(result_in(kept, "gears.time_kinds(10, 'not', 'b', (3, 4))").value, 128);
  EXPECT_EQ(kept.runs[0].results.size(), 9U);
  EXPECT_EQ(kept.left_out,
            (std::map<std::string, std::size_t>{{"benchmark that failed", 2}, {"benchmark that was skipped", 1}}));
}

TEST(Asv, MakesARunOfEachCommitAndEnvironment) {
  const Kept kept = kept_of("asv", fixture("asv/run.txt"));
  ASSERT_EQ(kept.runs.size(), 3U);
  EXPECT_EQ(kept.runs[1].commit, "0123abcd");
  EXPECT_EQ(kept.runs[1].environment.at("runtime"), "virtualenv-py3.12-numpy1.26");
  EXPECT_EQ(kept.runs[2].commit, "4567cdef");
  EXPECT_TRUE(kept.runs[2].environment.empty());  // it would be a path
}

TEST(Asv, ReadsTheFilesItKeeps) {
  const Kept kept = kept_of("asv", fixture("asv/results.json"));
  ASSERT_EQ(kept.runs.size(), 1U);
  const model::Run& run = kept.runs[0];
  EXPECT_EQ(run.commit, "0123abcd0123abcd0123abcd0123abcd0123abcd");
  EXPECT_EQ(base::to_date(*run.commit_date), "2026-01-01");
  EXPECT_EQ(base::to_date(*run.date), "2026-01-01");
  EXPECT_EQ(model::environment_text(run.environment),
            "arch=x86_64; cpu=Example CPU; os=linux; runtime=python 3.11 numpy 1.26");
  EXPECT_EQ(result_in(kept, "gears.Mesh.time_spin").samples.size(), 2U);
  EXPECT_EQ(result_in(kept, "gears.Mesh.time_spin").lower, 1.1e-05);
  EXPECT_EQ(result_in(kept, "gears.Mesh.peakmem_teeth", "memory").unit, "B");
  EXPECT_EQ(result_in(kept, "gears.time_kinds(2, 'b')").value, 0.4);
  EXPECT_EQ(result_in(kept, "gears.time_kinds(1, 'a')").upper, 0.2);
  EXPECT_EQ(run.results.size(), 5U);
}

TEST(Asv, IsRecognised) {
  const std::string text = fixture("asv/run.txt");
  EXPECT_EQ(recognised_name(text), "asv");
  EXPECT_EQ(recognised_name(std::string(100000, '\n') + with_crlf(text)), "asv");
  EXPECT_EQ(recognised_name("[ 50.00%] --- a.time_b     1.2ms\n"), "asv");
  EXPECT_EQ(recognised_name(fixture("asv/results.json")), "asv");
  EXPECT_NE(recognised_name("[ 50%] Building CXX object a.cpp.o 12\n"), "asv");
}

TEST(Asv, RefusesWhatItCannotKeep) {
  const auto line = [](const std::string& value) { return "[ 50.00%] ··· a.time_b   " + value + "\n"; };
  EXPECT_EQ(complaint("asv", line("1e999ms")), "line 1:1: \"1e999ms\" is not a number that can be kept");
  EXPECT_EQ(complaint("asv", line("1,5ms")), "line 1:1: \"1,5ms\" is not a number that can be kept");
  EXPECT_EQ(complaint("asv", line("failed")), ": there is no asv benchmark in it");
  EXPECT_EQ(complaint("asv", "{}"), ": no \"result_columns\": this is not a results file of asv 0.5 or later");
  EXPECT_EQ(complaint("asv", R"({"result_columns": ["result", "params"], "results": {"a": [[1], [["1", "2"]]]}})"),
            "/results/a: 2 results are due here, not 1");
}

}  // namespace
}  // namespace perfolio::test
