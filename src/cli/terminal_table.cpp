// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/terminal_table.h"

#include "base/text.h"
#include "sys/terminal.h"

#include <fmt/format.h>
#include <unigbrk.h>
#include <uniwidth.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace perfolio::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kLeastName = 16;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::string_view code_of(Tone tone) {
  switch (tone) {
    case Tone::Strong:
      return "1";
    case Tone::Dim:
      return "2";
    case Tone::Good:
      return "32";
    case Tone::Bad:
      return "31";
    case Tone::Warning:
      return "33";
    case Tone::Plain:
      break;
  }
  return "";
}

/// Whole letters with their marks. The longest beginning (or end) of the text that takes at most so many columns.
std::string part(std::string_view text, std::size_t width, bool end) {
  std::vector<std::string_view> points;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    at = static_cast<std::size_t>(u8_grapheme_next(bytes + at, bytes + text.size()) - bytes);
    points.push_back(text.substr(begin, at - begin));
  }
  if (end) std::ranges::reverse(points);
  std::string out;
  std::size_t used = 0;
  for (const std::string_view point : points) {
    const std::size_t more = width_of(point);
    if (used + more > width) break;
    used += more;
    out = end ? std::string(point) + out : out + std::string(point);
  }
  return out;
}

std::string shortened(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  const std::size_t head = (width - 1) / 2;
  return part(text, head, false) + "…" + part(text, width - 1 - head, true);
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);  // npos + 1 is 0
  return line;
}

}  // namespace

Terminal terminal(std::string_view color) {
  Terminal made;
  made.width = sys::output_width();
  const bool plain = !variable("NO_COLOR").empty() || variable("TERM") == "dumb";
  made.color = color == "always" || (color == "auto" && sys::output_is_terminal() && !plain);
  return made;
}

std::string toned(std::string_view text, Tone tone, const Terminal& terminal) {
  if (!terminal.color || tone == Tone::Plain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(tone), text);
}

std::size_t width_of(std::string_view text) {
  const int width = u8_width(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), "UTF-8");
  return static_cast<std::size_t>(std::max(width, 0));
}

void TerminalTable::row(std::vector<Cell> cells) {
  if (!cells.empty()) cells.front().text = base::line_start(std::move(cells.front().text));
  rows_.push_back(std::move(cells));
}

std::string TerminalTable::text(const Terminal& terminal) const {
  std::vector<std::size_t> widths(columns_.size());
  for (const auto& cells : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width_of(cells[i].text));
  }
  std::size_t others = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) others += widths[i] + kGap;
  if (terminal.width > 0) {
    const std::size_t left = terminal.width > others + kLeastName ? terminal.width - others : kLeastName;
    widths[0] = std::min(widths[0], left);
  }
  std::string out;
  for (const auto& cells : rows_) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string text = i == 0 ? shortened(cells[i].text, widths[0]) : cells[i].text;
      const std::string pad(widths[i] - std::min(widths[i], width_of(text)), ' ');
      const std::string cell = toned(text, cells[i].tone, terminal);
      line += (i > 0 ? std::string(kGap, ' ') : "") + (columns_[i] == Align::Left ? cell + pad : pad + cell);
    }
    out += trimmed(std::move(line)) + "\n";
  }
  return out;
}

std::string sparkline(std::span<const std::optional<double>> values) {
  constexpr std::array<std::string_view, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr double kLeastRange = 0.1;
  std::optional<double> low, high;
  for (const auto& value : values) {
    if (!value) continue;
    low = std::min(low.value_or(*value), *value);
    high = std::max(high.value_or(*value), *value);
  }
  if (!low) return std::string(values.size(), ' ');
  const double range = std::max(*high / 2 - *low / 2, kLeastRange * std::max(std::abs(*low), std::abs(*high)) / 2);
  const double middle = *high / 2 + *low / 2;
  std::string out;
  for (const auto& value : values) {
    if (!value) {
      out += ' ';
      continue;
    }
    // From -1 to 1, halved first: the sum of two large values would overflow.
    const double place = range > 0 ? (*value - middle) / range : 0;
    const double index = std::floor((place + 1) / 2 * kBlocks.size());
    out += kBlocks[static_cast<std::size_t>(std::clamp(index, 0.0, kBlocks.size() - 1.0))];
  }
  return out;
}

}  // namespace perfolio::cli
