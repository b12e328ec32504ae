// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/printed_rows.h"

/// What `python -m timeit` prints: `100000 loops, best of 5: 143 nsec per loop`. It does not name what ran.
namespace perfolio::formats {
namespace {

constexpr std::string_view kBest = ", best of ";

/// loops, best of 5: 143 nsec per loop
bool is_result(const std::vector<std::string_view>& words) {
  return words.size() == 9 && words[1].starts_with("loop") && words[1].ends_with(',') && words[2] == "best" &&
         words[4].ends_with(':') && words[7] == "per" && words[8] == "loop";
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find(kBest) == std::string_view::npos) continue;
    if (is_result(words_of(visible_part(line->text)))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "timeit", sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    if (line->text.find(kBest) == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const auto words = words_of(shown);
    if (!is_result(words)) continue;
    model::Result* result = rows.add(*line, "timeit", "time", words[5], words[6], units::Direction::Lower);
    if (result != nullptr) result->estimator = "min";
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"python-timeit"};

}  // namespace

extern const Format kTimeit;
const Format kTimeit{"timeit", kAliases, sniff, read, true};

}  // namespace perfolio::formats
