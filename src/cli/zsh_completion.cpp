// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What zsh's _arguments understands (zshcompsys 1): '(-o --output)'{-o+,--output=}'[description]:value:action'.
#include "cli/command_line.h"

#include <fmt/format.h>

namespace perfolio::cli {

namespace {

/// Between single quotes, with a backslash before each of `special`.
std::string part(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += ' ';
    } else if (c == '\'') {
      out += "'\\''";
    } else {
      if (special.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string description(std::string_view text) { return part(text, "\\[]:"); }

/// A word of a list in parentheses, which zsh splits and unquotes.
std::string word(std::string_view text) { return part(text, "\\ :;&|<>(){}[]$`\"*?~#"); }

std::string words(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : " ") + word(one);
  return out;
}

std::string action(Offer offer) {
  if (offer == Offer::Folders) return "_files -/";
  return offer == Offer::Files ? "_files" : " ";
}

std::string action(const Flag& flag) {
  if (flag.words.empty()) return action(flag.offer);
  if (flag.list) return fmt::format("_values -s , {} {}", word(flag.value), words(flag.words));
  if (flag.offer == Offer::Nothing) return "(" + words(flag.words) + ")";
  return fmt::format("_alternative \"words\\:{}\\:({})\" \"files\\:file\\:{}\"", description(flag.value),
                     words(flag.words), action(flag.offer));
}

/// One spec of _arguments per name; the names of one flag exclude each other.
std::string specs(const Flag& flag) {
  std::vector<std::string> names, bare;
  for (const std::string& name : flag.shorts) {
    bare.push_back("-" + name);
    names.push_back("-" + name + (flag.value.empty() ? "" : "+"));
  }
  for (const std::string& name : flag.longs) {
    bare.push_back("--" + name);
    names.push_back("--" + name + (flag.value.empty() ? "" : "="));
  }
  std::vector<std::string> not_with = flag.excludes;
  if (!flag.repeated) not_with.insert(not_with.end(), bare.begin(), bare.end());
  std::string before = flag.repeated ? "*" : "";
  if (!not_with.empty()) before = fmt::format("({}){}", fmt::join(not_with, " "), before);
  std::string after = "[" + description(flag.description) + "]";
  if (!flag.value.empty()) after += ":" + description(flag.value) + ":" + action(flag);
  std::string out;
  for (const std::string& name : names) out += fmt::format(" \\\n        '{}{}{}'", before, name, after);
  return out;
}

std::string arguments_of(const CommandLine& line) {
  std::string out;
  for (const Flag& flag : line.flags) out += specs(flag);
  int place = 1;
  for (const Operand& operand : line.operands) {
    const std::string where = operand.repeated ? "*" : std::to_string(place++);
    const std::string_view need = operand.required || operand.repeated ? ":" : "::";
    out += fmt::format(" \\\n        '{}{}{}:{}'", where, need, description(operand.name), action(operand.offer));
  }
  return out;
}

}  // namespace

std::string zsh_completion(const CommandLine& program) {
  std::string out =
      fmt::format("#compdef {}\n# Made from the program's own flags; not to be edited.\n\n", program.name);
  out += "_perfolio_commands() {\n  local -a commands=(";
  for (const CommandLine& command : program.commands) {
    out += fmt::format("\n    '{}:{}'", part(command.name, "\\:"), part(command.description, ""));
  }
  out += "\n  )\n  _describe -t commands command commands\n}\n\n";
  out += "_perfolio() {\n  local curcontext=$curcontext state state_descr line\n  typeset -A opt_args\n";
  out += "  _arguments -s -S -C" + arguments_of(program) +
         " \\\n        '1:command:_perfolio_commands' \\\n        '*::argument:->arguments' && return\n";
  out += "  [[ $state == arguments ]] || return\n  case $words[1] in\n";
  for (const CommandLine& command : program.commands) {
    out += fmt::format("    {})\n      _arguments -s -S{}\n      ;;\n", command.name, arguments_of(command));
  }
  return out + "  esac\n}\n\n_perfolio \"$@\"\n";
}

}  // namespace perfolio::cli
