// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/http.h"

#include "base/error.h"
#include "base/text.h"
#include "sys/environment.h"

#include <curl/curl.h>

#include <array>

namespace perfolio::sys {

namespace {

constexpr std::size_t kLargestAnswer = std::size_t{16} << 20;
constexpr std::size_t kLargestHeaders = std::size_t{256} << 10;
constexpr long kConnectSeconds = 30;
/// Slower than this many bytes a second for this long is a connection that hangs.
constexpr long kSlowest = 64;
constexpr long kSlowestFor = 60;
constexpr long kLongest = 1800;

/// Once for the process; libcurl wants it before any thread of ours.
void start_library() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw base::Error(base::Fault::Outside, {}, "libcurl cannot be started");
}

/// What has arrived of an answer.
struct Arriving {
  HttpAnswer answer;
  std::size_t header_bytes = 0;
  std::string beyond;  ///< which limit it went beyond.
};

std::size_t take_body(const char* data, std::size_t, std::size_t size, void* target) {
  auto& arriving = *static_cast<Arriving*>(target);
  if (arriving.answer.body.size() + size > kLargestAnswer) {
    arriving.beyond = "the answer is larger than 16 MiB";
    return 0;
  }
  arriving.answer.body.append(data, size);
  return size;
}

std::size_t take_header(const char* data, std::size_t, std::size_t size, void* target) {
  auto& arriving = *static_cast<Arriving*>(target);
  arriving.header_bytes += size;
  if (arriving.header_bytes > kLargestHeaders) {
    arriving.beyond = "the answer's headers are larger than 256 KiB";
    return 0;
  }
  const std::string_view line(data, size);
  // A status line: an interim answer (100) came before this one.
  if (line.starts_with("HTTP/")) arriving.answer.headers.clear();
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    arriving.answer.headers[base::to_lower_ascii(line.substr(0, colon))] = base::trim(line.substr(colon + 1));
  }
  return size;
}

/// Failures that another try will not mend.
bool is_lasting(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_WRITE_ERROR:
    case CURLE_OUT_OF_MEMORY:
      return true;
    default:
      return false;
  }
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void add(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

List header_list(const HttpRequest& request) {
  List list;
  for (const std::string& header : request.headers) add(list, header);
  // Waiting for leave to send a body gains nothing, and some servers never give it.
  add(list, "Expect:");
  if (request.body.empty()) add(list, "Content-Type:");
  return list;
}

}  // namespace

struct CurlHttp::State {
  struct Free {
    void operator()(CURL* made) const { curl_easy_cleanup(made); }
  };
  std::unique_ptr<CURL, Free> handle;
  std::string user_agent, authorities;

  template <typename Value>
  void set(CURLoption option, Value value) {
    // Each is one this program relies on, TLS above all: none may fail silently.
    if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) {
      throw base::Error(base::Fault::Outside, {}, "libcurl refuses an option");
    }
  }
  void set_up();
  void set_request(const HttpRequest& request, curl_slist* headers);
};

/// Everything that is the same for each request.
void CurlHttp::State::set_up() {
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!authorities.empty()) set(CURLOPT_CAINFO, authorities.c_str());
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_LOW_SPEED_LIMIT, kSlowest);
  set(CURLOPT_LOW_SPEED_TIME, kSlowestFor);
  set(CURLOPT_TIMEOUT, kLongest);
  set(CURLOPT_USERAGENT, user_agent.c_str());
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_HEADERFUNCTION, take_header);
  // What a proxy says while a tunnel is made is no part of the answer.
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void CurlHttp::State::set_request(const HttpRequest& request, curl_slist* headers) {
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_HTTPHEADER, headers);
  // Through a proxy, plain http would show what it carries.
  if (request.url.starts_with("http:")) set(CURLOPT_PROXY, "");
  if (request.method == "GET") {
    set(CURLOPT_HTTPGET, 1L);
    return;
  }
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

CurlHttp::CurlHttp(const std::string& user_agent) : state_(std::make_unique<State>()) {
  start_library();
  state_->handle.reset(curl_easy_init());
  if (!state_->handle) throw base::Error(base::Fault::Outside, {}, "libcurl cannot be started");
  state_->user_agent = user_agent;
  state_->authorities = variable("SSL_CERT_FILE");
}

CurlHttp::~CurlHttp() = default;

HttpAnswer CurlHttp::send(const HttpRequest& request) {
  CURL* handle = state_->handle.get();
  curl_easy_reset(handle);  // connections stay
  state_->set_up();
  const List headers = header_list(request);
  state_->set_request(request, headers.get());
  Arriving arriving;
  std::array<char, CURL_ERROR_SIZE> words{};
  state_->set(CURLOPT_WRITEDATA, &arriving);
  state_->set(CURLOPT_HEADERDATA, &arriving);
  state_->set(CURLOPT_ERRORBUFFER, words.data());
  const CURLcode code = curl_easy_perform(handle);
  HttpAnswer& answer = arriving.answer;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  if (code == CURLE_OK) return std::move(answer);
  answer.transport = is_lasting(code) || !arriving.beyond.empty() ? Transport::Refused : Transport::Dropped;
  answer.trouble = !arriving.beyond.empty() ? arriving.beyond
                   : words[0] != '\0'       ? words.data()
                                            : curl_easy_strerror(code);
  return std::move(answer);
}

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::optional<base::Time> http_date(const std::string& text) {
  const time_t seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return base::Time(std::chrono::seconds(seconds));
}

}  // namespace perfolio::sys
