// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/git_object.h"

#include "base/digest.h"

#include <fmt/format.h>

namespace perfolio::publish {

namespace {

/// 20 bytes: SHA-1 over "TYPE SIZE", a NUL and the content.
std::string object_id(std::string_view type, std::string_view content) {
  std::string object = fmt::format("{} {}", type, content.size());
  object += '\0';
  object += content;
  return base::sha1(object);
}

struct Entry {
  std::string mode, id;
};

/// 20 bytes. A tree lists its entries as "MODE NAME", a NUL, and the id; a folder sorts as if its name ended in '/'.
std::string binary_tree_id(const BranchFiles& files) {
  std::map<std::string, Entry> entries;
  std::map<std::string, BranchFiles> folders;
  for (const auto& [path, bytes] : files) {
    const auto slash = path.find('/');
    if (slash == std::string::npos) {
      entries[path] = {"100644", object_id("blob", bytes)};
    } else {
      folders[path.substr(0, slash)][path.substr(slash + 1)] = bytes;
    }
  }
  for (const auto& [name, below] : folders) entries[name + "/"] = {"40000", binary_tree_id(below)};
  std::string content;
  for (const auto& [name, entry] : entries) {
    content += entry.mode + " " + (name.ends_with('/') ? name.substr(0, name.size() - 1) : name);
    content += '\0';
    content += entry.id;
  }
  return object_id("tree", content);
}

}  // namespace

std::string tree_id(const BranchFiles& files) {
  std::string out;
  for (const char c : binary_tree_id(files)) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace perfolio::publish
