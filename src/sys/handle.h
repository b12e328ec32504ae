// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace perfolio::sys {

/// Owns an open file descriptor; -1 when there is none.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int number) : number_(number) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : number_(other.release()) {}
  Handle& operator=(Handle&& other) noexcept {
    reset(other.release());
    return *this;
  }
  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }
  void reset(int number = -1) {
    // close() must not disturb the errno a caller is about to report.
    const int before = errno;
    if (number_ >= 0) close(number_);
    errno = before;
    number_ = number;
  }

 private:
  int number_ = -1;
};

/// The machine's words for an errno, the same in every locale.
inline std::string error_text(int number) { return std::error_code(number, std::generic_category()).message(); }

inline base::Where place(const std::string& path) { return {path, {}, 0, 0}; }

/// An Error{Outside} that names the path and says why, from errno unless told.
inline base::Error outside(const std::string& path, const std::string& what, int number = errno) {
  return {base::Fault::Outside, place(path), what + ": " + error_text(number)};
}

}  // namespace perfolio::sys
