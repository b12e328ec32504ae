// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "analysis/headline.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "cli/analysis_flags.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/progress_line.h"
#include "cli/terminal_table.h"
#include "emit/outputs.h"
#include "formats/data_js.h"
#include "history/sources.h"
#include "layout/folding.h"
#include "model/family_words.h"
#include "model/words.h"
#include "sys/standard_streams.h"
#include "units/text.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <set>

namespace perfolio::cli {
namespace {

using base::Error;
using base::Fault;
using model::BenchmarkFacts;
using model::Verdict;

struct Flags {
  InputFlags inputs;
  AnalysisFlags analysis;
  std::string format = "text", only = "all", fail_on, alerts, color = "auto";
  std::size_t columns = 8;
  bool matrix = false;
  bool unfold = false;
};

constexpr std::size_t kSparkColumns = 16;

Tone tone_of(Verdict verdict) {
  return verdict == Verdict::Better ? Tone::Good : verdict == Verdict::Worse ? Tone::Bad : Tone::Dim;
}

bool is_changed(const BenchmarkFacts& b) {
  const Verdict verdict = b.comparison->verdict;
  return model::is_evident(verdict) || b.comparison->alert;
}

/// The rows, in their order.
std::vector<std::size_t> rows_of(const Flags& f, const model::Report& report) {
  std::vector<std::size_t> order = analysis::by_evidence(report);
  if (f.only == "changed") std::erase_if(order, [&](std::size_t i) { return !is_changed(report.benchmarks[i]); });
  return order;
}

std::string trend_of(const model::Report& report, const BenchmarkFacts& b) {
  std::vector<std::optional<double>> values;
  const std::size_t end = report.current + 1;
  for (std::size_t c = end - std::min(end, kSparkColumns); c < end; ++c) {
    const auto at = std::ranges::find(b.levels, c, &model::Level::column);
    values.push_back(at == b.levels.end() ? std::nullopt : std::optional(at->value));
  }
  return sparkline(values);
}

std::string level_text(const model::Level& level, const units::Scale& scale) {
  return level.n > 0 ? units::quantity(level.value, scale, (level.upper - level.lower) / 2 / scale.divisor) : "-";
}

std::string verdict_text(const BenchmarkFacts& b, const model::Rule& rule) {
  const model::Comparison& c = *b.comparison;
  std::string out(model::word(c.verdict, b));
  if (c.provisional && model::is_evident(c.verdict)) out += "*";
  out += base::visible(emit::unclear_reason(c, rule.floor));
  if (c.fail) {
    out += ", FAIL";
  } else if (c.alert) {
    out += ", alert";
  }
  if (!c.limit.empty()) out += " " + base::visible(c.limit);
  if (!c.suppressed.empty()) out += " (suppressed: " + base::visible(c.suppressed) + ")";
  return out;
}

std::vector<Cell> row_of(const model::Report& report, const BenchmarkFacts& b) {
  const model::Comparison& c = *b.comparison;
  const units::Scale scale = model::scale_of(b);
  const Tone tone = tone_of(c.verdict);
  const bool two = c.baseline.n > 0 && c.current.n > 0;
  const std::string text = two ? model::change_text(b) : "";
  const std::string change = text.empty() ? "" : fmt::format("{} {}", model::change_arrow(c), text);
  const std::string interval = two ? model::interval_words(c) : "";
  return {{base::visible(b.id)},
          {level_text(c.baseline, scale)},
          {level_text(c.current, scale)},
          {change, tone},
          {interval, Tone::Dim},
          {fmt::format("{}/{}", c.baseline.n, c.current.n), Tone::Dim},
          {c.noise_floor > 0 ? units::short_magnitude(1 + c.noise_floor) : "", Tone::Dim},
          {trend_of(report, b)},
          {verdict_text(b, report.rule), tone}};
}

/// A family's row has no levels: its members' are those of different things.
std::vector<Cell> folded_row_of(const model::Report& report, const layout::FoldedRow& row) {
  const BenchmarkFacts& one = report.benchmarks[row.benchmarks.front()];
  if (row.benchmarks.size() == 1) return row_of(report, one);
  const Tone tone = tone_of(one.comparison->verdict);
  return {{base::visible(layout::row_name(report, row))},
          {""},
          {""},
          {layout::row_change(report, row), tone},
          {""},
          {""},
          {""},
          {""},
          {verdict_text(one, report.rule), tone}};
}

std::string told_below(const model::Report& report, const Terminal& terminal) {
  std::string out;
  const auto line = [&](const std::string& text) {
    if (!text.empty()) out += base::visible(text) + "\n";
  };
  out += "\n" + toned(base::visible(report.headline.sentence), Tone::Strong, terminal) + "\n";
  for (const std::string& words : model::overview_lines(report)) line(words);
  line(report.headline.detail);
  for (const std::string& sentence : model::growth_lines(report, 10)) line(sentence);
  for (const model::Suppression& s : report.suppressions) {
    line(fmt::format("suppressed: {} ({}){}: {}", s.pattern, s.reason, s.until.empty() ? "" : " until " + s.until,
                     s.expired ? "expired, alerts again" : fmt::format("{} held back", s.applied)));
  }
  const bool provisional = std::ranges::any_of(report.benchmarks, [](const BenchmarkFacts& b) {
    return b.comparison && b.comparison->provisional && is_changed(b);
  });
  if (provisional) line("* provisional: fewer than 3 runs of the current release, or of noise nothing known");
  return out;
}

std::string tag_of(const model::Report& report, std::optional<std::size_t> column) {
  return column ? base::visible(report.columns[*column].release.tag) : "-";
}

std::string text_of(const Flags& f, const model::Report& report, const std::vector<std::size_t>& order) {
  const Terminal shown = terminal(f.color);
  TerminalTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right,
                       Align::Left, Align::Left});
  const std::string interval = fmt::format("{} % INTERVAL", units::number(report.rule.confidence * 100, 0));
  std::vector<Cell> head;
  for (const std::string& text : {std::string("BENCHMARK"), tag_of(report, report.baseline),
                                  tag_of(report, report.current), std::string("CHANGE"), interval, std::string("RUNS"),
                                  std::string("SEES"), std::string("TREND"), std::string("VERDICT")}) {
    head.push_back({text, Tone::Dim});
  }
  table.row(std::move(head));
  std::vector<layout::FoldedRow> rows;
  if (f.unfold) {
    for (const std::size_t i : order) rows.push_back({{i}});
  } else {
    rows = layout::folded_rows(report, order);
  }
  bool folded = false;
  for (const layout::FoldedRow& row : rows) {
    folded = folded || row.benchmarks.size() > 1;
    table.row(folded_row_of(report, row));
  }
  const std::string hint = folded ? "rows of families are folded: --unfold shows each benchmark\n" : "";
  return (order.empty() ? std::string() : table.text(shown) + hint) + told_below(report, shown);
}

/// The columns of a matrix: the newest up to the current one that have runs.
std::vector<std::size_t> matrix_columns(const Flags& f, const model::Report& report) {
  std::vector<std::size_t> columns;
  for (std::size_t i = report.current + 1; i-- > 0 && (f.columns == 0 || columns.size() < f.columns);) {
    if (report.columns[i].runs > 0) columns.push_back(i);
  }
  std::ranges::reverse(columns);
  return columns;
}

/// That a matrix leaves older columns out; empty where it shows all.
std::string left_out_text(const model::Report& report, std::size_t shown) {
  std::size_t all = 0;
  for (std::size_t i = 0; i <= report.current; ++i) all += report.columns[i].runs > 0 ? 1 : 0;
  return shown >= all
             ? std::string()
             : fmt::format("the newest {} of {} {}s; --columns N shows more\n", shown, all, model::noun(report.kind));
}

/// A level, and what it changed against the release before, where that is evident.
Cell matrix_cell(const BenchmarkFacts& b, std::size_t column, const units::Scale& scale) {
  const auto at = std::ranges::find(b.levels, column, &model::Level::column);
  if (at == b.levels.end()) return {"-", Tone::Dim};
  const auto change = std::ranges::find(b.column_changes, column, &model::ColumnChange::column);
  const std::string value = level_text(*at, scale);
  if (change == b.column_changes.end() || change->verdict == Verdict::Unclear) return {value};
  const std::string size =
      change->difference ? " " + model::difference_text(*change->difference, b.unit)
                         : fmt::format(" {}{}", units::arrow(change->ratio), units::short_magnitude(change->ratio));
  return {value + size, tone_of(change->verdict)};
}

struct Matrix {
  std::vector<std::string> head;
  std::vector<std::vector<Cell>> rows;
};

Matrix matrix_of(const Flags& f, const model::Report& report, const std::vector<std::size_t>& order) {
  Matrix matrix;
  const std::vector<std::size_t> columns = matrix_columns(f, report);
  matrix.head.emplace_back("BENCHMARK");
  for (const std::size_t c : columns) matrix.head.push_back(tag_of(report, c));
  matrix.head.push_back("AGAINST " + tag_of(report, report.baseline));
  for (const std::size_t i : order) {
    const BenchmarkFacts& b = report.benchmarks[i];
    std::vector<double> values;
    for (const model::Level& level : b.levels) values.push_back(level.value);
    const units::Scale scale = model::told_apart(b, units::common_scale(b.unit.base, b.unit.family, values));
    std::vector<Cell> row{{base::visible(b.id)}};
    for (const std::size_t c : columns) row.push_back(matrix_cell(b, c, scale));
    const model::Comparison& now = *b.comparison;
    const std::string text = model::change_text(b);
    const std::string change = text.empty() ? "" : text + " ";
    row.push_back({change + verdict_text(b, report.rule), tone_of(now.verdict)});
    matrix.rows.push_back(std::move(row));
  }
  return matrix;
}

std::string matrix_text(const Flags& f, const model::Report& report, const Matrix& matrix) {
  const Terminal shown = terminal(f.color);
  std::vector<Align> aligns(matrix.head.size(), Align::Right);
  aligns.front() = aligns.back() = Align::Left;
  TerminalTable table(aligns);
  std::vector<Cell> head;
  for (const std::string& text : matrix.head) head.push_back({text, Tone::Dim});
  table.row(std::move(head));
  for (const std::vector<Cell>& row : matrix.rows) table.row(row);
  const std::string left_out = left_out_text(report, matrix_columns(f, report).size());
  return table.text(shown) + left_out + told_below(report, shown);
}

std::string rendered(const Flags& f, const model::Report& report) {
  const std::vector<std::size_t> order = rows_of(f, report);
  if (f.matrix) return matrix_text(f, report, matrix_of(f, report, order));
  if (f.format == "json") return emit::comparison_json(report, order);
  if (f.format == "csv") return emit::comparison_csv(report, order);
  if (f.format == "markdown") return emit::comparison_markdown(report, order);
  return text_of(f, report, order);
}

/// What the gate has against the comparison, in words; empty when it is met.
std::string objection(const std::string& gate, const model::Counts& c) {
  const std::size_t changed = c.better + c.worse + c.changed;
  const std::size_t n = gate == "worse"   ? c.worse + c.alerts
                        : gate == "alert" ? c.alerts
                        : gate == "fail"  ? c.fails
                        : gate == "any"   ? changed + c.alerts
                                          : 0;
  if (n == 0) return {};
  if (gate == "worse" && c.worse > 0) return fmt::format("{} of {} benchmarks are worse", c.worse, c.total);
  if (gate == "any" && changed > 0) return fmt::format("{} of {} benchmarks changed", changed, c.total);
  if (gate == "fail") return fmt::format("{} beyond the threshold or limit at which a gate fails", c.fails);
  return fmt::format("{} alert{}", c.alerts, c.alerts == 1 ? "" : "s");
}

/// What a gate does not count, because nobody said which way is worse.
void tell_uncounted(const std::string& gate, const model::Counts& c) {
  if (gate == "any" || c.changed == 0) return;
  sys::write_errors(
      fmt::format("perfolio: {} of {} benchmarks changed in a direction nobody knows: no regression for --fail-on {}\n",
                  c.changed, c.total, gate));
}

int gate(const std::string& gate, const std::string& why) {
  if (why.empty()) return 0;
  sys::write_errors(fmt::format("perfolio: {} (--fail-on {})\n", why, gate));
  return 1;
}

/// Whether the sources are results to set side by side: several, each of one run, and no release known.
bool are_results(const Flags& f, const Inputs& in) {
  if (!f.inputs.by.empty() || in.sources.size() < 2 || (!in.around && by_release(f.inputs, in))) return false;
  std::set<std::string> several;
  std::set<std::pair<std::string, std::string>> seen;
  for (const model::Run& run : in.history.runs) {
    const std::string date = run.date ? base::to_rfc3339(*run.date) : "";
    seen.emplace(run.input, run.commit + " " + date);
  }
  for (const auto& [input, moment] : seen) {
    if (!several.insert(input).second) return false;
  }
  return true;
}

int run_compare(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  ProgressLine progress(f.inputs.quiet);
  Inputs in = read_inputs(f.inputs, config, Keep::Series, &progress);
  InputFlags inputs = f.inputs;
  if (are_results(f, in)) inputs.by = "source";
  const model::Timeline timeline = timeline_for(inputs, in);
  std::vector<base::Diagnostic> notes = in.known.diagnostics;
  notes.insert(notes.end(), config.diagnostics.begin(), config.diagnostics.end());
  analysis::AnalysisOptions options = options_of(f.analysis, config);
  options.progress = &progress;
  model::Report report = analysis::analyse(std::move(in.history), timeline, options);
  progress.end();
  note_order(report);
  notes.insert(notes.end(), report.notes.begin(), report.notes.end());
  sys::write_output(rendered(f, report));
  tell_notes(notes, f.inputs.quiet, f.inputs.verbose);
  if (!f.fail_on.empty()) tell_uncounted(f.fail_on, report.headline.counts);
  return f.fail_on.empty() ? 0 : gate(f.fail_on, objection(f.fail_on, report.headline.counts));
}

std::string foreign_json(const std::vector<formats::ForeignAlert>& alerts, double threshold);

/// The alerts of another tool, by its own rule.
std::string foreign_text(const std::vector<formats::ForeignAlert>& alerts, double threshold) {
  std::string out =
      fmt::format("{} alert{} above {:.6g} %\n", alerts.size(), alerts.size() == 1 ? "" : "s", threshold * 100);
  for (const formats::ForeignAlert& a : alerts) {
    out +=
        fmt::format("{}: {}: {:.10g} -> {:.10g} {}, ratio {:.6g}\n", base::visible(a.suite), base::visible(a.benchmark),
                    a.previous, a.current, base::visible(a.unit.substr(0, a.unit.find('\t'))), a.ratio);
  }
  return out;
}

int run_foreign(const Flags& f) {
  const Config config = read_config(f.inputs.config);
  const std::vector<std::string>& sources = f.inputs.sources.empty() ? config.sources : f.inputs.sources;
  if (sources.empty()) throw Error(Fault::Usage, {}, "no SOURCE given", "name a data.js, or REF:PATH of one");
  const double threshold = 1 + threshold_of(f.analysis);
  std::vector<formats::ForeignAlert> alerts;
  const sys::GitProcess git(f.inputs.repo_dir.empty() ? "." : f.inputs.repo_dir);
  for (const std::string& source : sources) {
    history::with_bytes(source, &git, [&](std::string_view bytes) {
      const auto found = formats::github_action_benchmark_alerts(bytes, threshold);
      alerts.insert(alerts.end(), found.begin(), found.end());
    });
  }
  sys::write_output(f.format == "json" ? foreign_json(alerts, threshold) : foreign_text(alerts, threshold));
  const std::string why = alerts.empty() ? "" : fmt::format("{} alert{}", alerts.size(), alerts.size() == 1 ? "" : "s");
  return f.fail_on.empty() || f.fail_on == "fail" ? 0 : gate(f.fail_on, why);
}

std::string foreign_json(const std::vector<formats::ForeignAlert>& alerts, double threshold) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object();
  w.text("schema", "perfolio-foreign-alerts/1");
  w.text("rule", "github-action-benchmark");
  w.number("threshold", threshold);
  w.begin_array("alerts");
  for (const formats::ForeignAlert& a : alerts) {
    w.begin_object();
    w.text("suite", a.suite);
    w.text("benchmark", a.benchmark);
    w.text("tool", a.tool);
    w.text("unit", a.unit);
    w.text("previous_commit", a.previous_commit);
    w.text("current_commit", a.current_commit);
    w.number("previous", a.previous);
    w.number("current", a.current);
    if (std::isfinite(a.ratio)) {
      w.number("ratio", a.ratio);
    } else {
      w.null("ratio");
    }
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return out;
}

void declare(CLI::App& c, Flags& f) {
  declare_inputs(c, f.inputs);
  declare_analysis(c, f.analysis);
  c.add_option("--format", f.format, "text, markdown, json or csv")
      ->type_name("FORMAT")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}));
  c.add_option("--only", f.only, "Which rows: all, or changed")
      ->type_name("WHICH")
      ->capture_default_str()
      ->check(CLI::IsMember({"all", "changed"}));
  c.add_flag("--matrix", f.matrix, "Releases side by side, with what changed in each");
  c.add_flag("--unfold", f.unfold, "A row for each benchmark, also of families");
  c.add_option("--columns", f.columns, "Most releases of a matrix, the newest (0: all)")
      ->type_name("N")
      ->capture_default_str();
  c.add_option("--fail-on", f.fail_on, "Exit with 1 on: worse, alert, fail, any")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"worse", "alert", "fail", "any"}));
  c.add_option("--alerts", f.alerts, "Alerts by another tool's rule instead: github-action-benchmark")
      ->type_name("TOOL")
      ->check(CLI::IsMember({"github-action-benchmark"}));
  c.add_option("--color", f.color, "auto, always or never (NO_COLOR is honoured)")
      ->type_name("WHEN")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

int run(const Flags& f) {
  if (f.matrix && f.format != "text") {
    throw Error(Fault::Usage, {}, "--matrix is a text", "`perfolio export --to csv` gives every value");
  }
  return f.alerts.empty() ? run_compare(f) : run_foreign(f);
}

}  // namespace

Action add_compare(CLI::App& app) {
  CLI::App* command = app.add_subcommand("compare", "Compare two releases or results in the terminal; a gate for CI");
  const auto flags = std::make_shared<Flags>();
  declare(*command, *flags);
  command->footer(
      "Sorted by evidence, then by size. Two or more result files of one run each are set side by side: the last\n"
      "against the one before. SEES is the change that would have been seen in four of five cases.\n"
      "--fail-on worse: any benchmark is worse; alert: beyond a threshold or limit; fail: beyond one at which\n"
      "gates fail; any: any change. Suppressed alerts do not count.\n\nExamples:\n"
      "  perfolio compare dev/bench/data.js --repo-dir . --baseline v1.0.0\n"
      "  perfolio compare before.json after.json --fail-on worse\n"
      "  perfolio compare history.jsonl --matrix --only changed\n"
      "  perfolio compare origin/gh-pages:dev/bench/data.js --alerts github-action-benchmark --alert-threshold 150%");
  return [flags] { return run(*flags); };
}

}  // namespace perfolio::cli
