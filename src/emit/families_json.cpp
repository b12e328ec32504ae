// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/families_json.h"

#include "model/family_words.h"

namespace perfolio::emit {

using base::JsonWriter;
using model::Family;
using model::Report;

namespace {

void parameters(JsonWriter& w, const Family& family) {
  w.begin_array("parameters");
  for (const model::FamilyParameter& parameter : family.parameters) {
    w.begin_object();
    w.text_or_null("name", parameter.name);
    w.truth("numeric", parameter.numeric);
    w.end_object();
  }
  w.end_array();
}

void members(JsonWriter& w, const Report& report, const Family& family) {
  w.begin_array("members");
  for (const model::FamilyMember& member : family.members) {
    w.begin_object();
    w.text("benchmark", report.benchmarks[member.benchmark].id);
    w.text("label", member.label);
    w.begin_array("values");
    for (const model::ParameterValue& value : member.values) {
      w.begin_object();
      w.text("text", value.text);
      if (value.number) {
        w.number("number", *value.number);
      } else {
        w.null("number");
      }
      w.end_object();
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
}

void law(JsonWriter& w, const std::optional<model::PowerLaw>& law) {
  if (!law) return w.null("power_law");
  w.begin_object("power_law");
  w.number("exponent", law->exponent);
  w.number("lower", law->lower);
  w.number("upper", law->upper);
  w.number("factor", law->factor);
  w.number("misfit", law->misfit);
  w.end_object();
}

void curve(JsonWriter& w, std::string_view key, const Report& report, const Family& family,
           const std::optional<model::ScalingCurve>& curve) {
  if (!curve) return w.null(key);
  w.begin_object(key);
  w.text("release", report.columns[curve->column].release.tag);
  w.begin_array("points");
  for (const model::ScalingPoint& point : curve->points) {
    w.begin_object();
    w.text("benchmark", report.benchmarks[family.members[point.member].benchmark].id);
    w.number("at", point.at);
    w.number("value", point.level.value);
    w.number("lower", point.level.lower);
    w.number("upper", point.level.upper);
    w.end_object();
  }
  w.end_array();
  law(w, curve->law);
  w.end_object();
}

void scaling(JsonWriter& w, const Report& report, const Family& family, const model::Scaling& scaling) {
  w.begin_object();
  w.count("parameter", scaling.parameter);
  w.begin_array("fixed");
  for (const std::string& value : scaling.fixed) w.text({}, value);
  w.end_array();
  curve(w, "first", report, family, scaling.first);
  curve(w, "baseline", report, family, scaling.baseline);
  curve(w, "current", report, family, scaling.current);
  if (scaling.change) {
    w.begin_object("exponent_change");
    w.number("difference", scaling.change->difference);
    w.number("lower", scaling.change->lower);
    w.number("upper", scaling.change->upper);
    w.truth("evident", scaling.change->evident);
    w.end_object();
  } else {
    w.null("exponent_change");
  }
  w.end_object();
}

void complexity(JsonWriter& w, std::string_view key, const std::optional<model::Complexity>& complexity) {
  if (!complexity) return w.null(key);
  w.begin_object(key);
  w.text("order", complexity->order);
  w.number("coefficient", complexity->coefficient);
  w.text("unit", complexity->unit);
  if (complexity->rms > 0) {
    w.number("rms", complexity->rms);
  } else {
    w.null("rms");
  }
  w.end_object();
}

void family(JsonWriter& w, const Report& report, const Family& family) {
  w.begin_object();
  w.text("id", family.id);
  w.text("name", family.name);
  w.text("suite", family.suite);
  w.text("group", family.group);
  w.text("metric", family.metric);
  w.text("unit", report.benchmarks[family.members.front().benchmark].unit.base);
  w.text("found_by", model::key(family.by));
  parameters(w, family);
  members(w, report, family);
  w.begin_array("scaling");
  for (const model::Scaling& one : family.scalings) scaling(w, report, family, one);
  w.end_array();
  complexity(w, "complexity_before", family.complexity_before);
  complexity(w, "complexity", family.complexity);
  w.end_object();
}

}  // namespace

void families_json(JsonWriter& w, const Report& report) {
  w.begin_array("families");
  for (const Family& one : report.families) family(w, report, one);
  w.end_array();
  w.begin_array("growth");
  for (const std::string& sentence : report.growth) w.text({}, sentence);
  w.end_array();
}

}  // namespace perfolio::emit
