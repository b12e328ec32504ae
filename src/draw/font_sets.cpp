// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/font_sets.h"

#include <atomic>
#include <utility>

namespace perfolio::draw {

namespace {

std::atomic<std::size_t> last_serial{0};

/// The set that this thread asked for last, and whose it is: a page asks a thousand times.
struct Last {
  std::size_t serial = 0;
  const FontSet* set = nullptr;
};
thread_local Last last;

}  // namespace

FontSets::FontSets(const FontSet& first, FontFiles files)
    : owner_(std::this_thread::get_id()), first_(first), files_(std::move(files)), serial_(++last_serial) {}

const FontSet& FontSets::mine() const {
  if (last.serial == serial_) return *last.set;
  const std::thread::id id = std::this_thread::get_id();
  if (id == owner_) {
    last = {serial_, &first_};
    return first_;
  }
  const std::scoped_lock guard(lock_);
  auto& set = sets_[id];
  if (!set) set = std::make_unique<const FontSet>(files_);
  last = {serial_, set.get()};
  return *set;
}

}  // namespace perfolio::draw
