#include "report/proof_table.h"

#include "assess/assess.h"
#include "assess/sheet.h"
#include "assess/sql.h"
#include "report/words.h"
#include "store/site.h"

#include <stdio.h>
#include <string.h>

enum { CELL_MOST = 30000 };

const struct proof_column proof_columns[PROOF_COLUMNS] = {
	{"audit.c-item", 8},
	{"audit.c-question", 40},
	{"audit.c-verdict", 12},
	{"audit.c-what", 10},
	{"audit.c-id", 20},
	{"audit.c-title", 40},
	{"audit.c-says", 16},
	{"audit.c-version", 6},
	{"audit.c-hash", 20},
	{"audit.c-at", 20},
	{"audit.c-by", 10},
	{"audit.c-who", 14},
	{"audit.c-event", 10},
	{"audit.c-event-hash", 20},
	{"audit.c-original", 24},
	{"audit.c-packets", 20},
	{"audit.c-original-hash", 20},
	{"audit.c-kept", 20},
	{"audit.c-until", 12},
	{"audit.c-validity", 16},
	{"audit.c-lacks", 50},
};

/* --- words */

static const char *word(enum language l, const char *topic, const char *before, const char *token)
{
	char key[80];
	const char *said;

	if (!token || !*token)
		return "";
	snprintf(key, sizeof key, "%s.%s%s", topic, before, token);
	said = lang(l, key);
	return said == key ? token : said;
}

const char *proof_says(const struct row_proof *p, enum language l)
{
	static const struct {
		const char *topic, *before;
	} words[PROOF_WHATS] = {
		[PROOF_VERDICT] = {"verdict", ""},     [PROOF_CHECK] = {"audit", "says-"},
		[PROOF_FINDING] = {"severity", ""},    [PROOF_RECORD] = {"audit", "says-"},
		[PROOF_MISSING] = {"audit", "says-"},  [PROOF_DECISION] = {"sheet", "choice-"},
		[PROOF_SIGNATURE] = {"sheet", "side-"}};
	bool known = strcmp(p->says, "not-known") != 0;

	return word(l, known ? words[p->what].topic : "audit", known ? words[p->what].before : "says-",
		    p->says);
}

/* --- originals */

static const char *kept(struct proof_table *t, struct out *o)
{
	size_t n;
	const char *bytes = out_bytes(o, &n),
		   *s = o->error ? NULL : arena_text(t->line, bytes, n < CELL_MOST ? n : CELL_MOST);

	out_clear(o);
	return s;
}

/* One thing of each capture, joined by "; ". */
static const char *joined(struct proof_table *t, const struct row_proof *p,
			  void (*put)(struct proof_table *t, struct out *o, const struct proof_packets *f))
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return NULL;
	for (size_t i = 0; i < p->packet_files; i++) {
		out_str(&o, i ? "; " : "");
		put(t, &o, &p->packets[i]);
	}
	return kept(t, &o);
}

static void put_file(struct proof_table *t, struct out *o, const struct proof_packets *f)
{
	(void)t;
	out_str(o, f->file);
}

static void put_digest(struct proof_table *t, struct out *o, const struct proof_packets *f)
{
	(void)t;
	out_str(o, f->digest);
}

static void put_kept(struct proof_table *t, struct out *o, const struct proof_packets *f)
{
	out_str(o, word(t->language, "audit", "kept-", f->kept));
}

static void put_numbers(struct proof_table *t, struct out *o, const struct proof_packets *f)
{
	(void)t;
	for (size_t i = 0; i < f->count; i++)
		out_fmt(o, "%s%u", i ? " " : "", f->n[i]);
}

/* --- cells */

static const char *number(struct proof_table *t, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	return n ? arena_text(t->line, text, strlen(text)) : "";
}

static const char *when(struct proof_table *t, int64_t at)
{
	char text[WORD_TEXT];

	if (!at)
		return "";
	local_second(text, at, t->zone_minutes);
	return arena_text(t->line, text, strlen(text));
}

static void count(struct proof_table *t, const struct row_proof *p) { t->counts.lines[p->what]++; }

void proof_table_row(struct proof_table *t, const struct sheet_row *row)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};

	snprintf(t->question, sizeof t->question, "%s",
		 row->title[t->language] ? row->title[t->language] : "");
	t->counts.rows++;
	for (int i = 0; i < 5; i++)
		if (strcmp(row->verdict, verdicts[i]) == 0) {
			t->counts.verdicts[i]++;
			t->verdict = verdicts[i];
		}
}

const char *const *proof_cells(struct proof_table *t, const struct row_proof *p)
{
	static const char *cell[PROOF_COLUMNS];
	const char *lacks = p->lacks[t->language];
	bool packets = p->packet_files > 0;

	arena_reset(t->line);
	count(t, p);
	cell[0] = p->item;
	cell[1] = t->question;
	cell[2] = word(t->language, "verdict", "", t->verdict);
	cell[3] = word(t->language, "audit", "what-", proof_what_name(p->what));
	cell[4] = p->id;
	cell[5] = p->title[t->language];
	cell[6] = proof_says(p, t->language);
	cell[7] = number(t, p->version);
	cell[8] = p->hash;
	cell[9] = when(t, p->at);
	cell[10] = p->by;
	cell[11] = p->who ? p->who : "";
	cell[12] = number(t, p->seq);
	cell[13] = p->event_hash;
	cell[14] = packets ? joined(t, p, put_file) : p->attachment;
	cell[15] = packets ? joined(t, p, put_numbers) : "";
	cell[16] = packets ? joined(t, p, put_digest) : p->attachment_hash;
	cell[17] = packets ? joined(t, p, put_kept) : "";
	cell[18] = p->until;
	cell[19] = word(t->language, "audit", "validity-", p->validity);
	cell[20] = lacks ? lacks : "";
	for (int i = 0; i < PROOF_COLUMNS; i++)
		if (!cell[i])
			return NULL;
	return cell;
}

/* --- head and foot */

static struct store *of_then(const struct proof_table *t) { return t->asof ? asof_store(t->asof) : t->store; }

const char *proof_site_name(const struct proof_table *t, struct arena *a)
{
	const char *name = site_setting(of_then(t), "name", "");

	if (!*name)
		name = lang(t->language, "print.no-name");
	return arena_text(a, name, strlen(name));
}

const char *proof_system_name(const struct proof_table *t, struct arena *a)
{
	sqlite3_stmt *st = sql_of(of_then(t), "SELECT name FROM system WHERE 's' || id = ?1", "t", t->system);
	const char *name = "";

	if (st && sqlite3_step(st) == SQLITE_ROW)
		name = (const char *)sqlite3_column_text(st, 0);
	name = arena_text(a, name, strlen(name));
	sqlite3_finalize(st);
	return name;
}

static const char *filled(const struct proof_table *t, struct arena *a, const char *key,
			  const struct lang_arg *args)
{
	char text[2000] = "# ";

	lang_fill_buf(text + 2, sizeof text - 2, lang(t->language, key), args);
	for (char *c = text; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	return arena_text(a, text, strlen(text));
}

static const char *moment(const struct proof_table *t, struct arena *a)
{
	char at[WORD_TEXT], seq[24];

	local_second(at, t->asof ? asof_of(t->asof)->at : t->now, t->zone_minutes);
	snprintf(seq, sizeof seq, "%lld",
		 t->asof ? (long long)asof_of(t->asof)->seq : (long long)site_events(t->store));
	return filled(t, a, t->asof ? "audit.asof-line" : "audit.index-now",
		      (const struct lang_arg[]){{"at", at}, {"seq", seq}, {NULL, NULL}});
}

size_t proof_head(const struct proof_table *t, struct arena *a, const char *ret[PROOF_HEAD])
{
	const struct sheet *s = sheet_named(t->sheet);
	const char *site = proof_site_name(t, a), *system = proof_system_name(t, a);
	char version[24];
	size_t n = 0;

	if (!site || !system || !s)
		return 0;
	snprintf(version, sizeof version, "%u", s->version);
	ret[n++] = filled(t, a, "audit.index-title",
			  (const struct lang_arg[]){
				  {"site", site},
				  {"system", *system ? system : lang(t->language, "print.system-site")},
				  {NULL, NULL}});
	ret[n++] = moment(t, a);
	ret[n++] = filled(
		t, a, "audit.index-versions",
		(const struct lang_arg[]){{"source", t->language == LANG_JA ? s->source_ja : s->source_en},
					  {"sheet", s->name},
					  {"version", version},
					  {"program", t->version},
					  {NULL, NULL}});
	ret[n++] = filled(t, a, "audit.index-note",
			  (const struct lang_arg[]){
				  {"note", t->language == LANG_JA ? s->note_ja : s->note_en}, {NULL, NULL}});
	return ret[0] && ret[1] && ret[2] && ret[3] ? n : 0;
}

const char *proof_foot(const struct proof_table *t, struct arena *a)
{
	char n[5 + PROOF_WHATS + 1][24];
	const struct proof_counts *c = &t->counts;

	snprintf(n[0], sizeof n[0], "%lld", (long long)c->rows);
	for (int i = 0; i < 5; i++)
		snprintf(n[1 + i], sizeof n[0], "%lld", (long long)c->verdicts[i]);
	for (int i = 1; i < PROOF_WHATS; i++)
		snprintf(n[5 + i], sizeof n[0], "%lld", (long long)c->lines[i]);
	return filled(t, a, "audit.index-counts",
		      (const struct lang_arg[]){{"rows", n[0]},
						{"met", n[1]},
						{"partly", n[2]},
						{"not", n[3]},
						{"unknown", n[4]},
						{"person", n[5]},
						{"checks", n[5 + PROOF_CHECK]},
						{"findings", n[5 + PROOF_FINDING]},
						{"records", n[5 + PROOF_RECORD]},
						{"missing", n[5 + PROOF_MISSING]},
						{"decisions", n[5 + PROOF_DECISION]},
						{"signatures", n[5 + PROOF_SIGNATURE]},
						{NULL, NULL}});
}
