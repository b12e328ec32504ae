// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/merge.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "history/rescaled.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace perfolio::history {
namespace {

using model::Result;
using model::Run;
using model::Series;
using units::Direction;

/// What makes a series, by numbers where texts repeat.
struct KeyView {
  std::uint32_t context = 0;  ///< suite and environment.
  std::uint32_t unit = 0;     ///< base unit and family.
  std::string_view benchmark;
  std::string_view metric;
  bool operator==(const KeyView&) const = default;
};

struct Key {
  std::uint32_t context = 0;
  std::uint32_t unit = 0;
  std::string benchmark;
  std::string metric;
  [[nodiscard]] KeyView view() const { return {context, unit, benchmark, metric}; }
};

/// Looks keys up by views, without making a Key for each of a million points.
struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(const KeyView& key) const {
    const std::hash<std::string_view> hash;
    return hash(key.benchmark) ^ (hash(key.metric) * 31 + key.context * 0x9E3779B97F4A7C15ULL + key.unit);
  }
  std::size_t operator()(const Key& key) const { return (*this)(key.view()); }
};

struct KeyEqual {
  using is_transparent = void;
  static KeyView view(const Key& key) { return key.view(); }
  static KeyView view(const KeyView& key) { return key; }
  template <typename A, typename B>
  bool operator()(const A& a, const B& b) const {
    return view(a) == view(b);
  }
};

/// More than any tool knows; a series that names more is hostile, and the rest of its estimators count as unknown.
constexpr std::size_t kMostEstimators = 250;

/// What a run's fingerprint takes of a name: asked for once a series, not once a point.
struct NameHashes {
  std::size_t benchmark = 0;
  std::size_t metric = 0;
};

NameHashes hashes_of(std::string_view benchmark, std::string_view metric) {
  const std::hash<std::string_view> hash;
  return {hash(benchmark), hash(metric)};
}

/// A column while it grows.
struct Growing {
  Series series;
  std::uint32_t context = 0;  ///< of its key.
  std::uint32_t unit = 0;     ///< of its key.
  NameHashes hashes;
  std::uint32_t better_from = 0;  ///< the earliest run that said which values are good.
  std::uint32_t newest = 0;       ///< the latest run so far.
  bool better_changes = false;
  std::vector<std::string> estimators{""};  ///< those met; the first stands for unknown.
  std::vector<std::uint8_t> estimator{};    ///< per point.
};

struct UnitText {
  units::Unit unit;
  std::uint32_t id = 0;
};

/// The further values of a benchmark that stands more than once in the run at hand.
struct Repeated {
  std::vector<double> values;
  double lower = 0;
  double upper = 0;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}

bool same_run(const Run& a, const Run& b) {
  return std::tie(a.date, a.commit, a.suite, a.release, a.environment, a.derived) ==
         std::tie(b.date, b.commit, b.suite, b.release, b.environment, b.derived);
}

/// How two runs stand to each other: of all results of a run mostly the same two are asked for.
struct Order {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  bool known = false;
  bool before = false;
};

base::Time moment_of(const Run& run) { return run.date.value_or(run.commit_date.value_or(base::Time::max())); }
base::Time commit_moment_of(const Run& run) { return run.commit_date.value_or(base::Time::max()); }

}  // namespace

struct Merge::State {
  std::vector<Run> runs;
  std::vector<std::uint64_t> prints;                           ///< per run.
  std::unordered_map<std::string, std::uint32_t> first_named;  ///< commit -> the first run read that has it.
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_print;
  std::vector<Growing> series;
  std::unordered_map<Key, std::uint32_t, KeyHash, KeyEqual> index;
  std::map<std::pair<std::string, model::Environment>, std::uint32_t> contexts;
  std::unordered_map<std::string, UnitText> unit_texts;
  std::map<std::pair<std::string, units::Family>, std::uint32_t> unit_ids;
  std::map<std::uint32_t, Repeated> repeated;  ///< by series, of the run at hand.
  /// The series of the results of the run before, by their place: a suite measures the same things in the same order.
  std::vector<std::uint32_t> likely;
  std::vector<bool> named;  ///< whether that series has the name of the result that stands there now.
  Order earlier, later;   ///< of the run that a column knows its direction from, and of its newest, to the one at hand.
  std::string unit_text;  ///< that unit_of was asked for last.
  const UnitText* unit_found = nullptr;
  std::size_t lost = 0;

  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const;
  bool before(Order& last, std::uint32_t a, std::uint32_t b) const {
    if (!last.known || last.a != a || last.b != b) last = {a, b, true, before(a, b)};
    return last.before;
  }
  [[nodiscard]] bool known(const Run& run, std::uint64_t print) const;
  std::uint64_t fingerprint(const Run& run);
  void find_likely(const std::vector<Result>& results);
  const UnitText& unit_of(const std::string& text);
  std::uint32_t series_of(const Result& result, std::size_t place, const Run& run, std::uint32_t context,
                          const UnitText& unit);
  void add(const Result& result, std::size_t place, std::uint32_t run, std::uint32_t context);
  void learn(Growing& column, const Result& result, const units::Unit& unit, std::uint32_t run);
  void repeat(std::uint32_t at, double value, double lower, double upper);
  void settle_repeated();
};

/// The order of runs: by date, then by date of the commit, then in the order in which the input names the commits (a
/// history lists its oldest first; tools that date a run by the day, or by the second, leave many alike), then whatever
/// tells them apart, so that the suites of one commit do not depend on the order of reading.
bool Merge::State::before(std::uint32_t a, std::uint32_t b) const {
  const Run& x = runs[a];
  const Run& y = runs[b];
  const auto when = [&](const Run& run) {
    return std::tuple(moment_of(run), commit_moment_of(run), first_named.at(run.commit));
  };
  if (const auto order = when(x) <=> when(y); order != 0) return order < 0;
  const auto rest = [&](const Run& run, std::uint32_t at) {
    return std::tie(run.commit, run.suite, run.release, run.branch, run.tool, run.environment, run.date,
                    run.commit_date, run.url, run.subject, run.author, prints[at]);
  };
  return rest(x, a) < rest(y, b);
}

/// Without a date, two runs with the same results are two runs.
bool Merge::State::known(const Run& run, std::uint64_t print) const {
  if (!run.date) return false;
  const auto [begin, end] = by_print.equal_range(print);
  return std::any_of(begin, end, [&](const auto& entry) { return same_run(runs[entry.second], run); });
}

/// Looks once for all who ask.
void Merge::State::find_likely(const std::vector<Result>& results) {
  named.assign(results.size(), false);
  for (std::size_t place = 0; place < std::min(results.size(), likely.size()); ++place) {
    const Series& known = series[likely[place]].series;
    named[place] = known.benchmark == results[place].benchmark && known.metric == results[place].metric;
  }
}

/// Mixes the results of a run into one number, which tells runs apart that are alike in everything else.
std::uint64_t Merge::State::fingerprint(const Run& run) {
  find_likely(run.results);
  std::uint64_t mixed = 14695981039346656037ULL;  // FNV-1a's constants
  const auto mix = [&mixed](std::uint64_t more) { mixed = (mixed ^ more) * 1099511628211ULL; };
  for (std::size_t place = 0; place < run.results.size(); ++place) {
    const Result& result = run.results[place];
    const NameHashes names = named[place] ? series[likely[place]].hashes : hashes_of(result.benchmark, result.metric);
    mix(std::bit_cast<std::uint64_t>(result.value));
    mix(names.benchmark);
    mix(names.metric);
  }
  return mixed;
}

const UnitText& Merge::State::unit_of(const std::string& text) {
  if (unit_found != nullptr && unit_text == text) return *unit_found;
  unit_text = text;
  auto found = unit_texts.find(text);
  if (found == unit_texts.end()) {
    UnitText unit{units::parse_unit(text), 0};
    const auto next = static_cast<std::uint32_t>(unit_ids.size());
    unit.id = unit_ids.try_emplace({unit.unit.base, unit.unit.family}, next).first->second;
    found = unit_texts.emplace(text, std::move(unit)).first;
  }
  unit_found = &found->second;
  return *unit_found;
}

std::uint32_t Merge::State::series_of(const Result& result, std::size_t place, const Run& run, std::uint32_t context,
                                      const UnitText& unit) {
  if (named[place]) {
    const Growing& column = series[likely[place]];
    if (column.context == context && column.unit == unit.id) return likely[place];
  }
  const auto found = index.find(KeyView{context, unit.id, result.benchmark, result.metric});
  if (found != index.end()) return found->second;
  const auto at = static_cast<std::uint32_t>(series.size());
  index.emplace(Key{context, unit.id, result.benchmark, result.metric}, at);
  Series fresh;
  fresh.suite = run.suite;
  fresh.benchmark = result.benchmark;
  fresh.metric = result.metric;
  fresh.environment = run.environment;
  fresh.unit = unit.unit;
  fresh.unit.factor = 1;
  fresh.better = Direction::Unknown;
  const NameHashes hashes = hashes_of(result.benchmark, result.metric);
  series.push_back({.series = std::move(fresh), .context = context, .unit = unit.id, .hashes = hashes});
  return at;
}

/// Keeps what the earliest run says of the direction and what the latest says beside the value, in any order of
/// reading.
void Merge::State::learn(Growing& column, const Result& result, const units::Unit& unit, std::uint32_t run) {
  Series& known = column.series;
  const Direction better = model::direction_of(result, unit);
  const bool first = known.run.empty();
  // A run that says nothing of it does not contradict one that does.
  const bool says = better != Direction::Unknown;
  if (says && known.better == Direction::Unknown) column.better_from = run;
  if (says && known.better != Direction::Unknown && better != known.better) column.better_changes = true;
  if (says && (known.better == Direction::Unknown || !before(earlier, column.better_from, run))) {
    known.better = better;
    column.better_from = run;
  }
  if (!first && before(later, run, column.newest)) return;
  column.newest = run;
  if (known.spread != result.spread) known.spread = result.spread;
  if (!result.per.empty()) known.per = result.per;
  if (!result.parameters.empty() && known.parameters != result.parameters) known.parameters = result.parameters;
}

std::uint8_t estimator_index(Growing& column, const std::string& name) {
  const auto found = std::ranges::find(column.estimators, name);
  if (found != column.estimators.end()) return static_cast<std::uint8_t>(found - column.estimators.begin());
  if (column.estimators.size() >= kMostEstimators) return 0;
  column.estimators.push_back(name);
  return static_cast<std::uint8_t>(column.estimators.size() - 1);
}

void Merge::State::repeat(std::uint32_t at, double value, double lower, double upper) {
  const Series& known = series[at].series;
  const auto [found, fresh] = repeated.try_emplace(at);
  Repeated& all = found->second;
  if (fresh) {
    const bool bounds = !known.lower.empty();
    all = {{known.value.back()},
           bounds ? known.lower.back() : known.value.back(),
           bounds ? known.upper.back() : known.value.back()};
  }
  all.values.push_back(value);
  all.lower = std::min(all.lower, lower);
  all.upper = std::max(all.upper, upper);
}

/// Bounds are kept from the first point on that has any.
void set_bounds(Series& known, double lower, double upper) {
  if (known.lower.empty() && lower == known.value.back() && upper == known.value.back()) return;
  const std::size_t have = known.lower.size();
  known.lower.resize(known.value.size());
  known.upper.resize(known.value.size());
  for (std::size_t i = have; i < known.value.size(); ++i) known.lower[i] = known.upper[i] = known.value[i];
  known.lower.back() = lower;
  known.upper.back() = upper;
}

std::uint32_t samples_of(const Result& result) {
  return static_cast<std::uint32_t>(std::max<std::size_t>(1, result.samples.size()));
}

/// Numbers of samples are kept from the first point on that has several.
void add_samples(Series& known, std::uint32_t samples) {
  if (known.samples.empty() && samples == 1) return;
  known.samples.resize(known.value.size() - 1, 1);
  known.samples.push_back(samples);
}

void Merge::State::add(const Result& result, std::size_t place, std::uint32_t run, std::uint32_t context) {
  const UnitText& unit = unit_of(result.unit);
  const double value = result.value * unit.unit.factor;
  if (!std::isfinite(value)) {
    ++lost;
    return;
  }
  const auto bound = [&](const std::optional<double>& of) {
    const double converted = of ? *of * unit.unit.factor : value;
    return std::isfinite(converted) ? converted : value;
  };
  const double lower = bound(result.lower);
  const double upper = bound(result.upper);
  const std::uint32_t at = series_of(result, place, runs[run], context, unit);
  if (place >= likely.size()) likely.resize(place + 1, at);
  likely[place] = at;
  Growing& column = series[at];
  learn(column, result, unit.unit, run);
  column.series.exact = column.series.exact || result.exact;
  if (result.primary) column.series.primary = 1;
  const double rounded = result.resolution * unit.unit.factor;
  if (std::isfinite(rounded)) column.series.resolution = std::max(column.series.resolution, rounded);
  if (!column.series.run.empty() && column.series.run.back() == run) {
    if (!column.series.samples.empty()) column.series.samples.back() += samples_of(result);
    return repeat(at, value, lower, upper);
  }
  column.series.run.push_back(run);
  column.series.value.push_back(value);
  column.estimator.push_back(estimator_index(column, result.estimator));
  if (result.lower || result.upper || !column.series.lower.empty()) set_bounds(column.series, lower, upper);
  add_samples(column.series, samples_of(result));
}

void Merge::State::settle_repeated() {
  for (auto& [at, all] : repeated) {
    Series& known = series[at].series;
    known.value.back() = median(all.values);
    set_bounds(known, all.lower, all.upper);
  }
  repeated.clear();
}

Merge::Merge() : state_(std::make_unique<State>()) {}
Merge::~Merge() = default;

bool Merge::add(model::Run run) {
  State& state = *state_;
  const auto at = static_cast<std::uint32_t>(state.runs.size());
  const std::uint64_t print = state.fingerprint(run);
  if (state.known(run, print)) return false;
  state.prints.push_back(print);
  state.by_print.emplace(print, at);
  std::vector<Result> results;
  results.swap(run.results);
  run.body = {};
  state.runs.push_back(std::move(run));
  const Run& kept = state.runs.back();
  state.first_named.try_emplace(kept.commit, at);
  const auto next = static_cast<std::uint32_t>(state.contexts.size());
  const std::uint32_t context = state.contexts.try_emplace({kept.suite, kept.environment}, next).first->second;
  for (std::size_t place = 0; place < results.size(); ++place) state.add(results[place], place, at, context);
  state.settle_repeated();
  return true;
}

namespace {

template <typename T>
void reorder(std::vector<T>& column, const std::vector<std::uint32_t>& order) {
  if (column.empty()) return;
  std::vector<T> sorted;
  sorted.reserve(column.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(column[i]));
  column = std::move(sorted);
}

/// Renames runs to their rank, and puts the points into that order.
void sort_points(Growing& column, const std::vector<std::uint32_t>& rank) {
  Series& series = column.series;
  for (std::uint32_t& run : series.run) run = rank[run];
  if (std::ranges::is_sorted(series.run)) return;
  std::vector<std::uint32_t> order(series.run.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return series.run[i]; });
  model::take_points(series, order);
  reorder(column.estimator, order);
}

/// A point without an estimator takes that of the point before it, the first ones that of the first that has one.
void fill_estimators(std::vector<std::uint8_t>& estimator) {
  const auto first = std::ranges::find_if(estimator, [](std::uint8_t e) { return e != 0; });
  std::uint8_t last = first == estimator.end() ? 0 : *first;
  for (std::uint8_t& e : estimator) {
    if (e == 0) e = last;
    last = e;
  }
}

/// One series for each estimator; the order of their points is kept.
std::vector<Series> cut(Growing column) {
  std::vector<Series> parts;
  if (column.estimators.size() <= 2) {
    column.series.estimator = column.estimators.back();
    parts.push_back(std::move(column.series));
    return parts;
  }
  fill_estimators(column.estimator);
  const Series& whole = column.series;
  for (std::size_t e = 1; e < column.estimators.size(); ++e) {
    Series part;
    part.suite = whole.suite;
    part.benchmark = whole.benchmark;
    part.metric = whole.metric;
    part.environment = whole.environment;
    part.unit = whole.unit;
    part.better = whole.better;
    part.estimator = column.estimators[e];
    part.per = whole.per;
    part.resolution = whole.resolution;
    part.exact = whole.exact;
    part.primary = whole.primary;
    if (column.estimator.back() == e) part.spread = whole.spread;
    for (std::size_t i = 0; i < whole.run.size(); ++i) {
      if (column.estimator[i] != e) continue;
      part.run.push_back(whole.run[i]);
      part.value.push_back(whole.value[i]);
      if (!whole.samples.empty()) part.samples.push_back(whole.samples[i]);
      if (whole.lower.empty()) continue;
      part.lower.push_back(whole.lower[i]);
      part.upper.push_back(whole.upper[i]);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

auto identity(const Series& series) {
  return std::tie(series.suite, series.benchmark, series.metric, series.environment);
}

bool series_before(const Series& a, const Series& b) {
  const auto left = identity(a);
  const auto right = identity(b);
  if (left != right) return left < right;
  return std::tie(a.unit.base, a.unit.family, a.estimator) < std::tie(b.unit.base, b.unit.family, b.estimator);
}

void note(model::History& history, const Series& series, const std::string& what) {
  const std::string name = series.suite.empty() ? series.benchmark : series.suite + ": " + series.benchmark;
  history.diagnostics.push_back({base::Severity::Warning, {}, name + " (" + series.metric + "): " + what});
}

/// The same said of many series is one note, which names the first.
void note_cuts(model::History& history) {
  std::map<std::string, std::vector<std::size_t>> cuts;
  for (std::size_t i = 1; i < history.series.size(); ++i) {
    const Series& a = history.series[i - 1];
    const Series& b = history.series[i];
    if (identity(a) != identity(b)) continue;
    if (a.unit.base != b.unit.base) {
      cuts["measured in '" + a.unit.base + "' and in '" + b.unit.base + "': two series"].push_back(i);
    } else if (a.estimator != b.estimator) {
      cuts["estimated by " + a.estimator + " and by " + b.estimator + ": two series, not to be compared"].push_back(i);
    }
  }
  for (const auto& [what, series] : cuts) {
    const std::size_t others = series.size() - 1;
    const std::string more = others == 0   ? ""
                             : others == 1 ? "and another: "
                                           : "and " + std::to_string(others) + " others: ";
    note(history, history.series[series.front()], more + what);
  }
}

/// The line of a config that gives a series a direction.
std::string override_line(const Series& series) {
  std::string out;
  base::JsonWriter w(out, 0);
  w.begin_object();
  // A name may hold what a pattern gives a meaning to.
  w.text("match", series.benchmark.find_first_of("*?[\\") == std::string::npos ? series.benchmark : "*");
  w.text("metric", series.metric);
  w.text("direction", "higher");
  w.end_object();
  return std::string(base::trim(out));
}

constexpr std::size_t kLongestUnits = 120;  // bytes of a note that name units

std::string unit_words(const std::map<std::string, std::size_t>& units) {
  std::string names;
  std::size_t left = 0;
  for (const auto& [unit, n] : units) {
    if (names.size() > kLongestUnits) {
      ++left;
      continue;
    }
    names += (names.empty() ? "" : ", ") + (unit.empty() ? "none" : "'" + base::visible(unit) + "'");
  }
  return left > 0 ? names + " and " + std::to_string(left) + " more" : names;
}

/// One note for all series of which nobody said which values are good: the units, and what settles it.
void note_unknown_directions(model::History& history) {
  std::map<std::string, std::size_t> units;
  std::size_t n = 0;
  bool custom = false;
  const Series* first = nullptr;
  for (const Series& series : history.series) {
    if (series.better != Direction::Unknown) continue;
    ++units[series.unit.base];
    ++n;
    custom = custom || (!series.run.empty() && history.runs[series.run.back()].tool == "custom");
    if (first == nullptr) first = &series;
  }
  if (first == nullptr) return;
  history.diagnostics.push_back(
      {base::Severity::Warning,
       {},
       "nothing says which values of " + std::to_string(n) + " series are good (unit: " + unit_words(units) +
           "): their changes are neither better nor worse; \"overrides\": [" + override_line(*first) +
           "] in perfolio.json settles it, with \"higher\" or \"lower\"" +
           (custom ? ", or --format-in customBiggerIsBetter or customSmallerIsBetter" : "")});
}

}  // namespace

model::History Merge::finish() {
  State& state = *state_;
  std::vector<std::uint32_t> order(state.runs.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return state.before(a, b); });
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;

  state.index.clear();
  state.by_print.clear();
  model::History history;
  history.series.reserve(state.series.size());
  for (Growing& column : state.series) {
    sort_points(column, rank);
    if (column.better_changes) {
      note(history, column.series, "runs disagree on which values are good; the first is taken");
    }
    for (Series& part : cut(std::move(column))) history.series.push_back(std::move(part));
  }
  std::ranges::sort(history.series, series_before);
  join_rescaled(history);
  note_cuts(history);
  reorder(state.runs, order);
  history.runs = std::move(state.runs);
  note_unknown_directions(history);
  if (state.lost > 0) {
    history.diagnostics.push_back({base::Severity::Warning, {}, std::to_string(state.lost) + " values are too large"});
  }
  state = {};
  return history;
}

}  // namespace perfolio::history
