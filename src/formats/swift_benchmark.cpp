// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed_rows.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

/// The tables that Swift's package-benchmark prints, as text or Markdown: `Metric p0 p25 p50 p75 p90 p99 p100 Samples`
/// for each benchmark of a target, or `Test ...` for each metric (`--grouping metric`). Tables that compare two
/// baselines have another head, and are not taken for results.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::array<std::string_view, 8> kColumns = {"p0", "p25", "p50", "p75", "p90", "p99", "p100", "Samples"};
constexpr std::size_t kMedian = 3;
using Cells = std::array<std::string_view, 9>;

/// Counted from the right, for a name may have a bar in it.
std::optional<Cells> cells_of(std::string_view text) {
  for (const std::string_view bar : {std::string_view("\u2502"), std::string_view("|")}) {
    if (text.size() < 2 * bar.size() || !text.starts_with(bar) || !text.ends_with(bar)) continue;
    text = text.substr(bar.size(), text.size() - 2 * bar.size());
    Cells cells;
    for (std::size_t i = cells.size() - 1; i > 0; --i) {
      const std::size_t at = text.rfind(bar);
      if (at == std::string_view::npos) return std::nullopt;
      cells[i] = base::trim(text.substr(at + bar.size()));
      text = text.substr(0, at);
    }
    cells[0] = base::trim(text);
    return cells;
  }
  return std::nullopt;
}

bool is_head(const Cells& cells) {
  const bool title = cells[0] == "Metric" || cells[0] == "Test";
  return title && std::ranges::equal(std::span(cells).subspan(1), kColumns);
}

/// "Malloc (total) (K) *" is the name "Malloc (total)" in thousands; the star says that a threshold is kept.
struct Label {
  std::string_view name, unit;
};

Label label_of(std::string_view text) {
  constexpr std::string_view kUnits[] = {"ns", "\u03bcs", "\u00b5s", "us", "ms", "s", "K", "M", "G", "T", "P", "#"};
  if (text.ends_with(" *")) text = base::trim(text.substr(0, text.size() - 2));
  const std::size_t open = text.ends_with(')') ? text.rfind(" (") : std::string_view::npos;
  if (open == std::string_view::npos) return {text, {}};
  const std::string_view unit = text.substr(open + 2, text.size() - open - 3);
  const bool known = std::ranges::find(kUnits, unit) != std::end(kUnits);
  return known ? Label{base::trim(text.substr(0, open)), unit} : Label{text, {}};
}

double multiple_of(std::string_view unit) {
  constexpr std::string_view kLetters = "KMGTP";
  double multiple = 1;
  for (const char letter : kLetters) {
    multiple *= 1000;
    if (unit == std::string_view(&letter, 1)) return multiple;
  }
  return 1;
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : rows_(bytes, "package-benchmark", sink) {}
  void line(const Line& line);
  void finish() { rows_.finish(); }

 private:
  void title(std::string_view text);
  void row(const Line& line, const Cells& cells);
  void add(const Line& line, std::string_view name, std::string_view metric, std::string_view unit,
           std::string_view number);

  PrintedRows rows_;
  bool inside_ = false, by_metric_ = false, ruled_ = false;
  std::string target_, title_;
};

void Reader::add(const Line& line, std::string_view name, std::string_view metric, std::string_view unit,
                 std::string_view number) {
  const std::string word = base::to_lower_ascii(metric);
  const bool rate = word.starts_with("throughput"), wall = word == "time (wall clock)";
  const bool time = unit.ends_with('s');
  const std::string_view kept = time ? unit : rate ? "1/s" : word.starts_with("memory") ? "B" : "";
  const std::string called = wall ? std::string("time") : rate ? std::string("throughput") : metric_word(metric);
  model::Result* result =
      rows_.add(line, name, base::to_utf8(called), number, kept, rate ? Direction::Higher : Direction::Lower);
  if (result == nullptr) return;
  result->estimator = "median";
  result->primary = wall;
  // Whole numbers of what the unit says: "1999" thousands are known to 500.
  const double multiple = multiple_of(unit);
  if (multiple > 1 && result->resolution == 0) result->resolution = 0.5;
  result->value *= multiple;
  result->resolution *= multiple;
}

void Reader::row(const Line& line, const Cells& cells) {
  const Label label = label_of(cells[0]);
  if (!by_metric_) {
    const std::string name = target_.empty() ? title_ : fmt::format("{} > {}", target_, title_);
    return add(line, name, label.name, label.unit, cells[kMedian]);
  }
  const std::size_t colon = label.name.find(':');
  const std::string name = colon == std::string_view::npos
                               ? std::string(label.name)
                               : fmt::format("{} > {}", label.name.substr(0, colon), label.name.substr(colon + 1));
  add(line, name, title_, label.unit, cells[kMedian]);
}

/// What stands alone in a line: a target between rules ("## " in Markdown), else a benchmark ("### ").
void Reader::title(std::string_view text) {
  inside_ = false;
  if (text.find_first_not_of('=') == std::string_view::npos) {
    if (ruled_) target_ = std::exchange(title_, {});
    ruled_ = !ruled_;
  } else if (text.starts_with("## ")) {
    target_ = base::to_utf8(base::trim(text.substr(3)));
  } else {
    title_ = base::to_utf8(base::trim(text.starts_with("### ") ? text.substr(4) : text));
  }
}

void Reader::line(const Line& line) {
  const std::string shown = visible_part(line.text);
  const std::string_view text = base::trim(shown);
  const auto cells = cells_of(text);
  const bool drawn = text.starts_with("\u2552") || text.starts_with("\u255e") || text.starts_with("\u251c") ||
                     text.starts_with("\u2558");
  if (text.empty() || drawn) return;
  if (cells && is_head(*cells)) {
    inside_ = !title_.empty();
    by_metric_ = (*cells)[0] == "Test";
  } else if (cells) {
    const bool rule = (*cells)[1].find_first_not_of(":-") == std::string_view::npos;
    if (inside_ && !rule) row(line, *cells);
  } else {
    title(text);
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("p100") == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const auto cells = cells_of(base::trim(shown));
    if (cells && is_head(*cells)) return Match::Sure;
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

constexpr std::string_view kAliases[] = {"package-benchmark", "swift-package-benchmark", "swift"};

}  // namespace

extern const Format kSwiftBenchmark;
const Format kSwiftBenchmark{"swift-benchmark", kAliases, sniff, read, true};

}  // namespace perfolio::formats
