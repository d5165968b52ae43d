/* What the first minute shows on the terminal (DESIGN 10). */
#include "report/notes.h"
#include "report/parts.h"
#include "report/tally.h"
#include "report/words.h"

#include "assess/wifi.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 100, TITLE_COLUMNS = 76 };

struct page {
	const struct report_input *in;
	struct out *o;
	enum language l;
};

static const char *words(const struct page *p, const char *key) { return lang(p->l, key); }

/* One sentence with numbers in {n} and {m}. */
static void say(const struct page *p, const char *key, int64_t n, int64_t m)
{
	char a[WORD_TEXT], b[WORD_TEXT];
	const struct lang_arg args[] = {
		{"n", grouped(a, n)}, {"m", grouped(b, m)}, {"broken", b}, {NULL, NULL}};

	lang_fill(p->o, words(p, key), args);
}

static void pad(struct out *o, int columns)
{
	for (; columns > 0; columns--)
		out_char(o, ' ');
}

static void paint(const struct page *p, const char *sgr)
{
	if (p->in->colour)
		out_fmt(p->o, "\033[%sm", sgr);
}

/* --- the capture
 * -------------------------------------------------------------------------------------------------- */

static void capture(const struct page *p)
{
	int64_t packets = scan_one(p->in->store, "SELECT sum(packets) FROM source", 0);
	int64_t first = scan_one(p->in->store, "SELECT min(first) FROM source", INT64_MIN);
	int64_t last = scan_one(p->in->store, "SELECT max(last) FROM source", INT64_MIN);
	int64_t broken = p->in->counts ? (int64_t)p->in->counts->malformed : 0;
	char text[256];

	paint(p, "1");
	out_fmt(p->o, "%s  ", words(p, "summary.capture"));
	paint(p, "0");
	if (packets == 0) {
		out_str(p->o, words(p, "summary.no-packets"));
	} else {
		out_fmt(p->o, "%s   ", span_text(text, sizeof text, first, last, p->in->zone_minutes, p->l));
		say(p, broken ? "summary.packets-broken" : "summary.packets", packets, broken);
	}
	out_char(p->o, '\n');
}

/* --- devices and the outside
 * -------------------------------------------------------------------------------------- */

/* "PLC 3台／センサー 12台": wrapped under its own start. */
static void kinds(const struct page *p, int indent)
{
	const char *slash = p->l == LANG_JA ? "／" : ", ";
	struct kind_count counts[TALLY_MAX];
	unsigned count = tally_kinds(p->in->store, counts);
	int column = indent;

	for (unsigned i = 0; i < count; i++) {
		char key[96], n[WORD_TEXT], text[256];
		struct lang_arg args[] = {{"kind", NULL}, {"n", grouped(n, counts[i].devices)}, {NULL, NULL}};
		int width;

		snprintf(key, sizeof key, "kinds.%.31s", counts[i].kind);
		args[0].value = words(p, key);
		width = text_columns(lang_fill_buf(text, sizeof text, words(p, "summary.kind-count"), args));
		if (column > indent && column + 2 + width > WIDTH) {
			out_char(p->o, '\n');
			pad(p->o, indent);
			column = indent;
		} else if (column > indent) {
			out_str(p->o, slash);
			column += 2;
		}
		out_str(p->o, text);
		column += width;
	}
}

static void devices(const struct page *p)
{
	char n[WORD_TEXT], head[128];
	const struct lang_arg args[] = {
		{"n", grouped(n, scan_one(p->in->store, "SELECT count(*) FROM device", 0))}, {NULL, NULL}};

	lang_fill_buf(head, sizeof head, words(p, "summary.devices"), args);
	paint(p, "1");
	out_str(p->o, head);
	paint(p, "0");
	out_str(p->o, "   ");
	kinds(p, text_columns(head) + 3);
	out_char(p->o, '\n');
}

/* "Wi-Fi  5 access points: 1 red, 4 yellow", where a radio recording shows any. */
static void radio(const struct page *p)
{
	static const char sql[] =
		"SELECT coalesce((SELECT CASE WHEN max(r.grade) = 6 THEN 6 ELSE min(r.grade) "
		"END FROM access_point_reason r WHERE r.bssid = a.bssid), 4) AS g, "
		"count(*) FROM access_point a GROUP BY CASE WHEN g = 5 THEN 4 ELSE g END "
		"ORDER BY g";
	int64_t n = scan_one(p->in->store, "SELECT count(*) FROM access_point", 0);
	const char *between = "";
	struct scan s;

	if (n == 0)
		return;
	say(p, "summary.wifi", n, 0);
	for (scan_open(&s, p->in->store, sql); s.more; scan_next(&s)) {
		char key[48], a[WORD_TEXT];

		if (s.key == WIFI_OTHERS)
			snprintf(key, sizeof key, "wifi.whose-others");
		else
			snprintf(key, sizeof key, "wifi.grade-%s", wifi_grade_token(s.key));
		out_fmt(p->o, "%s%s %s", between, words(p, key), grouped(a, scan_int(&s, 1)));
		between = p->l == LANG_JA ? "／" : ", ";
	}
	scan_close(&s);
	out_char(p->o, '\n');
}

static void outside(const struct page *p)
{
	static const char talkers[] =
		"SELECT count(*) FROM (SELECT client AS d FROM flow WHERE server_outside IS NOT NULL AND "
		"client IS NOT NULL"
		" UNION SELECT server FROM flow WHERE client_outside IS NOT NULL AND server IS NOT NULL)";
	int64_t n = scan_one(p->in->store, "SELECT count(*) FROM outside", 0);

	if (n == 0) {
		out_str(p->o, words(p, "summary.outside-none"));
	} else {
		int64_t by = scan_one(p->in->store, talkers, 0);

		say(p, by ? "summary.outside" : "summary.outside-seen", by, n);
		if (!scan_one(p->in->store, "SELECT count(*) FROM outside WHERE country IS NOT NULL", 0))
			out_str(p->o, words(p, "summary.outside-no-table"));
	}
	out_char(p->o, '\n');
	radio(p);
	out_char(p->o, '\n');
}

/* --- what controllers were told to do */

enum { DEEDS_SHOWN = 5 };

static void operations(const struct page *p)
{
	const char *between = p->l == LANG_JA ? "／" : ", ";
	int64_t n = scan_one(p->in->store, "SELECT count(*) FROM operation", 0);
	int shown = 0;
	struct scan s;

	if (n == 0)
		return;
	paint(p, "1");
	say(p, "summary.operations", n, 0);
	paint(p, "0");
	out_str(p->o, "   ");
	for (scan_open(&s, p->in->store,
		       "SELECT count(*), deed FROM operation GROUP BY deed ORDER BY 1 DESC, deed");
	     s.more && shown < DEEDS_SHOWN; scan_next(&s), shown++) {
		char key[64], count[WORD_TEXT];

		snprintf(key, sizeof key, "deeds.deed-%.40s", scan_str(&s, 1));
		out_fmt(p->o, "%s%s %s", shown ? between : "", words(p, key), grouped(count, s.key));
	}
	out_str(p->o, s.more ? "…\n\n" : "\n\n");
	scan_close(&s);
}

/* --- findings
 * ----------------------------------------------------------------------------------------------------- */

static const char *const severity_colour[5] = {"1;31", "31", "33", "36", "2"};

static const char *severity_word(const struct page *p, int64_t severity)
{
	char key[32];

	snprintf(key, sizeof key, "severity.%s",
		 report_severities[severity >= 0 && severity < 5 ? severity : 4]);
	return words(p, key);
}

static void severities(const struct page *p)
{
	const char *between = p->l == LANG_JA ? "／" : ", ";
	struct scan s;

	paint(p, "1");
	out_fmt(p->o, "%s   ", words(p, "summary.findings"));
	paint(p, "0");
	for (scan_open(&s, p->in->store,
		       "SELECT severity, count(*) FROM finding GROUP BY severity ORDER BY severity");
	     s.more;) {
		char n[WORD_TEXT];

		out_fmt(p->o, "%s %s", severity_word(p, s.key), grouped(n, scan_int(&s, 1)));
		scan_next(&s);
		if (s.more)
			out_str(p->o, between);
	}
	scan_close(&s);
	out_char(p->o, '\n');
}

static void packet(const struct page *p, const struct scan *s, int64_t packet)
{
	char n[WORD_TEXT];
	const struct lang_arg args[] = {
		{"n", grouped(n, store_packet_n(packet))}, {"file", scan_str(s, 5)}, {NULL, NULL}};
	bool several = scan_one(p->in->store, "SELECT count(*) FROM source", 1) > 1;

	if (store_packet_n(packet))
		lang_fill(p->o, words(p, several ? "summary.packet-in" : "summary.packet"), args);
}

/* id, severity, title, item, packet, file */
static void finding(const struct page *p, const struct scan *s)
{
	const char *title = scan_sentence(s, 2), *item = scan_str(s, 3),
		   *word = severity_word(p, scan_int(s, 1));
	char mark[WORD_TEXT];

	out_str(p->o, "  ");
	paint(p, severity_colour[scan_int(s, 1) % 5]);
	out_str(p->o, word);
	paint(p, "0");
	pad(p->o, (p->l == LANG_JA ? 6 : 10) - text_columns(word));
	out_str(p->o, title);
	pad(p->o, TITLE_COLUMNS - text_columns(title));
	out_fmt(p->o, "   %s", item ? item_mark(mark, item, p->l) : "");
	pad(p->o, 7 - (item ? (int)strlen(item) : 0));
	packet(p, s, scan_int(s, 4));
	out_char(p->o, '\n');
}

static void findings(const struct page *p)
{
	/* Of an item the first row's, as SQLite takes the other columns of min(). */
	static const char sql[] =
		"WITH top AS MATERIALIZED (SELECT id FROM finding ORDER BY severity, id LIMIT %d)"
		" SELECT f.id, f.severity, f.%s, substr('0' || i.item, -4), k.packet,"
		" (SELECT name FROM source WHERE id = k.packet >> 32) FROM finding f"
		" LEFT JOIN (SELECT finding, item, min(rowid) FROM finding_item WHERE finding IN top"
		" GROUP BY finding) i ON i.finding = f.id"
		" LEFT JOIN (SELECT finding, min(packet) AS packet FROM finding_packet WHERE finding IN top"
		" GROUP BY finding) k ON k.finding = f.id WHERE f.id IN top ORDER BY f.severity, f.id";
	int64_t total = scan_one(p->in->store, "SELECT count(*) FROM finding", 0);
	char query[640];
	struct scan s;

	if (total == 0) {
		out_fmt(p->o, "%s\n\n", words(p, "summary.findings-none"));
		return;
	}
	severities(p);
	snprintf(query, sizeof query, sql, SUMMARY_FINDINGS, p->l == LANG_JA ? "title_ja" : "title_en");
	for (scan_open(&s, p->in->store, query); s.more; scan_next(&s))
		finding(p, &s);
	scan_close(&s);
	if (total > SUMMARY_FINDINGS) {
		out_str(p->o, "  ");
		say(p, "summary.findings-more", total - SUMMARY_FINDINGS, 0);
		out_char(p->o, '\n');
	}
	out_char(p->o, '\n');
}

/* --- since the earlier report -------------------------------------------------------------------- */

/* Compared with --against only. */
static void changes(const struct page *p)
{
	static const char *const kinds_of[] = {"new", "gone", "changed"};
	const char *between = p->l == LANG_JA ? "／" : ", ";
	bool any = false;

	if (scan_one(p->in->store, "SELECT value FROM setting WHERE key = 'against'", 0) != 1)
		return;
	for (size_t i = 0; i < sizeof kinds_of / sizeof *kinds_of; i++) {
		char sql[96], key[32], n[WORD_TEXT];
		int64_t count;

		snprintf(sql, sizeof sql, "SELECT count(*) FROM change WHERE kind = '%s'", kinds_of[i]);
		snprintf(key, sizeof key, "page.change-%s", kinds_of[i]);
		count = scan_one(p->in->store, sql, 0);
		if (count == 0)
			continue;
		if (!any)
			out_fmt(p->o, "%s   ", words(p, "summary.changes"));
		out_fmt(p->o, "%s%s %s", any ? between : "", words(p, key), grouped(n, count));
		any = true;
	}
	out_fmt(p->o, "%s\n\n", any ? "" : words(p, "summary.changes-none"));
}

/* --- the sheet and what stays unknown
 * ------------------------------------------------------------------------------ */

static void sheet(const struct page *p)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};
	const char *between = p->l == LANG_JA ? "／" : ", ";
	bool any = false;

	if (scan_one(p->in->store, "SELECT count(*) FROM answer", 0) == 0) {
		out_fmt(p->o, "%s\n", words(p, "summary.sheet-none"));
		return;
	}
	out_fmt(p->o, "%s   ", words(p, "summary.sheet"));
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		char sql[96], key[32], n[WORD_TEXT];
		int64_t count;

		snprintf(sql, sizeof sql,
			 "SELECT count(*) FROM answer WHERE verdict = '%s' AND system = 'site'", verdicts[i]);
		snprintf(key, sizeof key, "verdict.%s", verdicts[i]);
		count = scan_one(p->in->store, sql, 0);
		out_fmt(p->o, "%s%s %s", any ? between : "", words(p, key), grouped(n, count));
		any = true;
	}
	out_char(p->o, '\n');
}

struct noting {
	const struct page *page;
	bool any;
};

static void one_note(void *ctx, const struct note *note)
{
	struct noting *n = ctx;
	char text[1024];

	if (!n->any)
		out_fmt(n->page->o, "%s\n",
			words(n->page, note->kind == NOTE_READING ? "summary.notes" : "summary.blind"));
	n->any = true;
	out_fmt(n->page->o, "  %s %s\n", n->page->l == LANG_JA ? "・" : "-",
		note_text(note, n->page->l, text, sizeof text));
}

static int notes(const struct page *p, enum note_kind kind)
{
	struct noting n = {p, false};

	return notes_each(p->in, kind, one_note, &n);
}

int report_summary(const struct report_input *in, struct out *o)
{
	struct page p = {in, o, in->language};
	int r = report_ready(in);

	if (r < 0)
		return r;
	capture(&p);
	r = notes(&p, NOTE_READING);
	out_char(o, '\n');
	devices(&p);
	outside(&p);
	operations(&p);
	changes(&p);
	findings(&p);
	sheet(&p);
	return r ? r : notes(&p, NOTE_BLIND);
}
