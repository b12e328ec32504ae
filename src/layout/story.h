// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <string>
#include <vector>

/// A change told at length: the sentence, its chart, the runs of both sides, where they ran, the commits behind it.
namespace perfolio::layout {

/// Where its parts lead; empty: nowhere.
struct StoryLinks {
  std::string row;         ///< of the list, from the name.
  std::string method;      ///< from the numbers.
  std::string commits;     ///< to the change that lists the same commits.
  std::string commits_of;  ///< what that is called.
};

class StoryBlock {
 public:
  /// `story`: index into Report::stories. `share`: as TrendOptions has it.
  StoryBlock(const model::Report& report, std::size_t story, StoryLinks links, double width, double share,
             const style::Style& style, const TextMetrics& metrics);

  [[nodiscard]] double height() const;
  /// The whole block is the destination `anchor`.
  [[nodiscard]] std::vector<Node> nodes(base::Point at, const std::string& anchor) const;

 private:
  /// A line below the charts: a word for what it is, and the fact.
  struct Line {
    std::string word, text, link, aside, aside_link;
    bool fixed = false;   ///< monospaced.
    bool strong = false;  ///< not to be missed.
  };
  [[nodiscard]] std::string told() const;
  void add_numbers();
  void add_environments();
  void add_commits();
  void add_wrapped(const std::string& word, const std::string& text, std::size_t most, bool strong);
  [[nodiscard]] Node line_node(const Line& line, base::Point at) const;
  [[nodiscard]] double text_height() const;

  const model::Report& report_;
  const model::Story& story_;
  const model::BenchmarkFacts& b_;
  StoryLinks links_;
  double width_, share_;
  const style::Style& style_;
  const TextMetrics& metrics_;
  std::vector<std::string> name_, sentence_;
  std::string pill_;
  double charts_ = 0;  ///< height of the row of charts.
  std::vector<Line> lines_;
};

/// Ids of the commits behind a story, newest first, or, where only their ends are known, those: what tells whether two
/// stories share them. Empty: not known.
std::vector<std::string> story_commits(const model::Report& report, const model::Story& story);

}  // namespace perfolio::layout
