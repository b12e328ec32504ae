// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/known.h"

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
extern const Format kDenoTable;
extern const Format kDivan;
extern const Format kGo;
extern const Format kGoogleBenchmark;
extern const Format kGungraun;
extern const Format kH2load;
extern const Format kHey;
extern const Format kHyperfine;
extern const Format kIai;
extern const Format kJmh;
extern const Format kJsTime;
extern const Format kJulia;
extern const Format kLibtest;
extern const Format kLnt;
extern const Format kLuau;
extern const Format kMitata;
extern const Format kMitataConsole;
extern const Format kNanobenchTable;
extern const Format kOpensslSpeed;
extern const Format kPerfStat;
extern const Format kPerfolioJsonl;
extern const Format kPerfolioPdf;
extern const Format kPerfolioReport;
extern const Format kPgbench;
extern const Format kPhpbench;
extern const Format kPyperf;
extern const Format kPytest;
extern const Format kRuby;
extern const Format kStressNg;
extern const Format kSwiftBenchmark;
extern const Format kSysbench;
extern const Format kTimeit;
extern const Format kTinybench;
extern const Format kTinybenchConsole;
extern const Format kVitest;
extern const Format kVitestConsole;
extern const Format kWrk;
extern const FolderFormat kCriterionDirectory;

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
      &kDenoTable,
      &kDivan,
      &kGo,
      &kGoogleBenchmark,
      &kGungraun,
      &kH2load,
      &kHey,
      &kHyperfine,
      &kIai,
      &kJmh,
      &kJsTime,
      &kJulia,
      &kLibtest,
      &kLnt,
      &kLuau,
      &kMitata,
      &kMitataConsole,
      &kNanobenchTable,
      &kOpensslSpeed,
      &kPerfStat,
      &kPerfolioJsonl,
      &kPerfolioPdf,
      &kPerfolioReport,
      &kPgbench,
      &kPhpbench,
      &kPyperf,
      &kPytest,
      &kRuby,
      &kStressNg,
      &kSwiftBenchmark,
      &kSysbench,
      &kTimeit,
      &kTinybench,
      &kTinybenchConsole,
      &kVitest,
      &kVitestConsole,
      &kWrk,
  };
  // clang-format on
  return formats;
}

std::span<const FolderFormat* const> all_folder_formats() {
  static const std::array formats = {&kCriterionDirectory};
  return formats;
}

Named format_named(std::string_view name) { return KnownFormats().named(name); }

const Format& recognised(std::string_view bytes) { return KnownFormats().recognised(bytes); }

}  // namespace perfolio::formats
