/* Findings as plain text with their evidence, readable without scripts. */
#include "report/html.h"

#include "report/words.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 300, INPUTS_NAMED = 16 };

struct finding_scans {
	struct scan finding, about, item, packet;
};

static void about(struct out *o, struct scan *s, int64_t finding)
{
	for (; scan_at(s, finding); scan_next(s)) {
		const char *name = scan_str(s, 3);
		char id[NODE_ID_TEXT];

		if (!*node_id(id, scan_int(s, 1), scan_int(s, 2)))
			continue;
		out_fmt(o, "<a class=\"dev\" href=\"#%s\">", id);
		out_html(o, name ? name : id);
		out_str(o, "</a> ");
	}
}

static void items(struct out *o, struct scan *s, int64_t finding)
{
	for (bool any = false; scan_at(s, finding); scan_next(s), any = true) {
		char ja[WORD_TEXT], en[WORD_TEXT];
		const char *item = scan_str(s, 1);

		out_str(o, any ? ", " : "");
		html_pair(o, item_mark(ja, item, LANG_JA), item_mark(en, item, LANG_EN));
	}
}

struct evidence {
	int64_t packet[REPORT_EVIDENCE_MAX];
	int count;
};

static struct evidence read_evidence(struct scan *s, int64_t finding)
{
	struct evidence e = {.count = 0};

	for (; scan_at(s, finding); scan_next(s))
		if (e.count < REPORT_EVIDENCE_MAX)
			e.packet[e.count++] = scan_int(s, 1);
	return e;
}

static const char *file_name(const struct report_input *in, uint32_t file, char buf[300])
{
	char sql[80];
	struct scan s;

	snprintf(sql, sizeof sql, "SELECT id, name FROM source WHERE id = %u", file);
	scan_open(&s, in->store, sql);
	snprintf(buf, 300, "%s", s.more ? scan_str(&s, 1) : "?");
	scan_close(&s);
	return buf;
}

/* One filter a file: numbers count from 1 in each. */
static void filters(const struct report_input *in, struct out *o, const struct evidence *e)
{
	bool several = scan_one(in->store, "SELECT count(*) FROM source", 1) > 1;

	for (int i = 0, end; i < e->count; i = end) {
		uint32_t numbers[REPORT_EVIDENCE_MAX], file = store_packet_file(e->packet[i]);
		char name[300];
		int n = 0;

		for (end = i; end < e->count && store_packet_file(e->packet[end]) == file; end++)
			numbers[n++] = store_packet_n(e->packet[end]);
		out_str(o, "<div class=\"cmd\">");
		if (several) {
			out_html(o, file_name(in, file, name));
			out_str(o, " ");
		}
		out_str(o, "<code>");
		html_packet_filter(o, numbers, n);
		out_str(o, "</code></div>");
	}
}

/* The inputs of a command, by name; of a folder full of them only a placeholder, rather than a part that
 * would look whole. */
static void input_words(const struct report_input *in, struct out *o)
{
	struct scan s;

	if (scan_one(in->store, "SELECT count(*) FROM source", 0) > INPUTS_NAMED) {
		out_str(o, " FILE…");
		return;
	}
	for (scan_open(&s, in->store, "SELECT id, name FROM source ORDER BY id"); s.more; scan_next(&s)) {
		out_char(o, ' ');
		html_shell_word(o, scan_str(&s, 1));
	}
	scan_close(&s);
}

static void slice(const struct report_input *in, struct out *o, int64_t finding)
{
	out_str(o, "<div class=\"cmd\"><code>mimamori slice");
	input_words(in, o);
	out_fmt(o, " --finding f%lld -o finding-%lld.pcapng</code></div>", (long long)finding,
		(long long)finding);
}

static void part(struct out *o, const char *key)
{
	out_str(o, "</dd><dt>");
	html_both(o, key);
	out_str(o, "</dt><dd>");
}

/* Of its first and its last packet, as far as they are known. */
static void times(const struct report_input *in, struct out *o, const struct scan *finding)
{
	int64_t first = scan_int_or(finding, 9, INT64_MIN), last = scan_int_or(finding, 10, INT64_MIN);
	char text[WORD_TEXT];

	if (first == INT64_MIN)
		return;
	part(o, "page.f-times");
	out_html(o, local_second(text, first, in->zone_minutes));
	if (last != INT64_MIN && last != first) {
		out_str(o, " – ");
		out_html(o, local_second(text, last, in->zone_minutes));
	}
}

static void one(const struct report_input *in, struct out *o, struct finding_scans *f)
{
	int64_t id = f->finding.key, total = scan_int(&f->finding, 2);
	int severity = (int)scan_int(&f->finding, 1) % 5;
	char key[32];
	struct evidence e;

	snprintf(key, sizeof key, "severity.%s", report_severities[severity]);
	out_fmt(o,
		"<article class=\"finding\" id=\"f%lld\"><h3><span class=\"sevw s%d\"><i class=\"sev s%d\" "
		"aria-hidden=\"true\"></i>",
		(long long)id, severity, severity);
	html_both(o, key);
	out_str(o, "</span> ");
	html_pair(o, scan_sentence(&f->finding, 3), scan_sentence(&f->finding, 4));
	out_fmt(o, " <small>f%lld</small></h3><dl><dt>", (long long)id);
	html_both(o, "page.f-do");
	out_str(o, "</dt><dd>");
	html_pair(o, scan_sentence(&f->finding, 7), scan_sentence(&f->finding, 8));
	part(o, "page.f-why");
	html_pair(o, scan_sentence(&f->finding, 5), scan_sentence(&f->finding, 6));
	part(o, "page.nav-devices");
	about(o, &f->about, id);
	part(o, "page.f-items");
	items(o, &f->item, id);
	times(in, o, &f->finding);
	e = read_evidence(&f->packet, id);
	part(o, "page.f-wireshark");
	filters(in, o, &e);
	if (total > e.count)
		html_both_number(o, "page.f-evidence-more", total - e.count, 0);
	part(o, "page.f-slice");
	slice(in, o, id);
	out_str(o, "</dd></dl></article>\n");
}

int html_findings(const struct report_input *in, struct out *o)
{
	struct finding_scans f;
	struct scan *all = (struct scan *)&f;
	int64_t total = scan_one(in->store, "SELECT count(*) FROM finding", 0);
	int r = 0, n = 0;

	html_heading(o, "findings", "page.nav-findings");
	scan_open(&f.finding, in->store,
		  "SELECT id, severity, evidence_total, title_ja, title_en, why_ja, why_en, do_ja, do_en, "
		  "evidence_first, evidence_last FROM finding ORDER BY id");
	scan_open(&f.about, in->store,
		  "SELECT a.finding, a.device, a.outside, coalesce(d.name, d.model, d.ip, d.mac, o.name, "
		  "o.network) "
		  "FROM finding_about a"
		  " LEFT JOIN device d ON d.id = a.device LEFT JOIN outside o ON o.id = a.outside ORDER BY "
		  "a.finding, a.rowid");
	scan_open_keyed(&f.item, in->store, "finding_item", "finding, substr('0' || item, -4)", "");
	scan_open(&f.packet, in->store,
		  "SELECT finding, packet FROM finding_packet ORDER BY finding, packet");
	out_str(o, "<div id=\"findings-list\">\n");
	if (total == 0) {
		out_str(o, "<p>");
		html_both(o, "page.first-none");
		out_str(o, "</p>");
	}
	if (total > SHOWN) {
		out_str(o, "<p class=\"note\">");
		html_both_number(o, "page.findings-first", SHOWN, 0);
		out_str(o, "</p>");
	}
	for (; f.finding.more && n < SHOWN; scan_next(&f.finding), n++)
		one(in, o, &f);
	out_str(o, "</div></section>\n");
	for (size_t i = 0; i < sizeof f / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}
