#include "serve/veil.h"

#include "assess/evidence.h"
#include "assess/wording.h"
#include "base/addr.h"
#include "serve/pick.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKEN_MOST = 64 }; /* of an address or an id as text */
#define DIGITS "0123456789"

/* Whose addresses are, for one who sees these devices: asked often within one statement, whose auxiliary data it is. */
struct whose {
	sqlite3 *db;
	sqlite3_stmt *
		has; /* the devices that have an address, 0 one of the list that was not seen; NULL: not asked yet */
	struct wording *wording; /* NULL: not needed yet */
	size_t count;
	int64_t his[]; /* his devices, ascending */
};

static const char has_address[] =
	"SELECT device FROM address WHERE value = ?1 UNION ALL SELECT device FROM ledger WHERE mac = ?1 "
	"UNION ALL SELECT device FROM ledger WHERE ip = ?1";

enum { HIS, OF_OTHERS, OF_NOBODY };

struct veil {
	struct whose *whose; /* NULL: it cannot be asked, and nothing is his */
	const char *word;    /* in place of what he may not know */
	bool ids;            /* "d8", too */
	bool japanese;       /* the text is */
	bool veiled;         /* something was */
	struct out *to;
};

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* list: "[3,17]", as pick_mine() says it. */
static struct whose *whose_new(sqlite3 *db, const char *list)
{
	size_t room = 1;
	struct whose *w;
	char *end;

	for (const char *s = list; s && *s; s++)
		room += *s == ',';
	w = malloc(sizeof *w + room * sizeof *w->his);
	if (!w)
		return NULL;
	*w = (struct whose){.db = db};
	for (const char *s = list ? strpbrk(list, DIGITS) : NULL; s; s = strpbrk(end, DIGITS))
		w->his[w->count++] = strtoll(s, &end, 10);
	qsort(w->his, w->count, sizeof *w->his, by_number);
	return w;
}

static void whose_free(void *whose)
{
	struct whose *w = whose;

	if (w) {
		sqlite3_finalize(w->has);
		wording_free(w->wording);
	}
	free(w);
}

static bool is_his(const struct whose *w, int64_t device)
{
	return bsearch(&device, w->his, w->count, sizeof device, by_number);
}

/* What cannot be asked is others'. */
static int whose_address(struct whose *w, const char *address)
{
	int whose = OF_NOBODY, r;

	if (!w || (!w->has && sqlite3_prepare_v2(w->db, has_address, -1, &w->has, NULL) != SQLITE_OK))
		return OF_OTHERS;
	sqlite3_bind_text(w->has, 1, address, -1, SQLITE_STATIC);
	while (whose != HIS && (r = sqlite3_step(w->has)) == SQLITE_ROW)
		whose = is_his(w, sqlite3_column_int64(w->has, 0)) ? HIS : OF_OTHERS;
	if (whose == OF_NOBODY && r != SQLITE_DONE)
		whose = OF_OTHERS;
	sqlite3_reset(w->has);
	return whose;
}

static bool hides_address(struct veil *v, const char *canonical, bool unknown_too)
{
	int whose = whose_address(v->whose, canonical);

	return whose == OF_OTHERS || (whose == OF_NOBODY && unknown_too);
}

static bool hides_mac(struct veil *v, struct mac mac)
{
	char text[MAC_TEXT];

	return !mac_is_none(mac) && !mac_is_group(mac) && hides_address(v, mac_text(mac, text), true);
}

/* network: a prefix length follows. A network is nobody's device, unless the address in it is one. */
static bool hides_ip(struct veil *v, struct ip ip, bool network)
{
	char text[IP_TEXT];

	return !ip_is_nobody(ip) && !ip_is_loopback(ip) &&
	       hides_address(v, ip_text(ip, text), ip_is_private(ip) && !network);
}

static bool hides_id(struct veil *v, const char *id)
{
	if (id[0] != 'd' || !id[1] || id[1 + strspn(id + 1, DIGITS)])
		return false;
	return !v->whose || !is_his(v->whose, strtoll(id + 1, NULL, 10));
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/* What addresses and ids are written with. */
static bool is_part(char c) { return is_digit(c) || is_letter(c) || c == '.' || c == ':'; }

static bool is_mac(const char *s, struct mac *ret)
{
	return strlen(s) == MAC_TEXT - 1 && s[2] == ':' && mac_parse(s, ret);
}

/* How much of the run of n characters at s is to be veiled, counted from its start; 0 nothing. The longest address
 * counts: "192.168.1.9:502" is one with a port, "192.168.1.9." one that ends a sentence. */
static size_t hidden(struct veil *v, const char *s, size_t n)
{
	char text[TOKEN_MOST];
	struct mac mac;
	struct ip ip;

	if (n >= sizeof text)
		return 0;
	for (size_t k = n; k >= 2; k--) {
		if (k < n && s[k] != ':' && s[k] != '.')
			continue;
		memcpy(text, s, k);
		text[k] = '\0';
		if (is_mac(text, &mac))
			return hides_mac(v, mac) ? k : 0;
		if (ip_parse(text, &ip))
			return hides_ip(v, ip, s[k] == '/' && is_digit(s[k + 1])) ? k : 0;
		if (v->ids && k == n && hides_id(v, text))
			return k;
	}
	return 0;
}

/* "A, B" of two that are veiled is told once: what stands between them is dropped. */
static bool only_between(const char *from, const char *to)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		const char *between = lang((enum language)l, "assess.list-between");
		size_t n = strlen(between);

		if ((size_t)(to - from) == n && memcmp(from, between, n) == 0)
			return true;
	}
	return false;
}

static void put_word(struct veil *v, bool first)
{
	const char *word = v->word;

	if (first && *word >= 'a' && *word <= 'z')
		out_char(v->to, (char)(*word++ - 'a' + 'A'));
	out_str(v->to, word);
	v->veiled = true;
}

/* Japanese puts no blank between its own words, where it does beside an address: one at s, between the address and a
 * character of Japanese at `beyond`. */
static bool is_spare(const struct veil *v, const char *s, const char *beyond)
{
	return v->japanese && *s == ' ' && (unsigned char)*beyond >= 0x80;
}

static void veil(struct veil *v, const char *text)
{
	const char *done = text, *last = NULL; /* told up to here; behind the last that was veiled */

	for (const char *s = text; *s;) {
		size_t n = 0, k;

		while (is_part(s[n]))
			n++;
		k = n ? hidden(v, s, n) : 0;
		if (k && !(last && only_between(last, s))) {
			bool spare = s - done >= 2 && is_spare(v, s - 1, s - 2);

			out_put(v->to, done, (size_t)(s - done) - spare);
			put_word(v, s == text);
		}
		if (k) {
			last = s + k;
			done = last + is_spare(v, last, last + 1);
		}
		s += k ? k : n ? n : 1;
	}
	out_str(v->to, done);
}

/* The text, veiled or as it was, in an arena of nobody: free() it. NULL: no memory. */
static char *veiled_copy(struct veil *v, enum language l, const char *text)
{
	struct out o;
	const char *bytes;
	char *copy = NULL;
	size_t n;

	if (out_init(&o, -1) < 0)
		return NULL;
	v->to = &o;
	v->word = lang(l, "api.another-device");
	v->japanese = l == LANG_JA;
	veil(v, text);
	bytes = out_bytes(&o, &n);
	if (bytes && !o.error && (copy = malloc(n + 1))) {
		memcpy(copy, bytes, n);
		copy[n] = '\0';
	}
	out_clear(&o);
	return copy;
}

const char *veil_text(struct call *c, enum language l, const char *text)
{
	struct veil v = {0};
	const char *told;
	char *copy;

	if (!text || !viewer_restricted(&c->viewer))
		return text;
	v.whose = whose_new(store_db(c->store), pick_mine(c));
	copy = veiled_copy(&v, l, text);
	whose_free(v.whose);
	told = copy ? arena_text(c->arena, copy, strlen(copy)) : NULL;
	free(copy);
	return told ? told : ""; /* without memory nothing is told */
}

/* --- in SQL: (all, mine, language, text) */

static enum language language_of(sqlite3_value *v)
{
	return sqlite3_value_int(v) == LANG_EN ? LANG_EN : LANG_JA;
}

/* Nothing to veil: who sees all, and what is no text. */
static bool as_it_is(sqlite3_context *x, sqlite3_value **v)
{
	bool is = sqlite3_value_int(v[0]) || sqlite3_value_type(v[3]) != SQLITE_TEXT;

	if (is)
		sqlite3_result_value(x, v[3]);
	return is;
}

/* The statement keeps whose addresses are as long as it runs with the same list. */
static struct veil begun(sqlite3_context *x, sqlite3_value **v)
{
	enum { LIST = 1 };

	if (sqlite3_value_int(v[0]))
		return (struct veil){0};
	if (!sqlite3_get_auxdata(x, LIST))
		sqlite3_set_auxdata(
			x, LIST,
			whose_new(sqlite3_context_db_handle(x), (const char *)sqlite3_value_text(v[LIST])),
			whose_free);
	return (struct veil){.whose = sqlite3_get_auxdata(x, LIST)};
}

static void result(sqlite3_context *x, struct veil *v, enum language l, const char *text)
{
	char *copy = text ? veiled_copy(v, l, text) : NULL;

	if (copy)
		sqlite3_result_text(x, copy, -1, free);
	else
		sqlite3_result_error_nomem(x);
}

static void veiled(sqlite3_context *x, int n, sqlite3_value **v)
{
	struct veil veil = begun(x, v);

	(void)n;
	if (!as_it_is(x, v))
		result(x, &veil, language_of(v[2]), (const char *)sqlite3_value_text(v[3]));
}

static void veiled_key(sqlite3_context *x, int n, sqlite3_value **v)
{
	struct veil veil = begun(x, v);

	(void)n;
	veil.ids = true;
	if (!as_it_is(x, v))
		result(x, &veil, language_of(v[2]), (const char *)sqlite3_value_text(v[3]));
}

/* The second form of a check's title, where it names its device alone; NULL there is none. */
static const char *second_form(const struct check *k, enum language l)
{
	const char *text = !k ? NULL : l == LANG_JA ? k->title.ja_without : k->title.en_without;

	for (const char *hole = text; hole && (hole = strchr(hole, '{')); hole++)
		if (strncmp(hole, "{device}", 8) != 0)
			return NULL;
	return text;
}

/* The title in that form; false: it cannot be had. */
static bool second_title(sqlite3_context *x, struct whose *whose, enum language l, const char *form,
			 int64_t device)
{
	const struct sentence s = {.ja = form, .en = form, .ja_without = form, .en_without = form};
	const struct groups none = {0};
	const struct group about = {.device = device};
	char text[TITLE_ROOM];

	if (!device || !whose || (!whose->wording && wording_new(whose->db, &whose->wording) < 0))
		return false;
	sqlite3_result_text(x, wording_sentence(whose->wording, l, &s, &none, &about, text, sizeof text), -1,
			    SQLITE_TRANSIENT);
	return true;
}

/* (all, mine, language, text, check, device) */
static void veiled_title(sqlite3_context *x, int n, sqlite3_value **v)
{
	struct veil veil = begun(x, v);
	enum language l = language_of(v[2]);
	const char *check = (const char *)sqlite3_value_text(v[4]), *form;
	char *copy;

	(void)n;
	if (as_it_is(x, v))
		return;
	copy = veiled_copy(&veil, l, (const char *)sqlite3_value_text(v[3]));
	form = veil.veiled ? second_form(check_by_name(check ? check : ""), l) : NULL;
	if (copy && form && second_title(x, veil.whose, l, form, sqlite3_value_int64(v[5])))
		free(copy);
	else if (copy)
		sqlite3_result_text(x, copy, -1, free);
	else
		sqlite3_result_error_nomem(x);
}

int veil_register(struct store *s)
{
	static const struct {
		const char *name;
		int n;
		void (*fn)(sqlite3_context *, int, sqlite3_value **);
	} all[] = {{"veiled", 4, veiled}, {"veiled_key", 4, veiled_key}, {"veiled_title", 6, veiled_title}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (sqlite3_create_function(store_db(s), all[i].name, all[i].n, SQLITE_UTF8, NULL, all[i].fn,
					    NULL, NULL) != SQLITE_OK)
			return -ENOMEM;
	return 0;
}
