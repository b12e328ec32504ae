// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace perfolio::sys {

/// A regular file that only grows, locked for as long as this lives: what is read, decided and appended is one step for
/// everyone who takes the same lock.
class AppendFile {
 public:
  /// Opens the file, or makes it, and waits for its lock. The lock is the file's own (flock): it ends with the process,
  /// however that ends. A link, folder, pipe or device is refused (Error{Input}, without waiting on it); a lock not had
  /// within `patience` and what the machine refuses is Error{Outside}.
  AppendFile(std::string path, std::chrono::milliseconds patience);
  /// A file made here and still empty is removed.
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  /// What is in it; until append().
  [[nodiscard]] std::string_view bytes() const;
  /// Writes `more` behind the first `keep` bytes, with one write, and syncs it: all of it, or nothing (Error{Outside}).
  /// What stood behind them is cut off; they themselves are never touched. May be called once.
  void append(std::size_t keep, std::string_view more);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perfolio::sys
