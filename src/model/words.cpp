// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "model/words.h"

namespace perfolio::model {

std::string_view key(Verdict verdict) {
  switch (verdict) {
    case Verdict::Better:
      return "better";
    case Verdict::Worse:
      return "worse";
    case Verdict::Same:
      return "same";
    case Verdict::Unclear:
      return "unclear";
    case Verdict::New:
      return "new";
    case Verdict::Gone:
      return "gone";
    case Verdict::NotComparable:
      return "not-comparable";
  }
  return "";
}

std::string_view key(LineBy by) {
  switch (by) {
    case LineBy::History:
      return "history";
    case LineBy::Version:
      return "version";
    case LineBy::Date:
      return "date";
    case LineBy::None:
      break;
  }
  return "";
}

std::string_view word(Verdict verdict, std::string_view metric) {
  if (verdict == Verdict::Worse && metric == "time") return "slower";
  return verdict == Verdict::NotComparable ? "not comparable" : key(verdict);
}

std::string_view phrase(units::Direction direction) {
  return direction == units::Direction::Lower ? "lower is better" : "higher is better";
}

std::string_view noun(ColumnKind kind) { return kind == ColumnKind::Release ? "release" : "run"; }

}  // namespace perfolio::model
