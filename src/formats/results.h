// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/json_document.h"
#include "model/run.h"

#include <string>
#include <string_view>
#include <vector>

/// What readers share in making results of what a tool states.
namespace perfolio::formats {

/// A name as metrics are written: lower case, words joined by '-' ("Build Time" is "build-time").
std::string metric_word(std::string_view name);

/// The numbers of a list of samples. Nothing when there are more than a chart or a test has use for; what is no number
/// (some people cut their files by hand) is counted and left out.
std::vector<double> samples_of(const JsonNode& list, RunSink& sink);

/// The number that stands there, silently nothing for null: for fields that tools leave open as a matter of course.
std::optional<double> number_if_any(const JsonNode& node, RunSink& sink);

/// A text as it stands there, or a number as it is read ("8"); else empty.
std::string shown_value(const JsonNode& node, RunSink& sink);

/// Of a version the first `parts` numbers ("3.11.2" of two: "3.11"): what changes rarely enough to tell environments
/// apart. Empty when it does not begin with a number.
std::string major_version(std::string_view version, int parts);

/// The text in lower case if it is a commit's hexadecimal id, whole or abbreviated to 7 digits or more; else empty.
std::string commit_id(std::string_view text);

/// Date and time as RFC 3339 writes them, also without a zone, which is read as UTC, and with a blank for the T.
std::optional<base::Time> time_without_zone(std::string_view text);

}  // namespace perfolio::formats
