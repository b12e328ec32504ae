// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/printed_rows.h"

/// What sysbench prints of its `cpu` and `threads` tests and of databases. It does not name the test.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::string_view kName = "sysbench";

void read_line(const Line& line, std::string_view shown, bool latency, PrintedRows& rows) {
  const std::size_t colon = shown.rfind(':');
  if (colon == std::string_view::npos) return;
  const std::string_view key = base::trim(shown.substr(0, colon));
  const auto words = words_of(shown.substr(colon + 1));
  if (words.empty()) return;
  if (key == "events per second") {
    rows.add(line, kName, "throughput", words[0], "1/s", Direction::Higher);
  } else if ((key == "transactions" || key == "queries") && words.size() > 3) {
    // "1234   (123.40 per sec.)"
    const std::string_view metric = key == "queries" ? "queries-per-second" : "throughput";
    rows.add(line, kName, metric, words[1].substr(words[1].find('(') + 1), "1/s", Direction::Higher);
  } else if (key == "ignored errors") {
    rows.failed(kName, words[0], "errors were ignored");
  } else if (latency) {
    const std::string_view metric = key == "avg"               ? "time"
                                    : key == "max"             ? "max"
                                    : key == "95th percentile" ? "p95"
                                    : key == "99th percentile" ? "p99"
                                                               : "";
    model::Result* result = metric.empty() ? nullptr : rows.add(line, kName, metric, words[0], "ms", Direction::Lower);
    if (result != nullptr && metric == "time") result->estimator = "mean";
  }
}

Match sniff(std::string_view head) {
  bool begun = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    begun = begun || line->text.starts_with("sysbench ");
    if (begun && line->text.starts_with("Running the test with following options:")) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  PrintedRows rows(bytes, kName, sink);
  bool latency = false;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (!shown.empty() && shown[0] != ' ') latency = shown.starts_with("Latency (ms):");
    read_line(*line, shown, latency, rows);
  }
  rows.finish();
}

}  // namespace

extern const Format kSysbench;
const Format kSysbench{"sysbench", {}, sniff, read, true};

}  // namespace perfolio::formats
