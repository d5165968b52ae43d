/* What executives are asked to decide, and what they answered. */
#include "assess/director_part.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line a request. The newest event of its answer says how it came and whether the record is still that
 * version; `signed` says that this version is signed, by its owner or who answered. */
#define REQUESTS                                                                                             \
	"SELECT r.id, r.version, r.fields ->> '$.asked', r.fields ->> '$.kind_of', r.fields ->> '$.cost', "  \
	"r.fields ->> "                                                                                      \
	"'$.cost-none', r.fields ->> '$.otherwise', r.fields ->> '$.due_on', r.fields ->> '$.answer', "      \
	"r.fields ->> "                                                                                      \
	"'$.again_on', (SELECT c.name FROM contact c WHERE 'c' || c.id = r.fields ->> '$.answered_by'), "    \
	"r.fields ->> "                                                                                      \
	"'$.answered_on', r.fields ->> '$.answer_words', r.fields ->> '$.answered_by', r.signed, r.fields "  \
	"->> '$.answered_how', "                                                                             \
	"(SELECT e.body FROM event e WHERE e.kind = 'request-answered' AND e.body ->> '$.record' = r.id "    \
	"ORDER BY e.seq DESC "                                                                               \
	"LIMIT 1), (SELECT e.body ->> '$.contact' FROM event e WHERE e.kind = 'record-signed' AND e.body "   \
	"->> '$.record' = r.id "                                                                             \
	"AND e.body ->> '$.version' = r.version ORDER BY e.seq DESC LIMIT 1), r.says FROM record r WHERE "   \
	"r.kind = "                                                                                          \
	"'decision-request' AND r.removed = 0 AND (?1 = 0 OR r.system = 's' || ?1) "
enum {
	C_ID,
	C_VERSION,
	C_ASKED,
	C_KIND,
	C_COST,
	C_NO_COST,
	C_OTHERWISE,
	C_DUE,
	C_ANSWER,
	C_AGAIN,
	C_BY,
	C_ON,
	C_WORDS,
	C_WHO,
	C_SIGNED,
	C_HOW,
	C_EVENT,
	C_SIGNER,
	C_SAYS
};

/* What was put off comes back on its day. */
#define WAITS                                                                                                \
	"(r.fields ->> '$.answer' = 'waiting' OR r.fields ->> '$.answer' = 'later' AND coalesce(r.fields "   \
	"->> "                                                                                               \
	"'$.again_on', '') <= ?2) "
static const char waiting[] = REQUESTS "AND " WAITS "ORDER BY r.fields ->> '$.due_on', r.id";
/* Answered since a day, or without a day by a record of old that was made since. */
static const char answered[] = REQUESTS
	"AND r.fields ->> '$.answer' <> 'waiting' AND coalesce(r.fields ->> '$.answered_on', "
	"r.made_on) >= ?2 ORDER BY coalesce(r.fields ->> '$.answered_on', r.made_on) DESC, r.id DESC";

static bool column_is(sqlite3_stmt *st, int column, const char *word)
{
	const char *v = (const char *)sqlite3_column_text(st, column);

	return v && strcmp(v, word) == 0;
}

/* How the answer came: told by its event, of the version that stands or an earlier one. */
static void how(struct directing *w, sqlite3_stmt *st, struct director_asked *to)
{
	const char *body = (const char *)sqlite3_column_text(st, C_EVENT),
		   *who = (const char *)sqlite3_column_text(st, C_WHO);
	int64_t contact = who && *who == 'c' ? strtoll(who + 1, NULL, 10) : 0;

	to->paper = column_is(st, C_HOW, "paper");
	to->proven =
		contact && sqlite3_column_int(st, C_SIGNED) && sqlite3_column_int64(st, C_SIGNER) == contact;
	to->own = to->proven;
	if (!body)
		return;
	to->own |= sql_number(w->store, 0, "SELECT ?1 ->> '$.own'", "t", body) == 1;
	to->changed = sql_number(w->store, 0, "SELECT ?1 ->> '$.version'", "t", body) != (int64_t)to->version;
}

static void read_one(struct directing *w, sqlite3_stmt *st, struct director_asked *to)
{
	*to = (struct director_asked){.record = director_id(w, 'r', sqlite3_column_int64(st, C_ID)),
				      .version = (unsigned)sqlite3_column_int(st, C_VERSION),
				      .asked = director_column(w, st, C_ASKED),
				      .kind = director_column(w, st, C_KIND),
				      .cost = sqlite3_column_type(st, C_COST) == SQLITE_NULL
						      ? -1
						      : sqlite3_column_int64(st, C_COST),
				      .no_cost = director_column(w, st, C_NO_COST),
				      .otherwise = director_column(w, st, C_OTHERWISE),
				      .due_on = director_column(w, st, C_DUE),
				      .answer = director_column(w, st, C_ANSWER),
				      .again_on = director_column(w, st, C_AGAIN),
				      .answered_by = director_column(w, st, C_BY),
				      .answered_on = director_column(w, st, C_ON),
				      .words = director_column(w, st, C_WORDS)};
	to->late = to->due_on && strcmp(to->due_on, w->d->today) < 0;
	how(w, st, to);
}

/* Those of one statement into a list of so much room, and all of them into a figure. */
static int gather(struct directing *w, const char *sql, const char *day, struct figure *f,
		  struct director_asked *list, size_t room, size_t *ret)
{
	struct director *d = w->d;
	sqlite3_stmt *st = sql_of(w->store, sql, "it", w->system, day);
	int step = SQLITE_ERROR;

	while (st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		figure_id(&d->figures, f, 'r', sqlite3_column_int64(st, C_ID));
		if (*ret < room)
			read_one(w, st, &list[(*ret)++]);
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

/* What is asked costs together; requests without a cost are not in it, and its rows say which are. */
static void cost(struct directing *w)
{
	struct director *d = w->d;
	sqlite3_stmt *st =
		sql_of(w->store,
		       "SELECT r.id, CAST(r.fields ->> '$.cost' AS INTEGER) FROM record r WHERE r.kind = "
		       "'decision-request' AND r.removed = 0 AND (?1 = 0 OR r.system = 's' || ?1) AND " WAITS
		       "AND r.fields ->> '$.cost' IS NOT NULL ORDER BY r.id",
		       "it", w->system, d->today);
	struct figure *f = figure_add(&d->figures, "cost", FIGURE_RECORD);

	d->cost = f;
	f->money = true;
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		figure_id(&d->figures, f, 'r', sqlite3_column_int64(st, 0));
		f->value += sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
}

int director_asked(struct directing *w)
{
	struct director *d = w->d;
	struct figure *f = figure_add(&d->figures, "waiting", FIGURE_RECORD);
	int r;

	d->waiting = f;
	r = gather(w, waiting, d->today, f, d->asked, DIRECTOR_ASKED, &d->asked_count);
	cost(w);
	if (r < 0)
		return r;
	f = figure_add(&d->figures, "answered", FIGURE_RECORD);
	d->answers = f;
	return gather(w, answered, d->since_on, f, d->answered, DIRECTOR_ANSWERED, &d->answered_count);
}
