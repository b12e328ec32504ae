// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

/// What Ruby's Benchmark prints (`bm`, `bmbm`): a table of user, system, their total and real time, in seconds; and the
/// lines of the gem benchmark-ips: `LABEL   32.934M (± 0.5%) i/s -    167.712M in   5.092540s`.
namespace perfolio::formats {
namespace {

/// `LABEL   0.021709   0.000004   0.021713 (  0.023575)`, taken apart.
struct Row {
  std::string_view label;
  std::string_view user, system, real;
};

/// The last word of a text, which is cut off.
std::string_view take_word(std::string_view& text) {
  text = base::trim(text);
  const std::size_t begin = text.rfind(' ') + 1;  // npos + 1 is 0
  const std::string_view word = text.substr(begin);
  text.remove_suffix(word.size());
  return word;
}

/// As `%10.6f` prints it; anything with a digit in it, so that a number gone wrong is told.
bool is_seconds(std::string_view word) {
  const std::size_t point = word.find_first_of(".,");
  return point != std::string_view::npos && point > 0 && word.find_first_of("0123456789") != std::string_view::npos &&
         word.find_first_not_of("0123456789.,-+eE") == std::string_view::npos;
}

std::optional<Row> row_of(std::string_view shown) {
  std::string_view text = base::trim(shown);
  const std::size_t open = text.rfind('(');
  if (!text.ends_with(')') || open == std::string_view::npos) return std::nullopt;
  Row row;
  row.real = base::trim(text.substr(open + 1, text.size() - open - 2));
  text = text.substr(0, open);
  const std::string_view total = take_word(text);
  row.system = take_word(text);
  row.user = take_word(text);
  row.label = base::trim(text);
  const bool times = is_seconds(row.real) && is_seconds(total) && is_seconds(row.system) && is_seconds(row.user);
  return times ? std::optional(row) : std::nullopt;
}

bool is_caption(std::string_view shown) {
  constexpr std::string_view kColumns[] = {"user", "system", "total", "real"};
  return std::ranges::equal(words_of(shown), kColumns);
}

/// One line of benchmark-ips.
struct Rate {
  std::string_view label;   ///< empty where it was too long, and stands on the line before.
  std::string_view value;   ///< "32.934M"
  std::string_view spread;  ///< "± 0.5%"
};

std::optional<Rate> rate_of(std::string_view shown) {
  constexpr std::string_view kSpread = " (±";
  constexpr std::string_view kUnit = "%) i/s";
  const std::size_t unit = shown.rfind(kUnit);
  const std::size_t open = shown.rfind(kSpread, unit);
  if (unit == std::string_view::npos || open == std::string_view::npos) return std::nullopt;
  if (shown.find(" in ", unit) == std::string_view::npos) return std::nullopt;
  Rate rate;
  std::string_view before = shown.substr(0, open);
  rate.value = take_word(before);
  rate.label = base::trim(before);
  rate.spread = shown.substr(open + 2, unit + 1 - open - 2);
  return rate.value.empty() ? std::nullopt : std::optional(rate);
}

/// A number with a letter for thousands, millions, billions, ... behind it.
std::optional<double> scaled(std::string_view word) {
  constexpr std::string_view kLetters = "kMBTQ";
  double factor = 1;
  const std::size_t letter = word.empty() ? std::string_view::npos : kLetters.find(word.back());
  if (letter != std::string_view::npos) {
    for (std::size_t i = 0; i <= letter; ++i) factor *= 1000;
    word.remove_suffix(1);
  }
  const auto number = base::parse_number(word);
  return number ? std::optional(*number * factor) : std::nullopt;
}

double letter_factor(std::string_view word) {
  return word.empty() || (word.back() >= '0' && word.back() <= '9')
             ? 1
             : scaled("1" + std::string(1, word.back())).value_or(1);
}

bool is_missing(std::string_view word) { return word == "NaN" || word == "Infinity" || word == "Inf"; }

class Tables {
 public:
  Tables(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line, std::string_view shown);
  std::vector<model::Result> results();

 private:
  void row(const Line& line, const Row& row);
  void rate(const Line& line, const Rate& rate);
  void add(const Line& line, std::string_view label, std::string_view metric, std::optional<double> value,
           std::string_view written);

  std::string_view bytes_;
  RunSink& sink_;
  std::vector<model::Result> results_;
  std::vector<std::string> titles_;  ///< of the table of each result.
  std::string previous_;             ///< the last line that is none of a table.
  std::string title_;                ///< what stood above the table at hand.
  bool table_ = false;
  bool rehearsal_ = false;  ///< in bmbm's first table, which is thrown away: it only warms up.
};

void Tables::add(const Line& line, std::string_view label, std::string_view metric, std::optional<double> value,
                 std::string_view written) {
  if (!value) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(written.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = base::to_utf8(label);
  result.metric = metric;
  result.value = *value;
  result.unit = metric == "throughput" ? "i/s" : "s";
  if (!set_printed(result, written, sink_)) return;
  // The last digit of "1.5M" is worth as much more as the letter says.
  result.resolution *= letter_factor(written);
  results_.push_back(std::move(result));
  titles_.push_back(title_);
}

void Tables::row(const Line& line, const Row& row) {
  if (rehearsal_) return;
  // What a block of Benchmark.benchmark gives back, as its documentation labels it.
  if (row.label.starts_with('>') && row.label.ends_with(':')) return sink_.ignored("sum or average of the rows above");
  if (row.label.empty()) return sink_.ignored("time without a label");
  add(line, row.label, "time", base::parse_number(row.real), row.real);
  add(line, row.label, "user", base::parse_number(row.user), row.user);
  add(line, row.label, "system", base::parse_number(row.system), row.system);
}

void Tables::rate(const Line& line, const Rate& rate) {
  if (is_missing(rate.value)) return sink_.ignored("value is missing (null or not a number)");
  const std::string label(rate.label.empty() ? base::trim(previous_) : rate.label);
  if (label.empty()) return sink_.ignored("rate without a label");
  add(line, label, "throughput", scaled(rate.value), rate.value);
  if (results_.empty() || results_.back().benchmark != base::to_utf8(label)) return;  // a rate of 0.0
  results_.back().spread = base::to_utf8(rate.spread);                                // a standard deviation
}

void Tables::line(const Line& line, std::string_view shown) {
  const std::string_view text = base::trim(shown);
  const bool rehearsal = text.starts_with("Rehearsal ---");
  const bool caption = is_caption(shown);
  if (rehearsal || text.starts_with("Calculating ---") || (caption && !rehearsal_)) title_ = previous_;
  if (rehearsal || caption) {
    rehearsal_ = rehearsal;
    table_ = true;
    previous_.clear();
    return;
  }
  if (const auto rate = rate_of(shown)) {
    this->rate(line, *rate);
    previous_.clear();
    return;
  }
  const auto row = table_ ? row_of(shown) : std::nullopt;
  if (row) return this->row(line, *row);
  if (!text.empty() && !text.starts_with("---") && !text.starts_with("Warming up ---")) previous_ = text;
}

/// One label may stand in several tables, under titles of their own; under none, or the same, it is the same again.
std::vector<model::Result> Tables::results() {
  std::map<std::string_view, std::set<std::string_view>> seen;
  for (std::size_t i = 0; i < results_.size(); ++i) seen[results_[i].benchmark].insert(titles_[i]);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    const std::string& name = results_[i].benchmark;
    const bool apart = seen[name].size() > 1 && !titles_[i].empty();
    names.push_back(apart ? base::to_utf8(titles_[i]) + ": " + name : name);
  }
  for (std::size_t i = 0; i < results_.size(); ++i) results_[i].benchmark = std::move(names[i]);
  return std::move(results_);
}

Match sniff(std::string_view head) {
  Lines lines(head);
  bool caption = false;
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (is_caption(shown)) caption = true;
    if (caption && row_of(shown)) return Match::Sure;
    const auto rate = rate_of(shown);
    if (rate && (scaled(rate->value) || is_missing(rate->value)) && outer_keys(head).empty()) return Match::Sure;
  }
  return caption ? Match::Maybe : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Tables tables(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) tables.line(*line, visible_part(line->text));
  model::Run run;
  run.tool = "ruby";
  run.results = tables.results();
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Ruby benchmark in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"ruby_benchmark", "benchmark-ips"};

}  // namespace

extern const Format kRuby;
const Format kRuby{"ruby", kAliases, sniff, read, true};

}  // namespace perfolio::formats
