// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace perfolio::cli {

/// What a shell may offer for a value, beside the words it may be.
enum class Offer { Nothing, Files, Folders };

/// A flag: "-o, --output DIR".
struct Flag {
  std::vector<std::string> shorts, longs;  ///< without their dashes.
  std::string value;                       ///< what the value is called; empty where the flag takes none.
  std::vector<std::string> words;          ///< what the value may be, or often is.
  bool closed = false;                     ///< whether it may be nothing but these words.
  bool list = false;                       ///< several values, with commas between them.
  bool repeated = false;                   ///< may be given several times.
  Offer offer = Offer::Nothing;
  std::string description, standard;  ///< what it is for; the value it has when it is not given.
  std::vector<std::string> excludes;  ///< the flags it cannot stand beside, with their dashes.
};

/// A word that belongs to no flag.
struct Operand {
  std::string name, description;
  bool required = false, repeated = false;
  Offer offer = Offer::Files;
};

/// The whole command line, or a subcommand of it, as plain values.
struct CommandLine {
  std::string name, description, footer;
  std::vector<Flag> flags;
  std::vector<Operand> operands;
  std::vector<CommandLine> commands;
};

/// What is declared to CLI11, and what the declaration cannot say: the formats, styles and baselines there are.
CommandLine command_line_of(const CLI::App& app);

/// A paragraph or section of a footer. A section begins with a line like "Examples:" above indented lines, which are
/// literal; a paragraph has no title, and may be broken anew.
struct FooterPart {
  std::string title;
  std::vector<std::string> lines;  ///< of a section: without the indentation they share.
};
std::vector<FooterPart> footer_parts(const std::string& footer);

/// The page of the program, or with `command` that of a subcommand, as roff. `date` is as printed; may be empty.
std::string man_page(const CommandLine& program, const CommandLine* command, const std::string& version,
                     const std::string& date);

std::string bash_completion(const CommandLine& program);
std::string zsh_completion(const CommandLine& program);
std::string fish_completion(const CommandLine& program);

}  // namespace perfolio::cli
