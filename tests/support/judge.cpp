// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT

// Lets an outside judge measure the statistics of the report: `perfolio-judge detect` reads JSON lines {"id", "values"}
// and answers {"id", "changes"} with the very function the report calls.
#include "stats/change_points.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

bool read_line(std::string& line) {
  line.clear();
  std::array<char, 65536> part{};
  while (std::fgets(part.data(), static_cast<int>(part.size()), stdin) != nullptr) {
    line += part.data();
    if (line.ends_with('\n')) {
      return true;
    }
  }
  return !line.empty();
}

std::string detected(const std::string& line) {
  const auto series = nlohmann::json::parse(line);
  const auto values = series.at("values").get<std::vector<double>>();
  return nlohmann::json{{"id", series.at("id")}, {"changes", perfolio::stats::change_points_of_levels(values)}}.dump();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || std::string_view(argv[1]) != "detect") {
    fmt::print(stderr, "usage: perfolio-judge detect < series.jsonl > changes.jsonl\n");
    return 2;
  }
  try {
    for (std::string line; read_line(line);) {
      fmt::print("{}\n", detected(line));
    }
  } catch (const nlohmann::json::exception& error) {
    fmt::print(stderr, "perfolio-judge: {}\n", error.what());
    return 2;
  }
  return 0;
}
