#include "report/director_words.h"

#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *director_word(enum language l, const char *group, const char *name)
{
	char key[96];
	const char *word;

	if (!name)
		return "";
	snprintf(key, sizeof key, "director.%.40s%.40s", group, name);
	word = lang(l, key);
	return word == key ? "" : word;
}

static const char *said(enum language l, const char *name) { return director_word(l, "", name); }

static void append(char *buf, const char *text)
{
	size_t n = strlen(buf);

	if (n < DIRECTOR_TEXT)
		snprintf(buf + n, DIRECTOR_TEXT - n, "%s", text);
}

static char *filled(char *buf, enum language l, const char *name, const struct lang_arg *args)
{
	return lang_fill_buf(buf, DIRECTOR_TEXT, said(l, name), args);
}

static void number(char buf[WORD_TEXT], const struct figure *f) { grouped(buf, f ? f->value : 0); }

/* --- figures */

static const char *yen(char *buf, int64_t n, enum language l)
{
	char digits[WORD_TEXT];

	return filled(buf, l, "yen", (const struct lang_arg[]){{"n", grouped(digits, n)}, {NULL, NULL}});
}

const char *director_value(char *buf, const struct figure *f, enum language l)
{
	if (f->unknown)
		return filled(buf, l, "unknown-value",
			      (const struct lang_arg[]){{"why", lang(l, f->unknown)}, {NULL, NULL}});
	if (f->money)
		return yen(buf, f->value, l);
	grouped(buf, f->value);
	return buf;
}

/* "r12.held": of a worst case; "protect.met": of a function; else one word. */
const char *director_name(char *buf, const struct figure *f, enum language l)
{
	const char *dot = strchr(f->name, '.'), *second = dot ? dot + 1 : NULL, *word;
	char first[48];

	snprintf(first, sizeof first, "%.*s", dot ? (int)(dot - f->name) : 47, f->name);
	if (!dot) {
		snprintf(buf, DIRECTOR_TEXT, "%s", director_word(l, "f-", first));
		return buf;
	}
	if (first[0] == 'r' && first[1] >= '0' && first[1] <= '9')
		word = strncmp(second, "layer-", 6) == 0 ? said(l, second)
		       : strcmp(second, "open") == 0     ? said(l, "f-findings-open")
							 : director_word(l, "f-", second);
	else
		word = *director_word(l, "verdict-", second) ? director_word(l, "verdict-", second)
							     : director_word(l, "f-", second);
	return filled(buf, l, "effect",
		      (const struct lang_arg[]){{"what", *director_word(l, "function-", first)
								 ? director_word(l, "function-", first)
								 : first},
						{"how", word},
						{NULL, NULL}});
}

const char *director_rows(char *buf, const struct figure *f, size_t most, enum language l)
{
	char more[WORD_TEXT + 32], digits[WORD_TEXT], mark[WORD_TEXT];

	*buf = '\0';
	if (f->unknown) {
		snprintf(buf, DIRECTOR_TEXT, "%s", lang(l, f->unknown));
		return buf;
	}
	for (size_t i = 0; i < f->rows && i < most; i++) {
		append(buf, i ? said(l, "between") : "");
		append(buf, f->of == FIGURE_ITEM ? item_mark(mark, f->row[i], l) : f->row[i]);
	}
	if (f->total > most) {
		lang_fill_buf(more, sizeof more, said(l, "more-rows"),
			      (const struct lang_arg[]){{"n", grouped(digits, (int64_t)(f->total - most))},
							{NULL, NULL}});
		append(buf, l == LANG_JA ? "、" : " ");
		append(buf, more);
	}
	if (!f->total)
		append(buf, said(l, "no-rows"));
	return buf;
}

/* --- the head */

const char *director_provisional(char *buf, const struct director *d, enum language l)
{
	char n[WORD_TEXT], some[WORD_TEXT], strangers[400];

	*buf = '\0';
	if (!d->provisional)
		return buf;
	number(n, d->open);
	number(some, d->strangers);
	lang_fill_buf(strangers, sizeof strangers,
		      said(l, d->strangers->unknown ? "no-list-short" : "strangers-are"),
		      (const struct lang_arg[]){{"n", some}, {NULL, NULL}});
	return filled(buf, l, "provisional",
		      (const struct lang_arg[]){{"n", n}, {"strangers", strangers}, {NULL, NULL}});
}

const char *director_seen(char *buf, const struct director *d, enum language l)
{
	char at[WORD_TEXT], days[WORD_TEXT];

	if (!d->as_of)
		return filled(buf, l, "never-seen", (const struct lang_arg[]){{NULL, NULL}});
	number(days, d->watched);
	return filled(buf, l, "seen-until",
		      (const struct lang_arg[]){{"at", local_minute(at, d->as_of, d->zone_minutes)},
						{"days", days},
						{NULL, NULL}});
}

const char *director_weakest(char *buf, const struct director *d, enum language l)
{
	static const char *const names[] = {"identify", "protect", "detect", "respond", "recover"};
	const struct director_function *f = &d->function[d->weakest];
	char rows[WORD_TEXT], met[WORD_TEXT];

	*buf = '\0';
	if (!d->weakest_known)
		return buf;
	number(rows, f->rows);
	number(met, f->verdict[0]);
	return filled(
		buf, l, "weakest",
		(const struct lang_arg[]){{"function", director_word(l, "function-", names[d->weakest])},
					  {"rows", rows},
					  {"met", met},
					  {NULL, NULL}});
}

/* --- worst cases */

static void effect(char *buf, const char *what, const char *how, enum language l)
{
	char one[256];

	if (strcmp(how, "serious") != 0 && strcmp(how, "limited") != 0)
		return;
	lang_fill_buf(one, sizeof one, said(l, "effect"),
		      (const struct lang_arg[]){{"what", director_word(l, "effect-", what)},
						{"how", director_word(l, "how-", how)},
						{NULL, NULL}});
	append(buf, l == LANG_JA ? "、" : ", ");
	append(buf, one);
}

const char *director_effects(char *buf, const struct director_worst *w, enum language l)
{
	snprintf(buf, DIRECTOR_TEXT, "%s", director_word(l, "harm-", w->harm));
	effect(buf, "safety", w->safety, l);
	effect(buf, "quality", w->quality, l);
	effect(buf, "delivery", w->delivery, l);
	effect(buf, "core", w->core, l);
	if (w->expired)
		append(buf, said(l, "old"));
	return buf;
}

static void layers(char *buf, const struct director_worst *w, enum language l)
{
	static const char *const names[] = {"network", "radio", "boundary", "monitoring", "identity"};
	char one[256], n[WORD_TEXT];

	for (int i = 0; i < DIRECTOR_LAYERS; i++) {
		if (!w->layer[i] || !w->layer[i]->total)
			continue;
		number(n, w->layer[i]);
		lang_fill_buf(one, sizeof one, said(l, "layer"),
			      (const struct lang_arg[]){{"what", director_word(l, "layer-", names[i])},
							{"n", n},
							{NULL, NULL}});
		append(buf, *buf ? said(l, "between") : "");
		append(buf, one);
	}
}

static void sentence(char *buf, enum language l, const char *name, const struct lang_arg *args)
{
	char one[DIRECTOR_TEXT];

	append(buf, *buf && l == LANG_EN ? " " : "");
	append(buf, filled(one, l, name, args));
}

const char *director_protects(char *buf, const struct director_worst *w, enum language l)
{
	char devices[WORD_TEXT], held[WORD_TEXT], broken[WORD_TEXT], open[WORD_TEXT],
		list[DIRECTOR_TEXT] = "";
	const struct lang_arg args[] = {{"devices", devices}, {"held", held},   {"broken", broken},
					{"open", open},       {"layers", list}, {"limits", w->limits},
					{NULL, NULL}};

	*buf = '\0';
	number(devices, w->devices);
	number(held, w->held);
	number(broken, w->broken);
	number(open, w->open);
	layers(list, w, l);
	sentence(buf, l, w->held->value ? "protects" : "protects-none", args);
	if (w->broken->value)
		sentence(buf, l, "protects-broken", args);
	if (w->open->value)
		sentence(buf, l, "protects-open", args);
	sentence(buf, l, w->limits ? "protects-people" : "protects-nobody", args);
	return buf;
}

const char *director_residual(char *buf, const struct director *d, enum language l)
{
	const struct director_worst *w = &d->worst[0];
	char money[DIRECTOR_TEXT], loss[DIRECTOR_TEXT];

	if (!d->worst_count)
		return filled(buf, l, "residual-none", (const struct lang_arg[]){{NULL, NULL}});
	if (w->money->unknown)
		snprintf(loss, sizeof loss, "%s", said(l, "loss-unknown"));
	else
		filled(loss, l, "loss",
		       (const struct lang_arg[]){{"money", yen(money, w->money->value, l)}, {NULL, NULL}});
	return filled(buf, l, "residual",
		      (const struct lang_arg[]){{"story", w->story ? w->story : said(l, "not-said")},
						{"loss", loss},
						{NULL, NULL}});
}

/* --- decisions */

const char *director_cost(char *buf, const struct director_asked *a, enum language l)
{
	if (a->cost >= 0)
		return yen(buf, a->cost, l);
	snprintf(buf, DIRECTOR_TEXT, "%s", a->no_cost ? a->no_cost : said(l, "not-said"));
	return buf;
}

const char *director_answer_of(char *buf, const struct director_asked *a, enum language l)
{
	char name[48];

	snprintf(name, sizeof name, "answer-%s", a->answer ? a->answer : "waiting");
	return filled(buf, l, name,
		      (const struct lang_arg[]){{"day", a->again_on ? a->again_on : "?"}, {NULL, NULL}});
}

const char *director_answer_how(char *buf, const struct director_asked *a, enum language l)
{
	char answer[DIRECTOR_TEXT];

	filled(buf, l, "answered",
	       (const struct lang_arg[]){{"who", a->answered_by ? a->answered_by : said(l, "nobody")},
					 {"day", a->answered_on ? a->answered_on : "?"},
					 {"answer", director_answer_of(answer, a, l)},
					 {NULL, NULL}});
	append(buf, l == LANG_JA ? "（" : " (");
	append(buf, said(l, a->proven  ? "by-key"
			    : a->paper ? "by-paper"
			    : a->own   ? "by-account"
				       : "by-other"));
	if (a->changed) {
		append(buf, l == LANG_JA ? "。" : "; ");
		append(buf, said(l, "since-changed"));
	}
	append(buf, l == LANG_JA ? "）" : ")");
	return buf;
}
