#include "inventory/ledger_import.h"

#include "base/out.h"
#include "base/text.h"
#include "inventory/save.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A row as it will be kept: cleaned, NULL where nothing stands. In the order of the columns of table ledger.
 */
enum field { NUMBER, NAME, MAC, IP, LINE, PLACE, OWNER, FIELDS };

static const char *const fields[FIELDS] = {"number", "name", "mac", "ip", "line", "place", "owner"};

struct row {
	unsigned line_no;
	const char *text[FIELDS];
	char room[FIELDS][TEXT_ROOM];
};

enum statement {
	BY_MAC,
	BY_IP,
	BY_NUMBER,
	BY_NAME,
	TAKE,
	OLD,
	OWNER_SET,
	EARLIER,
	REMEMBER,
	WIRE_IP,
	WIRE_MAC,
	STATEMENTS
};

/* ?1 what is looked for, ?2 the row's number or NULL: an address or a name of another number is another
 * row's. */
static const char *const sql[STATEMENTS] = {
	[BY_MAC] = "SELECT id FROM had WHERE mac = ?1 AND NOT taken LIMIT 1",
	[BY_IP] = "SELECT id FROM had WHERE ip = ?1 AND NOT taken AND (number IS NULL OR ?2 IS NULL OR "
		  "number = ?2)"
		  " AND (mac IS NULL OR ?3 IS NULL) LIMIT 1",
	[BY_NUMBER] = "SELECT id FROM had WHERE number = ?1 AND NOT taken ORDER BY id LIMIT 1",
	[BY_NAME] = "SELECT id FROM had WHERE name = ?1 AND NOT taken AND (number IS NULL OR ?2 IS NULL) AND "
		    "(mac IS NULL OR ?3 IS NULL)"
		    " AND (SELECT count(*) FROM had o WHERE o.name = ?1) = 1 LIMIT 1",
	[TAKE] = "UPDATE had SET taken = 1 WHERE id = ?1",
	[OLD] = "SELECT number, name, mac, ip, line, place, owner FROM main.ledger WHERE id = ?1",
	[OWNER_SET] = "UPDATE main.ledger SET owner = ?2 WHERE id = ?1",
	[EARLIER] = "SELECT line, other FROM stands WHERE kind = ?1 AND value = ?2",
	[REMEMBER] = "INSERT OR IGNORE INTO stands VALUES (?1, ?2, ?3, ?4)",
	[WIRE_IP] = "SELECT d.ip FROM main.address a JOIN main.device d ON d.id = a.device WHERE a.kind = "
		    "'mac' AND a.value = ?1"
		    " AND d.ip IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.address b WHERE b.device = "
		    "a.device AND b.kind = 'ip' AND b.value = ?2)",
	[WIRE_MAC] = "SELECT d.mac FROM main.address a JOIN main.device d ON d.id = a.device WHERE a.kind = "
		     "'ip' AND a.value = ?1 AND d.mac IS NOT NULL"
		     " AND NOT EXISTS (SELECT 1 FROM main.address b WHERE b.device = a.device AND b.kind = "
		     "'mac' AND b.value = ?2)"
		     " ORDER BY a.last DESC LIMIT 1",
};

/* had: the ledger as it was. stands: where each MAC address, number and IP address stood first in this list.
 */
static const char scratch[] =
	"CREATE TEMP TABLE had AS SELECT id, number, name, mac, ip, 0 AS taken FROM main.ledger;"
	"CREATE UNIQUE INDEX temp.had_id ON had(id); CREATE INDEX temp.had_mac ON had(mac); CREATE INDEX "
	"temp.had_ip ON had(ip);"
	"CREATE INDEX temp.had_number ON had(number); CREATE INDEX temp.had_name ON had(name);"
	"CREATE TEMP TABLE stands(kind TEXT, value TEXT, line INTEGER, other TEXT, PRIMARY KEY (kind, "
	"value)) WITHOUT ROWID;";

struct import {
	struct store *site;
	sqlite3 *db;
	sqlite3_stmt *st[STATEMENTS];
	int64_t at, next;
	const char *actor;
	ledger_told_fn *told;
	void *ctx;
	struct ledger_imported *n;
	struct out body;
	char answer[TEXT_ROOM];
};

/* --- statements ---------------------------------------------------------------------------------------- */

static void bind(sqlite3_stmt *st, int at, const char *text)
{
	if (text)
		sqlite3_bind_text(st, at, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(st, at);
}

/* The first column of the first row as a number; 0 none. */
static int64_t find(struct import *i, enum statement which, const char *a, const char *b, const char *c)
{
	sqlite3_stmt *st = i->st[which];
	int64_t id = 0;

	if (!a)
		return 0;
	bind(st, 1, a);
	if (sqlite3_bind_parameter_count(st) > 1)
		bind(st, 2, b);
	if (sqlite3_bind_parameter_count(st) > 2)
		bind(st, 3, c);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return id;
}

/* Likewise as a text, in i->answer; NULL none. */
static const char *find_text(struct import *i, enum statement which, const char *a, const char *b)
{
	sqlite3_stmt *st = i->st[which];
	const char *found = NULL;

	if (!a)
		return NULL;
	bind(st, 1, a);
	bind(st, 2, b);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0)) {
		snprintf(i->answer, sizeof i->answer, "%s", (const char *)sqlite3_column_text(st, 0));
		found = i->answer;
	}
	sqlite3_reset(st);
	return found;
}

/* --- what does not fit --------------------------------------------------------------------------------- */

static void tell(struct import *i, const struct row *r, const char *reason, unsigned other, const char *value,
		 const char *wire)
{
	i->n->told++;
	i->told(i->ctx,
		&(struct ledger_told){reason, r->line_no, other, r->text[NUMBER] ? r->text[NUMBER] : "",
				      value ? value : "", wire ? wire : ""});
}

/* The line on which this value stood first, 0 never; it stands there from now on. What went with it, in
 * i->answer. */
static unsigned earlier(struct import *i, const struct row *r, enum field f, const char *with)
{
	sqlite3_stmt *st = i->st[EARLIER];
	unsigned line = 0;

	if (!r->text[f])
		return 0;
	bind(st, 1, fields[f]);
	bind(st, 2, r->text[f]);
	i->answer[0] = '\0';
	if (sqlite3_step(st) == SQLITE_ROW) {
		line = (unsigned)sqlite3_column_int64(st, 0);
		if (sqlite3_column_text(st, 1))
			snprintf(i->answer, sizeof i->answer, "%s", (const char *)sqlite3_column_text(st, 1));
	}
	sqlite3_reset(st);
	st = i->st[REMEMBER];
	bind(st, 1, fields[f]);
	bind(st, 2, r->text[f]);
	sqlite3_bind_int64(st, 3, r->line_no);
	bind(st, 4, with);
	sqlite3_step(st);
	sqlite3_reset(st);
	return line;
}

/* Within the list. False: the row is not taken. */
static bool fits_list(struct import *i, const struct row *r)
{
	const char *mac = r->text[MAC];
	unsigned line = earlier(i, r, MAC, NULL);

	if (line) {
		tell(i, r, "twice-mac", line, mac, NULL);
		return false;
	}
	line = earlier(i, r, NUMBER, NULL);
	if (line)
		tell(i, r, "twice-number", line, r->text[NUMBER], NULL);
	line = earlier(i, r, IP, mac);
	if (line && (!mac || strcmp(mac, i->answer) != 0))
		tell(i, r, "twice-ip", line, r->text[IP], NULL);
	return true;
}

/* With what was seen. */
static void compare_wire(struct import *i, const struct row *r)
{
	const char *wire;

	if (!r->text[MAC] || !r->text[IP])
		return;
	if ((wire = find_text(i, WIRE_IP, r->text[MAC], r->text[IP])))
		tell(i, r, "other-ip", 0, r->text[IP], wire);
	else if ((wire = find_text(i, WIRE_MAC, r->text[IP], r->text[MAC])))
		tell(i, r, "other-mac", 0, r->text[MAC], wire);
}

/* --- one row ------------------------------------------------------------------------------------------- */

static int64_t known_as(struct import *i, const struct row *r)
{
	int64_t id = find(i, BY_MAC, r->text[MAC], NULL, NULL);

	if (!id)
		id = find(i, BY_IP, r->text[IP], r->text[NUMBER], r->text[MAC]);
	if (!id)
		id = find(i, BY_NUMBER, r->text[NUMBER], NULL, NULL);
	if (!id)
		id = find(i, BY_NAME, r->text[NAME], r->text[NUMBER], r->text[MAC]);
	return id;
}

static bool same(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : !a && !b; }

/* Which fields differ from what the ledger has, as bits. */
static unsigned differs(struct import *i, int64_t id, const struct row *r)
{
	sqlite3_stmt *st = i->st[OLD];
	unsigned bits = 0;

	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) == SQLITE_ROW)
		for (int f = 0; f < FIELDS; f++)
			bits |= same((const char *)sqlite3_column_text(st, f), r->text[f]) ? 0 : 1u << f;
	if (bits & 1u << NUMBER && sqlite3_column_text(st, NUMBER) &&
	    same((const char *)sqlite3_column_text(st, MAC), r->text[MAC]) && r->text[MAC])
		tell(i, r, "other-number", 0, r->text[NUMBER], (const char *)sqlite3_column_text(st, NUMBER));
	sqlite3_reset(st);
	return bits;
}

static int append(struct import *i, const char *kind)
{
	size_t n;
	const char *body = out_bytes(&i->body, &n);
	int r = i->body.error ? -ENOMEM : journal_append(i->site, i->at, kind, i->actor, body, NULL);

	i->body.used = 0;
	i->body.first = true;
	return r;
}

static int set_owner(struct import *i, int64_t id, const char *owner)
{
	sqlite3_stmt *st = i->st[OWNER_SET];
	int r;

	sqlite3_bind_int64(st, 1, id);
	bind(st, 2, owner);
	r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	sqlite3_reset(st);
	return r;
}

/* The event names the person in charge as changed, never by name. */
static int set(struct import *i, int64_t id, const struct row *r, unsigned bits)
{
	int code;

	json_object(&i->body, NULL);
	json_int(&i->body, "row", id);
	json_int(&i->body, "line_no", r->line_no);
	for (int f = 0; f < OWNER; f++)
		json_str(&i->body, fields[f], r->text[f]);
	json_array(&i->body, "changed");
	for (int f = 0; f < FIELDS; f++)
		if (bits & 1u << f)
			json_str(&i->body, NULL, fields[f]);
	json_end_array(&i->body);
	json_end_object(&i->body);
	code = append(i, "ledger-row-set");
	return code == 0 && bits & 1u << OWNER ? set_owner(i, id, r->text[OWNER]) : code;
}

static int take(struct import *i, const struct row *r)
{
	int64_t id;
	unsigned bits = 0;

	if (!fits_list(i, r))
		return 0;
	compare_wire(i, r);
	i->n->rows++;
	id = known_as(i, r);
	if (id) {
		sqlite3_bind_int64(i->st[TAKE], 1, id);
		sqlite3_step(i->st[TAKE]);
		sqlite3_reset(i->st[TAKE]);
		bits = differs(i, id, r);
		i->n->changed += bits != 0;
		i->n->same += bits == 0;
		return bits ? set(i, id, r, bits) : 0;
	}
	for (int f = 0; f < FIELDS; f++)
		bits |= r->text[f] ? 1u << f : 0;
	i->n->added++;
	return set(i, i->next++, r, bits);
}

static void keep(struct row *r, enum field f, const char *text)
{
	size_t n = text_clean(text_z(text), r->room[f]);

	r->text[f] = n ? r->room[f] : NULL;
}

static void row_of(const struct ledger_row *from, struct row *r)
{
	r->line_no = from->line_no;
	keep(r, NUMBER, from->number);
	keep(r, NAME, from->name);
	keep(r, LINE, from->line);
	keep(r, PLACE, from->place);
	keep(r, OWNER, from->owner);
	r->text[MAC] = mac_is_none(from->mac) ? NULL : mac_text(from->mac, r->room[MAC]);
	r->text[IP] = ip_is_none(from->ip) ? NULL : ip_text(from->ip, r->room[IP]);
}

/* --- all of them --------------------------------------------------------------------------------------- */

static int remove_rest(struct import *i, bool replace)
{
	sqlite3_stmt *st = NULL;
	int r = 0, step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(i->db, "SELECT id, number, name, mac FROM had WHERE NOT taken ORDER BY id", -1,
			       &st, NULL) == SQLITE_OK)
		while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
			if (!replace) {
				i->n->missing++;
				continue;
			}
			i->n->removed++;
			json_object(&i->body, NULL);
			json_int(&i->body, "row", sqlite3_column_int64(st, 0));
			for (int f = 0; f < 3; f++)
				json_str(&i->body, fields[f], (const char *)sqlite3_column_text(st, 1 + f));
			json_end_object(&i->body);
			r = append(i, "ledger-row-removed");
		}
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

/* Numbers of rows are never used again, even when the last one was removed: the journal speaks of them. */
static int64_t next_row(sqlite3 *db)
{
	static const char last[] = "SELECT max(coalesce((SELECT max(id) FROM main.ledger), 0), "
				   "coalesce((SELECT max(json_extract(body, '$.row')) FROM "
				   "main.event WHERE kind = 'ledger-row-removed'), 0)) + 1";
	sqlite3_stmt *st = NULL;
	int64_t v = 1;

	if (sqlite3_prepare_v2(db, last, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static int begin(struct import *i)
{
	int r = sqlite3_exec(i->db, scratch, NULL, NULL, NULL) == SQLITE_OK ? out_init(&i->body, -1) : -EIO;

	for (int s = 0; s < STATEMENTS && r == 0; s++)
		if (sqlite3_prepare_v2(i->db, sql[s], -1, &i->st[s], NULL) != SQLITE_OK)
			r = -EIO;
	i->next = next_row(i->db);
	return r;
}

static void end(struct import *i)
{
	for (int s = 0; s < STATEMENTS; s++)
		sqlite3_finalize(i->st[s]);
	out_clear(&i->body);
	sqlite3_exec(i->db, "DROP TABLE IF EXISTS temp.had; DROP TABLE IF EXISTS temp.stands", NULL, NULL,
		     NULL);
}

int ledger_import(struct store *site, const struct ledger_sheet *l, bool replace, int64_t at,
		  const char *actor, ledger_told_fn *told, void *ctx, struct ledger_imported *ret)
{
	struct import i = {.site = site,
			   .db = store_db(site),
			   .at = at,
			   .actor = actor,
			   .told = told,
			   .ctx = ctx,
			   .n = ret};
	static struct row row;
	int r;

	*ret = (struct ledger_imported){0};
	r = begin(&i);
	for (size_t n = 0; n < l->count && r == 0; n++) {
		row_of(&l->rows[n], &row);
		r = take(&i, &row);
	}
	if (r == 0)
		r = remove_rest(&i, replace);
	end(&i);
	return r == 0 ? ledger_rematch(site) : r;
}
