// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/reproduce.h"

#include "base/text.h"
#include "sys/postgresql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace perfolio::cli {

namespace {

/// Where outputs go, how fast, and what is told meanwhile: no part of what the report says.
constexpr std::array<std::string_view, 10> kAside{"--output", "--jobs",           "--force", "--quiet", "--verbose",
                                                  "--help",   "--github-actions", "--site",  "--url",   "--version"};

/// What was typed, without the folders of a path from the root.
std::string typed(const std::string& value, const std::string& type) {
  if (sys::names_database(value)) return sys::shown_database(value);
  if (!value.starts_with('/')) return value;
  if (type.find("DIR") != std::string::npos) return ".";
  return std::string(base::file_name(value));
}

void add(std::vector<std::string>& words, const CLI::Option& option) {
  std::vector<std::string> values;
  for (const std::string& value : option.results()) values.push_back(for_shell(typed(value, option.get_type_name())));
  const std::string name = option.get_lnames().empty() ? "" : "--" + option.get_lnames().front();
  if (name.empty()) {
    words.insert(words.end(), values.begin(), values.end());
  } else if (option.get_expected_max() == 0) {
    words.push_back(name);
  } else if (option.get_delimiter() != '\0') {
    words.push_back(fmt::format("{} {}", name, fmt::join(values, std::string(1, option.get_delimiter()))));
  } else {
    for (const std::string& value : values) words.push_back(fmt::format("{} {}", name, value));
  }
}

}  // namespace

std::string for_shell(std::string_view word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) return std::string(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::vector<std::string> reproducing(const CLI::App& command) {
  std::vector<std::string> words{"perfolio " + command.get_name()};
  // What has no name first: a flag of several values would take it for one of its own.
  for (const bool named : {false, true}) {
    for (const CLI::Option* option : command.get_options()) {
      const bool aside =
          std::ranges::any_of(kAside, [&](std::string_view name) { return option->check_name(std::string(name)); });
      if (option->count() > 0 && !aside && option->get_lnames().empty() != named) add(words, *option);
    }
  }
  return words;
}

}  // namespace perfolio::cli
