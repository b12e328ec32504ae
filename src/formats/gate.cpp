// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/gate.h"

#include "base/text.h"
#include "formats/json.h"

#include <algorithm>
#include <cmath>

namespace perfolio::formats {
namespace {

void make_utf8(std::string& text) {
  if (!base::is_utf8(text)) text = base::to_utf8(text);
}

void make_utf8(model::Environment& environment) {
  model::Environment repaired;
  for (const auto& [key, value] : environment) repaired[base::to_utf8(key)] = base::to_utf8(value);
  environment = std::move(repaired);
}

/// JSON has a minus zero, its readers do not agree that it is one.
void drop_sign_of_zero(double& number) {
  if (number == 0) number = 0;
}

bool is_finite(const std::optional<double>& number) { return !number || std::isfinite(*number); }

}  // namespace

void Gate::run(model::Run run) {
  for (std::string* text : {&run.suite, &run.release, &run.release_by, &run.commit, &run.branch, &run.tool,
                            &run.subject, &run.body, &run.author, &run.url, &run.source}) {
    make_utf8(*text);
  }
  make_utf8(run.environment);
  run.subject.resize(std::min(run.subject.find_first_of("\r\n"), run.subject.size()));
  std::erase_if(run.results, [this](model::Result& result) { return !passes(result); });
  behind_.run(std::move(run));
}

bool Gate::passes(model::Result& result) {
  for (std::string* text :
       {&result.benchmark, &result.metric, &result.unit, &result.estimator, &result.per, &result.spread}) {
    make_utf8(*text);
  }
  if (result.benchmark.empty()) {
    ignored("benchmark without a name");
    return false;
  }
  if (!std::isfinite(result.value)) {
    ignored("value is too large to be kept");
    return false;
  }
  if (result.metric.empty()) result.metric = "value";
  check_numbers(result);
  return true;
}

void Gate::check_numbers(model::Result& result) {
  drop_sign_of_zero(result.value);
  for (double& sample : result.samples) drop_sign_of_zero(sample);
  if (std::erase_if(result.samples, [](double sample) { return !std::isfinite(sample); }) > 0) {
    ignored("sample is too large to be kept");
  }
  for (auto* bound : {&result.lower, &result.upper}) {
    if (*bound) drop_sign_of_zero(**bound);
  }
  const bool ordered = !result.lower || !result.upper || *result.lower <= *result.upper;
  if (ordered && is_finite(result.lower) && is_finite(result.upper)) return;
  result.lower.reset();
  result.upper.reset();
  ignored("bounds that are none: too large, or the lower is above the upper");
}

void Gate::diagnostic(base::Diagnostic diagnostic) {
  make_utf8(diagnostic.text);
  behind_.diagnostic(std::move(diagnostic));
}

void Gate::ignored(std::string_view reason) {
  if (base::is_utf8(reason)) return behind_.ignored(reason);
  behind_.ignored(base::to_utf8(reason));
}

void Gate::repository_url(std::string_view url) { behind_.repository_url(base::to_utf8(web_link(url))); }

}  // namespace perfolio::formats
