// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/stories_json.h"

namespace perfolio::emit {

using base::JsonWriter;

namespace {

void side(JsonWriter& w, std::string_view key, const model::StorySide& side) {
  w.begin_object(key);
  w.begin_array("runs");
  for (const model::RunValue& run : side.runs) w.count({}, run.run);
  w.end_array();
  w.begin_array("environments");
  for (const std::string& environment : side.environments) w.text({}, environment);
  w.end_array();
  w.end_object();
}

}  // namespace

void stories_json(JsonWriter& w, const model::Report& report) {
  w.begin_array("stories");
  for (const model::Story& story : report.stories) {
    const model::BenchmarkFacts& b = report.benchmarks[story.benchmark];
    w.begin_object();
    w.text("benchmark", b.id);
    w.text("sentence", story.sentence);
    if (story.change_point) {
      w.count("first_run", b.change_points[*story.change_point].run);
    } else {
      w.null("first_run");
    }
    w.count("beyond", story.beyond);
    side(w, "before", story.before);
    side(w, "after", story.after);
    w.end_object();
  }
  w.end_array();
}

}  // namespace perfolio::emit
