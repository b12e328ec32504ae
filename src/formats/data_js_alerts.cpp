// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/data_js.h"
#include "formats/format.h"
#include "formats/json.h"

#include <algorithm>
#include <limits>
#include <map>

namespace perfolio::formats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Bench {
  std::string name, unit;
  double value = kNaN;  ///< a value that is not there at all is none in JavaScript, too.
};

struct Entry {
  std::string commit, tool;
  std::vector<Bench> benches;
};

/// The last entry of a suite, and the newest before it that is of another commit.
struct Latest {
  std::optional<Entry> current, previous;

  void add(Entry entry) {
    if (current && current->commit != entry.commit) previous = std::move(current);
    current = std::move(entry);
  }
};

/// What JavaScript's division makes of a value.
double coerced(const Scalar& value) {
  switch (value.kind) {
    case Scalar::Kind::Null:
      return 0;
    case Scalar::Kind::Boolean:
    case Scalar::Kind::Number:
      return value.number;
    case Scalar::Kind::Text:
      break;
  }
  const std::string_view text = base::trim(value.text);
  return text.empty() ? 0 : base::parse_number(text).value_or(kNaN);
}

/// Nothing here is worth a note: the reader of the format tells them.
struct Silence final : RunSink {
  void run(model::Run /*run*/) override {}
  void diagnostic(base::Diagnostic /*diagnostic*/) override {}
  void ignored(std::string_view /*reason*/) override {}
  void repository_url(std::string_view /*url*/) override {}
};

/// `entries` is an object of suites, each a list of entries. Depths: 1 root, 2 entries, 3 suite, 4 entry, 5 commit or
/// benches, 6 bench.
class Walk final : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;
  std::vector<std::pair<std::string, Latest>> suites;  ///< in the order of the file.
  bool found = false;

 private:
  void on_open(char bracket) override;
  void on_close() override;
  void on_scalar(const Scalar& value) override;
  std::vector<std::string> path_{"", "", "", "", "", "", ""};  ///< keys of what is open, by depth.
  Entry entry_;
};

void Walk::on_open(char /*bracket*/) {
  if (depth() >= path_.size()) return;
  path_[depth()] = key_here(1);
  if (depth() > 1 && path_[2] != "entries") return;
  if (depth() == 2) found = true;
  if (depth() == 3) suites.emplace_back(path_[3], Latest{});
  if (depth() == 4) entry_ = {};
  if (depth() == 6 && path_[5] == "benches") entry_.benches.emplace_back();
}

void Walk::on_close() {
  if (depth() == 4 && path_[2] == "entries") suites.back().second.add(std::move(entry_));
}

void Walk::on_scalar(const Scalar& value) {
  if (depth() < 4 || depth() > 6 || path_[2] != "entries") return;
  const std::string_view key = key_here();
  if (depth() == 4 && key == "tool") entry_.tool = text_in(value);
  if (depth() == 5 && path_[5] == "commit" && key == "id") entry_.commit = text_in(value);
  if (depth() != 6 || path_[5] != "benches") return;
  if (key == "name") entry_.benches.back().name = text_in(value);
  if (key == "unit") entry_.benches.back().unit = text_in(value);
  if (key == "value") entry_.benches.back().value = coerced(value);
}

double ratio_of(const std::string& tool, double previous, double current) {
  if (previous == 0 && current == 0) return 1;
  return higher_by_tool(tool) ? previous / current : current / previous;
}

void compare(const std::string& suite, const Latest& latest, double threshold, std::vector<ForeignAlert>& out) {
  if (!latest.current || !latest.previous) return;
  const Entry& now = *latest.current;
  const Entry& then = *latest.previous;
  for (const Bench& bench : now.benches) {
    const auto before = std::ranges::find(then.benches, bench.name, &Bench::name);
    if (before == then.benches.end()) continue;
    const double ratio = ratio_of(now.tool, before->value, bench.value);
    if (!(ratio > threshold)) continue;
    out.push_back(
        {suite, now.tool, bench.name, bench.unit, then.commit, now.commit, before->value, bench.value, ratio});
  }
}

}  // namespace

std::pair<std::size_t, std::size_t> json_in_script(std::string_view bytes) {
  std::size_t begin = text_begin(bytes);
  if (!bytes.substr(begin).starts_with(kDataJsPrefix)) return {begin, bytes.size()};
  begin += kDataJsPrefix.size();
  while (begin < bytes.size() && is_space(bytes[begin])) ++begin;
  if (begin >= bytes.size() || bytes[begin] != '=') refuse_at(bytes, begin, "'=' is due after window.BENCHMARK_DATA");
  ++begin;
  while (begin < bytes.size() && is_space(bytes[begin])) ++begin;
  const std::size_t last = bytes.find_last_not_of(" \t\r\n");
  const bool semicolon = last != std::string_view::npos && last >= begin && bytes[last] == ';';
  return {begin, semicolon ? last : bytes.size()};
}

bool higher_by_tool(std::string_view tool) {
  return tool == "benchmarkjs" || tool == "pytest" || tool == "customBiggerIsBetter";
}

std::optional<units::Direction> direction_by_tool(std::string_view tool) {
  static constexpr std::string_view kLower[] = {
      "customSmallerIsBetter", "cargo",        "go", "googlecpp", "catch2", "julia", "jmh",
      "benchmarkdotnet",       "benchmarkluau"};
  if (higher_by_tool(tool)) return units::Direction::Higher;
  const bool lower = std::ranges::find(kLower, tool) != std::end(kLower);
  return lower ? std::optional(units::Direction::Lower) : std::nullopt;
}

std::vector<ForeignAlert> github_action_benchmark_alerts(std::string_view bytes, double threshold) {
  refuse_utf16(bytes);
  const auto [begin, end] = json_in_script(bytes);
  Silence silence;
  Walk walk(silence);
  read_json(bytes, begin, end, walk);
  if (!walk.found) {
    throw base::Error(base::Fault::Input, {}, "no \"entries\": this is not a github-action-benchmark history");
  }
  std::vector<ForeignAlert> alerts;
  for (const auto& [suite, latest] : walk.suites) compare(suite, latest, threshold, alerts);
  return alerts;
}

}  // namespace perfolio::formats
