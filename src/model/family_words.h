// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/families.h"
#include "model/report.h"

#include <string>
#include <string_view>

/// The words in which every output speaks of families.
namespace perfolio::model {

/// "config", "source", "name".
std::string_view key(FamilyBy by);

/// What a numeric parameter is called in a formula: its name, else "n".
std::string letter(const Family& family, const Scaling& scaling);

/// "n^1.02".
std::string power_text(std::string_view letter, double exponent);
/// "[1.01, 1.03]".
std::string exponent_interval(const PowerLaw& law);
/// "+0.49 [+0.44, +0.54]".
std::string exponent_change_text(const ExponentChange& change);

/// "n^1.02 → n^1.51", "n^1.51" where only one of both fits; empty where none does.
std::string powers_text(const Family& family, const Scaling& scaling);

/// "by size", "by size (threads 4)", "by n" where nobody named it: which curve this is.
std::string scaling_words(const Family& family, const Scaling& scaling);

/// Report::growth as its summaries print it: at most `most` sentences, and how many more there are.
std::vector<std::string> growth_lines(const Report& report, std::size_t most);

/// "O(N lg N), RMS 3 %", as the source has fitted it.
std::string complexity_text(const Complexity& complexity);

}  // namespace perfolio::model
