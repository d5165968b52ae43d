#include "report/html.h"

#include "report/words.h"

#include "base/text.h"

#include <sha2.h>
#include <stdio.h>
#include <string.h>

extern const char map_css[], report_css[], report_js[];
extern const size_t report_js_size;

/* --- small pieces
 * ------------------------------------------------------------------------------------------------- */

/* Fills a sentence into HTML: the sentence is ours, what fills it is escaped. */
static void filled(struct out *o, const char *text, const struct lang_arg *args)
{
	char buf[2048];

	out_html(o, lang_fill_buf(buf, sizeof buf, text, args));
}

static void both(struct out *o, const char *key, const struct lang_arg *args)
{
	out_str(o, "<span class=\"ja\" lang=\"ja\">");
	filled(o, lang(LANG_JA, key), args);
	out_str(o, "</span><span class=\"en\" lang=\"en\">");
	filled(o, lang(LANG_EN, key), args);
	out_str(o, "</span>");
}

void html_both(struct out *o, const char *key) { both(o, key, NULL); }

void html_both_number(struct out *o, const char *key, int64_t n, int64_t m)
{
	char a[WORD_TEXT], b[WORD_TEXT];

	both(o, key, (struct lang_arg[]){{"n", grouped(a, n)}, {"m", grouped(b, m)}, {NULL, NULL}});
}

void html_both_text(struct out *o, const char *key, const char *hole, const char *value)
{
	both(o, key, (struct lang_arg[]){{hole, value}, {NULL, NULL}});
}

void html_pair(struct out *o, const char *ja, const char *en)
{
	out_str(o, "<span class=\"ja\" lang=\"ja\">");
	out_html(o, ja ? ja : "");
	out_str(o, "</span><span class=\"en\" lang=\"en\">");
	out_html(o, en ? en : "");
	out_str(o, "</span>");
}

void html_heading(struct out *o, const char *id, const char *key)
{
	out_fmt(o, "<section id=\"%s\" aria-labelledby=\"h-%s\"><h2 id=\"h-%s\">", id, id, id);
	html_both(o, key);
	out_str(o, "</h2>\n");
}

void html_th(struct out *o, const char *key, bool number)
{
	out_str(o, number ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">");
	html_both(o, key);
	out_str(o, "</th>");
}

void html_td(struct out *o, const char *text, bool number)
{
	out_str(o, number ? "<td class=\"num\">" : "<td>");
	out_html(o, text ? text : "");
	out_str(o, "</td>");
}

void html_td_number(struct out *o, int64_t n)
{
	char text[WORD_TEXT];

	html_td(o, grouped(text, n), true);
}

void html_packet_filter(struct out *o, const uint32_t *numbers, int count)
{
	out_str(o, "frame.number in {");
	for (int i = 0; i < count; i++)
		out_fmt(o, i ? ", %u" : "%u", numbers[i]);
	out_str(o, "}");
}

void html_shell_word(struct out *o, const char *s)
{
	bool plain = *s && *s != '-' &&
		     strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+,:@%") ==
			     strlen(s);
	char one[2] = "";

	if (plain) {
		out_html(o, s);
		return;
	}
	out_html(o, *s == '-' ? "'./" : "'");
	for (; *s; s++) {
		one[0] = *s;
		if (*s == '\'')
			out_html(o, "'\\''");
		else if (strchr("&<>\"", *s))
			out_html(o, one);
		else
			out_char(o, *s);
	}
	out_html(o, "'");
}

/* --- the frame of the page
 * ----------------------------------------------------------------------------------------- */

/* Scripts other than ours do not run, whatever a name from the wire may hold: the policy names ours by its
 * hash. */
static void policy(struct out *o)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t digest[SHA256_DIGEST_LENGTH + 1] = {0};
	SHA2_CTX sha;

	SHA256Init(&sha);
	SHA256Update(&sha, (const uint8_t *)report_js, report_js_size);
	SHA256Final(digest, &sha);
	out_str(o, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		   "'unsafe-inline'; img-src data:; "
		   "script-src 'sha256-");
	for (int i = 0; i < SHA256_DIGEST_LENGTH; i += 3) {
		uint32_t v = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 |
			     (i + 2 < SHA256_DIGEST_LENGTH ? digest[i + 2] : 0);
		char four[5] = {digit[v >> 18], digit[v >> 12 & 63], digit[v >> 6 & 63],
				i + 2 < SHA256_DIGEST_LENGTH ? digit[v & 63] : '=', 0};

		out_str(o, four);
	}
	out_str(o, "'; base-uri 'none'; form-action 'none'\">\n");
}

static void head(const struct report_input *in, struct out *o)
{
	const char *l = in->language == LANG_JA ? "ja" : "en";

	out_fmt(o, "<!doctype html>\n<html lang=\"%s\" data-lang=\"%s\">\n<head><meta charset=\"utf-8\">\n",
		l, l);
	policy(o);
	out_str(o, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
		   "name=\"robots\" content=\"noindex\">\n<title>");
	out_html(o, lang(in->language, "page.title"));
	out_str(o, "</title>\n<style>");
	out_str(o, map_css);
	out_str(o, report_css);
	out_str(o, "</style></head>\n<body>\n");
}

/* The names of the inputs: two of them, then how many more. */
static void capture_names(const struct report_input *in, struct out *o)
{
	int64_t files = scan_one(in->store, "SELECT count(*) FROM source", 0);
	struct scan s;

	for (scan_open(&s, in->store, "SELECT id, name FROM source ORDER BY id LIMIT 2"); s.more;
	     scan_next(&s)) {
		if (s.key)
			out_str(o, ", ");
		out_html(o, scan_str(&s, 1));
	}
	scan_close(&s);
	if (files > 2)
		out_fmt(o, " +%lld", (long long)files - 2);
}

static void span(const struct report_input *in, struct out *o)
{
	int64_t first = scan_one(in->store, "SELECT min(first) FROM source", INT64_MIN);
	int64_t last = scan_one(in->store, "SELECT max(last) FROM source", INT64_MIN);
	char ja[256], en[256];

	if (first == INT64_MIN)
		html_both(o, "summary.no-packets");
	else
		html_pair(o, span_text(ja, sizeof ja, first, last, in->zone_minutes, LANG_JA),
			  span_text(en, sizeof en, first, last, in->zone_minutes, LANG_EN));
}

static void top(const struct report_input *in, struct out *o)
{
	out_str(o, "<a class=\"skip\" href=\"#summary\">");
	html_both(o, "page.skip");
	out_str(o, "</a>\n<header class=\"top\"><div class=\"mark\"><strong>");
	html_both(o, "page.secret");
	out_str(o, "</strong> <span class=\"tlp\">TLP:AMBER</span></div><h1>");
	html_both(o, "page.title");
	out_str(o, "</h1><p class=\"of\"><b>");
	capture_names(in, o);
	out_str(o, "</b> <span>");
	span(in, o);
	out_str(o, "</span></p><div class=\"tools\" role=\"group\"><button type=\"button\" id=\"lang-ja\" "
		   "lang=\"ja\">日本語</button>"
		   "<button type=\"button\" id=\"lang-en\" lang=\"en\">English</button><button "
		   "type=\"button\" id=\"print\">");
	html_both(o, "page.print");
	out_str(o, "</button></div></header>\n");
}

static void navigation(const struct report_input *in, struct out *o)
{
	static const char *const parts[] = {"summary", "map",      "findings", "devices", "flows",
					    "outside", "commands", "points",   "wifi",    "sheet",
					    "changes", "limits",   "method"};
	bool compared = scan_one(in->store, "SELECT value FROM setting WHERE key = 'against'", 0) == 1;

	out_str(o, "<nav aria-label=\"");
	out_html(o, lang(in->language, "page.title"));
	out_str(o, "\"><ul>");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char key[48];

		if ((strcmp(parts[i], "changes") == 0 && !compared) ||
		    (strcmp(parts[i], "wifi") == 0 && !html_has_wifi(in)))
			continue;
		snprintf(key, sizeof key, "page.nav-%s", parts[i]);
		out_fmt(o, "<li><a href=\"#%s\">", parts[i]);
		html_both(o, key);
		out_str(o, "</a></li>");
	}
	out_str(o, "</ul></nav>\n");
}

/* A table that only the script can fill: flows and commands. */
static int scripted(struct out *o, const char *id, const char *title, const char *note)
{
	html_heading(o, id, title);
	out_str(o, "<p class=\"note\">");
	html_both(o, note);
	out_fmt(o, "</p><div id=\"%s-table\"><p class=\"note\">", id);
	html_both(o, "page.needs-script");
	out_str(o, "</p></div></section>\n");
	return 0;
}

static int html_flows(const struct report_input *in, struct out *o)
{
	(void)in;
	return scripted(o, "flows", "page.nav-flows", "page.flows-note");
}

static int html_commands(const struct report_input *in, struct out *o)
{
	html_heading(o, "commands", "page.nav-commands");
	out_str(o, "<h3>");
	html_both(o, "page.operations");
	out_str(o, "</h3><p class=\"note\">");
	html_both(o, "page.operations-note");
	out_str(o, "</p><div id=\"operations-table\"><p class=\"note\">");
	html_both(o, "page.needs-script");
	out_str(o, "</p></div><h3>");
	html_both(o, "page.commands-counted");
	out_str(o, "</h3><p class=\"note\">");
	html_both(o, "page.commands-note");
	out_str(o, "</p><div id=\"commands-table\"><p class=\"note\">");
	html_both(o, "page.needs-script");
	out_str(o, "</p></div></section>\n");
	(void)in;
	return 0;
}

static int html_points(const struct report_input *in, struct out *o)
{
	(void)in;
	return scripted(o, "points", "page.nav-points", "page.points-note");
}

int report_html(const struct report_input *in, struct out *o)
{
	static int (*const sections[])(const struct report_input *, struct out *) = {
		html_summary, html_map,      html_findings, html_devices, html_flows,
		html_outside, html_commands, html_points,   html_wifi,    html_sheet,
		html_changes, html_limits,   html_method,
	};
	int r = report_ready(in);

	head(in, o);
	top(in, o);
	navigation(in, o);
	out_str(o, "<main>\n<noscript><p class=\"note\">");
	html_both(o, "page.no-script");
	out_str(o, "</p></noscript>\n");
	for (size_t i = 0; r == 0 && i < sizeof sections / sizeof *sections; i++)
		r = sections[i](in, o);
	out_str(o, "</main>\n<aside id=\"panel\" hidden tabindex=\"-1\" "
		   "aria-live=\"polite\"></aside>\n<footer class=\"foot\">");
	html_both_text(o, "page.method-1", "version", in->version);
	out_str(o, "</footer>\n<script type=\"application/json\" id=\"data\">");
	if (r == 0)
		r = html_data(in, o);
	out_str(o, "</script>\n<script>");
	out_str(o, report_js);
	out_str(o, "</script>\n</body>\n</html>\n");
	return r;
}
