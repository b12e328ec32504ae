// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/file.h"

#include "base/error.h"
#include "base/text.h"
#include "sys/handle.h"
#include "sys/standard_streams.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>

namespace perfolio::sys {

namespace {

constexpr std::size_t kInputLimit = std::size_t{4} << 30;

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
  throw base::Error(base::Fault::Input, place(path), what);
}

/// What the writer of the command line can mend is Input, all else is Outside.
[[noreturn]] void cannot_open(const std::string& path, int number) {
  const bool theirs = number == ENOENT || number == ENOTDIR || number == ELOOP || number == ENXIO ||
                      number == ENAMETOOLONG || number == EINVAL;
  throw base::Error(theirs ? base::Fault::Input : base::Fault::Outside, place(path),
                    "cannot open: " + error_text(number));
}

std::string kind_name(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  return S_ISSOCK(mode) ? "a socket" : "a device";
}

/// std::string may hold a NUL, which would silently name another file.
void check_name(const std::string& path) {
  if (path.find('\0') != std::string::npos) refuse(path, "a path cannot hold a NUL character");
}

}  // namespace

/// All that is mapped now, for the one who answers when bytes of it are gone.
struct Mappings {
  static inline std::mutex changing;
  static inline std::atomic<const MappedFile*> first = nullptr;

  static void add(MappedFile& file) {
    static std::once_flag once;
    std::call_once(once, listen);
    const std::lock_guard lock(changing);
    file.next_ = first.load();
    first = &file;
  }
  static void remove(const MappedFile& file) {
    const std::lock_guard lock(changing);
    if (first == &file) first = file.next_.load();
    for (const MappedFile* at = first; at != nullptr; at = at->next_) {
      if (at->next_ == &file) const_cast<MappedFile*>(at)->next_ = file.next_.load();  // NOLINT
    }
  }
  static void listen() {
    struct sigaction action{};
    action.sa_sigaction = answer;
    action.sa_flags =
        static_cast<int>(SA_SIGINFO | SA_RESETHAND);  // what is not ours then ends the program as it would have
    sigaction(SIGBUS, &action, nullptr);
  }
  /// In a signal handler: no memory is asked for, nothing is locked. Nothing half-written is left either, as every
  /// output appears whole.
  static void answer(int /*signal*/, siginfo_t* info, void* /*context*/) {
    const auto* address = static_cast<const char*>(info->si_addr);
    for (const MappedFile* file = first; file != nullptr; file = file->next_) {
      if (std::less<>()(address, file->data_) || !std::less<>()(address, file->data_ + file->size_)) continue;
      write_errors("perfolio: ");
      write_errors(file->path_);
      write_errors(": was cut short by another program while it was read\n");
      _exit(3);
    }
  }
};

MappedFile::MappedFile(const std::string& path, Links links) : path_(base::visible(path)) {
  check_name(path);
  const int no_link = links == Links::Refuse ? O_NOFOLLOW : 0;
  const Handle file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | no_link));
  if (!file && errno == ELOOP && no_link != 0) refuse(path, "is a link, and links are not followed here");
  if (!file) cannot_open(path, errno);
  struct stat facts{};
  if (fstat(file.get(), &facts) != 0) cannot_open(path, errno);
  if (!S_ISREG(facts.st_mode)) refuse(path, "is " + kind_name(facts.st_mode) + ", not a file");
  size_ = static_cast<std::size_t>(facts.st_size);
  if (size_ == 0) return;
  void* pages = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (pages == MAP_FAILED) throw outside(path, "cannot read");
  madvise(pages, size_, MADV_SEQUENTIAL);
  data_ = static_cast<const char*>(pages);
  Mappings::add(*this);
}

void MappedFile::drop_pages() const {
  if (data_ != nullptr)
    madvise(const_cast<char*>(data_), size_, MADV_DONTNEED);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) Mappings::remove(*this);
  // The mapping was made without const; munmap only takes it back.
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

PathKind path_kind(const std::string& path) {
  check_name(path);
  struct stat facts{};
  if (stat(path.c_str(), &facts) != 0) return PathKind::Missing;
  if (S_ISREG(facts.st_mode)) return PathKind::File;
  return S_ISDIR(facts.st_mode) ? PathKind::Directory : PathKind::Other;
}

namespace {

constexpr std::size_t kMaxEntries = 200'000;
constexpr int kMaxLevels = 32;

/// One walk through a tree.
struct Walk {
  std::string root;
  std::vector<std::string> files;
  std::size_t entries = 0;

  void enter(Handle folder, const std::string& prefix, int level);
  void entry(int folder, const std::string& name, const std::string& prefix, int level);
};

void Walk::enter(Handle folder, const std::string& prefix, int level) {
  if (level > kMaxLevels) refuse(root, "more than 32 levels of folders");
  const std::unique_ptr<DIR, int (*)(DIR*)> open_folder(fdopendir(folder.get()), closedir);
  if (!open_folder) throw outside(root, "cannot list");
  const int number = folder.release();  // closed by closedir
  while (const dirent* next = readdir(open_folder.get())) {
    if (next->d_name[0] == '.') continue;
    if (++entries > kMaxEntries) refuse(root, "more than 200,000 files and folders");
    entry(number, next->d_name, prefix, level);
  }
}

void Walk::entry(int folder, const std::string& name, const std::string& prefix, int level) {
  struct stat facts{};
  if (fstatat(folder, name.c_str(), &facts, 0) != 0) return;
  if (S_ISREG(facts.st_mode)) files.push_back(prefix + name);
  if (!S_ISDIR(facts.st_mode)) return;
  Handle below(openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK));
  if (below) enter(std::move(below), prefix + name + "/", level + 1);
}

}  // namespace

std::vector<std::string> files_below(const std::string& folder) {
  check_name(folder);
  Handle handle(open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NONBLOCK));
  if (!handle) cannot_open(folder, errno);
  Walk walk{folder, {}};
  walk.enter(std::move(handle), "", 0);
  std::ranges::sort(walk.files);
  return std::move(walk.files);
}

std::string standard_input() {
  std::string all;
  std::array<char, 1 << 16> part{};
  for (;;) {
    const ssize_t count = read(STDIN_FILENO, part.data(), part.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw outside("standard input", "cannot read");
    if (count == 0) return all;
    all.append(part.data(), static_cast<std::size_t>(count));
    if (all.size() > kInputLimit) refuse("standard input", "more than 4 GiB");
  }
}

namespace {

void write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw outside(path, "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Removes a file unless told that it is wanted.
class Unwanted {
 public:
  explicit Unwanted(std::string path) : path_(std::move(path)) {}
  ~Unwanted() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  Unwanted(const Unwanted&) = delete;
  Unwanted& operator=(const Unwanted&) = delete;
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

}  // namespace

void write_file(const std::string& path, std::string_view bytes) {
  check_name(path);
  struct stat facts{};
  if (lstat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode)) {
    throw base::Error(base::Fault::Usage, place(path), "is there already and not a plain file");
  }
  std::string beside = path + ".XXXXXX";
  const Handle file(mkostemp(beside.data(), O_CLOEXEC));
  if (!file) throw outside(path, "cannot write");
  Unwanted unwanted(beside);
  const mode_t mask = umask(0);
  umask(mask);
  if (fchmod(file.get(), 0666 & ~mask) != 0) throw outside(path, "cannot write");
  write_all(file.get(), bytes, path);
  if (fsync(file.get()) != 0 || rename(beside.c_str(), path.c_str()) != 0) throw outside(path, "cannot write");
  unwanted.keep();
}

}  // namespace perfolio::sys
