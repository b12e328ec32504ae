// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/font_set.h"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace perfolio::draw {

/// The same fonts for several threads at once, each of which has a set of its own from its first question on.
class FontSets final : public layout::TextMetrics {
 public:
  /// `first` is that of the thread that makes this.
  FontSets(const FontSet& first, FontFiles files);
  [[nodiscard]] const FontSet& mine() const;
  [[nodiscard]] double width(std::string_view text, const layout::Font& font) const override {
    return mine().width(text, font);
  }
  [[nodiscard]] std::vector<std::size_t> letters(std::string_view text) const override { return mine().letters(text); }

 private:
  std::thread::id owner_;
  const FontSet& first_;
  FontFiles files_;
  std::size_t serial_;  ///< tells it from all others, dead ones included.
  mutable std::mutex lock_;
  mutable std::map<std::thread::id, std::unique_ptr<const FontSet>> sets_;
};

}  // namespace perfolio::draw
