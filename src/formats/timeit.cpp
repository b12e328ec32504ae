// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <optional>
#include <vector>

/// What `python -m timeit` prints: `20000 loops, best of 5: 13.8 usec per loop`. It does not name what it ran.
namespace perfolio::formats {
namespace {

/// A line of it, taken apart into words; nothing else.
std::optional<std::vector<std::string_view>> words_in(std::string_view text) {
  auto words = words_of(text);
  if (words.size() != 9 || (words[1] != "loops," && words[1] != "loop,")) return std::nullopt;
  if (words[2] != "best" || words[3] != "of" || !words[4].ends_with(':')) return std::nullopt;
  if (words[7] != "per" || words[8] != "loop" || !words[6].ends_with("sec")) return std::nullopt;
  return words;
}

Match sniff(std::string_view head) {
  if (head.find(" per loop") == std::string_view::npos || !outer_keys(head).empty()) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (words_in(visible_part(line->text))) return Match::Sure;
  }
  return Match::No;
}

void read_line(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_in(text);
  if (!words) return;
  tests.begin("timeit");
  tests.add(line, {"time", (*words)[5], (*words)[6] == "sec" ? "s" : (*words)[6], "minimum"});
}

void read(std::string_view bytes, RunSink& sink) { read_lines("timeit", bytes, sink, read_line); }

}  // namespace

extern const Format kTimeit;
const Format kTimeit{"timeit", {}, sniff, read, true};

}  // namespace perfolio::formats
