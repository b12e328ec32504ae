// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/story.h"

#include "base/text.h"
#include "layout/distribution.h"
#include "layout/names.h"
#include "layout/seams.h"
#include "layout/tile.h"
#include "layout/trend.h"
#include "model/web_links.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace perfolio::layout {

namespace {

constexpr double kCharts = 116;
constexpr double kLowCharts = 102;  ///< on a page for the screen: two stories on each.
constexpr double kWidePage = 700;
constexpr double kGutter = 8;
constexpr double kNameLine = 14;
constexpr double kSentenceLine = 12.5;
constexpr double kLine = 11;
constexpr double kWord = 54;  ///< width of the column of words below the charts.
constexpr std::size_t kMostCommits = 6;

const Font kName{Face::SemiBold, 11.5};
const Font kSentence{Face::Regular, 9.5};
const Font kFact{Face::Regular, 8, true};
const Font kStrong{Face::SemiBold, 8, true};
const Font kFixed{Face::Mono, 7.5};

std::string pill_of(const model::BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  if (!model::is_evident(c.verdict)) return std::string(model::word(c.verdict, b)) + (c.alert ? ", alert" : "");
  if (c.difference) return change_label({0, 1, c.verdict, false, c.difference}, b);
  return pill_words(c.ratio, c.verdict, model::wording(b)) + (c.alert ? ", alert" : "");
}

/// The two commits between which the new level begins; empty where one is not known.
std::pair<std::string, std::string> commit_ends(const model::Report& report, const model::Story& story) {
  const auto& points = report.benchmarks[story.benchmark].change_points;
  const std::uint32_t before =
      story.change_point ? points[*story.change_point].run_before : story.before.runs.back().run;
  const std::uint32_t after = story.change_point ? points[*story.change_point].run_last : story.after.runs.front().run;
  const std::string& from = report.runs[before].commit;
  const std::string& to = report.runs[after].commit;
  if (from.empty() || to.empty() || from == to) return {};
  return {from, to};
}

}  // namespace

std::vector<std::string> story_commits(const model::Report& report, const model::Story& story) {
  std::vector<std::string> out;
  if (story.change_point) {
    for (const model::Commit& c : report.benchmarks[story.benchmark].change_points[*story.change_point].commits)
      out.push_back(c.id);
  }
  const auto [from, to] = commit_ends(report, story);
  if (out.empty() && !from.empty()) out = {from, to};
  return out;
}

StoryBlock::StoryBlock(const model::Report& report, std::size_t story, StoryLinks links, double width, double share,
                       const style::Style& style, const TextMetrics& metrics)
    : report_(report),
      story_(report.stories[story]),
      b_(report.benchmarks[story_.benchmark]),
      links_(std::move(links)),
      width_(width),
      share_(share),
      style_(style),
      metrics_(metrics),
      pill_(pill_of(b_)) {
  const double pill_room = metrics_.width(pill_, {Face::SemiBold, 9}) + 24;
  name_ = seamed(printed_id(b_), kName, width_ - pill_room, 2, metrics_).lines;
  charts_ = width_ > kWidePage ? kLowCharts : kCharts;
  sentence_ = wrapped(told(), kSentence, width_, 5, metrics_);
  add_numbers();
  add_environments();
  add_commits();
}

/// The sentence. A long name that stands right above it is not said again.
std::string StoryBlock::told() const {
  constexpr double kLong = 0.3;
  std::string text = base::visible(story_.sentence);
  const std::string name = base::visible(b_.name);
  const auto at = text.find(" " + name + " ");
  if (at == std::string::npos || name.empty() || metrics_.width(name.substr(0, 200), kSentence) < kLong * width_)
    return text;
  return text.replace(at + 1, name.size(), "it");
}

void StoryBlock::add_wrapped(const std::string& word, const std::string& text, std::size_t most, bool strong) {
  bool first = true;
  for (std::string& line : wrapped(text, strong ? kStrong : kFact, width_ - kWord, most, metrics_)) {
    lines_.push_back({first ? word : "", std::move(line), {}, {}, {}, false, strong});
    first = false;
  }
}

void StoryBlock::add_numbers() {
  const model::Comparison& c = *b_.comparison;
  const std::string interval = model::interval_words(c);
  std::string text = model::change_text(b_);
  if (!interval.empty() && !c.difference)
    text += fmt::format(", {} % interval {}", units::number(report_.rule.confidence * 100, 0), interval);
  text += ", by " + c.rule;
  lines_.push_back({"change", clipped(text, kFact, width_ - kWord, metrics_), links_.method, {}, {}, false, false});
}

void StoryBlock::add_environments() {
  const auto& before = story_.before.environments;
  const auto& after = story_.after.environments;
  const auto words = [](const std::vector<std::string>& all) {
    return all.empty() ? std::string("not stated")
                       : base::visible(all.front()) +
                             (all.size() > 1 ? fmt::format(" and {} more", all.size() - 1) : std::string());
  };
  if (before.empty() && after.empty()) return;
  if (before == after) {
    add_wrapped("ran on", words(before) + ", both sides", 2, false);
  } else {
    add_wrapped("ran on", "before: " + words(before), 2, true);
    add_wrapped("", "after: " + words(after), 2, true);
  }
}

void StoryBlock::add_commits() {
  const auto [from, to] = commit_ends(report_, story_);
  if (!links_.commits.empty()) {
    lines_.push_back({"commits",
                      "those of " + shortened(links_.commits_of, kFact, width_ - kWord - 40, metrics_),
                      links_.commits,
                      {},
                      {},
                      false,
                      false});
    return;
  }
  const model::WebPages pages(report_.project_url);
  const model::ChangePoint* point = story_.change_point ? &b_.change_points[*story_.change_point] : nullptr;
  const std::size_t known = point == nullptr ? 0 : point->commits.size() + point->commits_more;
  if (!from.empty()) {
    const std::string count = known == 0 ? "" : fmt::format("{} commit{}, ", known, known == 1 ? "" : "s");
    lines_.push_back({"commits",
                      fmt::format("{}{}...{}", count, from.substr(0, 7), to.substr(0, 7)),
                      pages.compare(from, to),
                      {},
                      {},
                      false,
                      false});
  }
  if (point == nullptr) return;
  const std::size_t shown = std::min(kMostCommits, point->commits.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const model::Commit& commit = point->commits[i];
    const std::string author = commit.author.empty() ? "" : "  (" + base::visible(commit.author) + ")";
    const std::string text = fmt::format("{}  {}{}", commit.id.substr(0, 7), base::visible(commit.subject), author);
    const std::string request = pages.pull_request(commit.pull_request);
    const std::string aside = request.empty() ? "" : "#" + commit.pull_request;
    const double room = width_ - kWord - (aside.empty() ? 0 : metrics_.width(aside, kFixed) + 10);
    lines_.push_back({from.empty() && i == 0 ? "commits" : "", clipped(text, kFixed, room, metrics_),
                      pages.commit(commit.id), aside, request, true, false});
  }
  if (known > shown)
    lines_.push_back({"", fmt::format("and {} more", known - shown), pages.compare(from, to), {}, {}, false, false});
}

double StoryBlock::text_height() const {
  return kNameLine * static_cast<double>(name_.size()) + kSentenceLine * static_cast<double>(sentence_.size()) + 6;
}

double StoryBlock::height() const {
  return text_height() + charts_ + 4 + kLine * static_cast<double>(lines_.size()) + 3;
}

Node StoryBlock::line_node(const Line& line, base::Point at) const {
  const Font font = line.fixed ? kFixed : line.strong ? kStrong : kFact;
  Node all;
  Node fact{Role::P, {}, line.link, {}, {}, {}};
  if (!line.word.empty()) fact.marks.emplace_back(Text{line.word, at, kFact, style_.ink3, Align::Left});
  fact.marks.emplace_back(
      Text{line.text, {at.x + kWord, at.y}, font, line.strong ? style_.ink : style_.ink2, Align::Left});
  all.children.push_back(std::move(fact));
  if (!line.aside.empty()) {
    const Text aside{line.aside, {at.x + width_, at.y}, font, style_.ink2, Align::Right};
    all.children.push_back({Role::P, {}, line.aside_link, {}, {aside}, {}});
  }
  return all;
}

std::vector<Node> StoryBlock::nodes(base::Point at, const std::string& anchor) const {
  std::vector<Node> out;
  Node heading{Role::H3, {}, links_.row, anchor, {}, {}};
  double y = at.y;
  for (const std::string& line : name_) {
    y += kNameLine;
    if (!line.empty()) heading.marks.emplace_back(Text{line, {at.x, y - 3}, kName, style_.ink, Align::Left});
  }
  out.push_back(std::move(heading));
  Node verdict{Role::P, {}, {}, {}, {}, {}};
  const double pill_width = metrics_.width(pill_, {Face::SemiBold, 9}) + 9 * 1.4;
  const model::Verdict v = b_.comparison->verdict;
  pill(verdict, pill_, model::is_evident(v) ? v : model::Verdict::Worse, {at.x + width_ - pill_width, at.y - 3}, 9,
       style_, metrics_);
  out.push_back(std::move(verdict));
  Node told{Role::P, {}, {}, {}, {}, {}};
  for (const std::string& line : sentence_) {
    y += kSentenceLine;
    told.marks.emplace_back(Text{line, {at.x, y - 2}, kSentence, style_.ink, Align::Left});
  }
  out.push_back(std::move(told));
  y += 6;
  const double runs_width = std::clamp(width_ * 0.36, 150.0, 260.0);
  const base::Rect chart{at.x, y, width_ - runs_width - kGutter, charts_};
  const TrendOptions options{chart, TrendSize::Compact, false, share_, 1, true, true};
  const base::Rect runs{chart.right() + kGutter, y, runs_width, charts_};
  for (Node& node : trend_chart(report_, story_.benchmark, options, style_, metrics_)) out.push_back(std::move(node));
  for (Node& node : run_rows(b_, story_rows(report_, story_, style_), runs, style_, metrics_))
    out.push_back(std::move(node));
  y += charts_ + 4;
  for (const Line& line : lines_) {
    y += kLine;
    out.push_back(line_node(line, {at.x, y - 2}));
  }
  return out;
}

}  // namespace perfolio::layout
