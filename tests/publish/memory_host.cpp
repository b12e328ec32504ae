// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/memory_host.h"

#include "publish/git_object.h"

namespace perfolio::test {

using Json = nlohmann::json;
using sys::HttpAnswer;
using sys::HttpRequest;

namespace {

constexpr std::string_view kBase = "https://api.github.com/repos/o/r";
constexpr std::string_view kUploads = "https://uploads.github.com/repos/o/r/releases/7/assets?name=";

HttpAnswer refusal(int status, const std::string& code) {
  return MemoryHost::answer(status, {{"message", "refused"}, {"errors", Json::array({{{"code", code}}})}});
}

/// Of a folder of texts, the id git would give; of anything else, one that is as good here.
std::string tree_id_of(const Json& entries) {
  publish::BranchFiles files;
  for (const Json& entry : entries) {
    if (!entry.contains("content")) return base::sha256_hex(entries.dump()).substr(0, 40);
    files[entry["path"]] = entry["content"].get_ref<const std::string&>();
  }
  return publish::tree_id(files);
}

std::string id_of(const Json& json) { return base::sha256_hex(json.dump()).substr(0, 40); }

}  // namespace

HttpAnswer MemoryHost::answer(int status, const Json& json) {
  return {sys::Transport::Answered, "", status, {{"content-type", "application/json; charset=utf-8"}}, json.dump()};
}

Json MemoryHost::release() const {
  return {{"id", 7},
          {"tag_name", "v1"},
          {"body", body},
          {"draft", false},
          {"html_url", "https://github.com/o/r/releases/tag/v1"},
          {"immutable", immutable},
          {"upload_url", "https://uploads.github.com/repos/o/r/releases/7/assets{?name,label}"}};
}

Json MemoryHost::asset(long id) const {
  const Asset& a = assets.at(id);
  return {{"id", id},
          {"name", a.name},
          {"state", a.state},
          {"size", a.bytes.size()},
          {"created_at", "2027-01-15T08:00:00Z"},
          {"digest", a.state == "uploaded" ? Json("sha256:" + base::sha256_hex(a.bytes)) : Json()}};
}

long MemoryHost::add(const std::string& name, const std::string& bytes, const std::string& state) {
  assets[++next_] = {name, state, bytes};
  return next_;
}

std::optional<std::string> MemoryHost::content(const std::string& name) const {
  for (const auto& [id, a] : assets) {
    if (a.name == name && a.state == "uploaded") return a.bytes;
  }
  return std::nullopt;
}

bool MemoryHost::is_taken(const std::string& name, long by) const {
  return std::ranges::any_of(assets, [&](const auto& entry) { return entry.second.name == name && entry.first != by; });
}

HttpAnswer MemoryHost::upload(const HttpRequest& request) {
  const std::string name = request.url.substr(kUploads.size());
  if (is_taken(name, 0)) return refusal(422, "already_exists");
  return answer(201, asset(add(name, std::string(request.body))));
}

HttpAnswer MemoryHost::change(const std::string& method, long id, std::string_view json) {
  if (!assets.contains(id)) return refusal(404, "missing");
  if (method == "DELETE") {
    assets.erase(id);
    return {sys::Transport::Answered, "", 204, {}, {}};
  }
  const std::string name = Json::parse(json)["name"];
  if (is_taken(name, id)) return refusal(422, "already_exists");
  assets[id].name = name;
  return answer(200, asset(id));
}

HttpAnswer MemoryHost::git(const HttpRequest& request, const std::string& path) {
  const bool get = request.method == "GET";
  if (path.starts_with("/git/ref/"))
    return head.empty() ? refusal(404, "missing") : answer(200, {{"object", {{"sha", head}}}});
  if (get && path.starts_with("/git/commits/")) return answer(200, {{"tree", {{"sha", commits.at(path.substr(13))}}}});
  if (get) return answer(200, {{"tree", trees.at(path.substr(11))}});
  const Json json = Json::parse(request.body);
  const std::string id = path == "/git/trees" ? tree_id_of(json["tree"]) : id_of(json);
  if (path == "/git/trees") trees[id] = json["tree"];
  if (path == "/git/commits") commits[id] = json["tree"];
  if (path.starts_with("/git/refs")) {
    head = json["sha"];
    return answer(201, {{"object", {{"sha", head}}}});
  }
  return answer(201, {{"sha", id}});
}

HttpAnswer MemoryHost::done(const HttpRequest& request, const std::string& path) {
  if (path.starts_with("/git/")) return git(request, path);
  if (path.starts_with("/releases/assets/")) return change(request.method, std::stol(path.substr(17)), request.body);
  if (path.starts_with("/releases/7/assets")) {
    Json list = Json::array();
    for (const auto& entry : assets) list.push_back(asset(entry.first));
    return answer(200, list);
  }
  if (request.method == "PATCH") body = Json::parse(request.body)["body"];
  return answer(200, release());
}

HttpAnswer MemoryHost::send(const HttpRequest& request) {
  requests.push_back({request.method, request.url, request.headers, {}});
  if (before) {
    if (auto instead = before(requests.size(), request)) return *instead;
  }
  HttpAnswer given =
      request.url.starts_with(kUploads) ? upload(request) : done(request, request.url.substr(kBase.size()));
  if (after) after();
  return given;
}

}  // namespace perfolio::test
