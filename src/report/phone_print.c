#include "report/phone_print.h"

#include "base/date.h"
#include "base/text.h"
#include "respond/phone_list.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct printing {
	const struct phone_print *p;
	struct out *o;
	bool html;
	int section; /* at hand; -1 none yet */
	unsigned lines;
};

static const char *word(const struct printing *t, const char *name)
{
	static char key[80]; /* lang() gives it back when there is no such sentence */

	snprintf(key, sizeof key, "phone.%s", name);
	return lang(t->p->language, key);
}

static void put(struct printing *t, const char *text)
{
	if (t->html)
		out_html(t->o, text);
	else
		out_str(t->o, text);
}

static void when(const struct printing *t, int64_t at, char *to, size_t room)
{
	int64_t seconds = at / 1000000 + (int64_t)t->p->zone_minutes * 60;
	char day[DATE_ROOM];

	date_at(at, t->p->zone_minutes, day);
	snprintf(to, room, "%s %02d:%02d", day, (int)(seconds / 3600 % 24), (int)(seconds / 60 % 60));
}

/* --- cells */

enum { CELLS = 6, CELL = 2600 };

static void part_of(const struct printing *t, const struct phone_entry *e, char *to)
{
	char key[64], order[16] = "";

	snprintf(key, sizeof key, "part-%s", e->part);
	if (e->order)
		snprintf(order, sizeof order, "%u. ", e->order);
	snprintf(to, CELL, "%s%s%s", order, word(t, key), e->limited ? word(t, "limited") : "");
}

static void name_of(const struct printing *t, const struct phone_entry *e, char *to)
{
	char away[80] = "";

	if (e->away)
		lang_fill_buf(away, sizeof away, word(t, "away-until"),
			      (const struct lang_arg[]){{"date", e->who->away_until}, {NULL, NULL}});
	snprintf(to, CELL, "%s%s", e->who->name, away);
}

static void hours_of(const struct printing *t, const struct phone_entry *e, char *to)
{
	if (e->hours)
		hours_show(e->hours, t->p->language, to, HOURS_TEXT);
	else
		snprintf(to, CELL, "%s%s%s%s", e->uncomputed ? word(t, "uncomputed") : e->day,
			 *e->day && *e->night ? " / " : "", *e->night ? word(t, "night") : "", e->night);
}

static void cells_of(const struct printing *t, const struct phone_entry *e, char cells[CELLS][CELL])
{
	char day[DATE_ROOM];

	part_of(t, e, cells[0]);
	name_of(t, e, cells[1]);
	snprintf(cells[2], CELL, "%s", *e->who->phone ? e->who->phone : word(t, "no-phone"));
	snprintf(cells[3], CELL, "%s", *e->does ? e->does : e->who->unit);
	*cells[4] = '\0';
	hours_of(t, e, cells[4]);
	date_at(e->tested, t->p->zone_minutes, day);
	snprintf(cells[5], CELL, "%s", e->tested ? day : word(t, "never-tested"));
}

/* --- lines */

static const char *const columns[CELLS] = {"c-part", "c-name", "c-phone", "c-unit", "c-hours", "c-tested"};

static void section_begin(struct printing *t, int section)
{
	char key[40];

	snprintf(key, sizeof key, "section-%s", phone_section_names[section]);
	if (!t->html) {
		out_fmt(t->o, "\n%s\n", word(t, key));
		return;
	}
	if (t->section >= 0)
		out_str(t->o, "</tbody></table>\n");
	out_str(t->o, "<h2>");
	put(t, word(t, key));
	out_str(t->o, "</h2>\n<table><thead><tr>");
	for (int i = 0; i < CELLS; i++) {
		out_str(t->o, "<th>");
		put(t, word(t, columns[i]));
		out_str(t->o, "</th>");
	}
	out_str(t->o, "</tr></thead><tbody>\n");
}

/* Aligned as far as it goes; the telephone number never wraps away from its name. */
static void text_line(struct printing *t, char cells[CELLS][CELL])
{
	static const int widths[CELLS] = {26, 34, 16, 30, 0, 0};

	out_str(t->o, "  ");
	for (int i = 0; i < CELLS; i++) {
		out_str(t->o, cells[i]);
		for (int n = text_columns(cells[i]); n < widths[i]; n++)
			out_char(t->o, ' ');
		if (i + 1 < CELLS)
			out_str(t->o, "  ");
	}
	out_char(t->o, '\n');
}

static void html_line(struct printing *t, char cells[CELLS][CELL], bool away)
{
	out_str(t->o, away ? "<tr class=\"away\">" : "<tr>");
	for (int i = 0; i < CELLS; i++) {
		out_str(t->o, i == 2 ? "<td class=\"phone\">" : "<td>");
		put(t, cells[i]);
		out_str(t->o, "</td>");
	}
	out_str(t->o, "</tr>\n");
}

static int line(void *ctx, const struct phone_entry *e)
{
	struct printing *t = ctx;
	char(*cells)[CELL] = malloc(sizeof(char[CELLS][CELL]));

	if (!cells)
		return -ENOMEM;
	if (t->section != (int)e->section) {
		section_begin(t, (int)e->section);
		t->section = (int)e->section;
	}
	t->lines++;
	cells_of(t, e, cells);
	if (t->html)
		html_line(t, cells, e->away);
	else
		text_line(t, cells);
	free(cells);
	return 0;
}

/* --- the whole */

static const char style[] =
	"@page{size:A4;margin:14mm}body{font:14px/1.6 \"Noto Sans JP\",\"Yu Gothic "
	"UI\",Meiryo,sans-serif;color:#1a1a1a;"
	"margin:16px}h1{font-size:20px;margin:0 0 4px}h2{font-size:16px;margin:16px 0 "
	"4px}table{border-collapse:collapse;"
	"width:100%;table-layout:fixed}th,td{border:1px solid #767676;padding:3px "
	"6px;text-align:left;vertical-align:top;"
	"overflow-wrap:anywhere}th{background:#f2f2f2}th:nth-child(1){width:14%}th:nth-child(2){width:16%}"
	"th:nth-child(3){width:21%}th:nth-child(6){width:11%}td.phone{font-size:16px;font-weight:700;white-"
	"space:nowrap}"
	"tr.away td{color:#595959;text-decoration:line-through}tr.away td:nth-child(2){text-decoration:none}"
	"tr{break-inside:avoid}p{margin:4px 0}";

static void head(struct printing *t)
{
	char at[40], line_text[900];

	when(t, t->p->now, at, sizeof at);
	lang_fill_buf(line_text, sizeof line_text, word(t, "as-of"),
		      (const struct lang_arg[]){{"site", site_setting(t->p->store, "name", "mimamori")},
						{"at", at},
						{"by", t->p->printed_by ? t->p->printed_by : ""},
						{NULL, NULL}});
	if (t->html) {
		out_fmt(t->o, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>",
			t->p->language == LANG_JA ? "ja" : "en");
		put(t, word(t, "title"));
		out_fmt(t->o, "</title><style>%s</style></head><body><h1>", style);
		put(t, word(t, "title"));
		out_str(t->o, "</h1>\n<p>");
		put(t, line_text);
		out_str(t->o, "</p><p>");
		put(t, word(t, "how"));
		out_str(t->o, "</p>\n");
		return;
	}
	out_fmt(t->o, "%s\n%s\n%s\n", word(t, "title"), line_text, word(t, "how"));
}

static void gaps(struct printing *t)
{
	struct on_duty d;
	const char *key;

	if (on_duty(t->p->store, t->p->now, NULL, t->p->system, &d) < 0)
		return;
	key = d.gap ? "gap-now" : d.uncomputed ? "some-uncomputed" : NULL;
	if (!key)
		return;
	out_str(t->o, t->html ? "<p><strong>" : "\n");
	put(t, word(t, key));
	out_str(t->o, t->html ? "</strong></p>\n" : "\n");
}

static void foot(struct printing *t)
{
	if (t->section >= 0 && t->html)
		out_str(t->o, "</tbody></table>\n");
	if (!t->lines) {
		out_str(t->o, t->html ? "<p>" : "\n");
		put(t, word(t, "empty"));
		out_str(t->o, t->html ? "</p>\n" : "\n");
	}
	if (t->html)
		out_str(t->o, "</body></html>\n");
}

static int print(const struct phone_print *p, struct out *o, bool html)
{
	struct printing t = {.p = p, .o = o, .html = html, .section = -1};
	int r;

	head(&t);
	gaps(&t);
	r = phone_list(p->store, p->now, p->system, line, &t);
	foot(&t);
	return r < 0 ? r : o->error ? -ENOMEM : 0;
}

int phone_print_html(const struct phone_print *p, struct out *o) { return print(p, o, true); }
int phone_print_text(const struct phone_print *p, struct out *o) { return print(p, o, false); }
