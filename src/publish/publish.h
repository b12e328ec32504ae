// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "publish/assets.h"
#include "publish/client.h"
#include "publish/images.h"
#include "publish/release.h"
#include "publish/report_folder.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace perfolio::publish {

struct Options {
  std::string tag;
  std::string branch = "perfolio";  ///< empty: no branch.
  bool create = false;              ///< a release that is not there is made.
  bool draft = false;               ///< and stays a draft.
  bool body = true;                 ///< the release's body gets the summary.
};

/// What is to be done, and what has been: each a line such as "asset report.json: replaced".
struct Outcome {
  std::vector<std::string> lines;
  std::vector<base::Diagnostic> notes;
  std::string url;  ///< of the release; empty where it is not made yet.
};

/// Brings the report of one folder onto the release of one tag. First all is looked at, and nothing written; then
/// images, assets and body are written, in this order, each only as far as it is not there already.
class Publication {
 public:
  Publication(Client& client, const ReportFolder& folder, Options options, Client::Tell tell);

  /// Looks only. Throws Error{Usage} where folder and tag do not belong together, Error{Outside} where there is no
  /// release.
  Outcome plan();
  /// What is to be published, as far as the folder alone says it: for who cannot reach the host.
  [[nodiscard]] Outcome plan_without_host() const;
  /// Does what plan() found; call that first.
  Outcome carry_out();

 private:
  void find();
  void refuse_nothing() const;
  void plan_images(Outcome& outcome);
  void plan_assets(Outcome& outcome);
  void plan_body(Outcome& outcome);
  void make_release(Outcome& outcome);
  void put_images(Outcome& outcome);
  void put_assets(Outcome& outcome);
  void put_body(Outcome& outcome);
  void use_no_branch(Outcome& outcome, const std::string& why);
  void become_immutable(Outcome& outcome);
  [[nodiscard]] Images images() const;
  [[nodiscard]] std::string commit_for(const std::string& body);
  [[nodiscard]] std::string raw_url(const std::string& commit, const std::string& name) const;
  [[nodiscard]] std::string asset_url(const std::string& name) const;
  [[nodiscard]] std::optional<std::string> wanted_body(const Release& release, Outcome& outcome);
  [[nodiscard]] bool has_branch() const { return !options_.branch.empty() && !images().files.empty(); }
  [[nodiscard]] bool is_to_publish() const;
  void warn(Outcome& outcome, const std::string& text);

  Client& client_;
  const ReportFolder& folder_;
  Options options_;
  Client::Tell tell_;
  std::vector<Attachment> files_;
  std::optional<Release> release_;
  std::optional<Assets> assets_;
  BranchState branch_;
  std::string commit_;      ///< that holds the images; empty where none does yet.
  bool immutable_ = false;  ///< the release takes no assets any more.
  bool made_here_ = false;
  std::set<std::string> warned_;
};

}  // namespace perfolio::publish
