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

namespace perfolio::cli {

draw::FontFiles font_files(const std::string& resources) {
  const std::string own = resources + "/fonts";
  const std::string named = sys::variable("PERFOLIO_FALLBACK_FONTS");
  if (named == "none") return {own, {}};
  if (!named.empty()) return {own, {named}};
  return {own, {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"}};
}

void name_fonts(model::Report& report, const draw::FontFiles& files) {
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
