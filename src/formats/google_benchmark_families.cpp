// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/google_benchmark.h"

#include <algorithm>
#include <set>

/// What Google Benchmark states of the arguments of a benchmark, and of how its time grows with them.
namespace perfolio::formats::google {
namespace {

using Parts = std::vector<std::string_view>;

/// "8", "threads:4", "size:1024".
bool is_argument(std::string_view part) {
  const auto colon = part.rfind(':');
  const std::string_view value = colon == std::string_view::npos ? part : part.substr(colon + 1);
  return base::parse_number(value).has_value();
}

/// "min_time:0.5", "manual_time": how it was run, not on what.
bool is_manner(std::string_view part) {
  for (const std::string_view key : {"min_time:", "min_warmup_time:", "iterations:", "repeats:"}) {
    if (part.starts_with(key)) return true;
  }
  return part == "real_time" || part == "manual_time" || part == "process_time";
}

/// How many leading parts all have, up to the first that is an argument.
std::size_t common_parts(const std::vector<Parts>& names) {
  std::size_t n = 0;
  const auto shared = [&](const Parts& parts) { return n < parts.size() && parts[n] == names.front()[n]; };
  while (n < names.front().size() && std::ranges::all_of(names, shared)) {
    if (n > 0 && (is_argument(names.front()[n]) || is_manner(names.front()[n]))) break;
    ++n;
  }
  return n;
}

model::Parameter argument(std::string_view part) {
  const auto colon = part.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_argument(part)) return {{}, std::string(part)};
  return {std::string(part.substr(0, colon)), std::string(part.substr(colon + 1))};
}

model::Parameters parameters_after(const Parts& parts, std::size_t common) {
  model::Parameters out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= common && !is_manner(parts[i])) {
      out.values.push_back(argument(parts[i]));
    } else {
      out.benchmark.append(out.benchmark.empty() ? "" : "/").append(parts[i]);
    }
  }
  return out;
}

std::string name_of(const Row& row) { return row.run_name.empty() ? row.name : row.run_name; }

}  // namespace

std::map<std::string, model::Parameters, std::less<>> parameters_of(const std::vector<Row>& rows) {
  std::map<double, std::set<std::string>> families;
  for (const Row& row : rows) {
    if (row.family && !row.fit) families[*row.family].insert(name_of(row));
  }
  std::map<std::string, model::Parameters, std::less<>> out;
  for (const auto& [index, members] : families) {
    if (members.size() < 2) continue;
    std::vector<Parts> names;
    for (const std::string& name : members) names.push_back(base::split(name, '/'));
    const std::size_t common = common_parts(names);
    if (common == 0) continue;
    std::size_t at = 0;
    for (const std::string& name : members) {
      model::Parameters parameters = parameters_after(names[at++], common);
      if (!parameters.empty()) out[name] = std::move(parameters);
    }
  }
  return out;
}

std::vector<model::Complexity> complexities(const std::vector<Row>& rows) {
  std::vector<model::Complexity> out;
  for (const Row& row : rows) {
    const bool fits = row.fit && row.coefficient && !row.order.empty();
    if (fits) out.push_back({name_of(row), row.order, *row.coefficient, row.time_unit, 0});
    if (!row.rms || !row.fit) continue;
    const std::string name = name_of(row);
    const auto at = std::ranges::find(out, name, &model::Complexity::benchmark);
    if (at != out.end()) at->rms = std::max(0.0, *row.rms);
  }
  return out;
}

}  // namespace perfolio::formats::google
