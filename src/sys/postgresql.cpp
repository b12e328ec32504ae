// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "sys/postgresql.h"

#include "base/secret.h"
#include "base/text.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <map>

namespace perfolio::sys {

namespace {

using base::Error;
using base::Fault;

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

struct FreeConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, FreeConnection>;

constexpr const char* kService = "service=";

bool is_uri(std::string_view text) { return text.starts_with("postgresql://") || text.starts_with("postgres://"); }

[[noreturn]] void refuse_address(std::string_view address, const std::string& what) {
  throw Error(Fault::Usage, {is_uri(address) ? "postgresql://..." : "service=...", {}}, what,
              "postgresql://HOST:PORT/DATABASE or service=NAME, as libpq has it; in a password, %40 is an @, %2F a /");
}

/// libpq takes the first @ or / for the end of a password; what it then says of the rest would tell that rest.
void check_uri(std::string_view address) {
  if (!is_uri(address)) return;
  std::string_view rest = address.substr(address.find("://") + 3);
  rest = rest.substr(0, rest.find('?'));
  const auto last = rest.rfind('@');
  const std::string_view user = last == rest.npos ? std::string_view() : rest.substr(0, last);
  if (user.find_first_of("@/") != user.npos) {
    refuse_address(address, "the address has an @ or a / before the @ that ends user and password");
  }
}

/// What the address itself says, by libpq's names. What libpq finds wrong with it may be part of a password, and is not
/// repeated.
std::map<std::string, std::string> parsed(std::string_view address) {
  if (address.find('\0') != address.npos) refuse_address(address, "the address holds a NUL");
  check_uri(address);
  char* trouble = nullptr;
  const Options options(PQconninfoParse(std::string(address).c_str(), &trouble));
  PQfreemem(trouble);
  if (!options) refuse_address(address, "the address of the database cannot be read");
  std::map<std::string, std::string> found;
  for (const PQconninfoOption* o = options.get(); o->keyword != nullptr; ++o) {
    if (o->val != nullptr) found[o->keyword] = o->val;
  }
  // What is no number may be a word that belongs elsewhere.
  if (found["port"].find_first_not_of("0123456789,") != std::string::npos) {
    refuse_address(address, "the port in the address is no number");
  }
  return found;
}

std::string shown_of(std::map<std::string, std::string> options) {
  if (options.contains("service")) return kService + base::visible(options["service"]);
  std::string shown = "postgresql://" + options["host"];
  if (options["host"].find('/') != std::string::npos) shown = "postgresql://localhost";  // a folder's name says nothing
  if (!options["port"].empty()) shown += ":" + options["port"];
  return base::visible(shown + "/" + options["dbname"]);
}

/// The server's words in one line.
std::string one_line(const std::string& text) {
  std::string line;
  for (const std::string_view part : base::split(text, '\n')) {
    const std::string_view words = base::trim(part);
    if (!words.empty()) line += (line.empty() ? "" : "; ") + std::string(words);
  }
  return base::visible(line);
}

bool holds(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != text.npos; });
}

/// What to do when nobody answers, or nobody may enter. `what` is read in English only: in other languages the words
/// are the server's alone.
std::string hint_for_connecting(const PGconn* connection, std::string_view what) {
  if (holds(what, {"pg_hba.conf", "SSL", "certificate", "encryption"})) {
    return "sslmode=require, or verify-full with sslrootcert, in the address or PGSSLMODE asks for TLS; pg_hba.conf of "
           "the server says who may enter how";
  }
  if (PQconnectionNeedsPassword(connection) != 0) {
    return "no password was given: PGPASSFILE names a file of lines host:port:database:user:password, mode 0600";
  }
  if (PQconnectionUsedPassword(connection) != 0 || holds(what, {"authentication"})) {
    return "the user is that of the address or PGUSER; the password is of PGPASSFILE (~/.pgpass), PGPASSWORD or the "
           "service file";
  }
  if (holds(what, {"database", "role"}))
    return "createdb and createuser make them; `perfolio database init` the tables";
  if (holds(what, {"service"})) return "PGSERVICEFILE or ~/.pg_service.conf defines services";
  return "is the server running, and are host and port right?";
}

struct Known {
  std::string_view state;
  std::string_view hint;
};
/// By the beginning of the SQLSTATE (PostgreSQL, appendix A).
constexpr std::array<Known, 11> kHints{{
    {"42501", "GRANT gives the user what is missing: SELECT to read, INSERT to record, CREATE to make the tables"},
    {"42P01", "`perfolio database init` makes the tables, `perfolio database check` says what is there"},
    {"42703", "`perfolio database check` says whose tables these are"},
    {"57014", "statement_timeout of the user or the database ended it: a longer one, or a narrower question"},
    {"57P", "the server was stopped or restarted: nothing of this was kept; try again"},
    {"53", "the server has no room left: disk, memory or connections"},
    {"40", "others wrote at the same time: try again"},
    {"25006", "this server only reads (a standby): record in the one that writes"},
    {"3F000", "search_path names no schema that is there"},
    {"28", "the user is that of the address or PGUSER, the password of PGPASSFILE"},
    {"22021", "the database must be made with the encoding UTF8"},
}};

std::string hint_for(std::string_view state) {
  const auto known = std::ranges::find_if(kHints, [&](const Known& k) { return state.starts_with(k.state); });
  return known == kHints.end() ? std::string() : std::string(known->hint);
}

void say_nothing(void* /*context*/, const PGresult* /*notice*/) {}

constexpr std::string_view kCopyHead{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::string_view kCopyEnd{"\377\377", 2};
constexpr std::size_t kPiece = 256 * 1024;  // bytes handed to libpq at once

}  // namespace

bool names_database(std::string_view text) { return is_uri(text) || text.starts_with(kService); }

std::string shown_database(std::string_view address) { return shown_of(parsed(address)); }

std::string sql_array(const std::vector<std::string>& texts) {
  std::string out = "{";
  for (const std::string& text : texts) {
    out += out.size() > 1 ? ",\"" : "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + "}";
}

std::string sql_array(const std::vector<std::int64_t>& numbers) {
  return fmt::format("{{{}}}", fmt::join(numbers, ","));
}

struct Postgresql::State {
  Connection connection;
  std::string shown;
  std::string password;

  [[nodiscard]] std::string words(const char* text) const {
    return base::without(one_line(text == nullptr ? "" : text), password);
  }
  [[nodiscard]] bool lost() const { return PQstatus(connection.get()) != CONNECTION_OK; }
  void connect(const std::string& address);
  [[noreturn]] void fail(const PGresult* result) const;
  void send(bool sent) const {
    if (!sent) fail(nullptr);
  }
  Result next() const { return Result(PQgetResult(connection.get())); }
  /// Reads past what is left of an answer; returns the first that is an error.
  Result rest() const;
  std::size_t rows(const SqlTaker& take, std::vector<std::string>* columns);
  void stop() const;
};

void Postgresql::State::connect(const std::string& address) {
  auto options = parsed(address);
  shown = shown_of(options);
  const char* environment = std::getenv("PGPASSWORD");
  password = options.contains("password") ? options["password"] : environment != nullptr ? environment : "";
  // What stands behind the address wins over it: texts are UTF-8 whatever it says.
  std::vector<const char*> names{"fallback_application_name", "connect_timeout", "dbname", "client_encoding", nullptr};
  std::vector<const char*> values{"perfolio", "30", address.c_str(), "UTF8", nullptr};
  if (std::getenv("PGCONNECT_TIMEOUT") != nullptr) values[1] = "";  // as nothing
  connection.reset(PQconnectdbParams(names.data(), values.data(), 1));
  if (!connection) throw std::bad_alloc();
  PQsetNoticeReceiver(connection.get(), say_nothing, nullptr);
  if (!lost()) return;
  const std::string what = words(PQerrorMessage(connection.get()));
  throw DatabaseError(shown, what, hint_for_connecting(connection.get(), what), {}, true);
}

void Postgresql::State::fail(const PGresult* result) const {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* text = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  std::string what = words(text != nullptr     ? text
                           : result != nullptr ? PQresultErrorMessage(result)
                                               : PQerrorMessage(connection.get()));
  if (what.empty()) what = "the connection is lost";
  const std::string code = state == nullptr ? "" : state;
  const std::string hint =
      lost() && code.empty() ? "the server went away: nothing that was not committed is kept" : hint_for(code);
  throw DatabaseError(shown, what, hint, code, lost());
}

Result Postgresql::State::rest() const {
  Result first;
  while (Result result = next()) {
    const ExecStatusType status = PQresultStatus(result.get());
    if (!first && status == PGRES_FATAL_ERROR) first = std::move(result);
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) break;
  }
  return first;
}

/// Asks the server to give up what it is sending.
void Postgresql::State::stop() const {
  std::array<char, 256> trouble{};
  PGcancel* cancel = PQgetCancel(connection.get());
  if (cancel != nullptr) PQcancel(cancel, trouble.data(), trouble.size());
  PQfreeCancel(cancel);
  (void)rest();
}

std::size_t Postgresql::State::rows(const SqlTaker& take, std::vector<std::string>* columns) {
  std::size_t count = 0;
  std::exception_ptr trouble;
  while (const Result result = next()) {
    const ExecStatusType status = PQresultStatus(result.get());
    const int fields = PQnfields(result.get());
    if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      const Result later = rest();
      fail(result.get());
    }
    if (status == PGRES_COMMAND_OK)
      count += static_cast<std::size_t>(std::strtoull(PQcmdTuples(result.get()), nullptr, 10));
    if (columns != nullptr && columns->empty()) {
      for (int i = 0; i < fields; ++i) columns->emplace_back(PQfname(result.get(), i));
    }
    for (int row = 0; row < PQntuples(result.get()); ++row, ++count) {
      std::vector<SqlRow::Cell> cells;
      for (int i = 0; i < fields; ++i) {
        const auto size = static_cast<std::size_t>(PQgetlength(result.get(), row, i));
        cells.push_back({{PQgetvalue(result.get(), row, i), size}, PQgetisnull(result.get(), row, i) != 0});
      }
      try {
        if (take) take(SqlRow(std::move(cells)));
      } catch (...) {
        trouble = std::current_exception();
        break;
      }
    }
    if (trouble) break;
  }
  if (!trouble) return count;
  stop();
  std::rethrow_exception(trouble);
}

Postgresql::Postgresql(const std::string& address) : state_(std::make_unique<State>()) { state_->connect(address); }
Postgresql::~Postgresql() = default;

const std::string& Postgresql::shown() const { return state_->shown; }

void Postgresql::execute(const std::string& sql) {
  State& s = *state_;
  s.send(PQsendQuery(s.connection.get(), sql.c_str()) == 1);
  if (const Result trouble = s.rest()) s.fail(trouble.get());
  if (s.lost()) s.fail(nullptr);
}

std::size_t Postgresql::query(const std::string& sql, const SqlValues& values, const SqlTaker& take) {
  State& s = *state_;
  std::vector<const char*> texts;
  for (const auto& value : values) texts.push_back(value ? value->c_str() : nullptr);
  s.send(PQsendQueryParams(s.connection.get(), sql.c_str(), static_cast<int>(texts.size()), nullptr, texts.data(),
                           nullptr, nullptr, 1) == 1);
  PQsetSingleRowMode(s.connection.get());
  return s.rows(take, nullptr);
}

std::size_t Postgresql::query_texts(const std::string& sql, std::vector<std::string>& columns, const SqlTaker& take) {
  State& s = *state_;
  s.send(PQsendQueryParams(s.connection.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1);
  PQsetSingleRowMode(s.connection.get());
  return s.rows(take, &columns);
}

std::size_t Postgresql::copy_in(const std::string& sql, const std::function<bool(SqlRowWriter&)>& next) {
  State& s = *state_;
  PGconn* connection = s.connection.get();
  s.send(PQsendQuery(connection, sql.c_str()) == 1);
  if (const Result begun = s.next(); PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    const Result later = s.rest();
    s.fail(begun.get());
  }
  const auto put = [&](std::string_view bytes) {
    if (PQputCopyData(connection, bytes.data(), static_cast<int>(bytes.size())) == 1) return;
    const Result trouble = s.rest();
    s.fail(trouble.get());
  };
  std::size_t count = 0;
  SqlRowWriter row;
  row.bytes() = kCopyHead;
  try {
    for (; next(row); ++count) {
      if (row.bytes().size() < kPiece) continue;
      put(row.bytes());
      row.bytes().clear();
    }
  } catch (...) {
    if (!s.lost()) PQputCopyEnd(connection, "given up");
    (void)s.rest();
    throw;
  }
  row.bytes() += kCopyEnd;
  put(row.bytes());
  if (PQputCopyEnd(connection, nullptr) != 1) s.fail(nullptr);
  if (const Result trouble = s.rest()) s.fail(trouble.get());
  if (s.lost()) s.fail(nullptr);
  return count;
}

void Postgresql::rollback() noexcept {
  try {
    if (!state_->lost() && PQtransactionStatus(state_->connection.get()) != PQTRANS_IDLE) execute("ROLLBACK");
  } catch (...) {  // the server does it when the connection ends
  }
}

}  // namespace perfolio::sys
