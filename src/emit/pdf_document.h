// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"
#include "draw/pdf_page.h"
#include "emit/pdf_file.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perfolio::emit {

/// A file in the document that belongs to all of it.
struct PdfAttachment {
  std::string name;  ///< of the file: plain letters.
  std::string type;  ///< MIME.
  std::string description;
  std::string relationship;  ///< ISO 19005-3, 6.8: "Source", "Data".
  std::string deflated;
  std::size_t size = 0;  ///< of what was deflated.
};

/// What is known of a document before its pages.
struct PdfFacts {
  std::string title, subject, creator;
  std::optional<base::Time> date;  ///< none: the file says no date.
};

/// A page, its streams deflated already.
struct PressedPage {
  draw::PdfPage page;  ///< without its content and the pixels of its image.
  std::string content;
  std::string image;  ///< where it has one.
};
PressedPage pressed(draw::PdfPage page, Effort effort);

/// Pages in their order, one by one, to the bytes of a document with tags, outline, links, language, a title that
/// viewers show, XMP metadata, an sRGB output intent and a digest as its identity: what PDF/UA-1 (ISO 14289-1) and
/// PDF/A-2u (ISO 19005-2) ask for; with attachments PDF/A-3u (ISO 19005-3), which differs in allowing them.
class PdfDocument {
 public:
  PdfDocument(PdfFacts facts, Effort effort);
  void add(PressedPage page);
  void attach(const PdfAttachment& attachment);
  /// Throws Error{Outside} when a font cannot be embedded.
  std::string finish();

 private:
  struct OutlineItem {
    std::string title, anchor;
    int level = 0;
    std::size_t number = 0;
  };
  struct FontNumbers {
    std::size_t number = 0;
    draw::GlyphsUsed used;
  };

  void write_tags(const draw::PdfPage& page, std::size_t page_number, const std::vector<std::size_t>& links);
  std::string kids(const draw::PdfTag& tag, const std::vector<std::size_t>& tags,
                   const std::vector<std::size_t>& links) const;
  std::vector<std::size_t> write_links(const draw::PdfPage& page, std::size_t first_key);
  void gather(draw::PdfPage& page, std::size_t page_number);
  std::string resources();
  void write_font(std::size_t number, const draw::GlyphsUsed& used);
  std::size_t write_outline();
  std::string outline_item(std::size_t i, std::size_t root) const;
  std::string page_labels() const;
  std::size_t write_names();
  void write_structure();
  void write_metadata(std::size_t number);
  std::size_t write_profile();
  std::string information() const;
  std::string catalog();

  PdfFacts facts_;
  PdfFile file_;
  std::size_t root_, pages_, resources_, structure_, document_;
  std::vector<std::size_t> page_numbers_;
  std::vector<std::string> labels_;
  std::vector<std::size_t> top_tags_;
  std::string parents_;       ///< the parent tree's pairs.
  std::size_t next_key_ = 0;  ///< into the parent tree.
  std::map<std::string, std::string> places_;
  std::vector<OutlineItem> outline_;
  std::map<std::size_t, FontNumbers> fonts_;
  std::size_t image_ = 0;
  std::vector<std::pair<std::string, std::size_t>> attached_;  ///< names, and the numbers of their specifications.
};

}  // namespace perfolio::emit
