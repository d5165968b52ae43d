/* One row of the sheet as cells. */
#include "assess/returned.h"
#include "report/print.h"
#include "report/words.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *words(const struct print *p, const char *topic, const char *name)
{
	char key[64];
	const char *found;

	snprintf(key, sizeof key, "print.%s%s", topic, name);
	found = lang(p->language, key);
	return found == key ? "" : found; /* a category that a new sheet brings has a code, and no word yet */
}

static const char *number_mark(const char *item, bool black)
{
	static const char *const circled[2][9] = {{"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"},
						  {"❶", "❷", "❸", "❹", "❺", "❻", "❼", "❽", "❾"}};
	const char *dash = strchr(item, '-');

	return dash && dash[1] >= '1' && dash[1] <= '9' && !dash[2] ? circled[black][dash[1] - '1'] : "";
}

static void put_question(const struct print *p, const struct sheet_row *r, struct print_counts *counts,
			 struct press_row *ret)
{
	const char *title = r->title[p->language];

	ret->cell[CELL_ID] = r->item;
	ret->cell[CELL_OWN] = r->own ? "1" : "";
	ret->cell[CELL_ITEM] = r->own ? "" : r->parent;
	ret->cell[CELL_ITEM_CHOICE] = returned_mark(r->item_choice);
	ret->cell[CELL_MARK] = r->own    ? r->item
			       : r->mark ? number_mark(r->item, strcmp(r->mark, "black") == 0)
					 : "";
	ret->cell[CELL_TITLE] = title ? title : "";
	ret->cell[CELL_ITEM_TITLE] = r->item_title[p->language] ? r->item_title[p->language] : "";
	ret->cell[CELL_KEY_POINT] = !r->key_point                      ? ""
				    : strcmp(r->key_point, "new") == 0 ? words(p, "key-point-", "new")
								       : r->key_point;
	counts->official += !r->own && r->title_from[p->language] == FROM_USER;
}

static void put_group(const struct print *p, const struct sheet_row *r, struct arena *a,
		      struct press_row *ret)
{
	static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};
	char *name = arena_text(a, r->category, strlen(r->category));

	for (char *c = name; c && *c; c++)
		*c = *c == '.' ? '-' : *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	ret->cell[CELL_FUNCTION] =
		words(p, "function-", r->own ? "own" : functions[sheet_function(r->category)]);
	ret->cell[CELL_CATEGORY] = r->category;
	ret->cell[CELL_CATEGORY_NAME] = r->own || !name ? "" : words(p, "category-", name);
}

static void put_levels(const struct sheet_row *r, struct press_row *ret)
{
	for (int i = 0; i < 3; i++)
		ret->cell[CELL_LEVEL_POC + i] = r->own || !(r->levels & 1u << i) ? ""
						: r->levels_from != FROM_OURS    ? "given"
										 : "ours";
}

/* The question as the table shows it, so that an answer which comes back can be told from one that slid to
 * another. */
static void put_asked(struct arena *a, struct press_row *ret)
{
	const char *mark = ret->cell[CELL_MARK], *title = ret->cell[CELL_TITLE];
	size_t n = strlen(mark) + strlen(title) + 2;
	char *shown = arena_get(a, n, 1), asked[RETURNED_HASH];

	if (!shown)
		return;
	snprintf(shown, n, "%s%s%s", mark, *mark && *title ? " " : "", title);
	returned_asked(shown, asked);
	ret->cell[CELL_ASKED] = arena_text(a, asked, strlen(asked));
}

static void put_decision(const struct print *p, const struct sheet_row *r, struct arena *a,
			 struct press_row *ret)
{
	const struct sheet_decision *d = &r->decision;
	const char *mark = returned_mark(d->choice);
	char was[RETURNED_HASH];

	ret->cell[CELL_CHOICE] = mark ? mark : "";
	ret->cell[CELL_CHOICE_WORD] = mark ? words(p, "choice-", d->choice) : "";
	ret->cell[CELL_REASON] = d->reason ? d->reason : "";
	ret->cell[CELL_POINT] = d->point ? d->point : "";
	put_asked(a, ret);
	ret->cell[CELL_SYSTEM] = p->system;
	ret->cell[CELL_BASE] = d->choice && d->hash ? d->hash : "";
	returned_was(ret->cell[CELL_CHOICE], ret->cell[CELL_REASON], ret->cell[CELL_POINT], was);
	ret->cell[CELL_WAS] = arena_text(a, was, strlen(was));
}

static void put_verdict(const struct print *p, const struct sheet_row *r, struct arena *a,
			struct press_row *ret)
{
	static const char *const told[] = {"amber", "verify", "review"};
	const char *word = words(p, "verdict-", r->expired ? "expired" : r->verdict);
	char *starred = arena_get(a, strlen(word) + 8, 1);

	ret->cell[CELL_VERDICT] = r->verdict;
	ret->cell[CELL_VERDICT_WORD] = word;
	if (starred && r->provisional[p->language]) {
		snprintf(starred, strlen(word) + 8, "%s%s", word, words(p, "", "provisional"));
		ret->cell[CELL_VERDICT_WORD] = starred;
	}
	ret->cell[CELL_STATE] = r->state;
	ret->cell[CELL_STATE_WORD] = r->reopened ? words(p, "state-", "reopened") : "";
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (strcmp(told[i], r->state) == 0)
			ret->cell[CELL_STATE_WORD] = words(p, "state-", told[i]);
}

/* What the evidence says, sentence by sentence, for the annex. */
static const char *evidence(const struct print *p, const struct sheet_row *r, struct arena *a)
{
	const char *const coverage = r->coverage[p->language], *const needs = r->needs[p->language];
	const char *const provisional = r->provisional[p->language];
	char count[WORD_TEXT];
	struct out o;
	const char *bytes, *s;
	size_t n;

	if (out_init(&o, -1) < 0)
		return NULL;
	out_fmt(&o, "%s", coverage ? coverage : "");
	if (r->finding_count)
		out_fmt(&o, "%s%s", o.total ? "\n" : "",
			print_filled(
				p, a, "print.evidence-findings",
				(const struct lang_arg[]){{"n", grouped(count, (int64_t)r->finding_count)},
							  {NULL, NULL}}));
	if (needs)
		out_fmt(&o, "%s%s", o.total ? "\n" : "",
			print_filled(p, a, "print.evidence-needs",
				     (const struct lang_arg[]){{"text", needs}, {NULL, NULL}}));
	if (provisional)
		out_fmt(&o, "%s%s", o.total ? "\n" : "",
			print_filled(p, a, "print.evidence-provisional",
				     (const struct lang_arg[]){{"text", provisional}, {NULL, NULL}}));
	bytes = out_bytes(&o, &n);
	s = arena_text(a, bytes, n);
	out_clear(&o);
	return s;
}

static const char *signed_by(const struct print *p, const struct sheet_row *r, struct arena *a)
{
	struct out o;
	const char *bytes, *s;
	char date[WORD_TEXT];
	size_t n;

	if (out_init(&o, -1) < 0)
		return NULL;
	for (size_t i = 0; i < r->signature_count; i++) {
		const struct sheet_signature *g = &r->signatures[i];
		const char *line;

		local_minute(date, g->at, p->zone_minutes);
		line = print_filled(
			p, a, "print.signed-one",
			(const struct lang_arg[]){{"who", g->who ? g->who : words(p, "", "no-name")},
						  {"side", words(p, "side-", g->side)},
						  {"date", date},
						  {"proof", g->reopened  ? words(p, "signed-", "reopened")
							    : !g->proven ? words(p, "signed-", "unproven")
									 : ""},
						  {NULL, NULL}});
		out_fmt(&o, "%s%s", i ? "\n" : "", line ? line : "");
	}
	bytes = out_bytes(&o, &n);
	s = arena_text(a, bytes, n);
	out_clear(&o);
	return s;
}

static void count(const struct sheet_row *r, struct print_counts *c)
{
	const struct {
		const char *verdict;
		unsigned *n;
	} by[] = {{"met", &c->met},
		  {"partly", &c->partly},
		  {"not-met", &c->not_met},
		  {"unknown", r->expired ? &c->expired : &c->unknown},
		  {"person", &c->person}};

	c->rows++;
	c->own += r->own;
	c->decided += r->decision.choice != NULL;
	c->amber += strcmp(r->state, "amber") == 0;
	if (r->as_of > c->as_of)
		c->as_of = r->as_of;
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (strcmp(by[i].verdict, r->verdict) == 0)
			++*by[i].n;
}

int print_row(const struct print *p, const struct sheet_row *r, struct arena *a, struct print_counts *counts,
	      struct press_row *ret)
{
	*ret = (struct press_row){0};
	put_question(p, r, counts, ret);
	put_group(p, r, a, ret);
	put_levels(r, ret);
	put_decision(p, r, a, ret);
	put_verdict(p, r, a, ret);
	ret->cell[CELL_EVIDENCE] = evidence(p, r, a);
	ret->cell[CELL_SIGNED] = signed_by(p, r, a);
	count(r, counts);
	return ret->cell[CELL_EVIDENCE] && ret->cell[CELL_SIGNED] && ret->cell[CELL_WAS] &&
			       ret->cell[CELL_ASKED]
		       ? 0
		       : -ENOMEM;
}
