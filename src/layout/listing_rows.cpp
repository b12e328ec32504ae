// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "layout/listing.h"
#include "layout/names.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>

/// How the rows of the list are drawn.
namespace perfolio::layout {

using model::BenchmarkFacts;

namespace {

constexpr double kBase = 10;  ///< from the top of a row to its base line.
constexpr double kNameLine = 9.8;
constexpr double kIndent = 9;

const Font kName{Face::Mono, 8.2};
const Font kDetail{Face::Regular, 7.5, true};
const Font kNumber{Face::Regular, 8.5, true};
const Font kStrong{Face::SemiBold, 8.5, true};
const Font kHead{Face::SemiBold, 8};
const Font kScale{Face::Regular, 7, true};
const Font kGroupName{Face::SemiBold, 11};
const Font kGroupWords{Face::Regular, 8};
const Font kSuiteName{Face::SemiBold, 8};

Node text_node(Role role, std::string text, base::Point at, const Font& font, base::Color color,
               Align align = Align::Left) {
  Node node{role, {}, {}, {}, {}, {}};
  if (!text.empty()) node.marks.emplace_back(Text{std::move(text), at, font, color, align});
  return node;
}

}  // namespace

std::string Listing::row_anchor(std::size_t benchmark) { return fmt::format("row-{}", benchmark); }

/// The row of these cells, one for each column. A picture is read with what it draws, a unit with its number: they are
/// one cell.
Node Listing::joined(std::vector<Node> cells) const {
  Node row{Role::TR, {}, {}, {}, {}, {}};
  std::vector<Mark> waiting;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const What what = columns_[k].what;
    std::vector<Mark>& marks = cells[k].marks;
    if (what == What::Line || what == What::Bar) {
      waiting = std::move(marks);
    } else if (what == What::Unit) {
      for (Mark& mark : marks) row.children.back().marks.push_back(std::move(mark));
    } else {
      marks.insert(marks.begin(), waiting.begin(), waiting.end());
      waiting.clear();
      row.children.push_back(std::move(cells[k]));
    }
  }
  return row;
}

/// "−10 %" and "+10 %" under a heading, at the ends of its scale.
void Listing::scale_words(Node& into, const Column& column, base::Point at) const {
  const bool bar = column.what == What::Bar;
  const auto words = [](double ratio) {
    return ratio == 1 ? "0" + std::string(units::kThinSpace) + "%" : units::short_change(ratio);
  };
  const std::string low = bar ? scale_.low_words() : words(range_.low);
  const std::string high = bar ? scale_.high_words() : words(range_.high);
  const auto add = [&](std::string text, double x, Align align) {
    into.marks.emplace_back(Text{std::move(text), {x, at.y}, kScale, style_.ink3, align});
  };
  if (!bar) {
    add(low + " to " + high, at.x + column.x, Align::Left);
    return;
  }
  if (width_of(low, kScale) + width_of(high, kScale) + 3 > column.width) {
    add("±" + high.substr(high.starts_with('+') ? 1 : 0), at.x + column.x + column.width / 2, Align::Center);
    return;
  }
  add(low, at.x + column.x, Align::Left);
  add(high, at.x + column.x + column.width, Align::Right);
}

void Listing::header(TablePart& part, base::Point at) const {
  const double y = at.y + 9;
  std::vector<Node> cells;
  for (const Column& column : columns_) {
    const double x = at.x + column.x;
    const bool left = column.what == What::Name || column.what == What::Line || column.what == What::Bar ||
                      column.what == What::Verdict || column.what == What::Unit;
    Node cell = text_node(Role::TH, column.title, {left ? x : x + column.width, y}, kHead, style_.ink2,
                          left ? Align::Left : Align::Right);
    if (column.what == What::Line || column.what == What::Bar) scale_words(cell, column, {at.x, y + 9.5});
    if (!column.title.empty() && column.what != What::Name) cell.link = explained_;
    cells.push_back(std::move(cell));
  }
  part.table.children.push_back(joined(std::move(cells)));
  const double line = at.y + header_height() - 4.5;
  part.ground.marks.emplace_back(Segments{{{{at.x, line}, {at.x + width_, line}}}, {style_.axis, 0.8}});
}

Node Listing::name_cell(const Column& column, const ListRow& row, base::Point at, const Ties& ties) const {
  const auto index = static_cast<std::size_t>(&row - rows_.data());
  const double x = at.x + column.x;
  if (row.kind == ListRow::Kind::Group) {
    const double room = heading_end(row.group) - column.x;
    std::string name = labels_[index] + (ties.continued ? ", continued" : "");
    Node node =
        text_node(Role::TH, shortened(name, kGroupName, room, metrics_), {x, at.y + 17}, kGroupName, style_.ink);
    if (!ties.continued) node.anchor = fmt::format("group-{}", row.group);
    const double words = x + metrics_.width(std::get<Text>(node.marks.front()).text, kGroupName) + 8;
    const std::string& description = report_.groups[row.group].description;
    if (!description.empty() && at.x + column.x + room - words > 60)
      node.marks.emplace_back(Text{clipped(base::visible(description), kGroupWords, x + room - words, metrics_),
                                   {words, at.y + 17},
                                   kGroupWords,
                                   style_.ink2,
                                   Align::Left});
    return node;
  }
  if (row.kind == ListRow::Kind::Suite)
    return text_node(Role::TH, shortened(labels_[index], kSuiteName, level_x() - column.x, metrics_), {x, at.y + 10.5},
                     kSuiteName, style_.ink2);
  Node node{Role::TH, {}, ties.link, {}, {}, {}};
  if (ties.is_target) node.anchor = row_anchor(row.benchmarks.front());
  const double left = x + (row.further ? kIndent : 0);
  for (std::size_t i = 0; i < row.name.size(); ++i) {
    if (row.name[i].empty()) continue;
    node.marks.emplace_back(Text{row.name[i],
                                 {left, at.y + kBase + kNameLine * static_cast<double>(i)},
                                 kName,
                                 row.strong ? style_.ink : style_.ink2,
                                 Align::Left});
  }
  for (std::size_t i = 0; i < row.detail.size(); ++i) {
    node.marks.emplace_back(Text{row.detail[i],
                                 {left, at.y + kBase + kNameLine * static_cast<double>(row.name.size() + i)},
                                 kDetail,
                                 style_.ink3,
                                 Align::Left});
  }
  return node;
}

/// Where the numbers begin: a heading may run up to them.
double Listing::level_x() const {
  const auto at =
      std::ranges::find_if(columns_, [](const Column& c) { return c.what == What::Before || c.what == What::Level; });
  return at->x - 8;
}

/// Where the unit of the group stands or, if it has none, the change of its mean: up to there its heading may run.
double Listing::heading_end(std::size_t group) const {
  const What next = !group_units_[group].empty() || !report_.baseline ? What::Unit : What::Change;
  return std::ranges::find(columns_, next, &Column::what)->x - 6;
}

Node Listing::cell(const Column& column, const ListRow& row, const Words& words, base::Point at) const {
  Node node{Role::TD, {}, {}, {}, {}, {}};
  const bool group = row.kind == ListRow::Kind::Group;
  const double y = at.y + (group ? 17 : kBase);
  const std::string& text = text_of(words, column.what);
  if (text.empty()) return node;
  const bool verdict = column.what == What::Change || column.what == What::Verdict;
  const bool strong = row.strong && (verdict || column.what == What::Level);
  base::Color color = row.strong ? style_.ink : style_.ink2;
  if (column.what == What::Runs || column.what == What::Sees) color = style_.ink3;
  if (row.strong && verdict) {
    const model::Verdict v = report_.benchmarks[row.benchmarks.front()].comparison->verdict;
    color = model::is_evident(v) ? signal(v, style_).ink : style_.worse.ink;
  }
  const Font font = strong ? kStrong : kNumber;
  const double x = at.x + column.x;
  const auto add = [&](std::string what, double where, double line, Align align) {
    node.marks.emplace_back(Text{std::move(what), {where, line}, font, color, align});
  };
  if (column.what == What::Verdict || column.what == What::Unit) {
    add(text, x, y, Align::Left);
    return node;
  }
  if (column.what != What::Before && column.what != What::Level && column.what != What::Change) {
    add(text, x + column.width, y, Align::Right);
    return node;
  }
  // Numbers stand with their decimal signs below each other, at the right end of the column.
  add(text, at.x + decimal_end(column, text, font), y, Align::Right);
  if (column.what == What::Change && !words.change_to.empty())
    add(words.change_to, at.x + decimal_end(column, words.change_to, font), y + kNameLine, Align::Right);
  return node;
}

/// The words for what the rows draw: what changed, by name; for the rest, how many rows there are.
void Listing::tell_picture(TablePart& part, const ListRow& row) const {
  constexpr std::size_t kMost = 1200;  // bytes of words on a page: nobody listens to more
  std::string& alt = part.pictures.alt;
  if (alt.empty()) {
    alt = fmt::format("A line for each row: its levels up to {} as ratios, from {} to {}.",
                      base::visible(report_.columns[report_.current].release.tag), units::short_change(range_.low),
                      units::short_change(range_.high));
    if (report_.baseline) alt += " A bar: the change since the baseline with its interval.";
  }
  if (row.benchmarks.size() > 1 || alt.size() > kMost) return;
  const BenchmarkFacts& b = report_.benchmarks[row.benchmarks.front()];
  std::string changes;
  for (const model::ColumnChange& change : shown_changes(report_, b)) {
    changes += fmt::format("{}{} in {}", changes.empty() ? "" : ", ", change_label(change, b),
                           base::visible(report_.columns[change.column].release.tag));
  }
  if (!changes.empty()) alt += fmt::format(" {}: {}.", printed_id(b), changes);
}

void Listing::pictures(TablePart& part, const ListRow& row, base::Point at) const {
  for (const Column& column : columns_) {
    const bool bar = column.what == What::Bar;
    if (!bar && column.what != What::Line) continue;
    const double x = at.x + column.x;
    if (row.kind == ListRow::Kind::Group) {
      const model::Index& index = report_.groups[row.group].index;
      if (!bar || index.n < 2) continue;
      for (Mark& mark : mean_bar(index.ratio, scale_, {x, at.y + 9.5, column.width, 9}, style_))
        part.pictures.marks.push_back(std::move(mark));
      continue;
    }
    const base::Rect area{x, at.y + 1.6, column.width, 10.6};
    std::vector<Mark> marks = bar ? row_bar(report_, row.benchmarks, scale_, area, style_)
                                  : row_line(report_, row.benchmarks, range_, area, style_);
    for (Mark& mark : marks) part.pictures.marks.push_back(std::move(mark));
  }
  if (!part.pictures.marks.empty() && row.kind == ListRow::Kind::Series) tell_picture(part, row);
}

void Listing::row(TablePart& part, base::Point at, std::size_t index, const Ties& ties) const {
  const ListRow& row = rows_[index];
  const double bottom = at.y + height(index);
  const bool series = row.kind == ListRow::Kind::Series;
  if (row.kind != ListRow::Kind::Suite) pictures(part, row, at);
  part.ground.marks.emplace_back(Segments{{{{at.x, bottom - 0.8}, {at.x + width_, bottom - 0.8}}},
                                          {row.kind == ListRow::Kind::Group ? style_.axis : style_.grid, 0.5}});
  Words words;
  if (row.kind == ListRow::Kind::Group) words = words_of_group(row.group);
  if (series) words = words_of(row);
  if (series && !group_units_[row.group].empty()) words.unit.clear();
  std::vector<Node> cells;
  for (const Column& column : columns_) {
    if (column.what == What::Name) {
      cells.push_back(name_cell(column, row, at, ties));
      continue;
    }
    Node made = cell(column, row, words, at);
    if (column.what == What::Line && series) {
      int times = 1;
      for (const std::size_t i : row.benchmarks) {
        if (has_ratio_line(report_, i)) times = std::max(times, coarser(report_, i, range_));
      }
      if (times > 1)
        made.marks.emplace_back(Text{times > 99 ? "÷99+" : fmt::format("÷{}", times),
                                     {at.x + column.x - 4, at.y + kBase},
                                     kScale,
                                     style_.ink3,
                                     Align::Right});
    }
    cells.push_back(std::move(made));
  }
  part.table.children.push_back(joined(std::move(cells)));
}

}  // namespace perfolio::layout
