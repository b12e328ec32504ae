# The style sheet and the script of the page are plain files in src/emit/page/, for editors and for judges; they travel
# inside the program, which then needs no file of theirs beside it.
set(page_folder ${CMAKE_SOURCE_DIR}/src/emit/page)
set(page_files ${CMAKE_BINARY_DIR}/page_files.cpp)
foreach(name style.css script.js)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_folder}/${name})
endforeach()
file(READ ${page_folder}/style.css PAGE_STYLE)
file(READ ${page_folder}/script.js PAGE_SCRIPT)
# A reader's browser needs neither comments that fill their line nor indentation; the two lines of the licence stay. No
# text of the script goes over several lines, which a test of the page keeps so.
string(REGEX REPLACE "\n[ ]+" "\n" PAGE_SCRIPT "${PAGE_SCRIPT}")
string(REGEX REPLACE "\n(// [^S\n][^\n]*|/\\*\\*[^\n]*\\*/)" "" PAGE_SCRIPT "${PAGE_SCRIPT}")
string(REGEX REPLACE "\n+" "\n" PAGE_SCRIPT "${PAGE_SCRIPT}")
string(REGEX REPLACE "\n/\\*[^*]*\\*/" "" PAGE_STYLE "${PAGE_STYLE}")
file(CONFIGURE OUTPUT ${page_files} @ONLY CONTENT
"// Made by cmake/page_files.cmake from src/emit/page/.
#include \"emit/page_files.h\"

namespace perfolio::emit {

const std::string_view kPageStyle = R\"page(@PAGE_STYLE@)page\";
const std::string_view kPageScript = R\"page(@PAGE_SCRIPT@)page\";

}  // namespace perfolio::emit
")
target_sources(perfolio_emit PRIVATE ${page_files})
