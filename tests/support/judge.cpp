// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT

// Lets an outside judge measure the statistics of the report, by the very functions the report calls. `perfolio-judge
// detect` reads JSON lines {"id", "values"} and answers {"id", "changes"}. `perfolio-judge compare` reads {"id",
// "baseline", "current", "history"}: each line is a benchmark, all lines together are one report; smaller is better.
#include "analysis/analyse.h"
#include "stats/change_points.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace {

using nlohmann::json;
using Values = std::vector<double>;
namespace model = perfolio::model;

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

void detect(const json& series) {
  const auto values = series.at("values").get<Values>();
  const json answer{{"id", series.at("id")}, {"changes", perfolio::stats::change_points_of_levels(values)}};
  fmt::print("{}\n", answer.dump());
}

/// The releases of one line, oldest first; the last two are those to compare.
std::vector<Values> releases_of(const json& line) {
  auto releases = line.value("history", std::vector<Values>{});
  releases.push_back(line.at("baseline").get<Values>());
  releases.push_back(line.at("current").get<Values>());
  return releases;
}

/// Releases and runs that are enough for every line: a line with fewer has no value in the rest.
struct Shape {
  std::size_t releases = 0;
  std::size_t runs = 0;
};

Shape shape_of(const std::vector<std::vector<Values>>& lines) {
  Shape shape;
  for (const auto& releases : lines) {
    shape.releases = std::max(shape.releases, releases.size());
    for (const Values& runs : releases) shape.runs = std::max(shape.runs, runs.size());
  }
  return shape;
}

model::Timeline timeline_of(const Shape& shape) {
  model::Timeline timeline;
  for (std::size_t c = 0; c < shape.releases; ++c) {
    timeline.columns.push_back(
        {fmt::format("v{}.0.0", c), "", perfolio::base::Time(std::chrono::hours(24 * c)), false});
    timeline.column.insert(timeline.column.end(), shape.runs, static_cast<std::uint32_t>(c));
  }
  timeline.how.assign(timeline.column.size(), model::MappedBy::Record);
  return timeline;
}

model::Series series_of(const std::string& id, const std::vector<Values>& releases, const Shape& shape) {
  model::Series series;
  series.benchmark = id;
  series.metric = "time";
  series.unit = {"ns", perfolio::units::Family::Time, 1, std::nullopt};
  for (std::size_t r = 0; r < releases.size(); ++r) {
    const std::size_t column = shape.releases - releases.size() + r;
    for (std::size_t k = 0; k < releases[r].size(); ++k) {
      series.run.push_back(static_cast<std::uint32_t>(column * shape.runs + k));
      series.value.push_back(releases[r][k]);
    }
  }
  return series;
}

std::string_view word(model::Verdict verdict) {
  switch (verdict) {
    case model::Verdict::Better:
      return "faster";
    case model::Verdict::Worse:
      return "slower";
    case model::Verdict::Same:
      return "same";
    case model::Verdict::Unclear:
    case model::Verdict::New:
    case model::Verdict::Gone:
    case model::Verdict::NotComparable:
    case model::Verdict::Changed:
      break;
  }
  return "unknown";
}

void compare(const std::vector<json>& lines) {
  std::vector<std::vector<Values>> releases;
  releases.reserve(lines.size());
  for (const json& line : lines) releases.push_back(releases_of(line));
  const Shape shape = shape_of(releases);
  model::History history;
  for (std::size_t r = 0; r < shape.releases * shape.runs; ++r) {
    history.runs.emplace_back().commit = fmt::format("{:040x}", r / shape.runs + 1);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    history.series.push_back(series_of(lines[i].at("id").get<std::string>(), releases[i], shape));
  }
  const model::Report report = perfolio::analysis::analyse(std::move(history), timeline_of(shape), {});
  for (const model::BenchmarkFacts& b : report.benchmarks) {
    const model::Comparison c = b.comparison.value_or(model::Comparison{});
    const json answer{{"id", b.name},           {"verdict", word(c.verdict)}, {"lower", c.ratio.lower},
                      {"ratio", c.ratio.value}, {"upper", c.ratio.upper},     {"p", c.p},
                      {"rule", c.rule}};
    fmt::print("{}\n", answer.dump());
  }
}

std::vector<json> lines_read() {
  std::vector<json> lines;
  for (std::string line; read_line(line);) lines.push_back(json::parse(line));
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view task = argc == 2 ? argv[1] : "";
  if (task != "detect" && task != "compare") {
    fmt::print(stderr,
               "usage: perfolio-judge detect < series.jsonl > changes.jsonl\n"
               "       perfolio-judge compare < pairs.jsonl > verdicts.jsonl\n");
    return 2;
  }
  try {
    if (task == "compare") {
      compare(lines_read());
      return 0;
    }
    for (std::string line; read_line(line);) detect(json::parse(line));
  } catch (const json::exception& error) {
    fmt::print(stderr, "perfolio-judge: {}\n", error.what());
    return 2;
  }
  return 0;
}
