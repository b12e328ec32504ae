// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/letters.h"

#include "base/text.h"

#include <string_view>

namespace perfolio::model {

namespace {

class Letters {
 public:
  void add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      // Most texts are ASCII from end to end.
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        ++at;
        continue;
      }
      found_.insert(base::next_code_point(text, at));
    }
  }
  void add(const Environment& environment) {
    for (const auto& [key, value] : environment) {
      add(key);
      add(value);
    }
  }
  void add(const BenchmarkFacts& b) {
    for (const std::string* text : {&b.suite, &b.name, &b.metric, &b.unit.base, &b.per, &b.spread, &b.group})
      add(*text);
    add(b.environment);
    for (const std::string& note : b.notes) add(note);
    for (const ChangePoint& point : b.change_points) {
      for (const Commit& commit : point.commits) {
        add(commit.subject);
        add(commit.author);
      }
    }
    if (!b.comparison) return;
    add(b.comparison->limit);
    add(b.comparison->suppressed);
  }
  std::set<char32_t> take() { return std::move(found_); }

 private:
  std::set<char32_t> found_;
};

}  // namespace

std::set<char32_t> letters(const Report& report) {
  Letters all;
  all.add(report.project);
  all.add(report.environment);
  for (const Column& column : report.columns) all.add(column.release.tag);
  for (const std::string& words : report.maintainer_note) all.add(words);
  for (const Group& group : report.groups) {
    for (const std::string* text : {&group.name, &group.description, &group.per}) all.add(*text);
  }
  for (const BenchmarkFacts& b : report.benchmarks) all.add(b);
  for (const Highlight& highlight : report.highlights) all.add(highlight.text);
  for (const Annotation& annotation : report.annotations) all.add(annotation.text);
  for (const Suppression& suppression : report.suppressions) {
    all.add(suppression.pattern);
    all.add(suppression.reason);
  }
  for (const Input& input : report.inputs) all.add(input.path);
  for (const base::Diagnostic& note : report.notes) {
    all.add(note.where.file);
    all.add(note.text);
  }
  return all.take();
}

}  // namespace perfolio::model
