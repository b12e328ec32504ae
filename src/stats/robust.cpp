// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/robust.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>

namespace perfolio::stats {

namespace {

constexpr double kMadToSigma = 1.4826;  // 1 / Phi^-1(3/4)

/// What a costly function of two numbers gave for those it was asked for last. A report asks for the same few quantiles
/// a million times; each is a search in long double. One for each thread, and of fixed size: a place is taken by
/// whoever comes last.
class Remembered {
 public:
  template <typename Function>
  double of(double a, double b, const Function& function) {
    Known& known = known_[place(a, b)];
    if (known.a != a || known.b != b) known = {a, b, function(a, b)};  // what is no number is always asked for
    return known.value;
  }

 private:
  static constexpr unsigned kBits = 11;
  struct Known {
    double a = std::numeric_limits<double>::quiet_NaN();
    double b = 0;
    double value = 0;
  };
  static std::size_t place(double a, double b) {
    const std::uint64_t mixed = std::bit_cast<std::uint64_t>(a) * 31 + std::bit_cast<std::uint64_t>(b);
    return static_cast<std::size_t>(((mixed ^ (mixed >> 29U)) * 0x9e3779b97f4a7c15U) >> (64 - kBits));
  }
  std::vector<Known> known_ = std::vector<Known>(std::size_t{1} << kBits);
};

/// The median of a sequence that may be reordered.
double median_in_place(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) {
    return *middle;
  }
  return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

std::vector<double> differences(std::span<const double> values, std::size_t lag) {
  std::vector<double> result;
  result.reserve(values.size() - lag);
  for (std::size_t i = lag; i < values.size(); ++i) {
    result.push_back(values[i] - values[i - lag]);
  }
  return result;
}

double median_size(std::vector<double> values) {
  std::ranges::transform(values, values.begin(), [](double value) { return std::abs(value); });
  return median_in_place(values);
}

/// For series that mostly repeat a value: the size of the steps that do happen, less the fewer they are.
double sigma_of_rare_steps(std::vector<double> steps) {
  const auto count = static_cast<double>(steps.size());
  std::erase(steps, 0.0);
  if (steps.empty()) {
    return 0;
  }
  const double share = static_cast<double>(steps.size()) / count;
  return median_size(std::move(steps)) / std::numbers::sqrt2 * std::sqrt(share);
}

/// Lag 1 is centred, because a steady drift moves all its differences; at longer lags drift counts as noise.
double sigma_at_lag_one(std::span<const double> values) {
  const std::vector<double> steps = differences(values, 1);
  const double sigma = mad_sigma(steps) / std::numbers::sqrt2;
  return sigma > 0 ? sigma : sigma_of_rare_steps(steps);
}

/// SplitMix64 (Steele, Lea & Flood 2014): small, the same on every machine.
struct SplitMix {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// An index below `bound` (< 2^32). The bias of the multiplication, bound / 2^32, does not matter here.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U); }
};

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double resampled_mean(std::span<const double> values, SplitMix& random) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[random.below(values.size())];
  }
  return sum / static_cast<double>(values.size());
}

constexpr std::size_t kResamples = 2000;
constexpr std::size_t kMostResampled = 500;

Interval bootstrap_interval(std::span<const double> logs, double confidence) {
  SplitMix random{20};
  std::vector<double> means(kResamples);
  std::ranges::generate(means, [&] { return resampled_mean(logs, random); });
  std::ranges::sort(means);
  const auto cut = static_cast<std::size_t>((1 - confidence) / 2 * static_cast<double>(kResamples));
  const std::size_t first = std::min(cut, kResamples / 2 - 1);
  return {means[first], means[kResamples - 1 - first]};
}

/// With so many benchmarks the mean is normal (central limit theorem), and resampling would only cost time.
Interval normal_interval(std::span<const double> logs, double center, double confidence) {
  double squares = 0;
  for (const double value : logs) {
    squares += (value - center) * (value - center);
  }
  const auto n = static_cast<double>(logs.size());
  const double half = normal_z(confidence) * std::sqrt(squares / (n - 1) / n);
  return {center - half, center + half};
}

}  // namespace

double median(std::span<const double> values) {
  assert(!values.empty());
  if (values.size() == 1) {
    return values.front();
  }
  std::vector<double> copy(values.begin(), values.end());
  return median_in_place(copy);
}

double mad_sigma(std::span<const double> values) {
  if (values.size() < 2) {
    return 0;
  }
  std::vector<double> sizes(values.begin(), values.end());
  const double center = median_in_place(sizes);
  std::ranges::transform(values, sizes.begin(), [center](double value) { return std::abs(value - center); });
  return kMadToSigma * median_in_place(sizes);
}

double biweight_sigma(std::span<const double> residuals) {
  if (residuals.size() < 2) {
    return 0;
  }
  const double reach = 9 * median_size({residuals.begin(), residuals.end()});
  if (!(reach > 0)) {
    return 0;
  }
  double above = 0;
  double below = 0;
  for (const double r : residuals) {
    const double square = (r / reach) * (r / reach);
    if (square < 1) {
      above += r * r * std::pow(1 - square, 4);
      below += (1 - square) * (1 - 5 * square);
    }
  }
  return std::sqrt(static_cast<double>(residuals.size()) * above) / std::abs(below);
}

double difference_sigma(std::span<const double> values) {
  if (values.size() < 2) {
    return 0;
  }
  double sigma = sigma_at_lag_one(values);
  for (const std::size_t lag : {2U, 3U, 5U}) {
    if (values.size() >= 8 * lag) {
      sigma = std::max(sigma, kMadToSigma * median_size(differences(values, lag)) / std::numbers::sqrt2);
    }
  }
  return sigma;
}

namespace {

/// The largest k for which the k-th smallest and the k-th largest of n values cover the median; 1 where none does. The
/// pair misses it with twice P(Binomial(n, 1/2) <= k - 1).
std::size_t covering_rank(std::size_t n, double confidence) {
  const boost::math::binomial flips(static_cast<double>(n), 0.5);
  auto covers = [&](std::size_t k) {
    return 2 * boost::math::cdf(flips, static_cast<double>(k) - 1) <= 1 - confidence;
  };
  std::size_t good = 1;  // the range of the values, whether it covers or not
  std::size_t bad = (n + 1) / 2 + 1;
  while (bad - good > 1) {
    const std::size_t k = std::midpoint(good, bad);
    (covers(k) ? good : bad) = k;
  }
  return good;
}

}  // namespace

Interval median_interval(std::span<const double> values, double confidence) {
  assert(!values.empty());
  thread_local Remembered known;
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const std::size_t n = sorted.size();
  const double rank = known.of(static_cast<double>(n), confidence, [](double size, double sure) {
    return static_cast<double>(covering_rank(static_cast<std::size_t>(size), sure));
  });
  const auto k = static_cast<std::size_t>(rank);
  return {sorted[k - 1], sorted[n - k]};
}

double student_t(double confidence, double degrees) {
  thread_local Remembered known;
  return known.of(confidence, degrees, [](double sure, double of) {
    return boost::math::quantile(boost::math::complement(boost::math::students_t(of), (1 - sure) / 2));
  });
}

double student_p(double t, double degrees) {
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), std::abs(t)));
}

double variance_limit(double confidence, double degrees) {
  thread_local Remembered known;
  return known.of(confidence, degrees, [](double sure, double of) {
    return boost::math::quantile(boost::math::chi_squared(of), sure) / of;
  });
}

double normal_z(double confidence) {
  thread_local Remembered known;
  return known.of(confidence, 0, [](double sure, double /*unused*/) {
    return boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - sure) / 2));
  });
}

// The first ten by numerical integration of the density of the middle order statistic (of the two middle ones for an
// even n) on a grid of 0.005 sigma. Above, pi / (2 (n + c)) with c fitted to the same integrals for n = 11 to 30: wrong
// by less than 0.2 % there, and exact in the limit.
double median_variance_factor(std::size_t n) {
  constexpr std::array kExact = {1.0,        1.0,        0.5,        0.44867110, 0.29820038, 0.28683366,
                                 0.21474437, 0.21044686, 0.16818354, 0.16610128, 0.13833013};
  if (n < kExact.size()) {
    return kExact.at(n);
  }
  return std::numbers::pi / (2 * (static_cast<double>(n) + (n % 2 == 1 ? 0.444 : 1.385)));
}

namespace {

/// Sorted: no result may depend on the order in which benchmarks come.
std::vector<double> logs_of(std::span<const double> ratios) {
  assert(!ratios.empty());
  std::vector<double> logs(ratios.size());
  std::ranges::transform(ratios, logs.begin(), [](double ratio) { return std::log(ratio); });
  std::ranges::sort(logs);
  return logs;
}

}  // namespace

double geometric_centre(std::span<const double> ratios) { return std::exp(mean(logs_of(ratios))); }

GeometricMean geometric_mean(std::span<const double> ratios, double confidence) {
  const std::vector<double> logs = logs_of(ratios);
  const double center = mean(logs);
  Interval interval{center, center};
  if (logs.size() > kMostResampled) {
    interval = normal_interval(logs, center, confidence);
  } else if (logs.front() != logs.back()) {
    interval = bootstrap_interval(logs, confidence);
  }
  return {std::exp(center), {std::exp(interval.lower), std::exp(interval.upper)}, logs.size()};
}

}  // namespace perfolio::stats
