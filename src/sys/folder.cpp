// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "sys/file.h"
#include "sys/handle.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <set>
#include <thread>

// Of the system's <sys/file.h>, which our own sys/file.h hides: flock(2).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"  // POSIX itself has a struct of that name
extern "C" int flock(int descriptor, int operation) noexcept;
#pragma GCC diagnostic pop

namespace perfolio::sys {

namespace {

namespace fs = std::filesystem;

/// Lists, inside an output folder, what was written there, so that a later call knows what is its own to replace.
constexpr const char* kManifest = ".perfolio";
constexpr std::string_view kManifestHead = "perfolio-output/1";

[[noreturn]] void usage(const std::string& path, const std::string& what, const std::string& hint = {}) {
  throw base::Error(base::Fault::Usage, place(path), what, hint);
}

base::Error outside(const fs::path& path, const std::string& what, const std::error_code& code) {
  return sys::outside(path.string(), what, code.value());
}

/// Relative, with no empty, "." or ".." part, and printable as one line.
bool is_clean(const std::string& name) {
  const auto parts = base::split(name, '/');
  return std::ranges::none_of(parts, [](auto part) { return part.empty() || part == "." || part == ".."; }) &&
         std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; }) && name != kManifest;
}

fs::file_status kind_of(const fs::path& path) {
  std::error_code code;
  const auto status = fs::symlink_status(path, code);
  if (code && status.type() != fs::file_type::not_found) throw outside(path, "cannot look at it", code);
  return status;
}

// ---- writing -------------------------------------------------------------------------------------------------------

void sync_folder(const fs::path& folder) {
  const Handle handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // EINVAL: a file system that cannot sync a folder has nothing to promise about it.
  if (!handle || (fsync(handle.get()) != 0 && errno != EINVAL)) throw sys::outside(folder.string(), "cannot sync");
}

/// After the exchange there is no way back: a parent that may not be opened for reading is no reason to complain.
void sync_parent(const fs::path& folder) {
  const Handle handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle) fsync(handle.get());
}

void write_all(int file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw sys::outside(path.string(), "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Thousands of charts synced one by one took 3 to 11 s where the whole file system takes one flush.
enum class Sync { EachFile, WholeFileSystem };
constexpr std::size_t kSyncedOneByOne = 32;

void write_file(const fs::path& path, std::string_view bytes, Sync sync) {
  Handle file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) throw sys::outside(path.string(), "cannot write");
  write_all(file.get(), bytes, path);
  if (sync == Sync::EachFile && fsync(file.get()) != 0) throw sys::outside(path.string(), "cannot write");
  if (close(file.release()) != 0) throw sys::outside(path.string(), "cannot write");
}

void make_folders(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) throw outside(folder, "cannot make the folder", code);
}

void sync_file_system(const fs::path& folder) {
  const Handle handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle || syncfs(handle.get()) != 0) throw sys::outside(folder.string(), "cannot sync");
}

using Names = std::set<std::string, std::less<>>;

std::string manifest_of(const Names& names) {
  std::string text = std::string(kManifestHead) + "\n";
  for (const std::string& name : names) text += name + "\n";
  return text;
}

/// Writes `files`, and the list of all that are ours: `names`.
void write_files(const fs::path& folder, const std::vector<const OutputSet::value_type*>& files, const Names& names) {
  const Sync sync = files.size() > kSyncedOneByOne ? Sync::WholeFileSystem : Sync::EachFile;
  for (const auto* file : files) {
    make_folders((folder / file->first).parent_path());
    write_file(folder / file->first, file->second, sync);
  }
  write_file(folder / kManifest, manifest_of(names), sync);
  if (sync == Sync::WholeFileSystem) sync_file_system(folder);
}

void sync_folders(const fs::path& top) {
  std::error_code code;
  for (fs::recursive_directory_iterator entry(top, code), end; !code && entry != end; entry.increment(code)) {
    if (kind_of(entry->path()).type() == fs::file_type::directory) sync_folder(entry->path());
  }
  if (code) throw outside(top, "cannot list", code);
  sync_folder(top);
}

// ---- what is there already -----------------------------------------------------------------------------------------

/// Names of files, and of the folders above them.
struct Ours {
  std::set<std::string, std::less<>> files, folders;
};

void add_with_folders(Ours& ours, const std::string& name) {
  ours.files.insert(name);
  for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    ours.folders.insert(name.substr(0, slash));
  }
}

/// What the manifest in `folder` claims; nothing when there is none, or it is not one.
Ours claimed(const fs::path& folder) {
  const fs::path path = folder / kManifest;
  if (kind_of(path).type() != fs::file_type::regular) return {};
  const MappedFile file(path.string());
  const auto lines = base::split(file.bytes(), '\n');
  if (lines.front() != kManifestHead) return {};
  Ours ours;
  ours.files.insert(kManifest);
  for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
    const std::string name(*line);
    if (is_clean(name)) add_with_folders(ours, name);
  }
  return ours;
}

/// Paths below `folder` that no earlier call wrote: relative, a folder before what it holds. A link is never entered.
std::vector<std::string> foreign_in(const fs::path& folder) {
  const Ours ours = claimed(folder);
  std::vector<std::string> foreign;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    const std::string name = entry->path().lexically_relative(folder).string();
    const auto type = entry->symlink_status().type();
    const bool known = type == fs::file_type::directory ? ours.folders.contains(name)
                                                        : type == fs::file_type::regular && ours.files.contains(name);
    if (!known) foreign.push_back(name);
  }
  if (code) throw outside(folder, "cannot list", code);
  std::ranges::sort(foreign);
  return foreign;
}

/// Gives the new folder a name for a foreign entry of the old one. A second (hard) link leaves the old folder as it
/// is until the exchange, whatever happens in between; where the file system has none, a copy.
void keep(const fs::path& from, const fs::path& to) {
  const auto type = kind_of(from).type();
  std::error_code code;
  if (type == fs::file_type::directory) {
    make_folders(to);
    fs::permissions(to, kind_of(from).permissions(), code);
    return;
  }
  make_folders(to.parent_path());
  if (linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) return;
  if (type != fs::file_type::regular && type != fs::file_type::symlink)
    throw sys::outside(from.string(), "cannot keep");
  fs::copy(from, to, fs::copy_options::copy_symlinks, code);
  if (code) throw outside(from, "cannot keep", code);
}

/// Ours wins over a foreign file or link of the same name; a folder in the place of a file is the caller's to move.
void keep_foreign(const fs::path& old, const std::vector<std::string>& foreign, const fs::path& made,
                  const Names& names) {
  Ours ours;
  for (const std::string& name : names) add_with_folders(ours, name);
  ours.files.insert(kManifest);
  for (const auto& name : foreign) {
    const bool is_folder = kind_of(old / name).type() == fs::file_type::directory;
    if (is_folder ? ours.files.contains(name) : ours.folders.contains(name)) {
      usage((old / name).string(), is_folder ? "a folder stands where a file of the report goes"
                                             : "a file stands where a folder of the report goes");
    }
    if (is_folder || !ours.files.contains(name)) keep(old / name, made / name);
  }
}

// ---- the exchange --------------------------------------------------------------------------------------------------

/// A folder that goes with its owner, best effort: what cannot be removed has a name that says whose it is.
class Passing {
 public:
  explicit Passing(fs::path path) : path_(std::move(path)) {}
  ~Passing() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Passing(const Passing&) = delete;
  Passing& operator=(const Passing&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  void stay() { path_.clear(); }

 private:
  fs::path path_;
};

fs::path new_folder_in(const fs::path& parent) {
  // Leftovers of killed calls may hold a name; every try is another one.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const fs::path path = parent / (".perfolio-" + std::to_string(getpid()) + "-" + std::to_string(attempt));
    if (mkdir(path.c_str(), 0777) == 0) return path;
    if (errno != EEXIST) throw sys::outside(parent.string(), "cannot make a folder in it");
  }
  throw sys::outside(parent.string(), "cannot make a folder in it", EEXIST);
}

bool rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
}

bool lacks_flags(int number) { return number == EINVAL || number == ENOSYS || number == EOPNOTSUPP; }

[[noreturn]] void cannot_replace(const fs::path& target) {
  const int number = errno;
  throw base::Error(
      base::Fault::Outside, place(target.string()), "cannot replace: " + error_text(number),
      number == EBUSY || number == EXDEV ? "a mount point cannot be replaced: name a folder inside it" : "");
}

/// Two renames, for file systems that cannot exchange: for a moment the report is away, but never half there.
void swap_by_renames(const fs::path& made, const fs::path& target) {
  Passing aside(new_folder_in(target.parent_path()));
  const fs::path away = aside.path() / "old";
  if (!rename_with(target, away, 0)) cannot_replace(target);
  if (rename_with(made, target, 0)) return;
  const int number = errno;
  if (!rename_with(away, target, 0)) {
    aside.stay();
    throw base::Error(base::Fault::Outside, place(target.string()), "cannot replace: " + error_text(number),
                      "the earlier report is now " + base::visible(away.string()));
  }
  errno = number;
  cannot_replace(target);
}

void put_in_place(const fs::path& made, const fs::path& target, bool exists) {
  if (rename_with(made, target, exists ? RENAME_EXCHANGE : RENAME_NOREPLACE)) return;
  if (!lacks_flags(errno)) cannot_replace(target);
  if (exists) return swap_by_renames(made, target);
  if (!rename_with(made, target, 0)) cannot_replace(target);
}

/// One report at a time in a parent folder: what is there is looked at and exchanged in the same turn, so that twenty
/// first reports into one folder all end well. Held as a lock of the system, which a killed call gives back. Where the
/// file system has none, or somebody keeps it for good, the call goes on: then the exchange may fail, not the report.
class Turn {
 public:
  explicit Turn(const fs::path& parent) : folder_(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    using std::chrono::milliseconds;
    for (milliseconds waited(0); folder_ && waited < milliseconds(60000); waited += milliseconds(10)) {
      if (flock(folder_.get(), kExclusive | kAtOnce) == 0 || errno != EWOULDBLOCK) return;
      std::this_thread::sleep_for(milliseconds(10));
    }
  }

 private:
  static constexpr int kExclusive = 2, kAtOnce = 4;  ///< LOCK_EX, LOCK_NB
  Handle folder_;
};

/// The process that a folder of ours is named after; 0 where the name is another's.
pid_t maker_of(const std::string& name) {
  constexpr std::string_view kPrefix = ".perfolio-";
  if (!name.starts_with(kPrefix)) return 0;
  const char* end = name.data() + name.size();
  int process = 0;
  const auto first = std::from_chars(name.data() + kPrefix.size(), end, process);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return 0;
  int attempt = 0;
  const auto second = std::from_chars(first.ptr + 1, end, attempt);
  return second.ec == std::errc() && second.ptr == end ? process : 0;
}

/// What killed calls left: their process is gone. One in a swap by renames may hold the earlier report as "old", and is
/// somebody's to look at.
void remove_leftovers(const fs::path& parent) {
  std::error_code code;
  for (fs::directory_iterator entry(parent, code), end; !code && entry != end; entry.increment(code)) {
    const pid_t maker = maker_of(entry->path().filename().string());
    if (maker <= 0 || entry->symlink_status().type() != fs::file_type::directory) continue;
    const bool gone = kill(maker, 0) != 0 && errno == ESRCH;
    std::error_code ignored;
    if (gone && !fs::exists(entry->path() / "old", ignored)) fs::remove_all(entry->path(), ignored);
  }
}

// ---- the call ------------------------------------------------------------------------------------------------------

/// The folder by an absolute path without a trailing slash; its last part is a name that can be exchanged.
fs::path target_of(const std::string& folder) {
  if (folder.empty() || folder.find('\0') != std::string::npos) usage(folder, "is no name of a folder");
  fs::path path = fs::path(folder);
  if (!path.has_filename()) path = path.parent_path();
  const fs::path name = path.filename();
  if (name.empty() || name == "." || name == "..") {
    usage(folder, "cannot be replaced in one step", "name a folder inside it");
  }
  std::error_code code;
  path = fs::absolute(path, code);
  if (code) throw outside(path, "cannot find the current folder", code);
  return path;
}

/// True when the folder is there; refuses everything else that may stand at its name.
bool is_there(const fs::path& target) {
  switch (kind_of(target).type()) {
    case fs::file_type::not_found:
      return false;
    case fs::file_type::directory:
      return true;
    case fs::file_type::symlink:
      usage(target.string(), "is a link, and links are not followed", "name the folder it leads to");
    default:
      usage(target.string(), "is not a folder");
  }
}

void refuse_foreign(const fs::path& target, const std::vector<std::string>& foreign) {
  if (foreign.empty()) return;
  const std::string more = foreign.size() == 1 ? "" : " and " + std::to_string(foreign.size() - 1) + " more";
  usage(target.string(), "holds what perfolio did not write: " + base::visible(foreign.front()) + more,
        "name another folder, or add the report beside it with --force");
}

void take_mode(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  fs::permissions(to, kind_of(from).permissions(), ignored);
}

}  // namespace

namespace {

/// Whether a file of ours stands at `path` with these bytes.
bool holds(const fs::path& path, std::string_view bytes) {
  if (kind_of(path).type() != fs::file_type::regular) return false;
  std::error_code code;
  if (fs::file_size(path, code) != bytes.size() || code) return false;
  return MappedFile(path.string()).bytes() == bytes;
}

void keep_unchanged(const fs::path& old, const std::set<std::string>& unchanged, const fs::path& made) {
  for (const std::string& name : unchanged) {
    if (kind_of(old / name).type() != fs::file_type::regular)
      throw base::Error(base::Fault::Outside, place((old / name).string()), "is not there any more",
                        "another call was in between: run this one again");
    keep(old / name, made / name);
  }
}

void refuse_unclean(const std::string& folder, const Names& names) {
  for (const std::string& name : names) {
    // Made of names that strangers chose: what leads out of the folder is never written, in any build.
    if (!is_clean(name)) usage(folder, "'" + base::visible(name) + "' is no name of a file below it");
  }
}

}  // namespace

Updated update_folder(const std::string& folder, const Update& update, Existing existing) {
  Names names(update.unchanged.begin(), update.unchanged.end());
  for (const auto& entry : update.files) names.insert(entry.first);
  refuse_unclean(folder, names);
  const fs::path target = target_of(folder);
  make_folders(target.parent_path());
  const Turn turn(target.parent_path());
  remove_leftovers(target.parent_path());
  const bool exists = is_there(target);
  const auto foreign = exists ? foreign_in(target) : std::vector<std::string>{};
  if (existing == Existing::Refuse) {
    auto refused = foreign;
    std::erase_if(refused, [&](const std::string& name) { return update.tolerated.contains(name); });
    refuse_foreign(target, refused);
  }
  // Owns the new folder until the exchange, and then the old one: either way it is what has to go.
  const Passing made(new_folder_in(target.parent_path()));
  keep_foreign(target, foreign, made.path(), names);
  keep_unchanged(target, update.unchanged, made.path());
  std::vector<const OutputSet::value_type*> to_write;
  for (const auto& file : update.files) {
    if (exists && holds(target / file.first, file.second)) {
      keep(target / file.first, made.path() / file.first);
    } else {
      to_write.push_back(&file);
    }
  }
  write_files(made.path(), to_write, names);
  sync_folders(made.path());
  if (exists) take_mode(target, made.path());
  put_in_place(made.path(), target, exists);
  sync_parent(target.parent_path());
  return {to_write.size(), names.size() - to_write.size()};
}

void write_folder(const std::string& folder, const OutputSet& files, Existing existing) {
  update_folder(folder, {files, {}, {}}, existing);
}

}  // namespace perfolio::sys
