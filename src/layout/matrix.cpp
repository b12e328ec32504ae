// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/matrix.h"

#include "base/text.h"
#include "layout/axis.h"
#include "layout/document_plan.h"
#include "layout/heatmap.h"
#include "layout/names.h"
#include "layout/row_names.h"
#include "layout/tile.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace perfolio::layout {

using model::BenchmarkFacts;
using model::Level;
using model::Report;

namespace {

constexpr double kLeastStep = 35;
constexpr double kMostStep = 62;
constexpr double kGap = 2;
const Font kMono{Face::Mono, 8};
const Font kNumber{Face::Regular, 7.5, true};
const Font kStrong{Face::SemiBold, 7.5, true};
const Font kHead{Face::SemiBold, 8};

const Level* level_at(const BenchmarkFacts& b, std::size_t column) {
  const auto at = std::ranges::lower_bound(b.levels, static_cast<std::uint32_t>(column), {}, &Level::column);
  return at == b.levels.end() || at->column != column ? nullptr : &*at;
}

std::string level_words(const Level& level, const BenchmarkFacts& b) {
  const std::vector<double> one = {level.value};
  const units::Scale scale = units::common_scale(b.unit.base, b.unit.family, one);
  return units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor);
}

/// "−21.6", "2.4×": the percent stands in the caption.
std::string cell_words(double ratio) {
  std::string text = units::change(ratio);
  const std::string percent = std::string(units::kThinSpace) + "%";
  if (text.ends_with(percent)) text.erase(text.size() - percent.size());
  return text;
}

}  // namespace

std::optional<AgainstBaseline> against_baseline(const Report& report, const BenchmarkFacts& b, std::size_t column) {
  if (!report.baseline) return std::nullopt;
  const Level* from = level_at(b, *report.baseline);
  const Level* to = level_at(b, column);
  if (from == nullptr || to == nullptr || from->value <= 0 || to->value <= 0) return std::nullopt;
  AgainstBaseline out{to->value / from->value, false};
  if (!std::isfinite(out.ratio) || out.ratio <= 0) return std::nullopt;
  if (column == report.current && b.comparison) {
    out.apart = model::is_evident(b.comparison->verdict);
    return out;
  }
  const bool known = from->noise > 0 && to->noise > 0;
  const double open = std::hypot(from->noise, to->noise) + std::log1p(report.rule.floor);
  out.apart = b.noiseless ? out.ratio != 1 : known && std::abs(std::log(out.ratio)) > open;
  return out;
}

Matrix::Matrix(const Report& report, double width, const style::Style& style, const TextMetrics& metrics)
    : report_(report), width_(width), style_(style), metrics_(metrics) {
  double names = 90;
  for (std::size_t g = 0; g < report.groups.size(); ++g) {
    const std::vector<NamedSeries> all = named_series(report, report.groups[g]);
    if (all.empty()) continue;
    rows_.push_back({g, std::nullopt});
    for (const NamedSeries& s : all) {
      rows_.push_back({g, s.index});
      names = std::max(names, metrics.width(printed_id(report.benchmarks[s.index]).substr(0, 120), kMono) + 10);
    }
  }
  left_ = std::min(names, width * 0.34);
  choose_columns();
  step_ = columns_.empty() ? kMostStep : std::min(kMostStep, (width - left_) / static_cast<double>(columns_.size()));
}

void Matrix::choose_columns() {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i <= report_.current; ++i) {
    if (report_.columns[i].runs > 0) all.push_back(i);
  }
  measured_ = all.size();
  const auto most = std::max<std::size_t>(3, static_cast<std::size_t>((width_ - left_) / kLeastStep));
  if (all.size() <= most) {
    columns_ = std::move(all);
    return;
  }
  columns_ = {all.front()};
  if (report_.baseline && *report_.baseline != all.front()) columns_.push_back(*report_.baseline);
  for (auto at = all.rbegin(); at != all.rend() && columns_.size() < most; ++at) {
    if (std::ranges::find(columns_, *at) == columns_.end()) columns_.push_back(*at);
  }
  std::ranges::sort(columns_);
}

bool Matrix::is_cut(std::size_t row) const {
  const auto& i = rows_[row].benchmark;
  return i && shortened_id(report_, *i, kMono, left_ - 8, metrics_) != printed_id(report_.benchmarks[*i]);
}

void Matrix::header(TablePart& part, base::Point at) const {
  Node row{Role::TR, {}, {}, {}, {}, {}};
  const double y = at.y + 11;
  row.children.push_back({Role::TH, {}, {}, {}, {Text{"Benchmark", {at.x, y}, kHead, style_.ink2, Align::Left}}, {}});
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const bool strong = columns_[k] == report_.current || report_.baseline == columns_[k];
    const Font font{strong ? Face::SemiBold : Face::Regular, 8};
    const double x = at.x + left_ + step_ * (static_cast<double>(k) + 0.5);
    const std::string tag = short_tag(report_, columns_[k], font, step_ - 4, metrics_);
    const base::Color color = strong ? style_.ink : style_.ink3;
    Node cell{Role::TH, {}, {}, {}, {}, {}};
    if (!tag.empty()) cell.marks.emplace_back(Text{tag, {x, y}, font, color, Align::Center});
    row.children.push_back(std::move(cell));
  }
  part.table.children.push_back(std::move(row));
  const double line = at.y + header_height() - 4;
  part.ground.marks.emplace_back(Segments{{{{at.x, line}, {at.x + width_, line}}}, {style_.axis, 0.8}});
}

Node Matrix::cell(std::size_t benchmark, std::size_t column, const base::Rect& area, Node& ground) const {
  const BenchmarkFacts& b = report_.benchmarks[benchmark];
  Node node{Role::TD, {}, {}, {}, {}, {}};
  const auto say = [&](std::string text, const Font& font, base::Color color) {
    text = shortened(text, font, area.width - 1, metrics_);
    const base::Point at{area.x + area.width / 2, area.y + area.height / 2 + 2.7};
    if (!text.empty()) node.marks.emplace_back(Text{std::move(text), at, font, color, Align::Center});
  };
  const Level* level = level_at(b, column);
  if (level == nullptr) {
    say("–", kNumber, style_.ink3);
    return node;
  }
  const auto against = against_baseline(report_, b, column);
  if (column == report_.baseline || !against) {
    say(level_words(*level, b), column == report_.baseline ? kStrong : kNumber, style_.ink2);
    return node;
  }
  if (!against->apart) {
    say(cell_words(against->ratio), kNumber, style_.ink2);
    return node;
  }
  const style::HeatClass& look = style_.heat[heat_class(against->ratio, b.better)];
  ground.marks.emplace_back(Box{area, 1.5, look.fill, border_where_needed(look.fill, style_)});
  say(cell_words(against->ratio), kStrong, look.text);
  return node;
}

void Matrix::row(TablePart& part, base::Point at, std::size_t r, const std::string& link) const {
  const Row& row = rows_[r];
  Node out{Role::TR, {}, {}, {}, {}, {}};
  if (!row.benchmark) {
    const Font font{Face::SemiBold, 9};
    const std::string name = shortened(base::visible(report_.groups[row.group].name), font, width_, metrics_);
    Node head{Role::TH, {}, {}, {}, {}, {}};
    if (!name.empty()) head.marks.emplace_back(Text{name, {at.x, at.y + 13}, font, style_.ink, Align::Left});
    out.children.push_back(std::move(head));
    for (std::size_t k = 0; k < columns_.size(); ++k) out.children.push_back({Role::TD, {}, {}, {}, {}, {}});
    part.table.children.push_back(std::move(out));
    return;
  }
  const std::string name = shortened_id(report_, *row.benchmark, kMono, left_ - 8, metrics_);
  Node head{Role::TH, {}, link, {}, {}, {}};
  if (!name.empty()) head.marks.emplace_back(Text{name, {at.x, at.y + 9.4}, kMono, style_.ink, Align::Left});
  out.children.push_back(std::move(head));
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const base::Rect area{at.x + left_ + step_ * static_cast<double>(k) + kGap / 2, at.y + kGap / 2, step_ - kGap,
                          height(row) - kGap};
    out.children.push_back(cell(*row.benchmark, columns_[k], area, part.ground));
  }
  part.table.children.push_back(std::move(out));
}

void add_matrix(DocumentPlan& plan) {
  const Report& report = plan.report;
  if (!report.baseline) return;
  const auto matrix = std::make_shared<const Matrix>(report, plan.area.width, plan.style, plan.metrics);
  if (matrix->rows().empty()) return;
  std::string caption = fmt::format(
      "percent against {}, whose column has the level itself · coloured: beyond the noise and {}{}% · –: "
      "not measured",
      base::visible(report.columns[*report.baseline].release.tag), units::number(report.rule.floor * 100, 0),
      units::kThinSpace);
  if (matrix->columns().size() < matrix->measured())
    caption += fmt::format(" · {} of {} {}s: the first, the baseline and the newest", matrix->columns().size(),
                           matrix->measured(), model::noun(report.kind));
  add_heading(plan, {"Release by release", caption, "matrix"});
  FlowItem header;
  header.height = Matrix::header_height();
  header.with_next = true;
  header.row = [matrix](TablePart& part, base::Point at) { matrix->header(part, at); };
  const std::size_t head = plan.flow.add_head(header);
  plan.flow.add(std::move(header));
  for (std::size_t r = 0; r < matrix->rows().size(); ++r) {
    const auto& benchmark = matrix->rows()[r].benchmark;
    if (benchmark && matrix->is_cut(r) && !plan.whole.contains(*benchmark) && !plan.names_are_set)
      plan.cut.insert(*benchmark);
    FlowItem item;
    item.height = Matrix::height(matrix->rows()[r]);
    item.with_next = !benchmark;
    item.head = head;
    item.row = [&plan, matrix, r, benchmark](TablePart& part, base::Point at) {
      matrix->row(part, at, r, benchmark ? row_link(plan, *benchmark) : std::string());
    };
    plan.flow.add(std::move(item));
  }
}

}  // namespace perfolio::layout
