# The rooms, from the ground up. What may include what is checked by tests/architecture.
perfolio_module(base SOURCES digest.cpp error.cpp pattern.cpp text.cpp time.cpp LINKS PkgConfig::re2 PkgConfig::glib)
perfolio_module(sys SOURCES file.cpp folder.cpp git.cpp USES base)
perfolio_module(releases SOURCES git_tags.cpp order.cpp release_list.cpp timeline.cpp version.cpp USES base sys
  LINKS nlohmann_json::nlohmann_json)
perfolio_module(units SOURCES text.cpp unit.cpp USES base)
