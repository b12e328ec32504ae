// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <chrono>

namespace perfolio::sys {

/// What time it is, and waiting. An interface, so that tests need not wait.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual base::Time now() const = 0;
  virtual void sleep(std::chrono::seconds time) = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] base::Time now() const override;
  void sleep(std::chrono::seconds time) override;
};

}  // namespace perfolio::sys
