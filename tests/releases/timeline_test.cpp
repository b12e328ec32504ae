// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "releases/releases.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace perfolio::releases {
namespace {

using model::MappedBy;

base::Time day(int n) { return base::Time(std::chrono::hours(24 * n)); }

model::Run run_of(const std::string& commit, std::optional<int> n, const std::string& release = "") {
  model::Run run;
  run.commit = commit;
  run.release = release;
  if (n) run.date = day(*n);
  return run;
}

KnownReleases known_of(const std::vector<std::pair<std::string, int>>& tags) {
  KnownReleases known;
  for (const auto& [tag, n] : tags) known.releases.push_back({tag, "", day(n), false});
  return known;
}

std::string tag_of(const model::Timeline& timeline, std::size_t run) {
  return timeline.column[run] == model::kNoColumn ? "" : timeline.columns[timeline.column[run]].tag;
}

std::string columns_of(const model::Timeline& timeline) {
  std::string text;
  for (const auto& column : timeline.columns) text += (text.empty() ? "" : " ") + column.tag;
  return text;
}

const std::string kId = "0123456789abcdef0123456789abcdef01234567";

TEST(TimelineByRelease, LetsMapThenRecordThenContainmentThenDateSpeak) {
  auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}, {"v1.2.0", 30}, {"v1.3.0", 40}});
  known.contained = {{kId, 2}};
  model::History history;
  history.runs = {run_of(kId, 5, "v1.1.0")};
  const auto check = [&](const std::map<std::string, std::string>& map, const char* tag, MappedBy how) {
    const auto timeline = timeline_by_release(history, known, map);
    EXPECT_EQ(tag_of(timeline, 0), tag);
    EXPECT_EQ(timeline.how[0], how) << tag;
  };
  check({{kId.substr(0, 7), "v1.3.0"}}, "v1.3.0", MappedBy::Map);
  check({}, "v1.1.0", MappedBy::Record);
  history.runs[0].release.clear();
  check({}, "v1.2.0", MappedBy::Containment);
  known.contained.clear();
  check({}, "v1.0.0", MappedBy::Date);
}

TEST(TimelineByRelease, TakesTheFirstReleaseDatedAtOrAfterTheCommit) {
  const auto known = known_of({{"v1.0.0", 10}, {"v1.0.1", 35}, {"v1.1.0-rc.1", 18}, {"v1.1.0", 20}});
  model::History history;
  for (const int n : {10, 11, 18, 19, 21, 35, 36}) history.runs.push_back(run_of("", n));
  history.runs.push_back(run_of("", 36));
  history.runs.back().commit_date = day(19);
  const auto timeline = timeline_by_release(history, known, {});
  std::string got;
  for (std::size_t i = 0; i < history.runs.size(); ++i) got += tag_of(timeline, i) + ",";
  EXPECT_EQ(got, "v1.0.0,v1.1.0-rc.1,v1.1.0-rc.1,v1.1.0,v1.0.1,v1.0.1,,v1.1.0,");
  EXPECT_EQ(timeline.unreleased, 1U);
  EXPECT_EQ(timeline.unmapped, 0U);
  EXPECT_EQ(timeline.how[6], MappedBy::None);
}

TEST(TimelineByRelease, LeavesACommitThatGitHasBeyondItsReleasesToTheNextOne) {
  auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}});
  const std::string on_main = std::string(39, 'a') + "1";
  known.contained = {{kId, 0}};
  known.untagged = {on_main};
  model::History history;
  history.runs = {run_of(kId, 5), run_of(on_main, 15), run_of(on_main.substr(0, 9), 15), run_of("", 15)};
  auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(tag_of(timeline, 1), "") << "measured before the tag of v1.1.0, and not part of it";
  EXPECT_EQ(tag_of(timeline, 2), "");
  EXPECT_EQ(tag_of(timeline, 3), "v1.1.0") << "nothing but its date is known";
  EXPECT_EQ(timeline.unreleased, 2U);
  // A history none of whose commits is in a release was rewritten, or is of elsewhere: git says nothing of it.
  history.runs = {run_of(on_main, 15)};
  timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(tag_of(timeline, 0), "v1.1.0");
  EXPECT_EQ(timeline.how[0], MappedBy::Date);
}

TEST(TimelineByRelease, NamesTheReleasesOutsideOfItsColumns) {
  const auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}, {"v1.2.0", 30}, {"v1.3.0", 40}});
  model::History history;
  history.runs = {run_of("", 15)};
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(columns_of(timeline), "v1.1.0");
  EXPECT_EQ(timeline.earlier, std::vector<std::string>{"v1.0.0"});
  EXPECT_EQ(timeline.later, (std::vector<std::string>{"v1.2.0", "v1.3.0"}));
}

TEST(TimelineByRelease, ShowsReleasesFromTheFirstWithRunsToTheLast) {
  const auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}, {"v1.2.0", 30}, {"v1.3.0", 40}, {"v1.4.0", 50}});
  model::History history;
  history.runs = {run_of("", 35), run_of("", 15), run_of("", {}), run_of(kId, {})};
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(columns_of(timeline), "v1.1.0 v1.2.0 v1.3.0");
  EXPECT_EQ(timeline.column, (std::vector<std::uint32_t>{2, 0, model::kNoColumn, model::kNoColumn}));
  EXPECT_EQ(timeline.unmapped, 2U);
}

TEST(TimelineByRelease, PlacesATagNobodyKnewByItsVersion) {
  const auto known = known_of({{"v1.0.0", 10}, {"v1.2.0", 30}});
  model::History history;
  history.runs = {run_of("", 5), run_of("", 25), run_of(kId, 90), run_of("", 90, "1.2.0"), run_of("", 15, "spring")};
  const auto timeline = timeline_by_release(history, known, {{kId, "v1.1.0"}});
  EXPECT_EQ(columns_of(timeline), "v1.0.0 spring v1.1.0 v1.2.0");
  EXPECT_EQ(tag_of(timeline, 3), "v1.2.0") << "a dropped v is the same release";
  EXPECT_EQ(tag_of(timeline, 4), "spring");
}

TEST(TimelineByRelease, TakesAnEmptyTagInTheMapForNoRelease) {
  model::History history;
  history.runs = {run_of(kId, 5, "v1.0.0")};
  const auto timeline = timeline_by_release(history, known_of({{"v1.0.0", 10}}), {{kId, ""}});
  EXPECT_EQ(timeline.column[0], model::kNoColumn);
  EXPECT_EQ(timeline.how[0], MappedBy::Map);
  EXPECT_EQ(timeline.unreleased, 1U);
  EXPECT_TRUE(timeline.columns.empty());
}

TEST(TimelineByRelease, ReadsAbbreviatedIdsOnlyWhereTheyMeanOneCommit) {
  const std::string other = kId.substr(0, 20) + std::string(20, 'f');
  auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}});
  known.contained = {{kId, 0}, {other, 1}};
  model::History history;
  history.runs = {run_of(kId.substr(0, 24), {}), run_of(kId.substr(0, 9), {}), run_of(kId.substr(0, 6), {})};
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(tag_of(timeline, 0), "v1.0.0");
  EXPECT_EQ(tag_of(timeline, 1), "");
  EXPECT_EQ(tag_of(timeline, 2), "");
  history.runs = {run_of(kId, {}), run_of(other, {})};
  EXPECT_THROW((void)timeline_by_release(history, known, {{kId.substr(0, 8), "v1.0.0"}}), base::Error);
}

TEST(TimelineByRelease, KnowsTheReleasesOwnCommitsWithoutARepository) {
  const auto known = from_json(R"([{"tag":"v1.0.0","commit":"0123456789"},{"tag":"v1.1.0"}])", std::nullopt);
  model::History history;
  history.runs = {run_of(kId, {})};
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(tag_of(timeline, 0), "v1.0.0");
  EXPECT_EQ(timeline.how[0], MappedBy::Containment);
}

/// "tag<what it follows" of each column.
std::string lines_of(const model::Timeline& timeline) {
  std::string text;
  for (std::size_t i = 0; i < timeline.columns.size(); ++i) {
    const std::uint32_t before = timeline.follows.at(i);
    text += (text.empty() ? "" : " ") + timeline.columns[i].tag + "<" +
            (before == model::kNoColumn ? timeline.follows_outside[i] : timeline.columns[before].tag);
  }
  return text;
}

/// The runs as a series has them side by side.
std::vector<std::size_t> order_of(const model::Timeline& timeline) {
  std::vector<std::size_t> order(timeline.column.size());
  for (std::size_t i = 0; i < order.size(); ++i) order.at(timeline.rank.empty() ? i : timeline.rank[i]) = i;
  return order;
}

std::string commit_of(char c) { return std::string(40, c); }

TEST(TimelineByRelease, PutsRunsOfAnOldBranchBesideItsReleases) {
  auto known = known_of({{"v1.9.2", 10}, {"v1.9.3", 30}, {"v2.0.0", 20}, {"v2.1.0", 40}});
  known.follows = {{}, 0, 0, 2};
  known.contained = {{commit_of('a'), 0}, {commit_of('b'), 2}, {commit_of('c'), 1}, {commit_of('d'), 3}};
  known.untagged = {commit_of('e'), commit_of('f')};
  known.after = {{commit_of('e'), 1}, {commit_of('f'), 3}};
  model::History history;
  int n = 0;
  for (const char c : {'a', 'b', 'c', 'b', 'f', 'e', 'd'}) history.runs.push_back(run_of(commit_of(c), ++n));
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(lines_of(timeline), "v1.9.2< v1.9.3<v1.9.2 v2.0.0<v1.9.2 v2.1.0<v2.0.0");
  EXPECT_EQ(order_of(timeline), (std::vector<std::size_t>{0, 2, 5, 1, 3, 6, 4}));
  EXPECT_EQ(timeline.line, (std::vector<std::uint32_t>{0, 2, 1, 2, 3, 1, 3}));
  EXPECT_TRUE(model::is_on_line(timeline, 3, 0));
  EXPECT_FALSE(model::is_on_line(timeline, 3, 1));
}

TEST(TimelineByRelease, KeepsTheOrderOfDatesWhereThereIsOneLine) {
  const auto known = known_of({{"v1.0.0", 10}, {"v1.1.0", 20}, {"v1.2.0", 30}});
  model::History history;
  for (const int n : {5, 10, 15, 25, 35, 36}) history.runs.push_back(run_of("", n));
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_TRUE(timeline.rank.empty());
  EXPECT_EQ(lines_of(timeline), "v1.0.0< v1.1.0<v1.0.0 v1.2.0<v1.1.0");
  EXPECT_TRUE(timeline.notes.empty());
  EXPECT_EQ(timeline.follows_by[1], model::LineBy::Version);
}

TEST(TimelineByRelease, SaysWhereADateCannotTellTwoLinesApart) {
  const auto known = known_of({{"v1.9.0", 10}, {"v1.9.1", 25}, {"v2.0.0", 20}, {"v2.1.0", 30}});
  model::History history;
  for (const int n : {5, 15, 22, 28}) history.runs.push_back(run_of("", n));
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(tag_of(timeline, 1), "v2.0.0");
  EXPECT_EQ(tag_of(timeline, 2), "v1.9.1") << "the nearest, though it may be of v2.1.0";
  EXPECT_EQ(tag_of(timeline, 3), "v2.1.0");
  EXPECT_EQ(timeline.ambiguous, 1U);
  ASSERT_EQ(timeline.notes.size(), 1U);
  EXPECT_EQ(timeline.notes[0].text.rfind("1 run was assigned by date to a release of another line", 0), 0U);
  EXPECT_EQ(lines_of(timeline), "v1.9.0< v1.9.1<v1.9.0 v2.0.0<v1.9.0 v2.1.0<v2.0.0");
  EXPECT_EQ(timeline.follows_by[2], model::LineBy::Date) << "v1.9.1 was not there yet";
}

TEST(TimelineByRelease, NamesWhatAColumnFollowsThoughItWasNotMeasured) {
  auto known = known_of({{"v1.9.2", 10}, {"v1.9.3", 30}, {"v2.0.0", 40}});
  known.follows = {{}, 0, 0};
  model::History history;
  history.runs = {run_of("", 31, "v1.9.3"), run_of("", 41, "v2.0.0")};
  const auto timeline = timeline_by_release(history, known, {});
  EXPECT_EQ(lines_of(timeline), "v1.9.3<v1.9.2 v2.0.0<v1.9.2");
}

TEST(TimelineByRelease, LetsAFinalReleaseFollowAFinalOneWithPreReleasesOnItsLine) {
  model::History history;
  for (const char* tag : {"v1.0.0", "v1.1.0-rc.1", "v1.1.0"}) history.runs.push_back(run_of("", {}, tag));
  const auto timeline = timeline_by_release(history, {}, {});
  EXPECT_EQ(lines_of(timeline), "v1.0.0< v1.1.0-rc.1<v1.0.0 v1.1.0<v1.0.0");
  EXPECT_TRUE(model::is_on_line(timeline, 2, 1));
}

TEST(TimelineByRelease, LeavesARunWithoutReleaseWhereItsDatePutsIt) {
  model::History history;
  history.runs = {run_of("", 1, "v1.0.0"), run_of("", 2), run_of("", 3, "v1.1.0"), run_of("", 4)};
  EXPECT_EQ(order_of(timeline_by_release(history, {}, {})), (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST(TimelineByRun, MakesAColumnOfEachDateAndCommit) {
  model::History history;
  history.runs = {run_of(kId, 3), run_of("fedcba9876", 2),    run_of(kId, 3), run_of("abcdef012345", 2),
                  run_of("", 1),  run_of("abcdef012345", {}), run_of("", {}), run_of("", {}, "other")};
  history.runs[2].suite = "other";
  const auto timeline = timeline_by_run(history);
  EXPECT_EQ(timeline.kind, model::ColumnKind::Run);
  EXPECT_EQ(columns_of(timeline), "1970-01-02 1970-01-03 fedcba9 1970-01-03 abcdef0 1970-01-04 abcdef0 run 1 run 2");
  EXPECT_EQ(timeline.column, (std::vector<std::uint32_t>{3, 1, 3, 2, 0, 4, 5, 6}));
  EXPECT_EQ(timeline.how.size(), history.runs.size());
}

TEST(TimelineByRun, KeepsTheOrderOfCommitsOfOneMoment) {
  model::History history;
  for (const char* id : {"fffffff", "bbbbbbb", "ccccccc", "aaaaaaa"}) history.runs.push_back(run_of(id, 3));
  EXPECT_EQ(columns_of(timeline_by_run(history)),
            "1970-01-04 fffffff 1970-01-04 bbbbbbb 1970-01-04 ccccccc 1970-01-04 aaaaaaa");
}

TEST(TimelineByRun, LabelsEveryColumnDifferently) {
  model::History history;
  for (int i = 0; i < 600; ++i) {
    auto run = run_of(i % 3 == 0 ? kId : i % 3 == 1 ? kId.substr(0, 7) + std::to_string(i) : "", i / 50);
    *run.date += std::chrono::seconds(i % 7);
    history.runs.push_back(std::move(run));
  }
  std::set<std::string> labels;
  const auto timeline = timeline_by_run(history);
  for (const auto& column : timeline.columns) labels.insert(column.tag);
  EXPECT_EQ(labels.size(), timeline.columns.size());
  EXPECT_GT(labels.size(), 200U);
}

// ---- published histories, where they are at hand -------------------------------------------------------------------

struct Table {
  std::vector<std::vector<std::string>> rows;  // without the head
};

Table table_of(const std::filesystem::path& path) {
  Table table;
  const std::string bytes = test::bytes_of(path);
  for (const auto line : base::split(bytes, '\n')) {
    if (line.empty()) continue;
    const auto fields = base::split(line, '\t');
    table.rows.emplace_back(fields.begin(), fields.end());
  }
  if (!table.rows.empty()) table.rows.erase(table.rows.begin());
  return table;
}

std::string release_json(const Table& tags) {
  std::string json;
  for (const auto& row : tags.rows) {
    if (row[5] != "1") continue;
    json += (json.empty() ? "[" : ",") + std::string("{\"tag\":\"") + row[0] + "\",\"date\":\"" + row[2] + "\"}";
  }
  return json + "]";
}

class PublishedHistory : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const std::filesystem::path folder =
        std::filesystem::path(PERFOLIO_SOURCE_DIR) / "../shared/corpus/histories" / GetParam();
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the published histories are not here";
    commits_ = table_of(folder / "commit-to-tag.tsv");
    known_ = from_json(release_json(table_of(folder / "tags.tsv")), std::nullopt);
    for (const auto& row : commits_.rows) {
      history_.runs.push_back(run_of(row[0], {}));
      history_.runs.back().commit_date = base::parse_time(row[1]);
    }
  }
  Table commits_;
  KnownReleases known_;
  model::History history_;
};

TEST_P(PublishedHistory, IsMappedByDateAsTheTableSays) {
  ASSERT_FALSE(history_.runs.empty());
  for (auto& release : known_.releases) release.commit.clear();
  const auto timeline = timeline_by_release(history_, known_, {});
  for (std::size_t i = 0; i < commits_.rows.size(); ++i) {
    EXPECT_EQ(tag_of(timeline, i), commits_.rows[i][6]) << commits_.rows[i][0];
  }
}

TEST_P(PublishedHistory, IsMappedByAMapAsTheTableSays) {
  std::string map;
  for (const auto& row : commits_.rows) map += row[0].substr(0, 12) + "\t" + row[4] + "\n";
  const auto timeline = timeline_by_release(history_, known_, map_from_tsv(map));
  for (std::size_t i = 0; i < commits_.rows.size(); ++i) {
    EXPECT_EQ(tag_of(timeline, i), commits_.rows[i][4]) << commits_.rows[i][0];
    EXPECT_EQ(timeline.how[i], MappedBy::Map);
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, PublishedHistory,
                         testing::Values("github-action-benchmark", "msal-js", "yew", "yew-old"), [](const auto& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST(TimelineByRelease, DatesAReleaseThatOnlyItsRunsKnow) {
  model::History history;
  history.runs = {run_of(kId, 5, "v1.0.0"), run_of(kId, 7, "v1.0.0"), run_of("a" + kId.substr(1), 8, "v1.1.0"),
                  run_of("b" + kId.substr(1), 9, "v1.1.0")};
  const auto timeline = timeline_by_release(history, {}, {});
  ASSERT_EQ(columns_of(timeline), "v1.0.0 v1.1.0");
  EXPECT_EQ(timeline.columns[0].date, day(7));
  EXPECT_EQ(timeline.columns[0].commit, kId);
  EXPECT_EQ(timeline.columns[1].date, day(9));
  EXPECT_EQ(timeline.columns[1].commit, "");
}

}  // namespace
}  // namespace perfolio::releases
