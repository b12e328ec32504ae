// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/digest.h"
#include "sys/clock.h"
#include "sys/http.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfolio::test {

/// A clock that jumps instead of waiting.
class JumpingClock final : public sys::Clock {
 public:
  [[nodiscard]] base::Time now() const override { return now_; }
  void sleep(std::chrono::seconds time) override {
    now_ += time;
    slept.push_back(time);
  }
  std::vector<std::chrono::seconds> slept;

 private:
  base::Time now_{std::chrono::seconds(1'800'000'000)};
};

/// A release host in memory: one repository, one release with its assets, one branch. Every request goes by `before`,
/// which may answer in its place.
class MemoryHost final : public sys::Http {
 public:
  struct Asset {
    std::string name, state, bytes;
  };
  using Json = nlohmann::json;

  sys::HttpAnswer send(const sys::HttpRequest& request) override;
  [[nodiscard]] std::optional<std::string> content(const std::string& name) const;
  long add(const std::string& name, const std::string& bytes, const std::string& state = "uploaded");
  static sys::HttpAnswer answer(int status, const Json& json);
  static sys::HttpAnswer dropped() { return {sys::Transport::Dropped, "Connection reset by peer", 0, {}, {}}; }

  std::map<long, Asset> assets;
  std::string body = "By hand.\r\n";
  bool immutable = false;  ///< the release takes no files any more.
  std::string head, tree = "0";
  std::map<std::string, Json> trees;
  std::map<std::string, std::string> commits;
  std::vector<sys::HttpRequest> requests;  ///< without bodies.
  /// Gets the number of the request, from 1.
  std::function<std::optional<sys::HttpAnswer>(std::size_t, const sys::HttpRequest&)> before;
  /// Called when a request is done.
  std::function<void()> after;

 private:
  sys::HttpAnswer done(const sys::HttpRequest& request, const std::string& path);
  sys::HttpAnswer git(const sys::HttpRequest& request, const std::string& path);
  sys::HttpAnswer upload(const sys::HttpRequest& request);
  sys::HttpAnswer change(const std::string& method, long id, std::string_view json);
  [[nodiscard]] Json release() const;
  [[nodiscard]] Json asset(long id) const;
  [[nodiscard]] bool is_taken(const std::string& name, long by) const;
  long next_ = 100;
};

}  // namespace perfolio::test
