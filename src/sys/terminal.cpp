// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace perfolio::sys {

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool errors_are_terminal() { return isatty(STDERR_FILENO) == 1; }

namespace {

std::size_t width_of(int stream) {
  struct winsize size{};
  if (isatty(stream) != 1 || ioctl(stream, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace

std::size_t output_width() { return width_of(STDOUT_FILENO); }

std::size_t errors_width() { return width_of(STDERR_FILENO); }

}  // namespace perfolio::sys
