// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/run.h"

#include <string>

namespace perfolio::formats {

/// What one iteration of a Criterion benchmark gets done.
struct Work {
  double amount = 0;
  bool bytes = false;    ///< else elements.
  bool decimal = false;  ///< bytes that are counted in powers of 1000.
};

/// "1 KiB", "100 elements".
std::string label_of(const Work& work);

/// What is done in a second, at a time (in any unit of time) that is more than zero; the bounds of the time change
/// places.
model::Result rate_of(const model::Result& time, const Work& work);

}  // namespace perfolio::formats
