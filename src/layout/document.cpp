// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/text.h"
#include "layout/commits.h"
#include "layout/family.h"
#include "layout/folding.h"
#include "layout/heatmap.h"
#include "layout/method.h"
#include "layout/multiples.h"
#include "layout/names.h"
#include "layout/page.h"
#include "layout/summary.h"
#include "layout/table.h"
#include "layout/tile.h"
#include "layout/trend.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace perfolio::layout {

using model::Report;

namespace {

constexpr double kMargin = 42;
constexpr double kFooter = 26;     ///< above the bottom margin, for the footer.
constexpr double kPageTitle = 40;  ///< on pages that begin with a heading.
constexpr double kGutter = 10;
constexpr std::size_t kDetailRowsPerPage = 3;
constexpr std::size_t kLeastFolded = 3;  ///< members of a family that share one small chart.
constexpr std::size_t kPerRow = 3;
constexpr std::size_t kHeatRowsPerPage = 40;

/// A part of a group section: the head of a group, or a row of up to three small charts.
struct Block {
  std::size_t group = 0;
  bool head = false;
  bool continued = false;
  std::vector<Shown> shown;
};

template <typename T>
std::vector<std::vector<T>> chunks(const std::vector<T>& all, std::size_t size) {
  std::vector<std::vector<T>> out;
  for (std::size_t i = 0; i < all.size(); i += size) {
    out.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(i),
                     all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), i + size)));
  }
  return out;
}

/// What every page will hold, decided before the first is drawn, so that pages can refer to each other.
class Document {
 public:
  Document(const Report& report, const DocumentOptions& options, const style::Style& style, const TextMetrics& metrics)
      : report_(report), options_(options), style_(style), metrics_(metrics) {
    area_ = {kMargin, kMargin, options.paper.width - 2 * kMargin, options.paper.height - 2 * kMargin - kFooter};
    for (const Section section : options.sections) plan(section);
  }

  void emit(const std::function<void(const Page&)>& sink) {
    std::size_t number = 0;
    for (const auto& make : pages_) {
      ++number;
      Page page;
      page.scene.size = options_.paper;
      page.scene.background = style_.background;
      page.label = fmt::format("{}", number);
      make(page);
      footer(page, number);
      sink(page);
    }
  }

 private:
  void plan(Section section) {
    switch (section) {
      case Section::Summary:
        pages_.emplace_back([this](Page& page) { summary_page(page); });
        break;
      case Section::Groups:
        groups_page_ = pages_.size() + 1;
        plan_groups();
        break;
      case Section::Detail:
        plan_detail();
        plan_commits();
        break;
      case Section::Table:
        plan_table();
        break;
      case Section::HeatMap:
        plan_heat_map();
        break;
      case Section::Method:
        plan_method();
        break;
    }
  }

  void text(Page& page, Role role, std::string what, base::Point at, const Font& font, base::Color color,
            Align align = Align::Left, std::string anchor = {}) {
    page.scene.nodes.push_back({role, {}, {}, std::move(anchor), {Text{std::move(what), at, font, color, align}}, {}});
  }
  static void append(Page& page, std::vector<Node> nodes) {
    for (Node& node : nodes) page.scene.nodes.push_back(std::move(node));
  }

  void footer(Page& page, std::size_t number) {
    const double y = options_.paper.height - kMargin;
    const Font font{Face::Regular, 7.5};
    Node node{Role::Artifact, {}, {}, {}, {}, {}};
    node.marks.emplace_back(Segments{{{{area_.x, y - 12}, {area_.right(), y - 12}}}, {style_.grid, 0.6}});
    const std::string left =
        fmt::format("{} {} · perfolio {} · data {} · same input, same bytes", base::visible(report_.project),
                    base::visible(report_.columns[report_.current].release.tag), report_.tool_version, options_.digest);
    node.marks.emplace_back(
        Text{clipped(left, font, area_.width - 60, metrics_), {area_.x, y}, font, style_.ink3, Align::Left});
    node.marks.emplace_back(
        Text{fmt::format("{} / {}", number, pages_.size()), {area_.right(), y}, font, style_.ink3, Align::Right});
    page.scene.nodes.push_back(std::move(node));
  }

  void page_heading(Page& page, const std::string& title, const std::string& caption, bool continued,
                    const std::string& anchor, double down = 0) {
    const Font font{Face::SemiBold, 14};
    const std::string shown = title + (continued ? ", continued" : "");
    text(page, continued ? Role::P : Role::H2, shown, {area_.x, area_.y + down + 16}, font, style_.ink, Align::Left,
         continued ? "" : anchor);
    const Font small{Face::Regular, 8.5};
    if (!caption.empty())
      text(page, Role::P, clipped(caption, small, area_.width, metrics_), {area_.x, area_.y + down + 31}, small,
           style_.ink3);
    if (!continued) page.outline.push_back({title, anchor, 0});
  }

  void summary_page(Page& page) {
    Links links;
    links.table_page = table_page_;
    links.method_page = method_page_;
    links.groups_page = groups_page_;
    links.benchmark = [this](std::size_t i) { return anchors_.contains(i) ? "#" + anchors_.at(i) : std::string{}; };
    page.scene.nodes.push_back({Role::Artifact, {}, {}, "summary", {}, {}});
    page.outline.push_back({"Summary", "summary", 0});
    summary(page.scene.nodes, report_, area_, links, style_, metrics_);
  }

  std::vector<std::vector<Block>> group_pages() {
    std::vector<std::vector<Block>> pages(1);
    double y = 0;
    const auto open = [&](double height) {
      if (y + height <= area_.height || pages.back().empty()) return false;
      pages.emplace_back();
      y = 0;
      return true;
    };
    for (std::size_t g = 0; g < report_.groups.size(); ++g) {
      std::vector<std::size_t> shown;
      for (const std::size_t i : report_.groups[g].benchmarks) {
        if (report_.benchmarks[i].primary && report_.benchmarks[i].comparison) shown.push_back(i);
      }
      bool first = true;
      for (auto& row : chunks(folded(report_, shown, kLeastFolded), kPerRow)) {
        if (first) {
          open(kGroupHeader + kMultipleHeight);
          pages.back().push_back({g, true, false, {}});
          y += kGroupHeader;
        } else if (open(kMultipleHeight)) {
          pages.back().push_back({g, true, true, {}});
          y += kGroupHeader;
        }
        first = false;
        pages.back().push_back({g, false, false, std::move(row)});
        y += kMultipleHeight + kGutter;
      }
      if (!first) y += 8;
    }
    if (pages.back().empty()) pages.pop_back();
    return pages;
  }

  void plan_groups() {
    for (const model::Group& group : report_.groups) ranges_.push_back(ratio_range(report_, group));
    for (auto& blocks : group_pages()) {
      pages_.emplace_back([this, blocks = std::move(blocks)](Page& page) { group_page(page, blocks); });
    }
  }

  void group_page(Page& page, const std::vector<Block>& blocks) {
    double y = area_.y;
    const double width = (area_.width - 2 * kGutter) / 3;
    for (const Block& block : blocks) {
      if (block.head) {
        if (y > area_.y) y += 8;
        append(page, group_header(report_, block.group, ranges_[block.group], block.continued,
                                  {area_.x, y, area_.width, kGroupHeader}, style_, metrics_));
        if (!block.continued)
          page.outline.push_back(
              {base::visible(report_.groups[block.group].name), fmt::format("group-{}", block.group), 0});
        y += kGroupHeader;
        continue;
      }
      for (std::size_t k = 0; k < block.shown.size(); ++k) {
        const std::size_t i = block.shown[k].index;
        const base::Rect cell{area_.x + (width + kGutter) * static_cast<double>(k), y, width, kMultipleHeight};
        if (block.shown[k].is_family) {
          const std::string anchor = fmt::format("family-{}", i);
          append(page, family_multiple(report_, report_.families[i], cell, families_.contains(i) ? "#" + anchor : "",
                                       style_, metrics_));
          continue;
        }
        append(page, multiple(report_, i, ranges_[block.group], cell, anchors_.contains(i) ? "#" + anchors_.at(i) : "",
                              style_, metrics_));
      }
      y += kMultipleHeight + kGutter;
    }
  }

  std::vector<std::size_t> detailed() const {
    std::vector<std::size_t> out;
    if (options_.detail == DetailMode::None) return out;
    if (options_.detail == DetailMode::All) {
      for (std::size_t i = 0; i < report_.benchmarks.size(); ++i) {
        if (!report_.benchmarks[i].levels.empty()) out.push_back(i);
      }
      return out;
    }
    out = report_.changed;
    for (const model::Family& family : report_.families) {
      const bool grows = std::ranges::any_of(
          family.scalings, [](const model::Scaling& s) { return s.change.has_value() && s.change->evident; });
      const std::size_t member = family.members.front().benchmark;
      if (grows && std::ranges::find(out, member) == out.end()) out.push_back(member);
    }
    for (const std::size_t i : options_.charts) {
      if (std::ranges::find(out, i) == out.end()) out.push_back(i);
    }
    return out;
  }

  void plan_detail() {
    const std::vector<std::size_t> all = detailed();
    DetailPlan plan = detail_plan(report_, all, options_.charts);
    anchors_ = std::move(plan.anchors);
    for (const std::vector<DetailCell>& row : plan.rows) {
      if (row.front().kind == DetailCell::Kind::Family) families_.insert(row.front().index);
    }
    detail_title_ = options_.detail == DetailMode::All     ? "Every benchmark"
                    : all.size() == report_.changed.size() ? "What changed"
                                                           : "In detail";
    bool first = true;
    for (const auto& rows : chunks(plan.rows, kDetailRowsPerPage)) {
      pages_.emplace_back([this, rows, first](Page& page) { detail_page(page, rows, first); });
      first = false;
    }
  }

  void detail_cell(Page& page, const DetailCell& what, base::Rect cell) {
    std::vector<Node> chart;
    switch (what.kind) {
      case DetailCell::Kind::Trend:
        chart = trend_chart(report_, what.index, {cell, TrendSize::Compact, false}, style_, metrics_);
        chart.back().anchor = anchors_.at(what.index);
        page.outline.push_back({printed_id(report_.benchmarks[what.index]), chart.back().anchor, 1});
        break;
      case DetailCell::Kind::Family:
        chart =
            family_chart(report_, report_.families[what.index], {cell, TrendSize::Compact, false}, style_, metrics_);
        chart.back().anchor = fmt::format("family-{}", what.index);
        page.outline.push_back({family_title(report_.families[what.index]), chart.back().anchor, 1});
        break;
      case DetailCell::Kind::Scaling: {
        const model::Family& family = report_.families[what.index];
        chart = scaling_chart(report_, family, family.scalings[what.scaling], cell, style_, metrics_);
        break;
      }
    }
    append(page, std::move(chart));
  }

  void detail_page(Page& page, const std::vector<std::vector<DetailCell>>& rows, bool first) {
    page_heading(page, detail_title_, "bars and bands: 95 % interval of the level · each chart has its own axis",
                 !first, "detail");
    const double width = (area_.width - kGutter) / 2;
    const double height = (area_.height - kPageTitle - 2 * kGutter) / 3;
    double y = area_.y + kPageTitle;
    for (const std::vector<DetailCell>& row : rows) {
      double x = area_.x;
      for (const DetailCell& cell : row) {
        detail_cell(page, cell, {x, y, cell.wide ? area_.width : width, height});
        x += width + kGutter;
      }
      y += height + kGutter;
    }
  }

  void plan_table() {
    std::vector<std::size_t> order = report_.changed;
    std::set<std::size_t> listed(order.begin(), order.end());
    for (std::size_t i = 0; i < report_.benchmarks.size(); ++i) {
      if (!listed.contains(i) && report_.benchmarks[i].comparison) order.push_back(i);
    }
    listed_ = order.size();
    const auto rows = static_cast<std::size_t>((area_.height - kPageTitle - kTableHeader) / 16.5);
    table_page_ = pages_.size() + 1;
    bool first = true;
    for (const auto& part : chunks(order, rows)) {
      pages_.emplace_back([this, part, first](Page& page) { table_page(page, part, first); });
      first = false;
      ends_at_ = {pages_.size(), kPageTitle + kTableHeader + 16.5 * static_cast<double>(part.size())};
    }
  }

  void table_page(Page& page, const std::vector<std::size_t>& part, bool first) {
    const model::Counts& c = report_.headline.counts;
    std::string sum;
    const auto add = [&](std::size_t n, std::string_view word) {
      if (n > 0) sum += fmt::format("{}{} {}", sum.empty() ? "" : " + ", n, word);
    };
    add(c.better, "better");
    add(c.worse, "worse");
    add(c.changed, "changed");
    add(c.same, "same");
    add(c.unclear, "unclear");
    add(c.fresh, "new");
    add(c.gone, "gone");
    add(c.not_comparable, "not comparable");
    sum += fmt::format(" = {} benchmarks", c.total);
    if (listed_ > c.total) sum += fmt::format(" · {} further metrics", listed_ - c.total);
    if (listed_ < report_.benchmarks.size())
      sum += fmt::format(" · {} series ended before {}, not listed", report_.benchmarks.size() - listed_,
                         report_.baseline ? base::visible(report_.columns[*report_.baseline].release.tag) : "now");
    page_heading(page, "All benchmarks", sum, !first, "table");
    std::vector<std::string> links;
    for (const std::size_t i : part) links.push_back(anchors_.contains(i) ? "#" + anchors_.at(i) : "");
    const base::Point at{area_.x, area_.y + kPageTitle};
    const Table table = report_.baseline ? comparison_table(report_, part, at, area_.width, ComparisonColumns::Full,
                                                            links, style_, metrics_)
                                         : level_table(report_, part, at, area_.width, links, style_, metrics_);
    append(page, table_nodes(table, style_));
  }

  void plan_heat_map() {
    const std::vector<std::size_t> rows = heat_rows(report_, report_.benchmarks.size());
    if (rows.empty() || report_.current == 0) return;
    // What the summary already shows whole is not shown twice.
    std::vector<Node> unused;
    const bool on_summary = std::ranges::find(options_.sections, Section::Summary) != options_.sections.end();
    if (on_summary && summary(unused, report_, area_, {}, style_, metrics_).heat_rows == rows.size()) return;
    const auto height = [](std::size_t n) { return kPageTitle + kHeatHeader + kHeatRow * static_cast<double>(n); };
    const double down = room_below();
    if (down > 0 && down + height(rows.size()) <= area_.height) {
      draw_below([this, rows, down](Page& page) { heat_map_on(page, rows, true, down); });
      ends_at_ = {pages_.size(), down + height(rows.size())};
      return;
    }
    bool first = true;
    for (const auto& part : chunks(rows, kHeatRowsPerPage)) {
      pages_.emplace_back([this, part, first](Page& page) { heat_map_on(page, part, first, 0); });
      first = false;
      ends_at_ = {pages_.size(), height(part.size())};
    }
  }

  void heat_map_on(Page& page, const std::vector<std::size_t>& rows, bool first, double down) {
    page_heading(page, "Where it changed",
                 fmt::format("percent against the previous {} · blank: none established · hatched: not measured "
                             "· without those that never changed",
                             model::noun(report_.kind)),
                 !first, "heatmap", down);
    append(page, heat_map(report_, rows, {area_.x, area_.y + down + kPageTitle}, area_.width, style_, metrics_));
  }

  /// Where the next section may begin on the page of the one before it, which leaves most of it empty; 0: nowhere.
  [[nodiscard]] double room_below() const {
    const bool shared = ends_at_.page == pages_.size() && ends_at_.page > 0 && ends_at_.y < 0.6 * area_.height;
    return shared ? ends_at_.y + 28 : 0;
  }

  void draw_below(std::function<void(Page&)> draw) {
    pages_.back() = [above = std::move(pages_.back()), draw = std::move(draw)](Page& page) {
      above(page);
      draw(page);
    };
  }

  /// Lines by page, of which the first has only what is left below `down`.
  [[nodiscard]] std::vector<std::vector<MethodLine>> paginated(std::vector<MethodLine> lines, double down) const {
    std::vector<std::vector<MethodLine>> pages(1);
    double y = down + kPageTitle - 14;
    for (MethodLine& line : lines) {
      // A heading is never left alone at the end of a page.
      const double need = line_height(line) + (line.kind == MethodLine::Kind::Heading ? 40 : 0);
      if (y + need > area_.height) {
        pages.emplace_back();
        y = kPageTitle - 14;
      }
      y += line_height(line);
      pages.back().push_back(std::move(line));
    }
    return pages;
  }

  /// The commits behind what changed now, where a repository told them.
  void plan_commits() {
    std::vector<MethodLine> lines = commit_lines(report_, area_.width, metrics_);
    if (lines.empty()) return;
    bool first = true;
    for (std::vector<MethodLine>& part : paginated(std::move(lines), 0)) {
      pages_.emplace_back([this, part = std::move(part), first](Page& page) {
        lines_on(page, part, {"Commits behind the changes", "commits"}, first, 0);
      });
      first = false;
    }
  }

  void plan_method() {
    const double down = room_below();
    method_page_ = pages_.size() + (down > 0 ? 0 : 1);
    std::vector<std::vector<MethodLine>> pages = paginated(method_lines(report_, area_.width, metrics_), down);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const double from = i == 0 ? down : 0;
      auto draw = [this, part = std::move(pages[i]), first = i == 0, from](Page& page) {
        lines_on(page, part, {"Method", "method"}, first, from);
      };
      if (from > 0) {
        draw_below(std::move(draw));
      } else {
        pages_.emplace_back(std::move(draw));
      }
    }
  }

  struct Heading {
    std::string text, anchor;
  };

  void lines_on(Page& page, const std::vector<MethodLine>& part, const Heading& heading, bool first, double down) {
    page_heading(page, heading.text, "", !first, heading.anchor, down);
    double at = area_.y + down + kPageTitle - 14;
    for (const MethodLine& line : part) {
      page.scene.nodes.push_back(method_node(line, {area_.x, at}, style_));
      at += line_height(line);
    }
  }

  const Report& report_;
  const DocumentOptions& options_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  base::Rect area_;
  std::vector<std::function<void(Page&)>> pages_;
  std::vector<RatioRange> ranges_;
  std::map<std::size_t, std::string> anchors_;
  std::set<std::size_t> families_;  ///< that the detail pages show.
  std::string detail_title_;
  std::size_t listed_ = 0;  ///< rows of the full table.
  std::size_t table_page_ = 0;
  std::size_t groups_page_ = 0;
  struct {
    std::size_t page = 0;
    double y = 0;
  } ends_at_;  ///< where the section planned last ends, of those that others may follow on their page.
  std::size_t method_page_ = 0;
};

}  // namespace

void lay_out_pages(const Report& report, const DocumentOptions& options, const style::Style& style,
                   const TextMetrics& metrics, const std::function<void(const Page&)>& sink) {
  Document(report, options, style, metrics).emit(sink);
}

std::string data_digest(const Report& report) {
  base::Sha256 all;
  for (const model::Input& input : report.inputs) all.update(input.sha256);
  return all.hex().substr(0, 7);
}

}  // namespace perfolio::layout
