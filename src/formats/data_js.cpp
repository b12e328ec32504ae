// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/data_js.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/data_js_columnar.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/reached.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

/// github-action-benchmark's history: `window.BENCHMARK_DATA = {...}` in a script, or the same JSON without it.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;
using units::Direction;

/// What the object or array that is open means.
enum class Place { Other, Root, Entries, Suite, Run, Commit, Author, Benches, Bench };

/// What a unit says, asked once per unit: a history names few, a million times.
struct UnitFacts {
  units::Unit unit;
  std::string clean;
  std::string metric;
};

UnitFacts facts_of(std::string_view text) {
  UnitFacts facts;
  // Old writers kept the rest of the line, which repeats other metrics, behind a tab.
  facts.clean = std::string(base::trim(text.substr(0, text.find('\t'))));
  facts.unit = units::parse_unit(facts.clean);
  facts.metric = model::metric_of(facts.unit, facts.clean);
  return facts;
}

/// What the values are of the iterations of a launch, where the writer leaves no choice.
std::string_view estimator_by_tool(std::string_view tool) {
  if (tool == "cargo") return "median";  // libtest's, and that of Criterion's bencher format
  constexpr std::string_view kMean[] = {"go", "googlecpp", "benchmarkjs", "pytest", "catch2", "jmh", "benchmarkdotnet"};
  return std::ranges::find(kMean, tool) != std::end(kMean) ? "mean" : "";
}

/// benchmark.js states the relative margin of error of the mean at 95 %. What the other tools write beside a value is
/// no interval of it (a standard deviation, the distance of the extremes), or in an unknown unit.
void read_margin(model::Result& result) {
  std::string_view text = result.spread;
  if (text.starts_with("±")) text.remove_prefix(std::string_view("±").size());
  if (!text.ends_with('%')) return;
  const auto percent = base::parse_number(text.substr(0, text.size() - 1));
  if (!percent || *percent < 0) return;
  result.lower = result.value * (1 - *percent / 100);
  result.upper = result.value * (1 + *percent / 100);
}

/// Go's processors and JMH's threads stand in a note beside the value: "2 procs", "threads: 8".
std::string workers_in(std::string_view extra) {
  Lines lines(extra);
  while (const auto line = lines.next()) {
    const auto words = words_of(line->text);
    if (words.size() == 2 && words[1] == "procs") return base::to_utf8(words[0]);
    if (words.size() == 2 && words[0] == "threads:") return base::to_utf8(words[1]);
  }
  return {};
}

/// Go's own names end in the processors, but for one: "Add", "Add-2", "Add-4".
void add_procs(std::vector<model::Result>& results, const std::vector<std::string>& procs) {
  std::map<std::string, std::set<std::string_view>, std::less<>> counts;
  for (std::size_t i = 0; i < results.size(); ++i) counts[results[i].benchmark].insert(procs[i]);
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto several = counts.find(results[i].benchmark);
    if (several == counts.end() || several->second.size() < 2 || procs[i].empty() || procs[i] == "1") continue;
    results[i].benchmark += '-' + procs[i];
  }
}

class Reader final : public JsonEvents {
 public:
  Reader(RunSink& sink, std::string_view bytes) : JsonEvents(sink), bytes_(bytes) {}
  [[nodiscard]] std::size_t benches() const { return benches_; }
  [[nodiscard]] bool entries() const { return entries_; }
  [[nodiscard]] std::size_t numbered() const { return numbered_; }

 private:
  void on_open(char bracket) override;
  void on_close() override;
  void on_scalar(const Scalar& value) override;
  [[nodiscard]] Place place_below(char bracket) const;
  [[nodiscard]] Place here() const { return depth() < places_.size() ? places_[depth()] : Place::Other; }
  void root_scalar(const Scalar& value);
  void run_scalar(const Scalar& value);
  void commit_scalar(const Scalar& value);
  void bench_scalar(const Scalar& value);
  void finish_bench();
  void finish_run();
  void finish_by_platform();
  void tell_results_apart();
  void settle(model::Result& result, std::string_view estimator, const std::optional<Direction>& by_tool);
  const UnitFacts& unit_facts(const std::string& unit);

  std::array<Place, 8> places_{};  ///< by depth.
  /// The one that is open, at its place among the run's results: what turns out to be none is taken out again.
  [[nodiscard]] model::Result& bench() { return run_.results.back(); }

  void tell_how_far();

  std::string_view bytes_;
  const char* name_ = nullptr;  ///< where the name of a benchmark stood last, mostly in the bytes themselves.
  model::Run run_;
  std::optional<bool> bigger_is_better_;  ///< said by a sibling of the writer in the place of a tool.
  std::string workers_;                   ///< threads or processors, as a note of the bench states them.
  std::vector<std::string> by_workers_;   ///< of the results of the run; empty while none states them.
  std::size_t numbered_ = 0;              ///< results kept apart, in all runs.
  std::string platform_;
  std::vector<std::string> platforms_;  ///< of the results of the run; empty while none names one.
  bool has_value_ = false;
  bool has_name_ = false;
  bool entries_ = false;
  std::size_t benches_ = 0;
  std::size_t expected_ = 0;  ///< results, as in the run before.
  std::unordered_map<std::string, UnitFacts> units_;
  const std::pair<const std::string, UnitFacts>* unit_ = nullptr;  ///< the last that was asked for.
  DistinctNames names_;
};

Place Reader::place_below(char bracket) const {
  if (depth() == 1) return Place::Root;
  if (depth() >= places_.size()) return Place::Other;
  const std::string_view key = key_here(1);  // the one under which the new object or array stands
  switch (places_[depth() - 1]) {
    case Place::Root:
      return key == "entries" ? Place::Entries : Place::Other;
    case Place::Entries:
      return Place::Suite;
    case Place::Suite:
      return bracket == '{' ? Place::Run : Place::Other;
    case Place::Run:
      return key == "commit" ? Place::Commit : key == "benches" ? Place::Benches : Place::Other;
    case Place::Commit:
      return key == "author" ? Place::Author : Place::Other;
    case Place::Benches:
      return bracket == '{' ? Place::Bench : Place::Other;
    case Place::Bench:
      if (key == "value" || key == "name" || key == "unit") return Place::Benches;  // refused by on_open
      return Place::Other;
    case Place::Author:
    case Place::Other:
      break;
  }
  return Place::Other;
}

void Reader::on_open(char bracket) {
  const Place place = place_below(bracket);
  if (depth() < places_.size()) places_[depth()] = place;
  const bool list = bracket == '[';
  if (place == Place::Root && list) refuse("an object with \"entries\" is due here, not a list");
  if (place == Place::Entries && list) refuse("an object of suites is due here, not a list");
  if (place == Place::Suite && !list) refuse("a list of runs is due here");
  if (place == Place::Benches && !list) refuse("a list of benchmarks is due here");
  if (place == Place::Benches && places_[depth() - 1] == Place::Bench) refuse("a plain value is due here, not a list");
  if (place == Place::Entries) entries_ = true;
  if (place == Place::Run) {
    run_ = {};
    run_.results.reserve(expected_);
    run_.suite = key_here(2);
    bigger_is_better_.reset();
    platforms_.clear();
    by_workers_.clear();
  }
  if (place == Place::Bench) {
    run_.results.emplace_back();
    platform_.clear();
    workers_.clear();
    has_value_ = has_name_ = false;
  }
}

void Reader::on_close() {
  if (here() == Place::Bench) finish_bench();
  if (here() == Place::Run) finish_run();
}

void Reader::on_scalar(const Scalar& value) {
  switch (here()) {
    case Place::Root:
      return root_scalar(value);
    case Place::Entries:
      refuse("a list of runs is due here");
    case Place::Suite:
      refuse("a run is due here");
    case Place::Benches:
      refuse("a benchmark is due here");
    case Place::Run:
      return run_scalar(value);
    case Place::Commit:
      return commit_scalar(value);
    case Place::Author:
      if (key_here() == "name" || (key_here() == "username" && run_.author.empty())) {
        if (const auto name = person(text_in(value)); !name.empty()) run_.author = name;
      }
      return;
    case Place::Bench:
      return bench_scalar(value);
    case Place::Other:
      return;
  }
}

void Reader::root_scalar(const Scalar& value) {
  if (depth() == 0) refuse("an object with \"entries\" is due here");
  if (key_here() == "entries") refuse("an object of suites is due here");
  if (key_here() == "repoUrl" && !web_link(text_in(value)).empty()) sink().repository_url(value.text);
}

void Reader::run_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  if (key == "benches") refuse("a list of benchmarks is due here");
  if (key == "tool") run_.tool = text_in(value);
  if (key == "bigger_is_better" && value.kind == Scalar::Kind::Boolean) bigger_is_better_ = value.number > 0;
  if (key != "date" || value.kind == Scalar::Kind::Null) return;
  run_.date = value.kind == Scalar::Kind::Number ? base::time_of_milliseconds(value.number) : std::nullopt;
  if (!run_.date) note("the date is not a number of milliseconds since 1970");
}

void Reader::commit_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  if (key == "id") run_.commit = base::trim(text);
  if (key == "message") read_message(text, run_);
  if (key == "url") {
    run_.url = web_link(text);
    run_.pull_request = text.find("/pull/") != std::string_view::npos;
  }
  if (key != "timestamp" || text.empty()) return;
  run_.commit_date = base::parse_time(text);
  if (!run_.commit_date) note("the timestamp of the commit is not a date");
}

void Reader::bench_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  if (key == "name") {
    if (value.kind != Scalar::Kind::Text) refuse("the name of a benchmark is due here");
    bench().benchmark = value.text;
    has_name_ = !value.text.empty();
    name_ = value.text.data();
  } else if (key == "value") {
    has_value_ = number_in(value, bench().value);
    if (!has_value_) bench().spread = "missing";  // so that finish_bench does not count it once more
  } else if (key == "unit") {
    bench().unit = text_in(value);
  } else if (key == "extra") {
    workers_ = workers_in(text_in(value));
  } else if (key == "platform") {
    platform_ = text_in(value);
  } else if (key == "range" && bench().spread != "missing") {
    bench().spread = value.kind == Scalar::Kind::Number ? fmt::format("{}", value.number) : std::string(text_in(value));
  }
}

const UnitFacts& Reader::unit_facts(const std::string& unit) {
  if (unit_ != nullptr && unit_->first == unit) return unit_->second;
  if (const auto found = units_.find(unit); found != units_.end()) {
    unit_ = &*found;
    return unit_->second;
  }
  if (units_.size() >= 4096) units_.clear();  // a file that names more is hostile: memory stays bounded
  unit_ = &*units_.emplace(unit, facts_of(unit)).first;
  return unit_->second;
}

void Reader::finish_bench() {
  ++benches_;
  if (has_name_ && has_value_) {
    const std::size_t place = run_.results.size() - 1;
    if (!workers_.empty()) by_workers_.resize(place);
    if (!workers_.empty()) by_workers_.push_back(workers_);
    if (!platform_.empty()) platforms_.resize(place);
    if (!platform_.empty()) platforms_.push_back(platform_);
    return;
  }
  if (!has_name_) {
    sink().ignored("benchmark without a name");
  } else if (bench().spread != "missing") {
    sink().ignored("benchmark without a value");
  }
  run_.results.pop_back();
}

/// What can only be said once the tool is known, and keys may come in any order.
void Reader::settle(model::Result& result, std::string_view estimator, const std::optional<Direction>& by_tool) {
  const UnitFacts& facts = unit_facts(result.unit);
  result.unit = facts.clean;
  result.metric = facts.metric;
  // A unit knows better than the tool (jmh's "ops/s"), but not better than a user who said it in as many words.
  result.better = run_.tool.starts_with("custom") || !facts.unit.direction ? by_tool : facts.unit.direction;
  if (bigger_is_better_) result.better = *bigger_is_better_ ? Direction::Higher : Direction::Lower;
  result.estimator = estimator;
  if (run_.tool == "benchmarkjs") read_margin(result);
  if (run_.tool != "go") return;
  // The writer stores a Go benchmark as `X` and, since its v1.18, each metric as `X - unit` besides.
  const std::string tail = " - " + facts.clean;
  if (!facts.clean.empty() && result.benchmark.size() > tail.size() && result.benchmark.ends_with(tail)) {
    result.benchmark.resize(result.benchmark.size() - tail.size());
  }
  const bool prefixed = facts.clean.find('-') != std::string::npos;  // "user-ns/op" is not the time
  const bool own = result.metric == "value" || facts.unit.family == units::Family::Other || prefixed;
  if (own && !facts.clean.empty()) result.metric = facts.clean;
}

/// Of Go equal names are repetitions (-count), for it numbers others itself; Google Benchmark's have aggregates beside.
void Reader::tell_results_apart() {
  auto& results = run_.results;
  if (!by_workers_.empty()) {
    by_workers_.resize(results.size());
    if (run_.tool == "go") return add_procs(results, by_workers_);
    std::vector<Facts> facts;
    for (const std::string& workers : by_workers_) facts.push_back({{"threads", workers}});
    tell_apart(results, facts);
  }
  const bool repeated = run_.tool == "googlecpp" && std::ranges::any_of(results, [](const model::Result& result) {
                          return result.benchmark.ends_with("_stddev") || result.benchmark.ends_with("_mean");
                        });
  if (run_.tool != "go" && !repeated && !names_.distinct(results)) numbered_ += keep_apart(results);
}

/// A name without escapes is a view of the bytes, and says how far they were read.
void Reader::tell_how_far() {
  const std::less<> before;
  const bool inside = name_ != nullptr && !before(name_, bytes_.data()) && before(name_, bytes_.data() + bytes_.size());
  if (inside) tell_place(sink(), static_cast<std::size_t>(name_ - bytes_.data()));
}

void Reader::finish_run() {
  const std::string_view estimator = estimator_by_tool(run_.tool);
  const std::optional<Direction> by_tool = direction_by_tool(run_.tool);
  for (model::Result& result : run_.results) settle(result, estimator, by_tool);
  if (run_.results.empty()) sink().ignored("run without values");
  expected_ = run_.results.size();
  if (!platforms_.empty()) return finish_by_platform();
  tell_results_apart();
  sink().run(std::move(run_));
  tell_how_far();
}

/// Results of several runners in one run: they are not to be mixed.
void Reader::finish_by_platform() {
  platforms_.resize(run_.results.size());
  std::vector<model::Result> all;
  all.swap(run_.results);
  const std::set<std::string> distinct(platforms_.begin(), platforms_.end());
  for (const std::string& platform : distinct) {
    model::Run part = run_;
    if (!platform.empty()) part.environment["runner"] = platform;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (platforms_[i] == platform) part.results.push_back(all[i]);
    }
    if (part.tool != "go") numbered_ += keep_apart(part.results);
    sink().run(std::move(part));
  }
}

Match sniff(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (head.substr(begin).starts_with(kDataJsPrefix)) return Match::Sure;
  const auto keys = outer_keys(head);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  if (!has("entries")) return Match::No;
  const bool ours = has("lastUpdate") || has("repoUrl") || head.find("\"benches\"") != std::string_view::npos;
  return ours ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const auto [begin, end] = json_in_script(bytes);
  if (is_columnar(bytes.substr(begin))) return read_columnar(bytes, begin, end, sink);
  Reader reader(sink, bytes);
  read_json(bytes, begin, end, reader);
  note_kept_apart(reader.numbered(), sink);
  if (!reader.entries()) throw Error(Fault::Input, {}, "no \"entries\": this is not a github-action-benchmark history");
  if (reader.benches() == 0) throw Error(Fault::Input, {{}, "/entries"}, "there is no benchmark in it");
}

constexpr std::string_view kAliases[] = {"gab", "data-js"};

}  // namespace

extern const Format kDataJs;
const Format kDataJs{"github-action-benchmark", kAliases, sniff, read};

}  // namespace perfolio::formats
