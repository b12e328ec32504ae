// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/repetitions.h"
#include "formats/results.h"
#include "formats/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

/// PHPBench's XML (`phpbench run --dump-file=FILE`). Its times are microseconds: `time-net` of all revolutions of an
/// iteration, `stats` of one revolution.
namespace perfolio::formats {
namespace {

using units::Direction;

constexpr std::size_t kMostSuites = 1000;

/// A variant of a subject: one benchmark.
struct Variant {
  std::string set;
  double revolutions = 1;
  std::vector<double> times;
  std::optional<double> mean, memory;
  std::string deviation;
  bool failed = false;
};

class Document final : public XmlEvents {
 public:
  explicit Document(RunSink& sink) : sink_(sink) {}
  void open(std::string_view element, const XmlAttributes& attributes) override;
  void close(std::string_view element) override;
  void text(std::string_view piece) override {
    if (kept_ != nullptr && kept_->size() + piece.size() < 1000) *kept_ += piece;
  }
  std::vector<model::Run> runs;

 private:
  std::optional<double> number(const XmlAttributes& attributes, std::string_view name);
  void suite(const XmlAttributes& attributes);
  void iteration(const XmlAttributes& attributes);
  void value(const XmlAttributes& attributes);
  void keep();
  void add(const std::string& name, std::string_view metric, double value, std::string_view unit);

  RunSink& sink_;
  std::string section_, class_, subject_;  ///< "php", "vcs" of the environment.
  std::string version_, commit_, branch_;
  std::string* kept_ = nullptr;  ///< where the text at hand goes.
  std::optional<Variant> variant_;
};

/// Nothing where the attribute is not there; what is no number is refused.
std::optional<double> Document::number(const XmlAttributes& attributes, std::string_view name) {
  const std::string_view text = base::trim(attributes[name]);
  if (text.empty()) return std::nullopt;
  const auto number = base::parse_number(text);
  const std::string word = base::to_lower_ascii(text);
  if (!number && (word == "nan" || word == "inf" || word == "-inf")) {
    sink_.ignored("value is missing (null or not a number)");
  } else if (!number) {
    stop(fmt::format("\"{}\" is not a number that can be kept", base::visible(text.substr(0, 40))));
  }
  return number;
}

void Document::suite(const XmlAttributes& attributes) {
  if (runs.size() >= kMostSuites) return stop(fmt::format("more than {} suites", kMostSuites));
  model::Run& run = runs.emplace_back();
  run.tool = "phpbench";
  run.date = time_without_zone(attributes["date"]);
  version_.clear();
  commit_.clear();
  branch_.clear();
}

void Document::iteration(const XmlAttributes& attributes) {
  auto time = number(attributes, "time-net");
  if (!time) time = number(attributes, "time");  // before 0.12
  auto revolutions = number(attributes, "time-revs");
  if (!revolutions) revolutions = number(attributes, "revs");
  const double each = std::max(revolutions.value_or(variant_->revolutions), 1.0);
  if (time) variant_->times.push_back(*time / each);
  auto memory = number(attributes, "mem-peak");
  if (!memory) memory = number(attributes, "memory");
  if (memory) variant_->memory = std::max(variant_->memory.value_or(0), *memory);
}

/// `<env><php><value name="version" type="string">8.2.1</value>`
void Document::value(const XmlAttributes& attributes) {
  const std::string_view name = attributes["name"];
  kept_ = section_ == "php" && name == "version"   ? &version_
          : section_ == "vcs" && name == "version" ? &commit_
          : section_ == "vcs" && name == "branch"  ? &branch_
                                                   : nullptr;
  if (kept_ != nullptr) kept_->clear();
}

void Document::open(std::string_view element, const XmlAttributes& attributes) {
  kept_ = nullptr;
  if (element == "suite") return suite(attributes);
  if (runs.empty()) return;
  if (element == "php" || element == "vcs" || element == "uname") {
    section_ = element;
  } else if (element == "value") {
    value(attributes);
  } else if (element == "benchmark") {
    class_ = base::to_utf8(attributes["class"]);
    if (class_.starts_with('\\')) class_.erase(0, 1);
  } else if (element == "subject") {
    subject_ = base::to_utf8(attributes["name"]);
  } else if (element == "variant") {
    variant_.emplace();
    variant_->revolutions = number(attributes, "revs").value_or(1);
  } else if (!variant_) {
    return;
  } else if (element == "parameter-set") {
    variant_->set = base::to_utf8(attributes["name"]);
  } else if (element == "error") {
    variant_->failed = true;
  } else if (element == "iteration") {
    iteration(attributes);
  } else if (element == "stats") {
    variant_->mean = number(attributes, "mean");
    variant_->deviation = base::to_utf8(attributes["stdev"]);
  }
}

void Document::add(const std::string& name, std::string_view metric, double value, std::string_view unit) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  result.unit = unit;
  result.better = Direction::Lower;
  runs.back().results.push_back(std::move(result));
}

/// The name as PHPBench prints it: a set of parameters behind "#".
void Document::keep() {
  const Variant variant = std::move(*variant_);
  variant_.reset();
  if (variant.failed) return sink_.ignored("benchmark reported an error");
  if (!variant.mean && variant.times.empty()) return sink_.ignored("benchmark without a value");
  std::string name = fmt::format("{}{}{}", class_, class_.empty() ? "" : "::", subject_);
  if (!variant.set.empty()) name += fmt::format(" # {}", variant.set);
  if (name.empty()) return stop("a benchmark without a name");
  const double sum = std::accumulate(variant.times.begin(), variant.times.end(), 0.0);
  add(name, "time", variant.mean ? *variant.mean : sum / static_cast<double>(variant.times.size()), "us");
  model::Result& time = runs.back().results.back();
  time.estimator = "mean";
  time.samples = variant.times;
  if (!variant.deviation.empty()) time.spread = fmt::format("std dev {} us", variant.deviation);
  if (variant.memory) add(name, "memory", *variant.memory, "B");
}

void Document::close(std::string_view element) {
  kept_ = nullptr;
  if (element == "variant" && variant_) keep();
  if (element == "php" || element == "vcs" || element == "uname") section_.clear();
  if (element != "env" || runs.empty()) return;
  const std::string version = major_version(base::trim(version_), 2);
  if (!version.empty()) runs.back().environment["runtime"] = "PHP " + version;
  runs.back().commit = commit_id(base::trim(commit_));
  runs.back().branch = base::to_utf8(base::trim(branch_));
}

/// Where the document begins: behind what a log may have in front of it.
std::size_t begin_of(std::string_view bytes) {
  const std::size_t root = bytes.find("<phpbench");
  if (root == std::string_view::npos) return root;
  const std::size_t declaration = bytes.substr(0, root).rfind("<?xml");
  return declaration == std::string_view::npos ? root : declaration;
}

Match sniff(std::string_view head) {
  const std::size_t root = head.find("<phpbench ");
  return root != std::string_view::npos && head.find("<suite", root) != std::string_view::npos ? Match::Sure
                                                                                               : Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const std::size_t begin = begin_of(bytes);
  if (begin == std::string_view::npos) throw base::Error(base::Fault::Input, {}, "there is no PHPBench document in it");
  Document document(sink);
  read_xml(bytes, begin, document);
  bool any = false;
  for (model::Run& run : document.runs) {
    if (run.results.empty()) continue;
    any = true;
    keep_apart(run, sink);
    sink.run(std::move(run));
  }
  if (!any) throw base::Error(base::Fault::Input, {}, "there is no PHPBench benchmark in it");
}

constexpr std::string_view kAliases[] = {"phpbench-xml", "php"};

}  // namespace

extern const Format kPhpbench;
const Format kPhpbench{"phpbench", kAliases, sniff, read};

}  // namespace perfolio::formats
