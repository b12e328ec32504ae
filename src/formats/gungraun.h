// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// What the counters of Valgrind's tools look like on the screens of iai and of its descendant iai-callgrind, which is
/// Gungraun today: a benchmark's name, and below it, set in, one line for each counter.
namespace perfolio::formats {

struct RunSink;

/// Which of the two wrote the counters in a text.
enum class CounterWriter { None, Iai, Gungraun };
CounterWriter counter_writer(std::string_view head);

/// Hands over one run of `tool`; `missed` is whose benchmarks are missed when there is none.
void read_counters(std::string_view bytes, std::string_view tool, std::string_view missed, RunSink& sink);

}  // namespace perfolio::formats
