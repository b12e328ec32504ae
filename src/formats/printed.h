// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "model/run.h"

#include <string_view>

/// What a number that was rounded to be printed is good for. Every reader of printed text asks here.
namespace perfolio::formats {

/// Half a unit of the last digit: 0.0005 of "0.033", 0.5 of "1,234", 5e-7 of "2.5e-05"; 0 of what has no digit.
double half_last_digit(std::string_view number);

/// Sets the resolution of a result from its number as printed, in the result's unit. A whole number of bytes or events
/// is exact; times and rates are rounded, whatever their form. False where nothing but zeros was printed of a time, or
/// of a rate with decimals: that is no 0, but too little to show, which is told to the sink; the result is to be left
/// out.
bool set_printed(model::Result& result, std::string_view number, RunSink& sink);

}  // namespace perfolio::formats
