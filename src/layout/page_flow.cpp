// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/page_flow.h"

#include <algorithm>
#include <utility>

namespace perfolio::layout {

namespace {

bool alike(const Stroke& a, const Stroke& b) { return a.color == b.color && a.width == b.width && a.dash == b.dash; }

template <typename T, typename Alike, typename Join>
void join(std::vector<T>& all, T mark, Alike same, Join more) {
  const auto at = std::ranges::find_if(all, [&](const T& other) { return same(other, mark); });
  if (at == all.end()) {
    all.push_back(std::move(mark));
  } else {
    more(*at, mark);
  }
}

/// The ground of a table is hundreds of small marks of few looks: one of each look is drawn instead, which is a third
/// of the bytes. Fills come first, then lines, then dots: within a table nothing else lies on each other.
void join_marks(Node& ground) {
  std::vector<Segments> segments;
  std::vector<Dots> dots;
  std::vector<Mark> fills, lines;
  for (Mark& mark : ground.marks) {
    if (auto* s = std::get_if<Segments>(&mark)) {
      join(
          segments, std::move(*s), [](const Segments& a, const Segments& b) { return alike(a.stroke, b.stroke); },
          [](Segments& a, const Segments& b) {
            a.segments.insert(a.segments.end(), b.segments.begin(), b.segments.end());
          });
    } else if (auto* d = std::get_if<Dots>(&mark)) {
      join(
          dots, std::move(*d),
          [](const Dots& a, const Dots& b) {
            return a.radius == b.radius && a.fill == b.fill && alike(a.ring, b.ring);
          },
          [](Dots& a, const Dots& b) { a.centers.insert(a.centers.end(), b.centers.begin(), b.centers.end()); });
    } else {
      (std::holds_alternative<Box>(mark) ? fills : lines).push_back(std::move(mark));
    }
  }
  ground.marks = std::move(fills);
  for (Segments& s : segments) ground.marks.emplace_back(std::move(s));
  for (Mark& mark : lines) ground.marks.push_back(std::move(mark));
  for (Dots& d : dots) ground.marks.emplace_back(std::move(d));
}

void close(std::optional<TablePart>& table, Page& page) {
  if (!table) return;
  join_marks(table->ground);
  join_marks(table->pictures);
  page.scene.nodes.push_back(std::move(table->ground));
  if (!table->pictures.marks.empty()) page.scene.nodes.push_back(std::move(table->pictures));
  page.scene.nodes.push_back(std::move(table->table));
  table.reset();
}

}  // namespace

std::size_t PageFlow::add(FlowItem item) {
  items_.push_back(std::move(item));
  return items_.size() - 1;
}

std::size_t PageFlow::add_head(FlowItem head) {
  heads_.push_back(std::move(head));
  return heads_.size() - 1;
}

double PageFlow::chain(std::size_t item) const {
  double height = items_[item].height;
  for (; items_[item].with_next && item + 1 < items_.size(); ++item) {
    height += items_[item + 1].above + items_[item + 1].height;
  }
  return height;
}

void PageFlow::paginate() {
  if (!pages_.empty()) return;
  place(std::nullopt);
  if (const auto earlier = better_last_break()) place(earlier);
}

/// A last page with a few lines on it gets some of those before them: from a heading on, where one is near.
std::optional<std::size_t> PageFlow::better_last_break() const {
  const double least = 0.22 * area_.height;
  const double most = 0.6 * area_.height;
  if (pages_.size() < 3 || pages_.back().empty()) return std::nullopt;
  const Placed& last = pages_.back().back();
  if (last.y + last.item->height >= least) return std::nullopt;
  std::optional<std::size_t> best;
  double height = 0;
  for (std::size_t i = items_.size(); i-- > 1 && page_of_[i] + 1 >= pages_.size() && height <= most;) {
    height += items_[i].height + items_[i].above;
    if (page_of_[i] == pages_.size() || items_[i - 1].with_next || height < least) continue;
    const auto& before = pages_[pages_.size() - 2];
    const auto at = std::ranges::find(before, &items_[i], &Placed::item);
    if (at == before.end() || at->y < 0.64 * area_.height) break;  // the page before would be left empty
    if (items_[i].with_next) return i;
    if (!best) best = i;
  }
  return best;
}

void PageFlow::place(std::optional<std::size_t> break_before) {
  pages_.assign(1, {});
  page_of_.clear();
  double y = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const FlowItem& item = items_[i];
    const bool top = pages_.back().empty();
    const bool kept = i > 0 && items_[i - 1].with_next;  // its page was chosen with what stands above it
    const bool full = y + item.above + chain(i) > area_.height + 0.01;
    if (!top && !kept && (full || i == break_before)) {
      pages_.emplace_back();
      y = 0;
      if (item.head) {
        pages_.back().push_back({&heads_[*item.head], 0});
        y = heads_[*item.head].height;
      }
    } else if (!top) {
      y += item.above;
    }
    pages_.back().push_back({&item, y});
    page_of_.push_back(pages_.size());
    y += item.height;
  }
}

std::size_t PageFlow::pages() {
  paginate();
  return pages_.size();
}

std::size_t PageFlow::page_of(std::size_t item) {
  paginate();
  return page_of_[item];
}

void PageFlow::draw(std::size_t number, Page& page) {
  paginate();
  std::optional<TablePart> table;
  for (const Placed& placed : pages_[number - 1]) {
    const base::Point at{area_.x, area_.y + placed.y};
    if (!placed.item->row) {
      close(table, page);
      placed.item->draw(page, at);
      continue;
    }
    if (!table) table.emplace();
    placed.item->row(*table, at);
  }
  close(table, page);
}

}  // namespace perfolio::layout
