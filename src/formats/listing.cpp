// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/described.h"

#include <fmt/format.h>

namespace perfolio::formats {
namespace {

std::string_view word_of(units::Direction better) {
  return better == units::Direction::Lower    ? "lower is better"
         : better == units::Direction::Higher ? "higher is better"
                                              : "direction unknown";
}

std::string bounds_of(const model::Result& r) {
  if (!r.lower && !r.upper) return {};
  const auto side = [](const std::optional<double>& bound) { return bound ? fmt::format("{}", *bound) : "?"; };
  return fmt::format(" [{}, {}]", side(r.lower), side(r.upper));
}

std::string line_of(const model::Result& r) {
  std::string line = fmt::format("{}: {} = {}{}{}{}", base::visible(r.benchmark), base::visible(r.metric), r.value,
                                 r.unit.empty() ? "" : " ", base::visible(r.unit), bounds_of(r));
  const auto add = [&](const std::string& text) {
    if (!text.empty()) line += ", " + base::visible(text);
  };
  add(r.spread);
  add(r.estimator);
  if (!r.samples.empty()) add(fmt::format("{} samples", r.samples.size()));
  add(r.per.empty() ? "" : "per " + r.per);
  if (r.exact) add("exact");
  if (r.primary) add("primary");
  if (r.resolution > 0) add(fmt::format("known to {}", r.resolution));
  return fmt::format("{}; {}\n", line, word_of(model::direction_of(r, units::parse_unit(r.unit))));
}

}  // namespace

void Listing::run(model::Run run) {
  const auto say = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text_ += fmt::format("{}: {}\n", what, base::visible(value));
  };
  say("tool", run.tool);
  say("suite", run.suite);
  say("commit", run.commit);
  if (run.date) say("date", base::to_rfc3339(*run.date));
  for (const auto& [key, value] : run.environment) say("environment", key + " = " + value);
  for (const model::Result& result : run.results) text_ += line_of(result);
}

void Listing::diagnostic(base::Diagnostic d) {
  const std::string where = base::to_string(d.where);
  text_ += fmt::format("{}: {}{}{}\n", d.severity == base::Severity::Warning ? "warning" : "note", where,
                       where.empty() ? "" : ": ", base::visible(d.text));
}

std::string Listing::text() const {
  std::string text = text_;
  for (const auto& [reason, count] : left_out_) {
    text += fmt::format("left out: {} x {}\n", count, base::visible(reason));
  }
  return text;
}

}  // namespace perfolio::formats
