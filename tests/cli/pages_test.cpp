// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/command_line.h"
#include "support/runner.h"

#include <gtest/gtest.h>

namespace {

using namespace perfolio;
using namespace perfolio::test;

/// A program whose every text tries to be something else in one of the languages.
cli::CommandLine hostile_program() {
  const std::string text = ".so /etc/passwd\n'ds x \\*[y] \"q\" it's [a]:b $(touch pwned) `touch pwned` %{x} ^~µ";
  cli::Flag flag;
  flag.shorts = {"x"};
  flag.longs = {"ex-ample"};
  flag.description = text;
  flag.value = "A'B]:C";
  flag.words = {"it's", "$(touch pwned)", "a\\b"};
  flag.closed = true;
  flag.standard = ".x";
  cli::CommandLine command{"run", text, text + "\n\nExamples:\n  .x 'y\n    deeper\n\nA last word.", {flag}, {}, {}};
  command.operands = {{"OP'ERAND]:", text, true, true, cli::Offer::Files}};
  return {"perfolio", text, "", {}, {}, {command}};
}

std::string lines_starting_with(const std::string& text, const std::string& begin) {
  std::string found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (text.compare(at, begin.size(), begin) == 0) found += text.substr(at, end - at + 1);
    at = end + 1;
  }
  return found;
}

TEST(FooterParts, AreParagraphsAndTitledSections) {
  const auto parts = cli::footer_parts("Words,\nmore.\n\nExit status:\n  0  done\n     or so\n\nEnd after re:.");
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].title, "");
  EXPECT_EQ(parts[0].lines, (std::vector<std::string>{"Words,", "more."}));
  EXPECT_EQ(parts[1].title, "Exit status");
  EXPECT_EQ(parts[1].lines, (std::vector<std::string>{"0  done", "   or so"}));
  EXPECT_EQ(parts[2].lines, (std::vector<std::string>{"End after re:."}));
}

TEST(FooterParts, KeepTheEmptyFooterEmpty) { EXPECT_TRUE(cli::footer_parts("").empty()); }

TEST(ManPage, LetsNoTextBecomeARequest) {
  const cli::CommandLine program = hostile_program();
  const std::string page = cli::man_page(program, program.commands.data(), "1.0-x", "2026-01-02");
  EXPECT_EQ(lines_starting_with(page, "'"), "");
  EXPECT_EQ(lines_starting_with(page, ".so"), "");
  EXPECT_EQ(lines_starting_with(page, ".x"), "");
  EXPECT_EQ(lines_starting_with(page, ".TH"),
            ".TH PERFOLIO\\-RUN 1 \"2026\\-01\\-02\" \"perfolio 1.0\\-x\" \"User Commands\"\n");
  EXPECT_NE(page.find("\n\\&.so /etc/passwd \\(aqds x \\e*[y] \\(dqq\\(dq it\\(aqs"), std::string::npos) << page;
  EXPECT_NE(page.find("\\(ha\\(ti\\[u00B5]"), std::string::npos);
}

TEST(ManPage, IsReadByGroffWithoutAWarning) {
  if (!has_program("groff")) GTEST_SKIP() << "no groff here";
  const cli::CommandLine program = hostile_program();
  const TempFolder folder;
  put(folder / "page", cli::man_page(program, program.commands.data(), "1.0", ""));
  const Outcome outcome = run({"groff", "-ww", "-man", "-Tutf8", "-rLL=300n", "-P-c", folder / "page"});
  EXPECT_EQ(outcome.errors, "");
  EXPECT_NE(outcome.output.find(R"(.so /etc/passwd 'ds x \*[y] "q" it's [a]:b $(touch pwned) `touch pwned` %{x} ^~µ)"),
            std::string::npos)
      << outcome.output;
}

TEST(Completions, OfHostileTextsAreReadByTheirShellsAndRunNothing) {
  const cli::CommandLine program = hostile_program();
  const TempFolder folder;
  put(folder / "bash", cli::bash_completion(program));
  put(folder / "zsh", cli::zsh_completion(program));
  put(folder / "fish", cli::fish_completion(program));
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    if (!has_program(shell)) continue;
    const Outcome outcome = run({shell, "-n", folder / shell});
    EXPECT_EQ(outcome.code, 0) << shell << ": " << outcome.errors;
    EXPECT_EQ(outcome.errors, "") << shell;
  }
  const std::string script =
      "source ./bash; COMP_WORDS=(perfolio run -x '') COMP_CWORD=3; _perfolio; printf '%s|' \"${COMPREPLY[@]}\"";
  EXPECT_EQ(run({"bash", "-c", script}, {.folder = folder / "", .environment = {}}).output,
            "it's|$(touch pwned)|a\\b|");
  if (has_program("fish")) {
    const Outcome offered = run({"fish", "--no-config", "-c", "source ./fish; complete -C 'perfolio run -x '"},
                                {.folder = folder / "", .environment = {}});
    for (const std::string word : {"$(touch pwned)\t", "\na\\b\t", "\nit's\t"}) {
      EXPECT_NE(offered.output.find(word), std::string::npos) << word << " in " << offered.output << offered.errors;
    }
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "pwned"));
}

}  // namespace
