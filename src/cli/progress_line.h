// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/progress.h"

#include <memory>

namespace perfolio::cli {

/// Shows how far the work is as the last line of a terminal's standard error, from the second on that it takes longer
/// than one; gone without a trace with this. Nothing is shown with `quiet`, where standard error is no terminal or one
/// that cannot take a line back (TERM=dumb, or none), and in continuous integration (CI is set).
class ProgressLine final : public base::Progress {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine() override;
  void begin(const std::string& doing, std::size_t all, const std::string& units) override;
  void advance(std::size_t done) override;
  /// Takes the line away for good: something else is to be said.
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;  ///< null: nothing is shown.
};

}  // namespace perfolio::cli
