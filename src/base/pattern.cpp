// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/pattern.h"

#include "base/error.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace perfolio::base {

namespace {

/// More than any name is long.
constexpr std::size_t kMostBytes = 10000;

/// What stands between the brackets of a glob's class, as RE2 writes it.
std::string expression_of_class(std::string_view inside) {
  std::string out = "[";
  for (std::size_t k = 0; k < inside.size(); ++k) {
    if (inside[k] == '\\' || inside[k] == '[') out += '\\';  // letters of the class here, signs of their own to RE2
    out += k == 0 && inside[k] == '!' ? '^' : inside[k];
  }
  return out + ']';
}

std::string expression_of_glob(std::string_view glob) {
  std::string out = "^(?s:";
  const std::size_t last_close = glob.rfind(']');  // so that nobody looks for one that is not there, again and again
  for (std::size_t i = 0; i < glob.size(); ++i) {
    const char c = glob[i];
    const bool closes = c == '[' && last_close != std::string_view::npos && last_close >= i + 2;
    const auto close = closes ? glob.find(']', i + 2) : std::string_view::npos;
    if (c == '*') {
      out += "(.*)";
    } else if (c == '?') {
      out += '.';
    } else if (close != std::string_view::npos) {
      out += expression_of_class(glob.substr(i + 1, close - i - 1));
      i = close;
    } else {
      out += re2::RE2::QuoteMeta(re2::StringPiece(&c, 1));
    }
  }
  return out + ")$";
}

}  // namespace

Pattern::Pattern(std::string text) : text_(std::move(text)) {
  if (text_.size() > kMostBytes) throw Error(Fault::Usage, {}, fmt::format("a pattern of {} bytes", text_.size()));
  const bool regular = text_.starts_with("re:");
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingUTF8);
  expression_ = std::make_unique<re2::RE2>(regular ? text_.substr(3) : expression_of_glob(text_), options);
  if (!expression_->ok()) {
    throw Error(Fault::Usage, {}, fmt::format("pattern '{}' cannot be read: {}", text_, expression_->error()),
                "a pattern is a glob (*, ?, [...]), or an RE2 expression after 're:'");
  }
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::Pattern(const Pattern& other) : Pattern(other.text_) {}
Pattern& Pattern::operator=(const Pattern& other) {
  if (this != &other) *this = Pattern(other.text_);
  return *this;
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression_);
}

std::vector<std::string_view> Pattern::captures(std::string_view text) const {
  std::vector<re2::StringPiece> found(capture_count() + 1);
  const re2::StringPiece all(text.data(), text.size());
  if (!expression_->Match(all, 0, all.size(), re2::RE2::UNANCHORED, found.data(), static_cast<int>(found.size()))) {
    return {};
  }
  std::vector<std::string_view> out;
  for (std::size_t i = 1; i < found.size(); ++i) {
    const bool took_part = found[i].data() != nullptr;
    out.push_back(took_part ? text.substr(static_cast<std::size_t>(found[i].data() - text.data()), found[i].size())
                            : text.substr(0, 0));
  }
  return out;
}

std::size_t Pattern::capture_count() const {
  return static_cast<std::size_t>(std::max(0, expression_->NumberOfCapturingGroups()));
}

}  // namespace perfolio::base
