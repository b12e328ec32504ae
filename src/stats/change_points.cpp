// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/change_points.h"

#include "stats/change_places.h"
#include "stats/noise_shape.h"
#include "stats/robust.h"
#include "stats/wide.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <utility>

namespace perfolio::stats {

namespace {

constexpr std::size_t kLanes = 8;           // levels are padded to whole vectors
constexpr double kLevelDistance = 0.2;      // of sigma
constexpr std::size_t kShort = 20;          // fewer values are located within one run, else within two
constexpr std::size_t kLeastExact = 6;      // fewer values repeat by chance
constexpr int kRounds = 2;                  // of learning the noise
constexpr double kLearningCertainty = 0.3;  // to learn the noise, a doubtful change is better left out of it
constexpr double kMostExpected = 0.3;       // of one value
constexpr double kLearningExpected = 3.5;   // times as many changes while learning: they must not pass for noise
constexpr float kLeastChance = 1e-3F;       // of a residual; less shapes nothing
constexpr std::size_t kBlock = 1 << 18;     // likelihoods held at once

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

// ---- the loops that take most of the time of a report, all over whole vectors of kLanes ----------------------------

using Lanes = std::array<float, kLanes>;

float total(const Lanes& sums) {
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

/// What the noise says of each level, in bins.
PERFOLIO_WIDE void fill_bin_row(std::span<const double> levels, double value, double scale, std::uint16_t* row) {
  const double* const level = levels.data();
  const std::size_t count = levels.size();
  for (std::size_t k = 0; k < count; ++k) {
    const double place = (value - level[k]) * scale + (kMostBins + 0.5);
    const double low = place > 0 ? place : 0;
    row[k] = static_cast<std::uint16_t>(static_cast<std::int32_t>(low < 2 * kMostBins ? low : 2 * kMostBins));
  }
}

/// now = (stay x before + jump x start) x fits; the sums of its lanes.
PERFOLIO_WIDE void fill_step(std::size_t count, float stay, const float* before, float jump, const float* start,
                             const float* fits, float* now, Lanes& sums) {
  for (std::size_t k = 0; k < count; k += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      now[k + lane] = (stay * before[k + lane] + jump * start[k + lane]) * fits[k + lane];
      sums[lane] += now[k + lane];
    }
  }
}

/// after = after x fits; the sums of the lanes of start x after and of before x after.
PERFOLIO_WIDE void fill_back(std::size_t count, const float* start, const float* before, const float* fits,
                             float* after, Lanes& jumps, Lanes& stays) {
  for (std::size_t k = 0; k < count; k += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      after[k + lane] *= fits[k + lane];
      jumps[lane] += start[k + lane] * after[k + lane];
      stays[lane] += before[k + lane] * after[k + lane];
    }
  }
}

PERFOLIO_WIDE void multiply_row(std::size_t count, float factor, float* row) {
  for (std::size_t k = 0; k < count; ++k) row[k] *= factor;
}

/// row = row x factor + more.
PERFOLIO_WIDE void scale_row(std::size_t count, float factor, float more, float* row) {
  for (std::size_t k = 0; k < count; ++k) row[k] = row[k] * factor + more;
}

/// What is held of a block: of each value a row of all levels. A megabyte for each series that others allocate between
/// would tear the memory to pieces, so that a thread has one for all of its series.
struct Tables {
  std::vector<std::uint16_t> bins;
  std::vector<float> fits, forward;
};

Tables& tables_of_thread() {
  thread_local Tables tables;
  return tables;
}

/// Forward and backward recursion over "the level in force": at each value it stays, or jumps to any level alike.
class Posterior {
 public:
  Posterior(std::span<const double> y, std::vector<double> levels, NoiseShape shape, double unit)
      : y_(y),
        levels_(std::move(levels)),
        bins_per_one_(kBinsPerUnit / unit),
        tables_(tables_of_thread()),
        shape_(std::move(shape)) {
    const std::size_t real = levels_.size();
    levels_.resize((real + kLanes - 1) / kLanes * kLanes, levels_.back());
    start_.assign(width(), 0.0F);  // the padding is never jumped to
    std::fill_n(start_.begin(), real, 1.0F / static_cast<float>(real));
    rows_ = std::min(std::max<std::size_t>(64, kBlock / width()), y.size());
    tables_.bins.resize(rows_ * width());
    tables_.fits.resize(rows_ * width());
    tables_.forward.resize(rows_ * width());
  }

  /// Probability that a new segment begins at each place, when one does so with probability `chance` a priori.
  std::vector<double> changes(NoiseShape shape, double chance, ResidualChances* heard = nullptr) {
    shape_ = std::move(shape);
    chance_ = static_cast<float>(chance);
    heard_ = heard;
    forward();
    return backward();
  }

 private:
  std::size_t width() const { return levels_.size(); }

  /// Rows of the block that begins at `from`; the next round finds them again if the series is one block.
  void fill_bins(std::size_t from, std::size_t to) {
    if (binned_ == from) {
      return;
    }
    binned_ = from;
    for (std::size_t t = from; t < to; ++t) {
      fill_bin_row(levels_, y_[t], bins_per_one_, tables_.bins.data() + (t - from) * width());
    }
  }

  /// One step: where the level stays or jumps, times how well each level explains the value. Sums to one.
  void step(const float* before, const std::uint16_t* bins, float* fits, float* now) {
    shape_.fits({bins, width()}, fits);
    Lanes sums{};
    fill_step(width(), 1 - chance_, before, chance_, start_.data(), fits, now, sums);
    multiply_row(width(), 1 / total(sums), now);
  }

  /// Rows [from, to) into the block, starting from a checkpoint.
  void block(std::size_t from, std::size_t to, const float* before) {
    fill_bins(from, to);
    shape_.start(from);
    for (std::size_t at = 0; at < (to - from) * width(); at += width()) {
      step(before, tables_.bins.data() + at, tables_.fits.data() + at, tables_.forward.data() + at);
      before = tables_.forward.data() + at;
    }
  }

  /// Long series do not keep every row, but one in `rows_`, from which the rest is computed again.
  void forward() {
    checkpoints_ = start_;
    for (std::size_t from = 0; from < y_.size(); from += rows_) {
      const std::size_t to = std::min(from + rows_, y_.size());
      block(from, to, checkpoints_.data() + checkpoints_.size() - width());
      const auto last = tables_.forward.begin() + static_cast<std::ptrdiff_t>((to - from - 1) * width());
      checkpoints_.insert(checkpoints_.end(), last, last + static_cast<std::ptrdiff_t>(width()));
    }
  }

  std::vector<double> backward() {
    std::vector<double> result(y_.size(), 0.0);
    std::vector<float> after(width(), 1.0F);
    const std::size_t blocks = (y_.size() + rows_ - 1) / rows_;
    for (std::size_t b = blocks; b-- > 0;) {
      const std::size_t from = b * rows_;
      const std::size_t to = std::min(from + rows_, y_.size());
      const float* const checkpoint = checkpoints_.data() + b * width();
      if (b + 1 < blocks) {
        block(from, to, checkpoint);
      }
      for (std::size_t t = to; t-- > from;) {
        if (heard_ != nullptr) {
          hear(t - from, after.data());
        }
        if (t == 0) {
          break;
        }
        const float* const before = t == from ? checkpoint : tables_.forward.data() + (t - 1 - from) * width();
        result[t] = back(before, tables_.fits.data() + (t - from) * width(), after.data());
      }
    }
    return result;
  }

  /// Takes down how probable each residual of this value is.
  void hear(std::size_t row, const float* after) {
    const float* const before = tables_.forward.data() + row * width();
    const std::uint16_t* const bins = tables_.bins.data() + row * width();
    for (std::size_t k = 0; k < width(); k += kLanes) {
      std::array<float, kLanes> chances{};
      unsigned any = 0;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        chances[lane] = before[k + lane] * after[k + lane];
        any |= static_cast<unsigned>(chances[lane] > kLeastChance);
      }
      for (std::size_t lane = 0; any != 0 && lane < kLanes; ++lane) {
        if (chances[lane] > kLeastChance) {
          heard_->add(bins[k + lane], chances[lane]);
        }
      }
    }
    heard_->end_value();
  }

  /// One step back. `after` is what the later values say of each level, and is taken to before this value.
  double back(const float* before, const float* fits, float* after) const {
    Lanes jumps{};
    Lanes stays{};
    fill_back(width(), start_.data(), before, fits, after, jumps, stays);
    const float jump = chance_ * total(jumps);
    const float all = jump + (1 - chance_) * total(stays);
    const float keep = (1 - chance_) / all;  // keeps the sum over before x after at one
    const float add = jump / all;
    scale_row(width(), keep, add, after);
    return static_cast<double>(jump) / static_cast<double>(all);
  }

  std::span<const double> y_;
  std::vector<double> levels_;
  double bins_per_one_;
  std::size_t rows_ = 0;
  std::size_t binned_ = std::numeric_limits<std::size_t>::max();
  std::vector<float> start_;
  Tables& tables_;
  std::vector<float> checkpoints_;  ///< the row before each block
  NoiseShape shape_;
  ResidualChances* heard_ = nullptr;
  float chance_ = 0;
};

/// The most probable places first, each with all that is said within `within` of it. Sums are compared in hundredths
/// and places by themselves in millionths, so that neither far tails nor rounding choose; among equal sums the place
/// most probable by itself wins, then the earlier one.
class Places {
 public:
  Places(std::vector<double> chances, std::size_t within) : chances_(std::move(chances)), within_(within) {}

  Changes at_least(double certainty) {
    std::priority_queue<Place> queue;
    for (std::size_t t = 1; t < chances_.size(); ++t) {
      offer(queue, t, certainty);
    }
    Changes result;
    while (!queue.empty()) {
      const Place best = queue.top();
      queue.pop();
      if (place(best.index()) != best) {
        offer(queue, best.index(), certainty);  // a neighbour took part of it
      } else {
        result.push_back(best.index());
        std::fill(chances_.begin() + first(best.index()), chances_.begin() + last(best.index()), 0.0);
      }
    }
    std::ranges::sort(result);
    return result;
  }

 private:
  struct Place {
    std::int64_t around;
    std::int64_t alone;
    std::int64_t backwards;  ///< minus the index
    auto operator<=>(const Place&) const = default;
    std::size_t index() const { return static_cast<std::size_t>(-backwards); }
  };

  static std::int64_t hundredths(double chance) { return std::llround(chance * 100); }
  static std::int64_t millionths(double chance) { return std::llround(chance * 1e6); }
  std::ptrdiff_t first(std::size_t t) const { return static_cast<std::ptrdiff_t>(t > within_ ? t - within_ : 1); }
  std::ptrdiff_t last(std::size_t t) const {
    return static_cast<std::ptrdiff_t>(std::min(t + within_ + 1, chances_.size()));
  }

  Place place(std::size_t t) const {
    double sum = 0;
    for (auto u = first(t); u < last(t); ++u) {
      sum += chances_[static_cast<std::size_t>(u)];
    }
    // More than one change cannot be meant: between two that are certain, neither is.
    return {hundredths(std::min(sum, 1.0)), millionths(chances_[t]), -static_cast<std::int64_t>(t)};
  }

  void offer(std::priority_queue<Place>& queue, std::size_t t, double certainty) const {
    const Place here = place(t);
    if (here.around >= hundredths(certainty) && chances_[t] > 0) {
      queue.push(here);
    }
  }

  std::vector<double> chances_;
  std::size_t within_;
};

/// Negated values must have the same changes, so a series and its mirror image are told apart by their skew, or by the
/// side of the first value off the median, and one of the two is turned over.
std::vector<double> upright(std::vector<double> y) {
  const double middle = median(y);
  const auto [least, most] = std::ranges::minmax(y);
  const auto off = std::ranges::find_if(y, [middle](double value) { return value != middle; });
  const double skew = (most - middle) - (middle - least);
  if (skew < 0 || (skew == 0 && off != y.end() && *off < middle)) {
    std::ranges::transform(y, y.begin(), std::negate<>());
  }
  return y;
}

double chance_per_value(double expected, std::size_t n) {
  return std::min(kMostExpected, expected / static_cast<double>(n));
}

bool constant(std::span<const double> values) {
  return std::ranges::adjacent_find(values, std::ranges::not_equal_to()) == values.end();
}

/// Whether all values are equal but for one step, and where it is. There is no noise to hide it in then, even if a
/// single value lies beyond it.
std::optional<std::size_t> only_step(std::span<const double> values) {
  const auto step = std::ranges::adjacent_find(values, std::ranges::not_equal_to());
  if (values.size() < kLeastExact ||
      std::adjacent_find(step + 1, values.end(), std::not_equal_to<>()) != values.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(step - values.begin()) + 1;
}

}  // namespace

std::vector<std::size_t> change_points(std::span<const double> values, const ChangePointOptions& options) {
  const std::size_t n = values.size();
  if (n < 2 || constant(values)) {
    return {};
  }
  if (const auto step = only_step(values)) {
    return {*step};
  }
  const std::vector<double> y = upright(normalised(values));
  SeriesNoise noise = first_noise(y);
  const NoiseShape first(noise, options.clip);
  Posterior posterior(y, thinned(candidate_levels(y, options.grid), kLevelDistance * noise.unit), first, noise.unit);
  const std::size_t within = n < kShort ? 1 : 2;
  ResidualChances heard;
  const double learning = chance_per_value(kLearningExpected * options.expected, n);
  std::vector<double> chances = posterior.changes(first, learning, &heard);
  for (int round = 1; round <= kRounds; ++round) {
    noise = noise_in(residuals(y, Places(std::move(chances), within).at_least(kLearningCertainty)), noise.unit);
    NoiseShape shape(std::exchange(heard, {}), noise, options.clip);
    const bool last = round == kRounds;
    chances = posterior.changes(std::move(shape), last ? chance_per_value(options.expected, n) : learning,
                                last ? nullptr : &heard);
  }
  const Changes found = Places(std::move(chances), within).at_least(options.certainty);
  return settled(y, with_excursions(y, found, noise), noise);
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
