// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "units/unit.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A format as data (schema/format.schema.json), understood: what described.h reads by.
namespace perfolio::formats {

/// A place in the row ("/a/b"; in a list a number is a place, "tag=x" the first element whose `tag` is "x"), in what
/// stands further out ("^/a", "^^/a": as many wildcards outward), below the root ("$/a"), or the member name under
/// which the row or what is around it stands
/// ("#", "^#").
struct FieldPath {
  bool root = false;
  bool member_name = false;
  std::size_t up = 0;
  std::vector<std::string> steps;
};

/// Places for one thing: the first at which something stands counts. Empty: the description does not ask for it.
using Pick = std::vector<FieldPath>;

/// Holds where one of `values` stands; without values, where anything stands but false, 0 or an empty text or list.
struct Condition {
  FieldPath at;
  std::vector<std::string> values;
};

/// What is told of a row under a name: a parameter, a fact, a part of the environment.
struct NamedPick {
  std::string name;
  Pick at;
};

/// One metric that a row states. Without something at `value` no metric is read.
struct DescribedMetric {
  std::string metric, unit, estimator, spread_unit;
  Pick metric_at, unit_at, value, lower, upper, margin, samples, spread, per;
  std::map<std::string, std::string> units;  ///< what stands at `unit_at` -> the unit that it means.
  std::vector<Condition> where;              ///< all of which must hold.
  std::optional<units::Direction> better;
  bool unit_in_value = false;           ///< the value is a text that ends in its unit: "1,234.5 ns".
  bool margin_percent = false;          ///< the margin is in percent of the value.
  bool margin_in_value = false;         ///< the value is a text like "216.2 ± 1.5%"; what follows ± is its margin.
  bool spread_in_value = false;         ///< the same, but what follows is no interval.
  std::optional<std::size_t> decimals;  ///< the most that the tool writes: more are another locale's digit groups.
  bool printed = false;                 ///< numbers were rounded to be printed.
  bool drop_zero = false;               ///< a zero is what the tool rounded away, not a measurement.
  bool exact = false;                   ///< counted, not measured: it has no noise.
  double scale = 1;                     ///< of value, bounds, margin and samples.
};

/// How a file is written that holds the rows.
enum class Notation { Json, Ndjson, Csv, Tsv };

struct Description {
  std::string name, tool;
  std::vector<std::string> aliases;
  std::string what, counts, from;  ///< for people: what is read of the tool, what counts, where the sample is from.
  Notation notation = Notation::Json;
  bool list = false;    ///< the outermost value is a list; `keys` are those of its first element.
  bool named = false;   ///< never recognised, as its content is too plain: only by --format-in.
  bool closed = false;  ///< no keys but `keys` and `optional` may be there.
  std::vector<std::string> optional;
  std::vector<std::string> keys;                 ///< of the outermost object, or columns: all of them must be there.
  std::vector<std::string> without;              ///< none of these may be there.
  std::vector<std::string> texts;                ///< all of which the head must have.
  std::vector<std::vector<std::string>> places;  ///< where the head must have something; "*" is every element.
  std::vector<std::string> rows;                 ///< steps; "*" is every element or member, "a|b" these.
  std::vector<Pick> names;
  std::string fixed_name;  ///< for tools that measure one thing and do not name it.
  std::string join = " > ";
  std::vector<NamedPick> parameters;  ///< part of every name: "name (size=10)". Without a name: all members there.
  std::string parameters_prefix;      ///< all members that begin with it are parameters, without it.
  std::vector<std::string> parameters_but;  ///< all members but these are parameters; empty: not asked for.
  std::vector<NamedPick> facts;             ///< only where equal names need them.
  std::vector<Condition> where, failed;
  std::vector<DescribedMetric> metrics;
  std::vector<NamedPick> environment;
  Pick date, commit, suite;
  double date_scale = 0;     ///< milliseconds in the unit of a date that is a number; 0: dates are texts.
  bool repetitions = false;  ///< the tool says that equal names repeat the same measurement.
};

/// Whether a step of `rows` may stand for several: "*", or a choice of names ("read|write").
bool is_wildcard(std::string_view step);

/// Throws Error{Input} with line and column, or the pointer, of what is wrong in the description.
Description description_of(std::string_view bytes);

}  // namespace perfolio::formats
