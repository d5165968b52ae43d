#include "report/director_paper.h"

#include "assess/director.h"
#include "report/director_words.h"
#include "report/press.h"
#include "report/press_texts.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	ANNEX_ROWS = 8 /* rows named on a line of the annex */,
	ASKED_ON_PAPER = 4,
	BUSINESSES_ON_PAPER = 4,
	ANSWERS_ON_PAPER = 4
};

struct writing_paper {
	const struct director *d;
	enum language l;
	struct out *out;
	struct arena *arena;
	bool failed;
	char buf[DIRECTOR_TEXT];
};

static const char *keep(struct writing_paper *p, const char *text)
{
	const char *copy = text ? arena_text(p->arena, text, strlen(text)) : "";

	if (!copy)
		p->failed = true;
	return copy ? copy : "";
}

static const char *word(const struct writing_paper *p, const char *group, const char *name)
{
	return director_word(p->l, group, name);
}

/* "12 [7]" */
static const char *value(struct writing_paper *p, const struct figure *f)
{
	char both[DIRECTOR_TEXT + 32];

	snprintf(both, sizeof both, "%s [%u]", director_value(p->buf, f, p->l), f->number);
	return keep(p, both);
}

/* The same where there is little room: why it is unknown stands in the annex. */
static const char *value_short(struct writing_paper *p, const struct figure *f)
{
	char both[DIRECTOR_TEXT + 32];

	snprintf(both, sizeof both, "%s [%u]",
		 f->unknown ? word(p, "", "unknown-short") : director_value(p->buf, f, p->l), f->number);
	return keep(p, both);
}

static const char *filled(struct writing_paper *p, const char *name, const struct lang_arg *args)
{
	return keep(p, lang_fill_buf(p->buf, sizeof p->buf, word(p, "", name), args));
}

/* --- the words */

static const char *business_note(struct writing_paper *p)
{
	char text[DIRECTOR_TEXT + 64];

	snprintf(text, sizeof text, "%s%s%s", word(p, "f-", "businesses"), p->l == LANG_JA ? "：" : ": ",
		 value(p, p->d->businesses));
	return keep(p, text);
}

static const char *worst_note(struct writing_paper *p)
{
	char text[DIRECTOR_TEXT + 64];

	snprintf(text, sizeof text, "%s%s%s", word(p, "f-", "worst"), p->l == LANG_JA ? "：" : ": ",
		 value(p, p->d->worst_all));
	return keep(p, text);
}

static const char *asked_note(struct writing_paper *p)
{
	const struct director *d = p->d;
	char n[WORD_TEXT], text[3 * DIRECTOR_TEXT];
	size_t more = d->waiting->total > ASKED_ON_PAPER ? d->waiting->total - ASKED_ON_PAPER : 0;

	if (!d->waiting->total)
		return word(p, "", "nothing-asked");
	snprintf(text, sizeof text, "%s%s%s。", word(p, "f-", "waiting"), p->l == LANG_JA ? "：" : ": ",
		 value(p, d->waiting));
	if (p->l == LANG_EN)
		memcpy(text + strlen(text) - strlen("。"), ". ", 3);
	strncat(text,
		filled(p, "total-asked",
		       (const struct lang_arg[]){{"cost", value(p, d->cost)},
						 {"n", grouped(n, (int64_t)d->cost->total)},
						 {NULL, NULL}}),
		DIRECTOR_TEXT);
	if (more) {
		strncat(text, p->l == LANG_JA ? "。" : ". ", 4);
		strncat(text,
			filled(p, "more-asked",
			       (const struct lang_arg[]){{"n", grouped(n, (int64_t)more)}, {NULL, NULL}}),
			DIRECTOR_TEXT / 2);
	}
	return keep(p, text);
}

static const char *answered_note(struct writing_paper *p)
{
	char text[DIRECTOR_TEXT + 200];

	snprintf(text, sizeof text, "%s  %s", word(p, "", "s-answered"), value(p, p->d->answers));
	return keep(p, text);
}

static const char *head(struct writing_paper *p)
{
	const struct director *d = p->d;

	return filled(p, "head",
		      (const struct lang_arg[]){
			      {"site", d->site},
			      {"system", d->system_name ? d->system_name : word(p, "", "whole-site")},
			      {"date", d->today},
			      {NULL, NULL}});
}

static void head_words(struct writing_paper *p, const char **w)
{
	const struct director *d = p->d;
	char time[24];

	snprintf(time, sizeof time, "%lld", (long long)(d->now / 1000000));
	w[PAPER_ONLY] = "";
	w[PAPER_LANGUAGE] = p->l == LANG_JA ? "ja" : "en";
	w[PAPER_TITLE] = word(p, "", "title");
	w[PAPER_HEAD] = w[PAPER_SUBTITLE] = head(p);
	w[PAPER_SEEN] = keep(p, director_seen(p->buf, d, p->l));
	w[PAPER_CONFIDENTIAL] = word(p, "", "confidential");
	w[PAPER_MARK] = d->provisional ? word(p, "", "provisional-mark") : "";
	w[PAPER_PROVISIONAL] = keep(p, director_provisional(p->buf, d, p->l));
	w[PAPER_TIME] = keep(p, time);
	w[PAPER_WEAKEST] = keep(p, director_weakest(p->buf, d, p->l));
	w[PAPER_BUSINESS_NOTE] = business_note(p);
	w[PAPER_WORST_NOTE] = worst_note(p);
	w[PAPER_ASKED_NOTE] = asked_note(p);
	w[PAPER_RESIDUAL_TEXT] = keep(p, director_residual(p->buf, d, p->l));
	w[PAPER_ANSWERED] = answered_note(p);
	w[PAPER_CHANGES] =
		filled(p, "s-changes", (const struct lang_arg[]){{"since", d->since_on}, {NULL, NULL}});
}

static void words(struct writing_paper *p)
{
	static const struct {
		enum paper_word at;
		const char *name;
	} plain[] = {{PAPER_BUSINESS, "s-business"},
		     {PAPER_C_BUSINESS, "c-business"},
		     {PAPER_C_WEIGHT, "c-weight"},
		     {PAPER_C_LEVEL, "c-level"},
		     {PAPER_C_ENDURES, "c-endures"},
		     {PAPER_C_FALLBACK, "c-fallback"},
		     {PAPER_FUNCTIONS, "s-functions"},
		     {PAPER_C_FUNCTION, "c-function"},
		     {PAPER_C_ROWS, "verdict-rows"},
		     {PAPER_C_MET, "verdict-met"},
		     {PAPER_C_PARTLY, "verdict-partly"},
		     {PAPER_C_NOT_MET, "verdict-not-met"},
		     {PAPER_C_UNKNOWN, "verdict-unknown"},
		     {PAPER_C_PERSON, "verdict-person"},
		     {PAPER_WORST, "s-worst"},
		     {PAPER_C_PROTECTS, "c-protects"},
		     {PAPER_ASKED, "s-asked"},
		     {PAPER_C_COST, "c-cost"},
		     {PAPER_C_DUE, "c-due"},
		     {PAPER_C_OTHERWISE, "c-otherwise"},
		     {PAPER_YES, "box-yes"},
		     {PAPER_NO, "box-no"},
		     {PAPER_LATER, "box-later"},
		     {PAPER_SEAL, "box-seal"},
		     {PAPER_SIGNED, "box-name"},
		     {PAPER_RESIDUAL, "s-residual"},
		     {PAPER_NOTE, "note"},
		     {PAPER_PAGE, "page"},
		     {PAPER_ANNEX, "s-annex"},
		     {PAPER_ANNEX_HOW, "annex-how"},
		     {PAPER_A_NUMBER, "c-number"},
		     {PAPER_A_FIGURE, "c-figure"},
		     {PAPER_A_VALUE, "c-value"},
		     {PAPER_A_ROWS, "c-rows"}};
	const char *w[PAPER_WORDS] = {NULL};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		w[plain[i].at] = word(p, "", plain[i].name);
	head_words(p, w);
	press_put_texts(p->out, 'W', w, PAPER_WORDS);
}

/* --- the lines */

static void businesses(struct writing_paper *p)
{
	const struct director *d = p->d;
	char n[WORD_TEXT], name[1200];

	for (size_t i = 0; i < d->business_count && i < BUSINESSES_ON_PAPER; i++) {
		const struct director_business *b = &d->business[i];
		const char *t[BUSINESS_TEXTS];

		snprintf(name, sizeof name, "%s%s", b->business ? b->business : "",
			 b->expired ? word(p, "", "old") : "");
		t[BUSINESS_NAME] = keep(p, name);
		t[BUSINESS_WEIGHT] = word(p, "weight-", b->weight);
		snprintf(name, sizeof name, "%s%s%s", word(p, "level-", b->level ? b->level : "none"),
			 b->system_name ? " / " : "", b->system_name ? b->system_name : "");
		t[BUSINESS_LEVEL] = keep(p, name);
		t[BUSINESS_ENDURES] =
			b->endures < 0 ? word(p, "", "not-said")
				       : filled(p, "hours",
						(const struct lang_arg[]){{"n", grouped(n, b->endures)},
									  {NULL, NULL}});
		t[BUSINESS_FALLBACK] = b->fallback ? b->fallback : word(p, "", "no-fallback");
		press_put_texts(p->out, 'B', t, BUSINESS_TEXTS);
	}
}

static void functions(struct writing_paper *p)
{
	static const char *const names[] = {"identify", "protect", "detect", "respond", "recover"};

	for (int f = 0; f < DIRECTOR_FUNCTIONS; f++) {
		const char *t[FUNCTION_TEXTS];

		t[FUNCTION_NAME] = word(p, "function-", names[f]);
		t[FUNCTION_ROWS] = value(p, p->d->function[f].rows);
		for (int v = 0; v < DIRECTOR_VERDICTS; v++)
			t[FUNCTION_VERDICTS + v] = value(p, p->d->function[f].verdict[v]);
		press_put_texts(p->out, 'F', t, FUNCTION_TEXTS);
	}
}

/* "what (where)" */
static const char *story(struct writing_paper *p, const struct director_worst *w)
{
	char text[DIRECTOR_TEXT], place[600] = "";

	if (w->where)
		lang_fill_buf(place, sizeof place, word(p, "", "at-place"),
			      (const struct lang_arg[]){{"place", w->where}, {NULL, NULL}});
	snprintf(text, sizeof text, "%s%s", w->story ? w->story : word(p, "", "not-said"), place);
	return keep(p, text);
}

static void cases(struct writing_paper *p)
{
	char text[DIRECTOR_TEXT + 64];

	for (size_t i = 0; i < p->d->worst_count; i++) {
		const struct director_worst *w = &p->d->worst[i];
		const char *t[CASE_TEXTS];

		t[CASE_STORY] = story(p, w);
		t[CASE_EFFECTS] = keep(p, director_effects(p->buf, w, p->l));
		t[CASE_MONEY] = value(p, w->money);
		snprintf(text, sizeof text, "%s [%u] [%u] [%u] [%u]", director_protects(p->buf, w, p->l),
			 w->devices->number, w->held->number, w->broken->number, w->open->number);
		t[CASE_PROTECTS] = keep(p, text);
		press_put_texts(p->out, 'C', t, CASE_TEXTS);
	}
}

static void changes(struct writing_paper *p)
{
	for (size_t i = 0; i < p->d->change_count; i++) {
		const struct figure *f = p->d->change[i].count;
		const char *t[CHANGE_TEXTS];

		t[CHANGE_NAME] = keep(p, director_name(p->buf, f, p->l));
		t[CHANGE_VALUE] = value_short(p, f);
		press_put_texts(p->out, 'N', t, CHANGE_TEXTS);
	}
}

static void requests(struct writing_paper *p)
{
	char due[64];

	for (size_t i = 0; i < p->d->asked_count && i < ASKED_ON_PAPER; i++) {
		const struct director_asked *a = &p->d->asked[i];
		const char *t[REQUEST_TEXTS];

		snprintf(due, sizeof due, "%s%s", a->due_on ? a->due_on : "",
			 a->late ? word(p, "", "late") : "");
		t[REQUEST_ID] = a->record;
		t[REQUEST_ASKED] = a->asked;
		t[REQUEST_KIND] = word(p, "kind-", a->kind);
		t[REQUEST_COST] = keep(p, director_cost(p->buf, a, p->l));
		t[REQUEST_DUE] = keep(p, due);
		t[REQUEST_OTHERWISE] = a->otherwise;
		press_put_texts(p->out, 'A', t, REQUEST_TEXTS);
	}
}

static void answers(struct writing_paper *p)
{
	for (size_t i = 0; i < p->d->answered_count && i < ANSWERS_ON_PAPER; i++) {
		const struct director_asked *a = &p->d->answered[i];
		const char *const t[ANSWER_TEXTS] = {[ANSWER_ASKED] = a->asked,
						     [ANSWER_HOW] =
							     keep(p, director_answer_how(p->buf, a, p->l))};

		press_put_texts(p->out, 'Y', t, ANSWER_TEXTS);
	}
}

static const struct figure *numbered(const struct director *d, unsigned n)
{
	for (size_t i = 0; i < d->figures.count; i++)
		if (d->figures.list[i].number == n)
			return &d->figures.list[i];
	return NULL;
}

static void source(struct writing_paper *p, const struct figure *f)
{
	char number[16], rows[DIRECTOR_TEXT + 80];
	const char *t[SOURCE_TEXTS];

	snprintf(number, sizeof number, "[%u]", f->number);
	t[SOURCE_NUMBER] = keep(p, number);
	t[SOURCE_FIGURE] = keep(p, director_name(p->buf, f, p->l));
	t[SOURCE_VALUE] =
		f->unknown ? word(p, "", "unknown-short") : keep(p, director_value(p->buf, f, p->l));
	snprintf(rows, sizeof rows, "%s%s%s", f->unknown ? "" : word(p, "of-", figure_of_names[f->of]),
		 f->unknown        ? ""
		 : p->l == LANG_JA ? "："
				   : ": ",
		 director_rows(p->buf, f, ANNEX_ROWS, p->l));
	t[SOURCE_ROWS] = keep(p, rows);
	press_put_texts(p->out, 'G', t, SOURCE_TEXTS);
}

static void sources(struct writing_paper *p)
{
	const struct figure *f;

	for (unsigned n = 1; n <= PAPER_LINES_MAX && (f = numbered(p->d, n)); n++)
		source(p, f);
}

int director_paper(const struct director *d, enum language l, const char *version, struct out *o)
{
	struct writing_paper p = {.d = d, .l = l, .out = o, .arena = d->arena};

	press_put_begin(o, version);
	words(&p);
	businesses(&p);
	functions(&p);
	cases(&p);
	changes(&p);
	requests(&p);
	answers(&p);
	sources(&p);
	press_put_end(o);
	return p.failed || o->error ? -ENOMEM : 0;
}
