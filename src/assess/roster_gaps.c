/* What is wrong with the rosters, as rows of duty_gap: hours of nobody, people who cannot be reached, both
 * absent together. The rows are made in memory and compared with what stands there by their hash. */
#include "assess/roster.h"

#include "assess/sql.h"
#include "base/date.h"
#include "base/out.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	AHEAD_DAYS = 60, /* how far absences are looked ahead */
	GAPS_MOST = 1000,
	WITHIN_MINUTES = 30 /* an answer is late after that, where no reporting plan says so */
};

struct gaps {
	struct store *s;
	struct out rows; /* a JSON array of arrays, in the order of the columns */
	unsigned count;
	char today[DATE_ROOM], ahead[DATE_ROOM];
	int zone;
	const char *system; /* whose hours are looked at */
	bool stated;
};

/* A row; contact 0, hours NULL, days "": none. */
static void gap_row(struct gaps *g, const char *what, const char *system, int64_t record, int64_t contact,
		    const char *hours, const char *since, const char *until)
{
	char person[24];

	if (g->count++ >= GAPS_MOST)
		return;
	snprintf(person, sizeof person, "c%lld", (long long)contact);
	json_array(&g->rows, NULL);
	json_str(&g->rows, NULL, what);
	json_str(&g->rows, NULL, system);
	record ? json_int(&g->rows, NULL, record) : json_null(&g->rows, NULL);
	contact ? json_int(&g->rows, NULL, contact) : json_null(&g->rows, NULL);
	json_str(&g->rows, NULL, contact ? person : NULL);
	json_str(&g->rows, NULL, hours);
	*since ? json_int(&g->rows, NULL,
			  (int64_t)date_days(since) * 86400000000 - (int64_t)g->zone * 60000000)
	       : json_null(&g->rows, NULL);
	*until ? json_int(&g->rows, NULL,
			  (int64_t)date_days(until) * 86400000000 - (int64_t)g->zone * 60000000)
	       : json_null(&g->rows, NULL);
	json_end_array(&g->rows);
}

/* --- hours */

static void nobody(void *ctx, unsigned from, unsigned to)
{
	struct gaps *g = ctx;
	char ja[64], en[64], both[140];

	snprintf(both, sizeof both, "%s / %s", hours_stretch(from, to, LANG_JA, ja, sizeof ja),
		 hours_stretch(from, to, LANG_EN, en, sizeof en));
	gap_row(g, g->stated ? "stated" : "nobody", g->system, 0, 0, both, "", "");
}

/* The site's own hours count for each of its systems. */
static void hours_of(struct gaps *g, const struct roster *list, int n, const char *system)
{
	struct hours_week week = {{0}};

	g->system = system;
	g->stated = false;
	for (int i = 0; i < n; i++) {
		bool own = strcmp(list[i].system, system) == 0;

		if (own || strcmp(list[i].system, "site") == 0)
			hours_add(&week, &list[i].hours);
		g->stated |= own && list[i].stated;
	}
	hours_gaps(&week, nobody, g);
}

/* --- people */

static void reach(struct gaps *g, const struct roster *r, int64_t contact)
{
	struct contact c;

	if (!contact)
		return;
	if (contact_get(g->s, contact, &c) < 0 || c.erased) {
		gap_row(g, "gone", r->system, r->record, contact, NULL, "", "");
		return;
	}
	if (!*c.mail)
		gap_row(g, "no-mail", r->system, r->record, contact, NULL, "", "");
	if (!*c.phone)
		gap_row(g, "no-phone", r->system, r->record, contact, NULL, "", "");
}

/* A judge without a second is alone: his absence is everybody's. */
static void absence(struct gaps *g, const struct roster *r)
{
	struct contact judge, second;
	const char *from, *until;

	if (contact_get(g->s, r->judge, &judge) < 0 || judge.erased || !*judge.away_from)
		return;
	second = judge;
	if (r->second && (contact_get(g->s, r->second, &second) < 0 || !*second.away_from))
		return;
	from = strcmp(judge.away_from, second.away_from) < 0 ? second.away_from : judge.away_from;
	until = strcmp(judge.away_until, second.away_until) < 0 ? judge.away_until : second.away_until;
	if (strcmp(from, until) <= 0 && strcmp(until, g->today) >= 0 && strcmp(from, g->ahead) <= 0)
		gap_row(g, "both-away", r->system, r->record, r->judge, NULL, from, until);
}

static void people(struct gaps *g, const struct roster *r)
{
	if (!r->computed)
		gap_row(g, "uncomputed", r->system, r->record, r->judge, NULL, "", "");
	reach(g, r, r->judge);
	if (r->second != r->judge)
		reach(g, r, r->second);
	absence(g, r);
}

static void all(struct gaps *g, const struct roster *list, int n)
{
	for (int i = 0; i < n; i++) {
		bool first = true;

		for (int j = 0; j < i; j++)
			first &= strcmp(list[i].system, list[j].system) != 0;
		if (first)
			hours_of(g, list, n, list[i].system);
		people(g, &list[i]);
	}
}

/* --- written */

static int same_as_before(struct store *s, const char *hash)
{
	return sql_number(s, 0, "SELECT count(*) FROM setting WHERE key = 'roster' AND text = ?1", "t",
			  hash) > 0;
}

static int write(struct store *s, const char *rows, const char *hash, int n)
{
	int r = sql_run(s, "DELETE FROM duty_gap", "");

	if (r == 0)
		r = sql_run(s,
			    "INSERT INTO duty_gap SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, "
			    "value ->> 4, "
			    "value ->> 5, value ->> 6, value ->> 7 FROM json_each(?1)",
			    "t", rows);
	return r < 0 ? r
		     : sql_run(s,
			       "INSERT INTO setting(key, value, text) VALUES ('roster', ?1, ?2) ON CONFLICT "
			       "(key) DO "
			       "UPDATE SET value = excluded.value, text = excluded.text",
			       "it", (int64_t)(n > 0), hash);
}

/* How many rosters there are, or negative. */
static int gather(struct store *s, int64_t now, struct gaps *g)
{
	struct roster *list = malloc(ROSTERS_MOST * sizeof *list);
	int n = list ? rosters_read(s, list) : -ENOMEM, r = n < 0 ? n : out_init(&g->rows, -1);

	if (r == 0) {
		g->s = s;
		g->zone = (int)strtol(site_setting(s, "zone-minutes", "540"), NULL, 10);
		date_at(now, g->zone, g->today);
		date_at(now + AHEAD_DAYS * INT64_C(86400000000), g->zone, g->ahead);
		json_array(&g->rows, NULL);
		all(g, list, n);
		json_end_array(&g->rows);
		if (g->rows.error)
			r = -ENOMEM;
		if (r < 0)
			out_clear(&g->rows);
	}
	free(list);
	return r < 0 ? r : n;
}

int roster_gaps(struct store *s, int64_t now, struct out *ret_rows)
{
	struct gaps g = {0};
	int n = gather(s, now, &g);

	if (n >= 0)
		*ret_rows = g.rows;
	return n < 0 ? n : 0;
}

/* What checks of messages need to know: that somebody was ever told, and how soon people said they would be.
 */
static int told_refresh(struct store *s)
{
	int r = sql_run(s,
			"INSERT INTO setting(key, value) SELECT 'told', 1 WHERE EXISTS (SELECT 1 FROM "
			"message) ON CONFLICT "
			"(key) DO UPDATE SET value = 1 WHERE value <> 1",
			"");

	return r < 0 ? r
		     : sql_run(s,
			       "INSERT INTO setting(key, value) SELECT 'tell_within', coalesce((SELECT "
			       "min(fields ->> "
			       "'within_minutes') FROM record WHERE kind = 'reporting-plan' AND topic = "
			       "'judged' AND removed "
			       "= 0), ?1) * 60000000 WHERE EXISTS (SELECT 1 FROM message) ON CONFLICT (key) "
			       "DO UPDATE SET "
			       "value = excluded.value WHERE value IS NOT excluded.value",
			       "i", (int64_t)WITHIN_MINUTES);
}

int roster_refresh(struct store *s, int64_t now)
{
	struct gaps g = {0};
	int n = gather(s, now, &g), r = 0;
	char hash[HASH_HEX];
	const char *rows;
	size_t size;

	if (n < 0)
		return n;
	rows = out_bytes(&g.rows, &size);
	hash_hex(rows, size, hash);
	if (n ? !same_as_before(s, hash)
	      : sql_number(s, 0, "SELECT value FROM setting WHERE key = 'roster'", "") != 0)
		r = write(s, rows, hash, n);
	out_clear(&g.rows);
	return r < 0 ? r : told_refresh(s);
}
