// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/parameters.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Benchmarks that are one benchmark with several values of its parameters. A family is a way to show them and says
/// nothing new of any: identity, verdicts and counts are those of its members.
namespace perfolio::model {

/// What a metric amounts to at one column (release or run). Where nothing is known of the noise, lower = upper = value.
struct Level {
  std::uint32_t column = 0;
  std::uint32_t n = 0;        ///< runs that speak for it.
  std::uint32_t samples = 0;  ///< raw observations in these runs.
  double value = 0;
  double lower = 0;
  double upper = 0;
  /// How far ln of it may be off for noise alone, at Rule::confidence, next to a level of another release: two levels
  /// are apart when |ln a/b| is beyond the root of the sum of both squares. 0: not known, or without noise.
  double noise = 0;
  [[nodiscard]] bool has_interval() const { return lower < upper; }
  bool operator==(const Level&) const = default;
};

/// How it is known that benchmarks are of one family: its config says so, the source that measured them does, or all
/// names agree.
enum class FamilyBy { Config, Source, Name };

/// A parameter of a family.
struct FamilyParameter {
  std::string name;      ///< empty where nobody named it.
  bool numeric = false;  ///< every member's value is a number.
  bool operator==(const FamilyParameter&) const = default;
};

/// A value of a parameter: as it stands in the name, and what number it is ("1k", "1KiB", "2^10", "1_000").
struct ParameterValue {
  std::string text;
  std::optional<double> number;
  bool operator==(const ParameterValue&) const = default;
};

struct FamilyMember {
  std::size_t benchmark = 0;           ///< index into Report::benchmarks.
  std::vector<ParameterValue> values;  ///< one for each parameter of the family.
  std::string label;                   ///< its values in words, unique in the family: "64", "8, threads 4".
};

/// A power law y = factor * x^exponent through the levels of a column, fitted as stats/power_law.h says.
struct PowerLaw {
  double exponent = 0;
  double lower = 0, upper = 0;  ///< interval of the exponent at Rule::level_confidence.
  double factor = 0;            ///< the level at x = 1, in the base unit.
  double misfit = 0;            ///< the largest distance of a level from the line, as a share: 0.1 is 10 %.
};

/// A level at a value of the parameter.
struct ScalingPoint {
  double at = 0;
  std::size_t member = 0;  ///< index into Family::members.
  Level level;
};

/// How the levels of one column grow with the parameter.
struct ScalingCurve {
  std::uint32_t column = 0;
  std::vector<ScalingPoint> points;  ///< ascending by `at`, at least two.
  std::optional<PowerLaw> law;       ///< none: too few values, or they follow no power law.
};

/// What the exponent of the current release is more than that of the baseline.
struct ExponentChange {
  double difference = 0;
  double lower = 0, upper = 0;  ///< at Rule::confidence.
  bool evident = false;         ///< beyond its interval, and large enough to matter.
};

/// Levels over a numeric parameter, the other parameters held.
struct Scaling {
  std::size_t parameter = 0;       ///< index into Family::parameters.
  std::vector<std::string> fixed;  ///< the values of the others, in their order, in words: "threads 4".
  bool logarithmic = false;        ///< the values span so much that they are drawn on a log axis.
  std::optional<ScalingCurve> first, baseline, current;  ///< `first` is none where it would be the baseline.
  std::optional<ExponentChange> change;                  ///< only where both laws fit.
};

struct Family {
  std::string id;    ///< unique in the report; a family keeps it from release to release.
  std::string name;  ///< of the benchmark, without its parameters.
  std::string suite, group, metric;
  FamilyBy by = FamilyBy::Name;
  bool primary = true;  ///< of members that the headline counts.
  std::vector<FamilyParameter> parameters;
  std::vector<FamilyMember> members;  ///< at least two, ascending by their values.
  std::vector<Scaling> scalings;      ///< one for each set of values of the other parameters; empty without numbers.
  /// The source's own fits at the baseline and at the current column, where it has any.
  std::optional<Complexity> complexity_before, complexity;
};

}  // namespace perfolio::model
