// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/families.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/progress_line.h"
#include "cli/terminal_table.h"
#include "model/family_words.h"
#include "sys/standard_streams.h"
#include "units/text.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

namespace perfolio::cli {
namespace {

struct Flags {
  InputFlags inputs;
  std::vector<std::string> include, exclude;
  std::string color = "auto";
  bool all = false;
};

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kSparkColumns = 24;

std::string counted(std::size_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

/// Says what a page leaves out; empty when nothing.
std::string rest(std::size_t all, std::size_t shown) {
  return all > shown ? fmt::format("and {} more: --all shows them\n", all - shown) : std::string();
}

class Show {
 public:
  Show(const Flags& flags, const Config& config, Inputs inputs, model::Timeline timeline)
      : flags_(flags),
        settings_(config),
        in_(std::move(inputs)),
        timeline_(std::move(timeline)),
        terminal_(terminal(flags.color)) {
    std::set<std::string_view> suites;
    for (const model::Series& series : in_.history.series) suites.insert(series.suite);
    suites_ = suites.size();
  }
  std::string text();

 private:
  [[nodiscard]] std::string heading(const std::string& words) const {
    return "\n" + toned(words, Tone::Strong, terminal_) + "\n";
  }
  [[nodiscard]] std::size_t most(std::size_t n) const { return flags_.all ? n : std::min(n, kMostRows); }
  [[nodiscard]] std::string inputs() const;
  [[nodiscard]] std::string columns() const;
  [[nodiscard]] std::string environments() const;
  [[nodiscard]] std::string benchmarks() const;
  [[nodiscard]] std::string families() const;
  [[nodiscard]] std::string config() const;
  [[nodiscard]] std::string problems() const;
  [[nodiscard]] std::vector<Cell> row_of(const model::Series& series) const;
  [[nodiscard]] std::string trend(const model::Series& series) const;

  const Flags& flags_;
  const Config& settings_;
  Inputs in_;
  model::Timeline timeline_;
  Terminal terminal_;
  std::size_t suites_ = 0;
};

std::string Show::inputs() const {
  std::string out;
  for (const model::Input& input : in_.history.inputs) {
    out += fmt::format("{}  {}, {}, {}\n", toned(base::visible(input.path), Tone::Strong, terminal_), input.format,
                       counted(input.runs, "run"), counted(input.points, "result"));
    for (const auto& [reason, count] : input.ignored) {
      out += fmt::format("  left out {}: {}\n", count, base::visible(reason));
    }
  }
  return out;
}

std::string_view word_of(model::ColumnKind kind) { return kind == model::ColumnKind::Release ? "release" : "run"; }

std::string Show::columns() const {
  std::vector<std::size_t> runs(timeline_.columns.size());
  for (const std::uint32_t column : timeline_.column) {
    if (column != model::kNoColumn) ++runs[column];
  }
  TerminalTable table({Align::Left, Align::Left, Align::Left, Align::Right});
  table.row({{"NEWEST FIRST", Tone::Dim}, {"DATE", Tone::Dim}, {"COMMIT", Tone::Dim}, {"RUNS", Tone::Dim}});
  const std::size_t shown = most(runs.size());
  for (std::size_t k = 0; k < shown; ++k) {
    const std::size_t i = runs.size() - 1 - k;
    const model::Release& release = timeline_.columns[i];
    table.row({{base::visible(release.tag)},
               {release.date ? base::to_date(*release.date) : "-"},
               {release.commit.empty() ? "-" : base::visible(release.commit.substr(0, 7))},
               {std::to_string(runs[i])}});
  }
  std::string out =
      heading(counted(runs.size(), word_of(timeline_.kind))) + table.text(terminal_) + rest(runs.size(), shown);
  if (timeline_.unreleased > 0) out += fmt::format("{} in no release yet\n", counted(timeline_.unreleased, "run"));
  if (timeline_.unmapped > 0) out += fmt::format("{} of no known release\n", counted(timeline_.unmapped, "run"));
  return out;
}

std::string Show::environments() const {
  std::map<std::string, std::size_t> count;
  for (const model::Run& run : in_.history.runs) ++count[model::environment_text(run.environment)];
  if (count.size() == 1 && count.begin()->first.empty()) return "";
  TerminalTable table({Align::Left, Align::Right});
  for (const auto& [text, runs] : count) {
    table.row({{text.empty() ? "(none stated)" : base::visible(text)}, {counted(runs, "run")}});
  }
  return heading(counted(count.size(), "environment")) + table.text(terminal_);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// The last columns, each by the middle one of its values.
std::string Show::trend(const model::Series& series) const {
  std::map<std::uint32_t, std::vector<double>> by_column;
  for (std::size_t i = 0; i < series.run.size(); ++i) {
    by_column[timeline_.column[series.run[i]]].push_back(series.value[i]);
  }
  std::vector<std::optional<double>> values;
  const std::size_t all = timeline_.columns.size();
  for (std::size_t c = all - std::min(all, kSparkColumns); c < all; ++c) {
    const auto found = by_column.find(static_cast<std::uint32_t>(c));
    values.push_back(found == by_column.end() ? std::nullopt : std::optional(median(found->second)));
  }
  return sparkline(values);
}

std::vector<Cell> Show::row_of(const model::Series& series) const {
  const double newest = series.value.back();
  const units::Scale scale = units::common_scale(series.unit.base, series.unit.family, std::array{newest});
  const bool prefix = suites_ > 1 && !series.suite.empty();
  return {{base::visible(prefix ? series.suite + ": " + series.benchmark : series.benchmark)},
          {base::visible(series.metric)},
          {std::to_string(series.run.size())},
          {units::quantity(newest, scale)},
          {series.spread.empty() ? "" : base::visible(series.spread), Tone::Dim},
          {trend(series)}};
}

std::string Show::benchmarks() const {
  const auto matches = [](const std::vector<std::string>& patterns, const std::string& name) {
    return std::ranges::any_of(patterns, [&](const std::string& p) { return base::Pattern(p).matches(name); });
  };
  std::vector<const model::Series*> chosen;
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const model::Series& series : in_.history.series) {
    if (!flags_.include.empty() && !matches(flags_.include, series.benchmark)) continue;
    if (matches(flags_.exclude, series.benchmark)) continue;
    chosen.push_back(&series);
    names.emplace(series.suite, series.benchmark);
  }
  TerminalTable table({Align::Left, Align::Left, Align::Right, Align::Right, Align::Left, Align::Left});
  table.row({{"NAME", Tone::Dim},
             {"METRIC", Tone::Dim},
             {"RUNS", Tone::Dim},
             {"NEWEST", Tone::Dim},
             {"AS STATED", Tone::Dim},
             {"TREND", Tone::Dim}});
  const std::size_t shown = most(chosen.size());
  for (std::size_t i = 0; i < shown; ++i) table.row(row_of(*chosen[i]));
  std::string title = counted(names.size(), "benchmark");
  if (suites_ == 1 && !chosen.empty() && !chosen.front()->suite.empty()) {
    title += " of " + base::visible(chosen.front()->suite);
  }
  if (chosen.size() > names.size()) title += fmt::format(", {} series", chosen.size());
  return heading(title) + table.text(terminal_) + rest(chosen.size(), shown);
}

/// A line for each family, and how it is known to be one.
std::string Show::families() const {
  if (!settings_.families) return "";
  const std::vector<model::Family> all = analysis::families_of(in_.history.series, settings_.family_specs);
  if (all.empty()) return "";
  TerminalTable table({Align::Left, Align::Left, Align::Right, Align::Left, Align::Left});
  table.row({{"FAMILY", Tone::Dim},
             {"PARAMETERS", Tone::Dim},
             {"BENCHMARKS", Tone::Dim},
             {"FROM, TO", Tone::Dim},
             {"KNOWN BY", Tone::Dim}});
  const std::size_t shown = most(all.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const model::Family& family = all[i];
    std::string parameters;
    for (const model::FamilyParameter& parameter : family.parameters) {
      parameters += (parameters.empty() ? "" : ", ") + (parameter.name.empty() ? "-" : parameter.name);
    }
    table.row({{base::visible(family.id)},
               {base::visible(parameters)},
               {std::to_string(family.members.size())},
               {base::visible(family.members.front().label + " \u2026 " + family.members.back().label)},
               {std::string(model::key(family.by)), Tone::Dim}});
  }
  const std::string title = all.size() == 1 ? "1 family" : fmt::format("{} families", all.size());
  return heading(title) + table.text(terminal_) + rest(all.size(), shown);
}

/// What each entry of the config caught; all of them, as the one that caught nothing is the one to be seen.
std::string Show::config() const {
  if (in_.caught.empty()) return "";
  TerminalTable table({Align::Left, Align::Left, Align::Right});
  for (const Caught& one : in_.caught) {
    const bool alias = one.where.pointer.starts_with("/aliases/");
    const bool tile = one.where.pointer == "/tiles";
    table.row({{base::visible(one.where.pointer), Tone::Dim},
               {base::visible(one.text)},
               {one.series == 0 ? "nothing"
                : alias         ? counted(one.series, "result")
                : tile          ? "a group"
                                : counted(one.series, "series"),
                one.series == 0 ? Tone::Warning : Tone::Plain}});
  }
  return heading(fmt::format("{} caught", base::visible(in_.caught.front().where.file))) + table.text(terminal_);
}

std::string Show::problems() const {
  std::vector<base::Diagnostic> notes = in_.history.diagnostics;
  notes.insert(notes.end(), in_.known.diagnostics.begin(), in_.known.diagnostics.end());
  if (notes.empty()) return "";
  std::string out = heading(counted(notes.size(), "note"));
  const std::size_t shown = most(notes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const bool warning = notes[i].severity == base::Severity::Warning;
    const std::string where = base::to_string(notes[i].where);
    out +=
        fmt::format("{}: {}{}{}\n", toned(warning ? "warning" : "note", warning ? Tone::Warning : Tone::Dim, terminal_),
                    where, where.empty() ? "" : ": ", base::visible(notes[i].text));
  }
  return out + rest(notes.size(), shown);
}

std::string Show::text() {
  return inputs() + columns() + environments() + benchmarks() + families() + config() + problems();
}

int run_show(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  ProgressLine progress(f.inputs.quiet);
  Inputs in = read_inputs(f.inputs, config, Keep::Series, &progress);
  progress.end();
  model::Timeline timeline = timeline_for(f.inputs, in);
  sys::write_output(Show(f, config, std::move(in), std::move(timeline)).text());
  return 0;
}

}  // namespace

Action add_show(CLI::App& app) {
  CLI::App* command = app.add_subcommand("show", "Show what is in a history: releases, benchmarks, problems");
  const auto flags = std::make_shared<Flags>();
  declare_inputs(*command, flags->inputs);
  command->add_option("--include", flags->include, "Only benchmarks whose name matches")->type_name("PATTERN");
  command->add_option("--exclude", flags->exclude, "No benchmark whose name matches")->type_name("PATTERN");
  command->add_flag("--all", flags->all, "Every release, benchmark and note, not only the first twenty");
  command->add_option("--color", flags->color, "auto, always or never (NO_COLOR is honoured)")
      ->type_name("WHEN")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command->footer(
      "The trend has one block per release (the newest 24), each the middle one of its runs; its scale spans\n"
      "a tenth of the largest value at least, so that noise stays small.\n\nExamples:\n"
      "  perfolio show dev/bench/data.js --repo-dir .\n"
      "  perfolio show history.jsonl --include 'vm_*' --all | less -R");
  return [flags] { return run_show(*flags); };
}

}  // namespace perfolio::cli
