// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/client.h"

#include "base/error.h"
#include "base/text.h"
#include "publish/limit.h"
#include "publish/reading.h"

#include <fmt/format.h>

#include <utility>

namespace perfolio::publish {

namespace {

using std::chrono::seconds;
using sys::HttpAnswer;
using sys::HttpRequest;
using sys::Transport;

constexpr std::size_t kMostHops = 3;
constexpr std::size_t kMostWaits = 5;
constexpr std::size_t kMostPages = 100;
constexpr std::size_t kLongestWords = 300;
/// Many writes in a row are sent a second apart, as the host's rules of use ask.
constexpr std::size_t kBurst = 20;

bool is_passing(const HttpAnswer& answer) {
  return answer.transport == Transport::Dropped || (answer.transport == Transport::Answered && answer.status >= 500);
}

bool is_redirect(int status) { return status == 301 || status == 302 || status == 307 || status == 308; }

std::string media_type(const HttpAnswer& answer) {
  const std::string header = answer.header("content-type");
  return base::to_lower_ascii(base::trim(std::string_view(header).substr(0, header.find(';'))));
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string shortened(std::string text) {
  if (text.size() <= kLongestWords) return text;
  std::size_t end = kLongestWords;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string hint_for(int status) {
  switch (status) {
    case 401:
      return "GITHUB_TOKEN holds no valid token";
    case 403:
      return "the token needs the permission `contents: write`";
    case 404:
      return "there is no such thing, or the token may not see it";
    default:
      return {};
  }
}

/// The address that a Link header names as the next page.
std::string next_page(const std::string& link) {
  for (const std::string_view part : base::split(link, ',')) {
    const auto begin = part.find('<');
    const auto end = part.find('>');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) continue;
    if (part.find("rel=\"next\"", end) != std::string_view::npos)
      return std::string(part.substr(begin + 1, end - begin - 1));
  }
  return {};
}

}  // namespace

bool is_success(const HttpAnswer& answer) {
  return answer.transport == Transport::Answered && answer.status >= 200 && answer.status < 300;
}

bool is_open(const HttpAnswer& answer) { return is_passing(answer); }

Client::Client(sys::Http& http, sys::Clock& clock, Hosts hosts, std::string repository, std::string token,
               Patience patience, Tell tell)
    : http_(http),
      clock_(clock),
      hosts_(std::move(hosts)),
      repository_(std::move(repository)),
      token_(std::move(token)),
      base_("/repos/" + repository_),
      patience_(std::move(patience)),
      tell_(std::move(tell)) {}

// ---- texts ---------------------------------------------------------------------------------------------------------

std::string Client::cleaned(std::string_view text) const {
  std::string out = base::visible(text.substr(0, 20 * kLongestWords));
  // Somebody between here and the host may quote what was sent.
  if (!token_.empty()) replace_all(out, token_, "***");
  return shortened(out);
}

base::Error Client::error(const std::string& what, const HttpAnswer& answer) const {
  std::string why = answer.trouble;
  std::string hint;
  if (answer.transport == Transport::Answered) {
    const std::string words = complaint_in(answer.body).message;
    why = fmt::format("{} answered {}{}", hosts_.api.host, answer.status, words.empty() ? "" : ": " + words);
    hint = hint_for(answer.status);
  }
  return {base::Fault::Outside, {}, what + ": " + cleaned(why), hint};
}

void read_json(const Client& client, const std::string& what, const HttpAnswer& answer,
               const std::function<void(std::string_view)>& read) {
  const auto wrong = [&](const std::string& why) {
    throw base::Error(base::Fault::Outside, {}, what + ": " + client.cleaned(why),
                      "is something between here and " + client.hosts().api.host + " that answers in its place?");
  };
  if (!is_success(answer)) throw client.error(what, answer);
  const std::string type = media_type(answer);
  if (answer.body.empty()) wrong(fmt::format("the answer {} is empty where JSON is due", answer.status));
  if (type != "application/json" && !type.ends_with("+json")) wrong("the answer is '" + type + "' where JSON is due");
  try {
    read(answer.body);
  } catch (const base::Error& error) {
    wrong(error.what());
  }
}

// ---- sending -------------------------------------------------------------------------------------------------------

Address Client::address_of(const std::string& path) const {
  Address address = hosts_.api;
  address.path += base_ + path;
  return address;
}

/// A renamed repository answers by its number: what was learnt once is not asked for again.
void Client::follow(const Address& from, const Address& to) {
  const std::string old = hosts_.api.path + base_;
  if (!from.path.starts_with(old)) return;
  const std::string rest = from.path.substr(old.size());
  if (!to.path.starts_with(hosts_.api.path + "/") || !to.path.ends_with(rest)) return;
  base_ = to.path.substr(hosts_.api.path.size(), to.path.size() - hosts_.api.path.size() - rest.size());
}

HttpAnswer Client::send_followed(HttpRequest request, Address to) {
  for (std::size_t hop = 0;; ++hop) {
    request.url = to.origin() + to.path;
    HttpAnswer answer = http_.send(request);
    if (answer.transport != Transport::Answered || !is_redirect(answer.status)) return answer;
    std::string location = answer.header("location");
    if (location.starts_with('/') && !location.starts_with("//")) location = to.origin() + location;
    const auto next = parse_address(location);
    if (!next || !next->same_origin(to)) {
      throw base::Error(base::Fault::Outside, {},
                        fmt::format("{} sends on to another host, which is not followed", to.host));
    }
    if (hop == kMostHops) throw base::Error(base::Fault::Outside, {}, to.host + " sends from one address to the next");
    follow(to, *next);
    to = *next;
  }
}

void Client::wait(seconds time, const HttpAnswer& answer) {
  if (waited_ + time > patience_.limits) {
    const std::string until = base::to_rfc3339(clock_.now() + std::min(time, seconds(1'000'000'000)));
    throw base::Error(
        base::Fault::Outside, {},
        fmt::format("{} sets a limit until {} (answer {})", hosts_.api.host, until, answer.status),
        fmt::format("--max-wait SECONDS waits longer than {} s in all; or try again then", patience_.limits.count()));
  }
  waited_ += time;
  tell_(Progress::Wait, fmt::format("{} sets a limit: waiting {} s", hosts_.api.host, time.count()));
  clock_.sleep(time);
}

/// One request until its answer is no limit any more.
HttpAnswer Client::send_patiently(const HttpRequest& request, Address to) {
  for (std::size_t waits = 0;; ++waits) {
    HttpAnswer answer = send_followed(request, to);
    const auto asked = answer.transport == Transport::Answered ? wait_asked(answer, clock_.now()) : std::nullopt;
    if (!asked) return answer;
    if (waits == kMostWaits) throw error("the limit does not end", answer);
    wait(*asked, answer);
  }
}

void Client::pace(const HttpRequest& request) {
  if (request.method != "GET" && ++writes_ > kBurst) clock_.sleep(seconds(1));
}

bool Client::pause(std::size_t attempt) {
  if (attempt == 0 || attempt > patience_.pauses.size()) return false;
  clock_.sleep(patience_.pauses[attempt - 1]);
  return true;
}

HttpAnswer Client::send(HttpRequest request, const Address& to, bool again) {
  if (!hosts_.allow(to))
    throw base::Error(base::Fault::Outside, {}, "a request to a host that is not the configured one");
  request.headers.emplace_back("Accept: application/vnd.github+json");
  request.headers.emplace_back("X-GitHub-Api-Version: 2022-11-28");
  if (!token_.empty()) request.headers.push_back("Authorization: Bearer " + token_);
  pace(request);
  for (std::size_t attempt = 1;; ++attempt) {
    HttpAnswer answer = send_patiently(request, to);
    if (!again || !is_passing(answer)) return answer;
    tell_(Progress::Step, fmt::format("{}: {}", request.method,
                                      answer.transport == Transport::Answered ? fmt::format("answer {}", answer.status)
                                                                              : cleaned(answer.trouble)));
    if (!pause(attempt)) return answer;
  }
}

// ---- what callers say ----------------------------------------------------------------------------------------------

bool Client::get(const std::string& path, const std::function<void(const HttpAnswer&)>& read) {
  for (std::size_t attempt = 1;; ++attempt) {
    const HttpAnswer answer = send({"GET", {}, {}, {}}, address_of(path), true);
    // 409: of a repository without any commit.
    if (answer.transport == Transport::Answered && (answer.status == 404 || answer.status == 409)) return false;
    if (!is_success(answer)) throw error("cannot read " + cleaned(path), answer);
    try {
      read_json(*this, "cannot read " + cleaned(path), answer, [&](std::string_view) { read(answer); });
      return true;
    } catch (const CutShort&) {
      if (!pause(attempt))
        throw base::Error(base::Fault::Outside, {}, "cannot read " + cleaned(path) + ": the answer is cut short");
    }
  }
}

bool Client::get_pages(const std::string& path, const std::function<bool(const HttpAnswer&)>& read) {
  std::string at = path + "?per_page=100";
  for (std::size_t page = 1; page <= kMostPages; ++page) {
    bool more = false;
    std::string link;
    if (!get(at, [&](const HttpAnswer& answer) {
          more = read(answer);
          link = next_page(answer.header("link"));
        })) {
      return page > 1;
    }
    if (!more || link.empty()) return true;
    const auto next = parse_address(link);
    // Only what changes from page to page is taken from the server.
    const auto query = next ? next->path.find('?') : std::string::npos;
    if (!next || !next->same_origin(hosts_.api) || query == std::string::npos) {
      throw base::Error(base::Fault::Outside, {},
                        "cannot read " + cleaned(path) + ": the next page is at no address of this host");
    }
    at = path + next->path.substr(query);
  }
  return true;
}

HttpAnswer Client::write(const std::string& method, const std::string& path, const std::string& json) {
  return send({method, {}, {"Content-Type: application/json"}, json}, address_of(path), true);
}

HttpAnswer Client::write_once(const std::string& method, const std::string& path, const std::string& json) {
  return send({method, {}, {"Content-Type: application/json"}, json}, address_of(path), false);
}

HttpAnswer Client::upload(const std::string& upload_url, const std::string& name, const std::string& type,
                          std::string_view bytes) {
  // A template of RFC 6570: "https://.../assets{?name,label}".
  auto to = parse_address(std::string_view(upload_url).substr(0, upload_url.find('{')));
  if (!to || !hosts_.allow(*to) || to->path.find('?') != std::string::npos) {
    throw base::Error(base::Fault::Outside, {},
                      "the release's upload address is none of the configured host: " + cleaned(upload_url));
  }
  to->path += "?name=" + percent_encoded(name);
  return send({"POST", {}, {"Content-Type: " + type}, bytes}, *to, false);
}

}  // namespace perfolio::publish
