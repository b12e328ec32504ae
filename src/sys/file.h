// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::sys {

/// A regular file's bytes, mapped read-only for as long as this lives. Pages are dropped by the kernel as needed, so a
/// large history costs no memory of ours.
class MappedFile {
 public:
  /// Opens once and checks the open file: a directory, pipe, device or anything but a regular file is refused
  /// (Error{Input}, without waiting on it); so is a missing one. What the machine refuses is Error{Outside}.
  /// A link at the end of the path is followed unless `links` says otherwise. A file that another program cuts short
  /// while it is read ends the program with a line that names it and exit 3, as its bytes are no longer there.
  enum class Links { Follow, Refuse };
  explicit MappedFile(const std::string& path, Links links = Links::Follow);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }
  /// Gives the memory of the pages read so far back; they are read anew when asked for. For readers that go through a
  /// large file once.
  void drop_pages() const;

 private:
  friend struct Mappings;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  std::string path_;
  std::atomic<const MappedFile*> next_ = nullptr;  ///< of those that are mapped now.
};

enum class PathKind { Missing, File, Directory, Other };
PathKind path_kind(const std::string& path);

/// Paths of the regular files in a folder and below it, with '/' between their parts, sorted. What is hidden (a leading
/// dot) is left out, and linked folders are not entered. Throws Error{Input} where there are more than 200,000 entries
/// or 32 levels.
std::vector<std::string> files_below(const std::string& folder);

/// All of standard input, up to a limit of 4 GiB.
std::string standard_input();

/// Writes a file whole or not at all: beside it under another name, synced, then renamed over what was there. What is
/// there and no regular file (a folder, a device, a link) is refused (Error{Usage}).
void write_file(const std::string& path, std::string_view bytes);

/// Name below the output folder ("charts/vm/x.svg") -> bytes. Every output is held here until all are made.
using OutputSet = std::map<std::string, std::string>;

/// What an existing output folder may hold without being asked about: exactly what an earlier report wrote.
enum class Existing { Refuse, Force };

/// Writes all files into a new folder beside `folder`, syncs them, and exchanges it with `folder` in one step, so that
/// the report appears complete or not at all. A folder that holds anything an earlier call did not write is refused
/// (Error{Usage}) unless `existing` says Force: then the foreign files are kept and ours are added beside them
/// (ours win over a foreign file of the same name; a folder in the place of a file is refused).
/// Never follows a link at `folder`. Throws Error{Outside} on a full disk and the like, with nothing changed.
void write_folder(const std::string& folder, const OutputSet& files, Existing existing);

/// How a folder is brought up to date.
struct Update {
  OutputSet files;  ///< to be there, with these bytes.
  /// Names of files that an earlier call wrote and that stay as they are, unread.
  std::set<std::string> unchanged;
  /// Names of foreign files that may stand there: kept, or replaced where a file of ours has the name.
  std::set<std::string> tolerated;
};

/// What that took.
struct Updated {
  std::size_t written = 0, kept = 0;  ///< files of ours.
};

/// As write_folder, but a file whose bytes are there already, or that is said to be unchanged, is not written again: it
/// keeps its time of change. What an earlier call wrote and nobody names any more goes. Throws Error{Outside} where
/// an unchanged file is not there: another call was in between.
Updated update_folder(const std::string& folder, const Update& update, Existing existing);

}  // namespace perfolio::sys
