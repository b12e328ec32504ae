// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "style/contrast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfolio::style {
namespace {

double luminance(base::Color c) {
  const auto linear = [](std::uint8_t channel) {
    const double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

struct Named {
  std::string token;
  base::Color color;
};

std::optional<Weakness> weak(const Named& front, const Named& ground, double least) {
  const double is = contrast(front.color, ground.color);
  if (is >= least) return std::nullopt;
  return Weakness{front.token, ground.token, is, least};
}

}  // namespace

double contrast(base::Color a, base::Color b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

std::optional<Weakness> weakness(const Style& s) {
  constexpr double kText = 4.5;
  constexpr double kLine = 3;
  for (const Named& ground : {Named{"/background", s.background}, Named{"/panel", s.panel}}) {
    for (const Named& text :
         {Named{"/ink", s.ink}, Named{"/ink2", s.ink2}, Named{"/ink3", s.ink3}, Named{"/better/ink", s.better.ink},
          Named{"/worse/ink", s.worse.ink}, Named{"/same/ink", s.same.ink}}) {
      if (auto found = weak(text, ground, kText)) return found;
    }
    for (const Named& line : {Named{"/axis", s.axis}, Named{"/data", s.data}}) {
      if (auto found = weak(line, ground, kLine)) return found;
    }
  }
  for (const auto& [name, signal] :
       {std::pair("better", s.better), std::pair("worse", s.worse), std::pair("same", s.same)}) {
    const Named ink{fmt::format("/{}/ink", name), signal.ink};
    if (auto found = weak(ink, {fmt::format("/{}/tint", name), signal.tint}, kText)) return found;
  }
  for (std::size_t i = 0; i < s.heat.size(); ++i) {
    const Named text{fmt::format("/heat/{}/text", i), s.heat[i].text};
    if (auto found = weak(text, {fmt::format("/heat/{}/fill", i), s.heat[i].fill}, kText)) return found;
  }
  return std::nullopt;
}

}  // namespace perfolio::style
