// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfolio::publish {

/// A web address, taken apart strictly: what two readers could understand differently is no address here.
struct Address {
  std::string scheme;  ///< http or https.
  std::string host;    ///< lower case; an IPv6 one with its brackets.
  std::string port;    ///< always written out.
  std::string path;    ///< with the query; empty or begins with '/'.
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] bool same_origin(const Address& other) const;
};

/// Empty where the text is no http(s) address, names a user, or holds a fragment, a backslash, a space or a control.
std::optional<Address> parse_address(std::string_view text);

bool is_loopback(const Address& address);

/// A text as one segment of a path, or a value of a query.
std::string percent_encoded(std::string_view text);

/// Where requests go. A token may be sent to `api` and `uploads` and nowhere else.
struct Hosts {
  Address api;         ///< its path without a '/' at the end.
  Address uploads;     ///< only its origin counts.
  std::string server;  ///< what people open in a browser: "https://github.com".

  /// From GITHUB_API_URL and GITHUB_SERVER_URL, either may be empty. Throws Error{Usage} for anything but https, or
  /// http to this machine itself.
  static Hosts from(const std::string& api_url, const std::string& server_url);
  [[nodiscard]] bool allow(const Address& address) const;
};

}  // namespace perfolio::publish
