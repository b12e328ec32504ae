// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/cargo_bench.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace perfolio::formats {
namespace {

/// The target cargo announces: "parser" of `Running benches/parser.rs (target/release/deps/parser-0123456789abcdef)`
/// and of all older forms of that line. Nothing when it is another line.
struct Target {
  std::string name, hash;
};

Target target_of(std::string_view shown) {
  std::string_view text = base::trim(shown);
  if (!text.starts_with("Running ")) return {};
  const auto deps = std::max({text.rfind("/deps/") + 6, text.rfind("\\deps\\") + 6, std::size_t{5}});
  if (deps == 5) return {};
  text = text.substr(deps, text.find_first_of(" )`", deps) - deps);
  if (text.ends_with(".exe")) text.remove_suffix(4);
  constexpr std::size_t kHash = 16;
  const std::size_t dash = text.rfind('-');
  const bool hashed = dash != std::string_view::npos && text.size() - dash - 1 == kHash;
  if (!hashed) return {base::to_utf8(text), {}};
  return {base::to_utf8(text.substr(0, dash)), base::to_utf8(text.substr(dash + 1))};
}

/// One program cargo ran, and which results are its own: those from `first` to the next launch's.
struct Launch {
  std::string target;  ///< empty when nothing announced it.
  std::string hash;    ///< of its binary: two packages may each have a target "parse".
  std::size_t first = 0;
  bool begun = false;  ///< libtest said so.
};

/// Follows where one target ends and the next begins.
class Launches {
 public:
  void line(std::string_view shown, std::size_t results);
  /// Numbers of the launches the results are of; 0 for all that nobody named: of these it is not known whether a suite
  /// is launched again or is another one.
  [[nodiscard]] std::vector<std::size_t> numbers(std::size_t results) const;
  /// The target of each of the results. One that nobody named is "suite 2" by what it measures.
  [[nodiscard]] std::vector<std::string> targets(const std::vector<model::Result>& results) const;

 private:
  std::vector<Launch> launches_{Launch{}};
};

void Launches::line(std::string_view shown, std::size_t results) {
  Target target = target_of(shown);
  const bool named = !target.name.empty();
  const std::string_view text = base::trim(shown);
  const bool suite = text.starts_with("running ") && (text.ends_with(" tests") || text.ends_with(" test"));
  const bool object = text.starts_with(R"({ "type": "suite", "event": "started")");
  if (!named && !suite && !object) return;
  if (named || launches_.back().begun) launches_.push_back({std::move(target.name), std::move(target.hash), results});
  launches_.back().begun = !named;
}

std::vector<std::string> Launches::targets(const std::vector<model::Result>& results) const {
  std::vector<std::string> targets;
  std::map<std::set<std::string_view>, std::size_t> suites;
  std::map<std::string_view, std::map<std::string_view, std::size_t>> binaries;
  for (std::size_t i = 0; i < launches_.size(); ++i) {
    const std::size_t end = i + 1 < launches_.size() ? launches_[i + 1].first : results.size();
    std::string label = launches_[i].target;
    if (label.empty() && end > launches_[i].first) {
      std::set<std::string_view> names;
      for (std::size_t k = launches_[i].first; k < end; ++k) names.insert(results[k].benchmark);
      label = fmt::format("suite {}", suites.try_emplace(std::move(names), suites.size() + 1).first->second);
    }
    if (!launches_[i].target.empty()) {
      auto& own = binaries[launches_[i].target];
      const std::size_t number = own.try_emplace(launches_[i].hash, own.size() + 1).first->second;
      if (number > 1) label += fmt::format(" #{}", number);
    }
    targets.resize(end, label);
  }
  return targets;
}

std::vector<std::size_t> Launches::numbers(std::size_t results) const {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < launches_.size(); ++i) {
    const std::size_t end = i + 1 < launches_.size() ? launches_[i + 1].first : results;
    numbers.resize(end, launches_[i].target.empty() ? 0 : i + 1);
  }
  return numbers;
}

/// Two targets may have benchmarks of the same name; two launches of one target are repetitions.
void tell_apart(std::vector<model::Result>& results, const std::vector<std::string>& targets) {
  std::map<std::string_view, std::set<std::string_view>> seen;
  for (std::size_t i = 0; i < results.size(); ++i) seen[results[i].benchmark].insert(targets[i]);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const std::string& name = results[i].benchmark;
    names.push_back(seen[name].size() > 1 ? fmt::format("{} ({})", name, targets[i]) : name);
  }
  for (std::size_t i = 0; i < results.size(); ++i) results[i].benchmark = std::move(names[i]);
}

}  // namespace

std::string restored_unit(std::string_view unit) {
  if (unit.empty() || static_cast<unsigned char>(unit.front()) < 0x80U) return base::to_utf8(unit);
  if (unit.starts_with("\u00b5") || unit.starts_with("\u03bc")) return base::to_utf8(unit);
  const auto ascii = std::ranges::find_if(unit, [](char c) { return c == 's' || c == '/'; });
  return "\u00b5" + base::to_utf8(std::string_view(ascii, unit.end()));
}

std::string metric_of_unit(std::string_view unit) {
  const units::Unit known = units::parse_unit(unit);
  const std::string_view metric = model::metric_of(known, known.base);
  if (metric != "value") return std::string(metric);
  if (known.family == units::Family::Count) return known.base;
  std::string word = base::to_lower_ascii(base::trim(unit));
  for (const std::string_view work : {"/iter", "/op"}) {
    if (word.ends_with(work)) word.resize(word.size() - work.size());
  }
  std::ranges::replace(word, ' ', '-');
  return word.empty() ? "time" : base::to_utf8(word);
}

void read_cargo_bench(std::string_view bytes, std::string_view tool, RunSink& sink) {
  refuse_utf16(bytes);
  CargoText text{bytes, sink, {}};
  LibtestLines libtest(text);
  CriterionLines criterion(text);
  Launches launches;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    launches.line(shown, text.results.size());
    if (!libtest.line(*line, shown)) criterion.line(*line, shown);
  }
  if (text.results.empty()) {
    throw base::Error(base::Fault::Input, {}, fmt::format("there is no {} benchmark in it", tool));
  }
  tell_apart(text.results, launches.targets(text.results));
  note_kept_apart(keep_apart(text.results, launches.numbers(text.results.size())), sink);
  model::Run run;
  run.tool = base::to_lower_ascii(tool);
  run.results = std::move(text.results);
  fold_repetitions(run);
  sink.run(std::move(run));
}

}  // namespace perfolio::formats
