// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/change_points.h"

#include "stats/robust.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perfolio::stats {

namespace {

constexpr double kMadToSigma = 1.4826;
constexpr std::size_t kLanes = 8;         // levels are padded to whole vectors
constexpr double kLeastSigma = 1e-150;    // keeps z^2 finite
constexpr double kLevelDistance = 0.05;   // of sigma
constexpr std::size_t kLeastForPhi = 20;  // fewer residuals tell nothing about autocorrelation
constexpr double kMostPhi = 0.8;
constexpr double kNoteworthyInflation = 1.05;

using Changes = std::vector<std::size_t>;

std::span<const double> segment(std::span<const double> y, const Changes& changes, std::size_t index) {
  const std::size_t from = index == 0 ? 0 : changes[index - 1];
  const std::size_t to = index == changes.size() ? y.size() : changes[index];
  return y.subspan(from, to - from);
}

/// The values times a power of two (which changes no digit), so that no difference or square can overflow.
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

/// The candidate levels: all distinct values, or that many quantiles (linear between order statistics) of them.
std::vector<double> candidate_levels(std::span<const double> y, std::size_t most) {
  std::vector<double> sorted(y.begin(), y.end());
  std::ranges::sort(sorted);
  std::vector<double> distinct;
  std::ranges::unique_copy(sorted, std::back_inserter(distinct));
  if (distinct.size() <= most || most < 2) {
    return distinct;
  }
  std::vector<double> levels(most);
  for (std::size_t i = 0; i < most; ++i) {
    const double place =
        static_cast<double>(i) / static_cast<double>(most - 1) * static_cast<double>(sorted.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 2);
    levels[i] = std::lerp(sorted[below], sorted[below + 1], place - static_cast<double>(below));
  }
  return levels;
}

/// Levels closer to each other than a small part of sigma explain the values equally well, and only cost time.
std::vector<double> thinned(std::vector<double> levels, double distance) {
  std::size_t kept = 0;
  for (const double level : levels) {
    if (level - levels[kept] >= distance) {
      levels[++kept] = level;
    }
  }
  levels.resize(kept + 1);
  return levels;
}

struct Cost {
  double sigma;
  double ceiling;  ///< K^2
  double penalty;  ///< of one change
  bool operator==(const Cost&) const = default;
};

/// Optimal partitioning (Jackson et al. 2005) restricted to given levels: for each level the cheapest explanation of
/// the values so far that ends on it. A jump to any level costs the same, so all levels that jump at t share one past,
/// and one number per t is enough to walk back.
class Partition {
 public:
  Partition(std::vector<double> levels, std::size_t n) : levels_(std::move(levels)), parent_(n, 0) {
    levels_.resize((levels_.size() + kLanes - 1) / kLanes * kLanes, levels_.back());
    cost_.assign(levels_.size(), 0.0);
    start_.assign(levels_.size(), 0);
  }

  Changes solve(std::span<const double> y, const Cost& cost) {
    std::ranges::fill(cost_, 0.0);
    std::ranges::fill(start_, 0);
    best_ = 0;
    for (std::size_t t = 0; t < y.size(); ++t) {
      const std::size_t best = cheapest();
      parent_[t] = start_[best];
      advance(y[t], cost_[best] + cost.penalty, static_cast<std::int64_t>(t), cost);
    }
    return walk_back(start_[cheapest()]);
  }

 private:
  // Eight running minima instead of one, because one would be a chain the processor has to wait for. Where levels tie,
  // the one that was best before stays, else the lowest is taken.
  std::size_t cheapest() {
    std::array<double, kLanes> least;
    std::copy_n(cost_.begin(), kLanes, least.begin());
    for (std::size_t k = kLanes; k < cost_.size(); k += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        least[lane] = cost_[k + lane] < least[lane] ? cost_[k + lane] : least[lane];
      }
    }
    const double smallest = *std::ranges::min_element(least);
    if (cost_[best_] != smallest) {
      best_ = static_cast<std::size_t>(std::ranges::find(cost_, smallest) - cost_.begin());
    }
    return best_;
  }

  // Plain pointers and one decision per loop, or the compiler branches instead of vectorising.
  void advance(double value, double limit, std::int64_t t, const Cost& cost) {
    const double* const level = levels_.data();
    double* const total = cost_.data();
    std::int64_t* const start = start_.data();
    const double per_sigma = 1 / cost.sigma;
    const double ceiling = cost.ceiling;
    const std::size_t count = levels_.size();
    for (std::size_t k = 0; k < count; ++k) {
      const std::int64_t past = start[k];
      start[k] = total[k] > limit ? t : past;
    }
    for (std::size_t k = 0; k < count; ++k) {
      const double z = (value - level[k]) * per_sigma;
      const double square = z * z;
      const double misfit = square < ceiling ? square : ceiling;
      const double before = total[k];
      const double kept = before < limit ? before : limit;
      total[k] = kept + misfit;
    }
  }

  Changes walk_back(std::int64_t start) const {
    Changes changes;
    for (; start > 0; start = parent_[static_cast<std::size_t>(start)]) {
      changes.push_back(static_cast<std::size_t>(start));
    }
    std::ranges::reverse(changes);
    return changes;
  }

  std::size_t best_ = 0;
  std::vector<double> levels_;
  std::vector<double> cost_;
  std::vector<std::int64_t> start_;
  std::vector<std::int64_t> parent_;
};

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

/// (1+phi)/(1-phi): how much wider the mean of an AR(1) series scatters than that of independent values. Residuals are
/// clipped so that two outliers in a row do not decide.
double inflation(std::span<const double> rest, double limit) {
  if (rest.size() < kLeastForPhi) {
    return 1;
  }
  double products = 0;
  double squares = 0;
  double before = 0;
  for (const double value : rest) {
    const double clipped = std::clamp(value, -limit, limit);
    products += clipped * before;
    squares += clipped * clipped;
    before = clipped;
  }
  const double phi = squares > 0 ? std::clamp(products / squares, 0.0, kMostPhi) : 0;
  return (1 + phi) / (1 - phi);
}

double median_size(std::vector<double> values) {
  std::ranges::transform(values, values.begin(), [](double value) { return std::abs(value); });
  return median(values);
}

/// The same evidence, with its z shrunk for autocorrelation.
double deflated_p(double p, double factor) {
  const boost::math::normal normal;
  const double z = boost::math::quantile(boost::math::complement(normal, std::max(p, 1e-300) / 2));
  return 2 * boost::math::cdf(boost::math::complement(normal, z / std::sqrt(factor)));
}

/// What a boundary must show to be kept.
struct Doubt {
  double alpha;
  double least_difference;
  double inflation;
};

/// How doubtful the boundary after segment `index` is: p corrected for the positions searched.
double doubt_of(std::span<const double> y, const Changes& changes, std::size_t index, const Doubt& doubt) {
  const std::span<const double> a = segment(y, changes, index);
  const std::span<const double> b = segment(y, changes, index + 1);
  if (std::abs(median(a) - median(b)) < doubt.least_difference) {
    return 1;
  }
  double p = mann_whitney_p(a, b);
  if (doubt.inflation >= kNoteworthyInflation) {
    p = deflated_p(p, doubt.inflation);
  }
  return p * std::sqrt(static_cast<double>(a.size() + b.size()));
}

/// Bottom up: the most doubtful boundary goes first, its neighbours are judged again, until all left are sure enough.
Changes confirmed(std::span<const double> y, Changes changes, const Doubt& doubt) {
  std::vector<double> doubts(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    doubts[i] = doubt_of(y, changes, i, doubt);
  }
  while (!changes.empty()) {
    const auto worst = std::ranges::max_element(doubts) - doubts.begin();
    if (doubts[static_cast<std::size_t>(worst)] <= doubt.alpha) {
      break;
    }
    changes.erase(changes.begin() + worst);
    doubts.erase(doubts.begin() + worst);
    const auto at = static_cast<std::size_t>(worst);
    for (std::size_t i = at == 0 ? 0 : at - 1; i < std::min(at + 1, changes.size()); ++i) {
      doubts[i] = doubt_of(y, changes, i, doubt);
    }
  }
  return changes;
}

/// A series that repeats exactly has no noise; any step in it is one, so the unit is made tiny.
double noise_unit(std::span<const double> y) {
  const double sigma = difference_sigma(y);
  return std::max(sigma > 0 ? sigma : 1e-9, kLeastSigma);
}

}  // namespace

std::vector<std::size_t> change_points(std::span<const double> values, const ChangePointOptions& options) {
  const std::size_t n = values.size();
  if (n < 2 || std::ranges::adjacent_find(values, std::ranges::not_equal_to()) == values.end()) {
    return {};
  }
  const std::vector<double> y = normalised(values);
  const double penalty = options.penalty * std::log(static_cast<double>(n));
  const double sigma = noise_unit(y);
  Partition partition(thinned(candidate_levels(y, options.grid), kLevelDistance * sigma), n);
  Cost cost{sigma, options.clip * options.clip, penalty};
  Changes changes = partition.solve(y, cost);
  double factor = 1;
  for (int round = 0; round < 2; ++round) {
    const std::vector<double> rest = residuals(y, changes);
    factor = inflation(rest, 3 * sigma);
    const Cost next{std::max(sigma, kMadToSigma * median_size(rest)), cost.ceiling, penalty * factor};
    if (next == cost) {
      break;  // the same question has the same answer
    }
    cost = next;
    changes = partition.solve(y, cost);
  }
  return confirmed(y, std::move(changes), {options.alpha, options.least_effect * cost.sigma, factor});
}

std::vector<std::size_t> change_points_of_levels(std::span<const double> values, const ChangePointOptions& options) {
  if (std::ranges::any_of(values, [](double value) { return !(value > 0); })) {
    return change_points(values, options);
  }
  std::vector<double> logs(values.size());
  std::ranges::transform(values, logs.begin(), [](double value) { return std::log(value); });
  return change_points(logs, options);
}

}  // namespace perfolio::stats
