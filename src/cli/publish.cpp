// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/publish.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "sys/environment.h"
#include "sys/standard_streams.h"
#include "sys/terminal.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace perfolio::cli {
namespace {

using base::Error;
using base::Fault;

struct Flags {
  std::string folder, tag, repository;
  std::string branch = "perfolio";
  long max_wait = 600;
  bool create = false, draft = false, no_body = false, dry_run = false, quiet = false, verbose = false;
};

void declare(CLI::App& c, Flags& f) {
  c.add_option("DIR", f.folder, "Folder that `perfolio report -o DIR` wrote")->type_name("")->required();
  c.add_option("--tag", f.tag, "Tag of the release")->type_name("TAG")->required();
  c.add_option("--repo", f.repository, "Repository (default: GITHUB_REPOSITORY)")->type_name("OWNER/NAME");
  c.add_option("--branch", f.branch, "Branch for the images; made if it is not there; none: no branch")
      ->type_name("NAME")
      ->capture_default_str();
  c.add_flag("--create", f.create, "Make the release if it is not there");
  c.add_flag("--draft", f.draft, "Leave a release made by --create a draft")->needs("--create");
  c.add_flag("--no-body", f.no_body, "Leave the release's body as it is");
  c.add_option("--max-wait", f.max_wait, "Longest wait for rate limits, in all")
      ->type_name("SECONDS")
      ->check(CLI::Range(0L, 86400L))
      ->capture_default_str();
  c.add_flag("--dry-run", f.dry_run, "Look, print what would be done, write nothing");
  c.add_flag("-q,--quiet", f.quiet, "Only errors");
  c.add_flag("-v,--verbose", f.verbose, "Tell each step, also where no terminal is");
}

[[noreturn]] void wrong(const std::string& what, const std::string& hint) { throw Error(Fault::Usage, {}, what, hint); }

std::string repository(const Flags& f) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
  std::string name = f.repository.empty() ? sys::variable("GITHUB_REPOSITORY") : f.repository;
  if (name.empty()) wrong("no repository given", "--repo OWNER/NAME, or the variable GITHUB_REPOSITORY");
  const auto parts = base::split(name, '/');
  for (const auto part : parts) {
    const bool plain =
        !part.empty() && part != "." && part != ".." && part.find_first_not_of(kAllowed) == std::string_view::npos;
    if (!plain || parts.size() != 2) wrong(fmt::format("'{}' is no repository", name), "write it as OWNER/NAME");
  }
  return name;
}

/// A token is letters, digits and signs: anything else would end its header early, or be somebody's slip.
std::string token(const Flags& f) {
  std::string value = sys::variable("GITHUB_TOKEN");
  if (value.empty()) value = sys::variable("GH_TOKEN");
  if (value.empty() && !f.dry_run) {
    wrong("no token: GITHUB_TOKEN and GH_TOKEN are empty",
          "pull requests from forks have none; a token needs `contents: write`");
  }
  for (const char c : value) {
    if (c <= ' ' || c >= 0x7F)
      wrong("the token holds a space, a line end or another sign that no token has", "look at how GITHUB_TOKEN is set");
  }
  return value;
}

/// What git would refuse as a name of a branch or tag, and what an address would understand otherwise.
std::string ref_name(const std::string& flag, const std::string& name) {
  const bool odd = base::visible(name) != name || name.find_first_of(" ~^:?*[\\") != std::string::npos ||
                   name.find("..") != std::string::npos || name.find("//") != std::string::npos ||
                   name.find("@{") != std::string::npos || name.starts_with('/') || name.ends_with('/') ||
                   name.ends_with('.') || name.starts_with('-');
  if (odd || name.empty() || name.size() > 200) wrong(fmt::format("{}: '{}' is no name of git", flag, name), "");
  return name;
}

publish::Options options(const Flags& f) {
  publish::Options options;
  options.tag = ref_name("--tag", f.tag);
  options.branch = f.branch.empty() || f.branch == "none" ? std::string() : ref_name("--branch", f.branch);
  options.create = f.create;
  options.draft = f.draft;
  options.body = !f.no_body;
  return options;
}

void tell_lines(const publish::Outcome& outcome) {
  std::string out;
  for (const std::string& line : outcome.lines) out += base::visible(line) + "\n";
  // Never a line of a server's making: it would be a command to a CI's log.
  if (!outcome.url.empty()) out += "at " + outcome.url + "\n";
  sys::write_output(out);
}

/// A dry run without a network still prints what the folder says; the exit code is that of the host out of reach.
publish::Outcome planned_by(publish::Publication& publication, bool dry_run) {
  try {
    return publication.plan();
  } catch (const Error& error) {
    if (dry_run && error.fault() == Fault::Outside) tell_lines(publication.plan_without_host());
    throw;
  }
}

int run_publish(const Flags& f) {
  sys::leave_no_core();
  publish::Options wanted = options(f);
  const std::string where = repository(f);
  const publish::Hosts hosts =
      publish::Hosts::from(sys::variable("GITHUB_API_URL"), sys::variable("GITHUB_SERVER_URL"));
  const std::string secret = token(f);
  const publish::ReportFolder folder(f.folder);
  const bool steps = f.verbose || sys::errors_are_terminal();
  const auto progress = [&](publish::Client::Progress what, const std::string& line) {
    const bool told = steps || what == publish::Client::Progress::Wait;
    if (told && !f.quiet) sys::write_errors(fmt::format("perfolio: {}\n", base::visible(line)));
  };
  sys::CurlHttp http("perfolio/" PERFOLIO_VERSION);
  sys::SystemClock clock;
  publish::Patience patience;
  patience.limits = std::chrono::seconds(f.max_wait);
  publish::Client client(http, clock, hosts, where, secret, patience, progress);
  publish::Publication publication(client, folder, std::move(wanted), progress);
  const publish::Outcome planned = planned_by(publication, f.dry_run);
  tell_notes(planned.notes, f.quiet, f.verbose);
  if (f.dry_run) {
    tell_lines(planned);
    return 0;
  }
  const publish::Outcome done = publication.carry_out();
  tell_notes(done.notes, f.quiet, f.verbose);
  if (!f.quiet) tell_lines(done);
  return 0;
}

}  // namespace

Action add_publish(CLI::App& app) {
  CLI::App* command = app.add_subcommand("publish", "Put a report onto its GitHub release: images, files, summary");
  const auto flags = std::make_shared<Flags>();
  declare(*command, *flags);
  command->footer(
      "The token is read from GITHUB_TOKEN or GH_TOKEN and needs `contents: write`; GITHUB_API_URL and\n"
      "GITHUB_SERVER_URL lead to GitHub Enterprise. Publishing the same twice changes nothing.\n\nExamples:\n"
      "  perfolio publish perfolio-out --tag v1.4.0 --repo owner/name --dry-run\n"
      "  perfolio publish perfolio-out --tag v1.4.0\n"
      "  perfolio publish perfolio-out --tag v1.4.0 --create --draft\n"
      "  perfolio publish perfolio-out --tag v1.4.0 --branch none");
  return [flags] { return run_publish(*flags); };
}

}  // namespace perfolio::cli
