/* The plain tables of the page: the first devices, what lies outside, answers, changes. */
#include "report/html.h"

#include "report/words.h"

#include "assess/sheet.h"

#include <stdio.h>

enum { DEVICES_SHOWN = 100, OUTSIDE_SHOWN = 500, CHANGES_SHOWN = 1000 };

static void note(struct out *o, const char *key)
{
	out_str(o, "<p class=\"note\">");
	html_both(o, key);
	out_str(o, "</p>");
}

static void head_row(struct out *o, const char *const *keys, int count, int numbers_from)
{
	out_str(o, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
	for (int i = 0; i < count; i++)
		html_th(o, keys[i], i >= numbers_from);
	out_str(o, "</tr></thead><tbody>\n");
}

static void table_end(struct out *o) { out_str(o, "</tbody></table></div>"); }

static void td_both(struct out *o, const char *prefix, const char *token)
{
	char key[96];

	snprintf(key, sizeof key, "%s.%s", prefix, token);
	out_str(o, "<td>");
	html_both(o, key);
	out_str(o, "</td>");
}

/* Its name, and the radio network it is or was in. */
static void name_cell(struct out *o, const char *name, struct scan *wifi, int64_t device)
{
	char id[HTML_WIFI_ID];

	out_str(o, "<td>");
	if (name)
		out_html(o, name);
	for (; scan_at(wifi, device); scan_next(wifi)) {
		html_wifi_id(id, scan_str(wifi, 1));
		out_fmt(o, "<br><small>Wi-Fi <a href=\"#%s\">", id);
		out_html(o, scan_null(wifi, 2) ? scan_str(wifi, 1) : scan_str(wifi, 2));
		out_str(o, "</a></small>");
	}
	out_str(o, "</td>");
}

int html_devices(const struct report_input *in, struct out *o)
{
	static const char *const keys[] = {"page.c-number", "page.c-place", "page.c-name", "page.c-kind",
					   "page.c-maker",  "page.c-model", "page.c-ip",   "page.c-mac"};
	int64_t total = scan_one(in->store, "SELECT count(*) FROM device", 0);
	struct scan s, wifi;
	int r, e;

	html_heading(o, "devices", "page.nav-devices");
	scan_open(&wifi, in->store,
		  "SELECT device, bssid, ssid FROM (SELECT device, bssid, ssid FROM access_point WHERE "
		  "device IS NOT NULL "
		  "UNION SELECT c.station, a.bssid, a.ssid FROM wifi_client c JOIN access_point a ON a.bssid "
		  "= c.bssid "
		  "WHERE c.station IS NOT NULL) ORDER BY device, bssid");
	out_str(o, "<div id=\"devices-table\">");
	if (total > DEVICES_SHOWN) {
		out_str(o, "<p class=\"note\">");
		html_both_number(o, "page.devices-first", DEVICES_SHOWN, 0);
		out_str(o, "</p>");
	}
	head_row(o, keys, 8, 8);
	for (scan_open(&s, in->store,
		       "SELECT d.id, l.number, trim(coalesce(l.line, '') || ' ' || coalesce(l.place, '')), "
		       "coalesce(l.name, d.name), d.kind, d.maker, d.model, d.ip, "
		       "d.mac FROM device d"
		       " LEFT JOIN ledger l ON l.id = d.ledger ORDER BY d.id LIMIT 100");
	     s.more; scan_next(&s)) {
		out_fmt(o, "<tr id=\"d%lld\">", (long long)s.key);
		html_td(o, scan_str(&s, 1), false);
		html_td(o, scan_str(&s, 2), false);
		name_cell(o, scan_str(&s, 3), &wifi, s.key);
		td_both(o, "kinds", scan_str(&s, 4));
		for (int i = 5; i <= 8; i++)
			html_td(o, scan_str(&s, i), false);
		out_str(o, "</tr>\n");
	}
	table_end(o);
	out_str(o, "</div></section>\n");
	r = scan_close(&s), e = scan_close(&wifi);
	return r ? r : e;
}

/* --- outside
 * ------------------------------------------------------------------------------------------------------ */

static void joined(struct out *o, struct scan *s, int64_t id)
{
	int n = 0;

	out_str(o, "<td>");
	for (; scan_at(s, id); scan_next(s), n++) {
		const char *t = scan_str(s, 1);

		if (n < 6 && t) {
			out_str(o, n ? ", " : "");
			out_html(o, t);
		}
	}
	if (n > 6)
		out_fmt(o, " +%d", n - 6);
	out_str(o, "</td>");
}

static void talkers(struct out *o, struct scan *s, int64_t id)
{
	int n = 0;

	out_str(o, "<td>");
	for (; scan_at(s, id); scan_next(s), n++) {
		const char *t = scan_str(s, 2);

		if (n >= 6)
			continue;
		out_fmt(o, "%s<a class=\"dev\" href=\"#d%lld\">", n ? ", " : "", (long long)scan_int(s, 1));
		out_html(o, t ? t : "?");
		out_str(o, "</a>");
	}
	if (n > 6)
		out_fmt(o, " +%d", n - 6);
	out_str(o, "</td>");
}

static void outside_row(struct out *o, const struct scan *s, struct scan *names, struct scan *ips,
			struct scan *who)
{
	out_fmt(o, "<tr id=\"o%lld\">", (long long)s->key);
	joined(o, names, s->key);
	joined(o, ips, s->key);
	if (scan_null(s, 2)) {
		out_str(o, "<td>");
		html_both(o, "page.unknown");
		out_str(o, "</td>");
	} else {
		html_td(o, scan_str(s, 2), false);
	}
	talkers(o, who, s->key);
	html_td_number(o, scan_int(s, 3));
	html_td_number(o, scan_int(s, 4));
	out_str(o, "</tr>\n");
}

int html_outside(const struct report_input *in, struct out *o)
{
	static const char *const keys[] = {"page.c-names", "page.c-ip",      "page.c-country",
					   "page.c-who",   "page.c-packets", "page.c-bytes"};
	struct scan s, names, ips, who;
	int n = 0;

	html_heading(o, "outside", "page.nav-outside");
	scan_open(&s, in->store, "SELECT id, network, country, packets, bytes FROM outside ORDER BY id");
	if (!s.more) {
		note(o, "page.outside-none");
		out_str(o, "</section>\n");
		return scan_close(&s);
	}
	note(o, "page.outside-note");
	scan_open(
		&names, in->store,
		"SELECT outside, name FROM outside_name GROUP BY outside, name ORDER BY outside, min(rowid)");
	scan_open(&who, in->store,
		  "SELECT f.o, f.d, coalesce(d.name, d.model, d.ip, d.mac) FROM (SELECT server_outside AS o, "
		  "client "
		  "AS d, sum(bytes) AS b FROM"
		  " flow WHERE server_outside IS NOT NULL AND client IS NOT NULL GROUP BY 1, 2 UNION SELECT "
		  "client_outside,"
		  " server, sum(bytes) FROM flow WHERE client_outside IS NOT NULL AND server IS NOT NULL "
		  "GROUP BY 1, 2) f"
		  " JOIN device d ON d.id = f.d GROUP BY f.o, f.d ORDER BY f.o, sum(f.b) DESC, f.d");
	scan_open(&ips, in->store, "SELECT outside, ip FROM outside_address ORDER BY outside, rowid");
	head_row(o, keys, 6, 4);
	for (; s.more && n < OUTSIDE_SHOWN; scan_next(&s), n++)
		outside_row(o, &s, &names, &ips, &who);
	table_end(o);
	out_str(o, "</section>\n");
	scan_close(&names);
	scan_close(&ips);
	scan_close(&who);
	return scan_close(&s);
}

/* --- answers
 * ------------------------------------------------------------------------------------------------------ */

static void td_pair(struct out *o, const struct scan *s, int ja)
{
	out_str(o, "<td>");
	if (!scan_null(s, ja))
		html_pair(o, scan_sentence(s, ja), scan_sentence(s, ja + 1));
	out_str(o, "</td>");
}

static void answer_row(struct out *o, const struct scan *s, struct scan *findings)
{
	const char *item = scan_str(s, 2), *verdict = scan_str(s, 3);
	const struct sheet_item *row = sheet_item(scan_str(s, 1), item);
	char ja[WORD_TEXT], en[WORD_TEXT], key[64];
	int n = 0;

	out_str(o, "<tr><th scope=\"row\"><b>");
	html_pair(o, item_mark(ja, item, LANG_JA), item_mark(en, item, LANG_EN));
	out_str(o, "</b> ");
	if (row)
		html_pair(o, row->title_ja, row->title_en);
	out_fmt(o, "</th><td><span class=\"verdict v-%s\">", verdict);
	snprintf(key, sizeof key, "verdict.%s", verdict);
	html_both(o, key);
	out_str(o, "</span></td><td>");
	for (; scan_at(findings, s->key); scan_next(findings), n++)
		if (n < 8)
			out_fmt(o, "%s<a href=\"#f%lld\">f%lld</a>", n ? " " : "",
				(long long)scan_int(findings, 1), (long long)scan_int(findings, 1));
	if (n > 8)
		out_fmt(o, " +%d", n - 8);
	out_str(o, "</td>");
	td_pair(o, s, 4);
	td_pair(o, s, 6);
	out_str(o, "</tr>\n");
}

#define ANSWERS                                                                                              \
	"SELECT CAST(replace(substr('0' || item, -4), '-', '') AS INTEGER), sheet, item, verdict, "          \
	"coverage_ja,"                                                                                       \
	" coverage_en, needs_ja, needs_en FROM answer WHERE system = 'site' AND item GLOB '[0-9]*' AND "     \
	"verdict "

static int answer_table(const struct report_input *in, struct out *o, const char *sql)
{
	static const char *const keys[] = {"page.c-item", "page.c-verdict", "page.c-findings",
					   "page.c-coverage", "page.c-needs"};
	struct scan s, findings;
	int r;

	scan_open(&s, in->store, sql);
	scan_open(
		&findings, in->store,
		"SELECT CAST(replace(substr('0' || item, -4), '-', '') AS INTEGER), finding FROM finding_item"
		" ORDER BY 1, finding");
	if (s.more) {
		head_row(o, keys, 5, 5);
		for (; s.more; scan_next(&s))
			answer_row(o, &s, &findings);
		table_end(o);
	}
	r = scan_close(&findings);
	return scan_close(&s) ? -5 : r;
}

/* What traffic can say stands open; what only records answer is folded: it is most of the sheet. */
int html_sheet(const struct report_input *in, struct out *o)
{
	int64_t person = scan_one(
		in->store, "SELECT count(*) FROM answer WHERE system = 'site' AND verdict = 'person'", 0);
	int r;

	html_heading(o, "sheet", "page.nav-sheet");
	note(o, scan_one(in->store, "SELECT count(*) FROM answer WHERE system = 'site'", 0)
			? "page.sheet-note"
			: "page.sheet-none");
	r = answer_table(in, o, ANSWERS "<> 'person' ORDER BY 1, rowid");
	if (person) {
		out_str(o, "<details class=\"more\"><summary>");
		html_both(o, "page.sheet-person");
		out_fmt(o, " (%lld)</summary>", (long long)person);
		r = r ? r : answer_table(in, o, ANSWERS "= 'person' ORDER BY 1, rowid");
		out_str(o, "</details>");
	}
	out_str(o, "</section>\n");
	return r;
}

/* --- changes
 * ------------------------------------------------------------------------------------------------------ */

/* The name of a field in words where it has some. */
static void td_field(struct out *o, const char *field)
{
	char key[64];

	snprintf(key, sizeof key, "fields.%.48s", field ? field : "");
	if (field && lang(LANG_EN, key) != key)
		td_both(o, "fields", field);
	else
		html_td(o, field, false);
}

int html_changes(const struct report_input *in, struct out *o)
{
	static const char *const keys[] = {"page.c-verdict", "page.c-name", "page.js-field", "page.c-old",
					   "page.c-new"};
	struct scan s;

	if (scan_one(in->store, "SELECT value FROM setting WHERE key = 'against'", 0) != 1)
		return 0;
	html_heading(o, "changes", "page.nav-changes");
	note(o, "page.changes-note");
	head_row(o, keys, 5, 5);
	for (scan_open(&s, in->store,
		       "SELECT c.rowid, c.kind, coalesce(d.name, d.model, d.ip, d.mac, c.old_id), c.field, "
		       "c.old_value, c.new_value, c.device"
		       " FROM change c LEFT JOIN device d ON d.id = c.device ORDER BY c.rowid LIMIT 1000");
	     s.more; scan_next(&s)) {
		char key[64];

		snprintf(key, sizeof key, "change-%s", scan_str(&s, 1));
		out_str(o, "<tr>");
		td_both(o, "page", key);
		html_td(o, scan_str(&s, 2), false);
		td_field(o, scan_str(&s, 3));
		html_td(o, scan_str(&s, 4), false);
		html_td(o, scan_str(&s, 5), false);
		out_str(o, "</tr>\n");
	}
	table_end(o);
	out_str(o, "</section>\n");
	return scan_close(&s);
}
