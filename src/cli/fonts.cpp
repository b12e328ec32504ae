// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/fonts.h"

#include "base/digest.h"
#include "base/text.h"
#include "draw/font_set.h"
#include "model/letters.h"
#include "sys/environment.h"
#include "sys/file.h"

#include <fmt/format.h>

#include <filesystem>

namespace perfolio::cli {

namespace {

/// A folder that is not there has no fonts, and nobody would learn that its name was mistyped.
void warn_of_missing_folder(model::Report& report) {
  const std::string named = sys::variable("PERFOLIO_FALLBACK_FONTS");
  std::error_code unreadable;
  if (named.empty() || named == "none" || std::filesystem::is_directory(named, unreadable)) return;
  report.notes.push_back({base::Severity::Warning,
                          {},
                          fmt::format("PERFOLIO_FALLBACK_FONTS: {} is no folder; no fonts but perfolio's own are used "
                                      "(\"none\" says so)",
                                      base::visible(named))});
}

}  // namespace

draw::FontFiles font_files(const std::string& resources) {
  const std::string own = resources + "/fonts";
  const std::string named = sys::variable("PERFOLIO_FALLBACK_FONTS");
  if (named == "none") return {own, {}};
  if (!named.empty()) return {own, {named}};
  return {own, {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"}};
}

void name_fonts(model::Report& report, const draw::FontFiles& files) {
  warn_of_missing_folder(report);
  const std::set<char32_t> letters = model::letters(report);
  if (letters.empty()) return;
  const draw::FontNeeds needs = draw::FontSet(files).needs(letters);
  for (const std::string& path : needs.files)
    report.fonts.push_back({base::file_name(path), base::sha256_hex(sys::MappedFile(path).bytes())});
  if (needs.missing.empty()) return;
  const std::size_t n = needs.missing.size();
  report.notes.push_back(
      {base::Severity::Warning,
       {},
       fmt::format("no font here has {} of the letters in names (the first: U+{:04X}): shown as escapes; Debian's "
                   "fonts-noto-core and fonts-noto-cjk have most",
                   n, static_cast<std::uint32_t>(needs.missing.front()))});
}

}  // namespace perfolio::cli
