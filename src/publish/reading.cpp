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

/// Builds a tree of what has the keys asked for, and passes over all else as it comes. (The parser's own filter looks
/// through a list again at the end of each of its elements.) Neither does the parser recurse; a tree of at most 64
/// levels may be freed and copied without harm.
class Picker : public nlohmann::json_sax<json> {
 public:
  Picker(const Keys& keys, std::size_t size) : keys_(keys), size_(size) {}
  json take() { return std::move(root_); }

  bool null() override { return value(nullptr); }
  bool boolean(bool truth) override { return value(truth); }
  bool number_integer(number_integer_t number) override { return value(number); }
  bool number_unsigned(number_unsigned_t number) override { return value(number); }
  bool number_float(number_float_t number, const string_t&) override { return value(number); }
  bool string(string_t& text) override { return value(std::move(text)); }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return begin(json::object()); }
  bool start_array(std::size_t) override { return begin(json::array()); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool key(string_t& name) override {
    if (passed_over_ > 0) return true;
    wanted_ = keys_.contains(name);
    if (wanted_) key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    if (position >= size_) throw CutShort();
    refuse("is not valid JSON");
  }

 private:
  [[nodiscard]] bool is_wanted() const { return open_.empty() || open_.back()->is_array() || wanted_; }
  json* place(json value) {
    if (++values_ > kMostValues) refuse("the JSON holds too many values");
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_object()) return &((*open_.back())[key_] = std::move(value));
    open_.back()->push_back(std::move(value));
    return &open_.back()->back();
  }
  bool value(json value) {
    if (passed_over_ == 0 && is_wanted()) place(std::move(value));
    return true;
  }
  bool begin(json container) {
    if (++depth_ > kDeepest) refuse("the JSON is nested too deeply");
    if (passed_over_ > 0 || !is_wanted()) {
      ++passed_over_;
    } else {
      open_.push_back(place(std::move(container)));
    }
    return true;
  }
  bool end() {
    --depth_;
    if (passed_over_ > 0) {
      --passed_over_;
    } else {
      open_.pop_back();
    }
    return true;
  }

  const Keys& keys_;
  std::size_t size_;
  json root_;
  std::vector<json*> open_;
  std::string key_;
  bool wanted_ = false;
  int depth_ = 0;
  int passed_over_ = 0;  ///< how many containers deep we are in what nobody asked for.
  std::size_t values_ = 0;
};

json parsed(std::string_view bytes, const Keys& keys) {
  Picker picker(keys, bytes.size());
  json::sax_parse(bytes.begin(), bytes.end(), &picker);
  return picker.take();
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
