// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/json_document.h"

#include "base/error.h"
#include "formats/format.h"
#include "formats/json.h"

#include <fmt/format.h>

namespace perfolio::formats {

/// One value and what is below it. A list of plain numbers, often long, is kept as such.
struct JsonValue {
  enum class Kind { Null, False, True, Number, Text, List, Object };
  Kind kind = Kind::Null;
  double number = 0;
  bool exact = true;
  std::string text;
  std::vector<double> numbers;       ///< of a List that holds nothing else.
  std::vector<JsonValue> items;      ///< of any other List, or an Object.
  std::vector<std::string> keys;     ///< of an Object: one for each item.
  const JsonValue* above = nullptr;  ///< what holds it; null at the root.
  std::size_t index = 0;             ///< among the items of that.
  mutable std::size_t steps = 0;     ///< of the root: see JsonDocument::steps().
};

namespace {

using base::Error;
using base::Fault;
using Kind = JsonValue::Kind;

/// Some 600 MB at worst.
constexpr std::size_t kMaxValues = 5'000'000;
constexpr std::size_t kMaxNumbers = 50'000'000;

JsonValue number_value(double number, bool exact = true) {
  JsonValue value;
  value.kind = Kind::Number;
  value.number = number;
  value.exact = exact;
  return value;
}

class Builder final : public JsonEvents {
 public:
  Builder(RunSink& sink, JsonValue& root) : JsonEvents(sink), root_(root) {}

 private:
  void on_open(char bracket) override {
    JsonValue value;
    value.kind = bracket == '[' ? Kind::List : Kind::Object;
    open_.push_back(&place(std::move(value)));
  }
  void on_close() override { open_.pop_back(); }
  void on_scalar(const Scalar& scalar) override;
  JsonValue& place(JsonValue value);

  JsonValue& root_;
  std::vector<JsonValue*> open_;  ///< only the innermost grows, so that the others stay where they are.
  std::size_t values_ = 0;
  std::size_t numbers_ = 0;
};

JsonValue& Builder::place(JsonValue value) {
  if (++values_ > kMaxValues) refuse("more values than the result of a single run has");
  if (open_.empty()) return root_ = std::move(value);
  JsonValue& parent = *open_.back();
  for (const double number : parent.numbers) parent.items.push_back(number_value(number));
  values_ += parent.numbers.size();
  parent.numbers.clear();
  if (parent.kind == Kind::Object) {
    // Of a value just opened, key_here() names what stands in it.
    const bool opened = value.kind == Kind::List || value.kind == Kind::Object;
    parent.keys.emplace_back(key_here(opened ? 1 : 0));
  }
  return parent.items.emplace_back(std::move(value));
}

void Builder::on_scalar(const Scalar& scalar) {
  const bool number = scalar.kind == Scalar::Kind::Number;
  if (number && !open_.empty() && open_.back()->kind == Kind::List && open_.back()->items.empty()) {
    if (++numbers_ > kMaxNumbers) refuse("more numbers than the result of a single run has");
    open_.back()->numbers.push_back(scalar.number);
    return;
  }
  JsonValue value;
  if (number) value = number_value(scalar.number, scalar.exact);
  if (scalar.kind == Scalar::Kind::Boolean) value.kind = scalar.number > 0 ? Kind::True : Kind::False;
  if (scalar.kind == Scalar::Kind::Text) {
    value.kind = Kind::Text;
    value.text = scalar.text;
  }
  place(std::move(value));
}

/// Tells all below `value` where they stand, once they stay there. As deep as the JSON, which is bounded.
void link_below(JsonValue& value) {
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    value.items[i].above = &value;
    value.items[i].index = i;
    link_below(value.items[i]);
  }
}

/// From the value up to the root: as many steps as it is deep, however large the document is.
std::string path_of(const JsonValue* value, std::size_t& steps) {
  std::vector<std::string> parts;
  for (; value != nullptr && value->above != nullptr; value = value->above, ++steps) {
    const JsonValue& above = *value->above;
    parts.push_back(above.kind == Kind::Object ? escaped_step(above.keys[value->index]) : std::to_string(value->index));
  }
  std::string path;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) path += '/' + *part;
  return path;
}

}  // namespace

JsonDocument::JsonDocument(std::string_view bytes, std::size_t begin, std::size_t end, RunSink& sink)
    : root_(std::make_unique<JsonValue>()) {
  Builder builder(sink, *root_);
  read_json(bytes, begin, end, builder);
  link_below(*root_);
}

JsonDocument::JsonDocument(const std::vector<std::string>& columns, std::vector<std::string> cells)
    : root_(std::make_unique<JsonValue>()) {
  root_->kind = Kind::Object;
  root_->items.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (columns[i].empty()) continue;
    root_->keys.push_back(columns[i]);
    JsonValue& value = root_->items.emplace_back();
    value.kind = Kind::Text;
    value.text = std::move(cells[i]);
  }
  link_below(*root_);
}

std::size_t JsonDocument::steps() const { return root_->steps; }

JsonDocument::~JsonDocument() = default;

JsonNode JsonDocument::root() const { return {root_.get(), nullptr, root_.get(), {}}; }

JsonNode JsonNode::operator[](std::string_view key) const {
  if (is_object()) {
    for (std::size_t i = value_->keys.size(); i-- > 0;) {
      if (value_->keys[i] == key) return {root_, value_, &value_->items[i], value_->keys[i]};
    }
  }
  return {root_, value_ != nullptr ? value_ : parent_, nullptr, key};
}

JsonNode::operator bool() const { return value_ != nullptr && value_->kind != Kind::Null; }
bool JsonNode::is_object() const { return value_ != nullptr && value_->kind == Kind::Object; }
bool JsonNode::is_list() const { return value_ != nullptr && value_->kind == Kind::List; }
bool JsonNode::is_number() const { return value_ != nullptr && value_->kind == Kind::Number; }
bool JsonNode::is_true() const { return value_ != nullptr && value_->kind == Kind::True; }
bool JsonNode::is_false() const { return value_ != nullptr && value_->kind == Kind::False; }
bool JsonNode::is_text() const { return value_ != nullptr && value_->kind == Kind::Text; }

JsonNode JsonNode::element(std::size_t index) const {
  if (!is_list() || index >= value_->items.size()) return {root_, value_ != nullptr ? value_ : parent_, nullptr, key_};
  return {root_, value_, &value_->items[index], {}};
}

std::string_view JsonNode::text() const {
  return value_ != nullptr && value_->kind == Kind::Text ? std::string_view(value_->text) : std::string_view();
}

std::optional<double> JsonNode::number(RunSink& sink) const {
  if (value_ == nullptr) return std::nullopt;
  Scalar scalar;
  switch (value_->kind) {
    case Kind::Null:
      break;
    case Kind::Number:
      if (!value_->exact) note(sink, rounded(value_->number));
      return value_->number;
    case Kind::Text:
      scalar = {Scalar::Kind::Text, 0, value_->text, true};
      break;
    case Kind::False:
    case Kind::True:
    case Kind::List:
    case Kind::Object:
      refuse("a number is due here");
  }
  return number_of(scalar, sink, [this](const std::string& what) { refuse(what); });
}

std::vector<double> JsonNode::numbers(RunSink& sink) const {
  if (!*this) return {};
  if (!is_list()) refuse("a list of numbers is due here");
  if (value_->items.empty()) return value_->numbers;
  std::vector<double> numbers;
  numbers.reserve(value_->items.size());
  for (const JsonNode& item : items()) {
    if (const auto number = item.number(sink)) numbers.push_back(*number);
  }
  return numbers;
}

std::vector<JsonNode> JsonNode::items() const {
  std::vector<JsonNode> nodes;
  if (value_ == nullptr) return nodes;
  nodes.reserve(value_->items.size());
  for (std::size_t i = 0; i < value_->items.size(); ++i) {
    const std::string_view key = is_object() ? std::string_view(value_->keys[i]) : std::string_view();
    nodes.push_back({root_, value_, &value_->items[i], key});
  }
  return nodes;
}

std::vector<JsonNode> JsonNode::list(std::string_view what) const {
  if (!is_list() || !value_->numbers.empty()) refuse(fmt::format("{} is due here", what));
  return items();
}

std::vector<JsonNode> JsonNode::members(std::string_view what) const {
  if (!is_object()) refuse(fmt::format("{} is due here", what));
  return items();
}

std::string JsonNode::pointer() const {
  std::string path = path_of(value_ != nullptr ? value_ : parent_, root_->steps);
  if (value_ == nullptr && parent_ != nullptr) path += '/' + escaped_step(key_);
  return path;
}

void JsonNode::refuse(const std::string& what) const { throw Error(Fault::Input, {{}, pointer()}, what); }

void JsonNode::note(RunSink& sink, const std::string& what) const {
  sink.diagnostic({base::Severity::Warning, {{}, pointer()}, what});
}

}  // namespace perfolio::formats
