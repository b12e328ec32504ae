// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"

#include "base/text.h"

#include <fmt/format.h>

#include <utility>

namespace perfolio::base {
namespace {

/// What quotes an input may be as long as the input.
std::string cut(std::string text) {
  constexpr std::size_t kMost = 800;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  text.resize(end);
  return text + "...";
}

}  // namespace

std::string to_string(const Where& where) {
  std::string out = visible(where.file);
  if (where.line > 0) {
    out += fmt::format("{}{}", out.empty() ? "line " : ":", where.line);
    if (where.column > 0) out += fmt::format(":{}", where.column);
  }
  if (!where.pointer.empty()) out += (out.empty() ? "" : ": ") + cut(visible(where.pointer));
  return out;
}

Error::Error(Fault fault, Where where, const std::string& what, const std::string& hint)
    : fault_(fault), where_(std::move(where)), what_(cut(visible(what))), hint_(visible(hint)) {}

void in_file(const std::string& file, const std::function<void()>& action) {
  try {
    action();
  } catch (Error& error) {
    if (error.where().file.empty()) error.set_file(file);
    throw;
  }
}

}  // namespace perfolio::base
