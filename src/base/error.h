// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <string>

namespace perfolio::base {

/// A place in somebody's input. Any part may be unknown (empty or 0); lines and columns count from 1.
struct Where {
  std::string file;
  std::string pointer;  ///< JSON pointer such as "/entries/Suite/3", for data without useful lines.
  int line = 0;
  int column = 0;
  bool operator==(const Where&) const = default;
};

/// "file:line:column", "file: /json/pointer", or as much of it as is known. Control characters are made visible.
std::string to_string(const Where& where);

/// Who has to act: the caller (exit 2), whoever wrote the input (exit 2), or the machine (exit 3).
enum class Fault { Usage, Input, Outside };

/// An operation could not keep its promise. Thrown anywhere, answered in one place (cli/main).
/// `what()` is one line without the place; `hint` is empty or one line that says what to try.
class Error : public std::exception {
 public:
  Error(Fault fault, Where where, const std::string& what, const std::string& hint = {});
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }
  [[nodiscard]] Fault fault() const noexcept { return fault_; }
  [[nodiscard]] const Where& where() const noexcept { return where_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  void set_file(const std::string& file) { where_.file = file; }

 private:
  Fault fault_;
  Where where_;
  std::string what_;
  std::string hint_;
};

/// Runs `action`; an Error that passes without knowing its file learns it here.
void in_file(const std::string& file, const std::function<void()>& action);

}  // namespace perfolio::base
