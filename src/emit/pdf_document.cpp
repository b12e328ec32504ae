// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/pdf_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace perfolio::emit {

namespace {

std::string references(const std::vector<std::size_t>& numbers) {
  std::string out = "[";
  for (const std::size_t number : numbers) {
    if (out.size() > 1) out += ' ';
    out += pdf_reference(number);
  }
  return out + ']';
}

/// ISO 32000-1, 7.9.4.
std::string pdf_date(base::Time at) {
  std::string date = "D:";
  for (const char c : base::to_rfc3339(at)) {
    if (c >= '0' && c <= '9') date += c;
  }
  return date.substr(0, 16) + "Z";
}

/// An address in plain letters.
std::string uri(std::string_view link) {
  std::string out;
  for (const char c : link) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '\'' || c == '\\') {
      fmt::format_to(std::back_inserter(out), "%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string box(double left, double bottom, double right, double top) {
  return fmt::format("[{} {} {} {}]", pdf_number(left), pdf_number(bottom), pdf_number(right), pdf_number(top));
}

bool is_number(const std::string& label) {
  return !label.empty() && label.size() < 9 && label.front() != '0' &&
         std::ranges::all_of(label, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PressedPage pressed(draw::PdfPage page, Effort effort) {
  PressedPage out;
  out.content = deflated(page.content, effort);
  page.content = {};
  if (page.image) {
    out.image = deflated(page.image->pixels, effort);
    page.image->pixels = {};
  }
  out.page = std::move(page);
  return out;
}

PdfDocument::PdfDocument(PdfFacts facts, Effort effort)
    : facts_(std::move(facts)),
      file_(effort),
      root_(file_.number()),
      pages_(file_.number()),
      resources_(file_.number()),
      structure_(file_.number()),
      document_(file_.number()) {}

void PdfDocument::add(PressedPage pressed) {
  draw::PdfPage& page = pressed.page;
  const std::size_t number = file_.number();
  const std::size_t content = file_.number();
  page_numbers_.push_back(number);
  file_.deflated_stream(content, "", pressed.content);
  if (page.image) {
    image_ = file_.number();
    file_.deflated_stream(image_,
                          fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceRGB"
                                      "/BitsPerComponent 8",
                                      page.image->width, page.image->height),
                          pressed.image);
  }
  const std::size_t key = next_key_++;
  const std::vector<std::size_t> links = write_links(page, next_key_);
  std::string text = fmt::format("<</Type/Page/Parent {}/MediaBox{}/Resources {}/Contents {}/StructParents {}/Tabs/S",
                                 pdf_reference(pages_), box(0, 0, page.size.width, page.size.height),
                                 pdf_reference(resources_), pdf_reference(content), key);
  if (!links.empty()) text += "/Annots" + references(links);
  file_.object(number, text + ">>");
  fmt::format_to(std::back_inserter(parents_), "{}", key);
  write_tags(page, number, links);
  next_key_ += links.size();
  gather(page, number);
}

std::vector<std::size_t> PdfDocument::write_links(const draw::PdfPage& page, std::size_t first_key) {
  std::vector<std::size_t> numbers;
  for (const draw::PdfLink& link : page.links) {
    const bool inside = link.target.starts_with('#');
    const std::string address = inside ? "" : uri(link.target);
    const std::string leads =
        inside ? "/Dest" + pdf_bytes(link.target.substr(1)) : fmt::format("/A<</S/URI/URI{}>>", pdf_bytes(address));
    const std::string words = inside ? "Link to the chart or page named here" : "Opens " + address;
    numbers.push_back(file_.number());
    file_.object(numbers.back(),
                 fmt::format("<</Type/Annot/Subtype/Link/F 4/BS<</W 0>>/Rect{}{}/Contents{}/StructParent {}>>",
                             box(link.left, link.bottom, link.right, link.top), leads, pdf_text(words),
                             first_key + numbers.size() - 1));
  }
  return numbers;
}

std::string PdfDocument::kids(const draw::PdfTag& tag, const std::vector<std::size_t>& tags,
                              const std::vector<std::size_t>& links) const {
  std::vector<std::string> all;
  if (tag.link != draw::kNoTag) all.push_back(fmt::format("<</Type/OBJR/Obj {} 0 R>>", links[tag.link]));
  for (const int kid : tag.kids)
    all.push_back(kid >= 0 ? std::to_string(kid) : pdf_reference(tags[static_cast<std::size_t>(-1 - kid)]));
  if (all.empty()) return {};
  return all.size() == 1 ? "/K " + all.front() : fmt::format("/K[{}]", fmt::join(all, " "));
}

/// The page's part of the structure tree, and of the tree that leads from marks to tags.
void PdfDocument::write_tags(const draw::PdfPage& page, std::size_t page_number,
                             const std::vector<std::size_t>& links) {
  std::vector<std::size_t> tags(page.tags.size());
  for (std::size_t& tag : tags) tag = file_.number();
  std::vector<std::size_t> of_marks(static_cast<std::size_t>(page.marks));
  std::vector<std::size_t> of_links(links.size());
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const draw::PdfTag& tag = page.tags[i];
    std::string text =
        fmt::format("<</S/{}/P {}", tag.role, pdf_reference(tag.parent == draw::kNoTag ? document_ : tags[tag.parent]));
    if (tag.link != draw::kNoTag || std::ranges::any_of(tag.kids, [](int kid) { return kid >= 0; }))
      text += "/Pg " + pdf_reference(page_number);
    text += kids(tag, tags, links);
    if (std::string_view(tag.role) == "Figure") text += "/Alt" + pdf_text(tag.alt);
    if (tag.scope != nullptr) text += fmt::format("/A<</O/Table/Scope/{}>>", tag.scope);
    file_.object(tags[i], text + ">>");
    if (tag.parent == draw::kNoTag) top_tags_.push_back(tags[i]);
    if (tag.link != draw::kNoTag) of_links[tag.link] = tags[i];
    for (const int kid : tag.kids) {
      if (kid >= 0) of_marks[static_cast<std::size_t>(kid)] = tags[i];
    }
  }
  parents_ += references(of_marks);
  for (std::size_t i = 0; i < links.size(); ++i)
    fmt::format_to(std::back_inserter(parents_), "{} {} ", next_key_ + i, pdf_reference(of_links[i]));
}

/// What the document says at its end.
void PdfDocument::gather(draw::PdfPage& page, std::size_t page_number) {
  for (const draw::PdfAnchor& anchor : page.anchors) {
    places_.try_emplace(anchor.name,
                        fmt::format("[{} 0 R/XYZ {} {} 0]", page_number, pdf_number(anchor.x), pdf_number(anchor.y)));
  }
  for (const auto& [face, used] : page.fonts) {
    FontNumbers& font = fonts_[face];
    if (font.number == 0) font.number = file_.number();
    draw::GlyphsUsed& all = font.used;
    all.file = used.file;
    if (all.glyphs.size() < used.glyphs.size()) all.glyphs.resize(used.glyphs.size());
    for (std::size_t id = 0; id < used.glyphs.size(); ++id) {
      if (used.glyphs[id].used) all.glyphs[id] = used.glyphs[id];
    }
    all.texts.insert(used.texts.begin(), used.texts.end());
  }
  labels_.push_back(std::move(page.label));
  for (layout::OutlineEntry& entry : page.outline)
    outline_.push_back({std::move(entry.title), std::move(entry.anchor), entry.level, file_.number()});
}

void PdfDocument::attach(const PdfAttachment& attachment) {
  const std::size_t stream = file_.number();
  std::string type;
  for (const char c : attachment.type) type += c == '/' ? "#2F" : std::string(1, c);
  const std::string date = facts_.date ? "/ModDate" + pdf_bytes(pdf_date(*facts_.date)) : "";
  file_.deflated_stream(stream,
                        fmt::format("/Type/EmbeddedFile/Subtype/{}/Params<</Size {}{}>>", type, attachment.size, date),
                        attachment.deflated);
  attached_.emplace_back(attachment.name, file_.number());
  file_.object(
      attached_.back().second,
      fmt::format("<</Type/Filespec/F{0}/UF{0}/Desc{1}/AFRelationship/{2}/EF<</F {3} 0 R/UF {3} 0 R>>>>",
                  pdf_bytes(attachment.name), pdf_text(attachment.description), attachment.relationship, stream));
}

std::string PdfDocument::resources() {
  std::string out = "<</Font<<";
  for (const auto& [face, font] : fonts_) fmt::format_to(std::back_inserter(out), "/F{} {} 0 R", face, font.number);
  out += ">>";
  if (image_ != 0) out += "/XObject<</I0 " + pdf_reference(image_) + ">>";
  return out + ">>";
}

/// A level deeper than the one before by more than one hangs where it can.
std::string PdfDocument::outline_item(std::size_t i, std::size_t root) const {
  const auto level = [&](std::size_t at) { return outline_[at].level; };
  std::size_t parent = root;
  for (std::size_t at = i; at-- > 0;) {
    if (level(at) >= level(i)) continue;
    parent = outline_[at].number;
    break;
  }
  std::string out = fmt::format("<</Title{}/Parent {} 0 R/Dest{}", pdf_text(outline_[i].title), parent,
                                pdf_bytes(outline_[i].anchor));
  for (std::size_t at = i; at-- > 0 && level(at) >= level(i);) {
    if (level(at) > level(i)) continue;
    out += "/Prev " + pdf_reference(outline_[at].number);
    break;
  }
  std::size_t end = i + 1;
  std::size_t last = 0;
  for (; end < outline_.size() && level(end) > level(i); ++end) {
    if (level(end) == level(i + 1)) last = end;
  }
  if (end < outline_.size() && level(end) == level(i)) out += "/Next " + pdf_reference(outline_[end].number);
  if (last != 0)
    fmt::format_to(std::back_inserter(out), "/First {} 0 R/Last {} 0 R/Count {}", outline_[i + 1].number,
                   outline_[last].number, end - i - 1);
  return out + ">>";
}

/// 0: there is none.
std::size_t PdfDocument::write_outline() {
  if (outline_.empty()) return 0;
  const std::size_t root = file_.number();
  for (std::size_t i = 0; i < outline_.size(); ++i) file_.object(outline_[i].number, outline_item(i, root));
  std::size_t last = 0;
  for (std::size_t i = 0; i < outline_.size(); ++i) {
    if (outline_[i].level <= outline_.front().level) last = i;
  }
  file_.object(root, fmt::format("<</Type/Outlines/First {} 0 R/Last {} 0 R/Count {}>>", outline_.front().number,
                                 outline_[last].number, outline_.size()));
  return root;
}

/// ISO 32000-1, 12.4.2: where labels do not count on, one of its own.
std::string PdfDocument::page_labels() const {
  std::string out = "<</Nums[";
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const bool number = is_number(labels_[i]);
    if (number && i > 0 && is_number(labels_[i - 1]) && std::stol(labels_[i - 1]) + 1 == std::stol(labels_[i]))
      continue;
    fmt::format_to(std::back_inserter(out), "{}<<", i);
    out += !number ? "/P" + pdf_text(labels_[i]) : labels_[i] == "1" ? "/S/D" : "/S/D/St " + labels_[i];
    out += ">>";
  }
  return out + "]>>";
}

std::size_t PdfDocument::write_names() {
  std::string names = "<<";
  if (!places_.empty()) {
    names += "/Dests<</Names[";
    for (const auto& [name, place] : places_) names += pdf_bytes(name) + place;
    names += "]>>";
  }
  std::sort(attached_.begin(), attached_.end());
  if (!attached_.empty()) {
    names += "/EmbeddedFiles<</Names[";
    for (const auto& [name, number] : attached_) names += pdf_bytes(name) + pdf_reference(number);
    names += "]>>";
  }
  const std::size_t number = file_.number();
  file_.object(number, names + ">>");
  return number;
}

void PdfDocument::write_structure() {
  file_.object(document_, fmt::format("<</S/Document/P {} 0 R/K{}>>", structure_, references(top_tags_)));
  const std::size_t parents = file_.number();
  file_.object(parents, "<</Nums[" + parents_ + "]>>");
  file_.object(structure_, fmt::format("<</Type/StructTreeRoot/K {} 0 R/ParentTree {} 0 R/ParentTreeNextKey {}>>",
                                       document_, parents, next_key_));
}

std::string PdfDocument::information() const {
  std::string out = "<<";
  const auto add = [&](const char* key, const std::string& words) {
    if (!words.empty()) out += key + pdf_text(words);
  };
  add("/Title", facts_.title);
  add("/Subject", facts_.subject);
  add("/Creator", facts_.creator);
  add("/Producer", facts_.creator);
  if (facts_.date) {
    add("/CreationDate", pdf_date(*facts_.date));
    add("/ModDate", pdf_date(*facts_.date));
  }
  return out + ">>";
}

/// Everything that it names is written.
std::string PdfDocument::catalog() {
  const std::size_t metadata = file_.number();
  write_metadata(metadata);
  const std::size_t profile = write_profile();
  const std::size_t outline = write_outline();
  std::string out = fmt::format(
      "<</Type/Catalog/Pages {} 0 R/Lang(en)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
      "/Metadata {} 0 R/StructTreeRoot {} 0 R/Names {} 0 R/PageLabels{}"
      "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
      "/Info(sRGB IEC61966-2.1)/DestOutputProfile {} 0 R>>]",
      pages_, metadata, structure_, write_names(), page_labels(), profile);
  if (outline != 0) out += "/Outlines " + pdf_reference(outline);
  if (!attached_.empty()) {
    std::vector<std::size_t> files;
    for (const auto& [name, number] : attached_) files.push_back(number);
    out += "/AF" + references(files);
  }
  return out + ">>";
}

std::string PdfDocument::finish() {
  for (const auto& [face, font] : fonts_) write_font(font.number, font.used);
  file_.object(resources_, resources());
  file_.object(pages_, fmt::format("<</Type/Pages/Count {}/Kids{}>>", page_numbers_.size(), references(page_numbers_)));
  write_structure();
  file_.object(root_, catalog());
  const std::size_t number = file_.number();
  file_.object(number, information());
  return file_.finish(root_, number);
}

}  // namespace perfolio::emit
