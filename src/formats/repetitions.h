// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "formats/format.h"
#include "model/run.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perfolio::formats {

/// The median; `values` must not be empty. Of an even number the mean of the two in the middle.
double median(std::vector<double> values);

/// Makes one result of all that measure the same metric of the same benchmark in one run (Go's -count, repetitions of
/// Google Benchmark): the median as `value`, the single values as `samples`, smallest and largest as bounds. Where the
/// repetitions have bounds of their own, the widest count. Units that differ within a family are converted to the
/// first one's; another family stays a result of its own. The order of first appearance is kept.
void fold_repetitions(model::Run& run);

/// What a file knows of an entry beside its name ("threads", "8"), for where the name alone is not enough.
struct Fact {
  std::string key, value;
};
using Facts = std::vector<Fact>;

/// Adds to equal names what differs between them: "poll (threads=1)", "poll (threads=8)". A name that stands alone, or
/// whose facts are all the same, is not touched. One list of facts for each result; a missing fact is an empty value.
void tell_apart(std::vector<model::Result>& results, const std::vector<Facts>& facts);

/// Equal names in one file are repetitions only where the tool says so. Everywhere else the second result of the same
/// metric is another benchmark, "name #2" in the order of the file. `launches`, empty or one for each result, numbers
/// the launches of a program that the file tells from each other; each counts for itself. Returns how many results got
/// a number.
std::size_t keep_apart(std::vector<model::Result>& results, std::span<const std::size_t> launches = {});

/// Whether keep_apart has nothing to do, for runs that follow each other: those of a suite mostly measure the same
/// things in the same order, which need one look for all of them.
class DistinctNames {
 public:
  /// Whether no two results have one name and metric. False also where they only seem to.
  bool distinct(const std::vector<model::Result>& results);

 private:
  [[nodiscard]] bool as_before(const std::vector<model::Result>& results) const;
  std::vector<std::pair<std::string, std::string>> before_;  ///< names and metrics of the last that were looked at.
  bool distinct_ = true;
};

/// The one note about `numbered` results of a file; none of zero.
void note_kept_apart(std::size_t numbered, RunSink& sink);

/// Both, for a file of one run.
void keep_apart(model::Run& run, RunSink& sink);

/// Sets `value` to the median of the samples, the bounds to the smallest and the largest. One sample sets only the
/// value. Needs at least one.
void set_samples(model::Result& result, std::vector<double> samples);

}  // namespace perfolio::formats
