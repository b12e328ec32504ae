// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/diagnostic.h"
#include "model/run.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace perfolio::formats {

/// What a format says of the first bytes of a file.
enum class Match { No, Maybe, Sure };

/// Takes what a reader finds, in the order of the file; where it is to be used, behind a Gate. Runs are handed over one
/// by one, so that a large history is never in memory as a whole.
struct RunSink {
  virtual ~RunSink() = default;
  virtual void run(model::Run run) = 0;
  virtual void diagnostic(base::Diagnostic diagnostic) = 0;
  /// Counts something left out, by reason ("value is null"). For what is too frequent to be told one by one.
  virtual void ignored(std::string_view reason) = 0;
  /// The project's page, if the file names it. Only http(s) URLs are passed on.
  virtual void repository_url(std::string_view url) = 0;
};

/// One data format. `sniff` sees at most the first kSniffBytes; `read` sees all bytes, reports what it must leave out
/// to the sink and goes on, and throws Error{Input} (without the file, which the caller knows) when it cannot go on. An
/// optional suite or tool the reader cannot know is left empty. Bytes may be anything.
struct Format {
  std::string_view name;  ///< as in --format-in
  std::span<const std::string_view> aliases;
  std::function<Match(std::string_view head)> sniff;
  std::function<void(std::string_view bytes, RunSink& sink)> read;
  /// Printed for people: may stand behind megabytes of other output, so that later pieces of the text are asked too.
  bool printed = false;
};

/// One file of a folder; `path` is below that folder, with '/' between its parts.
struct FolderFile {
  std::string path;
  std::string_view bytes;
};

/// A data format that is a folder of files. `is_part` says by its path whether `read` wants a file; `read` gets all
/// these, sorted by path, and is called when there is at least one. Otherwise as Format.
struct FolderFormat {
  std::string_view name;
  std::span<const std::string_view> aliases;
  bool (*is_part)(std::string_view path);
  void (*read)(std::span<const FolderFile> files, RunSink& sink);
};

inline constexpr std::size_t kSniffBytes = 65536;

/// Every format that is code, in a fixed order. Those that are data: known.h.
std::span<const Format* const> all_formats();
std::span<const FolderFormat* const> all_folder_formats();

/// The format called `name` (or an alias of it), one of the two kinds; the other is null.
struct Named {
  const Format* file = nullptr;
  const FolderFormat* folder = nullptr;
};

/// KnownFormats::named and ::recognised (known.h) among those that are code.
Named format_named(std::string_view name);
const Format& recognised(std::string_view bytes);

}  // namespace perfolio::formats
