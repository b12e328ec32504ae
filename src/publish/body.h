// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace perfolio::publish {

/// Where a reader of the release finds the files; empty where a file is nowhere.
struct Links {
  std::string light, dark;                ///< the dashboard as SVG.
  std::string narrow_light, narrow_dark;  ///< the same for a phone; empty where there is none.
  std::string png, pdf;
};

/// What release-notes.md says, with the links of a published release in place of the names of files beside it. `stem`
/// is what those names begin with. Without any picture, that line is left out. At most `limit` characters (UTF-16
/// units, as the host counts): the table is cut behind its first rows, the largest changes, and says how many more
/// there are. Nothing where not even a table without rows fits.
std::optional<std::string> release_text(std::string_view notes, const std::string& stem, const Links& links,
                                        std::size_t limit);

/// Our part of a body: what stands between the marks. Nothing where there is none.
std::optional<std::string> block_in(std::string_view body);

/// The body with `text` between the marks, which are added at the end where there are none. All else stays byte for
/// byte.
std::string body_with(std::string_view body, std::string_view text);

/// How many characters `body` leaves to a text between the marks, as body_with would put it: at most 16,000.
std::size_t room_in(std::string_view body);

std::size_t utf16_units(std::string_view text);

/// Alike but for their line ends, which a host may change.
bool same_text(std::string_view a, std::string_view b);

}  // namespace perfolio::publish
