// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/json.h"
#include "formats/load_test.h"

#include <fmt/format.h>

/// What PostgreSQL's pgbench prints of a run. Of the two rates that versions before 14 print, that without the time to
/// connect is read, as later ones print it alone. What stands of single scripts and statements is left alone.
namespace perfolio::formats {
namespace {

constexpr std::string_view kType = "transaction type: ";

Match sniff(std::string_view head) {
  const bool ours = head.find(kType) != std::string_view::npos && head.find("\nscaling factor: ") != head.npos;
  return ours && outer_keys(head).empty() ? Match::Sure : Match::No;
}

/// "TPC-B (sort of)" of "<builtin: TPC-B (sort of)>".
std::string_view name_of(std::string_view type) {
  constexpr std::string_view kBuiltin = "<builtin: ";
  if (!type.starts_with(kBuiltin) || !type.ends_with('>')) return type;
  return type.substr(kBuiltin.size(), type.size() - kBuiltin.size() - 1);
}

bool is_rate(std::string_view text) {
  return text.starts_with("tps = ") && (text.find("(without ") != text.npos || text.find("(excluding ") != text.npos ||
                                        text.find("(including reconnection ") != text.npos);
}

void read_line(LoadTests& tests, const Line& line, std::string_view text) {
  const auto words = words_of(text);
  if (text.starts_with(kType)) return tests.begin(name_of(base::trim(text.substr(kType.size()))));
  if (text.starts_with("number of failed transactions: ") && words.size() > 4 && words[4] != "0") {
    return tests.failed(line, fmt::format("{} transactions failed", base::visible(words[4])));
  }
  const bool latency = text.starts_with("latency average = ") || text.starts_with("latency average: ");
  const std::size_t value = latency && words[2] == "=" ? 3 : 2;
  if (latency && words.size() > value + 1 && words[value + 1] == "ms") {
    return tests.add(line, {"time", words[value], "ms", "mean"});
  }
  if (is_rate(text)) tests.add(line, {"throughput", words[2], "transactions/s"});
}

void read(std::string_view bytes, RunSink& sink) { read_lines("pgbench", bytes, sink, read_line); }

}  // namespace

extern const Format kPgbench;
const Format kPgbench{"pgbench", {}, sniff, read, true};

}  // namespace perfolio::formats
