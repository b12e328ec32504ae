// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/described.h"

#include "base/text.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::formats {
namespace {

/// Bounds what a stranger's description can ask for: work grows with metrics times rows times steps.
constexpr std::size_t kMostSteps = 16;
constexpr std::size_t kMostEntries = 64;
constexpr std::size_t kMostRows = 1'000'000;

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

std::string text_at(const JsonNode& node, std::string_view key, bool needed = false) {
  const JsonNode value = node[key];
  if ((needed || value) && value.text().empty()) value.refuse("a text is due here");
  return std::string(value.text());
}

void only_keys(const JsonNode& node, const std::vector<std::string>& known) {
  for (const JsonNode& member : node.members("an object")) {
    if (std::ranges::find(known, member.key()) != known.end()) continue;
    const std::string near = base::nearest(member.key(), known);
    member.refuse(near.empty() ? "unknown key" : fmt::format("unknown key: did you mean '{}'?", near));
  }
}

std::vector<JsonNode> entries(const JsonNode& node, std::string_view what) {
  if (!node) return {};
  std::vector<JsonNode> list = node.list(what);
  if (list.size() > kMostEntries) node.refuse(fmt::format("more than {} entries", kMostEntries));
  return list;
}

std::vector<std::string> texts(const JsonNode& node) {
  std::vector<std::string> out;
  for (const JsonNode& one : entries(node, "a list of texts")) {
    if (one.text().empty()) one.refuse("a text is due here");
    out.emplace_back(one.text());
  }
  return out;
}

FieldPath path_in(const JsonNode& node, std::size_t levels) {
  std::string_view text = node.text();
  if (text.empty()) node.refuse("a path is due here");
  FieldPath path;
  path.root = text[0] == '$';
  if (path.root) text.remove_prefix(1);
  while (!path.root && text.starts_with('^')) {
    ++path.up;
    text.remove_prefix(1);
  }
  if (path.up > levels) node.refuse("more '^' than \"rows\" has wildcards");
  path.member_name = text == "#";
  if (!path.member_name) path.steps = steps_in(node, text);
  return path;
}

std::vector<FieldPath> path_if_any(const JsonNode& node, std::size_t levels) {
  return node ? std::vector{path_in(node, levels)} : std::vector<FieldPath>{};
}

std::optional<units::Direction> direction_in(const JsonNode& node) {
  if (!node) return std::nullopt;
  if (node.text() == "lower") return units::Direction::Lower;
  if (node.text() == "higher") return units::Direction::Higher;
  node.refuse("\"lower\" or \"higher\" is due here");
}

DescribedMetric metric_in(const JsonNode& node, std::size_t levels) {
  only_keys(node,
            {"metric", "unit", "estimator", "value", "lower", "upper", "samples", "better", "scale", "drop_zero"});
  DescribedMetric metric;
  metric.metric = text_at(node, "metric", true);
  metric.unit = text_at(node, "unit");
  metric.estimator = text_at(node, "estimator");
  metric.value = path_in(node["value"], levels);
  metric.lower = path_if_any(node["lower"], levels);
  metric.upper = path_if_any(node["upper"], levels);
  metric.samples = path_if_any(node["samples"], levels);
  metric.better = direction_in(node["better"]);
  metric.drop_zero = node["drop_zero"].is_true();
  if (!node["scale"]) return metric;
  if (!node["scale"].is_number()) node["scale"].refuse("a number is due here");
  NoSink sink;
  metric.scale = node["scale"].number(sink).value_or(1);
  if (metric.scale <= 0) node["scale"].refuse("a scale above zero is due here");
  return metric;
}

JsonNode below(JsonNode node, const std::vector<std::string>& steps) {
  for (const std::string& step : steps) node = node[step];
  return node;
}

}  // namespace

DescribedFormat::DescribedFormat(std::string_view description) {
  refuse_utf16(description);
  NoSink sink;
  const JsonDocument document(description, sink);
  const JsonNode root = document.root();
  only_keys(root, {"$schema", "schema", "name", "aliases", "tool", "recognise", "rows", "benchmark", "names", "failed",
                   "metrics", "environment", "date", "commit"});
  if (root["schema"].text() != "perfolio-format/1") root["schema"].refuse("\"perfolio-format/1\" is due here");
  name_ = text_at(root, "name", true);
  tool_ = text_at(root, "tool");
  aliases_ = texts(root["aliases"]);
  only_keys(root["recognise"], {"keys", "texts"});
  keys_ = texts(root["recognise"]["keys"]);
  texts_ = texts(root["recognise"]["texts"]);
  if (keys_.empty()) root["recognise"].refuse("\"keys\" of the outermost object are due here");
  rows_ = steps_in(root["rows"], root["rows"].text());
  const auto levels = static_cast<std::size_t>(std::ranges::count(rows_, "*"));
  fixed_name_ = text_at(root, "benchmark");
  for (const JsonNode& one : entries(root["names"], "a list of paths")) names_.push_back(path_in(one, levels));
  if (names_.empty() && fixed_name_.empty()) root.refuse("\"names\" or \"benchmark\" is due here");
  failed_ = path_if_any(root["failed"], levels);
  for (const JsonNode& one : entries(root["metrics"], "a list of metrics")) metrics_.push_back(metric_in(one, levels));
  if (metrics_.empty()) root["metrics"].refuse("at least one metric is due here");
  for (const JsonNode& one : root["environment"].items()) {
    environment_.emplace_back(one.key(), path_in(one, 0));
  }
  date_ = path_if_any(root["date"], 0);
  commit_ = path_if_any(root["commit"], 0);
}

Match DescribedFormat::sniff(std::string_view head) const {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != '{') return Match::No;
  const auto keys = outer_keys(head);
  const bool all =
      std::ranges::all_of(keys_, [&](const auto& k) { return std::ranges::find(keys, k) != keys.end(); }) &&
      std::ranges::all_of(texts_, [&](const auto& t) { return head.find(t) != std::string_view::npos; });
  return all ? Match::Sure : Match::No;
}

/// One file while it is read.
class DescribedReading {
 public:
  DescribedReading(const DescribedFormat& format, const JsonNode& root, RunSink& sink)
      : format_(format), root_(root), sink_(sink) {}
  model::Run run();

 private:
  void walk(const JsonNode& node, std::size_t step);
  void row();
  void metric(const std::string& name, const DescribedMetric& metric);
  [[nodiscard]] JsonNode at(const FieldPath& path) const;
  [[nodiscard]] std::string label(const FieldPath& path) const;
  std::optional<double> number(const std::vector<FieldPath>& path, double scale);

  const DescribedFormat& format_;
  JsonNode root_;
  RunSink& sink_;
  std::vector<JsonNode> scopes_;  ///< what wildcards stand for, the row last.
  std::size_t rows_ = 0;
  model::Run run_;
};

JsonNode DescribedReading::at(const FieldPath& path) const {
  const JsonNode& from = path.root || path.up + 1 > scopes_.size() ? root_ : scopes_[scopes_.size() - 1 - path.up];
  return below(from, path.steps);
}

std::string DescribedReading::label(const FieldPath& path) const {
  const JsonNode node = at(path);
  if (path.member_name) return std::string(node.key());
  if (node.is_number()) return fmt::format("{}", node.number(sink_).value_or(0));
  return std::string(node.text());
}

std::optional<double> DescribedReading::number(const std::vector<FieldPath>& path, double scale) {
  if (path.empty()) return std::nullopt;
  const auto value = number_if_any(at(path.front()), sink_);
  return value ? std::optional(*value * scale) : std::nullopt;
}

void DescribedReading::metric(const std::string& name, const DescribedMetric& wanted) {
  const auto value = number({wanted.value}, wanted.scale);
  if (!value) return;
  if (wanted.drop_zero && *value == 0) return sink_.ignored("value rounded to zero by its tool");
  model::Result result;
  result.benchmark = name;
  result.metric = wanted.metric;
  result.value = *value;
  result.unit = wanted.unit;
  result.better = wanted.better;
  result.estimator = wanted.estimator;
  result.lower = number(wanted.lower, wanted.scale);
  result.upper = number(wanted.upper, wanted.scale);
  if (!wanted.samples.empty()) result.samples = samples_of(at(wanted.samples.front()), sink_);
  for (double& sample : result.samples) sample *= wanted.scale;
  run_.results.push_back(std::move(result));
}

void DescribedReading::row() {
  if (++rows_ > kMostRows) root_.refuse("more rows than the result of a single run has");
  if (!format_.failed_.empty()) {
    const JsonNode failed = at(format_.failed_.front());
    if (failed.is_true() || failed.is_object() || !failed.text().empty())
      return sink_.ignored("benchmark reported an error");
  }
  std::string name = format_.fixed_name_;
  for (const FieldPath& path : format_.names_) {
    const std::string part = label(path);
    if (!part.empty()) name += (name.empty() ? "" : " > ") + part;
  }
  if (name.empty()) (scopes_.empty() ? root_ : scopes_.back()).refuse("a benchmark without a name");
  const std::size_t before = run_.results.size();
  for (const DescribedMetric& one : format_.metrics_) metric(name, one);
  if (run_.results.size() == before) sink_.ignored("benchmark without a value");
}

void DescribedReading::walk(const JsonNode& node, std::size_t step) {
  if (step == format_.rows_.size()) return row();
  if (format_.rows_[step] != "*") return walk(node[format_.rows_[step]], step + 1);
  if (!node.is_list() && !node.is_object()) node.refuse("a list or an object is due here");
  for (const JsonNode& item : node.items()) {
    scopes_.push_back(item);
    walk(item, step + 1);
    scopes_.pop_back();
  }
}

model::Run DescribedReading::run() {
  run_.tool = format_.tool_.empty() ? format_.name_ : format_.tool_;
  for (const auto& [key, path] : format_.environment_) {
    if (std::string text = label(path); !text.empty()) run_.environment[key] = std::move(text);
  }
  if (!format_.date_.empty()) run_.date = time_without_zone(at(format_.date_.front()).text());
  if (!format_.commit_.empty()) run_.commit = commit_id(at(format_.commit_.front()).text());
  walk(root_, 0);
  return std::move(run_);
}

void DescribedFormat::read(std::string_view bytes, RunSink& sink) const {
  refuse_utf16(bytes);
  const JsonDocument document(bytes, sink);
  model::Run run = DescribedReading(*this, document.root(), sink).run();
  if (run.results.empty()) document.root().refuse(fmt::format("there is no {} benchmark in it", name_));
  sink.run(std::move(run));
}

}  // namespace perfolio::formats
