// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/family_names.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace perfolio::analysis {

using model::Parameter;

namespace {

/// Bounds on what a stranger's names can ask for.
constexpr std::size_t kMostParts = 32;
constexpr std::size_t kMostPlaces = 32;

/// Stands for a parameter in a key; no name has it, as control characters are escaped in none but hostile ones.
constexpr char kHole = '\x1f';

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) &&
         std::ranges::all_of(text, [&](char c) { return letter(c) || is_digit(c) || c == '-' || c == '.'; });
}

/// Without the underscores between digits.
std::string plain_digits(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] != '_' || !between) out += text[i];
  }
  return out;
}

/// "k" of "10k", "KiB" of "1KiB": what it multiplies by; nothing where it is no such word.
std::optional<double> factor_of(std::string_view suffix) {
  if (suffix == "B") return 1;
  if (suffix.ends_with('B')) suffix.remove_suffix(1);
  if (suffix.empty()) return 1;
  constexpr std::string_view kPrefixes = "KMGT";
  const std::size_t at = kPrefixes.find(suffix[0] == 'k' ? 'K' : suffix[0]);
  if (at == std::string_view::npos || suffix.size() > 2) return std::nullopt;
  const bool binary = suffix.size() == 2 && suffix[1] == 'i';
  if (suffix.size() == 2 && !binary) return std::nullopt;
  return std::pow(binary ? 1024.0 : 1000.0, static_cast<double>(at + 1));
}

/// "2^10", "2**10", "1<<10".
std::optional<double> power_number(std::string_view text) {
  for (const std::string_view sign : {"^", "**", "<<"}) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) continue;
    const auto base = base::parse_number(text.substr(0, at));
    const auto exponent = base::parse_number(text.substr(at + sign.size()));
    if (!base || !exponent) return std::nullopt;
    const double value = sign == "<<" ? std::ldexp(*base, static_cast<int>(std::clamp(*exponent, -2000.0, 2000.0)))
                                      : std::pow(*base, *exponent);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
  }
  return std::nullopt;
}

/// "n=20", "n = 20", "N: 20" or "20". Nothing where it is empty.
std::optional<Parameter> parameter_in(std::string_view text) {
  text = base::trim(text);
  const auto sign = text.find_first_of("=:");
  if (sign != std::string_view::npos && is_key(base::trim(text.substr(0, sign)))) {
    const bool scope = text.substr(sign).starts_with("::") || text.substr(sign).starts_with("==");
    const std::string_view value = base::trim(text.substr(sign + 1));
    if (!scope && !value.empty()) return Parameter{std::string(base::trim(text.substr(0, sign))), std::string(value)};
  }
  return text.empty() ? std::nullopt : std::optional(Parameter{{}, std::string(text)});
}

/// The pieces between commas that stand in no quotes and no brackets of their own.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t depth = 0;
  std::size_t begin = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if ((c == ')' || c == ']' || c == '}') && depth > 0) {
      --depth;
    } else if (c == ',' && depth == 0) {
      out.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  out.push_back(text.substr(begin));
  return out;
}

/// Where the bracket opens that the last letter closes; npos where none does.
std::size_t opening(std::string_view name, char open, char close) {
  std::size_t depth = 0;
  for (std::size_t i = name.size(); i-- > 0;) {
    if (name[i] == close) ++depth;
    if (name[i] == open && --depth == 0) return i;
  }
  return std::string_view::npos;
}

bool is_quoted(std::string_view text) {
  return text.size() > 1 && (text[0] == '\'' || text[0] == '"') && text.back() == text[0];
}

/// The parameters in brackets or parentheses at the end. No values where there is something else in them.
std::optional<NameShape> bracketed(std::string_view name) {
  if (name.empty() || (name.back() != ']' && name.back() != ')')) return std::nullopt;
  const bool round = name.back() == ')';
  const std::size_t at = opening(name, round ? '(' : '[', name.back());
  if (at == 0 || at == std::string_view::npos) return std::nullopt;
  NameShape shape{std::string(name.substr(0, at + 1)), std::string(base::trim(name.substr(0, at))), {}};
  if (shape.benchmark.empty()) return std::nullopt;
  for (const std::string_view piece : pieces(name.substr(at + 1, name.size() - at - 2))) {
    auto parameter = parameter_in(piece);
    const bool plain = parameter && parameter->name.empty();
    if (!parameter || (round && plain && !is_quoted(parameter->value) && !parameter_number(parameter->value))) {
      shape.values.clear();
      return shape;
    }
    shape.values.push_back(std::move(*parameter));
  }
  return shape;
}

/// Options of a run that Google Benchmark writes into the name.
bool is_run_option(std::string_view key) {
  constexpr std::array<std::string_view, 4> kOptions = {"min_time", "min_warmup_time", "iterations", "repeats"};
  return std::ranges::find(kOptions, key) != kOptions.end();
}

/// A part between slashes as a parameter: a number, "size=100", "threads:4".
std::optional<Parameter> part_parameter(std::string_view part) {
  auto parameter = parameter_in(part);
  if (!parameter || is_run_option(parameter->name)) return std::nullopt;
  const bool equals = part.size() > parameter->name.size() && part[parameter->name.size()] == '=';
  if (!parameter->name.empty() && equals) return parameter;
  return parameter_number(parameter->value) ? parameter : std::nullopt;
}

/// The number of processors behind the dash at the end of a name of Go ("size=100-8"); empty where there is none.
std::string_view processors(std::string_view part) {
  const auto dash = part.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == part.size()) return {};
  const std::string_view number = part.substr(dash + 1);
  if (!std::ranges::all_of(number, is_digit)) return {};
  const auto before = parameter_in(part.substr(0, dash));
  return before && parameter_number(before->value) ? part.substr(dash) : std::string_view{};
}

/// A name by its slashes.
struct Parts {
  std::vector<std::string_view> parts;
  std::string_view tail;     ///< the number of processors; taken off the last part.
  std::uint32_t places = 0;  ///< the parts that are parameters.
  std::vector<Parameter> values;

  /// The name with holes at these places.
  [[nodiscard]] std::string pattern(std::uint32_t holes) const {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) out += '/';
      if ((holes >> i & 1U) != 0) {
        out += kHole;
      } else {
        out += parts[i];
      }
    }
    return out;
  }
  [[nodiscard]] std::string benchmark() const {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((places >> i & 1U) == 0) out.append(out.empty() ? "" : "/").append(parts[i]);
    }
    return out;
  }
};

Parts parts_of(std::string_view name) {
  Parts out;
  out.parts = base::split(name, '/');
  if (out.parts.size() < 2 || out.parts.size() > kMostParts) return {};
  out.tail = processors(out.parts.back());
  out.parts.back().remove_suffix(out.tail.size());
  for (std::size_t i = 1; i < out.parts.size(); ++i) {
    auto parameter = part_parameter(out.parts[i]);
    if (!parameter) continue;
    out.places |= 1U << i;
    out.values.push_back(std::move(*parameter));
  }
  if (out.parts[0].empty()) return {};
  return out;
}

std::string keys_of(const std::vector<Parameter>& values) {
  std::string out;
  for (const Parameter& parameter : values) out.append(parameter.name).append(1, kHole);
  return out;
}

/// Takes back the shapes of one key whose values are not named alike, or missing.
void drop_contradicted(std::vector<std::optional<NameShape>>& shapes) {
  std::map<std::string, std::set<std::string>> keys;
  for (const auto& shape : shapes) {
    if (shape) keys[shape->key].insert(keys_of(shape->values));
  }
  for (auto& shape : shapes) {
    if (shape && (keys[shape->key].size() > 1 || shape->values.empty())) shape.reset();
  }
}

/// A pytest id joins its values by dashes: taken apart where all of a family have as many, and one of them is a number
/// in each.
void split_ids(std::vector<std::optional<NameShape>>& shapes) {
  std::map<std::string, std::vector<NameShape*>> families;
  for (auto& shape : shapes) {
    const bool one = shape && shape->values.size() == 1 && shape->values[0].name.empty();
    if (one && shape->key.ends_with('[')) families[shape->key].push_back(&*shape);
  }
  for (auto& [key, members] : families) {
    const auto split = [](const NameShape* shape) { return base::split(shape->values[0].value, '-'); };
    const std::size_t n = split(members.front()).size();
    std::vector<bool> numeric(n, true);
    bool alike = n > 1;
    for (const NameShape* member : members) {
      const auto ids = split(member);
      alike = alike && ids.size() == n && std::ranges::none_of(ids, [](std::string_view id) { return id.empty(); });
      for (std::size_t i = 0; alike && i < n; ++i) numeric[i] = numeric[i] && parameter_number(ids[i]).has_value();
    }
    if (!alike || std::ranges::find(numeric, true) == numeric.end()) continue;
    for (NameShape* member : members) {
      const std::string ids = member->values[0].value;
      member->values.clear();
      for (const std::string_view id : base::split(ids, '-')) member->values.push_back({{}, std::string(id)});
    }
  }
}

/// Fills the shapes of names with slashes that have none yet.
void add_slashed(std::span<const std::string_view> names, std::vector<std::optional<NameShape>>& shapes) {
  std::vector<Parts> all;
  std::set<std::pair<std::size_t, std::uint32_t>> places;
  for (const std::string_view name : names) {
    const Parts& parts = all.emplace_back(parts_of(name));
    if (parts.places != 0 && places.size() < kMostPlaces) places.insert({parts.parts.size(), parts.places});
  }
  std::map<std::pair<std::uint32_t, std::string>, std::pair<std::size_t, std::set<std::string>>> siblings;
  for (const Parts& parts : all) {
    for (const auto& [n, holes] : places) {
      if (n != parts.parts.size()) continue;
      auto& [count, keys] = siblings[{holes, parts.pattern(holes)}];
      ++count;
      keys.insert(parts.places == holes ? keys_of(parts.values) + std::string(parts.tail) : "\n");
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (shapes[i] || all[i].places == 0) continue;
    const std::string pattern = all[i].pattern(all[i].places);
    const auto found = siblings.find({all[i].places, pattern});
    if (found == siblings.end() || found->second.second.size() != 1) continue;
    shapes[i] = NameShape{"/" + pattern, all[i].benchmark(), all[i].values};
  }
}

}  // namespace

std::optional<double> parameter_number(std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return std::nullopt;
  if (const auto power = power_number(text)) return power;
  const std::string digits = plain_digits(text);
  const std::string_view all = digits;
  const std::size_t end = all.find_last_of("0123456789.") + 1;  // 0 where there is none
  const auto number = base::parse_number(all.substr(0, end));
  const auto factor = end == all.size() ? std::optional(1.0) : factor_of(all.substr(end));
  if (!number || !factor || !std::isfinite(*number * *factor)) return std::nullopt;
  return *number * *factor;
}

std::vector<std::optional<NameShape>> name_shapes(std::span<const std::string_view> names) {
  std::vector<std::optional<NameShape>> shapes;
  for (const std::string_view name : names) shapes.push_back(bracketed(name));
  drop_contradicted(shapes);
  split_ids(shapes);
  add_slashed(names, shapes);
  return shapes;
}

}  // namespace perfolio::analysis
