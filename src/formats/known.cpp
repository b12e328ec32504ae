// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/known.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace perfolio::formats {

/// A description, and the format it makes.
struct KnownFormats::Entry {
  Entry(const DescriptionFile& file) : described(file.bytes), path(file.path) {
    aliases.assign(described.aliases().begin(), described.aliases().end());
    format.name = described.name();
    format.aliases = aliases;
    format.sniff = [this](std::string_view head) { return described.sniff(head); };
    format.read = [this](std::string_view bytes, RunSink& sink) { described.read(bytes, sink); };
  }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
  ~Entry() = default;
  DescribedFormat described;
  std::string path;
  std::vector<std::string_view> aliases;
  Format format;
};

namespace {

using base::Error;
using base::Fault;
using Formats = std::vector<const Format*>;

/// Output of a tool may stand behind megabytes of a build's noise.
constexpr std::size_t kPiecesAsked = 1024;

/// Those of `asked` that answer so.
Formats saying(Match match, const Formats& asked, std::string_view head) {
  Formats formats;
  std::ranges::copy_if(asked, std::back_inserter(formats), [&](const Format* f) { return f->sniff(head) == match; });
  return formats;
}

Formats code(bool printed_only = false) {
  Formats formats;
  std::ranges::copy_if(all_formats(), std::back_inserter(formats),
                       [&](const Format* format) { return format->printed || !printed_only; });
  return formats;
}

const Format& only(const Formats& formats) {
  if (formats.size() == 1) return *formats.front();
  std::vector<std::string_view> names;
  for (const Format* format : formats) names.push_back(format->name);
  throw Error(Fault::Input, {}, fmt::format("this could be any of: {}", fmt::join(names, ", ")),
              fmt::format("say which by --format-in, as in --format-in {}", names.front()));
}

/// What no format knows, described so that its owner sees what was taken for what.
std::string looks_like(std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size()) return "nothing but white space";
  if (head.find('\0') != std::string_view::npos) return "binary data";
  if (head[begin] == '[') return "a JSON list whose elements no tool known here writes";
  if (head[begin] == '{') {
    constexpr std::size_t kShown = 6;
    const auto keys = outer_keys(head);
    if (keys.empty()) return "a JSON object without members";
    std::string shown;
    for (std::size_t i = 0; i < std::min(keys.size(), kShown); ++i) {
      shown += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", base::visible(keys[i].substr(0, 40)));
    }
    return fmt::format("a JSON object with {}{}", shown, keys.size() > kShown ? ", ..." : "");
  }
  const std::string_view line = base::trim(head.substr(begin, head.find('\n', begin) - begin));
  return fmt::format("text that begins with \"{}\"", base::visible(line.substr(0, 60)));
}

template <typename Kinds>
auto called(const Kinds& formats, std::string_view name) {
  const auto at = std::ranges::find_if(formats, [&](const auto* format) {
    return format->name == name || std::ranges::find(format->aliases, name) != format->aliases.end();
  });
  return at == std::end(formats) ? nullptr : *at;
}

template <typename Kinds>
void learn(const Kinds& formats, std::vector<std::string>& names, std::vector<std::string>& all) {
  for (const auto* format : formats) {
    names.emplace_back(format->name);
    all.emplace_back(format->name);
    all.insert(all.end(), format->aliases.begin(), format->aliases.end());
  }
}

}  // namespace

KnownFormats::KnownFormats(Shipped shipped) : shipped_(std::move(shipped)) {}
KnownFormats::~KnownFormats() = default;

std::string KnownFormats::add(const DescriptionFile& file) {
  base::in_file(file.path, [&] {
    own_.push_back(std::make_unique<Entry>(file));
    const Format& format = own_.back()->format;
    for (std::size_t i = 0; i + 1 < own_.size(); ++i) {
      if (own_[i]->format.name == format.name)
        throw Error(Fault::Input, {{}, "/name"},
                    fmt::format("'{}' is the name of {} too", format.name, base::visible(own_[i]->path)));
    }
  });
  return own_.back()->described.name();
}

/// What comes with the program cannot be wrong by the user's doing; it is told where it stands all the same.
void KnownFormats::load() const {
  if (asked_ || !shipped_) return;
  asked_ = true;
  for (const DescriptionFile& file : shipped_()) {
    base::in_file(file.path, [&] { loaded_.push_back(std::make_unique<Entry>(file)); });
  }
}

std::vector<const Format*> KnownFormats::own() const {
  Formats formats;
  for (const auto& entry : own_) formats.push_back(&entry->format);
  return formats;
}

/// Without those that one of the user's own stands for.
std::vector<const Format*> KnownFormats::shipped() const {
  load();
  Formats formats;
  for (const auto& entry : loaded_) {
    if (called(own(), entry->format.name) == nullptr) formats.push_back(&entry->format);
  }
  return formats;
}

std::vector<const DescribedFormat*> KnownFormats::described() const {
  load();
  std::vector<const DescribedFormat*> all;
  for (const auto& entry : own_) all.push_back(&entry->described);
  for (const auto& entry : loaded_) all.push_back(&entry->described);
  return all;
}

Named KnownFormats::named(std::string_view name) const {
  if (const Format* format = called(own(), name)) return {.file = format};
  if (const Format* format = called(all_formats(), name)) return {.file = format};
  if (const FolderFormat* format = called(all_folder_formats(), name)) return {.folder = format};
  const Formats data = shipped();
  if (const Format* format = called(data, name)) return {.file = format};
  std::vector<std::string> names, all;
  learn(own(), names, all);
  learn(all_formats(), names, all);
  learn(all_folder_formats(), names, all);
  learn(data, names, all);
  const std::string near = base::nearest(name, all);
  throw Error(
      Fault::Usage, {}, fmt::format("no format is called '{}'", base::visible(name)),
      near.empty() ? fmt::format("known are: {}", fmt::join(names, ", ")) : fmt::format("did you mean '{}'?", near));
}

const Format& KnownFormats::recognised(std::string_view bytes) const {
  const std::string_view head = bytes.substr(0, kSniffBytes);
  Formats first = own();
  std::ranges::copy(code(), std::back_inserter(first));
  if (const Formats sure = saying(Match::Sure, first, head); !sure.empty()) return only(sure);
  if (const Formats sure = saying(Match::Sure, shipped(), head); !sure.empty()) return only(sure);
  if (const Formats maybe = saying(Match::Maybe, first, head); !maybe.empty()) return only(maybe);
  // Halves overlap, so that a line cut by one piece is whole in the next.
  for (std::size_t piece = 1; piece < kPiecesAsked && piece * kSniffBytes / 2 < bytes.size(); ++piece) {
    const std::string_view later = bytes.substr(piece * kSniffBytes / 2, kSniffBytes);
    if (const Formats sure = saying(Match::Sure, code(true), later); !sure.empty()) return only(sure);
  }
  throw Error(Fault::Input, {}, fmt::format("no known format: this is {}", looks_like(head)),
              "docs/formats.md lists what is read; --format-in NAME says what it is");
}

}  // namespace perfolio::formats
