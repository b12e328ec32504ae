// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The newest release as OpenMetrics 1.0 text, for Prometheus and whatever reads its format. Types are gauges
// throughout: the older text format, which most scrapers and promtool still read, knows neither `stateset` nor `info`;
// the verdict has a state set's form all the same, one line for each state.
#include "base/csv.h"
#include "base/text.h"
#include "emit/outputs.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace perfolio::emit {

using model::BenchmarkFacts;
using model::Report;
using model::Verdict;

namespace {

constexpr std::array kVerdicts = {Verdict::Better, Verdict::Worse, Verdict::Same,          Verdict::Unclear,
                                  Verdict::New,    Verdict::Gone,  Verdict::NotComparable, Verdict::Changed};

/// A value between the quotes of a label. Only `\\`, `\"` and `\n` are escapes there; what nobody could see is made
/// visible first.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : base::visible(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

/// A level's unit as Prometheus wants it: base units, in the name.
struct MetricUnit {
  std::string_view name;
  double divisor = 1;  ///< of the value in Unit::base; dividing by a whole number keeps a shortest decimal short.
};

MetricUnit unit_of(const BenchmarkFacts& b) {
  switch (b.unit.family) {
    case units::Family::Time:
      return {"seconds", 1e9};
    case units::Family::Rate:
      return {"per_second", 1};
    case units::Family::Bytes:
      return {"bytes", 1};
    case units::Family::ByteRate:
      return {"bytes_per_second", 1};
    case units::Family::Count:
    case units::Family::Other:
      break;
  }
  return {};
}

/// What one metric says of the series that have it; lines of one metric must stand together.
struct MetricFamily {
  std::string name, help;
  std::string_view unit;
  std::vector<std::string> lines = {};

  void add(std::string_view labels, double value) {
    lines.push_back(fmt::format("{}{{{}}} {}\n", name, labels, base::csv_number(value)));
  }
};

std::string text_of(const MetricFamily& family) {
  if (family.lines.empty()) return {};
  std::string out = fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", family.name, family.help);
  if (!family.unit.empty()) out += fmt::format("# UNIT {} {}\n", family.name, family.unit);
  for (const std::string& line : family.lines) out += line;
  return out;
}

class Exposition {
 public:
  explicit Exposition(const Report& report) : report_(report) {}

  std::string text() {
    facts();
    for (const BenchmarkFacts& b : report_.benchmarks) series(b);
    std::string out;
    for (const MetricFamily& family : families_) out += text_of(family);
    return out + "# EOF\n";
  }

 private:
  MetricFamily& family(const std::string& name, const char* help, std::string_view unit = {}) {
    const auto found = std::ranges::find(families_, name, &MetricFamily::name);
    return found != families_.end() ? *found : families_.emplace_back(MetricFamily{name, help, unit});
  }

  void facts() {
    const std::string project = fmt::format("project=\"{}\"", label(report_.project));
    const auto tag = [&](std::size_t column) { return label(report_.columns[column].release.tag); };
    family("perfolio_report_info", "What the other metrics are of.")
        .add(fmt::format("{},release=\"{}\",baseline=\"{}\",version=\"{}\"", project, tag(report_.current),
                         report_.baseline ? tag(*report_.baseline) : "", label(report_.tool_version)),
             1);
    const model::Counts& c = report_.headline.counts;
    const std::array<std::size_t, kVerdicts.size()> counts = {c.better, c.worse, c.same,           c.unclear,
                                                              c.fresh,  c.gone,  c.not_comparable, c.changed};
    for (std::size_t i = 0; i < kVerdicts.size(); ++i) {
      family("perfolio_benchmarks", "Benchmarks by the verdict on their primary metric.")
          .add(fmt::format("{},verdict=\"{}\"", project, model::key(kVerdicts[i])), static_cast<double>(counts[i]));
    }
    family("perfolio_alerts", "Worsenings beyond the threshold or a limit.")
        .add(project, static_cast<double>(c.alerts));
    if (report_.headline.index.n > 0) {
      family("perfolio_overall_change_ratio", "Geometric mean of current over baseline.", "ratio")
          .add(project, report_.headline.index.ratio.value);
    }
  }

  [[nodiscard]] std::string labels(const BenchmarkFacts& b) const {
    std::string out =
        fmt::format("project=\"{}\",suite=\"{}\",benchmark=\"{}\",metric=\"{}\",environment=\"{}\",group=\"{}\"",
                    label(report_.project), label(b.suite), label(b.name), label(b.metric),
                    label(model::environment_text(b.environment)), label(b.group));
    if (unit_of(b).name.empty()) out += fmt::format(",unit=\"{}\"", label(b.unit.base));
    return out;
  }

  void level(const std::string& name, const char* help, const BenchmarkFacts& b, const std::string& labels,
             double value) {
    const MetricUnit unit = unit_of(b);
    const std::string whole = unit.name.empty() ? name : fmt::format("{}_{}", name, unit.name);
    family(whole, help, unit.name).add(labels, value / unit.divisor);
  }

  void series(const BenchmarkFacts& b) {
    const std::string of = labels(b);
    const auto at = std::ranges::find(b.levels, report_.current, &model::Level::column);
    if (at != b.levels.end()) {
      level("perfolio_level", "What the current release measured: the median of its runs.", b, of, at->value);
      if (at->has_interval()) {
        level("perfolio_level_lower", "Lower end of the level's interval.", b, of, at->lower);
        level("perfolio_level_upper", "Upper end of the level's interval.", b, of, at->upper);
      }
    }
    if (b.comparison) comparison(b, of);
  }

  void comparison(const BenchmarkFacts& b, const std::string& of) {
    const model::Comparison& c = *b.comparison;
    if (c.baseline.n > 0) level("perfolio_baseline_level", "What the baseline measured.", b, of, c.baseline.value);
    if (c.ratio.has_interval()) {
      family("perfolio_change_ratio", "Current over baseline.", "ratio").add(of, c.ratio.value);
      family("perfolio_change_lower_ratio", "Lower end of the change's interval.", "ratio").add(of, c.ratio.lower);
      family("perfolio_change_upper_ratio", "Upper end of the change's interval.", "ratio").add(of, c.ratio.upper);
    }
    if (c.difference)
      level("perfolio_difference", "Current less baseline, where a ratio says nothing.", b, of, *c.difference);
    for (const Verdict verdict : kVerdicts) {
      family("perfolio_verdict", "1 for the verdict on the change, 0 for all others.")
          .add(fmt::format("{},perfolio_verdict=\"{}\"", of, model::key(verdict)), c.verdict == verdict ? 1 : 0);
    }
    family("perfolio_alert", "1 where the change is an alert.").add(of, c.alert ? 1 : 0);
  }

  const Report& report_;
  std::vector<MetricFamily> families_;
};

}  // namespace

std::string openmetrics(const Report& report) { return Exposition(report).text(); }

}  // namespace perfolio::emit
