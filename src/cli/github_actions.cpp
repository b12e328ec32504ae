// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/github_actions.h"

#include "emit/github.h"
#include "sys/append_file.h"
#include "sys/file.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <string_view>

namespace perfolio::cli {

namespace {

constexpr std::chrono::seconds kPatience{30};

/// The file that the runner names; empty outside of a workflow.
std::string file_named_by(const char* variable) {
  const char* path = std::getenv(variable);
  return path == nullptr ? std::string() : std::string(path);
}

/// Nobody can guess it, so that no value can end itself early.
std::string delimiter() {
  std::random_device chance;
  std::string out = "perfolio-";
  for (int i = 0; i < 4; ++i) out += fmt::format("{:08x}", static_cast<unsigned>(chance()));
  return out;
}

/// What another program left without an end of line must not swallow our first one.
void append_lines(sys::AppendFile& file, const std::string& text) {
  const std::string_view there = file.bytes();
  file.append(there.size(), (there.empty() || there.ends_with('\n') ? "" : "\n") + text);
}

void append_summary(const model::Report& report, const std::string& path) {
  sys::AppendFile file(path, kPatience);
  const std::size_t there = file.bytes().size() + 1;
  if (there >= emit::kLargestSummary) return;  // the step has said too much already; GitHub would drop all of it.
  const std::string text = emit::github_comment(report, emit::kLargestSummary - there);
  if (text.size() <= emit::kLargestSummary - there) append_lines(file, text);
}

emit::StepOutputs outputs_of(const model::Report& report, const std::string& folder, const std::string& stem) {
  emit::StepOutputs outputs = emit::github_facts(report);
  outputs.emplace_back("report-dir", folder);
  const auto add = [&](const char* name, const std::string& file) {
    const std::string path = folder + "/" + file;
    if (sys::path_kind(path) == sys::PathKind::File) outputs.emplace_back(name, path);
  };
  add("pdf", stem + ".pdf");
  add("comment-file", "comment.md");
  add("release-notes-file", "release-notes.md");
  add("json-file", "report.json");
  return outputs;
}

}  // namespace

void tell_github(const model::Report& report, const std::string& folder, const std::string& stem) {
  const std::string summary = file_named_by("GITHUB_STEP_SUMMARY");
  if (!summary.empty()) append_summary(report, summary);
  const std::string output = file_named_by("GITHUB_OUTPUT");
  if (!output.empty()) {
    sys::AppendFile file(output, kPatience);
    append_lines(file, emit::github_outputs(outputs_of(report, folder, stem), delimiter()));
  }
}

}  // namespace perfolio::cli
