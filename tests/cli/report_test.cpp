// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The main job, as a user calls it, on the sample history.
#include "support/runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <set>

namespace {

using namespace perfolio::test;
using nlohmann::json;
using Files = std::map<std::string, std::string>;

std::string atlas(const std::string& name) { return source_path("samples/atlas/" + name); }

std::vector<std::string> atlas_report(const std::string& out, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"report",     atlas("data.js"),       "-c", atlas("perfolio.json"),
                                    "--releases", atlas("releases.json"), "-o", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Files report_of(const std::vector<std::string>& more = {}, const Setting& setting = {}) {
  const TempFolder folder;
  const Outcome made = called(atlas_report(folder / "out", more), setting);
  EXPECT_EQ(made.code, 0) << made.errors;
  return files_below(folder / "out");
}

/// The report as everybody gets it, made once.
const TempFolder& the_report() {
  static const TempFolder folder;
  static const Outcome made = called(atlas_report(folder / "out"));
  EXPECT_EQ(made.code, 0) << made.errors;
  EXPECT_EQ(made.errors, "");
  return folder;
}

const Files& the_files() {
  static const Files files = files_below(the_report() / "out");
  return files;
}

/// Without white space; U+202F and U+00A0 are white space too.
std::string squeezed(std::string text) {
  for (const std::string gap : {"\u202F", "\u00A0", "\u2009", " ", "\n", "\f", "\r", "\t"}) {
    for (auto at = text.find(gap); at != std::string::npos; at = text.find(gap, at)) text.erase(at, gap.size());
  }
  return text;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string without_dark(std::string name) {
  const auto at = name.find("-dark.svg");
  return at == std::string::npos ? name : name.replace(at, 9, ".svg");
}

void expect_same_files(const Files& a, const Files& b) {
  ASSERT_FALSE(a.empty());
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [name, bytes] : a) {
    ASSERT_TRUE(b.contains(name)) << name;
    EXPECT_TRUE(b.at(name) == bytes) << name << " differs";
  }
}

TEST(Report, WritesExactlyTheFilesOfTheContract) {
  const Files& files = the_files();
  std::set<std::string> rest;
  for (const auto& [name, bytes] : files) {
    if (!name.starts_with("charts/") && !name.starts_with("tiles/")) rest.insert(name);
    EXPECT_FALSE(bytes.empty()) << name;
  }
  const std::set<std::string> wanted = {"atlas-v0.2.3-performance.pdf",
                                        "atlas-v0.2.3-performance.svg",
                                        "atlas-v0.2.3-performance-dark.svg",
                                        "atlas-v0.2.3-performance.png",
                                        "atlas-v0.2.3-performance-narrow.svg",
                                        "atlas-v0.2.3-performance-narrow-dark.svg",
                                        "atlas-v0.2.3-performance-card.png",
                                        "badges/overall.svg",
                                        "badges/overall.json",
                                        "release-notes.md",
                                        "report.json",
                                        "report.csv"};
  for (const std::string& name : wanted) EXPECT_TRUE(rest.contains(name)) << name;
  const json report = json::parse(files.at("report.json"));
  std::size_t charts = 0;
  for (const auto& [name, bytes] : files) charts += name.starts_with("charts/") ? 1U : 0U;
  EXPECT_EQ(charts, 2 * report.at("benchmarks").size());
  for (const char* tile : {"vm-arithmetic", "vm", "parser", "typechecker", "interpreter", "compiler"})
    EXPECT_TRUE(files.contains(std::string("tiles/") + tile + ".svg")) << tile;
}

TEST(Report, ShowsTheAcceptancePictureInThePdf) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  const Outcome text = run({"pdftotext", the_report() / "out/atlas-v0.2.3-performance.pdf", "-"});
  const std::string said = squeezed(text.output);
  for (const char* part : {"VMArithmetic(1000ops)", "←v0.2.1−15%faster", "current", "300µs", "200µs", "45µs/1KB",
                           "↓2%faster", "112µs/fn", "→0%same", "310µs/10K", "↑5%slower"})
    EXPECT_TRUE(has(said, part)) << part;
}

TEST(Report, SaysTheAcceptancePictureInTheDashboardsTextAlternative) {
  for (const char* name : {"atlas-v0.2.3-performance.svg", "atlas-v0.2.3-performance-dark.svg"}) {
    const std::string& svg = the_files().at(name);
    const auto end = svg.find("</desc>");
    ASSERT_NE(end, std::string::npos);
    const std::string said = squeezed(svg.substr(0, end));
    for (const char* part : {"VMArithmetic(1000ops)", "v0.2.1−15%faster", "current", "300µs", "200µs", "45µs/1KB",
                             "↓2%faster", "112µs/fn", "→0%same", "310µs/10K", "↑5%slower"})
      EXPECT_TRUE(has(said, part)) << part << " in " << name;
  }
}

TEST(Report, SaysInItsJsonWhatEachTileSays) {
  const json report = json::parse(the_files().at("report.json"));
  std::string said;
  for (const json& group : report.at("groups")) {
    const std::string text = group.at("tile").at("text");
    EXPECT_TRUE(text.starts_with(group.at("name").get<std::string>() + ": ")) << text;
    said += squeezed(text) + '\n';
  }
  for (const char* part :
       {"Parser:45µs/1KB,↓2%faster", "Typechecker:112µs/fn,→0%same", "Interpreter:310µs/10K,↑5%slower"})
    EXPECT_TRUE(has(said, part)) << part << " in " << said;
}

TEST(Report, EveryLinkInThePdfHasATarget) {
  if (!has_program("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  const TempFolder folder;
  const std::string plain = folder / "plain.pdf";
  ASSERT_EQ(
      run({"qpdf", "--qdf", "--object-streams=disable", the_report() / "out/atlas-v0.2.3-performance.pdf", plain}).code,
      0);
  const std::string text = bytes_of(plain);
  const std::size_t from = text.find("/Names [");
  ASSERT_NE(from, std::string::npos);
  const std::string names = text.substr(from, text.find("endobj", from) - from);
  std::set<std::string> asked;
  for (std::size_t at = 0; (at = text.find("/Dest (", at)) != std::string::npos; ++at) {
    asked.insert(text.substr(at + 6, text.find(')', at) - at - 5));
  }
  EXPECT_GE(asked.size(), 10U) << "the outline and the charts";
  for (const std::string& name : asked) EXPECT_NE(names.find(name + "\n"), std::string::npos) << name;
}

TEST(Report, IsAWholePdfWithItsFontsInside) {
  if (!has_program("qpdf") || !has_program("pdffonts")) GTEST_SKIP() << "qpdf and poppler-utils are not installed";
  const std::string pdf = the_report() / "out/atlas-v0.2.3-performance.pdf";
  const Outcome check = run({"qpdf", "--check", pdf});
  EXPECT_EQ(check.code, 0) << check.output << check.errors;
  const Outcome fonts = run({"pdffonts", pdf});
  std::size_t lines = 0;
  for (std::size_t at = 0; at < fonts.output.size(); ++lines) {
    const auto end = fonts.output.find('\n', at);
    const std::string line = fonts.output.substr(at, end - at);
    if (lines >= 2) {
      EXPECT_TRUE(has(line, "yes yes yes")) << line;
    }
    at = end == std::string::npos ? fonts.output.size() : end + 1;
  }
  EXPECT_GT(lines, 2U);
}

TEST(Report, HasEachPictureInLightAndDarkAsValidXml) {
  if (!has_program("xmllint")) GTEST_SKIP() << "xmllint (libxml2-utils) is not installed";
  std::vector<std::string> words = {"xmllint", "--noout", "--nonet"};
  for (const auto& [name, bytes] : the_files()) {
    if (!name.ends_with(".svg")) continue;
    words.push_back(the_report() / ("out/" + name));
    if (name.starts_with("badges/")) continue;
    const std::string light = without_dark(name);
    const std::string dark = light.substr(0, light.size() - 4) + "-dark.svg";
    ASSERT_TRUE(the_files().contains(light) && the_files().contains(dark)) << name;
    EXPECT_NE(the_files().at(light), the_files().at(dark)) << name;
    EXPECT_LT(bytes.size(), 200000U) << name;
  }
  const Outcome check = run(words);
  EXPECT_EQ(check.code, 0) << check.errors;
}

TEST(Report, IsTheSameBytesInAnotherPlaceZoneLocaleAndWithOtherJobs) {
  const TempFolder elsewhere;
  const std::string german = "LC_ALL=de_DE.UTF-8";
  expect_same_files(the_files(), report_of({"--jobs", "4"}, {.folder = elsewhere.path().string(),
                                                             .environment = {"TZ=Asia/Kathmandu", german}}));
  expect_same_files(the_files(), report_of({"--jobs", "1"}));
}

TEST(Report, CallsInputsByTheirNamesNotTheirPlaces) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "a:b/deep");
  std::filesystem::copy(atlas("data.js"), folder.path() / "a:b/deep/data.js");
  const Outcome made = called({"report", folder / "a:b/deep/data.js", "-c", atlas("perfolio.json"), "--releases",
                               atlas("releases.json"), "-o", folder / "out"});
  EXPECT_EQ(made.code, 0) << made.errors;
  expect_same_files(the_files(), files_below(folder / "out"));
}

json sample_data() {
  const std::string text = bytes_of(atlas("data.js"));
  return json::parse(text.substr(text.find('{')));
}

/// All that must not change when the same runs come in another order or in other files.
Files facts_of(const Files& all) {
  Files out;
  json report = json::parse(all.at("report.json"));
  report.erase("inputs");
  out["report.json"] = report.dump();
  for (const auto& [name, bytes] : all) {
    if (name.starts_with("charts/") || name.starts_with("badges/") || name.starts_with("tiles/") ||
        name == "report.csv" || name == "release-notes.md")
      out[name] = bytes;
  }
  return out;
}

Files report_on(const std::vector<std::string>& sources) {
  const TempFolder folder;
  std::vector<std::string> words = {"report"};
  words.insert(words.end(), sources.begin(), sources.end());
  for (const std::string& word : {std::string("-c"), atlas("perfolio.json"), std::string("--releases"),
                                  atlas("releases.json"), std::string("-o"), folder / "out"})
    words.push_back(word);
  const Outcome made = called(words);
  EXPECT_EQ(made.code, 0) << made.errors;
  return files_below(folder / "out");
}

TEST(Report, DoesNotDependOnTheOrderOfRunsInTheInput) {
  json data = sample_data();
  auto& runs = data["entries"]["Atlas Benchmark"];
  std::mt19937 random(7);
  std::vector<json> shuffled(runs.begin(), runs.end());
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  for (json& one : shuffled) std::reverse(one["benches"].begin(), one["benches"].end());
  runs = shuffled;
  const TempFolder folder;
  put(folder / "data.js", data.dump());
  expect_same_files(facts_of(the_files()), facts_of(report_on({folder / "data.js"})));
}

TEST(Report, IsTheSameFromOneFileAndFromItsHalves) {
  const json data = sample_data();
  const auto& runs = data["entries"]["Atlas Benchmark"];
  const TempFolder folder;
  for (std::size_t half = 0; half < 2; ++half) {
    json part = data;
    json kept = json::array();
    for (std::size_t i = half; i < runs.size(); i += 2) kept.push_back(runs[i]);
    part["entries"]["Atlas Benchmark"] = kept;
    put(folder / ("part" + std::to_string(half) + ".json"), part.dump());
  }
  const Files whole = facts_of(the_files());
  expect_same_files(whole, facts_of(report_on({folder / "part1.json", folder / "part0.json"})));
  expect_same_files(whole, facts_of(report_on({folder.path().string()})));
}

TEST(Report, DatesThePdfByTheReleaseOrBySourceDateEpochNeverByTheClock) {
  if (!has_program("pdfinfo")) GTEST_SKIP() << "pdfinfo (poppler-utils) is not installed";
  const auto date_in = [](const std::string& pdf) {
    const Outcome info = run({"pdfinfo", "-isodates", pdf}, {.environment = {"TZ=UTC"}});
    const auto at = info.output.find("CreationDate:");
    return at == std::string::npos ? "" : squeezed(info.output.substr(at + 13, info.output.find('\n', at) - at - 13));
  };
  EXPECT_EQ(date_in(the_report() / "out/atlas-v0.2.3-performance.pdf").substr(0, 10), "2026-02-24");
  const TempFolder folder;
  const Setting epoch{.environment = {"SOURCE_DATE_EPOCH=86400"}};
  ASSERT_EQ(called(atlas_report(folder / "out", {"--formats", "pdf"}), epoch).code, 0);
  EXPECT_EQ(date_in(folder / "out/atlas-v0.2.3-performance.pdf").substr(0, 19), "1970-01-02T00:00:00");
}

TEST(Report, ReadsAFirstRunOfCriterionFromItsConsole) {
  const std::string log = source_path("../shared/corpus/atlas/baseline.txt");
  if (!std::filesystem::exists(log)) GTEST_SKIP() << log << " is not here";
  const TempFolder folder;
  const Outcome made = called({"report", log, "--formats", "json,pdf", "-o", folder / "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const json report = json::parse(bytes_of(folder / "out/report.json"));
  EXPECT_EQ(report.at("headline").at("total"), 87);
}

TEST(Report, WritesOnlyTheFormatsAskedFor) {
  const Files files = report_of({"--formats", "csv,badges"});
  std::vector<std::string> names;
  for (const auto& [name, bytes] : files) names.push_back(name);
  for (const std::string& name : names) EXPECT_TRUE(name == "report.csv" || name.starts_with("badges/")) << name;
  EXPECT_TRUE(files.contains("report.csv") && files.contains("badges/overall.svg"));
}

/// Recomputed without the code that made it.
Outcome recomputed(const std::string& report, const std::vector<std::string>& more) {
  std::vector<std::string> words = {"python3", source_path("tests/support/recompute.py"), report};
  words.insert(words.end(), more.begin(), more.end());
  return run(words);
}

TEST(Report, SurvivesARecomputationOfTheSample) {
  if (!has_program("python3")) GTEST_SKIP() << "python3 is not installed";
  const Outcome judge =
      recomputed(the_report() / "out/report.json", {atlas("data.js"), "--releases", atlas("releases.json")});
  EXPECT_EQ(judge.code, 0) << judge.output << judge.errors;
}

std::vector<std::vector<std::string>> rows_of(const std::string& tsv) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  for (const char c : tsv) {
    if (c == '\n') {
      rows.push_back(row);
      row.assign(1, "");
    } else if (c == '\t') {
      row.emplace_back();
    } else {
      row.back() += c;
    }
  }
  return rows;
}

/// The corpus' tags and mapping in the form of --releases and --release-map.
void write_releases(const std::string& corpus, const TempFolder& folder) {
  json releases = json::array();
  const auto tags = rows_of(bytes_of(corpus + "/tags.tsv"));
  for (std::size_t i = 1; i < tags.size(); ++i) {
    if (tags[i].at(5) == "1") releases.push_back({{"tag", tags[i][0]}, {"commit", tags[i][1]}, {"date", tags[i][3]}});
  }
  put(folder / "releases.json", releases.dump());
  std::string map;
  const auto commits = rows_of(bytes_of(corpus + "/commit-to-tag.tsv"));
  for (std::size_t i = 1; i < commits.size(); ++i) {
    // A commit that is no longer in the repository: its date decides.
    if (!commits[i].at(4).empty()) map += commits[i][0] + "\t" + commits[i][4] + "\n";
  }
  put(folder / "map.tsv", map);
}

class OpenHistory : public testing::TestWithParam<const char*> {};

TEST_P(OpenHistory, SurvivesARecomputation) {
  const std::string corpus = source_path("../shared/corpus/histories/") + GetParam();
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << corpus << " is not here";
  if (!has_program("python3")) GTEST_SKIP() << "python3 is not installed";
  const std::string data = corpus + (std::filesystem::exists(corpus + "/data.js") ? "/data.js" : "/data.old.js");
  const TempFolder folder;
  write_releases(corpus, folder);
  const Outcome made = called({"report", data, "--releases", folder / "releases.json", "--release-map",
                               folder / "map.tsv", "--tags", "*", "--formats", "json", "-o", folder / "out"});
  ASSERT_EQ(made.code, 0) << made.errors;
  const Outcome judge = recomputed(folder / "out/report.json",
                                   {data, "--releases", folder / "releases.json", "--map", folder / "map.tsv"});
  EXPECT_EQ(judge.code, 0) << judge.output.substr(0, 4000) << judge.errors;
}

INSTANTIATE_TEST_SUITE_P(Corpus, OpenHistory, testing::Values("github-action-benchmark", "msal-js", "yew", "yew-old"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
