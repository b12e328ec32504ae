// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/report_folder.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace perfolio::publish {

namespace {

constexpr std::string_view kEnding = "-performance.";
constexpr std::size_t kLargestFile = (std::size_t{2} << 30) - 1;  ///< the host takes nothing larger.

/// A name that the host keeps as it is, and that no path or address gives another meaning.
bool is_plain(std::string_view name) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
  return !name.empty() && name.front() != '.' && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

bool is_picture(std::string_view path) {
  if (path == "highlights.svg" || path == "highlights-dark.svg") return true;
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || !is_plain(path.substr(slash + 1))) return false;
  const std::string_view folder = path.substr(0, slash);
  return (folder == "tiles" && path.ends_with(".svg")) ||
         (folder == "badges" && (path.ends_with(".svg") || path.ends_with(".json")));
}

/// What a report writes beside the pictures that its stem alone names.
bool is_variant(const std::string& name) {
  constexpr std::array<std::string_view, 3> kVariants = {"-performance-dark.svg", "-performance-narrow.svg",
                                                         "-performance-narrow-dark.svg"};
  return is_plain(name) && std::ranges::any_of(kVariants, [&](std::string_view end) { return name.ends_with(end); });
}

/// What stands before ".pdf" or ".png" and the like; empty for other names.
std::string stem_of(const std::string& name) {
  const auto at = name.rfind(kEnding);
  if (at == std::string::npos || name.find('/') != std::string::npos || !is_plain(name)) return {};
  const std::string extension = name.substr(at + kEnding.size());
  const bool ours = extension == "pdf" || extension == "svg" || extension == "png";
  return ours ? name.substr(0, at + kEnding.size() - 1) : std::string();
}

bool is_wanted(const std::string& name) {
  return name == "report.json" || name == "release-notes.md" || is_picture(name) || !stem_of(name).empty() ||
         is_variant(name);
}

}  // namespace

ReportFolder::ReportFolder(const std::string& path) {
  const auto wrong = [&](const std::string& what, const std::string& hint) {
    throw base::Error(base::Fault::Input, {path, {}, 0, 0}, what, hint);
  };
  for (const std::string& name : sys::files_below(path)) {
    if (!is_wanted(name)) continue;
    files_[name] = std::make_unique<sys::MappedFile>(path + "/" + name, sys::MappedFile::Links::Refuse);
    if (bytes(name).size() > kLargestFile) wrong(name + " is larger than a release may hold", "");
    const std::string stem = stem_of(name);
    if (!stem.empty() && !stem_.empty() && stem != stem_)
      wrong("holds more than one report", "publish them one by one");
    if (!stem.empty()) stem_ = stem;
  }
  if (!has("report.json")) wrong("holds no report.json", "the folder that `perfolio report -o DIR` wrote is due");
  base::in_file(path + "/report.json", [&] { facts_ = report_in(bytes("report.json")); });
}

std::string_view ReportFolder::bytes(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string_view() : found->second->bytes();
}

BranchFiles ReportFolder::images() const {
  BranchFiles images;
  for (const auto& [name, file] : files_) {
    if (is_picture(name)) images[name] = file->bytes();
  }
  if (has(stem_ + ".svg") && has(stem_ + "-dark.svg")) {
    images["dashboard.svg"] = bytes(stem_ + ".svg");
    images["dashboard-dark.svg"] = bytes(stem_ + "-dark.svg");
  }
  if (has(stem_ + "-narrow.svg") && has(stem_ + "-narrow-dark.svg")) {
    images["dashboard-narrow.svg"] = bytes(stem_ + "-narrow.svg");
    images["dashboard-narrow-dark.svg"] = bytes(stem_ + "-narrow-dark.svg");
  }
  return images;
}

}  // namespace perfolio::publish
