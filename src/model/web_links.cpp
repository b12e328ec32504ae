// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/web_links.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::model {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kLongest = 2000;  ///< bytes of an address; browsers take no more for granted.

bool only(std::string_view text, std::string_view more) {
  return std::ranges::all_of(text, [&](char c) {
    return kLetters.find(c) != std::string_view::npos || more.find(c) != std::string_view::npos;
  });
}

bool is_commit(std::string_view id) {
  return id.size() >= 7 && id.size() <= 64 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// RFC 3986, 2.3: all but the unreserved characters, and those of `kept`.
std::string encoded(std::string_view text, std::string_view kept = {}) {
  std::string out;
  for (const char c : text) {
    const std::string_view one(&c, 1);
    out += only(one, "-._~") || kept.find(c) != std::string_view::npos
               ? std::string(one)
               : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

/// HOST or HOST:PORT. A name or password before it is nobody's business.
bool is_host(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const std::string_view name = text.substr(0, colon);
  const std::string_view port = colon < text.size() ? text.substr(colon + 1) : "80";
  return !name.empty() && only(name, "-.") && !port.empty() && port.size() <= 5 &&
         port.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

WebPages::Host WebPages::host_named(std::string_view name) {
  const std::string lower = base::to_lower_ascii(name.substr(0, name.find(':')));
  const auto has = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
  if (has("github")) return Host::GitHub;
  if (has("gitlab")) return Host::GitLab;
  if (has("gitea") || has("forgejo") || lower == "codeberg.org") return Host::Gitea;
  return lower == "bitbucket.org" ? Host::Bitbucket : Host::Unknown;
}

WebPages::WebPages(std::string_view project) {
  const std::size_t start = project.starts_with("https://") ? 8 : project.starts_with("http://") ? 7 : 0;
  if (start == 0 || project.size() > kLongest) return;
  const auto slash = std::min(project.find_first_of("/?#", start), project.size());
  const std::string_view host = project.substr(start, slash - start);
  if (!is_host(host) || !only(project.substr(slash), "-._~/?#[]@!$&()*+,;=:%")) return;
  project_ = project;
  std::string_view below = project;
  if (below.find_first_of("?#") != std::string_view::npos) return;
  below = below.substr(0, below.find_last_not_of('/') + 1);
  if (below.ends_with(".git")) below.remove_suffix(4);
  if (below.size() <= slash + 1) return;
  base_ = below;
  // OWNER alone has no commits.
  if (below.substr(slash + 1).find('/') != std::string_view::npos) host_ = host_named(host);
}

std::string WebPages::release(std::string_view tag) const {
  if (tag.empty() || tag.size() > 250) return {};
  switch (host_) {
    case Host::Unknown:
      return {};
    case Host::GitHub:
      return base_ + "/releases/tag/" + encoded(tag);
    case Host::GitLab:
      return base_ + "/-/releases/" + encoded(tag);
    case Host::Gitea:
      return base_ + "/releases/tag/" + encoded(tag, "/");
    case Host::Bitbucket:  // has no releases
      return base_ + "/commits/tag/" + encoded(tag);
  }
  return {};
}

std::string WebPages::commit(std::string_view id) const {
  if (base_.empty() || !is_commit(id)) return {};
  const char* way = host_ == Host::GitLab ? "/-/commit/" : host_ == Host::Bitbucket ? "/commits/" : "/commit/";
  return base_ + way + std::string(id);
}

std::string WebPages::compare(std::string_view before, std::string_view after) const {
  if (host_ == Host::Unknown || !is_commit(before) || !is_commit(after) || before == after) return {};
  if (host_ == Host::Bitbucket) return fmt::format("{}/branches/compare/{}%0D{}", base_, after, before);
  return fmt::format("{}{}/compare/{}...{}", base_, host_ == Host::GitLab ? "/-" : "", before, after);
}

std::string WebPages::pull_request(std::string_view number) const {
  const bool digits = !number.empty() && number.size() <= 9 && number.find_first_not_of("0123456789") == number.npos;
  if (!digits || host_ == Host::Unknown || host_ == Host::GitLab) return {};
  const char* way = host_ == Host::GitHub ? "/pull/" : host_ == Host::Gitea ? "/pulls/" : "/pull-requests/";
  return base_ + way + std::string(number);
}

}  // namespace perfolio::model
