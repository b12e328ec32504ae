// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/gungraun.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/repetitions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace perfolio::formats {
namespace {

/// A line of a counter, taken apart: `  L1 Hits:   2359|2275   (+3.69230%) [+1.03560x]`, now and before.
struct Counter {
  std::string_view name;
  std::string_view unit;   ///< "ms" of `Task clock [ms]:`
  std::string_view value;  ///< empty or "N/A" where this run has none.
  bool compared = false;   ///< has a value of before beside it, if only "N/A".
};

/// The counters that were printed without the value of before, by iai and by the first versions of its descendant.
constexpr std::string_view kAlone[] = {
    "Instructions", "L1 Accesses", "L2 Accesses", "RAM Accesses", "Estimated Cycles", "L1 Hits",
    "L1 Data Hits", "L2 Hits",     "LL Hits",     "RAM Hits",     "Total read+write",
};

bool is_change(std::string_view text) {
  text = base::trim(text);
  return text.starts_with('(') && text.find(')') != std::string_view::npos;
}

bool is_old_value(std::string_view word) { return word == "N/A" || base::parse_number(word).has_value(); }

/// Splits `name [unit]:`.
void set_name(Counter& counter, std::string_view field) {
  counter.name = base::trim(field);
  const std::size_t unit = counter.name.rfind(" [");
  if (!counter.name.ends_with(']') || unit == std::string_view::npos) return;
  counter.unit = counter.name.substr(unit + 2, counter.name.size() - unit - 3);
  counter.name = base::trim(counter.name.substr(0, unit));
}

/// `2359|2275  (+3.69230%)` behind the name.
std::optional<Counter> compared_values(std::string_view text) {
  const std::size_t bar = text.find('|');
  if (bar == std::string_view::npos) return std::nullopt;
  const std::string_view behind = base::trim(text.substr(bar + 1));
  const std::size_t end = std::min(behind.find_first_of(" ("), behind.size());
  if (!is_old_value(behind.substr(0, end)) || !is_change(behind.substr(end))) return std::nullopt;
  return Counter{{}, {}, base::trim(text.substr(0, bar)), true};
}

/// `1735 (No change)` behind the name.
std::optional<Counter> value_alone(std::string_view name, std::string_view text) {
  if (std::ranges::find(kAlone, name) == std::end(kAlone)) return std::nullopt;
  const auto words = words_of(text);
  if (words.empty()) return std::nullopt;
  const std::string_view behind =
      text.substr(static_cast<std::size_t>(words[0].data() - text.data()) + words[0].size());
  if (!base::trim(behind).empty() && !is_change(behind)) return std::nullopt;
  return Counter{name, {}, words[0], false};
}

/// A line set in by two blanks, or by the bar of a grid. `field` is the name on the line before, which stands alone
/// where the two have no room on one line.
std::optional<Counter> counter_of(std::string_view shown, std::string_view field) {
  if (shown.starts_with('|')) shown.remove_prefix(1);
  if (!shown.starts_with(' ')) return std::nullopt;
  const std::string_view text = base::trim(shown);
  const std::size_t bar = text.find('|');
  const std::size_t colon = text.substr(0, bar).rfind(':');
  if (colon == std::string_view::npos) {
    auto counter =
        field.empty() || text.substr(0, bar).find(' ') != std::string_view::npos ? std::nullopt : compared_values(text);
    if (counter) set_name(*counter, field);
    return counter;
  }
  if (bar == std::string_view::npos) return value_alone(text.substr(0, colon), text.substr(colon + 1));
  auto counter = compared_values(text.substr(colon + 1));
  if (counter) set_name(*counter, text.substr(0, colon));
  return counter;
}

/// `path::to::bench` with or without ` id:arguments` behind it.
bool is_path(std::string_view shown) {
  const std::string_view word = shown.substr(0, shown.find(' '));
  constexpr std::string_view kWord = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:";
  const std::size_t colons = word.find("::");
  return colons != std::string_view::npos && colons > 0 && !word.ends_with(':') &&
         word.find_first_not_of(kWord) == std::string_view::npos;
}

/// "DHAT" of `  ======= DHAT =====================`.
std::string_view tool_of(std::string_view text) {
  const auto words = words_of(text);
  const auto rule = [](std::string_view word) {
    return word.size() >= 6 && word.find_first_not_of('=') == std::string_view::npos;
  };
  const bool headline =
      words.size() >= 2 && words.size() <= 3 && rule(words[0]) && (words.size() == 2 || rule(words[2]));
  return headline ? words[1] : std::string_view();
}

/// Reads the blocks of a text, one for each benchmark: the name, and set in below it a block for each of Valgrind's
/// tools, which may have parts, for the processes and threads that were followed, and their total.
class Blocks {
 public:
  Blocks(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line, std::string_view shown);
  std::vector<model::Result> results() {
    end();
    return std::move(results_);
  }

 private:
  void unset(std::string_view shown);
  void inner(const Line& line, std::string_view shown);
  void add(const Line& line, const Counter& counter);
  void keep_parts();
  void end();

  std::string_view bytes_;
  RunSink& sink_;
  std::vector<model::Result> results_;
  std::string name_;       ///< empty where no benchmark can begin.
  std::string field_;      ///< the name of a counter that stands alone on the line before.
  std::string tool_;       ///< whose block this is, where it is said.
  bool begun_ = false;     ///< a counter or a tool's headline has followed the name.
  bool compares_ = false;  ///< in a comparison of two benchmarks, each of which is measured elsewhere.
  bool part_ = false;      ///< in a part of a tool's block.
  std::size_t parts_ = 0;  ///< counters of parts no total has followed yet.
  std::set<std::string, std::less<>> metrics_;  ///< of this benchmark.
};

void Blocks::keep_parts() {
  for (; parts_ > 0; --parts_) sink_.ignored("counter of one process or thread without a total");
}

void Blocks::end() {
  keep_parts();
  tool_.clear();
  field_.clear();
  metrics_.clear();
  begun_ = compares_ = part_ = false;
}

/// A line that is not set in: the name of the next benchmark, or of none.
void Blocks::unset(std::string_view shown) {
  constexpr std::string_view kCaptured = "- end of std";
  if (shown.starts_with(kCaptured)) {
    // What the benchmark itself printed stands between its name and this line.
    name_ = name_.substr(0, name_.find('\n'));
    return;
  }
  const bool continues = !begun_ && is_path(name_) && !is_path(shown);
  if (continues && name_.size() < 4000) {
    name_ += '\n';
    name_ += shown;
    return;
  }
  end();
  name_ = shown;
}

/// The arguments a name ends in may be several lines long; anything else below a name is none of it.
std::string one_line(std::string_view name) {
  const std::string_view first = name.substr(0, name.find('\n'));
  const std::size_t id = first.find(' ');
  const bool arguments = id != std::string_view::npos && first.find(':', id) != std::string_view::npos;
  if (!is_path(first) || !arguments) return base::to_utf8(base::trim(first));
  return base::to_utf8(fmt::format("{}", fmt::join(words_of(name), " ")));
}

void Blocks::add(const Line& line, const Counter& counter) {
  if (!begun_) name_ = one_line(name_);
  begun_ = true;
  if (name_.empty() || compares_) return;
  if (part_) {
    ++parts_;
    return;
  }
  if (counter.value.empty() || counter.value == "N/A") return sink_.ignored("counter without a value of this run");
  const auto value = base::parse_number(counter.value);
  if (!value) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(counter.value.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = name_;
  result.metric = base::to_utf8(base::to_lower_ascii(counter.name));
  // Two tools may count the same: Callgrind and Cachegrind instructions, Memcheck and Helgrind errors.
  if (!metrics_.insert(result.metric).second) {
    result.metric = fmt::format("{} {}", tool_, result.metric);
    if (tool_.empty() || !metrics_.insert(result.metric).second) return sink_.ignored("counter given twice");
  }
  result.value = *value;
  result.unit = base::to_utf8(counter.unit);
  result.better = result.metric == "l1 hit rate" ? units::Direction::Higher : units::Direction::Lower;
  results_.push_back(std::move(result));
}

/// A line that is set in.
void Blocks::inner(const Line& line, std::string_view shown) {
  const std::string_view text = base::trim(shown.starts_with('|') ? shown.substr(1) : shown);
  const std::string field = std::exchange(field_, {});
  if (const auto tool = tool_of(text); !tool.empty()) {
    if (!begun_) name_ = one_line(name_);
    keep_parts();
    begun_ = true;
    part_ = compares_ = false;
    tool_ = base::to_utf8(base::to_lower_ascii(tool));
    return;
  }
  const std::string_view heading = base::trim(text.starts_with('-') ? text.substr(1) : text);
  if (heading.starts_with("## ")) {
    if (!begun_) name_ = one_line(name_);
    begun_ = true;
    part_ = heading != "## Total";
    if (!part_) parts_ = 0;
    return;
  }
  if (heading.starts_with("Comparison with ")) {
    compares_ = true;
    return;
  }
  if (const auto counter = counter_of(shown, field)) {
    const bool other = counter->name == "Baselines" || counter->name == "Command" || counter->name == "Details";
    if (!other) add(line, *counter);
    return;
  }
  if (text.ends_with(':')) field_ = text.substr(0, text.size() - 1);
  if (!begun_ && is_path(name_) && name_.size() < 4000 && !text.starts_with("Baselines:") &&
      !text.starts_with("Command:") && !text.starts_with("Details:")) {
    name_ += '\n';
    name_ += text;
  }
}

void Blocks::line(const Line& line, std::string_view shown) {
  if (base::trim(shown).empty()) {
    if (begun_) {
      end();
      name_.clear();
    }
    return;
  }
  if (shown.starts_with(' ') || shown.starts_with('|')) return inner(line, shown);
  unset(shown);
}

/// The counter's name as it is on the screen, of its name in JSON: "TotalBytes" is total bytes.
std::string counter_name(std::string_view key) {
  constexpr std::pair<std::string_view, std::string_view> kOwn[] = {
      {"Ir", "instructions"},
      {"L1hits", "l1 hits"},
      {"LLhits", "ll hits"},
      {"TotalRW", "total read+write"},
      {"AtTGmaxBytes", "at t-gmax bytes"},
      {"AtTGmaxBlocks", "at t-gmax blocks"},
      {"AtTEndBytes", "at t-end bytes"},
      {"AtTEndBlocks", "at t-end blocks"},
  };
  for (const auto& [own, name] : kOwn) {
    if (key == own) return std::string(name);
  }
  std::string name;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto upper = [&](std::size_t at) { return key[at] >= 'A' && key[at] <= 'Z'; };
    if (i > 1 && upper(i) && !upper(i - 1)) name += ' ';
    name += key[i];
  }
  return base::to_lower_ascii(name);
}

/// What was measured this time: of `{"Both": [{"Int": 5}, {"Int": 4}]}` the first, of `{"Left": {"Int": 5}}` the only.
std::optional<double> new_value(const JsonNode& metrics, RunSink& sink) {
  const auto both = metrics["Both"].items();
  const JsonNode value = both.empty() ? metrics["Left"] : both.front();
  if (const auto whole = value["Int"].number(sink)) return whole;
  return value["Float"].number(sink);
}

/// One tool's counters of a benchmark. `seen` are those it has already.
void add_counters(const JsonNode& profile, const std::string& name, std::set<std::string>& seen, RunSink& sink,
                  std::vector<model::Result>& results) {
  for (const JsonNode& tool : profile["summaries"]["total"]["summary"].items()) {
    for (const JsonNode& counter : tool.items()) {
      const auto value = new_value(counter["metrics"], sink);
      if (!value) {
        sink.ignored("counter without a value of this run");
        continue;
      }
      model::Result result;
      result.benchmark = name;
      result.metric = counter_name(counter.key());
      if (!seen.insert(result.metric).second) {
        result.metric = fmt::format("{} {}", base::to_lower_ascii(profile["tool"].text()), result.metric);
      }
      result.value = *value;
      result.better = result.metric == "l1 hit rate" ? units::Direction::Higher : units::Direction::Lower;
      results.push_back(std::move(result));
    }
  }
}

/// One benchmark's summary, as `--output-format=json` and `--save-summary` write it.
void add_summary(const JsonNode& summary, RunSink& sink, std::vector<model::Result>& results) {
  std::string name(summary["module_path"].text());
  const std::string_view id = summary["id"].text();
  const std::string_view details = summary["details"].text();
  if (!id.empty() || !details.empty()) name += fmt::format(" {}{}{}", id, details.empty() ? "" : ":", details);
  name = fmt::format("{}", fmt::join(words_of(std::string_view(name)), " "));
  std::set<std::string> seen;
  for (const JsonNode& profile : summary["profiles"].list("a list of profiles")) {
    add_counters(profile, name, seen, sink, results);
  }
}

bool is_summary(std::string_view object) {
  const auto keys = outer_keys(object);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  return has("module_path") && has("profiles");
}

/// Calls `found` with begin and end of each JSON object that stands on one line, or from a line that is `{` to one
/// that is `}`; with an end of 0 for one that is cut off.
template <typename Found>
void each_object(std::string_view bytes, const Found& found) {
  constexpr std::size_t kNone = std::string_view::npos;
  Lines lines(bytes);
  std::size_t open = kNone;
  while (const auto line = lines.next()) {
    if (open != kNone && line->text.starts_with('{')) {
      found(open, 0);
      open = kNone;
    }
    if (line->text == "{") open = line->begin;
    const bool whole = line->text.size() > 1 && line->text.starts_with('{') && line->text.ends_with('}');
    const bool closes = open != kNone && line->text == "}";
    if (whole || closes) found(closes ? open : line->begin, line->begin + line->text.size());
    if (closes) open = kNone;
  }
  if (open != kNone) found(open, 0);
}

std::vector<model::Result> summaries_in(std::string_view bytes, RunSink& sink) {
  std::vector<model::Result> results;
  each_object(bytes, [&](std::size_t begin, std::size_t end) {
    if (!is_summary(bytes.substr(begin, end == 0 ? kSniffBytes : end - begin))) return;
    if (end == 0) return sink.ignored("summary that ends too early");
    const JsonDocument document(bytes, begin, end, sink);
    add_summary(document.root(), sink, results);
  });
  return results;
}

bool has_summary(std::string_view head) {
  if (head.find("\"module_path\"") == std::string_view::npos) return false;
  bool any = false;
  each_object(head, [&](std::size_t begin, std::size_t) { any = any || is_summary(head.substr(begin)); });
  return any;
}

Match sniff(std::string_view head) {
  return counter_writer(head) == CounterWriter::Gungraun || has_summary(head) ? Match::Sure : Match::No;
}

void read(std::string_view bytes, RunSink& sink) { read_counters(bytes, "gungraun", "Gungraun", sink); }

constexpr std::string_view kAliases[] = {"iai-callgrind", "iai_callgrind", "rust_gungraun", "rust_iai_callgrind"};

}  // namespace

CounterWriter counter_writer(std::string_view head) {
  Lines lines(head);
  CounterWriter writer = CounterWriter::None;
  bool named = false;
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto counter = counter_of(shown, {});
    if (!counter) {
      if (!shown.empty() && !shown.starts_with(' ')) named = outer_keys(shown).empty();
      continue;
    }
    if (!named) continue;
    const bool hits = counter->name.ends_with("Hits") || counter->name == "Total read+write";
    if (counter->compared || hits) return CounterWriter::Gungraun;
    if (counter->name == "RAM Accesses") writer = CounterWriter::Iai;
  }
  return writer;
}

void read_counters(std::string_view bytes, std::string_view tool, std::string_view missed, RunSink& sink) {
  refuse_utf16(bytes);
  Blocks blocks(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) blocks.line(*line, visible_part(line->text));
  model::Run run;
  run.tool = tool;
  run.results = blocks.results();
  for (model::Result& result : summaries_in(bytes, sink)) run.results.push_back(std::move(result));
  if (run.results.empty()) {
    throw base::Error(base::Fault::Input, {}, fmt::format("there is no {} benchmark in it", missed));
  }
  keep_apart(run, sink);
  sink.run(std::move(run));
}

extern const Format kGungraun;
const Format kGungraun{"gungraun", kAliases, sniff, read, true};

}  // namespace perfolio::formats
