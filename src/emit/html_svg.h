// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/scene.h"
#include "layout/text_metrics.h"
#include "style/style.h"

#include <string>

/// A Scene inside a web page. Its colours are names that the page's style sheet gives a value, so that one picture
/// serves the light and the dark page; its texts are texts.
namespace perfolio::emit {

/// A style whose colours stand for the names of tokens. Scenes for inline_svg() are laid out with it.
const style::Style& token_style();

/// The custom properties that the names stand for: "--ink:#17212b;--ink2:...".
std::string token_values(const style::Style& style);

/// The rules that give marks of each token their colour, for the page's style sheet.
std::string token_rules();

enum class Reading {
  Figure,      ///< title and description are told to a screen reader.
  Decoration,  ///< what stands beside it says as much.
};

/// The scene as an <svg> element: a figure in tenths of a point, a decoration in whole ones. `name` begins the ids of
/// its title and description, and is empty for a decoration. The reader's font may be wider than the one that the scene
/// was laid out with (`metrics`): long texts are held to their width.
std::string inline_svg(const layout::Scene& scene, Reading reading, const std::string& name,
                       const layout::TextMetrics& metrics);

}  // namespace perfolio::emit
