// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/text_metrics.h"
#include "model/report.h"
#include "style/style.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::layout {

/// Groups and Table are the same list of all benchmarks, by group.
enum class Section { Summary, Groups, Detail, Table, HeatMap, Matrix, Method };
enum class DetailMode { Changed, All, None };

/// A picture of the project's own, a PNG.
struct Logo {
  std::string png;  ///< its bytes; empty: there is none.
  base::Size pixels;
  std::string alt;
};

/// "a4", "letter", "slide" (16:9, for a screen), in points; none: it is no such word.
std::optional<base::Size> paper_size(std::string_view name);

struct DocumentOptions {
  base::Size paper{595.28, 841.89};
  std::vector<Section> sections{Section::Summary, Section::Detail, Section::HeatMap, Section::Table, Section::Method};
  DetailMode detail = DetailMode::Changed;
  std::vector<std::size_t> charts;  ///< series that get a detail chart whatever changed.
  std::string digest;               ///< of the inputs, for the footer.
  Logo logo;                        ///< above the title of page one.
};

struct OutlineEntry {
  std::string title;
  std::string anchor;
  int level = 0;
};

struct Page {
  Scene scene;
  std::string label;
  std::vector<OutlineEntry> outline;
  const Logo* logo = nullptr;  ///< first in reading order; null: none.
  base::Rect logo_place = {};
};

/// Where the logo stands on a page whose text begins at `area`: in the margin above it, at its left end, as large as
/// fits.
base::Rect logo_place(const Logo& logo, base::Rect area);

struct DocumentPlan;

/// The pages of the report: all are planned, and each is made when it is asked for. Two thousand charts must not be in
/// memory together.
class Document {
 public:
  /// All that it takes must live longer.
  Document(const model::Report& report, const DocumentOptions& options, const style::Style& style,
           const TextMetrics& metrics);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  [[nodiscard]] std::size_t pages() const { return pages_; }
  /// From 1, in any order; by several threads at once where the metrics answer them.
  [[nodiscard]] Page page(std::size_t number) const;

 private:
  std::unique_ptr<DocumentPlan> plan_;
  std::size_t pages_ = 0;
};

/// Hands on the pages one by one, each before the next is made.
void lay_out_pages(const model::Report& report, const DocumentOptions& options, const style::Style& style,
                   const TextMetrics& metrics, const std::function<void(const Page&)>& sink);

/// The first page of the report as one picture, 880 units wide and as high as it needs; no text below 12 units.
Scene dashboard(const model::Report& report, const std::string& digest, const style::Style& style,
                const TextMetrics& metrics);

/// The same for a phone: 480 units wide, one thing below the other.
Scene narrow_dashboard(const model::Report& report, const std::string& digest, const style::Style& style,
                       const TextMetrics& metrics);

/// What a link to the report shows where links become cards: 1200 x 630 units.
Scene social_card(const model::Report& report, const style::Style& style, const TextMetrics& metrics);

/// One trend chart as a picture of 880 x 300 units, one tile as 280 x 108.
Scene chart_scene(const model::Report& report, std::size_t benchmark, const style::Style& style,
                  const TextMetrics& metrics);
/// A family's trend and, below it, how it scales: 880 units wide, as high as it needs.
Scene family_scene(const model::Report& report, const model::Family& family, const style::Style& style,
                   const TextMetrics& metrics);
Scene tile_scene(const model::Report& report, std::size_t group, const style::Style& style, const TextMetrics& metrics);

/// The first seven digits that stand for all inputs: SHA-256 over their digests.
std::string data_digest(const model::Report& report);

}  // namespace perfolio::layout
