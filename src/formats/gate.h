// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/reached.h"

namespace perfolio::formats {

/// Stands between a reader and all that uses what it finds, so that no slip of one reader on bytes of anybody's making
/// reaches a history or a report: what passes is what model::Run and model::Result promise. Texts are made UTF-8; a
/// result without a name, or whose value overflowed, is left out, and so are bounds that are none. All of it is
/// counted.
class Gate final : public RunSink, public PlaceSink {
 public:
  explicit Gate(RunSink& behind) : behind_(behind) {}
  void run(model::Run run) override;
  void diagnostic(base::Diagnostic diagnostic) override;
  void ignored(std::string_view reason) override;
  void repository_url(std::string_view url) override;
  void reached(std::size_t byte) override { tell_place(behind_, byte); }

 private:
  bool passes(model::Result& result);
  void check_numbers(model::Result& result);
  RunSink& behind_;
};

}  // namespace perfolio::formats
