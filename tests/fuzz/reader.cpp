// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The one program behind all fuzz targets. It feeds what its file name says: fuzz-go feeds the reader of `go`.
#include "fuzz/promises.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

std::string& target() {
  static std::string name;
  return name;
}

std::string target_of(std::string_view program) {
  const std::string_view file = program.substr(program.rfind('/') + 1);  // npos + 1 is 0
  return std::string(file.substr(file.find('-') + 1));
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc > 1 && std::string_view((*argv)[1]) == "--targets") {
    for (const std::string& name : perfolio::test::fuzz_targets()) std::puts(name.c_str());
    std::exit(0);
  }
  target() = target_of((*argv)[0]);
  for (const std::string& name : perfolio::test::fuzz_targets()) {
    if (name == target()) return 0;
  }
  std::fprintf(stderr, "%s: the name is to be fuzz-TARGET, with a TARGET of `%s --targets`\n", (*argv)[0], (*argv)[0]);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = perfolio::test::broken_promise(target(), {reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "FINDING: %s\n", broken.c_str());
  std::abort();
}
