// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/described.h"
#include "formats/json.h"

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
  [[nodiscard]] bool all() const { return std::ranges::find(found_, false) == found_.end(); }

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

bool has_places(std::string_view head, const std::vector<Texts>& places) {
  if (places.empty()) return true;
  NoSink sink;
  Places seen(sink, places);
  try {
    read_json(head, 0, head.size(), seen);
  } catch (const base::Error&) {
    return seen.all();  // as a rule, because it is only the head
  }
  return seen.all();
}

template <typename Keys>
bool fits(const Description& d, const Keys& keys) {
  const auto has = [&](const std::string& key) { return std::ranges::find(keys, key) != keys.end(); };
  const auto expected = [&](std::string_view key) {
    return std::ranges::find(d.keys, key) != d.keys.end() || std::ranges::find(d.optional, key) != d.optional.end();
  };
  return std::ranges::all_of(d.keys, has) && std::ranges::none_of(d.without, has) &&
         (!d.closed || std::ranges::all_of(keys, expected));
}

bool fits_json(const Description& d, std::string_view head) {
  const std::size_t begin = text_begin(head);
  if (begin >= head.size() || head[begin] != (d.list ? '[' : '{')) return false;
  if (d.keys.empty() && d.without.empty()) return !d.places.empty() && has_places(head, d.places);
  return fits(d, outer_keys(d.list ? first_element(head) : head)) && has_places(head, d.places);
}

/// The first line is a whole object, and what follows is another or nothing.
bool fits_ndjson(const Description& d, std::string_view head) {
  const std::size_t begin = text_begin(head);
  const std::size_t end = std::min(head.find('\n', begin), head.size());
  const std::string_view line = base::trim(head.substr(begin, end - begin));
  if (!line.starts_with('{') || !line.ends_with('}')) return false;
  const std::string_view rest = base::trim(head.substr(end));
  if (!rest.empty() && rest[0] != '{') return false;
  return fits(d, outer_keys(line)) && has_places(line, d.places);
}

bool fits_table(const Description& d, std::string_view head) {
  constexpr std::size_t kLongest = 8000;
  const std::size_t begin = text_begin(head);
  const std::string_view line = head.substr(begin, head.find_first_of("\r\n", begin) - begin);
  if (line.empty() || line.size() > kLongest || std::ranges::count(line, '"') % 2 != 0) return false;
  const auto row = CsvRows(line, 0, d.notation == Notation::Tsv ? '\t' : separator_of(line)).next();
  if (!row) return false;
  Texts columns;
  for (const std::string& cell : row->cells) columns.emplace_back(base::trim(cell));
  return fits(d, columns);
}

bool fits_notation(const Description& d, std::string_view head) {
  switch (d.notation) {
    case Notation::Json:
      return fits_json(d, head);
    case Notation::Ndjson:
      return fits_ndjson(d, head);
    case Notation::Csv:
    case Notation::Tsv:
      return fits_table(d, head);
  }
  return false;
}

}  // namespace

Match DescribedFormat::sniff(std::string_view head) const {
  if (description_.named) return Match::No;
  const auto stands = [&](const std::string& text) { return head.find(text) != std::string_view::npos; };
  return std::ranges::all_of(description_.texts, stands) && fits_notation(description_, head) ? Match::Sure : Match::No;
}

}  // namespace perfolio::formats
