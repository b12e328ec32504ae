// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace perfolio::test {

inline std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// Names that each try to become something else than a name in one of the outputs.
inline std::vector<std::string> hostile_names() {
  using namespace std::string_literals;
  return {"<script>alert(1)</script>",
          "</text><use href='#x'/>",
          "a]]>b",
          "<?php ?>",
          "a & b",
          "q\"uo'te\" onload=\"x",
          "control\0\x01\x1b[31m\x7f"s,
          "not xml \uFFFE\uFFFF",
          "bidi\u202Egpj\u2066",
          repeated("long", 75000),
          "zalgo e" + repeated("\u0301", 500),
          "\U0001F468\u200D\U0001F469\u200D\U0001F467",
          "日本語/ベンチ",
          "<span font_desc='Sans 9999999'>",
          "../../x",
          "/etc/passwd",
          "..\\..\\y",
          "..",
          "CON",
          "con.txt",
          "Case",
          "case",
          "twin",
          "twin-dark",
          "é",
          "e\u0301",
          repeated("a", 300),
          repeated("a", 301),
          "a|b\nc",
          "| a | b |",
          "<!-- perfolio:end -->",
          "</details>",
          "`code` **bold**",
          "@user",
          "#1",
          "owner/repo#1",
          "someone@example.com",
          "www.example.com",
          "http://example.com/",
          "[x](javascript:1)",
          "![x](http://example.com/x)",
          "=cmd|' /C calc'!A0",
          "+1",
          "-rf",
          "\tx",
          "＝1+1",
          "%n{}%s{0}",
          "::error::boo",
          "__proto__",
          "(\\) /JS (app.alert(1))"};
}

/// A data.js of eight runs in two releases, in which every other of these benchmarks gets half slower.
inline nlohmann::json hostile_history() {
  const std::vector<std::string> names = hostile_names();
  nlohmann::json runs = nlohmann::json::array();
  for (int i = 0; i < 8; ++i) {
    nlohmann::json results = nlohmann::json::array();
    for (std::size_t k = 0; k < names.size(); ++k) {
      const double value = 1000.0 + static_cast<double>((static_cast<std::size_t>(i) * 7 + k * 13) % 11);
      const bool slower = i >= 4 && k % 2 == 1;
      results.push_back(
          {{"name", names[k]}, {"value", slower ? value * 1.5 : value}, {"unit", "ns"}, {"range", "± %n{}<b>"}});
    }
    const std::string day = std::to_string(i + 1);
    runs.push_back({{"commit",
                     {{"id", repeated(day, 40)},
                      {"message", "<img src=x onerror=1> @user #1\nmore"},
                      {"timestamp", "2025-01-0" + day + "T00:00:00Z"},
                      {"url", "javascript:alert(1)"},
                      {"author", {{"name", "<b>"}}}}},
                    {"date", 1735689600000LL + i * 86400000LL},
                    {"tool", "cargo"},
                    {"benches", results}});
  }
  return {{"lastUpdate", 1}, {"repoUrl", "javascript:alert(1)"}, {"entries", {{"Suite <b>@user</b>", runs}}}};
}

}  // namespace perfolio::test
