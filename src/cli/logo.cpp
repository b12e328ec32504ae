// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "cli/logo.h"

#include "base/error.h"
#include "base/text.h"
#include "draw/png_file.h"
#include "sys/file.h"

#include <string_view>

namespace perfolio::cli {

namespace {

/// A text that begins as XML does is most likely an SVG.
void refuse_svg(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!base::trim(bytes.substr(0, 256)).starts_with('<')) return;
  throw base::Error(base::Fault::Input, {}, "a logo is a PNG, and this looks like an SVG",
                    "rsvg-convert -h 600 logo.svg -o logo.png makes one of it");
}

}  // namespace

layout::Logo read_logo(const Config& config) {
  if (config.logo.empty()) return {};
  const auto slash = config.path.rfind('/');
  const bool apart = config.logo.starts_with('/') || slash == std::string::npos;
  const std::string path = apart ? config.logo : config.path.substr(0, slash + 1) + config.logo;
  const sys::MappedFile file(path);
  layout::Logo logo;
  base::in_file(path, [&] {
    refuse_svg(file.bytes());
    logo.pixels = draw::png_size(file.bytes());
  });
  logo.png = file.bytes();
  return logo;
}

}  // namespace perfolio::cli
