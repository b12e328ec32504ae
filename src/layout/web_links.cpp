// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "layout/web_links.h"

#include "base/text.h"
#include "model/web_links.h"

#include <map>
#include <string>

namespace perfolio::layout {
namespace {

/// The one text of a node that may be a link as a whole; null where it is more, or a picture.
const std::string* sole_text(const Node& node) {
  const bool plain = node.role != Role::None && node.role != Role::Artifact && node.role != Role::Figure;
  if (!plain || !node.link.empty() || node.marks.size() != 1 || !node.children.empty()) return nullptr;
  const auto* text = std::get_if<Text>(&node.marks.front());
  return text == nullptr ? nullptr : &text->text;
}

void visit(std::vector<Node>& nodes, const std::string& project, const std::map<std::string, std::string>& releases) {
  for (Node& node : nodes) {
    visit(node.children, project, releases);
    const std::string* text = sole_text(node);
    if (text == nullptr) continue;
    const auto release = releases.find(*text);
    node.link = node.role == Role::H1 ? project : release != releases.end() ? release->second : std::string();
  }
}

}  // namespace

void link_to_web(std::vector<Node>& nodes, const model::Report& report) {
  const model::WebPages pages(report.project_url);
  if (pages.project().empty()) return;
  std::map<std::string, std::string> releases;
  for (const model::Column& column : report.columns) {
    if (report.kind != model::ColumnKind::Release) break;
    releases[base::visible(column.release.tag)] = pages.release(column.release.tag);
  }
  visit(nodes, pages.project(), releases);
}

}  // namespace perfolio::layout
