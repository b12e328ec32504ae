// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/export.h"

#include "base/error.h"
#include "formats/perfolio_jsonl.h"

#include <algorithm>
#include <array>

namespace perfolio::formats {
namespace {

std::string jsonl(const model::History& history) {
  std::string out;
  for (const model::Run& run : history.runs) append_line(run, out);
  return out;
}

/// The same objects as elements of one list.
std::string json(const model::History& history) {
  std::string out;
  for (const model::Run& run : history.runs) {
    out += out.empty() ? "[\n" : ",\n";
    append_line(run, out);
    out.pop_back();
  }
  return out + "\n]\n";
}

struct Exporter {
  std::string_view name;
  std::string (*write)(const model::History& history);
};
constexpr std::array kExporters = {Exporter{"jsonl", jsonl}, Exporter{"json", json}, Exporter{"csv", export_csv},
                                   Exporter{"bmf", export_bmf}, Exporter{"data-js", export_data_js}};

}  // namespace

std::vector<std::string> export_names() {
  std::vector<std::string> names;
  names.reserve(kExporters.size());
  for (const Exporter& exporter : kExporters) names.emplace_back(exporter.name);
  return names;
}

std::string exported(std::string_view name, const model::History& history) {
  const auto found = std::ranges::find(kExporters, name, &Exporter::name);
  if (found == kExporters.end()) throw base::Error(base::Fault::Usage, {}, "no such format to export to");
  return found->write(history);
}

}  // namespace perfolio::formats
