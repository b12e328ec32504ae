// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "fuzz/promises.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/config.h"
#include "formats/described.h"
#include "formats/format.h"
#include "formats/gate.h"
#include "formats/perfolio_jsonl.h"
#include "releases/releases.h"
#include "units/unit.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace perfolio::test {
namespace {

/// Thrown by a check, so that a reader on the way cannot take it for an Error of its own.
struct Broken {
  std::string what;
};

void must(bool holds, std::string_view what) {
  if (!holds) throw Broken{std::string(what)};
}

void must_be_text(std::string_view text, std::string_view what) {
  if (!base::is_utf8(text)) throw Broken{std::string(what) + " is not UTF-8"};
}

void must_be_line(std::string_view text, std::string_view what) {
  must_be_text(text, what);
  if (text.find('\n') != std::string_view::npos) throw Broken{std::string(what) + " is more than one line"};
}

void must_be_sane(const model::Result& result) {
  must(!result.benchmark.empty(), "a benchmark has no name");
  must(!result.metric.empty(), "a result has no metric");
  const std::string_view texts[] = {result.benchmark, result.metric, result.unit,
                                    result.estimator, result.per,    result.spread};
  for (const std::string_view text : texts) must_be_text(text, "a text of a result");
  must(std::isfinite(result.value), "a value is not finite");
  for (const double sample : result.samples) must(std::isfinite(sample), "a sample is not finite");
  for (const auto& bound : {result.lower, result.upper}) must(!bound || std::isfinite(*bound), "a bound is not finite");
  must(!result.lower || !result.upper || *result.lower <= *result.upper, "the lower bound is above the upper");
}

void must_be_sane(const model::Run& run) {
  const std::string_view texts[] = {run.suite,  run.release, run.release_by, run.commit,  run.branch, run.tool,
                                    run.author, run.url,     run.source,     run.subject, run.body};
  for (const std::string_view text : texts) must_be_text(text, "a text of a run");
  for (const auto& [key, value] : run.environment) {
    must_be_text(key, "a key of the environment");
    must_be_text(value, "a text of the environment");
  }
  must_be_line(run.subject, "the subject");
  must(run.author.find('@') == std::string::npos, "the author may be an e-mail address");
  must(run.url.empty() || run.url.starts_with("http"), "the link is none of the web");
  for (const auto& time : {run.date, run.commit_date}) {
    must(!time || base::parse_time(base::to_rfc3339(*time)) == time, "a date is out of range");
  }
  for (const model::Result& result : run.results) must_be_sane(result);
}

/// Checks all it is handed.
struct Sceptic : formats::RunSink {
  std::function<void(const model::Run&)> on_run;
  std::size_t told = 0;

  void run(model::Run run) override {
    must_be_sane(run);
    if (on_run) on_run(run);
  }
  void diagnostic(base::Diagnostic diagnostic) override {
    must_be_line(diagnostic.text, "a diagnostic");
    must_be_line(base::to_string(diagnostic.where), "a place");
    ++told;
  }
  void ignored(std::string_view reason) override { must_be_line(reason, "a reason"); }
  void repository_url(std::string_view url) override { must(url.starts_with("http"), "the link is none of the web"); }
};

/// What a reader found is a line of a history that reads back as the same line.
void must_read_back(const model::Run& run) {
  std::string line;
  formats::append_line(run, line);
  std::string again;
  Sceptic sink;
  sink.on_run = [&](const model::Run& back) { formats::append_line(back, again); };
  try {
    formats::format_named("perfolio").file->read(line, sink);
  } catch (const base::Error& error) {
    throw Broken{std::string("what was read cannot be read back: ") + error.what() + ": " + line};
  }
  if (line != again) throw Broken{"a line reads back as another: " + line + " " + again};
}

/// Runs what may refuse its input, but only as promised.
void may_refuse(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    must_be_line(error.what(), "a complaint");
    must_be_line(error.hint(), "a hint");
    must_be_line(base::to_string(error.where()), "a place");
    must(std::string_view(error.what()).size() < 1000, "a complaint is long");
  }
}

void feed_file(const formats::Format& format, std::string_view bytes) {
  format.sniff(bytes.substr(0, formats::kSniffBytes));
  Sceptic sink;
  sink.on_run = must_read_back;
  formats::Gate gate(sink);
  may_refuse([&] { format.read(bytes, gate); });
}

std::vector<formats::FolderFile> files_in(std::string_view bytes) {
  std::vector<formats::FolderFile> files;
  for (const std::string_view part : base::split(bytes, '\x1d')) {
    const std::size_t end = std::min(part.find('\n'), part.size());
    files.push_back({std::string(part.substr(0, end)), part.substr(std::min(end + 1, part.size()))});
  }
  return files;
}

void feed_folder(const formats::FolderFormat& format, std::string_view bytes) {
  auto files = files_in(bytes);
  std::erase_if(files, [&](const formats::FolderFile& file) { return !format.is_part(file.path); });
  std::ranges::sort(files, {}, &formats::FolderFile::path);
  const auto twice = std::ranges::unique(files, {}, &formats::FolderFile::path);
  files.erase(twice.begin(), twice.end());
  if (files.empty()) return;
  Sceptic sink;
  sink.on_run = must_read_back;
  formats::Gate gate(sink);
  may_refuse([&] { format.read(files, gate); });
}

void feed_recognised(std::string_view bytes) {
  may_refuse([&] {
    const formats::Format& format = formats::recognised(bytes);
    Sceptic sink;
    formats::Gate gate(sink);
    format.read(bytes, gate);
  });
}

/// A description, 0x1D, and what is read by it.
void feed_described(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find('\x1d'), bytes.size());
  const std::string_view input = bytes.substr(std::min(end + 1, bytes.size()));
  may_refuse([&] {
    const formats::DescribedFormat format(bytes.substr(0, end));
    static_cast<void>(format.sniff(input.substr(0, formats::kSniffBytes)));
    Sceptic sink;
    sink.on_run = must_read_back;
    formats::Gate gate(sink);
    format.read(input, gate);
  });
}

void feed_config(std::string_view bytes) {
  may_refuse([&] { cli::config_from_json(bytes); });
}

void feed_releases(std::string_view bytes) {
  may_refuse([&] { releases::from_json(bytes, std::nullopt); });
  may_refuse([&] { releases::map_from_tsv(bytes); });
}

void feed_words(std::string_view bytes) {
  must_be_text(base::to_utf8(bytes), "a repaired text");
  must_be_line(base::visible(bytes), "a visible text");
  if (const auto number = base::parse_number(bytes)) must(std::isfinite(*number), "a number is not finite");
  if (const auto time = base::parse_time(bytes)) {
    must(base::parse_time(base::to_rfc3339(*time)) == time, "a time reads back as another");
  }
  const std::string text = base::to_utf8(bytes);
  const units::Unit unit = units::parse_unit(text);
  must_be_text(unit.base, "a unit");
  must(std::isfinite(unit.factor) && unit.factor > 0, "a factor is not above 0");
  may_refuse([&] { static_cast<void>(base::Pattern(text).matches(text.substr(0, 1000))); });
}

struct Other {
  std::string_view name;
  void (*feed)(std::string_view bytes);
};
constexpr Other kOthers[] = {{"recognised", feed_recognised},
                             {"described", feed_described},
                             {"config", feed_config},
                             {"releases", feed_releases},
                             {"words", feed_words}};

void feed(std::string_view target, std::string_view bytes) {
  for (const Other& other : kOthers) {
    if (other.name == target) return other.feed(bytes);
  }
  const formats::Named named = formats::format_named(target);
  if (named.file != nullptr) return feed_file(*named.file, bytes);
  feed_folder(*named.folder, bytes);
}

}  // namespace

std::vector<std::string> fuzz_targets() {
  std::vector<std::string> names;
  for (const formats::Format* format : formats::all_formats()) names.emplace_back(format->name);
  for (const formats::FolderFormat* format : formats::all_folder_formats()) names.emplace_back(format->name);
  for (const Other& other : kOthers) names.emplace_back(other.name);
  return names;
}

std::string broken_promise(std::string_view target, std::string_view bytes) {
  try {
    feed(target, bytes);
  } catch (const Broken& broken) {
    return broken.what;
  } catch (const std::exception& error) {
    return std::string("an exception that is no Error: ") + error.what();
  }
  return {};
}

}  // namespace perfolio::test
