/* The page's part on radio networks: a row each, with grade and reasons. Captures at a wire have none, and then
 * there is no such part. */
#include "report/html.h"

#include "assess/wifi.h"

#include <stdio.h>
#include <string.h>

enum { NETWORKS_SHOWN = 500, CLIENTS_SHOWN = 6 };

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
		if (why->grade > GRADE_NOTE) /* whose it is */
			out_str(o, "<div><small>");
		else
			out_fmt(o, "<div><span class=\"wg wg-%s\"></span> ", wifi_grade_token(why->grade));
		html_pair(o, why->title[LANG_JA], why->title[LANG_EN]);
		out_str(o, why->grade > GRADE_NOTE ? "</small></div>" : "</div>");
	}
	out_str(o, "</td>");
}

/* The id of its row: "w18d6c76d6b18". */
void html_wifi_id(char id[HTML_WIFI_ID], const char *bssid)
{
	size_t n = 1;

	id[0] = 'w';
	for (; *bssid && n + 1 < HTML_WIFI_ID; bssid++)
		if (*bssid != ':')
			id[n++] = *bssid;
	id[n] = '\0';
}

static void device_link(struct out *o, int64_t device, const char *name)
{
	out_fmt(o, "<a class=\"dev\" href=\"#d%lld\">", (long long)device);
	out_html(o, name ? name : "?");
	out_str(o, "</a>");
}

/* How many, and the devices among them. */
static void clients_cell(struct out *o, struct scan *s, const char *bssid, int64_t count)
{
	int n = 0;

	out_fmt(o, "<td class=\"num\">%lld", (long long)count);
	while (s->more && strcmp(scan_str(s, 1), bssid) < 0)
		scan_next(s);
	for (; s->more && strcmp(scan_str(s, 1), bssid) == 0; scan_next(s), n++) {
		if (n >= CLIENTS_SHOWN)
			continue;
		out_str(o, n ? "<br>" : "<small>");
		device_link(o, scan_int(s, 2), scan_str(s, 3));
	}
	if (n > CLIENTS_SHOWN)
		out_fmt(o, "<br>+%d", n - CLIENTS_SHOWN);
	out_str(o, n ? "</small></td>" : "</td>");
}

static void network_row(struct out *o, const struct scan *s, struct scan *reasons, struct scan *clients)
{
	bool others = scan_int(s, 11) == WIFI_OTHERS;
	char bssid[32], id[HTML_WIFI_ID];

	snprintf(bssid, sizeof bssid, "%s", scan_str(s, 1));
	html_wifi_id(id, bssid);
	out_fmt(o, "<tr id=\"%s\">", id);
	if (others) {
		out_str(o, "<td>");
		html_both(o, "wifi.grade-others");
		out_str(o, "</td>");
	} else {
		grade_cell(o, scan_int(s, 2));
	}
	out_str(o, "<th scope=\"row\">");
	if (scan_null(s, 3))
		html_both(o, scan_int(s, 4) ? "wifi.hidden" : "wifi.unnamed");
	else
		out_html(o, scan_str(s, 3));
	out_fmt(o, "<br><small>%s ", bssid);
	if (!scan_null(s, 12))
		device_link(o, scan_int(s, 12), scan_str(s, 13));
	out_str(o, "</small></th>");
	html_td(o, scan_str(s, 5), false);
	html_td(o, scan_str(s, 6), true);
	out_str(o, "<td>");
	word(o, "security", scan_str(s, 7));
	out_str(o, "</td><td>");
	word(o, "pmf", scan_str(s, 8));
	out_str(o, "</td>");
	clients_cell(o, clients, bssid, scan_int(s, 9));
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

/* Those of others, or the rest. */
static int networks(const struct report_input *in, struct out *o, bool others)
{
	struct scan s, reasons, clients;
	int r, e[2], n = 0;

	scan_open(&reasons, in->store,
		  "SELECT rowid, bssid, reason FROM access_point_reason ORDER BY bssid, grade, reason");
	scan_open(&clients, in->store,
		  "SELECT min(c.rowid), c.bssid, d.id, coalesce(d.name, d.model, d.ip, d.mac) FROM "
		  "wifi_client c JOIN "
		  "device d ON "
		  "d.id = c.station GROUP BY c.bssid, d.id ORDER BY c.bssid, d.id");
	for (scan_open(
		     &s, in->store,
		     "SELECT a.rowid, a.bssid, coalesce((SELECT min(r.grade) FROM access_point_reason r "
		     "WHERE r.bssid = "
		     "a.bssid AND r.grade < 4), 4), a.ssid, a.hidden, d.maker, a.channel, a.security, a.pmf, "
		     "(SELECT "
		     "count(DISTINCT c.mac) FROM wifi_client c WHERE c.bssid = a.bssid), (SELECT "
		     "coalesce(sum(l.count), 0) FROM wifi_leave l WHERE l.bssid = a.bssid), coalesce((SELECT "
		     "max(r.grade) FROM access_point_reason r WHERE r.bssid = a.bssid AND r.grade > 4), 4) "
		     "AS whose, "
		     "a.device, coalesce(d.name, d.model, d.ip, d.mac) FROM access_point a LEFT JOIN device "
		     "d ON d.id "
		     "= a.device "
		     "ORDER BY a.bssid, a.rowid");
	     s.more && n < NETWORKS_SHOWN; scan_next(&s))
		if ((scan_int(&s, 11) == WIFI_OTHERS) == others) {
			network_row(o, &s, &reasons, &clients);
			n++;
		}
	r = scan_close(&s), e[0] = scan_close(&reasons), e[1] = scan_close(&clients);
	return r ? r : e[0] ? e[0] : e[1];
}

static void note(struct out *o, const char *key)
{
	out_str(o, "<p class=\"note\">");
	html_both(o, key);
	out_str(o, "</p>");
}

int html_wifi(const struct report_input *in, struct out *o)
{
	int64_t others = scan_one(in->store,
				  "SELECT count(DISTINCT bssid) FROM access_point_reason WHERE grade = 6", 0),
		ours = scan_one(in->store,
				"SELECT count(DISTINCT bssid) FROM access_point_reason WHERE grade = 5", 0);
	int r;

	if (!html_has_wifi(in))
		return 0;
	html_heading(o, "wifi", "page.nav-wifi");
	note(o, "page.wifi-note");
	if (!ours && !others)
		note(o, "wifi.unsettled-note");
	head_cells(o);
	r = networks(in, o, false);
	out_str(o, "</tbody></table></div>\n");
	if (r == 0 && others) {
		note(o, "wifi.others-head");
		head_cells(o);
		r = networks(in, o, true);
		out_str(o, "</tbody></table></div>\n");
	}
	out_str(o, "</section>\n");
	return r;
}
