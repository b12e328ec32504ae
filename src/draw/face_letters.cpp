// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/face_letters.h"

#include "base/text.h"

#include <cmath>
#include <string>

namespace perfolio::draw {

HbFacePtr opened(const FaceFile& file) {
  const HbBlobPtr blob(hb_blob_create_from_file_or_fail(file.path.c_str()));
  if (!blob) throw base::Error(base::Fault::Outside, {file.path, {}}, "the font cannot be read");
  // The upper half is the named instance of a variable font.
  HbFacePtr face(hb_face_create(blob.get(), file.index & 0xFFFF));
  if (hb_face_get_glyph_count(face.get()) == 0)
    throw base::Error(base::Fault::Outside, {file.path, {}}, "this is no font");
  return face;
}

namespace {

/// Forms of letters that only old code pages tell apart, parts of letters, and what each font means by itself: a text
/// has the letters.
bool is_no_letter(char32_t letter) {
  return (letter >= 0xFB50 && letter <= 0xFDFF) || (letter >= 0xFE70 && letter <= 0xFEFF) ||
         (letter >= 0x2E80 && letter <= 0x2FDF) || (letter >= 0xE000 && letter <= 0xF8FF) || letter >= 0xF0000;
}

/// What our fonts draw in another way between figures or capitals.
constexpr std::string_view kSigns = "!#$%&()*+,-./:;<=>?@[]_{|}~x±×·−→…";

}  // namespace

FaceLetters::FaceLetters(const FaceFile& file, bool forms)
    : face_(opened(file)), font_(hb_font_create(face_.get())), large_(hb_face_get_glyph_count(face_.get()) > 0x8000) {
  const HbSetPtr all(hb_set_create());
  hb_face_collect_unicodes(face_.get(), all.get());
  hb_codepoint_t letter = HB_SET_VALUE_INVALID;
  hb_codepoint_t glyph = 0;
  while (hb_set_next(all.get(), &letter) != 0) {
    if (!is_no_letter(letter) && hb_font_get_nominal_glyph(font_.get(), letter, &glyph) != 0)
      letters_.try_emplace(glyph, letter);
  }
  if (forms) learn_forms();
}

void FaceLetters::learn_forms() {
  for (const bool tabular : {true, false}) {
    learn("0123456789", tabular);
    for (std::size_t at = 0; at < kSigns.size();) {
      const std::size_t begin = at;
      base::next_code_point(kSigns, at);
      for (const char* beside : {"A", "1"})
        learn(beside + std::string(kSigns.substr(begin, at - begin)) + beside, tabular);
    }
  }
}

unsigned FaceLetters::code(std::uint32_t glyph) const {
  if (large_) return glyph;
  if (const auto at = figures_.find(glyph); at != figures_.end()) return at->second;
  const char32_t own = letter(glyph);
  hb_codepoint_t plain = 0;
  const bool ascii = own >= 0x20 && own < 0x7F && hb_font_get_nominal_glyph(font_.get(), own, &plain) != 0;
  return ascii && plain == glyph ? own : 0x8000 | glyph;
}

double FaceLetters::advance(std::uint32_t glyph) const {
  const double units = hb_font_get_glyph_h_advance(font_.get(), glyph);
  return std::round(units * 10000 / hb_face_get_upem(face_.get())) / 10;
}

/// Where each letter of the text became one glyph.
void FaceLetters::learn(std::string_view text, bool tabular) {
  const HbBufferPtr buffer(hb_buffer_create());
  hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_guess_segment_properties(buffer.get());
  const hb_feature_t feature{HB_TAG('t', 'n', 'u', 'm'), tabular ? 1U : 0U, HB_FEATURE_GLOBAL_START,
                             HB_FEATURE_GLOBAL_END};
  hb_shape(font_.get(), buffer.get(), &feature, 1);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  std::size_t at = 0;
  for (unsigned i = 0; i < count && at < text.size(); ++i) {
    if (infos[i].cluster != at) return;
    const char32_t letter = base::next_code_point(text, at);
    if (i + 1 < count && infos[i + 1].cluster != at) return;
    const bool fresh = letters_.try_emplace(infos[i].codepoint, letter).second;
    if (fresh && tabular && letter >= '0' && letter <= '9') figures_.try_emplace(infos[i].codepoint, letter - 0x20);
  }
}

char32_t FaceLetters::letter(std::uint32_t glyph) const {
  const auto at = letters_.find(glyph);
  return at == letters_.end() ? 0 : at->second;
}

}  // namespace perfolio::draw
