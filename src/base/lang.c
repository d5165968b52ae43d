#include "base/lang.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *key, const void *entry)
{
	return strcmp(key, ((const struct lang_entry *)entry)->key);
}

const char *lang(enum language l, const char *key)
{
	const struct lang_entry *e = bsearch(key, lang_table, lang_count, sizeof *lang_table, by_key);

	return e ? e->text[l] : key;
}

static const char *filling(const char *name, size_t n, const struct lang_arg *args)
{
	for (; args && args->name; args++)
		if (strlen(args->name) == n && memcmp(args->name, name, n) == 0)
			return args->value;
	return NULL;
}

typedef void put_fn(void *to, const char *s, size_t n);

static void fill(const char *text, const struct lang_arg *args, put_fn *put, void *to)
{
	while (*text) {
		const char *open = strchr(text, '{'), *close = open ? strchr(open, '}') : NULL, *value;

		if (!close) {
			put(to, text, strlen(text));
			return;
		}
		put(to, text, (size_t)(open - text));
		value = filling(open + 1, (size_t)(close - open - 1), args);
		if (value)
			put(to, value, strlen(value));
		else
			put(to, open, (size_t)(close - open + 1));
		text = close + 1;
	}
}

static void to_out(void *to, const char *s, size_t n) { out_put(to, s, n); }

void lang_fill(struct out *o, const char *text, const struct lang_arg *args) { fill(text, args, to_out, o); }

struct bounded {
	char *at, *end;
};

static void to_buf(void *to, const char *s, size_t n)
{
	struct bounded *b = to;
	size_t left = (size_t)(b->end - b->at);

	if (n > left)
		for (n = left; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
			;
	memcpy(b->at, s, n);
	b->at += n;
}

char *lang_fill_buf(char *buf, size_t room, const char *text, const struct lang_arg *args)
{
	struct bounded b = {buf, buf + room - 1};

	fill(text, args, to_buf, &b);
	*b.at = '\0';
	return buf;
}
