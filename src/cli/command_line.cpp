// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include "base/text.h"
#include "cli/descriptions.h"
#include "formats/format.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace perfolio::cli {

namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const formats::Format* format : formats::all_formats()) names.emplace_back(format->name);
  for (const formats::FolderFormat* format : formats::all_folder_formats()) names.emplace_back(format->name);
  const formats::KnownFormats known(shipped_descriptions);
  for (const formats::DescribedFormat* format : known.described()) names.push_back(format->name());
  std::ranges::sort(names);
  return names;
}

/// What a value often is, where it may be something else too, which CLI11 cannot say.
std::vector<std::string> usual_words(const std::string& flag) {
  if (flag == "format-in") return format_names();
  if (flag == "style") return {"light", "dark", "print", "foundry", "ledger", "studio"};
  if (flag == "baseline") return {"previous", "first", "best"};
  return {};
}

Offer offer_for(std::string_view value) {
  if (value.find("DIR") != std::string_view::npos) return Offer::Folders;
  const bool file = value.find("FILE") != std::string_view::npos || value.find("PATH") != std::string_view::npos;
  return file ? Offer::Files : Offer::Nothing;
}

/// CLI11 appends to the name of a value what its checks say: "WHEN:{auto,always,never}", "N:INT in [1 - 9]".
void understand_value(std::string_view type, Flag& flag) {
  const auto colon = type.find(':');
  flag.value = type.substr(0, colon);
  if (flag.value.empty()) flag.value = "VALUE";
  const auto open = type.find(":{");
  if (open == std::string_view::npos || !type.ends_with('}')) return;
  for (const auto word : base::split(type.substr(open + 2, type.size() - open - 3), ',')) flag.words.emplace_back(word);
  flag.closed = true;
}

std::vector<std::string> names_of(const std::set<CLI::Option*>& options) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options) names.push_back(option->get_name());
  std::ranges::sort(names);  // the set is in the order of addresses.
  return names;
}

/// CLI11 writes lists as "[a,b]".
std::string standard_of(const CLI::Option& option) {
  std::string text = option.get_default_str();
  if (text.size() > 1 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  return text;
}

Flag flag_of(const CLI::Option& option) {
  Flag flag;
  flag.shorts = option.get_snames();
  flag.longs = option.get_lnames();
  flag.description = option.get_description();
  flag.excludes = names_of(option.get_excludes());
  if (option.get_items_expected_max() == 0) return flag;
  understand_value(option.get_type_name(), flag);
  flag.list = option.get_delimiter() == ',';
  flag.repeated = option.get_items_expected_max() > 1 && !flag.list;
  flag.offer = offer_for(flag.value);
  flag.standard = standard_of(option);
  for (const std::string& name : flag.longs) {
    if (flag.words.empty()) flag.words = usual_words(name);
  }
  return flag;
}

Operand operand_of(const CLI::Option& option) {
  Operand operand;
  operand.name = option.get_name(true);
  operand.description = option.get_description();
  operand.required = option.get_required();
  operand.repeated = option.get_items_expected_max() > 1;
  if (offer_for(operand.name) == Offer::Folders) operand.offer = Offer::Folders;
  return operand;
}

void take_over(const CLI::App& app, CommandLine& line) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden.
    if (option->nonpositional()) {
      line.flags.push_back(flag_of(*option));
    } else {
      line.operands.push_back(operand_of(*option));
    }
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name().empty()) {
      take_over(*command, line);  // a group of options.
    } else if (!command->get_group().empty()) {
      line.commands.push_back(command_line_of(*command));
    }
  }
}

std::size_t indentation(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view::npos : first;
}

bool is_title(std::string_view line, std::string_view next) {
  return line.ends_with(':') && indentation(line) == 0 && indentation(next) != std::string_view::npos &&
         indentation(next) > 0;
}

void dedent(std::vector<std::string>& lines) {
  std::size_t shared = std::string::npos;
  for (const std::string& line : lines) shared = std::min(shared, indentation(line));
  for (std::string& line : lines) line.erase(0, shared);
}

}  // namespace

CommandLine command_line_of(const CLI::App& app) {
  CommandLine line;
  line.name = app.get_name();
  line.description = app.get_description();
  line.footer = app.get_footer();
  take_over(app, line);
  return line;
}

std::vector<FooterPart> footer_parts(const std::string& footer) {
  std::vector<FooterPart> parts;
  bool open = false;
  const std::vector<std::string_view> lines = base::split(footer, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool literal = open && !parts.back().title.empty() && indentation(line) > 0;
    if (line.empty()) {
      open = false;
    } else if (i + 1 < lines.size() && is_title(line, lines[i + 1])) {
      parts.push_back({std::string(line.substr(0, line.size() - 1)), {}});
      open = true;
    } else {
      if (!literal && (!open || !parts.back().title.empty())) parts.emplace_back();
      parts.back().lines.emplace_back(line);
      open = true;
    }
  }
  for (FooterPart& part : parts) dedent(part.lines);
  return parts;
}

}  // namespace perfolio::cli
