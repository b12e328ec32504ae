// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "draw/painter.h"
#include "emit/outputs.h"
#include "emit/pdf_pass.h"

#include <fmt/format.h>

namespace perfolio::emit {

namespace {

/// The report itself is what the pages were made from; its rows are for whoever has no reader of JSON.
std::vector<PdfAttachment> attachments_of(const model::Report& report, Detail detail) {
  return {{"report.csv", "text/csv", "A row for each benchmark of this report", "/Data", report_csv(report)},
          {"report.json", "application/json", "Every fact of this report; perfolio reads it back", "/Source",
           report_json(report, detail)}};
}

}  // namespace

std::string pdf(const model::Report& report, const layout::DocumentOptions& options, const style::Style& style,
                const draw::FontSet& fonts, std::optional<base::Time> date, Attach attach) {
  const std::string title = fmt::format("{} performance, {}", base::visible(report.project),
                                        base::visible(report.columns[report.current].release.tag));
  const std::string subject = base::visible(report.headline.sentence);
  const std::string creator = "perfolio " + report.tool_version;
  draw::PdfPainter painter(fonts, {title, subject, creator, date});
  layout::lay_out_pages(report, options, style, fonts, [&](const layout::Page& page) { painter.add(page); });
  draw::RawPdf raw = painter.finish();
  PdfAdditions additions{title, subject, creator, date, std::move(raw.figure_alts), {}};
  if (attach != Attach::None)
    additions.attachments = attachments_of(report, attach == Attach::All ? Detail::Runs : Detail::Levels);
  return pdf_with(std::move(raw.bytes), additions);
}

}  // namespace perfolio::emit
