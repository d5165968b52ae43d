/* What each binding says of each device. */
#include "assess/grid_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <string.h>

static const int64_t day_us = 86400000000;

/* Whom a finding blames: its device; else the ends of its flow; else the devices that it is about; else, when
 * nobody outside is its subject, the scope as a whole. */
static const char finding_rows[] =
	"SELECT f.id, f.device FROM finding f WHERE f.check_name = ?1 AND f.device IS NOT NULL UNION ALL "
	"SELECT f.id, x.client FROM finding f JOIN flow x ON x.id = f.flow WHERE f.check_name = ?1 AND "
	"f.device IS NULL AND x.client IS NOT NULL UNION ALL "
	"SELECT f.id, x.server FROM finding f JOIN flow x ON x.id = f.flow WHERE f.check_name = ?1 AND "
	"f.device IS NULL AND x.server IS NOT NULL UNION ALL "
	"SELECT f.id, a.device FROM finding f JOIN finding_about a ON a.finding = f.id WHERE f.check_name = "
	"?1 AND f.device IS NULL AND f.flow IS NULL AND a.device IS NOT NULL UNION ALL "
	"SELECT f.id, NULL FROM finding f WHERE f.check_name = ?1 AND f.device IS NULL AND f.flow IS NULL "
	"AND f.outside IS NULL AND NOT EXISTS (SELECT 1 FROM finding_about a WHERE a.finding = f.id AND "
	"a.device IS NOT NULL) ORDER BY 1, 2";

sqlite3_stmt *grid_finding_rows(struct grid_judging *j, const struct grid_binding *b)
{
	return sql_of(j->store, finding_rows, "t", b->name);
}

static int done(sqlite3_stmt *st, int r)
{
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static void set_all(struct grid_judging *j, struct marks *to)
{
	for (size_t i = 0; i < marks_bytes(to); i++)
		to->bit[i] |= (uint8_t)marks_byte(&j->members, i);
	marks_set(to, j->scope);
}

static int check_lacks(struct grid_judging *j, const struct grid_binding *b, struct marks *lack)
{
	sqlite3_stmt *st = grid_finding_rows(j, b);
	int r;

	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		if (sqlite3_column_type(st, 1) == SQLITE_NULL)
			set_all(j, lack);
		else
			marks_set(lack, sqlite3_column_int64(st, 1));
	return st ? done(st, r) : -EIO;
}

/* On these the good state itself was seen. A check that did not end, or found more than is kept, shows
 * nothing. */
static int check_has(struct grid_judging *j, const struct grid_binding *b, struct marks *have)
{
	sqlite3_stmt *st = sql_of(j->store,
				  "SELECT m.good FROM outcome_marks m JOIN outcome o ON o.check_name = "
				  "m.check_name AND o.system = 'site' WHERE m.check_name = ?1 AND "
				  "o.unfinished = 0",
				  "t", b->name);
	int r = st ? sqlite3_step(st) : SQLITE_ERROR;

	if (r == SQLITE_ROW) {
		const uint8_t *good = sqlite3_column_blob(st, 0);
		size_t n = (size_t)sqlite3_column_bytes(st, 0);

		for (size_t i = 0; good && i < n && i < marks_bytes(have); i++)
			have->bit[i] |= good[i];
		r = SQLITE_DONE;
	}
	return st ? done(st, r) : -EIO;
}

/* --- records */

sqlite3_stmt *grid_record_rows(struct grid_judging *j, const struct grid_binding *b)
{
	return sql_of(j->store,
		      "SELECT r.id, r.says, r.device, r.system, r.expires_on IS NOT NULL AND r.expires_on < "
		      "?3 FROM record r WHERE r.kind = ?1 AND (?2 IS NULL OR r.topic = ?2) AND r.removed = 0 "
		      "AND (?4 = 'site' OR r.system IN ('site', ?4)) ORDER BY r.id",
		      "tttt", b->name, b->topic, j->today, j->system);
}

/* A record of another system, while the whole site is asked, covers the devices of that system. */
static int cover_system(struct grid_judging *j, int64_t system, struct marks *to)
{
	sqlite3_stmt *st =
		sql_of(j->store, "SELECT device FROM system_device WHERE system = ?1", "i", system);
	int r;

	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		marks_set(to, sqlite3_column_int64(st, 0));
	return st ? done(st, r) : -EIO;
}

int grid_record_covers(struct grid_judging *j, sqlite3_stmt *row, struct marks *to)
{
	const char *system = (const char *)sqlite3_column_text(row, 3);

	if (sqlite3_column_type(row, 2) != SQLITE_NULL) {
		marks_set(to, sqlite3_column_int64(row, 2));
		return 0;
	}
	if (strcmp(system, "site") == 0 || strcmp(system, j->system) == 0) {
		set_all(j, to);
		return 0;
	}
	return cover_system(j, system_number(system), to);
}

static int record_bits(struct grid_judging *j, const struct grid_binding *b, struct grid_bits *to)
{
	sqlite3_stmt *st = grid_record_rows(j, b);
	int r = st ? SQLITE_DONE : SQLITE_ERROR, e = 0;

	while (st && e == 0 && (r = sqlite3_step(st)) == SQLITE_ROW) {
		const char *says = (const char *)sqlite3_column_text(st, 1);

		if (!sqlite3_column_int(st, 4))
			e = grid_record_covers(j, st, *says == 'y' ? &to->have : &to->lack);
	}
	if (e < 0)
		sqlite3_finalize(st);
	return e < 0 ? e : st ? done(st, r) : -EIO;
}

/* --- detectors and measured controls */

/* Watched now (or until less than a day ago), and the device was seen since then; for a detector of values,
 * it sends some. */
static int detector_bits(struct grid_judging *j, const struct grid_binding *b, struct marks *have)
{
	int64_t from = sql_number(j->store, 0, "SELECT value FROM setting WHERE key = 'watched_from'", "");
	int64_t until = sql_number(j->store, 0, "SELECT value FROM setting WHERE key = 'watched_until'", "");
	bool watched = sql_number(j->store, 0, "SELECT value FROM setting WHERE key = 'watched'", "") == 1 &&
		       until >= j->now - day_us;
	sqlite3_stmt *st;
	int r;

	if (!watched)
		return 0;
	st = sql_of(j->store,
		    b->data ? "SELECT DISTINCT p.device FROM point p JOIN device d ON d.id = p.device WHERE "
			      "d.last >= ?1"
			    : "SELECT id FROM device WHERE last >= ?1",
		    "i", from);
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		marks_set(have, sqlite3_column_int64(st, 0));
	marks_set(have, j->scope);
	return st ? done(st, r) : -EIO;
}

static int control_bits(struct grid_judging *j, const struct grid_binding *b, struct grid_bits *to)
{
	sqlite3_stmt *st =
		sql_of(j->store, "SELECT device, held FROM control_held WHERE control = ?1", "t", b->name);
	int r;

	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		marks_set(sqlite3_column_int(st, 1) ? &to->have : &to->lack, sqlite3_column_int64(st, 0));
	return st ? done(st, r) : -EIO;
}

static int pack_bits(struct grid_judging *j, const struct grid_binding *b, struct marks *have)
{
	if (sql_number(j->store, 0,
		       "SELECT count(*) FROM pack WHERE kind = ?1 AND withdrawn IS NULL AND (kind <> "
		       "'questions' OR answered IS NOT NULL) AND (?2 = 'site' OR system IN ('site', ?2))",
		       "tt", b->name, j->system) > 0)
		set_all(j, have);
	return 0;
}

/* --- all of them */

static int work_out(struct grid_judging *j, const struct grid_binding *b, struct grid_bits *to)
{
	int r;

	if (marks_init(&to->have, j->scope) < 0 || marks_init(&to->lack, j->scope) < 0)
		return -ENOMEM;
	switch (b->of) {
	case GRID_CHECK:
		r = check_lacks(j, b, &to->lack);
		return r < 0 ? r : check_has(j, b, &to->have);
	case GRID_RECORD:
		return record_bits(j, b, to);
	case GRID_DETECTOR:
		return detector_bits(j, b, &to->have);
	case GRID_CONTROL:
		return control_bits(j, b, to);
	case GRID_PACK:
		return pack_bits(j, b, &to->have);
	}
	return -EIO;
}

void grid_bits_clear(struct grid_bits *b)
{
	free(b->have.bit);
	free(b->lack.bit);
	*b = (struct grid_bits){0};
}

static bool same(const struct grid_binding *a, const struct grid_binding *b)
{
	return a->of == b->of && strcmp(a->name, b->name) == 0 && !a->topic == !b->topic &&
	       (!a->topic || strcmp(a->topic, b->topic) == 0);
}

int grid_bits_of(struct grid_judging *j, const struct grid_binding *b, const struct grid_bits **ret)
{
	struct grid_kept *k;
	int r;

	for (unsigned i = 0; i < j->kept_count; i++)
		if (same(&j->kept[i].b, b)) {
			*ret = &j->kept[i].bits;
			return 0;
		}
	if (j->kept_count == GRID_KEPT_MAX)
		grid_bits_clear(&j->kept[--j->kept_count].bits);
	k = &j->kept[j->kept_count];
	*k = (struct grid_kept){.b = *b};
	if ((r = work_out(j, b, &k->bits)) < 0) {
		grid_bits_clear(&k->bits);
		return r;
	}
	j->kept_count++;
	*ret = &k->bits;
	return 0;
}
