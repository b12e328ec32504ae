// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "base/time.h"
#include "model/parameters.h"
#include "units/unit.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::model {

/// One metric of one benchmark in one run. `value`, bounds and samples are finite and in `unit` as the source states
/// it.
struct Result {
  std::string benchmark;
  std::string metric = "time";
  double value = 0;
  std::string unit;
  std::optional<units::Direction> better;  ///< what the source says; empty when it says nothing.
  std::optional<double> lower, upper;      ///< bounds of `value` within this one launch, if the source has them.
  std::vector<double> samples;
  /// In `unit`: half a unit of the last digit of a value that was rounded to be printed; 0: it has all its digits.
  double resolution = 0;
  bool exact = false;  ///< the source says that it has no noise: any difference is a change.
  /// What `value` is of the iterations of one launch: "mean", "median", "slope", ...; empty when unknown. Several
  /// launches in one run are always combined by their median, whatever this says.
  std::string estimator;
  std::string per;     ///< the work done in one iteration, as a label ("1 KiB", "100 elements"), when known.
  std::string spread;  ///< what the source writes beside the value ("± 35"), verbatim; not interpreted.
  Parameters parameters = {};
};

/// Which values of the result are good: as its source says, else its unit (given as parsed), else its metric's name;
/// else nobody knows.
units::Direction direction_of(const Result& result, const units::Unit& unit);

/// What a result measures whose source states a unit and no metric: "time", "throughput" (of any rate), "memory",
/// "allocs" or "value".
std::string_view metric_of(const units::Unit& unit, std::string_view text);

/// What may not be mixed: CPU, operating system, runner, toolchain. Ordered, so that it compares and prints the same.
using Environment = std::map<std::string, std::string>;

/// "cpu=A1; os=linux"
std::string environment_text(const Environment& environment);

/// One execution of a suite, as measured. Every text is valid UTF-8, otherwise untouched.
struct Run {
  std::string suite;
  std::string release;                    ///< the release the run itself names; usually empty.
  std::string release_by;                 ///< how `release` was found ("date"), for who exports it; else empty.
  std::string commit;                     ///< hex id, empty when unknown.
  std::optional<base::Time> date;         ///< of the run.
  std::optional<base::Time> commit_date;  ///< of the commit.
  std::string branch;
  std::string tool;
  Environment environment;
  std::string subject;        ///< first line of the commit message.
  std::string body;           ///< the rest of it, for who copies a history; no report keeps it.
  std::string author;         ///< a name, never an e-mail address.
  std::string url;            ///< of the commit.
  std::string source;         ///< file name of the input it was read from.
  std::string input;          ///< the same with its folders, as the user named it.
  bool pull_request = false;  ///< measured on a pull request, not on a branch that is released.
  /// Levels of an old report, not measurements: they count only where the measurements are gone.
  bool derived = false;
  std::vector<Result> results;
  std::vector<Complexity> complexities = {};
};

}  // namespace perfolio::model
