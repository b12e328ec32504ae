// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/read_style.h"

#include "base/error.h"
#include "sys/file.h"

#include <fmt/format.h>

namespace perfolio::cli {

using base::Error;
using base::Fault;

style::Style read_style(const std::string& resources, const std::string& wanted) {
  const bool file = wanted.find('/') != std::string::npos || wanted.ends_with(".json");
  const std::string path = file ? wanted : resources + "/styles/" + wanted + ".json";
  if (!file && sys::path_kind(path) != sys::PathKind::File) {
    throw Error(Fault::Usage, {}, fmt::format("no style is called '{}'", wanted),
                "light, dark, print, foundry, ledger, studio, or the path of a JSON file");
  }
  const sys::MappedFile bytes(path);
  style::Style style;
  base::in_file(path, [&] { style = style::style_from_json(bytes.bytes()); });
  return style;
}

}  // namespace perfolio::cli
