// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace perfolio::base {
namespace {

TEST(InChunks, DoesEachOnceWhateverTheNumberOfThreads) {
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 1000U}) {
    for (const std::size_t jobs : {0U, 1U, 2U, 5U, 64U}) {
      std::vector<int> done(count, 0);
      in_chunks(count, 8, jobs, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) ++done[i];
      });
      EXPECT_EQ(done, std::vector<int>(count, 1)) << count << " on " << jobs;
    }
  }
}

TEST(InChunks, HasTheSameChunksWhateverTheNumberOfThreads) {
  std::set<std::pair<std::size_t, std::size_t>> chunks;
  for (const std::size_t jobs : {1U, 3U}) {
    std::mutex lock;
    in_chunks(20, 8, jobs, [&](std::size_t first, std::size_t last) {
      const std::scoped_lock guard(lock);
      chunks.emplace(first, last);
    });
  }
  EXPECT_EQ(chunks, (std::set<std::pair<std::size_t, std::size_t>>{{0, 8}, {8, 16}, {16, 20}}));
}

TEST(InChunks, ThrowsWhatTheEarliestThrew) {
  for (const std::size_t jobs : {1U, 2U, 8U}) {
    for (int round = 0; round < 50; ++round) {
      std::atomic<bool> before{false};
      try {
        in_chunks(100, 1, jobs, [&](std::size_t first, std::size_t) {
          if (first == 3) before = true;
          if (first >= 40 && first % 2 == 0) throw std::runtime_error(std::to_string(first));
        });
        FAIL() << "nothing was thrown";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "40");
      }
      EXPECT_TRUE(before);
    }
  }
}

}  // namespace
}  // namespace perfolio::base
