// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "publish/git_object.h"
#include "publish/reading.h"
#include "sys/file.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace perfolio::publish {

/// What `perfolio report` wrote, as far as it is published. The files are mapped as long as this lives.
class ReportFolder {
 public:
  /// Throws Error{Input} where the folder holds no report.
  explicit ReportFolder(const std::string& path);

  [[nodiscard]] const ReportFacts& facts() const { return facts_; }
  /// "atlas-v0.2.3-performance": what the names of the report and its pictures begin with.
  [[nodiscard]] const std::string& stem() const { return stem_; }
  [[nodiscard]] bool has(const std::string& name) const { return files_.contains(name); }
  /// Empty where there is no such file.
  [[nodiscard]] std::string_view bytes(const std::string& name) const;
  /// What goes to the branch: the dashboard, highlights, tiles and badges, light and dark.
  [[nodiscard]] BranchFiles images() const;

 private:
  std::map<std::string, std::unique_ptr<sys::MappedFile>> files_;
  ReportFacts facts_;
  std::string stem_;
};

}  // namespace perfolio::publish
