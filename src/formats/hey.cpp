// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

/// What hey prints. It names no URL. A percentile of too few responses stands as `0% in 0.0000 secs`, and its rate
/// counts requests that were never answered.
namespace perfolio::formats {
namespace {

constexpr std::string_view kDetails = "Details (average, fastest, slowest):";
constexpr std::string_view kName = "response time";

Match sniff(std::string_view head) {
  const bool ours = head.find(kDetails) != std::string_view::npos &&
                    head.find("Response time histogram:") != head.npos && head.find("Summary:") != head.npos;
  return ours && outer_keys(head).empty() ? Match::Sure : Match::No;
}

class Summary {
 public:
  Summary(std::string_view bytes, RunSink& sink) : tests_("hey", bytes, sink) {}
  void line(const Line& line, std::string_view text);
  void finish() { tests_.finish(); }

 private:
  void count(const Line& line, std::string_view text);
  LoadTests tests_;
  bool answered_ = true;
};

/// `[404]	200 responses`, and below "Error distribution" `[20]	Get "http://...": ...`.
void Summary::count(const Line& line, std::string_view text) {
  const auto words = words_of(text);
  const bool status = words.size() == 3 && words[2] == "responses" && words[0].size() == 5;
  if (status && words[0][1] == '2') return;
  if (status) return tests_.failed(line, fmt::format("{} responses of status {}", base::visible(words[1]), words[0]));
  const std::size_t end = text.find_first_not_of("0123456789", 1);
  if (end > 1 && end < text.size() && text[end] == ']') tests_.failed(line, base::visible(text));
}

void Summary::line(const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (text == "Summary:") return tests_.begin(kName);
  if (text.starts_with('[')) return count(line, text);
  if (words.size() == 3 && words[2] == "secs" && words[0] == "Average:") {
    answered_ = words[1] != "NaN";
    return tests_.add(line, {"time", words[1], "s", "mean"});
  }
  if (words.size() == 3 && words[2] == "secs" && words[0] == "Slowest:") {
    return tests_.add(line, {"max", words[1], "s"});
  }
  if (words.size() == 2 && words[0] == "Requests/sec:" && answered_) {
    return tests_.add(line, {"throughput", words[1], "req/s"});
  }
  if (words.size() != 4 || words[1] != "in" || words[3] != "secs") return;
  const std::string metric = percentile_metric(words[0]);
  if (!metric.empty()) tests_.add(line, {metric, words[2], "s"});
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Summary summary(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    summary.line(*line, base::trim(shown));
  }
  summary.finish();
}

}  // namespace

extern const Format kHey;
const Format kHey{"hey", {}, sniff, read, true};

}  // namespace perfolio::formats
