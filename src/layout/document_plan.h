// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/listing.h"
#include "layout/method.h"
#include "layout/page.h"
#include "layout/page_flow.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The document while its parts are put one below the other; a file for each part. All is decided before the first page
/// is drawn, so that pages can refer to each other.
namespace perfolio::layout {

struct DocumentPlan {
  const model::Report& report;
  const DocumentOptions& options;
  const style::Style& style;
  const TextMetrics& metrics;
  base::Rect area;
  PageFlow flow;
  std::map<std::size_t, std::string> anchors = {};  ///< of series that are drawn, themselves or in their family.
  std::set<std::size_t> families = {};              ///< that are drawn large.
  std::set<std::size_t> told = {};                  ///< series whose change is told at length, with its commits.
  std::set<std::size_t> targets = {};               ///< series whose row something leads to.
  bool has_summary = false, has_method = false;
  std::set<std::size_t> cut = {};    ///< series whose name is cut somewhere and stands whole nowhere yet.
  std::set<std::size_t> whole = {};  ///< series whose name the list has whole.
  bool names_are_set = false;        ///< no more names can be added to `cut`.
  std::shared_ptr<const Listing> listing = {};
  std::optional<std::size_t> list_item = {}, method_item = {};  ///< where these parts begin.
};

inline constexpr double kBetweenParts = 24;
inline constexpr std::size_t kMostHeatRows = 132;  ///< about three pages.

struct PartHeading {
  std::string title;
  std::string caption;
  std::string anchor;
};
/// Pages wider than high: text stands in two columns on them.
inline bool is_wide(const DocumentPlan& plan) { return plan.area.width > plan.area.height; }

/// The heading of a part, kept with what follows. Returns the head that the pages after its first repeat.
std::size_t add_heading(DocumentPlan& plan, const PartHeading& heading);

/// What the release means for its users; nothing where the maintainer says nothing.
void add_highlights(DocumentPlan& plan);
/// Large charts of what changed now, small ones of what changed before.
void add_charts(DocumentPlan& plan);
/// Which series that will have, and their anchors: the list in front of it refers to them.
void choose_charts(DocumentPlan& plan);
/// Every benchmark as a row, by group.
void add_list(DocumentPlan& plan);
void add_heat_map(DocumentPlan& plan, bool on_summary);
/// Every benchmark against the baseline at every release.
void add_matrix(DocumentPlan& plan);
/// The commits behind what changed now, where a repository told them.
void add_commits(DocumentPlan& plan);
/// The names that had to be cut.
void add_names(DocumentPlan& plan);
void add_method(DocumentPlan& plan);

/// "#row-3" where the series has a row of the list, itself or with others of its family; else empty.
std::string row_link(const DocumentPlan& plan, std::size_t benchmark);

/// "#name-3" where the name of the series will stand whole, else empty.
std::string name_link(const DocumentPlan& plan, std::size_t benchmark);

}  // namespace perfolio::layout
