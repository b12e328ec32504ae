// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/description.h"
#include "formats/format.h"

#include <string>
#include <string_view>
#include <vector>

namespace perfolio::formats {

/// A format that is described by data instead of code. Knows no files: it is made of the description's bytes.
class DescribedFormat {
 public:
  /// Throws Error{Input} with the place of what is wrong in the description.
  explicit DescribedFormat(std::string_view description) : description_(description_of(description)) {}
  [[nodiscard]] const std::string& name() const { return description_.name; }
  [[nodiscard]] const std::vector<std::string>& aliases() const { return description_.aliases; }
  [[nodiscard]] const Description& description() const { return description_; }
  /// Why bytes that begin with this head are not recognised; empty when they are.
  [[nodiscard]] std::string why_not(std::string_view head) const;
  /// As Format::sniff.
  [[nodiscard]] Match sniff(std::string_view head) const;
  /// As Format::read. What is refused is told with its line where there are records, and with its pointer in JSON.
  void read(std::string_view bytes, RunSink& sink) const;

 private:
  Description description_;
};

/// What a reader finds, as text: a line for each thing that a run states, and for what was left out. An expected
/// reading is such a text.
class Listing final : public RunSink {
 public:
  void run(model::Run run) override;
  void diagnostic(base::Diagnostic diagnostic) override;
  void ignored(std::string_view reason) override { ++left_out_[std::string(reason)]; }
  void repository_url(std::string_view) override {}
  [[nodiscard]] std::string text() const;

 private:
  std::string text_;
  std::map<std::string, std::size_t> left_out_;
};

}  // namespace perfolio::formats
