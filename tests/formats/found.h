// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/kept.h"

#include <stdexcept>

namespace perfolio::test {

inline Kept kept_of(std::string_view format, std::string_view bytes) {
  Kept kept;
  read(format, bytes, kept);
  return kept;
}

/// The result of that name and metric in the first run; a test that asks for one that is not there ends.
inline const model::Result& result_in(const Kept& kept, std::string_view name, std::string_view metric = "time") {
  for (const model::Result& result : kept.runs.at(0).results) {
    if (result.benchmark == name && result.metric == metric) return result;
  }
  throw std::out_of_range("no " + std::string(metric) + " of " + std::string(name));
}

/// The name of the format that is taken for these bytes, or the complaint that none is.
inline std::string recognised_name(std::string_view bytes) {
  try {
    return std::string(formats::recognised(bytes).name);
  } catch (const base::Error& error) {
    return error.what();
  }
}

/// The same text with one part of it replaced, for a variant of a fixture.
inline std::string with(std::string text, std::string_view old_part, std::string_view new_part) {
  const std::size_t at = text.find(old_part);
  if (at == std::string::npos) throw std::out_of_range("not in the text: " + std::string(old_part));
  return text.replace(at, old_part.size(), new_part);
}

/// The same text with the line ends of Windows.
inline std::string with_crlf(std::string_view text) {
  std::string changed;
  for (const char c : text) changed += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return changed;
}

}  // namespace perfolio::test
