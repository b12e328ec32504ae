// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/append.h"

#include "base/error.h"
#include "formats/format.h"
#include "formats/perfolio_jsonl.h"
#include "history/same_run.h"
#include "sys/append_file.h"

#include <fmt/format.h>

namespace perfolio::history {

namespace {

using base::Error;
using base::Fault;
using model::Run;

/// A run that is only compared is not told about.
struct Quiet final : formats::RunSink {
  void run(Run /*run*/) override {}
  void diagnostic(base::Diagnostic /*diagnostic*/) override {}
  void ignored(std::string_view /*reason*/) override {}
  void repository_url(std::string_view /*url*/) override {}
};

void check_is_history(std::string_view bytes) {
  if (formats::begins_history(bytes)) return;
  throw Error(Fault::Input, {}, "this is not a history of perfolio, and stays as it is",
              "`perfolio record THAT --history NEW.jsonl` takes its runs over into one");
}

}  // namespace

Lines lines_for(std::string_view bytes, const std::vector<Addition>& additions, Twice twice,
                std::vector<base::Diagnostic>& notes) {
  check_is_history(bytes);
  Meetings meetings(additions);
  Quiet quiet;
  Lines lines;
  lines.first = true;
  const formats::HistoryEnd end = formats::read_history(bytes, quiet, [&](const Run& known, int line) {
    lines.first = false;
    if (twice != Twice::Allow) meetings.meet(known, line);
  });
  lines.keep = end.whole;
  const std::vector<Met> met = twice == Twice::Allow ? std::vector<Met>() : meetings.all();
  if (!met.empty() && twice == Twice::Refuse) refuse(met, additions);
  std::vector<bool> skip(additions.size());
  for (const Met& one : met) skip[one.addition] = true;
  for (std::size_t i = 0; i < additions.size(); ++i) {
    if (skip[i]) continue;
    lines.added.push_back(&additions[i].run);
    formats::append_line(additions[i].run, lines.text);
  }
  lines.skipped = met.size();
  if (lines.added.empty()) return lines;
  if (!end.newline) lines.text.insert(0, 1, '\n');
  if (end.whole < bytes.size()) {
    const std::string text = fmt::format("a torn last line of {} bytes is cut off", bytes.size() - end.whole);
    notes.push_back({base::Severity::Warning, {}, text});
  }
  return lines;
}

Lines append_runs(const std::string& path, const std::vector<Addition>& additions, Twice twice,
                  std::vector<base::Diagnostic>& notes, std::chrono::milliseconds patience) {
  sys::AppendFile file(path, patience);
  Lines lines;
  const std::size_t before = notes.size();
  base::in_file(path, [&] { lines = lines_for(file.bytes(), additions, twice, notes); });
  for (std::size_t i = before; i < notes.size(); ++i) notes[i].where.file = path;
  if (!lines.added.empty()) file.append(lines.keep, lines.text);
  return lines;
}

}  // namespace perfolio::history
