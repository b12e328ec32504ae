// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace perfolio::emit {

/// A file in the document that belongs to all of it.
struct PdfAttachment {
  std::string name;  ///< of the file: plain letters.
  std::string type;  ///< MIME.
  std::string description;
  std::string relationship;  ///< ISO 19005-3, 6.8: "/Source", "/Data".
  std::string bytes;
};

/// What Cairo cannot write into a PDF.
struct PdfAdditions {
  std::string title, subject, creator;
  std::optional<base::Time> date;        ///< none: dates are taken out.
  std::vector<std::string> figure_alts;  ///< in the order of the figures' tags.
  std::vector<PdfAttachment> attachments;
};

/// The document with language, title shown by viewers, XMP metadata, an sRGB output intent, a digest as its identity,
/// alternative texts, scopes of table headers, and everything outside of tags marked as artifact: what PDF/UA-1 (ISO
/// 14289-1) and PDF/A-2u (ISO 19005-2) ask for; with attachments PDF/A-3u (ISO 19005-3), which differs in allowing
/// them. Deterministic.
std::string pdf_with(std::string bytes, const PdfAdditions& additions);

}  // namespace perfolio::emit
