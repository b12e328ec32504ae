// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "style/style.h"
#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace perfolio::style {
namespace {

std::string bytes_of(const std::string& name) {
  std::ifstream file(PERFOLIO_SOURCE_DIR "/styles/" + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(base::Color c) {
  const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(c.red / 255.0) + 0.7152 * linear(c.green / 255.0) + 0.0722 * linear(c.blue / 255.0);
}

double contrast(base::Color a, base::Color b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class EveryStyle : public testing::TestWithParam<const char*> {};

TEST_P(EveryStyle, SetsTextWithAContrastOfAtLeast45) {
  const Style s = style_from_json(bytes_of(GetParam()));
  for (const base::Color ground : {s.background, s.panel}) {
    for (const base::Color text : {s.ink, s.ink2, s.ink3, s.better.ink, s.worse.ink, s.same.ink}) {
      EXPECT_GE(contrast(text, ground), 4.5);
    }
    EXPECT_GE(contrast(s.axis, ground), 3.0);
    EXPECT_GE(contrast(s.data, ground), 3.0);
  }
  for (const Signal& signal : {s.better, s.worse, s.same}) EXPECT_GE(contrast(signal.ink, signal.tint), 4.5);
  for (const HeatClass& heat : s.heat) EXPECT_GE(contrast(heat.text, heat.fill), 4.5);
}

TEST_P(EveryStyle, NeverFillsBetterAndWorseAlike) {
  const Style s = style_from_json(bytes_of(GetParam()));
  for (const std::size_t better : {0U, 1U, 2U}) {
    for (const std::size_t worse : {4U, 5U, 6U}) EXPECT_FALSE(s.heat[better].fill == s.heat[worse].fill);
  }
}

TEST(ColouredStyle, TellsAllHeatClassesApart) {
  for (const char* name : {"light", "dark", "foundry", "ledger", "studio"}) {
    const Style s = style_from_json(bytes_of(name));
    for (std::size_t i = 1; i < s.heat.size(); ++i) EXPECT_FALSE(s.heat[i].fill == s.heat[i - 1].fill) << name << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Bundled, EveryStyle, testing::Values("light", "dark", "print", "foundry", "ledger", "studio"),
                         [](const auto& tested) { return std::string(tested.param); });

void refused_at(const std::string& json, const std::string& pointer) {
  try {
    style_from_json(json);
    ADD_FAILURE() << "taken without " << pointer;
  } catch (const base::Error& error) {
    EXPECT_EQ(error.fault(), base::Fault::Input);
    EXPECT_EQ(error.where().pointer, pointer) << error.what();
  }
}

TEST(StyleFromJson, NamesTheTokenThatIsMissingOrNoColour) {
  const std::string good = bytes_of("light");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  refused_at(with("\"axis\"", "\"axes\""), "/axis");
  refused_at(with("#828D98", "828D98"), "/axis");
  refused_at(with("#828D98", "#828D9"), "/axis");
  refused_at(with("#828D98", "#-28D98"), "/axis");
  refused_at(with("#828D98", "#828D9G"), "/axis");
  refused_at(with("\"#828D98\"", "7"), "/axis");
  refused_at(with("\"name\"", "\"nom\""), "/name");
}

TEST(StyleFromJson, RefusesWhatNobodyCouldRead) {
  const std::string good = bytes_of("light");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  refused_at(with("\"ink2\": \"#45525F\"", "\"ink2\": \"#8C99A6\""), "/ink2");
  refused_at(with("#0B6BB8", "#7FB4DD"), "/better/ink");
  refused_at(with("#828D98", "#A9B2BB"), "/axis");
  refused_at(with("\"#5B9BD0\",\n      \"text\": \"#17212B\"", "\"#5B9BD0\",\n      \"text\": \"#FFFFFF\""),
             "/heat/1/text");
}

TEST(StyleFromJson, RefusesWhateverIsNoObjectOfColours) {
  for (const char* text : {"", "[]", "null", "{", "{\"name\": \"x\"}", "{\"name\": {}}", "\xFF", "{\"heat\": 3}"}) {
    EXPECT_THROW(style_from_json(text), base::Error) << text;
  }
  EXPECT_THROW(style_from_json(std::string(200'000, '[')), base::Error);
}

}  // namespace
}  // namespace perfolio::style
