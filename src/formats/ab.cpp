// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

#include <algorithm>

/// What ab, the benchmark of Apache's HTTP server, prints.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kBegin = "This is ApacheBench, Version ";

/// What a run is called: host, port and path, put together as they come.
struct Target {
  std::string host, port, path;
  [[nodiscard]] std::string name() const { return host + (port.empty() ? "" : ":" + port) + path; }
};

bool is_target(std::string_view key, std::string_view value, Target& target) {
  if (key == "Server Hostname") {
    target = {std::string(value), {}, {}};
  } else if (key == "Server Port") {
    target.port = value;
  } else if (key == "Document Path") {
    target.path = value;
  } else {
    return false;
  }
  return true;
}

/// `Time per request` stands twice: the first is what one of the concurrent clients waits, the second the first divided
/// by their number, which is 1/throughput and no time that anybody waits.
void read_pair(const Line& line, std::string_view key, std::string_view value, const Target& target,
               PrintedRows& rows) {
  const auto words = words_of(value);
  if (words.empty()) return;
  if (key == "Requests per second") {
    rows.add(line, target.name(), "throughput", words[0], "1/s", Direction::Higher);
  } else if (key == "Time per request" && value.ends_with("[ms] (mean)")) {
    model::Result* result = rows.add(line, target.name(), "time", words[0], "ms", Direction::Lower);
    if (result != nullptr) result->estimator = "mean";
  } else if (key == "Failed requests") {
    rows.failed(target.name(), words[0],
                "requests failed (a length that differs counts, too); they are in the numbers");
  } else if (key == "Non-2xx responses") {
    rows.failed(target.name(), words[0], "responses were errors (not 2xx); they are in the numbers");
  }
}

/// "  99%     11": whole milliseconds.
void read_percentile(const Line& line, std::string_view shown, const Target& target, PrintedRows& rows) {
  const auto words = words_of(shown);
  if (words.size() < 2) return;
  const std::string_view metric = words[0] == "50%"    ? "p50"
                                  : words[0] == "90%"  ? "p90"
                                  : words[0] == "99%"  ? "p99"
                                  : words[0] == "100%" ? "max"
                                                       : "";
  if (!metric.empty()) rows.add(line, target.name(), metric, words[1], "ms", Direction::Lower);
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.starts_with(kBegin)) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, "ab", sink);
  Target target;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const std::string_view text = shown;
    const std::size_t colon = text.find(':');
    if (text.starts_with(kBegin)) {
      target = {};
    } else if (colon != std::string_view::npos) {
      const std::string_view value = base::trim(text.substr(colon + 1));
      if (is_target(text.substr(0, colon), value, target) || target.host.empty()) continue;
      read_pair(*line, text.substr(0, colon), value, target, rows);
    } else if (!target.host.empty() && text.starts_with(' ')) {
      read_percentile(*line, text, target, rows);
    }
  }
  rows.finish();
}

constexpr std::string_view kAliases[] = {"apachebench", "apache-bench"};

}  // namespace

extern const Format kAb;
const Format kAb{"ab", kAliases, sniff, read, true};

}  // namespace perfolio::formats
