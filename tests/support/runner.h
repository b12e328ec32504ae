// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/temp_folder.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace perfolio::test {

/// What a program said and how it ended.
struct Outcome {
  int code = -1;       ///< exit code; 128 + signal where one ended it.
  bool late = false;   ///< it was killed because it took too long.
  std::string output;  ///< standard output.
  std::string errors;  ///< standard error.
};

/// How to run a program: nothing of it passes through a shell.
struct Setting {
  std::string folder = ".";              ///< to run in.
  std::vector<std::string> environment;  ///< NAME=value, beside what the tests themselves have.
  std::string input = "/dev/null";       ///< file for standard input.
  std::chrono::seconds limit{120};
};

namespace detail {

inline std::vector<std::string> environment_with(const std::vector<std::string>& more) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    const std::string name = text.substr(0, text.find('=') + 1);
    const auto replaced = [&](const std::string& other) { return other.starts_with(name); };
    if (name != "SOURCE_DATE_EPOCH=" && std::ranges::none_of(more, replaced)) all.push_back(text);
  }
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

inline std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

inline int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

/// Waits until the child ends, and kills it when that takes too long.
inline void wait_for(pid_t child, std::chrono::seconds limit, Outcome& outcome) {
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (!outcome.late && std::chrono::steady_clock::now() > end) {
      outcome.late = true;
      kill(child, SIGKILL);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  outcome.code = exit_code(status);
}

}  // namespace detail

/// Runs a program (looked up in PATH) and waits for its end. Code 127: there is no such program.
inline Outcome run(std::vector<std::string> words, const Setting& setting = {}) {
  const TempFolder capture;
  std::vector<std::string> environment = detail::environment_with(setting.environment);
  const std::string out = capture / "out";
  const std::string err = capture / "err";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, setting.input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addchdir_np(&actions, setting.folder.c_str());
  pid_t child = 0;
  Outcome outcome;
  const int failed = posix_spawnp(&child, words.front().c_str(), &actions, nullptr, detail::pointers(words).data(),
                                  detail::pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    outcome.code = 127;
    return outcome;
  }
  detail::wait_for(child, setting.limit, outcome);
  outcome.output = bytes_of(out);
  outcome.errors = bytes_of(err);
  return outcome;
}

inline Outcome called(std::vector<std::string> arguments, const Setting& setting = {}) {
  arguments.insert(arguments.begin(), PERFOLIO_BINARY);
  return run(std::move(arguments), setting);
}

inline bool has_program(const std::string& name) { return run({name, "--version"}).code != 127; }

/// A file of the repository these tests were built from.
inline std::string source_path(const std::string& path) { return std::string(PERFOLIO_SOURCE_DIR) + "/" + path; }

/// Name below the folder -> bytes, of every file in it. Hidden files are left out.
inline std::map<std::string, std::string> files_below(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = std::filesystem::relative(entry.path(), folder).string();
    if (entry.is_regular_file() && !name.starts_with('.')) files[name] = bytes_of(entry.path());
  }
  return files;
}

}  // namespace perfolio::test
