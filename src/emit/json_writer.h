// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::emit {

/// Writes JSON straight into a string: keys in the order they are written, numbers in their shortest form that reads
/// back the same, NaN and infinities as null. A report of a million levels needs no tree in memory.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
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

  std::string& out_;
  std::vector<bool> filled_;  ///< for each open bracket: whether it has a member.
};

}  // namespace perfolio::emit
