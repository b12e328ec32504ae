// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "history/sources.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/gate.h"
#include "formats/known.h"
#include "formats/perfolio_pdf.h"
#include "formats/plain.h"
#include "formats/reached.h"
#include "history/merge.h"
#include "sys/file.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

namespace perfolio::history {
namespace {

using base::Error;
using base::Fault;
using sys::PathKind;

/// About 8 MB of a data.js.
constexpr std::size_t kResultsBetweenDrops = 50000;
/// Nobody reads more of one input, and a hostile one could give a note for each of its bytes.
constexpr std::size_t kMostDiagnostics = 1000;

/// Takes a run; false: it is one that was taken before.
using Taker = std::function<bool(model::Run)>;

/// The digest of an input, taken as it is read: what a reader just went through need not be fetched once more. In
/// pieces, so that a large file is never in memory as a whole.
class Digesting {
 public:
  Digesting(std::string_view bytes, const sys::MappedFile* file) : bytes_(bytes), file_(file) {}
  /// Bytes before this one are asked for no more, but by a reader that looks back.
  void up_to(std::size_t byte) {
    for (std::size_t end = 0; at_ < byte; at_ = end) {
      end = std::min(byte, at_ + kPiece);
      digest_.update(bytes_.substr(at_, end - at_));
      if (file_ == nullptr || end - dropped_ < kPiece) continue;
      file_->drop_pages();
      dropped_ = end;
    }
  }
  std::string hex() {
    up_to(bytes_.size());
    return digest_.hex();
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{8} << 20;
  std::string_view bytes_;
  const sys::MappedFile* file_;  ///< null: the bytes are not a file's.
  base::Sha256 digest_;
  std::size_t at_ = 0;
  std::size_t dropped_ = 0;
};

/// Hands what a reader finds on, and keeps the account of one input.
class Intake final : public formats::RunSink, public formats::PlaceSink {
 public:
  Intake(const Taker& take, const ReadOptions& options, model::Input& input, model::History& found,
         const sys::MappedFile* file, Digesting* digest = nullptr)
      : take_(take), options_(options), input_(input), found_(found), file_(file), digest_(digest) {}

  void run(model::Run run) override {
    if (run.pull_request && !options_.pull_requests) return ignored("run of a pull request");
    apply(options_.rules, run, [this](std::string_view reason) { ignored(reason); });
    const std::size_t points = run.results.size();
    run.source = base::file_name(input_.path);
    run.input = input_.path;
    results_since_drop_ += points;
    if (file_ != nullptr && !reached_ && results_since_drop_ > kResultsBetweenDrops) {
      file_->drop_pages();
      results_since_drop_ = 0;
    }
    if (!take_(std::move(run))) return ignored("run that is there twice");
    ++input_.runs;
    input_.points += points;
  }
  void diagnostic(base::Diagnostic diagnostic) override {
    if (++diagnostics_ > kMostDiagnostics) return ignored("note beyond the first thousand");
    diagnostic.where.file = input_.path;
    found_.diagnostics.push_back(std::move(diagnostic));
  }
  void ignored(std::string_view reason) override { ++input_.ignored[std::string(reason)]; }
  void repository_url(std::string_view url) override {
    // Of several the smallest: the order of sources must not matter.
    if (found_.repository_url.empty() || url < found_.repository_url) found_.repository_url = url;
  }
  void reached(std::size_t byte) override {
    if (digest_ != nullptr) digest_->up_to(byte);
    if (byte > reached_) base::advance(options_.progress, byte - reached_);
    reached_ = std::max(reached_, byte);
  }

 private:
  const Taker& take_;
  const ReadOptions& options_;
  model::Input& input_;
  model::History& found_;
  const sys::MappedFile* file_;  ///< null: the bytes are not a file's.
  Digesting* digest_;            ///< null: the text read is not the bytes themselves.
  std::size_t reached_ = 0;
  std::size_t results_since_drop_ = 0;
  std::size_t diagnostics_ = 0;
};

/// The bytes of an input, and the text they carry.
struct Source {
  explicit Source(std::string_view all)
      : bytes(all), written(formats::as_written(all)), text(written ? std::string_view(*written) : all) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() = default;
  std::string_view bytes;
  std::optional<std::string> written;
  std::string_view text;
};

/// All of one call: sources in, runs out.
class Reading {
 public:
  Reading(const ReadOptions& options, Taker take)
      : options_(options), known_(options.known != nullptr ? *options.known : code_), take_(std::move(take)) {}
  void sources(const std::vector<std::string>& names);
  /// Adds inputs, diagnostics and the link to what was made of the runs.
  void finish(model::History& history);

 private:
  void source(const std::string& name);
  void folder(const std::string& path);
  void folder_as(const formats::FolderFormat& format, const std::string& path, std::vector<std::string>& paths);
  [[nodiscard]] const formats::Format& format_of(std::string_view bytes) const;
  void bytes(const std::string& name, std::string_view bytes, const sys::MappedFile* file = nullptr);
  void read_as(const formats::Format& format, const std::string& name, const Source& source,
               const sys::MappedFile* file);
  const ReadOptions& options_;
  const formats::KnownFormats code_;
  const formats::KnownFormats& known_;
  Taker take_;
  model::History found_;  ///< inputs, diagnostics and the link, until the reading ends.
};

void Reading::read_as(const formats::Format& format, const std::string& name, const Source& source,
                      const sys::MappedFile* file) {
  model::Input input;
  input.path = name;
  input.format = format.name;
  Digesting digest(source.bytes, file);
  base::begin(options_.progress, "reading " + base::file_name(name), source.bytes.size(), "bytes");
  Intake intake(take_, options_, input, found_, file, source.written ? nullptr : &digest);
  formats::Gate gate(intake);
  format.read(source.text, gate);
  input.sha256 = digest.hex();
  found_.inputs.push_back(std::move(input));
}

/// The one the user named, or the one that recognises the bytes.
const formats::Format& Reading::format_of(std::string_view bytes) const {
  if (options_.format.empty()) return known_.recognised(bytes);
  const formats::Named named = known_.named(options_.format);
  if (named.file == nullptr) throw Error(Fault::Usage, {}, std::string(named.folder->name) + " is a folder's format");
  return *named.file;
}

void Reading::bytes(const std::string& name, std::string_view bytes, const sys::MappedFile* file) {
  base::in_file(name, [&] {
    const Source source(bytes);
    read_as(format_of(source.text), name, source, file);
  });
}

std::string below(const std::string& folder, const std::string& path) {
  return folder.ends_with('/') ? folder + path : folder + "/" + path;
}

/// Reads what of `paths` is part of the format as one input, and takes it out of them.
void Reading::folder_as(const formats::FolderFormat& format, const std::string& path, std::vector<std::string>& paths) {
  const auto rest =
      std::ranges::stable_partition(paths, [&](const std::string& below) { return !format.is_part(below); });
  if (rest.empty()) return;
  std::vector<std::unique_ptr<sys::MappedFile>> mapped;
  std::vector<formats::FolderFile> files;
  model::Input input;
  input.path = path;
  input.format = format.name;
  base::Sha256 digest;
  for (const std::string& part : rest) {
    mapped.push_back(std::make_unique<sys::MappedFile>(below(path, part)));
    files.push_back({part, mapped.back()->bytes()});
    // A name cannot hold a NUL, so that no two folders give the same bytes.
    digest.update(part + '\0' + std::to_string(files.back().bytes.size()) + '\0');
    digest.update(files.back().bytes);
  }
  input.sha256 = digest.hex();
  Intake intake(take_, options_, input, found_, nullptr);
  formats::Gate gate(intake);
  base::in_file(path, [&] { format.read(files, gate); });
  found_.inputs.push_back(std::move(input));
  paths.erase(rest.begin(), rest.end());
}

/// Every file of the folder that some format knows; what none knows (a README) is told, not refused.
void Reading::folder(const std::string& path) {
  const formats::Named named = options_.format.empty() ? formats::Named{} : known_.named(options_.format);
  std::vector<std::string> paths = sys::files_below(path);
  const std::size_t before = paths.size();
  for (const formats::FolderFormat* format : formats::all_folder_formats()) {
    if (named.file == nullptr && (named.folder == nullptr || named.folder == format)) folder_as(*format, path, paths);
  }
  bool any = paths.size() < before;
  // pytest-benchmark keeps its runs in a folder for each machine.
  const std::string bare = path.substr(0, path.find_last_not_of('/') + 1);
  const std::ptrdiff_t folders = bare.substr(bare.rfind('/') + 1) == ".benchmarks" ? 1 : 0;
  std::erase_if(paths, [&](const std::string& below) { return std::ranges::count(below, '/') > folders; });
  if (named.folder != nullptr) paths.clear();
  for (const std::string& file : paths) {
    const std::string name = below(path, file);
    const sys::MappedFile mapped(name);
    const Source source(mapped.bytes());
    const formats::Format* format = named.file;
    try {
      if (format == nullptr) format = &known_.recognised(source.text);
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) throw;
      found_.diagnostics.push_back({base::Severity::Warning, {name, {}}, std::string("left out: ") + error.what()});
      continue;
    }
    if (named.file == nullptr && formats::is_foreign_pdf(source.text)) {
      found_.diagnostics.push_back(
          {base::Severity::Warning, {name, {}}, "left out: no report is attached to this PDF"});
      continue;
    }
    base::in_file(name, [&] { read_as(*format, name, source, &mapped); });
    any = true;
  }
  if (!any) throw Error(Fault::Input, {path, {}}, "no file of the folder has a known format");
}

/// Whether git can resolve it to a commit.
bool is_known(const sys::Git& git, const std::string& revision) {
  try {
    (void)git.run({"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// A clone has the branches of its remote as origin/NAME, and one made for a workflow often none but the current.
[[noreturn]] void refuse_revision(const std::string& name, const sys::Git& git) {
  const std::string revision = name.substr(0, name.find(':'));
  const std::string what = "the repository has no branch or commit '" + revision + "'";
  if (is_known(git, "origin/" + revision))
    throw Error(Fault::Input, {name, {}}, what, "did you mean origin/" + name + "?");
  const std::string branch = revision.starts_with("origin/") ? revision.substr(7) : revision;
  throw Error(Fault::Input, {name, {}}, what,
              "git fetch origin +refs/heads/" + branch + ":refs/remotes/origin/" + branch + " may bring it");
}

/// Files of a revision, as far as git gives them.
std::vector<std::string> files_of(const sys::Git& git, const std::string& revision) {
  std::vector<std::string> files;
  const std::string list = git.run({"ls-tree", "-r", "-z", "--name-only", "--full-tree", revision});
  for (const std::string_view file : base::split(list, '\0')) {
    if (!file.empty()) files.emplace_back(file);
  }
  return files;
}

/// What a benchmark or its history may be written to.
bool may_be_results(const std::string& path) {
  constexpr std::array<std::string_view, 6> kEndings = {".jsonl", ".json", ".js", ".csv", ".txt", ".xml"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return path.ends_with(ending); });
}

/// The likeliest files of the revision first: of the same name, near in spelling, then what may be a history.
std::vector<std::string> likely_files(std::vector<std::string> files, const std::string& path) {
  constexpr std::size_t kLongest = 400;  // longer ones are nobody's slip, and slow to compare
  const std::string name = path.substr(path.rfind('/') + 1);
  const auto distance = [&](const std::string& file) -> std::size_t {
    if (file.substr(file.rfind('/') + 1) == name) return 0;
    const std::size_t far = std::max(file.size(), path.size());
    return far > kLongest ? far : std::min(base::edit_distance(file, path), far);
  };
  std::erase_if(files, [&](const std::string& file) { return !may_be_results(file) && distance(file) > 3; });
  std::ranges::stable_sort(files, {}, distance);
  return files;
}

[[noreturn]] void refuse_path(const std::string& name, const sys::Git& git) {
  constexpr std::size_t kShown = 3;
  const std::string revision = name.substr(0, name.find(':'));
  const std::string path = name.substr(name.find(':') + 1);
  const std::vector<std::string> files = likely_files(files_of(git, revision), path);
  std::string hint =
      files.empty() ? "git ls-tree -r --name-only " + base::visible(revision) + " lists what there is" : "there is ";
  for (std::size_t i = 0; i < std::min(files.size(), kShown); ++i) {
    hint += (i == 0 ? "" : ", ") + base::visible(revision + ":" + files[i]);
  }
  if (files.size() > kShown) hint += " and " + std::to_string(files.size() - kShown) + " more";
  throw Error(Fault::Input, {name, {}}, "path '" + path + "' does not exist in '" + revision + "'", hint);
}

/// By the name of the object, which can mean nothing else: `git show` would run a program that the repository's
/// configuration names (textconv), and take other words than paths.
std::string bytes_of_object(const std::string& name, const sys::Git& git) {
  const std::string id(base::trim(git.run({"rev-parse", "--verify", "--quiet", name})));
  const bool whole = (id.size() == 40 || id.size() == 64) && id.find_first_not_of("0123456789abcdef") == id.npos;
  if (!whole) throw Error(Fault::Outside, {name, {}}, "git gives no name of an object for it");
  const std::string type(base::trim(git.run({"cat-file", "-t", id})));
  if (type == "tree") throw Error(Fault::Input, {name, {}}, "is a folder of the repository", "name a file in it");
  if (type != "blob") throw Error(Fault::Input, {name, {}}, "is a " + type + ", not a file", "write it as REF:PATH");
  return git.run({"cat-file", "blob", id});
}

std::string bytes_of_revision(const std::string& name, const sys::Git* git) {
  if (git == nullptr) {
    throw Error(Fault::Usage, {name, {}}, "REF:PATH needs a git repository", "name it by --repo-dir DIR");
  }
  // A leading dash would be an option to git.
  if (name.starts_with('-')) throw Error(Fault::Usage, {name, {}}, "a revision does not begin with a dash");
  try {
    return bytes_of_object(name, *git);
  } catch (const Error& error) {
    if (error.fault() == Fault::Input) throw;
    const std::string revision = name.substr(0, name.find(':'));
    (void)git->run({"rev-parse", "--git-dir"});  // without a repository that answers, git's own complaint says it
    // ":PATH" is of the index.
    if (revision.empty()) throw Error(Fault::Input, {name, {}}, "the index of the repository has no such file");
    if (is_known(*git, revision)) refuse_path(name, *git);
    if (!is_known(*git, "HEAD")) throw Error(Fault::Input, {name, {}}, "the repository has no commit yet");
    refuse_revision(name, *git);
  }
}

bool is_revision(const std::string& name) {
  return sys::path_kind(name) == PathKind::Missing && name.find(':') != std::string::npos;
}

void Reading::source(const std::string& name) {
  if (name == "-") {
    base::begin(options_.progress, "reading standard input", 0, "bytes");
    return bytes("-", sys::standard_input());
  }
  if (sys::path_kind(name) == PathKind::Directory) return folder(name);
  if (is_revision(name)) return bytes(name, bytes_of_revision(name, options_.git));
  const sys::MappedFile mapped(name);
  bytes(name, mapped.bytes(), &mapped);
}

auto diagnostic_order(const base::Diagnostic& diagnostic) {
  const base::Where& where = diagnostic.where;
  return std::tie(where.file, where.line, where.column, where.pointer, diagnostic.text);
}

void Reading::finish(model::History& history) {
  if (history.runs.empty()) throw Error(Fault::Input, {}, "no run is left: every one was measured on a pull request");
  history.repository_url = std::move(found_.repository_url);
  history.inputs = std::move(found_.inputs);
  std::ranges::sort(history.inputs, {}, [](const model::Input& input) { return std::tie(input.path, input.sha256); });
  auto& notes = history.diagnostics;
  notes.insert(notes.end(), found_.diagnostics.begin(), found_.diagnostics.end());
  std::ranges::stable_sort(notes,
                           [](const auto& a, const auto& b) { return diagnostic_order(a) < diagnostic_order(b); });
}

void Reading::sources(const std::vector<std::string>& names) {
  if (names.empty()) throw Error(Fault::Usage, {}, "no SOURCE is given");
  // A file named twice is one file.
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) source(name);
}

}  // namespace

model::History read_sources(const std::vector<std::string>& sources, const ReadOptions& options) {
  Merge merge;
  Reading reading(options, [&merge](model::Run run) { return merge.add(std::move(run)); });
  reading.sources(sources);
  model::History history = merge.finish();
  reading.finish(history);
  return history;
}

void with_bytes(const std::string& source, const sys::Git* git, const std::function<void(std::string_view)>& take) {
  base::in_file(source, [&] {
    if (source == "-") return take(Source(sys::standard_input()).text);
    if (is_revision(source)) return take(Source(bytes_of_revision(source, git)).text);
    const sys::MappedFile mapped(source);
    take(Source(mapped.bytes()).text);
  });
}

model::History read_runs(const std::vector<std::string>& sources, const ReadOptions& options) {
  model::History history;
  Reading reading(options, [&history](model::Run run) {
    history.runs.push_back(std::move(run));
    return true;
  });
  reading.sources(sources);
  reading.finish(history);
  return history;
}

}  // namespace perfolio::history
