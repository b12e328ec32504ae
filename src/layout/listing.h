// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/folding.h"
#include "layout/multiples.h"
#include "layout/row_names.h"
#include "layout/row_pictures.h"
#include "layout/table.h"
#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::layout {

/// A line of the list of all benchmarks.
struct ListRow {
  enum class Kind { Group, Suite, Series } kind = Kind::Series;
  std::size_t group = 0;                ///< into Report::groups.
  std::vector<std::size_t> benchmarks;  ///< of a Series: one, or several of a family.
  std::vector<std::string> name;        ///< in lines.
  std::vector<std::string> detail;      ///< in lines below it, smaller: what members of a family have.
  bool further = false;                 ///< a further metric of the benchmark above.
  bool strong = false;                  ///< what changed, or alerts.
  bool whole = true;                    ///< false: the name is cut.
};

/// All series that have a comparison, by group, as the rows of one table: name, levels as a line, the current level,
/// the change with its interval as a bar and as numbers, verdict, runs, and what would have been seen. Without a
/// baseline: levels and their intervals. Columns are as wide as their widest text; names and pictures share the rest.
class Listing {
 public:
  Listing(const model::Report& report, double width, const style::Style& style, const TextMetrics& metrics);
  /// Where the heads of its columns lead: to how their numbers come about.
  void explain(std::string link) { explained_ = std::move(link); }
  /// Its row; none: it has none.
  [[nodiscard]] std::optional<std::size_t> row_of(std::size_t benchmark) const;

  [[nodiscard]] const std::vector<ListRow>& rows() const { return rows_; }
  [[nodiscard]] double height(std::size_t row) const;
  [[nodiscard]] static double header_height();
  /// Series in the list, and those that are not in it, as they ended before the baseline.
  [[nodiscard]] std::size_t listed() const { return listed_.size(); }
  /// How many runs stand behind every comparison, where that is one number: "14 / 14"; then no column says it.
  [[nodiscard]] const std::string& runs_of_all() const { return common_runs_; }

  /// Whether lines have a scale of their own.
  [[nodiscard]] bool has_coarser() const { return coarser_room_ > 0; }

  void header(TablePart& part, base::Point at) const;
  /// The anchor of a row whose name leads to a chart.
  static std::string row_anchor(std::size_t benchmark);
  /// How a row is tied to the rest of the document.
  struct Ties {
    std::string link = {};   ///< "#anchor" that its name leads to, or empty.
    bool is_target = false;  ///< something leads to it.
    bool continued = false;  ///< it is the heading of a group whose rows began on another page.
  };
  void row(TablePart& part, base::Point at, std::size_t row, const Ties& ties) const;

 private:
  enum class What { Name, Line, Before, Level, Unit, Change, Bar, Interval, Verdict, Runs, Sees };
  struct Column {
    What what;
    std::string title;
    double x = 0, width = 0;
    double whole = 0;  ///< of numbers: what stands before the decimal sign.
    double fraction = 0;
  };
  /// What the cells of a row say.
  struct Words {
    std::string before, level, unit, change, change_to, interval, verdict, runs, sees;
  };

  void add_group(std::size_t group);
  void add_series(std::size_t group, const std::vector<NamedSeries>& all);
  void agree();
  void measure_columns();
  void place_columns();
  void set_names();
  [[nodiscard]] std::vector<What> order() const;
  [[nodiscard]] Column column_of(What what) const;
  [[nodiscard]] double width_of(const std::string& text, const Font& font) const;
  [[nodiscard]] Words words_of(const ListRow& row) const;
  [[nodiscard]] Words words_of_group(std::size_t group) const;
  [[nodiscard]] const std::string& text_of(const Words& words, What what) const;
  [[nodiscard]] Node cell(const Column& column, const ListRow& row, const Words& words, base::Point at) const;
  [[nodiscard]] Node name_cell(const Column& column, const ListRow& row, base::Point at, const Ties& ties) const;
  [[nodiscard]] Node joined(std::vector<Node> cells) const;
  void pictures(TablePart& part, const ListRow& row, base::Point at) const;
  void tell_picture(TablePart& part, const ListRow& row) const;
  void scale_words(Node& into, const Column& column, base::Point at) const;
  [[nodiscard]] double level_x() const;
  [[nodiscard]] double heading_end(std::size_t group) const;
  [[nodiscard]] double decimal_end(const Column& column, const std::string& text, const Font& font) const;

  const model::Report& report_;
  double width_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  std::vector<std::size_t> listed_;
  std::vector<ListRow> rows_;
  std::vector<std::string> labels_;       ///< whole names of rows_.
  std::vector<std::string> group_units_;  ///< of groups whose levels are all in one unit.
  std::map<std::size_t, std::size_t> row_of_;
  std::string common_runs_;
  std::string explained_;
  std::vector<Column> columns_;
  RatioRange range_;
  ChangeScale scale_;
  double coarser_room_ = 0;  ///< beside the lines, for "÷2".
};

}  // namespace perfolio::layout
