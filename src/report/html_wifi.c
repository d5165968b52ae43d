/* The page's part on radio networks: a row each, with grade and reasons. Captures at a wire have none, and then
 * there is no such part. */
#include "report/html.h"

#include "assess/wifi.h"

#include <stdio.h>
#include <string.h>

enum { NETWORKS_SHOWN = 500 };

bool html_has_wifi(const struct report_input *in)
{
	return scan_one(in->store, "SELECT count(*) FROM (SELECT 1 FROM access_point LIMIT 1)", 0) != 0;
}

static void word(struct out *o, const char *prefix, const char *token)
{
	char key[64];

	if (!token)
		return;
	snprintf(key, sizeof key, "wifi.%s-%.40s", prefix, token);
	html_both(o, key);
}

static void grade_cell(struct out *o, int64_t grade)
{
	const char *token = wifi_grade_token(grade);

	out_fmt(o, "<td class=\"wgc\"><span class=\"wg wg-%s\"></span> <b>", token);
	word(o, "grade", token);
	out_str(o, "</b></td>");
}

/* All reasons but notes, the gravest first. */
static void reasons_cell(struct out *o, struct scan *s, const char *bssid)
{
	out_str(o, "<td>");
	while (s->more && strcmp(scan_str(s, 1), bssid) < 0)
		scan_next(s);
	for (; s->more && strcmp(scan_str(s, 1), bssid) == 0; scan_next(s)) {
		const struct wifi_reason *why = wifi_reason_named(scan_str(s, 2));

		if (!why || why->grade == GRADE_NOTE)
			continue;
		out_fmt(o, "<div><span class=\"wg wg-%s\"></span> ", wifi_grade_token(why->grade));
		html_pair(o, why->title[LANG_JA], why->title[LANG_EN]);
		out_str(o, "</div>");
	}
	out_str(o, "</td>");
}

static void network_row(struct out *o, const struct scan *s, struct scan *reasons)
{
	char bssid[32];

	snprintf(bssid, sizeof bssid, "%s", scan_str(s, 1));
	out_str(o, "<tr>");
	grade_cell(o, scan_int(s, 2));
	out_str(o, "<th scope=\"row\">");
	if (scan_null(s, 3))
		html_both(o, scan_int(s, 4) ? "wifi.hidden" : "wifi.unnamed");
	else
		out_html(o, scan_str(s, 3));
	out_fmt(o, "<br><small>%s</small></th>", bssid);
	html_td(o, scan_str(s, 5), false);
	html_td(o, scan_str(s, 6), true);
	out_str(o, "<td>");
	word(o, "security", scan_str(s, 7));
	out_str(o, "</td><td>");
	word(o, "pmf", scan_str(s, 8));
	out_str(o, "</td>");
	html_td_number(o, scan_int(s, 9));
	html_td_number(o, scan_int(s, 10));
	reasons_cell(o, reasons, bssid);
	out_str(o, "</tr>\n");
}

static void head_cells(struct out *o)
{
	static const char *const keys[] = {"wifi.c-grade",   "wifi.c-ssid",     "wifi.c-maker",
					   "wifi.c-channel", "wifi.c-security", "wifi.c-pmf",
					   "wifi.c-clients", "wifi.c-leaves",   "wifi.c-reasons"};

	out_str(o, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
	for (int i = 0; i < 9; i++)
		html_th(o, keys[i], i == 3 || i == 6 || i == 7);
	out_str(o, "</tr></thead><tbody>\n");
}

int html_wifi(const struct report_input *in, struct out *o)
{
	struct scan s, reasons;
	int r, e, n = 0;

	if (!html_has_wifi(in))
		return 0;
	html_heading(o, "wifi", "page.nav-wifi");
	out_str(o, "<p class=\"note\">");
	html_both(o, "page.wifi-note");
	out_str(o, "</p>");
	head_cells(o);
	scan_open(&reasons, in->store,
		  "SELECT rowid, bssid, reason FROM access_point_reason ORDER BY bssid, grade, reason");
	for (scan_open(&s, in->store,
		       "SELECT a.rowid, a.bssid, coalesce((SELECT min(r.grade) FROM access_point_reason r "
		       "WHERE "
		       "r.bssid = a.bssid), 4), a.ssid, a.hidden, d.maker, a.channel, a.security, a.pmf, "
		       "(SELECT "
		       "count(*) FROM wifi_client c WHERE c.bssid = a.bssid), (SELECT coalesce(sum(l.count), "
		       "0) "
		       "FROM wifi_leave l WHERE l.bssid = a.bssid) FROM access_point a LEFT JOIN device d ON "
		       "d.id "
		       "= a.device ORDER BY a.bssid, a.rowid");
	     s.more && n < NETWORKS_SHOWN; scan_next(&s), n++)
		network_row(o, &s, &reasons);
	out_str(o, "</tbody></table></div></section>\n");
	r = scan_close(&s), e = scan_close(&reasons);
	return r ? r : e;
}
