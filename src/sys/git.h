// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::sys {

/// The git program, asked about one repository. Run without a shell, without hooks, configuration of the repository
/// that could run a program, prompts or locale. An interface, so that tests can answer instead.
class Git {
 public:
  virtual ~Git() = default;
  /// Standard output of `git -C DIR ARGUMENTS...`. Throws Error{Outside} with git's first line of complaint and a hint
  /// when git is missing, DIR is no repository, or git fails.
  [[nodiscard]] virtual std::string run(const std::vector<std::string>& arguments) const = 0;
};

class GitProcess final : public Git {
 public:
  explicit GitProcess(std::string folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const override;

 private:
  std::string folder_;
};

}  // namespace perfolio::sys
