// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include <fmt/format.h>

namespace perfolio::cli {

namespace {

/// In fish's single quotes a backslash stands before another and before a quote, and nowhere else.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

/// A word of a list that fish expands each time it offers it.
std::string word(std::string_view text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+:@,";
  std::string out;
  for (const char c : text) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (ascii && kPlain.find(c) == std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) out += (out.empty() ? "" : " ") + word(one);
  return out;
}

std::string value_of(const Flag& flag) {
  if (flag.list) return " -x -a " + in_quotes("(__fish_append , " + joined(flag.words) + ")");
  if (flag.offer == Offer::Folders) return " -x -a " + in_quotes("(__fish_complete_directories)");
  const std::string words = flag.words.empty() ? "" : " -a " + in_quotes(joined(flag.words));
  return (flag.offer == Offer::Files ? " -r -F" : " -x") + words;
}

std::string flag_line(const Flag& flag, const std::string& begin) {
  std::string out = begin;
  for (const std::string& name : flag.shorts) out += " -s " + in_quotes(name);
  for (const std::string& name : flag.longs) out += " -l " + in_quotes(name);
  if (!flag.value.empty()) out += value_of(flag);
  return out + " -d " + in_quotes(flag.description) + "\n";
}

std::string operand_lines(const CommandLine& line, const std::string& begin) {
  if (line.operands.empty()) return begin + " -f\n";
  if (line.operands.front().offer != Offer::Folders) return {};
  return begin + " -f -a " + in_quotes("(__fish_complete_directories)") + "\n";
}

}  // namespace

std::string fish_completion(const CommandLine& program) {
  std::string out =
      fmt::format("# fish completion for {}. Made from the program's own flags; not to be edited.\n\n", program.name);
  const std::string first = "complete -c " + program.name + " -n __fish_use_subcommand";
  out += first + " -f\n";
  for (const Flag& flag : program.flags) out += flag_line(flag, first);
  for (const CommandLine& command : program.commands) {
    out += first + " -a " + in_quotes(command.name) + " -d " + in_quotes(command.description) + "\n";
  }
  for (const CommandLine& command : program.commands) {
    const std::string begin =
        "complete -c " + program.name + " -n " + in_quotes("__fish_seen_subcommand_from " + command.name);
    out += "\n" + operand_lines(command, begin);
    for (const Flag& flag : command.flags) out += flag_line(flag, begin);
  }
  return out;
}

}  // namespace perfolio::cli
