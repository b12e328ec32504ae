// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/release.h"

#include "base/error.h"
#include "base/json_writer.h"

#include <fmt/format.h>

namespace perfolio::publish {

namespace {

std::optional<Release> find_in_list(Client& client, const std::string& tag) {
  std::optional<Release> found;
  const bool there = client.get_pages("/releases", [&](const sys::HttpAnswer& answer) {
    for (Release& release : releases_in(answer.body)) {
      if (release.tag == tag) found = std::move(release);
      if (found) return false;
    }
    return true;
  });
  if (!there) {
    throw base::Error(base::Fault::Outside, {},
                      "no repository " + client.repository() + " on " + client.hosts().api.host,
                      "or the token may not see it");
  }
  return found;
}

std::string new_draft(const std::string& tag, const std::string& commit) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.text("tag_name", tag);
  if (!commit.empty()) w.text("target_commitish", commit);
  w.text("name", tag);
  w.text("body", kUnfinished);
  w.truth("draft", true);
  w.end_object();
  return json;
}

std::string change(const std::string& body, bool publish) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.text("body", body);
  if (publish) w.truth("draft", false);
  w.end_object();
  return json;
}

}  // namespace

std::optional<Release> find_release(Client& client, const std::string& tag) {
  std::optional<Release> found;
  client.get("/releases/tags/" + percent_encoded(tag),
             [&](const sys::HttpAnswer& answer) { found = release_in(answer.body); });
  return found ? found : find_in_list(client, tag);
}

Release make_draft(Client& client, const std::string& tag, const std::string& commit) {
  const std::string json = new_draft(tag, commit);
  for (std::size_t attempt = 1;; ++attempt) {
    const sys::HttpAnswer answer = client.write_once("POST", "/releases", json);
    if (!is_open(answer)) {
      Release release;
      read_json(client, "cannot make a release for " + tag, answer, [&](auto bytes) { release = release_in(bytes); });
      return release;
    }
    const bool again = client.pause(attempt);
    if (const auto made = find_in_list(client, tag)) return *made;
    if (!again) throw client.error("cannot make a release for " + tag, answer);
  }
}

Release release_now(Client& client, std::int64_t id) {
  Release release;
  if (!client.get(fmt::format("/releases/{}", id), [&](const auto& answer) { release = release_in(answer.body); })) {
    throw base::Error(base::Fault::Outside, {}, "the release is gone");
  }
  return release;
}

void set_body(Client& client, std::int64_t id, const std::string& body, bool publish) {
  const auto answer = client.write("PATCH", fmt::format("/releases/{}", id), change(body, publish));
  read_json(client, "cannot change the release's body", answer, [&](auto bytes) { release_in(bytes); });
}

}  // namespace perfolio::publish
