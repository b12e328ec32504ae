// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/shipped.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace perfolio;
using namespace perfolio::test;
using Strings = std::vector<std::string>;

/// A description of the least words, with `more` of its own.
formats::DescribedFormat made(const std::string& more, const std::string& keys = "\"rows\"") {
  return formats::DescribedFormat(R"({"schema":"perfolio-format/1","name":"made","recognise":{"keys":[)" + keys +
                                  "]}," + more + "}");
}

const std::string kPlain = R"("rows":"/rows/*","names":["/n"],"metrics":[{"metric":"time","value":"/v","unit":"ns"}])";

Kept kept_of(const formats::DescribedFormat& format, const std::string& bytes) {
  Kept kept;
  format.read(bytes, kept);
  return kept;
}

/// "name metric=value unit" of each result, run by run.
Strings said(const Kept& kept) {
  Strings lines;
  for (const model::Run& run : kept.runs) {
    for (const model::Result& r : run.results) {
      lines.push_back(r.benchmark + " " + r.metric + "=" + std::to_string(r.value).substr(0, 6) + r.unit);
    }
  }
  return lines;
}

Strings said(const formats::DescribedFormat& format, const std::string& bytes) { return said(kept_of(format, bytes)); }

/// Place and complaint of what throws.
template <typename Action>
std::string complaint(Action action) {
  try {
    action();
  } catch (const base::Error& error) {
    return base::to_string(error.where()) + ": " + error.what();
  }
  return {};
}

std::string complaint_of(const std::string& description) {
  return complaint([&] { const formats::DescribedFormat format(description); });
}

std::string refusal(const formats::DescribedFormat& format, const std::string& bytes) {
  return complaint([&] { kept_of(format, bytes); });
}

TEST(Described, ReadsRowsOfAListThatIsTheWholeFile) {
  const formats::DescribedFormat format(
      R"({"schema":"perfolio-format/1","name":"made","recognise":{"list":true,"keys":["n","v"]},"rows":"/*",
          "names":["/n"],"metrics":[{"metric":"time","value":"/v","unit":"ns"}]})");
  const std::string bytes = R"([{"n":"a","v":1},{"n":"b","v":2}])";
  EXPECT_EQ(format.sniff(bytes), formats::Match::Sure);
  EXPECT_EQ(format.sniff(R"({"n":"a","v":1})"), formats::Match::No);
  EXPECT_EQ(said(format, bytes), (Strings{"a time=1.0000ns", "b time=2.0000ns"}));
}

TEST(Described, ReadsObjectsLineByLineAndNamesTheLineOfWhatIsWrong) {
  const auto format =
      made(R"("input":"ndjson","names":["/n"],"metrics":[{"metric":"time","value":"/v","unit":"ns"}])", R"("n","v")");
  const std::string bytes = "{\"n\":\"a\",\"v\":1}\n\n{\"n\":\"b\",\"v\":2}\n";
  EXPECT_EQ(format.sniff(bytes), formats::Match::Sure);
  EXPECT_EQ(format.sniff("{\"n\":\"a\",\"v\":1}\nmore\n"), formats::Match::No);
  EXPECT_EQ(said(format, bytes), (Strings{"a time=1.0000ns", "b time=2.0000ns"}));
  EXPECT_EQ(refusal(format, bytes + "{\"n\":\"c\",\"v\":[]}\n"), "line 4: /v: a number is due here");
  EXPECT_EQ(refusal(format, bytes + "{\"n\":"), "line 4:5: the JSON ends too early");
}

TEST(Described, ReadsTablesByTheirColumnsWhateverSeparatesThem) {
  const std::string body = R"~("names":["/Name"],"parameters":{"n":"/Param: n"},
      "metrics":[{"metric":"time","value":"/Mean","unit":"s","margin":"/Error (99,9%)"}])~";
  const std::string keys = R"~("Name","Mean","Error (99,9%)")~";
  const auto commas = made(R"("input":"csv",)" + body, keys);
  const std::string table = "\"Name\",\"Mean\",\"Error (99,9%)\",\"Param: n\"\nx,1.5,0.5,8\n\"a, \"\"b\"\"\",2,,\n";
  EXPECT_EQ(commas.sniff(table), formats::Match::Sure);
  const Kept kept = kept_of(commas, table);
  EXPECT_EQ(said(kept), (Strings{"x (n=8) time=1.5000s", "a, \"b\" time=2.0000s"}));
  EXPECT_EQ(kept.runs[0].results[0].lower, 1.0);
  EXPECT_EQ(kept.runs[0].results[0].upper, 2.0);
  EXPECT_FALSE(kept.runs[0].results[1].lower);
  const std::string semicolons = "Name;Mean;\"Error (99,9%)\"\nx;1.5;0.5\n";
  EXPECT_EQ(commas.sniff(semicolons), formats::Match::Sure);
  EXPECT_EQ(said(commas, semicolons), (Strings{"x time=1.5000s"}));
  const auto tabs = made(R"("input":"tsv",)" + body, keys);
  EXPECT_EQ(said(tabs, "Name\tMean\tError (99,9%)\nx\t1.5\t0.5\n"), (Strings{"x time=1.5000s"}));
  EXPECT_EQ(refusal(commas, table + "y,abc,,\n"), "line 4: /Mean: \"abc\" is not a number");
  EXPECT_EQ(refusal(commas, table + "y,1\n"), "line 4:1: 4 columns are due here, not 2");
  EXPECT_EQ(refusal(commas, "Name,Mean,Mean\nx,1,2\n"), "line 1:1: the column \"Mean\" is there twice");
}

TEST(Described, KeepsEqualNamesApartUnlessTheToolMeansRepetitionsByThem) {
  const std::string bytes = R"({"rows":[{"n":"a","v":1},{"n":"a","v":5},{"n":"a","v":3}]})";
  const Kept apart = kept_of(made(kPlain), bytes);
  EXPECT_EQ(said(apart), (Strings{"a time=1.0000ns", "a #2 time=5.0000ns", "a #3 time=3.0000ns"}));
  EXPECT_EQ(apart.diagnostics.size(), 1U);
  const Kept folded = kept_of(made(R"("repetitions":true,)" + kPlain), bytes);
  EXPECT_EQ(said(folded), (Strings{"a time=3.0000ns"}));
  EXPECT_EQ(folded.runs[0].results[0].samples.size(), 3U);
  EXPECT_TRUE(folded.diagnostics.empty());
}

TEST(Described, TellsEqualNamesApartByItsFactsAndByNoMoreThanThese) {
  const auto format = made(R"("facts":{"id":"/id"},)" + kPlain);
  EXPECT_EQ(said(format, R"({"rows":[{"n":"a","id":"x","v":1},{"n":"a","id":"y","v":5},{"n":"b","id":"z","v":3}]})"),
            (Strings{"a (id=x) time=1.0000ns", "a (id=y) time=5.0000ns", "b time=3.0000ns"}));
}

TEST(Described, TakesAllMembersAsParametersWhereNoneIsNamed) {
  const auto format = made(R"("parameters":"/p",)" + kPlain);
  const Kept kept = kept_of(format, R"({"rows":[{"n":"a","p":{"size":10,"kind":"x","on":true,"no":null},"v":1}]})");
  EXPECT_EQ(said(kept), (Strings{"a (size=10, kind=x, on=true) time=1.0000ns"}));
  EXPECT_EQ(kept.runs[0].results[0].parameters,
            (model::Parameters{"a", {{"size", "10"}, {"kind", "x"}, {"on", "true"}}}));
}

TEST(Described, TakesTheFirstPathAtWhichSomethingStands) {
  const auto format = made(R"("rows":"/rows/*","names":[["/title","/n"]],
      "metrics":[{"metric":"time","value":["/new/mean","/mean"],"unit":"ns"}])");
  EXPECT_EQ(
      said(format, R"({"rows":[{"n":"a","title":null,"mean":1},{"n":"b","title":"t","mean":0,"new":{"mean":2}}]})"),
      (Strings{"a time=1.0000ns", "t time=2.0000ns"}));
}

TEST(Described, TakesNamesFromMembersAndPlacesInLists) {
  const auto format =
      made(R"("rows":"/rows/*/*","names":["^#","#"],"metrics":[{"metric":"time","value":"/1/v","unit":"ns"}])");
  EXPECT_EQ(said(format, R"({"rows":{"g":{"a":["x",{"v":4}],"b":["x"]}}})"), (Strings{"g > a time=4.0000ns"}));
}

TEST(Described, TakesMembersByAPrefixOrAllButSomeAsParameters) {
  const std::string rows = R"({"rows":[{"n":"a","v":1,"Param: size":10,"Param: kind":"x","other":2}]})";
  EXPECT_EQ(said(made(R"("parameters_prefix":"Param: ",)" + kPlain), rows),
            (Strings{"a (size=10, kind=x) time=1.0000ns"}));
  EXPECT_EQ(said(made(R"("parameters_but":["n","v","Param: kind","other"],)" + kPlain), rows),
            (Strings{"a (Param: size=10) time=1.0000ns"}));
}

TEST(Described, IsNeverRecognisedWhereItSaysSoAndReadsRowsThatAreNumbers) {
  const formats::DescribedFormat format(
      R"({"schema":"perfolio-format/1","name":"made","recognise":{"named":true},"rows":"/*","names":["#"],
          "metrics":[{"value":".","unit":"ms"}]})");
  EXPECT_EQ(format.sniff(R"({"a":1})"), formats::Match::No);
  EXPECT_EQ(said(format, R"({"a":1,"b":2})"), (Strings{"a time=1.0000ms", "b time=2.0000ms"}));
}

TEST(Described, MayAllowNoOtherKeysThanItNames) {
  const formats::DescribedFormat format(
      R"({"schema":"perfolio-format/1","name":"made","recognise":{"list":true,"keys":["n"],"optional":["m"]},"rows":"/*",
          "names":["/n"],"metrics":[{"value":"/v"}]})");
  EXPECT_EQ(format.sniff(R"([{"n":1}])"), formats::Match::Sure);
  EXPECT_EQ(format.sniff(R"([{"n":1,"m":1}])"), formats::Match::Sure);
  EXPECT_EQ(format.sniff(R"([{"n":1,"o":1}])"), formats::Match::No);
}

TEST(Described, TakesTheElementOfAListByWhatStandsInIt) {
  const auto format = made(R"("rows":"/rows/*/in|out","names":["^/n","#"],
      "metrics":[{"metric":"time","value":"/all/tag=a~1mean/v"}])");
  EXPECT_EQ(said(format, R"({"rows":[{"n":"x","in":{"all":[{"tag":"b","v":1},{"tag":"a/mean","v":2}]},
      "out":{"all":[{"tag":"a/mean","v":3}]},"other":4},{"n":"y","out":{"all":[]}}]})"),
            (Strings{"x > in time=2.0000", "x > out time=3.0000"}));
}

TEST(Described, SplitsAValueFromWhatStandsBehindItsSign) {
  const auto format = made(R"("rows":"/rows/*","names":["/n"],"metrics":[
      {"metric":"a","value":"/v","margin_in_value":true},{"metric":"b","value":"/w","spread_in_value":true}])");
  const Kept kept = kept_of(format, R"({"rows":[{"n":"x","v":"200 ± 5%","w":"7 ± 2"},{"n":"y","v":"200 ± 5"}]})");
  EXPECT_EQ(kept.runs[0].results[0].lower, 190);
  EXPECT_EQ(kept.runs[0].results[1].spread, "± 2");
  EXPECT_FALSE(kept.runs[0].results[1].lower);
  EXPECT_EQ(kept.runs[0].results[2].upper, 205);
}

TEST(Described, RefusesDigitsThatALocaleGroupedByPoints) {
  const auto format = made(R"("rows":"/rows/*","names":["/n"],"metrics":[{"metric":"a","value":"/v","decimals":2}])");
  EXPECT_EQ(said(format, R"({"rows":[{"n":"x","v":"5,252.25"}]})"), (Strings{"x a=5252.2"}));
  EXPECT_EQ(refusal(format, R"({"rows":[{"n":"x","v":"5.252"}]})"),
            "/rows/0/v: \"5.252\" has more decimals than its tool writes: a locale may have grouped its digits by "
            "points; run it with LC_ALL=C");
}

TEST(Described, NamesTheFirstMetricThatABenchmarkHasAsThePrimaryOne) {
  const auto format = made(
      R"("rows":"/rows/*","names":["/n"],"metrics":[{"metric":"p99","value":"/p99"},{"metric":"time","value":"/t"}])");
  const Kept kept = kept_of(format, R"({"rows":[{"n":"a","p99":1,"t":2},{"n":"b","t":3}]})");
  EXPECT_TRUE(kept.runs[0].results[0].primary);
  EXPECT_FALSE(kept.runs[0].results[1].primary);
  EXPECT_TRUE(kept.runs[0].results[2].primary);
}

TEST(Described, TakesTheUnitFromThePathThroughItsTableOrFromTheValue) {
  const auto format = made(R"("rows":"/rows/*","names":["/n"],"metrics":[
      {"metric":"x","value":"/v","unit_at":"/u","units":{"time":"ms","none":""},"scale":10},
      {"metric":"y","value":"/text","unit_in_value":true,"printed":true,"lower":"/low"}])");
  const Kept kept =
      kept_of(format, R"({"rows":[{"n":"a","v":1,"u":"time"},{"n":"b","v":1,"u":"none"},{"n":"c","v":1,"u":"kg"},
      {"n":"d","text":"1,234.5 us","low":"900 ns"},{"n":"e","text":"NA"},{"n":"f","text":"0.0 us"}]})");
  EXPECT_EQ(said(kept), (Strings{"a x=10.000ms", "b x=10.000", "c x=10.000kg", "d y=1234.5us"}));
  EXPECT_DOUBLE_EQ(kept.runs[0].results[3].lower.value(), 0.9);
  EXPECT_DOUBLE_EQ(kept.runs[0].results[3].resolution, 0.05);
  EXPECT_EQ(kept.left_out.at("below what was printed (nothing but zeros)"), 1U);
  EXPECT_EQ(kept.left_out.at("value is missing (null or not a number)"), 1U);
}

TEST(Described, TakesKilobytesForKibibytesWhereItSaysThatTheToolMeansThese) {
  const auto format = made(R"("rows":"/rows/*","names":["/n"],"metrics":[
      {"metric":"memory","value":"/m","unit":"B","unit_in_value":true,"units":{"KB":"KiB"},"upper":"/up"}])");
  const Kept kept = kept_of(format, R"({"rows":[{"n":"a","m":"2 KB","up":"3,072 B"},{"n":"b","m":12,"up":"NaN"}]})");
  EXPECT_EQ(said(kept), (Strings{"a memory=2.0000KiB", "b memory=12.000B"}));
  EXPECT_EQ(kept.runs[0].results[0].upper, 3);
  EXPECT_FALSE(kept.runs[0].results[1].upper);
  EXPECT_TRUE(kept.left_out.empty());
}

TEST(Described, LeavesTheDirectionToTheUnitWhereNothingSaysIt) {
  const Kept kept = kept_of(made(kPlain), R"({"rows":[{"n":"a","v":1}]})");
  EXPECT_FALSE(kept.runs[0].results[0].better);
  const auto higher =
      made(R"("rows":"/rows/*","names":["/n"],"metrics":[{"metric":"m","value":"/v","better":"higher"}])");
  EXPECT_EQ(kept_of(higher, R"({"rows":[{"n":"a","v":1}]})").runs[0].results[0].better, units::Direction::Higher);
}

TEST(Described, KeepsBoundsSamplesAndSpreadAndScalesAllButTheSpread) {
  const auto format = made(R"("rows":"/rows/*","names":["/n"],"metrics":[{"metric":"time","value":"/v","unit":"ns",
      "scale":1000,"samples":"/all","spread":"/sd","spread_unit":"us","margin":"/rme","margin_percent":true}])");
  const Kept kept = kept_of(format, R"({"rows":[{"n":"a","v":2,"all":[1,2,3],"sd":0.5,"rme":10}]})");
  const model::Result& r = kept.runs[0].results[0];
  EXPECT_EQ(r.value, 2000);
  EXPECT_EQ(r.samples, (std::vector<double>{1000, 2000, 3000}));
  EXPECT_EQ(r.lower, 1800);
  EXPECT_EQ(r.upper, 2200);
  EXPECT_EQ(r.spread, "± 0.5 us");
}

TEST(Described, CountsAndNamesWhatFailedAndLeavesRowsOfAnotherKindAlone) {
  const auto format = made(R"("failed":{"/state":["errored","aborted"]},"where":{"/kind":"bench"},)" + kPlain);
  const Kept kept =
      kept_of(format, R"({"rows":[{"kind":"bench","n":"a","v":1},{"kind":"bench","n":"b","state":"errored","v":9},
      {"kind":"group","n":"c"},{"kind":"bench","n":"d"}]})");
  EXPECT_EQ(said(kept), (Strings{"a time=1.0000ns"}));
  EXPECT_EQ(kept.left_out,
            (std::map<std::string, std::size_t>{{"benchmark reported an error", 1}, {"benchmark without a value", 1}}));
  ASSERT_EQ(kept.diagnostics.size(), 1U);
  EXPECT_EQ(kept.diagnostics[0].text, "'b' failed and is left out");
  EXPECT_EQ(kept.diagnostics[0].where.pointer, "/rows/1");
  EXPECT_EQ(refusal(format, R"({"rows":[{"kind":"bench","n":"b","state":"aborted"}]})"),
            ": every made benchmark in it failed");
}

TEST(Described, TakesDateCommitSuiteAndEnvironmentAndMakesARunOfEach) {
  const auto format = made(R"("input":"ndjson","date":"/at","date_unit":"s","commit":"/rev","suite":"/suite",
      "environment":{"cpu":"/cpu"},"names":["/n"],"metrics":[{"metric":"time","value":"/v","unit":"ns"}])",
                           "\"n\"");
  const std::string commit(40, 'a');
  const Kept kept = kept_of(format, R"({"n":"x","v":1,"at":1767225600,"rev":")" + commit +
                                        R"(","suite":"s","cpu":"A"})"
                                        "\n"
                                        R"({"n":"x","v":2,"at":1767225600,"rev":")" +
                                        commit +
                                        R"(","suite":"s","cpu":"B"})"
                                        "\n");
  ASSERT_EQ(kept.runs.size(), 2U);
  EXPECT_EQ(base::to_rfc3339(kept.runs[0].date.value()), "2026-01-01T00:00:00Z");
  EXPECT_EQ(kept.runs[0].commit, commit);
  EXPECT_EQ(kept.runs[0].suite, "s");
  EXPECT_EQ(kept.runs[1].environment.at("cpu"), "B");
}

TEST(Described, IsOnlySureWhereAllKeysTextsAndPlacesAreThereAndNothingThatMustNotBeAndSaysWhatIsMissing) {
  const formats::DescribedFormat format(
      R"({"schema":"perfolio-format/1","name":"made","recognise":{"keys":["a","b"],"without":["c"],"texts":["made"],
          "places":["/a/*/v"]},"rows":"/a/*","names":["/n"],"metrics":[{"metric":"time","value":"/v"}]})");
  EXPECT_EQ(format.sniff(R"({"a":[{"v":1}],"b":"made"})"), formats::Match::Sure);
  EXPECT_EQ(format.why_not(R"({"a":{"k":{"v":[]}},"b":"made")"), "");
  EXPECT_EQ(format.why_not(R"({"a":[{"w":1}],"b":"made"})"), "nothing stands at /a/*/v");
  EXPECT_EQ(format.why_not(R"({"a":[{"v":null}],"b":"made"})"), "nothing stands at /a/*/v");
  EXPECT_EQ(format.why_not(R"({"a":[[{"v":1}]],"b":"made"})"), "nothing stands at /a/*/v");
  EXPECT_EQ(format.why_not(R"({"a":[{"v":1}],"b":"made","c":1})"), "there is a key \"c\"");
  EXPECT_EQ(format.why_not(R"({"a":[{"v":1}],"b":"other"})"), "there is no \"made\" in it");
  EXPECT_EQ(format.why_not(R"({"a":[{"v":1}],"d":"made"})"), "there is no key \"b\"");
  EXPECT_EQ(format.why_not(R"(["made"])"), "it is no object");
  EXPECT_EQ(format.sniff(""), formats::Match::No);
}

TEST(Described, ABadDescriptionIsRefusedAtThePlaceOfWhatIsWrong) {
  const std::string begin = R"({"schema":"perfolio-format/1","name":"x","recognise":{"keys":["a"]},"rows":"/a/*",)";
  const std::string good = R"("names":["/n"],"metrics":[{"metric":"m","value":"/v"}])";
  EXPECT_EQ(complaint_of(begin + good + "}"), "");
  EXPECT_EQ(complaint_of(begin + R"("metrcs":[]})"), "/metrcs: unknown key: did you mean 'metrics'?");
  EXPECT_EQ(complaint_of(begin + R"("names":["^^/n"],"metrics":[]})"),
            "/names/0: more '^' than \"rows\" has wildcards around the row");
  EXPECT_EQ(complaint_of(begin + R"("names":["n"],"metrics":[]})"),
            "/names/0: a path begins with '/', '^', '$' or '#'");
  EXPECT_EQ(
      complaint_of(begin + R"("names":["/n"],"metrics":[{"metric":"m","value":"/v","unit":"s","unit_at":"/u"}]})"),
      "/metrics/0: only one of \"unit\", \"unit_at\" and \"unit_in_value\" is due here");
  EXPECT_EQ(complaint_of(begin + R"("names":["/n"],"metrics":[{"metric":"m","value":"/v","scale":0}]})"),
            "/metrics/0/scale: a scale above zero is due here");
  EXPECT_EQ(complaint_of(begin + R"("names":["/n"],"metrics":[{"metric":"m","value":"/v","drop_zero":1}]})"),
            "/metrics/0/drop_zero: true or false is due here");
  EXPECT_EQ(complaint_of(begin + R"("date_unit":"min",)" + good + "}"),
            "/date_unit: \"s\" or \"ms\" since 1970 is due here");
  EXPECT_EQ(complaint_of(begin + R"("input":"xml",)" + good + "}"),
            "/input: \"json\", \"ndjson\", \"csv\" or \"tsv\" is due here");
  EXPECT_EQ(complaint_of(R"({"schema":"perfolio-format/1","name":"a b"})"),
            "/name: a name is of letters, digits, '.', '_' and '-'");
  EXPECT_EQ(complaint_of(R"({"schema":"perfolio-format/2","name":"x"})"), "/schema: \"perfolio-format/1\" is due here");
  EXPECT_EQ(complaint_of("[]"), ": a description is an object");
  EXPECT_EQ(complaint_of("{\n \"schema\": }"), "line 2:12: this is not valid JSON: '}' does not fit here");
}

TEST(Described, AHugeDescriptionIsRefusedBeforeItCostsAnything) {
  std::string names = "\"/n\"";
  for (int i = 0; i < 100; ++i) names += ",\"/n\"";
  const std::string begin = R"({"schema":"perfolio-format/1","name":"x","recognise":{"keys":["a"]},)";
  EXPECT_EQ(complaint_of(begin + R"("rows":"/a/*","names":[)" + names + "]}"), "/names: more than 64 entries");
  std::string rows;
  for (int i = 0; i < 100; ++i) rows += "/*";
  EXPECT_EQ(complaint_of(begin + R"("rows":")" + rows + R"(","names":["/n"]})"), "/rows: a path of more than 16 steps");
}

TEST(Described, AnInputWithoutTheRowsIsRefusedAtTheirPointer) {
  EXPECT_EQ(refusal(made(kPlain), R"({"rows":3})"), "/rows: a list or an object is due here");
  EXPECT_EQ(refusal(made(kPlain), R"({})"), "/rows: a list or an object is due here");
  EXPECT_EQ(refusal(made(kPlain), R"({"rows":[{"v":1}]})"), "/rows/0: a benchmark without a name");
  EXPECT_EQ(refusal(made(kPlain), R"({"rows":[]})"), ": there is no made benchmark in it");
  EXPECT_EQ(refusal(made(kPlain), R"({"rows":[{"n":"a","v":{}}]})"), "/rows/0/v: a number is due here");
}

/// What stands outside of the row is looked up once, not anew for each row among as many members.
TEST(Described, TheTimeForMembersAroundTheRowsGrowsWithTheFileAndNotWithItsSquare) {
  const auto format = made(R"("rows":"/rows/*","names":["$/last","#"],"metrics":[{"metric":"m","value":"/v"},
      {"metric":"o","value":"$/last"}])",
                           "\"rows\"");
  const auto seconds = [&](std::size_t size) {
    std::string bytes = "{\"last\":1,\"rows\":{";
    for (std::size_t i = 0; i < size; ++i) bytes += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":{\"v\":1}";
    bytes += "}";
    for (std::size_t i = 0; i < size; ++i) bytes += ",\"m" + std::to_string(i) + "\":1";
    bytes += "}";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(kept_of(format, bytes).points(), 2 * size);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const double small = seconds(5000);
  EXPECT_LT(seconds(40000), 24 * small + 0.5);
}

/// JSON, lines of JSON and tables: four sizes, each twice the one before. Twice the rows take about twice the time; a
/// square would take 64 times as long for the last.
TEST(Described, TheTimeForRowsGrowsWithTheirNumberInEachNotation) {
  const std::string body = R"("names":["/n"],"where":{"/kind":"b"},"metrics":[{"metric":"time","value":"/v","unit":"ns",
      "lower":"/l"},{"metric":"p99","value":"/p","unit":"ns"}])";
  const auto object = [](std::size_t i) {
    return "{\"n\":\"b" + std::to_string(i) + "\",\"kind\":\"b\",\"v\":1.5,\"l\":1.25,\"p\":3}";
  };
  const auto json = [&](std::size_t size) {
    std::string bytes = "{\"rows\":[";
    for (std::size_t i = 0; i < size; ++i) bytes += (i == 0 ? "" : ",") + object(i);
    return bytes + "]}";
  };
  const auto lines = [&](std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += object(i) + "\n";
    return bytes;
  };
  const auto table = [](std::size_t size) {
    std::string bytes = "n,kind,v,l,p\n";
    for (std::size_t i = 0; i < size; ++i) bytes += "b" + std::to_string(i) + ",b,1.5,1.25,3\n";
    return bytes;
  };
  const auto grows = [](const formats::DescribedFormat& format, const auto& written, const char* notation) {
    std::vector<double> seconds;
    for (const std::size_t size : {2000U, 4000U, 8000U, 16000U}) {
      const std::string bytes = written(size);
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(kept_of(format, bytes).points(), 2 * size) << notation;
      seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    EXPECT_LT(seconds.back(), 24 * seconds.front() + 0.5) << notation;
  };
  grows(made("\"rows\":\"/rows/*\"," + body), json, "json");
  grows(made("\"input\":\"ndjson\"," + body, "\"n\""), lines, "ndjson");
  grows(made("\"input\":\"csv\"," + body, "\"n\""), table, "csv");
}

TEST(Known, TheUsersOwnStandsForWhatComesWithTheProgramUnderTheSameName) {
  formats::KnownFormats known(shipped_files);
  const std::string own =
      R"({"schema":"perfolio-format/1","name":"deno","aliases":["mine"],"recognise":{"keys":["mine"]},
      "benchmark":"b","metrics":[{"metric":"m","value":"/mine"}]})";
  EXPECT_EQ(known.named("deno-bench").file->name, "deno");
  EXPECT_EQ(known.add({"own.format.json", own}), "deno");
  EXPECT_EQ(known.named("deno").file, known.named("mine").file);
  EXPECT_EQ(&known.recognised(R"({"mine":1})"), known.named("deno").file);
  EXPECT_EQ(complaint([&] { known.add({"again.json", own}); }),
            "again.json: /name: 'deno' is the name of own.format.json too");
  EXPECT_EQ(complaint([&] { known.add({"bad.json", "{"}); }), "bad.json:1:1: the JSON ends too early");
}

TEST(Known, WhatComesWithTheProgramIsNotReadWhereCodeIsSure) {
  std::size_t asked = 0;
  const formats::KnownFormats known([&] {
    ++asked;
    return shipped_files();
  });
  EXPECT_EQ(known.recognised(fixture("google-benchmark/rows.json")).name, "google-benchmark");
  EXPECT_NE(known.named("go").file, nullptr);
  EXPECT_EQ(asked, 0U);
  EXPECT_NE(known.named("deno").file, nullptr);
  EXPECT_NE(known.named("autocannon").file, nullptr);
  EXPECT_EQ(asked, 1U);
}

TEST(Known, ADescriptionThatMeansWhatAReaderReadsIsAskedAbout) {
  formats::KnownFormats known;
  known.add({"mine.json", R"({"schema":"perfolio-format/1","name":"mine","recognise":{"keys":["benchmarks"]},
      "rows":"/benchmarks/*","names":["/name"],"metrics":[{"metric":"m","value":"/v"}]})"});
  EXPECT_EQ(complaint([&] { (void)known.recognised(fixture("google-benchmark/rows.json")); }),
            ": this could be any of: mine, google-benchmark");
}

}  // namespace
