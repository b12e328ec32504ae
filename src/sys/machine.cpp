// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/machine.h"

#include "base/text.h"

#include <sys/utsname.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

namespace perfolio::sys {

namespace {

/// The value of the first line `KEY<separator>VALUE`, without quotes around it.
std::string_view value_of(std::string_view text, std::string_view key, char separator) {
  for (const std::string_view line : base::split(text, '\n')) {
    const auto at = line.find(separator);
    if (at == std::string_view::npos || base::trim(line.substr(0, at)) != key) continue;
    std::string_view value = base::trim(line.substr(at + 1));
    const bool quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'');
    if (quoted && value.back() == value.front()) value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const std::string_view word : base::split(text, ' ')) {
    if (!word.empty()) out += (out.empty() ? "" : " ") + std::string(word);
  }
  return out;
}

/// Of an ARM processor Linux knows no name, only the numbers of who made it and what.
std::string cpu_of(std::string_view cpuinfo) {
  std::string_view name = value_of(cpuinfo, "model name", ':');
  if (name.empty()) name = value_of(cpuinfo, "Model", ':');
  if (name.empty()) name = value_of(cpuinfo, "cpu", ':');
  if (!name.empty()) return with_single_spaces(name.substr(0, name.find(" @ ")));
  const std::string_view part = value_of(cpuinfo, "CPU part", ':');
  if (part.empty()) return {};
  return "implementer " + std::string(value_of(cpuinfo, "CPU implementer", ':')) + " part " + std::string(part);
}

std::string os_of(std::string_view os_release) {
  const std::string_view id = value_of(os_release, "ID", '=');
  std::string_view version = value_of(os_release, "VERSION_ID", '=');
  version = version.substr(0, version.find('.'));
  if (id.empty() || version.empty()) return std::string(id);
  return std::string(id) + " " + std::string(version);
}

/// A hosted runner of GitHub has another number each time: its image says what it is. One's own has a name.
std::string runner_of(const MachineText& text) {
  const std::string name = text.variable("RUNNER_NAME");
  const bool hosted = text.variable("RUNNER_ENVIRONMENT") == "github-hosted" || name.starts_with("GitHub Actions") ||
                      name.starts_with("Hosted Agent");
  const std::string image = text.variable("ImageOS");
  return hosted || name.empty() ? image : name;
}

std::string text_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::map<std::string, std::string> machine_facts(const MachineText& text) {
  const std::map<std::string, std::string> all = {{"cpu", cpu_of(text.cpuinfo)},
                                                  {"cpus", text.cpus > 0 ? std::to_string(text.cpus) : ""},
                                                  {"os", os_of(text.os_release)},
                                                  {"arch", text.arch},
                                                  {"runner", runner_of(text)}};
  std::map<std::string, std::string> known;
  for (const auto& [key, value] : all) {
    if (!value.empty()) known[key] = base::visible(value);
  }
  return known;
}

std::map<std::string, std::string> this_machine() {
  utsname name{};
  const bool named = uname(&name) == 0;
  std::string os = text_of("/etc/os-release");
  if (os.empty()) os = text_of("/usr/lib/os-release");
  return machine_facts({text_of("/proc/cpuinfo"), std::move(os),
                        named ? std::string(static_cast<const char*>(name.machine)) : std::string(),
                        std::thread::hardware_concurrency(), variable});
}

base::Time now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace perfolio::sys
