// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/perfolio_pdf.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"

#define POINTERHOLDER_TRANSITION 4
#include <fmt/format.h>
#include <qpdf/Pipeline.hh>
#include <qpdf/Pl_Flate.hh>

#include <algorithm>
#include <optional>

/// The report.json that a PDF of ours carries. The bytes may be anybody's, and a PDF may hold compressed tables that
/// grow without bound before a word of it is understood: so that only what is wanted is looked for, the dictionary of
/// an embedded file, which always stands uncompressed before its data (ISO 32000-1, 7.5.7), and only that is inflated,
/// up to a limit. No table of references is needed: a PDF whose own is broken still gives its report.
namespace perfolio::formats {

extern const Format kPerfolioReport;

namespace {

using base::Error;
using base::Fault;

constexpr std::size_t kLargestReport = std::size_t{256} << 20;  ///< bytes; of 2000 benchmarks and 300 releases: 100 MB.
constexpr std::size_t kLongestDictionary = 4096;
constexpr std::size_t kMostFiles = 64;  ///< embedded ones that are looked at, from the end.

/// Takes so many bytes and no more.
class Bounded final : public Pipeline {
 public:
  explicit Bounded(std::size_t most) : Pipeline("report", nullptr), most_(most) {}
  void write(unsigned char const* data, std::size_t n) override {
    text.append(reinterpret_cast<const char*>(data), std::min(n, most_ - text.size()));
    if (text.size() == most_) throw Full{};
  }
  void finish() override {}
  struct Full {};
  std::string text;

 private:
  std::size_t most_;
};

/// The data inflated, or as much as `most` of it; nothing where it is broken before the end.
std::optional<std::string> inflated(std::string_view data, std::size_t most) {
  Bounded out(most);
  try {
    Pl_Flate inflate("report", &out, Pl_Flate::a_inflate);
    inflate.write(reinterpret_cast<unsigned char const*>(data.data()), data.size());
    inflate.finish();
  } catch (const Bounded::Full&) {
    return std::move(out.text);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  return std::move(out.text);
}

struct Embedded {
  std::string_view data;
  bool compressed = false;
};

/// The text of the embedded file, or as much as `most` of it.
std::optional<std::string> text_of(const Embedded& file, std::size_t most) {
  if (file.compressed) return inflated(file.data, most);
  return std::string(file.data.substr(0, most));
}

/// The embedded file in whose dictionary `at` lies; nothing where it is none that can be read.
std::optional<Embedded> embedded_at(std::string_view bytes, std::size_t at) {
  const std::size_t from = at - std::min(at, kLongestDictionary);
  const std::size_t head = bytes.substr(from, at - from).rfind(" obj");
  const std::size_t tail = bytes.substr(at, kLongestDictionary).find("stream");
  if (head == std::string_view::npos || tail == std::string_view::npos) return std::nullopt;
  const std::string_view dictionary = bytes.substr(from + head, at + tail - from - head);
  if (dictionary.find("endobj") != std::string_view::npos) return std::nullopt;
  std::size_t start = at + tail + 6;
  if (bytes.substr(start).starts_with('\r')) ++start;
  if (!bytes.substr(start).starts_with('\n')) return std::nullopt;
  ++start;
  const std::size_t end = bytes.find("endstream", start);
  if (end == std::string_view::npos) return std::nullopt;
  const std::size_t filter = dictionary.find("/Filter");
  const bool flate =
      filter != std::string_view::npos && dictionary.find("/FlateDecode", filter) != std::string_view::npos;
  if (filter != std::string_view::npos && !flate) return std::nullopt;
  return Embedded{bytes.substr(start, end - start), flate};
}

/// Where a dictionary says that it is an embedded file's, before `end`.
std::size_t last_mark(std::string_view bytes, std::size_t end) {
  constexpr std::string_view kMark = "/EmbeddedFile";
  while (end > 0) {
    const std::size_t at = bytes.rfind(kMark, end - 1);
    if (at == std::string_view::npos) return at;
    const std::string_view next = bytes.substr(at + kMark.size(), 1);
    if (next.empty() || std::string_view("/ \r\n\t>").find(next) != std::string_view::npos) return at;
    end = at;
  }
  return std::string_view::npos;
}

/// The newest report among the embedded files: what is written later stands later.
std::optional<Embedded> attached(std::string_view bytes) {
  std::size_t end = bytes.size();
  for (std::size_t n = 0; n < kMostFiles; ++n) {
    end = last_mark(bytes, end);
    if (end == std::string_view::npos) break;
    const auto file = embedded_at(bytes, end);
    const auto head = file ? text_of(*file, kSniffBytes) : std::nullopt;
    if (head && kPerfolioReport.sniff(*head) == Match::Sure) return file;
  }
  return std::nullopt;
}

[[noreturn]] void refuse(std::string_view bytes) {
  if (bytes.find("/Encrypt ") != std::string_view::npos)
    throw Error(Fault::Input, {}, "this PDF is encrypted, and what is attached to it cannot be read",
                "take the report.json beside it, or a copy without a password");
  throw Error(Fault::Input, {}, "this PDF has no report.json of perfolio attached",
              "perfolio report attaches it, unless --attach none is given");
}

std::string report_in(std::string_view bytes) {
  const std::optional<Embedded> file = attached(bytes);
  if (!file) refuse(bytes);
  std::optional<std::string> text = text_of(*file, kLargestReport + 1);
  if (!text) throw Error(Fault::Input, {}, "the report attached to this PDF is torn");
  if (text->size() <= kLargestReport) return std::move(*text);
  throw Error(Fault::Input, {}, fmt::format("the report attached to this PDF is beyond {} MB", kLargestReport >> 20));
}

Match sniff(std::string_view head) { return head.starts_with("%PDF-") ? Match::Sure : Match::No; }

void read(std::string_view bytes, RunSink& sink) { kPerfolioReport.read(report_in(bytes), sink); }

constexpr std::string_view kAliases[] = {"pdf"};

}  // namespace

extern const Format kPerfolioPdf;
const Format kPerfolioPdf{"perfolio-pdf", kAliases, sniff, read};

bool is_foreign_pdf(std::string_view bytes) { return sniff(bytes) == Match::Sure && !attached(bytes); }

}  // namespace perfolio::formats
