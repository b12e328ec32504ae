// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "stats/change_places.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// What the noise of a series looks like, learnt from the series itself. The inside of change_points.h.
namespace perfolio::stats {

/// Residuals are told apart by bins of the unit of SeriesNoise, zero in the middle; the outermost hold all that is
/// farther off.
inline constexpr int kBinsPerUnit = 32;
inline constexpr int kMostBins = kBinsPerUnit * 32;  ///< on either side of zero
inline constexpr std::size_t kBins = 2 * kMostBins + 1;

/// Which residuals each value may have, and how probable each is. Filled value by value from the last to the first.
class ResidualChances {
 public:
  struct Chance {
    std::uint16_t bin;
    float chance;
  };
  void add(std::uint16_t bin, float chance) { chances_.push_back({bin, chance}); }
  void end_value() { ends_.push_back(chances_.size()); }
  std::size_t values() const { return ends_.size() - 1; }
  std::span<const Chance> all() const { return chances_; }
  std::span<const Chance> of(std::size_t value) const;

 private:
  std::vector<Chance> chances_;
  std::vector<std::size_t> ends_{0};
};

/// How likely the residuals of each value are, up to a factor; tempered, i.e. to the power of 1 / inflation.
class NoiseShape {
 public:
  /// exp(-cost/2) with the biweight cost min(z^2, clip^2), for all values alike.
  NoiseShape(const SeriesNoise& noise, double clip);

  /// Kernel density of the residuals, with twelve values' worth of a normal one; never less likely than `clip` sigma
  /// are under the biweight. A value is judged by the density that the others show, without itself and its three
  /// neighbours on either side (as in likelihood cross-validation, Duin 1976; Habbema et al. 1974): else each value
  /// makes itself likely wherever it lies, and a few runs after a step, all off to one side, vouch for each other.
  NoiseShape(ResidualChances chances, const SeriesNoise& noise, double clip);

  /// To be called before a value that is not next to the one before.
  void start(std::size_t value);
  /// Likelihood of each of the bins as the residual of the next value, i.e. that of start(), then the one behind it.
  void fits(std::span<const std::uint16_t> bins, float* result);

 private:
  void learn(const SeriesNoise& noise);
  void count(std::size_t value, float sign);
  void slide();

  ResidualChances chances_;
  std::vector<float> bell_;     ///< one value's worth, whole
  std::vector<float> density_;  ///< by bins, with half a bell of room at either end
  std::vector<float> others_;   ///< the same without the values near the next
  std::vector<float> powers_;   ///< of the upper bits of a density, from least_ on; empty for the biweight
  float least_ = 0;
  std::size_t next_ = 0;
};

}  // namespace perfolio::stats
