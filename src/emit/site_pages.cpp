// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "emit/html_parts.h"
#include "emit/html_svg.h"
#include "emit/html_text.h"
#include "emit/site.h"
#include "layout/mean_chart.h"
#include "model/words.h"
#include "units/text.h"

#include <fmt/format.h>

#include <iterator>

namespace perfolio::emit {

namespace {

std::string number_cell(std::size_t n, const char* kind) {
  return n == 0 ? "<td>–" : fmt::format("<td class=\"{}\">{}", kind, n);
}

/// A release is called by what a reader may do with it: its page.
std::string row(const SiteRelease& r) {
  const std::string date = r.date.substr(0, 10);
  std::string out = fmt::format("<tr><th scope=row><a href=\"{}/index.html\">{}</a>", r.folder, html_text(r.tag));
  out += date.empty() ? "<td>–" : fmt::format("<td><time datetime={0}>{0}</time>", html_text(date));
  if (r.baseline.empty()) {
    return out + fmt::format("<td colspan=6 class=words>first measured: {}\n", counted(r.counts.total, "benchmark"));
  }
  const bool mean = r.index.n > 0;
  const char* kind = r.index.verdict == model::Verdict::Better  ? "b"
                     : r.index.verdict == model::Verdict::Worse ? "w"
                                                                : "s";
  out += fmt::format("<td class={}>{}<td>{}", kind, mean ? html_text(units::change(r.index.ratio.value)) : "–",
                     mean ? html_text(model::interval_text(r.index.ratio)) : "–");
  out += number_cell(r.counts.better, "b") + number_cell(r.counts.worse, "w") + number_cell(r.counts.unclear, "s") +
         number_cell(r.counts.alerts, "w");
  return out + "\n";
}

std::string table(const Site& site) {
  std::string out =
      "<div class=x><table class=releases><caption class=h>All releases, the newest first</caption><thead><tr>"
      "<th scope=col>Release<th scope=col>Date<th scope=col>Overall<th scope=col>Interval, %<th scope=col>Better"
      "<th scope=col>Worse<th scope=col>Unclear<th scope=col>Alerts</thead><tbody>\n";
  for (auto r = site.releases.rbegin(); r != site.releases.rend(); ++r) out += row(*r);
  return out + "</tbody></table></div>\n";
}

std::string mean(const model::Report& newest, const draw::FontSet& fonts) {
  if (newest.headline.trend.size() < 2) return {};
  const auto chart = [&](double width, const char* name) {
    return inline_svg(layout::mean_chart(newest, width, token_style(), fonts), Reading::Figure, name, fonts);
  };
  return fmt::format("<figure class=\"hero desk mean\">{}</figure>\n<figure class=\"hero hand mean\">{}</figure>\n",
                     chart(720, "m-"), chart(330, "n-"));
}

std::string title_of(const Site& site) { return html_text(site.project) + " performance"; }

}  // namespace

std::string releases_page(const Site& site, const model::Report& newest, const Styles& styles,
                          const draw::FontSet& fonts) {
  const std::string title = title_of(site) + ", all releases";
  std::string out = page_head(styles, newest.tool_version, title, title);
  const std::string address = web_address(site.project_url);
  const std::string project = html_text(site.project);
  out += fmt::format(
      "<body>\n<a class=skip href=\"#main\">To the releases</a>\n<header>\n<nav aria-label=Site><ul>"
      "<li><a href=\"../index.html\">Newest</a><li><a href=\"../feed.xml\">Feed</a></ul></nav>\n"
      "<div class=title><h1>{} performance</h1><p class=version>{}</p></div>\n</header>\n<main id=main>\n",
      address.empty() ? project : fmt::format("<a href=\"{}\">{}</a>", address, project),
      counted(site.releases.size(), "release"));
  out += mean(newest, fonts);
  out +=
      "<h2>All releases</h2>\n<p class=note>Each against the release before it, with what was known when it was "
      "made.</p>\n";
  out += table(site);
  return out + fmt::format("</main>\n<footer><p>perfolio {}</p></footer>\n</body>\n</html>\n",
                           html_text(newest.tool_version));
}

std::string not_found_page(const Site& site, const Styles& styles, const std::string& url) {
  const std::string title = title_of(site);
  // It is shown at the address that is wrong, however deep: a relative link would lead from there to nowhere.
  const std::string list = site.releases.empty() ? "index.html" : "releases/index.html";
  const std::string where = url.empty() ? fmt::format("What there is stands in <b>{}</b> of the site.", list)
                                        : fmt::format("<a href=\"{}{}\">What there is</a>", html_text(url, 2000), list);
  return page_head(styles, "", title, title) +
         fmt::format(
             "<body>\n<header><div class=title><h1>{}</h1></div></header>\n<main id=main>\n"
             "<h2>There is no such page</h2>\n<p class=words>A release that is not here was not measured, or "
             "has another name. {}</p>\n</main>\n</body>\n</html>\n",
             title, where);
}

}  // namespace perfolio::emit
