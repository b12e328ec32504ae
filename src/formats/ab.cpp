// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

/// What ApacheBench prints. Of its two lines `Time per request:` the first is a client's mean, the second the same
/// divided by the concurrency: a reciprocal throughput, and left alone.
namespace perfolio::formats {
namespace {

constexpr std::string_view kPath = "Document Path:";

Match sniff(std::string_view head) {
  const bool ours = head.find(kPath) != std::string_view::npos && head.find("\nConcurrency Level:") != head.npos &&
                    head.find("\nTime per request:") != head.npos;
  return ours && outer_keys(head).empty() ? Match::Sure : Match::No;
}

void percentile(LoadTests& tests, const Line& line, std::string_view percent, std::string_view number) {
  const std::string metric = percentile_metric(percent);
  // "75% done" may stand behind it in a log.
  if (!metric.empty() && number[0] >= '0' && number[0] <= '9') tests.add(line, {metric, number, "ms"});
}

void read_line(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (text.starts_with(kPath)) return tests.begin(base::trim(text.substr(kPath.size())));
  const bool failed = text.starts_with("Failed requests:") || text.starts_with("Non-2xx responses:");
  if (failed && words.size() == 3 && words[2] != "0") {
    return tests.failed(line, fmt::format("{} {} {}", base::visible(words[0]), words[1], base::visible(words[2])));
  }
  if (text.starts_with("Requests per second:") && words.size() > 3) {
    return tests.add(line, {"throughput", words[3], "req/s"});
  }
  if (text.starts_with("Time per request:") && text.ends_with("[ms] (mean)") && words.size() == 6) {
    return tests.add(line, {"time", words[3], "ms", "mean"});
  }
  const bool longest = text.ends_with("(longest request)") && words.size() == 4;
  if ((words.size() == 2 || longest) && words[0].ends_with('%')) percentile(tests, line, words[0], words[1]);
}

void read(std::string_view bytes, RunSink& sink) { read_lines("ab", bytes, sink, read_line); }

constexpr std::string_view kAliases[] = {"apachebench"};

}  // namespace

extern const Format kAb;
const Format kAb{"ab", kAliases, sniff, read, true};

}  // namespace perfolio::formats
