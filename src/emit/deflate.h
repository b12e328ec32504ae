// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace perfolio::emit {

/// How hard to try. A document that is sent around is worth twelve times the time for a tenth of its bytes; one of two
/// hundred pages is not.
enum class Effort { Small, Middle, Large };

/// The bytes in the zlib format (RFC 1950). Beyond a megabyte they are Large, whatever is wanted.
std::string deflated(std::string_view bytes, Effort effort);

/// The same of bytes that come in parts and are not kept: the first megabytes of them are, and deflated like any
/// others where no more come. What is larger is deflated as it comes, faster and to somewhat more bytes.
class DeflateStream {
 public:
  explicit DeflateStream(Effort effort);
  ~DeflateStream();
  DeflateStream(const DeflateStream&) = delete;
  DeflateStream& operator=(const DeflateStream&) = delete;
  void write(std::string_view bytes);
  /// All of them deflated; ends the stream.
  std::string finish();
  /// Bytes written.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct State;
  Effort effort_;
  std::string kept_;
  std::size_t size_ = 0;
  std::unique_ptr<State> state_;  ///< null: all are kept.
};

}  // namespace perfolio::emit
