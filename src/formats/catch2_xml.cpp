// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/catch2.h"
#include "formats/json.h"
#include "formats/xml.h"

#include <fmt/format.h>

/// Catch2's XML reporter (`--reporter xml`): all values in nanoseconds.
namespace perfolio::formats {
namespace {

constexpr std::size_t kMostDocuments = 1000;  // each costs a piece

/// Follows one document.
class Document final : public XmlEvents {
 public:
  Document(RunSink& sink, model::Run& run) : sink_(sink), run_(run) {}
  void open(std::string_view element, const XmlAttributes& attributes) override;
  void close(std::string_view element) override;

 private:
  void mean(const XmlAttributes& attributes);
  std::optional<double> number(const XmlAttributes& attributes, std::string_view name);

  RunSink& sink_;
  model::Run& run_;
  std::vector<std::string> title_;  ///< the test case and its open sections.
  std::string benchmark_;
  bool measured_ = false;  ///< the benchmark has a mean.
};

std::optional<double> Document::number(const XmlAttributes& attributes, std::string_view name) {
  const std::string_view text = base::trim(attributes[name]);
  const std::string word = base::to_lower_ascii(text);
  if (text.empty() || word.find("nan") != std::string::npos || word.find("inf") != std::string::npos) {
    sink_.ignored("value is missing (null or not a number)");
    return std::nullopt;
  }
  const auto number = base::parse_number(text);
  if (!number) stop(fmt::format("\"{}\" is not a number that can be kept", base::visible(text.substr(0, 40))));
  return number;
}

void Document::mean(const XmlAttributes& attributes) {
  const auto value = number(attributes, "value");
  if (!value) return;
  model::Result result;
  result.benchmark = catch2_name(title_, benchmark_);
  result.value = *value;
  result.unit = "ns";
  result.estimator = "mean";
  result.lower = number(attributes, "lowerBound");
  result.upper = number(attributes, "upperBound");
  run_.results.push_back(std::move(result));
  measured_ = true;
}

void Document::open(std::string_view element, const XmlAttributes& attributes) {
  if (element == "TestCase" || element == "Section") {
    if (element == "TestCase") title_.clear();
    title_.emplace_back(base::trim(attributes["name"]));
  } else if (element == "BenchmarkResults") {
    benchmark_ = attributes["name"];
    measured_ = false;
    if (benchmark_.empty()) stop("a benchmark without a name");
  } else if (element == "failed" && !benchmark_.empty()) {
    sink_.ignored("benchmark reported an error");
  } else if (element == "mean" && !benchmark_.empty()) {
    mean(attributes);
  } else if (element == "standardDeviation" && measured_) {
    run_.results.back().spread = fmt::format("std dev {} ns", attributes["value"]);
  }
}

void Document::close(std::string_view element) {
  if ((element == "TestCase" || element == "Section") && !title_.empty()) title_.pop_back();
  if (element == "BenchmarkResults") {
    benchmark_.clear();
    measured_ = false;
  }
}

}  // namespace

std::size_t catch2_xml_begin(std::string_view bytes, std::size_t from) {
  constexpr std::string_view kRoot = "<Catch";
  std::size_t root = bytes.find(kRoot, from);
  while (root != std::string_view::npos) {
    const std::string_view behind = bytes.substr(root + kRoot.size());
    if (behind.starts_with("2TestRun") || behind.starts_with(' ') || behind.starts_with('>')) break;
    root = bytes.find(kRoot, root + 1);
  }
  if (root == std::string_view::npos) return root;
  // The declaration names the encoding.
  const std::size_t declaration = bytes.substr(from, root - from).rfind("<?xml");
  return declaration == std::string_view::npos ? root : from + declaration;
}

void read_catch2_xml(std::string_view bytes, std::size_t begin, RunSink& sink, model::Run& run) {
  for (std::size_t document = 1; begin != std::string_view::npos; ++document) {
    if (document > kMostDocuments) refuse_at(bytes, begin, fmt::format("more than {} XML documents", kMostDocuments));
    Document events(sink, run);
    const std::size_t end = read_xml(bytes, begin, events);
    begin = catch2_xml_begin(bytes, end);
  }
}

}  // namespace perfolio::formats
