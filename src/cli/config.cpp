// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/config.h"

#include "base/error.h"
#include "base/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace perfolio::cli {

namespace {

using Json = nlohmann::ordered_json;  // of patterns that match, the last one written counts
using base::Error;
using base::Fault;

[[noreturn]] void refuse(const std::string& pointer, const std::string& what, const std::string& hint = {}) {
  throw Error(Fault::Input, {{}, pointer}, what, hint);
}

base::Pattern pattern(std::string text, const std::string& pointer) {
  try {
    return base::Pattern(std::move(text));
  } catch (const Error& error) {
    throw Error(error.fault(), {{}, pointer}, error.what(), error.hint());
  }
}

double share_in(const Json& value, const std::string& pointer) {
  if (!value.is_number() && !value.is_string()) refuse(pointer, "a share such as \"10%\" or 0.1 is due here");
  const double share =
      change_in(value.is_number() ? fmt::format("{}", value.get<double>()) : value.get<std::string>(), pointer);
  if (!(share > 0)) refuse(pointer, "a share is above zero");
  return share;
}

/// One object of the config. Keys are asked for by name; what was never asked for is unknown.
class Object {
 public:
  Object(const Json& json, std::string pointer) : json_(json), pointer_(std::move(pointer)) {
    if (!json.is_object()) refuse(pointer_, "an object is due here");
  }

  const Json* find(const std::string& key) {
    known_.push_back(key);
    const auto at = json_.find(key);
    return at == json_.end() ? nullptr : &*at;
  }
  [[nodiscard]] std::string at(const std::string& key) const { return pointer_ + "/" + key; }

  std::string text(const std::string& key) {
    const Json* value = find(key);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(at(key), "a text is due here");
    return value->get<std::string>();
  }

  /// A text, or a list of texts.
  std::vector<std::string> texts(const std::string& key) {
    const Json* value = find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return {value->get<std::string>()};
    if (!value->is_array()) refuse(at(key), "a text or a list of texts is due here");
    std::vector<std::string> out;
    for (const Json& one : *value) {
      if (!one.is_string()) refuse(fmt::format("{}/{}", at(key), out.size()), "a text is due here");
      out.push_back(one.get<std::string>());
    }
    return out;
  }

  std::optional<bool> truth(const std::string& key) {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_boolean()) refuse(at(key), "true or false is due here");
    return value->get<bool>();
  }

  /// A share such as "10%" or 0.1, above zero.
  std::optional<double> share(const std::string& key) {
    const Json* value = find(key);
    return value == nullptr ? std::nullopt : std::optional(share_in(*value, at(key)));
  }

  std::vector<base::Pattern> patterns(const std::string& key) {
    std::vector<base::Pattern> out;
    for (std::string& text : texts(key)) out.push_back(pattern(std::move(text), at(key)));
    return out;
  }

  void refuse_unknown() const {
    for (const auto& [key, value] : json_.items()) {
      if (std::ranges::find(known_, key) != known_.end()) continue;
      const std::string near = base::nearest(key, known_);
      refuse(pointer_ + "/" + key, fmt::format("unknown key '{}'", key),
             near.empty() ? fmt::format("known here: {}", fmt::join(known_, ", "))
                          : fmt::format("did you mean '{}'?", near));
    }
  }

 private:
  const Json& json_;
  std::string pointer_;
  std::vector<std::string> known_;
};

void read_project(Config& config, Object& root) {
  const Json* json = root.find("project");
  if (json == nullptr) return;
  if (json->is_string()) {
    config.project = json->get<std::string>();
    return;
  }
  Object project(*json, root.at("project"));
  config.project = project.text("name");
  config.repository = project.text("repository");
  config.logo = project.text("logo");
  project.refuse_unknown();
  const bool web = config.repository.starts_with("https://") || config.repository.starts_with("http://");
  if (!config.repository.empty() && !web)
    refuse(project.at("repository"), "the repository is a web address (https://...)");
}

void read_releases(Config& config, Object& root) {
  const Json* json = root.find("releases");
  if (json == nullptr) return;
  Object releases(*json, root.at("releases"));
  const std::string tags = releases.text("tags");
  if (!tags.empty()) config.tags = tags;
  const Json* map = releases.find("map");
  if (map != nullptr && map->is_string()) {
    config.map_file = map->get<std::string>();
  } else if (map != nullptr) {
    Object entries(*map, releases.at("map"));
    for (const auto& [commit, tag] : map->items()) {
      if (!tag.is_string()) refuse(releases.at("map") + "/" + commit, "a tag is due here");
      config.map[base::to_lower_ascii(commit)] = tag.get<std::string>();
    }
  }
  config.include_releases = releases.patterns("include");
  config.exclude_releases = releases.patterns("exclude");
  config.prereleases = releases.truth("prereleases").value_or(true);
  releases.refuse_unknown();
}

/// "lower" or "higher"; nothing where the key is not there.
std::optional<units::Direction> direction(Object& object) {
  const std::string text = object.text("direction");
  if (text.empty()) return std::nullopt;
  if (text != "lower" && text != "higher") refuse(object.at("direction"), "\"lower\" or \"higher\" is due here");
  return text == "lower" ? units::Direction::Lower : units::Direction::Higher;
}

void read_groups(Config& config, Object& root) {
  const Json* json = root.find("groups");
  if (json == nullptr) return;
  if (!json->is_array()) refuse(root.at("groups"), "a list of groups is due here");
  for (std::size_t i = 0; i < json->size(); ++i) {
    Object object((*json)[i], fmt::format("/groups/{}", i));
    analysis::GroupSpec group;
    group.name = object.text("name");
    group.description = object.text("description");
    group.per = object.text("per");
    group.lead = object.text("lead");
    group.match = object.patterns("match");
    if (const auto better = direction(object)) config.rules.overrides.push_back({group.match, "", "", better});
    if (const auto share = object.share("threshold")) {
      for (const base::Pattern& match : group.match)
        config.alerts.thresholds.push_back({match, "", {share, {}, {}, {}, {}}});
    }
    object.refuse_unknown();
    if (group.name.empty()) refuse(object.at("name"), "a group needs a name");
    if (group.match.empty())
      refuse(object.at("match"), fmt::format("group '{}' needs at least one pattern", group.name));
    const bool twice = std::ranges::any_of(config.groups, [&](const auto& g) { return g.name == group.name; });
    if (twice) refuse(object.at("name"), fmt::format("two groups are called '{}'", group.name));
    config.groups.push_back(std::move(group));
  }
}

/// "50 µs", or a number of the base unit of whatever it is held against.
analysis::Quantity quantity_in(const Json& value, const std::string& pointer) {
  if (!value.is_string()) refuse(pointer, "a value with its unit is due here, such as \"50 us\"");
  const auto text = value.get<std::string>();
  const std::size_t end = std::min(text.find_first_not_of("0123456789.eE+-"), text.size());
  const auto number = base::parse_number(base::trim(std::string_view(text).substr(0, end)));
  if (!number) refuse(pointer, fmt::format("'{}' is no value with a unit", base::visible(text)), "write it as 50 us");
  units::Unit unit = units::parse_unit(base::trim(std::string_view(text).substr(end)));
  return {*number * unit.factor, std::move(unit), text};
}

analysis::ThresholdSpec threshold_in(const Json& value, base::Pattern match, const std::string& where) {
  analysis::ThresholdSpec spec{std::move(match), "", {}};
  if (!value.is_object()) {
    spec.at.alert = share_in(value, where);
    return spec;
  }
  Object object(value, where);
  spec.metric = object.text("metric");
  spec.at.alert = object.share("alert");
  spec.at.fail = object.share("fail");
  spec.at.upper = object.share("upper");
  spec.at.lower = object.share("lower");
  if (const Json* least = object.find("least")) spec.at.least = quantity_in(*least, object.at("least"));
  object.refuse_unknown();
  return spec;
}

void read_thresholds(Config& config, Object& root) {
  const Json* json = root.find("thresholds");
  if (json == nullptr) return;
  Object object(*json, root.at("thresholds"));
  for (const auto& [text, value] : json->items()) {
    const std::string where = root.at("thresholds") + "/" + text;
    const Json one = value.is_array() ? value : Json::array({value});
    for (const Json& each : one) config.alerts.thresholds.push_back(threshold_in(each, pattern(text, where), where));
  }
}

/// The elements of a list of objects, each with its place.
void each_object(Object& root, const std::string& key, const std::function<void(Object&)>& read) {
  const Json* json = root.find(key);
  if (json == nullptr) return;
  if (!json->is_array()) refuse(root.at(key), "a list is due here");
  for (std::size_t i = 0; i < json->size(); ++i) {
    Object object((*json)[i], fmt::format("/{}/{}", key, i));
    read(object);
    object.refuse_unknown();
  }
}

std::string needed(Object& object, const std::string& key) {
  std::string text = object.text(key);
  if (text.empty()) refuse(object.at(key), fmt::format("'{}' is needed here", key));
  return text;
}

void read_limits(Config& config, Object& root) {
  each_object(root, "limits", [&](Object& object) {
    base::Pattern match = pattern(needed(object, "pattern"), object.at("pattern"));
    const Json* bound = object.find("bound");
    if (bound == nullptr) refuse(object.at("bound"), "'bound' is needed here");
    analysis::LimitSpec limit{
        std::move(match), object.text("metric"), quantity_in(*bound, object.at("bound")), {}, object.text("reason")};
    const std::string side = object.text("side");
    if (!side.empty() && side != "upper" && side != "lower")
      refuse(object.at("side"), "\"upper\" or \"lower\" is due here");
    if (!side.empty()) limit.upper = side == "upper";
    config.alerts.limits.push_back(std::move(limit));
  });
}

void read_suppress(Config& config, Object& root) {
  each_object(root, "suppress", [&](Object& object) {
    base::Pattern match = pattern(needed(object, "pattern"), object.at("pattern"));
    config.alerts.suppress.push_back(
        {std::move(match), object.text("metric"), needed(object, "reason"), object.text("until")});
  });
}

void read_annotations(Config& config, Object& root) {
  each_object(root, "annotations", [&](Object& object) {
    config.annotations.push_back({needed(object, "release"), needed(object, "text"), object.patterns("benchmarks")});
  });
}

void read_highlights(Config& config, Object& root) {
  each_object(root, "highlights", [&](Object& object) {
    base::Pattern benchmark = pattern(needed(object, "benchmark"), object.at("benchmark"));
    config.highlights.push_back({std::move(benchmark), needed(object, "text"), object.text("baseline")});
  });
}

void read_families(Config& config, Object& root) {
  if (const Json* json = root.find("families"); json != nullptr && json->is_boolean()) {
    config.families = json->get<bool>();
    return;
  }
  each_object(root, "families", [&](Object& object) {
    analysis::FamilySpec spec{object.patterns("match"), object.texts("parameters")};
    if (spec.match.empty()) refuse(object.at("match"), "a family needs at least one pattern");
    for (const base::Pattern& match : spec.match) {
      if (match.capture_count() >= spec.parameters.size()) continue;
      refuse(object.at("match"),
             fmt::format("'{}' has {} wildcards for {} parameters", base::visible(match.text()), match.capture_count(),
                         spec.parameters.size()),
             "the last stars of a glob, or groups (...) after 're:', are the parameters");
    }
    config.family_specs.push_back(std::move(spec));
  });
}

void read_aliases(Config& config, Object& root) {
  const Json* json = root.find("aliases");
  if (json == nullptr) return;
  Object object(*json, root.at("aliases"));
  auto& aliases = config.rules.aliases;
  for (const auto& [old_name, value] : json->items()) {
    const std::string where = object.at(old_name);
    if (!value.is_string() || value.get<std::string>().empty())
      refuse(where, "the new name of the benchmark is due here");
    aliases[old_name] = value.get<std::string>();
  }
  // A name renamed twice: both old names lead to the last one.
  for (auto& [old_name, name] : aliases) {
    for (std::size_t step = 0; aliases.contains(name); ++step) {
      if (step > aliases.size()) refuse(object.at(old_name), "these aliases go round in a circle");
      name = aliases.at(name);
    }
  }
}

void read_overrides(Config& config, Object& root) {
  const Json* json = root.find("overrides");
  if (json == nullptr) return;
  if (!json->is_array()) refuse(root.at("overrides"), "a list of overrides is due here");
  for (std::size_t i = 0; i < json->size(); ++i) {
    Object object((*json)[i], fmt::format("/overrides/{}", i));
    history::Override rule{object.patterns("match"), object.text("metric"), object.text("unit"), direction(object)};
    object.refuse_unknown();
    if (rule.match.empty()) refuse(object.at("match"), "an override needs at least one pattern");
    if (rule.unit.empty() && !rule.better) refuse(fmt::format("/overrides/{}", i), "a unit or a direction is due here");
    config.rules.overrides.push_back(std::move(rule));
  }
}

Json parsed(std::string_view bytes) {
  try {
    return Json::parse(bytes, nullptr, true, true);
  } catch (const Json::out_of_range&) {
    throw Error(Fault::Input, {}, "a number in it is too large to be kept");
  } catch (const Json::parse_error& error) {
    base::Where where;
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, bytes.size());
    where.line = 1 + static_cast<int>(std::ranges::count(bytes.substr(0, at), '\n'));
    const auto line_start = bytes.substr(0, at).rfind('\n');
    where.column = static_cast<int>(at - (line_start == std::string_view::npos ? 0 : line_start + 1)) + 1;
    throw Error(Fault::Input, where, "this is not valid JSON", "comments are allowed, trailing commas are not");
  }
}

}  // namespace

double share_of(const std::string& text, const std::string& what) {
  const bool percent = text.ends_with('%');
  const auto number =
      base::parse_number(base::trim(percent ? std::string_view(text).substr(0, text.size() - 1) : text));
  if (!number || *number <= 0)
    throw Error(Fault::Usage, {}, fmt::format("{}: '{}' is no share", what, text), "write it as 10% or 0.1");
  return percent ? *number / 100 : *number;
}

double change_in(const std::string& text, const std::string& what) {
  if (!text.ends_with('x')) {
    const double share = share_of(text, what);
    // A bare "5" would be 500 %, which nobody means.
    if (share >= 1 && !text.ends_with('%'))
      throw Error(Fault::Usage, {}, fmt::format("{}: '{}' may mean two things", what, text),
                  fmt::format("write {}%, or {:.6g}x", text, 1 + share / 100));
    return share;
  }
  const auto times = base::parse_number(base::trim(std::string_view(text).substr(0, text.size() - 1)));
  if (!times || *times <= 1)
    throw Error(Fault::Usage, {}, fmt::format("{}: '{}' is no ratio above 1", what, text), "1.05x stands for 5%");
  return *times - 1;
}

Config config_from_json(std::string_view bytes) {
  const Json json = parsed(bytes);
  Object root(json, "");
  Config config;
  root.find("$schema");
  read_project(config, root);
  config.sources = root.texts("sources");
  config.formats = root.texts("formats");
  config.primary = root.texts("primary");
  read_releases(config, root);
  read_groups(config, root);
  read_families(config, root);
  config.charts = root.patterns("charts");
  config.tiles = root.texts("tiles");
  config.rules.ignore = root.patterns("ignore");
  read_aliases(config, root);
  read_overrides(config, root);
  read_thresholds(config, root);
  config.notes = root.texts("notes");
  config.style = root.text("style");
  config.paper = root.text("paper");
  read_limits(config, root);
  read_suppress(config, root);
  read_annotations(config, root);
  read_highlights(config, root);
  root.refuse_unknown();
  return config;
}

}  // namespace perfolio::cli
