// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/hyperfine.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/repetitions.h"
#include "formats/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

/// hyperfine's `--export-json` and `--export-csv`. Both are always in seconds. What it prints: hyperfine_console.cpp.
namespace perfolio::formats {
namespace {

using base::Error;
using base::Fault;
using units::Direction;

constexpr std::string_view kHeader = "command,mean,stddev,median,user,system,min,max";

/// One command as either file has it.
struct Command {
  std::string command, parameters;
  std::vector<model::Parameter> values;  ///< the same, one by one.
  std::optional<double> mean, deviation, median, user, system;
  std::vector<double> times, memory;
};

model::Result result_of(const std::string& name, const std::string& metric, double value, const std::string& unit) {
  model::Result result;
  result.benchmark = name;
  result.metric = metric;
  result.value = value;
  result.unit = unit;
  result.better = Direction::Lower;
  result.estimator = "mean";
  return result;
}

/// Mean and its standard deviation on either side, as the tool itself prints them ("mean ± σ"). Below zero where the
/// correction for the shell's own time leaves little. A deviation of 0 is that of a single run in a table.
void add_results(const std::string& name, Command& command, RunSink& sink, model::Run& run) {
  if (!command.mean && !command.median) return sink.ignored("command without a time");
  model::Result time = result_of(name, "time", command.mean ? *command.mean : *command.median, "s");
  if (!command.mean) time.estimator = "median";
  if (command.mean && command.deviation.value_or(0) > 0) {
    time.lower = *command.mean - *command.deviation;
    time.upper = *command.mean + *command.deviation;
  }
  time.samples = std::move(command.times);
  run.results.push_back(std::move(time));
  if (command.user) run.results.push_back(result_of(name, "user", *command.user, "s"));
  if (command.system) run.results.push_back(result_of(name, "system", *command.system, "s"));
  if (command.memory.empty()) return;
  model::Result memory = result_of(name, "memory", 0, "B");
  memory.estimator = "median";
  set_samples(memory, std::move(command.memory));
  run.results.push_back(std::move(memory));
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// The command as it was typed, or nearly so: "{threads}" where the value stands as a word of its own.
std::string with_place(const std::string& command, const model::Parameter& parameter) {
  const std::string& value = parameter.value;
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = command.find(value); at != std::string::npos && !value.empty();
       at = command.find(value, at + 1)) {
    const std::size_t end = at + value.size();
    const bool inside = (at > 0 && is_word(command[at - 1]) && is_word(value.front())) ||
                        (end < command.size() && is_word(command[end]) && is_word(value.back()));
    if (at < from || inside) continue;
    out.append(command, from, at - from).append("{").append(parameter.name).append("}");
    from = end;
  }
  return out.append(command, from);
}

model::Parameters parameters_of(const Command& command) {
  model::Parameters parameters{command.command, command.values};
  for (const model::Parameter& parameter : command.values) {
    parameters.benchmark = with_place(parameters.benchmark, parameter);
  }
  return parameters;
}

/// The command is the name. Where a parameter is not part of it, as under a name of the user's own, several have the
/// same: then the parameters tell them apart, in the way hyperfine's screen does.
void add_all(std::vector<Command> commands, RunSink& sink) {
  std::map<std::string, std::set<std::string>, std::less<>> parameters;
  for (const Command& command : commands) parameters[command.command].insert(command.parameters);
  model::Run run;
  run.tool = "hyperfine";
  for (Command& command : commands) {
    const bool several = parameters[command.command].size() > 1 && !command.parameters.empty();
    const std::string name = several ? fmt::format("{} ({})", command.command, command.parameters) : command.command;
    const std::size_t before = run.results.size();
    add_results(name, command, sink, run);
    for (std::size_t i = before; i < run.results.size(); ++i) run.results[i].parameters = parameters_of(command);
  }
  if (run.results.empty()) throw Error(Fault::Input, {}, "there is no hyperfine result in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

void add_parameter(Command& command, std::string_view name, const std::string& value) {
  command.parameters += fmt::format("{}{} = {}", command.parameters.empty() ? "" : ", ", name, value);
  command.values.push_back({std::string(name), value});
}

/// With --ignore-failure a command that fails is measured like any other; its time may be that of an error message.
void note_failures(const JsonNode& node, RunSink& sink) {
  const JsonNode codes = node["exit_codes"];
  std::size_t runs = 0;
  std::size_t failed = 0;
  const auto count = [&](bool ok) {
    ++runs;
    if (!ok) ++failed;
  };
  if (codes.items().empty() && codes.is_list()) {
    for (const double code : codes.numbers(sink)) count(code == 0);
  }
  // null: ended by a signal.
  for (const JsonNode& code : codes.items()) count(code.is_number() && code.number(sink) == 0);
  if (failed > 0) node.note(sink, fmt::format("the command failed in {} of {} runs; its time is kept", failed, runs));
}

Command command_of(const JsonNode& node, RunSink& sink) {
  if (!node.is_object()) node.refuse("the result of a command is due here");
  Command command;
  command.command = node["command"].text();
  if (command.command.empty()) node.refuse("a result without a command");
  for (const JsonNode& parameter : node["parameters"].items()) {
    add_parameter(command, parameter.key(), shown_value(parameter, sink));
  }
  command.mean = number_if_any(node["mean"], sink);
  command.deviation = number_if_any(node["stddev"], sink);  // null of a single run
  command.median = number_if_any(node["median"], sink);
  command.user = number_if_any(node["user"], sink);
  command.system = number_if_any(node["system"], sink);
  command.times = samples_of(node["times"], sink);
  command.memory = samples_of(node["memory_usage_byte"], sink);
  note_failures(node, sink);
  return command;
}

void read_json_results(std::string_view bytes, RunSink& sink) {
  const JsonDocument document(bytes, sink);
  const JsonNode root = document.root();
  if (!root.is_object() || !root["results"]) root.refuse("no \"results\": this is not a hyperfine result");
  std::vector<Command> commands;
  for (const JsonNode& node : root["results"].list("a list of results")) commands.push_back(command_of(node, sink));
  add_all(std::move(commands), sink);
}

/// The number in a cell; empty where a single run has no standard deviation.
std::optional<double> number_in(std::string_view bytes, const CsvRow& row, std::size_t column, RunSink& sink) {
  if (row.cells[column].empty()) return std::nullopt;
  return number_of({Scalar::Kind::Text, 0, row.cells[column]}, sink,
                   [&](const std::string& what) { refuse_at(bytes, row.begin, what); });
}

Command command_of(std::string_view bytes, const CsvRow& header, const CsvRow& row, RunSink& sink) {
  Command command;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string& column = header.cells[i];
    constexpr std::string_view kParameter = "parameter_";
    if (column == "command") command.command = base::to_utf8(row.cells[i]);
    if (column == "mean") command.mean = number_in(bytes, row, i, sink);
    if (column == "stddev") command.deviation = number_in(bytes, row, i, sink);
    if (column == "median") command.median = number_in(bytes, row, i, sink);
    if (column == "user") command.user = number_in(bytes, row, i, sink);
    if (column == "system") command.system = number_in(bytes, row, i, sink);
    if (!column.starts_with(kParameter)) continue;
    add_parameter(command, base::to_utf8(column.substr(kParameter.size())), base::to_utf8(row.cells[i]));
  }
  if (command.command.empty()) refuse_at(bytes, row.begin, "a result without a command");
  return command;
}

void read_csv_results(std::string_view bytes, RunSink& sink) {
  CsvRows rows(bytes);
  const auto header = rows.next();
  if (!header || header->cells.front() != "command") refuse_at(bytes, 0, "this is not a hyperfine result");
  std::vector<Command> commands;
  while (const auto row = rows.next()) {
    if (row->cells == header->cells) continue;  // files put together
    if (row->cells.size() != header->cells.size()) {
      refuse_at(bytes, row->begin,
                fmt::format("{} columns are due here, not {}", header->cells.size(), row->cells.size()));
    }
    commands.push_back(command_of(bytes, *header, *row, sink));
  }
  add_all(std::move(commands), sink);
}

Match sniff(std::string_view head) {
  if (head.substr(text_begin(head)).starts_with(kHeader)) return Match::Sure;
  const auto keys = outer_keys(head);
  if (keys.empty()) return has_hyperfine_text(head) ? Match::Sure : Match::No;
  if (std::ranges::find(keys, "results") == keys.end()) return Match::No;
  const std::size_t list = head.find('[', head.find("\"results\""));
  const auto inner = list == std::string_view::npos ? keys : outer_keys(first_element(head.substr(list)));
  const auto has = [&](std::string_view key) { return std::ranges::find(inner, key) != inner.end(); };
  if (!has("command") || !has("mean")) return Match::No;
  return has("user") && has("system") ? Match::Sure : Match::Maybe;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  const std::size_t begin = text_begin(bytes);
  const bool csv = bytes.substr(begin).starts_with("command,") || bytes.substr(begin).starts_with("\"command\"");
  if (csv) return read_csv_results(bytes, sink);
  if (outer_keys(bytes).empty() && has_hyperfine_text(bytes)) return read_hyperfine_text(bytes, sink);
  read_json_results(bytes, sink);
}

constexpr std::string_view kAliases[] = {"shell_hyperfine"};

}  // namespace

extern const Format kHyperfine;
const Format kHyperfine{"hyperfine", kAliases, sniff, read, true};

}  // namespace perfolio::formats
