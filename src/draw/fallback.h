// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "draw/handles.h"

#include <map>
#include <string>
#include <vector>

/// Letters that the bundled fonts lack, in fonts of the system. Included by .cpp files of draw only.
namespace perfolio::draw {

/// A font file of one family, and the letters it is asked for.
struct FallbackFace {
  const char* file;
  const char* family;
  std::vector<std::pair<char32_t, char32_t>> ranges;  ///< both ends included.
};

/// The families of Noto Sans by script, the first that has a letter wins: which font a letter is drawn with depends on
/// the letter and the files that are there, on nothing else.
const std::vector<FallbackFace>& fallback_faces();

/// Looks letters up in the font files of some folders. A file is read when a letter of its script is asked for.
class Fallback {
 public:
  explicit Fallback(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  struct Found {
    const FallbackFace* face = nullptr;  ///< null: no file has the letter.
    std::string path;
    std::string bold;  ///< the face for emphasis, beside it; empty: there is none.
  };
  const Found& find(char32_t letter);

 private:
  struct Read {
    std::string path;  ///< empty: no folder has the file, or it is no font.
    std::string bold;
    FcCharSetPtr letters;
  };
  const Read& read(const FallbackFace& face);

  std::vector<std::string> folders_;
  std::map<const FallbackFace*, Read> read_;
  std::map<char32_t, Found> found_;
};

}  // namespace perfolio::draw
