// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

#include <optional>

/// What wrk prints: `Running 2s test @ URL`, a table of its threads, `--latency`'s percentiles, `Requests/sec:`. The
/// table's `Req/Sec` is that of one thread and left alone; its `Latency` is that of all requests.
namespace perfolio::formats {
namespace {

constexpr std::string_view kAt = " test @ ";

std::optional<std::string_view> url_of(std::string_view text) {
  const std::size_t at = text.find(kAt);
  if (!text.starts_with("Running ") || at == std::string_view::npos) return std::nullopt;
  return base::trim(text.substr(at + kAt.size()));
}

bool is_table(std::string_view text) { return text.starts_with("Thread Stats ") && text.find("Avg") != text.npos; }

/// The first line alone is autocannon's too.
Match sniff(std::string_view head) {
  if (head.find("Thread Stats") == std::string_view::npos || !outer_keys(head).empty()) return Match::No;
  bool named = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const std::string_view text = base::trim(shown);
    named = named || url_of(text);
    if (named && is_table(text)) return Match::Sure;
  }
  return Match::No;
}

bool is_anything(std::string_view counts) { return counts.find_first_of("123456789") != std::string_view::npos; }

void read_line(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (const auto url = url_of(text)) return tests.begin(path_of(*url));
  if (words.size() == 5 && words[0] == "Latency") {
    tests.add_time(line, "time", words[1], "mean");
    return tests.add_time(line, "max", words[3]);
  }
  if (words.size() == 2 && words[0] == "Requests/sec:") return tests.add(line, {"throughput", words[1], "req/s"});
  const std::string metric = words.size() == 2 && words[0].ends_with('%') ? percentile_metric(words[0]) : "";
  // "75% done" may stand behind it in a log.
  if (!metric.empty() && metric != "max" && words[1][0] >= '0' && words[1][0] <= '9')
    return tests.add_time(line, metric, words[1]);
  const bool failed = text.starts_with("Socket errors:") || text.starts_with("Non-2xx or 3xx responses:");
  if (failed && is_anything(text.substr(text.find(':')))) tests.failed(line, base::visible(text));
}

void read(std::string_view bytes, RunSink& sink) { read_lines("wrk", bytes, sink, read_line); }

}  // namespace

extern const Format kWrk;
const Format kWrk{"wrk", {}, sniff, read, true};

}  // namespace perfolio::formats
