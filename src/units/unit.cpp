// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "units/unit.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <span>

namespace perfolio::units {

namespace {

struct Word {
  std::string_view name;
  double factor;
};

constexpr std::size_t kLongestKnown = 64;  // no unit we know is longer; bounds the work on hostile names

// Short names are compared as written ("MS" is no millisecond), so only the spelled-out ones are lowered first, and
// those in capitals that no prefix could be meant by ("NS", "US").
constexpr std::array kTimes = {
    Word{"ns", 1},     Word{"ms", 1e6}, Word{"s", 1e9}, Word{"us", 1e3}, Word{"\u00b5s", 1e3}, Word{"ps", 1e-3},
    Word{"h", 3600e9}, Word{"NS", 1},   Word{"Ns", 1},  Word{"US", 1e3}, Word{"Us", 1e3},
};
constexpr std::array kTimeWords = {
    Word{"sec", 1e9},         Word{"secs", 1e9},         Word{"second", 1e9},      Word{"seconds", 1e9},
    Word{"msec", 1e6},        Word{"millis", 1e6},       Word{"millisecond", 1e6}, Word{"milliseconds", 1e6},
    Word{"usec", 1e3},        Word{"micros", 1e3},       Word{"microsecond", 1e3}, Word{"microseconds", 1e3},
    Word{"nsec", 1},          Word{"nanos", 1},          Word{"nanosecond", 1},    Word{"nanoseconds", 1},
    Word{"picosecond", 1e-3}, Word{"picoseconds", 1e-3}, Word{"min", 60e9},        Word{"mins", 60e9},
    Word{"minute", 60e9},     Word{"minutes", 60e9},     Word{"hour", 3600e9},     Word{"hours", 3600e9},
};

constexpr double kKibi = 1024.0;
constexpr double kMebi = kKibi * kKibi;
constexpr double kGibi = kMebi * kKibi;
constexpr double kTebi = kGibi * kKibi;

// kB and KB are both 1000 bytes, as in the MB/s of Go and libtest. "kb" and "b" are left alone: nobody can tell whether
// their author meant bits.
constexpr std::array kBytes = {
    Word{"B", 1},       Word{"kB", 1e3},    Word{"KB", 1e3},    Word{"MB", 1e6},     Word{"GB", 1e9},
    Word{"TB", 1e12},   Word{"KiB", kKibi}, Word{"kiB", kKibi}, Word{"MiB", kMebi},  Word{"GiB", kGibi},
    Word{"TiB", kTebi}, Word{"kbit", 125},  Word{"Kbit", 125},  Word{"Mbit", 125e3}, Word{"Gbit", 125e6},
};
constexpr std::array kByteWords = {
    Word{"byte", 1},         Word{"bytes", 1},         Word{"kilobyte", 1e3},   Word{"kilobytes", 1e3},
    Word{"megabyte", 1e6},   Word{"megabytes", 1e6},   Word{"gigabyte", 1e9},   Word{"gigabytes", 1e9},
    Word{"kibibyte", kKibi}, Word{"kibibytes", kKibi}, Word{"mebibyte", kMebi}, Word{"mebibytes", kMebi},
};
/// Names of a rate that need no slash, in any case, behind a prefix or none: "QPS", "kHz", "Mops", "MIPS".
constexpr std::array<std::string_view, 8> kRates = {"hz", "rps", "qps", "tps", "fps", "ips", "ops", "iops"};
/// One word and "/s" behind it, in any case: work that is printed under its own name.
constexpr std::array<std::string_view, 2> kFlops = {"flop", "flops"};
/// More of these is better, and they are no rates.
constexpr std::array<std::string_view, 6> kGains = {"score", "scores", "speedup", "speedups", "speed-up", "speed up"};
/// Sizes of which only the size of the unit is in doubt (bits or bytes, milli or mega), and energy: less is better.
constexpr std::array<std::string_view, 10> kSizes = {"kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "bit", "bits"};
constexpr std::array<std::string_view, 10> kEnergies = {"J",  "mJ",  "kJ",    "uJ",     "\u00b5J",
                                                        "Wh", "kWh", "joule", "joules", "Joules"};
/// b in "Mbps" is always a bit, B in "MBps" a byte.
constexpr std::array kByteRates = {
    Word{"kbps", 125},   Word{"Kbps", 125}, Word{"Mbps", 125e3}, Word{"Gbps", 125e6}, Word{"bps", 0.125},
    Word{"Tbps", 125e9}, Word{"kb/s", 125}, Word{"Kb/s", 125},   Word{"Mb/s", 125e3}, Word{"Gb/s", 125e6},
};

/// Work done: in front of "/s" it makes a rate, after a slash it says per what a cost is counted.
constexpr std::array<std::string_view, 33> kWorks = {
    "iter",    "op",         "ops",      "iters",    "iteration", "iterations", "operation", "operations", "elem",
    "elems",   "element",    "elements", "item",     "items",     "call",       "calls",     "run",        "runs",
    "req",     "reqs",       "request",  "requests", "loop",      "loops",      "sample",    "samples",    "query",
    "queries", "invocation", "task",     "tasks",    "i",         "it",
};
/// Costs that are counted, and of which fewer is better.
constexpr std::array<std::string_view, 19> kCounts = {
    "allocs",           "alloc",    "allocation",   "allocations",   "instructions", "instruction", "instr",
    "cycles",           "cycle",    "cache-misses", "branch-misses", "page-faults",  "faults",      "misses",
    "context-switches", "syscalls", "deallocs",     "frees",         "errors",
};

std::optional<double> factor_of(std::span<const Word> words, std::string_view name) {
  const auto found = std::ranges::find(words, name, &Word::name);
  return found == words.end() ? std::nullopt : std::optional(found->factor);
}

std::optional<double> factor_of(std::span<const Word> shorts, std::span<const Word> spelled, std::string_view name) {
  if (const auto found = factor_of(shorts, name)) {
    return found;
  }
  return name.size() < 3 ? std::nullopt : factor_of(spelled, base::to_lower_ascii(name));
}

std::optional<double> time_factor(std::string_view name) { return factor_of(kTimes, kTimeWords, name); }

std::optional<double> byte_factor(std::string_view name) { return factor_of(kBytes, kByteWords, name); }

bool is_work(std::string_view name) { return std::ranges::find(kWorks, name) != kWorks.end(); }

bool is_count(std::string_view name) { return std::ranges::find(kCounts, name) != kCounts.end(); }

double prefix_factor(char prefix) {
  switch (prefix) {
    case 'k':
    case 'K':
      return 1e3;
    case 'M':
      return 1e6;
    case 'G':
      return 1e9;
    case 'T':
      return 1e12;
    default:
      return 0;
  }
}

template <typename Words>
bool is_one_of(const Words& words, std::string_view name) {
  return std::ranges::find(words, name) != std::end(words);
}

/// The factor of the prefix in front of one of the words (lower case), 1 without one, 0 where `name` is another word or
/// its prefix is in doubt: a small m, g or t.
template <typename Words>
std::optional<double> prefixed(const Words& words, std::string_view name) {
  const std::string lower = base::to_lower_ascii(name);
  if (is_one_of(words, lower)) return 1;
  if (name.size() < 2 || !is_one_of(words, std::string_view(lower).substr(1))) return std::nullopt;
  const bool doubtful = name[0] == 'm' || name[0] == 'g' || name[0] == 't';
  const double factor = prefix_factor(name[0]);
  return factor > 0 || doubtful ? std::optional(factor) : std::nullopt;
}

/// "ops" 1, "Melem", "MOPS" and "MS" (a million samples) 1e6; "" and "k" in front of "/s" are how we print rates.
std::optional<double> work_factor(std::string_view name) {
  if (name.empty() || name == "1" || name == "S" || is_work(name) || is_work(base::to_lower_ascii(name))) {
    return 1;
  }
  const double prefix = prefix_factor(name.front());
  const std::string_view rest = name.substr(1);
  return prefix > 0 && (rest.empty() || rest == "S" || is_work(rest) || is_work(base::to_lower_ascii(rest)))
             ? std::optional(prefix)
             : std::nullopt;
}

Unit other(std::string_view name, std::optional<Direction> direction = std::nullopt) {
  return {std::string(name), Family::Other, 1, direction};
}

/// What Go's users write: "user-ns", "peak-RSS-bytes" are a time and bytes under a name of their own. A single small
/// letter behind the dash proves nothing.
std::optional<Unit> prefixed_cost(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  const std::string_view last = name.substr(dash + 1);
  if (last.size() < 2 && last != "B") return std::nullopt;
  if (const auto factor = time_factor(last)) return Unit{"ns", Family::Time, *factor, Direction::Lower};
  if (const auto factor = byte_factor(last)) return Unit{"B", Family::Bytes, *factor, Direction::Lower};
  return std::nullopt;
}

Unit cost(std::string_view name, std::string_view whole) {
  if (const auto factor = time_factor(name)) {
    return {"ns", Family::Time, *factor, Direction::Lower};
  }
  if (const auto factor = byte_factor(name)) {
    return {"B", Family::Bytes, *factor, Direction::Lower};
  }
  if (is_count(name)) {
    return {std::string(name), Family::Count, 1, Direction::Lower};
  }
  if (auto unit = prefixed_cost(name)) {
    return *unit;
  }
  const std::string lower = base::to_lower_ascii(name);
  if (is_one_of(kGains, lower)) {
    return other(whole, Direction::Higher);
  }
  const bool less = is_one_of(kSizes, lower) || is_one_of(kEnergies, name);
  return other(whole, less ? std::optional(Direction::Lower) : std::nullopt);
}

/// Floating point operations per second keep their name: "2.1 GFLOP/s".
std::optional<Unit> flops(std::string_view name, double per_second, std::string_view whole) {
  const auto factor = prefixed(kFlops, name);
  if (!factor) return std::nullopt;
  if (*factor == 0) return other(whole, Direction::Higher);
  return Unit{"FLOP/s", Family::Count, *factor * per_second, Direction::Higher};
}

/// `name` per a time of `nanoseconds`. Words we do not know keep their name ("tokens/s" must not be printed as "/s").
Unit rate(std::string_view name, double nanoseconds, std::string_view whole) {
  const double per_second = 1e9 / nanoseconds;
  if (const auto factor = byte_factor(name)) {
    return {"B/s", Family::ByteRate, *factor * per_second, Direction::Higher};
  }
  if (const auto factor = work_factor(name)) {
    return {"1/s", Family::Rate, *factor * per_second, Direction::Higher};
  }
  if (auto unit = flops(name, per_second, whole)) {
    return *unit;
  }
  if (time_factor(name)) {
    return other(whole);
  }
  return other(whole, is_count(name) ? std::optional<Direction>() : Direction::Higher);
}

/// "MBps", "GBps", "KiBps"; where the case of the b or of the prefix is in doubt ("MBPS", "gbps"), only that it is a
/// rate is known.
std::optional<Unit> bytes_per_second(std::string_view name) {
  const std::string lower = base::to_lower_ascii(name);
  if (!lower.ends_with("ps")) return std::nullopt;
  const auto factor = name.ends_with("ps") ? byte_factor(name.substr(0, name.size() - 2)) : std::nullopt;
  if (factor) return Unit{"B/s", Family::ByteRate, *factor, Direction::Higher};
  const std::string_view size = std::string_view(lower).substr(0, lower.size() - 2);
  return size == "b" || is_one_of(kSizes, size) ? std::optional(other(name, Direction::Higher)) : std::nullopt;
}

Unit whole_word(std::string_view name) {
  if (const auto factor = prefixed(kRates, name)) {
    return *factor > 0 ? Unit{"1/s", Family::Rate, *factor, Direction::Higher} : other(name, Direction::Higher);
  }
  const bool per_second = !name.empty() && (name.back() == 's' || name.back() == 'S');
  if (const auto unit = per_second ? flops(name, 1, name) : std::nullopt) {
    return *unit;
  }
  if (const auto factor = factor_of(kByteRates, name)) {
    return {"B/s", Family::ByteRate, *factor, Direction::Higher};
  }
  if (const auto unit = bytes_per_second(name)) {
    return *unit;
  }
  return cost(name, name);
}

Unit parse_cleaned(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) {
    return whole_word(name);
  }
  const std::string_view above = base::trim(name.substr(0, slash));
  const std::string_view below = base::trim(name.substr(slash + 1));
  if (is_work(below) || is_work(base::to_lower_ascii(below))) {
    return cost(above, name);
  }
  if (const auto factor = factor_of(kByteRates, name)) {
    return {"B/s", Family::ByteRate, *factor, Direction::Higher};
  }
  const auto time = below == "S" ? std::optional(1e9) : time_factor(below);
  return time ? rate(above, *time, name) : other(name);
}

/// Greek mu for the micro sign, " per " for the slash: the other spellings of what we know.
std::string respelled(std::string_view name) {
  std::string text(name);
  for (std::size_t at = text.find("\u03bc"); at != std::string::npos; at = text.find("\u03bc", at)) {
    text.replace(at, 2, "\u00b5");
  }
  if (const std::size_t at = text.find(" per "); at != std::string::npos) {
    text.replace(at, 5, "/");
  }
  return text;
}

}  // namespace

bool is_rate(const Unit& unit) {
  if (unit.family == Family::Rate || unit.family == Family::ByteRate) return true;
  return unit.direction == Direction::Higher && !is_one_of(kGains, base::to_lower_ascii(unit.base));
}

Unit parse_unit(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  const std::string_view name = base::trim(trimmed.substr(0, trimmed.find('\t')));
  if (name.size() > kLongestKnown) {
    return other(name);
  }
  if (name.find('\xce') == std::string_view::npos && name.find(' ') == std::string_view::npos) {
    return parse_cleaned(name);
  }
  Unit unit = parse_cleaned(respelled(name));
  const bool micro = name.find('\xce') != std::string_view::npos;
  if (unit.family == Family::Other && !micro) {
    unit.base = std::string(name);
  }
  return unit;
}

}  // namespace perfolio::units
