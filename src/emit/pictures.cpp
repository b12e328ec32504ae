// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/digest.h"
#include "base/json_writer.h"
#include "draw/painter.h"
#include "emit/outputs.h"
#include "layout/highlights.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace perfolio::emit {

using model::Report;

namespace {

/// One picture to draw: the files it makes.
using Job = std::function<void(const draw::FontSet&, Files&)>;

/// Runs all jobs, each thread with fonts of its own. Which thread draws what does not show in the bytes.
Files run(const std::vector<Job>& jobs, const PictureOptions& options) {
  Files files;
  std::mutex lock;
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      const draw::FontSet fonts(options.fonts);
      Files mine;
      for (std::size_t i = next++; i < jobs.size(); i = next++) {
        jobs[i](fonts, mine);
        base::advance(options.progress);
      }
      const std::scoped_lock guard(lock);
      files.merge(mine);
    } catch (...) {
      const std::scoped_lock guard(lock);
      if (!failure) failure = std::current_exception();
    }
  };
  const std::size_t threads = std::clamp<std::size_t>(options.jobs, 1, std::max<std::size_t>(1, jobs.size() / 8));
  base::begin(options.progress, "drawing", jobs.size(), "pictures");
  std::vector<std::thread> pool;
  for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(work);
  work();
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
  return files;
}

/// Names for pictures, no two alike even where a file system ignores case: a digest keeps clashing ones apart. A
/// picture called "x-dark" would be the dark one of "x": each takes both names.
class Names {
 public:
  std::string take(const std::string& folder, std::string_view name) {
    const std::string wanted = folder + file_name(name);
    if (is_free(wanted)) return taken(wanted);
    const std::string digest = base::sha256_hex(name);
    std::string path = wanted + "-" + digest.substr(0, 8);
    // Only a name made to clash gets here twice.
    for (std::size_t n = 2; !is_free(path); ++n) path = fmt::format("{}-{}-{}", wanted, digest.substr(0, 8), n);
    return taken(path);
  }

 private:
  [[nodiscard]] bool is_free(const std::string& path) const {
    return !taken_.contains(path) && !taken_.contains(path + "-dark");
  }
  const std::string& taken(const std::string& path) {
    taken_.insert(path + "-dark");
    return *taken_.insert(path).first;
  }

  std::set<std::string> taken_;
};

/// A benchmark's chart below its group's folder, with metric and environment where it has several.
std::string chart_name(const model::BenchmarkFacts& b) {
  std::string name = b.id.find(b.name) != std::string::npos ? b.name : b.id;
  if (b.id == b.name) return name;
  return b.primary ? b.id : name + "--" + b.metric + b.id.substr(b.id.find(b.name) + b.name.size());
}

void add_light_and_dark(std::vector<Job>& jobs, const Styles& styles, const std::string& path,
                        const std::function<layout::Scene(const style::Style&, const layout::TextMetrics&)>& scene) {
  for (const bool dark : {false, true}) {
    jobs.emplace_back([=, &styles](const draw::FontSet& fonts, Files& files) {
      files[path + (dark ? "-dark.svg" : ".svg")] = svg(scene(dark ? styles.dark : styles.light, fonts), fonts);
    });
  }
}

void add_badge(std::vector<Job>& jobs, const std::string& path, const layout::Badge& badge) {
  jobs.emplace_back([=](const draw::FontSet& fonts, Files& files) {
    files[path + ".svg"] = svg(layout::badge_scene(badge, layout::BadgeShape::Flat, fonts), fonts);
    files[path + ".json"] = badge_endpoint(badge);
  });
}

/// One of everything and one of each group: its change where it has one, else its verdict.
void add_badges(std::vector<Job>& jobs, const Report& report, const style::Style& style) {
  Names names;
  add_badge(jobs, names.take("badges/", "overall"), layout::overall_badge(report, style));
  for (std::size_t g = 0; g < report.groups.size(); ++g) {
    auto badge = layout::group_badge(report, g, layout::BadgeSays::Change, style);
    if (!badge) badge = layout::group_badge(report, g, layout::BadgeSays::Verdict, style);
    if (badge) add_badge(jobs, names.take("badges/", report.groups[g].name), *badge);
  }
}

std::vector<Job> plan(const Report& report, const Styles& styles, const std::string& stem,
                      const PictureOptions& options) {
  std::vector<Job> jobs;
  const std::string digest = layout::data_digest(report);
  const auto summary = [&report, digest](const style::Style& style, const layout::TextMetrics& metrics) {
    return layout::dashboard(report, digest, style, metrics);
  };
  if (options.png) {
    jobs.emplace_back([=, &styles](const draw::FontSet& fonts, Files& files) {
      files[stem + ".png"] = draw::png(summary(styles.light, fonts), 2, fonts);
    });
    jobs.emplace_back([=, &report, &styles](const draw::FontSet& fonts, Files& files) {
      files[stem + "-card.png"] = draw::png(layout::social_card(report, styles.light, fonts), 1, fonts);
    });
  }
  if (options.badges) add_badges(jobs, report, styles.light);
  if (!options.svg) return jobs;
  add_light_and_dark(jobs, styles, stem, summary);
  add_light_and_dark(jobs, styles, stem + "-narrow",
                     [&report, digest](const style::Style& style, const layout::TextMetrics& metrics) {
                       return layout::narrow_dashboard(report, digest, style, metrics);
                     });
  if (!report.highlights.empty()) {
    add_light_and_dark(jobs, styles, "highlights",
                       [&report](const style::Style& style, const layout::TextMetrics& metrics) {
                         return layout::highlights_scene(report, style, metrics);
                       });
  }
  Names names;
  for (std::size_t g = 0; g < report.groups.size(); ++g) {
    const model::Group& group = report.groups[g];
    add_light_and_dark(jobs, styles, names.take("tiles/", group.name),
                       [&report, g](const style::Style& style, const layout::TextMetrics& metrics) {
                         return layout::tile_scene(report, g, style, metrics);
                       });
    if (!options.charts) continue;
    const std::string folder = names.take("charts/", group.name) + "/";
    for (const std::size_t i : group.benchmarks) {
      if (report.benchmarks[i].levels.empty()) continue;
      add_light_and_dark(jobs, styles, names.take(folder, chart_name(report.benchmarks[i])),
                         [&report, i](const style::Style& style, const layout::TextMetrics& metrics) {
                           return layout::chart_scene(report, i, style, metrics);
                         });
    }
    for (const model::Family& family : report.families) {
      if (family.group != group.name) continue;
      add_light_and_dark(jobs, styles, names.take(folder, family.id),
                         [&report, &family](const style::Style& style, const layout::TextMetrics& metrics) {
                           return layout::family_scene(report, family, style, metrics);
                         });
    }
  }
  return jobs;
}

}  // namespace

std::string badge_endpoint(const layout::Badge& badge) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object();
  w.number("schemaVersion", 1);
  w.text("label", badge.label);
  w.text("message", badge.message);
  w.text("color", fmt::format("{:02x}{:02x}{:02x}", badge.color.red, badge.color.green, badge.color.blue));
  w.end_object();
  return out;
}

Files pictures(const Report& report, const Styles& styles, const std::string& stem, const PictureOptions& options) {
  return run(plan(report, styles, stem, options), options);
}

}  // namespace perfolio::emit
