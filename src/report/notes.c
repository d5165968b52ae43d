#include "report/notes.h"

#include "report/parts.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

struct telling {
	const struct report_input *in;
	note_sink *sink;
	void *ctx;
};

static void tell(const struct telling *t, struct note note)
{
	if (!note.text)
		note.text = "";
	t->sink(t->ctx, &note);
}

enum { CUT_NAMED = 3, LINKS_NAMED = 6 };

/* Inputs that are cut off: by name while they are few. */
static void reading_of_files(const struct telling *t)
{
	int64_t cut = scan_one(t->in->store, "SELECT count(*) FROM source WHERE truncated = 1", 0);
	struct scan s;

	if (cut > CUT_NAMED) {
		tell(t, (struct note){NOTE_READING, "notes.truncated-many", cut, 0, NULL});
		return;
	}
	for (scan_open(&s, t->in->store, "SELECT id, name FROM source WHERE truncated = 1 ORDER BY id");
	     s.more; scan_next(&s))
		tell(t, (struct note){NOTE_READING, "notes.truncated", 0, 0, scan_str(&s, 1)});
	scan_close(&s);
}

/* One sentence for all of them: how many packets, the first kinds by name. */
static void unsupported_links(const struct telling *t)
{
	const struct stack_counts *c = t->in->counts;
	char names[400] = "";
	int64_t packets = 0;
	size_t used = 0;

	for (unsigned i = 0; i < c->unsupported_count; i++) {
		const char *name = link_type_name(c->unsupported[i].link);
		char number[16];

		packets += (int64_t)c->unsupported[i].packets;
		snprintf(number, sizeof number, "%u", c->unsupported[i].link);
		if (i < LINKS_NAMED)
			used += (size_t)snprintf(names + used, sizeof names - used, "%s%.40s", i ? ", " : "",
						 name ? name : number);
	}
	if (c->unsupported_count > LINKS_NAMED)
		snprintf(names + used, sizeof names - used, ", +%u", c->unsupported_count - LINKS_NAMED);
	if (packets)
		tell(t, (struct note){NOTE_READING, "notes.unsupported", packets, 0, names});
}

static void reading_of_packets(const struct telling *t)
{
	const struct stack_counts *c = t->in->counts;
	const struct {
		const char *key;
		uint64_t n;
	} rows[] = {
		{"notes.payload-cut", c->payload_cut},
		{"notes.duplicates", c->duplicates},
		{"notes.evicted", c->flows_evicted},
		{"notes.reassembly-dropped", c->stream_bytes_dropped},
	};

	unsupported_links(t);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].n)
			tell(t, (struct note){NOTE_READING, rows[i].key, (int64_t)rows[i].n, 0, NULL});
}

/* Tables that filled up; those of the stack are told above, in their own words. */
static void limits(const struct telling *t)
{
	struct scan s;

	for (scan_open(&s, t->in->store,
		       "SELECT rowid, table_name, kept, dropped FROM limit_ WHERE dropped > 0 AND table_name "
		       "NOT IN"
		       " ('stack_flow', 'stream_bytes') ORDER BY table_name, rowid");
	     s.more; scan_next(&s))
		tell(t, (struct note){NOTE_READING, "notes.limit", scan_int(&s, 2), scan_int(&s, 3),
				      scan_str(&s, 1)});
	scan_close(&s);
}

/* What stays unknown. Each note counts what it is unknown of (n) and, for some, of how many something was
 * seen (m); there is none when n is 0. One walk over each table counts all that is asked of it. */
static const struct {
	int columns;
	const char *sql;
} blind_counts[] = {
	{4,
	 "SELECT count(*), count(firmware), sum(hidden = 1), count(*) - (SELECT count(DISTINCT station) FROM "
	 "hop) FROM device"},
	{2, "SELECT sum(encrypted = 1), sum(protocol = 'unknown' AND payload > 0) FROM flow"},
	{3,
	 "SELECT NOT EXISTS (SELECT 1 FROM ledger), NOT EXISTS (SELECT 1 FROM fact WHERE field = "
	 "'wifi-security'),"
	 " EXISTS (SELECT 1 FROM outside) AND NOT EXISTS (SELECT 1 FROM outside WHERE country IS NOT NULL)"},
};
enum blind_count {
	DEVICES,
	WITH_SOFTWARE,
	HIDDEN,
	MEDIUM_UNSEEN,
	ENCRYPTED,
	UNNAMED,
	NO_LEDGER,
	NO_WIFI_SECURITY,
	NO_COUNTRY,
	COUNTED,
	ALWAYS = COUNTED,
	BLIND_COUNTS
};
static const struct {
	const char *key;
	enum blind_count n, m; /* m: ALWAYS none */
} blind[] = {
	{"notes.quiet-devices", ALWAYS, ALWAYS}, {"notes.software", DEVICES, WITH_SOFTWARE},
	{"notes.ledger", NO_LEDGER, ALWAYS},     {"notes.wifi-security", NO_WIFI_SECURITY, ALWAYS},
	{"notes.medium", MEDIUM_UNSEEN, ALWAYS}, {"notes.hidden", HIDDEN, ALWAYS},
	{"notes.encrypted", ENCRYPTED, ALWAYS},  {"notes.unnamed", UNNAMED, ALWAYS},
	{"notes.country", NO_COUNTRY, ALWAYS},
};

static void tell_reading(const struct telling *t)
{
	reading_of_files(t);
	if (t->in->counts)
		reading_of_packets(t);
	if (scan_one(t->in->store, "SELECT value FROM setting WHERE key = 'mirror_incomplete'", 0))
		tell(t, (struct note){NOTE_READING, "notes.mirror-incomplete", 0, 0, NULL});
	limits(t);
}

static void count_blind(const struct telling *t, int64_t count[BLIND_COUNTS])
{
	size_t at = 0;

	for (size_t i = 0; i < sizeof blind_counts / sizeof *blind_counts; i++) {
		struct scan s;

		scan_open(&s, t->in->store, blind_counts[i].sql);
		for (int c = 0; c < blind_counts[i].columns; c++)
			count[at++] = s.more ? scan_int(&s, c) : 0;
		scan_close(&s);
	}
}

static void tell_blind(const struct telling *t)
{
	int64_t count[BLIND_COUNTS] = {[ALWAYS] = 1};

	count_blind(t, count);
	for (size_t i = 0; i < sizeof blind / sizeof *blind; i++) {
		int64_t n = count[blind[i].n], m = blind[i].m == ALWAYS ? 0 : count[blind[i].m];

		if (n > 0)
			tell(t, (struct note){NOTE_BLIND, blind[i].key, n, m, NULL});
	}
}

int notes_each(const struct report_input *in, enum note_kind kind, note_sink *sink, void *ctx)
{
	struct telling t = {in, sink, ctx};

	if (kind == NOTE_READING)
		tell_reading(&t);
	else
		tell_blind(&t);
	return 0;
}

/* A table's name in words where the text is one. */
static const char *worded(enum language l, const char *text, char key[64])
{
	const char *words;

	if (strncmp(text, "check ", 6) == 0) { /* a check that was stopped or had too many findings */
		snprintf(key, 64, "%s %.40s", lang(l, "tables.check"), text + 6);
		return key;
	}
	snprintf(key, 64, "tables.%.48s", text);
	words = lang(l, key);
	return words == key ? text : words;
}

char *note_text(const struct note *note, enum language l, char *buf, size_t room)
{
	char n[WORD_TEXT], m[WORD_TEXT], key[64];
	const struct lang_arg args[] = {{"n", grouped(n, note->n)},
					{"m", grouped(m, note->m)},
					{"text", worded(l, note->text, key)},
					{NULL, NULL}};

	return lang_fill_buf(buf, room, lang(l, note->key), args);
}
