// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "draw/painter.h"
#include "emit/outputs.h"
#include "emit/pdf_pass.h"

#include <fmt/format.h>

namespace perfolio::emit {

std::string pdf(const model::Report& report, const layout::DocumentOptions& options, const style::Style& style,
                const draw::FontSet& fonts, std::optional<base::Time> date) {
  const std::string title = fmt::format("{} performance, {}", base::visible(report.project),
                                        base::visible(report.columns[report.current].release.tag));
  const std::string subject = base::visible(report.headline.sentence);
  const std::string creator = "perfolio " + report.tool_version;
  draw::PdfPainter painter(fonts, {title, subject, creator, date});
  layout::lay_out_pages(report, options, style, fonts, [&](const layout::Page& page) { painter.add(page); });
  draw::RawPdf raw = painter.finish();
  return pdf_with(std::move(raw.bytes), {title, subject, creator, date, std::move(raw.figure_alts)});
}

}  // namespace perfolio::emit
