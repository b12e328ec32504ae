// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/reading.h"

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace perfolio::publish {

namespace {

using nlohmann::json;
using Keys = std::set<std::string, std::less<>>;

constexpr int kDeepest = 64;
constexpr std::size_t kMostValues = 1'000'000;

[[noreturn]] void refuse(const std::string& what) { throw base::Error(base::Fault::Outside, {}, what); }

/// Builds what has the keys asked for. The parser itself does not recurse; a tree of at most 64 levels may be freed
/// and copied without harm.
json parsed(std::string_view bytes, const Keys& keys) {
  std::size_t values = 0;
  const auto keep = [&](int depth, json::parse_event_t event, const json& value) {
    if (depth > kDeepest) refuse("the JSON is nested too deeply");
    if (event == json::parse_event_t::key) return keys.contains(value.get_ref<const std::string&>());
    if (event == json::parse_event_t::value && ++values > kMostValues) refuse("the JSON holds too many values");
    return true;
  };
  try {
    return json::parse(bytes.begin(), bytes.end(), keep);
  } catch (const json::parse_error& error) {
    if (error.byte >= bytes.size()) throw CutShort();
    refuse("is not valid JSON");
  } catch (const json::exception&) {
    refuse("is not valid JSON");  // a number beyond all bounds
  }
}

std::string text(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const json& object, const char* key, std::int64_t otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : otherwise;
}

bool truth(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

const Keys& release_keys() {
  static const Keys keys = {"id", "tag_name", "body", "upload_url", "html_url", "draft", "immutable"};
  return keys;
}

const Keys& asset_keys() {
  static const Keys keys = {"id", "name", "state", "digest", "created_at", "size"};
  return keys;
}

Release release_of(const json& value) {
  if (!value.is_object()) refuse("the answer is no release");
  Release release;
  release.id = number(value, "id", 0);
  release.tag = text(value, "tag_name");
  release.body = text(value, "body");
  release.upload_url = text(value, "upload_url");
  release.html_url = text(value, "html_url");
  release.draft = truth(value, "draft");
  release.immutable = truth(value, "immutable");
  if (release.id <= 0 || release.tag.empty()) refuse("the answer is no release");
  return release;
}

Asset asset_of(const json& value) {
  if (!value.is_object()) refuse("the answer is no asset");
  Asset asset;
  asset.id = number(value, "id", 0);
  asset.name = text(value, "name");
  asset.state = text(value, "state");
  asset.digest = text(value, "digest");
  asset.created_at = text(value, "created_at");
  asset.size = number(value, "size", -1);
  if (asset.id <= 0 || asset.name.empty()) refuse("the answer is no asset");
  return asset;
}

template <typename Value>
std::vector<Value> list_of(std::string_view bytes, const Keys& keys, Value (*one)(const json&)) {
  const json list = parsed(bytes, keys);
  if (!list.is_array()) refuse("the answer is no list");
  std::vector<Value> out;
  for (const json& value : list) out.push_back(one(value));
  return out;
}

bool is_object_id(const std::string& id) {
  return (id.size() == 40 || id.size() == 64) && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string object_id(const json& value, const char* key) {
  std::string id = value.is_object() ? text(value, key) : std::string();
  if (!is_object_id(id)) refuse("the answer names no object of git");
  return id;
}

std::string inner_id(std::string_view bytes, const char* outer) {
  const json value = parsed(bytes, {outer, "sha"});
  return object_id(value.is_object() && value.contains(outer) ? value[outer] : json(), "sha");
}

}  // namespace

Release release_in(std::string_view bytes) { return release_of(parsed(bytes, release_keys())); }

std::vector<Release> releases_in(std::string_view bytes) { return list_of(bytes, release_keys(), release_of); }

Asset asset_in(std::string_view bytes) { return asset_of(parsed(bytes, asset_keys())); }

std::vector<Asset> assets_in(std::string_view bytes) { return list_of(bytes, asset_keys(), asset_of); }

std::string sha_in(std::string_view bytes) { return object_id(parsed(bytes, {"sha"}), "sha"); }

std::string ref_target_in(std::string_view bytes) { return inner_id(bytes, "object"); }

std::string commit_tree_in(std::string_view bytes) { return inner_id(bytes, "tree"); }

std::vector<TreeEntry> tree_in(std::string_view bytes) {
  const json value = parsed(bytes, {"tree", "path", "mode", "type", "sha"});
  if (!value.is_object() || !value.contains("tree") || !value["tree"].is_array()) refuse("the answer is no tree");
  std::vector<TreeEntry> entries;
  for (const json& entry : value["tree"]) {
    if (!entry.is_object()) refuse("the answer is no tree");
    entries.push_back({text(entry, "path"), text(entry, "mode"), text(entry, "type"), text(entry, "sha")});
  }
  return entries;
}

ReportFacts report_in(std::string_view bytes) {
  json value;
  try {
    value = parsed(bytes, {"schema", "project", "name", "columns", "current", "tag", "commit", "releases"});
  } catch (const CutShort&) {
    throw base::Error(base::Fault::Input, {}, "ends too early");
  } catch (const base::Error& error) {
    throw base::Error(base::Fault::Input, {}, error.what());
  }
  if (!value.is_object() || !text(value, "schema").starts_with("perfolio-report/1")) {
    throw base::Error(base::Fault::Input, {}, "is no report", "`perfolio report` writes it");
  }
  const auto part = [&](const char* key) {
    return value.contains(key) && value[key].is_object() ? value[key] : json::object();
  };
  ReportFacts facts;
  facts.project = text(part("project"), "name");
  facts.tag = text(part("current"), "tag");
  facts.commit = text(part("current"), "commit");
  facts.by_release = text(value, "columns") != "run";
  const json releases = value.value("releases", json::array());
  if (releases.is_array() && !releases.empty() && releases.back().is_object()) {
    facts.is_newest = text(releases.back(), "tag") == facts.tag;
  }
  return facts;
}

bool Complaint::has(std::string_view code) const { return std::ranges::find(codes, code) != codes.end(); }

Complaint complaint_in(std::string_view bytes) {
  Complaint complaint;
  try {
    const json value = parsed(bytes, {"message", "errors", "code"});
    if (!value.is_object()) return complaint;
    complaint.message = text(value, "message");
    if (!value.contains("errors") || !value["errors"].is_array()) return complaint;
    for (const json& error : value["errors"]) {
      if (!error.is_object()) continue;
      complaint.codes.push_back(text(error, "code"));
      const std::string message = text(error, "message");
      if (!message.empty()) complaint.message += (complaint.message.empty() ? "" : ": ") + message;
    }
  } catch (const CutShort&) {
    return complaint;
  } catch (const base::Error&) {
    return complaint;
  }
  return complaint;
}

}  // namespace perfolio::publish
