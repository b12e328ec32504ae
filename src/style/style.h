// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/geometry.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::style {

/// The colour of a verdict, and the tint its pill stands on.
struct Signal {
  base::Color ink;
  base::Color tint;
};

/// One class of the heat map: fill and the text on it.
struct HeatClass {
  base::Color fill;
  base::Color text;
};

/// Every colour of a report. Data is neutral; only a verdict has colour.
struct Style {
  std::string name;
  base::Color background, panel;
  base::Color ink, ink2, ink3;  ///< text: main, second, captions.
  base::Color axis, grid, data;
  Signal better, worse, same;
  std::array<HeatClass, 7> heat;  ///< from much better to much worse; [3]: no change.
};

/// Reads a style's tokens (styles/*.json, docs/styles.md). Throws Error{Input} naming the token, also where a
/// text could not be read on its ground (contrast.h).
Style style_from_json(std::string_view bytes);

}  // namespace perfolio::style
