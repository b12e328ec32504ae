// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "formats/lines.h"

#include <string>
#include <string_view>
#include <vector>

/// What `cargo bench` prints: one text may hold the benchmarks of several targets, some written by libtest, some by
/// Criterion. Each reader takes its own lines, so that such a text is read as a whole, whichever of the two is named.
namespace perfolio::formats {

/// What a line reader of one text shares with the others.
struct CargoText {
  std::string_view bytes;
  RunSink& sink;
  std::vector<model::Result> results;
};

/// `test NAME ... bench:  1,234 ns/iter (+/- 56)`, and libtest's JSON lines.
class LibtestLines {
 public:
  explicit LibtestLines(CargoText& text) : text_(text) {}
  /// `shown` is what is visible of the line. False when it is none of libtest's.
  bool line(const Line& line, std::string_view shown);

 private:
  bool json(const Line& line);
  void add(const Line& line, std::string_view name, std::string_view measured);
  CargoText& text_;
  std::string started_;  ///< the test whose name is printed, but not yet what came of it.
};

/// `NAME   time:   [LOW ESTIMATE HIGH]`, each number with its unit.
class CriterionLines {
 public:
  explicit CriterionLines(CargoText& text) : text_(text) {}
  void line(const Line& line, std::string_view shown);

 private:
  void time(const Line& line, std::string_view before, std::string_view after);
  void throughput(const Line& line, std::string_view after);
  CargoText& text_;
  std::string previous_;   ///< the last line that may be a name standing alone.
  std::string announced_;  ///< the last name a progress line told.
  std::string timed_;      ///< the benchmark a throughput may follow; empty when none may.
};

/// Whether a line of libtest's (of Criterion's) that holds a measurement stands in the text.
bool has_libtest_lines(std::string_view head);
bool has_criterion_lines(std::string_view head);

/// Hands over one run. `tool` is whose benchmarks are missed when there is none.
void read_cargo_bench(std::string_view bytes, std::string_view tool, RunSink& sink);

/// The unit as it was meant: on its way through a console of another encoding the \u00b5 of "\u00b5s" becomes something
/// else, and is the only character of these tools' units that can.
std::string restored_unit(std::string_view unit);

/// "time", "throughput", "memory", or for anything else the unit's own word: "cycles".
std::string metric_of_unit(std::string_view unit);

}  // namespace perfolio::formats
