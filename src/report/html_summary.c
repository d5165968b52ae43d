/* The page's first screen: in plain words what there is and what to do first; and the drawing. */
#include "report/html.h"
#include "report/map.h"
#include "report/notes.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

static void sentences(const struct report_input *in, struct out *o)
{
	static const char talkers[] =
		"SELECT count(*) FROM (SELECT client AS d FROM flow WHERE server_outside IS NOT NULL AND "
		"client IS NOT NULL"
		" UNION SELECT server FROM flow WHERE client_outside IS NOT NULL AND server IS NOT NULL)";
	int64_t outside = scan_one(in->store, "SELECT count(*) FROM outside", 0),
		by = scan_one(in->store, talkers, 0);

	out_str(o, "<p class=\"lead\">");
	html_both_number(o, "page.sum-devices", scan_one(in->store, "SELECT count(*) FROM device", 0), 0);
	out_char(o, ' ');
	html_both_number(o,
			 !outside ? "page.sum-outside-none"
			 : by     ? "page.sum-outside"
				  : "page.sum-outside-seen",
			 by, outside);
	out_char(o, ' ');
	html_both_number(o, "page.sum-findings", scan_one(in->store, "SELECT count(*) FROM finding", 0), 0);
	out_str(o, "</p>\n");
}

/* One row a kind: its name and how many. key: prefix of the sentence. */
static void counts(const struct report_input *in, struct out *o, const char *heading, const char *prefix,
		   const char *sql)
{
	struct scan s;

	out_str(o, "<div><h3>");
	html_both(o, heading);
	out_str(o, "</h3><ul class=\"counts\">");
	for (scan_open(&s, in->store, sql); s.more; scan_next(&s)) {
		char key[96], n[WORD_TEXT];

		snprintf(key, sizeof key, "%s.%s", prefix, scan_str(&s, 1));
		out_str(o, "<li><span>");
		if (!scan_null(&s, 2))
			out_fmt(o, "<i class=\"sev s%d\" aria-hidden=\"true\"></i>", (int)scan_int(&s, 2));
		html_both(o, key);
		out_fmt(o, "</span> <b>%s</b></li>", grouped(n, s.key));
	}
	scan_close(&s);
	out_str(o, "</ul></div>\n");
}

/* The gravest finding of three different checks, each with what to do. */
static void first_things(const struct report_input *in, struct out *o)
{
	struct scan s;

	scan_open(&s, in->store,
		  "SELECT f.id, f.severity, f.title_ja, f.title_en, f.do_ja, f.do_en FROM finding f JOIN "
		  "(SELECT check_name,"
		  " min(severity * 1000000 + id) AS k FROM finding GROUP BY check_name ORDER BY k LIMIT 3) c"
		  " ON c.check_name = f.check_name AND f.severity * 1000000 + f.id = c.k ORDER BY c.k");
	out_str(o, "<div class=\"first\"><h3>");
	html_both(o, "page.h-first");
	out_str(o, "</h3>");
	if (!s.more) {
		out_str(o, "<p>");
		html_both(o, "page.first-none");
		out_str(o, "</p>");
	} else {
		out_str(o, "<ol>");
		for (; s.more; scan_next(&s)) {
			out_fmt(o, "<li><a href=\"#f%lld\">", (long long)s.key);
			html_pair(o, scan_sentence(&s, 2), scan_sentence(&s, 3));
			out_str(o, "</a><p>");
			html_pair(o, scan_sentence(&s, 4), scan_sentence(&s, 5));
			out_str(o, "</p></li>");
		}
		out_str(o, "</ol>");
	}
	out_str(o, "</div>\n");
	scan_close(&s);
}

/* What weakens all that follows is said before it. */
static void one_notice(void *ctx, const struct note *n)
{
	struct out *o = ctx;
	char ja[1024], en[1024];

	out_str(o, "<p class=\"notice\">");
	html_pair(o, note_text(n, LANG_JA, ja, sizeof ja), note_text(n, LANG_EN, en, sizeof en));
	out_str(o, "</p>\n");
}

static void first_notices(void *ctx, const struct note *n)
{
	static const char *const grave[] = {"notes.mirror-incomplete", "notes.payload-cut",
					    "notes.unsupported", "notes.truncated", "notes.truncated-many"};

	for (size_t i = 0; i < sizeof grave / sizeof *grave; i++)
		if (strcmp(n->key, grave[i]) == 0)
			one_notice(ctx, n);
}

int html_summary(const struct report_input *in, struct out *o)
{
	html_heading(o, "summary", "page.nav-summary");
	sentences(in, o);
	notes_each(in, NOTE_READING, first_notices, o);
	first_things(in, o);
	out_str(o, "<div class=\"pair\">");
	counts(in, o, "page.sum-severity", "severity",
	       "SELECT count(*), CASE severity WHEN 0 THEN 'critical' WHEN 1 THEN 'high' WHEN 2 THEN "
	       "'medium' WHEN 3 THEN 'low' ELSE 'info' END,"
	       " severity FROM finding GROUP BY severity ORDER BY severity");
	counts(in, o, "page.sum-kinds", "kinds",
	       "SELECT count(*), kind, NULL FROM device GROUP BY kind ORDER BY kind = 'unknown', count(*) "
	       "DESC, kind");
	out_str(o, "</div></section>\n");
	return 0;
}

static int drawing(const struct report_input *in, enum report_show show, struct out *o)
{
	int r;

	out_str(o, "<div class=\"map ja\" tabindex=\"0\">");
	r = report_map_inline(in, LANG_JA, show, o);
	out_str(o, "</div><div class=\"map en\" tabindex=\"0\">");
	if (r == 0)
		r = report_map_inline(in, LANG_EN, show, o);
	out_str(o, "</div>");
	return r;
}

/* The same with what people said of it: only of a site where they did. */
static int drawing_of(const struct report_input *in, enum report_show show, const char *title,
		      const char *some, struct out *o)
{
	if (!scan_one(in->store, some, 0))
		return 0;
	out_str(o, "<h3>");
	html_both(o, title);
	out_str(o, "</h3>");
	return drawing(in, show, o);
}

int html_map(const struct report_input *in, struct out *o)
{
	int r;

	html_heading(o, "map", "page.nav-map");
	out_str(o, "<p class=\"note\">");
	html_both(o, "page.map-note");
	out_str(o, "</p>");
	r = drawing(in, SHOW_PLAIN, o);
	if (r == 0)
		r = drawing_of(in, SHOW_ATTACKS, "mark.title-attacks",
			       "SELECT EXISTS (SELECT 1 FROM assumption WHERE state = 'accepted')", o);
	if (r == 0)
		r = drawing_of(
			in, SHOW_WORST, "mark.title-worst",
			"SELECT EXISTS (SELECT 1 FROM record WHERE kind = 'worst-case' AND removed = 0)", o);
	out_str(o, "</section>\n");
	return r;
}
