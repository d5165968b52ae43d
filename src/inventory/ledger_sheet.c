#include "inventory/ledger_sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ledger_map_set(struct ledger_map *m, const char *assignment)
{
	const char *equals = strchr(assignment, '=');

	for (int c = 0; equals && c < LEDGER_COLUMNS; c++) {
		const char *name = ledger_column_name((enum ledger_column)c);

		if (strlen(name) != (size_t)(equals - assignment) ||
		    strncmp(name, assignment, strlen(name)) != 0)
			continue;
		snprintf(m->heading[c], sizeof m->heading[c], "%s", equals + 1);
		return *m->heading[c] != '\0';
	}
	return false;
}

/* --- columns ------------------------------------------------------------------------------------------- */

static bool is_address(const char *s)
{
	struct mac mac;
	struct ip ip;

	return mac_parse(s, &mac) || ip_parse(s, &ip);
}

/* How many columns of ours the headings of this row name; 0 when an address stands in it. */
static int headings_in(const struct grid *g, size_t row)
{
	bool named[LEDGER_COLUMNS] = {false};
	enum ledger_column c;
	int n = 0;

	for (unsigned i = 0; i < g->rows[row].cells; i++) {
		const char *cell = grid_text(g, row, i);

		if (is_address(cell))
			return 0;
		if (*cell && ledger_heading_fits(cell, &c) && !named[c])
			named[c] = ++n;
	}
	return n;
}

/* The first row of the top with the most headings; two at least, so that a title is none. */
static int64_t find_head(const struct grid *g)
{
	int most = 1;
	int64_t head = -1;

	for (size_t row = 0; row < g->count && row < LEDGER_HEAD_ROWS; row++) {
		int n = headings_in(g, row);

		if (n > most) {
			most = n;
			head = (int64_t)row;
		}
	}
	return head;
}

static void guess_by_headings(const struct grid *g, struct ledger_sheet *l)
{
	int score[LEDGER_COLUMNS] = {0};

	for (unsigned i = 0; l->head >= 0 && i < g->rows[l->head].cells; i++) {
		const char *cell = grid_text(g, (size_t)l->head, i);
		enum ledger_column c = LEDGER_MAC;
		int s = *cell ? ledger_heading_fits(cell, &c) : 0;

		if (s <= score[c])
			continue;
		score[c] = s;
		l->column[c] = (int)i;
		l->heading[c] = cell;
	}
}

/* A column of addresses by what stands in the first rows, when no heading told. */
static void guess_by_contents(const struct grid *g, struct ledger_sheet *l)
{
	for (size_t row = (size_t)(l->head + 1);
	     row < g->count && row < (size_t)(l->head + 1) + LEDGER_HEAD_ROWS; row++)
		for (unsigned i = 0; i < g->rows[row].cells; i++) {
			const char *cell = grid_text(g, row, i);
			struct mac mac;
			struct ip ip;
			int c = mac_parse(cell, &mac) ? LEDGER_MAC : ip_parse(cell, &ip) ? LEDGER_IP : -1;

			if (c < 0 || l->column[c] >= 0)
				continue;
			l->column[c] = (int)i;
			l->guessed[c] = true;
		}
}

/* Puts a column where its heading was said to be; the heading may stand in any of the top rows. */
static bool place_by_map(const struct grid *g, struct ledger_sheet *l, int c, const char *heading)
{
	for (size_t row = 0; row < g->count && row < LEDGER_HEAD_ROWS; row++)
		for (unsigned i = 0; i < g->rows[row].cells; i++) {
			const char *cell = grid_text(g, row, i);

			if (!*cell || !ledger_same_heading(cell, heading))
				continue;
			for (int other = 0; other < LEDGER_COLUMNS; other++)
				if (l->column[other] == (int)i)
					l->column[other] = -1, l->heading[other] = "";
			l->column[c] = (int)i;
			l->heading[c] = cell;
			l->head = l->head > (int64_t)row ? l->head : (int64_t)row;
			return true;
		}
	return false;
}

/* A heading that was said once and is not in this file is passed over; a file may have other headings. */
static int find_columns(const struct grid *g, const struct ledger_map *map, const char *path,
			struct ledger_sheet *l, struct err *e)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		l->column[c] = -1;
		l->heading[c] = "";
	}
	l->head = find_head(g);
	guess_by_headings(g, l);
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (map && *map->heading[c])
			place_by_map(g, l, c, map->heading[c]);
	guess_by_contents(g, l);
	for (int c = 0; c <= LEDGER_NAME; c++)
		if (l->column[c] >= 0)
			return 0;
	return err_set(e, -EINVAL, path, "ledger-no-columns", "%s", "");
}

/* --- rows ---------------------------------------------------------------------------------------------- */

/* The first of several addresses in a cell ("00:11:22:33:44:55 / ...") that can be read. */
static bool first_of(const char *cell, bool (*parse)(const char *, void *), void *to)
{
	static const char between[] = " \t\r\n,;/|()";
	char word[64];

	for (cell += strspn(cell, between); *cell; cell += strspn(cell, between)) {
		size_t n = strcspn(cell, between);

		if (n < sizeof word) {
			memcpy(word, cell, n);
			word[n] = '\0';
			if (parse(word, to))
				return true;
		}
		cell += n;
	}
	return false;
}

static bool as_mac(const char *s, void *to) { return mac_parse(s, to) && !mac_is_group(*(struct mac *)to); }
static bool as_ip(const char *s, void *to) { return ip_parse(s, to); }

/* "-", "なし", "DHCP": a cell without a digit holds no address, and says so on purpose. */
static bool is_filled(const char *s) { return s[strcspn(s, "0123456789")] != '\0'; }

static const char *cell_of(const struct grid *g, const struct ledger_sheet *l, size_t row,
			   enum ledger_column c)
{
	return l->column[c] < 0 ? "" : grid_text(g, row, (unsigned)l->column[c]);
}

static const char *fill(const struct grid *g, const struct ledger_sheet *l, size_t i, struct ledger_row *row)
{
	const char *mac = cell_of(g, l, i, LEDGER_MAC), *ip = cell_of(g, l, i, LEDGER_IP), *wrong = NULL;

	*row = (struct ledger_row){.line_no = g->rows[i].line_no};
	if (is_filled(mac) && !first_of(mac, as_mac, &row->mac)) {
		wrong = "bad-mac";
		row->mac = (struct mac){0};
	}
	if (is_filled(ip) && !first_of(ip, as_ip, &row->ip))
		wrong = wrong ? wrong : "bad-ip";
	row->number = cell_of(g, l, i, LEDGER_NUMBER);
	row->name = cell_of(g, l, i, LEDGER_NAME);
	row->line = cell_of(g, l, i, LEDGER_LINE);
	row->place = cell_of(g, l, i, LEDGER_PLACE);
	row->owner = cell_of(g, l, i, LEDGER_OWNER);
	if (!*row->number && !*row->name && mac_is_none(row->mac) && ip_is_none(row->ip))
		return wrong ? wrong : "nothing";
	return wrong;
}

static void bad(struct ledger_sheet *l, unsigned line_no, const char *reason)
{
	if (l->bad_count < LEDGER_BAD_MAX)
		l->bad[l->bad_count] = (struct ledger_bad){line_no, reason};
	l->bad_count++;
}

static bool has_formula(const struct grid *g, const struct ledger_sheet *l, size_t row)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (l->column[c] >= 0 && grid_flags(g, row, (unsigned)l->column[c]) & GRID_FORMULA)
			return true;
	return false;
}

/* A row with a wrong address still is a row when something else names it; the address is left out and told.
 */
static void take_row(const struct grid *g, struct ledger_sheet *l, size_t i)
{
	struct ledger_row row;
	const char *wrong = fill(g, l, i, &row);

	if (wrong)
		bad(l, row.line_no, wrong);
	if (!*row.number && !*row.name && mac_is_none(row.mac) && ip_is_none(row.ip))
		return;
	l->formulas += has_formula(g, l, i);
	l->hidden += g->rows[i].hidden;
	l->rows[l->count++] = row;
}

int ledger_sheet_read(const struct grid *g, const struct ledger_map *map, const char *path,
		      struct ledger_sheet *ret_sheet, struct err *e)
{
	struct ledger_sheet l = {0};
	int r;

	l.rows = calloc(g->count + 1, sizeof *l.rows);
	l.bad = calloc(LEDGER_BAD_MAX, sizeof *l.bad);
	if (!l.rows || !l.bad)
		r = err_set(e, -ENOMEM, path, "ledger-unreadable", "%s", strerror(ENOMEM));
	else
		r = find_columns(g, map, path, &l, e);
	for (size_t i = (size_t)(l.head + 1); r == 0 && i < g->count; i++)
		take_row(g, &l, i);
	if (r == 0 && l.count == 0)
		r = err_set(e, -EINVAL, path, "ledger-empty", "%s", "");
	if (r == 0)
		*ret_sheet = l;
	else
		ledger_sheet_clear(&l);
	return r;
}

void ledger_sheet_clear(struct ledger_sheet *l)
{
	free(l->rows);
	free(l->bad);
	*l = (struct ledger_sheet){0};
}
