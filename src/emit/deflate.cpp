// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/deflate.h"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace perfolio::emit {

namespace {

struct Release {
  void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
};

int level_for(std::size_t size, Effort effort) {
  if (effort == Effort::Large || size > std::size_t{1} << 20) return 6;
  return effort == Effort::Middle ? 8 : 12;
}

}  // namespace

std::string deflated(std::string_view bytes, Effort effort) {
  const std::unique_ptr<libdeflate_compressor, Release> compressor(
      libdeflate_alloc_compressor(level_for(bytes.size(), effort)));
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  out.shrink_to_fit();
  return out;
}

}  // namespace perfolio::emit
