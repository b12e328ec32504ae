// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/change_places.h"

#include "stats/change_points.h"
#include "stats/robust.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace perfolio::stats {

namespace {

constexpr double kMadToSigma = 1.4826;
constexpr double kLeastSigma = 1e-150;    // keeps z finite
constexpr std::size_t kFew = 20;          // differences of fewer values are not centred
constexpr double kCycle = 3;              // times the centred sigma; less is the step itself, or chance
constexpr double kTypicalPhi = 0.2;       // median lag-1 autocorrelation of 204 benchmark histories
constexpr double kTypicalPhiWeight = 10;  // values
constexpr double kMostPhi = 0.8;
constexpr double kInflationShare = 0.8;  // autocorrelation beyond lag 1 is weaker than that of an AR(1) series
constexpr double kDegrees = 3;           // of freedom
constexpr double kHansen = 7.3523;       // -2 ln(1 - sqrt(0.95))
constexpr double kNoDoubt = 15;          // -2 ln of a likelihood ratio
constexpr double kAlike = 1e-9;          // rounding must not choose
constexpr int kMostMoves = 8;            // rounds
constexpr std::size_t kLeastExcursion = 3;
constexpr double kFar = 20;         // sigma
constexpr double kAgreement = 2;    // sigma
constexpr double kByChance = 3e-4;  // three of 27 values pass, where no other is far

double inflation_of(double phi) { return 1 + kInflationShare * ((1 + phi) / (1 - phi) - 1); }

/// Lag-1 autocorrelation, shrunk towards what is typical. Residuals are clipped so that two outliers in a row do not
/// decide.
double autocorrelation(std::span<const double> rest, double limit) {
  double products = 0;
  double squares = 0;
  double before = 0;
  for (const double value : rest) {
    const double clipped = std::clamp(value, -limit, limit);
    products += clipped * before;
    squares += clipped * clipped;
    before = clipped;
  }
  if (!(squares > 0)) {
    return 0;
  }
  const double prior = kTypicalPhiWeight * squares / static_cast<double>(rest.size());
  return std::clamp((products + kTypicalPhi * prior) / (squares + prior), 0.0, kMostPhi);
}

double median_size(std::vector<double> values) {
  std::ranges::transform(values, values.begin(), [](double value) { return std::abs(value); });
  return median(values);
}

/// Lag one once more, about zero: among few differences several may be equal, as in a cycle, and differ by nothing from
/// their middle.
double step_sigma(std::span<const double> y) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < y.size(); ++i) {
    steps.push_back(y[i] - y[i - 1]);
  }
  return kMadToSigma * median_size(std::move(steps)) / std::numbers::sqrt2;
}

/// -2 ln likelihood by Student's t, up to a constant.
double cost(double residual, const SeriesNoise& noise) {
  const double z = residual / noise.sigma;
  return (kDegrees + 1) * std::log1p(z * z / kDegrees) / noise.inflation;
}

/// -2 ln likelihood of the step at each place in [1, size), up to a constant.
std::vector<double> profile(std::span<const double> part, double before, double after, const SeriesNoise& noise) {
  std::vector<double> result(part.size(), 0.0);
  for (std::size_t t = 1; t < part.size(); ++t) {
    const double value = part[t - 1];
    result[t] = result[t - 1] + cost(value - before, noise) - cost(value - after, noise);
  }
  return result;
}

/// The costs of all places of one change between its neighbours, and where they begin.
struct Profile {
  std::size_t from;
  std::vector<double> costs;  ///< of from + index; that of index 0 says nothing
};

Profile profile_of(std::span<const double> y, const Changes& changes, std::size_t index, const SeriesNoise& noise) {
  const std::span<const double> left = segment(y, changes, index);
  const std::span<const double> right = segment(y, changes, index + 1);
  const std::size_t from = changes[index] - left.size();
  return {from, profile(y.subspan(from, left.size() + right.size()), median(left), median(right), noise)};
}

std::size_t best_place(const std::vector<double>& costs, std::size_t now) {
  auto distance = [now](std::size_t place) { return place > now ? place - now : now - place; };
  std::size_t best = now;
  for (std::size_t t = 1; t < costs.size(); ++t) {
    const double gain = costs[best] - costs[t];
    if (gain > kAlike || (gain >= -kAlike && distance(t) < distance(best))) {
      best = t;
    }
  }
  return best;
}

/// Whether any change moved.
bool settle(std::span<const double> y, Changes& changes, const SeriesNoise& noise) {
  bool moved = false;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto [from, costs] = profile_of(y, changes, i, noise);
    const std::size_t now = changes[i] - from;
    const std::size_t best = best_place(costs, now);
    if (costs[now] - costs[best] > kNoDoubt) {
      changes[i] = from + best;
      moved = true;
    }
  }
  return moved;
}

/// The end of the run of far values on one side that begins at `from`; `from` itself where that value is not far.
std::size_t end_of_far(std::span<const double> rest, std::size_t from, std::size_t to, double far) {
  std::size_t end = from;
  while (end < to && std::abs(rest[end]) > far && (rest[end] > 0) == (rest[from] > 0)) {
    ++end;
  }
  return end;
}

bool agree(std::span<const double> values, double limit) {
  const double middle = median(values);
  return std::ranges::all_of(values, [=](double value) { return std::abs(value - middle) <= limit; });
}

IndexRange range_of(std::span<const double> y, const Changes& changes, std::size_t index, const SeriesNoise& noise) {
  const auto [from, costs] = profile_of(y, changes, index, noise);
  const double limit = *std::min_element(costs.begin() + 1, costs.end()) + kHansen;
  IndexRange range{changes[index], changes[index]};
  for (std::size_t t = 1; t < costs.size(); ++t) {
    if (costs[t] <= limit) {
      range = {std::min(range.first, from + t), std::max(range.last, from + t)};
    }
  }
  return range;
}

}  // namespace

std::vector<double> normalised(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) {
    largest = std::max(largest, std::abs(value));
  }
  int exponent = 0;
  std::frexp(largest, &exponent);
  std::vector<double> y(values.size());
  std::ranges::transform(values, y.begin(), [exponent](double value) { return std::ldexp(value, -exponent); });
  return y;
}

std::span<const double> segment(std::span<const double> y, const Changes& changes, std::size_t index) {
  const std::size_t from = index == 0 ? 0 : changes[index - 1];
  const std::size_t to = index == changes.size() ? y.size() : changes[index];
  return y.subspan(from, to - from);
}

std::vector<double> residuals(std::span<const double> y, const Changes& changes) {
  std::vector<double> result;
  result.reserve(y.size());
  for (std::size_t i = 0; i <= changes.size(); ++i) {
    const std::span<const double> part = segment(y, changes, i);
    const double level = median(part);
    std::ranges::transform(part, std::back_inserter(result), [level](double value) { return value - level; });
  }
  return result;
}

SeriesNoise first_noise(std::span<const double> y) {
  double sigma = difference_sigma(y);
  if (y.size() < kFew) {
    const double steps = step_sigma(y);
    sigma = steps > kCycle * sigma ? steps : sigma;
  }
  const double unit = sigma > 0 ? sigma * (1 + 1 / static_cast<double>(y.size())) : 1e-9;
  return {std::max(unit, kLeastSigma), std::max(unit, kLeastSigma), inflation_of(kTypicalPhi)};
}

SeriesNoise noise_in(std::span<const double> rest, double unit) {
  return {unit, std::max(unit, kMadToSigma * median_size({rest.begin(), rest.end()})),
          inflation_of(autocorrelation(rest, 3 * unit))};
}

Changes with_excursions(std::span<const double> y, const Changes& changes, const SeriesNoise& noise) {
  const std::vector<double> rest = residuals(y, changes);
  const double far = kFar * noise.sigma;
  const auto n = static_cast<double>(y.size());
  const auto all = std::ranges::count_if(rest, [far](double value) { return std::abs(value) > far; });
  auto is_excursion = [&](std::size_t from, std::size_t to) {
    const std::size_t length = to - from;
    const double rate = (static_cast<double>(all) - static_cast<double>(length) + 0.5) / n;
    return length >= kLeastExcursion && n * std::pow(rate, static_cast<double>(length)) < kByChance &&
           agree(y.subspan(from, length), kAgreement * noise.sigma);
  };
  Changes result = changes;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= changes.size(); ++i) {
    const std::size_t stop = start + segment(y, changes, i).size();
    for (std::size_t from = start; from < stop;) {
      const std::size_t to = end_of_far(rest, from, stop, far);
      if (is_excursion(from, to)) {
        result.push_back(from);
        result.push_back(to);
      }
      from = std::max(to, from + 1);
    }
    start = stop;
  }
  std::ranges::sort(result);
  const auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), result.end());
  std::erase_if(result, [&](std::size_t place) { return place == 0 || place == y.size(); });
  return result;
}

Changes settled(std::span<const double> y, Changes changes, const SeriesNoise& noise) {
  for (int round = 0; round < kMostMoves && settle(y, changes, noise); ++round) {
  }
  return changes;
}

std::vector<IndexRange> change_point_ranges(std::span<const double> values, std::span<const std::size_t> changes) {
  if (changes.empty()) {
    return {};
  }
  const Changes starts(changes.begin(), changes.end());
  const std::vector<double> y = normalised(values);
  const SeriesNoise noise = noise_in(residuals(y, starts), first_noise(y).unit);
  std::vector<IndexRange> result;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    result.push_back(range_of(y, starts, i, noise));
  }
  return result;
}

}  // namespace perfolio::stats
