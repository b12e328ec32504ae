// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/time.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace perfolio::sys {

/// What the machine says of itself, as it says it.
struct MachineText {
  std::string cpuinfo;     ///< of /proc/cpuinfo.
  std::string os_release;  ///< of /etc/os-release.
  std::string arch;        ///< as `uname -m` prints it.
  unsigned cpus = 0;       ///< usable by this process; 0: unknown.
  /// An environment variable; empty when it is not set.
  std::function<std::string(const std::string&)> variable = [](const std::string&) { return std::string(); };
};

/// The facts of it by which measurements must not be mixed: cpu, cpus, os, arch, runner. Only what stays the same from
/// run to run on the same kind of machine: no clock rates, no patch levels, no numbered runners.
std::map<std::string, std::string> machine_facts(const MachineText& text);

/// The same of this machine.
std::map<std::string, std::string> this_machine();

/// The wall clock. Only for when something was measured; what is written of data never asks it.
base::Time now();

}  // namespace perfolio::sys
