// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::base {

/// Writes JSON straight into a string: keys in the order they are written, numbers in their shortest form that reads
/// back the same, NaN and infinities as null. A report of a million levels needs no tree in memory. Members of an
/// object need a key, which may be any text; elements of an array take none.
class JsonWriter {
 public:
  /// The members of the outer `lines` brackets get a line each: such a text is read and compared by people too.
  explicit JsonWriter(std::string& out, std::size_t lines = 3) : out_(out), lines_(lines) {}
  void begin_object(std::string_view key = {}) { open(key, '{'); }
  void end_object() { close('}'); }
  void begin_array(std::string_view key = {}) { open(key, '['); }
  void end_array() { close(']'); }

  void text(std::string_view key, std::string_view value);
  /// null for an empty text.
  void text_or_null(std::string_view key, std::string_view value);
  void number(std::string_view key, double value);
  void count(std::string_view key, std::size_t value);
  void truth(std::string_view key, bool value);
  void null(std::string_view key);

 private:
  void name(std::string_view key);
  void open(std::string_view key, char bracket);
  void close(char bracket);
  void quoted(std::string_view value);

  struct Open {
    bool object = false;
    bool filled = false;
  };
  std::string& out_;
  std::size_t lines_;
  std::vector<Open> open_;
};

}  // namespace perfolio::base
