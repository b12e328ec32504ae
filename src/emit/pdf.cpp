// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "draw/font_sets.h"
#include "draw/pdf_page.h"
#include "emit/deflate.h"
#include "emit/outputs.h"
#include "emit/pdf_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace perfolio::emit {

namespace {

/// By the pages alone: the bytes must not depend on the threads.
Effort effort_for(std::size_t pages) {
  if (pages > 60) return Effort::Large;
  return pages > 6 ? Effort::Middle : Effort::Small;
}

/// The report itself is what the pages were made from; its rows are for whoever has no reader of JSON.
std::vector<PdfAttachment> attachments_of(const model::Report& report, Attach attach, Effort effort) {
  if (attach == Attach::None) return {};
  std::vector<PdfAttachment> out = {
      {"report.csv", "text/csv", "A row for each benchmark of this report", "Data", {}, 0},
      {"report.json", "application/json", "Every fact of this report; perfolio reads it back", "Source", {}, 0}};
  const auto fill = [&](PdfAttachment& attachment, const std::function<void(const Sink&)>& write) {
    DeflateStream stream(effort);
    write([&](std::string_view part) { stream.write(part); });
    attachment.deflated = stream.finish();
    attachment.size = stream.size();
  };
  fill(out[0], [&](const Sink& sink) { report_csv(report, sink); });
  const Detail detail = attach == Attach::All ? Detail::Runs : Detail::Levels;
  fill(out[1], [&](const Sink& sink) { report_json(report, detail, sink); });
  return out;
}

/// Makes the pages on several threads and writes them in their order. Each page depends on its number alone, so that
/// the bytes are those of one thread.
class Press {
 public:
  Press(const layout::Document& pages, const draw::FontSets& fonts, PdfDocument& out, Effort effort,
        std::size_t threads)
      : pages_(pages), fonts_(fonts), out_(out), effort_(effort), ahead_(8 * threads) {}

  /// Takes part until no page is left.
  void work() {
    for (std::size_t number = take(); number != 0; number = take()) {
      try {
        deliver(number, pressed(draw::pdf_page(pages_.page(number), fonts_.mine()), effort_));
      } catch (...) {
        fail(std::current_exception());
      }
    }
  }

  void fail(std::exception_ptr failure) {
    const std::scoped_lock guard(lock_);
    if (!failure_) failure_ = std::move(failure);
    written_or_failed_.notify_all();
  }

  void check() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  /// The next page's number, 0 at the end. Waits while too many pages wait to be written: a document is not held in
  /// memory because of one slow page.
  std::size_t take() {
    std::unique_lock guard(lock_);
    written_or_failed_.wait(guard, [&] { return failure_ || next_ > pages_.pages() || next_ < write_ + ahead_; });
    return failure_ || next_ > pages_.pages() ? 0 : next_++;
  }

  void deliver(std::size_t number, PressedPage page) {
    const std::scoped_lock guard(lock_);
    done_.emplace(number, std::move(page));
    for (auto at = done_.find(write_); at != done_.end(); at = done_.find(write_)) {
      out_.add(std::move(at->second));
      done_.erase(at);
      ++write_;
    }
    written_or_failed_.notify_all();
  }

  const layout::Document& pages_;
  const draw::FontSets& fonts_;
  PdfDocument& out_;
  Effort effort_;
  std::size_t ahead_;
  mutable std::mutex lock_;
  std::condition_variable written_or_failed_;
  std::map<std::size_t, PressedPage> done_;
  std::size_t next_ = 1, write_ = 1;
  std::exception_ptr failure_;
};

}  // namespace

std::string pdf(const model::Report& report, const layout::DocumentOptions& options, const style::Style& style,
                const draw::FontSet& fonts, const PdfOptions& how) {
  const draw::FontSets sets(fonts, how.fonts);
  const layout::Document pages(report, options, style, sets);
  const Effort effort = effort_for(pages.pages());
  PdfDocument out({fmt::format("{} performance, {}", base::visible(report.project),
                               base::visible(report.columns[report.current].release.tag)),
                   base::visible(report.headline.sentence), "perfolio " + report.tool_version, how.date},
                  effort);
  Press press(pages, sets, out, effort, std::max<std::size_t>(1, how.jobs));
  std::vector<PdfAttachment> attachments;
  std::vector<std::thread> others;
  // What is attached can be half of the work, and waits for no page.
  const auto attach = [&] { attachments = attachments_of(report, how.attach, effort); };
  const std::size_t threads = std::min(how.jobs, 1 + pages.pages() / 2);
  if (threads > 1 && how.attach != Attach::None) {
    others.emplace_back([&] {
      try {
        attach();
      } catch (...) {
        press.fail(std::current_exception());
      }
      press.work();
    });
  }
  while (others.size() + 1 < threads) others.emplace_back([&] { press.work(); });
  press.work();
  for (std::thread& other : others) other.join();
  press.check();
  if (attachments.empty()) attach();
  for (const PdfAttachment& attachment : attachments) out.attach(attachment);
  return out.finish();
}

}  // namespace perfolio::emit
