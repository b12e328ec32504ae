// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/described.h"
#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>

/// Whether a description means these bytes: asked of their head alone.
namespace perfolio::formats {
namespace {

using Texts = std::vector<std::string>;

/// Deaf: a head that is cut short is no trouble to tell.
struct NoSink final : RunSink {
  void run(model::Run) override {}
  void diagnostic(base::Diagnostic) override {}
  void ignored(std::string_view) override {}
  void repository_url(std::string_view) override {}
};

/// Marks which of the places something stands at, until the head ends.
class Places final : public JsonEvents {
 public:
  Places(RunSink& sink, const std::vector<Texts>& places)
      : JsonEvents(sink), places_(places), found_(places.size(), false) {}
  /// The first place that is not found, as a pointer; empty when all are.
  [[nodiscard]] std::string missing() const {
    const auto at = std::ranges::find(found_, false);
    std::string path;
    if (at == found_.end()) return path;
    for (const std::string& step : places_[static_cast<std::size_t>(at - found_.begin())]) {
      path += '/' + escaped_step(step);
    }
    return path;
  }

 private:
  void on_open(char bracket) override {
    mark(1);
    array_.push_back(bracket == '[');
    here_.emplace_back();
  }
  void on_close() override {
    here_.pop_back();
    array_.pop_back();
  }
  void on_scalar(const Scalar& value) override {
    if (value.kind != Scalar::Kind::Null) mark(0);
  }
  /// `inner` levels are open that the value at hand stands above.
  void mark(std::size_t inner);

  const std::vector<Texts>& places_;
  std::vector<bool> found_;
  std::vector<bool> array_;  ///< of the levels open.
  Texts here_;
};

void Places::mark(std::size_t inner) {
  // of the value just opened, the keys of all that is around it
  const std::size_t levels = depth() - inner;
  for (std::size_t i = 0; i < levels && i < here_.size(); ++i) here_[i] = key_here(depth() - 1 - i);
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (found_[p] || places_[p].size() != levels) continue;
    bool same = true;
    for (std::size_t i = 0; i < levels && same; ++i)
      same = places_[p][i] == "*" || (!array_[i] && places_[p][i] == here_[i]);
    found_[p] = same;
  }
}

/// The first of the places at which nothing stands; empty when all are there.
std::string missing_place(std::string_view head, const std::vector<Texts>& places) {
  if (places.empty()) return {};
  NoSink sink;
  Places seen(sink, places);
  try {
    read_json(head, 0, head.size(), seen);
  } catch (const base::Error&) {
    return seen.missing();  // as a rule, because it is only the head
  }
  return seen.missing();
}

std::string in_quotes(std::string_view text) { return fmt::format("\"{}\"", base::visible(text)); }

/// Why what has these keys is not meant; empty when it is.
template <typename Keys>
std::string unfit(const Description& d, const Keys& keys, std::string_view what) {
  const auto has = [&](const std::string& key) { return std::ranges::find(keys, key) != keys.end(); };
  for (const std::string& key : d.keys) {
    if (!has(key)) return fmt::format("there is no {} {}", what, in_quotes(key));
  }
  for (const std::string& key : d.without) {
    if (has(key)) return fmt::format("there is a {} {}", what, in_quotes(key));
  }
  if (!d.closed) return {};
  for (const auto& key : keys) {
    const auto is = [&](const Texts& known) { return std::ranges::find(known, key) != known.end(); };
    if (!is(d.keys) && !is(d.optional)) return fmt::format("there is a {} {}", what, in_quotes(key));
  }
  return {};
}

std::string unfit_places(const Description& d, std::string_view head) {
  const std::string place = missing_place(head, d.places);
  return place.empty() ? place : fmt::format("nothing stands at {}", base::visible(place));
}

std::string unfit_json(const Description& d, std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != (d.list ? '[' : '{')) return d.list ? "it is no list" : "it is no object";
  const bool asks_keys = !d.keys.empty() || !d.without.empty() || d.closed;
  const std::string keys = asks_keys ? unfit(d, outer_keys(d.list ? first_element(head) : head), "key") : std::string();
  return keys.empty() ? unfit_places(d, head) : keys;
}

/// The first line is a whole object, and what follows is another or nothing.
std::string unfit_ndjson(const Description& d, std::string_view head) {
  const std::size_t begin = text_begin(head);
  const std::size_t end = std::min(head.find('\n', begin), head.size());
  const std::string_view line = base::trim(head.substr(begin, end - begin));
  if (!line.starts_with('{') || !line.ends_with('}')) return "its first line is no object";
  const std::string_view rest = base::trim(head.substr(end));
  if (!rest.empty() && rest[0] != '{') return "a line of it is no object";
  const std::string keys = unfit(d, outer_keys(line), "key");
  return keys.empty() ? unfit_places(d, line) : keys;
}

std::string unfit_table(const Description& d, std::string_view head) {
  constexpr std::size_t kLongest = 8000;
  const std::size_t begin = text_begin(head);
  const std::string_view line = head.substr(begin, head.find_first_of("\r\n", begin) - begin);
  if (line.empty() || line.size() > kLongest || std::ranges::count(line, '"') % 2 != 0)
    return "its first line is no header";
  const auto row = CsvRows(line, 0, d.notation == Notation::Tsv ? '\t' : separator_of(line)).next();
  Texts columns;
  if (row) {
    for (const std::string& cell : row->cells) columns.emplace_back(base::trim(cell));
  }
  return unfit(d, columns, "column");
}

}  // namespace

std::string DescribedFormat::why_not(std::string_view head) const {
  const Description& d = description_;
  if (d.named) return "it is never recognised, only named";
  for (const std::string& text : d.texts) {
    if (head.find(text) == std::string_view::npos) return fmt::format("there is no {} in it", in_quotes(text));
  }
  if (d.notation == Notation::Json) return unfit_json(d, head);
  return d.notation == Notation::Ndjson ? unfit_ndjson(d, head) : unfit_table(d, head);
}

Match DescribedFormat::sniff(std::string_view head) const { return why_not(head).empty() ? Match::Sure : Match::No; }

}  // namespace perfolio::formats
