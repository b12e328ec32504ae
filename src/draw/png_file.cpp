// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "draw/png_file.h"

#include "draw/png_surface.h"

#include <algorithm>
#include <cstring>

namespace perfolio::draw {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& hint = {}) {
  throw base::Error(base::Fault::Input, {}, what, hint);
}

double number_at(std::string_view bytes, std::size_t at) {
  double out = 0;
  for (std::size_t i = at; i < at + 4; ++i) out = out * 256 + static_cast<unsigned char>(bytes[i]);
  return out;
}

struct Rest {
  std::string_view bytes;
};

cairo_status_t take(void* closure, unsigned char* into, unsigned length) {
  Rest& rest = *static_cast<Rest*>(closure);
  if (rest.bytes.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(into, rest.bytes.data(), length);
  rest.bytes.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

/// PNG (third edition), 5.2 and 11.2.1: a signature, then a chunk IHDR of 13 bytes that begins with the size.
base::Size stated_size(std::string_view bytes) {
  constexpr std::string_view kHead("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
  if (!bytes.starts_with(kHead) || bytes.size() < 33)
    refuse("this is no PNG", "an image of any other kind is not taken");
  if (bytes.size() > kLargestPng)
    refuse(fmt::format("the image is {} kB large; at most {} kB are taken", bytes.size() >> 10, kLargestPng >> 10));
  const base::Size size{number_at(bytes, 16), number_at(bytes, 20)};
  if (size.width < 1 || size.height < 1 || size.width > kMostPixels || size.height > kMostPixels)
    refuse(fmt::format("the image is {:.0f} \u00d7 {:.0f} pixels; at most {:.0f} \u00d7 {:.0f} are taken", size.width,
                       size.height, kMostPixels, kMostPixels));
  return size;
}

}  // namespace

SurfacePtr png_surface(std::string_view bytes) {
  (void)stated_size(bytes);
  Rest rest{bytes};
  SurfacePtr surface(cairo_image_surface_create_from_png_stream(take, &rest));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) refuse("the image is broken, or no whole PNG");
  return surface;
}

base::Size png_size(std::string_view bytes) {
  (void)png_surface(bytes);
  return stated_size(bytes);
}

}  // namespace perfolio::draw
