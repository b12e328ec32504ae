// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace perfolio::emit {

/// What Cairo cannot write into a PDF.
struct PdfAdditions {
  std::string title, subject, creator;
  std::optional<base::Time> date;        ///< none: dates are taken out.
  std::vector<std::string> figure_alts;  ///< in the order of the figures' tags.
};

/// The document with language, title shown by viewers, XMP metadata, an sRGB output intent, a digest as its identity,
/// alternative texts, scopes of table headers, and everything outside of tags marked as artifact: what PDF/UA-1 (ISO
/// 14289-1) and PDF/A-2u (ISO 19005-2) ask for. Deterministic.
std::string pdf_with(std::string bytes, const PdfAdditions& additions);

}  // namespace perfolio::emit
