// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/described.h"
#include "formats/format.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

/// The bytes of a description, and where they are from.
struct DescriptionFile {
  std::string path, bytes;
};

/// All formats that one call knows: those that are code, those that come with the program as data, and the user's own.
/// Not for several threads at once: what comes with the program is only read when it is asked for.
class KnownFormats {
 public:
  using Shipped = std::function<std::vector<DescriptionFile>()>;
  /// Those that are code, and those that `shipped` gives.
  explicit KnownFormats(Shipped shipped = {});
  ~KnownFormats();
  KnownFormats(const KnownFormats&) = delete;
  KnownFormats& operator=(const KnownFormats&) = delete;

  /// Adds one of the user's own, which wins over what comes with the program under the same name. Throws Error{Input}
  /// in that file, also when two of the user's have one name. Returns its name.
  std::string add(const DescriptionFile& file);
  /// Throws Error{Usage} naming the nearest known one.
  [[nodiscard]] Named named(std::string_view name) const;
  /// Asks every format. One Sure wins, else one Maybe; two of a kind are an error naming both; none is an error that
  /// says what the bytes look like. What comes with the program as data is only asked where no code is sure.
  [[nodiscard]] const Format& recognised(std::string_view bytes) const;
  /// Those that are data, the user's own first.
  [[nodiscard]] std::vector<const DescribedFormat*> described() const;

 private:
  struct Entry;
  void load() const;
  [[nodiscard]] std::vector<const Format*> own() const;
  [[nodiscard]] std::vector<const Format*> shipped() const;
  Shipped shipped_;
  std::deque<std::unique_ptr<Entry>> own_;
  mutable std::deque<std::unique_ptr<Entry>> loaded_;
  mutable bool asked_ = false;
};

}  // namespace perfolio::formats
