// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The one place that writes to standard output and standard error: tests/architecture holds every other to it.
#include "sys/standard_streams.h"

#include "sys/handle.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace perfolio::sys {

namespace {

/// Waits where the other end asked for no waiting: a terminal or pipe shared with a program that set O_NONBLOCK.
bool is_to_try_again(int stream) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
  pollfd ready{stream, POLLOUT, 0};
  return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

/// 0, or the errno of the write that failed.
int write_all(int stream, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t count = write(stream, bytes.data(), bytes.size());
    if (count < 0 && is_to_try_again(stream)) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

void prepare_standard_streams() noexcept {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    // The lowest free number is this one, as those before it are open.
    static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
  static_cast<void>(signal(SIGPIPE, SIG_IGN));
}

void write_output(std::string_view bytes, const std::string& hint) {
  const int number = write_all(STDOUT_FILENO, bytes);
  const std::string what = "cannot write: " + error_text(number);
  if (number == EPIPE) throw ReaderLeft(base::Fault::Outside, place("standard output"), what, hint);
  if (number != 0) throw base::Error(base::Fault::Outside, place("standard output"), what, hint);
}

void write_errors(std::string_view bytes) noexcept { static_cast<void>(write_all(STDERR_FILENO, bytes)); }

}  // namespace perfolio::sys
