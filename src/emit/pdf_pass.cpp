// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/pdf_pass.h"

#include "base/error.h"
#include "emit/xml_text.h"

#include <fmt/format.h>
#include <lcms2.h>
#define POINTERHOLDER_TRANSITION 4
#ifdef __clang__
// qpdf 11.3's JSON.hh has a vector of the class it is still defining, which clang refuses in C++20 with libstdc++ 12.
// Nothing here speaks JSON with qpdf.
#define JSON_HH
class JSON;
#endif
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>
#include <set>

namespace perfolio::emit {

namespace {

using Handle = QPDFObjectHandle;

Handle text(const std::string& utf8) { return Handle::newUnicodeString(utf8); }
Handle name(const std::string& n) { return Handle::newName(n); }

/// The sRGB profile, with its clock-dependent creation date replaced. Of version 4 its curves are formulas: with the
/// tables of version 2 it took 9 kB. PDF 1.7 and PDF/A-2 know versions up to 4.2.
std::string srgb_profile() {
  const std::unique_ptr<void, cmsBool (*)(cmsHPROFILE)> profile(cmsCreate_sRGBProfile(), cmsCloseProfile);
  cmsSetProfileVersion(profile.get(), 4.2);
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile.get(), nullptr, &size);
  std::string bytes(size, '\0');
  if (cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0)
    throw base::Error(base::Fault::Outside, {}, "the sRGB profile cannot be made");
  const std::string date("\x07\xD0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00",
                         12);  // 2000-01-01, ICC.1:2010 section 7.2.8
  bytes.replace(24, 12, date);
  return bytes;
}

/// ISO 32000-1, 7.9.4.
std::string pdf_date(base::Time at) {
  std::string date = "D:";
  for (const char c : base::to_rfc3339(at)) {
    if (c >= '0' && c <= '9') date += c;
  }
  return date.substr(0, 16) + "Z";
}

std::string xmp(const PdfAdditions& a) {
  std::string dates;
  if (a.date) {
    const std::string at = base::to_rfc3339(*a.date);
    dates = fmt::format("<xmp:CreateDate>{0}</xmp:CreateDate><xmp:ModifyDate>{0}</xmp:ModifyDate>", at);
  }
  // PDF/A-2 knows only its own properties: pdfuaid:part has to be declared (ISO 19005-2, 6.6.2.3.3).
  constexpr const char* kSchema =
      "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA "
      "identification</pdfaSchema:schema>"
      "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</"
      "pdfaSchema:prefix>"
      "<pdfaSchema:property><rdf:Seq><rdf:li "
      "rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer"
      "</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part "
      "of ISO 14289"
      "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";
  return fmt::format(
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta "
      "xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
      "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
      "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
      "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
      "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
      "<pdfaid:part>{5}</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance><pdfuaid:part>1</"
      "pdfuaid:part><dc:format>application/pdf</dc:format>"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{0}</rdf:li></rdf:Alt></dc:title>"
      "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></dc:description>"
      "<xmp:CreatorTool>{2}</xmp:CreatorTool><pdf:Producer>{2}</pdf:Producer>{3}{4}</rdf:Description></rdf:RDF></"
      "x:xmpmeta><?xpacket end=\"r\"?>",
      xml_text(a.title), xml_text(a.subject), xml_text(a.creator), dates, kSchema, a.attachments.empty() ? 2 : 3);
}

/// Marks what is painted outside of any tag as artifact. An artifact begins before the first operator of a path, a text
/// object or an XObject, and ends before the next tag, or where the graphics state is saved or restored.
class ArtifactFilter final : public Handle::TokenFilter {
 public:
  void handleToken(QPDFTokenizer::Token const& token) override {
    using Type = QPDFTokenizer::token_type_e;
    const Type type = token.getType();
    if (type != Type::tt_word) {
      held_ += token.getRawValue();
      return;
    }
    const std::string& op = token.getValue();
    if (op == "BDC" || op == "BMC") {
      end_artifact();
      ++depth_;
    } else if (op == "EMC") {
      --depth_;
    } else if (depth_ == 0) {
      if (op == "q" || op == "Q") {
        end_artifact();
      } else if (!open_ && paints(op)) {
        write("/Artifact BMC\n");
        open_ = true;
      }
    }
    held_ += token.getRawValue();
    flush();
  }
  void handleEOF() override {
    flush();
    end_artifact();
  }

 private:
  static bool paints(const std::string& op) {
    static const std::set<std::string> kFirst = {"m", "re", "BT", "Do", "sh"};
    return kFirst.contains(op);
  }
  void end_artifact() {
    if (!open_) return;
    write("\nEMC\n");
    open_ = false;
  }
  void flush() {
    write(held_);
    held_.clear();
  }

  std::string held_;  ///< operands of the operator to come.
  int depth_ = 0;
  bool open_ = false;
};

/// A walk through the structure tree, in reading order.
class Structure {
 public:
  explicit Structure(const std::vector<std::string>& alts) : alts_(alts) {}

  void visit(Handle element) {
    if (element.isArray()) {
      for (int i = 0; i < element.getArrayNItems(); ++i) visit(element.getArrayItem(i));
      return;
    }
    if (!element.isDictionary() || !element.hasKey("/S")) return;
    const std::string role = element.getKey("/S").getName();
    if (role == "/Figure" && next_ < alts_.size()) element.replaceKey("/Alt", text(alts_[next_++]));
    if (role == "/TH") {
      Handle attributes = Handle::newDictionary();
      attributes.replaceKey("/O", name("/Table"));
      attributes.replaceKey("/Scope", name(row_header_ ? "/Row" : "/Column"));
      element.replaceKey("/A", attributes);
    }
    if (role == "/TR") row_header_ = false;
    const bool row = role == "/TR";
    if (row && element.hasKey("/K"))
      visit_row(element.getKey("/K"));
    else if (element.hasKey("/K"))
      visit(element.getKey("/K"));
  }

 private:
  /// A TH in a row that also has TD is the head of that row.
  void visit_row(Handle cells) {
    bool data = false;
    for (int i = 0; cells.isArray() && i < cells.getArrayNItems(); ++i) {
      Handle cell = cells.getArrayItem(i);
      data = data || (cell.isDictionary() && cell.hasKey("/S") && cell.getKey("/S").getName() == "/TD");
    }
    row_header_ = data;
    visit(cells);
    row_header_ = false;
  }

  const std::vector<std::string>& alts_;
  std::size_t next_ = 0;
  bool row_header_ = false;
};

void describe(QPDF& pdf, const PdfAdditions& a) {
  Handle root = pdf.getRoot();
  root.replaceKey("/Lang", text("en"));
  Handle preferences = Handle::newDictionary();
  preferences.replaceKey("/DisplayDocTitle", Handle::newBool(true));
  root.replaceKey("/ViewerPreferences", preferences);
  Handle marked = Handle::newDictionary();
  marked.replaceKey("/Marked", Handle::newBool(true));
  root.replaceKey("/MarkInfo", marked);
  Handle metadata = Handle::newStream(&pdf, xmp(a));
  metadata.getDict().replaceKey("/Type", name("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", name("/XML"));
  root.replaceKey("/Metadata", pdf.makeIndirectObject(metadata));
  Handle profile = Handle::newStream(&pdf, srgb_profile());
  profile.getDict().replaceKey("/N", Handle::newInteger(3));
  Handle intent = Handle::newDictionary();
  intent.replaceKey("/Type", name("/OutputIntent"));
  intent.replaceKey("/S", name("/GTS_PDFA1"));
  intent.replaceKey("/OutputConditionIdentifier", Handle::newString("sRGB IEC61966-2.1"));
  intent.replaceKey("/Info", Handle::newString("sRGB IEC61966-2.1"));
  intent.replaceKey("/DestOutputProfile", pdf.makeIndirectObject(profile));
  Handle intents = Handle::newArray();
  intents.appendItem(intent);
  root.replaceKey("/OutputIntents", intents);
}

void fix_information(QPDF& pdf, const PdfAdditions& a) {
  Handle information = pdf.getTrailer().getKey("/Info");
  if (!information.isDictionary()) return;
  information.replaceKey("/Producer", text(a.creator));
  if (a.date) return;
  information.removeKey("/CreationDate");
  information.removeKey("/ModDate");
}

/// Files that belong to the whole document: listed by viewers, and named by its root (ISO 19005-3, 6.8).
void attach(QPDF& pdf, const PdfAdditions& a) {
  if (a.attachments.empty()) return;
  QPDFEmbeddedFileDocumentHelper files(pdf);
  Handle all = Handle::newArray();
  for (const PdfAttachment& attachment : a.attachments) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, attachment.bytes);
    stream.setSubtype(attachment.type);
    if (a.date) stream.setModDate(pdf_date(*a.date));
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment.name, stream);
    file.setDescription(attachment.description);
    file.getObjectHandle().replaceKey("/AFRelationship", name(attachment.relationship));
    files.replaceEmbeddedFile(attachment.name, file);
    all.appendItem(file.getObjectHandle());
  }
  pdf.getRoot().replaceKey("/AF", all);
}

void fix_page(QPDFPageObjectHelper page, std::set<QPDFObjGen>& fonts_seen) {
  Handle object = page.getObjectHandle();
  object.replaceKey("/Tabs", name("/S"));
  Handle annotations = object.getKey("/Annots");
  for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
    Handle annotation = annotations.getArrayItem(i);
    Handle action = annotation.getKey("/A");
    Handle address = action.isDictionary() ? action.getKey("/URI") : Handle::newNull();
    annotation.replaceKey("/Contents", text(address.isString() ? "Opens " + address.getStringValue()
                                                               : "Link to the chart or page named here"));
    annotation.replaceKey("/F", Handle::newInteger(4));
  }
  Handle fonts = page.getAttribute("/Resources", false).getKey("/Font");
  if (fonts.isDictionary()) {
    for (const auto& [key, value] : fonts.ditems()) {
      Handle font = value;
      Handle descendants = font.getKey("/DescendantFonts");
      if (!descendants.isArray() || !fonts_seen.insert(font.getObjGen()).second) continue;
      Handle descendant = descendants.getArrayItem(0);
      // Cairo leaves out what ISO 32000-1 table 117 has as default, but ISO 19005-2 6.2.11.3.2 wants written.
      if (descendant.getKey("/Subtype").isNameAndEquals("/CIDFontType2") && !descendant.hasKey("/CIDToGIDMap")) {
        descendant.replaceKey("/CIDToGIDMap", name("/Identity"));
      }
    }
  }
  page.addContentTokenFilter(std::make_shared<ArtifactFilter>());
}

}  // namespace

std::string pdf_with(std::string bytes, const PdfAdditions& additions) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("report", bytes.data(), bytes.size());
    describe(pdf, additions);
    fix_information(pdf, additions);
    attach(pdf, additions);
    Structure(additions.figure_alts).visit(pdf.getRoot().getKey("/StructTreeRoot").getKey("/K"));
    std::set<QPDFObjGen> fonts_seen;
    for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) fix_page(page, fonts_seen);
    Pl_Flate::setCompressionLevel(9);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-2, 6.1.7.1
    writer.setMinimumPDFVersion("1.7");
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
  } catch (const base::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw base::Error(base::Fault::Outside, {}, fmt::format("the PDF cannot be finished: {}", error.what()));
  }
}

}  // namespace perfolio::emit
