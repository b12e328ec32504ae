// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/scene.h"

namespace perfolio::layout {

namespace {

struct Scaler {
  double k;
  void operator()(base::Point& p) const {
    p.x *= k;
    p.y *= k;
  }
  void operator()(Stroke& s) const { s.width *= k; }
  void operator()(Text& t) const {
    (*this)(t.at);
    t.font.size *= k;
  }
  void operator()(Polyline& line) const {
    for (base::Point& p : line.points) (*this)(p);
    (*this)(line.stroke);
  }
  void operator()(Area& area) const {
    for (base::Point& p : area.outline) (*this)(p);
  }
  void operator()(Segments& s) const {
    for (auto& [from, to] : s.segments) {
      (*this)(from);
      (*this)(to);
    }
    (*this)(s.stroke);
  }
  void operator()(Box& box) const {
    box.rect = {box.rect.x * k, box.rect.y * k, box.rect.width * k, box.rect.height * k};
    box.radius *= k;
    if (box.stroke) (*this)(*box.stroke);
  }
  void operator()(Dots& dots) const {
    for (base::Point& p : dots.centers) (*this)(p);
    dots.radius *= k;
    (*this)(dots.ring);
  }
  void operator()(Node& node) const {
    for (Mark& mark : node.marks) std::visit(*this, mark);
    for (Node& child : node.children) (*this)(child);
  }
};

}  // namespace

Scene scaled(Scene scene, double factor) {
  const Scaler scale{factor};
  for (Node& node : scene.nodes) scale(node);
  scene.corner *= factor;
  scene.size = {scene.size.width * factor, scene.size.height * factor};
  return scene;
}

}  // namespace perfolio::layout
