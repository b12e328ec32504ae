// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layout/scene.h"
#include "model/report.h"

#include <vector>

namespace perfolio::layout {

/// Gives what stands alone in a node, and has no link yet, one to the web: the title of the document the project's
/// page, the name of a release the page of that release. Nothing where the project's host is not known.
void link_to_web(std::vector<Node>& nodes, const model::Report& report);

}  // namespace perfolio::layout
