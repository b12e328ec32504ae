// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/environment.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>

namespace perfolio::sys {

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? std::string() : std::string(value);
}

void leave_no_core() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // The limit says nothing to a core_pattern that is a program.
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace perfolio::sys
