// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/font_sets.h"

#include <utility>

namespace perfolio::draw {

FontSets::FontSets(const FontSet& first, FontFiles files)
    : first_(first), owner_(std::this_thread::get_id()), files_(std::move(files)) {}

const FontSet& FontSets::mine() const {
  const std::thread::id id = std::this_thread::get_id();
  if (id == owner_) return first_;
  const std::scoped_lock guard(lock_);
  auto& set = sets_[id];
  if (!set) set = std::make_unique<const FontSet>(files_);
  return *set;
}

}  // namespace perfolio::draw
