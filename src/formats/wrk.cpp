// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>
#include <array>

/// What wrk (and wrk2) prints: `Running 2s test @ URL`, then latency and requests per second.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kBegin = " test @ ";

/// The percentiles worth a metric; wrk prints "75%", too, and wrk2 as many as it likes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kPercentiles = {{
    {"50%", "p50"},
    {"50.000%", "p50"},
    {"90%", "p90"},
    {"90.000%", "p90"},
    {"99%", "p99"},
    {"99.000%", "p99"},
    {"99.900%", "p99.9"},
    {"100.000%", "max"},
}};

bool begins(std::string_view shown) {
  return shown.starts_with("Running ") && shown.find(kBegin) != std::string_view::npos;
}

/// "3.81ms"; minutes and hours are "m" and "h".
void add_time(const Line& line, std::string_view name, std::string_view metric, std::string_view word,
              PrintedRows& rows) {
  const auto quantity = split_quantity(word);
  if (!quantity) return;
  const std::string_view unit = quantity->second == "m" ? "min" : quantity->second;
  model::Result* result = rows.add(line, name, metric, quantity->first, unit, Direction::Lower);
  if (result != nullptr && metric == "time") result->estimator = "mean";
}

void read_line(const Line& line, const std::string& name, std::string_view shown, PrintedRows& rows) {
  const auto words = words_of(shown);
  if (words.empty()) return;
  const auto has = [&](std::string_view first, std::size_t count) {
    return words[0] == first && words.size() == count;
  };
  if (has("Latency", 5)) {
    add_time(line, name, "time", words[1], rows);
    add_time(line, name, "max", words[3], rows);
  } else if (has("Requests/sec:", 2)) {
    rows.add(line, name, "throughput", words[1], "1/s", Direction::Higher);
  } else if (shown.starts_with("  Non-2xx or 3xx responses: ")) {
    rows.failed(name, words.back(), "responses were errors (neither 2xx nor 3xx); they are in the numbers");
  } else if (shown.starts_with("  Socket errors: ")) {
    // connect 0, read 12, write 0, timeout 3
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
      const std::string_view count = words[i + 1].substr(0, words[i + 1].find(','));
      rows.failed(name, count, std::string("errors of a socket: ") + base::visible(words[i].substr(0, 20)));
    }
  } else if (words.size() == 2) {
    const auto known = std::ranges::find(kPercentiles, words[0], [](const auto& p) { return p.first; });
    if (known != kPercentiles.end()) add_time(line, name, known->second, words[1], rows);
  }
}

Match sniff(std::string_view head) {
  bool begun = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    begun = begun || begins(line->text);
    if (begun && line->text.starts_with("  Thread Stats   Avg")) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "wrk", sink);
  std::string name;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (begins(shown)) {
      name = shown.substr(shown.find(kBegin) + kBegin.size());
    } else if (!name.empty()) {
      read_line(*line, name, shown, rows);
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"wrk2"};

}  // namespace

extern const Format kWrk;
const Format kWrk{"wrk", kAliases, sniff, read, true};

}  // namespace perfolio::formats
