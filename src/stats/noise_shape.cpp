// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "stats/noise_shape.h"

#include "stats/wide.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace perfolio::stats {

namespace {

constexpr double kBandwidth = 0.12;     // of sigma
constexpr double kMostWidth = 32;       // bins; wider bells would only cost time
constexpr double kNormalWeight = 12;    // values
constexpr double kReach = 3;            // of a bell, in its widths
constexpr double kNormalReach = 6;      // of the normal density
constexpr std::size_t kNeighbours = 3;  // on either side, left out with the value
constexpr unsigned kDroppedBits = 16;   // of a float: what is left tells densities apart to 0.8 %
constexpr std::uint32_t kMiddle = 1U << (kDroppedBits - 1);

std::uint32_t upper_bits(float value) { return std::bit_cast<std::uint32_t>(value) >> kDroppedBits; }

/// A whole bell of that many bins' width.
std::vector<float> bell_of(double width, double reach) {
  const auto half = static_cast<std::size_t>(std::min(reach * width, static_cast<double>(kBins)));
  std::vector<float> bell(2 * half + 1);
  for (std::size_t i = 0; i < bell.size(); ++i) {
    const double z = (static_cast<double>(i) - static_cast<double>(half)) / width;
    bell[i] = static_cast<float>(std::exp(-z * z / 2) / width);
  }
  return bell;
}

PERFOLIO_WIDE void add_weighted(std::size_t count, float weight, const float* from, float* to) {
  for (std::size_t i = 0; i < count; ++i) to[i] += weight * from[i];
}

/// `density` begins half a bell before the first bin.
void add_bell(std::vector<float>& density, std::size_t bin, float weight, const std::vector<float>& bell) {
  add_weighted(bell.size(), weight, bell.data(), density.data() + bin);
}

/// A normal density of that width about the middle bin, worth kNormalWeight values, where `room` bins come first.
std::vector<float> normal_density(double width, std::size_t room) {
  std::vector<float> density(kBins + 2 * room, 0.0F);
  const std::vector<float> bell = bell_of(width, kNormalReach);
  const std::size_t half = bell.size() / 2;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    const std::size_t place = bin + half;
    if (place >= kMostBins && place - kMostBins < bell.size()) {
      density[bin + room] = static_cast<float>(kNormalWeight) * bell[place - kMostBins];
    }
  }
  return density;
}

/// Outliers shape nothing.
bool shapes(std::size_t bin) { return bin > 0 && bin + 1 < kBins; }

}  // namespace

std::span<const ResidualChances::Chance> ResidualChances::of(std::size_t value) const {
  const std::size_t at = values() - 1 - value;
  return std::span(chances_).subspan(ends_[at], ends_[at + 1] - ends_[at]);
}

NoiseShape::NoiseShape(const SeriesNoise& noise, double clip) {
  others_.assign(kBins, static_cast<float>(std::exp(-clip * clip / 2 / noise.inflation)));
  for (std::size_t off = 0; off <= kMostBins; ++off) {
    const double z = static_cast<double>(off) / kBinsPerUnit * noise.unit / noise.sigma;
    if (z >= clip) {
      break;
    }
    others_[kMostBins + off] = others_[kMostBins - off] = static_cast<float>(std::exp(-z * z / 2 / noise.inflation));
  }
}

NoiseShape::NoiseShape(ResidualChances chances, const SeriesNoise& noise, double clip)
    : chances_(std::move(chances)), least_(static_cast<float>(std::exp(-clip * clip / 2))) {
  learn(noise);
  const std::uint32_t first = upper_bits(least_);
  powers_.resize(upper_bits(1.0F) + 1 - first);
  for (std::size_t i = 0; i < powers_.size(); ++i) {
    const std::uint32_t bits = ((first + static_cast<std::uint32_t>(i)) << kDroppedBits) | kMiddle;
    powers_[i] = std::exp2(std::log2(std::bit_cast<float>(bits)) / static_cast<float>(noise.inflation));
  }
}

/// The density of all residuals, its highest place at one.
void NoiseShape::learn(const SeriesNoise& noise) {
  const double width = kBinsPerUnit * noise.sigma / noise.unit;  // of one sigma, in bins
  bell_ = bell_of(std::min(kBandwidth * width, kMostWidth), kReach);
  density_ = normal_density(width, bell_.size() / 2);
  std::vector<float> counts(kBins, 0.0F);
  for (const auto& [bin, chance] : chances_.all()) {
    counts[bin] += chance;
  }
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    if (counts[bin] > 0 && shapes(bin)) {
      add_bell(density_, bin, counts[bin], bell_);
    }
  }
  const float most = *std::ranges::max_element(density_);
  auto scaled = [most](float value) { return most > 0 ? value / most : 0; };  // of noise too wide for a float: flat
  std::ranges::transform(density_, density_.begin(), scaled);
  std::ranges::transform(bell_, bell_.begin(), scaled);
}

void NoiseShape::count(std::size_t value, float sign) {
  for (const auto& [bin, chance] : chances_.of(value)) {
    if (shapes(bin)) {
      add_bell(others_, bin, sign * chance, bell_);
    }
  }
}

void NoiseShape::start(std::size_t value) {
  next_ = value;
  if (powers_.empty()) {
    return;
  }
  others_ = density_;
  const std::size_t end = std::min(value + kNeighbours + 1, chances_.values());
  for (std::size_t near = value - std::min(value, kNeighbours); near < end; ++near) {
    count(near, -1);
  }
}

void NoiseShape::slide() {
  if (next_ >= kNeighbours) {
    count(next_ - kNeighbours, 1);
  }
  ++next_;
  if (next_ + kNeighbours < chances_.values()) {
    count(next_ + kNeighbours, -1);
  }
}

void NoiseShape::fits(std::span<const std::uint16_t> bins, float* result) {
  if (powers_.empty()) {
    std::ranges::transform(bins, result, [this](std::uint16_t bin) { return others_[bin]; });
    return;
  }
  const float* const densities = others_.data() + bell_.size() / 2;
  const float* const powers = powers_.data();
  const float least = least_;
  const std::uint32_t first = upper_bits(least);
  for (std::size_t k = 0; k < bins.size(); ++k) {
    result[k] = powers[upper_bits(std::clamp(densities[bins[k]], least, 1.0F)) - first];
  }
  slide();
}

}  // namespace perfolio::stats
