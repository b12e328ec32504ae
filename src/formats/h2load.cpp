// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

/// What nghttp2's h2load prints. It names no URL. The columns of its table are read by their captions, for newer
/// versions have more; its row `req/s` is of one client and left alone.
namespace perfolio::formats {
namespace {

constexpr std::string_view kRow = "time for request:";
constexpr std::string_view kFinished = "finished in ";

Match sniff(std::string_view head) {
  const bool ours = head.find("\nfinished in ") != std::string_view::npos && head.find(kRow) != head.npos &&
                    head.find("\nstatus codes: ") != head.npos;
  return ours && outer_keys(head).empty() ? Match::Sure : Match::No;
}

class Reading {
 public:
  Reading(std::string_view bytes, RunSink& sink) : tests_("h2load", bytes, sink) {}
  void line(const Line& line, std::string_view text);
  void finish() { tests_.finish(); }

 private:
  void requests(const Line& line, const std::vector<std::string_view>& words);
  void times(const Line& line, std::string_view text);
  LoadTests tests_;
  std::vector<std::string> columns_;
};

/// `requests: 40 total, 40 started, 40 done, 0 succeeded, 40 failed, 0 errored, 0 timeout`; a status of 400 is a
/// failure.
void Reading::requests(const Line& line, const std::vector<std::string_view>& words) {
  for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
    const bool failed = words[i + 1].starts_with("failed") && words[i] != "0";
    if (failed) tests_.failed(line, fmt::format("{} requests failed", base::visible(words[i])));
  }
}

void Reading::times(const Line& line, std::string_view text) {
  const auto words = words_of(text.substr(kRow.size()));
  for (std::size_t i = 0; i < std::min(words.size(), columns_.size()); ++i) {
    const std::string& column = columns_[i];
    if (column == "mean") tests_.add_time(line, "time", words[i], "mean");
    if (column == "median") tests_.add_time(line, "p50", words[i]);
    if (column == "min" || column == "max" || column == "p95" || column == "p99") {
      tests_.add_time(line, column, words[i]);
    }
  }
}

void Reading::line(const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (text.starts_with(kFinished) && words.size() == 6 && words[4] == "req/s,") {
    tests_.begin("time for request");
    return tests_.add(line, {"throughput", words[3], "req/s"});
  }
  if (text.starts_with("requests: ") && text.find(" succeeded, ") != text.npos) return requests(line, words);
  if (text.starts_with("min ") && words.size() > 3) columns_.assign(words.begin(), words.end());
  if (text.starts_with(kRow)) times(line, text);
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reading reading(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    reading.line(*line, base::trim(shown));
  }
  reading.finish();
}

}  // namespace

extern const Format kH2load;
const Format kH2load{"h2load", {}, sniff, read, true};

}  // namespace perfolio::formats
