// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/fallback.h"

#include <fontconfig/fcfreetype.h>

#include <algorithm>

namespace perfolio::draw {

namespace {

using PatternPtr = std::unique_ptr<FcPattern, Releaser<FcPatternDestroy>>;

const FcChar8* name_of(const std::string& path) { return reinterpret_cast<const FcChar8*>(path.c_str()); }

/// The letters of the file's first face; null where it is no font.
FcCharSetPtr letters_in(const std::string& path) {
  int faces = 0;
  const PatternPtr pattern(FcFreeTypeQuery(name_of(path), 0, nullptr, &faces));
  FcCharSet* letters = nullptr;
  if (!pattern || FcPatternGetCharSet(pattern.get(), FC_CHARSET, 0, &letters) != FcResultMatch) return nullptr;
  return FcCharSetPtr(FcCharSetCopy(letters));
}

/// "NotoSansThai-Bold.ttf" of "NotoSansThai-Regular.ttf", where it is there: not every script has one.
std::string bold_of(const std::string& path) {
  constexpr std::string_view kRegular = "-Regular.";
  const std::size_t at = path.rfind(kRegular);
  if (at == std::string::npos) return {};
  std::string bold = path.substr(0, at) + "-Bold." + path.substr(at + kRegular.size());
  int faces = 0;
  const PatternPtr pattern(FcFreeTypeQuery(name_of(bold), 0, nullptr, &faces));
  return pattern ? bold : std::string();
}

bool is_asked_for(const FallbackFace& face, char32_t letter) {
  return std::ranges::any_of(face.ranges,
                             [&](const auto& range) { return letter >= range.first && letter <= range.second; });
}

}  // namespace

const std::vector<FallbackFace>& fallback_faces() {
  static const std::vector<FallbackFace> faces = {
      {"NotoSans-Regular.ttf", "Noto Sans", {{0x80, 0x52F}, {0x1AB0, 0x1AFF}, {0x1C80, 0x20CF}, {0x2C60, 0xA7FF}}},
      {"NotoSansArmenian-Regular.ttf", "Noto Sans Armenian", {{0x530, 0x58F}, {0xFB13, 0xFB17}}},
      {"NotoSansHebrew-Regular.ttf", "Noto Sans Hebrew", {{0x590, 0x5FF}, {0xFB1D, 0xFB4F}}},
      {"NotoSansArabic-Regular.ttf",
       "Noto Sans Arabic",
       {{0x600, 0x6FF}, {0x750, 0x77F}, {0x8A0, 0x8FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}}},
      {"NotoSansSyriac-Regular.ttf", "Noto Sans Syriac", {{0x700, 0x74F}}},
      {"NotoSansThaana-Regular.ttf", "Noto Sans Thaana", {{0x780, 0x7BF}}},
      {"NotoSansDevanagari-Regular.ttf", "Noto Sans Devanagari", {{0x900, 0x97F}, {0xA8E0, 0xA8FF}}},
      {"NotoSansBengali-Regular.ttf", "Noto Sans Bengali", {{0x980, 0x9FF}}},
      {"NotoSansGurmukhi-Regular.ttf", "Noto Sans Gurmukhi", {{0xA00, 0xA7F}}},
      {"NotoSansGujarati-Regular.ttf", "Noto Sans Gujarati", {{0xA80, 0xAFF}}},
      {"NotoSansOriya-Regular.ttf", "Noto Sans Oriya", {{0xB00, 0xB7F}}},
      {"NotoSansTamil-Regular.ttf", "Noto Sans Tamil", {{0xB80, 0xBFF}}},
      {"NotoSansTelugu-Regular.ttf", "Noto Sans Telugu", {{0xC00, 0xC7F}}},
      {"NotoSansKannada-Regular.ttf", "Noto Sans Kannada", {{0xC80, 0xCFF}}},
      {"NotoSansMalayalam-Regular.ttf", "Noto Sans Malayalam", {{0xD00, 0xD7F}}},
      {"NotoSansSinhala-Regular.ttf", "Noto Sans Sinhala", {{0xD80, 0xDFF}}},
      {"NotoSansThai-Regular.ttf", "Noto Sans Thai", {{0xE00, 0xE7F}}},
      {"NotoSansLao-Regular.ttf", "Noto Sans Lao", {{0xE80, 0xEFF}}},
      {"NotoSerifTibetan-Regular.ttf", "Noto Serif Tibetan", {{0xF00, 0xFFF}}},
      {"NotoSansMyanmar-Regular.ttf", "Noto Sans Myanmar", {{0x1000, 0x109F}}},
      {"NotoSansGeorgian-Regular.ttf", "Noto Sans Georgian", {{0x10A0, 0x10FF}, {0x1C90, 0x1CBF}, {0x2D00, 0x2D2F}}},
      {"NotoSansEthiopic-Regular.ttf", "Noto Sans Ethiopic", {{0x1200, 0x139F}, {0x2D80, 0x2DDF}}},
      {"NotoSansCherokee-Regular.ttf", "Noto Sans Cherokee", {{0x13A0, 0x13FF}, {0xAB70, 0xABBF}}},
      {"NotoSansMongolian-Regular.ttf", "Noto Sans Mongolian", {{0x1800, 0x18AF}}},
      {"NotoSansKhmer-Regular.ttf", "Noto Sans Khmer", {{0x1780, 0x17FF}, {0x19E0, 0x19FF}}},
      {"NotoSansMath-Regular.ttf", "Noto Sans Math", {{0x2070, 0x2BFF}, {0x1D400, 0x1D7FF}}},
      {"NotoSansSymbols-Regular.ttf", "Noto Sans Symbols", {{0x20D0, 0x2BFF}, {0x1F100, 0x1F1FF}, {0x1F500, 0x1F7FF}}},
      {"NotoSansSymbols2-Regular.ttf", "Noto Sans Symbols2", {{0x2190, 0x2BFF}, {0x1F000, 0x1FBFF}}},
      {"NotoSansCJK-Regular.ttc",
       "Noto Sans CJK SC",
       {{0x1100, 0x11FF},
        {0x2000, 0x2BFF},
        {0x2E80, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7FF},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE4F},
        {0xFF00, 0xFFEF},
        {0x1F100, 0x1F2FF},
        {0x20000, 0x3FFFF}}},
  };
  return faces;
}

const Fallback::Read& Fallback::read(const FallbackFace& face) {
  const auto [at, fresh] = read_.try_emplace(&face);
  if (!fresh) return at->second;
  for (const std::string& folder : folders_) {
    std::string path = folder + "/" + face.file;
    FcCharSetPtr letters = letters_in(path);
    if (!letters) continue;
    at->second.bold = bold_of(path);
    at->second.path = std::move(path);
    at->second.letters = std::move(letters);
    break;
  }
  return at->second;
}

const Fallback::Found& Fallback::find(char32_t letter) {
  const auto [at, fresh] = found_.try_emplace(letter);
  if (!fresh) return at->second;
  for (const FallbackFace& face : fallback_faces()) {
    if (!is_asked_for(face, letter)) continue;
    const Read& file = read(face);
    if (file.path.empty() || FcCharSetHasChar(file.letters.get(), letter) == FcFalse) continue;
    at->second = {&face, file.path, file.bold};
    break;
  }
  return at->second;
}

}  // namespace perfolio::draw
