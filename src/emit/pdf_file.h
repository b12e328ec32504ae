// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "emit/deflate.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::emit {

/// Objects in, the bytes of a PDF 1.7 out (ISO 32000-1, 7.5): streams are written as they come, and what is no stream
/// is gathered, deflated together, and found by a table that is a stream itself. Nothing but the file is kept.
class PdfFile {
 public:
  explicit PdfFile(Effort effort);
  /// A number for an object that is written now or later, once.
  std::size_t number();
  void object(std::size_t number, std::string_view text);
  /// `keys`: of its dictionary, besides length and filter.
  void stream(std::size_t number, std::string_view keys, std::string_view bytes);
  void deflated_stream(std::size_t number, std::string_view keys, std::string_view deflated);
  /// One that every reader can read.
  void plain_stream(std::size_t number, std::string_view keys, std::string_view bytes);
  /// The file, which ends with this.
  std::string finish(std::size_t root, std::size_t information);

 private:
  struct Entry {
    std::uint8_t kind = 0;    ///< 0: none, 1: at an offset, 2: in an object stream.
    std::uint64_t where = 0;  ///< the offset, or the stream's number.
    std::uint32_t index = 0;  ///< in the stream.
  };
  void flush();
  std::string table() const;

  Effort effort_;
  std::string out_;
  std::vector<Entry> entries_;
  std::string gathered_, places_;
  std::uint32_t count_ = 0;  ///< gathered objects.
  std::size_t stream_ = 0;   ///< number of the object stream to come.
};

/// A text string (7.9.2.2), delimiters included: by bytes where PDF's own letters will do, else UTF-16.
std::string pdf_text(std::string_view utf8);
/// A byte string: a name of a destination, an address.
std::string pdf_bytes(std::string_view bytes);
/// "12 0 R".
std::string pdf_reference(std::size_t number);
/// To 1/100.
std::string pdf_number(double value);

}  // namespace perfolio::emit
