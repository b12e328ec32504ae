// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What scripts/fuzz once found stays fixed, also where there is no fuzzer.
#include "fuzz/promises.h"

#include "formats/kept.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace perfolio::test {
namespace {

std::filesystem::path data() { return std::filesystem::path(PERFOLIO_SOURCE_DIR) / "tests/data"; }

TEST(Fuzz, KnowsTheTargetOfEachFinding) {
  const auto targets = fuzz_targets();
  for (const auto& folder : std::filesystem::directory_iterator(data() / "fuzz")) {
    EXPECT_NE(std::ranges::find(targets, folder.path().filename().string()), targets.end()) << folder.path();
  }
}

TEST(Fuzz, FindsNothingAgain) {
  for (const std::string& target : fuzz_targets()) {
    const auto folder = data() / "fuzz" / target;
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      EXPECT_EQ(broken_promise(target, bytes_of(file.path())), "") << file.path();
    }
  }
}

/// Cheap, and what the fuzzer begins with: each fixture, fed to each target.
TEST(Fuzz, FindsNothingInTheFixturesOfOthers) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(data() / "formats")) {
    if (!file.is_regular_file()) continue;
    const std::string bytes = bytes_of(file.path());
    for (const std::string& target : fuzz_targets()) {
      EXPECT_EQ(broken_promise(target, bytes), "") << file.path() << " fed to " << target;
    }
  }
}

/// What a slip in a description or a damaged output does: a byte of either changed, many times over.
TEST(Fuzz, FindsNothingInDescriptionsAndOutputsOfWhichAByteIsChanged) {
  constexpr std::size_t kChanges = 120;
  const std::string bytes = "\"{[,:0-\\\n\x1d\xff\0|/*^$";
  std::size_t fed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data() / "described")) {
    if (!entry.is_regular_file() || entry.path().extension() == ".reading") continue;
    const std::string name = entry.path().parent_path().filename().string();
    const auto description = data().parent_path().parent_path() / "formats" / (name + ".format.json");
    const std::string whole = bytes_of(description) + '\x1d' + bytes_of(entry.path());
    for (std::size_t i = 0; i < kChanges; ++i, ++fed) {
      // The first half in the description, which is the smaller part.
      const std::size_t end = i < kChanges / 2 ? whole.find('\x1d') : whole.size();
      std::string changed = whole;
      changed[(i * 7919 + i * i * 104729) % end] = bytes[i % bytes.size()];
      EXPECT_EQ(broken_promise("described", changed), "") << name << ", change " << i;
    }
  }
  EXPECT_GT(fed, 30 * kChanges);
}

/// Beginnings without their end, and other pieces that invite a reader to look again and again at what is behind or
/// before them.
const std::vector<std::string>& worst_pieces() {
  static const std::vector<std::string> kPieces = {"test a ... bench: ",
                                                   "test a ... bench: \n",
                                                   "a    time:   [",
                                                   "a    time:   [\n",
                                                   "time: [1 ns 2 ns 3 ns\n",
                                                   "Benchmark",
                                                   "BenchmarkA-2 \t1\t",
                                                   "BenchmarkA-2\n",
                                                   "Benchmarking a\n",
                                                   "{\"a\":",
                                                   "[",
                                                   "[\n",
                                                   "{",
                                                   "\"",
                                                   "\\\"",
                                                   "{\"benchmarks\":[",
                                                   "{\"a\":1}\n",
                                                   "{\"a\":1},",
                                                   "[1,",
                                                   "\"a\":1,",
                                                   "{\"Action\":\"output\",\"Output\":\"a\"}\n",
                                                   "<a>",
                                                   "<a ",
                                                   "<![CDATA[",
                                                   "<!--",
                                                   "<?xml version=\"1.0\"?>\n<Catch2TestRun>",
                                                   "<Catch",
                                                   "-----\n",
                                                   "....\n",
                                                   "a x 1 ops/sec ",
                                                   "a x 1 ops/sec \n",
                                                   "\x1b[",
                                                   "\x1b",
                                                   "\r",
                                                   " \r",
                                                   "\n",
                                                   " ",
                                                   "\t",
                                                   "a,",
                                                   ",\n",
                                                   "\"a\",\n",
                                                   "|",
                                                   "|---",
                                                   "| a | b |\n",
                                                   "1",
                                                   "1,234",
                                                   "@",
                                                   "a@b ",
                                                   "window.BENCHMARK_DATA = ",
                                                   "=",
                                                   ";",
                                                   "N",
                                                   "NaN,",
                                                   "-",
                                                   "\xff",
                                                   "\xef\xbb\xbf",
                                                   "[info] ",
                                                   "# ",
                                                   "2026-02-20T12:00:00.1234567Z ",
                                                   std::string(1, '\0')};
  return kPieces;
}

std::string repeated(const std::string& piece, std::size_t size) {
  std::string text;
  text.reserve(size + piece.size());
  while (text.size() < size) text += piece;
  return text;
}

/// The sanitizers make all of it some ten times slower.
#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kMuch = std::size_t{1} << 19;
#else
constexpr std::size_t kMuch = std::size_t{2} << 20;
#endif

/// A reader that looks at all of them for each of them would need hours: the time allowed for a test ends it.
class Megabytes : public testing::TestWithParam<std::string> {};

TEST_P(Megabytes, OfOnePieceAreReadToTheirEnd) {
  for (const std::string& piece : worst_pieces()) {
    EXPECT_EQ(broken_promise(GetParam(), repeated(piece, kMuch)), "") << piece;
  }
}

std::vector<std::string> fixtures_of(const std::string& target) {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::recursive_directory_iterator(data() / "formats")) {
    const std::string folder = *file.path().lexically_relative(data() / "formats").begin();
    if (file.is_regular_file() && target.starts_with(folder)) files.push_back(bytes_of(file.path()));
  }
  return files;
}

TEST_P(Megabytes, OfOneLineOfAFixtureAreReadToTheirEnd) {
  constexpr std::size_t kLinesAsked = 6;
  for (const std::string& bytes : fixtures_of(GetParam())) {
    for (std::size_t part = 1; part <= kLinesAsked; ++part) {
      const std::size_t begin = bytes.rfind('\n', bytes.size() * part / (kLinesAsked + 1)) + 1;
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
      const std::string text = bytes.substr(0, begin) + repeated(bytes.substr(begin, end - begin), kMuch / 4);
      EXPECT_EQ(broken_promise(GetParam(), text), "") << text.substr(begin, 200);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Megabytes, testing::ValuesIn(fuzz_targets()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace perfolio::test
