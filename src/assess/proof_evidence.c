/* Checks, their findings with packets, records and what is missing of them. */
#include "assess/proof_parts.h"
#include "assess/record_kind.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- checks */

static const struct {
	unsigned bit;
	const char *word, *key;
} means[] = {{MET_REFUSED, "refused", "assess.needs-refused"},
	     {MET_PERMIT, "permit", "assess.needs-permit"},
	     {MET_CONFIG, "config", "assess.needs-config"},
	     {MET_STATEMENT, "statement", "assess.needs-statement"},
	     {MET_SEEN, "seen", "assess.needs-seen"}};

/* "refused permit", or their words in a language. */
static const char *met_by(struct proving *g, unsigned bits, const char *between, bool words, enum language l)
{
	char text[400] = "";
	size_t n = 0;

	for (size_t i = 0; i < sizeof means / sizeof *means && n < sizeof text; i++)
		if (bits & means[i].bit)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? between : "",
					      words ? lang(l, means[i].key) : means[i].word);
	return arena_text(g->line, text, strlen(text));
}

static const char *said(const struct proving *g, const struct outcome_seen *o, int64_t found)
{
	if (g->ask->asof)
		return found ? "found" : "not-known";
	if (!o)
		return "never-asked";
	if (o->unfinished)
		return "unfinished";
	if (o->findings)
		return "found";
	return !o->good ? "seen-nothing" : o->good == o->looked ? "good" : "good-in-part";
}

/* What would settle it; nothing where it can only say no, or the row is met. */
static void lacks(struct proving *g, const struct sheet_row *row, const struct check *c, struct row_proof *p)
{
	const char *const by[LANG_COUNT] = {met_by(g, c->met_by, lang(LANG_JA, "audit.or"), true, LANG_JA),
					    met_by(g, c->met_by, lang(LANG_EN, "audit.or"), true, LANG_EN)};

	if (strcmp(p->says, "unfinished") == 0)
		proof_lacks(g, p, "audit.lacks-unfinished", "", NULL);
	else if (strcmp(p->says, "found") == 0)
		proof_lacks(g, p, "audit.lacks-found", "", NULL);
	else if (c->met_by && strcmp(p->says, "good") != 0 && strcmp(p->says, "not-known") != 0 &&
		 strcmp(row->verdict, "met") != 0)
		proof_lacks(g, p, "audit.lacks-proof", "by", by);
}

static int64_t found_then(struct proving *g, const struct check *c)
{
	struct asof *a = g->ask->asof;
	int64_t n = 0;

	for (size_t i = 0; i < a->findings; i++)
		n += a->finding[i].check == c && a->finding[i].in_scope;
	return n;
}

static int check_line(struct proving *g, const struct sheet_row *row, const char *name)
{
	const struct check *c = check_by_name(name);
	const struct outcome_seen *o = g->ask->asof ? NULL : evidence_outcome(&g->judged.evidence, name);
	struct row_proof p = {.item = row->item, .what = PROOF_CHECK, .id = name};
	char hash[HASH_HEX];
	sqlite3_stmt *st;

	if (!c)
		return 0;
	hash_hex(c->question, strlen(c->question), hash);
	p.version = c->version;
	p.hash = hash;
	p.title[LANG_JA] = check_title(c->title.ja, LANG_JA, g->line);
	p.title[LANG_EN] = check_title(c->title.en, LANG_EN, g->line);
	p.met_by = met_by(g, c->met_by, " ", false, LANG_EN);
	p.found = g->ask->asof ? found_then(g, c) : o ? o->findings : 0;
	p.looked = o ? o->looked : 0;
	p.good = o ? o->good : 0;
	p.says = said(g, o, p.found);
	p.validity = g->ask->asof ? "not-known" : "valid";
	if (o && (st = proof_query(g, Q_OUTCOME, 0, name)))
		p.at = sqlite3_column_int64(st, 1);
	p.by = o ? "mimamori" : "";
	lacks(g, row, c, &p);
	return proof_tell(g, &p);
}

int proof_checks(struct proving *g, const struct sheet_row *row, const struct sheet_item *item)
{
	int r = 0;

	for (size_t i = 0; item->checks[i] && r >= 0; i++)
		r = check_line(g, row, item->checks[i]);
	return r;
}

/* --- findings */

static int by_id(const void *key, const void *at)
{
	int64_t id = *(const int64_t *)key, other = ((const struct asof_finding *)at)->id;

	return (id > other) - (id < other);
}

static int64_t opened(const struct proving *g, int64_t id)
{
	const struct asof_finding *f =
		g->opened_count ? bsearch(&id, g->opened, g->opened_count, sizeof *g->opened, by_id) : NULL;

	return f ? f->seq : 0;
}

static void source(struct proving *g, struct proof_packets *p)
{
	sqlite3_stmt *st = proof_query(g, Q_SOURCE, p->source, NULL);

	p->file = st ? proof_kept(g, st, 0) : "";
	p->digest = st ? proof_kept(g, st, 1) : "";
	p->kept = !st || sqlite3_column_type(st, 2) == SQLITE_NULL ? "outside"
		  : sqlite3_column_int(st, 2)                      ? "gone"
								   : "store";
}

enum { PACKETS_MOST = 64 };

/* Its packets, capture by capture. */
static int packets(struct proving *g, int64_t finding, struct row_proof *p)
{
	struct proof_packets *file = arena_get(g->line, PACKETS_MOST, sizeof *file);
	uint32_t *n = arena_get(g->line, PACKETS_MOST, sizeof *n);
	sqlite3_stmt *st = proof_query(g, Q_PACKETS, finding, NULL);
	size_t count = 0;

	if (!file || !n)
		return -ENOMEM;
	for (; st && count < PACKETS_MOST; st = sqlite3_step(st) == SQLITE_ROW ? st : NULL) {
		int64_t packet = sqlite3_column_int64(st, 0);

		if (!p->packet_files || file[p->packet_files - 1].source != store_packet_file(packet))
			file[p->packet_files++] =
				(struct proof_packets){.source = store_packet_file(packet), .n = n + count};
		n[count++] = store_packet_n(packet);
		file[p->packet_files - 1].count++;
	}
	for (size_t i = 0; i < p->packet_files; i++)
		source(g, &file[i]);
	p->packets = file;
	return 0;
}

static void identity(struct proving *g, struct row_proof *p, const char *check, const char *key)
{
	char hash[HASH_HEX], text[1200];
	int n = snprintf(text, sizeof text, "%s\n%s\n%s\n", check, p->subject, key);

	if (n < (int)sizeof text)
		hash_hex(text, (size_t)n, hash);
	p->hash = n < (int)sizeof text ? arena_text(g->line, hash, strlen(hash)) : "";
}

static const char *subject(struct proving *g, sqlite3_stmt *st)
{
	static const char letters[] = "don";
	char text[24];

	for (int i = 0; i < 3; i++)
		if (sqlite3_column_type(st, 2 + i) != SQLITE_NULL) {
			snprintf(text, sizeof text, "%c%lld", letters[i],
				 (long long)sqlite3_column_int64(st, 2 + i));
			return arena_text(g->line, text, strlen(text));
		}
	return "site";
}

static int finding_now(struct proving *g, struct row_proof *p, int64_t id)
{
	sqlite3_stmt *st = proof_query(g, Q_FINDING, id, NULL);

	if (!st)
		return 0;
	p->subject = subject(g, st);
	p->says = severity_token((enum severity)sqlite3_column_int(st, 1));
	p->device = sqlite3_column_int64(st, 2);
	identity(g, p, proof_kept(g, st, 0), proof_kept(g, st, 5));
	p->packet_total = sqlite3_column_int64(st, 6);
	p->title[LANG_JA] = proof_kept(g, st, 7);
	p->title[LANG_EN] = proof_kept(g, st, 8);
	p->validity = "valid";
	proof_event(g, p);
	if (!p->at)
		p->at = sqlite3_column_int64(st, 9);
	return packets(g, id, p);
}

/* Of then the journal tells check and subject; title, severity and packets stand in no event. */
static void finding_then(struct proving *g, struct row_proof *p, int64_t id)
{
	const struct asof_finding *f = asof_finding(g->ask->asof, id);

	if (f) {
		p->subject = f->subject;
		p->device = f->device;
		p->title[LANG_JA] = p->title[LANG_EN] = f->check->name;
	}
	p->says = p->validity = "not-known";
	proof_event(g, p);
}

int proof_findings(struct proving *g, const struct sheet_row *row)
{
	char id[24];
	int r = 0;

	for (size_t i = 0; i < row->finding_count && r >= 0; i++) {
		struct row_proof p = {.item = row->item, .what = PROOF_FINDING, .id = id};

		snprintf(id, sizeof id, "f%lld", (long long)row->findings[i]);
		p.seq = opened(g, row->findings[i]);
		if (g->ask->asof)
			finding_then(g, &p, row->findings[i]);
		else
			r = finding_now(g, &p, row->findings[i]);
		if (r >= 0)
			r = proof_tell(g, &p);
	}
	return r;
}

/* --- records */

static void record_title(struct row_proof *p, struct proving *g, const char *kind, const char *topic)
{
	const struct record_kind *k = record_kind(kind);
	int t = k && *topic ? record_topic(k, topic) : -1;
	char text[300];

	for (int l = 0; l < LANG_COUNT; l++) {
		snprintf(text, sizeof text, "%s%s%s", k ? k->title[l] : kind, t >= 0 ? " / " : "",
			 t >= 0 ? k->topics[t].title[l] : "");
		p->title[l] = arena_text(g->line, text, strlen(text));
	}
}

static int record_line(struct proving *g, const struct sheet_row *row, const struct record_seen *seen)
{
	struct row_proof p = {.item = row->item, .what = PROOF_RECORD};
	sqlite3_stmt *st = proof_query(g, Q_RECORD, seen->id, NULL);
	char id[24];

	if (!st)
		return 0;
	snprintf(id, sizeof id, "r%lld", (long long)seen->id);
	p.id = id;
	record_title(&p, g, proof_kept(g, st, 0), proof_kept(g, st, 1));
	p.version = (unsigned)sqlite3_column_int(st, 2);
	p.hash = proof_kept(g, st, 3);
	p.seq = sqlite3_column_int64(st, 4);
	p.until = proof_kept(g, st, 5);
	p.attachment = proof_kept(g, st, 6);
	p.attachment_hash = proof_kept(g, st, 7);
	p.says = proof_kept(g, st, 8);
	p.device = sqlite3_column_int64(st, 9);
	p.validity = "valid";
	if (strcmp(seen->kind, "statement") == 0 && !seen->proven && seen->says != 'n') {
		p.validity = "unsigned";
		proof_lacks(g, &p, "audit.lacks-signature", "", NULL);
	}
	if (seen->lapsed) {
		p.validity = "expired";
		proof_lacks(g, &p, "audit.lacks-renewal", "date", (const char *const[]){p.until, p.until});
	}
	proof_event(g, &p);
	return proof_tell(g, &p);
}

/* Records of a kind, of a topic or about this sub-item; how many. */
static int of_kind(struct proving *g, const struct sheet_row *row, const char *kind, const char *topic,
		   const char *item, int *ret_count)
{
	const struct evidence *e = &g->judged.evidence;
	size_t n = strlen(kind);
	int r = 0;

	for (size_t i = evidence_first(e, kind, n);
	     i < e->records && record_order(&e->record[i], kind, n) == 0 && r >= 0; i++) {
		if ((topic && strcmp(e->record[i].topic, topic) != 0) ||
		    (item && strcmp(e->record[i].item, item) != 0))
			continue;
		++*ret_count;
		r = record_line(g, row, &e->record[i]);
	}
	return r;
}

static int missing(struct proving *g, const struct sheet_row *row, const struct sheet_record *b)
{
	struct row_proof p = {.item = row->item, .what = PROOF_MISSING, .says = "missing"};
	char id[100];

	snprintf(id, sizeof id, "%s%s%s", b->kind, b->topic ? ":" : "", b->topic ? b->topic : "");
	p.id = id;
	record_title(&p, g, b->kind, b->topic ? b->topic : "");
	proof_lacks(g, &p, "audit.lacks-record", "record", p.title);
	return proof_tell(g, &p);
}

int proof_records(struct proving *g, const struct sheet_row *row, const struct sheet_item *item)
{
	static const char *const spoken[] = {"statement", "config-export", "probe-result"};
	int r = 0, n;

	for (size_t i = 0; item->records[i].kind && r >= 0; i++) {
		n = 0;
		r = of_kind(g, row, item->records[i].kind, item->records[i].topic, NULL, &n);
	}
	for (size_t i = 0; i < 3 && r >= 0; i++)
		r = of_kind(g, row, spoken[i], NULL, row->item, &n);
	for (size_t i = 0; item->records[i].kind && r >= 0; i++) {
		const struct sheet_record *b = &item->records[i];
		size_t k = strlen(b->kind), at = evidence_first(&g->judged.evidence, b->kind, k);
		bool there = false;

		for (; at < g->judged.evidence.records &&
		       record_order(&g->judged.evidence.record[at], b->kind, k) == 0;
		     at++)
			there |= !b->topic || strcmp(g->judged.evidence.record[at].topic, b->topic) == 0;
		if (!there)
			r = missing(g, row, b);
	}
	return r;
}
