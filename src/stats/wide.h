// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

/// Marks a hot loop that is compiled twice: for every x86-64, and for those with AVX2, which take eight floats at a
/// time; the program chooses when it starts. No result depends on it: the loops say themselves in which order they sum,
/// and no product is fused into a sum (-ffp-contract=off). Elsewhere, and under sanitizers, which start too late for
/// the choice, it marks nothing.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PERFOLIO_SANITIZED
#endif
#endif
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__OPTIMIZE__) && !defined(PERFOLIO_SANITIZED) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PERFOLIO_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define PERFOLIO_WIDE
#endif
