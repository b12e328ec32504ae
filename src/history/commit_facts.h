// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"
#include "sys/git.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace perfolio::history {

/// What git knows of a commit that a run was measured at.
struct CommitFacts {
  std::string id;  ///< all its digits.
  std::optional<base::Time> date;
  std::string author;  ///< a name, never an e-mail address.
  std::string subject;
};

/// Of a commit by its id, or of HEAD; nothing when the repository does not have it.
std::optional<CommitFacts> commit_facts(const sys::Git& git, const std::string& commit);

/// The branch checked out; empty when none is.
std::string current_branch(const sys::Git& git);

/// Whether a file git keeps differs from HEAD, other than those named (paths from the repository's top folder).
bool is_dirty(const sys::Git& git, const std::set<std::string, std::less<>>& but);

}  // namespace perfolio::history
