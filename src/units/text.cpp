// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "units/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace perfolio::units {

namespace {

constexpr int kMostDecimals = 6;
constexpr int kTellingDecimals = 15;     // of a double
constexpr double kLargestPlain = 1e7;    // from here on a run of digits is harder to read than a power of ten
constexpr double kSmallestPlain = 1e-4;  // below, six decimals cannot hold three significant digits
constexpr std::string_view kNotAvailable = "n/a";

/// Exactly half way between two numbers of `decimals` decimals. Only a multiple of 2^-(decimals+1) can be.
bool is_tie(double magnitude, int decimals) {
  const double scaled = std::ldexp(magnitude, decimals + 1);
  return std::isfinite(scaled) && std::floor(scaled) == scaled &&
         fmt::format("{:.{}f}", magnitude, decimals + 1).back() == '5';
}

/// Fixed-point text, half away from zero. fmt rounds the exact decimal value of the double, and exact ties to even.
std::string fixed(double magnitude, int decimals) {
  const double infinity = std::numeric_limits<double>::infinity();
  return fmt::format("{:.{}f}", is_tie(magnitude, decimals) ? std::nextafter(magnitude, infinity) : magnitude,
                     decimals);
}

/// floor(log10) of the value rounded to three digits, read off the text because log10 may differ in the last bit.
int exponent_of(double magnitude) {
  const std::string text = fmt::format("{:.2e}", magnitude);
  std::size_t at = text.find('e') + 1;
  at += text[at] == '+' ? 1U : 0U;
  int exponent = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), exponent);
  return exponent;
}

std::string power_of_ten(double magnitude) {
  // No superscripts: Cairo 1.16 writes those of Latin-1 into a PDF as letters that the font does not have.
  const int exponent = exponent_of(magnitude);
  return fmt::format("{}e{}{}", fmt::format("{:.2e}", magnitude).substr(0, 4), exponent < 0 ? kMinus : "",
                     std::abs(exponent));
}

std::string magnitude_text(double magnitude, int decimals) {
  const bool tiny = magnitude > 0 && magnitude < kSmallestPlain && decimals >= kMostDecimals;
  return magnitude >= kLargestPlain || tiny ? power_of_ten(magnitude) : fixed(magnitude, decimals);
}

bool is_zero_text(std::string_view text) { return text.find_first_not_of("0.") == std::string_view::npos; }

std::string signed_text(double value, int decimals, std::string_view plus) {
  if (!std::isfinite(value)) {
    return std::string(kNotAvailable);
  }
  std::string text = magnitude_text(std::abs(value), std::clamp(decimals, 0, kTellingDecimals));
  if (value == 0 || is_zero_text(text)) {
    return text;
  }
  return std::string(value < 0 ? kMinus : plus) + text;
}

double percent_of(double ratio) { return (ratio - 1) * 100; }

bool is_ratio(double ratio) { return std::isfinite(ratio) && ratio > 0; }

/// Integer percent; one decimal where the integer would be 0 or the step to 1 (graphics: 0.4 % is not "0 %").
std::string short_percent(double percent, std::string_view plus) {
  const std::string tenths = fixed(std::abs(percent), 1);
  if (tenths == "0.0") {
    return "0";
  }
  return signed_text(percent, tenths.starts_with("0.") ? 1 : 0, plus);
}

std::string with_percent(std::string_view number) { return fmt::format("{}{}%", number, kThinSpace); }

/// "2.4×", without a decimal from `whole_from` on.
std::string times(double ratio, double whole_from) { return magnitude_text(ratio, ratio < whole_from ? 1 : 0) + "×"; }

/// Largest size among the values; what is not finite is not printed, so it does not count.
double largest_of(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) {
    largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
  }
  return largest;
}

struct Step {
  std::string_view name;
  double divisor;
};
constexpr std::array kTimeSteps = {Step{"ns", 1}, Step{"µs", 1e3}, Step{"ms", 1e6}, Step{"s", 1e9}};
constexpr std::array kRateSteps = {Step{"/s", 1}, Step{"k/s", 1e3}, Step{"M/s", 1e6}, Step{"G/s", 1e9}};
// Powers of 1000, not of 1024: 1010 B would be 0.99 KiB, and a table row must not start with a zero for that.
constexpr std::array kByteSteps = {Step{"B", 1}, Step{"kB", 1e3}, Step{"MB", 1e6}, Step{"GB", 1e9}, Step{"TB", 1e12}};
constexpr std::array kByteRateSteps = {Step{"B/s", 1}, Step{"kB/s", 1e3}, Step{"MB/s", 1e6}, Step{"GB/s", 1e9},
                                       Step{"TB/s", 1e12}};
constexpr std::array kCountSteps = {Step{"", 1}, Step{"k", 1e3}, Step{"M", 1e6}, Step{"G", 1e9}, Step{"T", 1e12}};
constexpr std::array kNoSteps = {Step{"", 1}};

std::span<const Step> steps_of(Family family) {
  switch (family) {
    case Family::Time:
      return kTimeSteps;
    case Family::Rate:
      return kRateSteps;
    case Family::Bytes:
      return kByteSteps;
    case Family::ByteRate:
      return kByteRateSteps;
    case Family::Count:
      return kCountSteps;
    case Family::Other:
      break;
  }
  return kNoSteps;
}

bool names_itself(Family family) { return family != Family::Count && family != Family::Other; }

std::string step_name(const Step& step, std::string_view base, Family family) {
  if (names_itself(family)) {
    return std::string(step.name);
  }
  const bool both = !step.name.empty() && !base.empty() && base != "FLOP/s";
  return fmt::format("{}{}{}", step.name, both ? " " : "", base);
}

}  // namespace

Scale common_scale(std::string_view base, Family family, std::span<const double> values) {
  const double largest = largest_of(values);
  const std::span<const Step> steps = steps_of(family);
  auto fits = [largest](const Step& step) { return largest == 0 || exponent_of(largest / step.divisor) < 3; };
  const auto found = std::ranges::find_if(steps, fits);
  const Step& step = found == steps.end() ? steps.back() : *found;
  return {step_name(step, base, family), step.divisor};
}

int decimals_for(double value, double half_width) {
  const double magnitude = std::abs(value);
  int decimals = std::isfinite(value) && magnitude > 0 ? std::clamp(2 - exponent_of(magnitude), 0, kMostDecimals) : 0;
  if (half_width > 0) {
    constexpr std::array kTenDigits = {10.0, 1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5};
    while (decimals > 0 && kTenDigits.at(static_cast<std::size_t>(decimals)) < half_width) {
      --decimals;
    }
  }
  return decimals;
}

Scale telling(const Scale& scale, double a, double b) {
  Scale out = scale;
  const double x = a / scale.divisor, y = b / scale.divisor;
  if (!std::isfinite(x) || !std::isfinite(y) || x == y) return out;
  int decimals = std::max(decimals_in(scale, x, 0), decimals_in(scale, y, 0));
  while (decimals < kTellingDecimals && number(x, decimals) == number(y, decimals)) ++decimals;
  if (number(x, decimals) != number(y, decimals)) out.decimals = decimals;
  return out;
}

int decimals_in(const Scale& scale, double value, double half_width) {
  return std::max(decimals_for(value, half_width), scale.decimals);
}

std::string number(double value, int decimals) { return signed_text(value, decimals, ""); }

std::string quantity(double value, const Scale& scale, double half_width) {
  const double scaled = value / scale.divisor;
  std::string text = number(scaled, decimals_in(scale, scaled, half_width / scale.divisor));
  if (!scale.name.empty() && std::isfinite(scaled)) {
    text += kThinSpace;
    text += scale.name;
  }
  return text;
}

// The percentage is computed in double and its exact value rounded. Where the ratio sits on the edge between two
// printed values, the last bit of a logarithm can decide; all outputs still agree, because they round the same stored
// ratio.
std::string change(double ratio) {
  if (!is_ratio(ratio)) {
    return std::string(kNotAvailable);
  }
  return ratio >= 2 ? times(ratio, 100) : with_percent(signed_text(percent_of(ratio), 1, "+"));
}

std::string short_change(double ratio) {
  if (!is_ratio(ratio)) {
    return std::string(kNotAvailable);
  }
  return ratio >= 2 ? times(ratio, 9.95) : with_percent(short_percent(percent_of(ratio), "+"));
}

std::string short_magnitude(double ratio) {
  if (!is_ratio(ratio)) {
    return std::string(kNotAvailable);
  }
  return ratio >= 2 ? times(ratio, 9.95) : with_percent(short_percent(std::abs(percent_of(ratio)), ""));
}

std::string change_interval(double lower, double upper) {
  return fmt::format("[{}, {}]", signed_text(percent_of(lower), 1, "+"), signed_text(percent_of(upper), 1, "+"));
}

std::string_view arrow(double ratio) {
  if (!is_ratio(ratio) || short_percent(percent_of(ratio), "") == "0") {
    return "→";
  }
  return ratio > 1 ? "↑" : "↓";
}

}  // namespace perfolio::units
