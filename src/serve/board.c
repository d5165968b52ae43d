#include "serve/board.h"
#include "serve/pick.h"
#include "serve/state.h"

#include "base/fold.h"
#include "inventory/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const board_layers[] = {"device", "lan", "server", "wan", "cloud", NULL};
const char *const board_states[] = {"introduced", "normal", "abnormal", "stray", "retired", NULL};

static struct board board = {.state = INT64_MIN};

void board_forget(void)
{
	free(board.row);
	free(board.text);
	for (unsigned i = 0; i < board.ranks; i++)
		free(board.rank[i].rank);
	board = (struct board){.state = INT64_MIN};
}

static uint8_t index_of(const char *const *words, const char *s)
{
	for (uint8_t i = 0; s && words[i]; i++)
		if (strcmp(words[i], s) == 0)
			return i;
	return BOARD_NONE;
}

/* --- rows */

static bool room_for(struct board *b, size_t n)
{
	size_t room = b->text_room ? b->text_room : 1 << 16;
	char *more;

	while (room < b->text_n + n)
		room *= 2;
	if (room == b->text_room)
		return true;
	more = room < UINT32_MAX ? realloc(b->text, room) : NULL;
	if (!more)
		return false;
	b->text = more;
	b->text_room = room;
	return true;
}

struct board_pairs board_pairs_of(const char *text, size_t n)
{
	struct board_pairs p = {{0, 0}};

	for (size_t i = 0; i + 1 < n; i++) {
		unsigned hash =
			((unsigned)(unsigned char)text[i] * 31 + (unsigned char)text[i + 1]) * 2654435761u >>
			25;

		if (text[i] != ' ' && text[i + 1] != ' ')
			p.bit[hash >> 6] |= 1ull << (hash & 63);
	}
	return p;
}

static bool add_text(struct board *b, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (!n)
		return true;
	if (!room_for(b, n + 2))
		return false;
	b->text_n += fold(s, n, b->text + b->text_n, n + 1);
	b->text[b->text_n++] = '\n';
	return true;
}

enum { FIRST_TEXT = 8 };
#define BOARD_ROWS                                                                                           \
	"SELECT d.id, d.layer, d.kind, o.first, o.last, o.known, w.worst, w.findings, 'd' || d.id, d.name, " \
	"o.name, d.maker, d.model, d.firmware, d.serial, d.number, d.line, d.place, l.owner, y.state FROM "  \
	"device_shown d JOIN device o ON o.id = d.id LEFT JOIN ledger l ON l.id = o.ledger LEFT JOIN "       \
	"device_life y ON y.device = d.id LEFT JOIN (SELECT a.device, min(f.severity) AS worst, "            \
	"count(DISTINCT f.id) AS findings FROM finding_about a JOIN finding f ON f.id = a.finding WHERE "    \
	"a.device IS NOT NULL GROUP BY a.device) w ON w.device = d.id ORDER BY d.id"
enum { LAST_TEXT = 18, COLUMN_STATE = 19 };

static bool one_row(struct board *b, const struct scan *s, struct scan *addresses)
{
	struct board_row *r = &b->row[b->count];
	bool fits = true;

	*r = (struct board_row){.id = s->key, .first = scan_int(s, 3), .last = scan_int(s, 4)};
	r->layer = index_of(board_layers, scan_str(s, 1));
	r->kind = index_of(device_kinds, scan_str(s, 2));
	r->known = scan_int(s, 5) != 0;
	r->severity = (uint8_t)scan_int_or(s, 6, BOARD_NONE);
	r->findings = (uint16_t)(scan_int(s, 7) < UINT16_MAX ? scan_int(s, 7) : UINT16_MAX);
	r->state = index_of(board_states, scan_str(s, COLUMN_STATE));
	r->text = (uint32_t)b->text_n;
	for (int i = FIRST_TEXT; i <= LAST_TEXT && fits; i++)
		fits = add_text(b, scan_str(s, i));
	for (; fits && scan_at(addresses, s->key); scan_next(addresses))
		fits = add_text(b, scan_str(addresses, 1));
	r->text_n = (uint32_t)(b->text_n - r->text);
	r->pairs = board_pairs_of(b->text + r->text, r->text_n);
	b->count++;
	return fits;
}

static int fill(struct board *b, struct store *store)
{
	int64_t count = scan_one(store, "SELECT count(*) FROM device", 0);
	struct scan s, addresses;
	bool fits = true;
	int r, e;

	b->row = calloc((size_t)count + 1, sizeof *b->row);
	if (!b->row)
		return -12;
	scan_open(&addresses, store, "SELECT device, value FROM address ORDER BY device");
	for (scan_open(&s, store, BOARD_ROWS); s.more && fits && b->count < (size_t)count; scan_next(&s))
		fits = one_row(b, &s, &addresses);
	r = scan_close(&s);
	e = scan_close(&addresses);
	return !fits ? -12 : r ? r : e;
}

const struct board *board_of(struct call *c)
{
	int64_t state = api_state(c->api);

	if (board.state == state)
		return &board;
	board_forget();
	if (fill(&board, c->store) < 0) {
		board_forget();
		return NULL;
	}
	board.state = state;
	return &board;
}

int64_t board_at(const struct board *b, int64_t device)
{
	size_t low = 0, high = b->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->row[middle].id == device)
			return (int64_t)middle;
		if (b->row[middle].id < device)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

struct board_set board_set_of(const struct board *b, struct pick *q)
{
	struct board_set set = {.bits = calloc(b->count / 8 + 1, 1)};

	for (struct scan *s = pick_run(q); set.bits && s->more; scan_next(s)) {
		int64_t at = board_at(b, s->key);

		if (at >= 0 && !board_has(&set, (size_t)at)) {
			set.bits[at / 8] |= (uint8_t)(1 << at % 8);
			set.count++;
		}
	}
	if (pick_end(q) < 0) {
		free(set.bits);
		set.bits = NULL;
	}
	return set;
}

/* --- ranks */

static bool same_value(sqlite3_stmt *st, char *last, size_t room)
{
	const char *text = (const char *)sqlite3_column_text(st, 1);
	bool same = text && strcmp(text, last) == 0;

	snprintf(last, room, "%s", text ? text : "");
	return same;
}

static int rank_rows(const struct board *b, sqlite3_stmt *st, uint32_t *rank)
{
	char last[1024] = "";
	uint32_t now = 0;
	int step;

	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t at = board_at(b, sqlite3_column_int64(st, 0));

		if (sqlite3_column_type(st, 1) == SQLITE_NULL)
			now = UINT32_MAX - 1;
		else if (!same_value(st, last, sizeof last))
			now++;
		if (at >= 0)
			rank[at] = now == UINT32_MAX - 1 ? UINT32_MAX : now;
	}
	return step == SQLITE_DONE ? 0 : -5;
}

const uint32_t *board_rank(struct call *c, const char *name, const char *sql)
{
	struct board_rank *r = &board.rank[board.ranks];
	sqlite3_stmt *st = NULL;
	char text[512];

	for (unsigned i = 0; i < board.ranks; i++)
		if (strcmp(board.rank[i].name, name) == 0)
			return board.rank[i].rank;
	if (board.ranks == BOARD_KEYS_MAX || !(r->rank = calloc(board.count + 1, sizeof *r->rank)))
		return NULL;
	snprintf(r->name, sizeof r->name, "%s", name);
	snprintf(
		text, sizeof text,
		"SELECT d.id, %s AS k FROM device_shown d JOIN device o ON o.id = d.id LEFT JOIN device_life "
		"y ON y.device = d.id ORDER BY k NULLS LAST",
		sql);
	if (sqlite3_prepare_v2(store_db(c->store), text, -1, &st, NULL) != SQLITE_OK ||
	    rank_rows(&board, st, r->rank) < 0) {
		free(r->rank);
		r->rank = NULL;
	} else {
		board.ranks++;
	}
	sqlite3_finalize(st);
	return r->rank;
}
