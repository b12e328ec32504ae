// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/postgresql_values.h"

#include "base/error.h"

#include <bit>
#include <cmath>
#include <limits>

namespace perfolio::sys {

namespace {

/// Numbers of built-in types, which never change (src/include/catalog/pg_type.dat of PostgreSQL).
enum Type : std::uint32_t { kInt4 = 23, kText = 25, kFloat8 = 701 };

constexpr std::int64_t kSecondsTo2000 = 946684800;  // from 1970; the server counts from 2000
constexpr std::int64_t kMicroseconds = 1000000;

[[noreturn]] void unexpected() {
  throw base::Error(base::Fault::Outside, {}, "the database sends a value of another type than it was asked for");
}

/// Takes an answer apart, never beyond its end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  template <typename T>
  T number() {
    if (rest_.size() < sizeof(T)) unexpected();
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }
  std::string_view bytes(std::size_t n) {
    if (rest_.size() < n) unexpected();
    const std::string_view found = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return found;
  }

 private:
  std::string_view rest_;
};

std::int64_t integer_in(std::string_view bytes) {
  Bytes in(bytes);
  if (bytes.size() == 8) return in.number<std::int64_t>();
  if (bytes.size() == 4) return in.number<std::int32_t>();
  if (bytes.size() == 2) return in.number<std::int16_t>();
  unexpected();
}

double double_in(std::string_view bytes) { return std::bit_cast<double>(Bytes(bytes).number<std::uint64_t>()); }

/// Follows an array of one dimension, or of none: dimensions, whether any is null, type; length and first index; then
/// for each element its bytes, or -1.
template <typename Take, typename Null>
void each_element(std::string_view array, const Take& take, const Null& null) {
  Bytes in(array);
  const auto dimensions = in.number<std::int32_t>();
  in.bytes(8);
  if (dimensions == 0) return;
  if (dimensions != 1) unexpected();
  const auto n = in.number<std::int32_t>();
  in.bytes(4);
  for (std::int32_t i = 0; i < n; ++i) {
    const auto size = in.number<std::int32_t>();
    if (size < 0) {
      null();
    } else {
      take(in.bytes(static_cast<std::size_t>(size)));
    }
  }
}

std::size_t elements_of(std::string_view array) { return array.size() < 20 ? 0 : (array.size() - 20) / 4; }

void append(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void append_size(std::string& out, std::size_t size) { append(out, size, 4); }

/// Head of an array of one dimension; an empty one has none.
void append_array_head(std::string& out, std::uint32_t type, std::size_t n, bool nulls) {
  append(out, n == 0 ? 0 : 1, 4);
  append(out, nulls ? 1 : 0, 4);
  append(out, type, 4);
  if (n == 0) return;
  append(out, n, 4);
  append(out, 1, 4);
}

/// Sets the length in front of what was written since `at`.
void close_field(std::string& out, std::size_t at) {
  const std::size_t size = out.size() - at - 4;
  for (std::size_t i = 0; i < 4; ++i) out[at + i] = static_cast<char>(size >> (8 * (3 - i)) & 0xFF);
}

}  // namespace

std::string_view SqlRow::text(std::size_t i) const { return cells_[i].bytes; }

std::int64_t SqlRow::integer(std::size_t i) const { return cells_[i].null ? 0 : integer_in(cells_[i].bytes); }

bool SqlRow::truth(std::size_t i) const { return !cells_[i].bytes.empty() && cells_[i].bytes[0] != 0; }

std::vector<double> SqlRow::numbers(std::size_t i) const {
  std::vector<double> out;
  if (cells_[i].null) return out;
  out.reserve(elements_of(cells_[i].bytes));
  each_element(
      cells_[i].bytes, [&](std::string_view bytes) { out.push_back(double_in(bytes)); },
      [&] { out.push_back(std::numeric_limits<double>::quiet_NaN()); });
  return out;
}

std::vector<std::int64_t> SqlRow::integers(std::size_t i) const {
  std::vector<std::int64_t> out;
  if (cells_[i].null) return out;
  out.reserve(elements_of(cells_[i].bytes));
  each_element(
      cells_[i].bytes, [&](std::string_view bytes) { out.push_back(integer_in(bytes)); }, [] { unexpected(); });
  return out;
}

std::vector<std::string> SqlRow::texts(std::size_t i) const {
  std::vector<std::string> out;
  if (cells_[i].null) return out;
  each_element(cells_[i].bytes, [&](std::string_view bytes) { out.emplace_back(bytes); }, [&] { out.emplace_back(); });
  return out;
}

void SqlRowWriter::begin(std::size_t fields) { append(bytes_, fields, 2); }

void SqlRowWriter::null() { append(bytes_, 0xFFFFFFFF, 4); }

void SqlRowWriter::truth(bool value) {
  append_size(bytes_, 1);
  bytes_ += value ? '\1' : '\0';
}

void SqlRowWriter::integer(std::int64_t value) {
  append_size(bytes_, 8);
  append(bytes_, static_cast<std::uint64_t>(value), 8);
}

void SqlRowWriter::small_integer(std::int32_t value) {
  append_size(bytes_, 4);
  append(bytes_, static_cast<std::uint32_t>(value), 4);
}

void SqlRowWriter::text(std::string_view value) {
  append_size(bytes_, value.size());
  bytes_ += value;
}

void SqlRowWriter::moment(const std::optional<base::Time>& time) {
  if (!time) return null();
  integer((std::int64_t{time->time_since_epoch().count()} - kSecondsTo2000) * kMicroseconds);
}

void SqlRowWriter::numbers(std::span<const double> values) {
  bool nulls = false;
  for (const double value : values) nulls = nulls || std::isnan(value);
  const std::size_t at = bytes_.size();
  append_size(bytes_, 0);
  append_array_head(bytes_, kFloat8, values.size(), nulls);
  for (const double value : values) {
    if (std::isnan(value)) {
      null();
    } else {
      integer(static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value)));
    }
  }
  close_field(bytes_, at);
}

void SqlRowWriter::small_integers(std::span<const std::int32_t> values) {
  const std::size_t at = bytes_.size();
  append_size(bytes_, 0);
  append_array_head(bytes_, kInt4, values.size(), false);
  for (const std::int32_t value : values) small_integer(value);
  close_field(bytes_, at);
}

void SqlRowWriter::texts(std::span<const std::string> values) {
  const std::size_t at = bytes_.size();
  append_size(bytes_, 0);
  append_array_head(bytes_, kText, values.size(), false);
  for (const std::string& value : values) text(value);
  close_field(bytes_, at);
}

}  // namespace perfolio::sys
