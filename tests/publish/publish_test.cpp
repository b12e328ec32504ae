// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Publishing against a host in memory that fails at every moment there is, once or for ever, on a clock that does not
// wait.
#include "publish/publish.h"
#include "publish/memory_host.h"
#include "support/temp_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace perfolio;
using namespace perfolio::test;
using base::Error;
using publish::Client;
using std::chrono::seconds;

constexpr const char* kReport =
    R"({"schema":"perfolio-report/1","project":{"name":"A"},"columns":"release","current":{"tag":"v1"},"releases":[{"tag":"v1"}]})";
constexpr const char* kNotes = "## P\n\nThe whole report: [a-v1-performance.pdf](a-v1-performance.pdf)\n\n";

class Publish : public ::testing::Test {
 protected:
  Publish() {
    std::filesystem::create_directories(folder / "badges");
    put(folder / "report.json", kReport);
    put(folder / "release-notes.md", kNotes);
    put(folder / "a-v1-performance.pdf", "%PDF new");
    put(folder / "a-v1-performance.png", "PNG new");
    put(folder / "badges/overall.svg", "<svg/>");
  }

  publish::Outcome run(publish::Patience patience = {}) {
    Client client(host, clock, publish::Hosts::from("", ""), "o/r", "secret", std::move(patience),
                  [&](Client::Progress, const std::string& line) { told.push_back(line); });
    const publish::ReportFolder report(folder.path().string());
    publish::Options options;
    options.tag = "v1";
    publish::Publication publication(client, report, options, [](Client::Progress, const std::string&) {});
    publication.plan();
    return publication.carry_out();
  }

  void add_old_assets() {
    host.add("a-v1-performance.pdf", "%PDF old");
    host.add("a-v1-performance.png", "PNG old");
    host.add("report.json", "old");
  }

  void make_link(const std::string& name) const {
    put(folder / "secret", "TOKEN");
    std::filesystem::remove(folder / name);
    std::filesystem::create_symlink(folder / "secret", folder / name);
  }

  std::size_t writes() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(host.requests, [](const auto& r) { return r.method != "GET"; }));
  }

  bool is_all_new() const {
    return host.content("a-v1-performance.pdf") == "%PDF new" && host.content("a-v1-performance.png") == "PNG new" &&
           host.content("report.json") == kReport && host.assets.size() == 3;
  }

  /// Some asset holds these bytes, whatever it is called.
  bool is_somewhere(const std::string& bytes) const {
    return std::ranges::any_of(host.assets, [&](const auto& entry) {
      return entry.second.bytes == bytes && entry.second.state == "uploaded";
    });
  }

  /// How many requests a run over old assets takes.
  std::size_t requests_of_a_run() {
    add_old_assets();
    run();
    const std::size_t count = host.requests.size();
    host = MemoryHost();
    return count;
  }

  TempFolder folder;
  MemoryHost host;
  JumpingClock clock;
  std::vector<std::string> told;
};

TEST_F(Publish, ReplacesAllAndThenNothing) {
  add_old_assets();
  run();
  EXPECT_TRUE(is_all_new());
  EXPECT_TRUE(host.body.starts_with("By hand.\r\n\r\n<!-- perfolio:begin -->\n## P\n")) << host.body;
  EXPECT_TRUE(clock.slept.empty());
  host.requests.clear();
  run();
  EXPECT_EQ(writes(), 0U);
}

TEST_F(Publish, SurvivesAFailureOfAnySingleRequest) {
  const std::size_t count = requests_of_a_run();
  ASSERT_GT(count, 20U);
  for (std::size_t k = 1; k <= count; ++k) {
    for (const int status : {0, 500, 502, 503}) {
      host = MemoryHost();
      add_old_assets();
      host.before = [&](std::size_t n, const auto&) -> std::optional<sys::HttpAnswer> {
        if (n != k) return std::nullopt;
        return status == 0 ? MemoryHost::dropped() : MemoryHost::answer(status, nullptr);
      };
      host.after = [&] {
        EXPECT_TRUE(is_somewhere("%PDF old") || host.content("a-v1-performance.pdf") == "%PDF new") << k;
      };
      EXPECT_NO_THROW(run()) << "request " << k << " " << status;
      EXPECT_TRUE(is_all_new()) << "request " << k << " " << status;
    }
  }
}

TEST_F(Publish, SurvivesThatTheAnswerOfAnySingleRequestIsLost) {
  const std::size_t count = requests_of_a_run();
  for (std::size_t k = 1; k <= count; ++k) {
    host = MemoryHost();
    add_old_assets();
    bool inside = false;
    host.before = [&](std::size_t n, const sys::HttpRequest& request) -> std::optional<sys::HttpAnswer> {
      if (inside || n != k) return std::nullopt;
      inside = true;
      host.send(request);
      return MemoryHost::dropped();
    };
    EXPECT_NO_THROW(run()) << "request " << k;
    EXPECT_TRUE(is_all_new()) << "request " << k;
    EXPECT_EQ(host.body.find("perfolio:begin"), host.body.rfind("perfolio:begin")) << "request " << k;
  }
}

TEST_F(Publish, KeepsTheOldFilesWhateverIsRefusedForEver) {
  const std::size_t count = requests_of_a_run();
  for (std::size_t k = 1; k <= count; ++k) {
    for (const int status : {0, 401, 404, 410, 422, 451, 502}) {
      host = MemoryHost();
      add_old_assets();
      host.before = [&](std::size_t n, const auto&) -> std::optional<sys::HttpAnswer> {
        if (n < k) return std::nullopt;
        return status == 0 ? MemoryHost::dropped() : MemoryHost::answer(status, {{"message", "no"}});
      };
      host.after = [&] {
        EXPECT_TRUE(is_somewhere("%PDF old") || host.content("a-v1-performance.pdf") == "%PDF new") << k;
        EXPECT_TRUE(is_somewhere("PNG old") || host.content("a-v1-performance.png") == "PNG new") << k;
      };
      try {
        run();
      } catch (const Error& error) {
        EXPECT_EQ(error.fault(), base::Fault::Outside);
      }
      EXPECT_LE(host.requests.size(), k + 40) << "request " << k << " " << status;
      // The next run puts all in order.
      host.before = nullptr;
      EXPECT_NO_THROW(run()) << "after request " << k << " " << status;
      EXPECT_TRUE(is_all_new()) << "after request " << k << " " << status;
    }
  }
}

TEST_F(Publish, UndoesTheSwapWhereOneKindOfRequestIsRefusedForEver) {
  struct Refused {
    std::string method, what;
  };
  for (const Refused& kind :
       {Refused{"DELETE", "/releases/assets/"}, Refused{"PATCH", "/releases/assets/"}, Refused{"POST", "uploads."}}) {
    host = MemoryHost();
    add_old_assets();
    host.before = [&](std::size_t, const sys::HttpRequest& request) -> std::optional<sys::HttpAnswer> {
      const bool refused = request.method == kind.method && request.url.find(kind.what) != std::string::npos;
      return refused ? std::optional(MemoryHost::answer(403, {{"message", "no"}})) : std::nullopt;
    };
    EXPECT_THROW(run(), Error) << kind.method;
    EXPECT_EQ(host.content("a-v1-performance.pdf"), "%PDF old") << kind.method;
    EXPECT_EQ(host.content("report.json"), "old") << kind.method;
  }
}

TEST_F(Publish, UndoesTheSwapWhereTheNewNameIsRefused) {
  add_old_assets();
  host.before = [&](std::size_t, const sys::HttpRequest& request) -> std::optional<sys::HttpAnswer> {
    const bool named = request.method == "PATCH" &&
                       request.body.find("\"a-v1-performance.pdf\"") != std::string_view::npos &&
                       request.url.ends_with("/104");
    return named ? std::optional(MemoryHost::answer(422, {{"message", "no"}})) : std::nullopt;
  };
  EXPECT_THROW(run(), Error);
  EXPECT_EQ(host.content("a-v1-performance.pdf"), "%PDF old");
  EXPECT_EQ(host.assets.size(), 3U);
}

TEST_F(Publish, PausesOneFourAndNineSecondsAndThenGivesUp) {
  host.before = [](std::size_t, const sys::HttpRequest&) { return std::optional(MemoryHost::dropped()); };
  EXPECT_THROW(run(), Error);
  EXPECT_EQ(host.requests.size(), 4U);
  EXPECT_EQ(clock.slept, (std::vector<seconds>{seconds(1), seconds(4), seconds(9)}));
}

TEST_F(Publish, DoesNotTryAgainWhatIsRefused) {
  for (const int status : {400, 401, 403, 410, 422, 451}) {
    host = MemoryHost();
    host.before = [&](std::size_t, const auto&) {
      return std::optional(MemoryHost::answer(status, {{"message", "no"}}));
    };
    EXPECT_THROW(run(), Error);
    EXPECT_EQ(host.requests.size(), 1U) << status;
  }
}

TEST_F(Publish, DoesNotTryAgainWhereNoTrustIs) {
  host.before = [](std::size_t, const auto&) {
    return std::optional(sys::HttpAnswer{sys::Transport::Refused, "SSL certificate problem", 0, {}, {}});
  };
  EXPECT_THROW(run(), Error);
  EXPECT_EQ(host.requests.size(), 1U);
}

TEST_F(Publish, WaitsForLimitsUpToItsPatienceInAll) {
  bool limited = false;
  host.before = [&](std::size_t n, const auto&) -> std::optional<sys::HttpAnswer> {
    if (n % 2 == 0) return std::nullopt;
    auto answer = MemoryHost::answer(429, {{"message", "slow"}});
    answer.headers["retry-after"] = "30";
    limited = true;
    return answer;
  };
  publish::Patience patience;
  patience.limits = seconds(3000);
  EXPECT_NO_THROW(run(patience));
  EXPECT_TRUE(limited);
  EXPECT_TRUE(is_all_new());
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.front(), "api.github.com sets a limit: waiting 30 s");
  host = MemoryHost();
  host.before = [&](std::size_t n, const auto&) -> std::optional<sys::HttpAnswer> {
    auto answer = MemoryHost::answer(429, {{"message", "slow"}});
    answer.headers["retry-after"] = "30";
    return n % 2 == 0 ? std::nullopt : std::optional(answer);
  };
  patience.limits = seconds(100);
  EXPECT_THROW(run(patience), Error);
  EXPECT_LE(host.requests.size(), 8U);
}

TEST_F(Publish, SendsTheTokenToTheConfiguredHostsOnlyAndInNoAddress) {
  run();
  for (const auto& request : host.requests) {
    EXPECT_TRUE(request.url.starts_with("https://api.github.com/") ||
                request.url.starts_with("https://uploads.github.com/"));
    EXPECT_EQ(request.url.find("secret"), std::string::npos);
    EXPECT_EQ(std::ranges::count(request.headers, "Authorization: Bearer secret"), 1);
  }
}

TEST_F(Publish, SpacesManyWritesASecondApart) {
  for (int i = 0; i < 40; ++i)
    put(folder / fmt::format("badges/big{}.svg", i),
        std::string(1 << 20, 'x') + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i));
  run();
  const auto paced = std::ranges::count(clock.slept, seconds(1));
  EXPECT_EQ(static_cast<std::size_t>(paced), writes() - 20);
}

TEST_F(Publish, FollowsNoLinkOutOfTheReport) {
  for (const std::string name : {"a-v1-performance.pdf", "badges/overall.svg", "release-notes.md"}) {
    const std::string before = bytes_of(folder / name);
    make_link(name);
    EXPECT_THROW((void)publish::ReportFolder(folder.path().string()), Error) << name;
    std::filesystem::remove(folder / name);
    put(folder / name, before);
  }
  EXPECT_NO_THROW((void)publish::ReportFolder(folder.path().string()));
}

TEST_F(Publish, OfNothingAtAllIsAnError) {
  host.immutable = true;
  Client client(host, clock, publish::Hosts::from("", ""), "o/r", "secret", {},
                [](Client::Progress, const std::string&) {});
  const publish::ReportFolder report(folder.path().string());
  publish::Options options;
  options.tag = "v1";
  options.branch = "";
  options.body = false;
  publish::Publication publication(client, report, options, [](Client::Progress, const std::string&) {});
  EXPECT_THROW(publication.plan(), Error);
}

}  // namespace
