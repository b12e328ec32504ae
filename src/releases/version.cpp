// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "releases/version.h"

#include "base/text.h"

#include <algorithm>
#include <compare>
#include <initializer_list>

namespace perfolio::releases {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string without_zeros(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

/// End of "1.2.3" that begins at `at`.
std::size_t end_of_numbers(std::string_view tag, std::size_t at) {
  const auto goes_on = [&] { return tag[at] == '.' && at + 1 < tag.size() && is_digit(tag[at + 1]); };
  while (at < tag.size() && (is_digit(tag[at]) || goes_on())) ++at;
  return at;
}

struct Span {
  std::size_t begin = 0, end = 0;
};

/// A version stands alone: after nothing, a separator, or a "v" that does.
bool stands_alone(std::string_view tag, std::size_t at) {
  if (at > 0 && (tag[at - 1] == 'v' || tag[at - 1] == 'V')) --at;
  return at == 0 || !(is_letter(tag[at - 1]) || is_digit(tag[at - 1]));
}

/// The first run of at least two numbers that stands alone ("python3-v2.1.0"), else the first of any ("go1.20").
std::optional<Span> numbers_in(std::string_view tag) {
  std::optional<Span> any;
  for (std::size_t at = 0; at < tag.size(); ++at) {
    if (!is_digit(tag[at])) continue;
    const Span span{at, end_of_numbers(tag, at)};
    if (tag.substr(span.begin, span.end - span.begin).find('.') != std::string_view::npos) {
      if (stands_alone(tag, at)) return span;
      if (!any) any = span;
    }
    at = span.end - 1;
  }
  return any;
}

std::string identifier_of(std::string_view text) { return all_digits(text) ? without_zeros(text) : std::string(text); }

/// What follows a hyphen, as Semantic Versioning has it: identifiers between dots. False when it is none.
bool read_strict(std::string_view text, Version& version) {
  for (const auto part : base::split(text, '.')) {
    const auto fits = [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; };
    if (part.empty() || !std::ranges::all_of(part, fits)) return false;
    version.pre_release.push_back(identifier_of(part));
  }
  return true;
}

/// "rc10.dev2" -> rc 10 dev 2. False when there is anything but letters, digits and dots.
bool read_loose(std::string_view text, std::vector<std::string>& words) {
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    const bool digits = is_digit(text[at]);
    while (at < text.size() && (digits ? is_digit(text[at]) : is_letter(text[at]))) ++at;
    if (at > begin) words.push_back(base::to_lower_ascii(identifier_of(text.substr(begin, at - begin))));
    if (at > begin) continue;
    if (text[at] != '.') return false;
    ++at;
  }
  return !words.empty();
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Releases after a final one ("1.0.post1", "9.3p1", "1.0.2k") come before the next number: a fifth number, as deep as
/// no version we know counts.
void add_later(Version& version, const std::string& number) {
  version.numbers.resize(std::max<std::size_t>(version.numbers.size(), 4), "0");
  version.numbers.push_back(number);
}

/// What follows without a hyphen: "rc0", ".rc1", "b3" (PEP 440), ".Final" (Maven), "p1" (OpenSSH), "k" (OpenSSL).
bool read_forgiving(std::string_view text, Version& version) {
  std::vector<std::string> words;
  if (!read_loose(text, words)) return false;
  const std::string& word = words.front();
  if (words.size() == 1 && is_one_of(word, {"final", "ga", "release"})) return true;
  const bool number_follows = words.size() == 2 && all_digits(words[1]);
  if (number_follows && is_one_of(word, {"post", "p", "patch", "sp"})) return add_later(version, words[1]), true;
  if (words.size() == 1 && word.size() == 1 && is_letter(word[0])) {
    return add_later(version, std::to_string(word[0] - 'a' + 1)), true;
  }
  version.pre_release = std::move(words);
  return true;
}

bool read_rest(std::string_view rest, Version& version) {
  rest = rest.substr(0, rest.find('+'));  // build metadata takes no part in the order
  if (rest.empty()) return true;
  if (rest.front() == '-') return read_strict(rest.substr(1), version);
  if (rest.front() == '.' || rest.front() == '_') rest.remove_prefix(1);
  return read_forgiving(rest, version);
}

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

/// Digits without leading zeros: the longer is the larger, of any length.
int compare_numbers(const std::string& a, const std::string& b) {
  return a.size() == b.size() ? sign(a <=> b) : sign(a.size() <=> b.size());
}

/// Semantic Versioning 2.0.0, section 11.4: numbers before words, numbers as numbers, words in ASCII order.
int compare_identifiers(const std::string& a, const std::string& b) {
  const bool number_a = all_digits(a);
  const bool number_b = all_digits(b);
  if (number_a != number_b) return number_a ? -1 : 1;
  return number_a ? compare_numbers(a, b) : sign(a <=> b);
}

int compare_pre_releases(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return sign(a.empty() <=> b.empty());
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const int order = compare_identifiers(a[i], b[i])) return order;
  }
  return sign(a.size() <=> b.size());
}

}  // namespace

std::optional<Version> version_of(std::string_view tag) {
  const auto span = numbers_in(tag);
  if (!span) return std::nullopt;
  Version version;
  version.prefix = tag.substr(0, span->begin);
  for (const auto number : base::split(tag.substr(span->begin, span->end - span->begin), '.')) {
    version.numbers.push_back(without_zeros(number));
  }
  if (!read_rest(tag.substr(span->end), version)) return std::nullopt;
  return version;
}

int compare(const Version& a, const Version& b) {
  static const std::string zero = "0";
  for (std::size_t i = 0; i < std::max(a.numbers.size(), b.numbers.size()); ++i) {
    const auto& number_a = i < a.numbers.size() ? a.numbers[i] : zero;
    const auto& number_b = i < b.numbers.size() ? b.numbers[i] : zero;
    if (const int order = compare_numbers(number_a, number_b)) return order;
  }
  return compare_pre_releases(a.pre_release, b.pre_release);
}

}  // namespace perfolio::releases
