// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::cli {

/// What standard output can show.
struct Terminal {
  bool color = false;
  std::size_t width = 0;  ///< columns; 0: as many as it takes.
};

/// By --color (auto, always, never). With "auto", colours go to a terminal that is not "dumb", unless the environment
/// has a non-empty NO_COLOR (no-color.org).
Terminal terminal(std::string_view color);

enum class Tone { Plain, Strong, Dim, Good, Bad, Warning };

/// The text in that tone, by escape sequences of ECMA-48 where the terminal has colours.
std::string toned(std::string_view text, Tone tone, const Terminal& terminal);

/// Columns a text takes in a terminal.
std::size_t width_of(std::string_view text);

struct Cell {
  std::string text;  ///< one line, made visible; of any width.
  Tone tone = Tone::Plain;
};

enum class Align { Left, Right };

/// Rows of cells under each other. Where the rows are wider than the terminal, the first column gives way: its texts
/// are shortened in the middle.
class TerminalTable {
 public:
  explicit TerminalTable(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// The first cell begins a line: see base::line_start.
  void row(std::vector<Cell> cells);
  [[nodiscard]] std::string text(const Terminal& terminal) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<Cell>> rows_;
};

/// One block character (U+2581 to U+2588) per value, a blank where there is none. The scale reaches from the smallest
/// to the largest value, but over a tenth of the largest at least: noise must not look like a mountain range.
std::string sparkline(std::span<const std::optional<double>> values);

}  // namespace perfolio::cli
