// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Every description in formats/ against the outputs in tests/data/described/NAME/, each beside what is to be read of
// it.
#include "formats/shipped.h"

#include "base/text.h"
#include "formats/gate.h"
#include "formats/plain.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace perfolio::test {
namespace {

namespace fs = std::filesystem;

fs::path outputs() { return source_folder() / "tests/data/described"; }
const std::string kReading = ".reading";

bool updates() { return std::getenv("PERFOLIO_UPDATE_GOLDEN") != nullptr; }

void expect_golden(const fs::path& path, const std::string& text) {
  const std::string before = bytes_of(path);
  if (updates() && before != text) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(before, text) << path;
}

/// Outputs of that tool, without their readings.
std::vector<fs::path> outputs_of(const std::string& name) {
  std::vector<fs::path> files;
  if (!fs::exists(outputs() / name)) return files;
  for (const auto& entry : fs::directory_iterator(outputs() / name)) {
    if (!entry.path().string().ends_with(kReading)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string text_of(const fs::path& path) {
  const std::string bytes = bytes_of(path);
  return formats::as_written(bytes).value_or(bytes);
}

/// The reading of an output, or why there is none.
std::string reading_of(const formats::DescribedFormat& format, const std::string& bytes) {
  formats::Listing listing;
  formats::Gate gate(listing);
  try {
    format.read(bytes, gate);
  } catch (const base::Error& error) {
    return fmt::format("{}refused: {}: {}\n", listing.text(), base::to_string(error.where()), error.what());
  }
  return listing.text();
}

/// All formats that take the bytes for theirs, sure or not.
std::set<std::string> claims(const std::string& bytes) {
  const std::string head = bytes.substr(0, formats::kSniffBytes);
  std::set<std::string> names;
  for (const formats::Format* format : formats::all_formats()) {
    if (format->sniff(head) != formats::Match::No) names.emplace(format->name);
  }
  for (const formats::DescribedFormat* format : all_known().described()) {
    if (format->sniff(head) != formats::Match::No) names.insert(format->name());
  }
  return names;
}

TEST(Shipped, EachDescriptionIsCalledAsItsFileAndSaysWhatItReads) {
  ASSERT_EQ(all_known().described().size(), shipped_files().size());
  EXPECT_GE(shipped_files().size(), 2U);
  for (const formats::DescriptionFile& file : shipped_files()) {
    const formats::DescribedFormat format(file.bytes);
    EXPECT_EQ(format.name() + ".format.json", file.path);
    EXPECT_NE(format.description().what, "") << file.path;
    EXPECT_NE(format.description().counts, "") << file.path;
    EXPECT_NE(format.description().from, "") << file.path;
  }
}

TEST(Shipped, EachOutputIsReadAsItsReadingSays) {
  for (const formats::DescribedFormat* format : all_known().described()) {
    const auto files = outputs_of(format->name());
    EXPECT_FALSE(files.empty()) << "no output of " << format->name();
    for (const fs::path& file : files) expect_golden(file.string() + kReading, reading_of(*format, text_of(file)));
  }
}

TEST(Shipped, EachOutputIsRecognisedByItsFormatAndByNoOther) {
  for (const formats::DescribedFormat* format : all_known().described()) {
    for (const fs::path& file : outputs_of(format->name())) {
      const std::string text = text_of(file);
      if (format->description().named) {
        EXPECT_TRUE(claims(text).empty()) << file;
        continue;
      }
      EXPECT_EQ(claims(text), std::set<std::string>{format->name()}) << file;
      EXPECT_EQ(all_known().recognised(text).name, format->name());
    }
  }
}

/// Only the first 64 KiB are asked, and what stands behind the rows of a long run is not among them.
TEST(Shipped, WhatStandsBehindManyRowsIsNotNeededToRecogniseThem) {
  const std::map<std::string, std::string> ends = {{"iperf3", "\"end\": {"},
                                                   {"tatami-ng", "],\"cpu\""},
                                                   {"benchee", "\"statistics\""},
                                                   {"criterion-haskell", "\"reportKDEs\""},
                                                   {"tinybench-flat", "\"throughput\""},
                                                   {"deno", "\"text\""},
                                                   {"benny", "\"standardDeviation\""},
                                                   {"fio", "\"write\""}};
  for (const auto& [name, end] : ends) {
    for (const fs::path& file : outputs_of(name)) {
      const std::string text = text_of(file);
      EXPECT_EQ(claims(text.substr(0, text.find(end))), std::set<std::string>{name}) << file;
    }
  }
}

TEST(Shipped, EachFolderOfOutputsHasADescription) {
  for (const auto& folder : fs::directory_iterator(outputs())) {
    const std::string name = folder.path().filename().string();
    EXPECT_TRUE(fs::exists(source_folder() / "formats" / (name + ".format.json"))) << name;
  }
}

TEST(Shipped, NoDescriptionTakesAFixtureOfAReaderForItsOwn) {
  std::size_t asked = 0;
  for (const auto& entry : fs::recursive_directory_iterator(source_folder() / "tests/data/formats")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = text_of(entry.path());
    ++asked;
    for (const formats::DescribedFormat* format : all_known().described()) {
      EXPECT_EQ(format->sniff(text.substr(0, formats::kSniffBytes)), formats::Match::No)
          << entry.path() << " is taken for " << format->name();
    }
  }
  EXPECT_GT(asked, 60U);
}

/// The rows of the table in docs/formats.md.
std::string table() {
  std::string rows;
  for (const formats::DescribedFormat* format : all_known().described()) {
    std::string aliases;
    for (const std::string& alias : format->aliases()) aliases += (aliases.empty() ? "`" : ", `") + alias + "`";
    const formats::Description& d = format->description();
    rows += fmt::format("| `{}` | {} | {} | {} | {} |\n", d.name, aliases, d.what, d.counts, d.from);
  }
  return rows;
}

TEST(Shipped, TheTableOfTheDocumentationIsThatOfTheDescriptions) {
  const fs::path path = source_folder() / "docs/formats.md";
  const std::string page = bytes_of(path);
  const std::string head =
      "| name | aliases | what is read | what counts | sample |\n| --- | --- | --- | --- | --- |\n";
  const std::size_t begin = page.find(head);
  ASSERT_NE(begin, std::string::npos);
  const std::size_t end = page.find("\n\n", begin) + 1;
  expect_golden(path, page.substr(0, begin + head.size()) + table() + page.substr(end));
}

std::string refusal_by(const std::string& name, const std::string& bytes) {
  try {
    Kept kept;
    all_known().named(name).file->read(bytes, kept);
  } catch (const base::Error& error) {
    return base::to_string(error.where()) + ": " + error.what();
  }
  return {};
}

/// As bench-node 0.15.0 writes them.
TEST(Shipped, ATableWhoseNamesAreNotQuotedOrWhoseDigitsALocaleGroupedIsRefusedAtItsLine) {
  const std::string header = "name,ops/sec,samples,plugins,min,max\n";
  EXPECT_EQ(refusal_by("bench-node-csv", header + "sum of 1,000 items,\"43,055\",10,\"\",0.02us,0.03us\n"),
            "line 2:1: 6 columns are due here, not 7");
  EXPECT_EQ(refusal_by("bench-node-csv", header + "a,\"26.780.511\",10,\"\",0.02us,0.03us\n"),
            "line 2: /ops~1sec: \"26.780.511\" is not a number");
  EXPECT_EQ(refusal_by("bench-node-csv", header + "a,\"5.863\",10,\"\",0.02us,0.03us\n").substr(0, 58),
            "line 2: /ops~1sec: \"5.863\" has more decimals than its tool");
}

TEST(Shipped, TheExampleOfTheDocumentationReadsWhatItSays) {
  const std::string page = bytes_of(source_folder() / "docs/formats.md");
  const std::size_t begin = page.find("```json\n{\n  \"schema\": \"perfolio-format/1\"");
  ASSERT_NE(begin, std::string::npos);
  const formats::DescribedFormat format(page.substr(begin + 8, page.find("```", begin + 8) - begin - 8));
  const std::string output = R"({"machine":{"cpu":"A1"},"started":"2026-01-02T03:04:05Z","cases":[
      {"group":"g","name":"n","args":{"size":10},"stats":{"mean":2.5,"p99":4,"all":[2,3]}},
      {"group":"g","name":"m","error":"no"}]})";
  EXPECT_EQ(format.why_not(output), "");
  EXPECT_EQ(reading_of(format, output),
            "warning: /cases/1: 'g > m' failed and is left out: no\n"
            "tool: my-tool\ndate: 2026-01-02T03:04:05Z\nenvironment: cpu = A1\n"
            "g > n (size=10): time = 2.5 ms, mean, 2 samples, primary; lower is better\n"
            "g > n (size=10): p99 = 4 ms; lower is better\nleft out: 1 x benchmark reported an error\n");
}

}  // namespace
}  // namespace perfolio::test
