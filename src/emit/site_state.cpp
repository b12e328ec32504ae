// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "emit/site.h"
#include "model/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace perfolio::emit {

using nlohmann::json;

namespace {

constexpr std::string_view kSchema = "perfolio-site/";
constexpr int kVersion = 1;

struct Counted {
  const char* key;
  std::size_t model::Counts::* count;
};
constexpr std::array kCounts = {Counted{"better", &model::Counts::better},   Counted{"worse", &model::Counts::worse},
                                Counted{"changed", &model::Counts::changed}, Counted{"same", &model::Counts::same},
                                Counted{"unclear", &model::Counts::unclear}, Counted{"new", &model::Counts::fresh},
                                Counted{"gone", &model::Counts::gone},       Counted{"total", &model::Counts::total},
                                Counted{"alerts", &model::Counts::alerts}};

void texts(base::JsonWriter& w, const char* key, const std::vector<std::string>& all) {
  w.begin_array(key);
  for (const std::string& text : all) w.text({}, text);
  w.end_array();
}

void write_release(base::JsonWriter& w, const SiteRelease& r) {
  w.begin_object();
  w.text("tag", r.tag);
  w.text_or_null("date", r.date);
  w.text("folder", r.folder);
  w.text("digest", r.digest);
  w.text_or_null("baseline", r.baseline);
  w.text("sentence", r.sentence);
  for (const Counted& each : kCounts) w.count(each.key, r.counts.*each.count);
  if (r.index.n == 0) {
    w.null("geomean");
  } else {
    w.begin_object("geomean");
    w.number("ratio", r.index.ratio.value);
    w.number("lower", r.index.ratio.lower);
    w.number("upper", r.index.ratio.upper);
    w.count("n", r.index.n);
    w.text("direction", model::key(r.index.better));
    w.text("verdict", model::key(r.index.verdict));
    w.end_object();
  }
  texts(w, "changes", r.changes);
  texts(w, "files", r.files);
  w.end_object();
}

model::Verdict mean_verdict(const std::string& key) {
  for (const model::Verdict verdict : {model::Verdict::Better, model::Verdict::Worse, model::Verdict::Same}) {
    if (model::key(verdict) == key) return verdict;
  }
  return model::Verdict::Unclear;
}

model::Index index_in(const json& mean) {
  model::Index index;
  if (mean.is_null()) return index;
  index.ratio = {mean.at("ratio").get<double>(), mean.at("lower").get<double>(), mean.at("upper").get<double>()};
  index.n = mean.at("n").get<std::size_t>();
  const bool higher = mean.at("direction").get<std::string>() == "higher";
  index.better = higher ? units::Direction::Higher : units::Direction::Lower;
  index.verdict = mean_verdict(mean.at("verdict").get<std::string>());
  return index;
}

std::string text_in(const json& object, const char* key) {
  return object.at(key).is_null() ? std::string() : object.at(key).get<std::string>();
}

SiteRelease release_in(const json& object) {
  SiteRelease r;
  r.tag = text_in(object, "tag");
  r.date = text_in(object, "date");
  r.folder = text_in(object, "folder");
  r.digest = text_in(object, "digest");
  r.baseline = text_in(object, "baseline");
  r.sentence = text_in(object, "sentence");
  for (const Counted& each : kCounts) r.counts.*each.count = object.at(each.key).get<std::size_t>();
  r.index = index_in(object.at("geomean"));
  r.changes = object.at("changes").get<std::vector<std::string>>();
  r.files = object.at("files").get<std::vector<std::string>>();
  return r;
}

[[noreturn]] void no_site(const std::string& what, const std::string& hint) {
  throw base::Error(base::Fault::Input, {}, what, hint);
}

void check_version(const json& object) {
  const std::string schema = text_in(object, "schema");
  if (!schema.starts_with(kSchema)) no_site("is no site's site.json", "name another folder");
  const auto version = base::parse_number(std::string_view(schema).substr(kSchema.size()));
  if (!version) no_site("is no site's site.json", "name another folder");
  if (*version > kVersion)
    no_site("was made by a newer perfolio", "update perfolio, or name another folder: nothing was touched");
}

}  // namespace

SiteRelease site_release(const model::Report& report) {
  SiteRelease r;
  const model::Release& release = report.columns[report.current].release;
  r.tag = release.tag;
  if (release.date) r.date = base::to_rfc3339(*release.date);
  if (report.baseline) r.baseline = report.columns[*report.baseline].release.tag;
  r.sentence = report.headline.sentence;
  r.counts = report.headline.counts;
  r.index = report.headline.index;
  for (std::size_t k = 0; k < std::min<std::size_t>(10, report.changed.size()); ++k) {
    const model::BenchmarkFacts& b = report.benchmarks[report.changed[k]];
    r.changes.push_back(fmt::format("{}: {} {}{}", b.id, model::change_text(b), model::word(b.comparison->verdict, b),
                                    b.comparison->alert ? ", alert" : ""));
  }
  return r;
}

std::string site_json(const Site& site) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object();
  w.text("schema", fmt::format("{}{}", kSchema, kVersion));
  w.text("project", site.project);
  w.text_or_null("url", site.project_url);
  w.text("settings", site.settings);
  w.begin_array("releases");
  for (const SiteRelease& release : site.releases) write_release(w, release);
  w.end_array();
  w.end_object();
  return out + "\n";
}

Site site_from_json(std::string_view bytes) {
  try {
    const json object = json::parse(bytes);
    check_version(object);
    Site site;
    site.project = text_in(object, "project");
    site.project_url = text_in(object, "url");
    site.settings = text_in(object, "settings");
    for (const json& release : object.at("releases")) site.releases.push_back(release_in(release));
    return site;
  } catch (const json::exception&) {
    no_site("is no site's site.json", "name another folder");
  }
}

}  // namespace perfolio::emit
