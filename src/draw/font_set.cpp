// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/font_set.h"

#include "base/text.h"
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

/// A glyph item of a line, the part of the text that it is of, and where it begins.
struct PlacedItem {
  GlyphItemPtr item;
  std::size_t part = 0;
  double x = 0;
};

/// A line of text after shaping: its glyph items hold the fonts.
struct Shaped {
  std::vector<std::string> parts;
  double width = 0;
  std::vector<PlacedItem> items;
};

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
  std::map<std::pair<std::string, PangoGlyph>, std::size_t> outline_index;
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
  void add(const std::string& path);
  void use(const layout::Font& font);
  void shape(std::string part, Shaped& line);
  const Shaped& shaped(std::string_view text, const layout::Font& font);
  std::size_t outline_of(PangoFont* font, PangoGlyph glyph);
};

FontSet::State::State(const FontFiles& files)
    : config(FcConfigCreate()),
      letters(FcCharSetCreate()),
      map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      fallback(files.fallback) {
  for (const char* name : kFiles) {
    const std::string path = files.own + "/" + name;
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
void FontSet::State::add(const std::string& path) {
  if (!added.insert(path).second) return;
  FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str()));
  pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(map.get()));
}

/// A bold face is added before anything bold is shaped; what is not takes the regular one, whether both are known or
/// not.
void FontSet::State::borrow(char32_t letter, const Fallback::Found& found, bool bold, Drawable& into) {
  add(found.path);
  if (bold && !found.bold.empty()) add(found.bold);
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
  const FontDescriptionPtr description(pango_font_description_new());
  pango_font_description_set_family(description.get(), font.face == layout::Face::Mono ? "JetBrains Mono" : "Inter");
  pango_font_description_set_weight(description.get(), weight_of(font.face));
  pango_font_description_set_absolute_size(description.get(), font.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), description.get());
  const AttributesPtr attributes(pango_attr_list_new());
  // Ligatures of the mono face would turn "->" in a benchmark's name into another sign.
  const char* features = font.face == layout::Face::Mono ? "calt=0,liga=0" : font.tabular ? "tnum=1" : "tnum=0";
  pango_attr_list_insert(attributes.get(), pango_attr_font_features_new(features));
  pango_layout_set_attributes(layout.get(), attributes.get());
}

/// Appends what the layout makes of a part to the line.
void FontSet::State::shape(std::string part, Shaped& line) {
  pango_layout_set_text(layout.get(), part.c_str(), static_cast<int>(part.size()));
  int x = 0;
  const PangoLayoutLine* first = pango_layout_get_line_readonly(layout.get(), 0);
  for (const GSList* run = first->runs; run != nullptr; run = run->next) {
    auto* item = static_cast<PangoGlyphItem*>(run->data);
    const double at = line.width + static_cast<double>(x) / PANGO_SCALE;
    line.items.push_back({GlyphItemPtr(pango_glyph_item_copy(item)), line.parts.size(), at});
    x += pango_glyph_string_get_width(item->glyphs);
  }
  line.width += static_cast<double>(x) / PANGO_SCALE;
  line.parts.push_back(std::move(part));
}

const Shaped& FontSet::State::shaped(std::string_view text, const layout::Font& font) {
  Key key{font, std::string(text)};
  const auto at = cache.find(key);
  if (at != cache.end()) return at->second;
  if (cache.size() >= kMostCached) cache.clear();
  Shaped line;
  const Drawable drawn = drawable(text, font.face == layout::Face::SemiBold);
  use(font);
  const AttributesPtr plain(drawn.borrowed.empty() ? nullptr
                                                   : pango_attr_list_ref(pango_layout_get_attributes(layout.get())));
  std::vector<std::size_t> ends = plain ? breaks_in(drawn.text) : std::vector<std::size_t>();
  ends.push_back(drawn.text.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    if (plain) pango_layout_set_attributes(layout.get(), with_faces(plain.get(), drawn.borrowed, begin, end).get());
    shape(drawn.text.substr(begin, end - begin), line);
    begin = end;
  }
  if (plain) pango_layout_set_attributes(layout.get(), plain.get());
  return cache.emplace(std::move(key), std::move(line)).first->second;
}

std::size_t FontSet::State::outline_of(PangoFont* font, PangoGlyph glyph) {
  const FontDescriptionPtr description(pango_font_describe_with_absolute_size(font));
  std::string face = pango_font_description_get_family(description.get());
  face += std::to_string(static_cast<int>(pango_font_description_get_weight(description.get())));
  const auto key = std::pair(std::move(face), glyph);
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

FontSet::FontSet(const FontFiles& files) : state_(std::make_unique<State>(files)) {}
FontSet::~FontSet() = default;

double FontSet::width(std::string_view text, const layout::Font& font) const {
  return state_->shaped(text, font).width;
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
  const Shaped& line = state_->shaped(text, font);
  for (const auto& [item, part, x] : line.items) {
    cairo_move_to(cairo, at.x + x, at.y);
    pango_cairo_show_glyph_item(cairo, line.parts[part].c_str(), item.get());
  }
}

std::vector<PlacedGlyph> FontSet::glyphs(std::string_view text, const layout::Font& font) const {
  std::vector<PlacedGlyph> out;
  const Shaped& line = state_->shaped(text, font);
  const double em = font.size * PANGO_SCALE;
  for (const auto& [item, part, start] : line.items) {
    double x = start / font.size;
    for (int i = 0; i < item->glyphs->num_glyphs; ++i) {
      const PangoGlyphInfo& glyph = item->glyphs->glyphs[i];
      if (glyph.glyph != PANGO_GLYPH_EMPTY && (glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) {
        out.push_back({state_->outline_of(item->item->analysis.font, glyph.glyph), x + glyph.geometry.x_offset / em,
                       glyph.geometry.y_offset / em});
      }
      x += glyph.geometry.width / em;
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
