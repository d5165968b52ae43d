#include "inventory/rows.h"

#include <errno.h>
#include <stdio.h>

int rows_begin(struct rows *r, struct store *s, const char *table, int columns)
{
	char sql[160];
	int n = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?", table);

	for (int i = 1; i < columns && n < (int)sizeof sql - 3; i++)
		n += snprintf(sql + n, sizeof sql - (size_t)n, ",?");
	snprintf(sql + n, sizeof sql - (size_t)n, ")");
	*r = (struct rows){.columns = columns};
	r->error = sqlite3_prepare_v2(store_db(s), sql, -1, &r->st, NULL) == SQLITE_OK ? 0 : -EIO;
	return r->error;
}

static void keep(struct rows *r, int code)
{
	if (code != SQLITE_OK && !r->error)
		r->error = -EIO;
}

void rows_int(struct rows *r, int64_t v) { keep(r, sqlite3_bind_int64(r->st, ++r->column, v)); }
void rows_real(struct rows *r, double v) { keep(r, sqlite3_bind_double(r->st, ++r->column, v)); }
void rows_null(struct rows *r) { keep(r, sqlite3_bind_null(r->st, ++r->column)); }

void rows_id(struct rows *r, uint32_t id)
{
	if (id)
		rows_int(r, id);
	else
		rows_null(r);
}

void rows_word(struct rows *r, const char *s)
{
	if (s)
		keep(r, sqlite3_bind_text(r->st, ++r->column, s, -1, SQLITE_STATIC));
	else
		rows_null(r);
}

void rows_str(struct rows *r, const char *s) { rows_word(r, s && *s ? s : NULL); }

void rows_text(struct rows *r, struct text raw)
{
	char clean[TEXT_ROOM];
	size_t n = text_clean(raw, clean);

	keep(r, sqlite3_bind_text(r->st, ++r->column, clean, (int)n, SQLITE_TRANSIENT));
}

void rows_text_or_null(struct rows *r, const char *s)
{
	if (s && *s)
		rows_text(r, text_z(s));
	else
		rows_null(r);
}

void rows_mac(struct rows *r, struct mac m)
{
	char s[MAC_TEXT];

	if (mac_is_none(m))
		rows_null(r);
	else
		keep(r, sqlite3_bind_text(r->st, ++r->column, mac_text(m, s), -1, SQLITE_TRANSIENT));
}

void rows_ip(struct rows *r, struct ip ip)
{
	char s[IP_TEXT];

	if (ip_is_none(ip))
		rows_null(r);
	else
		keep(r, sqlite3_bind_text(r->st, ++r->column, ip_text(ip, s), -1, SQLITE_TRANSIENT));
}

void rows_packet(struct rows *r, struct packet p) { rows_int(r, store_packet(p.file, p.n)); }

void rows_next(struct rows *r)
{
	int code = r->column == r->columns ? sqlite3_step(r->st) : SQLITE_MISUSE;

	if (code != SQLITE_DONE && !r->error)
		r->error = -EIO;
	sqlite3_reset(r->st);
	r->column = 0;
	r->count++;
}

int rows_end(struct rows *r)
{
	sqlite3_finalize(r->st);
	r->st = NULL;
	return r->error;
}
