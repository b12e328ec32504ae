// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"
#include "sys/http.h"

#include <chrono>
#include <optional>

namespace perfolio::publish {

/// How long the server asks to wait before the request is sent again; nothing where the answer sets no limit. `now` is
/// this machine's clock, used only where the answer does not tell the time itself.
std::optional<std::chrono::seconds> wait_asked(const sys::HttpAnswer& answer, base::Time now);

}  // namespace perfolio::publish
