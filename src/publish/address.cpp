// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/address.h"

#include "base/error.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::publish {

namespace {

constexpr std::string_view kPublicApi = "https://api.github.com";

bool is_plain(char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '#' && c != '"' && c != '<' && c != '>'; }

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.ends_with(']') && host.size() > 3 &&
           host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
  }
  return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Four decimal numbers of one to three digits, the first of them 127.
bool is_loopback_v4(std::string_view host) {
  const auto parts = base::split(host, '.');
  return parts.size() == 4 && parts[0] == "127" && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part.size() <= 3 && part.find_first_not_of("0123456789") == std::string_view::npos;
         });
}

Address checked(const std::string& name, std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto address = parse_address(text);
  const auto wrong = [&](const std::string& what) {
    throw base::Error(base::Fault::Usage, {name, {}, 0, 0}, what, "https://HOST or https://HOST/api/v3, for example");
  };
  if (!address || address->path.find('?') != std::string::npos) wrong("is no web address");
  if (address->scheme != "https" && !is_loopback(*address)) wrong("is not https: a token is never sent in the clear");
  return *address;
}

/// Has the API hosts of its own: the public one, and those of the form api.NAME.ghe.com.
bool has_own_api_host(const Address& api) {
  return api.host == "api.github.com" || (api.host.starts_with("api.") && api.host.ends_with(".ghe.com"));
}

Address uploads_of(const Address& api) {
  Address uploads = api;
  if (has_own_api_host(api)) uploads.host = "uploads." + api.host.substr(4);
  return uploads;
}

std::string server_of(const Address& api) {
  Address server = api;
  if (has_own_api_host(api)) server.host = api.host.substr(4);
  return server.origin();
}

}  // namespace

std::string Address::origin() const {
  const bool usual = port == (scheme == "https" ? "443" : "80");
  return scheme + "://" + host + (usual ? "" : ":" + port);
}

bool Address::same_origin(const Address& other) const {
  return scheme == other.scheme && host == other.host && port == other.port;
}

std::optional<Address> parse_address(std::string_view text) {
  if (!std::ranges::all_of(text, is_plain)) return std::nullopt;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Address address;
  address.scheme = base::to_lower_ascii(text.substr(0, colon));
  if (address.scheme != "https" && address.scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  const auto end = std::min(text.find_first_of("/?"), text.size());
  std::string authority = base::to_lower_ascii(text.substr(0, end));
  address.path = text.substr(end);
  address.port = address.scheme == "https" ? "443" : "80";
  const auto port = authority.rfind(':');
  if (port != std::string::npos && authority.find(']', port) == std::string::npos) {
    address.port = authority.substr(port + 1);
    authority.resize(port);
  }
  address.host = authority;
  // A name of a user ("github.com@elsewhere") holds a sign that no host has.
  if (!is_host(address.host) || !is_port(address.port)) return std::nullopt;
  return address;
}

bool is_loopback(const Address& address) {
  return address.host == "localhost" || address.host == "[::1]" || is_loopback_v4(address.host);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

Hosts Hosts::from(const std::string& api_url, const std::string& server_url) {
  Hosts hosts;
  hosts.api = checked("GITHUB_API_URL", api_url.empty() ? kPublicApi : api_url);
  hosts.uploads = uploads_of(hosts.api);
  hosts.server = server_of(hosts.api);
  if (!server_url.empty()) {
    const Address server = checked("GITHUB_SERVER_URL", server_url);
    hosts.server = server.origin() + server.path;
  }
  return hosts;
}

bool Hosts::allow(const Address& address) const { return address.same_origin(api) || address.same_origin(uploads); }

}  // namespace perfolio::publish
