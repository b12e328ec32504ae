// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

struct RunSink;
struct JsonValue;

/// A place in a JsonDocument, which must outlive it. May be a place where nothing stands: everything can be asked of
/// it, and the answer is empty.
class JsonNode {
 public:
  /// The member of that name (the last, where several are), or a place where nothing stands.
  JsonNode operator[](std::string_view key) const;
  /// Whether something other than null stands here.
  explicit operator bool() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_true() const;   ///< the literal `true`.
  [[nodiscard]] bool is_false() const;  ///< the literal `false`.
  [[nodiscard]] bool is_text() const;   ///< also an empty one.
  /// The element of a list, or a place where nothing stands: also in a list of nothing but numbers, as in items().
  [[nodiscard]] JsonNode element(std::size_t index) const;
  /// Of an object, its member's name; else empty.
  [[nodiscard]] std::string_view key() const { return key_; }
  /// The text that stands here; empty when it is none.
  [[nodiscard]] std::string_view text() const;
  /// The number that stands here, also one written as a text. Nothing, counted by the sink, where it is null, "null",
  /// NaN or an infinity; nothing, silently, where nothing stands. What is no number at all is refused.
  [[nodiscard]] std::optional<double> number(RunSink& sink) const;
  /// The numbers of a list; what is missing in it is counted and left out. Refuses what is neither.
  [[nodiscard]] std::vector<double> numbers(RunSink& sink) const;
  /// Elements of a list or members of an object, in their order; empty for anything else, and for a list of nothing but
  /// numbers, which numbers() gives.
  [[nodiscard]] std::vector<JsonNode> items() const;
  /// The same, but refuses what is not a list (an object): `what` says what is due ("a list of benchmarks").
  [[nodiscard]] std::vector<JsonNode> list(std::string_view what) const;
  [[nodiscard]] std::vector<JsonNode> members(std::string_view what) const;

  /// Throws Error{Input} at this place.
  [[noreturn]] void refuse(const std::string& what) const;
  /// Warns at this place.
  void note(RunSink& sink, const std::string& what) const;

 private:
  friend class JsonDocument;
  JsonNode(const JsonValue* root, const JsonValue* parent, const JsonValue* value, std::string_view key)
      : root_(root), parent_(parent), value_(value), key_(key) {}
  [[nodiscard]] std::string pointer() const;

  const JsonValue* root_;
  const JsonValue* parent_;  ///< null at the root.
  const JsonValue* value_;   ///< null where nothing stands.
  std::string_view key_;
};

/// A whole JSON text in memory, for the small files of a single run; a history is followed by JsonEvents instead.
/// Refuses what JsonEvents refuses, and texts of more values than a single run's file holds; keys given twice are
/// noticed.
class JsonDocument {
 public:
  /// Throws Error{Input} with line and column (in `bytes`).
  JsonDocument(std::string_view bytes, RunSink& sink) : JsonDocument(bytes, 0, bytes.size(), sink) {}
  /// Reads bytes[begin, end) only: one line of a file, say.
  JsonDocument(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink);
  /// An object of texts, as a row of a table is one under its columns: as if it had been written as JSON, but it was
  /// not. Columns without a name are left out; as many cells as columns, in UTF-8.
  JsonDocument(const std::vector<std::string>& columns, std::vector<std::string> cells);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;
  [[nodiscard]] JsonNode root() const;
  /// How many values were looked at so far to say where something stands: what must not grow faster than what is said.
  [[nodiscard]] std::size_t steps() const;

 private:
  std::unique_ptr<JsonValue> root_;
};

}  // namespace perfolio::formats
