// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/starter_files.h"

#include "base/json_writer.h"
#include "base/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace perfolio::cli {

namespace {

constexpr std::string_view kCheckout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
constexpr std::string_view kUpload = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2";

/// As JSON, which YAML reads as well.
std::string in_quotes(std::string_view text) {
  std::string out;
  base::JsonWriter json(out, 0);
  json.begin_array();
  json.text({}, text);
  json.end_array();
  const std::string_view inner = base::trim(out);
  return std::string(base::trim(inner.substr(1, inner.size() - 2)));
}

/// The same in a workflow, where an expression must stay a text: `${{` cannot be escaped, so it is taken apart.
std::string yaml_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '{' && out.ends_with("${") ? std::string(" {") : std::string(1, c);
  return in_quotes(out);
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const std::string& text : texts) all.push_back(in_quotes(text));
  return fmt::format("[{}]", fmt::join(all, ", "));
}

// ---- perfolio.json -------------------------------------------------------------------------------------------------

std::string project_member(const ProjectFacts& facts) {
  const std::string url = facts.url.empty() ? "" : fmt::format(", \"repository\": {}", in_quotes(facts.url));
  return fmt::format("  \"project\": {{\"name\": {}{}}}", in_quotes(facts.name), url);
}

std::string sources_member(const ProjectFacts& facts) {
  const std::vector<std::string> sources =
      facts.sources.empty() ? std::vector<std::string>{"origin/gh-pages:dev/bench/history.jsonl"} : facts.sources;
  return fmt::format(
      "  // Read when the command line names nothing: files, folders, or REF:PATH of this repository.\n"
      "  \"sources\": {}",
      list_of(sources));
}

std::string releases_member(const ProjectFacts& facts) {
  if (facts.families.size() < 2) {
    return "  // Which git tags are releases. Without this: those that are versions.\n"
           "  // \"releases\": {\"tags\": \"v*\", \"prereleases\": true},\n";
  }
  std::string out = "  // Which git tags are releases. There are several families here; each can have a report:\n  // ";
  const std::size_t shown = std::min<std::size_t>(facts.families.size(), 8);
  for (std::size_t i = 0; i < shown; ++i) out += (i > 0 ? ", " : "") + in_quotes(facts.families[i].pattern);
  if (shown < facts.families.size()) out += fmt::format(" and {} more", facts.families.size() - shown);
  return out + fmt::format("\n  \"releases\": {{\"tags\": {}}},\n", in_quotes(facts.families.front().pattern));
}

std::string groups_member(const ProjectFacts& facts) {
  std::string out =
      "  // Benchmarks shown together: one belongs to the first group that matches. Without groups they are made by\n"
      "  // suite, or by the names' first part. \"lead\" names the one whose value stands for its group.\n";
  if (facts.groups.empty()) {
    return out + "  // \"groups\": [{\"name\": \"Parser\", \"match\": [\"parse_*\"], \"lead\": \"parse_1kb\"}],\n";
  }
  out += "  \"groups\": [\n";
  for (std::size_t i = 0; i < facts.groups.size(); ++i) {
    const GuessedGroup& group = facts.groups[i];
    out += fmt::format("    {{\"name\": {}, \"match\": [{}]}}{}  // {} benchmarks\n", in_quotes(group.name),
                       in_quotes(group.match), i + 1 < facts.groups.size() ? "," : "", group.size);
  }
  return out + "  ],\n";
}

// ---- the workflow --------------------------------------------------------------------------------------------------

/// The branches and folders where github-action-benchmark keeps what the steps store.
std::set<std::pair<std::string, std::string>> places_of(const ProjectFacts& facts) {
  std::set<std::pair<std::string, std::string>> places;
  for (const BenchmarkStep& step : facts.steps) {
    if (step.elsewhere) continue;
    places.emplace(step.branch.empty() ? "gh-pages" : step.branch, step.folder.empty() ? "dev/bench" : step.folder);
  }
  return places;
}

/// Where the action finds the history, as far as that is not what it assumes.
std::string place_inputs(const ProjectFacts& facts) {
  const auto places = places_of(facts);
  if (places.size() == 1) {
    std::string out;
    const auto& [branch, folder] = *places.begin();
    if (branch != "gh-pages") out += fmt::format("          gh-pages-branch: {}\n", yaml_text(branch));
    if (folder != "dev/bench") out += fmt::format("          benchmark-data-dir-path: {}\n", yaml_text(folder));
    return out;
  }
  std::string lines;
  for (const auto& [branch, folder] : places) lines += fmt::format("origin/{}:{}/data.js\n", branch, folder);
  return lines.empty() ? "" : fmt::format("          sources: {}\n", yaml_text(lines));
}

std::string checkout() {
  return fmt::format(
      "      - uses: {}\n        with:\n          fetch-depth: 0  # tags and their history say which run is of which "
      "release\n          persist-credentials: false\n",
      kCheckout);
}

std::string head(const ProjectFacts& facts, bool records) {
  std::string out =
      "# Written by `perfolio init`; yours to change.\nname: perfolio\n\non:\n  release:\n    types: [published]\n";
  if (records) out += fmt::format("  push:\n    branches: [{}]\n  pull_request:\n", yaml_text(facts.branch));
  return out + "\npermissions:\n  contents: read\n\njobs:\n";
}

/// With bash named, a pipe fails when any part of it does.
std::string measure(const ProjectFacts& facts) {
  std::string lines;
  const std::string_view setup = facts.runnable ? facts.toolchain->setup : std::string_view{};
  for (const std::string_view line : base::split(setup, '\n')) {
    if (!line.empty()) lines += fmt::format("          {}\n", line);
  }
  return fmt::format("      - name: Run the benchmarks\n        shell: bash\n        run: |\n{}          {}\n", lines,
                     benchmark_command(facts));
}

std::string results(const ProjectFacts& facts) {
  std::string out;
  // Runs of another suite would be other series.
  if (!facts.suite.empty()) out += fmt::format("          name: {}\n", yaml_text(facts.suite));
  if (facts.toolchain != nullptr && !facts.toolchain->tool.empty()) {
    out += fmt::format("          tool: {}\n", facts.toolchain->tool);
  }
  return out + fmt::format("          output-file-path: {}\n", benchmark_output(facts));
}

std::string record_job(const ProjectFacts& facts, const std::string& action) {
  return fmt::format(
      "  record:\n    if: github.event_name == 'push'\n    runs-on: ubuntu-latest\n    permissions:\n"
      "      contents: write  # the history is a file on the branch gh-pages\n    steps:\n{}{}"
      "      - uses: {}\n        with:\n          mode: record\n{}          github-token: ${{{{ github.token }}}}\n"
      "      # A page for each release on that branch, in place of github-action-benchmark's: docs/site.md.\n"
      "      # - uses: {}\n      #   with: {{mode: site, github-token: \"${{{{ github.token }}}}\"}}\n\n",
      checkout(), measure(facts), action, results(facts), action);
}

std::string compare_job(const ProjectFacts& facts, const std::string& action) {
  return fmt::format(
      "  # Pull requests, also from forks: nothing is written but the summary and the files.\n  compare:\n"
      "    if: github.event_name == 'pull_request'\n    runs-on: ubuntu-latest\n    steps:\n{0}{1}"
      "      - id: perfolio\n        uses: {2}\n        with:\n          mode: report\n{3}"
      "      - uses: {4}\n        with:\n          name: performance\n"
      "          path: ${{{{ steps.perfolio.outputs.report-dir }}}}\n"
      "      # From these a later workflow comments on pull requests of forks: docs/quick-start.md.\n"
      "      - uses: {4}\n        with:\n          name: results\n          path: {5}\n\n",
      checkout(), measure(facts), action, results(facts), kUpload, benchmark_output(facts));
}

std::string release_job(const ProjectFacts& facts, const std::string& action, const std::string& name,
                        const std::string& condition, const std::string& family) {
  return fmt::format(
      "  {}:\n    if: {}\n    runs-on: ubuntu-latest\n    permissions:\n"
      "      contents: write  # files of the release, its body, and the branch of its pictures\n    steps:\n{}"
      "      - uses: {}\n        with:\n          mode: release\n{}{}          github-token: ${{{{ github.token }}}}\n",
      name, condition, checkout(), action, family, place_inputs(facts));
}

/// A prefix of tags inside an expression, which needs no escapes then.
bool is_plain(const std::string& prefix) {
  return prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") ==
         std::string::npos;
}

/// "core-v" -> "core", as part of names of jobs and branches.
std::string package_of(const std::string& prefix) {
  std::string name;
  for (const char c : prefix) name += c == '.' || c == '/' ? '-' : c;
  if (name.ends_with('v')) name.pop_back();
  while (name.ends_with('-') || name.ends_with('_')) name.pop_back();
  return name;
}

/// A job for each family of tags: their releases are published one at a time, and each has pictures of its own.
std::string release_jobs(const ProjectFacts& facts, const std::string& action) {
  const std::string event = "github.event_name == 'release'";
  std::vector<TagFamily> named;
  std::set<std::string> packages;
  for (const TagFamily& family : facts.families) {
    const std::string package = package_of(family.prefix);
    if (!package.empty() && is_plain(family.prefix) && packages.insert(package).second) named.push_back(family);
  }
  if (facts.families.size() < 2 || named.empty()) return release_job(facts, action, "release", event, "");
  std::string out;
  std::string others;
  for (const TagFamily& family : named) {
    const std::string begins = fmt::format("startsWith(github.event.release.tag_name, '{}')", family.prefix);
    const std::string package = package_of(family.prefix);
    out += (out.empty() ? "" : "\n") +
           release_job(facts, action, "release-" + package, fmt::format("{} && {}", event, begins),
                       fmt::format("          tags: {}\n          images-branch: perfolio-{}\n",
                                   yaml_text(family.pattern), package));
    others += fmt::format(" && !{}", begins);
  }
  if (!facts.families.front().prefix.empty()) return out;
  return release_job(facts, action, "release", event + others,
                     fmt::format("          tags: {}\n", yaml_text(facts.families.front().pattern))) +
         "\n" + out;
}

}  // namespace

std::string benchmark_command(const ProjectFacts& facts) {
  return facts.runnable
             ? std::string(facts.toolchain->command)
             : fmt::format("./run-benchmarks > {}  # TODO: the command of your benchmarks", benchmark_output(facts));
}

std::string benchmark_output(const ProjectFacts& facts) {
  return facts.toolchain == nullptr ? "output.txt" : std::string(facts.toolchain->output);
}

std::string starter_config(const ProjectFacts& facts) {
  return "// The config of perfolio, read from the folder it is called in. Everything is optional, and flags "
         "win.\n{\n" +
         releases_member(facts) + "\n" + groups_member(facts) +
         "\n  // A worsening beyond it is an alert; 10% where no pattern matches.\n"
         "  // \"thresholds\": {\"parse_*\": \"5%\"},\n\n"
         "  // Renamed benchmarks keep their history; others are left out.\n"
         "  // \"aliases\": {\"old name\": \"new name\"},\n  // \"ignore\": [\"*_experimental\"],\n\n" +
         sources_member(facts) + ",\n\n" + project_member(facts) + "\n}\n";
}

std::string starter_workflow(const ProjectFacts& facts, const std::string& action) {
  const auto kept = std::ranges::find(facts.steps, false, &BenchmarkStep::elsewhere);
  const bool records = kept == facts.steps.end();
  std::string out = head(facts, records);
  if (!records) {
    out += fmt::format("  # {} goes on recording; its history is read as it is.\n", base::visible(kept->workflow));
  } else if (!facts.steps.empty()) {
    out +=
        fmt::format("  # {} keeps its history where no branch of this repository has it: these jobs begin another.\n",
                    base::visible(facts.steps.front().workflow));
  }
  if (records) out += record_job(facts, action) + compare_job(facts, action);
  return out + release_jobs(facts, action);
}

}  // namespace perfolio::cli
