// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/json.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;

/// Deeper than any benchmark file, far from the end of the stack.
constexpr std::size_t kMaxDepth = 200;
constexpr std::size_t kFewKeys = 32;
constexpr std::size_t kLongestKept = 256;  // bytes of a key that is remembered for the next object
constexpr std::size_t kNotesOfDoubleKeys = 5;

/// The interface nlohmann's SAX parser asks for, spoken with its parameter types.
class Adapter {
 public:
  /// `deaf`: the events know all already, and are only asked how far they came.
  Adapter(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events, bool deaf)
      : bytes_(bytes), begin_(begin), end_(end), events_(events), deaf_(deaf) {}

  bool null() { return scalar({}); }
  bool boolean(bool value) { return scalar({Scalar::Kind::Boolean, value ? 1.0 : 0.0, {}, true}); }
  bool number_integer(std::int64_t value) { return integer(value, static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return integer(value, static_cast<double>(value)); }
  bool number_float(double value, const std::string& written) {
    return number(value, written.find_first_not_of("-0123456789") != std::string::npos);
  }
  bool string(std::string& value) { return scalar({Scalar::Kind::Text, 0, value, true}); }
  bool binary(nlohmann::json::binary_t& /*value*/) { return false; }  // JSON has none
  bool start_object(std::size_t /*size*/) { return open('{'); }
  bool start_array(std::size_t /*size*/) { return open('['); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (!deaf_) events_.key(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& error) {
    // The position counts the bytes read so far; the last of them is the first that does not fit.
    const std::size_t read = std::min(begin_ + position, end_);
    const bool overflow = dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr;
    const std::size_t at = overflow ? number_begin(read) : read - (read > begin_ ? 1 : 0);
    refuse_at(bytes_, at, overflow ? too_large(at, read) : complaint(token, at, error));
  }

 private:
  bool scalar(const Scalar& value) {
    if (!deaf_) events_.scalar(value);
    return true;
  }
  bool number(double value, bool exact) { return scalar({Scalar::Kind::Number, value, {}, exact}); }
  /// Above 2^53 not every integer is a double; the bound keeps the way back within the type.
  template <typename Integer>
  bool integer(Integer written, double value) {
    constexpr double kAllExact = 9007199254740992.0;
    const bool exact = std::abs(value) < kAllExact ||
                       (std::abs(value) < 9223372036854774784.0 && static_cast<Integer>(value) == written);
    return number(value, exact);
  }
  bool open(char bracket) {
    if (!deaf_) events_.open(bracket);
    return true;
  }
  bool close() {
    if (!deaf_) events_.close();
    return true;
  }
  [[nodiscard]] std::string complaint(const std::string& token, std::size_t at, const std::exception& error) const;
  [[nodiscard]] std::size_t number_begin(std::size_t end) const;
  [[nodiscard]] std::string too_large(std::size_t begin, std::size_t end) const;

  std::string_view bytes_;
  std::size_t begin_;
  std::size_t end_;
  JsonEvents& events_;
  bool deaf_;
};

/// Walks through a text for nlohmann/json, which would take a NUL for its end and not see what follows: shows it
/// another byte that JSON does not bear. (Looking for a NUL first would bring all pages of a large file into memory at
/// once.)
class NulSeen {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;
  NulSeen() = default;
  explicit NulSeen(const char* at) : at_(at) {}
  char operator*() const { return *at_ == '\0' ? '\x01' : *at_; }
  NulSeen& operator++() {
    ++at_;
    return *this;
  }
  NulSeen operator++(int) {
    const NulSeen before = *this;
    ++at_;
    return before;
  }
  bool operator==(const NulSeen&) const = default;

 private:
  const char* at_ = nullptr;
};

/// What stands before the token, white space aside.
char before(std::string_view bytes, std::size_t at) {
  while (at > 0 && std::strchr(" \t\r\n", bytes[at - 1]) != nullptr) --at;
  return at > 0 ? bytes[at - 1] : '\0';
}

std::size_t Adapter::number_begin(std::size_t end) const {
  while (end > begin_ && std::string_view("0123456789.eE+-").find(bytes_[end - 1]) != std::string_view::npos) --end;
  return end;
}

std::string Adapter::too_large(std::size_t begin, std::size_t end) const {
  const std::string_view number = bytes_.substr(begin, std::min<std::size_t>(end - begin, 40));
  return fmt::format("the number {} is too large to be kept", base::visible(number));
}

/// Whether the byte at `at` belongs to a number with commas between groups of three digits, which JSON reads as an end
/// of the member: `"iterations": 1,234,567`.
bool is_grouped(std::string_view bytes, std::size_t at) {
  constexpr std::size_t kLongest = 40;
  constexpr std::string_view kDigits = "0123456789,";
  const std::size_t from = at - std::min(at, kLongest);
  const std::string_view before = bytes.substr(from, at - from);
  const std::size_t other = before.find_last_not_of(kDigits);
  const std::size_t begin = from + (other == std::string_view::npos ? 0 : other + 1);
  const std::size_t end = std::min(bytes.find_first_not_of(kDigits, at), bytes.size());
  std::string_view number = bytes.substr(begin, end - begin);
  while (number.ends_with(',')) number.remove_suffix(1);
  const std::size_t comma = number.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma > 3) return false;
  for (std::size_t i = comma; i < number.size(); ++i) {
    if ((number[i] == ',') != ((i - comma) % 4 == 0)) return false;
  }
  return (number.size() - comma) % 4 == 0;
}

std::string Adapter::complaint(const std::string& token, std::size_t at, const std::exception& error) const {
  const std::string_view why = error.what();
  const auto says = [&](std::string_view word) { return why.find(word) != std::string_view::npos; };
  const char last = token.empty() ? '\0' : token.back();
  if (at < bytes_.size() && bytes_[at] == '\0') return "a NUL byte stands in the JSON";
  if (says("UTF-8")) return "the JSON is not valid UTF-8 here";
  if (says("surrogate")) return "half of a surrogate pair stands alone in a text";
  if (events_.complete()) return "more follows after the end of the JSON text";
  if (says("unexpected end of input") || says("missing closing quote")) return "the JSON ends too early";
  if (is_grouped(bytes_, at)) {
    return "digits are grouped by commas here (\"1,234,567\"): a locale of the program that wrote it; run it with "
           "LC_ALL=C";
  }
  if (last == '/') return "JSON has no comments";
  if ((last == '}' || last == ']') && before(bytes_, at) == ',') return fmt::format("a comma stands before {}", last);
  return fmt::format("this is not valid JSON: '{}' does not fit here", base::visible(bytes_.substr(at, 1)));
}

bool is_missing(std::string_view text) {
  const std::string word = base::to_lower_ascii(base::trim(text));
  static constexpr std::string_view kWords[] = {"",     "null", "nan",      "-nan",      "+nan",      "inf",
                                                "-inf", "+inf", "infinity", "-infinity", "+infinity", "undefined"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

struct Token {
  std::string_view written;
  std::string_view instead;  ///< as long, so that places stay true.
};
constexpr Token kTokens[] = {{"-Infinity", "null     "}, {"-infinity", "null     "},
                             {"Infinity", "null    "},   {"infinity", "null    "},
                             {"-NaN", "null"},           {"-nan", "null"},
                             {"-inf", "null"},           {"NaN", "\"\" "},
                             {"nan", "\"\" "},           {"inf", "\"\" "}};

const Token* token_at(std::string_view rest) {
  for (const Token& token : kTokens) {
    if (rest.starts_with(token.written)) return &token;
  }
  return nullptr;
}

/// Where the text that begins at the quote ends.
std::size_t after_text(std::string_view bytes, std::size_t at) {
  for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
    if (bytes[at] == '\\') ++at;
  }
  return at;
}

/// Above this, finding such words first would cost more memory than it is worth: they are refused there.
constexpr std::size_t kNanLookedFor = std::size_t{32} << 20;

/// The same text with a missing value in the place of each NaN and Infinity; empty when there is none, so that the
/// bytes need not be copied.
std::string without_nan(std::string_view bytes) {
  std::string copy;
  const auto has = [&](std::string_view word) { return bytes.find(word) != std::string_view::npos; };
  if (bytes.size() > kNanLookedFor || !(has("NaN") || has("nan") || has("nf"))) return copy;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '"') at = after_text(bytes, at);
    if (c != 'N' && c != 'n' && c != 'I' && c != 'i' && c != '-') continue;
    const Token* token = token_at(bytes.substr(at));
    if (token == nullptr) continue;
    if (copy.empty()) copy = bytes;
    copy.replace(at, token->instead.size(), token->instead);
    at += token->written.size() - 1;
  }
  return copy;
}

}  // namespace

void JsonEvents::step() {
  if (depth_ == 0) return;
  Level& level = levels_[depth_ - 1];
  if (level.array) ++level.index;
}

void JsonEvents::open(char bracket) {
  if (depth_ >= kMaxDepth) refuse(fmt::format("the JSON is nested deeper than {} levels", kMaxDepth));
  step();
  if (levels_.size() == depth_) levels_.emplace_back();
  Level& level = levels_[depth_++];
  level.array = bracket == '[';
  level.index = 0;
  level.keys = 0;
  level.as_before = true;
  level.key.clear();
  level.seen.clear();
  if (!level.seen_many.empty()) level.seen_many = {};
  on_open(bracket);
}

void JsonEvents::close() {
  on_close();
  if (--depth_ == 0) complete_ = true;
}

void JsonEvents::key(std::string_view name) {
  Level& level = levels_[depth_ - 1];
  level.key.assign(name);
  if (first_time(level, name)) return;
  if (++twice_ <= kNotesOfDoubleKeys) note("this key stands twice in one object");
  sink_.ignored("a key stands twice in one object");
}

/// Objects that follow each other in a list mostly have the same keys in the same order: those need no look back.
bool JsonEvents::first_time(Level& level, std::string_view name) {
  const std::size_t place = level.keys++;
  if (level.as_before) {
    std::vector<std::string>& order = level.order;
    if (place < order.size() && order[place] == name) return true;
    const bool kept = place == order.size() && place < kFewKeys && name.size() <= kLongestKept;
    if (kept && std::ranges::find(order, name) == order.end()) {
      order.emplace_back(name);
      return true;
    }
    level.as_before = false;
    order.resize(place);
    for (const std::string& before : order) remember(level, before);
  }
  return remember(level, name);
}

bool JsonEvents::remember(Level& level, std::string_view name) {
  const std::size_t hash = std::hash<std::string_view>{}(name);
  if (!level.seen_many.empty()) return level.seen_many.insert(hash).second;
  if (std::ranges::find(level.seen, hash) != level.seen.end()) return false;
  level.seen.push_back(hash);
  if (level.seen.size() > kFewKeys) level.seen_many.insert(level.seen.begin(), level.seen.end());
  return true;
}

void JsonEvents::scalar(const Scalar& value) {
  step();
  if (depth_ == 0) complete_ = true;
  on_scalar(value);
}

std::string_view JsonEvents::key_here(std::size_t up) const {
  return depth_ > up ? std::string_view(levels_[depth_ - 1 - up].key) : std::string_view();
}

std::string JsonEvents::pointer() const {
  std::string text;
  for (std::size_t i = 0; i < depth_; ++i) {
    const Level& level = levels_[i];
    if (level.array ? level.index == 0 : level.keys == 0) break;  // nothing of it was read yet
    text += '/';
    if (level.array) text += std::to_string(level.index - 1);
    text += escaped_step(level.key);
  }
  return text;
}

std::string escaped_step(std::string_view key) {
  std::string step;
  for (const char c : key) step += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  return step;
}

void JsonEvents::refuse(const std::string& what) const { throw Error(Fault::Input, {{}, pointer()}, what); }

void JsonEvents::note(const std::string& what) { sink_.diagnostic({base::Severity::Warning, {{}, pointer()}, what}); }

bool JsonEvents::number_in(const Scalar& value, double& out) {
  if (value.kind == Scalar::Kind::Number) {
    if (!value.exact) note(rounded(value.number));
    out = value.number;
    return true;
  }
  const auto number = number_of(value, sink_, [this](const std::string& what) { refuse(what); });
  if (number) out = *number;
  return number.has_value();
}

std::optional<double> number_of(const Scalar& value, RunSink& sink,
                                const std::function<void(const std::string&)>& refuse) {
  if (value.kind == Scalar::Kind::Number) return value.number;
  if (value.kind == Scalar::Kind::Boolean) refuse("a number is due here, not true or false");
  if (value.kind == Scalar::Kind::Null || is_missing(value.text)) {
    sink.ignored("value is missing (null or not a number)");
    return std::nullopt;
  }
  const auto number = base::parse_number(base::trim(value.text));
  if (!number) refuse(fmt::format("\"{}\" is not a number", base::visible(value.text.substr(0, 40))));
  return number;
}

std::string rounded(double number) { return fmt::format("the integer has more digits than can be kept: {}", number); }

std::string_view JsonEvents::text_in(const Scalar& value) {
  return value.kind == Scalar::Kind::Text ? value.text : std::string_view();
}

namespace {

void by_library(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events, bool deaf) {
  const std::string instead = without_nan(bytes.substr(begin, end - begin));
  Adapter adapter(bytes, begin, end, events, deaf);
  const std::string_view text = instead.empty() ? bytes.substr(begin, end - begin) : std::string_view(instead);
  nlohmann::json::sax_parse(NulSeen(text.data()), NulSeen(text.data() + text.size()), &adapter);
}

}  // namespace

std::optional<double> long_number(std::string_view written) {
  const nlohmann::json number = nlohmann::json::parse(written.begin(), written.end(), nullptr, false);
  return number.is_number() ? std::optional(number.get<double>()) : std::nullopt;
}

void read_json(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events) {
  const NumberWords words = end - begin > kNanLookedFor ? NumberWords::Refused : NumberWords::Missing;
  if (follow_json(bytes.substr(begin, end - begin), words, events)) return;
  by_library(bytes, begin, end, events, true);  // which says what is wrong, and where
  refuse_at(bytes, begin, "this is not valid JSON");
}

void read_json_by_library(std::string_view bytes, std::size_t begin, std::size_t end, JsonEvents& events) {
  by_library(bytes, begin, end, events, false);
}

void refuse_utf16(std::string_view bytes) {
  const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  const bool zeros = bytes.size() >= 4 && ((bytes[0] == 0) != (bytes[1] == 0)) && ((bytes[2] == 0) != (bytes[3] == 0));
  if (marked || zeros) refuse_at(bytes, 0, "the file is UTF-16; it must be UTF-8");
}

void refuse_at(std::string_view bytes, std::size_t at, const std::string& what) {
  const std::string_view head = bytes.substr(0, at);
  const std::size_t newline = head.rfind('\n');
  const auto line = static_cast<int>(std::ranges::count(head, '\n') + 1);
  const std::size_t column = newline == std::string_view::npos ? at + 1 : at - newline;
  throw Error(Fault::Input, {{}, {}, line, static_cast<int>(std::min<std::size_t>(column, 2000000000))}, what);
}

std::size_t text_begin(std::string_view bytes) {
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < bytes.size() && std::string_view(" \t\r\n").find(bytes[at]) != std::string_view::npos) ++at;
  return at;
}

namespace {

/// The end of the text that begins with the quote at `at`, or npos.
std::size_t closing_quote(std::string_view head, std::size_t at) {
  for (++at; at < head.size(); ++at) {
    if (head[at] == '\\') {
      ++at;
    } else if (head[at] == '"') {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<std::string_view> outer_keys(std::string_view head) {
  std::vector<std::string_view> keys;
  int depth = 0;
  bool key_due = false;
  for (std::size_t at = text_begin(head); at < head.size(); ++at) {
    const char c = head[at];
    if (c == '"') {
      const std::size_t end = closing_quote(head, at);
      if (end == std::string_view::npos) break;
      if (depth == 1 && key_due) keys.push_back(head.substr(at + 1, end - at - 1));
      key_due = false;
      at = end;
    } else if (c == '{' || c == '[') {
      key_due = depth++ == 0 && c == '{';
    } else if (c == '}' || c == ']') {
      if (--depth <= 0) break;
    } else if (c == ',') {
      key_due = depth == 1;
    }
    if (depth == 0) break;
  }
  return keys;
}

std::string_view first_element(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != '[') return {};
  const std::size_t first = head.find_first_not_of(" \t\r\n", begin + 1);
  return first == std::string_view::npos ? std::string_view() : head.substr(first);
}

namespace {

bool is_of_address(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("._%+-").find(c) != std::string_view::npos;
}

/// The text with "…" in the place of every e-mail address, and of the brackets around it.
std::string without_addresses(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > done && is_of_address(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && is_of_address(text[end])) ++end;
    if (begin == at || end == at + 1) continue;  // a mention, or a lonely sign
    const bool brackets = begin > done && text[begin - 1] == '<' && end < text.size() && text[end] == '>';
    out += text.substr(done, begin - done - (brackets ? 1 : 0));
    out += "…";
    done = end + (brackets ? 1 : 0);
    at = done - 1;
  }
  return out += text.substr(done);
}

}  // namespace

void read_message(std::string_view text, model::Run& run) {
  const std::string message = without_addresses(base::trim(text));
  const std::size_t end = std::min(message.find_first_of("\r\n"), message.size());
  run.subject = base::trim(std::string_view(message).substr(0, end));
  run.body = base::trim(std::string_view(message).substr(end));
}

std::string_view web_link(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://") ? text : std::string_view();
}

std::string_view person(std::string_view text) {
  return text.find('@') == std::string_view::npos ? base::trim(text) : std::string_view();
}

}  // namespace perfolio::formats
