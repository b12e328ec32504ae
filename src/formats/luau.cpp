// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

/// What Luau's bench.py prints of a test: `SUCCESS: base64   :   15.041ms +/-  0.636% on luau`.
namespace perfolio::formats {
namespace {

constexpr std::string_view kSuccess = "SUCCESS: ";

struct Test {
  std::string_view name;
  std::string_view value;
  std::string_view percent;
  std::string_view machine;  ///< the program that ran it.
};

std::optional<Test> test_of(std::string_view shown) {
  const std::string_view text = base::trim(shown);
  const std::size_t plus = text.rfind(" +/- ");
  if (!text.starts_with(kSuccess) || plus == std::string_view::npos) return std::nullopt;
  const std::size_t colon = text.rfind(':', plus);
  const std::size_t on = text.find("% on ", plus);
  if (colon < kSuccess.size() || on == std::string_view::npos) return std::nullopt;
  Test test;
  test.name = base::trim(text.substr(kSuccess.size(), colon - kSuccess.size()));
  test.value = base::trim(text.substr(colon + 1, plus - colon - 1));
  test.percent = base::trim(text.substr(plus + 5, on - plus - 5));
  test.machine = base::trim(text.substr(on + 5));
  if (!test.value.ends_with("ms") || test.name.empty()) return std::nullopt;
  test.value.remove_suffix(2);
  return test;
}

/// The script's own bounds: half the interval it gives for its mean, in percent of it.
model::Result result_of(const std::string& name, double value, std::optional<double> percent) {
  model::Result result;
  result.benchmark = name;
  result.value = value;
  result.unit = "ms";
  result.estimator = "mean";
  if (percent) {
    result.lower = value * (1 - *percent / 100);
    result.upper = value * (1 + *percent / 100);
  }
  return result;
}

Match sniff(std::string_view head) {
  if (head.find(kSuccess) == std::string_view::npos || !outer_keys(head).empty()) return Match::No;
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (test_of(visible_part(line->text))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  model::Run run;
  run.tool = "luau";
  std::map<std::string, std::set<std::string>, std::less<>> machines;
  std::vector<std::string> own;
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    if (base::trim(shown).starts_with("FAILED: ")) sink.ignored("test that failed");
    const auto test = test_of(shown);
    if (!test) continue;
    const auto value = base::parse_number(test->value);
    if (!value) {
      refuse_at(bytes, line->begin,
                fmt::format("\"{}\" is not a number that can be kept", base::visible(test->value.substr(0, 40))));
    }
    model::Result result = result_of(base::to_utf8(test->name), *value, base::parse_number(test->percent));
    if (!set_printed(result, test->value, sink)) continue;
    run.results.push_back(std::move(result));
    own.push_back(base::to_utf8(test->machine));
    machines[run.results.back().benchmark].insert(own.back());
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no Luau benchmark in it");
  for (std::size_t i = 0; i < own.size(); ++i) {
    std::string& name = run.results[i].benchmark;
    if (machines[name].size() > 1) name = fmt::format("{} ({})", name, own[i]);
  }
  keep_apart(run, sink);
  sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"benchmarkluau"};

}  // namespace

extern const Format kLuau;
const Format kLuau{"luau", kAliases, sniff, read, true};

}  // namespace perfolio::formats
