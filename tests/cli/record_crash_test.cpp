// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// What a history looks like when `record` is killed, the disk is full, or many record at once.
#include "base/text.h"
#include "support/runner.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <random>
#include <set>

namespace {

using namespace perfolio::test;
using nlohmann::json;
using perfolio::base::split;

Setting in(const std::filesystem::path& folder) {
  Setting setting;
  setting.folder = folder.string();
  return setting;
}

/// Results of a commit each; enough of them that a line is longer than a page.
class Recorder {
 public:
  Recorder() {
    json benchmarks;
    for (int i = 0; i < 60; ++i) {
      benchmarks.push_back({{"name", fmt::format("benchmark/{}", i)},
                            {"run_type", "iteration"},
                            {"iterations", 10},
                            {"real_time", 100.5 + i},
                            {"time_unit", "ns"}});
    }
    put(folder / "r.json", json({{"context", {{"num_cpus", 2}}}, {"benchmarks", benchmarks}}).dump());
  }
  [[nodiscard]] std::vector<std::string> words(int number, const std::string& history) const {
    return {"record", folder / "r.json", "--history", history, "--commit", commit(number), "--date", "2026-02-20"};
  }
  static std::string commit(int number) { return fmt::format("{:040x}", number); }
  Outcome record(int number, const std::string& history) const {
    return called(words(number, history), in(folder.path()));
  }
  [[nodiscard]] std::string new_history() const {
    const std::string history = folder / "h.jsonl";
    std::filesystem::remove(history);
    return history;
  }
  TempFolder folder;
};

/// The commits of the whole lines of a history, in their order. A last line without its newline is not whole.
std::vector<std::string> commits_in(const std::string& history) {
  std::vector<std::string> commits;
  const std::string bytes = bytes_of(history);
  auto lines = split(bytes, '\n');
  if (!lines.empty()) lines.pop_back();
  for (const auto line : lines) {
    const json run = json::parse(line, nullptr, false);
    EXPECT_EQ(run.is_object() ? run.value("results", json()).size() : 0, 60U) << "not whole: " << line.substr(0, 80);
    if (run.is_object()) commits.push_back(run.value("commit", ""));
  }
  return commits;
}

/// The next one finds no lock, and what was acknowledged is there.
void expect_usable(const Recorder& recorder, const std::string& history, const std::vector<int>& acknowledged,
                   int next) {
  const Outcome made = recorder.record(next, history);
  ASSERT_EQ(made.code, 0) << made.errors;
  const auto commits = commits_in(history);
  const std::set<std::string> there(commits.begin(), commits.end());
  EXPECT_EQ(there.size(), commits.size()) << "a line twice";
  for (const int number : acknowledged) EXPECT_TRUE(there.contains(Recorder::commit(number))) << number;
  EXPECT_TRUE(there.contains(Recorder::commit(next)));
}

/// Starts the program, kills it a while later, and tells its exit code.
int killed_after(std::vector<std::string> words, std::chrono::microseconds delay) {
  words.insert(words.begin(), PERFOLIO_BINARY);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, words.front().c_str(), &actions, nullptr, detail::pointers(words).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return 127;
  std::this_thread::sleep_for(delay);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return detail::exit_code(status);
}

TEST(Killed, AtAnyMomentLosesNothingAcknowledged) {
  const Recorder recorder;
  const std::string history = recorder.new_history();
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(recorder.record(0, history).code, 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::mt19937 random(1);
  std::uniform_int_distribution<long> delay(0, whole.count() + 2000);
  std::vector<int> acknowledged = {0};
  int killed = 0;
  for (int i = 1; i <= 150; ++i) {
    const int code = killed_after(recorder.words(i, history), std::chrono::microseconds(delay(random)));
    if (code == 0) acknowledged.push_back(i);
    if (code == 128 + SIGKILL) ++killed;
  }
  EXPECT_GT(killed, 0);
  expect_usable(recorder, history, acknowledged, 1000);
  EXPECT_EQ(called({"export", history, "--to", "jsonl"}).code, 0);
}

/// A system call by its name, and the how manieth of that name it is.
struct Call {
  std::string name;
  int ordinal;
};

constexpr const char* kNoStrace = "strace is not here, or may not trace";

Outcome traced(const std::vector<std::string>& options, const std::vector<std::string>& words) {
  std::vector<std::string> all = {"strace", "-qq"};
  all.insert(all.end(), options.begin(), options.end());
  all.emplace_back(PERFOLIO_BINARY);
  all.insert(all.end(), words.begin(), words.end());
  Setting setting = in(std::filesystem::path(words[1]).parent_path());
  setting.environment = {"PATH=/nowhere"};  // no git: how often its answers are waited for differs from time to time
  return run(all, setting);
}

/// The calls from the opening of the history on; those before it touch nothing. Empty where nothing can be traced.
std::vector<Call> calls_of(const Recorder& recorder, const std::string& history) {
  const std::string log = recorder.folder / "log";
  if (traced({"-o", log}, recorder.words(1, history)).code != 0) return {};
  std::map<std::string, int> count;
  std::vector<Call> calls;
  bool opened = false;
  const std::string bytes = bytes_of(log);
  for (const auto line : split(bytes, '\n')) {
    const std::string name(line.substr(0, line.find('(')));
    const int ordinal = ++count[name];
    opened = opened || (name == "openat" && line.find("h.jsonl\", O_RDWR") != std::string_view::npos);
    if (opened && line.find('(') != std::string_view::npos && name != "exit_group") calls.push_back({name, ordinal});
  }
  return calls;
}

std::string inject(const Call& call, const std::string& what) {
  return fmt::format("inject={}:{}:when={}", call.name, what, call.ordinal);
}

TEST(Killed, AtEachSystemCallLosesNothingAcknowledged) {
  const Recorder recorder;
  for (const bool fresh : {true, false}) {
    const auto start = [&] {
      const std::string history = recorder.new_history();
      if (!fresh) recorder.record(0, history);
      return history;
    };
    const std::vector<Call> calls = calls_of(recorder, start());
    if (calls.empty()) GTEST_SKIP() << kNoStrace;
    ASSERT_GT(calls.size(), 8U);
    for (const Call& call : calls) {
      const std::string history = start();
      const std::string before = bytes_of(history);
      const Outcome outcome =
          traced({"-o", "/dev/null", "-e", inject(call, "signal=KILL")}, recorder.words(1, history));
      ASSERT_EQ(outcome.code, 128 + SIGKILL) << call.name << " " << call.ordinal;
      EXPECT_TRUE(bytes_of(history).starts_with(before)) << call.name << " " << call.ordinal;
      const bool told = outcome.output.find("recorded") != std::string::npos;
      expect_usable(recorder, history, told ? std::vector<int>{1} : std::vector<int>{}, 2);
      EXPECT_TRUE(fresh || bytes_of(history).starts_with(before)) << call.name;
    }
  }
}

/// Fails the last call of that name from the opening of the history on.
TEST(Failing, DiskLeavesTheHistoryAsItWas) {
  const Recorder recorder;
  const std::string history = recorder.new_history();
  ASSERT_EQ(recorder.record(0, history).code, 0);
  const std::string before = bytes_of(history);
  const std::vector<Call> calls = calls_of(recorder, history);
  if (calls.empty()) GTEST_SKIP() << kNoStrace;
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"openat", "EROFS"}, {"openat", "EACCES"}, {"flock", "ENOLCK"}, {"mmap", "ENOMEM"},
      {"write", "ENOSPC"}, {"write", "EIO"},     {"write", "EDQUOT"}, {"fsync", "EIO"}};
  for (const auto& [name, error] : faults) {
    put(history, before);
    const auto call = std::ranges::find(calls, name, &Call::name);
    ASSERT_NE(call, calls.end()) << name;
    const Outcome outcome =
        traced({"-o", "/dev/null", "-e", inject(*call, "error=" + error)}, recorder.words(1, history));
    EXPECT_EQ(outcome.code, 3) << name << " " << error;
    EXPECT_TRUE(outcome.errors.starts_with("perfolio: ")) << outcome.errors;
    EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    EXPECT_TRUE(bytes_of(history) == before) << name << " " << error;
  }
}

/// A file system of 64 KiB, as long as it lives; none without the right to mount one.
class SmallDisk {
 public:
  SmallDisk() : mounted_(run({"mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path()}).code == 0) {}
  ~SmallDisk() {  // NOLINT(bugprone-exception-escape): the end of a test
    if (mounted_) run({"umount", path()});
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool is_there() const { return mounted_; }
  [[nodiscard]] std::string path() const { return folder_.path().string(); }

 private:
  TempFolder folder_;
  bool mounted_;
};

TEST(Full, DiskTakesBackWhatDidNotFit) {
  const SmallDisk disk;
  if (!disk.is_there()) GTEST_SKIP() << "may not mount a small file system";
  const Recorder recorder;
  const std::string history = disk.path() + "/h.jsonl";
  std::string before;
  Outcome made;
  int recorded = 0;
  while ((made = recorder.record(recorded, history)).code == 0 && recorded < 100) {
    before = bytes_of(history);
    ++recorded;
  }
  EXPECT_GT(recorded, 2);
  EXPECT_EQ(made.code, 3);
  EXPECT_TRUE(made.errors.starts_with("perfolio: " + history + ": cannot write: ")) << made.errors;
  EXPECT_TRUE(bytes_of(history) == before);
  EXPECT_EQ(commits_in(history).size(), static_cast<std::size_t>(recorded));
}

/// The limit on file sizes is handed down to what is started.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lower{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &lower);
  }
  ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

 private:
  rlimit before_{};
};

TEST(Full, QuotaOfOneFileTakesBackWhatDidNotFit) {
  const Recorder recorder;
  const std::string history = recorder.new_history();
  ASSERT_EQ(recorder.record(0, history).code, 0);
  const std::string before = bytes_of(history);
  for (const std::size_t more : {std::size_t{0}, std::size_t{1}, before.size() - 1}) {
    Outcome made;
    {
      const SizeLimit limit(before.size() + more);
      made = recorder.record(1, history);
    }
    EXPECT_EQ(made.code, 3) << more;
    EXPECT_TRUE(made.errors.starts_with("perfolio: " + history + ": cannot write: ")) << made.errors;
    EXPECT_TRUE(bytes_of(history) == before) << more;
  }
}

TEST(Full, NewHistoryThatDoesNotFitIsNotMade) {
  const Recorder recorder;
  const std::string history = recorder.new_history();
  const SizeLimit limit(1000);
  EXPECT_EQ(recorder.record(1, history).code, 3);
  EXPECT_FALSE(std::filesystem::exists(history));
}

TEST(Together, ManyRecordEachTheirLine) {
  constexpr int kWriters = 8;
  constexpr int kEach = 25;
  const Recorder recorder;
  const std::string history = recorder.new_history();
  std::vector<std::thread> writers;
  std::array<int, kWriters> done{};
  writers.reserve(kWriters);
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {
        if (recorder.record(writer * kEach + i, history).code == 0) ++done.at(static_cast<std::size_t>(writer));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (const int count : done) EXPECT_EQ(count, kEach);
  auto commits = commits_in(history);
  EXPECT_EQ(commits.size(), static_cast<std::size_t>(kWriters * kEach));
  std::ranges::sort(commits);
  EXPECT_EQ(std::ranges::unique(commits).size(), 0U);
}

/// Only the lock makes reading what is there and appending to it one step.
TEST(Together, OneOfManyRecordsARunThatMayBeThereOnce) {
  const Recorder recorder;
  for (int round = 0; round < 10; ++round) {
    const std::string history = recorder.new_history();
    std::vector<std::thread> writers;
    std::array<int, 8> codes{};
    writers.reserve(codes.size());
    for (int& code : codes) {
      writers.emplace_back([&recorder, &history, &code] { code = recorder.record(1, history).code; });
    }
    for (std::thread& writer : writers) writer.join();
    EXPECT_EQ(std::ranges::count(codes, 0), 1);
    EXPECT_EQ(std::ranges::count(codes, 2), 7);
    EXPECT_EQ(commits_in(history).size(), 1U);
  }
}

}  // namespace
