// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

/// What `go test -bench` prints, alone or inside the JSON of `go test -json`: the Go benchmark data format, as
/// benchstat takes it too (golang.org/design/14313-benchmark-format).
namespace perfolio::formats {
namespace {

using Config = std::map<std::string, std::string, std::less<>>;

/// What divides a text into runs: a machine, a commit.
constexpr std::array<std::string_view, 6> kRunKeys{"goos", "goarch", "cpu", "commit", "commit-time", "branch"};
/// What makes two benchmarks of one name different ones. Only keys in use: any text with a colon looks like a key.
constexpr std::array<std::string_view, 7> kPartKeys{"pkg",     "toolchain",  "note", "config",
                                                    "variant", "experiment", "tags"};
constexpr std::size_t kMostContexts = 20000;

/// One value of one line.
struct Row {
  std::string name;  ///< with its GOMAXPROCS suffix, if it has one.
  std::string metric;
  std::string unit;
  double value = 0;
  double resolution = 0;  ///< as Result::resolution.
  std::size_t context = 0;
};

/// All that was read, before anything is known of the file as a whole.
struct Found {
  std::vector<Row> rows;
  std::vector<Config> contexts;
  std::map<std::string, units::Direction, std::less<>> better;  ///< by unit, where a Unit line says it.
  std::set<std::string, std::less<>> exact;                     ///< units of which a Unit line says so.
};

bool is_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_number_like(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos &&
         word.find_first_not_of("0123456789.,eE+-") == std::string_view::npos;
}

bool is_missing(std::string_view word) { return word == "NaN" || word == "+Inf" || word == "-Inf" || word == "Inf"; }

/// As `go test` tells a benchmark by its function: BenchmarkX, Benchmark_x, but not Benchmarking.
bool is_name(std::string_view word) {
  constexpr std::string_view kPrefix = "Benchmark";
  if (!word.starts_with(kPrefix)) return false;
  return word.size() == kPrefix.size() || word[kPrefix.size()] < 'a' || word[kPrefix.size()] > 'z';
}

/// `N  value unit`, the beginning of what is measured. What is no number is told apart from what is no result by the
/// slash of a unit.
bool is_measured(std::span<const std::string_view> words) {
  if (words.size() < 3 || !is_digits(words[0])) return false;
  return is_number_like(words[1]) || is_missing(words[1]) || words[2].find('/') != std::string_view::npos;
}

/// `parse/small-8  120000  9512 ns/op`: a result whose name another harness gave. Nothing less is one: the processors
/// behind the name, the iterations, a number, and Go's own unit.
bool is_renamed(std::span<const std::string_view> words) {
  if (words.size() < 4 || words[3] != "ns/op" || !is_digits(words[1]) || !is_number_like(words[2])) return false;
  const std::size_t dash = words[0].rfind('-');
  return dash != std::string_view::npos && dash > 0 && is_digits(words[0].substr(dash + 1));
}

/// One such line alone may be anything's.
constexpr std::size_t kFewestRenamed = 2;

bool has_renamed(std::string_view text) {
  std::size_t count = 0;
  bool labelled = false;
  Lines lines(text);
  while (const auto line = lines.next()) {
    labelled = labelled || line->text.starts_with("goos: ") || line->text.starts_with("pkg: ");
    if (line->text.find(" ns/op") != std::string_view::npos && is_renamed(words_of(visible_part(line->text)))) ++count;
    if (count >= kFewestRenamed || (labelled && count > 0)) return true;
  }
  return false;
}

/// What a program prints while its benchmark runs stands between the name and the numbers.
struct Stream {
  Config config;
  std::string started;  ///< the benchmark whose name is printed, but not yet what was measured.
  std::string partial;  ///< of `go test -json`: the beginning of a line.
};

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink), renamed_(has_renamed(bytes)) {}
  void line(const Line& line);
  void finish();
  Found found;

 private:
  void text(std::size_t at, std::string_view shown, Stream& stream);
  void event(const Line& line);
  bool config(std::string_view shown, Stream& stream) const;
  void unit(std::span<const std::string_view> words);
  void measured(std::size_t at, std::span<const std::string_view> words, const Stream& stream);
  std::size_t context(std::size_t at, const Config& config);

  std::string_view bytes_;
  RunSink& sink_;
  bool renamed_;  ///< names without `Benchmark` are known to be results here.
  Stream plain_;
  std::map<std::string, Stream, std::less<>> packages_;  ///< of `go test -json`, whose packages may alternate.
  std::map<Config, std::size_t> known_;
};

std::size_t Reader::context(std::size_t at, const Config& config) {
  const auto [found_at, fresh] = known_.try_emplace(config, found.contexts.size());
  if (fresh) found.contexts.push_back(config);
  if (found.contexts.size() > kMostContexts) {
    refuse_at(bytes_, at, fmt::format("more than {} changes of package or configuration", kMostContexts));
  }
  return found_at->second;
}

bool Reader::config(std::string_view shown, Stream& stream) const {
  const std::size_t colon = shown.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view key = shown.substr(0, colon);
  const bool known =
      std::ranges::find(kRunKeys, key) != kRunKeys.end() || std::ranges::find(kPartKeys, key) != kPartKeys.end();
  if (!known) return false;
  const std::string_view value = base::trim(shown.substr(colon + 1));
  if (value.empty()) {
    stream.config.erase(std::string(key));
  } else {
    stream.config[std::string(key)] = base::to_utf8(value);
  }
  return true;
}

/// `Unit x better=higher assume=exact`
void Reader::unit(std::span<const std::string_view> words) {
  for (const std::string_view word : words.subspan(2)) {
    if (word == "better=higher") found.better[std::string(words[1])] = units::Direction::Higher;
    if (word == "assume=exact") found.exact.insert(std::string(words[1]));
    if (word == "better=lower") found.better[std::string(words[1])] = units::Direction::Lower;
  }
}

/// What a unit measures. The units of a user's own are their metric's name.
std::string metric_of(std::string_view unit) {
  if (unit == "ns/op" || unit == "sec/op") return "time";
  if (unit == "B/op") return "memory";
  if (unit == "allocs/op") return "allocs";
  if (unit == "MB/s" || unit == "B/s") return "throughput";
  std::string metric = base::to_lower_ascii(base::to_utf8(unit));
  if (metric.ends_with("/op") && metric.size() > 3) metric.resize(metric.size() - 3);
  for (const std::string_view taken : {"time", "memory", "allocs", "throughput"}) {
    if (metric == taken) metric += "/op";
  }
  return metric;
}

void Reader::measured(std::size_t at, std::span<const std::string_view> words, const Stream& stream) {
  std::vector<Row> rows;
  for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
    const std::string_view word = words[i];
    if (is_missing(word)) {
      sink_.ignored("value is missing (null or not a number)");
      continue;
    }
    // Something printed behind the numbers ends them.
    if (!is_number_like(word) && words[i + 1].find('/') == std::string_view::npos) break;
    const auto value = base::parse_number(word);
    if (!value) {
      refuse_at(bytes_, at, fmt::format("\"{}\" is not a number that can be kept", base::visible(word.substr(0, 40))));
    }
    model::Result printed;
    printed.unit = base::to_utf8(words[i + 1]);
    printed.value = *value;
    if (!set_printed(printed, word, sink_)) continue;
    rows.push_back({stream.started, metric_of(words[i + 1]), printed.unit, *value, printed.resolution, 0});
  }
  // A benchmark may have reported "0 ns/op", which hides it, and a time in a unit of its own.
  const auto time = std::ranges::find(rows, "time", &Row::metric);
  const auto own = std::ranges::find_if(rows, [](const Row& r) {
    return units::parse_unit(r.unit).family == units::Family::Time && r.unit.find('-') == std::string::npos;
  });
  if (time == rows.end() && own != rows.end()) own->metric = "time";
  const std::size_t where = context(at, stream.config);
  for (Row& row : rows) {
    row.context = where;
    found.rows.push_back(std::move(row));
  }
}

void Reader::text(std::size_t at, std::string_view shown, Stream& stream) {
  if (config(shown, stream)) return;
  const auto words = words_of(shown);
  const std::span<const std::string_view> all(words);
  if (words.empty()) return;
  if (words[0] == "---" && words.size() > 2 && is_name(words[2])) {
    if (words[1] == "FAIL:") sink_.ignored("benchmark reported an error");
    if (words[1] == "SKIP:") sink_.ignored("benchmark was skipped");
    if (words[1] != "BENCH:") stream.started.clear();
  } else if (words[0] == "Unit" && words.size() > 2) {
    unit(all);
  } else if (is_name(words[0]) || (renamed_ && is_renamed(all))) {
    stream.started = base::to_utf8(words[0]);
    if (!is_measured(all.subspan(1))) return;
    measured(at, all.subspan(1), stream);
    stream.started.clear();
  } else if (!stream.started.empty() && is_measured(all) && words[2].find('/') != std::string_view::npos) {
    measured(at, all, stream);
    stream.started.clear();
  }
}

/// One line of `go test -json`. A line that the program prints may come in several events.
void Reader::event(const Line& line) {
  const JsonDocument document(bytes_, line.begin, line.begin + line.text.size(), sink_);
  const JsonNode event = document.root();
  if (event["Action"].text() != "output") return;
  const std::string package(event["Package"].text());
  const auto [at, fresh] = packages_.try_emplace(package);
  Stream& stream = at->second;
  if (fresh && !package.empty()) stream.config["pkg"] = package;
  const std::string_view output = event["Output"].text();
  stream.partial += output;
  if (!output.ends_with('\n')) return;
  const std::string whole = std::move(stream.partial);
  stream.partial.clear();
  Lines lines(whole);
  while (const auto part = lines.next()) text(line.begin, visible_part(part->text), stream);
}

void Reader::line(const Line& line) {
  const bool object = line.text.starts_with('{') && line.text.find("\"Action\"") != std::string_view::npos;
  if (object) return event(line);
  text(line.begin, visible_part(line.text), plain_);
}

void Reader::finish() {
  for (auto& [package, stream] : packages_) text(bytes_.size(), std::string(stream.partial), stream);
}

/// A name and the number behind its last dash, which may be GOMAXPROCS.
std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || !is_digits(name.substr(dash + 1))) return {name, {}};
  return {name.substr(0, dash), name.substr(dash + 1)};
}

/// The numbers that are GOMAXPROCS and not the end of a sub-benchmark's name ("size-1024"). A function's name cannot
/// hold a dash, so that of a benchmark without a slash is one. Where there is none, all names end in the same number.
std::set<std::string_view> procs_of(const std::vector<Row>& rows) {
  std::set<std::string_view> proven;
  std::set<std::string_view> any;
  bool bare = false;
  for (const Row& row : rows) {
    const std::string_view number = split_name(row.name).second;
    any.insert(number);
    if (row.name.find('/') != std::string::npos) continue;
    if (number.empty()) bare = true;
    if (!number.empty()) proven.insert(number);
  }
  if (proven.empty() && !bare && any.size() == 1 && !any.contains({})) return any;
  return proven;
}

/// Takes GOMAXPROCS off the names, but where it is what tells benchmarks apart (`-cpu 1,2,4`). Returns it when it is
/// one for all, else an empty text.
std::string without_procs(std::vector<Row>& rows) {
  const std::set<std::string_view> procs = procs_of(rows);
  std::map<std::pair<std::string_view, std::size_t>, std::set<std::string_view>> full;
  const auto bare = [&](const Row& row) {
    const auto [stem, number] = split_name(row.name);
    return !number.empty() && procs.contains(number) ? stem : std::string_view(row.name);
  };
  for (const Row& row : rows) full[{bare(row), row.context}].insert(row.name);
  std::vector<std::string> names;
  std::set<std::string> counts;
  for (const Row& row : rows) {
    const std::string_view name = bare(row);
    names.emplace_back(full[{name, row.context}].size() == 1 ? name : std::string_view(row.name));
    counts.emplace(name.size() == row.name.size() ? std::string_view("1") : split_name(row.name).second);
  }
  // Where every name ends in a number and none is proven to be GOMAXPROCS, nobody knows it.
  const bool unknown =
      procs.empty() && std::ranges::none_of(rows, [](const Row& r) { return split_name(r.name).second.empty(); });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].name = std::move(names[i]);
  return counts.size() == 1 && !unknown ? *counts.begin() : std::string();
}

std::string_view value_of(const Config& config, std::string_view key) {
  const auto found = config.find(key);
  return found == config.end() ? std::string_view() : std::string_view(found->second);
}

/// The contexts in which one name stands.
struct Places {
  std::set<std::size_t> contexts;
  std::vector<std::string_view> differing;  ///< the keys whose values are not the same in all of them.
};

/// What tells one of several contexts from the others: "example.test/parse", "toolchain=new".
std::string label_of(const Config& own, const std::vector<std::string_view>& differing) {
  std::vector<std::string> parts;
  for (const std::string_view key : differing) {
    const std::string_view value = value_of(own, key);
    if (!value.empty()) parts.push_back(key == "pkg" ? std::string(value) : fmt::format("{}={}", key, value));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Packages stand in names only where they must.
void tell_apart(std::vector<Row>& rows, const std::vector<Config>& contexts) {
  std::map<std::string, Places> seen;
  for (const Row& row : rows) seen[row.name].contexts.insert(row.context);
  for (auto& [name, places] : seen) {
    const Config& first = contexts[*places.contexts.begin()];
    std::ranges::copy_if(kPartKeys, std::back_inserter(places.differing), [&](std::string_view key) {
      const std::string_view value = value_of(first, key);
      return std::ranges::any_of(places.contexts, [&](std::size_t i) { return value_of(contexts[i], key) != value; });
    });
  }
  for (Row& row : rows) {
    const std::string label = label_of(contexts[row.context], seen[row.name].differing);
    if (!label.empty()) row.name += fmt::format(" ({})", label);
  }
}

/// The run a context belongs to, without its results.
model::Run run_of(const Config& config, const std::string& procs) {
  model::Run run;
  run.tool = "go";
  run.commit = commit_id(value_of(config, "commit"));
  run.commit_date = base::parse_time(value_of(config, "commit-time"));
  run.branch = value_of(config, "branch");
  for (const auto& [key, word] : {std::pair{"cpu", "cpu"}, {"os", "goos"}, {"arch", "goarch"}}) {
    if (const std::string_view value = value_of(config, word); !value.empty()) run.environment[key] = value;
  }
  // As many threads as the runtime uses at once: what the names no longer say may still not be mixed.
  if (!procs.empty()) run.environment["cpus"] = procs;
  return run;
}

model::Result result_of(Row& row, const Found& found) {
  model::Result result;
  result.benchmark = std::move(row.name);
  for (const std::string_view known : {"time", "memory", "allocs", "throughput"}) {
    if (row.metric == known) result.estimator = "mean";  // over b.N iterations
  }
  result.metric = std::move(row.metric);
  result.value = row.value;
  result.resolution = row.resolution;
  if (const auto better = found.better.find(row.unit); better != found.better.end()) result.better = better->second;
  result.exact = found.exact.contains(row.unit);
  result.unit = std::move(row.unit);
  return result;
}

std::vector<model::Run> runs_of(Found& found) {
  const std::string procs = without_procs(found.rows);
  std::map<std::vector<std::string_view>, std::vector<Row>> by_run;
  std::vector<std::vector<Row>*> order;
  for (Row& row : found.rows) {
    std::vector<std::string_view> key;
    std::ranges::transform(kRunKeys, std::back_inserter(key),
                           [&](std::string_view word) { return value_of(found.contexts[row.context], word); });
    auto& rows = by_run[key];
    if (rows.empty()) order.push_back(&rows);
    rows.push_back(std::move(row));
  }
  found.rows = {};  // the memory, too
  std::vector<model::Run> runs;
  for (std::vector<Row>* rows : order) {
    tell_apart(*rows, found.contexts);
    runs.push_back(run_of(found.contexts[rows->front().context], procs));
    for (Row& row : *rows) runs.back().results.push_back(result_of(row, found));
    *rows = {};
    fold_repetitions(runs.back());
  }
  return runs;
}

Match sniff(std::string_view head) {
  bool goos = false;
  bool operations = false;
  bool events = false;
  Lines lines(head);
  while (const auto line = lines.next()) {
    const bool object = line->text.starts_with("{\"") && line->text.find("\"Action\":\"") != std::string_view::npos;
    events = events || (object && line->text.find("\"Package\":\"") != std::string_view::npos);
    if (object && line->text.find("\"Output\":\"") != std::string_view::npos &&
        line->text.find(" ns/op") != std::string_view::npos) {
      return Match::Sure;
    }
    goos = goos || line->text.starts_with("goos: ");
    const bool unit = line->text.find("/op") != std::string_view::npos;
    operations = operations || unit;
    if (!line->text.starts_with("Benchmark")) continue;
    const auto words = words_of(line->text);
    const bool result = is_name(words[0]) && is_measured(std::span(words).subspan(1));
    if (result && (unit || goos || line->text.find("/s") != std::string_view::npos)) return Match::Sure;
  }
  if ((goos && operations) || has_renamed(head)) return Match::Sure;
  return goos || events ? Match::Maybe : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  reader.finish();
  if (reader.found.rows.empty()) throw base::Error(base::Fault::Input, {}, "there is no Go benchmark in it");
  for (model::Run& run : runs_of(reader.found)) sink.run(std::move(run));
}

constexpr std::string_view kAliases[] = {"golang", "go_bench", "gobench", "benchstat"};

}  // namespace

extern const Format kGo;
const Format kGo{"go", kAliases, sniff, read, true};

}  // namespace perfolio::formats
