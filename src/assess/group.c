#include "assess/group.h"

#include "base/hash.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_CHARS = 60, VALUE_ROOM = VALUE_CHARS * 4 + 8 };

static int init(struct groups *g, struct arena *a, size_t most)
{
	memset(g, 0, sizeof *g);
	g->arena = a;
	g->most = most;
	g->list = arena_get(a, most, sizeof *g->list);
	return g->list ? 0 : -ENOMEM;
}

int groups_init(struct groups *g, struct arena *a) { return init(g, a, FINDINGS_MAX); }

int groups_init_pairs(struct groups *g, struct arena *a, size_t most)
{
	int r = init(g, a, most);

	g->pairs = true;
	return r;
}

static void learn_columns(struct groups *g, sqlite3_stmt *row)
{
	const struct {
		const char *name;
		int *to;
	} reserved[] = {{"device", &g->device},  {"outside", &g->outside}, {"flow", &g->flow},
			{"packet", &g->packet},  {"packet2", &g->packet2}, {"key", &g->key},
			{"about", &g->about},    {"total", &g->total},     {"peer", &g->peer},
			{"finding", &g->finding}};
	size_t r, n = sizeof reserved / sizeof *reserved;

	for (r = 0; r < n; r++)
		*reserved[r].to = -1;
	for (int c = 0; c < sqlite3_column_count(row); c++) {
		const char *name = sqlite3_column_name(row, c);

		for (r = 0; r < n && strcmp(reserved[r].name, name) != 0; r++)
			;
		if (r < n) {
			*reserved[r].to = c;
		} else if (g->names < VALUES_MAX) {
			g->name[g->names] = arena_text(g->arena, name, strlen(name));
			g->column[g->names++] = c;
		}
	}
	g->columns_known = true;
}

static int64_t id_at(sqlite3_stmt *row, int column)
{
	return column < 0 ? 0 : sqlite3_column_int64(row, column);
}

static const char *text_at(sqlite3_stmt *row, int column)
{
	return column < 0 ? NULL : (const char *)sqlite3_column_text(row, column);
}

/* 12345 as 12,345. */
void group_number(char *buf, size_t room, int64_t v)
{
	char digits[24];
	int n = snprintf(digits, sizeof digits, "%lld", (long long)v), start = digits[0] == '-';
	size_t at = 0;

	for (int i = 0; i < n && at + 2 < room; i++) {
		if (i > start && (n - i) % 3 == 0)
			buf[at++] = ',';
		buf[at++] = digits[i];
	}
	buf[at] = '\0';
}

/* Days since 1970 to a date of the proleptic Gregorian calendar (H. Hinnant, chrono-compatible low-level date
 * algorithms). */
static void date_text(char *buf, size_t room, int64_t us)
{
	int64_t day = us / 86400000000 - (us % 86400000000 < 0), z = day + 719468,
		era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153,
		m = mp < 10 ? mp + 3 : mp - 9;

	snprintf(buf, room, "%04lld-%02lld-%02lld", (long long)(yoe + era * 400 + (m <= 2)), (long long)m,
		 (long long)(doy - (153 * mp + 2) / 5 + 1));
}

/* A text cut at a character, with an ellipsis. */
static void short_text(char *buf, const char *s)
{
	size_t chars = 0, n = 0;

	for (; s[n] && (chars += ((unsigned char)s[n] & 0xc0) != 0x80) <= VALUE_CHARS && n < VALUE_ROOM - 4;
	     n++)
		;
	memcpy(buf, s, n);
	memcpy(buf + n, s[n] ? "…" : "", s[n] ? sizeof "…" : 1);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), e = strlen(end);

	return n > e && strcmp(s + n - e, end) == 0;
}

/* The value as it is shown; false: there is none. */
static bool shown(char buf[VALUE_ROOM], const char *name, sqlite3_stmt *row, int column)
{
	const char *s;

	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		return false;
	if (sqlite3_column_type(row, column) == SQLITE_INTEGER) {
		if (ends_with(name, "_on"))
			date_text(buf, VALUE_ROOM, sqlite3_column_int64(row, column));
		else
			group_number(buf, VALUE_ROOM, sqlite3_column_int64(row, column));
		return true;
	}
	s = text_at(row, column);
	if (!s || !*s)
		return false;
	short_text(buf, s);
	return true;
}

static void add_value(struct arena *a, struct value *v, const char *text)
{
	uint64_t h = hash_bytes(text, strlen(text), 1);

	for (unsigned i = 0; i < v->distinct; i++)
		if (v->seen[i] == h)
			return;
	if (v->distinct == LIST_DISTINCT)
		return;
	if (v->distinct < LIST_SHOWN) {
		const char *copy = arena_text(a, text, strlen(text));

		if (!copy)
			return;
		v->shown[v->distinct] = copy;
	}
	v->seen[v->distinct++] = h;
}

static void add_values(struct groups *g, struct group *f, sqlite3_stmt *row, bool first)
{
	char buf[VALUE_ROOM];

	for (unsigned i = 0; i < g->names; i++) {
		struct value *v = &f->value[i];
		bool have = shown(buf, g->name[i], row, g->column[i]);

		if (first)
			v->missing = !have;
		if (have)
			add_value(g->arena, v, buf);
		if (sqlite3_column_type(row, g->column[i]) == SQLITE_INTEGER)
			v->sum += sqlite3_column_int64(row, g->column[i]);
	}
}

static void add_other(struct others *o, int64_t id)
{
	if (id == 0)
		return;
	for (unsigned i = 0; i < o->kept; i++)
		if (o->id[i] == id)
			return;
	if (o->kept < OTHERS_MAX)
		o->id[o->kept++] = id;
	o->total++;
}

/* Keeps the earliest EVIDENCE_MAX, ascending. False: it is there already. */
static bool add_packet(struct group *f, int64_t packet)
{
	unsigned i = f->packets;

	while (i > 0 && f->packet[i - 1] > packet)
		i--;
	if (i > 0 && f->packet[i - 1] == packet)
		return false;
	if (i == EVIDENCE_MAX)
		return true;
	if (f->packets == EVIDENCE_MAX)
		f->packets--;
	memmove(f->packet + i + 1, f->packet + i, (f->packets - i) * sizeof *f->packet);
	f->packet[i] = packet;
	f->packets++;
	return true;
}

static void add_evidence(struct groups *g, struct group *f, sqlite3_stmt *row)
{
	int64_t packet = id_at(row, g->packet), second = id_at(row, g->packet2), total = id_at(row, g->total);
	int64_t fresh = 0;

	if (store_packet_n(packet))
		fresh += add_packet(f, packet);
	if (store_packet_n(second))
		fresh += add_packet(f, second);
	f->total += total > fresh ? total : fresh;
}

static bool same_key(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

static struct group *group_of(struct groups *g, sqlite3_stmt *row, bool *ret_first)
{
	int64_t device = id_at(row, g->device), peer = g->pairs ? id_at(row, g->peer) : 0;
	int64_t outside = (device && !g->pairs) || peer ? 0 : id_at(row, g->outside);
	int64_t flow = device || outside || g->pairs ? 0 : id_at(row, g->flow);
	const char *key = text_at(row, g->key);
	uint64_t h = hash_two(hash_two((uint64_t)device, (uint64_t)outside), (uint64_t)(flow ^ peer));
	struct group **bucket = &g->bucket[(key ? hash_bytes(key, strlen(key), h) : h) % 1024], *f;

	*ret_first = false;
	for (f = *bucket; f; f = f->chain)
		if (f->device == device && f->outside == outside && (g->pairs || f->flow == flow) &&
		    f->peer == peer && same_key(f->key, key))
			return f;
	if (g->count == g->most || !(f = arena_get(g->arena, 1, sizeof *f)) ||
	    !(f->value = arena_get(g->arena, g->names + 1, sizeof *f->value)))
		return NULL;
	f->device = device;
	f->outside = outside;
	f->flow = g->pairs ? id_at(row, g->flow) : flow;
	f->peer = peer;
	f->finding = id_at(row, g->finding);
	f->key = key ? arena_text(g->arena, key, strlen(key)) : NULL;
	f->chain = *bucket;
	*bucket = g->list[g->count++] = f;
	*ret_first = true;
	return f;
}

int groups_row(void *groups, sqlite3_stmt *row)
{
	struct groups *g = groups;
	struct group *f;
	bool first;

	if (!g->columns_known)
		learn_columns(g, row);
	f = group_of(g, row, &first);
	if (!f) {
		g->dropped++;
		return 0;
	}
	add_other(&f->about, id_at(row, g->pairs ? g->peer : g->about));
	if (f->device)
		add_other(&f->elsewhere, id_at(row, g->outside));
	add_evidence(g, f, row);
	add_values(g, f, row, first);
	return 0;
}

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_subject(const void *left, const void *right)
{
	const struct group *a = *(struct group *const *)left, *b = *(struct group *const *)right;
	int r = order_of(a->device, b->device);

	r = r ? r : order_of(a->outside, b->outside);
	r = r ? r : order_of(a->flow, b->flow);
	return r ? r : strcmp(a->key ? a->key : "", b->key ? b->key : "");
}

void groups_sort(struct groups *g) { qsort(g->list, g->count, sizeof *g->list, by_subject); }
