// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "publish/publish.h"

#include "base/error.h"
#include "publish/body.h"

#include <fmt/format.h>

#include <algorithm>

namespace perfolio::publish {

namespace {

/// A tag as the name of a folder.
std::string folder_name(const std::string& tag) {
  std::string name = tag;
  std::ranges::replace(name, '/', '-');
  if (name.starts_with('.')) name.front() = '_';
  return name;
}

std::vector<Attachment> attachments(const ReportFolder& folder) {
  std::vector<Attachment> files;
  const auto add = [&](const std::string& name, const std::string& type) {
    if (folder.has(name)) files.push_back(attachment(name, type, folder.bytes(name)));
  };
  add(folder.stem() + ".pdf", "application/pdf");
  add(folder.stem() + ".png", "image/png");
  add("report.json", "application/json");
  return files;
}

std::string word(AssetState state, bool done) {
  switch (state) {
    case AssetState::Same:
      return "unchanged";
    case AssetState::New:
      return done ? "added" : "to be added";
    case AssetState::Changed:
      break;
  }
  return done ? "replaced" : "to be replaced";
}

}  // namespace

Publication::Publication(Client& client, const ReportFolder& folder, Options options, Client::Tell tell)
    : client_(client),
      folder_(folder),
      options_(std::move(options)),
      tell_(std::move(tell)),
      files_(attachments(folder)) {}

/// What is found while looking is found again while writing, and said once.
void Publication::warn(Outcome& outcome, const std::string& text) {
  if (warned_.insert(text).second) outcome.notes.push_back({base::Severity::Warning, {}, text});
}

// ---- addresses -----------------------------------------------------------------------------------------------------

std::string Publication::raw_url(const std::string& commit, const std::string& name) const {
  return fmt::format("{}/{}/raw/{}/{}/{}", client_.hosts().server, client_.repository(), commit,
                     percent_encoded(folder_name(options_.tag)), name);
}

std::string Publication::asset_url(const std::string& name) const {
  return fmt::format("{}/{}/releases/download/{}/{}", client_.hosts().server, client_.repository(),
                     percent_encoded(options_.tag), name);
}

Images Publication::images() const {
  Images images;
  images.branch = options_.branch;
  images.folder = folder_name(options_.tag);
  images.newest = folder_.facts().is_newest;
  images.files = folder_.images();
  const std::string pdf = folder_.stem() + ".pdf";
  // Where the release takes no assets, the branch is the only place left.
  if (immutable_ && folder_.has(pdf)) images.files[pdf] = folder_.bytes(pdf);
  images.message = "Performance of " + options_.tag;
  return images;
}

// ---- looking -------------------------------------------------------------------------------------------------------

void Publication::find() {
  const ReportFacts& facts = folder_.facts();
  if (facts.by_release && facts.tag != options_.tag) {
    throw base::Error(base::Fault::Usage, {},
                      fmt::format("the report is of '{}', not of '{}'", facts.tag, options_.tag),
                      "`perfolio report --release TAG` makes the one of another release");
  }
  tell_(Client::Progress::Step, "looking for the release " + client_.cleaned(options_.tag));
  release_ = find_release(client_, options_.tag);
  if (!release_ && !options_.create) {
    throw base::Error(base::Fault::Outside, {},
                      fmt::format("{} has no release '{}'", client_.repository(), options_.tag), "--create makes it");
  }
  immutable_ = release_ && release_->immutable;
  refuse_nothing();
}

/// Files, branch and body are all that could be published.
void Publication::refuse_nothing() const {
  if (!immutable_ || has_branch() || options_.body) return;
  throw base::Error(base::Fault::Outside, {}, "the release is immutable and takes no files: nothing is published",
                    "without --branch none the files go to a branch, without --no-body the summary to the release");
}

void Publication::plan_images(Outcome& outcome) {
  if (!has_branch()) {
    if (!options_.branch.empty())
      warn(outcome, "the report has no SVG or badges: nothing for the branch " + options_.branch);
    return;
  }
  branch_ = look_at_branch(client_, options_.branch, images().folder);
  if (branch_.foreign) {
    throw base::Error(base::Fault::Usage, {},
                      fmt::format("the branch '{}' holds other things, and nothing of perfolio", options_.branch),
                      "--branch NAME takes another one, which is made where it is not there");
  }
  const bool done = is_up_to_date(branch_, images());
  if (done) commit_ = branch_.head;
  outcome.lines.push_back(
      done ? fmt::format("images: unchanged on branch {}", options_.branch)
           : fmt::format("images: {} files to be committed to branch {}", images().files.size(), options_.branch));
}

void Publication::plan_assets(Outcome& outcome) {
  if (immutable_) {
    warn(outcome, "the release is immutable: no assets are attached");
    return;
  }
  assets_.emplace(client_, release_.value_or(Release{}));
  if (release_) assets_->look();
  for (const Attachment& file : files_) {
    outcome.lines.push_back(fmt::format("asset {}: {}", file.name, word(assets_->state(file), false)));
  }
}

void Publication::plan_body(Outcome& outcome) {
  if (!options_.body) return;
  bool same = false;
  if (release_ && (!has_branch() || !commit_.empty())) {
    const auto body = wanted_body(*release_, outcome);
    same = !body || *body == release_->body;
  }
  outcome.lines.emplace_back(same ? "body: unchanged" : "body: to be changed");
}

Outcome Publication::plan() {
  Outcome outcome;
  find();
  outcome.lines.push_back(fmt::format("release {}: {}", client_.cleaned(options_.tag),
                                      !release_         ? "to be made"
                                      : release_->draft ? "a draft"
                                                        : "there"));
  plan_images(outcome);
  plan_assets(outcome);
  plan_body(outcome);
  if (release_) outcome.url = client_.cleaned(release_->html_url);
  return outcome;
}

Outcome Publication::plan_without_host() const {
  Outcome outcome;
  outcome.lines.push_back(fmt::format("release {}: not looked at", client_.cleaned(options_.tag)));
  if (has_branch()) {
    outcome.lines.push_back(fmt::format("images: {} files for branch {}", images().files.size(), options_.branch));
  }
  for (const Attachment& file : files_) {
    outcome.lines.push_back(fmt::format("asset {}: {} kB", file.name, (file.bytes.size() + 999) / 1000));
  }
  if (options_.body) outcome.lines.emplace_back("body: gets the summary");
  return outcome;
}

// ---- writing -------------------------------------------------------------------------------------------------------

void Publication::make_release(Outcome& outcome) {
  if (release_) return;
  tell_(Client::Progress::Step, "making the release");
  const std::string& commit = folder_.facts().commit;
  release_ = make_draft(client_, options_.tag, commit.size() == 40 ? commit : std::string());
  assets_.emplace(client_, *release_);
  assets_->look();
  outcome.lines.push_back(fmt::format("release {}: made", client_.cleaned(options_.tag)));
}

void Publication::use_no_branch(Outcome& outcome, const std::string& why) {
  options_.branch.clear();
  commit_.clear();
  const bool png = !immutable_ && folder_.has(folder_.stem() + ".png");
  warn(outcome, fmt::format("no images on a branch ({}): the body shows {}", why,
                            png ? "the PNG that is attached" : "no picture"));
}

void Publication::put_images(Outcome& outcome) {
  if (!has_branch()) return;
  if (commit_.empty()) tell_(Client::Progress::Step, fmt::format("committing {} images", images().files.size()));
  const bool there = !commit_.empty();
  try {
    if (!there) commit_ = commit_images(client_, images());
    outcome.lines.push_back(there ? fmt::format("images: unchanged on branch {}", options_.branch)
                                  : fmt::format("images: {} files on branch {}, commit {}", images().files.size(),
                                                options_.branch, commit_.substr(0, 12)));
  } catch (const BranchRefused& refused) {
    use_no_branch(outcome, refused.why);
  }
}

/// The release was found to take no assets only when one was sent.
void Publication::become_immutable(Outcome& outcome) {
  warn(outcome, "the release is immutable: no assets are attached");
  immutable_ = true;
  refuse_nothing();
  commit_.clear();
  put_images(outcome);
}

void Publication::put_assets(Outcome& outcome) {
  if (immutable_) return;
  try {
    for (const Attachment& file : files_) {
      const AssetState state = assets_->state(file);
      if (state != AssetState::Same) {
        tell_(Client::Progress::Step, fmt::format("uploading {} ({} kB)", file.name, (file.bytes.size() + 999) / 1000));
        assets_->put(file);
      } else if (!assets_->leftovers(file).empty()) {
        assets_->clear_leftovers(file);
      }
      outcome.lines.push_back(fmt::format("asset {}: {}", file.name, word(state, true)));
    }
  } catch (const Immutable&) {
    become_immutable(outcome);
  }
}

/// The commit whose images the body shows. One that it shows already stays, as long as it holds the same ones: commits
/// for other releases change nothing here.
std::string Publication::commit_for(const std::string& body) {
  const std::string mark = fmt::format("{}/{}/raw/", client_.hosts().server, client_.repository());
  const std::string block = block_in(body).value_or("");
  const auto at = block.find(mark);
  if (at == std::string::npos) return commit_;
  const std::string shown = block.substr(at + mark.size(), 40);
  const bool is_commit = shown.size() == 40 && shown.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_commit || shown == commit_) return commit_;
  return commit_holds(client_, shown, images()) ? shown : commit_;
}

/// Nothing where the body is to be left as it is.
std::optional<std::string> Publication::wanted_body(const Release& release, Outcome& outcome) {
  const std::string body = release.body == kUnfinished ? std::string() : release.body;
  if (!folder_.has("release-notes.md")) {
    warn(outcome, "the report has no release-notes.md: the release's body is left as it is");
    return std::nullopt;
  }
  Links links;
  const std::string stem = folder_.stem();
  const BranchFiles on_branch = has_branch() ? images().files : BranchFiles();
  const std::string commit = on_branch.empty() ? std::string() : commit_for(body);
  if (on_branch.contains("dashboard.svg")) {
    links.light = raw_url(commit, "dashboard.svg");
    links.dark = raw_url(commit, "dashboard-dark.svg");
    if (on_branch.contains("dashboard-narrow.svg")) {
      links.narrow_light = raw_url(commit, "dashboard-narrow.svg");
      links.narrow_dark = raw_url(commit, "dashboard-narrow-dark.svg");
    }
  }
  const std::string pdf = stem + ".pdf";
  if (!immutable_ && folder_.has(stem + ".png")) links.png = asset_url(stem + ".png");
  if (!immutable_ && folder_.has(pdf)) links.pdf = asset_url(pdf);
  if (immutable_ && on_branch.contains(pdf)) links.pdf = raw_url(commit, pdf);
  const auto text = release_text(folder_.bytes("release-notes.md"), stem, links, room_in(body));
  if (!text) {
    warn(outcome, "the release's body is so full that no summary fits: it is left as it is");
    return std::nullopt;
  }
  if (same_text(block_in(body).value_or(""), "\n" + *text)) return body;
  return body_with(body, *text);
}

bool Publication::is_to_publish() const { return made_here_ && !options_.draft; }

void Publication::put_body(Outcome& outcome) {
  // People edit bodies: what counts is what it says now.
  const Release now = release_now(client_, release_->id);
  made_here_ = now.draft && options_.create && now.body == kUnfinished;
  const std::string plain = now.body == kUnfinished ? std::string() : now.body;
  const std::string body = options_.body ? wanted_body(now, outcome).value_or(plain) : plain;
  const bool changed = body != now.body;
  if (changed || is_to_publish()) set_body(client_, now.id, body, is_to_publish());
  if (options_.body) outcome.lines.emplace_back(changed ? "body: changed" : "body: unchanged");
  if (now.draft) outcome.lines.emplace_back(is_to_publish() ? "release: published" : "release: still a draft");
}

Outcome Publication::carry_out() {
  Outcome outcome;
  make_release(outcome);
  put_images(outcome);
  put_assets(outcome);
  put_body(outcome);
  outcome.url = client_.cleaned(release_->html_url);
  return outcome;
}

}  // namespace perfolio::publish
