// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/described.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace perfolio::formats {
namespace {

constexpr std::size_t kMostRows = 1'000'000;
constexpr std::size_t kFailuresNamed = 5;

std::optional<std::size_t> index_of(std::string_view step) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  return error == std::errc() && end == step.data() + step.size() ? std::optional(index) : std::nullopt;
}

/// "tag=x" in a list: the first element whose `tag` is "x".
JsonNode element_with(const JsonNode& list, const std::string& step) {
  const std::size_t equals = step.find('=');
  if (equals == std::string::npos) return list[step];
  const std::string_view key = std::string_view(step).substr(0, equals);
  const std::string_view value = std::string_view(step).substr(equals + 1);
  for (const JsonNode& item : list.items()) {
    if (item[key].text() == value) return item;
  }
  return list[step];
}

JsonNode one_below(const JsonNode& node, const std::string& step) {
  if (!node.is_list()) return node[step];
  const auto index = index_of(step);
  return index ? node.element(*index) : element_with(node, step);
}

JsonNode below(JsonNode node, const std::vector<std::string>& steps) {
  for (const std::string& step : steps) node = one_below(node, step);
  return node;
}

bool is_any_of(std::string_view word, const std::vector<std::string>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// What a step of `rows` that is a wildcard stands for.
std::vector<JsonNode> matches(const JsonNode& node, const std::string& step) {
  if (!node.is_list() && !node.is_object()) node.refuse("a list or an object is due here");
  if (step == "*") return node.items();
  std::vector<JsonNode> chosen;
  for (const std::string_view name : base::split(step, '|')) {
    if (const JsonNode member = node[name]) chosen.push_back(member);
  }
  return chosen;
}

/// Anything but nothing, false, 0, and a text or list without anything in it.
bool stands(const JsonNode& node, RunSink& sink) {
  if (!node || node.is_false()) return false;
  if (node.is_number()) return node.number(sink).value_or(0) != 0;
  if (node.is_text()) return !node.text().empty();
  return !node.is_list() || !node.items().empty() || !node.numbers(sink).empty();
}

std::string word_of(const JsonNode& node, RunSink& sink) {
  if (node.is_true()) return "true";
  if (node.is_false()) return "false";
  return std::string(base::trim(shown_value(node, sink)));
}

/// A number and what follows it: "1,234.5 ns" is 1234.5, "1,234.5" and "ns".
struct Quantity {
  double value = 0;
  std::string_view number, unit;
};

/// What stands before "±" and behind it; all of it and nothing where there is none.
std::pair<std::string_view, std::string_view> halves(std::string_view text) {
  constexpr std::string_view kSign = "±";
  const std::size_t sign = text.find(kSign);
  if (sign == std::string_view::npos) return {text, {}};
  return {base::trim(text.substr(0, sign)), base::trim(text.substr(sign + kSign.size()))};
}

std::optional<Quantity> quantity_in(std::string_view text) {
  text = base::trim(text);
  const std::size_t end = std::min(text.find_first_not_of("0123456789.,eE+-"), text.size());
  const std::string_view number = base::trim(text.substr(0, end));
  const auto value = parse_grouped_number(number);
  if (!value) return std::nullopt;
  return Quantity{*value, number, base::trim(text.substr(end))};
}

/// "5.252" where two decimals are the most is 5252, as another locale writes it.
void check_decimals(const JsonNode& node, std::string_view number, std::size_t most) {
  const std::size_t point = number.find('.');
  if (point == std::string_view::npos || number.find_first_of("eE") != std::string_view::npos) return;
  if (number.size() - point - 1 <= most) return;
  node.refuse(
      fmt::format("\"{}\" has more decimals than its tool writes: a locale may have grouped its digits by points; "
                  "run it with LC_ALL=C",
                  base::visible(number)));
}

/// A tool may write KB for what is KiB.
std::string meant_by(const DescribedMetric& wanted, const std::string& unit) {
  const auto meant = wanted.units.find(unit);
  return meant == wanted.units.end() ? unit : meant->second;
}

/// What stands in the place of a bound that there is none of, as of a single run.
bool is_no_bound(const JsonNode& node) {
  static constexpr std::string_view kWords[] = {"nan", "na", "n/a", "-", "inf", "infinity", "?"};
  return std::ranges::find(kWords, base::to_lower_ascii(base::trim(node.text()))) != std::end(kWords);
}

/// One file while it is read, record by record.
class Reading {
 public:
  Reading(const Description& format, RunSink& sink) : format_(format), sink_(sink) {}
  /// All of a JSON file, a line of several, or a row of a table.
  void record(const JsonNode& root);
  void finish();

 private:
  void walk(const JsonNode& node, std::size_t step);
  void row();
  void metric(const std::string& name, const Facts& facts, const DescribedMetric& metric);
  void bounds(const DescribedMetric& wanted, const JsonNode& stated, model::Result& result);
  bool value(const DescribedMetric& wanted, const JsonNode& node, model::Result& result);
  void failure(const std::string& name, const Condition& condition);
  std::size_t run_of_record();
  JsonNode at(const FieldPath& path);
  JsonNode first(const Pick& pick);
  std::string label(const Pick& pick);
  std::string name_of_row();
  std::vector<model::Parameter> parameters();
  Facts facts();
  bool holds(const Condition& condition);
  bool all_hold(const std::vector<Condition>& conditions);
  std::optional<double> number(const JsonNode& node, double scale, const std::string& unit, const DescribedMetric& of);
  std::optional<double> bound(const Pick& pick, double scale, const std::string& unit, const DescribedMetric& of);
  std::string unit_of(const DescribedMetric& wanted);
  model::Run stated_by_record();

  const Description& format_;
  RunSink& sink_;
  const JsonNode* root_ = nullptr;
  std::vector<JsonNode> scopes_;  ///< what wildcards stand for, and the row as the last.
  std::vector<std::size_t> serials_;
  std::size_t serial_ = 0;
  /// What stands further out is the same for many rows: looked up once, or a hostile file would take its square.
  std::unordered_map<const FieldPath*, std::pair<std::size_t, JsonNode>> known_;
  std::size_t rows_ = 0, failures_ = 0, run_ = 0, first_of_row_ = 0;
  model::Parameters stated_;  ///< of the row at hand.
  std::vector<model::Run> runs_;
  std::vector<std::vector<Facts>> facts_;  ///< for each result of each run.
};

JsonNode Reading::at(const FieldPath& path) {
  const bool outside = path.root || path.up > 0;
  const std::size_t scope = scopes_.empty() ? 0 : scopes_.size() - 1 - std::min(path.up, scopes_.size() - 1);
  const JsonNode& from = path.root || scopes_.empty() ? *root_ : scopes_[scope];
  if (path.member_name) return from;
  if (!outside || scopes_.empty()) return below(from, path.steps);
  const std::size_t serial = path.root ? 0 : serials_[scope];
  const auto [known, fresh] = known_.try_emplace(&path, serial, from);
  if (fresh || known->second.first != serial) known->second = {serial, below(from, path.steps)};
  return known->second.second;
}

JsonNode Reading::first(const Pick& pick) {
  for (const FieldPath& path : pick) {
    const JsonNode node = at(path);
    if (node && !(node.is_text() && node.text().empty())) return node;
  }
  return at(pick.back());
}

std::string Reading::label(const Pick& pick) {
  for (const FieldPath& path : pick) {
    const JsonNode node = at(path);
    std::string text = path.member_name ? std::string(node.key()) : word_of(node, sink_);
    if (!text.empty()) return text;
  }
  return {};
}

/// Where numbers stand with their unit, that of the value is given, and the number is converted to it.
std::optional<double> Reading::number(const JsonNode& node, double scale, const std::string& unit,
                                      const DescribedMetric& of) {
  if (node.is_number()) {
    const auto value = node.number(sink_);
    return value ? std::optional(*value * scale) : std::nullopt;
  }
  const auto quantity = quantity_in(halves(node.text()).first);
  const std::string stated = quantity ? meant_by(of, std::string(quantity->unit)) : std::string();
  if (quantity && (quantity->unit.empty() || stated == unit)) return quantity->value * scale;
  if (quantity && !unit.empty()) {
    const units::Unit from = units::parse_unit(stated);
    const units::Unit to = units::parse_unit(unit);
    if (from.family == to.family && from.base == to.base) return quantity->value * scale * from.factor / to.factor;
  }
  const auto value = number_if_any(node, sink_);
  return value ? std::optional(*value * scale) : std::nullopt;
}

std::optional<double> Reading::bound(const Pick& pick, double scale, const std::string& unit,
                                     const DescribedMetric& of) {
  if (pick.empty()) return std::nullopt;
  const JsonNode node = first(pick);
  return is_no_bound(node) ? std::nullopt : number(node, scale, unit, of);
}

bool Reading::holds(const Condition& condition) {
  const JsonNode node = at(condition.at);
  if (condition.values.empty()) return condition.at.member_name || stands(node, sink_);
  if (condition.at.member_name) return is_any_of(node.key(), condition.values);
  return node.is_text() ? is_any_of(base::trim(node.text()), condition.values)
                        : is_any_of(word_of(node, sink_), condition.values);
}

bool Reading::all_hold(const std::vector<Condition>& conditions) {
  return std::ranges::all_of(conditions, [&](const Condition& condition) { return holds(condition); });
}

std::string Reading::unit_of(const DescribedMetric& wanted) {
  if (wanted.unit_at.empty()) return wanted.unit;
  return meant_by(wanted, label(wanted.unit_at));
}

/// False where there is no value, which is then told as far as it is anything to tell.
bool Reading::value(const DescribedMetric& wanted, const JsonNode& node, model::Result& result) {
  if (!node) return false;
  const auto stated = node.is_text() ? quantity_in(halves(node.text()).first) : std::nullopt;
  const Quantity quantity = stated.value_or(Quantity{});
  if (stated && wanted.decimals) check_decimals(node, quantity.number, *wanted.decimals);
  if (wanted.unit_in_value && !node.is_number()) {
    if (!stated) {
      sink_.ignored("value is missing (null or not a number)");
      return false;
    }
    if (!quantity.unit.empty()) result.unit = meant_by(wanted, std::string(quantity.unit));
  }
  const auto value = number(node, wanted.scale, wanted.unit_in_value ? result.unit : std::string(), wanted);
  if (!value) return false;
  result.value = *value;
  if (wanted.drop_zero && *value == 0) {
    sink_.ignored("value rounded to zero by its tool");
    return false;
  }
  if (!wanted.printed) return true;
  const std::string written = stated ? std::string(quantity.number) : shown_value(node, sink_);
  if (!set_printed(result, written, sink_)) return false;
  result.resolution *= wanted.scale;
  return true;
}

void Reading::bounds(const DescribedMetric& wanted, const JsonNode& stated, model::Result& result) {
  const std::string unit = wanted.unit_in_value ? result.unit : std::string();
  result.lower = bound(wanted.lower, wanted.scale, unit, wanted);
  result.upper = bound(wanted.upper, wanted.scale, unit, wanted);
  auto margin =
      wanted.margin_percent ? bound(wanted.margin, 1, "%", wanted) : bound(wanted.margin, wanted.scale, unit, wanted);
  bool percent = wanted.margin_percent;
  const std::string_view behind = halves(stated.text()).second;
  if (wanted.spread_in_value && !behind.empty()) result.spread = fmt::format("± {}", behind);
  if (const auto quantity = quantity_in(behind); quantity && wanted.margin_in_value) {
    percent = quantity->unit == "%";
    if (percent || quantity->unit.empty()) margin = quantity->value * (percent ? 1 : wanted.scale);
  }
  if (margin && *margin > 0) {
    const double width = percent ? std::abs(result.value) * *margin / 100 : *margin;
    result.lower = result.value - width;
    result.upper = result.value + width;
  }
  if (!wanted.spread.empty()) {
    const std::string spread = label(wanted.spread);
    if (!spread.empty())
      result.spread = fmt::format("± {}{}{}", spread, wanted.spread_unit.empty() ? "" : " ", wanted.spread_unit);
  }
}

void Reading::metric(const std::string& name, const Facts& facts, const DescribedMetric& wanted) {
  if (!all_hold(wanted.where)) return;
  model::Result result;
  result.benchmark = name;
  result.metric = wanted.metric_at.empty() ? wanted.metric : label(wanted.metric_at);
  if (result.metric.empty()) result.metric = wanted.metric;
  result.unit = unit_of(wanted);
  const JsonNode stated = first(wanted.value);
  if (!value(wanted, stated, result)) return;
  if (result.metric.empty()) result.metric = model::metric_of(units::parse_unit(result.unit), result.unit);
  result.better = wanted.better;
  result.estimator = wanted.estimator;
  result.exact = wanted.exact;
  bounds(wanted, stated, result);
  if (!wanted.per.empty()) result.per = label(wanted.per);
  if (!wanted.samples.empty()) result.samples = samples_of(first(wanted.samples), sink_);
  for (double& sample : result.samples) sample *= wanted.scale;
  if (!stated_.empty()) result.parameters = stated_;
  result.primary = runs_[run_].results.size() == first_of_row_;
  runs_[run_].results.push_back(std::move(result));
  facts_[run_].push_back(facts);
}

/// What the description names, and all members of what it does not.
std::vector<model::Parameter> Reading::parameters() {
  std::vector<model::Parameter> found;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) found.push_back({std::string(key), std::move(value)});
  };
  for (const NamedPick& parameter : format_.parameters) {
    if (!parameter.name.empty()) {
      add(parameter.name, label(parameter.at));
      continue;
    }
    for (const JsonNode& member : first(parameter.at).items()) add(member.key(), word_of(member, sink_));
  }
  if (format_.parameters_prefix.empty() && format_.parameters_but.empty()) return found;
  const std::vector<std::string>& but = format_.parameters_but;
  for (const JsonNode& member : scopes_.back().items()) {
    if (!member.key().starts_with(format_.parameters_prefix)) continue;
    if (std::ranges::find(but, member.key()) != but.end()) continue;
    add(member.key().substr(format_.parameters_prefix.size()), word_of(member, sink_));
  }
  return found;
}

Facts Reading::facts() {
  Facts facts;
  for (const NamedPick& fact : format_.facts) facts.push_back({fact.name, label(fact.at)});
  return facts;
}

std::string Reading::name_of_row() {
  std::string name = format_.fixed_name;
  for (const Pick& pick : format_.names) {
    const std::string part = label(pick);
    if (!part.empty()) name += (name.empty() ? "" : format_.join) + part;
  }
  if (name.empty()) (scopes_.empty() ? *root_ : scopes_.back()).refuse("a benchmark without a name");
  stated_ = {name, parameters()};
  std::string with;
  for (const model::Parameter& one : stated_.values)
    with += fmt::format("{}{}={}", with.empty() ? "" : ", ", one.name, one.value);
  return with.empty() ? name : fmt::format("{} ({})", name, with);
}

/// Counted, and the first of them named.
void Reading::failure(const std::string& name, const Condition& condition) {
  constexpr std::size_t kShown = 120;
  sink_.ignored("benchmark reported an error");
  if (++failures_ > kFailuresNamed) return;
  const std::string reason =
      condition.values.empty() ? base::visible(at(condition.at).text().substr(0, kShown)) : std::string();
  scopes_.back().note(
      sink_, fmt::format("'{}' failed and is left out{}{}", base::visible(name), reason.empty() ? "" : ": ", reason));
}

void Reading::row() {
  if (++rows_ > kMostRows) root_->refuse("more rows than the result of a single run has");
  const auto failed = std::ranges::find_if(format_.failed, [&](const Condition& c) { return holds(c); });
  const bool fails = failed != format_.failed.end();
  if (!fails && !all_hold(format_.where)) return;  // no benchmark at all
  const std::string name = name_of_row();
  if (fails) return failure(name, *failed);
  const Facts known = facts();
  first_of_row_ = runs_[run_].results.size();
  for (const DescribedMetric& one : format_.metrics) metric(name, known, one);
  if (runs_[run_].results.size() == first_of_row_) sink_.ignored("benchmark without a value");
}

void Reading::walk(const JsonNode& node, std::size_t step) {
  const bool last = step == format_.rows.size();
  const bool wildcard = step > 0 && is_wildcard(format_.rows[step - 1]);
  if (last || wildcard) {
    scopes_.push_back(node);
    serials_.push_back(++serial_);
  }
  if (last) {
    row();
  } else if (!is_wildcard(format_.rows[step])) {
    walk(one_below(node, format_.rows[step]), step + 1);
  } else {
    for (const JsonNode& item : matches(node, format_.rows[step])) walk(item, step + 1);
  }
  if (last || wildcard) {
    scopes_.pop_back();
    serials_.pop_back();
  }
}

/// What a record says of its run.
model::Run Reading::stated_by_record() {
  model::Run run;
  run.tool = format_.tool.empty() ? format_.name : format_.tool;
  for (const NamedPick& part : format_.environment) {
    if (std::string text = label(part.at); !text.empty()) run.environment[part.name] = std::move(text);
  }
  if (!format_.suite.empty()) run.suite = label(format_.suite);
  if (!format_.commit.empty()) run.commit = commit_id(label(format_.commit));
  if (format_.date.empty()) return run;
  const JsonNode date = first(format_.date);
  if (format_.date_scale == 0) {
    run.date = time_without_zone(date.text());
  } else if (const auto since = number_if_any(date, sink_)) {
    run.date = base::time_of_milliseconds(*since * format_.date_scale);
  }
  if (date && !run.date) sink_.ignored("date that is none");
  return run;
}

/// Records of the same date, commit, suite and environment are one run: mostly the last one's.
std::size_t Reading::run_of_record() {
  const bool alike = format_.environment.empty() && format_.suite.empty() && format_.commit.empty();
  if (alike && format_.date.empty() && !runs_.empty()) return 0;
  model::Run run = stated_by_record();
  const auto same = [&](const model::Run& other) {
    return std::tie(other.date, other.commit, other.suite, other.environment) ==
           std::tie(run.date, run.commit, run.suite, run.environment);
  };
  const auto known = std::ranges::find_if(runs_.rbegin(), runs_.rend(), same);
  if (known != runs_.rend()) return static_cast<std::size_t>(runs_.rend() - known) - 1;
  runs_.push_back(std::move(run));
  facts_.emplace_back();
  return runs_.size() - 1;
}

void Reading::record(const JsonNode& root) {
  root_ = &root;
  known_.clear();
  run_ = run_of_record();
  walk(root, 0);
}

void Reading::finish() {
  const bool any = std::ranges::any_of(runs_, [](const model::Run& run) { return !run.results.empty(); });
  if (!any) {
    const std::string what = failures_ > 0 ? "every {} benchmark in it failed" : "there is no {} benchmark in it";
    throw base::Error(base::Fault::Input, {}, fmt::format(fmt::runtime(what), format_.name));
  }
  std::size_t numbered = 0;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].results.empty()) continue;
    tell_apart(runs_[i].results, facts_[i]);
    if (format_.repetitions) {
      fold_repetitions(runs_[i]);
    } else {
      numbered += keep_apart(runs_[i].results);
    }
  }
  note_kept_apart(numbered, sink_);
  for (model::Run& run : runs_) {
    if (!run.results.empty()) sink_.run(std::move(run));
  }
}

/// Adds the line of the record at hand to whatever is told of it.
struct WithLine final : RunSink {
  explicit WithLine(RunSink& sink) : behind(sink) {}
  void run(model::Run run) override { behind.run(std::move(run)); }
  void diagnostic(base::Diagnostic diagnostic) override {
    if (diagnostic.where.line == 0) diagnostic.where.line = line;
    behind.diagnostic(std::move(diagnostic));
  }
  void ignored(std::string_view reason) override { behind.ignored(reason); }
  void repository_url(std::string_view url) override { behind.repository_url(url); }
  RunSink& behind;
  int line = 0;
};

/// Counts lines as it goes through a file.
class LineCount {
 public:
  explicit LineCount(std::string_view bytes) : bytes_(bytes) {}
  int at(std::size_t place) {
    line_ += static_cast<int>(std::ranges::count(bytes_.substr(seen_, place - seen_), '\n'));
    seen_ = place;
    return line_;
  }

 private:
  std::string_view bytes_;
  std::size_t seen_ = 0;
  int line_ = 1;
};

/// Reads one record; what is refused in it learns its line. The pointer into a row of a table names its column.
template <typename Document>
void record_at(Reading& reading, const Document& document, const WithLine& sink) {
  try {
    reading.record(document().root());
  } catch (const base::Error& error) {
    base::Where where = error.where();
    if (where.line == 0) where.line = sink.line;
    throw base::Error(error.fault(), where, error.what(), error.hint());
  }
}

void read_lines(const Description& format, std::string_view bytes, RunSink& sink) {
  WithLine placed(sink);
  Reading reading(format, placed);
  LineCount lines(bytes);
  for (std::size_t begin = text_begin(bytes); begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    placed.line = lines.at(begin);
    if (!base::trim(bytes.substr(begin, end - begin)).empty())
      record_at(reading, [&] { return JsonDocument(bytes, begin, end, placed); }, placed);
    begin = end + 1;
  }
  placed.line = 0;
  reading.finish();
}

std::vector<std::string> columns_of(std::string_view bytes, const CsvRow& header) {
  std::vector<std::string> columns;
  std::set<std::string, std::less<>> seen;
  for (const std::string& cell : header.cells) {
    columns.push_back(base::to_utf8(base::trim(cell)));
    if (!columns.back().empty() && !seen.insert(columns.back()).second) {
      refuse_at(bytes, header.begin, fmt::format("the column \"{}\" is there twice", base::visible(columns.back())));
    }
  }
  return columns;
}

void read_table(const Description& format, std::string_view bytes, RunSink& sink) {
  WithLine placed(sink);
  Reading reading(format, placed);
  LineCount lines(bytes);
  const char separator = format.notation == Notation::Tsv ? '\t' : separator_of(bytes);
  CsvRows rows(bytes, 0, separator);
  const auto header = rows.next();
  if (!header) throw base::Error(base::Fault::Input, {}, "there is no table in it");
  const std::vector<std::string> columns = columns_of(bytes, *header);
  while (const auto row = rows.next()) {
    if (row->cells == header->cells) continue;  // files put together
    placed.line = lines.at(row->begin);
    if (row->cells.size() != columns.size()) {
      refuse_at(bytes, row->begin, fmt::format("{} columns are due here, not {}", columns.size(), row->cells.size()));
    }
    std::vector<std::string> cells;
    cells.reserve(row->cells.size());
    for (const std::string& cell : row->cells) cells.push_back(base::to_utf8(cell));
    record_at(reading, [&] { return JsonDocument(columns, std::move(cells)); }, placed);
  }
  placed.line = 0;
  reading.finish();
}

}  // namespace

void DescribedFormat::read(std::string_view bytes, RunSink& sink) const {
  refuse_utf16(bytes);
  if (description_.notation == Notation::Ndjson) return read_lines(description_, bytes, sink);
  if (description_.notation != Notation::Json) return read_table(description_, bytes, sink);
  const JsonDocument document(bytes, sink);
  Reading reading(description_, sink);
  reading.record(document.root());
  reading.finish();
}

}  // namespace perfolio::formats
