// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace perfolio::base {

/// How many threads this machine runs at once; 1 where it does not say.
std::size_t processors();

/// Calls `work` once for each chunk [first, last) of [0, count), on up to `jobs` threads, this one among them. Chunks
/// have a fixed size, whatever the number of threads, so that a result which depends on the chunk alone depends on
/// nothing else. Returns when all are done. Of several exceptions that of the earliest chunk is thrown, as one thread
/// would have met it first.
void in_chunks(std::size_t count, std::size_t chunk, std::size_t jobs,
               const std::function<void(std::size_t first, std::size_t last)>& work);

}  // namespace perfolio::base
