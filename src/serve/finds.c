#include "serve/finds.h"

#include "assess/record_kind.h"
#include "base/addr.h"
#include "base/fold.h"
#include "base/lang.h"
#include "decode/commands.h"
#include "fact/protocol_name.h"
#include "serve/veil.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FINDS_ROOM = 4096 };

static size_t add(char *to, size_t n, sqlite3_value *v)
{
	const char *text = (const char *)sqlite3_value_text(v);

	if (!text || n + 2 >= FINDS_ROOM)
		return n;
	n += fold(text, (size_t)sqlite3_value_bytes(v), to + n, FINDS_ROOM - n - 1);
	to[n++] = '\n';
	return n;
}

static void finds(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *query = (const char *)sqlite3_value_text(v[0]);
	char text[FINDS_ROOM];
	size_t length = 0;

	for (int i = 1; i < n; i++)
		length = add(text, length, v[i]);
	sqlite3_result_int(x, query && fold_finds(query, text, length));
}

/* address_order(ip): the address as text that sorts as numbers do. */
static void address_order(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *text = (const char *)sqlite3_value_text(v[0]);
	struct ip ip;
	char hex[40];

	(void)n;
	if (!text || !ip_parse(text, &ip))
		return;
	hex[0] = ip_is4(ip) ? '4' : '6';
	for (int i = 0; i < 16; i++)
		snprintf(hex + 1 + 2 * i, 3, "%02x", ip.b[i]);
	sqlite3_result_text(x, hex, -1, SQLITE_TRANSIENT);
}

/* event_word(kind): its words in both languages. */
static void event_word(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *kind = (const char *)sqlite3_value_text(v[0]), *ja;
	char key[96], text[400];

	(void)n;
	snprintf(key, sizeof key, "journal.kind-%.70s", kind ? kind : "");
	ja = lang(LANG_JA, key);
	if (ja == key)
		snprintf(text, sizeof text, "%.100s", kind ? kind : "");
	else
		snprintf(text, sizeof text, "%.190s / %.190s", ja, lang(LANG_EN, key));
	sqlite3_result_text(x, text, -1, SQLITE_TRANSIENT);
}

/* kind_word(kind): the title of a kind of records in both languages. */
static void kind_word(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *name = (const char *)sqlite3_value_text(v[0]);
	const struct record_kind *k = record_kind(name ? name : "");
	char text[400];

	(void)n;
	snprintf(text, sizeof text, "%.190s / %.190s", k ? k->title[LANG_JA] : "",
		 k ? k->title[LANG_EN] : "");
	sqlite3_result_text(x, text, -1, SQLITE_TRANSIENT);
}

/* gravity(deed): 0 1 2, as enum gravity; NULL without a deed. */
static void gravity(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *deed = (const char *)sqlite3_value_text(v[0]);

	(void)n;
	if (deed)
		sqlite3_result_int(x, (int)deed_gravity(deed_of(deed)));
}

/* sign_in_order(token): how much a protocol asks of who gives orders, least first, not known last; NULL: it takes none. */
static void sign_in_order(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *token = (const char *)sqlite3_value_text(v[0]);
	enum protocol p = token ? protocol_of(token) : PROTO_none;
	int asks = command_tables[p].sign_in;

	(void)n;
	if (command_tables[p].count)
		sqlite3_result_int(x, asks == SIGN_IN_UNKNOWN ? SIGN_IN_CERTIFICATE + 1 : asks);
}

/* protocol_word(token): what pages call it, in both languages. */
static void protocol_word(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *token = (const char *)sqlite3_value_text(v[0]);
	static enum protocol p; /* rows of one protocol mostly follow one another */
	char text[200];

	(void)n;
	if (token && strcmp(protocol_token(p), token) != 0)
		p = protocol_of(token);
	snprintf(text, sizeof text, "%.90s / %.90s", protocol_name(p, LANG_JA), protocol_name(p, LANG_EN));
	sqlite3_result_text(x, text, -1, SQLITE_TRANSIENT);
}

/* name_order(name): text in which numbers sort as numbers do: D9 before D10. */
static void name_order(sqlite3_context *x, int n, sqlite3_value **v)
{
	enum { DIGITS = 12, ROOM = 256 };
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char text[ROOM];
	size_t to = 0;

	(void)n;
	while (s && *s && to + DIGITS + 1 < ROOM) {
		size_t digits = strspn(s, "0123456789");

		if (digits == 0) {
			text[to++] = *s++;
			continue;
		}
		for (size_t i = digits; i < DIGITS; i++)
			text[to++] = '0';
		for (size_t i = digits > DIGITS ? digits - DIGITS : 0; i < digits; i++)
			text[to++] = s[i];
		s += digits;
	}
	sqlite3_result_text(x, text, (int)to, SQLITE_TRANSIENT);
}

static bool add_function(struct store *s, const char *name, int n,
			 void (*fn)(sqlite3_context *, int, sqlite3_value **))
{
	return sqlite3_create_function(store_db(s), name, n, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn,
				       NULL, NULL) == SQLITE_OK;
}

int finds_register(struct store *s)
{
	return add_function(s, "finds", -1, finds) && add_function(s, "address_order", 1, address_order) &&
			       add_function(s, "event_word", 1, event_word) &&
			       add_function(s, "kind_word", 1, kind_word) &&
			       add_function(s, "gravity", 1, gravity) &&
			       add_function(s, "sign_in_order", 1, sign_in_order) &&
			       add_function(s, "protocol_word", 1, protocol_word) &&
			       add_function(s, "name_order", 1, name_order) && veil_register(s) == 0
		       ? 0
		       : -ENOMEM;
}
