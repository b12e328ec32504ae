// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <string>

namespace perfolio::base {

/// Info: worth knowing. Warning: something was left out or guessed.
enum class Severity { Info, Warning };

/// Something wrong or noteworthy in the data. It travels with the result and is shown with it; it never stops the work.
struct Diagnostic {
  Severity severity = Severity::Warning;
  Where where;
  std::string text;
  bool operator==(const Diagnostic&) const = default;
};

}  // namespace perfolio::base
