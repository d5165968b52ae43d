/* GET /devices: found, filtered and sorted on the board (board.h); only what is shown is read. */
#include "serve/board.h"
#include "serve/device_json.h"

#include "base/fold.h"
#include "inventory/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_devices_list;

enum { SETS_MAX = 8, SORTS_MAX = 6, KINDS_MAX = 64, OFFSET_MAX = 10000000 };

static const struct sort_key keys[] = {
	{"id", "d.id"},
	{"name", "d.name COLLATE NOCASE"},
	{"kind", "d.kind"},
	{"layer", "CASE d.layer WHEN 'device' THEN 0 WHEN 'lan' THEN 1 WHEN 'server' THEN 2 WHEN 'wan' THEN "
		  "3 ELSE 4 END"},
	{"maker", "d.maker COLLATE NOCASE"},
	{"model", "d.model COLLATE NOCASE"},
	{"ip", "address_order(o.ip)"},
	{"mac", "o.mac"},
	{"first", "o.first"},
	{"last", "o.last"},
	{"packets", "o.packets"},
	{"bytes", "o.bytes"},
	{"severity", "(SELECT min(f.severity) FROM finding f WHERE f.id IN (SELECT finding FROM "
		     "finding_about WHERE device = d.id))"},
	{"known", "o.known"},
	{"number", "d.number"},
	{"line", "d.line"},
	{"place", "d.place"},
	{"state", "y.state"},
	{NULL, NULL}};

struct listing_devices {
	struct call *call;
	const struct board *board;
	struct board_set set[SETS_MAX]; /* each has to hold */
	unsigned sets;
	bool kind[KINDS_MAX], kinds, failed;
	unsigned layers, states, severities; /* bits of those wanted; 0: any */
	char *query;                         /* folded; "" all */
	struct board_pairs pairs;            /* of it */
	int known;                           /* 1 0; -1 either */
	int64_t fresh, missing;
	struct {
		const uint32_t *rank;
		bool down;
	} sort[SORTS_MAX];
	unsigned sorts;
};

static void need(struct listing_devices *l, struct pick *q)
{
	struct board_set s = board_set_of(l->board, q);

	if (!s.bits || l->sets == SETS_MAX) {
		free(s.bits);
		l->failed = true;
		return;
	}
	l->set[l->sets++] = s;
}

/* A filter that the store answers: devices, by one value. */
static void by_text(struct listing_devices *l, const char *sql, const char *value)
{
	struct pick q;

	if (!value)
		return;
	pick_begin(&q, l->call, "");
	pick_text(&q, sql, value);
	need(l, &q);
}

static void by_number(struct listing_devices *l, const char *sql, int64_t value)
{
	struct pick q;

	if (!value)
		return;
	pick_begin(&q, l->call, "");
	pick_number(&q, sql, value);
	need(l, &q);
}

static void by_viewer(struct listing_devices *l)
{
	struct pick q;

	if (!viewer_restricted(&l->call->viewer))
		return;
	pick_begin(&q, l->call, "SELECT value FROM json_each(@mine)");
	need(l, &q);
}

static void sets(struct listing_devices *l)
{
	const struct call *c = l->call;
	const char *system = query_text(c, "system"), *protocol = query_text(c, "protocol");

	by_viewer(l);
	if (system && strcmp(system, "site") != 0)
		by_number(l, "SELECT device FROM system_device WHERE system = :", id_number(system));
	by_text(l, "SELECT id FROM device_shown WHERE maker = :", query_text(c, "maker"));
	if (protocol) {
		struct pick q;

		pick_begin(&q, l->call, "SELECT device FROM service WHERE ");
		pick_text(&q, "protocol = :", protocol);
		pick_text(&q, " UNION SELECT client FROM flow WHERE protocol = :", protocol);
		pick_text(&q, " UNION SELECT server FROM flow WHERE protocol = :", protocol);
		need(l, &q);
	}
	by_number(l, "SELECT device FROM finding_about WHERE device IS NOT NULL AND finding = :",
		  id_number(query_text(c, "finding")));
	by_number(l, "SELECT id FROM device WHERE behind = :", id_number(query_text(c, "behind")));
}

/* "plc,hmi": which of device_kinds. */
static bool kinds(struct listing_devices *l)
{
	const char *s = query_text(l->call, "kind");

	l->kinds = s != NULL;

	while (s && *s) {
		size_t n = strcspn(s, ",");
		bool found = false;

		for (int i = 0; device_kinds[i] && i < KINDS_MAX; i++)
			if (strlen(device_kinds[i]) == n && memcmp(device_kinds[i], s, n) == 0)
				found = l->kind[i] = true;
		if (!found)
			return false;
		s += n + (s[n] == ',');
	}
	return true;
}

/* Which of the words are asked for, as bits; 0: the parameter was not given. */
static unsigned wanted(const struct call *c, const char *name, const char *const *words)
{
	unsigned bits = 0;

	for (unsigned i = 0; query_text(c, name) && words[i]; i++)
		if (query_has(c, name, words[i]))
			bits |= 1u << i;
	return bits;
}

static void plain_filters(struct listing_devices *l)
{
	static const char *const severities[] = {"critical", "high", "medium", "low", "info", NULL};
	const struct call *c = l->call;

	l->layers = wanted(c, "layer", board_layers);
	l->states = wanted(c, "state", board_states);
	l->severities = wanted(c, "severity", severities);
	l->known = query_bool(c, "known");
	l->fresh = query_time(c, "new_since", INT64_MIN);
	l->missing = query_time(c, "missing_since", INT64_MAX);
}

static bool row_fits(const struct listing_devices *l, size_t i)
{
	const struct board_row *r = &l->board->row[i];
	unsigned state = r->state == BOARD_NONE ? 0 : r->state; /* without a state yet: introduced */

	for (unsigned k = 0; k < l->sets; k++)
		if (!board_has(&l->set[k], i))
			return false;
	if ((l->known >= 0 && r->known != l->known) || r->first < l->fresh || r->last >= l->missing)
		return false;
	if (l->kinds && (r->kind == BOARD_NONE || !l->kind[r->kind]))
		return false;
	if ((l->layers && !(l->layers >> (r->layer & 7) & 1)) || (l->states && !(l->states >> state & 1)))
		return false;
	if (l->severities && (r->severity == BOARD_NONE || !(l->severities >> (r->severity & 7) & 1)))
		return false;
	return !*l->query || (board_may_hold(&r->pairs, &l->pairs) &&
			      fold_finds(l->query, l->board->text + r->text, r->text_n));
}

/* --- order: a heap of the first offset + limit rows, the last of them on top */

static bool before(const struct listing_devices *l, uint32_t a, uint32_t b)
{
	for (unsigned i = 0; i < l->sorts; i++) {
		uint32_t x = l->sort[i].rank[a], y = l->sort[i].rank[b];

		if (x == y)
			continue;
		if (x == UINT32_MAX || y == UINT32_MAX) /* without a value: last, whichever way */
			return y == UINT32_MAX;
		return l->sort[i].down ? x > y : x < y;
	}
	return l->sorts && l->sort[0].down ? a > b : a < b;
}

static void sink(const struct listing_devices *l, uint32_t *heap, size_t n, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		uint32_t keep = heap[at];

		if (child + 1 < n && before(l, heap[child], heap[child + 1]))
			child++;
		if (!before(l, keep, heap[child]))
			return;
		heap[at] = heap[child];
		heap[child] = keep;
	}
}

static size_t take(const struct listing_devices *l, uint32_t *heap, size_t n, size_t most, uint32_t row)
{
	if (n < most) {
		heap[n] = row;
		for (size_t at = n; at && before(l, heap[(at - 1) / 2], heap[at]); at = (at - 1) / 2) {
			uint32_t other = heap[at];

			heap[at] = heap[(at - 1) / 2];
			heap[(at - 1) / 2] = other;
		}
		return n + 1;
	}
	if (most && before(l, row, heap[0])) {
		heap[0] = row;
		sink(l, heap, n, 0);
	}
	return n;
}

static void in_order(const struct listing_devices *l, uint32_t *heap, size_t n)
{
	while (n > 1) {
		uint32_t last = heap[--n];

		heap[n] = heap[0];
		heap[0] = last;
		sink(l, heap, n, 0);
	}
}

static void sorts(struct listing_devices *l, const char *sort)
{
	while (*sort && l->sorts < SORTS_MAX) {
		bool down = *sort == '-';
		size_t n = strcspn(sort += down, ",");

		for (const struct sort_key *k = keys; k->name; k++)
			if (strlen(k->name) == n && memcmp(k->name, sort, n) == 0) {
				l->sort[l->sorts].rank = board_rank(l->call, k->name, k->sql);
				l->sort[l->sorts].down = down;
				l->failed |= !l->sort[l->sorts++].rank;
			}
		sort += n + (sort[n] == ',');
	}
}

/* --- the answer */

static void show(struct call *c, const struct board *b, const uint32_t *rows, size_t n)
{
	static const char one[] = DEVICE_SELECT "WHERE d.id = ?1";

	for (size_t i = 0; i < n; i++) {
		struct scan s = kept_run(c, one, b->row[rows[i]].id);

		if (s.more)
			json_device(c, NULL, &s);
		if (kept_end(&s) < 0)
			c->out->error = 5;
	}
}

static int answer(struct listing_devices *l, uint32_t *heap, size_t offset, size_t limit)
{
	struct call *c = l->call;
	size_t n = 0, total = 0;
	char next[24];

	for (size_t i = 0; i < l->board->count; i++)
		if (row_fits(l, i)) {
			n = take(l, heap, n, offset + limit, (uint32_t)i);
			total++;
		}
	in_order(l, heap, n);
	json_object(c->out, NULL);
	json_array(c->out, "items");
	if (n > offset)
		show(c, l->board, heap + offset, n - offset);
	json_end_array(c->out);
	json_int(c->out, "total", (int64_t)total);
	snprintf(next, sizeof next, "o%zu", offset + limit);
	json_str(c->out, "next", offset + limit < total ? next : NULL);
	json_end_object(c->out);
	return 200;
}

static int listed(struct listing_devices *l)
{
	struct call *c = l->call;
	const char *cursor = query_text(c, "cursor"), *sort = query_text(c, "sort"), *q = query_text(c, "q");
	int64_t offset = list_offset(cursor), limit = query_int(c, "limit", 100);
	size_t most, n = q ? strlen(q) : 0;
	uint32_t *heap;

	if (offset < 0)
		return problem(c, 400, "bad-parameter", "cursor", "cursor");
	if (!kinds(l))
		return problem(c, 400, "bad-parameter", "kind", "kind");
	l->query = arena_get(c->arena, n + 1, 1);
	if (!l->query)
		return -12;
	l->pairs = board_pairs_of(l->query, fold(q ? q : "", n, l->query, n + 1));
	plain_filters(l);
	sets(l);
	sorts(l, sort ? sort : "id");
	most = (size_t)(offset + limit) < l->board->count ? (size_t)(offset + limit) : l->board->count;
	heap = l->failed ? NULL : calloc(most + 1, sizeof *heap);
	if (!heap)
		return -5;
	offset = (size_t)offset < most ? offset : (int64_t)most;
	n = (size_t)answer(l, heap, (size_t)offset, (size_t)limit);
	free(heap);
	return (int)n;
}

int api_devices_list(struct call *c)
{
	struct listing_devices l = {.call = c, .board = board_of(c)};
	int status = l.board ? listed(&l) : -5;

	for (unsigned i = 0; i < l.sets; i++)
		free(l.set[i].bits);
	return status;
}
