// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/append_file.h"

#include "base/error.h"
#include "sys/handle.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>

// Of the system's <sys/file.h>, which our own sys/file.h hides: flock(2).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"  // POSIX itself has a struct of that name
extern "C" int flock(int descriptor, int operation) noexcept;
#pragma GCC diagnostic pop

namespace perfolio::sys {

namespace {

using base::Error;
using base::Fault;
using std::chrono::milliseconds;

/// Without waiting on a pipe; never through a link, which could lead to a file nobody named.
constexpr int kOpenExisting = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

std::string kind_name(mode_t mode) {
  if (S_ISLNK(mode)) return "a link";
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  return S_ISSOCK(mode) ? "a socket" : "a device";
}

void check_kind(const std::string& path, mode_t mode) {
  if (S_ISREG(mode)) return;
  throw Error(Fault::Input, place(path), "is " + kind_name(mode) + ", not a file",
              S_ISLNK(mode) ? "name the file itself" : "");
}

[[noreturn]] void cannot_open(const std::string& path, int number) {
  const bool theirs = number == ENOENT || number == ENOTDIR || number == ELOOP || number == ENAMETOOLONG;
  throw Error(theirs ? Fault::Input : Fault::Outside, place(path),
              (theirs ? "cannot open: " : "cannot write: ") + error_text(number));
}

struct Opened {
  Handle file;
  bool made = false;
};

Opened open_or_make(const std::string& path) {
  for (;;) {
    // Opening a device can do something; the kind is asked again of what was opened.
    struct stat facts{};
    if (lstat(path.c_str(), &facts) == 0) check_kind(path, facts.st_mode);
    Handle file(open(path.c_str(), kOpenExisting));
    if (file) return {std::move(file), false};
    if (errno != ENOENT) cannot_open(path, errno);
    file.reset(open(path.c_str(), kOpenExisting | O_CREAT | O_EXCL, 0666));
    if (file) return {std::move(file), true};
    if (errno != EEXIST) cannot_open(path, errno);  // else somebody else made it in between
  }
}

void lock(const Handle& file, const std::string& path, milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (milliseconds pause(1);; pause = std::min(pause * 2, milliseconds(50))) {
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) return;
    if (errno != EWOULDBLOCK && errno != EINTR) throw outside(path, "cannot lock");
    if (std::chrono::steady_clock::now() >= end) {
      throw Error(Fault::Outside, place(path),
                  fmt::format("another program has kept it locked for {} s",
                              std::chrono::duration_cast<std::chrono::seconds>(patience).count()),
                  "is another `perfolio record` stuck?");
    }
    std::this_thread::sleep_for(pause);
  }
}

/// While the lock was awaited, another file may have been put into the place of this one.
bool is_still_at(const std::string& path, const struct stat& opened) {
  struct stat named{};
  return lstat(path.c_str(), &named) == 0 && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/// Makes the name of a new file last. Some file systems cannot, and then there is nothing to promise.
void sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Handle handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle && fsync(handle.get()) != 0 && errno != EINVAL) throw outside(folder, "cannot sync");
}

/// A write beyond the limit on file sizes then fails with EFBIG instead of ending the program.
class NoSizeSignal {
 public:
  NoSizeSignal() : before_(std::signal(SIGXFSZ, SIG_IGN)) {}
  ~NoSizeSignal() {
    if (before_ != SIG_ERR) std::signal(SIGXFSZ, before_);
  }
  NoSizeSignal(const NoSizeSignal&) = delete;
  NoSizeSignal& operator=(const NoSizeSignal&) = delete;

 private:
  void (*before_)(int);
};

/// Empty when all went well.
std::string write_and_sync(int file, std::string_view bytes) {
  const NoSizeSignal guard;
  ssize_t count = 0;
  do count = write(file, bytes.data(), bytes.size());
  while (count < 0 && errno == EINTR);
  if (count < 0) return error_text(errno);
  if (static_cast<std::size_t>(count) != bytes.size()) {
    return fmt::format("only {} of {} bytes went in", count, bytes.size());
  }
  return fsync(file) == 0 || errno == EINVAL ? std::string() : error_text(errno);
}

}  // namespace

struct AppendFile::State {
  std::string path;
  Handle file;
  bool made = false;
  std::size_t size = 0;
  void* pages = nullptr;

  void open_locked(milliseconds patience);
  void map();
  void unmap() {
    if (pages != nullptr) munmap(pages, size);
    pages = nullptr;
  }
};

void AppendFile::State::open_locked(milliseconds patience) {
  for (;;) {
    Opened opened = open_or_make(path);
    struct stat facts{};
    if (fstat(opened.file.get(), &facts) != 0) cannot_open(path, errno);
    check_kind(path, facts.st_mode);
    lock(opened.file, path, patience);
    if (fstat(opened.file.get(), &facts) != 0) cannot_open(path, errno);
    if (!is_still_at(path, facts)) continue;
    file = std::move(opened.file);
    made = opened.made;
    size = static_cast<std::size_t>(facts.st_size);
    return;
  }
}

void AppendFile::State::map() {
  if (size == 0) return;
  void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (mapped == MAP_FAILED) throw outside(path, "cannot read");
  madvise(mapped, size, MADV_SEQUENTIAL);
  pages = mapped;
}

AppendFile::AppendFile(std::string path, milliseconds patience) : state_(std::make_unique<State>()) {
  if (path.find('\0') != std::string::npos) {
    throw Error(Fault::Input, place(path), "a path cannot hold a NUL character");
  }
  state_->path = std::move(path);
  state_->open_locked(patience);
  state_->map();
}

AppendFile::~AppendFile() {
  state_->unmap();
  // Under the lock: whoever waits for it sees that the file is gone, and makes a new one.
  if (state_->made && state_->size == 0) unlink(state_->path.c_str());
}

std::string_view AppendFile::bytes() const {
  return state_->pages == nullptr ? std::string_view()
                                  : std::string_view(static_cast<const char*>(state_->pages), state_->size);
}

void AppendFile::append(std::size_t keep, std::string_view more) {
  State& state = *state_;
  state.unmap();
  // Also where another process made the file and was ended before it could see to this.
  if (state.size == 0) sync_folder_of(state.path);
  if (keep < state.size && ftruncate(state.file.get(), static_cast<off_t>(keep)) != 0) {
    throw outside(state.path, "cannot cut off what is torn");
  }
  state.size = keep;
  const std::string trouble = write_and_sync(state.file.get(), more);
  if (trouble.empty()) {
    state.size += more.size();
    return;
  }
  const bool taken_back = ftruncate(state.file.get(), static_cast<off_t>(keep)) == 0;
  throw Error(Fault::Outside, place(state.path), "cannot write: " + trouble,
              taken_back ? "" : "a torn last line is left; the next `perfolio record` cuts it off");
}

}  // namespace perfolio::sys
