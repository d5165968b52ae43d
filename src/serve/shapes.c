/* Parameters as handlers ask for them, and the shapes of JSON that many answers share. */
#include "serve/handler.h"
#include "serve/query.h"

#include "assess/assess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *query_text(const struct call *c, const char *name)
{
	for (unsigned i = 0; i < c->queries; i++)
		if (strcmp(c->query[i].name, name) == 0)
			return c->query[i].value;
	return NULL;
}

int64_t query_int(const struct call *c, const char *name, int64_t none)
{
	const char *s = query_text(c, name);

	return s ? strtoll(s, NULL, 10) : none;
}

int query_bool(const struct call *c, const char *name)
{
	const char *s = query_text(c, name);

	return s ? *s == 't' || *s == '1' : -1;
}

int64_t query_time(const struct call *c, const char *name, int64_t none)
{
	const char *s = query_text(c, name);

	return s ? time_of(s) : none;
}

int64_t id_number(const char *id) { return id && *id ? strtoll(id + 1, NULL, 10) : 0; }

bool query_has(const struct call *c, const char *name, const char *word)
{
	const char *s = query_text(c, name);
	size_t length = strlen(word);

	if (!s)
		return true;
	for (;;) {
		size_t n = strcspn(s, ",");

		if (n == length && memcmp(s, word, n) == 0)
			return true;
		if (!s[n])
			return false;
		s += n + 1;
	}
}

void json_pair(struct out *o, const char *key, const char *ja, const char *en)
{
	if (!ja) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", ja);
	json_str(o, "en", en ? en : ja);
	json_end_object(o);
}

void json_pair_at(struct out *o, const char *key, const struct scan *s, int ja)
{
	json_pair(o, key, scan_sentence(s, ja), scan_sentence(s, ja + 1));
}

void json_lang(struct out *o, const char *key, const char *lang_key)
{
	json_pair(o, key, lang(LANG_JA, lang_key), lang(LANG_EN, lang_key));
}

void json_id(struct out *o, const char *key, char letter, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", letter, (long long)n);
	json_str(o, key, n > 0 ? text : NULL);
}

void json_flag(struct out *o, const char *key, const struct scan *s, int column)
{
	json_bool(o, key, scan_int(s, column) != 0);
}

void json_words(struct out *o, const char *key, const char *joined)
{
	json_array(o, key);
	while (joined && *joined) {
		size_t n = strcspn(joined, " ");

		if (n)
			json_text(o, NULL, joined, n);
		joined += n + (joined[n] == ' ');
	}
	json_end_array(o);
}

const char *severity_name(int64_t severity)
{
	return severity >= 0 && severity < SEVERITY_COUNT ? severity_token((enum severity)severity) : NULL;
}
