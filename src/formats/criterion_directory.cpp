// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/criterion_work.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <map>

/// What Criterion.rs keeps in target/criterion: a folder per benchmark, with the last run in `new`. Beside it stand the
/// run before (`base`), the comparison of both (`change`) and pictures (`report`), which are not read.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;
using units::Direction;

constexpr std::array<std::string_view, 3> kParts{"benchmark.json", "estimates.json", "sample.json"};

/// "a/b/new/sample.json" gives "a/b" and "sample.json"; empty parts where it is none of ours.
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  constexpr std::string_view kNew = "new/";
  for (const std::string_view part : kParts) {
    if (!path.ends_with(part)) continue;
    const std::string_view folder = path.substr(0, path.size() - part.size());
    if (folder == kNew) return {"", part};
    if (folder.ends_with("/new/")) return {folder.substr(0, folder.size() - kNew.size() - 1), part};
  }
  return {};
}

bool is_part(std::string_view path) { return !split_path(path).second.empty(); }

/// The files of one benchmark; null where one is missing.
using Files = std::map<std::string_view, const FolderFile*, std::less<>>;

/// What is known of one benchmark.
struct Benchmark {
  std::string folder, name, directory;
  std::vector<Work> works;  ///< in one iteration.
  model::Result time;
};

/// Runs `action` on one file; what cannot be read is told with its path, and the rest goes on.
bool in_part(const FolderFile& file, RunSink& sink, const std::function<void(const JsonNode&)>& action) {
  try {
    refuse_utf16(file.bytes);
    const JsonDocument document(file.bytes, sink);
    if (!document.root().is_object()) document.root().refuse("an object is due here");
    action(document.root());
    return true;
  } catch (const Error& error) {
    const std::string place = base::to_string(error.where());
    sink.diagnostic(
        {base::Severity::Warning,
         {},
         fmt::format("{} cannot be read: {}{}{}", file.path, place, place.empty() ? "" : ": ", error.what())});
    return false;
  }
}

/// Directories are cut and cleaned: only this file has the name.
void read_name(const JsonNode& root, RunSink& sink, Benchmark& benchmark) {
  benchmark.name = root["full_id"].text();
  benchmark.directory = root["directory_name"].text();
  for (const std::string_view key : {"group_id", "function_id", "value_str"}) {
    if (root["full_id"] || root[key].text().empty()) continue;
    benchmark.name += (benchmark.name.empty() ? "" : "/") + std::string(root[key].text());
  }
  if (benchmark.name.empty()) root.refuse("a benchmark without a name");
  const auto add = [&](const JsonNode& amount, bool bytes, bool decimal = false) {
    const auto number = number_if_any(amount, sink);
    if (number && *number > 0) benchmark.works.push_back({*number, bytes, decimal});
  };
  const JsonNode work = root["throughput"];
  add(work["Bytes"], true);
  add(work["BytesDecimal"], true, true);
  add(work["Elements"], false);
  add(work["ElementsAndBytes"]["bytes"], true);
  add(work["ElementsAndBytes"]["elements"], false);
}

/// Criterion's own choice for its report, "typical" in its words: the slope where it was sampled linearly, else the
/// mean. It is what the console prints, too. Early versions wrote the names with a capital.
void read_estimates(const JsonNode& root, RunSink& sink, model::Result& time) {
  for (const auto& [key, old] : {std::pair{"slope", "Slope"}, std::pair{"mean", "Mean"}}) {
    const JsonNode estimate = root[key] ? root[key] : root[old];
    const auto value = number_if_any(estimate["point_estimate"], sink);
    if (!value) continue;
    time.value = *value;
    time.unit = "ns";
    time.better = Direction::Lower;
    time.estimator = "typical";
    const JsonNode interval = estimate["confidence_interval"];
    time.lower = number_if_any(interval["lower_bound"], sink);
    time.upper = number_if_any(interval["upper_bound"], sink);
    return;
  }
  root.refuse("neither slope nor mean is in it");
}

/// The times are those of all iterations of a sample together.
void read_samples(const JsonNode& root, RunSink& sink, model::Result& time) {
  const std::vector<double> iterations = samples_of(root["iters"], sink);
  std::vector<double> times = samples_of(root["times"], sink);
  if (iterations.size() != times.size()) root.refuse("as many times as numbers of iterations are due here");
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (iterations[i] <= 0) root.refuse("a sample without an iteration");
    times[i] /= iterations[i];
  }
  time.samples = std::move(times);
}

class Reader {
 public:
  explicit Reader(RunSink& sink) : sink_(sink) {}
  void read(std::string_view folder, const Files& files);
  void finish();

 private:
  [[nodiscard]] bool complete(std::string_view folder, const Files& files);
  RunSink& sink_;
  std::vector<Benchmark> benchmarks_;
};

bool Reader::complete(std::string_view folder, const Files& files) {
  bool all = true;
  for (const std::string_view part : kParts) {
    if (files.contains(part)) continue;
    const bool needed = part != "sample.json";
    if (needed) all = false;
    sink_.diagnostic({base::Severity::Warning,
                      {},
                      fmt::format("{}{}new/{} is missing{}", folder, folder.empty() ? "" : "/", part,
                                  needed ? ", so that the benchmark is left out" : ": the benchmark has no samples")});
  }
  return all;
}

void Reader::read(std::string_view folder, const Files& files) {
  if (!complete(folder, files)) return;
  Benchmark benchmark;
  benchmark.folder = folder;
  const bool named = in_part(*files.find("benchmark.json")->second, sink_,
                             [&](const JsonNode& root) { read_name(root, sink_, benchmark); });
  const bool timed = in_part(*files.find("estimates.json")->second, sink_,
                             [&](const JsonNode& root) { read_estimates(root, sink_, benchmark.time); });
  if (!named || !timed) return;
  if (const auto sample = files.find("sample.json"); sample != files.end()) {
    in_part(*sample->second, sink_, [&](const JsonNode& root) { read_samples(root, sink_, benchmark.time); });
  }
  benchmarks_.push_back(std::move(benchmark));
}

/// The packages of a workspace that have folders of their own may each have a benchmark of the same name: then the
/// folder that has it tells them apart.
void Reader::finish() {
  std::map<std::string, std::size_t, std::less<>> times;
  for (const Benchmark& benchmark : benchmarks_) ++times[benchmark.name];
  model::Run run;
  run.tool = "criterion";
  for (Benchmark& benchmark : benchmarks_) {
    std::string_view folder = benchmark.folder;
    if (folder.ends_with(benchmark.directory)) folder.remove_suffix(benchmark.directory.size());
    while (folder.ends_with('/')) folder.remove_suffix(1);
    benchmark.time.benchmark = benchmark.name;
    if (times[benchmark.name] > 1) benchmark.time.benchmark += fmt::format(" [{}]", base::to_utf8(folder));
    if (!benchmark.works.empty()) benchmark.time.per = label_of(benchmark.works.front());
    run.results.push_back(benchmark.time);
    for (const Work& work : benchmark.works) {
      if (benchmark.time.value <= 0) continue;
      run.results.push_back(rate_of(benchmark.time, work));
      if (&work != benchmark.works.data()) run.results.back().metric = "elements-per-second";
    }
  }
  if (run.results.empty()) throw Error(Fault::Input, {}, "there is no Criterion benchmark in it");
  sink_.run(std::move(run));
}

void read(std::span<const FolderFile> files, RunSink& sink) {
  std::map<std::string_view, Files> folders;
  for (const FolderFile& file : files) {
    const auto [folder, part] = split_path(file.path);
    if (!part.empty()) folders[folder][part] = &file;
  }
  Reader reader(sink);
  for (const auto& [folder, parts] : folders) reader.read(folder, parts);
  reader.finish();
}

constexpr std::string_view kAliases[] = {"criterion-dir", "criterion-folder"};

}  // namespace

extern const FolderFormat kCriterionDirectory;
const FolderFormat kCriterionDirectory{"criterion-directory", kAliases, is_part, read};

}  // namespace perfolio::formats
