/* The honest part of the page: what was not seen, how it was made, of what. */
#include "report/html.h"
#include "report/notes.h"

#include "report/words.h"

struct noting {
	struct out *o;
	int count;
};

static void one_note(void *ctx, const struct note *n)
{
	struct noting *to = ctx;
	char ja[1024], en[1024];

	out_str(to->o, to->count++ ? "<li>" : "<ul><li>");
	html_pair(to->o, note_text(n, LANG_JA, ja, sizeof ja), note_text(n, LANG_EN, en, sizeof en));
	out_str(to->o, "</li>");
}

int html_limits(const struct report_input *in, struct out *o)
{
	struct noting reading = {o, 0}, blind = {o, 0};
	int64_t broken = in->counts ? (int64_t)in->counts->malformed : 0;

	html_heading(o, "limits", "page.nav-limits");
	out_str(o, "<h3>");
	html_both(o, "page.h-reading");
	out_str(o, "</h3>");
	notes_each(in, NOTE_READING, one_note, &reading);
	if (broken) {
		out_str(o, reading.count++ ? "<li>" : "<ul><li>");
		html_both_number(o, "page.reading-broken", broken, 0);
		out_str(o, "</li>");
	}
	if (reading.count)
		out_str(o, "</ul>");
	else
		html_both(o, "page.reading-none");
	out_str(o, "<h3>");
	html_both(o, "page.h-blind");
	out_str(o, "</h3>");
	notes_each(in, NOTE_BLIND, one_note, &blind);
	out_str(o, blind.count ? "</ul></section>\n" : "</section>\n");
	return 0;
}

static void link_types(const struct report_input *in, struct out *o, unsigned file)
{
	const struct capture_file *f =
		in->capture && file < capture_files(in->capture) ? capture_file(in->capture, file) : NULL;

	out_str(o, "<td>");
	for (unsigned i = 0; f && i < f->link_count && i < 16; i++) {
		const char *name = link_type_name(f->link_types[i]);

		out_str(o, i ? ", " : "");
		if (name)
			out_html(o, name);
		else
			out_fmt(o, "%u", f->link_types[i]);
	}
	out_str(o, "</td>");
}

static int files(const struct report_input *in, struct out *o)
{
	static const char *const keys[] = {"page.c-file", "page.c-format", "page.c-links",   "page.c-first",
					   "page.c-last", "page.c-cut",    "page.c-packets", "page.c-bytes"};
	char text[WORD_TEXT];
	struct scan s;

	out_str(o, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
	for (int i = 0; i < 8; i++)
		html_th(o, keys[i], i >= 6);
	out_str(o, "</tr></thead><tbody>\n");
	for (scan_open(&s, in->store,
		       "SELECT id, name, format, first, last, truncated, packets, bytes FROM source ORDER BY "
		       "id LIMIT 2000");
	     s.more; scan_next(&s)) {
		out_str(o, "<tr>");
		html_td(o, scan_str(&s, 1), false);
		html_td(o, scan_str(&s, 2), false);
		link_types(in, o, (unsigned)s.key);
		html_td(o, local_second(text, scan_int_or(&s, 3, INT64_MIN), in->zone_minutes), false);
		html_td(o, local_second(text, scan_int_or(&s, 4, INT64_MIN), in->zone_minutes), false);
		out_str(o, "<td>");
		html_both(o, scan_int(&s, 5) ? "page.yes" : "page.no");
		out_str(o, "</td>");
		html_td_number(o, scan_int(&s, 6));
		html_td_number(o, scan_int(&s, 7));
		out_str(o, "</tr>\n");
	}
	out_str(o, "</tbody></table></div>");
	return scan_close(&s);
}

int html_method(const struct report_input *in, struct out *o)
{
	static const char *const lines[] = {"page.method-2", "page.method-3", "page.method-4"};
	char ja[WORD_TEXT], en[WORD_TEXT];
	int r;

	html_heading(o, "method", "page.nav-method");
	out_str(o, "<ul><li>");
	html_both_text(o, "page.method-1", "version", in->version);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		out_str(o, "</li><li>");
		html_both(o, lines[i]);
	}
	if (in->pseudonymise) {
		out_str(o, "</li><li>");
		html_both(o, "page.method-pseudo");
	}
	out_str(o, "</li><li><span class=\"ja\" lang=\"ja\">");
	zone_name(ja, in->zone_minutes, LANG_JA);
	zone_name(en, in->zone_minutes, LANG_EN);
	lang_fill(o, lang(LANG_JA, "page.times-in"), (struct lang_arg[]){{"zone", ja}, {NULL, NULL}});
	out_str(o, "</span><span class=\"en\" lang=\"en\">");
	lang_fill(o, lang(LANG_EN, "page.times-in"), (struct lang_arg[]){{"zone", en}, {NULL, NULL}});
	out_str(o, "</span></li></ul><h3>");
	html_both(o, "page.h-files");
	out_str(o, "</h3>");
	r = files(in, o);
	out_str(o, "</section>\n");
	return r;
}
