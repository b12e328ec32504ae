// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/analyse.h"
#include "base/error.h"
#include "support/made_history.h"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>

namespace perfolio::analysis {
namespace {

using test::MadeHistory;

/// A hundred and ten series of all kinds: steps, what comes and goes, what repeats exactly, throughputs.
MadeHistory history() {
  MadeHistory made(14, 3);
  for (std::uint64_t i = 0; i < 110; ++i) {
    const auto column = static_cast<std::uint32_t>(i % 17);
    model::Series& s = made.add(fmt::format("g{}/b{:03}", i % 4, i), [=](std::uint32_t at, std::uint32_t run) {
      if ((i % 10 == 3 && at < column) || (i % 10 == 4 && at > column)) return std::optional<double>();
      const double level = 100 * (at >= column ? 1 + static_cast<double>(i % 3) * 0.2 : 1.0);
      return std::optional(level * std::exp(i % 10 == 5 ? 0.0 : 0.02 * test::noise(i, run)));
    });
    if (i % 7 == 0) s.better = units::Direction::Higher;
    s.suite = i % 2 == 0 ? "even" : "odd";
  }
  return made;
}

/// Every fact of a benchmark that a number or a word is made of.
std::string printed(const model::Report& report) {
  std::string out;
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    out += fmt::format("{} {} {} {} {}\n", b.id, b.noise, b.noiseless, b.group, b.notes);
    for (const model::Level& l : b.levels) {
      out += fmt::format(" {} {} {} {} {} {}", l.column, l.n, l.value, l.lower, l.upper, l.noise);
    }
    for (const model::ChangePoint& p : b.change_points) out += fmt::format("\n at {} {} {}", p.run, p.before, p.after);
    for (const auto& change : b.column_changes) out += fmt::format("\n in {} {}", change.column, change.ratio);
    if (b.drift) out += fmt::format("\n drift {}", b.drift->accumulated);
    if (!b.comparison) continue;
    const model::Comparison& c = *b.comparison;
    out += fmt::format("\n {} {} {} {} {} {} {} {} {}\n", static_cast<int>(c.verdict), c.ratio.value, c.ratio.lower,
                       c.ratio.upper, c.p, c.corrected_over, c.rule, c.runs_to_see.same, c.runs_to_see.ten);
  }
  for (const model::Against& row : report.overview.against) {
    out += fmt::format("{} {} {} {}\n", row.column, row.index.ratio.value, row.better.size(), row.worse.size());
  }
  for (const auto& note : report.notes) out += note.text + "\n";
  return out + report.headline.sentence + report.overview.sentence;
}

std::string printed(std::size_t jobs, const std::string& baseline) {
  const MadeHistory made = history();
  AnalysisOptions options;
  options.jobs = jobs;
  options.baseline = baseline;
  return printed(analyse(made.history, made.timeline, options));
}

TEST(Jobs, GiveTheSameFactsWhateverTheirNumber) {
  for (const char* baseline : {"previous", "best", "first"}) {
    const std::string alone = printed(1, baseline);
    for (const std::size_t jobs : {2U, 3U, 16U}) EXPECT_EQ(printed(jobs, baseline), alone) << jobs << " " << baseline;
  }
}

/// Counts what it is told.
class Counted final : public base::Progress {
 public:
  void begin(const std::string& doing, std::size_t all, const std::string& units) override {
    const std::scoped_lock guard(lock_);
    now_ = doing;
    said[doing] = fmt::format("{} {}", all, units);
  }
  void advance(std::size_t n) override {
    const std::scoped_lock guard(lock_);
    done[now_] += n;
  }
  std::map<std::string, std::string> said;
  std::map<std::string, std::size_t> done;

 private:
  std::mutex lock_;
  std::string now_;
};

TEST(Jobs, TellWhoWaitsOfEveryBenchmarkOnce) {
  for (const std::size_t jobs : {1U, 4U}) {
    const MadeHistory made = history();
    Counted counted;
    AnalysisOptions options;
    options.jobs = jobs;
    options.progress = &counted;
    (void)analyse(made.history, made.timeline, options);
    for (const char* stage : {"analysing", "comparing"}) {
      EXPECT_EQ(counted.said[stage], "110 benchmarks");
      EXPECT_EQ(counted.done[stage], 110U) << stage;
    }
  }
}

}  // namespace
}  // namespace perfolio::analysis
