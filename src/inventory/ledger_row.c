#include "inventory/ledger_row.h"

#include "base/addr.h"
#include "base/out.h"
#include "base/text.h"
#include "inventory/save.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define NAMES "mac, ip, number, name, line, place, owner" /* as enum ledger_column */

static sqlite3_stmt *prepared(struct store *s, const char *sql, int64_t id)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK)
		sqlite3_bind_int64(st, 1, id);
	return st;
}

int ledger_one_get(struct store *s, int64_t id, struct ledger_one *ret)
{
	sqlite3_stmt *st = prepared(s, "SELECT line_no, " NAMES " FROM ledger WHERE id = ?1", id);
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	*ret = (struct ledger_one){.id = id};
	for (int i = 0; r == 0 && i < LEDGER_COLUMNS; i++) {
		const char *v = (const char *)sqlite3_column_text(st, i + 1);

		snprintf(ret->text[i], LEDGER_TEXT, "%s", v ? v : "");
	}
	if (r == 0)
		ret->line_no = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return r;
}

/* Addresses as the ledger keeps them. */
static int tidied(struct ledger_one *row, struct err *e)
{
	struct mac mac;
	struct ip ip;

	if (*row->text[LEDGER_MAC]) {
		if (!mac_parse(row->text[LEDGER_MAC], &mac))
			return err_set(e, -EINVAL, "mac", "ledger-mac", "%s", row->text[LEDGER_MAC]);
		mac_text(mac, row->text[LEDGER_MAC]);
	}
	if (*row->text[LEDGER_IP]) {
		if (!ip_parse(row->text[LEDGER_IP], &ip))
			return err_set(e, -EINVAL, "ip", "ledger-ip", "%s", row->text[LEDGER_IP]);
		ip_text(ip, row->text[LEDGER_IP]);
	}
	return 0;
}

static int allowed(struct ledger_one *row, struct err *e)
{
	bool any = false;

	for (int i = 0; i < LEDGER_COLUMNS; i++) {
		const char *v = row->text[i];

		if (!text_shows(text_z(v)) || *v == ' ')
			return err_set(e, -EINVAL, ledger_column_name((enum ledger_column)i), "ledger-text",
				       "%s", "");
		any |= *v && i != LEDGER_OWNER && i != LEDGER_LINE && i != LEDGER_PLACE;
	}
	return any ? tidied(row, e) : err_set(e, -EINVAL, "number", "ledger-empty", "%s", "");
}

static int64_t next(struct store *s)
{
	sqlite3_stmt *st =
		prepared(s,
			 "SELECT max(coalesce((SELECT max(id) FROM ledger), 0), coalesce((SELECT "
			 "max(body->>'row') FROM event WHERE kind = 'ledger-row-removed'), 0)) + 1 + 0 * ?1",
			 0);
	int64_t id = st && sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;

	sqlite3_finalize(st);
	return id;
}

static int set_owner(struct store *s, const struct ledger_one *row)
{
	sqlite3_stmt *st = prepared(s, "UPDATE ledger SET owner = nullif(?2, '') WHERE id = ?1", row->id);
	int r = -EIO;

	if (st) {
		sqlite3_bind_text(st, 2, row->text[LEDGER_OWNER], -1, SQLITE_STATIC);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

static void put(struct out *o, const struct ledger_one *row, const struct ledger_one *was)
{
	json_object(o, NULL);
	json_int(o, "row", row->id);
	json_int(o, "line_no", row->line_no);
	for (int i = 0; i < LEDGER_OWNER; i++)
		json_str(o, ledger_column_name((enum ledger_column)i), *row->text[i] ? row->text[i] : NULL);
	json_array(o, "changed");
	for (int i = 0; i < LEDGER_COLUMNS; i++)
		if (strcmp(row->text[i], was->text[i]) != 0)
			json_str(o, NULL, ledger_column_name((enum ledger_column)i));
	json_end_array(o);
	json_end_object(o);
}

static int failed(struct store *s, int r, struct err *e)
{
	return r < 0 ? err_set(e, r, "", "store", "%s", store_error(s)) : 0;
}

int ledger_one_set(struct store *s, struct ledger_one *row, int64_t at, const char *actor, struct err *e)
{
	struct ledger_one was = {0};
	struct out o;
	int r = allowed(row, e);

	if (r < 0)
		return r;
	if (row->id)
		ledger_one_get(s, row->id, &was);
	else if (!(row->id = next(s)))
		return failed(s, -EIO, e);
	if (memcmp(&was, row, sizeof was) == 0)
		return 0;
	if (out_init(&o, -1) < 0)
		return failed(s, -ENOMEM, e);
	put(&o, row, &was);
	r = journal_append(s, at, "ledger-row-set", actor, out_bytes(&o, NULL), NULL);
	out_clear(&o);
	if (r == 0)
		r = set_owner(s, row);
	return failed(s, r == 0 ? ledger_rematch(s) : r, e);
}

int ledger_one_remove(struct store *s, int64_t id, int64_t at, const char *actor, struct err *e)
{
	struct ledger_one was;
	char body[64];
	int r = ledger_one_get(s, id, &was);

	if (r < 0)
		return err_set(e, r, "", "ledger-no-row", "%lld", (long long)id);
	snprintf(body, sizeof body, "{\"row\":%lld}", (long long)id);
	r = journal_append(s, at, "ledger-row-removed", actor, body, NULL);
	return failed(s, r == 0 ? ledger_rematch(s) : r, e);
}
