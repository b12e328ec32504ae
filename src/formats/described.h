// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

/// A place below a row ("/a/b"), below a value around it ("^/a", "^^/a": as many wildcards outward), below the root
/// ("$/a"), or the member name under which the row itself stands ("#", "^#").
struct FieldPath {
  bool root = false;
  bool member_name = false;
  std::size_t up = 0;
  std::vector<std::string> steps;
};

/// One metric that a row states. Without a `value` path no metric is read.
struct DescribedMetric {
  std::string metric, unit, estimator;
  FieldPath value;
  std::vector<FieldPath> lower, upper, samples;  ///< none or one.
  std::optional<units::Direction> better;
  bool drop_zero = false;  ///< a zero is what the tool rounded away, not a measurement.
  double scale = 1;        ///< of value, bounds and samples.
};

/// A JSON format that is described by data (schema/format.schema.json) instead of code. Knows no files: it is made of
/// the description's bytes.
class DescribedFormat {
 public:
  /// Throws Error{Input} with the pointer of what is wrong in the description.
  explicit DescribedFormat(std::string_view description);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<std::string>& aliases() const { return aliases_; }
  /// As Format::sniff.
  [[nodiscard]] Match sniff(std::string_view head) const;
  /// As Format::read.
  void read(std::string_view bytes, RunSink& sink) const;

 private:
  friend class DescribedReading;
  std::string name_, tool_;
  std::vector<std::string> aliases_;
  std::vector<std::string> keys_, texts_;  ///< all of which the head must have.
  std::vector<std::string> rows_;          ///< steps; "*" is every element or member.
  std::vector<FieldPath> names_, failed_;
  std::string fixed_name_;  ///< for tools that measure one thing and do not name it.
  std::vector<DescribedMetric> metrics_;
  std::vector<std::pair<std::string, FieldPath>> environment_;
  std::vector<FieldPath> date_, commit_;  ///< none or one.
};

}  // namespace perfolio::formats
