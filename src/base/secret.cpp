// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/secret.h"

#include <algorithm>
#include <array>

namespace perfolio::base {

namespace {

constexpr std::string_view kHidden = "***";
constexpr std::string_view kBlank = " \t\r\n";

/// What stands where a port does, between a colon and the end or a slash, and is no number.
void hide_port(std::string& text, std::size_t at, std::size_t end) {
  const std::size_t host_end = std::min(text.find('/', at), end);
  const std::size_t colon = text.find(':', at);
  if (colon >= host_end) return;
  const std::size_t word = text.find_first_not_of("0123456789,", colon + 1);
  if (word < host_end && text.find_first_not_of(':', word) < host_end) {
    text.replace(colon + 1, host_end - colon - 1, kHidden);
  }
}

/// Hides the user's part of addresses: up to the last @ of the word, since a password may hold one by mistake.
void hide_in_addresses(std::string& text, std::string_view scheme) {
  for (std::size_t at = text.find(scheme); at != std::string::npos; at = text.find(scheme, at)) {
    at += scheme.size();
    std::size_t end = std::min(text.find_first_of(kBlank, at), text.size());
    if (const std::size_t settings = text.find('?', at); settings < end) {
      text.replace(settings + 1, end - settings - 1, kHidden);
      end = settings;
    }
    const std::size_t last = text.substr(at, end - at).rfind('@');
    if (last != std::string::npos) {
      hide_port(text, at + last + 1, end);
      const std::size_t colon = text.find(':', at);
      if (colon < at + last) text.replace(colon + 1, at + last - colon - 1, kHidden);
    } else {
      hide_port(text, at, end);
    }
  }
}

void hide_behind(std::string& text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at)) {
    at += key.size();
    const bool quoted = at < text.size() && text[at] == '\'';
    const std::size_t end =
        std::min(quoted ? text.find('\'', at + 1) : text.find_first_of(" \t\r\n&'", at), text.size());
    text.replace(at, end - at, kHidden);
  }
}

}  // namespace

std::string without(std::string text, std::string_view secret) {
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kHidden.size())) {
    text.replace(at, secret.size(), kHidden);
  }
  return text;
}

std::string without_passwords(std::string_view text) {
  std::string out(text);
  for (const std::string_view scheme : {"postgresql://", "postgres://"}) hide_in_addresses(out, scheme);
  hide_behind(out, "password=");
  return out;
}

}  // namespace perfolio::base
