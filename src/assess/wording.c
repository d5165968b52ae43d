#include "assess/wording.h"

#include "assess/tokens.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_KEPT = 2048 };

#define LOCKED(as, field)                                                                                    \
	" LEFT JOIN device_lock " as " ON " as ".device = d.id AND " as ".field = '" field "'"

/* A device's name as it was last worked out: a finding names it a dozen times, and several checks find the
 * same devices. */
struct known {
	int64_t device;
	bool noun; /* begins with the kind's noun */
	char name[LANG_COUNT][NAME_ROOM];
};

struct wording {
	sqlite3_stmt *device, *outside, *flow;
	struct known known[NAMES_KEPT]; /* by device, the latest */
};

int wording_new(sqlite3 *db, struct wording **ret_wording)
{
	struct wording *w = calloc(1, sizeof *w);
	/* what people locked is what they call it */
	const char *device =
		"SELECT coalesce(kind.value, d.kind), d.name, coalesce(model.value, d.model), "
		"coalesce(maker.value, d.maker), d.mac, d.ip, coalesce(called.value, l.name), l.number "
		"FROM device d LEFT JOIN ledger l ON l.id = d.ledger" LOCKED("kind", "kind")
			LOCKED("model", "model") LOCKED("maker", "maker")
				LOCKED("called", "name") " WHERE d.id = ?1";
	const char *outside = "SELECT name, network FROM outside WHERE id = ?1";
	const char *flow = "SELECT client_ip, server_ip FROM flow WHERE id = ?1";

	if (!w)
		return -ENOMEM;
	if (sqlite3_prepare_v2(db, device, -1, &w->device, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, outside, -1, &w->outside, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, flow, -1, &w->flow, NULL) != SQLITE_OK) {
		wording_free(w);
		return -EIO;
	}
	*ret_wording = w;
	return 0;
}

void wording_free(struct wording *w)
{
	if (!w)
		return;
	sqlite3_finalize(w->device);
	sqlite3_finalize(w->outside);
	sqlite3_finalize(w->flow);
	free(w);
}

static bool find(sqlite3_stmt *st, int64_t id)
{
	sqlite3_reset(st);
	sqlite3_bind_int64(st, 1, id);
	return sqlite3_step(st) == SQLITE_ROW;
}

/* A column's text cut to 40 characters; "" when there is none. */
static void part(char buf[NAME_ROOM / 2], sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);
	size_t chars = 0, n = 0;

	for (; s && s[n] && (chars += ((unsigned char)s[n] & 0xc0) != 0x80) <= 40 && n < NAME_ROOM / 2 - 4;
	     n++)
		buf[n] = s[n];
	memcpy(buf + n, s && s[n] ? "…" : "", s && s[n] ? sizeof "…" : 1);
}

enum { KIND, NAME, MODEL, MAKER, MAC, IP, LEDGER_NAME, LEDGER_NUMBER };

static bool listed(sqlite3_stmt *st)
{
	return sqlite3_column_type(st, LEDGER_NAME) != SQLITE_NULL ||
	       sqlite3_column_type(st, LEDGER_NUMBER) != SQLITE_NULL;
}

/* What to call it: the plant's number and name, else its own name, else its model. */
static void label(char buf[NAME_ROOM], sqlite3_stmt *st)
{
	char first[NAME_ROOM / 2], second[NAME_ROOM / 2];

	part(first, st, LEDGER_NUMBER);
	part(second, st, LEDGER_NAME);
	if (!*first && !*second)
		part(first, st, NAME);
	if (!*first && !*second)
		part(first, st, MODEL);
	snprintf(buf, NAME_ROOM, "%s%s%s", first, *first && *second ? " " : "", second);
}

/* From the row at hand. */
static char *device_name(struct wording *w, enum language l, char buf[NAME_ROOM])
{
	char called[NAME_ROOM], kind[NAME_ROOM / 2], maker[NAME_ROOM / 2], address[NAME_ROOM / 2], key[64];

	label(called, w->device);
	part(kind, w->device, KIND);
	part(maker, w->device, MAKER);
	part(address, w->device, sqlite3_column_type(w->device, IP) == SQLITE_NULL ? MAC : IP);
	snprintf(key, sizeof key, "assess.noun-%.40s", kind);
	const struct lang_arg args[] = {{"kind", lang(l, key)},
					{"label", called},
					{"maker", maker},
					{"address", address},
					{NULL, NULL}};

	if (listed(w->device))
		return lang_fill_buf(buf, NAME_ROOM,
				     lang(l, *address ? "assess.device-listed" : "assess.device-bare"), args);
	if (*called)
		return lang_fill_buf(buf, NAME_ROOM,
				     lang(l, *address ? "assess.device-named" : "assess.device-label"), args);
	if (*maker)
		return lang_fill_buf(buf, NAME_ROOM,
				     lang(l, *address ? "assess.device-made" : "assess.device-maker"), args);
	return lang_fill_buf(buf, NAME_ROOM, lang(l, *address ? "assess.device-kind" : "assess.device-alone"),
			     args);
}

static const struct known *known_device(struct wording *w, int64_t device)
{
	struct known *k = &w->known[(uint64_t)device % NAMES_KEPT];

	if (k->device == device)
		return k;
	*k->name[LANG_JA] = *k->name[LANG_EN] = '\0';
	k->device = device;
	k->noun = false;
	if (!find(w->device, device))
		return k;
	k->noun = !listed(w->device);
	for (int l = 0; l < LANG_COUNT; l++)
		device_name(w, (enum language)l, k->name[l]);
	return k;
}

char *wording_device(struct wording *w, enum language l, int64_t device, char buf[NAME_ROOM])
{
	const char *name = device ? known_device(w, device)->name[l] : "";

	return memcpy(buf, name, strlen(name) + 1);
}

char *wording_outside(struct wording *w, int64_t outside, char buf[NAME_ROOM])
{
	char name[NAME_ROOM / 2], network[NAME_ROOM / 2];

	*buf = '\0';
	if (!find(w->outside, outside))
		return buf;
	part(name, w->outside, 0);
	part(network, w->outside, 1);
	snprintf(buf, NAME_ROOM, "%s", *name ? name : network);
	return buf;
}

char *wording_flow(struct wording *w, int64_t flow, char buf[NAME_ROOM])
{
	char client[NAME_ROOM / 2], server[NAME_ROOM / 2];

	*buf = '\0';
	if (!find(w->flow, flow))
		return buf;
	part(client, w->flow, 0);
	part(server, w->flow, 1);
	snprintf(buf, NAME_ROOM, "%.60s → %.60s", client, server);
	return buf;
}

/* Does its readable name begin with the kind's noun? */
static bool begins_with_noun(struct wording *w, int64_t device)
{
	return device && known_device(w, device)->noun;
}

static char *subject(struct wording *w, enum language l, const struct group *f, char buf[NAME_ROOM])
{
	char name[NAME_ROOM];
	const struct lang_arg args[] = {{"name", name}, {NULL, NULL}};

	if (f->device)
		return wording_device(w, l, f->device, buf);
	if (!f->outside)
		return wording_flow(w, f->flow, buf);
	if (!*wording_outside(w, f->outside, name))
		*buf = '\0';
	else
		lang_fill_buf(buf, NAME_ROOM, lang(l, "assess.outside-subject"), args);
	return buf;
}

/* "a, b, c and 4 more" into room bytes at buf. exact false: there may be more still. */
static void list_text(char *buf, size_t room, enum language l, const char *const *shown, unsigned n,
		      unsigned total)
{
	const char *between = lang(l, "assess.list-between");
	size_t at = 0;
	char more[24], tail[128];

	*buf = '\0';
	for (unsigned i = 0; i < n && at < room; i++) {
		int wrote = snprintf(buf + at, room - at, "%s%s", i ? between : "", shown[i]);

		at += wrote > 0 ? (size_t)wrote : 0;
	}
	if (total <= n || at >= room)
		return;
	snprintf(more, sizeof more, "%u", total - n);
	const struct lang_arg args[] = {{"n", more}, {NULL, NULL}};

	lang_fill_buf(tail, sizeof tail,
		      lang(l, total >= LIST_DISTINCT ? "assess.list-many" : "assess.list-more"), args);
	snprintf(buf + at, room - at, "%s", tail);
}

enum { HOLES_MAX = 8, HOLE_ROOM = 2048 };

struct filling {
	char name[48], value[HOLE_ROOM];
	bool at_start; /* of the sentence */
};

static void value_list(struct filling *to, size_t n, enum language l, const struct value *v)
{
	const char *shown[LIST_SHOWN];
	unsigned i = 0;

	for (; i < LIST_SHOWN && i < v->distinct; i++)
		shown[i] = tokens_word(l, to->name, n, v->shown[i]);
	list_text(to->value, sizeof to->value, l, shown, i, v->distinct);
}

static void others_list(char *buf, size_t room, struct wording *w, enum language l, const struct others *o,
			bool devices)
{
	char name[LIST_SHOWN][NAME_ROOM];
	const char *shown[LIST_SHOWN];
	unsigned n = 0;

	for (; n < LIST_SHOWN && n < o->kept; n++)
		shown[n] = devices ? wording_device(w, l, o->id[n], name[n])
				   : wording_outside(w, o->id[n], name[n]);
	list_text(buf, room, l, shown, n, o->total);
}

static const struct value *value_of(const struct groups *g, const struct group *f, const char *name, size_t n)
{
	for (unsigned i = 0; i < g->names; i++)
		if (strlen(g->name[i]) == n && memcmp(g->name[i], name, n) == 0)
			return &f->value[i];
	return NULL;
}

static bool is(const char *name, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(name, word, n) == 0;
}

/* A device's name inside an English sentence takes an article: "to the camera (...)". */
static void with_article(struct wording *w, enum language l, int64_t device, char buf[HOLE_ROOM])
{
	char name[HOLE_ROOM];
	const struct lang_arg args[] = {{"name", name}, {NULL, NULL}};

	if (!device || !*buf || !begins_with_noun(w, device))
		return;
	snprintf(name, sizeof name, "%s", buf);
	lang_fill_buf(buf, HOLE_ROOM, lang(l, "assess.the"), args);
}

static bool fill_others(struct wording *w, enum language l, const struct others *all, bool devices,
			struct filling *to)
{
	bool list = to->name[strlen(to->name) - 1] == '*';
	struct others o = *all;

	if (!list) {
		o.kept = o.kept < 1 ? o.kept : 1;
		o.total = o.kept;
	}
	others_list(to->value, sizeof to->value, w, l, &o, devices);
	if (!list && devices && o.kept)
		with_article(w, l, o.id[0], to->value);
	return *to->value;
}

/* Fills one hole (name without braces); false: its value is missing. */
static bool fill_hole(struct wording *w, enum language l, const struct groups *g, const struct group *f,
		      struct filling *to)
{
	const char *name = to->name;
	size_t n = strlen(name);
	bool list = n && name[n - 1] == '*', sum = n && name[n - 1] == '+';
	const struct value *v;

	n -= list || sum;
	if (is(name, n, "device")) {
		subject(w, l, f, to->value);
		if (!to->at_start)
			with_article(w, l, f->device, to->value);
		return *to->value;
	}
	if (is(name, n, "about") || is(name, n, "outside"))
		return fill_others(w, l, is(name, n, "about") ? &f->about : &f->elsewhere,
				   is(name, n, "about"), to);
	v = value_of(g, f, name, n);
	if (!v || (sum || list ? v->distinct == 0 : v->missing))
		return false;
	if (list)
		value_list(to, n, l, v);
	else if (sum)
		group_number(to->value, sizeof to->value, v->sum);
	else
		snprintf(to->value, sizeof to->value, "%s", tokens_word(l, name, n, v->shown[0]));
	return true;
}

/* The holes of text, filled; false: one is missing. */
static bool fill_all(struct wording *w, enum language l, const char *text, const struct groups *g,
		     const struct group *f, struct filling *to, struct lang_arg *args)
{
	size_t n = 0;
	bool whole = true;

	for (const char *open = text, *close; (open = strchr(open, '{')) && (close = strchr(open, '}'));
	     open = close) {
		size_t length = (size_t)(close - open - 1);

		if (n == HOLES_MAX || length >= sizeof to->name)
			break;
		memcpy(to[n].name, open + 1, length);
		to[n].name[length] = '\0';
		*to[n].value = '\0';
		to[n].at_start = open == text;
		whole &= fill_hole(w, l, g, f, &to[n]);
		args[n] = (struct lang_arg){to[n].name, to[n].value};
		n++;
	}
	args[n] = (struct lang_arg){NULL, NULL};
	return whole;
}

/* Japanese puts no space beside its own brackets and commas: a name that ends in one brings none with it. */
static void close_up(char *s)
{
	static const char *const marks[] = {"（", "）", "、", "。", "「", "」", "："};
	char *to = s;

	for (const char *from = s; *from; from++) {
		bool drop = false;

		for (size_t i = 0; *from == ' ' && i < sizeof marks / sizeof *marks; i++)
			drop |= strncmp(from + 1, marks[i], 3) == 0 ||
				(to - s >= 3 && strncmp(to - 3, marks[i], 3) == 0);
		if (!drop)
			*to++ = *from;
	}
	*to = '\0';
}

char *wording_sentence(struct wording *w, enum language l, const struct sentence *s, const struct groups *g,
		       const struct group *f, char *buf, size_t room)
{
	const char *text = l == LANG_JA ? s->ja : s->en,
		   *without = l == LANG_JA ? s->ja_without : s->en_without;
	struct filling to[HOLES_MAX];
	struct lang_arg args[HOLES_MAX + 1];

	if (!fill_all(w, l, text, g, f, to, args) && without) {
		text = without;
		fill_all(w, l, text, g, f, to, args);
	}
	lang_fill_buf(buf, room, text, args);
	if (l == LANG_JA)
		close_up(buf);
	/* An English sentence that begins with the kind ("camera ...") begins with a capital. */
	if (l == LANG_EN && strncmp(text, "{device}", 8) == 0 && f->device && buf[0] >= 'a' &&
	    buf[0] <= 'z' && begins_with_noun(w, f->device))
		buf[0] = (char)(buf[0] - 'a' + 'A');
	return buf;
}
