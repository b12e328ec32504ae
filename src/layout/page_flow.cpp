// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/page_flow.h"

#include <algorithm>
#include <utility>

namespace perfolio::layout {

namespace {

void close(std::optional<TablePart>& table, Page& page) {
  if (!table) return;
  page.scene.nodes.push_back(std::move(table->ground));
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
  pages_.emplace_back();
  double y = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const FlowItem& item = items_[i];
    const bool top = pages_.back().empty();
    const bool kept = i > 0 && items_[i - 1].with_next;  // its page was chosen with what stands above it
    if (!top && !kept && y + item.above + chain(i) > area_.height + 0.01) {
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
