// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// One report on names that attack each of the outputs.
#include "support/hostile.h"
#include "support/runner.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace perfolio::test;
using nlohmann::json;

/// Made once; the folder around the output shows what was written beside it.
struct Attack {
  TempFolder folder;
  Outcome made;
  std::map<std::string, std::string> files;
  Attack() {
    put(folder / "data.json", hostile_history().dump());
    put(folder / "releases.json",
        R"x([{"tag":"v1.0.0","date":"2025-01-04T12:00:00Z"},
             {"tag":"v2.0.0-<b>@user|`#1`[x](javascript:1) www.example.com","date":"2025-01-08T12:00:00Z"}])x");
    made = called({"report", folder / "data.json", "--releases", folder / "releases.json", "--tags", "*", "--project",
                   "p <b>&\" \x01 ]]> (\\)", "--detail", "all", "-o", folder / "out"});
    files = files_below(folder / "out");
  }
  [[nodiscard]] std::string file_ending_in(const std::string& end) const {
    for (const auto& [name, bytes] : files) {
      if (name.ends_with(end) && name.find('/') == std::string::npos) return name;
    }
    return "none";
  }
};

const Attack& attack() {
  static const Attack once;
  return once;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(HostileNames, StillMakeAReport) {
  EXPECT_EQ(attack().made.code, 0) << attack().made.errors;
  EXPECT_FALSE(attack().made.late);
  EXPECT_EQ(attack().made.output.find('\x1b'), std::string::npos);
  const json report = json::parse(attack().files.at("report.json"));
  EXPECT_EQ(report.at("benchmarks").size(), hostile_names().size());
}

TEST(HostileNames, WriteNothingOutsideOfTheFolder) {
  std::set<std::string> beside;
  for (const auto& entry : std::filesystem::directory_iterator(attack().folder.path()))
    beside.insert(entry.path().filename().string());
  EXPECT_EQ(beside, (std::set<std::string>{"data.json", "releases.json", "out"}));
  for (const auto& [name, bytes] : attack().files) {
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./"), std::string::npos) << name;
    EXPECT_FALSE(has("/" + name, "/.") || has(name, "./") || has("/" + name, "/-")) << name;
  }
}

TEST(HostileNames, GetAPictureInLightAndDarkEach) {
  std::size_t charts = 0;
  for (const auto& [name, bytes] : attack().files) charts += name.starts_with("charts/") ? 1U : 0U;
  EXPECT_EQ(charts, 2 * hostile_names().size());
}

TEST(HostileNames, MakeNoElementOrAttributeOfASvg) {
  const std::set<std::string> known = {"svg", "title", "desc", "defs", "path", "rect", "g", "use", "circle", "a"};
  for (const auto& [name, bytes] : attack().files) {
    if (!name.ends_with(".svg")) continue;
    EXPECT_LT(bytes.size(), 200000U) << name;
    for (auto at = bytes.find('<'); at != std::string::npos; at = bytes.find('<', at + 1)) {
      const auto end = bytes.find_first_of(" />\n", at + (bytes[at + 1] == '/' ? 2 : 1));
      std::string element = bytes.substr(at + 1, end - at - 1);
      if (element.starts_with('/')) element.erase(0, 1);
      EXPECT_TRUE(known.contains(element)) << "<" << element << "> in " << name;
    }
    for (const char* live : {" onload=\"", " onerror=", "href=\"java", "href=\"http", "style=", "url(", "<!", "<?"})
      EXPECT_FALSE(has(bytes, live)) << live << " in " << name;
  }
}

TEST(HostileNames, LeaveEveryFileValid) {
  if (!has_program("xmllint") || !has_program("qpdf")) GTEST_SKIP() << "xmllint and qpdf are not installed";
  std::vector<std::string> words = {"xmllint", "--noout", "--nonet"};
  for (const auto& [name, bytes] : attack().files) {
    if (name.ends_with(".svg")) words.push_back(attack().folder / ("out/" + name));
    if (name.ends_with(".json")) {
      EXPECT_TRUE(json::accept(bytes)) << name;
    }
  }
  const Outcome xml = run(words);
  EXPECT_EQ(xml.code, 0) << xml.errors.substr(0, 2000);
  const Outcome pdf = run({"qpdf", "--check", attack().folder / ("out/" + attack().file_ending_in(".pdf"))});
  EXPECT_EQ(pdf.code, 0) << pdf.output << pdf.errors;
}

TEST(HostileNames, PutNoActionIntoThePdfAndKeepItsMetadataXml) {
  if (!has_program("qpdf") || !has_program("xmllint")) GTEST_SKIP() << "qpdf and xmllint are not installed";
  const TempFolder folder;
  const std::string pdf = attack().folder / ("out/" + attack().file_ending_in(".pdf"));
  ASSERT_EQ(run({"qpdf", "--qdf", "--object-streams=disable", pdf, folder / "plain.pdf"}).code, 0);
  const std::string plain = bytes_of(folder / "plain.pdf");
  for (const char* action : {"/URI (java", "/S /JavaScript", "/S /Launch", "/OpenAction", "/AA <<"})
    EXPECT_FALSE(has(plain, action)) << action;
  const auto begin = plain.find("<x:xmpmeta");
  const auto end = plain.find("</x:xmpmeta>");
  ASSERT_NE(end, std::string::npos);
  put(folder / "xmp.xml", plain.substr(begin, end + 12 - begin));
  const Outcome xml = run({"xmllint", "--noout", folder / "xmp.xml"});
  EXPECT_EQ(xml.code, 0) << xml.errors;
}

/// As a reader of the rendered page has it: references stand for their characters.
std::string unescaped(std::string text) {
  for (int code = 33; code < 127; ++code) {
    const std::string reference = "&#" + std::to_string(code) + ";";
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference, at))
      text.replace(at, reference.size(), 1, static_cast<char>(code));
  }
  return text;
}

TEST(HostileNames, StayTextInMarkdown) {
  const std::string& notes = attack().files.at("release-notes.md");
  EXPECT_LE(notes.size(), 16000U);
  for (const char* live : {"<b>", "<script", "<!--", "<text", "[x](", "://", " www.", ">www.", "@", "\n::"})
    EXPECT_FALSE(has(notes, live)) << live;
  const std::string seen = unescaped(notes);
  for (std::size_t at = seen.find('@'); at != std::string::npos; at = seen.find('@', at + 1))
    EXPECT_TRUE(seen.substr(at + 1).starts_with("&#8288;")) << seen.substr(at, 20);
}

TEST(HostileNames, KeepEachRowOfTheMarkdownTableWhole) {
  const std::string& notes = attack().files.at("release-notes.md");
  std::size_t rows = 0;
  for (auto at = notes.find("\n| "); at != std::string::npos; at = notes.find("\n| ", at + 1)) {
    const std::string line = notes.substr(at + 1, notes.find('\n', at + 1) - at - 1);
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1U : 0U;
    EXPECT_EQ(bars, 7U) << line;
    ++rows;
  }
  EXPECT_GT(rows, 10U);
}

/// Cells by RFC 4180.
std::vector<std::string> cells_of(const std::string& csv) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : csv) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

TEST(HostileNames, MakeNoFormulaOfACsvCell) {
  const std::vector<std::string> cells = cells_of(attack().files.at("report.csv"));
  EXPECT_EQ((cells.size() - 1) % 10, 0U);
  std::size_t defused = 0;
  for (std::size_t i = 10; i + 1 < cells.size(); ++i) {
    if (i % 10 >= 6) continue;  // numbers of ours
    const std::string& cell = cells[i];
    for (const std::string sign : {"=", "+", "-", "@", "\t", "\r", "＝"}) EXPECT_FALSE(cell.starts_with(sign)) << cell;
    defused += cell.starts_with('\'') ? 1U : 0U;
  }
  EXPECT_GE(defused, 10U);
}

}  // namespace
