// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace perfolio::model {

/// A parameter of a benchmark, as text. `name` is empty where nobody named it.
struct Parameter {
  std::string name;
  std::string value;
  bool operator==(const Parameter&) const = default;
};

/// What a source states beside a benchmark's name: the name without its parameters, and them. It never tells two
/// benchmarks apart: the name alone does. Empty where the source says nothing.
struct Parameters {
  std::string benchmark;
  std::vector<Parameter> values;
  [[nodiscard]] bool empty() const { return values.empty(); }
  bool operator==(const Parameters&) const = default;
};

/// How the time of a benchmark grows with its parameter, as the source itself has fitted it (the BigO and RMS rows of
/// Google Benchmark).
struct Complexity {
  std::string benchmark;   ///< without its parameter.
  std::string order;       ///< as its source writes it: "N", "NlgN", "f(N)"; "(1)".
  double coefficient = 0;  ///< of real time, in `unit`.
  std::string unit;        ///< as the source states it: "ns".
  double rms = 0;          ///< root mean square of the misfit, as a share of the mean; 0: not stated.
  bool operator==(const Complexity&) const = default;
};

}  // namespace perfolio::model
