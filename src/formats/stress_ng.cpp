// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed_rows.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

/// stress-ng: what `--metrics` (or `--metrics-brief`) prints, and the file of `--yaml`. "Bogo ops" are compared between
/// runs of one stressor of one version only, as its manual says.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kYamlVersion = "stress-ng-version:";

/// What stands behind "stress-ng: metrc: [123] "; all of a line of `--log-brief`.
std::string_view message_of(std::string_view text) {
  if (!text.starts_with("stress-ng: ")) return text;
  const std::size_t end = text.find("] ");
  return end == std::string_view::npos ? text : base::trim(text.substr(end + 2));
}

bool is_head(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return text.starts_with("stressor ") && has(" bogo ops ") && has("usr time") && has("bogo ops/s");
}

/// A stressor's own figure: its unit, as far as its name says it.
std::string_view unit_of(std::string_view what) {
  if (what.starts_with("mb-per-sec") || what.starts_with("mb/sec")) return "MB/s";
  if (what.starts_with("nanosec")) return "ns";
  if (what.starts_with("microsec")) return "us";
  if (what.starts_with("millisec")) return "ms";
  return what.find("per-sec") != std::string_view::npos || what.ends_with("/sec") ? "1/s" : "";
}

/// The same name for what is printed "MB per sec pipe write rate" and is the key "mb-per-sec-pipe-write-rate".
void add_own(PrintedRows& rows, const Line& line, std::string_view name, const std::string& what,
             std::string_view number) {
  if (!what.empty()) rows.add(line, name, base::to_utf8(what), number, unit_of(what));
}

class Table {
 public:
  explicit Table(PrintedRows& rows) : rows_(rows) {}
  void line(const Line& line, std::string_view text);

 private:
  void row(const Line& line, const std::vector<std::string_view>& words);
  PrintedRows& rows_;
  bool inside_ = false, own_ = false, memory_ = false;
  std::set<std::string, std::less<>> names_;
};

void Table::row(const Line& line, const std::vector<std::string_view>& words) {
  constexpr std::size_t kReal = 5, kCpu = 6, kMemory = 8;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!base::parse_number(words[i])) return;
  }
  names_.insert(std::string(words[0]));
  rows_.add(line, words[0], "throughput", words[kReal], "ops/s", Direction::Higher);
  rows_.add(line, words[0], "cpu-throughput", words[kCpu], "ops/s", Direction::Higher);
  if (memory_ && words.size() > kMemory) {
    rows_.add(line, words[0], "memory", words[kMemory], "KiB", Direction::Lower);
  }
}

void Table::line(const Line& line, std::string_view text) {
  constexpr std::size_t kColumns = 7;
  const auto words = words_of(text);
  if (is_head(text)) {
    inside_ = true;
    own_ = false;
    memory_ = text.ends_with("RSS Max");
  } else if (inside_ && text == "miscellaneous metrics:") {
    own_ = true;
  } else if (inside_ && own_ && words.size() > 2 && names_.contains(words[0]) && base::parse_number(words[1])) {
    std::string_view what = text.substr(static_cast<std::size_t>(words[2].data() - text.data()));
    if (const std::size_t mean = what.rfind(" ("); what.ends_with(')')) what = what.substr(0, mean);
    add_own(rows_, line, words[0], metric_word(what), words[1]);
  } else if (inside_ && !own_ && words.size() >= kColumns) {
    row(line, words);
  }
}

class Yaml {
 public:
  explicit Yaml(PrintedRows& rows) : rows_(rows) {}
  void line(const Line& line, std::string_view shown);

 private:
  void entry(const Line& line, std::string_view key, std::string_view value);
  PrintedRows& rows_;
  bool metrics_ = false;
  std::string name_;
};

void Yaml::entry(const Line& line, std::string_view key, std::string_view value) {
  constexpr std::string_view kOther[] = {"bogo-ops", "wall-clock-time", "user-time", "system-time",
                                         "cpu-usage-per-instance"};
  if (key == "stressor") {
    name_ = value;
  } else if (name_.empty() || !base::parse_number(value) || std::ranges::find(kOther, key) != std::end(kOther)) {
    return;
  } else if (key == "bogo-ops-per-second-real-time") {
    rows_.add(line, name_, "throughput", value, "ops/s", Direction::Higher);
  } else if (key == "bogo-ops-per-second-usr-sys-time") {
    rows_.add(line, name_, "cpu-throughput", value, "ops/s", Direction::Higher);
  } else if (key == "max-rss") {
    rows_.add(line, name_, "memory", value, "KiB", Direction::Lower);
  } else {
    add_own(rows_, line, name_, metric_word(key), value);
  }
}

void Yaml::line(const Line& line, std::string_view shown) {
  std::string_view text = base::trim(shown);
  if (!shown.empty() && shown[0] != ' ') {
    metrics_ = text == "metrics:";
    name_.clear();
    return;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view value = base::trim(text.substr(colon + 1));
  if (text.starts_with("epoch-secs:")) {
    if (const auto since = base::parse_number(value)) rows_.run().date = base::time_of_milliseconds(*since * 1000);
  }
  if (!metrics_) return;
  text = text.substr(0, colon);
  if (text.starts_with("- ")) text = base::trim(text.substr(2));
  entry(line, text, value);
}

Match sniff(std::string_view head) {
  const bool yaml = head.find(kYamlVersion) != std::string_view::npos;
  if (yaml && head.find("bogo-ops-per-second-real-time:") != std::string_view::npos) return Match::Sure;
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("bogo ops") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    if (is_head(message_of(base::trim(shown)))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  PrintedRows rows(bytes, "stress-ng", sink);
  Table table(rows);
  Yaml yaml(rows);
  const bool is_yaml = bytes.find(kYamlVersion) != std::string_view::npos;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (is_yaml) {
      yaml.line(*line, shown);
    } else {
      table.line(*line, message_of(base::trim(shown)));
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"stress_ng", "stressng"};

}  // namespace

extern const Format kStressNg;
const Format kStressNg{"stress-ng", kAliases, sniff, read, true};

}  // namespace perfolio::formats
