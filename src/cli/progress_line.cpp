// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/progress_line.h"

#include "base/text.h"
#include "sys/environment.h"
#include "sys/standard_streams.h"
#include "sys/terminal.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace perfolio::cli {

namespace {

using std::chrono::milliseconds;

/// Nobody wonders before.
constexpr milliseconds kFirst{1000};
constexpr milliseconds kNext{100};
constexpr std::string_view kEraseLine = "\r\x1b[K";

bool can_be_shown() {
  const std::string terminal = sys::variable("TERM");
  return sys::errors_are_terminal() && !terminal.empty() && terminal != "dumb" && sys::variable("CI").empty();
}

/// What is done, and how much of it.
struct Stage {
  std::string doing, units;
  std::size_t all = 0;
};

std::string words(const Stage& stage, std::size_t done) {
  const bool bytes = stage.units == "bytes";
  const std::size_t one = bytes ? 1'000'000 : 1;
  const std::string_view units = bytes ? std::string_view("MB") : std::string_view(stage.units);
  if (stage.all == 0) return done > 0 ? fmt::format("{}: {} {}", stage.doing, done / one, units) : stage.doing;
  return fmt::format("{}: {} of {} {}", stage.doing, std::min(done, stage.all) / one, stage.all / one, units);
}

/// As much of the line as the terminal is wide, less the column that would begin the next.
std::string fitting(const std::string& line) {
  const std::size_t width = sys::errors_width();
  const std::size_t room = width > 1 ? width - 1 : 79;
  std::size_t at = 0;
  for (std::size_t letters = 0; at < line.size() && letters < room; ++letters) base::next_code_point(line, at);
  return line.substr(0, at);
}

}  // namespace

struct ProgressLine::State {
  std::mutex lock;  ///< of all but `done`.
  std::condition_variable ended;
  Stage stage;
  bool end = false;
  bool shown = false;
  std::atomic<std::size_t> done{0};
  std::thread thread;

  void show();
  void erase();
  void watch();
};

void ProgressLine::State::show() {
  if (stage.doing.empty()) return;
  sys::write_errors(std::string(kEraseLine) + fitting(words(stage, done)));
  shown = true;
}

void ProgressLine::State::erase() {
  if (shown) sys::write_errors(kEraseLine);
  shown = false;
}

void ProgressLine::State::watch() {
  std::unique_lock guard(lock);
  for (milliseconds wait = kFirst; !ended.wait_for(guard, wait, [this] { return end; }); wait = kNext) show();
  erase();
}

ProgressLine::ProgressLine(bool quiet) {
  if (quiet || !can_be_shown()) return;
  state_ = std::make_unique<State>();
  try {
    state_->thread = std::thread([state = state_.get()] { state->watch(); });
  } catch (const std::system_error&) {
    state_.reset();  // the work is done without it as well
  }
}

ProgressLine::~ProgressLine() { end(); }

void ProgressLine::begin(const std::string& doing, std::size_t all, const std::string& units) {
  if (!state_) return;
  const std::scoped_lock guard(state_->lock);
  state_->stage = {base::visible(doing), units, all};
  state_->done = 0;
  state_->erase();
}

void ProgressLine::advance(std::size_t done) {
  if (state_) state_->done += done;
}

void ProgressLine::end() {
  if (!state_) return;
  {
    const std::scoped_lock guard(state_->lock);
    state_->end = true;
  }
  state_->ended.notify_all();
  state_->thread.join();
  state_.reset();
}

}  // namespace perfolio::cli
