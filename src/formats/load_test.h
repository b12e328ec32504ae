// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "formats/lines.h"
#include "model/run.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

/// What the readers of load generators share: one benchmark for each run of the tool, with its time and its rate.
namespace perfolio::formats {

/// A number as printed, and what it is of.
struct Figure {
  std::string_view metric;  ///< "time" and "throughput", else as it is called in a report.
  std::string_view number;  ///< its digits alone.
  std::string_view unit;
  std::string_view estimator = {};
  double factor = 1;  ///< what the number is a multiple of.
};

/// "p99" of "99%", "99.000" and "99"; "max" of 100; nothing of what is below the median or seldom asked for.
std::string percentile_metric(std::string_view percent);

/// "/a?b" of "http://host:80/a?b", "/" where a URL has no path.
std::string path_of(std::string_view url);

/// Collects the runs of a tool that one text holds. A run of the same name again is another benchmark, "NAME #2", with
/// all its metrics: which of them were too small to be printed may differ.
class LoadTests {
 public:
  LoadTests(std::string_view tool, std::string_view bytes, RunSink& sink);
  void begin(std::string_view name);
  void rename(std::string_view name) { name_ = name; }
  /// Nothing before the first begin(). Refuses what is no number; NaN is counted as missing.
  void add(const Line& line, const Figure& figure);
  /// The same of "12.3ms", digits and unit in one word: us, ms, s, m (minutes), h.
  void add_time(const Line& line, std::string_view metric, std::string_view word, std::string_view estimator = {});
  /// A warning about requests that came to nothing, and whose times may be among the others.
  void failed(const Line& line, const std::string& what);
  /// Hands the run over; throws where there is nothing in it.
  void finish();

 private:
  void close();
  std::string_view bytes_;
  RunSink& sink_;
  model::Run run_;
  std::string name_;
  bool open_ = false;
  std::vector<model::Result> results_;  ///< of the benchmark at hand.
  std::set<std::string, std::less<>> names_;
  std::map<std::string, std::size_t> numbers_;  ///< the last number that a name was given.
  std::size_t numbered_ = 0;
  std::size_t counted_ = 0;  ///< up to where lines_ counts.
  int lines_ = 1;
};

/// Reads a whole text line by line, each as a log shows it: without colours, time stamps and blanks at its ends.
void read_lines(std::string_view tool, std::string_view bytes, RunSink& sink,
                void (*read_line)(LoadTests& tests, const Line& line, std::string_view text));

}  // namespace perfolio::formats
