// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace perfolio::sys {

/// To be called first of all. A standard stream that the caller closed is opened so that using it fails: a file opened
/// later would otherwise get its number, and receive what is printed. A reader that goes away ends no write with a
/// signal.
void prepare_standard_streams() noexcept;

/// Who read standard output went away (`| head`): exit 3 like any other failure, without a word that nobody asked for.
class ReaderLeft : public base::Error {
 public:
  using base::Error::Error;
};

/// Writes all of it to standard output. Throws Error{Outside} when that cannot take it, after any number of bytes;
/// `hint` then says what was done all the same.
void write_output(std::string_view bytes, const std::string& hint = {});

/// Writes to standard error as much as it takes. What cannot be said there changes nothing of what is done.
void write_errors(std::string_view bytes) noexcept;

}  // namespace perfolio::sys
