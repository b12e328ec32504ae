// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Following an XML document, as readers of XML need it. No DTD is read, so there are no entities but the five of XML
/// itself, and nothing outside is referred to.
namespace perfolio::formats {

/// Names and values of an element's attributes; as long as the call lives.
class XmlAttributes {
 public:
  using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;
  explicit XmlAttributes(Pairs pairs) : pairs_(std::move(pairs)) {}
  /// Empty where there is none.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  [[nodiscard]] const Pairs& all() const { return pairs_; }

 private:
  Pairs pairs_;
};

/// What a reader derives from. Exceptions must not leave the calls, as the parser knows none: what is wrong is handed
/// to stop(), after which no call comes.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void open(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void close(std::string_view element) = 0;
  /// Text of the element at hand, perhaps in pieces.
  virtual void text(std::string_view) {}
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 protected:
  /// The first complaint counts.
  void stop(const std::string& complaint) {
    if (complaint_.empty()) complaint_ = complaint;
  }

 private:
  std::string complaint_;
};

/// Reads one document from `begin` on; returns where it ends. Throws Error{Input} with line and column for what is no
/// XML, has a DTD, is nested too deep, ends too early, or was complained of.
std::size_t read_xml(std::string_view bytes, std::size_t begin, XmlEvents& events);

}  // namespace perfolio::formats
