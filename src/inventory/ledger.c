#include "inventory/ledger.h"

#include "base/text.h"
#include "ingest/csv.h"
#include "ingest/slurp.h"
#include "inventory/ledger_columns.h"
#include "inventory/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *ledger_column_name(enum ledger_column c)
{
	static const char *const names[LEDGER_COLUMNS] = {"mac",  "ip",    "number", "name",
							  "line", "place", "owner"};

	return c < LEDGER_COLUMNS ? names[c] : "";
}

/* --- columns
 * ------------------------------------------------------------------------------------------------------ */

/* A heading without case, spaces and punctuation; full-width letters and digits as ASCII. As tools/ledger.py
 * does it. */
static void plain(const char *s, char out[128])
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = 0;

	while (*p && n < 124) {
		unsigned char c = *p;

		if (c == 0xef && (p[1] == 0xbc || p[1] == 0xbd) && p[2]) { /* U+FF00..FF5E */
			unsigned code = 0xf000u | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);

			if (code > 0xff00 && code < 0xff5f) {
				c = (unsigned char)(code - 0xfee0);
				p += 2;
			}
		} else if (c == 0xe3 && p[1] == 0x80 && p[2] == 0x80) { /* ideographic space */
			p += 3;
			continue;
		} else if (c == 0xe3 && p[1] == 0x83 && p[2] == 0xbb) { /* middle dot */
			p += 3;
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c | 0x20);
		if (c > ' ' && !strchr("-_./,:;()[]#*", c))
			out[n++] = (char)c;
		p++;
	}
	out[n] = '\0';
}

int ledger_heading_fits(const char *cell, enum ledger_column *ret_column)
{
	char heading[128];
	int best = 0;

	plain(cell, heading);
	for (const struct ledger_heading *h = ledger_headings; h->word; h++) {
		size_t n = strlen(h->word);
		int score = strcmp(heading, h->word) == 0       ? 1000
			    : n > 2 && strstr(heading, h->word) ? (int)n
								: 0;

		if (score > best) {
			best = score;
			*ret_column = (enum ledger_column)h->column;
		}
	}
	return best;
}

bool ledger_same_heading(const char *a, const char *b)
{
	char x[128], y[128];

	plain(a, x);
	plain(b, y);
	return strcmp(x, y) == 0;
}

static bool name_columns(struct ledger *l, const struct csv *c)
{
	int score[LEDGER_COLUMNS] = {0};
	bool any = false;

	for (unsigned i = 0; i < c->cells; i++) {
		enum ledger_column column = LEDGER_MAC;
		struct ip ip;
		struct mac mac;
		int s;

		if (mac_parse(c->cell[i], &mac) || ip_parse(c->cell[i], &ip))
			return false; /* the first row is a device already */
		s = ledger_heading_fits(c->cell[i], &column);
		if (s > score[column]) {
			score[column] = s;
			l->column[column] = (int)i;
			l->heading[column] = c->cell[i];
			any = true;
		}
	}
	return any;
}

/* Columns of addresses by what stands in them, when no heading told. */
static void guess_columns(struct ledger *l, const struct csv *row)
{
	for (unsigned i = 0; i < row->cells; i++) {
		struct mac mac;
		struct ip ip;
		int column = mac_parse(row->cell[i], &mac) ? LEDGER_MAC
			     : ip_parse(row->cell[i], &ip) ? LEDGER_IP
							   : -1;

		if (column >= 0 && l->column[column] < 0) {
			l->column[column] = (int)i;
			l->guessed[column] = true;
		}
	}
}

/* --- rows
 * ---------------------------------------------------------------------------------------------------------
 */

static void bad(struct ledger *l, unsigned line_no, const char *reason)
{
	if (l->bad_count < LEDGER_BAD_MAX)
		l->bad[l->bad_count] = (struct ledger_bad){line_no, reason};
	l->bad_count++;
}

static const char *cell_of(const struct ledger *l, const struct csv *c, enum ledger_column column)
{
	int i = l->column[column];

	return i >= 0 && i < (int)c->cells ? c->cell[i] : "";
}

static const char *row_fill(const struct ledger *l, const struct csv *c, struct ledger_row *row)
{
	const char *mac = cell_of(l, c, LEDGER_MAC), *ip = cell_of(l, c, LEDGER_IP);

	*row = (struct ledger_row){.line_no = c->line_no};
	if (*mac && strcmp(mac, "-") != 0 && (!mac_parse(mac, &row->mac) || mac_is_group(row->mac)))
		return "bad-mac";
	if (*ip && strcmp(ip, "-") != 0 && !ip_parse(ip, &row->ip) && mac_is_none(row->mac))
		return strcmp(ip, "DHCP") == 0 ? "no-address" : "bad-ip";
	if (mac_is_none(row->mac) && ip_is_none(row->ip))
		return "no-address";
	row->number = cell_of(l, c, LEDGER_NUMBER);
	row->name = cell_of(l, c, LEDGER_NAME);
	row->line = cell_of(l, c, LEDGER_LINE);
	row->place = cell_of(l, c, LEDGER_PLACE);
	row->owner = cell_of(l, c, LEDGER_OWNER);
	return NULL;
}

static int row_add(struct ledger *l, const struct csv *c, struct table *seen)
{
	struct ledger_row row, *more;
	const char *reason = row_fill(l, c, &row);
	struct who who;
	bool is_new;

	memset(&who, 0, sizeof who);
	who.mac = row.mac;
	if (mac_is_none(row.mac))
		who.ip = row.ip;
	if (!reason && table_add(seen, &who, &is_new) && !is_new)
		reason = "twice";
	if (reason) {
		bad(l, c->line_no, reason);
		return 0;
	}
	if (l->count >= LEDGER_ROWS_MAX)
		return ERR_LIMIT;
	if ((l->count & (l->count - 1)) == 0) { /* room for the next power of two */
		more = realloc(l->rows, (l->count ? l->count * 2 : 1) * sizeof *more);
		if (!more)
			return -ENOMEM;
		l->rows = more;
	}
	l->rows[l->count++] = row;
	return 0;
}

static int rows_read(struct ledger *l, struct csv *c, const char *path, struct err *e)
{
	struct table seen;
	bool named = csv_next(c) && name_columns(l, c), again = !named && c->cells;
	int r = 0;

	table_init(&seen, sizeof(struct who), sizeof(struct who), LEDGER_ROWS_MAX);
	while (r == 0 && (again || csv_next(c))) {
		again = false;
		if (l->column[LEDGER_MAC] < 0 || l->column[LEDGER_IP] < 0)
			guess_columns(l, c);
		r = row_add(l, c, &seen);
	}
	table_clear(&seen);
	if (r < 0)
		return err_set(e, r, path, "ledger-too-large", "%d", LEDGER_ROWS_MAX);
	if (l->column[LEDGER_MAC] < 0 && l->column[LEDGER_IP] < 0)
		return err_set(e, -EINVAL, path, "ledger-no-address-column", "%s", "");
	if (l->count == 0)
		return err_set(e, -EINVAL, path, "ledger-empty", "%s", "");
	return 0;
}

int ledger_parse(const char *bytes, size_t n, const char *path, struct ledger *ret_ledger, struct err *e)
{
	struct ledger l = {.bad = calloc(LEDGER_BAD_MAX, sizeof *l.bad)};
	struct csv c;
	size_t length;
	int r;

	l.text = text_to_utf8(bytes, n, &length, &l.encoding);
	for (int i = 0; i < LEDGER_COLUMNS; i++) {
		l.column[i] = -1;
		l.heading[i] = "";
	}
	if (!l.bad || !l.text) {
		ledger_clear(&l);
		return err_set(e, -EINVAL, path, "ledger-encoding", "%s", "");
	}
	csv_init(&c, l.text, length);
	r = rows_read(&l, &c, path, e);
	if (r < 0)
		ledger_clear(&l);
	else
		*ret_ledger = l;
	return r;
}

int ledger_read(const char *path, struct ledger *ret_ledger, struct err *e)
{
	char *bytes;
	size_t n;
	int r = slurp(path, LEDGER_BYTES_MAX, &bytes, &n);

	if (r == -EFBIG)
		return err_set(e, r, path, "ledger-too-large", "%d", LEDGER_BYTES_MAX >> 20);
	if (r < 0)
		return err_set(e, r, path, "ledger-unreadable", "%s", strerror(-r));
	r = ledger_parse(bytes, n, path, ret_ledger, e);
	free(bytes);
	return r;
}

void ledger_clear(struct ledger *l)
{
	free(l->rows);
	free(l->bad);
	free(l->text);
	*l = (struct ledger){0};
}
