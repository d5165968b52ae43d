/* Whose is a device? Proposals for a person who puts a pack together, each with its reasons. */
#include "assess/pack_own.h"

#include "assess/sql.h"
#include "base/fold.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Records that name a company: of a device, and of a whole system, which says less. */
#define PARTY "coalesce(r.fields->>'vendor', r.fields->>'name', r.fields->>'party', r.fields->>'to')"
#define NAMED                                                                                                \
	"(SELECT r.id, r.device, " PARTY " AS party FROM record r WHERE r.removed = 0 AND r.device IS NOT "  \
	"NULL AND r.kind IN ('responsibility-boundary', 'request', 'vendor-evaluation'))"
#define NAMED_SYSTEM                                                                                         \
	"(SELECT r.id, m.device, " PARTY                                                                     \
	" AS party FROM record r JOIN system_device m ON r.system = 's' || "                                 \
	"m.system WHERE r.removed = 0 AND r.device IS NULL AND r.kind IN ('responsibility-boundary', "       \
	"'vendor', 'contract', 'request'))"

/* word, is it this vendor's, does it say so of this very device */
static const char reasons_sql[] =
	"SELECT 'r' || n.id, n.party = ?1, 1 FROM " NAMED
	" n WHERE n.device = ?2 AND n.party IS NOT NULL UNION "
	"ALL SELECT 'r' || n.id, 1, 0 FROM " NAMED_SYSTEM " n WHERE n.device = ?2 AND n.party = ?1 UNION ALL "
	"SELECT 'p' || p.id, p.vendor = ?1, 1 FROM pack p WHERE p.withdrawn IS NULL AND json_type(p.why, "
	"'$.d' "
	"|| ?2) IS NOT NULL ORDER BY 1";

static void fold_of(const char *s, char *buf, size_t room) { fold(s, strlen(s), buf, room); }

/* Does one name hold the other? Short ones say nothing. */
static bool is_maker(const char *maker, const char *vendor)
{
	char a[512], b[512];

	if (!maker || strlen(maker) < 3 || strlen(vendor) < 3)
		return false;
	fold_of(maker, a, sizeof a);
	fold_of(vendor, b, sizeof b);
	return strstr(a, b) || strstr(b, a);
}

static void add(struct pack_reasons *r, const char *word, bool sure)
{
	size_t n = strlen(r->why);

	if (n + strlen(word) + 2 < sizeof r->why)
		snprintf(r->why + n, sizeof r->why - n, "%s%s", n ? " " : "", word);
	r->any = true;
	r->sure |= sure;
}

/* st: reasons_sql, to be asked again. */
static int ask_reasons(sqlite3_stmt *st, const char *vendor, int64_t device, struct pack_reasons *ret)
{
	char word[32], other[32] = "";
	int step = SQLITE_ERROR;

	sqlite3_reset(st);
	sqlite3_bind_text(st, 1, vendor, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, device);
	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		sql_text(st, 0, word, sizeof word);
		if (sqlite3_column_int(st, 1))
			add(ret, word, sqlite3_column_int(st, 2) != 0);
		else if (!*other || *word == 'r')
			snprintf(other, sizeof other, "%s", word);
	}
	ret->others = *other != '\0';
	ret->taken = *other == 'r' && !ret->sure;
	snprintf(ret->other, sizeof ret->other, "%s", other);
	return step == SQLITE_DONE ? 0 : -EIO;
}

int pack_reasons(struct store *s, const char *vendor, int64_t device, struct pack_reasons *ret)
{
	sqlite3_stmt *of = sql_of(s, "SELECT maker FROM device_shown WHERE id = ?1", "i", device);
	sqlite3_stmt *st = sql_of(s, reasons_sql, "");
	int r = -EIO;

	*ret = (struct pack_reasons){0};
	if (of && st && sqlite3_step(of) == SQLITE_ROW) {
		if (is_maker((const char *)sqlite3_column_text(of, 0), vendor))
			add(ret, "maker", true);
		r = ask_reasons(st, vendor, device, ret);
	}
	sqlite3_finalize(of);
	sqlite3_finalize(st);
	return r;
}

/* Every device in scope, and whether a record or pack of this vendor names it. Only of those, and of those
 * whose maker fits, the reasons are asked. */
static const char candidates_sql[] =
	"WITH named AS MATERIALIZED (SELECT n.device FROM " NAMED
	" n WHERE n.party = ?1 UNION SELECT n.device FROM " NAMED_SYSTEM
	" n WHERE n.party = ?1 UNION SELECT CAST(substr(w.key, 2) AS INTEGER) FROM pack p, "
	"json_each(p.why) w WHERE p.vendor = ?1) SELECT d.id, d.name, d.number, d.maker, d.model, "
	"d.firmware, d.id IN "
	"(SELECT device FROM named) FROM device_shown d WHERE (?2 = 'site' OR d.id IN (SELECT m.device FROM "
	"system_device m WHERE 's' || m.system = ?2)) ORDER BY d.maker, d.model, d.id";

struct asking {
	const char *vendor;
	sqlite3_stmt *reasons;
	int (*fn)(void *ctx, const struct pack_candidate *c);
	void *ctx;
	unsigned told;
};

static int one_candidate(struct asking *a, sqlite3_stmt *row)
{
	struct pack_candidate c = {.device = sqlite3_column_int64(row, 0)};
	const char **const to[] = {&c.name, &c.number, &c.maker, &c.model, &c.firmware};
	struct pack_reasons reasons = {0};
	int r;

	for (int i = 0; i < 5; i++)
		*to[i] = (const char *)sqlite3_column_text(row, i + 1);
	if (is_maker(c.maker, a->vendor))
		add(&reasons, "maker", true);
	if (!reasons.any && !sqlite3_column_int(row, 6))
		return 0;
	if ((r = ask_reasons(a->reasons, a->vendor, c.device, &reasons)) < 0)
		return r;
	c.why = reasons.why;
	c.sure = reasons.sure;
	c.others = reasons.others;
	a->told++;
	return a->fn(a->ctx, &c);
}

int pack_candidates(struct store *s, const char *vendor, const char *system,
		    int (*fn)(void *ctx, const struct pack_candidate *c), void *ctx)
{
	struct asking a = {vendor, sql_of(s, reasons_sql, ""), fn, ctx, 0};
	sqlite3_stmt *st = sql_of(s, candidates_sql, "tt", vendor, system ? system : "site");
	int r = a.reasons ? 0 : -EIO, step = SQLITE_ERROR;

	while (st && r == 0 && a.told < PACK_CANDIDATES && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = one_candidate(&a, st);
	sqlite3_finalize(st);
	sqlite3_finalize(a.reasons);
	return r < 0 ? r : st && (step == SQLITE_DONE || a.told == PACK_CANDIDATES) ? 0 : -EIO;
}
