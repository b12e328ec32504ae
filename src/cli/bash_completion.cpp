// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Needs nothing but bash itself. File names are left to readline, which knows how to quote what they hold: a function
// that offers nothing makes it complete them (complete -o default), unless it is told not to.
#include "cli/command_line.h"

#include <fmt/format.h>

namespace perfolio::cli {

namespace {

constexpr std::string_view kBegin =
    R"(# bash completion for perfolio. Made from the program's own flags; not to be edited.

# Offers those of the words that continue what is typed. $1 stands before each of them.
_perfolio_offer() {
  local before=$1 word
  shift
  compopt +o default 2>/dev/null
  for word in "$@"; do
    [[ "$before$word" == "$cur"* ]] && COMPREPLY+=("$before$word")
  done
}

# The same for the last of several words with commas between them.
_perfolio_offer_list() {
  local before=
  [[ $cur == *,* ]] && before=${cur%,*},
  compopt -o nospace 2>/dev/null
  _perfolio_offer "$before" "$@"
}

_perfolio_offer_folders() { compopt +o default -o dirnames 2>/dev/null; }
_perfolio_offer_nothing() { compopt +o default 2>/dev/null; }

)";

constexpr std::string_view kWords = R"(_perfolio() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev= command= ended= i
  COMPREPLY=()
  if ((COMP_CWORD > 0)); then prev=${COMP_WORDS[COMP_CWORD - 1]}; fi
  # --flag=value is three words, unless somebody took the = out of COMP_WORDBREAKS.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]] && ((COMP_CWORD > 1)); then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      ended=yes
    elif [[ -z $command && ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
    fi
  done
)";

/// As one word of bash, fish (with its own rule for the quote) or zsh.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string in_quotes(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += " " + in_quotes(word);
  return out;
}

std::vector<std::string> dashed(const Flag& flag) {
  std::vector<std::string> names;
  for (const std::string& name : flag.shorts) names.push_back("-" + name);
  for (const std::string& name : flag.longs) names.push_back("--" + name);
  return names;
}

std::string offer(const Flag& flag) {
  if (!flag.words.empty() && flag.offer == Offer::Nothing) {
    return (flag.list ? "_perfolio_offer_list" : "_perfolio_offer ''") + in_quotes(flag.words);
  }
  // Words or a file: the words where one fits, else readline's files.
  if (!flag.words.empty()) return "_perfolio_offer ''" + in_quotes(flag.words) + "; compopt -o default 2>/dev/null";
  if (flag.offer == Offer::Files) return ":";
  return flag.offer == Offer::Folders ? "_perfolio_offer_folders" : "_perfolio_offer_nothing";
}

/// The cases of `case "$command $prev"` in which a value is due.
std::string values(const CommandLine& line, const std::string& command) {
  std::string out;
  for (const Flag& flag : line.flags) {
    if (flag.value.empty()) continue;
    std::string names;
    for (const std::string& name : dashed(flag))
      names += (names.empty() ? "" : " | ") + in_quotes(command + " " + name);
    out += fmt::format("      {})\n        {}\n        return\n        ;;\n", names, offer(flag));
  }
  return out;
}

/// Flags are offered where one begins, or where a command takes nothing else.
std::string words_of(const CommandLine& line, const std::string& command) {
  std::vector<std::string> flags;
  for (const Flag& flag : line.flags) {
    for (std::string& name : dashed(flag)) flags.push_back(std::move(name));
  }
  std::string out = fmt::format("    {})\n", in_quotes(command));
  out += fmt::format("      if [[ -z $ended && $cur == -* ]]; then _perfolio_offer ''{}\n", in_quotes(flags));
  std::vector<std::string> commands;
  for (const CommandLine& one : line.commands) commands.push_back(one.name);
  if (!commands.empty()) {
    out += fmt::format("      else _perfolio_offer ''{}\n", in_quotes(commands));
  } else if (line.operands.empty()) {
    out += "      else _perfolio_offer_nothing\n";
  } else if (line.operands.front().offer == Offer::Folders) {
    out += "      else _perfolio_offer_folders\n";
  }
  return out + "      fi\n      ;;\n";
}

}  // namespace

std::string bash_completion(const CommandLine& program) {
  std::string cases = values(program, "");
  std::string words = words_of(program, "");
  for (const CommandLine& command : program.commands) {
    cases += values(command, command.name);
    words += words_of(command, command.name);
  }
  std::string out = std::string(kBegin) + std::string(kWords);
  if (!cases.empty()) {
    out += "  if [[ -z $ended ]]; then\n    case \"$command $prev\" in\n" + cases + "    esac\n  fi\n";
  }
  out += "  case $command in\n" + words + "    *) _perfolio_offer_nothing ;;\n  esac\n}\n";
  return out + "\ncomplete -o default -F _perfolio " + program.name + "\n";
}

}  // namespace perfolio::cli
