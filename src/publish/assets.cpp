// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/assets.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace perfolio::publish {

namespace {

using sys::HttpAnswer;

constexpr std::string_view kPart = "perfolio-part-";
constexpr std::string_view kAside = "perfolio-old-";
constexpr std::size_t kMostTries = 3;
/// What is older than this belongs to no run that still goes on.
constexpr std::chrono::hours kStale{1};

std::string stamp(const Attachment& file) { return file.digest.substr(file.digest.find(':') + 1, 12); }

/// The name says what is in it: a later run that finds it whole goes on from there.
std::string part_name(const Attachment& file, std::size_t attempt) {
  return fmt::format("{}{}{}-{}", kPart, stamp(file), attempt == 1 ? "" : fmt::format(".{}", attempt), file.name);
}

std::string aside_name(const Asset& old) { return fmt::format("{}{}-{}", kAside, old.id, old.name); }

/// The bytes on the server are these. An old host that tells no digest can be asked for the size alone.
bool holds(const Asset& asset, const Attachment& file) {
  return asset.state == "uploaded" && asset.size == static_cast<std::int64_t>(file.bytes.size()) &&
         (asset.digest.empty() || asset.digest == file.digest);
}

/// The same, without doubt.
bool surely_holds(const Asset& asset, const Attachment& file) { return holds(asset, file) && !asset.digest.empty(); }

bool is_leftover_of(const Asset& asset, const Attachment& file) {
  return (asset.name.starts_with(kPart) || asset.name.starts_with(kAside)) && asset.name.ends_with("-" + file.name);
}

/// Of this very content, whoever sent it.
bool is_part_of(const Asset& asset, const Attachment& file) {
  return asset.name.starts_with(fmt::format("{}{}", kPart, stamp(file)));
}

base::Error lost_on_the_way(const std::string& what) {
  return {base::Fault::Outside, {}, what + ": what arrived is not what was sent (digest or size)"};
}

bool is_stale(const Asset& asset, base::Time now) {
  const auto made = base::parse_time(asset.created_at);
  return made && now - *made > kStale;
}

std::string asset_path(const Asset& asset) { return fmt::format("/releases/assets/{}", asset.id); }

std::string name_json(const std::string& name) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  w.text("name", name);
  w.end_object();
  return json;
}

bool says_immutable(const HttpAnswer& answer) {
  return answer.status == 422 &&
         base::to_lower_ascii(complaint_in(answer.body).message).find("immutable") != std::string::npos;
}

bool is_taken(const HttpAnswer& answer) {
  return answer.status == 422 && complaint_in(answer.body).has("already_exists");
}

}  // namespace

Attachment attachment(std::string name, std::string type, std::string_view bytes) {
  return {std::move(name), std::move(type), bytes, "sha256:" + base::sha256_hex(bytes)};
}

// ---- what is there -------------------------------------------------------------------------------------------------

void Assets::look() {
  std::map<std::int64_t, Asset> found;
  client_.get_pages(fmt::format("/releases/{}/assets", release_.id), [&](const HttpAnswer& answer) {
    for (Asset& asset : assets_in(answer.body)) found[asset.id] = std::move(asset);
    return true;
  });
  list_.clear();
  for (auto& [id, asset] : found) list_.push_back(std::move(asset));
}

const Asset* Assets::named(const std::string& name) const {
  const auto found = std::ranges::find(list_, name, &Asset::name);
  return found == list_.end() ? nullptr : &*found;
}

AssetState Assets::state(const Attachment& file) const {
  const Asset* old = named(file.name);
  if (old == nullptr) return AssetState::New;
  return surely_holds(*old, file) ? AssetState::Same : AssetState::Changed;
}

std::vector<Asset> Assets::leftovers(const Attachment& file) const {
  std::vector<Asset> found;
  for (const Asset& asset : list_) {
    const bool ours =
        asset.name.starts_with(kAside) || is_part_of(asset, file) || is_stale(asset, client_.clock().now());
    if (is_leftover_of(asset, file) && ours) found.push_back(asset);
  }
  return found;
}

// ---- single steps --------------------------------------------------------------------------------------------------

void Assets::remove(const Asset& asset) {
  const HttpAnswer answer = client_.write("DELETE", asset_path(asset), "");
  // Somebody else may have been faster.
  const bool gone = answer.transport == sys::Transport::Answered && (answer.status == 204 || answer.status == 404);
  if (gone) return;
  throw client_.error("cannot delete " + client_.cleaned(asset.name), answer);
}

Assets::Renamed Assets::rename(const Asset& asset, const std::string& name) {
  const HttpAnswer answer = client_.write("PATCH", asset_path(asset), name_json(name));
  if (is_taken(answer)) return Renamed::Taken;
  if (answer.status == 404) return Renamed::Gone;
  const std::string what =
      fmt::format("cannot give {} the name {}", client_.cleaned(asset.name), client_.cleaned(name));
  read_json(client_, what, answer, [](auto bytes) { asset_in(bytes); });
  return Renamed::Done;
}

// For what is done after a failure: that one is told, not what failed while cleaning up.

void Assets::remove_quietly(const Asset& asset) noexcept {
  try {
    remove(asset);
  } catch (const std::exception&) {
    return;
  }
}

bool Assets::rename_quietly(const Asset& asset, const std::string& name) noexcept {
  try {
    return rename(asset, name) == Renamed::Done;
  } catch (const std::exception&) {
    return false;
  }
}

// ---- the upload ----------------------------------------------------------------------------------------------------

/// An asset that holds the file under a name of its own, whole and checked. Stumps of uploads that broke off are gone.
Asset Assets::upload_part(const Attachment& file) {
  const std::string what = "cannot upload " + file.name;
  std::size_t variant = 1;
  for (std::size_t attempt = 1;; ++attempt) {
    const std::string name = part_name(file, variant);
    const HttpAnswer answer = client_.upload(release_.upload_url, name, file.type, file.bytes);
    if (says_immutable(answer)) throw Immutable();
    if (!is_success(answer) && !is_open(answer) && !is_taken(answer)) throw client_.error(what, answer);
    if (is_success(answer)) {
      Asset asset;
      read_json(client_, what, answer, [&](auto bytes) { asset = asset_in(bytes); });
      if (holds(asset, file)) return asset;
      remove_quietly(asset);
    }
    const bool again = client_.pause(attempt);
    look();
    const Asset* found = named(name);
    if (found != nullptr && holds(*found, file)) return *found;
    if (found != nullptr) remove_quietly(*found);
    // Taken by what no list shows: it is left to whoever has it.
    if (found == nullptr && is_taken(answer)) ++variant;
    if (!again && is_success(answer)) throw lost_on_the_way(what);
    if (!again) throw client_.error(what, answer);
  }
}

Asset Assets::whole_part(const Attachment& file) {
  const Asset* left = named(part_name(file, 1));
  if (left != nullptr && surely_holds(*left, file)) return *left;
  if (left != nullptr) remove(*left);
  return upload_part(file);
}

// ---- the swap ------------------------------------------------------------------------------------------------------

void Assets::undo(const Attachment& file, const Asset& part, const Asset& old, const base::Error& why) {
  rename_quietly(part, part.name);
  const bool back = rename_quietly(old, file.name);
  remove_quietly(part);
  if (back) throw base::Error(why);
  throw base::Error(
      base::Fault::Outside, {}, why.what(),
      fmt::format("the old file may now be called {}; publishing again puts all in order", aside_name(old)));
}

/// Puts the part in the place of the old one. False where somebody else changes the assets at the same time.
bool Assets::replaced(const Attachment& file, const Asset& part, const Asset& old) {
  if (rename(old, aside_name(old)) != Renamed::Done) return false;
  try {
    const Renamed renamed = rename(part, file.name);
    remove(old);
    return renamed == Renamed::Done;
  } catch (const base::Error& error) {
    undo(file, part, old, error);
  }
}

bool Assets::swapped(const Attachment& file, const Asset& part) {
  const Asset* old = named(file.name);
  if (old == nullptr) return rename(part, file.name) == Renamed::Done;
  if (surely_holds(*old, file)) {
    if (old->id != part.id) remove_quietly(part);
    return true;
  }
  if (old->state == "uploaded") return replaced(file, part, *old);
  remove(*old);  // the stump of somebody's upload
  return rename(part, file.name) == Renamed::Done;
}

void Assets::put(const Attachment& file) {
  const Asset part = whole_part(file);
  for (std::size_t attempt = 1; attempt <= kMostTries; ++attempt) {
    if (swapped(file, part)) return clear_leftovers(file);
    look();
  }
  remove_quietly(part);
  throw base::Error(base::Fault::Outside, {},
                    "cannot attach " + file.name + ": somebody else changes the assets all the time",
                    "does another job publish to the same release?");
}

void Assets::clear_leftovers(const Attachment& file) {
  look();
  for (const Asset& asset : leftovers(file)) remove_quietly(asset);
}

}  // namespace perfolio::publish
