// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/text.h"
#include "emit/outputs.h"

#include <algorithm>
#include <array>

namespace perfolio::emit {

namespace {

constexpr std::size_t kLongest = 80;

/// Names that Windows gives to devices, whatever their ending.
bool is_device(std::string_view name) {
  constexpr std::array<std::string_view, 6> kDevices = {"con", "prn", "aux", "nul", "com", "lpt"};
  const std::string_view stem = name.substr(0, name.find('.'));
  for (const std::string_view device : kDevices) {
    if (stem == device) return true;
    if (stem.size() == 4 && stem.starts_with(device) && stem[3] >= '0' && stem[3] <= '9') return true;
  }
  return false;
}

}  // namespace

std::string file_name(std::string_view name) {
  std::string out;
  bool lost = false;
  for (const char c : base::to_lower_ascii(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    if (plain) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    // Letters beyond ASCII are lost: a digest keeps such names apart.
    lost = lost || static_cast<unsigned char>(c) >= 0x80;
  }
  const auto first = out.find_first_not_of(".-");
  out = first == std::string::npos ? std::string{} : out.substr(first);
  while (!out.empty() && (out.back() == '.' || out.back() == '-')) out.pop_back();
  const bool cut = out.size() > kLongest;
  if (cut) out.resize(kLongest - 9);
  const bool device = is_device(out);
  // Windows looks at what stands before the first dot.
  if (device) std::ranges::replace(out, '.', '-');
  if (lost || cut || out.empty() || device) out += (out.empty() ? "" : "-") + base::sha256_hex(name).substr(0, 8);
  return out;
}

std::string file_stem(const model::Report& report) {
  return file_name(report.project) + "-" + file_name(report.columns[report.current].release.tag) + "-performance";
}

}  // namespace perfolio::emit
