// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/text.h"
#include "support/temp_folder.h"
#include "sys/git.h"

#include <stdlib.h>

#include <string>
#include <vector>

namespace perfolio::test {

/// A git repository made for one test, with the machine's own configuration kept out and its dates chosen.
class Repository {
 public:
  Repository() {
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    git({"init", "-q", "-b", "main"});
  }
  [[nodiscard]] std::string folder() const { return folder_.path().string(); }

  std::string git(std::vector<std::string> arguments) const {
    std::vector<std::string> all = {
        "-c", "user.name=A",       "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false",
        "-c", "tag.gpgsign=false", "-c", "advice.detachedHead=false"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return std::string(base::trim(sys::GitProcess(folder()).run(all)));
  }

  /// A commit whose tree is empty, dated that many days after 2020-01-01; on `branch`, behind `parents`.
  std::string commit(const std::string& branch, const std::vector<std::string>& parents, int day) const {
    const std::string tree = git({"hash-object", "-w", "-t", "tree", "/dev/null"});
    const std::string id = write_commit(tree, parents, day);
    git({"update-ref", "refs/heads/" + branch, id});
    return id;
  }

  void tag(const std::string& name, const std::string& commit) const { git({"tag", name, commit}); }
  void annotated_tag(const std::string& name, const std::string& commit) const {
    git({"tag", "-a", "-m", name, name, commit});
  }

 private:
  std::string write_commit(const std::string& tree, const std::vector<std::string>& parents, int day) const {
    const std::string when = std::to_string(1577836800LL + day * 86400LL) + " +0000";
    std::string text = "tree " + tree + "\n";
    for (const auto& parent : parents) text += "parent " + parent + "\n";
    text += "author A <a@example.org> " + when + "\ncommitter A <a@example.org> " + when + "\n\nc\n";
    put(folder_ / "commit-text", text);
    return git({"hash-object", "-w", "-t", "commit", folder_ / "commit-text"});
  }

  TempFolder folder_;
};

}  // namespace perfolio::test
