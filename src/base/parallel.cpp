// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace perfolio::base {

namespace {

/// The exception of the earliest chunk, from whatever thread it comes.
class Failure {
 public:
  void add(std::size_t chunk) {
    const std::scoped_lock guard(lock_);
    if (chunk < first_) what_ = std::current_exception();
    first_ = std::min(first_.load(), chunk);
  }
  [[nodiscard]] bool before(std::size_t chunk) const { return first_ < chunk; }
  void tell() const {
    if (what_) std::rethrow_exception(what_);
  }

 private:
  std::mutex lock_;
  std::atomic<std::size_t> first_ = std::numeric_limits<std::size_t>::max();
  std::exception_ptr what_;
};

/// Joins its threads, however it is left.
class Crew {
 public:
  Crew() = default;
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    for (std::thread& thread : threads_) thread.join();
  }
  /// A machine that gives no thread is no reason to give up: the others do its work.
  void add(std::size_t threads, const std::function<void()>& work) {
    try {
      while (threads_.size() < threads) threads_.emplace_back(work);
    } catch (const std::system_error&) {
      return;
    }
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace

std::size_t processors() { return std::max(1U, std::thread::hardware_concurrency()); }

void in_chunks(std::size_t count, std::size_t chunk, std::size_t jobs,
               const std::function<void(std::size_t first, std::size_t last)>& work) {
  const std::size_t chunks = (count + chunk - 1) / chunk;
  std::atomic<std::size_t> next{0};
  Failure failure;
  const auto take = [&] {
    // A chunk behind one that failed need not be done; those before it were all begun.
    for (std::size_t i = next++; i < chunks && !failure.before(i); i = next++) {
      try {
        work(i * chunk, std::min(count, (i + 1) * chunk));
      } catch (...) {
        failure.add(i);
      }
    }
  };
  {
    Crew crew;
    crew.add(std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(1, chunks)) - 1, take);
    take();
  }
  failure.tell();
}

}  // namespace perfolio::base
