#include "assess/engineering.h"

#include "assess/booked.h"
#include "assess/sql.h"

#include <errno.h>

#define PAUSE_US                                                                                             \
	(INT64_C(30) * 60 * 1000000) /* nothing for so long: what comes next is another piece of work */

/* Pieces of work: an operation begins one when its neighbour before is longer ago, or another's. `what`: the
 * gravest kind, by the order of the list. */
static const char pieces[] = "INSERT INTO engineering(client, server, client_outside, server_outside, "
			     "client_ip, server_ip, began, ended, operations, what, "
			     "packet, record, kind) SELECT client, server, client_outside, server_outside, "
			     "client_ip, server_ip, min(at), max(at), sum(count - "
			     "refused), CASE min(rank) WHEN 1 THEN 'program' WHEN 2 THEN 'control' ELSE "
			     "'account' END, min(packet), NULL, NULL FROM (SELECT *, "
			     "sum(begins) OVER (PARTITION BY client, server, client_outside, server_outside, "
			     "client_ip, server_ip ORDER BY at, packet ROWS "
			     "UNBOUNDED PRECEDING) AS piece FROM (SELECT *, CASE WHEN at - lag(at) OVER "
			     "(PARTITION BY client, server, client_outside, "
			     "server_outside, client_ip, server_ip ORDER BY at, packet) <= ?1 THEN 0 ELSE 1 "
			     "END AS begins, CASE WHEN class = 'program' THEN 1 "
			     "WHEN deed IN ('unlock', 'password', 'account') THEN 3 ELSE 2 END AS rank FROM "
			     "operation WHERE count > refused AND deed NOT IN "
			     "('clock', 'session', 'link', 'error-clear'))) GROUP BY client, server, "
			     "client_outside, server_outside, client_ip, server_ip, piece ORDER "
			     "BY max(at) DESC LIMIT ?2";

static int tell(struct store *s, int64_t piece, const struct booked *w)
{
	return sql_run(s, "UPDATE engineering SET record = ?2, kind = ?3 WHERE id = ?1", "iit", piece,
		       w->record, w->visit ? "maintenance-visit" : "work-window");
}

/* A piece of work is booked when its beginning is; who goes on past the hour is not told. */
static int match(struct store *s, const struct bookings *b)
{
	sqlite3_stmt *st = sql_of(
		s, "SELECT id, coalesce(server, 0), coalesce(client, 0), began FROM engineering ORDER BY id",
		"");
	int r = st ? 0 : -EIO;

	while (r == 0 && sqlite3_step(st) == SQLITE_ROW) {
		const struct booked *w = booked_at(b, sqlite3_column_int64(st, 1),
						   sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3));

		if (w)
			r = tell(s, sqlite3_column_int64(st, 0), w);
	}
	sqlite3_finalize(st);
	return r;
}

int engineering_refresh(struct store *s)
{
	struct bookings b = {0};
	int r;

	if (!sql_number(s, 0, "SELECT 1 FROM sqlite_schema WHERE name = 'record'", ""))
		return 0;
	if (!sql_number(s, 0, "SELECT count(*) FROM engineering", "") &&
	    !sql_number(s, 0, "SELECT count(*) FROM operation", ""))
		return 0;
	if (sql_run(s, "DELETE FROM engineering", "") < 0 ||
	    sql_run(s, pieces, "ii", PAUSE_US, (int64_t)ENGINEERING_MAX) < 0)
		return -EIO;
	r = bookings_read(s, &b);
	if (r == 0)
		r = match(s, &b);
	bookings_free(&b);
	return r;
}
