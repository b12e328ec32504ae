// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/progress.h"
#include "base/time.h"
#include "draw/font_set.h"
#include "layout/badge.h"
#include "layout/page.h"
#include "model/report.h"
#include "style/style.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A Report (or a Scene of it) in, the bytes of files out. Nothing is computed here that a reader would call a fact.
namespace perfolio::emit {

/// Name below the output folder -> bytes.
using Files = std::map<std::string, std::string>;

struct Styles {
  style::Style light, dark;
};

/// Whether report.json has what each run measured ("run_values"), which nothing reads back, and which is half of it.
enum class Detail { Levels, Runs };
std::string report_json(const model::Report& report, Detail detail = Detail::Runs);
std::string report_csv(const model::Report& report);
/// The same in parts, none longer than a benchmark's: of two thousand benchmarks the whole is a hundred megabytes.
using Sink = std::function<void(std::string_view)>;
void report_json(const model::Report& report, Detail detail, const Sink& sink);
void report_csv(const model::Report& report, const Sink& sink);
/// The release body's part: headline, picture by its file name, table of changes, the rest folded. At most 16 000
/// bytes.
std::string release_notes(const model::Report& report, const std::string& stem);
/// The comparison alone, of these series (each of which has one), in their order: JSON with the keys of report.json,
/// CSV with a row each, a Markdown table.
std::string comparison_json(const model::Report& report, const std::vector<std::size_t>& order);
std::string comparison_csv(const model::Report& report, const std::vector<std::size_t>& order);
std::string comparison_markdown(const model::Report& report, const std::vector<std::size_t>& order);

/// Why a change is unclear although its whole interval lies beyond `floor`, where a reader would expect a verdict:
/// the rule, and how many runs would settle it. Empty for all others.
std::string unclear_reason(const model::Comparison& comparison, double floor);
/// shields.io endpoint JSON.
std::string badge_endpoint(const layout::Badge& badge);
/// The current release in OpenMetrics text (docs/openmetrics.md names the metrics), which Prometheus' older text format
/// reads as well.
std::string openmetrics(const model::Report& report);

std::string svg(const layout::Scene& scene, const draw::FontSet& fonts);

/// What the PDF carries: nothing; report.csv and report.json without what each run measured; both as they are.
enum class Attach { None, Data, All };

struct PdfOptions {
  std::optional<base::Time> date;  ///< none leaves dates out.
  Attach attach = Attach::None;
  draw::FontFiles fonts{{}};  ///< those of the set that is given: more threads take more sets.
  std::size_t jobs = 1;       ///< threads. The bytes do not depend on it.
};

/// The PDF, built to PDF/UA-1 and PDF/A-2u, or, as nothing else may carry files of any kind, PDF/A-3u.
std::string pdf(const model::Report& report, const layout::DocumentOptions& options, const style::Style& style,
                const draw::FontSet& fonts, const PdfOptions& how);

/// A link of the page's navigation: a relative address, or one of the web.
struct PageLink {
  std::string text, address;
};

/// What stands around a report that is a page.
struct PageOptions {
  std::vector<PageLink> links;  ///< to the files beside it, or to other pages of a site.
  std::string card_image = {};  ///< where the social card is on the web; empty: nowhere.
};

/// The report as one HTML page that needs nothing else: no file, no network, and no script to be read.
std::string page(const model::Report& report, const Styles& styles, const PageOptions& options,
                 const draw::FontSet& fonts);

/// Which pictures of a report to draw, and how many at once. The bytes do not depend on `jobs`.
struct PictureOptions {
  bool svg = true, png = true, badges = true;
  bool charts = true;  ///< of single benchmarks, where `svg`.
  draw::FontFiles fonts{{}};
  std::size_t jobs = 1;
  base::Progress* progress = nullptr;  ///< hears of pictures.
};
Files pictures(const model::Report& report, const Styles& styles, const std::string& stem,
               const PictureOptions& options);

/// "atlas-v0.2.3-performance": safe as a file name on any system.
std::string file_stem(const model::Report& report);
/// A name as a file or folder name: [a-z0-9._-], at most 80 bytes, never special. Different names may give the same.
std::string file_name(std::string_view name);

}  // namespace perfolio::emit
