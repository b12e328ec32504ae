// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "publish/client.h"
#include "publish/git_object.h"

#include <string>

namespace perfolio::publish {

/// What goes to the branch, and where.
struct Images {
  std::string branch;
  std::string folder;  ///< of the release: its tag as a name.
  bool newest = true;  ///< `latest/` becomes these too; otherwise only where there is none yet.
  BranchFiles files;
  std::string message;
};

/// What the branch holds.
struct BranchState {
  std::string head;          ///< its commit; empty where there is no branch.
  std::string root;          ///< the tree of that commit.
  std::string release_tree;  ///< tree of our folder; empty where there is none.
  std::string latest_tree;
  bool foreign = false;  ///< it holds things and no `latest/`: none of ours.
};
BranchState look_at_branch(Client& client, const std::string& branch, const std::string& folder);

/// Nothing is to be committed.
bool is_up_to_date(const BranchState& state, const Images& images);

/// Whether the commit is there and holds the same images under the same folder.
bool commit_holds(Client& client, const std::string& commit, const Images& images);

/// The host does not let us write that branch; says why, in a cleaned line.
struct BranchRefused {
  std::string why;
};

/// Commits the images on top of the branch, or as its first commit, and returns the commit. When somebody else moves
/// the branch, what they did stays. Throws BranchRefused, or Error{Outside}.
std::string commit_images(Client& client, const Images& images);

}  // namespace perfolio::publish
