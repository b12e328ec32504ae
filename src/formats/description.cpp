// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/description.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace perfolio::formats {
namespace {

/// Bounds what a stranger's description can ask for: work grows with metrics times rows times steps.
constexpr std::size_t kMostSteps = 16;
constexpr std::size_t kMostEntries = 64;
constexpr std::size_t kMostPicks = 8;

/// A description is told what is wrong by errors alone.
struct NoSink final : RunSink {
  void run(model::Run) override {}
  void diagnostic(base::Diagnostic) override {}
  void ignored(std::string_view) override {}
  void repository_url(std::string_view) override {}
};

std::string unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size() && (step[i + 1] == '0' || step[i + 1] == '1');
    out += escape ? (step[++i] == '0' ? '~' : '/') : step[i];
  }
  return out;
}

std::vector<std::string> steps_in(const JsonNode& node, std::string_view pointer) {
  std::vector<std::string> steps;
  if (pointer.empty()) return steps;
  if (pointer[0] != '/') node.refuse("a path begins with '/', '^', '$' or '#'");
  for (const std::string_view step : base::split(pointer.substr(1), '/')) steps.push_back(unescaped(step));
  if (steps.size() > kMostSteps) node.refuse(fmt::format("a path of more than {} steps", kMostSteps));
  return steps;
}

bool is_text(const JsonNode& node) { return node && !node.text().empty(); }

std::string text_at(const JsonNode& node, std::string_view key, bool needed = false) {
  const JsonNode value = node[key];
  if ((needed || value) && value.text().empty()) value.refuse("a text is due here");
  return std::string(value.text());
}

bool truth_at(const JsonNode& node, std::string_view key) {
  const JsonNode value = node[key];
  if (value && !value.is_true() && !value.is_false()) value.refuse("true or false is due here");
  return value.is_true();
}

void only_keys(const JsonNode& node, const std::vector<std::string>& known) {
  for (const JsonNode& member : node.members("an object")) {
    if (std::ranges::find(known, member.key()) != known.end()) continue;
    const std::string near = base::nearest(member.key(), known);
    member.refuse(near.empty() ? fmt::format("unknown key; known here: {}", fmt::join(known, ", "))
                               : fmt::format("unknown key: did you mean '{}'?", near));
  }
}

std::vector<JsonNode> few(const JsonNode& node, std::vector<JsonNode> list) {
  if (list.size() > kMostEntries) node.refuse(fmt::format("more than {} entries", kMostEntries));
  return list;
}

std::vector<JsonNode> entries(const JsonNode& node, std::string_view what) {
  return node ? few(node, node.list(what)) : std::vector<JsonNode>{};
}

std::vector<JsonNode> members(const JsonNode& node) {
  return node ? few(node, node.members("an object")) : std::vector<JsonNode>{};
}

std::vector<std::string> texts(const JsonNode& node) {
  std::vector<std::string> out;
  for (const JsonNode& one : entries(node, "a list of texts")) {
    if (one.text().empty()) one.refuse("a text is due here");
    out.emplace_back(one.text());
  }
  return out;
}

/// What each path of a description may reach.
struct Reach {
  std::size_t levels = 1;  ///< of "rows": what "^" may climb, and one for the row.
};

FieldPath path_in(const JsonNode& node, std::string_view text, Reach reach) {
  if (text.empty()) node.refuse("a path is due here");
  FieldPath path;
  if (text == ".") return path;
  path.root = text[0] == '$';
  if (path.root) text.remove_prefix(1);
  while (!path.root && text.starts_with('^')) {
    ++path.up;
    text.remove_prefix(1);
  }
  if (path.up >= reach.levels && path.up > 0) node.refuse("more '^' than \"rows\" has wildcards around the row");
  path.member_name = text == "#";
  if (!path.member_name) path.steps = steps_in(node, text);
  return path;
}

/// A path, or a list of them of which the first counts at which something stands.
Pick pick_in(const JsonNode& node, Reach reach) {
  if (!node.is_list()) return {path_in(node, node.text(), reach)};
  Pick pick;
  for (const JsonNode& one : node.list("a list of paths")) pick.push_back(path_in(one, one.text(), reach));
  if (pick.empty()) node.refuse("a path is due here");
  if (pick.size() > kMostPicks) node.refuse(fmt::format("more than {} paths for one thing", kMostPicks));
  return pick;
}

Pick pick_if_any(const JsonNode& node, Reach reach) { return node ? pick_in(node, reach) : Pick{}; }

std::optional<units::Direction> direction_in(const JsonNode& node) {
  if (!node) return std::nullopt;
  if (node.text() == "lower") return units::Direction::Lower;
  if (node.text() == "higher") return units::Direction::Higher;
  node.refuse("\"lower\" or \"higher\" is due here");
}

/// A path alone: where anything stands. Else an object: path -> true, a text, or a list of texts.
std::vector<Condition> conditions_in(const JsonNode& node, Reach reach) {
  if (!node) return {};
  if (is_text(node)) return {{path_in(node, node.text(), reach), {}}};
  std::vector<Condition> conditions;
  for (const JsonNode& one : members(node)) {
    Condition condition{path_in(one, one.key(), reach), {}};
    if (is_text(one)) {
      condition.values.emplace_back(one.text());
    } else if (!one.is_true()) {
      condition.values = texts(one);
      if (condition.values.empty()) one.refuse("true, a text or a list of texts is due here");
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

/// An object: name -> path. With `many`, also a path alone, for all that stands there.
std::vector<NamedPick> named_in(const JsonNode& node, Reach reach, bool many = false) {
  if (!node) return {};
  if (many && is_text(node)) return {{"", {path_in(node, node.text(), reach)}}};
  std::vector<NamedPick> named;
  for (const JsonNode& one : members(node)) named.push_back({std::string(one.key()), pick_in(one, reach)});
  return named;
}

double scale_in(const JsonNode& node) {
  if (!node) return 1;
  if (!node.is_number()) node.refuse("a number is due here");
  NoSink sink;
  const double scale = node.number(sink).value_or(0);
  if (scale <= 0) node.refuse("a scale above zero is due here");
  return scale;
}

std::size_t decimals_in(const JsonNode& node) {
  constexpr double kMost = 20;
  NoSink sink;
  const double number = node.is_number() ? node.number(sink).value_or(-1) : -1;
  if (number < 0 || number > kMost || number != std::floor(number)) node.refuse("a number of decimals is due here");
  return static_cast<std::size_t>(number);
}

void read_unit(const JsonNode& node, Reach reach, DescribedMetric& metric) {
  metric.unit = text_at(node, "unit");
  metric.unit_at = pick_if_any(node["unit_at"], reach);
  metric.unit_in_value = truth_at(node, "unit_in_value");
  for (const JsonNode& one : members(node["units"])) {
    if (!one.is_text()) one.refuse("a text is due here");
    metric.units.emplace(one.key(), one.text());
  }
  if (!metric.unit_at.empty() && (!metric.unit.empty() || metric.unit_in_value))
    node.refuse("only one of \"unit\", \"unit_at\" and \"unit_in_value\" is due here");
  if (!metric.units.empty() && metric.unit_at.empty() && !metric.unit_in_value)
    node["units"].refuse("\"units\" are of what \"unit_at\" or \"unit_in_value\" finds");
}

DescribedMetric metric_in(const JsonNode& node, Reach reach) {
  only_keys(node, {"metric",    "metric_at", "unit",        "unit_at",   "units",           "unit_in_value",
                   "estimator", "value",     "lower",       "upper",     "margin",          "margin_percent",
                   "samples",   "spread",    "spread_unit", "per",       "margin_in_value", "spread_in_value",
                   "decimals",  "better",    "scale",       "drop_zero", "exact",           "printed",
                   "where"});
  DescribedMetric metric;
  metric.metric_at = pick_if_any(node["metric_at"], reach);
  metric.metric = text_at(node, "metric");
  read_unit(node, reach, metric);
  metric.estimator = text_at(node, "estimator");
  metric.value = pick_in(node["value"], reach);
  metric.lower = pick_if_any(node["lower"], reach);
  metric.upper = pick_if_any(node["upper"], reach);
  metric.margin = pick_if_any(node["margin"], reach);
  metric.margin_percent = truth_at(node, "margin_percent");
  metric.samples = pick_if_any(node["samples"], reach);
  metric.spread = pick_if_any(node["spread"], reach);
  metric.spread_unit = text_at(node, "spread_unit");
  metric.per = pick_if_any(node["per"], reach);
  metric.better = direction_in(node["better"]);
  metric.printed = truth_at(node, "printed");
  metric.margin_in_value = truth_at(node, "margin_in_value");
  metric.spread_in_value = truth_at(node, "spread_in_value");
  if (node["decimals"]) metric.decimals = decimals_in(node["decimals"]);
  metric.drop_zero = truth_at(node, "drop_zero");
  metric.exact = truth_at(node, "exact");
  metric.where = conditions_in(node["where"], reach);
  metric.scale = scale_in(node["scale"]);
  return metric;
}

Notation notation_in(const JsonNode& node) {
  if (!node || node.text() == "json") return Notation::Json;
  if (node.text() == "ndjson") return Notation::Ndjson;
  if (node.text() == "csv") return Notation::Csv;
  if (node.text() == "tsv") return Notation::Tsv;
  node.refuse("\"json\", \"ndjson\", \"csv\" or \"tsv\" is due here");
}

void read_recognise(const JsonNode& node, Description& d) {
  only_keys(node, {"named", "list", "keys", "optional", "without", "texts", "places"});
  d.list = truth_at(node, "list");
  d.named = truth_at(node, "named");
  d.keys = texts(node["keys"]);
  d.without = texts(node["without"]);
  d.closed = node["optional"] && node["optional"].is_list();
  d.optional = texts(node["optional"]);
  d.texts = texts(node["texts"]);
  for (const JsonNode& one : entries(node["places"], "a list of paths")) {
    if (!one.text().starts_with('/')) one.refuse("a path from the root is due here");
    d.places.push_back(steps_in(one, one.text()));
  }
  const bool table = d.notation == Notation::Csv || d.notation == Notation::Tsv;
  if (table && !d.places.empty()) node["places"].refuse("a table has no places, only \"keys\": its columns");
  if (d.notation != Notation::Json && d.list) node["list"].refuse("only \"json\" can be a list");
  if (!d.named && d.keys.empty() && d.places.empty())
    node.refuse("\"keys\" of the outermost object (or of a list's first, or columns) or \"places\" are due here");
}

/// A wildcard, or a row that is none, is what "^" climbs from.
std::size_t levels_of(const std::vector<std::string>& rows) {
  const auto wildcards = static_cast<std::size_t>(std::ranges::count_if(rows, is_wildcard));
  return wildcards + (rows.empty() || !is_wildcard(rows.back()) ? 1 : 0);
}

void read_about(const JsonNode& node, Description& d) {
  if (!node) return;
  only_keys(node, {"what", "counts", "from"});
  d.what = text_at(node, "what");
  d.counts = text_at(node, "counts");
  d.from = text_at(node, "from");
}

void read_name(const JsonNode& root, Reach reach, Description& d) {
  d.fixed_name = text_at(root, "benchmark");
  for (const JsonNode& one : entries(root["names"], "a list of paths")) d.names.push_back(pick_in(one, reach));
  if (d.names.empty() && d.fixed_name.empty()) root.refuse("\"names\" or \"benchmark\" is due here");
  if (root["join"]) d.join = text_at(root, "join");
  d.parameters = named_in(root["parameters"], reach, true);
  d.parameters_prefix = text_at(root, "parameters_prefix");
  d.parameters_but = texts(root["parameters_but"]);
  d.facts = named_in(root["facts"], reach);
  d.repetitions = truth_at(root, "repetitions");
}

void read_run(const JsonNode& root, Description& d) {
  d.environment = named_in(root["environment"], {1});
  d.date = pick_if_any(root["date"], {1});
  d.commit = pick_if_any(root["commit"], {1});
  d.suite = pick_if_any(root["suite"], {1});
  const std::string unit = text_at(root, "date_unit");
  if (unit.empty()) return;
  if (unit != "s" && unit != "ms") root["date_unit"].refuse("\"s\" or \"ms\" since 1970 is due here");
  d.date_scale = unit == "s" ? 1000 : 1;
}

void refuse_bad_name(const JsonNode& node, std::string_view name) {
  constexpr std::string_view kGood = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  if (name.find_first_not_of(kGood) != std::string_view::npos || name.size() > kMostEntries)
    node.refuse("a name is of letters, digits, '.', '_' and '-'");
}

}  // namespace

bool is_wildcard(std::string_view step) { return step == "*" || step.find('|') != std::string_view::npos; }

Description description_of(std::string_view bytes) {
  refuse_utf16(bytes);
  NoSink sink;
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object()) root.refuse("a description is an object");
  if (root["schema"].text() != "perfolio-format/1") root["schema"].refuse("\"perfolio-format/1\" is due here");
  only_keys(root, {"$schema",        "schema",    "name",      "aliases", "tool",    "about",       "input",
                   "recognise",      "rows",      "benchmark", "names",   "join",    "parameters",  "parameters_prefix",
                   "parameters_but", "facts",     "where",     "failed",  "metrics", "repetitions", "environment",
                   "date",           "date_unit", "commit",    "suite"});
  Description d;
  d.name = text_at(root, "name", true);
  refuse_bad_name(root["name"], d.name);
  d.tool = text_at(root, "tool");
  d.aliases = texts(root["aliases"]);
  for (const JsonNode& alias : root["aliases"].items()) refuse_bad_name(alias, alias.text());
  read_about(root["about"], d);
  d.notation = notation_in(root["input"]);
  read_recognise(root["recognise"], d);
  if (root["rows"] && !root["rows"].is_text()) root["rows"].refuse("a path is due here");
  d.rows = steps_in(root["rows"], root["rows"].text());
  const Reach reach{levels_of(d.rows)};
  read_name(root, reach, d);
  d.where = conditions_in(root["where"], reach);
  d.failed = conditions_in(root["failed"], reach);
  for (const JsonNode& one : entries(root["metrics"], "a list of metrics")) d.metrics.push_back(metric_in(one, reach));
  if (d.metrics.empty()) root["metrics"].refuse("at least one metric is due here");
  read_run(root, d);
  return d;
}

}  // namespace perfolio::formats
