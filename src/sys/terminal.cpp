// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace perfolio::sys {

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool errors_are_terminal() { return isatty(STDERR_FILENO) == 1; }

std::size_t output_width() {
  struct winsize size{};
  if (!output_is_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace perfolio::sys
