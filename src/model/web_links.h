// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace perfolio::model {

/// The pages of a project on its host. Every address is http(s), made of parts that were checked, percent-encoded where
/// they are not plain; empty where there is no such page or the part is none. Hosts are known by their names: GitHub,
/// GitLab, Gitea (and Forgejo, Codeberg) and Bitbucket, also those of a company ("gitlab.example.org").
class WebPages {
 public:
  /// `project`: the address of the project's page. Anything else than one gives no pages at all.
  explicit WebPages(std::string_view project);

  [[nodiscard]] const std::string& project() const { return project_; }
  [[nodiscard]] std::string release(std::string_view tag) const;
  /// `id`: at least seven hex digits. On a host that is not known, /commit/ is as good as any.
  [[nodiscard]] std::string commit(std::string_view id) const;
  /// What came between two commits.
  [[nodiscard]] std::string compare(std::string_view before, std::string_view after) const;
  /// `number`: digits, as a commit's subject has them. GitLab writes (#1) for an issue: there, none.
  [[nodiscard]] std::string pull_request(std::string_view number) const;

 private:
  enum class Host { Unknown, GitHub, GitLab, Gitea, Bitbucket };
  static Host host_named(std::string_view name);

  std::string project_;
  std::string base_;  ///< of the pages below it: without a slash or ".git" at its end. Empty: it has none.
  Host host_ = Host::Unknown;
};

}  // namespace perfolio::model
