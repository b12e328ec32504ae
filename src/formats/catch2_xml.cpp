// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/catch2.h"
#include "formats/json.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

/// Catch2's XML reporter (`--reporter xml`): all values in nanoseconds.
namespace perfolio::formats {
namespace {

constexpr std::size_t kMaxDepth = 200;
constexpr std::size_t kPiece = std::size_t{1} << 20U;  // expat copies what it is handed
constexpr std::size_t kMostDocuments = 1000;           // each costs a piece

using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)>;

std::string_view attribute(const XML_Char** attributes, std::string_view name) {
  for (const XML_Char** at = attributes; *at != nullptr; at += 2) {
    if (*at == name) return at[1];
  }
  return {};
}

/// Follows one document. What is wrong is kept and told when the parser, which knows no exceptions, has returned.
class Document {
 public:
  Document(XML_Parser parser, RunSink& sink, model::Run& run) : parser_(parser), sink_(sink), run_(run) {}
  void open(std::string_view element, const XML_Char** attributes);
  void close(std::string_view element);
  void doctype() { stop("a document type declaration (DTD): none is read"); }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  /// Where the complaint, or the end, is in the document.
  [[nodiscard]] std::size_t stopped_at() const { return stopped_at_; }
  [[nodiscard]] std::size_t here() const;

 private:
  void stop(const std::string& complaint);
  void mean(const XML_Char** attributes);
  std::optional<double> number(const XML_Char** attributes, std::string_view name);

  XML_Parser parser_;
  RunSink& sink_;
  model::Run& run_;
  std::size_t depth_ = 0;
  std::vector<std::string> title_;  ///< the test case and its open sections.
  std::string benchmark_;
  bool measured_ = false;  ///< the benchmark has a mean.
  bool complete_ = false;
  std::string complaint_;
  std::size_t stopped_at_ = 0;
};

std::size_t Document::here() const {
  return static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
}

void Document::stop(const std::string& complaint) {
  if (complaint_.empty()) {
    complaint_ = complaint;
    stopped_at_ = here();
  }
  XML_StopParser(parser_, XML_FALSE);
}

std::optional<double> Document::number(const XML_Char** attributes, std::string_view name) {
  const std::string_view text = base::trim(attribute(attributes, name));
  const std::string word = base::to_lower_ascii(text);
  if (text.empty() || word.find("nan") != std::string::npos || word.find("inf") != std::string::npos) {
    sink_.ignored("value is missing (null or not a number)");
    return std::nullopt;
  }
  const auto number = base::parse_number(text);
  if (!number) stop(fmt::format("\"{}\" is not a number that can be kept", base::visible(text.substr(0, 40))));
  return number;
}

void Document::mean(const XML_Char** attributes) {
  const auto value = number(attributes, "value");
  if (!value) return;
  model::Result result;
  result.benchmark = catch2_name(title_, benchmark_);
  result.value = *value;
  result.unit = "ns";
  result.estimator = "mean";
  result.lower = number(attributes, "lowerBound");
  result.upper = number(attributes, "upperBound");
  run_.results.push_back(std::move(result));
  measured_ = true;
}

void Document::open(std::string_view element, const XML_Char** attributes) {
  if (++depth_ > kMaxDepth) return stop(fmt::format("the XML is nested deeper than {} levels", kMaxDepth));
  if (element == "TestCase" || element == "Section") {
    if (element == "TestCase") title_.clear();
    title_.emplace_back(base::trim(attribute(attributes, "name")));
  } else if (element == "BenchmarkResults") {
    benchmark_ = attribute(attributes, "name");
    measured_ = false;
    if (benchmark_.empty()) stop("a benchmark without a name");
  } else if (element == "failed" && !benchmark_.empty()) {
    sink_.ignored("benchmark reported an error");
  } else if (element == "mean" && !benchmark_.empty()) {
    mean(attributes);
  } else if (element == "standardDeviation" && measured_) {
    run_.results.back().spread = fmt::format("std dev {} ns", attribute(attributes, "value"));
  }
}

void Document::close(std::string_view element) {
  if ((element == "TestCase" || element == "Section") && !title_.empty()) title_.pop_back();
  if (element == "BenchmarkResults") {
    benchmark_.clear();
    measured_ = false;
  }
  if (--depth_ > 0) return;
  complete_ = true;  // another document may follow
  stopped_at_ = here();
  XML_StopParser(parser_, XML_FALSE);
}

void on_open(void* document, const XML_Char* element, const XML_Char** attributes) {
  static_cast<Document*>(document)->open(element, attributes);
}
void on_close(void* document, const XML_Char* element) { static_cast<Document*>(document)->close(element); }
void on_doctype(void* document, const XML_Char* /*name*/, const XML_Char* /*system*/, const XML_Char* /*publ*/,
                int /*has_subset*/) {
  static_cast<Document*>(document)->doctype();
}

std::string complaint_of(XML_Error error) {
  switch (error) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
    case XML_ERROR_PARTIAL_CHAR:
      return "the XML ends too early";
    case XML_ERROR_NO_MEMORY:
      return "the XML needs more memory than there is";
    default:
      return fmt::format("this is not well-formed XML ({})", XML_ErrorString(error));
  }
}

/// Reads one document; returns where it ends.
std::size_t read_document(std::string_view bytes, std::size_t begin, RunSink& sink, model::Run& run) {
  const Parser parser(XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) throw base::Error(base::Fault::Outside, {}, "no memory for reading XML");
  Document document(parser.get(), sink, run);
  XML_SetUserData(parser.get(), &document);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  // Without a DTD there are no entities but the five of XML itself, and nothing outside is referred to.
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  XML_SetParamEntityParsing(parser.get(), XML_PARAM_ENTITY_PARSING_NEVER);
  bool going = true;
  for (std::size_t at = begin; going; at += kPiece) {
    const std::string_view piece = bytes.substr(std::min(at, bytes.size()), kPiece);
    const bool last = at + piece.size() >= bytes.size();
    going = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) == XML_STATUS_OK;
    if (last) going = false;
  }
  const auto place = [&](std::size_t index) { return std::min(begin + index, bytes.size()); };
  if (!document.complaint().empty()) refuse_at(bytes, place(document.stopped_at()), document.complaint());
  if (!document.complete()) refuse_at(bytes, place(document.here()), complaint_of(XML_GetErrorCode(parser.get())));
  return place(document.stopped_at() + 1);
}

}  // namespace

std::size_t catch2_xml_begin(std::string_view bytes, std::size_t from) {
  constexpr std::string_view kRoot = "<Catch";
  std::size_t root = bytes.find(kRoot, from);
  while (root != std::string_view::npos) {
    const std::string_view behind = bytes.substr(root + kRoot.size());
    if (behind.starts_with("2TestRun") || behind.starts_with(' ') || behind.starts_with('>')) break;
    root = bytes.find(kRoot, root + 1);
  }
  if (root == std::string_view::npos) return root;
  // The declaration names the encoding.
  const std::size_t declaration = bytes.substr(from, root - from).rfind("<?xml");
  return declaration == std::string_view::npos ? root : from + declaration;
}

void read_catch2_xml(std::string_view bytes, std::size_t begin, RunSink& sink, model::Run& run) {
  for (std::size_t document = 1; begin != std::string_view::npos; ++document) {
    if (document > kMostDocuments) refuse_at(bytes, begin, fmt::format("more than {} XML documents", kMostDocuments));
    const std::size_t end = read_document(bytes, begin, sink, run);
    begin = catch2_xml_begin(bytes, end);
  }
}

}  // namespace perfolio::formats
