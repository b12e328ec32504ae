// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Google Benchmark's rows, which its JSON, its table of comma-separated values and its screen share.
namespace perfolio::formats::google {

/// A number beside the times: name, value, unit.
struct Counter {
  std::string name;
  double value = 0;
  std::string unit;
  double resolution = 0;  ///< as Result::resolution.
};

struct Row {
  std::string name, run_name, run_type, aggregate, time_unit = "ns";
  std::optional<double> real_time, cpu_time;
  std::string real_printed, cpu_printed;  ///< as they stand on the screen; empty in files, which have all digits.
  std::string iterations;  ///< as it is written; of an aggregate the number of repetitions. Only of the screen and CSV.
  std::optional<double> repetition;  ///< its index, where it is stated.
  std::vector<Counter> counters;
  bool failed = false;                ///< reported an error, or was skipped.
  bool fit = false;                   ///< a BigO or RMS row: a fitted curve, not a measurement.
  std::optional<double> family;       ///< index of the family it was registered with; only of newer files.
  std::string order;                  ///< of a BigO row.
  std::optional<double> coefficient;  ///< of a BigO row: of real time.
  std::optional<double> rms;          ///< of an RMS row.
};

/// What a counter is called and measured in here, by its name in the source; "bytes_per_second" is a throughput.
Counter counter(std::string_view name, double value);

/// What each benchmark of the families that the library itself numbers has for parameters, by its name: what follows
/// the parts all of a family share, but for what says how it was run.
std::map<std::string, model::Parameters, std::less<>> parameters_of(const std::vector<Row>& rows);

/// The fits of the rows, which are no measurements.
std::vector<model::Complexity> complexities(const std::vector<Row>& rows);

/// Makes results of the rows and hands the run to the sink.
void hand_over(const std::vector<Row>& rows, model::Run run, RunSink& sink);

/// Whether this is what Google Benchmark prints on a screen, or as comma-separated values.
bool is_printed(std::string_view head);
bool is_csv(std::string_view head);

/// Reads the one or the other.
void read_printed(std::string_view bytes, RunSink& sink);
void read_csv(std::string_view bytes, RunSink& sink);

}  // namespace perfolio::formats::google
