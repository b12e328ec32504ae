// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/json_text.h"

#include "base/text.h"
#include "formats/json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace perfolio::formats {
namespace {

constexpr std::uint64_t kEach = 0x0101010101010101U;
constexpr std::uint64_t kTops = 0x80 * kEach;

std::uint64_t eight(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

constexpr std::uint64_t zeros(std::uint64_t bytes) { return (bytes - kEach) & ~bytes & kTops; }

/// Marks bytes of a text that need a look: its end, escapes, control characters, what is not ASCII. The first mark is
/// right, those behind it may not be.
constexpr std::uint64_t looked_at(std::uint64_t bytes) {
  const std::uint64_t control = (bytes - 0x20 * kEach) & ~bytes;
  return ((control | bytes) & kTops) | zeros(bytes ^ ('"' * kEach)) | zeros(bytes ^ ('\\' * kEach));
}

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && (c & 0x80) == 0; }

/// The first byte from `at` that needs a look; `end` where there is none.
const char* after_plain(const char* at, const char* end) {
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= 8; at += 8) {
      if (const std::uint64_t marks = looked_at(eight(at)); marks != 0) return at + std::countr_zero(marks) / 8;
    }
  }
  while (at < end && is_plain(*at)) ++at;
  return at;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many bytes the character at `at`, which is not ASCII, has; 0 where it is none.
std::size_t character_at(const char* at, const char* end) {
  const auto lead = static_cast<unsigned char>(*at);
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (static_cast<std::size_t>(end - at) < length) return 0;
  return base::is_utf8({at, length}) ? length : 0;
}

/// Four hexadecimal digits; -1 where they are none.
int hex_at(const char* at, const char* end) {
  if (end - at < 4) return -1;
  int value = 0;
  const auto [stop, error] = std::from_chars(at, at + 4, value, 16);
  return error == std::errc() && stop == at + 4 && *at != '-' ? value : -1;
}

/// Powers of ten that a double holds exactly.
constexpr std::array kTens = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t kAllExact = std::uint64_t{1} << 53U;
constexpr int kMostDigits = 19;  // of which every number fits 64 bits

/// A number as it is written.
struct Written {
  bool negative = false;
  bool fraction = false;       ///< or an exponent: no integer.
  std::uint64_t mantissa = 0;  ///< of the first digits.
  int digits = 0;              ///< that count; beyond kMostDigits the mantissa does not hold them.
  int scale = 0;               ///< value = mantissa * 10^scale.
};

/// Exactly rounded where both parts are exact (Clinger 1990).
std::optional<double> quick_value(const Written& w) {
  constexpr int kMostScale = static_cast<int>(kTens.size()) - 1;
  if (w.digits > kMostDigits || w.mantissa > kAllExact || w.scale > kMostScale || w.scale < -kMostScale) return {};
  const auto whole = static_cast<double>(w.mantissa);
  const auto power = kTens[static_cast<std::size_t>(std::abs(w.scale))];
  const double value = w.scale < 0 ? whole / power : whole * power;
  return w.negative ? -value : value;
}

/// Whether the value is the integer that is written, to its last digit; one beyond 64 bits is not looked at.
bool is_exact_integer(std::string_view written, double value) {
  const auto kept = [&](auto integer) {
    const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), integer);
    return error == std::errc() && std::abs(value) < 9223372036854774784.0 &&
           static_cast<decltype(integer)>(value) == integer;
  };
  return written.starts_with('-') ? kept(std::int64_t{0}) : kept(std::uint64_t{0});
}

class Scanner {
 public:
  Scanner(std::string_view text, NumberWords words, JsonEvents& events)
      : at_(text.data()), end_(at_ + text.size()), words_(words == NumberWords::Missing), events_(events) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ += 3;
  }
  bool all();

 private:
  enum class Next { Value, Key, After, Wrong };
  Next value();
  Next key();
  Next after();
  Next open(char bracket);
  Next close(char bracket);
  Next literal(std::string_view word, const Scalar& meaning);
  Next number();
  Next told(const Scalar& value) {
    events_.scalar(value);
    return Next::After;
  }
  void skip_space();
  bool read_digits(Written& w, bool behind_point);
  bool read_exponent(Written& w);
  bool text(std::string_view& out);
  bool text_with_escapes(const char* begin, std::string_view& out);
  bool escape();
  bool code_point();
  bool word(bool key);
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  bool take(char c) {
    if (at_end() || *at_ != c) return false;
    ++at_;
    return true;
  }

  const char* at_;
  const char* end_;
  bool words_;
  JsonEvents& events_;
  std::string open_;     ///< brackets.
  std::string changed_;  ///< a text with escapes, without them.
};

bool Scanner::all() {
  Next next = Next::Value;
  for (;;) {
    skip_space();
    switch (next) {
      case Next::Value:
        next = value();
        break;
      case Next::Key:
        next = key();
        break;
      case Next::After:
        if (open_.empty()) return at_end();
        next = after();
        break;
      case Next::Wrong:
        return false;
    }
  }
}

/// A line's end and the indentation of the next come in eights, where somebody indents.
void Scanner::skip_space() {
  while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) {
    ++at_;
    while (end_ - at_ >= 8 && eight(at_) == ' ' * kEach) at_ += 8;
  }
}

Scanner::Next Scanner::value() {
  if (at_end()) return Next::Wrong;
  switch (*at_) {
    case '{':
    case '[':
      return open(*at_);
    case '"': {
      std::string_view out;
      return text(out) ? told({Scalar::Kind::Text, 0, out, true}) : Next::Wrong;
    }
    case 't':
      return literal("true", {Scalar::Kind::Boolean, 1, {}, true});
    case 'f':
      return literal("false", {Scalar::Kind::Boolean, 0, {}, true});
    default:
      break;
  }
  if (words_ && word(false)) return Next::After;
  return *at_ == 'n' ? literal("null", {}) : number();
}

/// Behind the opening bracket, so that an empty object or list is closed at once.
Scanner::Next Scanner::open(char bracket) {
  ++at_;
  events_.open(bracket);
  open_ += bracket;
  skip_space();
  const char closing = bracket == '{' ? '}' : ']';
  if (!at_end() && *at_ == closing) return close(closing);
  return bracket == '{' ? Next::Key : Next::Value;
}

Scanner::Next Scanner::close(char bracket) {
  if (!take(bracket)) return Next::Wrong;
  open_.pop_back();
  events_.close();
  return Next::After;
}

Scanner::Next Scanner::after() {
  const bool object = open_.back() == '{';
  if (take(',')) return object ? Next::Key : Next::Value;
  return close(object ? '}' : ']');
}

Scanner::Next Scanner::key() {
  if (at_end()) return Next::Wrong;
  std::string_view name;
  if (*at_ != '"') {
    if (!words_ || !word(true)) return Next::Wrong;
  } else if (text(name)) {
    events_.key(name);
  } else {
    return Next::Wrong;
  }
  skip_space();
  return take(':') ? Next::Value : Next::Wrong;
}

Scanner::Next Scanner::literal(std::string_view word, const Scalar& meaning) {
  if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) return Next::Wrong;
  at_ += word.size();
  return told(meaning);
}

// ---- words for numbers ---------------------------------------------------------------------------------------------

/// A word that stands for a missing value; as a key only one that is read as a text can be.
struct Word {
  std::string_view written;
  bool text;  ///< an empty one; else null.
};
constexpr Word kWords[] = {{"-Infinity", false}, {"-infinity", false}, {"Infinity", false}, {"infinity", false},
                           {"-NaN", false},      {"-nan", false},      {"-inf", false},     {"NaN", true},
                           {"nan", true},        {"inf", true}};

bool Scanner::word(bool key) {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  for (const Word& known : kWords) {
    if (!rest.starts_with(known.written)) continue;
    if (key && !known.text) return false;
    at_ += known.written.size();
    if (key) {
      events_.key({});
    } else {
      events_.scalar({known.text ? Scalar::Kind::Text : Scalar::Kind::Null, 0, {}, true});
    }
    return true;
  }
  return false;
}

// ---- texts ---------------------------------------------------------------------------------------------------------

/// From the quote on; `out` is a view of the bytes where they are the text itself.
bool Scanner::text(std::string_view& out) {
  const char* const begin = ++at_;
  for (;;) {
    at_ = after_plain(at_, end_);
    if (at_end()) return false;
    if (*at_ == '"') {
      out = {begin, static_cast<std::size_t>(at_ - begin)};
      ++at_;
      return true;
    }
    if (*at_ == '\\') return text_with_escapes(begin, out);
    const std::size_t length = (*at_ & 0x80) != 0 ? character_at(at_, end_) : 0;
    if (length == 0) return false;
    at_ += length;
  }
}

bool Scanner::text_with_escapes(const char* begin, std::string_view& out) {
  changed_.assign(begin, at_);
  for (;;) {
    const char* const from = at_;
    at_ = after_plain(at_, end_);
    changed_.append(from, at_);
    if (at_end()) return false;
    if (take('"')) {
      out = changed_;
      return true;
    }
    if (take('\\')) {
      if (!escape()) return false;
      continue;
    }
    const std::size_t length = (*at_ & 0x80) != 0 ? character_at(at_, end_) : 0;
    if (length == 0) return false;
    changed_.append(at_, length);
    at_ += length;
  }
}

/// Behind the backslash.
bool Scanner::escape() {
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (at_end()) return false;
  const char letter = *at_++;
  if (letter == 'u') return code_point();
  const std::size_t known = kLetters.find(letter);
  if (known == std::string_view::npos) return false;
  changed_ += kMeanings[known];
  return true;
}

/// Behind \u; a pair of surrogates is one character, half of one is none.
bool Scanner::code_point() {
  const int high = hex_at(at_, end_);
  if (high < 0) return false;
  at_ += 4;
  auto point = static_cast<char32_t>(high);
  if (high >= 0xDC00 && high <= 0xDFFF) return false;
  if (high >= 0xD800 && high <= 0xDBFF) {
    if (!take('\\') || !take('u')) return false;
    const int low = hex_at(at_, end_);
    if (low < 0xDC00 || low > 0xDFFF) return false;
    at_ += 4;
    point = 0x10000 + ((static_cast<char32_t>(high) - 0xD800) << 10U) + (static_cast<char32_t>(low) - 0xDC00);
  }
  base::append_utf8(changed_, point);
  return true;
}

// ---- numbers -------------------------------------------------------------------------------------------------------

/// One digit at least. Zeros in front do not count.
bool Scanner::read_digits(Written& w, bool behind_point) {
  const char* const begin = at_;
  for (; at_ < end_ && is_digit(*at_); ++at_) {
    if (w.digits == 0 && *at_ == '0') {
      w.scale -= behind_point ? 1 : 0;
      continue;
    }
    if (++w.digits > kMostDigits) continue;
    w.mantissa = w.mantissa * 10 + static_cast<std::uint64_t>(*at_ - '0');
    w.scale -= behind_point ? 1 : 0;
  }
  return at_ > begin;
}

bool Scanner::read_exponent(Written& w) {
  ++at_;
  const bool minus = !at_end() && *at_ == '-';
  if (minus || (!at_end() && *at_ == '+')) ++at_;
  constexpr int kMost = 100'000;  // what is larger is as large
  const char* const begin = at_;
  int exponent = 0;
  for (; at_ < end_ && is_digit(*at_); ++at_) exponent = std::min(kMost, exponent * 10 + (*at_ - '0'));
  w.scale += minus ? -exponent : exponent;
  return at_ > begin;
}

Scanner::Next Scanner::number() {
  const char* const begin = at_;
  Written w;
  w.negative = take('-');
  if (at_end() || !is_digit(*at_)) return Next::Wrong;
  if (*at_ == '0') {
    ++at_;  // no other digit follows: it would be another value
  } else {
    read_digits(w, false);
  }
  if (take('.')) {
    w.fraction = true;
    if (!read_digits(w, true)) return Next::Wrong;
  }
  if (!at_end() && (*at_ == 'e' || *at_ == 'E')) {
    w.fraction = true;
    if (!read_exponent(w)) return Next::Wrong;
  }
  Scalar value{Scalar::Kind::Number, 0, {}, true};
  const std::string_view written(begin, static_cast<std::size_t>(at_ - begin));
  if (const auto quick = quick_value(w)) {
    // An integer has no minus zero.
    value.number = !w.fraction && w.mantissa == 0 ? 0 : *quick;
    return told(value);
  }
  const auto slow = long_number(written);
  if (!slow) return Next::Wrong;
  value.number = *slow;
  value.exact = w.fraction || is_exact_integer(written, *slow);
  return told(value);
}

}  // namespace

bool follow_json(std::string_view text, NumberWords words, JsonEvents& events) {
  return Scanner(text, words, events).all();
}

}  // namespace perfolio::formats
