// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>
#include <array>

/// What hey prints: a summary in seconds with four decimals, which does not name what was asked.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kName = "hey";

struct Known {
  std::string_view word, metric;
};
constexpr std::array<Known, 4> kPercentiles = {{{"50%", "p50"}, {"90%", "p90"}, {"95%", "p95"}, {"99%", "p99"}}};

void read_line(const Line& line, const std::vector<std::string_view>& words, std::string_view part, PrintedRows& rows) {
  if (part == "Summary:" && words[0] == "Average:") {
    model::Result* result = rows.add(line, kName, "time", words[1], "s", Direction::Lower);
    if (result != nullptr) result->estimator = "mean";
  } else if (part == "Summary:" && words[0] == "Slowest:") {
    rows.add(line, kName, "max", words[1], "s", Direction::Lower);
  } else if (part == "Summary:" && words[0] == "Requests/sec:") {
    rows.add(line, kName, "throughput", words[1], "1/s", Direction::Higher);
  } else if (part == "Latency distribution:" && words.size() == 4 && words[1] == "in") {
    const auto known = std::ranges::find(kPercentiles, words[0], &Known::word);
    if (known != kPercentiles.end()) rows.add(line, kName, known->metric, words[2], "s", Direction::Lower);
  } else if (part == "Status code distribution:" && words[0].starts_with('[') && !words[0].starts_with("[2")) {
    rows.failed(kName, words[1], "responses with status " + base::visible(words[0].substr(0, 8)));
  } else if (part == "Error distribution:" && words[0].starts_with('[') && words[0].ends_with(']')) {
    rows.failed(kName, words[0].substr(1, words[0].size() - 2), "requests failed; they are not in the times");
  }
}

Match sniff(std::string_view head) {
  bool summary = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    summary = summary || line->text == "Summary:";
    if (summary && line->text.starts_with("Response time histogram:")) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, kName, sink);
  std::string part;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto words = words_of(shown);
    if (words.empty()) continue;
    if (!shown.starts_with(' ')) {
      part = shown;
    } else if (words.size() > 1) {
      read_line(*line, words, part, rows);
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"rakyll-hey"};

}  // namespace

extern const Format kHey;
const Format kHey{"hey", kAliases, sniff, read, true};

}  // namespace perfolio::formats
