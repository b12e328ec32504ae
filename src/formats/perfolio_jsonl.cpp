// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/perfolio_jsonl.h"

#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/reached.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

/// Our own history: JSON Lines, one run a line, appended and never rewritten.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;

enum class Place { Other, Run, Environment, Results, Result, Samples, Parameters, Complexities, Complexity };

/// One line.
class Reader final : public JsonEvents {
 public:
  using JsonEvents::JsonEvents;
  [[nodiscard]] bool schema() const { return schema_; }
  model::Run take() { return std::move(run_); }

 private:
  void on_open(char bracket) override;
  void on_close() override;
  void on_scalar(const Scalar& value) override;
  void refuse_shape() const;
  [[nodiscard]] Place place_below() const;
  [[nodiscard]] Place here() const { return depth() < places_.size() ? places_[depth()] : Place::Other; }
  void run_scalar(const Scalar& value);
  void result_scalar(const Scalar& value);
  void complexity_scalar(const Scalar& value);
  void parameter(std::string_view key, std::string_view value);
  void check_schema(std::string_view text);
  std::optional<base::Time> time_in(const Scalar& value);
  std::optional<double> bound_in(const Scalar& value);

  std::array<Place, 6> places_{};
  model::Run run_;
  model::Result result_;
  bool has_value_ = false;    ///< of the result at hand: there is a number.
  bool names_value_ = false;  ///< there is the key, whatever stands there.
  bool schema_ = false;
};

Place Reader::place_below() const {
  if (depth() == 1) return Place::Run;
  if (depth() >= places_.size()) return Place::Other;
  const std::string_view key = key_here(1);
  switch (places_[depth() - 1]) {
    case Place::Run:
      if (key == "complexities") return Place::Complexities;
      return key == "environment" ? Place::Environment : key == "results" ? Place::Results : Place::Other;
    case Place::Results:
      return Place::Result;
    case Place::Result:
      return key == "samples" ? Place::Samples : key == "parameters" ? Place::Parameters : Place::Other;
    case Place::Complexities:
      return Place::Complexity;
    case Place::Environment:
    case Place::Samples:
    case Place::Parameters:
    case Place::Complexity:
    case Place::Other:
      break;
  }
  return Place::Other;
}

/// A list or an object where our keys have a number or a text would take the value with it, without a word.
void Reader::refuse_shape() const {
  static constexpr std::array<std::string_view, 3> kNumbers = {"value", "lower", "upper"};
  static constexpr std::array<std::string_view, 7> kTexts = {"benchmark", "metric", "unit",  "better",
                                                             "estimator", "per",    "spread"};
  static constexpr std::array<std::string_view, 6> kRunTexts = {"schema", "release",     "commit",
                                                                "date",   "commit_date", "suite"};
  const Place above = depth() > 1 && depth() <= places_.size() ? places_[depth() - 1] : Place::Other;
  const auto in = [key = key_here(1)](const auto& keys) { return std::ranges::find(keys, key) != keys.end(); };
  if (above == Place::Result && in(kNumbers)) refuse("a number is due here");
  if (above == Place::Result && key_here(1) == "exact") refuse("true or false is due here");
  if ((above == Place::Result && in(kTexts)) || (above == Place::Run && in(kRunTexts))) refuse("a text is due here");
}

void Reader::on_open(char bracket) {
  const Place place = place_below();
  if (place == Place::Other) refuse_shape();
  if (depth() < places_.size()) places_[depth()] = place;
  const bool list = place == Place::Results || place == Place::Samples || place == Place::Complexities;
  if (place != Place::Other && list != (bracket == '[')) refuse(list ? "a list is due here" : "an object is due here");
  if (place == Place::Complexity) run_.complexities.emplace_back();
  if (place == Place::Result) {
    result_ = {};
    has_value_ = names_value_ = false;
  }
}

void Reader::on_close() {
  if (here() != Place::Result) return;
  if (result_.benchmark.empty()) refuse("a result without \"benchmark\"");
  if (!names_value_) sink().ignored("result without \"value\"");
  if (result_.parameters.benchmark.empty()) result_.parameters = {};
  if (has_value_) run_.results.push_back(std::move(result_));
}

void Reader::on_scalar(const Scalar& value) {
  switch (here()) {
    case Place::Run:
      return run_scalar(value);
    case Place::Environment:
      if (!text_in(value).empty()) run_.environment[std::string(key_here())] = value.text;
      return;
    case Place::Results:
      refuse("a result is due here");
    case Place::Result:
      return result_scalar(value);
    case Place::Samples:
      if (double number = 0; number_in(value, number)) result_.samples.push_back(number);
      return;
    case Place::Parameters:
      return parameter(key_here(), text_in(value));
    case Place::Complexity:
      return complexity_scalar(value);
    case Place::Complexities:
    case Place::Other:
      if (depth() == 0) refuse("a run is due here");
      return;
  }
}

void Reader::check_schema(std::string_view text) {
  schema_ = true;
  if (text == "perfolio/1" || text.starts_with("perfolio/1.")) return;
  refuse(fmt::format("the schema \"{}\" is not known here; this reads perfolio/1", base::visible(text.substr(0, 40))));
}

std::optional<base::Time> Reader::time_in(const Scalar& value) {
  if (value.kind == Scalar::Kind::Null) return std::nullopt;
  auto time = base::parse_time(text_in(value));
  if (!time) refuse("this is not a date like 2026-02-20T12:00:00Z");
  return time;
}

void Reader::run_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  if (key == "schema") return check_schema(text);
  if (key == "results") refuse("a list of results is due here");
  if (key == "date") run_.date = time_in(value);
  if (key == "commit_date") run_.commit_date = time_in(value);
  if (key == "release") run_.release = text;
  if (key == "commit") run_.commit = text;
  if (key == "branch") run_.branch = text;
  if (key == "suite") run_.suite = text;
  if (key == "tool") run_.tool = text;
  if (key == "subject") run_.subject = text.substr(0, text.find_first_of("\r\n"));
  if (key == "body") run_.body = text;
  if (key == "author") run_.author = person(text);
  if (key == "url") run_.url = web_link(text);
  if (key == "derived") run_.derived = value.kind == Scalar::Kind::Boolean && value.number > 0;
  if (key == "pull_request") run_.pull_request = value.kind == Scalar::Kind::Boolean && value.number > 0;
}

std::optional<double> Reader::bound_in(const Scalar& value) {
  if (value.kind == Scalar::Kind::Null) return std::nullopt;
  double number = 0;
  return number_in(value, number) ? std::optional(number) : std::nullopt;
}

void Reader::result_scalar(const Scalar& value) {
  const std::string_view key = key_here();
  const std::string_view text = text_in(value);
  if (key == "value") {
    names_value_ = true;
    has_value_ = number_in(value, result_.value);
  }
  if (key == "benchmark") result_.benchmark = text;
  if (key == "metric" && !text.empty()) result_.metric = text;
  if (key == "unit") result_.unit = text;
  if (key == "estimator") result_.estimator = text;
  if (key == "per") result_.per = text;
  if (key == "family") result_.parameters.benchmark = text;
  if (key == "spread") result_.spread = text;
  if (key == "lower") result_.lower = bound_in(value);
  if (key == "upper") result_.upper = bound_in(value);
  if (key == "primary" || key == "exact") {
    (key == "exact" ? result_.exact : result_.primary) = value.kind == Scalar::Kind::Boolean && value.number != 0;
    if (value.kind != Scalar::Kind::Boolean && value.kind != Scalar::Kind::Null) refuse("true or false is due here");
  }
  if (key == "resolution") result_.resolution = std::max(0.0, bound_in(value).value_or(0));
  if (key != "better" || value.kind == Scalar::Kind::Null) return;
  for (const units::Direction known : {units::Direction::Lower, units::Direction::Higher, units::Direction::Unknown}) {
    if (text == model::key(known)) result_.better = known;
  }
  if (!result_.better) refuse("\"lower\", \"higher\" or \"unknown\" is due here");
}

/// One without a name is written under its place: "1", "2". Another number is a name: that of a column called "16".
void Reader::parameter(std::string_view key, std::string_view value) {
  const bool unnamed = key == std::to_string(result_.parameters.values.size() + 1);
  result_.parameters.values.push_back({unnamed ? std::string() : std::string(key), std::string(value)});
}

void Reader::complexity_scalar(const Scalar& value) {
  model::Complexity& one = run_.complexities.back();
  const std::string_view key = key_here();
  if (key == "benchmark") one.benchmark = text_in(value);
  if (key == "order") one.order = text_in(value);
  if (key == "unit") one.unit = text_in(value);
  if (key == "coefficient") one.coefficient = bound_in(value).value_or(0);
  if (key == "rms") one.rms = std::max(0.0, bound_in(value).value_or(0));
}

/// Whether the outermost object says it is ours. Needs no more than the beginning of the line.
Match sniff(std::string_view head) {
  std::size_t begin = text_begin(head);
  if (begin < head.size() && head[begin] == '[') begin += 1 + text_begin(head.substr(begin + 1));
  const std::string_view line = head.substr(begin, head.find('\n', begin) - begin);
  const auto keys = outer_keys(line);
  if (std::ranges::find(keys, "schema") == keys.end()) return Match::No;
  const auto& key = *std::ranges::find(keys, "schema");
  const auto colon = static_cast<std::size_t>(key.data() - line.data()) + key.size() + 1;
  std::string_view value = base::trim(line.substr(std::min(colon, line.size())));
  if (!value.starts_with(':')) return Match::No;
  return base::trim(value.substr(1)).starts_with("\"perfolio/") ? Match::Sure : Match::No;
}

bool is_conflict(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>");
}

model::Run run_of(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink) {
  if (is_conflict(bytes.substr(begin, end - begin))) {
    refuse_at(bytes, begin, "an unresolved merge conflict: keep the lines of both sides");
  }
  Reader reader(sink);
  try {
    read_json(bytes, begin, end, reader);
    if (!reader.schema()) throw Error(Fault::Input, {}, "this line has no \"schema\": it is not a run of ours");
  } catch (const Error& error) {
    if (error.where().line != 0) throw;
    // The line is known here, the place in it there.
    const auto line = static_cast<int>(std::ranges::count(bytes.substr(0, begin), '\n') + 1);
    const std::string what = error.where().pointer.empty() ? std::string() : error.where().pointer + ": ";
    throw Error(error.fault(), {{}, {}, line, 0}, what + error.what(), error.hint());
  }
  return reader.take();
}

/// Whether an object, a list or a text is still open at its end.
bool is_open(std::string_view json) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return quoted || depth > 0;
}

/// The last line, where it has no newline: nothing when a crash or a full disk tore it. Nobody was told that it is
/// kept. It is torn where the JSON breaks off; a mistake in its middle is somebody's, and refused.
std::optional<model::Run> last_run(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink) {
  try {
    return run_of(bytes, begin, end, sink);
  } catch (const Error& error) {
    const std::size_t line_begin = bytes.substr(0, begin).rfind('\n') + 1;  // 0 where there is none
    const std::size_t at = line_begin + static_cast<std::size_t>(error.where().column);
    if (error.where().column == 0 || at < end || !is_open(bytes.substr(begin, end - begin))) throw;
    sink.diagnostic({base::Severity::Warning, error.where(), "the last line is torn and left out"});
    return std::nullopt;
  }
}

/// Where the object that begins at `at` ends, brackets in texts aside.
std::size_t object_end(std::string_view bytes, std::size_t at) {
  std::size_t depth = 0;
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '"') {
      for (++at; at < bytes.size() && bytes[at] != '"'; ++at) at += bytes[at] == '\\' ? 1 : 0;
    } else if (bytes[at] == '{') {
      ++depth;
    } else if (bytes[at] == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return bytes.size();
}

std::size_t skip_space(std::string_view bytes, std::size_t at) {
  return std::min(bytes.find_first_not_of(" \t\r\n", at), bytes.size());
}

/// What `export --to json` writes: the runs as the elements of one list.
void read_list(std::string_view bytes, std::size_t begin, RunSink& sink) {
  std::size_t at = skip_space(bytes, begin + 1);
  for (;;) {
    if (at >= bytes.size() || bytes[at] != '{') refuse_at(bytes, at, "a run is due here");
    const std::size_t end = object_end(bytes, at);
    sink.run(run_of(bytes, at, end, sink));
    at = skip_space(bytes, end);
    if (at < bytes.size() && bytes[at] == ']') break;
    if (at >= bytes.size() || bytes[at] != ',') refuse_at(bytes, at, "',' or ']' is due here");
    at = skip_space(bytes, at + 1);
  }
  at = skip_space(bytes, at + 1);
  if (at < bytes.size()) refuse_at(bytes, at, "more follows after the end of the JSON text");
}

/// After a crash a file system may have set the length of a file before its bytes.
std::size_t without_zeros(std::string_view bytes, std::size_t begin) {
  const std::size_t last = bytes.find_last_not_of('\0');
  return last == std::string_view::npos ? begin : std::max(begin, last + 1);
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const std::size_t begin = text_begin(bytes);
  if (begin < bytes.size() && bytes[begin] == '[') return read_list(bytes, begin, sink);
  std::size_t runs = 0;
  read_history(bytes, sink, [&](model::Run run, int /*line*/) {
    ++runs;
    sink.run(std::move(run));
  });
  if (runs == 0) throw Error(Fault::Input, {}, "there is no run in it");
}

void write_optional(base::JsonWriter& w, std::string_view key, std::string_view text) {
  if (!text.empty()) w.text(key, text);
}

void write_time(base::JsonWriter& w, std::string_view key, const std::optional<base::Time>& time) {
  if (time) w.text(key, base::to_rfc3339(*time));
}

void write_parameters(base::JsonWriter& w, const model::Parameters& parameters) {
  if (parameters.empty()) return;
  w.text("family", parameters.benchmark);
  w.begin_object("parameters");
  for (std::size_t i = 0; i < parameters.values.size(); ++i) {
    const model::Parameter& one = parameters.values[i];
    w.text(one.name.empty() ? std::to_string(i + 1) : one.name, one.value);
  }
  w.end_object();
}

void write_complexities(base::JsonWriter& w, const std::vector<model::Complexity>& complexities) {
  if (complexities.empty()) return;
  w.begin_array("complexities");
  for (const model::Complexity& one : complexities) {
    w.begin_object();
    w.text("benchmark", one.benchmark);
    w.text("order", one.order);
    w.number("coefficient", one.coefficient);
    w.text("unit", one.unit);
    if (one.rms > 0) w.number("rms", one.rms);
    w.end_object();
  }
  w.end_array();
}

void write_result(base::JsonWriter& w, const model::Result& result) {
  w.begin_object();
  w.text("benchmark", result.benchmark);
  w.text("metric", result.metric);
  w.number("value", result.value);
  w.text("unit", result.unit);
  // What nobody said is not written either: it is for the reader's table of units, or its config, to say.
  const units::Direction better = model::direction_of(result, units::parse_unit(result.unit));
  // But where a source makes even the unit's word worthless, that is kept.
  if (result.better || better != units::Direction::Unknown) w.text("better", model::key(better));
  if (result.lower) w.number("lower", *result.lower);
  if (result.upper) w.number("upper", *result.upper);
  if (result.exact) w.truth("exact", true);
  if (result.primary) w.truth("primary", true);
  if (result.resolution > 0) w.number("resolution", result.resolution);
  write_optional(w, "estimator", result.estimator);
  write_optional(w, "per", result.per);
  write_optional(w, "spread", result.spread);
  write_parameters(w, result.parameters);
  if (!result.samples.empty()) {
    w.begin_array("samples");
    for (const double sample : result.samples) w.number({}, sample);
    w.end_array();
  }
  w.end_object();
}

}  // namespace

void append_line(const model::Run& run, std::string& out) {
  base::JsonWriter w(out, 0);
  w.begin_object();
  w.text("schema", "perfolio/1");
  write_optional(w, "release", run.release);
  write_optional(w, "release_by", run.release_by);
  write_optional(w, "commit", run.commit);
  write_time(w, "date", run.date);
  write_time(w, "commit_date", run.commit_date);
  write_optional(w, "branch", run.branch);
  write_optional(w, "suite", run.suite);
  write_optional(w, "tool", run.tool);
  write_optional(w, "subject", run.subject);
  write_optional(w, "body", run.body);
  write_optional(w, "author", run.author);
  write_optional(w, "url", run.url);
  if (run.pull_request) w.truth("pull_request", true);
  if (run.derived) w.truth("derived", true);
  if (!run.environment.empty()) {
    w.begin_object("environment");
    for (const auto& [key, value] : run.environment) w.text(key, value);
    w.end_object();
  }
  w.begin_array("results");
  for (const model::Result& result : run.results) write_result(w, result);
  w.end_array();
  write_complexities(w, run.complexities);
  w.end_object();
}

bool begins_history(std::string_view bytes) {
  constexpr std::string_view kBeginning = R"({"schema":"perfolio/1)";
  const std::string_view head = bytes.substr(text_begin(bytes), kSniffBytes);
  const std::string_view start = head.substr(0, std::min(kBeginning.size(), without_zeros(head, 0)));
  if (head.starts_with('[')) return false;  // a list of runs reads, but cannot be appended to
  return kBeginning.starts_with(start) || is_conflict(head) || sniff(head) == Match::Sure;
}

HistoryEnd read_history(std::string_view bytes, RunSink& sink, const std::function<void(model::Run, int line)>& take) {
  refuse_utf16(bytes);
  const std::size_t first = text_begin(bytes);
  HistoryEnd found{first, true};
  int number = 1 + static_cast<int>(std::ranges::count(bytes.substr(0, first), '\n'));
  for (std::size_t at = first; at < bytes.size(); ++number) {
    const std::size_t newline = bytes.find('\n', at);
    const bool last = newline == std::string_view::npos;
    const std::size_t end = last ? without_zeros(bytes, at) : newline;
    if (last && end < bytes.size()) {
      const std::string what =
          fmt::format("{} NUL bytes at the end, as a crash leaves them, are left out", bytes.size() - end);
      sink.diagnostic({base::Severity::Warning, {{}, {}, number, 0}, what});
    }
    if (last && end == at) return found;
    if (!base::trim(bytes.substr(at, end - at)).empty()) {
      auto run = last ? last_run(bytes, at, end, sink) : std::optional(run_of(bytes, at, end, sink));
      if (!run) return found;
      take(std::move(*run), number);
    }
    found = {last ? end : newline + 1, !last};
    tell_place(sink, found.whole);
    at = last ? bytes.size() : newline + 1;
  }
  return found;
}

extern const Format kPerfolioJsonl;
const Format kPerfolioJsonl{"perfolio", {}, sniff, read};

}  // namespace perfolio::formats
