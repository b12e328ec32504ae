// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "emit/deflate.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
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

constexpr std::size_t kMostKept = std::size_t{4} << 20;
constexpr int kStreamLevel = 3;

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

struct DeflateStream::State {
  z_stream zlib{};
  std::string out;

  State() {
    if (deflateInit(&zlib, kStreamLevel) != Z_OK) throw std::bad_alloc();
  }
  ~State() { deflateEnd(&zlib); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void take(std::string_view bytes, int flush) {
    std::array<char, 65536> room;
    zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
    zlib.avail_in = static_cast<uInt>(bytes.size());
    do {
      zlib.next_out = reinterpret_cast<Bytef*>(room.data());
      zlib.avail_out = room.size();
      deflate(&zlib, flush);
      out.append(room.data(), room.size() - zlib.avail_out);
    } while (zlib.avail_out == 0);
  }
};

DeflateStream::DeflateStream(Effort effort) : effort_(effort) {}
DeflateStream::~DeflateStream() = default;

void DeflateStream::write(std::string_view bytes) {
  size_ += bytes.size();
  if (!state_) {
    kept_ += bytes;
    if (size_ <= kMostKept) return;
    state_ = std::make_unique<State>();
    bytes = kept_;
  }
  constexpr std::size_t kPart = std::size_t{1} << 30;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kPart, bytes.size())))
    state_->take(bytes.substr(0, kPart), Z_NO_FLUSH);
  kept_ = {};
}

std::string DeflateStream::finish() {
  if (!state_) return deflated(kept_, effort_);
  state_->take({}, Z_FINISH);
  return std::move(state_->out);
}

}  // namespace perfolio::emit
