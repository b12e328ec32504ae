// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "sys/postgresql_values.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What speaks PostgreSQL's protocol, by libpq. Addresses are libpq's own: a URI or `service=NAME`; passwords, TLS and
/// time-outs follow its environment variables and files. A password is never part of anything said.
namespace perfolio::sys {

/// Whether a SOURCE or a history is such an address, and no file: it begins with postgresql://, postgres:// or
/// service=.
bool names_database(std::string_view text);

/// The address as it may be shown: host, port and database, or the service; without user, password and settings.
/// Asks nobody.
std::string shown_database(std::string_view address);

/// An operation on a database failed. `state` is the SQLSTATE, empty where the server said none.
class DatabaseError final : public base::Error {
 public:
  DatabaseError(const std::string& shown, const std::string& what, const std::string& hint, std::string state,
                bool lost)
      : Error(base::Fault::Outside, {shown, {}, 0, 0}, what, hint), state_(std::move(state)), lost_(lost) {}
  [[nodiscard]] const std::string& state() const noexcept { return state_; }
  /// The connection is gone, and with it what was not committed; what was being committed may be either.
  [[nodiscard]] bool lost() const noexcept { return lost_; }

 private:
  std::string state_;
  bool lost_;
};

/// Values for $1, $2, ...: as SQL writes them, or null.
using SqlValues = std::vector<std::optional<std::string>>;

/// `{"a","b"}`, the text of an array of texts; with cast, $1 of it is one.
std::string sql_array(const std::vector<std::string>& texts);
std::string sql_array(const std::vector<std::int64_t>& numbers);

using SqlTaker = std::function<void(const SqlRow&)>;

/// One connection, for one thread. All text is UTF-8. Every function throws DatabaseError, which names the host and the
/// database; a transaction that was open is then rolled back by the server or by the next rollback().
class Postgresql {
 public:
  /// Connects. An address that cannot be read throws Error{Usage}, without a word of it.
  explicit Postgresql(const std::string& address);
  ~Postgresql();
  Postgresql(const Postgresql&) = delete;
  Postgresql& operator=(const Postgresql&) = delete;

  [[nodiscard]] const std::string& shown() const;
  /// Several statements of our own, without values.
  void execute(const std::string& sql);
  /// One statement; the rows it gives are handed over as they arrive, and are valid during the call. Returns how many
  /// rows it gave or changed. Where `take` throws, the rest is read past.
  std::size_t query(const std::string& sql, const SqlValues& values = {}, const SqlTaker& take = {});
  /// The same, every column as the text that the server makes of it; before the first row, `columns` gets their names.
  std::size_t query_texts(const std::string& sql, std::vector<std::string>& columns, const SqlTaker& take);
  /// COPY ... FROM STDIN (FORMAT binary): `next` fills one row, and says whether there was one. Returns the rows.
  std::size_t copy_in(const std::string& sql, const std::function<bool(SqlRowWriter&)>& next);
  /// Ends a transaction that is open, if the connection still is; throws nothing.
  void rollback() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace perfolio::sys
