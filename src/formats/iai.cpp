// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/format.h"
#include "formats/gungraun.h"

/// What iai prints: `  Instructions:   1735 (No change)`, and what it estimates from Cachegrind's counters.
namespace perfolio::formats {
namespace {

Match sniff(std::string_view head) { return counter_writer(head) == CounterWriter::Iai ? Match::Sure : Match::No; }

void read(std::string_view bytes, RunSink& sink) { read_counters(bytes, "iai", "iai", sink); }

constexpr std::string_view kAliases[] = {"rust_iai"};

}  // namespace

extern const Format kIai;
const Format kIai{"iai", kAliases, sniff, read, true};

}  // namespace perfolio::formats
