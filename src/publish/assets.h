// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "publish/client.h"
#include "publish/reading.h"

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::publish {

/// A file to attach. `bytes` must live as long as this.
struct Attachment {
  std::string name;  ///< [A-Za-z0-9._-]: anything else the host would rename.
  std::string type;
  std::string_view bytes;
  std::string digest;  ///< "sha256:" and 64 hex digits, as the host writes it.
};
Attachment attachment(std::string name, std::string type, std::string_view bytes);

enum class AssetState { Same, New, Changed };

/// The release does not take assets any more.
struct Immutable {};

/// The assets of one release, and how ours get among them. A file that is there under its name stays downloadable until
/// the one that replaces it is whole on the server: the new one is uploaded under a name of its own and checked, the
/// old one moved aside, the new one named, the old one deleted. Whatever fails is undone, as far as the server lets us.
class Assets {
 public:
  Assets(Client& client, Release release) : client_(client), release_(std::move(release)) {}
  /// Asks for the list. Once before anything else.
  void look();
  [[nodiscard]] AssetState state(const Attachment& file) const;
  /// What broken runs left behind for this file.
  [[nodiscard]] std::vector<Asset> leftovers(const Attachment& file) const;
  /// Throws Immutable, or Error{Outside} with the old file still there.
  void put(const Attachment& file);
  void clear_leftovers(const Attachment& file);

 private:
  enum class Renamed { Done, Taken, Gone };
  [[nodiscard]] const Asset* named(const std::string& name) const;
  Asset whole_part(const Attachment& file);
  Asset upload_part(const Attachment& file);
  bool swapped(const Attachment& file, const Asset& part);
  bool replaced(const Attachment& file, const Asset& part, const Asset& old);
  Renamed rename(const Asset& asset, const std::string& name);
  void remove(const Asset& asset);
  void remove_quietly(const Asset& asset) noexcept;
  bool rename_quietly(const Asset& asset, const std::string& name) noexcept;
  [[noreturn]] void undo(const Attachment& file, const Asset& part, const Asset& old, const base::Error& why);

  Client& client_;
  Release release_;
  std::vector<Asset> list_;
};

}  // namespace perfolio::publish
