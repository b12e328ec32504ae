// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/printed_rows.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

namespace perfolio::formats {

PrintedRows::PrintedRows(std::string_view bytes, std::string_view tool, RunSink& sink) : bytes_(bytes), sink_(sink) {
  run_.tool = tool;
}

model::Result* PrintedRows::add(const Line& line, std::string_view name, std::string_view metric,
                                std::string_view number, std::string_view unit,
                                std::optional<units::Direction> better) {
  const std::string word = base::to_lower_ascii(number);
  if (word == "nan" || word == "-nan") {
    sink_.ignored("value is missing (null or not a number)");
    return nullptr;
  }
  const auto value = parse_grouped_number(number);
  if (!value) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(number.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = base::to_utf8(name);
  result.metric = metric;
  result.value = *value;
  result.unit = base::to_utf8(unit);
  result.better = better;
  if (!set_printed(result, number, sink_)) return nullptr;
  run_.results.push_back(std::move(result));
  return &run_.results.back();
}

void PrintedRows::finish() {
  if (run_.results.empty()) {
    throw base::Error(base::Fault::Input, {}, fmt::format("there is no {} benchmark in it", run_.tool));
  }
  keep_apart(run_, sink_);
  sink_.run(std::move(run_));
}

}  // namespace perfolio::formats
