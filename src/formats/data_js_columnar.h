// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace perfolio::formats {

struct RunSink;

/// Whether the JSON text is the columnar layout that some projects keep in the place of "entries".
bool is_columnar(std::string_view json);

/// Reads bytes[begin, end) as that layout: `{"version": 2, "runs": [...], "names": [...], "units": ..., "values":
/// [[...]]}` with one list of values per name (one value per run), or one list per run (one value per name); null is a
/// missing value. `units` is one text, a list beside `names`, or an object by name. A run is an object with `date`
/// (milliseconds or RFC 3339) and a `commit` (an id, or an object as in "entries"), both optional. Throws Error{Input}
/// with a pointer.
void read_columnar(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink);

}  // namespace perfolio::formats
