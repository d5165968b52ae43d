#include "assess/outcome.h"

#include "assess/ask.h"
#include "assess/evidence.h"
#include "assess/looks.h"
#include "store/digest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- what was looked at, kept as bits */

struct keeping {
	struct run *run;
	sqlite3_stmt *outcome, *marks;
	int64_t now;
};

static int step(sqlite3_stmt *st)
{
	int r = sqlite3_step(st);

	sqlite3_reset(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static void bind_marks(sqlite3_stmt *st, int at, const struct marks *m)
{
	if (m && m->bit)
		sqlite3_bind_blob64(st, at, m->bit, marks_bytes(m), SQLITE_STATIC);
	else
		sqlite3_bind_null(st, at);
}

static int keep(void *ctx, const struct outcome *o, const struct marks *looked, const struct marks *good)
{
	struct keeping *k = ctx;

	sqlite3_bind_text(k->outcome, 1, o->check->name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(k->outcome, 2, o->check->version);
	sqlite3_bind_int64(k->outcome, 3, o->findings);
	sqlite3_bind_int64(k->outcome, 4, o->looked);
	sqlite3_bind_int64(k->outcome, 5, o->good);
	sqlite3_bind_int(k->outcome, 6, o->unfinished);
	sqlite3_bind_int64(k->outcome, 7, k->now);
	sqlite3_bind_text(k->marks, 1, o->check->name, -1, SQLITE_STATIC);
	bind_marks(k->marks, 2, looked);
	bind_marks(k->marks, 3, good);
	return step(k->outcome) < 0 ? -EIO : step(k->marks);
}

static int sql(sqlite3 *db, const char *text)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

int outcomes_make(struct run *r, int64_t now)
{
	struct keeping k = {.run = r, .now = now};
	int e = sql(r->db, "DELETE FROM outcome; DELETE FROM outcome_marks");

	if (e == 0 &&
	    (sqlite3_prepare_v2(r->db, "INSERT INTO outcome VALUES (?1, 'site', ?2, ?3, ?4, ?5, ?6, '', ?7)",
				-1, &k.outcome, NULL) != SQLITE_OK ||
	     sqlite3_prepare_v2(r->db, "INSERT INTO outcome_marks VALUES (?1, ?2, ?3)", -1, &k.marks, NULL) !=
		     SQLITE_OK))
		e = -EIO;
	if (e == 0)
		e = looks_make(r, keep, &k);
	sqlite3_finalize(k.outcome);
	sqlite3_finalize(k.marks);
	return e < 0 || r->brief ? e : outcomes_count(r->store, now, 0);
}

/* --- counting by scope */

struct scope {
	int64_t system; /* 0: the site */
	struct marks members;
	struct digest found;
	int64_t findings;
	int64_t finding; /* the last one counted */
};

struct counting {
	sqlite3 *db;
	struct scope *scope; /* [0] is the site */
	size_t scopes;
	int64_t last; /* device id */
	int64_t only; /* a system alone, or 0 */
	int64_t now;
	sqlite3_stmt *insert, *found;
};

static int scopes_load(struct counting *c)
{
	sqlite3_stmt *st = NULL;
	int64_t systems = ask_number(c->db, "SELECT COUNT(*) FROM system", 0);

	if (systems > SYSTEMS_MAX)
		systems = SYSTEMS_MAX;
	c->scope = calloc((size_t)systems + 1, sizeof *c->scope);
	if (!c->scope)
		return -ENOMEM;
	c->scopes = 1;
	if (sqlite3_prepare_v2(
		    c->db,
		    "SELECT s.id, m.device FROM system s LEFT JOIN system_device m ON m.system = s.id"
		    " WHERE ?1 = 0 OR s.id = ?1 ORDER BY s.id",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, c->only);
	while (sqlite3_step(st) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(st, 0);

		if (c->scope[c->scopes - 1].system != id || c->scopes == 1) {
			if (c->scopes > (size_t)systems)
				break;
			if (marks_init(&c->scope[c->scopes].members, c->last) < 0)
				break;
			c->scope[c->scopes++].system = id;
		}
		marks_set(&c->scope[c->scopes - 1].members, sqlite3_column_int64(st, 1));
	}
	sqlite3_finalize(st);
	return 0;
}

static void subject(sqlite3_stmt *st, char buf[64])
{
	int64_t device = sqlite3_column_int64(st, 2), outside = sqlite3_column_int64(st, 3);

	if (device)
		snprintf(buf, 64, "d%lld", (long long)device);
	else if (outside)
		snprintf(buf, 64, "o%lld", (long long)outside);
	else
		snprintf(buf, 64, "site");
}

/* Identity of the finding at hand: check, subject and key, never how many packets. */
static void count_in(struct scope *s, sqlite3_stmt *st)
{
	const char *check = (const char *)sqlite3_column_text(st, 0),
		   *key = (const char *)sqlite3_column_text(st, 5);
	char line[640];
	int n = snprintf(line, sizeof line, "%s|", check);

	if (s->finding == sqlite3_column_int64(st, 1))
		return;
	s->finding = sqlite3_column_int64(st, 1);
	s->findings++;
	subject(st, line + n);
	n += (int)strlen(line + n);
	n += snprintf(line + n, sizeof line - (size_t)n, "|%.500s\n", key ? key : "");
	digest_bytes(&s->found, line, (size_t)n);
}

/* One row: a finding and one of the devices it is about, or none. Rows with a device come first: a finding
 * whose first row has none is about no device. */
static void count_row(struct counting *c, sqlite3_stmt *st)
{
	bool nobody = c->scope[0].finding != sqlite3_column_int64(st, 1);

	for (int i = 6; i < 10; i++)
		nobody &= sqlite3_column_type(st, i) == SQLITE_NULL;
	if (c->only)
		c->scope[0].finding = sqlite3_column_int64(st, 1);
	else
		count_in(&c->scope[0], st);
	for (size_t s = 1; s < c->scopes; s++) {
		bool member = nobody;

		for (int i = 6; i < 10 && !member; i++)
			member = marks_has(&c->scope[s].members, sqlite3_column_int64(st, i));
		if (member)
			count_in(&c->scope[s], st);
	}
}

static void begin(struct counting *c)
{
	for (size_t s = 0; s < c->scopes; s++) {
		digest_start(&c->scope[s].found);
		c->scope[s].findings = 0;
	}
}

static struct marks blob(sqlite3_stmt *st, int column)
{
	struct marks m = {0};
	int n = sqlite3_column_bytes(st, column);

	if (n > 0) {
		m.bit = (uint8_t *)(uintptr_t)sqlite3_column_blob(st, column);
		m.last = (int64_t)n * 8 - 1;
	}
	return m;
}

/* The site's row gets its hash; a system gets a row. at: the check at hand in outcome_marks. */
static int end(struct counting *c, sqlite3_stmt *at, struct scope *s)
{
	struct marks looked = blob(at, 1), good = blob(at, 2);
	bool more = sqlite3_column_int(at, 4) != 0, unfinished = sqlite3_column_int(at, 5) != 0;
	sqlite3_stmt *st = s->system ? c->insert : c->found;
	char name[24], hex[HEX_ROOM];
	unsigned char hash[32];

	digest_end(&s->found, hash);
	digest_hex(hash, hex);
	snprintf(name, sizeof name, "s%lld", (long long)s->system);
	sqlite3_bind_text(st, 1, (const char *)sqlite3_column_text(at, 0), -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, hex, -1, SQLITE_STATIC);
	if (!s->system)
		return step(st);
	sqlite3_bind_text(st, 3, name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 4, sqlite3_column_int64(at, 3));
	sqlite3_bind_int64(st, 5, s->findings);
	sqlite3_bind_int64(st, 6, looked.bit ? marks_common(&looked, &s->members, NULL) : 0);
	sqlite3_bind_int64(st, 7, looked.bit && good.bit ? marks_common(&looked, &good, &s->members) : 0);
	sqlite3_bind_int(st, 8, unfinished || (more && s->findings == 0));
	sqlite3_bind_int64(st, 9, c->now);
	return step(st);
}

/* Findings and checks lie in the same order: a merge, no check asked. */
static int merge(struct counting *c, sqlite3_stmt *check, sqlite3_stmt *finding)
{
	int more = sqlite3_step(finding), r, e = 0;

	while (e == 0 && (r = sqlite3_step(check)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(check, 0);

		begin(c);
		while (more == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(finding, 0), name) < 0)
			more = sqlite3_step(finding);
		for (; more == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(finding, 0), name) == 0;
		     more = sqlite3_step(finding))
			count_row(c, finding);
		for (size_t s = c->only ? 1 : 0; s < c->scopes && e == 0; s++)
			e = end(c, check, &c->scope[s]);
	}
	return e < 0 ? e : more == SQLITE_DONE || more == SQLITE_ROW ? 0 : -EIO;
}

/* With systems, every device that a finding is about; without, the findings alone. */
static const char *const finding_rows[] = {
	"SELECT check_name, id, device, outside, flow, key, NULL, NULL, NULL, NULL FROM finding"
	" ORDER BY check_name, device, outside, key, id",
	"SELECT f.check_name, f.id, f.device, f.outside, f.flow, f.key, f.device, a.device, w.client, "
	"w.server"
	" FROM finding f LEFT JOIN finding_about a ON a.finding = f.id LEFT JOIN flow w ON w.id = a.flow"
	" ORDER BY f.check_name, f.device, f.outside, f.key, f.id,"
	" a.device IS NULL AND w.client IS NULL AND w.server IS NULL"};

static int count(struct counting *c)
{
	sqlite3_stmt *check = NULL, *finding = NULL;
	int e = -EIO;

	if (sqlite3_prepare_v2(c->db, finding_rows[c->scopes > 1], -1, &finding, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(
		    c->db,
		    "SELECT m.check_name, m.looked, m.good, o.version, EXISTS (SELECT 1 FROM limit_ l WHERE"
		    " l.table_name IN ('check ' || m.check_name, 'check ' || m.check_name || ' (stopped)') "
		    "AND l.dropped > 0), o.unfinished"
		    " FROM outcome_marks m JOIN outcome o ON o.check_name = m.check_name AND o.system = "
		    "'site'"
		    " ORDER BY m.check_name",
		    -1, &check, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(c->db, "INSERT INTO outcome VALUES (?1, ?3, ?4, ?5, ?6, ?7, ?8, ?2, ?9)", -1,
			       &c->insert, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(c->db,
			       "UPDATE outcome SET found_hash = ?2 WHERE check_name = ?1 AND system = 'site'",
			       -1, &c->found, NULL) == SQLITE_OK)
		e = merge(c, check, finding);
	sqlite3_finalize(check);
	sqlite3_finalize(finding);
	sqlite3_finalize(c->insert);
	sqlite3_finalize(c->found);
	return e;
}

static int forget(const struct counting *c)
{
	char text[96];

	snprintf(text, sizeof text, "DELETE FROM outcome WHERE system = 's%lld' OR (%d AND system <> 'site')",
		 (long long)c->only, c->only == 0);
	return sql(c->db, text);
}

int outcomes_count(struct store *s, int64_t now, int64_t only)
{
	struct counting c = {.db = store_db(s), .now = now, .only = only};
	int e = forget(&c);

	c.last = ask_number(c.db, "SELECT MAX(id) FROM device", 0);
	if (e == 0)
		e = scopes_load(&c);
	if (e == 0)
		e = count(&c);
	for (size_t i = 0; i < c.scopes; i++)
		free(c.scope[i].members.bit);
	free(c.scope);
	return e;
}
