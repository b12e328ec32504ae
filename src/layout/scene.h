// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/geometry.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A picture as data: marks in points (y down), in drawing order, with what they mean. No Cairo here; draw paints it on
/// a surface, emit writes it as SVG.
namespace perfolio::layout {

enum class Face { Regular, Medium, SemiBold, Mono };

struct Font {
  Face face = Face::Regular;
  double size = 9;       ///< points.
  bool tabular = false;  ///< figures of one width, for columns of numbers.
  bool operator==(const Font&) const = default;
};

enum class Align { Left, Center, Right };

/// One line of plain text; `at` is on its base line, at the left end, middle or right end as `align` says.
struct Text {
  std::string text;
  base::Point at;
  Font font;
  base::Color color;
  Align align = Align::Left;
};

enum class Dash { Solid, Short };

struct Stroke {
  base::Color color;
  double width = 1;
  Dash dash = Dash::Solid;
};

/// Connected straight segments with round joins.
struct Polyline {
  std::vector<base::Point> points;
  Stroke stroke;
};

/// A filled polygon: the band between the lower and the upper ends of many intervals.
struct Area {
  std::vector<base::Point> outline;
  base::Color fill;
};

/// Separate straight segments with butt ends: grid lines, ticks, error bars, hatching.
struct Segments {
  std::vector<std::pair<base::Point, base::Point>> segments;
  Stroke stroke;
};

struct Box {
  base::Rect rect;
  double radius = 0;
  std::optional<base::Color> fill;
  std::optional<Stroke> stroke;
};

/// Filled discs of one look, with a ring around each; hollow when `fill` is the ring's inside.
struct Dots {
  std::vector<base::Point> centers;
  double radius = 2.4;
  base::Color fill;
  Stroke ring;
  std::vector<std::string> titles;  ///< one each, or none: what a pointer or a screen reader is told.
};

using Mark = std::variant<Text, Polyline, Area, Segments, Box, Dots>;

/// What a part of the picture is, for a reader who cannot see it (the names are PDF's structure types). None: nothing
/// by itself; its children may be something.
enum class Role { None, Artifact, H1, H2, H3, P, Figure, Table, TR, TH, TD };

/// A part of a picture: its own marks first, then its children, in reading order. Marks belong to leaves.
struct Node {
  Role role = Role::None;
  std::string alt;     ///< of a Figure.
  std::string link;    ///< URL, or "#name" of a destination in the same document; the whole node is the link.
  std::string anchor;  ///< names this place as a destination.
  std::vector<Mark> marks;
  std::vector<Node> children;
};

struct Scene {
  base::Size size;
  base::Color background;
  double corner = 0;  ///< radius of the background's corners, for pictures that lie on somebody's page.
  std::string title;
  std::string description;
  std::vector<Node> nodes;
};

/// The nodes, all of them, moved by an offset.
std::vector<Node> moved(std::vector<Node> nodes, base::Point by);

/// The scene enlarged by `factor` about the origin, text and lines included.
Scene scaled(Scene scene, double factor);

}  // namespace perfolio::layout
