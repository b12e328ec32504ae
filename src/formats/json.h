// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace perfolio::model {
struct Run;
}

namespace perfolio::formats {

struct RunSink;

/// A JSON value that is neither object nor array. `text` lives as long as the call it is handed to.
struct Scalar {
  enum class Kind { Null, Boolean, Number, Text };
  Kind kind = Kind::Null;
  double number = 0;      ///< of a Number; 0 or 1 for a Boolean. Always finite.
  std::string_view text;  ///< of a Text: valid UTF-8.
  bool exact = true;      ///< false for an integer that is not kept to its last digit.
};

/// The number in `value`, also one written as a text. What is missing (null, "null", NaN, an infinity) is counted by
/// the sink and nothing; what is no number at all is told to `refuse`, which throws.
std::optional<double> number_of(const Scalar& value, RunSink& sink,
                                const std::function<void(const std::string&)>& refuse);

/// Follows a JSON text while it is parsed, without keeping it: memory is bounded by its depth and its longest text.
/// Knows where it is (depth, keys, indices); notices keys given twice. A reader derives from it.
class JsonEvents {
 public:
  explicit JsonEvents(RunSink& sink) : sink_(sink) {}
  virtual ~JsonEvents() = default;
  JsonEvents(const JsonEvents&) = delete;
  JsonEvents& operator=(const JsonEvents&) = delete;

  void open(char bracket);
  void close();
  void key(std::string_view name);
  void scalar(const Scalar& value);
  [[nodiscard]] bool complete() const { return complete_; }

 protected:
  /// After entering the object or array; depth() already counts it.
  virtual void on_open(char bracket) = 0;
  /// Before leaving it.
  virtual void on_close() = 0;
  virtual void on_scalar(const Scalar& value) = 0;

  [[nodiscard]] std::size_t depth() const { return depth_; }
  /// The key (empty in an array) under which the value at hand stands in the innermost open object or array; with
  /// `up` = 1 the key under which that one stands, and so on.
  [[nodiscard]] std::string_view key_here(std::size_t up = 0) const;
  [[nodiscard]] std::string pointer() const;
  /// Throws Error{Input} at the value at hand.
  [[noreturn]] void refuse(const std::string& what) const;
  /// Tells the sink at the value at hand.
  void note(const std::string& what);
  /// number_of at the value at hand; false where it is missing.
  bool number_in(const Scalar& value, double& out);
  /// The text in `value`, or nothing when it is null or of another kind.
  [[nodiscard]] static std::string_view text_in(const Scalar& value);
  [[nodiscard]] RunSink& sink() const { return sink_; }

 private:
  struct Level {
    bool array = false;
    std::size_t index = 0;  ///< of the next element.
    std::string key;
    std::size_t keys = 0;                       ///< so far, of the object at hand.
    bool as_before = true;                      ///< they are those of the last object at this depth, in their order.
    std::vector<std::string> order;             ///< its first keys, no two alike.
    std::vector<std::size_t> seen;              ///< hashes of the keys so far, unless as before and while they are few.
    std::unordered_set<std::size_t> seen_many;  ///< the same from then on.
  };
  void step();
  static bool first_time(Level& level, std::string_view name);
  static bool remember(Level& level, std::string_view name);
  RunSink& sink_;
  std::vector<Level> levels_;  ///< reused: only the first depth_ are open.
  std::size_t depth_ = 0;
  bool complete_ = false;
  std::size_t twice_ = 0;
};

/// Parses bytes[begin, end) as exactly one JSON text. Throws Error{Input} with line and column (in all of `bytes`).
/// The words some tools write for numbers that JSON does not know (NaN, Infinity) are read as missing values, in texts
/// of up to 32 MiB.
void read_json(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events);
/// The same by nlohmann/json, at a third of the speed: what the other is held against.
void read_json_by_library(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events);

/// The words for an integer that is not kept to its last digit.
std::string rounded(double number);

/// One step of a JSON pointer (RFC 6901, section 3).
std::string escaped_step(std::string_view key);

/// Refuses what no reader of ours takes: UTF-16, other than text. Throws Error{Input}.
void refuse_utf16(std::string_view bytes);

/// Throws Error{Input} at byte `at`, counted into line and column.
[[noreturn]] void refuse_at(std::string_view bytes, std::size_t at, const std::string& what);

/// Where the text begins: behind a byte order mark and white space.
std::size_t text_begin(std::string_view bytes);

/// The raw keys of the outermost object in what may be only the head of a JSON text; empty when it is none.
std::vector<std::string_view> outer_keys(std::string_view head);

/// What begins with the first element of a list, for outer_keys; empty when the text is no list.
std::string_view first_element(std::string_view head);

/// Sets subject and body from a commit's message. E-mail addresses in it (`Signed-off-by: ...`) are not taken over.
void read_message(std::string_view text, model::Run& run);

/// The link itself if it is an http(s) one, else empty.
std::string_view web_link(std::string_view text);

/// A person's name as a source states it; empty where it is an e-mail address.
std::string_view person(std::string_view text);

}  // namespace perfolio::formats
