// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/descriptions.h"

#include "base/error.h"
#include "cli/command.h"
#include "sys/file.h"

namespace perfolio::cli {
namespace {

constexpr std::string_view kEnding = ".format.json";

formats::DescriptionFile description_at(const std::string& path) {
  const sys::MappedFile file(path);
  return {path, std::string(file.bytes())};
}

bool is_path(const std::string& format_in) {
  return format_in.ends_with(".json") || format_in.find('/') != std::string::npos;
}

/// The folder of what comes with the program. Results can be read without it, a report cannot be made.
std::string folder_of_descriptions() {
  try {
    return resource_folder() + "/formats";
  } catch (const base::Error&) {
    return {};
  }
}

}  // namespace

std::vector<formats::DescriptionFile> shipped_descriptions() {
  std::vector<formats::DescriptionFile> files;
  const std::string folder = folder_of_descriptions();
  if (folder.empty() || sys::path_kind(folder) != sys::PathKind::Directory) return files;
  for (const std::string& name : sys::files_below(folder)) {
    if (name.ends_with(kEnding)) files.push_back(description_at(folder + "/" + name));
  }
  return files;
}

Formats formats_for(const Config& config, const std::string& format_in) {
  Formats formats{std::make_unique<formats::KnownFormats>(shipped_descriptions), format_in};
  for (const std::string& path : config.formats) {
    if (path != format_in) formats.known->add(description_at(path));
  }
  if (is_path(format_in)) formats.name = formats.known->add(description_at(format_in));
  return formats;
}

}  // namespace perfolio::cli
