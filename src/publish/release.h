// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "publish/client.h"
#include "publish/reading.h"

#include <optional>
#include <string>

namespace perfolio::publish {

/// The body of a draft that perfolio made and has not finished.
inline constexpr std::string_view kUnfinished = "<!-- perfolio:unfinished -->";

/// The release of that tag, drafts included: they are only in the list. Nothing where there is none.
std::optional<Release> find_release(Client& client, const std::string& tag);

/// Makes a draft of that tag; a failure that may have made one is looked into first. `commit` is what a tag that does
/// not exist yet will point at; may be empty.
Release make_draft(Client& client, const std::string& tag, const std::string& commit);

/// The release as it is now.
Release release_now(Client& client, std::int64_t id);

/// Sets the body, and publishes a draft if asked to.
void set_body(Client& client, std::int64_t id, const std::string& body, bool publish);

}  // namespace perfolio::publish
