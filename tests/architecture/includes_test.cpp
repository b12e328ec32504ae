// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// The table of rooms in docs/architecture.md, as code: who may include whom, and where each library is spoken to.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Problems = std::vector<std::string>;
using Words = std::vector<std::string_view>;

struct Room {
  std::string_view name;
  Words may_include;
};

/// From the ground up: a room includes only rooms above it in this list.
const std::vector<Room>& rooms() {
  static const std::vector<Room> table = {
      {"base", {}},
      {"sys", {"base"}},
      {"units", {"base"}},
      {"stats", {"base"}},
      {"model", {"base", "units"}},
      {"formats", {"base", "units", "model"}},
      {"history", {"base", "sys", "model", "formats"}},
      {"releases", {"base", "sys", "model"}},
      {"analysis", {"base", "units", "stats", "model"}},
      {"style", {"base"}},
      {"layout", {"base", "units", "model", "style"}},
      {"draw", {"base", "style", "layout"}},
      {"emit", {"base", "units", "model", "style", "layout", "draw"}},
      {"publish", {"base", "sys", "model"}},
      {"cli",
       {"base", "sys", "units", "stats", "model", "formats", "history", "releases", "analysis", "style", "layout",
        "draw", "emit", "publish"}},
  };
  return table;
}

enum class Headers {
  Never,  ///< costly to compile: seconds for every file that sees it.
  Own,    ///< also in headers of its room that no other room sees.
};

/// A library by how its headers begin, and the rooms (or single files) that may include them.
struct Library {
  std::string_view prefix;
  Words homes;
  Headers headers = Headers::Own;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> table = {
      {"re2/", {"base/pattern.cpp"}},
      {"expat.h", {"formats/xml.cpp"}},
      {"glib", {"draw/"}},
      {"openssl", {"base/digest.cpp"}},
      {"curl/", {"sys/http.cpp"}},
      {"boost/math/", {"stats/"}, Headers::Never},
      {"nlohmann/",
       {"formats/", "releases/release_list.cpp", "style/", "emit/", "publish/reading.cpp", "cli/config.cpp",
        "cli/project_facts.cpp"},
       Headers::Never},
      {"cairo", {"draw/"}},
      {"pango/", {"draw/"}},
      {"fontconfig/", {"draw/"}},
      {"hb", {"draw/"}},
      {"freetype/", {"draw/"}},
      {"qpdf/", {"formats/perfolio_pdf.cpp"}},
      {"libdeflate.h", {"emit/deflate.cpp"}},
      {"zlib.h", {"emit/deflate.cpp"}},
      {"lcms2.h", {"emit/"}},
      {"unigbrk.h", {"cli/terminal_table.cpp"}},
      {"uniwidth.h", {"cli/terminal_table.cpp"}},
      {"CLI/", {"cli/"}, Headers::Never},
      // POSIX: the outside is in sys.
      {"sys/", {"sys/"}},
      {"linux/", {"sys/"}},
      {"dirent.h", {"sys/"}},
      {"fcntl.h", {"sys/"}},
      {"poll.h", {"sys/"}},
      {"signal.h", {"sys/"}},
      {"spawn.h", {"sys/"}},
      {"unistd.h", {"sys/"}},
  };
  return table;
}

bool contains(const Words& words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

const Room* room_named(std::string_view name) {
  const auto found = std::ranges::find(rooms(), name, &Room::name);
  return found == rooms().end() ? nullptr : &*found;
}

/// What comes before the first '/', or nothing.
std::string_view first_part(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view without_leading_blanks(std::string_view text) {
  const auto start = text.find_first_not_of(" \t");
  return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

/// What an #include line names, with its quotes or brackets; nothing for any other line.
std::optional<std::string_view> included_by(std::string_view line) {
  line = without_leading_blanks(line);
  if (!line.starts_with('#')) return std::nullopt;
  line = without_leading_blanks(line.substr(1));
  constexpr std::string_view kWord = "include";
  if (!line.starts_with(kWord)) return std::nullopt;
  line = without_leading_blanks(line.substr(kWord.size()));
  const auto end = line.find_first_of("\">", 1);
  return end == std::string_view::npos ? line : line.substr(0, end + 1);
}

/// What is wrong with a room's own header, named in quotes; empty when nothing is.
std::string quoted_problem(const Room& room, std::string_view header) {
  const std::string_view target = first_part(header);
  if (target == room.name || contains(room.may_include, target)) return {};
  if (room_named(target) == nullptr) return "is not ROOM/NAME.h of a room";
  return fmt::format("is a room that {} may not include", room.name);
}

/// Neither of the standard library nor fmt's, which every room may use.
bool is_of_library(std::string_view header) {
  return header.find_first_of("./") != std::string_view::npos && !header.starts_with("fmt/");
}

/// The same for a header in angle brackets. `file` is below src/.
std::string angled_problem(std::string_view file, std::string_view header) {
  if (header == "iostream" || header == "locale") return "is not for a program that prints the same everywhere";
  if (!is_of_library(header)) return {};
  const auto library =
      std::ranges::find_if(libraries(), [&](const Library& known) { return header.starts_with(known.prefix); });
  if (library == libraries().end()) return "is of no library in the table";
  if (library->headers == Headers::Never && !file.ends_with(".cpp")) return "is too costly for a header";
  const bool at_home = std::ranges::any_of(library->homes, [&](auto home) { return file.starts_with(home); });
  return at_home ? std::string{} : "is of a library that is spoken to elsewhere";
}

std::string_view unwrapped(std::string_view include) {
  return include.size() < 2 ? include : include.substr(1, include.size() - 2);
}

std::string include_problem(const Room& room, std::string_view file, std::string_view include) {
  const std::string_view header = unwrapped(include);
  if (include.starts_with('"')) return quoted_problem(room, header);
  if (include.starts_with('<')) return angled_problem(file, header);
  return "is not a header's name";
}

struct Include {
  std::size_t line;
  std::string_view text;  ///< with its quotes or brackets.
};

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> found;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    if (const auto include = included_by(text.substr(0, end))) found.push_back({number, *include});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

/// Everything wrong with the #include lines of one file below src/.
Problems include_problems(std::string_view file, std::string_view text) {
  const Room* room = room_named(first_part(file));
  if (room == nullptr) return {fmt::format("{}: is in no room", file)};
  Problems problems;
  for (const auto& [line, include] : includes_of(text)) {
    const auto problem = include_problem(*room, file, include);
    if (!problem.empty()) problems.push_back(fmt::format("src/{}:{}: {} {}", file, line, include, problem));
  }
  return problems;
}

/// Path below src/ -> text.
using Sources = std::map<std::string, std::string, std::less<>>;
using Names = std::set<std::string, std::less<>>;

bool shows_library(std::string_view text, const Names& showing) {
  return std::ranges::any_of(includes_of(text), [&](const Include& include) {
    const auto header = unwrapped(include.text);
    return include.text.starts_with('<') ? is_of_library(header) : showing.contains(header);
  });
}

/// Headers through which a library is seen, directly or through headers they include.
Names showing_headers(const Sources& sources) {
  Names showing;
  std::size_t before = 0;
  do {
    before = showing.size();
    for (const auto& [file, text] : sources) {
      if (file.ends_with(".h") && shows_library(text, showing)) showing.insert(file);
    }
  } while (showing.size() != before);
  return showing;
}

/// Includes through which a room sees the library of another.
Problems leaks(const Sources& sources) {
  const Names showing = showing_headers(sources);
  Problems problems;
  for (const auto& [file, text] : sources) {
    for (const auto& [line, include] : includes_of(text)) {
      const auto header = unwrapped(include);
      if (!include.starts_with('"') || first_part(header) == first_part(file) || !showing.contains(header)) continue;
      problems.push_back(fmt::format("src/{}:{}: {} shows a library of another room", file, line, include));
    }
  }
  return problems;
}

constexpr std::string_view kLicence =
    "// SPDX-FileCopyrightText: 2026 The perfolio authors\n// SPDX-License-Identifier: MIT\n";

constexpr std::array<std::string_view, 7> kEmptyWords = {"util",    "utils",    "helper", "helpers",
                                                         "manager", "managers", "impl"};

Words words_of(std::string_view path) {
  Words words;
  for (auto part = path; !part.empty();) {
    const auto end = std::min(part.find_first_of("/_.-"), part.size());
    words.push_back(part.substr(0, end));
    part.remove_prefix(std::min(end + 1, part.size()));
  }
  return words;
}

/// Everything wrong with the name, length and first lines of a source file.
Problems shape_problems(std::string_view file, std::string_view text) {
  Problems problems;
  if (!text.starts_with(kLicence)) problems.push_back(fmt::format("{}: does not begin with the SPDX lines", file));
  const auto lines = std::ranges::count(text, '\n');
  if (lines > 600) problems.push_back(fmt::format("{}: has {} lines, more than 600", file, lines));
  for (const auto word : words_of(file)) {
    if (std::ranges::find(kEmptyWords, word) != kEmptyWords.end()) {
      problems.push_back(fmt::format("{}: \"{}\" does not say what is in it", file, word));
    }
  }
  return problems;
}

fs::path repository() { return PERFOLIO_SOURCE_DIR; }

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The .h and .cpp files below a folder of the repository, as paths below that folder, sorted.
std::vector<std::string> sources_below(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(repository() / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    found.push_back(fs::relative(entry.path(), repository() / folder).generic_string());
  }
  std::ranges::sort(found);
  return found;
}

std::string joined(const Problems& problems) { return fmt::format("{}", fmt::join(problems, "\n")); }

TEST(Rooms, IncludeOnlyWhatTheTableAllows) {
  const auto files = sources_below("src");
  ASSERT_FALSE(files.empty());
  for (const auto& file : files) {
    EXPECT_EQ(joined(include_problems(file, bytes_of(repository() / "src" / file))), "");
  }
}

TEST(Rooms, KeepTheirLibrariesToThemselves) {
  Sources sources;
  for (const auto& file : sources_below("src")) sources[file] = bytes_of(repository() / "src" / file);
  EXPECT_EQ(joined(leaks(sources)), "");
}

TEST(Rooms, AreListedFromTheGroundUp) {
  Words above;
  for (const auto& room : rooms()) {
    for (const auto& lower : room.may_include) EXPECT_TRUE(contains(above, lower)) << room.name << " " << lower;
    above.push_back(room.name);
  }
}

TEST(SourceFiles, AreShortLicensedAndNamedForWhatTheyHold) {
  for (const std::string folder : {"src", "tests"}) {
    for (const auto& file : sources_below(folder)) {
      const auto path = fmt::format("{}/{}", folder, file);
      EXPECT_EQ(joined(shape_problems(path, bytes_of(repository() / path))), "");
    }
  }
}

TEST(StandardStreams, AreWrittenInOnePlaceWhichChecksThem) {
  const std::set<std::string> own = {"sys/standard_streams.cpp", "cli/pages.cpp"};  // the latter is a tool of the build
  for (const auto& file : sources_below("src")) {
    const std::string text = own.contains(file) ? "" : bytes_of(repository() / "src" / file);
    for (const char* word : {"stdout", "stderr", "fmt::print(", "std::puts(", "printf(", "perror("}) {
      EXPECT_EQ(text.find(word), std::string::npos) << file << " speaks of " << word;
    }
  }
}

TEST(Intervals, OfChangesArePrintedInOnePlaceWhichKnowsTheirForm) {
  const std::set<std::string> own = {"model/words.cpp", "units/text.cpp", "units/text.h"};
  std::set<std::string> speaking;
  for (const auto& file : sources_below("src")) {
    const std::string text = bytes_of(repository() / "src" / file);
    if (text.find("change_interval(") != std::string::npos) speaking.insert(file);
  }
  EXPECT_EQ(speaking, own);
}

TEST(Checker, FindsAnInjectedBadInclude) {
  struct Case {
    std::string_view name, file, text;
  };
  constexpr std::array kCases = {
      Case{"upward", "base/text.cpp", "#include \"layout/scene.h\"\n"},
      Case{"sideways", "stats/robust.cpp", "#include \"model/run.h\"\n"},
      Case{"relative", "layout/axis.cpp", "#include \"scene.h\"\n"},
      Case{"climbing", "layout/axis.cpp", "#include \"../draw/font.h\"\n"},
      Case{"of no room", "extra/axis.cpp", ""},
      Case{"Cairo outside draw", "layout/axis.cpp", "#include <cairo.h>\n"},
      Case{"cairo-pdf outside draw", "emit/pdf.cpp", "#include <cairo-pdf.h>\n"},
      Case{"JSON in a header", "formats/json.h", "#include <nlohmann/json.hpp>\n"},
      Case{"JSON outside its file", "cli/report.cpp", "#include <nlohmann/json.hpp>\n"},
      Case{"Boost outside stats", "analysis/verdict.cpp", "#include <boost/math/distributions.hpp>\n"},
      Case{"Boost beside Math", "stats/robust.cpp", "#include <boost/regex.hpp>\n"},
      Case{"curl outside sys", "publish/client.cpp", "#include <curl/curl.h>\n"},
      Case{"POSIX outside sys", "cli/main.cpp", "#include <unistd.h>\n"},
      Case{"an unknown library", "draw/font.cpp", "#include <ft2build.h>\n"},
      Case{"iostream", "cli/main.cpp", "#include <iostream>\n"},
      Case{"spaced out", "base/text.cpp", " #  include\t\"cli/config.h\""},
      Case{"a macro", "base/text.cpp", "#include HEADER\n"},
      Case{"not on the first line", "base/text.cpp", "#include <string>\n\n#include <re2/re2.h>\n"},
  };
  for (const auto& bad : kCases) EXPECT_EQ(include_problems(bad.file, bad.text).size(), 1U) << bad.name;
}

TEST(Checker, FindsALibraryThatLeaksThroughHeaders) {
  const Sources sources = {{"draw/handles.h", "#include <cairo.h>\n"},
                           {"draw/surface.h", "#include <vector>\n#include \"draw/handles.h\"\n"},
                           {"draw/surface.cpp", "#include \"draw/surface.h\"\n"},
                           {"draw/fonts.h", "#include <fmt/format.h>\n"},
                           {"emit/fonts.cpp", "#include \"draw/fonts.h\"\n"},
                           {"emit/pdf.cpp", "#include \"draw/surface.h\"\n"}};
  EXPECT_EQ(joined(leaks(sources)), "src/emit/pdf.cpp:1: \"draw/surface.h\" shows a library of another room");
}

TEST(Checker, LetsAllowedIncludesPass) {
  EXPECT_EQ(joined(include_problems("emit/pdf.cpp",
                                    "#include \"emit/pdf.h\"\n#include \"draw/surface.h\"\n"
                                    "#include <fmt/format.h>\n"
                                    "#include <lcms2.h>\n#include <vector>\n")),
            "");
  EXPECT_EQ(joined(include_problems("sys/handle.h", "#include <unistd.h>\n")), "");
  EXPECT_EQ(joined(include_problems("base/pattern.cpp", "#include <re2/re2.h>\nstd::string text; // include me\n")),
            "");
}

TEST(Checker, NamesFileAndLine) {
  EXPECT_EQ(joined(include_problems("base/text.cpp", "\n#include \"cli/config.h\"\n")),
            "src/base/text.cpp:2: \"cli/config.h\" is a room that base may not include");
}

TEST(Checker, FindsMissingLicenceExcessLengthAndEmptyNames) {
  const std::string good(kLicence);
  EXPECT_EQ(joined(shape_problems("src/base/text.h", good)), "");
  EXPECT_EQ(shape_problems("src/base/text.h", "// SPDX-License-Identifier: MIT\n").size(), 1U);
  EXPECT_EQ(shape_problems("src/base/string_utils.h", good).size(), 1U);
  EXPECT_EQ(shape_problems("src/base/text_impl.h", good).size(), 1U);
  EXPECT_EQ(shape_problems("src/helpers/text.h", good).size(), 1U);
  EXPECT_EQ(joined(shape_problems("src/base/simple.h", good)), "");
  EXPECT_EQ(joined(shape_problems("src/base/text.h", good + std::string(598, '\n'))), "");
  EXPECT_EQ(shape_problems("src/base/text.h", good + std::string(599, '\n')).size(), 1U);
}

}  // namespace
