// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Our reader of JSON held against nlohmann/json: the same events in the same order, and the same words for what is
// none.
#include "base/error.h"
#include "formats/json.h"
#include "formats/kept.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <random>

namespace perfolio::test {
namespace {

using formats::JsonEvents;
using formats::Scalar;

/// Writes down what it is told.
class Told final : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;
  std::string all;

 private:
  void on_open(char bracket) override { all += fmt::format("{}{} ", key_here(1), bracket); }
  void on_close() override { all += fmt::format("end {}\n", pointer()); }
  void on_scalar(const Scalar& value) override {
    all += fmt::format("{}={} {:x} {}'{}' ", key_here(), static_cast<int>(value.kind),
                       std::bit_cast<std::uint64_t>(value.number), value.exact ? "" : "rounded ", value.text);
  }
};

using Reader = void (*)(std::string_view, std::size_t, std::size_t, JsonEvents&);

std::string told_by(Reader reader, std::string_view bytes) {
  Kept kept;
  Told told(kept);
  try {
    reader(bytes, 0, bytes.size(), told);
  } catch (const base::Error& error) {
    told.all += fmt::format("\n{}: {} ({})", to_string(error.where()), error.what(), error.hint());
  }
  for (const auto& note : kept.diagnostics) told.all += "\n" + to_string(note.where) + ": " + note.text;
  for (const auto& [reason, n] : kept.left_out) told.all += fmt::format("\n{} x {}", n, reason);
  return told.all;
}

/// Whether both say the same; what they say, where they do not.
testing::AssertionResult read_alike(std::string_view bytes) {
  const std::string ours = told_by(formats::read_json, bytes);
  const std::string theirs = told_by(formats::read_json_by_library, bytes);
  if (ours == theirs) return testing::AssertionSuccess();
  const auto differ = std::ranges::mismatch(ours, theirs).in1 - ours.begin();
  const std::size_t from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, differ - 40));
  return testing::AssertionFailure() << "ours:   " << ours.substr(from, 200)
                                     << "\ntheirs: " << theirs.substr(std::min(from, theirs.size()), 200)
                                     << "\nof: " << bytes.substr(0, 300);
}

/// All of our fixtures, whatever they hold.
std::vector<std::string> fixtures() {
  constexpr std::size_t kLargest = 200'000;
  std::vector<std::string> all;
  for (const char* folder : {"/tests/data", "/samples"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(PERFOLIO_SOURCE_DIR + std::string(folder))) {
      if (entry.is_regular_file() && entry.file_size() <= kLargest) all.push_back(bytes_of(entry.path()));
    }
  }
  return all;
}

bool is_json(std::string_view bytes) { return bytes.substr(formats::text_begin(bytes)).find_first_of("{[") == 0; }

TEST(JsonText, IsReadAsTheLibraryReadsIt) {
  std::size_t n = 0;
  for (const std::string& bytes : fixtures()) {
    EXPECT_TRUE(read_alike(bytes));
    n += is_json(bytes) ? 1 : 0;
  }
  EXPECT_GT(n, 60U);
}

/// Pieces that JSON gives a meaning to, or nearly.
constexpr std::array kPieces = {"\"",
                                "\\",
                                "{",
                                "}",
                                "[",
                                "]",
                                ",",
                                ":",
                                "0",
                                "-",
                                ".",
                                "e",
                                "+",
                                "1e400",
                                "-1e-400",
                                "1E5",
                                "00",
                                "-0",
                                "null",
                                "true",
                                "false",
                                "NaN",
                                "nan",
                                "-Infinity",
                                "inf",
                                "-nan",
                                "\n",
                                "\t",
                                "\x01",
                                "\x7f",
                                "\xc3\xa9",
                                "\xff",
                                "\xed\xa0\x80",
                                "\xf0\x9f\x98\x80",
                                "\\u00e9",
                                "\\ud83d\\ude00",
                                "\\ud83d",
                                "\\u12",
                                "\\x",
                                "//",
                                "/**/",
                                "1,234",
                                "12345678901234567890",
                                "9007199254740993",
                                "-9223372036854775809",
                                "0.1e-7",
                                "\xef\xbb\xbf",
                                "        ",
                                "\"a\":1,\"a\":2"};

/// One small change at a place; the numbers are the engine's own, which are the same everywhere.
std::string changed(std::string bytes, std::mt19937& random) {
  const std::size_t at = bytes.empty() ? 0 : random() % bytes.size();
  switch (random() % 5) {
    case 0:
      bytes.resize(at);
      break;
    case 1:
      bytes.erase(at, 1 + random() % 4);
      break;
    case 2:
      bytes.insert(at, 1, static_cast<char>(random() % 256));
      break;
    default:
      bytes.insert(at, kPieces[random() % kPieces.size()]);
  }
  return bytes;
}

TEST(JsonText, IsRefusedAsTheLibraryRefusesItWhenSomethingOfItIsChanged) {
  std::mt19937 random(7);
  for (const std::string& bytes : fixtures()) {
    if (bytes.size() > 20'000 || !is_json(bytes)) continue;
    for (int i = 0; i < 12; ++i) ASSERT_TRUE(read_alike(changed(changed(bytes, random), random)));
  }
}

TEST(JsonText, IsReadAlikeWhateverItIsMadeOf) {
  std::mt19937 random(11);
  for (int i = 0; i < 8'000; ++i) {
    std::string bytes;
    for (std::size_t n = random() % 12; n > 0; --n) bytes += kPieces[random() % kPieces.size()];
    ASSERT_TRUE(read_alike(bytes));
    ASSERT_TRUE(read_alike("[" + bytes + "]"));
    ASSERT_TRUE(read_alike("{\"a\":" + bytes + "}"));
  }
}

TEST(JsonText, HasTheNumbersOfTheLibraryToTheLastBit) {
  std::mt19937_64 random(3);
  std::string numbers = "[0";
  for (int i = 0; i < 20'000; ++i) {
    const double any = std::bit_cast<double>(random());
    if (std::isfinite(any)) numbers += fmt::format(",{},{:.{}e}", any, any, i % 25);
    const double usual = static_cast<double>(random() % 1'000'000'000) / 1e4;
    numbers +=
        fmt::format(",{},{:.3f},{}e{},{}", usual, usual, random() % 100'000, static_cast<int>(i % 60) - 30, random());
  }
  EXPECT_TRUE(read_alike(numbers + "]"));
  for (const char* number :
       {"-0", "-0.0", "0e9999", "1e309", "-1e309", "4.9e-324", "2e-324", "1e22", "1e23", "9007199254740992",
        "9007199254740993", "0.000000000000000000000000000001", "123456789012345678901234567890.5e-10",
        "18446744073709551615", "18446744073709551616", "-9223372036854775808", "1e999999999999"}) {
    EXPECT_TRUE(read_alike(number)) << number;
  }
}

std::size_t keys_twice(std::string_view text) {
  Kept kept;
  Told told(kept);
  formats::read_json(text, 0, text.size(), told);
  return kept.diagnostics.size();
}

TEST(JsonText, SeesAKeyThatStandsTwiceAlsoWhereObjectsBeforeHadTheSameKeys) {
  EXPECT_EQ(keys_twice(R"([{"a":1,"b":2},{"a":1,"b":2},{"a":1},{"a":1,"b":2,"c":3},{"c":1,"a":2}])"), 0U);
  EXPECT_EQ(keys_twice(R"([{"a":1,"b":2},{"a":1,"b":2},{"a":1,"a":2}])"), 1U);
  EXPECT_EQ(keys_twice(R"([{"a":1,"b":2},{"a":1,"b":2,"a":3},{"b":1,"a":2,"b":3}])"), 2U);
  EXPECT_EQ(keys_twice(R"([{"a":1},{"a":1,"b":2,"c":3},{"a":1,"c":2,"b":3,"c":4},{"c":1,"c":2}])"), 2U);
  std::string many = "[{\"x\":0";
  for (int i = 0; i < 100; ++i) many += fmt::format(",\"k{}\":0", i);
  many += "}," + many.substr(1) + ",\"k7\":1,\"k99\":1}]";
  EXPECT_EQ(keys_twice(many), 2U);
}

}  // namespace
}  // namespace perfolio::test
