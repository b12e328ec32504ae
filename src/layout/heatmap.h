// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/table.h"
#include "layout/text_metrics.h"
#include "model/release_bins.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::layout {

inline constexpr double kHeatRow = 16.5;
inline constexpr double kHeatHeader = 27;  ///< two lines of tags.

/// Class of a change among Style::heat: exact limits at 5 and 10 %, and which side is good decides the colour; neutral
/// where nobody knows.
std::size_t heat_class(double ratio, units::Direction better);

/// Change against the previous measured column, benchmark by column, as a table of all columns up to the current one.
/// Where they do not fit, several are one column, marked as such; its cell has the strongest change in it and how many
/// there are. A cell is printed whenever it has a verdict; hatched means not measured.
class HeatMap {
 public:
  HeatMap(const model::Report& report, std::vector<std::size_t> benchmarks, double width, const style::Style& style,
          const TextMetrics& metrics);

  /// Where the name of a row leads, and with `cells` its numbers, too.
  void lead_to(std::function<std::string(std::size_t)> link, bool cells) {
    link_ = std::move(link);
    cells_lead_ = cells;
  }
  void header(TablePart& part, base::Point at) const;
  void row(TablePart& part, base::Point at, std::size_t row) const;
  [[nodiscard]] const model::ReleaseBins& bins() const { return bins_; }
  /// Whether the row's name is cut.
  [[nodiscard]] bool is_cut(std::size_t row) const;

 private:
  struct Label {
    std::string text;
    double x = 0;  ///< its middle, from the left end of the map.
    int line = 0;  ///< 0: next to the cells.
    Font font;
  };
  void place_labels();
  [[nodiscard]] Node cell(const model::BenchmarkFacts& b, std::size_t bin, const base::Rect& area, Node& ground) const;

  const model::Report& report_;
  std::vector<std::size_t> benchmarks_;
  double width_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  model::ReleaseBins bins_;
  std::function<std::string(std::size_t)> link_;
  bool cells_lead_ = false;
  double left_ = 0, step_ = 0;
  std::vector<std::optional<Label>> labels_;  ///< per bin.
};

/// `link`: where a row leads; may be empty.
std::vector<Node> heat_map(const model::Report& report, const std::vector<std::size_t>& benchmarks, base::Point at,
                           double width, const std::function<std::string(std::size_t)>& link, const style::Style& style,
                           const TextMetrics& metrics);

/// " · by minor version: (2): that many changes, the strongest shown"; empty where every column is one release.
std::string heat_note(const model::Report& report, const model::ReleaseBins& bins);

/// What a cell says, in one line: where columns are several releases, that rather than what everybody sees.
std::string short_heat_caption(const model::Report& report, const std::vector<std::size_t>& benchmarks, double width,
                               const style::Style& style, const TextMetrics& metrics);

/// The primary series with an established change: of those that changed now and those with the largest changes at most
/// `most`, ordered so that what changed together stands together.
std::vector<std::size_t> heat_rows(const model::Report& report, std::size_t most);

}  // namespace perfolio::layout
