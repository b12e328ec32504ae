// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "draw/font_program.h"
#include "emit/deflate.h"
#include "emit/pdf_document.h"
#include "emit/xml_text.h"

#include <fmt/format.h>
#include <lcms2.h>

#include <iterator>
#include <map>
#include <memory>

/// What stands once in a document: its fonts, its metadata, what its colours mean.
namespace perfolio::emit {

namespace {

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

std::string xmp(const PdfFacts& a, bool attached) {
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
      xml_text(a.title), xml_text(a.subject), xml_text(a.creator), dates, kSchema, attached ? 3 : 2);
}

/// Six letters that tell subsets of a font apart (ISO 32000-1, 9.6.4).
std::string subset_tag(const draw::GlyphsUsed& used) {
  std::string ids;
  for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
    if (used.glyphs[id].used) ids += std::to_string(id) + ' ';
  }
  std::string tag;
  for (const char c : base::sha256_hex(ids).substr(0, 6))
    tag += static_cast<char>('A' + (c <= '9' ? c - '0' : c - 'a' + 10));
  return tag;
}

/// Widths of the glyphs (9.7.4.3), those that follow each other together.
std::string widths(const draw::GlyphsUsed& used, const draw::FontProgram& program) {
  std::map<std::uint32_t, double> by_cid;
  for (const auto& [glyph, cid] : program.cids) by_cid.emplace(cid, used.glyphs[glyph].advance);
  std::string out = "[";
  std::uint32_t next = 0;
  for (const auto& [cid, advance] : by_cid) {
    const bool first = out.size() == 1;
    if (first || cid != next) {
      fmt::format_to(std::back_inserter(out), "{}{}[", first ? "" : "]", cid);
    } else {
      out += ' ';
    }
    out += pdf_number(advance);
    next = cid + 1;
  }
  return out + (by_cid.empty() ? "]" : "]]");
}

/// Lines of a CMap in blocks of at most a hundred.
std::string blocks(const std::vector<std::string>& lines, std::string_view kind) {
  std::string out;
  for (std::size_t begin = 0; begin < lines.size(); begin += 100) {
    const std::size_t count = std::min<std::size_t>(100, lines.size() - begin);
    fmt::format_to(std::back_inserter(out), "{} begin{}\n", count, kind);
    for (std::size_t i = begin; i < begin + count; ++i) out += lines[i];
    fmt::format_to(std::back_inserter(out), "end{}\n", kind);
  }
  return out;
}

/// A CMap of two bytes a code around its lines.
std::string cmap(std::string_view ordering, std::string_view name, int type, const std::string& lines) {
  return fmt::format(
      "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering({})"
      "/Supplement 0>>def/CMapName/{} def/CMapType {} def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{}"
      "endcmap CMapName currentdict/CMap defineresource pop end end\n",
      ordering, name, type, lines);
}

/// From codes to the glyphs of the embedded font (9.7.5.3).
std::string encoding(const draw::GlyphsUsed& used, const draw::FontProgram& program) {
  std::vector<std::string> lines;
  for (const auto& [glyph, cid] : program.cids)
    lines.push_back(fmt::format("<{:04X}>{}\n", used.glyphs[glyph].code, cid));
  return cmap("Identity", "Codes", 1, "/WMode 0 def\n" + blocks(lines, "cidchar"));
}

std::string utf16_hex(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto c = static_cast<unsigned>(base::next_code_point(utf8, at));
    if (c < 0x10000) {
      fmt::format_to(std::back_inserter(out), "{:04X}", c);
    } else {
      const unsigned rest = c - 0x10000;
      fmt::format_to(std::back_inserter(out), "{:04X}{:04X}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
    }
  }
  return out;
}

/// What the codes mean (9.10.3).
std::string to_unicode(const draw::GlyphsUsed& used) {
  std::vector<std::string> lines;
  for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
    if (!used.glyphs[id].used) continue;
    std::string text;
    if (used.glyphs[id].letter != 0) {
      base::append_utf8(text, used.glyphs[id].letter);
    } else if (const auto said = used.texts.find(static_cast<std::uint32_t>(id)); said != used.texts.end()) {
      text = said->second;
    }
    if (text.empty()) text = "\xEF\xBF\xBD";
    lines.push_back(fmt::format("<{:04X}><{}>\n", used.glyphs[id].code, utf16_hex(text)));
  }
  return cmap("UCS", "Adobe-Identity-UCS", 2, blocks(lines, "bfchar"));
}

}  // namespace

void PdfDocument::write_font(std::size_t number, const draw::GlyphsUsed& used) {
  const draw::FontProgram program = draw::font_program(used);
  const std::size_t file = file_.number();
  const std::size_t map = file_.number();
  const std::size_t codes = file_.number();
  const std::string name = subset_tag(used) + "+" + program.name;
  file_.stream(file, program.cff ? "/Subtype/CIDFontType0C" : fmt::format("/Length1 {}", program.bytes.size()),
               program.bytes);
  file_.stream(map, "", to_unicode(used));
  file_.stream(codes,
               "/Type/CMap/CMapName/Codes/WMode 0/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
               encoding(used, program));
  const std::string descriptor = fmt::format(
      "<</Type/FontDescriptor/FontName/{}/Flags {}/FontBBox[{}]/ItalicAngle 0/Ascent {}/Descent {}/CapHeight {}"
      "/StemV 80/{} {} 0 R>>",
      name, program.fixed_pitch ? 5 : 4, fmt::join(program.box, " "), program.ascent, program.descent, program.capital,
      program.cff ? "FontFile3" : "FontFile2", file);
  const std::size_t described = file_.number();
  file_.object(described, descriptor);
  file_.object(number, fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{0}/Encoding {6} 0 R/ToUnicode {1} 0 R"
                                   "/DescendantFonts[<</Type/Font/Subtype/CIDFontType{2}/BaseFont/{0}/CIDSystemInfo"
                                   "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {3} 0 R"
                                   "/W{4}{5}>>]>>",
                                   name, map, program.cff ? 0 : 2, described, widths(used, program),
                                   program.cff ? "" : "/CIDToGIDMap/Identity", codes));
}

void PdfDocument::write_metadata(std::size_t number) {
  file_.plain_stream(number, "/Type/Metadata/Subtype/XML", xmp(facts_, !attached_.empty()));
}

std::size_t PdfDocument::write_profile() {
  const std::size_t number = file_.number();
  file_.stream(number, "/N 3", srgb_profile());
  return number;
}

}  // namespace perfolio::emit
