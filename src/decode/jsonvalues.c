#include "decode/jsonvalues.h"

#include "decode/words.h"

#include <stdio.h>

struct walk {
	struct text rest;
	unsigned depth, told;
	size_t path_n;                        /* length of the path at hand, key included */
	size_t mark[JSONVALUES_DEPTH + 1];    /* length of the path around each level */
	unsigned index[JSONVALUES_DEPTH + 1]; /* of the element at hand, in arrays */
	bool array[JSONVALUES_DEPTH + 1];
	char path[JSONVALUES_PATH];
};

static void skip_blank(struct walk *w)
{
	while (w->rest.n > 0 && memchr(" \t\r\n", w->rest.s[0], 4))
		w->rest = words_from(w->rest, 1);
}

static bool take(struct walk *w, char c)
{
	skip_blank(w);
	if (w->rest.n == 0 || w->rest.s[0] != c)
		return false;
	w->rest = words_from(w->rest, 1);
	return true;
}

/* A string, from after its opening quote, as it stands (escapes are not decoded). */
static bool string(struct walk *w, struct text *ret)
{
	for (size_t i = 0; i < w->rest.n; i++) {
		if (w->rest.s[i] == '\\') {
			i++;
		} else if (w->rest.s[i] == '"') {
			*ret = text_of(w->rest.s, i);
			w->rest = words_from(w->rest, i + 1);
			return true;
		}
	}
	return false;
}

static void put(struct walk *w, struct text part)
{
	w->path_n = w->mark[w->depth];
	if (w->path_n > 0 && w->path_n < sizeof w->path)
		w->path[w->path_n++] = '.';
	w->path_n += words_keep(part, w->path + w->path_n, sizeof w->path - w->path_n);
}

/* The name of what comes next: a key in an object, an index in an array. */
static bool name(struct walk *w)
{
	struct text key;
	char digits[12];

	if (!w->array[w->depth]) {
		if (!take(w, '"') || !string(w, &key) || !take(w, ':'))
			return false;
	} else {
		key = text_of(digits, (size_t)snprintf(digits, sizeof digits, "%u", w->index[w->depth]));
		w->index[w->depth]++;
	}
	put(w, key);
	return true;
}

static bool enter(struct walk *w, bool array)
{
	if (w->depth == JSONVALUES_DEPTH)
		return false;
	w->depth++;
	w->mark[w->depth] = w->path_n;
	w->index[w->depth] = 0;
	w->array[w->depth] = array;
	return true;
}

/* true false null and numbers: the word up to what ends it. */
static bool scalar(struct walk *w, jsonvalues_sink *fn, void *ctx)
{
	size_t n = 0;
	double value;

	skip_blank(w);
	while (n < w->rest.n && !memchr(",]} \t\r\n", w->rest.s[n], 7))
		n++;
	if (n == 0)
		return false;
	if (words_double(text_of(w->rest.s, n), &value) && !words_is_secret(text_of(w->path, w->path_n))) {
		fn(ctx, text_of(w->path, w->path_n), value);
		w->told++;
	}
	w->rest = words_from(w->rest, n);
	return true;
}

/* After a value: to the next name, or out of as many levels as end here. */
static bool leave(struct walk *w)
{
	while (w->depth > 0 && !take(w, ',')) {
		if (!take(w, w->array[w->depth] ? ']' : '}'))
			return false;
		w->depth--;
	}
	return w->depth > 0;
}

unsigned jsonvalues(struct text json, jsonvalues_sink *fn, void *ctx)
{
	struct walk w = {.rest = json};
	struct text unused;
	bool on = take(&w, '{') || take(&w, '[');

	if (!on)
		return 0;
	enter(&w, json.n > w.rest.n && w.rest.s[-1] == '[');
	while (on && w.told < JSONVALUES_COUNT) {
		if (take(&w, w.array[w.depth] ? ']' : '}')) { /* empty, or a trailing comma */
			w.depth--;
			on = leave(&w);
		} else if (!name(&w)) {
			break;
		} else if (take(&w, '{')) {
			on = enter(&w, false);
		} else if (take(&w, '[')) {
			on = enter(&w, true);
		} else {
			on = (take(&w, '"') ? string(&w, &unused) : scalar(&w, fn, ctx)) && leave(&w);
		}
	}
	return w.told;
}
