// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/font_set.h"

#include "base/text.h"
#include "draw/face_letters.h"
#include "draw/fallback.h"
#include "draw/handles.h"

#include <fontconfig/fcfreetype.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace perfolio::draw {

namespace {

constexpr std::array<const char*, 4> kFiles = {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
                                               "JetBrainsMono-Regular.ttf"};
constexpr std::size_t kMostCached = 8192;
constexpr double kEm = 1000;

/// A letter that no font has, so that a reader can tell it from all others: "‹U+1F600›".
std::string escape_of(char32_t letter) { return fmt::format("‹U+{:04X}›", static_cast<std::uint32_t>(letter)); }

/// What has no shape of its own and only says how its neighbours join or look.
bool is_joining(char32_t letter) {
  return letter == 0x200C || letter == 0x200D || (letter >= 0xFE00 && letter <= 0xFE0F);
}

/// Bytes of a text that are drawn with a fallback face.
struct Borrowed {
  std::size_t begin = 0, end = 0;
  const FallbackFace* face = nullptr;
};
struct Drawable {
  std::string text;
  std::vector<Borrowed> borrowed;
};

/// Joiners belong to the letters before them, where those are borrowed; elsewhere there is nothing to join.
void join(char32_t letter, Drawable& into) {
  if (into.borrowed.empty() || into.borrowed.back().end != into.text.size() || letter >= 0xFE00) return;
  base::append_utf8(into.text, letter);
  into.borrowed.back().end = into.text.size();
}

PangoWeight weight_of(layout::Face face) {
  switch (face) {
    case layout::Face::Regular:
    case layout::Face::Mono:
      return PANGO_WEIGHT_NORMAL;
    case layout::Face::Medium:
      return PANGO_WEIGHT_MEDIUM;
    case layout::Face::SemiBold:
      return PANGO_WEIGHT_SEMIBOLD;
  }
  return PANGO_WEIGHT_NORMAL;
}

/// A line of text after shaping, and the font of each of its runs.
struct Shaped {
  TextLine line;
  std::vector<PangoFont*> fonts;
};

/// A font of one size: lives as long as the set, so that lines may name it.
struct SizedFont {
  ObjectPtr<PangoFont> font;
  std::size_t face = 0;
};

/// The glyphs of a run as Pango has them, from `x`; what draws nothing is left out.
LineRun run_of(const PangoGlyphItem& item, const std::string& part, double x) {
  LineRun run;
  run.leftwards = (item.item->analysis.level & 1) != 0;
  run.text = part.substr(static_cast<std::size_t>(item.item->offset), static_cast<std::size_t>(item.item->length));
  const PangoGlyphString& glyphs = *item.glyphs;
  for (int i = 0; i < glyphs.num_glyphs; ++i) {
    const PangoGlyphInfo& glyph = glyphs.glyphs[i];
    if (glyph.glyph != PANGO_GLYPH_EMPTY && (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) {
      run.glyphs.push_back({glyph.glyph, static_cast<std::uint32_t>(glyphs.log_clusters[i]),
                            x + glyph.geometry.x_offset / double{PANGO_SCALE},
                            glyph.geometry.y_offset / double{PANGO_SCALE}});
    }
    x += glyph.geometry.width / double{PANGO_SCALE};
  }
  return run;
}

/// The file that Pango takes the font from.
FaceFile file_of(PangoFont* font) {
  FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  FcChar8* path = nullptr;
  int index = 0;
  FcPatternGetString(pattern, FC_FILE, 0, &path);
  FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
  return {path == nullptr ? "" : reinterpret_cast<const char*>(path), static_cast<unsigned>(index)};
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// Letters that run from right to left (Unicode, DerivedBidiClass: R and AL).
bool runs_left(char32_t letter) {
  constexpr std::array<std::pair<char32_t, char32_t>, 5> kRanges = {
      {{0x590, 0x8FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}}};
  return std::ranges::any_of(kRanges,
                             [&](const auto& range) { return letter >= range.first && letter <= range.second; });
}

bool is_letter(char32_t letter) {
  return letter >= 0x80 ? letter != 0x2026 && letter != 0x2212 && !(letter >= 0x2000 && letter <= 0x206F)
                        : (letter | 0x20U) >= 'a' && (letter | 0x20U) <= 'z';
}

/// Where a number would be drawn at the left of the word before it, as it would be in a line of that script: behind
/// the word. Shaped apart, what follows is at its right, and the text of a PDF has no marks that are not in the name.
std::vector<std::size_t> breaks_in(std::string_view text) {
  std::vector<std::size_t> breaks;
  std::size_t behind = std::string_view::npos;  // the last word, if it runs to the left.
  for (std::size_t at = 0; at < text.size();) {
    const char32_t letter = base::next_code_point(text, at);
    if (runs_left(letter)) {
      behind = at;
    } else if (letter >= '0' && letter <= '9') {
      if (behind != std::string_view::npos) breaks.push_back(behind);
      behind = std::string_view::npos;
    } else if (is_letter(letter)) {
      behind = std::string_view::npos;
    }
  }
  return breaks;
}

FontDescriptionPtr description_of(const layout::Font& font) {
  FontDescriptionPtr description(pango_font_description_new());
  pango_font_description_set_family(description.get(), font.face == layout::Face::Mono ? "JetBrains Mono" : "Inter");
  pango_font_description_set_weight(description.get(), weight_of(font.face));
  pango_font_description_set_absolute_size(description.get(), font.size * PANGO_SCALE);
  return description;
}

/// Those of State::use.
std::vector<hb_feature_t> features_of(const layout::Font& font) {
  const auto feature = [](hb_tag_t tag, unsigned value) {
    return hb_feature_t{tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  };
  if (font.face == layout::Face::Mono)
    return {feature(HB_TAG('c', 'a', 'l', 't'), 0), feature(HB_TAG('l', 'i', 'g', 'a'), 0)};
  return {feature(HB_TAG('t', 'n', 'u', 'm'), font.tabular ? 1 : 0)};
}

struct Key {
  layout::Font font;
  std::string text;
  bool operator==(const Key&) const = default;
};
struct KeyHash {
  std::size_t operator()(const Key& key) const {
    return std::hash<std::string>()(key.text) * 31 + std::hash<double>()(key.font.size) * 7 +
           static_cast<std::size_t>(key.font.face) * 2 + (key.font.tabular ? 1 : 0);
  }
};

std::string number(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string path_data(cairo_path_t* path) {
  std::string out;
  const auto point = [&](const cairo_path_data_t& p) { out += number(p.point.x) + ' ' + number(p.point.y); };
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t* data = &path->data[i];
    switch (data->header.type) {
      case CAIRO_PATH_MOVE_TO:
        out += 'M';
        point(data[1]);
        break;
      case CAIRO_PATH_LINE_TO:
        out += 'L';
        point(data[1]);
        break;
      case CAIRO_PATH_CURVE_TO:
        out += 'C';
        for (int k = 1; k <= 3; ++k) {
          if (k > 1) out += ' ';
          point(data[k]);
        }
        break;
      case CAIRO_PATH_CLOSE_PATH:
        out += 'Z';
        break;
    }
  }
  return out;
}

/// The attributes of the line, and for what is borrowed the face it is borrowed from: which font shows a letter is
/// never left to what else was loaded before.
AttributesPtr with_faces(PangoAttrList* plain, const std::vector<Borrowed>& borrowed, std::size_t begin,
                         std::size_t end) {
  AttributesPtr all(pango_attr_list_copy(plain));
  for (const Borrowed& part : borrowed) {
    if (part.end <= begin || part.begin >= end) continue;
    PangoAttribute* family = pango_attr_family_new(part.face->family);
    family->start_index = static_cast<guint>(std::max(part.begin, begin) - begin);
    family->end_index = static_cast<guint>(std::min(part.end, end) - begin);
    pango_attr_list_insert(all.get(), family);
  }
  return all;
}

}  // namespace

struct FontSet::State {
  FcConfigPtr config;
  FcCharSetPtr letters;
  ObjectPtr<PangoFontMap> map;
  ObjectPtr<PangoContext> context;
  ObjectPtr<PangoLayout> layout;
  std::unordered_map<Key, Shaped, KeyHash> cache;
  std::unordered_map<PangoFont*, SizedFont> sized;
  std::map<std::string, std::size_t> numbers;  ///< of faces, by path.
  std::map<std::size_t, FaceFile> files;
  std::map<std::size_t, FaceLetters> letters_of;
  std::map<std::pair<int, double>, PangoFont*> own_fonts;  ///< by face and size.
  HbBufferPtr buffer{hb_buffer_create()};
  std::map<std::pair<std::size_t, PangoGlyph>, std::size_t> outline_index;
  std::vector<std::string> outlines;
  SurfacePtr scratch;
  CairoPtr pen;
  layout::Font current{layout::Face::Regular, -1};
  std::size_t replaced = 0;
  Fallback fallback;
  std::set<std::string> added;  ///< paths of the fallback files that the font map knows.

  explicit State(const FontFiles& files);
  [[nodiscard]] bool has(char32_t letter) const { return FcCharSetHasChar(letters.get(), letter) != FcFalse; }
  Drawable drawable(std::string_view text, bool bold);
  void borrow(char32_t letter, const Fallback::Found& found, bool bold, Drawable& into);
  void add(const std::string& path, std::size_t number);
  void use(const layout::Font& font);
  std::size_t number_of(PangoFont* font);
  void take(const PangoGlyphItem& item, const std::string& part, double x, Shaped& into);
  void shape(const std::string& part, Shaped& into);
  PangoFont* own_font(const layout::Font& font);
  void shape_ascii(std::string_view text, const layout::Font& font, Shaped& into);
  void shape_any(std::string_view text, const layout::Font& font, Shaped& into);
  const Shaped& shaped(std::string_view text, const layout::Font& font);
  std::size_t outline_of(PangoFont* font, std::size_t face, PangoGlyph glyph);
  const FaceLetters& facts(std::size_t face);
};

FontSet::State::State(const FontFiles& where)
    : config(FcConfigCreate()),
      letters(FcCharSetCreate()),
      map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      fallback(where.fallback) {
  for (const char* name : kFiles) {
    const std::string path = where.own + "/" + name;
    numbers.emplace(path, numbers.size());
    if (FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str())) == FcFalse) {
      throw base::Error(base::Fault::Outside, {path, {}}, "the font cannot be read",
                        "perfolio's own fonts belong beside the program or in share/perfolio/fonts");
    }
  }
  const FcFontSet* fonts = FcConfigGetFonts(config.get(), FcSetApplication);
  for (int i = 0; i < fonts->nfont; ++i) {
    FcCharSet* some = nullptr;
    if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &some) == FcResultMatch) {
      FcBool changed = FcFalse;
      FcCharSetMerge(letters.get(), some, &changed);
    }
  }
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), config.get());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map.get()), 72);
  context.reset(pango_font_map_create_context(map.get()));
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_language(context.get(), pango_language_from_string("en"));
  const FontOptionsPtr options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options.get());
  layout.reset(pango_layout_new(context.get()));
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  scratch.reset(cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nullptr));
  pen.reset(cairo_create(scratch.get()));
}

/// Makes a file's fonts known. What was shaped before keeps its own.
void FontSet::State::add(const std::string& path, std::size_t number) {
  if (!added.insert(path).second) return;
  numbers.emplace(path, number);
  FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str()));
  pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(map.get()));
}

/// A bold face is added before anything bold is shaped; what is not takes the regular one, whether both are known or
/// not.
void FontSet::State::borrow(char32_t letter, const Fallback::Found& found, bool bold, Drawable& into) {
  const std::size_t number = kFiles.size() + 2 * static_cast<std::size_t>(found.face - fallback_faces().data());
  add(found.path, number);
  if (bold && !found.bold.empty()) add(found.bold, number + 1);
  const std::size_t begin = into.text.size();
  base::append_utf8(into.text, letter);
  const bool on =
      !into.borrowed.empty() && into.borrowed.back().end == begin && into.borrowed.back().face == found.face;
  if (on) {
    into.borrowed.back().end = into.text.size();
  } else {
    into.borrowed.push_back({begin, into.text.size(), found.face});
  }
}

/// The text as the fonts can show it. Plain ASCII, the common case, is passed as it is.
Drawable FontSet::State::drawable(std::string_view text, bool bold) {
  Drawable out;
  out.text.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = base::next_code_point(text, at);
    if (point < 0x80 || has(point)) {
      base::append_utf8(out.text, point);
    } else if (is_joining(point)) {
      join(point, out);
    } else if (const Fallback::Found& found = fallback.find(point); found.face != nullptr) {
      borrow(point, found, bold, out);
    } else {
      out.text += escape_of(point);
      ++replaced;
    }
  }
  return out;
}

void FontSet::State::use(const layout::Font& font) {
  if (font == current) return;
  current = font;
  pango_layout_set_font_description(layout.get(), description_of(font).get());
  const AttributesPtr attributes(pango_attr_list_new());
  // Ligatures of the mono face would turn "->" in a benchmark's name into another sign.
  const char* features = font.face == layout::Face::Mono ? "calt=0,liga=0" : font.tabular ? "tnum=1" : "tnum=0";
  pango_attr_list_insert(attributes.get(), pango_attr_font_features_new(features));
  pango_layout_set_attributes(layout.get(), attributes.get());
}

/// The face's number; the font is kept from then on.
std::size_t FontSet::State::number_of(PangoFont* font) {
  const auto at = sized.find(font);
  if (at != sized.end()) return at->second.face;
  FaceFile file = file_of(font);
  const auto number = numbers.try_emplace(file.path, kFiles.size() + 2 * fallback_faces().size() + numbers.size());
  const std::size_t face = number.first->second;
  files.try_emplace(face, std::move(file));
  sized.emplace(font, SizedFont{ObjectPtr<PangoFont>(PANGO_FONT(g_object_ref(font))), face});
  return face;
}

void FontSet::State::take(const PangoGlyphItem& item, const std::string& part, double x, Shaped& into) {
  PangoFont* font = item.item->analysis.font;
  LineRun run = run_of(item, part, x);
  run.face = number_of(font);
  run.size = current.size;
  into.line.runs.push_back(std::move(run));
  into.fonts.push_back(font);
}

/// Appends what the layout makes of a part to the line.
void FontSet::State::shape(const std::string& part, Shaped& into) {
  pango_layout_set_text(layout.get(), part.c_str(), static_cast<int>(part.size()));
  int x = 0;
  const PangoLayoutLine* first = pango_layout_get_line_readonly(layout.get(), 0);
  for (const GSList* run = first->runs; run != nullptr; run = run->next) {
    const auto* item = static_cast<const PangoGlyphItem*>(run->data);
    take(*item, part, into.line.width + static_cast<double>(x) / PANGO_SCALE, into);
    x += pango_glyph_string_get_width(item->glyphs);
  }
  into.line.width += static_cast<double>(x) / PANGO_SCALE;
}

PangoFont* FontSet::State::own_font(const layout::Font& font) {
  const auto [at, fresh] = own_fonts.try_emplace({static_cast<int>(font.face), font.size}, nullptr);
  if (!fresh) return at->second;
  const ObjectPtr<PangoFont> loaded(pango_context_load_font(context.get(), description_of(font).get()));
  number_of(loaded.get());
  return at->second = loaded.get();
}

/// What Pango does with a line of plain letters, without asking it how to cut the line into runs: there is one. Most
/// of a report is such lines, and a third of the time to lay one out went into the question.
void FontSet::State::shape_ascii(std::string_view text, const layout::Font& font, Shaped& into) {
  PangoFont* own = own_font(font);
  LineRun run;
  run.face = number_of(own);
  run.size = font.size;
  run.text = text;
  hb_buffer_clear_contents(buffer.get());
  hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
  const bool words = std::ranges::any_of(text, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  hb_buffer_set_script(buffer.get(), words ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON);
  hb_buffer_set_language(buffer.get(), hb_language_from_string("en", 2));
  hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_set_flags(buffer.get(), static_cast<hb_buffer_flags_t>(HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT));
  hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  const std::vector<hb_feature_t> features = features_of(font);
  hb_shape(pango_font_get_hb_font(own), buffer.get(), features.data(), static_cast<unsigned>(features.size()));
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer.get(), nullptr);
  run.glyphs.reserve(count);
  int x = 0;
  for (unsigned i = 0; i < count; ++i) {
    run.glyphs.push_back({infos[i].codepoint, infos[i].cluster, (x + places[i].x_offset) / double{PANGO_SCALE},
                          -places[i].y_offset / double{PANGO_SCALE}});
    x += places[i].x_advance;
  }
  into.line.width = x / double{PANGO_SCALE};
  into.line.runs.push_back(std::move(run));
  into.fonts.push_back(own);
}

void FontSet::State::shape_any(std::string_view text, const layout::Font& font, Shaped& into) {
  const Drawable drawn = drawable(text, font.face == layout::Face::SemiBold);
  use(font);
  const AttributesPtr plain(drawn.borrowed.empty() ? nullptr
                                                   : pango_attr_list_ref(pango_layout_get_attributes(layout.get())));
  std::vector<std::size_t> ends = plain ? breaks_in(drawn.text) : std::vector<std::size_t>();
  ends.push_back(drawn.text.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    if (plain) pango_layout_set_attributes(layout.get(), with_faces(plain.get(), drawn.borrowed, begin, end).get());
    shape(drawn.text.substr(begin, end - begin), into);
    begin = end;
  }
  if (plain) pango_layout_set_attributes(layout.get(), plain.get());
}

const Shaped& FontSet::State::shaped(std::string_view text, const layout::Font& font) {
  Key key{font, std::string(text)};
  const auto at = cache.find(key);
  if (at != cache.end()) return at->second;
  if (cache.size() >= kMostCached) cache.clear();
  Shaped line;
  if (!text.empty() && is_ascii(text)) {
    shape_ascii(text, font, line);
  } else {
    shape_any(text, font, line);
  }
  return cache.emplace(std::move(key), std::move(line)).first->second;
}

std::size_t FontSet::State::outline_of(PangoFont* font, std::size_t face, PangoGlyph glyph) {
  const auto key = std::pair(face, glyph);
  const auto at = outline_index.find(key);
  if (at != outline_index.end()) return at->second;
  cairo_scaled_font_t* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
  cairo_matrix_t em;
  cairo_matrix_init_scale(&em, kEm, kEm);
  cairo_set_font_face(pen.get(), cairo_scaled_font_get_font_face(scaled));
  cairo_set_font_matrix(pen.get(), &em);
  const FontOptionsPtr options(cairo_font_options_create());
  cairo_scaled_font_get_font_options(scaled, options.get());
  cairo_set_font_options(pen.get(), options.get());
  const cairo_glyph_t one{glyph, 0, 0};
  cairo_new_path(pen.get());
  cairo_glyph_path(pen.get(), &one, 1);
  cairo_path_t* path = cairo_copy_path(pen.get());
  check(path->status, "taking a letter's outline");
  outlines.push_back(path_data(path));
  cairo_path_destroy(path);
  outline_index.emplace(key, outlines.size() - 1);
  return outlines.size() - 1;
}

const FaceLetters& FontSet::State::facts(std::size_t face) {
  const auto at = letters_of.find(face);
  if (at != letters_of.end()) return at->second;
  return letters_of.try_emplace(face, files.at(face), face < kFiles.size()).first->second;
}

FontSet::FontSet(const FontFiles& files) : state_(std::make_unique<State>(files)) {}
FontSet::~FontSet() = default;

double FontSet::width(std::string_view text, const layout::Font& font) const {
  return state_->shaped(text, font).line.width;
}

std::vector<std::size_t> FontSet::letters(std::string_view text) const {
  std::vector<std::size_t> begins;
  std::vector<std::size_t> points = TextMetrics::letters(text);
  std::vector<PangoLogAttr> attributes(points.size() + 1);
  pango_get_log_attrs(text.data(), static_cast<int>(text.size()), -1, pango_language_from_string("en"),
                      attributes.data(), static_cast<int>(attributes.size()));
  constexpr int kVirama = 9;  // of the canonical combining classes: it joins the letter behind it to the one before.
  bool joined = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0 || (attributes[i].is_cursor_position != 0 && !joined)) begins.push_back(points[i]);
    std::size_t at = points[i];
    joined = g_unichar_combining_class(base::next_code_point(text, at)) == kVirama;
  }
  return begins;
}

void FontSet::show(cairo_t* cairo, std::string_view text, const layout::Font& font, base::Point at) const {
  const Shaped& shaped = state_->shaped(text, font);
  std::vector<cairo_glyph_t> glyphs;
  for (std::size_t i = 0; i < shaped.fonts.size(); ++i) {
    glyphs.clear();
    for (const LineGlyph& glyph : shaped.line.runs[i].glyphs)
      glyphs.push_back({glyph.id, at.x + glyph.x, at.y + glyph.y});
    cairo_set_scaled_font(cairo, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(shaped.fonts[i])));
    cairo_show_glyphs(cairo, glyphs.data(), static_cast<int>(glyphs.size()));
  }
}

const TextLine& FontSet::line(std::string_view text, const layout::Font& font) const {
  return state_->shaped(text, font).line;
}

const FaceFile& FontSet::file(std::size_t face) const { return state_->files.at(face); }

char32_t FontSet::letter(std::size_t face, std::uint32_t glyph) const { return state_->facts(face).letter(glyph); }
unsigned FontSet::code(std::size_t face, std::uint32_t glyph) const { return state_->facts(face).code(glyph); }
double FontSet::advance(std::size_t face, std::uint32_t glyph) const { return state_->facts(face).advance(glyph); }

std::vector<PlacedGlyph> FontSet::glyphs(std::string_view text, const layout::Font& font) const {
  std::vector<PlacedGlyph> out;
  const Shaped& shaped = state_->shaped(text, font);
  for (std::size_t i = 0; i < shaped.fonts.size(); ++i) {
    const LineRun& run = shaped.line.runs[i];
    for (const LineGlyph& glyph : run.glyphs) {
      const std::size_t outline = state_->outline_of(shaped.fonts[i], run.face, glyph.id);
      out.push_back({outline, glyph.x / font.size, glyph.y / font.size});
    }
  }
  return out;
}

const std::string& FontSet::outline(std::size_t index) const { return state_->outlines[index]; }
std::size_t FontSet::replaced() const { return state_->replaced; }

FontNeeds FontSet::needs(const std::set<char32_t>& letters) const {
  FontNeeds needs;
  std::set<std::string> files;
  for (const char32_t letter : letters) {
    const bool shapeless = is_joining(letter) || !base::is_printable(letter);
    if (letter < 0x80 || state_->has(letter) || shapeless) continue;
    const Fallback::Found& found = state_->fallback.find(letter);
    if (found.face == nullptr) {
      needs.missing.push_back(letter);
    } else {
      files.insert(found.path);
      if (!found.bold.empty()) files.insert(found.bold);
    }
  }
  needs.files.assign(files.begin(), files.end());
  return needs;
}

}  // namespace perfolio::draw
