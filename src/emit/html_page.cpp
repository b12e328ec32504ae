// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "base/time.h"
#include "emit/html_parts.h"
#include "emit/html_svg.h"
#include "emit/html_text.h"
#include "emit/outputs.h"
#include "emit/page_files.h"
#include "layout/page.h"
#include "layout/summary.h"

#include <fmt/format.h>

#include <iterator>

namespace perfolio::emit {

using model::Report;

namespace {

/// A source of the content security policy: these bytes and no others.
std::string hash_source(std::string_view bytes) {
  const std::string hex = base::sha256_hex(bytes);
  std::string digest;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    digest += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return "'sha256-" + base::base64(digest) + "'";
}

/// Light unless the reader's system or the page's own switch says dark; paper is always light.
std::string style_sheet(const Styles& styles) {
  const std::string dark = token_values(styles.dark);
  return fmt::format(
      ":root{{{}color-scheme:light}}\n@media screen and (prefers-color-scheme:dark){{"
      ":root:not([data-theme=light]){{{}color-scheme:dark}}}}\n@media screen{{:root[data-theme=dark]{{{}"
      "color-scheme:dark}}}}\n{}\n{}",
      token_values(styles.light), dark, dark, token_rules(), kPageStyle);
}

/// Relative addresses are ours; all others must be of the web.
std::string link(const PageLink& link) {
  const bool relative = link.address.find(':') == std::string::npos && !link.address.starts_with("//");
  const std::string address = relative ? html_text(link.address, 2000) : web_address(link.address);
  if (address.empty()) return html_text(link.text);
  return fmt::format("<a href=\"{}\">{}</a>", address, html_text(link.text));
}

std::string navigation(const PageOptions& options) {
  if (options.links.empty()) return {};
  std::string out = "<nav aria-label=Report><ul>";
  for (const PageLink& each : options.links) out += "<li>" + link(each);
  return out + "</ul></nav>\n";
}

std::string header(const Report& report, const PageOptions& options) {
  const std::string address = web_address(report.project_url);
  const std::string project = html_text(report.project);
  const auto& date = report.columns[report.current].release.date;
  std::string dated;
  if (date) {
    dated = fmt::format("<p class=date>{} <time datetime={}>{}</time></p>\n",
                        report.kind == model::ColumnKind::Release ? "released" : "measured", base::to_rfc3339(*date),
                        base::to_date(*date));
  }
  return fmt::format(
      "<header>\n{}<div class=title><h1>{} performance</h1><p class=version>{}</p></div>\n"
      "<div class=title><p class=about>{}</p>{}</div>\n</header>\n",
      navigation(options), address.empty() ? project : fmt::format("<a href=\"{}\">{}</a>", address, project),
      tag_text(report, report.current), html_text(layout::report_subtitle(report), 1000), dated);
}

std::string footer(const Report& report) {
  return fmt::format(
      "<footer><p>perfolio {} · data {} · same input, same bytes. Nothing on this page is loaded from "
      "elsewhere.</p></footer>\n",
      html_text(report.tool_version), layout::data_digest(report));
}

/// What a link to the page becomes where links are shown as cards.
std::string card(const std::string& image, const std::string& title, const std::string& description) {
  const std::string address = web_address(image);
  if (address.empty()) return {};
  return fmt::format(
      "<meta property=og:title content=\"{}\">\n<meta property=og:description content=\"{}\">\n"
      "<meta property=og:image content=\"{}\">\n<meta name=twitter:card content=summary_large_image>\n",
      title, description, address);
}

}  // namespace

std::string page_head(const Styles& styles, const std::string& tool_version, const std::string& title,
                      const std::string& description, const std::string& card_image) {
  const std::string style = style_sheet(styles);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src {}; script-src {}; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=viewport content=\"width=device-width,initial-scale=1\">\n<meta name=referrer content=no-referrer>\n"
      "<meta name=generator content=\"perfolio {}\">\n<meta name=description content=\"{}\">\n{}<title>{}</title>\n"
      "<style>{}</style>\n</head>\n",
      hash_source(style), hash_source(kPageScript), html_text(tool_version), description,
      card(card_image, title, description), title, style);
}

std::string page(const Report& report, const Styles& styles, const PageOptions& options, const draw::FontSet& fonts) {
  const PagePlan plan = page_plan(report, fonts);
  const std::string title =
      fmt::format("{} {} performance", html_text(report.project), tag_text(report, report.current));
  std::string out =
      page_head(styles, report.tool_version, title, html_text(report.headline.sentence), options.card_image);
  out += "<body>\n<a class=skip href=\"#main\">To the report</a>\n" + header(report, options) + "<main id=main>\n";
  out += summary_part(plan) + "<div id=tools role=search hidden></div>\n";
  out += table_part(plan);
  out += charts_part(plan);
  out += values_part(plan);
  out += method_part(plan);
  out += "</main>\n" + footer(report);
  out += "<script type=application/json id=data>" + data_part(plan) + "</script>\n";
  out += fmt::format("<script>{}</script>\n</body>\n</html>\n", kPageScript);
  return out;
}

}  // namespace perfolio::emit
