// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/listing.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "layout/seams.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Report;

namespace {

constexpr double kRow = 14.4;
constexpr double kNameLine = 9.8;  ///< from one line of a name to the next.
constexpr double kGroup = 25;
constexpr double kSuite = 15;
constexpr double kHeader = 28;
constexpr double kGap = 8;
constexpr double kLeastName = 96, kLeastPicture = 46, kMostPicture = 118;
constexpr double kIndent = 9;
constexpr double kCoarser = 20;  ///< beside a line, for "÷12".

const Font kName{Face::Mono, 8.2};
const Font kDetail{Face::Regular, 7.5, true};
const Font kNumber{Face::Regular, 8.5, true};
const Font kStrong{Face::SemiBold, 8.5, true};
const Font kHead{Face::SemiBold, 8};

/// What stands before the decimal sign (or the first letter that is no digit), and the rest.
std::pair<std::string_view, std::string_view> halves(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return {text, {}};
  auto end = text.find_first_not_of("0123456789", digit);
  end = std::min(end, text.size());
  return {text.substr(0, end), text.substr(end)};
}

bool is_strong(const BenchmarkFacts& b) { return model::is_evident(b.comparison->verdict) || b.comparison->alert; }

/// "8 benchmarks, 4 to 512", "41 ns to 93 µs".
std::vector<std::string> family_detail(const Report& report, const std::vector<std::size_t>& members) {
  const model::Family& family = report.families[*report.benchmarks[members.front()].family];
  const auto label = [&](std::size_t i) {
    return base::visible(std::ranges::find(family.members, i, &model::FamilyMember::benchmark)->label);
  };
  std::vector<std::string> out = {
      fmt::format("{} benchmarks, {} to {}", members.size(), label(members.front()), label(members.back()))};
  std::vector<std::size_t> measured;
  std::ranges::copy_if(members, std::back_inserter(measured),
                       [&](std::size_t i) { return report.benchmarks[i].comparison->current.n > 0; });
  if (measured.empty()) return out;
  const auto value = [&](std::size_t i) { return report.benchmarks[i].comparison->current.value; };
  const auto text = [&](std::size_t i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    const std::vector<double> one = {value(i)};
    return units::quantity(value(i), units::common_scale(b.unit.base, b.unit.family, one));
  };
  const auto [least, most] = std::ranges::minmax(measured, {}, value);
  out.push_back(fmt::format("{} to {}", text(least), text(most)));
  return out;
}

}  // namespace

Listing::Listing(const Report& report, double width, const style::Style& style, const TextMetrics& metrics)
    : report_(report), width_(width), style_(style), metrics_(metrics) {
  group_units_.resize(report.groups.size());
  for (std::size_t g = 0; g < report.groups.size(); ++g) add_group(g);
  range_ = ratio_range(report, listed_);
  scale_ = change_scale(report, listed_);
  const auto coarse = [&](std::size_t i) { return has_ratio_line(report, i) && coarser(report, i, range_) > 1; };
  coarser_room_ = std::ranges::any_of(listed_, coarse) ? kCoarser : 0;
  agree();
  measure_columns();
  place_columns();
  set_names();
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (const std::size_t i : rows_[r].benchmarks) row_of_.emplace(i, r);
  }
}

double Listing::header_height() { return kHeader; }

std::optional<std::size_t> Listing::row_of(std::size_t benchmark) const {
  const auto at = row_of_.find(benchmark);
  return at == row_of_.end() ? std::nullopt : std::optional(at->second);
}

double Listing::height(std::size_t row) const {
  const ListRow& r = rows_[row];
  if (r.kind == ListRow::Kind::Group) return kGroup;
  if (r.kind == ListRow::Kind::Suite) return kSuite;
  const std::size_t lines = r.name.size() + r.detail.size();
  return kRow + kNameLine * static_cast<double>(lines - 1);
}

void Listing::add_group(std::size_t group) {
  const std::vector<NamedSeries> all = named_series(report_, report_.groups[group]);
  if (all.empty()) return;
  rows_.push_back({ListRow::Kind::Group, group, {}, {}, {}, false, false, true});
  labels_.push_back(base::visible(report_.groups[group].name));
  add_series(group, all);
}

/// Members of a family of which the same is to be said, and nothing of weight, share a row.
void Listing::add_series(std::size_t group, const std::vector<NamedSeries>& all) {
  std::vector<std::size_t> calm;
  for (const NamedSeries& s : all) {
    listed_.push_back(s.index);
    if (!is_strong(report_.benchmarks[s.index]) && report_.baseline) calm.push_back(s.index);
  }
  std::map<std::size_t, std::vector<std::size_t>> together;  // by the first of them
  std::set<std::size_t> others;
  for (FoldedRow& folded : folded_rows(report_, calm)) {
    if (folded.benchmarks.size() < 2) continue;
    std::size_t first = folded.benchmarks.front();
    for (const NamedSeries& s : all) {
      if (std::ranges::find(folded.benchmarks, s.index) == folded.benchmarks.end()) continue;
      first = s.index;
      break;
    }
    others.insert(folded.benchmarks.begin(), folded.benchmarks.end());
    others.erase(first);
    together[first] = std::move(folded.benchmarks);
  }
  std::string suite;
  for (const NamedSeries& s : all) {
    if (s.suite != suite) {
      suite = s.suite;
      rows_.push_back({ListRow::Kind::Suite, group, {}, {}, {}, false, false, true});
      labels_.push_back(suite);
    }
    if (others.contains(s.index)) continue;
    const BenchmarkFacts& b = report_.benchmarks[s.index];
    ListRow& row =
        rows_.emplace_back(ListRow{ListRow::Kind::Series, group, {s.index}, {}, {}, s.further, is_strong(b), true});
    labels_.push_back(s.label);
    if (const auto at = together.find(s.index); at != together.end()) {
      row.benchmarks = at->second;
      row.detail = family_detail(report_, row.benchmarks);
      labels_.back() =
          without_heading(base::visible(report_.families[*b.family].id), base::visible(report_.groups[group].name));
    }
  }
}

/// What all rows have in common is said once.
void Listing::agree() {
  std::set<std::string> runs;
  std::vector<std::set<std::string>> units(report_.groups.size());
  for (const ListRow& row : rows_) {
    if (row.kind != ListRow::Kind::Series || row.benchmarks.size() > 1) continue;
    const Words words = words_of(row);
    units[row.group].insert(words.unit);
    if (report_.benchmarks[row.benchmarks.front()].comparison->baseline.n > 0 || !report_.baseline)
      runs.insert(words.runs);
  }
  for (std::size_t g = 0; g < units.size(); ++g) {
    if (units[g].size() == 1) group_units_[g] = *units[g].begin();
  }
  if (runs.size() == 1) common_runs_ = *runs.begin();
}

double Listing::width_of(const std::string& text, const Font& font) const {
  return text.empty() ? 0 : metrics_.width(text, font);
}

/// Where a number ends so that its decimal sign stands below those of the others.
double Listing::decimal_end(const Column& column, const std::string& text, const Font& font) const {
  return column.x + column.width - column.fraction + width_of(std::string(halves(text).second), font);
}

Listing::Words Listing::words_of(const ListRow& row) const {
  const BenchmarkFacts& b = report_.benchmarks[row.benchmarks.front()];
  Words w;
  if (row.benchmarks.size() > 1) {
    const std::string change = row_change(report_, {row.benchmarks});
    w.verdict = fmt::format("{} {}", row.benchmarks.size(), model::word(b.comparison->verdict, b));
    const auto to = change.find(" to ");
    const auto from = change.find_first_of(' ');  // an arrow stands in front where all go one way
    const bool arrow = change.starts_with("↑") || change.starts_with("↓") || change.starts_with("→");
    w.change = arrow && from != std::string::npos
                   ? change.substr(from + 1, to == std::string::npos ? to : to - from - 1)
                   : change.substr(0, to);
    if (to != std::string::npos) w.change_to = change.substr(to + 1);
    double sees = 0;
    for (const std::size_t i : row.benchmarks) sees = std::max(sees, report_.benchmarks[i].comparison->noise_floor);
    if (sees > 0) w.sees = sees < 10 ? units::short_magnitude(1 + sees) : ">10×";
    return w;
  }
  ComparisonTexts t = comparison_texts(b);
  const auto bounded = [&](const std::string& text, double room) { return shortened(text, kStrong, room, metrics_); };
  w.level = t.now.empty() ? (t.before.empty() ? "" : "–") : bounded(t.now, 56);
  w.unit = bounded(base::visible(t.unit), 60);
  w.runs = report_.baseline ? t.runs : std::to_string(b.comparison->current.n);
  if (!report_.baseline) {
    w.interval = level_texts(b.comparison->current, model::scale_of(b)).interval;
    return w;
  }
  w.before = bounded(t.before.substr(0, t.before.find(units::kThinSpace)), 56);
  w.change = bounded(t.change, 60);
  w.interval = t.interval;
  w.verdict = t.verdict;
  w.sees = t.sees;
  return w;
}

Listing::Words Listing::words_of_group(std::size_t group) const {
  Words w;
  w.unit = group_units_[group];
  const model::Index& index = report_.groups[group].index;
  if (index.n < 2 || !report_.baseline) return w;
  w.change = units::change(index.ratio.value);
  w.interval = model::interval_text(index.ratio);
  w.verdict = fmt::format("mean of {}", index.n);
  return w;
}

const std::string& Listing::text_of(const Words& words, What what) const {
  static const std::string none;
  switch (what) {
    case What::Before:
      return words.before;
    case What::Level:
      return words.level;
    case What::Unit:
      return words.unit;
    case What::Change:
      return words.change;
    case What::Interval:
      return words.interval;
    case What::Verdict:
      return words.verdict;
    case What::Runs:
      return words.runs;
    case What::Sees:
      return words.sees;
    case What::Name:
    case What::Line:
    case What::Bar:
      break;
  }
  return none;
}

std::vector<Listing::What> Listing::order() const {
  std::vector<What> out = {What::Name};
  if (report_.current > 0) out.push_back(What::Line);  // one release has no history to draw
  if (report_.baseline) {
    out.insert(out.end(),
               {What::Before, What::Level, What::Unit, What::Change, What::Bar, What::Interval, What::Verdict});
  } else {
    out.insert(out.end(), {What::Level, What::Unit, What::Interval});
  }
  if (common_runs_.empty()) out.push_back(What::Runs);
  if (report_.baseline) out.push_back(What::Sees);
  return out;
}

Listing::Column Listing::column_of(What what) const {
  const auto tag = [&](std::size_t column, double room) { return short_tag(report_, column, kHead, room, metrics_); };
  const double level = report_.baseline ? report_.rule.confidence : report_.rule.level_confidence;
  const std::string interval = fmt::format("{}{}% interval", units::number(level * 100, 0), units::kThinSpace);
  switch (what) {
    case What::Name:
      return {what, "Benchmark"};
    case What::Line:
      return {what, "Levels"};
    case What::Before:
      return {what, tag(*report_.baseline, 46)};
    case What::Level:
      return {what, tag(report_.current, 46)};
    case What::Unit:
      return {what, ""};
    case What::Change:
      return {what, "Change"};
    case What::Bar:
      return {what, "and its interval"};
    case What::Interval:
      return {what, interval};
    case What::Verdict:
      return {what, "Verdict"};
    case What::Runs:
      return {what, "Runs"};
    case What::Sees:
      return {what, "Sees"};
  }
  return {what, ""};
}

/// Columns of texts are as wide as the widest of them.
void Listing::measure_columns() {
  for (const What what : order()) columns_.push_back(column_of(what));
  std::vector<Words> all;
  std::vector<bool> strong;
  for (const ListRow& row : rows_) {
    if (row.kind == ListRow::Kind::Suite) continue;
    all.push_back(row.kind == ListRow::Kind::Group ? words_of_group(row.group) : words_of(row));
    strong.push_back(row.kind == ListRow::Kind::Group || row.strong);
    // The unit of the whole group stands in its heading.
    if (row.kind == ListRow::Kind::Series && !group_units_[row.group].empty()) all.back().unit.clear();
  }
  for (Column& column : columns_) {
    double widest = width_of(column.title, kHead);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Font& font = strong[i] ? kStrong : kNumber;
      const std::string& text = text_of(all[i], column.what);
      if (column.what == What::Before || column.what == What::Level || column.what == What::Change) {
        const auto [whole, fraction] = halves(text);
        column.whole = std::max(column.whole, width_of(std::string(whole), font));
        column.fraction = std::max(column.fraction, width_of(std::string(fraction), font));
        if (column.what == What::Change) widest = std::max(widest, width_of(all[i].change_to, kNumber));
      } else {
        widest = std::max(widest, width_of(text, font));
      }
    }
    column.width = std::max(widest, column.whole + column.fraction);
  }
}

/// Names and pictures share what the texts leave. Where that is too little, the level before gives way: the change and
/// the level now say it, too.
void Listing::place_columns() {
  double names = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].kind == ListRow::Kind::Series)
      names = std::max(names, width_of(labels_[i].size() > 400 ? labels_[i].substr(0, 100) : labels_[i], kName) +
                                  (rows_[i].further ? kIndent : 0));
  }
  const auto is_picture = [](const Column& c) { return c.what == What::Line || c.what == What::Bar; };
  const auto room = [&] {
    double taken = 0;
    for (const Column& c : columns_) {
      if (c.what != What::Name) taken += kGap + (is_picture(c) ? 0 : c.width);
      if (c.what == What::Line) taken += coarser_room_;
    }
    return width_ - taken;
  };
  const auto pictures = static_cast<double>(std::ranges::count_if(columns_, is_picture));
  const double wanted = std::max(kLeastName, std::min(names, 150.0)) + pictures * 60;
  if (room() < wanted) std::erase_if(columns_, [](const Column& c) { return c.what == What::Before; });
  const double left = room();
  const double name = std::clamp(names + 2, kLeastName, std::max(kLeastName, left - pictures * kLeastPicture));
  const double picture = pictures > 0 ? std::clamp((left - name) / pictures, 34.0, kMostPicture) : 0;
  double x = 0;
  for (Column& c : columns_) {
    if (c.what == What::Name) c.width = left - pictures * picture;
    if (is_picture(c)) c.width = picture;
    if (is_picture(c) && width_of(c.title, kHead) > c.width) c.title.clear();
    if (c.what == What::Line) x += coarser_room_;
    c.x = x;
    x += c.width + kGap;
  }
}

/// Names in two lines; cut ones that would look alike get as many as tell them apart.
void Listing::set_names() {
  constexpr std::size_t kMostLines = 8;
  std::map<std::pair<std::size_t, std::vector<std::string>>, std::size_t> seen;
  const double width = columns_.front().width;
  const auto set = [&](std::size_t i, std::size_t lines) {
    const double room = width - (rows_[i].further ? kIndent : 0);
    SeamedName name = seamed(labels_[i], kName, room, lines, metrics_);
    rows_[i].name = std::move(name.lines);
    rows_[i].whole = name.whole;
  };
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].kind != ListRow::Kind::Series) continue;
    set(i, 2);
    if (!rows_[i].whole) ++seen[{rows_[i].group, rows_[i].name}];
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].kind == ListRow::Kind::Series && !rows_[i].whole && seen.at({rows_[i].group, rows_[i].name}) > 1)
      set(i, kMostLines);
  }
  // The small line of a family keeps to the column of names and the empty one of lines is not its to take.
  for (ListRow& row : rows_) {
    const std::string one = fmt::format("{}", fmt::join(row.detail, " · "));
    if (!row.detail.empty() && metrics_.width(one, kDetail) <= width) row.detail = {one};
    for (std::string& line : row.detail) line = clipped(line, kDetail, width, metrics_);
  }
}

}  // namespace perfolio::layout
