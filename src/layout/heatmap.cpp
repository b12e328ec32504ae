// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/heatmap.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/names.h"
#include "layout/tile.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::ColumnChange;
using model::Report;

namespace {

constexpr double kGap = 1.6;
constexpr double kLeastStep = 19, kLeastBinned = 31;  ///< from a column to the next: of single releases, of several.
const Font kGroup{Face::Regular, 7.5};
constexpr double kHeadRoom = 48;  ///< of "Benchmark".
constexpr double kWidestTag = 64;
const Font kMono{Face::Mono, 8.5};
const Font kCell{Face::SemiBold, 8, true};

/// Lines at 45 degrees across a cell.
Segments hatch(const base::Rect& cell, base::Color color) {
  Segments lines{{}, {color, 0.7}};
  for (double start = cell.x - cell.height; start < cell.right(); start += 4) {
    const double from = std::max(start, cell.x);
    const double to = std::min(start + cell.height, cell.right());
    if (to > from)
      lines.segments.push_back({{from, cell.bottom() - (from - start)}, {to, cell.bottom() - (to - start)}});
  }
  return lines;
}

std::string percent(double ratio) {
  std::string text = ratio >= 2 ? units::change(ratio) : units::short_change(ratio);
  const auto unit = text.find(units::kThinSpace);
  return unit == std::string::npos ? text : text.substr(0, unit);
}

bool measured(const BenchmarkFacts& b, std::size_t column) {
  return std::ranges::binary_search(b.levels, static_cast<std::uint32_t>(column), {}, &model::Level::column);
}

constexpr std::string_view kShifted = "*";  ///< behind the label of a column at which most moved together.

bool has_shift(const Report& report, const model::ReleaseBin& bin) {
  return std::ranges::any_of(report.past_shifts, [&](const model::PastShift& past) {
    return past.column >= bin.first && past.column <= bin.last;
  });
}

bool any_shift(const Report& report, const model::ReleaseBins& bins) {
  return std::ranges::any_of(bins.bins, [&](const model::ReleaseBin& bin) { return has_shift(report, bin); });
}

/// The group, where it tells names apart that look alike: of several suites.
std::string group_words(const Report& report, std::size_t benchmark) {
  const BenchmarkFacts& b = report.benchmarks[benchmark];
  const bool one = std::ranges::all_of(report.benchmarks, [&](const BenchmarkFacts& o) { return o.suite == b.suite; });
  const std::string group = base::visible(b.group);
  return one || printed_id(b).find(group) != std::string::npos ? std::string() : group;
}

/// In how many of its columns it was measured.
std::size_t measured(const BenchmarkFacts& b, const model::ReleaseBin& bin) {
  std::size_t n = 0;
  for (std::size_t column = bin.first; column <= bin.last; ++column) n += measured(b, column) ? 1 : 0;
  return n;
}

/// "−15", "−15 (2)": as much of it as has room.
std::string change_in_cell(const BenchmarkFacts& b, const model::BinChange& change, double room,
                           const TextMetrics& metrics) {
  const std::string text = change.strongest->difference ? model::difference_text(*change.strongest->difference, b.unit)
                                                        : percent(change.strongest->ratio);
  if (change.count > 1) {
    for (const std::string& counted : {fmt::format("{} ({})", text, change.count), text + "+"}) {
      if (metrics.width(counted, kCell) <= room) return counted;
    }
  }
  return shortened(text, kCell, room, metrics);
}

}  // namespace

std::size_t heat_class(double ratio, units::Direction better) {
  if (better == units::Direction::Unknown) return 3;
  const double size = std::abs(ratio - 1);
  const std::size_t step = size < 0.05 ? 1 : size < 0.10 ? 2 : 3;
  const bool good = (ratio < 1) == (better == units::Direction::Lower);
  return good ? 3 - step : 3 + step;
}

std::vector<std::size_t> heat_rows(const Report& report, std::size_t most) {
  std::vector<std::pair<double, std::size_t>> rows;
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i) {
    const BenchmarkFacts& b = report.benchmarks[i];
    double largest = 0;
    for (const ColumnChange& change : shown_changes(report, b)) {
      const double now = change.column == report.current ? 100 : 1;
      if (change.column > 0)
        largest = std::max(largest, now * (change.difference ? 1.0 : std::abs(std::log(change.ratio))));
    }
    if (b.primary && largest > 0) rows.emplace_back(largest, i);
  }
  std::ranges::stable_sort(rows, std::greater{}, &std::pair<double, std::size_t>::first);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) out.push_back(rows[i].second);
  return model::by_what_changed_together(report, std::move(out));
}

HeatMap::HeatMap(const Report& report, std::vector<std::size_t> benchmarks, double width, const style::Style& style,
                 const TextMetrics& metrics)
    : report_(report), benchmarks_(std::move(benchmarks)), width_(width), style_(style), metrics_(metrics) {
  double names = 80;
  for (const std::size_t i : benchmarks_) {
    double needed = metrics.width(printed_id(report.benchmarks[i]).substr(0, 200), kMono) + 12;
    if (const std::string group = group_words(report, i); !group.empty()) needed += metrics.width(group, kGroup) + 6;
    names = std::max(names, needed);
  }
  names = std::min(names, width * 0.38);
  const std::size_t first = std::min<std::size_t>(1, report.current);  // the first column has nothing before it
  bins_ = model::release_bins(report, first, static_cast<std::size_t>((width - names) / kLeastStep));
  if (bins_.by != model::BinnedBy::None)
    bins_ = model::release_bins(report, first, static_cast<std::size_t>((width - names) / kLeastBinned));
  const auto columns = static_cast<double>(bins_.bins.size());
  step_ = std::min(88.0, (width - names) / columns);
  left_ = names;
  place_labels();
}

/// Labels by weight: the current column, those with changes, the first, then the rest from the newest on; in the line
/// next to the cells, else in the one above it. Those with changes are shortened rather than left out.
void HeatMap::place_labels() {
  const std::size_t n = bins_.bins.size();
  labels_.resize(n);
  std::vector<bool> changed(n);
  for (const std::size_t i : benchmarks_) {
    for (std::size_t k = 0; k < n; ++k)
      changed[k] = changed[k] || model::bin_change(report_, report_.benchmarks[i], bins_.bins[k]).count > 0;
  }
  std::array<std::vector<std::pair<double, double>>, 2> taken;
  const auto place = [&](std::size_t k, double room) {
    const model::ReleaseBin& bin = bins_.bins[k];
    const bool now = k + 1 == n;
    const Font font{now ? Face::SemiBold : Face::Regular, 8};
    std::string text = bin.size() == 1 ? short_tag(report_, bin.last, font, room, metrics_) : base::visible(bin.label);
    if (metrics_.width(text, font) > room) text = shortened(without_prefix(report_, text), font, room, metrics_);
    if (has_shift(report_, bin)) text += kShifted;
    const double half = metrics_.width(text, font) / 2;
    const double x = std::clamp(left_ + step_ * (static_cast<double>(k) + 0.5), half, std::max(half, width_ - half));
    for (int line = 0; line < 2; ++line) {
      auto& row = taken.at(static_cast<std::size_t>(line));
      // "Benchmark" stands at the left end of the line next to the cells.
      if (line == 0 && x - half < kHeadRoom) continue;
      const bool free = std::ranges::none_of(
          row, [&](const auto& other) { return x - half - 3 < other.second && x + half + 3 > other.first; });
      if (!free) continue;
      row.emplace_back(x - half, x + half);
      labels_[k] = Label{text, x, line, font};
      return true;
    }
    return false;
  };
  const auto offer = [&](std::size_t k) {
    if (labels_[k]) return;
    for (const double room : {kWidestTag, 2 * step_ - 4, 1.4 * step_, step_ - 3}) {
      if (room <= kWidestTag && place(k, room)) return;
      if (!changed[k]) return;
    }
  };
  if (n == 0) return;
  offer(n - 1);
  for (std::size_t k = n; k-- > 0;) {
    if (changed[k]) offer(k);
  }
  offer(0);
  for (std::size_t k = n; k-- > 0;) offer(k);
}

bool HeatMap::is_cut(std::size_t row) const {
  return shortened_id(report_, benchmarks_[row], kMono, left_ - 8, metrics_) !=
         printed_id(report_.benchmarks[benchmarks_[row]]);
}

void HeatMap::header(TablePart& part, base::Point at) const {
  Node header{Role::TR, {}, {}, {}, {}, {}};
  const double y = at.y + kHeatHeader - 7;
  header.children.push_back(
      {Role::TH, {}, {}, {}, {Text{"Benchmark", {at.x, y}, {Face::Regular, 8}, style_.ink3, Align::Left}}, {}});
  for (std::size_t k = 0; k < labels_.size(); ++k) {
    Node cell{Role::TH, {}, {}, {}, {}, {}};  // a table for readers of tags has no gaps
    if (const auto& label = labels_[k]) {
      const bool now = k + 1 == labels_.size();
      cell.marks.emplace_back(Text{label->text,
                                   {at.x + label->x, y - 10 * label->line},
                                   label->font,
                                   now ? style_.ink : style_.ink3,
                                   Align::Center});
      if (label->line > 0) {
        const double x = at.x + left_ + step_ * (static_cast<double>(k) + 0.5);
        const bool open = std::ranges::none_of(labels_, [&](const auto& other) {
          return other && other->line == 0 &&
                 std::abs(other->x + at.x - x) < metrics_.width(other->text, other->font) / 2 + 2;
        });
        if (open) part.ground.marks.emplace_back(Segments{{{{x, y - 6}, {x, y + 3.5}}}, {style_.grid, 0.7}});
      }
    }
    header.children.push_back(std::move(cell));
  }
  part.table.children.push_back(std::move(header));
}

Node HeatMap::cell(const BenchmarkFacts& b, std::size_t k, const base::Rect& area, Node& ground) const {
  Node node{Role::TD, {}, {}, {}, {}, {}};
  const model::ReleaseBin& bin = bins_.bins[k];
  if (measured(b, bin) == 0) {
    ground.marks.emplace_back(hatch(area, style_.grid));
    return node;
  }
  const auto say = [&](std::string text, base::Color color) {
    node.marks.emplace_back(
        Text{std::move(text), {area.x + area.width / 2, area.y + area.height / 2 + 2.9}, kCell, color, Align::Center});
  };
  const model::BinChange change = model::bin_change(report_, b, bin);
  if (change.strongest == nullptr) {
    ground.marks.emplace_back(Box{area, 1.5, style_.heat[3].fill, std::nullopt});
    const std::size_t first = b.levels.front().column;
    if (first >= bin.first && first <= bin.last && first > 0) say("new", style_.heat[3].text);
    return node;
  }
  const ColumnChange& most = *change.strongest;
  const style::HeatClass& look =
      style_.heat[heat_class(most.difference ? (*most.difference > 0 ? 10 : 0.1) : most.ratio, b.better)];
  ground.marks.emplace_back(Box{area, 1.5, look.fill, border_where_needed(look.fill, style_)});
  say(change_in_cell(b, change, area.width - 2, metrics_), look.text);
  return node;
}

void HeatMap::row(TablePart& part, base::Point at, std::size_t r) const {
  const BenchmarkFacts& b = report_.benchmarks[benchmarks_[r]];
  Node row{Role::TR, {}, {}, {}, {}, {}};
  const std::string name = shortened_id(report_, benchmarks_[r], kMono, left_ - 8, metrics_);
  const std::string link = link_ ? link_(benchmarks_[r]) : std::string();
  Node head{Role::TH, {}, link, {}, {}, {}};
  if (!name.empty()) head.marks.emplace_back(Text{name, {at.x, at.y + 11.2}, kMono, style_.ink, Align::Left});
  const std::string group = group_words(report_, benchmarks_[r]);
  const double x = metrics_.width(name, kMono) + 6;
  if (!group.empty() && x + metrics_.width(group, kGroup) + 6 <= left_)
    head.marks.emplace_back(Text{group, {at.x + x, at.y + 11.2}, kGroup, style_.ink3, Align::Left});
  row.children.push_back(std::move(head));
  for (std::size_t k = 0; k < bins_.bins.size(); ++k) {
    const base::Rect area{at.x + left_ + step_ * static_cast<double>(k) + kGap / 2, at.y + kGap / 2, step_ - kGap,
                          kHeatRow - kGap};
    row.children.push_back(cell(b, k, area, part.ground));
    if (cells_lead_ && !row.children.back().marks.empty()) row.children.back().link = link;
  }
  part.table.children.push_back(std::move(row));
}

std::vector<Node> heat_map(const Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                           double width, const std::function<std::string(std::size_t)>& link, const style::Style& style,
                           const TextMetrics& metrics) {
  HeatMap map(report, benchmarks, width, style, metrics);
  if (link) map.lead_to(link, true);
  TablePart part;
  map.header(part, at);
  for (std::size_t r = 0; r < benchmarks.size(); ++r)
    map.row(part, {at.x, at.y + kHeatHeader + kHeatRow * static_cast<double>(r)}, r);
  std::vector<Node> nodes;
  nodes.push_back(std::move(part.ground));
  nodes.push_back(std::move(part.table));
  return nodes;
}

std::string heat_note(const Report& report, const model::ReleaseBins& bins) {
  std::string out;
  if (bins.by != model::BinnedBy::None) {
    out = fmt::format(" · columns {}; (2): two changes in it, the strongest shown", model::binned_words(bins.by));
  }
  if (any_shift(report, bins)) out += fmt::format(" · {}: most benchmarks moved at once, rather the machine", kShifted);
  return out;
}

std::string short_heat_caption(const Report& report, const std::vector<std::size_t>& benchmarks, double width,
                               const style::Style& style, const TextMetrics& metrics) {
  const model::ReleaseBins bins = HeatMap(report, benchmarks, width, style, metrics).bins();
  const std::string shift = any_shift(report, bins) ? fmt::format("{}: most moved at once", kShifted) : std::string();
  if (bins.by != model::BinnedBy::None) {
    return fmt::format("percent · columns {}, (2): the stronger of two{}{}", model::binned_words(bins.by),
                       shift.empty() ? "" : " · ", shift);
  }
  return fmt::format(
      "percent against the previous {} · {}", model::noun(report.kind),
      shift.empty() ? "grey: none established · hatched: not measured" : "hatched: not measured · " + shift);
}

}  // namespace perfolio::layout
