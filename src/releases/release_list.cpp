// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "releases/commit_id.h"
#include "releases/order.h"
#include "releases/releases.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace perfolio::releases {

namespace {

using nlohmann::json;

/// Where `offset` (from 0) is, as an editor counts.
base::Where place_of(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
  const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {
      {}, {}, static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(before.size() - line_start) + 1};
}

/// Takes the events of the parser one by one: no tree is built, so neither depth nor size of what we do not know costs
/// anything. Each event answers false, or throws, at the first thing that has no place in a list of releases.
class ListReader : public nlohmann::json_sax<json> {
 public:
  explicit ListReader(std::string_view bytes) : bytes_(bytes) {}

  bool start_array(std::size_t) override {
    if (depth_++ == 0) return true;
    return depth_ == 2 ? wrong("an array", "a release is an object") : other("an array");
  }
  bool end_array() override { return leave(); }
  bool start_object(std::size_t) override {
    if (depth_ == 0) wrong("an object", "the list is an array: [{\"tag\": ...}]");
    if (++depth_ > 2) return other("an object");
    current_ = {};
    seen_.clear();
    return true;
  }
  bool end_object() override {
    if (depth_ == 2) add();
    return leave();
  }
  bool key(string_t& name) override {
    if (depth_ > 2) return true;
    key_ = name;
    if (!seen_.insert(name).second) refuse("the key appears twice");
    return true;
  }
  bool string(string_t& text) override {
    if (depth_ != 2) return other("a string");
    if (key_ == "tag") return set_tag(text);
    if (key_ == "commit") return set_commit(text);
    return key_ == "date" ? set_date(text) : true;
  }
  bool null() override { return depth_ == 2 && key_ != "tag" ? true : other("null"); }
  bool boolean(bool) override { return other("a boolean"); }
  bool number_integer(number_integer_t) override { return other("a number"); }
  bool number_unsigned(number_unsigned_t) override { return other("a number"); }
  bool number_float(number_float_t, const string_t&) override { return other("a number"); }
  bool binary(binary_t&) override { return other("binary data"); }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    throw base::Error(base::Fault::Input, place_of(bytes_, position == 0 ? 0 : position - 1), "is not valid JSON");
  }

  std::vector<Candidate> releases;

 private:
  [[nodiscard]] std::string pointer() const {
    if (depth_ == 0) return {};
    return "/" + std::to_string(releases.size()) + (depth_ == 1 || key_.empty() ? "" : "/" + key_);
  }
  [[noreturn]] void refuse(const std::string& what, const std::string& hint = {}) const {
    throw base::Error(base::Fault::Input, {{}, pointer(), 0, 0}, what, hint);
  }
  [[noreturn]] bool wrong(const std::string& found, const std::string& wanted) const {
    throw base::Error(base::Fault::Input, {{}, depth_ < 2 ? pointer() : "/" + std::to_string(releases.size()), 0, 0},
                      "found " + found + "; " + wanted);
  }
  /// A value that is no string: below keys we do not know it is passed over.
  bool other(const std::string& found) {
    if (depth_ == 0) wrong(found, "the list is an array: [{\"tag\": ...}]");
    if (depth_ == 1) wrong(found, "a release is an object");
    if (depth_ > kDepthLimit) refuse("nested too deeply");
    if (key_ == "tag" || key_ == "commit" || key_ == "date") refuse("found " + found + " where a string is due");
    return true;
  }
  bool leave() {
    --depth_;
    if (depth_ < 2) key_.clear();
    return true;
  }
  bool set_tag(const std::string& text) {
    if (text.empty()) refuse("the tag is empty");
    current_.tag = text;
    return true;
  }
  bool set_commit(const std::string& text) {
    current_.commit = base::to_lower_ascii(text);
    if (!text.empty() && !is_commit_id(current_.commit))
      refuse("is no commit id: " + base::visible(text.substr(0, 80)));
    return true;
  }
  bool set_date(const std::string& text) {
    current_.date = base::parse_time(text);
    if (!current_.date) {
      refuse("is no date: " + base::visible(text.substr(0, 80)), "write it as 2026-02-20T12:00:00Z");
    }
    return true;
  }
  void add() {
    key_.clear();
    if (current_.tag.empty()) refuse("a release without a tag");
    if (!tags_.insert(current_.tag).second) refuse("the tag " + base::visible(current_.tag) + " is listed twice");
    releases.push_back(candidate_of(std::move(current_)));
  }

  static constexpr int kDepthLimit = 64;
  std::string_view bytes_;
  int depth_ = 0;
  std::string key_;
  model::Release current_;
  std::set<std::string> seen_, tags_;
};

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

[[noreturn]] void refuse_line(std::size_t line, const std::string& what) {
  throw base::Error(base::Fault::Input, {{}, {}, static_cast<int>(line), 0}, what,
                    "a line is: commit, a tab, the tag of its release");
}

void read_line(std::string_view text, std::size_t number, std::map<std::string, std::string>& map) {
  const auto fields = base::split(text, '\t');
  if (fields.size() > 2) refuse_line(number, "more than two columns");
  const std::string commit = base::to_lower_ascii(base::trim(fields[0]));
  if (!is_commit_id(commit)) {
    refuse_line(number, "is no commit id of at least 7 hex digits: " + base::visible(fields[0].substr(0, 80)));
  }
  const std::string tag = fields.size() == 2 ? std::string(base::trim(fields[1])) : "";
  if (!base::is_utf8(tag)) refuse_line(number, "the tag is not UTF-8");
  const auto [entry, is_new] = map.try_emplace(commit, tag);
  if (!is_new && entry->second != tag) refuse_line(number, "the commit has another tag further up");
}

}  // namespace

KnownReleases from_json(std::string_view bytes, const std::optional<base::Pattern>& tags) {
  ListReader reader(bytes);
  json::sax_parse(bytes.begin(), bytes.end(), &reader);
  auto& list = reader.releases;
  if (list.empty()) throw base::Error(base::Fault::Input, {}, "lists no release");
  if (tags) std::erase_if(list, [&](const auto& one) { return !tags->matches(one.release.tag); });
  if (list.empty())
    throw base::Error(base::Fault::Input, {}, "lists no tag that matches " + base::visible(tags->text()));
  put_in_order(list);
  KnownReleases known;
  for (auto& one : list) known.releases.push_back(std::move(one.release));
  return known;
}

std::map<std::string, std::string> map_from_tsv(std::string_view bytes) {
  std::map<std::string, std::string> map;
  std::size_t number = 0;
  for (auto line : base::split(without_mark(bytes), '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (base::trim(line).empty() || line.front() == '#' || (number == 1 && line == "commit\ttag")) continue;
    read_line(line, number, map);
  }
  return map;
}

}  // namespace perfolio::releases
