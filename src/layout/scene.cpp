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

struct Mover {
  base::Point by;
  void operator()(base::Point& p) const { p = {p.x + by.x, p.y + by.y}; }
  void operator()(Text& t) const { (*this)(t.at); }
  void operator()(Polyline& line) const {
    for (base::Point& p : line.points) (*this)(p);
  }
  void operator()(Area& area) const {
    for (base::Point& p : area.outline) (*this)(p);
  }
  void operator()(Segments& s) const {
    for (auto& [from, to] : s.segments) {
      (*this)(from);
      (*this)(to);
    }
  }
  void operator()(Box& box) const {
    box.rect.x += by.x;
    box.rect.y += by.y;
  }
  void operator()(Dots& dots) const {
    for (base::Point& p : dots.centers) (*this)(p);
  }
  void operator()(Node& node) const {
    for (Mark& mark : node.marks) std::visit(*this, mark);
    for (Node& child : node.children) (*this)(child);
  }
};

}  // namespace

std::vector<Node> moved(std::vector<Node> nodes, base::Point by) {
  const Mover move{by};
  for (Node& node : nodes) move(node);
  return nodes;
}

Scene scaled(Scene scene, double factor) {
  const Scaler scale{factor};
  for (Node& node : scene.nodes) scale(node);
  scene.corner *= factor;
  scene.size = {scene.size.width * factor, scene.size.height * factor};
  return scene;
}

}  // namespace perfolio::layout
