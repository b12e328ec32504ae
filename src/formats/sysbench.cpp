// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

/// What sysbench 1.0 prints of a run. Which test it was stands in no line of its own, but each has words of its own.
namespace perfolio::formats {
namespace {

Match sniff(std::string_view head) {
  const bool ours = head.find("General statistics:") != std::string_view::npos &&
                    head.find("Running the test with following options:") != head.npos &&
                    head.find("Latency (ms):") != head.npos;
  return ours && outer_keys(head).empty() ? Match::Sure : Match::No;
}

/// `events per second: X`, `transactions: N (X per sec.)`, `Total operations: N (X per second)`.
void rates(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (text.starts_with("events per second:") && words.size() == 4)
    tests.add(line, {"throughput", words[3], "events/s"});
  const bool counted = text.starts_with("transactions:") && words.size() == 5;
  const bool memory = text.starts_with("Total operations:") && words.size() == 6;
  if (counted) tests.add(line, {"throughput", words[2].substr(1), "transactions/s"});
  if (memory) tests.add(line, {"throughput", words[3].substr(1), "operations/s"});
  if (words.size() == 5 && words[1] == "MiB" && words[2] == "transferred") {
    tests.add(line, {"bandwidth", words[3].substr(1), "MiB/s"});
  }
  for (const std::string_view name : {"reads", "writes", "fsyncs"}) {
    const bool is = words.size() == 2 && words[0].starts_with(name) && words[0].substr(name.size()) == "/s:";
    if (is) tests.add(line, {name, words[1], "operations/s"});
  }
}

void latency(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (words.size() == 2 && words[0] == "avg:") return tests.add(line, {"time", words[1], "ms", "mean"});
  if (words.size() == 2 && words[0] == "min:") return tests.add(line, {"min", words[1], "ms"});
  if (words.size() == 2 && words[0] == "max:") return tests.add(line, {"max", words[1], "ms"});
  // Without it the line is `percentile stats: disabled`.
  if (words.size() != 3 || words[1] != "percentile:" || !words[0].ends_with("th")) return;
  const std::string metric = percentile_metric(words[0].substr(0, words[0].size() - 2));
  if (!metric.empty()) tests.add(line, {metric, words[2], "ms"});
}

void read_line(LoadTests& tests, const Line& line, std::string_view text) {
  if (text == "Running the test with following options:") return tests.begin("sysbench");
  if (text == "CPU speed:") return tests.rename("cpu");
  if (text.starts_with("Running memory speed test")) return tests.rename("memory");
  if (text == "SQL statistics:") return tests.rename("sql");
  if (text == "File operations:") return tests.rename("fileio");
  rates(tests, line, text);
  latency(tests, line, text);
}

void read(std::string_view bytes, RunSink& sink) { read_lines("sysbench", bytes, sink, read_line); }

}  // namespace

extern const Format kSysbench;
const Format kSysbench{"sysbench", {}, sniff, read, true};

}  // namespace perfolio::formats
