// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace perfolio::formats {

extern const Format kAb;
extern const Format kAsv;
extern const Format kBencherPerf;
extern const Format kBenchmarkDotNet;
extern const Format kBenchmarkJs;
extern const Format kBmf;
extern const Format kCargoCriterion;
extern const Format kCatch2;
extern const Format kCriterion;
extern const Format kCsv;
extern const Format kCustom;
extern const Format kCustomBigger;
extern const Format kCustomSmaller;
extern const Format kDart;
extern const Format kDataJs;
extern const Format kGo;
extern const Format kGoogleBenchmark;
extern const Format kGungraun;
extern const Format kHey;
extern const Format kHyperfine;
extern const Format kHyperfineText;
extern const Format kIai;
extern const Format kJmh;
extern const Format kJmhText;
extern const Format kJsTime;
extern const Format kJulia;
extern const Format kLibtest;
extern const Format kLnt;
extern const Format kLuau;
extern const Format kMitata;
extern const Format kPerfStat;
extern const Format kPerfolioJsonl;
extern const Format kPerfolioReport;
extern const Format kPyperf;
extern const Format kPytest;
extern const Format kRuby;
extern const Format kSysbench;
extern const Format kTimeit;
extern const Format kTinybench;
extern const Format kTinybenchTable;
extern const Format kVitest;
extern const Format kWrk;
extern const FolderFormat kCriterionDirectory;

namespace {

using base::Error;
using base::Fault;
using Formats = std::vector<const Format*>;

/// Output of a tool may stand behind megabytes of a build's noise.
constexpr std::size_t kPiecesAsked = 1024;

Formats saying(Match match, std::string_view head, bool printed_only = false) {
  Formats formats;
  for (const Format* format : all_formats()) {
    if ((format->printed || !printed_only) && format->sniff(head) == match) formats.push_back(format);
  }
  return formats;
}

const Format& only(const Formats& formats) {
  if (formats.size() == 1) return *formats.front();
  std::vector<std::string_view> names;
  for (const Format* format : formats) names.push_back(format->name);
  throw Error(Fault::Input, {}, fmt::format("this could be any of: {}", fmt::join(names, ", ")),
              fmt::format("say which by --format-in, as in --format-in {}", names.front()));
}

/// What no format knows, described so that its owner sees what was taken for what.
std::string looks_like(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size()) return "nothing but white space";
  if (head.find('\0') != std::string_view::npos) return "binary data";
  if (head[begin] == '[') return "a JSON list whose elements no tool known here writes";
  if (head[begin] == '{') {
    constexpr std::size_t kShown = 6;
    const auto keys = outer_keys(head);
    if (keys.empty()) return "a JSON object without members";
    std::string shown;
    for (std::size_t i = 0; i < std::min(keys.size(), kShown); ++i) {
      shown += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", base::visible(keys[i].substr(0, 40)));
    }
    return fmt::format("a JSON object with {}{}", shown, keys.size() > kShown ? ", ..." : "");
  }
  const std::string_view line = base::trim(head.substr(begin, head.find('\n', begin) - begin));
  return fmt::format("text that begins with \"{}\"", base::visible(line.substr(0, 60)));
}

template <typename Kind>
bool is_called(const Kind& format, std::string_view name) {
  return format.name == name || std::ranges::find(format.aliases, name) != format.aliases.end();
}

}  // namespace

std::span<const Format* const> all_formats() {
  // clang-format off: one line each, so that two branches may add formats
  static const std::array formats = {
      &kAb,
      &kAsv,
      &kBencherPerf,
      &kBenchmarkDotNet,
      &kBenchmarkJs,
      &kBmf,
      &kCargoCriterion,
      &kCatch2,
      &kCriterion,
      &kCsv,
      &kCustom,
      &kCustomBigger,
      &kCustomSmaller,
      &kDart,
      &kDataJs,
      &kGo,
      &kGoogleBenchmark,
      &kGungraun,
      &kHey,
      &kHyperfine,
      &kHyperfineText,
      &kIai,
      &kJmh,
      &kJmhText,
      &kJsTime,
      &kJulia,
      &kLibtest,
      &kLnt,
      &kLuau,
      &kMitata,
      &kPerfStat,
      &kPerfolioJsonl,
      &kPerfolioReport,
      &kPyperf,
      &kPytest,
      &kRuby,
      &kSysbench,
      &kTimeit,
      &kTinybench,
      &kTinybenchTable,
      &kVitest,
      &kWrk,
  };
  // clang-format on
  return formats;
}

std::span<const FolderFormat* const> all_folder_formats() {
  static const std::array formats = {&kCriterionDirectory};
  return formats;
}

Named format_named(std::string_view name) {
  std::vector<std::string> known;
  const auto learn = [&](const auto& format) {
    known.emplace_back(format.name);
    known.insert(known.end(), format.aliases.begin(), format.aliases.end());
  };
  for (const Format* format : all_formats()) {
    if (is_called(*format, name)) return {.file = format};
    learn(*format);
  }
  for (const FolderFormat* format : all_folder_formats()) {
    if (is_called(*format, name)) return {.folder = format};
    learn(*format);
  }
  const std::string near = base::nearest(name, known);
  std::vector<std::string_view> names;
  for (const Format* format : all_formats()) names.push_back(format->name);
  for (const FolderFormat* format : all_folder_formats()) names.push_back(format->name);
  throw Error(
      Fault::Usage, {}, fmt::format("no format is called '{}'", base::visible(name)),
      near.empty() ? fmt::format("known are: {}", fmt::join(names, ", ")) : fmt::format("did you mean '{}'?", near));
}

const Format& recognised(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSniffBytes);
  if (const Formats sure = saying(Match::Sure, head); !sure.empty()) return only(sure);
  if (const Formats maybe = saying(Match::Maybe, head); !maybe.empty()) return only(maybe);
  // Halves overlap, so that a line cut by one piece is whole in the next.
  for (std::size_t piece = 1; piece < kPiecesAsked && piece * kSniffBytes / 2 < bytes.size(); ++piece) {
    const std::string_view later = bytes.substr(piece * kSniffBytes / 2, kSniffBytes);
    if (const Formats sure = saying(Match::Sure, later, true); !sure.empty()) return only(sure);
  }
  throw Error(Fault::Input, {}, fmt::format("no known format: this is {}", looks_like(head)),
              "docs/formats.md lists what is read; --format-in NAME says what it is");
}

}  // namespace perfolio::formats
