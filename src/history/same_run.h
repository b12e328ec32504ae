// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "history/append.h"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// When two runs are the same: one rule, whatever keeps the history.
namespace perfolio::history {

/// What was measured of what, and where; not when.
std::string context_of(const model::Run& run);
/// Its date, empty when it has none.
std::string moment_of(const model::Run& run);
/// What was measured, to the last digit, and by which tool.
std::string measured_by(const model::Run& run);

/// Whether commit and date tell it apart; else what it measured does.
bool by_moment(const Addition& addition);

/// Where a run that is met again stood first: at a line of the history, or (0) in the same call, or (less) in a history
/// without lines.
struct Met {
  std::size_t addition;
  int line;
};

/// Finds which of the additions were met before. Keeps a reference to them.
class Meetings {
 public:
  explicit Meetings(const std::vector<Addition>& additions);
  void meet(const model::Run& known, int line);
  /// Of every addition that was met, the first place; in their order.
  [[nodiscard]] std::vector<Met> all() const;

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;
  static std::string content_key(const model::Run& run, bool dated);
  void mark(std::size_t addition, int line);
  [[nodiscard]] bool met_among(const std::vector<std::size_t>& earlier, std::size_t addition) const;

  const std::vector<Addition>& additions_;
  std::vector<std::optional<int>> met_;
  Index moments_;   ///< context and date -> additions told apart by these.
  Index contents_;  ///< all of it -> additions told apart by what they measured.
  std::set<std::string> content_contexts_;
};

/// Throws Error{Input} that names the first of them; at its line, or (0) at its source.
[[noreturn]] void refuse(const std::vector<Met>& met, const std::vector<Addition>& additions);

}  // namespace perfolio::history
