// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/git.h"

#include "base/error.h"
#include "base/text.h"
#include "sys/handle.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

namespace perfolio::sys {

namespace {

/// Four times what the commit graph of the largest public repositories prints.
constexpr std::size_t kOutputLimit = std::size_t{1} << 30;
constexpr std::size_t kComplaintLimit = std::size_t{1} << 16;

struct Pipe {
  Handle out, in;
};

Pipe new_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw outside("git", "cannot make a pipe");
  return {Handle(ends[0]), Handle(ends[1])};
}

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  void no_input() { posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0); }
  void use(const Handle& from, int as) { posix_spawn_file_actions_adddup2(&actions_, from.get(), as); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// A running child: killed and reaped when nobody waited for it.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  ~Child() {
    if (id_ <= 0) return;
    kill(id_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  /// The exit code; -1 when the child died of a signal or was reaped by somebody else.
  int wait() {
    int status = 0;
    while (waitpid(id_, &status, 0) < 0) {
      if (errno == EINTR) continue;
      status = -1;
      break;
    }
    id_ = 0;
    return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_;
};

/// GIT_DIR and the like would point git elsewhere, GIT_EXTERNAL_DIFF and the like would run programs; what selects the
/// caller's own configuration (a container's safe.directory, say) stays.
bool passes(std::string_view variable) {
  const std::string_view name = variable.substr(0, variable.find('='));
  if (name == "LANGUAGE" || name == "LC_ALL") return false;
  if (!name.starts_with("GIT_")) return true;
  return name == "GIT_CONFIG_GLOBAL" || name == "GIT_CONFIG_COUNT" || name.starts_with("GIT_CONFIG_KEY_") ||
         name.starts_with("GIT_CONFIG_VALUE_") || name == "GIT_CEILING_DIRECTORIES";
}

std::vector<std::string> clean_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (passes(*variable)) variables.emplace_back(*variable);
  }
  // No lazy fetch: a partial clone would otherwise reach for the network.
  for (const char* ours : {"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_NOSYSTEM=1", "GIT_OPTIONAL_LOCKS=0",
                           "GIT_PAGER=cat", "GIT_NO_LAZY_FETCH=1"}) {
    variables.emplace_back(ours);
  }
  return variables;
}

/// A repository's own configuration may name programs to run; these settings win over it.
std::vector<std::string> command_line(const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"git",
                                    "-C",
                                    folder,
                                    "--no-pager",
                                    "--no-replace-objects",
                                    "-c",
                                    "core.fsmonitor=false",
                                    "-c",
                                    "core.hooksPath=/dev/null",
                                    "-c",
                                    "log.showSignature=false",
                                    "-c",
                                    "protocol.allow=never"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (auto& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// Git is to end at a pipe that nobody reads, whatever we made of that signal for ourselves.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t standard;
    sigemptyset(&standard);
    sigaddset(&standard, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &standard);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

pid_t spawn(std::vector<std::string> words, const FileActions& actions) {
  const Attributes attributes;
  std::vector<std::string> variables = clean_environment();
  pid_t id = 0;
  const int number =
      posix_spawnp(&id, "git", actions.get(), attributes.get(), pointers(words).data(), pointers(variables).data());
  if (number == 0) return id;
  if (number != ENOENT) throw outside("git", "cannot start git", number);
  throw base::Error(base::Fault::Outside, {}, "git is not installed, or not in PATH",
                    "install git, or give the releases with --releases FILE");
}

/// Reads what is there; closes the pipe at its end.
void read_part(Handle& pipe, std::string& text, std::size_t limit) {
  std::array<char, 1 << 16> part{};
  const ssize_t count = read(pipe.get(), part.data(), part.size());
  if (count < 0 && errno == EINTR) return;
  if (count <= 0) return pipe.reset();
  text.append(part.data(), std::min(static_cast<std::size_t>(count), limit - std::min(limit, text.size())));
}

/// Both pipes together: git would block for ever on the one nobody reads.
void read_both(Handle& output, std::string& text, Handle& complaint, std::string& complaints) {
  while (output || complaint) {
    std::array<pollfd, 2> ready{pollfd{output.get(), POLLIN, 0}, pollfd{complaint.get(), POLLIN, 0}};
    if (poll(ready.data(), ready.size(), -1) < 0) {
      if (errno == EINTR) continue;
      throw outside("git", "cannot read from git");
    }
    if (ready[0].revents != 0) read_part(output, text, kOutputLimit);
    if (ready[1].revents != 0) read_part(complaint, complaints, kComplaintLimit);
    if (text.size() >= kOutputLimit) throw base::Error(base::Fault::Outside, {}, "git prints more than 1 GiB");
  }
}

std::string first_line(std::string_view complaints) {
  std::string_view line = base::trim(complaints);
  line = base::trim(line.substr(0, line.find('\n')));
  for (const std::string_view word : {"fatal: ", "error: "}) {
    if (line.starts_with(word)) line.remove_prefix(word.size());
  }
  return base::visible(line);
}

std::string hint_for(std::string_view complaints, const std::string& folder) {
  const auto says = [&](std::string_view words) { return complaints.find(words) != std::string_view::npos; };
  if (says("dubious ownership")) {
    return "if you trust it: git config --global --add safe.directory " + base::visible(folder);
  }
  if (says("not a git repository") || says("cannot change to")) {
    return "name the repository with --repo-dir DIR, or give the releases with --releases FILE";
  }
  return {};
}

}  // namespace

std::string GitProcess::run(const std::vector<std::string>& arguments) const {
  Pipe output = new_pipe();
  Pipe complaint = new_pipe();
  FileActions actions;
  actions.no_input();
  actions.use(output.in, STDOUT_FILENO);
  actions.use(complaint.in, STDERR_FILENO);
  Child child(spawn(command_line(folder_, arguments), actions));
  output.in.reset();
  complaint.in.reset();
  std::string text;
  std::string complaints;
  read_both(output.out, text, complaint.out, complaints);
  const int code = child.wait();
  if (code == 0) return text;
  const std::string line = first_line(complaints);
  throw base::Error(base::Fault::Outside, place(folder_),
                    line.empty() ? "git failed without a word (exit " + std::to_string(code) + ")" : "git: " + line,
                    hint_for(complaints, folder_));
}

}  // namespace perfolio::sys
