// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"

#include <cstddef>

namespace perfolio::formats {

/// A sink that wants to know how far its input was read: to hash it while it is at hand, to give its memory back, to
/// tell who waits. Readers of histories say so after each run; those of a single run need not.
struct PlaceSink {
  virtual ~PlaceSink() = default;
  /// All bytes before this one were read, and no view of them is held any more.
  virtual void reached(std::size_t byte) = 0;
};

/// Tells a sink that wants to know.
inline void tell_place(RunSink& sink, std::size_t byte) {
  if (auto* place = dynamic_cast<PlaceSink*>(&sink)) place->reached(byte);
}

}  // namespace perfolio::formats
