// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/xml.h"

#include "base/error.h"
#include "formats/json.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace perfolio::formats {
namespace {

constexpr std::size_t kMaxDepth = 200;
constexpr std::size_t kPiece = std::size_t{1} << 20U;  // expat copies what it is handed

using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)>;

/// Follows one document for the reader of it.
class Document {
 public:
  Document(XML_Parser parser, XmlEvents& events) : parser_(parser), events_(events) {}
  void open(std::string_view element, const XML_Char** attributes);
  void close(std::string_view element);
  void text(std::string_view piece) {
    if (complaint_.empty()) events_.text(piece);
  }
  void stop(const std::string& complaint);
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  /// Where the complaint, or the end, is in the document.
  [[nodiscard]] std::size_t stopped_at() const { return stopped_at_; }
  [[nodiscard]] std::size_t here() const {
    return static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
  }

 private:
  XML_Parser parser_;
  XmlEvents& events_;
  std::size_t depth_ = 0;
  bool complete_ = false;
  std::string complaint_;
  std::size_t stopped_at_ = 0;
};

void Document::stop(const std::string& complaint) {
  if (complaint_.empty()) {
    complaint_ = complaint;
    stopped_at_ = here();
  }
  XML_StopParser(parser_, XML_FALSE);
}

void Document::open(std::string_view element, const XML_Char** attributes) {
  if (!complaint_.empty()) return;
  if (++depth_ > kMaxDepth) return stop(fmt::format("the XML is nested deeper than {} levels", kMaxDepth));
  XmlAttributes::Pairs pairs;
  for (const XML_Char** at = attributes; *at != nullptr; at += 2) pairs.emplace_back(at[0], at[1]);
  events_.open(element, XmlAttributes(std::move(pairs)));
  if (!events_.complaint().empty()) stop(events_.complaint());
}

void Document::close(std::string_view element) {
  if (!complaint_.empty()) return;
  events_.close(element);
  if (!events_.complaint().empty()) stop(events_.complaint());
  if (--depth_ > 0) return;
  complete_ = true;  // another document may follow
  stopped_at_ = here();
  XML_StopParser(parser_, XML_FALSE);
}

void on_open(void* document, const XML_Char* element, const XML_Char** attributes) {
  static_cast<Document*>(document)->open(element, attributes);
}
void on_close(void* document, const XML_Char* element) { static_cast<Document*>(document)->close(element); }
void on_text(void* document, const XML_Char* text, int size) {
  static_cast<Document*>(document)->text({text, static_cast<std::size_t>(size)});
}
void on_doctype(void* document, const XML_Char* /*name*/, const XML_Char* /*system*/, const XML_Char* /*publ*/,
                int /*has_subset*/) {
  static_cast<Document*>(document)->stop("a document type declaration (DTD): none is read");
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

void parse(XML_Parser parser, std::string_view bytes, std::size_t begin) {
  bool going = true;
  for (std::size_t at = begin; going; at += kPiece) {
    const std::string_view piece = bytes.substr(std::min(at, bytes.size()), kPiece);
    const bool last = at + piece.size() >= bytes.size();
    going = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) == XML_STATUS_OK && !last;
  }
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  const auto found = std::ranges::find(pairs_, name, [](const auto& pair) { return pair.first; });
  return found == pairs_.end() ? std::string_view() : found->second;
}

std::size_t read_xml(std::string_view bytes, std::size_t begin, XmlEvents& events) {
  const Parser parser(XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) throw base::Error(base::Fault::Outside, {}, "no memory for reading XML");
  Document document(parser.get(), events);
  XML_SetUserData(parser.get(), &document);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  XML_SetParamEntityParsing(parser.get(), XML_PARAM_ENTITY_PARSING_NEVER);
  parse(parser.get(), bytes, begin);
  const auto place = [&](std::size_t index) { return std::min(begin + index, bytes.size()); };
  if (!document.complaint().empty()) refuse_at(bytes, place(document.stopped_at()), document.complaint());
  if (!document.complete()) refuse_at(bytes, place(document.here()), complaint_of(XML_GetErrorCode(parser.get())));
  return place(document.stopped_at() + 1);
}

}  // namespace perfolio::formats
