// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/project_facts.h"

#include "analysis/groups.h"
#include "base/pattern.h"
#include "base/text.h"
#include "history/sources.h"
#include "releases/version.h"
#include "sys/file.h"
#include "sys/git.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace perfolio::cli {

namespace {

namespace fs = std::filesystem;
using base::Error;

// No tool where several print to the same file: the format is recognised then.
constexpr std::array<Toolchain, 7> kToolchains = {{
    {"Cargo.toml", "Rust", "", "", "cargo bench | tee output.txt", "output.txt"},
    {"go.mod", "Go", "go", "", "go test -run='^$' -bench=. -benchmem -count=6 ./... | tee output.txt", "output.txt"},
    {"pyproject.toml", "Python", "pytest",
     "python3 -m venv .venv && . .venv/bin/activate\npip install . pytest pytest-benchmark",
     "pytest --benchmark-only --benchmark-json output.json", "output.json"},
    {"pom.xml", "Java", "jmh", "", "", "output.json"},
    {".csproj", "C#", "benchmarkdotnet", "", "", "BenchmarkDotNet.Artifacts/results/*-report-full-compressed.json"},
    {"CMakeLists.txt", "C++", "googlecpp", "", "", "output.json"},
    {"package.json", "JavaScript", "", "npm ci", "npm run bench | tee output.txt", "output.txt"},
}};

constexpr std::size_t kMostFiles = 1000;  ///< looked at in one folder.

/// Names in the folder, sorted.
std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end && names.size() < kMostFiles;
       at.increment(code))
    names.push_back(at->path().filename().string());
  std::ranges::sort(names);
  return names;
}

const Toolchain* toolchain_of(const std::string& folder) {
  const std::vector<std::string> names = names_in(folder);
  const auto shows = [&](const Toolchain& t) {
    return std::ranges::any_of(names, [&](const std::string& name) {
      return t.marker.starts_with('.') ? name.ends_with(t.marker) : name == t.marker;
    });
  };
  const auto found = std::ranges::find_if(kToolchains, shows);
  return found == kToolchains.end() ? nullptr : &*found;
}

/// npm runs what the package declares; the others know by themselves.
bool is_runnable(const Toolchain& toolchain, const std::string& folder) {
  if (toolchain.command.empty() || toolchain.marker != "package.json") return !toolchain.command.empty();
  try {
    const sys::MappedFile file(folder + "/package.json");
    const auto package = nlohmann::json::parse(file.bytes(), nullptr, false);
    const auto scripts = package.is_object() ? package.find("scripts") : package.end();
    return scripts != package.end() && scripts->is_object() && scripts->contains("bench");
  } catch (const Error&) {
    return false;
  }
}

/// Nothing where git fails.
std::optional<std::string> said_by(const sys::Git& git, const std::vector<std::string>& arguments) {
  try {
    return std::string(base::trim(git.run(arguments)));
  } catch (const Error&) {
    return std::nullopt;
  }
}

// ---- workflows -----------------------------------------------------------------------------------------------------

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// A plain or quoted scalar of YAML; empty when it is an expression or anything else.
std::string scalar(std::string_view text) {
  text = base::trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'')) {
    const auto end = text.find(text.front(), 1);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
  } else {
    text = base::trim(text.substr(0, text.find(" #")));
  }
  const bool plain = text.find("${{") == std::string_view::npos && text.find('\\') == std::string_view::npos;
  return plain && !text.starts_with('|') && !text.starts_with('>') ? std::string(text) : std::string();
}

void take_input(BenchmarkStep& step, std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view key = base::trim(line.substr(0, colon));
  const auto set = [&](std::string_view name, std::string& value) {
    if (key == name) value = scalar(line.substr(colon + 1));
  };
  set("name", step.name);
  set("tool", step.tool);
  set("output-file-path", step.output);
  set("gh-pages-branch", step.branch);
  set("benchmark-data-dir-path", step.folder);
  if (key == "external-data-json-path" || key == "gh-repository") step.elsewhere = true;
}

std::vector<BenchmarkStep> steps_in(const std::string& folder) {
  std::vector<BenchmarkStep> all;
  const std::string below = folder + "/.github/workflows";
  for (const std::string& name : names_in(below)) {
    if (!name.ends_with(".yml") && !name.ends_with(".yaml")) continue;
    try {
      const sys::MappedFile file(below + "/" + name);
      for (BenchmarkStep& step : benchmark_steps(file.bytes())) {
        step.workflow = ".github/workflows/" + name;
        all.push_back(std::move(step));
      }
    } catch (const Error&) {
      continue;  // not a file, say: it is no workflow then
    }
  }
  return all;
}

// ---- histories and tags --------------------------------------------------------------------------------------------

std::string or_else(const std::string& text, const char* other) { return text.empty() ? other : text; }

/// Histories that git has on the branches named by steps, or where github-action-benchmark puts them by itself.
std::vector<std::string> sources_of(const std::string& folder, const std::vector<BenchmarkStep>& steps,
                                    const sys::Git& git) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const BenchmarkStep& step : steps) {
    if (step.elsewhere) continue;
    places.emplace_back(or_else(step.branch, "gh-pages"), or_else(step.folder, "dev/bench"));
  }
  places.emplace_back("gh-pages", "dev/bench");
  std::vector<std::string> found;
  for (const auto& [branch, below] : places) {
    for (const char* file : {"data.js", "history.jsonl"}) {
      for (const std::string& ref : {"origin/" + branch, branch}) {
        const std::string source = fmt::format("{}:{}/{}", ref, below, file);
        if (ref.starts_with('-') || !said_by(git, {"cat-file", "-e", source})) continue;
        if (std::ranges::find(found, source) == found.end()) found.push_back(source);
        break;
      }
    }
  }
  if (sys::path_kind(folder + "/history.jsonl") == sys::PathKind::File) found.emplace_back("history.jsonl");
  return found;
}

/// Families of version tags as patterns: first the one without a name, which a report takes by itself, then the
/// largest.
void take_tags(ProjectFacts& facts, const sys::Git& git) {
  std::map<std::string, std::size_t> sizes;
  const std::string tags = said_by(git, {"tag", "--list"}).value_or("");
  for (const std::string_view tag : base::split(tags, '\n')) {
    const auto version = releases::version_of(tag);
    if (!version) continue;
    ++facts.tags;
    ++sizes[version->prefix.empty() || version->prefix == "v" ? "" : version->prefix];
  }
  std::vector<std::pair<std::size_t, std::string>> by_size;
  for (const auto& [prefix, n] : sizes) by_size.emplace_back(n, prefix);
  std::ranges::stable_sort(by_size, [](const auto& a, const auto& b) {
    return std::pair(a.second.empty(), a.first) > std::pair(b.second.empty(), b.first);
  });
  for (const auto& [n, prefix] : by_size) {
    facts.families.push_back({prefix.empty() ? "re:^v?[0-9]" : prefix + "[0-9]*", prefix});
  }
}

// ---- groups --------------------------------------------------------------------------------------------------------

std::string glob_of(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '*' || c == '?' || c == '[' ? fmt::format("[{}]", c) : std::string(1, c);
  return out;
}

/// The pattern of names that begin with the group's name; empty when it does not say exactly which they are.
std::string pattern_of(const model::Group& group, const std::vector<model::BenchmarkFacts>& all) {
  const std::string& first = all[group.benchmarks.front()].name;
  if (first.size() <= group.name.size() || !first.starts_with(group.name)) return {};
  std::string text = glob_of(first.substr(0, group.name.size() + (first[group.name.size()] == ':' ? 2 : 1))) + "*";
  const base::Pattern pattern(text);
  const auto is_member = [&](std::size_t i) {
    return std::ranges::find(group.benchmarks, i) != group.benchmarks.end();
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (pattern.matches(all[i].name) != is_member(i)) return {};
  }
  return text;
}

/// By the rule of a report without a config, as far as patterns can say it.
void take_groups(ProjectFacts& facts, const model::History& history) {
  std::vector<model::BenchmarkFacts> all;
  std::set<std::string> seen, suites;
  for (const model::Series& series : history.series) {
    suites.insert(series.suite);
    if (!seen.insert(series.benchmark).second) continue;
    model::BenchmarkFacts& b = all.emplace_back();
    b.name = b.id = series.benchmark;
  }
  facts.runs = history.runs.size();
  facts.benchmarks = all.size();
  if (suites.size() == 1) facts.suite = *suites.begin();
  if (suites.size() > 1) return;  // then a report groups by suite, which no pattern can say.
  for (const model::Group& group : analysis::grouped(all, {})) {
    std::string match = pattern_of(group, all);
    if (!match.empty()) facts.groups.push_back({group.name, std::move(match), group.benchmarks.size()});
  }
}

/// A history that cannot be read is a note: the config can be written all the same.
void read_histories(ProjectFacts& facts, const std::string& folder, const sys::Git& git) {
  if (facts.sources.empty()) return;
  std::vector<std::string> sources = facts.sources;
  for (std::string& source : sources) {
    if (source == "history.jsonl") source = folder + "/" + source;
  }
  try {
    take_groups(facts, history::read_sources(sources, {"", &git, false, {}}));
  } catch (const Error& error) {
    facts.notes.push_back({base::Severity::Warning, error.where(), error.what()});
  }
}

/// The branch of the remote that is cloned by default, else the one checked out.
std::string branch_of(const sys::Git& git) {
  constexpr std::string_view kRemote = "origin/";
  std::string name = said_by(git, {"symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"}).value_or("");
  if (name.starts_with(kRemote)) name.erase(0, kRemote.size());
  if (name.empty()) name = said_by(git, {"symbolic-ref", "--quiet", "--short", "HEAD"}).value_or("");
  return name.empty() ? "main" : base::to_utf8(name);
}

/// What keeps the files from doing what they say.
void warn_of_place(ProjectFacts& facts, const std::string& folder, const sys::Git& git) {
  const auto warn = [&](const char* text) { facts.notes.push_back({base::Severity::Warning, {folder, {}}, text}); };
  if (!facts.repository) return warn("is no git repository: releases come from its tags, and workflows run in one");
  const std::string below = said_by(git, {"rev-parse", "--show-prefix"}).value_or("");
  if (!below.empty()) warn("is not the top of its repository: GitHub runs workflows from there only; --dir names it");
}

/// `name = "..."` below the section of a TOML file.
std::string name_in_toml(std::string_view text, std::string_view section) {
  bool inside = false;
  for (const std::string_view raw : base::split(text, '\n')) {
    const std::string_view line = base::trim(raw);
    if (line.starts_with('[')) inside = line.substr(0, line.find('#')).starts_with(section);
    if (!inside || !line.starts_with("name")) continue;
    const std::string_view value = base::trim(line.substr(4));
    if (value.starts_with('=')) return scalar(value.substr(1));
  }
  return {};
}

std::string name_in_package_json(std::string_view text) {
  const auto package = nlohmann::json::parse(text, nullptr, false);
  const auto name = package.is_object() ? package.find("name") : package.end();
  if (name == package.end() || !name->is_string()) return {};
  const auto words = name->get<std::string>();
  return words.substr(words.rfind('/') + 1);  // "@scope/name"
}

/// What the project calls itself, where it says so.
std::string own_name(const std::string& folder) {
  const auto read = [&](const char* file, const auto& name_in) -> std::string {
    if (sys::path_kind(folder + "/" + file) != sys::PathKind::File) return {};
    try {
      return name_in(sys::MappedFile(folder + "/" + file).bytes());
    } catch (const Error&) {
      return {};
    }
  };
  std::string name = read("Cargo.toml", [](auto text) { return name_in_toml(text, "[package]"); });
  if (name.empty()) name = read("pyproject.toml", [](auto text) { return name_in_toml(text, "[project]"); });
  if (name.empty()) name = read("package.json", name_in_package_json);
  return base::visible(name) == name ? name : std::string();
}

std::string last_part(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

}  // namespace

std::vector<BenchmarkStep> benchmark_steps(std::string_view workflow) {
  std::vector<BenchmarkStep> steps;
  std::size_t inside = 0;  // where the keys of the step begin that is being read; 0: none is.
  for (const std::string_view raw : base::split(workflow, '\n')) {
    const std::string_view line = raw.ends_with('\r') ? raw.substr(0, raw.size() - 1) : raw;
    const std::string_view text = base::trim(line);
    if (text.empty() || text.starts_with('#')) continue;
    const bool item = text.starts_with("- ");
    if (indent_of(line) < inside) inside = 0;
    const std::string_view word = item ? base::trim(text.substr(2)) : text;
    if (word.starts_with("uses:") && word.find("benchmark-action/github-action-benchmark") != std::string_view::npos) {
      steps.emplace_back();
      inside = indent_of(line) + (item ? 2 : 0);
    } else if (inside > 0 && indent_of(line) > inside) {
      take_input(steps.back(), text);
    }
  }
  return steps;
}

std::string web_address(std::string_view remote) {
  std::string_view rest = remote;
  if (rest.ends_with(".git")) rest.remove_suffix(4);
  const auto scheme = rest.find("://");
  const bool local = rest.starts_with('/') || rest.starts_with('.') || rest.starts_with("file:");
  if (local || (scheme == std::string_view::npos && rest.find(':') == std::string_view::npos)) return {};
  if (scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
  const auto slash = rest.find('/');
  const auto at = rest.substr(0, slash).rfind('@');
  if (at != std::string_view::npos) rest.remove_prefix(at + 1);
  std::string out(rest);
  const auto colon = out.find(':');
  // git@host:owner/name; of ssh://host:22/owner/name the port says nothing about the web.
  if (colon != std::string::npos && scheme == std::string_view::npos) out[colon] = '/';
  const bool ssh = remote.starts_with("ssh:");
  if (colon != std::string::npos && ssh) out.erase(colon, out.find('/', colon) - colon);
  const bool clean =
      base::is_utf8(out) && base::visible(out) == out && out.find_first_of(" \"'<>") == std::string::npos;
  return clean && out.find('/') != std::string::npos ? "https://" + out : std::string();
}

ProjectFacts project_facts(const std::string& folder) {
  ProjectFacts facts;
  const sys::GitProcess git(folder);
  facts.repository = said_by(git, {"rev-parse", "--git-dir"}).has_value();
  facts.toolchain = toolchain_of(folder);
  facts.runnable = facts.toolchain != nullptr && is_runnable(*facts.toolchain, folder);
  warn_of_place(facts, folder, git);
  facts.steps = steps_in(folder);
  if (facts.repository) {
    facts.url = web_address(said_by(git, {"config", "--get", "remote.origin.url"}).value_or(""));
    facts.branch = branch_of(git);
    take_tags(facts, git);
  }
  facts.sources = sources_of(folder, facts.steps, git);
  read_histories(facts, folder, git);
  std::error_code code;
  facts.name = facts.url.empty() ? own_name(folder) : last_part(facts.url);
  if (facts.name.empty()) facts.name = fs::weakly_canonical(folder, code).filename().string();
  facts.name = base::to_utf8(facts.name);
  return facts;
}

}  // namespace perfolio::cli
