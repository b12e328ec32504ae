// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "publish/address.h"
#include "sys/clock.h"
#include "sys/http.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::publish {

struct Patience {
  /// Pauses before another try, after a failure that may pass.
  std::vector<std::chrono::seconds> pauses{std::chrono::seconds(1), std::chrono::seconds(4), std::chrono::seconds(9)};
  /// For all waits a server asks for, together.
  std::chrono::seconds limits{600};
};

/// Speaks to one repository of one release host: adds the token, follows a renamed repository, tries again, waits for
/// limits. The token goes to the configured hosts only, and into no text that leaves this class.
class Client {
 public:
  /// Told what goes on, in a cleaned line. A Wait is worth telling also where nobody looks on.
  enum class Progress { Step, Wait };
  using Tell = std::function<void(Progress, const std::string&)>;
  Client(sys::Http& http, sys::Clock& clock, Hosts hosts, std::string repository, std::string token, Patience patience,
         Tell tell);

  /// GET of `path` below the repository. `read` is given the answer of status 200 and may throw CutShort, which is
  /// tried again; it is not called for a 404 or 409, for which false is returned. Anything else is Error{Outside}.
  bool get(const std::string& path, const std::function<void(const sys::HttpAnswer&)>& read);
  /// The same page by page (`per_page` is added); `read` returns false when it has seen enough. At most 100 pages.
  bool get_pages(const std::string& path, const std::function<bool(const sys::HttpAnswer&)>& read);

  /// Sends JSON. Any answer below 500 comes back as it is, after limits were waited for. A failure that may pass is
  /// tried again: only for what does no harm when done twice.
  sys::HttpAnswer write(const std::string& method, const std::string& path, const std::string& json);
  /// Sends once; what comes back may be a failure that leaves open whether it was done.
  sys::HttpAnswer write_once(const std::string& method, const std::string& path, const std::string& json);
  /// The same for an asset's bytes, to the address a release gave. Throws Error{Outside} for a foreign one.
  sys::HttpAnswer upload(const std::string& upload_url, const std::string& name, const std::string& type,
                         std::string_view bytes);
  /// The pause before try number `attempt` (from 1); false when there have been enough.
  bool pause(std::size_t attempt);

  [[nodiscard]] const Hosts& hosts() const { return hosts_; }
  [[nodiscard]] const std::string& repository() const { return repository_; }
  [[nodiscard]] sys::Clock& clock() { return clock_; }
  [[nodiscard]] std::size_t writes() const { return writes_; }

  /// An Error{Outside} that says what failed, how it was answered, and a hint where one helps.
  [[nodiscard]] base::Error error(const std::string& what, const sys::HttpAnswer& answer) const;
  /// A text of the server, safe to print: one line, no token, not endless.
  [[nodiscard]] std::string cleaned(std::string_view text) const;

 private:
  sys::HttpAnswer send(sys::HttpRequest request, const Address& to, bool again);
  sys::HttpAnswer send_followed(sys::HttpRequest request, Address to);
  sys::HttpAnswer send_patiently(const sys::HttpRequest& request, Address to);
  [[nodiscard]] Address address_of(const std::string& path) const;
  void follow(const Address& from, const Address& to);
  void wait(std::chrono::seconds time, const sys::HttpAnswer& answer);
  void pace(const sys::HttpRequest& request);

  sys::Http& http_;
  sys::Clock& clock_;
  Hosts hosts_;
  std::string repository_, token_;
  std::string base_;  ///< path of the repository: "/repos/OWNER/NAME".
  Patience patience_;
  Tell tell_;
  std::chrono::seconds waited_{0};
  std::size_t writes_ = 0;
};

bool is_success(const sys::HttpAnswer& answer);
/// Nobody knows whether the request was carried out.
bool is_open(const sys::HttpAnswer& answer);

/// Reads an answer of success that must be JSON: `read` gets its bytes. Throws Error{Outside} where it is something
/// else.
void read_json(const Client& client, const std::string& what, const sys::HttpAnswer& answer,
               const std::function<void(std::string_view)>& read);

}  // namespace perfolio::publish
