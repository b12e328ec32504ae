// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Pages in the man macros of roff (man 7), in the part of the language that groff and mandoc share.
#include "base/text.h"
#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::cli {

namespace {

/// What roff would read as something else than the sign it is: as typed, these become typographic, or commands.
std::string_view roff_sign(char32_t sign) {
  switch (sign) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    case '"':
      return "\\(dq";
    default:
      return {};
  }
}

/// Any text as words of a roff line, never a request or a macro's argument of its own.
std::string roff(std::string_view text) {
  const std::string valid = base::to_utf8(text);
  std::string out;
  if (valid.starts_with('.')) out = "\\&";
  for (std::size_t at = 0; at < valid.size();) {
    const char32_t sign = base::next_code_point(valid, at);
    if (const auto known = roff_sign(sign); !known.empty()) {
      out += known;
    } else if (sign < 0x20 || sign == 0x7f) {
      out += ' ';
    } else if (sign < 0x7f) {
      out += static_cast<char>(sign);
    } else {
      out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(sign));
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string slanted(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string as_sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// "-o, --output DIR"
std::string flag_heading(const Flag& flag) {
  std::vector<std::string> names;
  for (const std::string& name : flag.shorts) names.push_back(bold("-" + name));
  for (const std::string& name : flag.longs) names.push_back(bold("--" + name));
  std::string heading = joined(names);
  if (!flag.value.empty()) heading += " " + slanted(flag.value);
  if (flag.list) heading += "[," + slanted(flag.value) + "]...";
  return heading;
}

bool tells_all(const std::string& text, const std::vector<std::string>& words) {
  return std::ranges::all_of(words, [&](const auto& word) { return text.find(word) != std::string::npos; });
}

std::string flag_text(const Flag& flag) {
  std::string text = roff(as_sentence(flag.description)) + "\n";
  if (!tells_all(flag.description, flag.words)) {
    text += (flag.closed ? "One of: " : "Known are: ") + roff(joined(flag.words)) + ".\n";
  }
  if (flag.repeated) text += "May be given several times.\n";
  if (!flag.standard.empty()) text += "Default: " + roff(flag.standard) + ".\n";
  if (!flag.excludes.empty()) text += "Cannot be combined with " + roff(joined(flag.excludes)) + ".\n";
  return text;
}

std::string operand_mark(const Operand& operand) {
  return fmt::format("{}{}{}{}", operand.required ? "" : "[", slanted(operand.name), operand.required ? "" : "]",
                     operand.repeated ? "..." : "");
}

std::string synopsis(const CommandLine& program, const CommandLine* command) {
  const CommandLine& what = command == nullptr ? program : *command;
  std::string out = ".SH SYNOPSIS\n" + bold(command == nullptr ? program.name : program.name + " " + command->name);
  if (!what.commands.empty()) return out + "\n" + slanted("COMMAND") + " [" + slanted("ARGUMENT") + "]...\n";
  out += "\n[" + slanted("OPTION") + "]...\n";
  for (const Operand& operand : what.operands) out += operand_mark(operand) + "\n";
  return out;
}

std::string commands_section(const CommandLine& program) {
  if (program.commands.empty()) return {};
  std::string out = ".SH COMMANDS\n";
  for (const CommandLine& command : program.commands) {
    const std::string page = program.name + "-" + command.name;
    out +=
        ".TP\n" + bold(command.name) + "\n" + roff(as_sentence(command.description)) + "\nSee " + bold(page) + "(1).\n";
  }
  return out;
}

std::string options_section(const CommandLine& line) {
  std::string out = ".SH OPTIONS\n";
  for (const Flag& flag : line.flags) out += ".TP\n" + flag_heading(flag) + "\n" + flag_text(flag);
  return out;
}

std::string description_section(const CommandLine& line) {
  std::string out = ".SH DESCRIPTION\n" + roff(as_sentence(line.description)) + "\n";
  for (const Operand& operand : line.operands) {
    out += ".TP\n" + slanted(operand.name) + "\n" + roff(as_sentence(operand.description)) + "\n";
  }
  return out;
}

std::string literal(const std::vector<std::string>& lines) {
  std::string out = ".nf\n";
  for (const std::string& line : lines) out += roff(line) + "\n";
  return out + ".fi\n";
}

std::string footer_sections(const std::string& footer) {
  std::string notes, out;
  for (const FooterPart& part : footer_parts(footer)) {
    if (!part.title.empty()) {
      out += ".SH " + roff(upper(part.title)) + "\n" + literal(part.lines);
      continue;
    }
    notes += notes.empty() ? ".SH NOTES\n" : ".PP\n";
    for (const std::string& line : part.lines) notes += roff(line) + "\n";
  }
  return notes + out;
}

std::string see_also(const CommandLine& program, const CommandLine* command) {
  std::vector<std::string> pages;
  if (command != nullptr) pages.push_back(program.name);
  for (const CommandLine& other : program.commands) {
    if (command == nullptr || other.name != command->name) pages.push_back(program.name + "-" + other.name);
  }
  std::ranges::sort(pages);
  std::string out = ".SH SEE ALSO\n";
  for (std::size_t i = 0; i < pages.size(); ++i) out += bold(pages[i]) + (i + 1 < pages.size() ? "(1),\n" : "(1)\n");
  return out;
}

}  // namespace

std::string man_page(const CommandLine& program, const CommandLine* command, const std::string& version,
                     const std::string& date) {
  const CommandLine& what = command == nullptr ? program : *command;
  const std::string name = command == nullptr ? program.name : program.name + "-" + command->name;
  std::string brief = what.description.substr(0, what.description.find_last_not_of('.') + 1);
  std::string out = ".\\\" Made from the program's own flags; not to be edited.\n";
  out += fmt::format(".TH {} 1 \"{}\" \"{} {}\" \"User Commands\"\n", roff(upper(name)), roff(date), roff(program.name),
                     roff(version));
  out += ".nh\n.ad l\n";  // a flag broken at a hyphen cannot be copied.
  out += ".SH NAME\n" + roff(name) + " \\- " + roff(brief) + "\n";
  out += synopsis(program, command) + description_section(what) + commands_section(what) + options_section(what);
  out += footer_sections(what.footer);
  return out + see_also(program, command);
}

}  // namespace perfolio::cli
