// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/clock.h"

#include <thread>

namespace perfolio::sys {

base::Time SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void SystemClock::sleep(std::chrono::seconds time) { std::this_thread::sleep_for(time); }

}  // namespace perfolio::sys
