// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::sys {

struct HttpRequest {
  std::string method;                ///< GET, POST, PATCH or DELETE.
  std::string url;                   ///< http or https.
  std::vector<std::string> headers;  ///< "Name: value", without line ends.
  std::string_view body;             ///< must live until the answer is there.
};

/// What became of a request on the way.
enum class Transport {
  Answered,  ///< there is a whole answer.
  Dropped,   ///< no whole answer: nobody there, reset, torn, too slow. Another try may do.
  Refused,   ///< never will: no trust in the certificate, an answer beyond the limits, no valid address.
};

struct HttpAnswer {
  Transport transport = Transport::Answered;
  std::string trouble;  ///< why, unless Answered; one line.
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case; of several the last.
  std::string body;
  /// Empty where there is no such header.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// Sends one request and waits for its answer, never following it elsewhere. An interface, so that tests can answer.
class Http {
 public:
  virtual ~Http() = default;
  virtual HttpAnswer send(const HttpRequest& request) = 0;
};

/// With libcurl. TLS certificates are always verified, against the system's authorities and those of SSL_CERT_FILE;
/// nothing turns that off. An answer of more than 16 MiB, or of headers beyond 256 KiB, is Refused while it arrives.
class CurlHttp final : public Http {
 public:
  explicit CurlHttp(const std::string& user_agent);
  ~CurlHttp() override;
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;
  HttpAnswer send(const HttpRequest& request) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The moment a header such as Date or Retry-After names ("Wed, 21 Oct 2026 07:28:00 GMT").
std::optional<base::Time> http_date(const std::string& text);

}  // namespace perfolio::sys
