// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/machine.h"

#include <gtest/gtest.h>

namespace perfolio::sys {
namespace {

using Facts = std::map<std::string, std::string>;

MachineText with_variables(Facts variables) {
  MachineText text;
  text.variable = [variables = std::move(variables)](const std::string& name) {
    const auto at = variables.find(name);
    return at == variables.end() ? std::string() : at->second;
  };
  return text;
}

TEST(Machine, IsKnownByWhatStaysTheSame) {
  MachineText text;
  text.cpuinfo = "processor\t: 0\nmodel\t\t: 79\nmodel name\t: Invented(R) X9  CPU @ 2.30GHz\ncpu MHz\t\t: 2294.685\n";
  text.os_release = "PRETTY_NAME=\"Some Linux 12.7\"\nID=some\nVERSION_ID=\"12.7\"\n";
  text.arch = "x86_64";
  text.cpus = 4;
  EXPECT_EQ(machine_facts(text),
            (Facts{{"arch", "x86_64"}, {"cpu", "Invented(R) X9 CPU"}, {"cpus", "4"}, {"os", "some 12"}}));
}

TEST(Machine, OfArmIsNamedByItsNumbers) {
  MachineText text;
  text.cpuinfo = "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n";
  EXPECT_EQ(machine_facts(text), (Facts{{"cpu", "implementer 0x41 part 0xd0c"}}));
}

TEST(Machine, OfARollingSystemHasNoVersion) {
  MachineText text;
  text.os_release = "ID='arch'\n";
  EXPECT_EQ(machine_facts(text), (Facts{{"os", "arch"}}));
}

TEST(Machine, NamesARunnerOnlyWhereTheNameLasts) {
  const Facts image = {{"runner", "ubuntu24"}};
  EXPECT_EQ(machine_facts(with_variables({{"RUNNER_NAME", "GitHub Actions 12"}, {"ImageOS", "ubuntu24"}})), image);
  EXPECT_EQ(machine_facts(with_variables(
                {{"RUNNER_NAME", "x"}, {"RUNNER_ENVIRONMENT", "github-hosted"}, {"ImageOS", "ubuntu24"}})),
            image);
  EXPECT_EQ(machine_facts(with_variables({{"RUNNER_NAME", "rack-3"}, {"RUNNER_ENVIRONMENT", "self-hosted"}})),
            (Facts{{"runner", "rack-3"}}));
  EXPECT_EQ(machine_facts({}), Facts{});
}

TEST(Machine, OfTheseTestsHasAnArchitecture) { EXPECT_TRUE(this_machine().contains("arch")); }

}  // namespace
}  // namespace perfolio::sys
