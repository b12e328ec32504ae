// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/page.h"
#include "layout/table.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace perfolio::layout {

/// Something that stands on one page, the whole width of it. Either `draw` or `row` is set.
struct FlowItem {
  double height = 0;
  double above = 0;        ///< white before it, except at the top of a page.
  bool with_next = false;  ///< a heading: never the last on a page.
  /// What is repeated above it where it comes first on a page; index of PageFlow::add_head.
  std::optional<std::size_t> head;
  std::function<void(Page&, base::Point at)> draw;
  std::function<void(TablePart&, base::Point at)> row;  ///< rows that follow each other on a page are one table.
};

/// Parts of a document one below the other, cut into pages: no heading stands at the end of one, what belongs to a
/// table begins with its head on each.
class PageFlow {
 public:
  explicit PageFlow(base::Rect area) : area_(area) {}

  /// Returns its number, for page_of.
  std::size_t add(FlowItem item);
  std::size_t add_head(FlowItem head);
  /// The number of the next item.
  [[nodiscard]] std::size_t next() const { return items_.size(); }

  /// How many pages there are. Nothing is added after the first call of this or of those below.
  std::size_t pages();
  /// From 1.
  std::size_t page_of(std::size_t item);
  /// Draws what is on the page with this number, from 1.
  void draw(std::size_t number, Page& page);

 private:
  struct Placed {
    const FlowItem* item;
    double y;
  };
  void paginate();
  void place(std::optional<std::size_t> break_before);
  [[nodiscard]] std::optional<std::size_t> better_last_break() const;
  /// Of the item and of what must stand below it on the same page.
  [[nodiscard]] double chain(std::size_t item) const;

  base::Rect area_;
  std::vector<FlowItem> items_, heads_;
  std::vector<std::size_t> page_of_;
  std::vector<std::vector<Placed>> pages_;
};

}  // namespace perfolio::layout
