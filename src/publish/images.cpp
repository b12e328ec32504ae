// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/images.h"

#include "base/base64.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "publish/reading.h"

#include <fmt/format.h>

#include <optional>

namespace perfolio::publish {

namespace {

using sys::HttpAnswer;

constexpr std::size_t kMostTries = 4;
/// Beyond this a file travels alone, as a blob: requests stay of a size that no server minds.
constexpr std::size_t kLargestInline = std::size_t{1} << 20;
constexpr std::size_t kLargestRequest = std::size_t{8} << 20;

/// Slashes are part of a branch's name; what else a name may hold is encoded.
std::string ref_path(const std::string& branch) {
  std::string out;
  for (const auto part : base::split(branch, '/')) out += "/" + percent_encoded(part);
  return out;
}

std::string object_path(const std::string& kind, const std::string& id) { return "/git/" + kind + "/" + id; }

/// Throws BranchRefused where the answer says that no such branch may be written, now or ever.
void check_allowed(const Client& client, const std::string& what, const HttpAnswer& answer) {
  const int status = answer.transport == sys::Transport::Answered ? answer.status : 0;
  if (status == 403 || status == 404 || status == 409 || status == 422) {
    throw BranchRefused{client.error(what, answer).what()};
  }
}

/// Writes JSON that makes an object of git; returns its id.
std::string made(Client& client, const std::string& kind, const std::string& json) {
  const std::string what = "cannot make a " + kind.substr(0, kind.size() - 1) + " of git";
  const HttpAnswer answer = client.write("POST", "/git/" + kind, json);
  check_allowed(client, what, answer);
  std::string id;
  read_json(client, what, answer, [&](auto bytes) { id = sha_in(bytes); });
  return id;
}

std::string make_blob(Client& client, std::string_view bytes) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.text("content", base::base64(bytes));
  w.text("encoding", "base64");
  w.end_object();
  return made(client, "blobs", json);
}

void add_entry(base::JsonWriter& w, const std::string& path, const std::string& mode, const std::string& type,
               const std::string& sha) {
  w.begin_object();
  w.text("path", path);
  w.text("mode", mode);
  w.text("type", type);
  w.text("sha", sha);
  w.end_object();
}

/// The folder itself, in one request; the text of each file stands in it, as far as it is text.
std::string make_folder(Client& client, const BranchFiles& files) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.begin_array("tree");
  for (const auto& [path, bytes] : files) {
    if (bytes.size() > kLargestInline || json.size() + bytes.size() > kLargestRequest || !base::is_utf8(bytes)) {
      add_entry(w, path, "100644", "blob", make_blob(client, bytes));
      continue;
    }
    w.begin_object();
    w.text("path", path);
    w.text("mode", "100644");
    w.text("type", "blob");
    w.text("content", bytes);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return made(client, "trees", json);
}

bool writes_latest(const BranchState& state, const Images& images) {
  return images.newest || state.latest_tree.empty();
}

std::string make_root(Client& client, const BranchState& state, const Images& images, const std::string& folder) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  if (!state.root.empty()) w.text("base_tree", state.root);
  w.begin_array("tree");
  add_entry(w, images.folder, "040000", "tree", folder);
  if (images.folder != "latest" && writes_latest(state, images)) add_entry(w, "latest", "040000", "tree", folder);
  w.end_array();
  w.end_object();
  return made(client, "trees", json);
}

std::string make_commit(Client& client, const BranchState& state, const Images& images, const std::string& root) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.text("message", images.message);
  w.text("tree", root);
  w.begin_array("parents");
  if (!state.head.empty()) w.text({}, state.head);
  w.end_array();
  w.end_object();
  return made(client, "commits", json);
}

/// Moves the branch to the commit, or makes it. False when somebody else was faster.
bool move_branch(Client& client, const BranchState& state, const Images& images, const std::string& commit) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  if (state.head.empty()) w.text("ref", "refs/heads/" + images.branch);
  w.text("sha", commit);
  if (!state.head.empty()) w.truth("force", false);
  w.end_object();
  const HttpAnswer answer = state.head.empty()
                                ? client.write("POST", "/git/refs", json)
                                : client.write("PATCH", "/git/refs/heads" + ref_path(images.branch), json);
  const std::string what = "cannot move the branch " + client.cleaned(images.branch);
  if (answer.status == 422 || answer.status == 409) {
    // Also when the answer to a first try was lost, and the second found the branch there.
    const BranchState now = look_at_branch(client, images.branch, images.folder);
    if (now.head == commit) return true;
    if (now.head != state.head) return false;
  }
  check_allowed(client, what, answer);
  read_json(client, what, answer, [](auto bytes) { ref_target_in(bytes); });
  return true;
}

std::optional<std::string> tree_of_commit(Client& client, const std::string& commit) {
  std::string tree;
  if (!client.get(object_path("commits", commit), [&](const auto& answer) { tree = commit_tree_in(answer.body); })) {
    return std::nullopt;
  }
  return tree;
}

std::vector<TreeEntry> entries_of(Client& client, const std::string& tree) {
  std::vector<TreeEntry> entries;
  client.get(object_path("trees", tree), [&](const auto& answer) { entries = tree_in(answer.body); });
  return entries;
}

std::string folder_in(const std::vector<TreeEntry>& entries, const std::string& name) {
  for (const TreeEntry& entry : entries) {
    if (entry.path == name && entry.type == "tree") return entry.sha;
  }
  return {};
}

}  // namespace

BranchState look_at_branch(Client& client, const std::string& branch, const std::string& folder) {
  BranchState state;
  client.get("/git/ref/heads" + ref_path(branch), [&](const auto& answer) { state.head = ref_target_in(answer.body); });
  if (state.head.empty()) return state;
  const auto root = tree_of_commit(client, state.head);
  if (!root)
    throw base::Error(base::Fault::Outside, {}, "the commit of branch " + client.cleaned(branch) + " is not there");
  state.root = *root;
  const auto entries = entries_of(client, state.root);
  state.release_tree = folder_in(entries, folder);
  state.latest_tree = folder_in(entries, "latest");
  state.foreign = !entries.empty() && state.latest_tree.empty();
  return state;
}

bool is_up_to_date(const BranchState& state, const Images& images) {
  const std::string wanted = tree_id(images.files);
  return state.release_tree == wanted && (!writes_latest(state, images) || state.latest_tree == wanted);
}

bool commit_holds(Client& client, const std::string& commit, const Images& images) {
  const auto root = tree_of_commit(client, commit);
  return root && folder_in(entries_of(client, *root), images.folder) == tree_id(images.files);
}

std::string commit_images(Client& client, const Images& images) {
  const std::string folder = make_folder(client, images.files);
  for (std::size_t attempt = 1; attempt <= kMostTries; ++attempt) {
    const BranchState state = look_at_branch(client, images.branch, images.folder);
    if (is_up_to_date(state, images)) return state.head;
    const std::string commit = make_commit(client, state, images, make_root(client, state, images, folder));
    if (move_branch(client, state, images, commit)) return commit;
    client.pause(attempt);
  }
  throw base::Error(base::Fault::Outside, {},
                    "somebody else moves the branch " + client.cleaned(images.branch) + " all the time");
}

}  // namespace perfolio::publish
