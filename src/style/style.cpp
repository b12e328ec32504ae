// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "style/style.h"

#include "base/error.h"
#include "style/contrast.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>

namespace perfolio::style {

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& pointer, const std::string& what) {
  throw base::Error(base::Fault::Input, {{}, pointer}, what, "see styles/light.json for a complete style");
}

base::Color color(const std::string& text, const std::string& pointer) {
  unsigned value = 0;
  const char* end = text.data() + text.size();
  if (text.size() == 7 && text[0] == '#') {
    const auto [stop, error] = std::from_chars(text.data() + 1, end, value, 16);
    if (error == std::errc() && stop == end) {
      return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U & 0xFFU),
              static_cast<std::uint8_t>(value & 0xFFU)};
    }
  }
  refuse(pointer, fmt::format("'{}' is no colour of the form #rrggbb", text));
}

const std::string& text_at(const Json& json, const std::string& pointer) {
  const Json::json_pointer at(pointer);
  if (!json.contains(at) || !json.at(at).is_string()) refuse(pointer, "a colour is missing here");
  return json.at(at).get_ref<const std::string&>();
}

}  // namespace

Style style_from_json(std::string_view bytes) {
  const Json json = Json::parse(bytes, nullptr, false, true);
  if (!json.is_object()) throw base::Error(base::Fault::Input, {}, "a style is a JSON object");
  const auto at = [&](const std::string& pointer) { return color(text_at(json, pointer), pointer); };
  Style s;
  s.name = text_at(json, "/name");
  s.background = at("/background");
  s.panel = at("/panel");
  s.ink = at("/ink");
  s.ink2 = at("/ink2");
  s.ink3 = at("/ink3");
  s.axis = at("/axis");
  s.grid = at("/grid");
  s.data = at("/data");
  s.better = {at("/better/ink"), at("/better/tint")};
  s.worse = {at("/worse/ink"), at("/worse/tint")};
  s.same = {at("/same/ink"), at("/same/tint")};
  for (std::size_t i = 0; i < s.heat.size(); ++i) {
    s.heat[i] = {at(fmt::format("/heat/{}/fill", i)), at(fmt::format("/heat/{}/text", i))};
  }
  if (const auto weak = weakness(s)) {
    refuse(weak->token, fmt::format("{} on {} has a contrast of {:.1f}:1, which is hard to read; {}:1 is needed",
                                    text_at(json, weak->token), text_at(json, weak->against),
                                    std::floor(weak->contrast * 10) / 10, weak->least));
  }
  return s;
}

}  // namespace perfolio::style
