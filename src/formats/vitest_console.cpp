// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

/// The tables that `vitest bench` prints: `name hz min max mean p75 p99 p995 p999 rme samples`, in milliseconds. Up to
/// version 4 a row begins with a dot and `hz` is one over the mean; version 5 prints a tree of tests, and `hz` is the
/// mean of each sample's own rate.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::array<std::string_view, 11> kHead = {"name", "hz",   "min",  "max", "mean",   "p75",
                                                    "p99",  "p995", "p999", "rme", "samples"};
constexpr std::array<std::string_view, 5> kMarks = {"\u2713", "\u276f", "\u00d7", "\u2193", "\u221a"};
constexpr std::string_view kFailed = "\u00d7";
constexpr std::string_view kDot = "\u00b7 ";
constexpr std::size_t kDeepest = 64;

bool is_head(std::string_view text) { return std::ranges::equal(words_of(text), kHead); }

/// A file, group or test: how far it is indented, what marks it, what it says.
struct Heading {
  std::size_t indent = 0;
  std::string_view mark, text;
};

std::optional<Heading> heading_of(std::string_view shown) {
  const std::size_t indent = std::min(shown.find_first_not_of(' '), shown.size());
  const std::string_view text = shown.substr(indent);
  for (const std::string_view mark : kMarks) {
    const std::string_view rest = text.starts_with(mark) ? text.substr(mark.size()) : std::string_view();
    if (rest.starts_with(' ')) return Heading{indent, mark, base::trim(rest)};
  }
  return std::nullopt;
}

/// "12ms", "1.5s": how long a test took, behind its title.
bool is_duration(std::string_view word) {
  if (word.ends_with("ms")) {
    word.remove_suffix(2);
  } else if (word.ends_with('s')) {
    word.remove_suffix(1);
  } else {
    return false;
  }
  return base::parse_number(word).has_value();
}

std::string_view without_duration(std::string_view title) {
  const std::size_t blank = title.rfind(' ');
  const bool timed = blank != std::string_view::npos && is_duration(title.substr(blank + 1));
  return timed ? base::trim(title.substr(0, blank)) : title;
}

/// What version 5 says behind a title: "(3 tests | 1 failed) 12ms" of a file, "(2)" of a group, "12ms" of a test.
std::string_view title_in_tree(std::string_view text) {
  const std::string_view title = without_duration(text);
  const std::size_t open = title.ends_with(')') ? title.rfind(" (") : std::string_view::npos;
  if (open == std::string_view::npos) return title;
  const std::string_view count = title.substr(open + 2, title.size() - open - 3);
  const bool tests = count.find(" test") != std::string_view::npos;
  const bool group = title.size() == text.size() && count.find_first_not_of("0123456789") == std::string_view::npos;
  return tests || group ? title.substr(0, open) : title;
}

/// The cells of a row; all are parts of the text.
struct Row {
  std::string_view name, rate, mean, margin, samples;
};

std::optional<Row> row_of(std::string_view text) {
  auto words = words_of(text);
  if (words.size() > kHead.size() && (words.back() == "fastest" || words.back() == "slowest")) words.pop_back();
  if (words.size() < kHead.size()) return std::nullopt;
  const auto cells = std::span(words).last(kHead.size() - 1);
  if (!cells[8].starts_with("\u00b1") || !cells[8].ends_with('%')) return std::nullopt;
  const std::string_view name = base::trim(text.substr(0, static_cast<std::size_t>(cells[0].data() - text.data())));
  const std::string_view margin = cells[8].substr(2, cells[8].size() - 3);
  return Row{name, cells[0], cells[3], margin, cells[9]};
}

void set_margin(model::Result& result, double percent) {
  const double margin = result.value * percent / 100;
  if (margin <= 0) return;
  result.lower = result.value - margin;
  result.upper = result.value + margin;
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : rows_(bytes, "vitest", sink), sink_(sink) {}
  void line(const Line& line);
  void finish() { rows_.finish(); }

 private:
  void heading(const Heading& heading);
  void row(const Line& line, std::string_view text);
  void results(const Line& line, const Row& row, bool dotted);
  void summary(std::string_view text);
  [[nodiscard]] std::string path() const;

  PrintedRows rows_;
  RunSink& sink_;
  bool table_ = false, summary_ = false, tree_ = false, unprinted_ = false;
  std::vector<std::pair<std::size_t, std::string>> titles_;  ///< with their indents, the file first.
  std::set<std::string, std::less<>> printed_;               ///< titles that have a table.
  std::set<std::string, std::less<>> seen_;                  ///< rows: they may be printed twice.
};

std::string Reader::path() const {
  std::string path;
  for (const auto& [indent, title] : titles_) path += (path.empty() ? "" : " > ") + title;
  return path;
}

void Reader::heading(const Heading& heading) {
  constexpr std::string_view kBadge = "bench ";
  table_ = summary_ = false;
  if (heading.mark == kFailed) sink_.ignored("benchmark reported an error");
  while (!titles_.empty() && titles_.back().first >= heading.indent) titles_.pop_back();
  if (titles_.size() > kDeepest) return;
  std::string_view text = heading.text;
  if (titles_.empty()) tree_ = text.starts_with(kBadge);
  if (tree_ && text.starts_with(kBadge)) text = base::trim(text.substr(kBadge.size()));
  std::string_view title = tree_ ? title_in_tree(text) : text;
  if (!tree_ && text.find(" > ") == std::string_view::npos) title = without_duration(text);
  // As the JSON of version 5 names a file: without its folder.
  if (tree_ && titles_.empty()) title.remove_prefix(title.substr(0, title.find(" > ")).find_last_of("/\\") + 1);
  titles_.emplace_back(heading.indent, base::to_utf8(title));
}

/// The rate has more digits than the mean of anything that takes less than a second, and up to version 4 they are one
/// figure.
void Reader::results(const Line& line, const Row& row, bool dotted) {
  const std::string path = this->path();
  const std::string name = path.empty() ? std::string(row.name) : fmt::format("{} > {}", path, row.name);
  const double percent = base::parse_number(row.margin).value_or(0);
  model::Result* rate = rows_.add(line, name, "throughput", row.rate, "ops/s", Direction::Higher);
  std::optional<model::Result> throughput;
  if (rate != nullptr) {
    rate->estimator = dotted ? "mean" : "mean of rates";
    if (dotted) set_margin(*rate, percent);
    throughput = std::move(*rate);
    rows_.run().results.pop_back();
  }
  const double mean = parse_grouped_number(row.mean).value_or(0);
  const bool finer = dotted && throughput && throughput->resolution * mean < 0.00005 * throughput->value;
  model::Result* time =
      rows_.add(line, name, "time", finer || (dotted && mean == 0) ? row.rate : row.mean, "ms", Direction::Lower);
  if (time != nullptr) {
    if (dotted && (finer || mean == 0)) {
      const double share = time->resolution / time->value;
      time->value = 1000 / time->value;
      time->resolution = time->value * share;
    }
    time->estimator = "mean";
    set_margin(*time, percent);
  }
  if (throughput) rows_.run().results.push_back(std::move(*throughput));
}

void Reader::row(const Line& line, std::string_view text) {
  const auto row = row_of(text);
  if (!row) return;
  const bool dotted = text.starts_with(kDot);
  Row named = *row;
  if (dotted) named.name = base::trim(named.name.substr(std::min(kDot.size(), named.name.size())));
  if (named.name.empty()) return;
  printed_.insert(path());
  if (!seen_.insert(fmt::format("{}\n{}", path(), text)).second) return;
  if (named.samples == "0") return sink_.ignored("benchmark reported an error");
  results(line, named, dotted);
}

/// Names what was measured. Versions 3 and 4 print no table of benchmarks among which one throws.
void Reader::summary(std::string_view text) {
  const bool compared = text.find("x faster than ") != std::string_view::npos;
  if (text.empty() || !seen_.insert(fmt::format("summary\n{}", text)).second) return;
  const std::size_t dash = compared ? std::string_view::npos : text.rfind(" - ");
  if (!compared) unprinted_ = dash != std::string_view::npos && !printed_.contains(text.substr(dash + 3));
  if (unprinted_) sink_.ignored("benchmark of which Vitest printed no table");
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  const std::string_view text = base::trim(shown);
  if (table_ && text.ends_with("[skipped]")) return sink_.ignored("benchmark was skipped");
  if (is_head(text)) {
    table_ = true;
  } else if (const auto found = heading_of(shown)) {
    heading(*found);
  } else if (text.starts_with("BENCH ") && text.ends_with("Summary")) {
    summary_ = true;
    table_ = false;
  } else if (summary_) {
    summary(text);
  } else if (table_) {
    row(line, text);
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("p995") == std::string_view::npos) continue;
    if (is_head(visible_part(line->text))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  reader.finish();
}

constexpr std::string_view kAliases[] = {"vitest-table", "vitest-printed"};

}  // namespace

extern const Format kVitestConsole;
const Format kVitestConsole{"vitest-console", kAliases, sniff, read, true};

}  // namespace perfolio::formats
