// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Values in PostgreSQL's binary form: numbers have the other end first than here.
namespace perfolio::sys {

/// One row of an answer. A column that holds something else than it is asked for throws Error{Outside}. Texts are views
/// into the answer; of an answer asked for as text every column is one.
class SqlRow {
 public:
  struct Cell {
    std::string_view bytes;
    bool null = true;
  };
  explicit SqlRow(std::vector<Cell> cells) : cells_(std::move(cells)) {}
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] bool is_null(std::size_t i) const { return cells_[i].null; }
  [[nodiscard]] std::string_view text(std::size_t i) const;        ///< empty for null.
  [[nodiscard]] std::int64_t integer(std::size_t i) const;         ///< 0 for null; of any width.
  [[nodiscard]] bool truth(std::size_t i) const;                   ///< false for null.
  [[nodiscard]] std::vector<double> numbers(std::size_t i) const;  ///< NaN for null in it; empty for null.
  [[nodiscard]] std::vector<std::int64_t> integers(std::size_t i) const;
  [[nodiscard]] std::vector<std::string> texts(std::size_t i) const;

 private:
  std::vector<Cell> cells_;
};

/// Writes rows for COPY in binary form.
class SqlRowWriter {
 public:
  void begin(std::size_t fields);
  void null();
  void truth(bool value);
  void integer(std::int64_t value);        ///< BIGINT
  void small_integer(std::int32_t value);  ///< INTEGER
  void text(std::string_view value);
  void moment(const std::optional<base::Time>& time);  ///< TIMESTAMP WITH TIME ZONE
  void numbers(std::span<const double> values);        ///< DOUBLE PRECISION[]; NaN becomes null.
  void small_integers(std::span<const std::int32_t> values);
  void texts(std::span<const std::string> values);
  [[nodiscard]] std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace perfolio::sys
