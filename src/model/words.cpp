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
    case Verdict::Changed:
      return "changed";
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
  switch (direction) {
    case units::Direction::Lower:
      return "lower is better";
    case units::Direction::Higher:
      return "higher is better";
    case units::Direction::Unknown:
      break;
  }
  return "direction unknown";
}

std::string_view key(units::Direction direction) {
  switch (direction) {
    case units::Direction::Lower:
      return "lower";
    case units::Direction::Higher:
      return "higher";
    case units::Direction::Unknown:
      break;
  }
  return "unknown";
}

std::string_view noun(ColumnKind kind) { return kind == ColumnKind::Release ? "release" : "run"; }

}  // namespace perfolio::model
