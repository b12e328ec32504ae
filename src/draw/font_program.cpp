// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/font_program.h"

#include "draw/face_letters.h"
#include "draw/handles.h"

#include <freetype/freetype.h>
#include <freetype/ftcid.h>
#include <hb-ot.h>
#include <hb-subset.h>

#include <cmath>

namespace perfolio::draw {

namespace {

using PlanPtr = std::unique_ptr<hb_subset_plan_t, Releaser<hb_subset_plan_destroy>>;
using InputPtr = std::unique_ptr<hb_subset_input_t, Releaser<hb_subset_input_destroy>>;

/// What a PDF has no use for: it names glyphs by their ids, and has said where each stands.
constexpr std::array kDropped = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('c', 'm', 'a', 'p'),
    HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2'), HB_TAG('V', 'O', 'R', 'G'),
    HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('g', 'a', 's', 'p'), HB_TAG('S', 'T', 'A', 'T'),
    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('m', 'e', 't', 'a')};

std::string bytes_of(hb_blob_t* blob) {
  unsigned size = 0;
  const char* data = hb_blob_get_data(blob, &size);
  return {data, size};
}

/// The ids by which a CFF font that is made for that names its glyphs: they stay in a subset. Nothing for other fonts.
std::map<std::uint32_t, std::uint32_t> own_cids(const GlyphsUsed& used) {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  if (FT_Init_FreeType(&library) != 0) return {};
  const std::unique_ptr<FT_LibraryRec_, Releaser<FT_Done_FreeType>> owner(library);
  if (FT_New_Face(library, used.file.path.c_str(), static_cast<FT_Long>(used.file.index & 0xFFFF), &face) != 0)
    return {};
  const std::unique_ptr<FT_FaceRec_, Releaser<FT_Done_Face>> face_owner(face);
  std::map<std::uint32_t, std::uint32_t> cids;
  for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
    FT_UInt cid = 0;
    if (!used.glyphs[id].used) continue;
    if (FT_Get_CID_From_Glyph_Index(face, static_cast<FT_UInt>(id), &cid) != 0) return {};
    cids.emplace(static_cast<std::uint32_t>(id), cid);
  }
  return cids;
}

InputPtr wanted(const GlyphsUsed& used) {
  InputPtr input(hb_subset_input_create_or_fail());
  hb_set_t* glyphs = hb_subset_input_glyph_set(input.get());
  for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
    if (used.glyphs[id].used) hb_set_add(glyphs, static_cast<hb_codepoint_t>(id));
  }
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag : kDropped) hb_set_add(dropped, tag);
  // Outlines that are written out whole deflate to a fifth less than those that call each other's parts.
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING);
  return input;
}

/// Puts the bytes and the ids into `out`, whose kind is known.
void subset(hb_face_t* face, const GlyphsUsed& used, FontProgram& out) {
  const InputPtr input = wanted(used);
  const PlanPtr plan(hb_subset_plan_create_or_fail(face, input.get()));
  const HbFacePtr made(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
  if (!made) throw base::Error(base::Fault::Outside, {used.file.path, {}}, "the font cannot be embedded");
  const HbBlobPtr blob(out.cff ? hb_face_reference_table(made.get(), HB_TAG('C', 'F', 'F', ' '))
                               : hb_face_reference_blob(made.get()));
  out.bytes = bytes_of(blob.get());
  if (out.cff) out.cids = own_cids(used);
  if (!out.cids.empty()) return;
  const hb_map_t* numbers = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
    const auto glyph = static_cast<hb_codepoint_t>(id);
    if (used.glyphs[id].used) out.cids.emplace(glyph, hb_map_get(numbers, glyph));
  }
}

std::string postscript_name(hb_face_t* face) {
  char name[128];
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  std::string kept;
  for (const char c : std::string_view(name, size)) {
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-') kept += c;
  }
  return kept.empty() ? "Font" : kept;
}

/// Sixteen bits of a table, with sign.
int word(hb_face_t* face, hb_tag_t table, std::size_t at) {
  const HbBlobPtr blob(hb_face_reference_table(face, table));
  const std::string bytes = bytes_of(blob.get());
  if (bytes.size() < at + 2) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  return static_cast<std::int16_t>(byte(at) << 8 | byte(at + 1));
}

void measure(hb_face_t* face, FontProgram& out) {
  const HbFontPtr font(hb_font_create(face));
  const double em = hb_face_get_upem(face);
  const auto thousandths = [&](int units) { return static_cast<int>(std::lround(units * 1000 / em)); };
  hb_font_extents_t extents;
  hb_font_get_h_extents(font.get(), &extents);
  out.ascent = thousandths(extents.ascender);
  out.descent = thousandths(extents.descender);
  hb_position_t capital = 0;
  const bool known = hb_ot_metrics_get_position(font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &capital) != 0;
  out.capital = known ? thousandths(capital) : out.ascent;
  // OpenType, "head": xMin, yMin, xMax and yMax.
  for (std::size_t i = 0; i < 4; ++i) out.box[i] = thousandths(word(face, HB_TAG('h', 'e', 'a', 'd'), 36 + 2 * i));
  out.fixed_pitch = word(face, HB_TAG('p', 'o', 's', 't'), 14) != 0 || word(face, HB_TAG('p', 'o', 's', 't'), 12) != 0;
}

}  // namespace

FontProgram font_program(const GlyphsUsed& used) {
  const HbFacePtr face = opened(used.file);
  FontProgram out;
  out.name = postscript_name(face.get());
  out.cff = word(face.get(), HB_TAG('C', 'F', 'F', ' '), 0) != 0;
  subset(face.get(), used, out);
  measure(face.get(), out);
  return out;
}

}  // namespace perfolio::draw
