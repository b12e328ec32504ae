// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace perfolio::base {

/// Hears how far a long piece of work is. May be told from any thread, and costs next to nothing, so that who works
/// need not think of it; no result depends on it. A null pointer: nobody waits.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;
  /// From here on the work is `doing` ("reading data.js"), and `all` `units` of it are to be done ("pages"; "bytes" are
  /// shown as megabytes). 0: nobody knows how many. Empty `doing`: something else is about to be said.
  virtual void begin(const std::string& doing, std::size_t all, const std::string& units) = 0;
  /// So many more are done.
  virtual void advance(std::size_t done) = 0;
};

inline void begin(Progress* progress, const std::string& doing, std::size_t all, const std::string& units) {
  if (progress != nullptr) progress->begin(doing, all, units);
}
inline void advance(Progress* progress, std::size_t done = 1) {
  if (progress != nullptr) progress->advance(done);
}

}  // namespace perfolio::base
