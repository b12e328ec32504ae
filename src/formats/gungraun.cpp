// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/gungraun.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

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
  const std::string_view behind = base::trim(text).substr(words[0].size());
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

Match sniff(std::string_view head) { return counter_writer(head) == CounterWriter::Gungraun ? Match::Sure : Match::No; }

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
  if (run.results.empty()) {
    throw base::Error(base::Fault::Input, {}, fmt::format("there is no {} benchmark in it", missed));
  }
  fold_repetitions(run);
  sink.run(std::move(run));
}

extern const Format kGungraun;
const Format kGungraun{"gungraun", kAliases, sniff, read, true};

}  // namespace perfolio::formats
