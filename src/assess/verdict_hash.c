/* What a signature binds, as SHA-256 over lines. */
#include "assess/record_kind.h"
#include "assess/verdict.h"
#include "store/digest.h"

#include <stdio.h>
#include <string.h>

static void field(struct digest *c, const char *s) { digest_bytes(c, s ? s : "", s ? strlen(s) + 1 : 1); }

static void number(struct digest *c, int64_t v)
{
	char buf[24];

	snprintf(buf, sizeof buf, "%lld", (long long)v);
	field(c, buf);
}

static void finish(struct digest *c, char ret_hex[HEX_ROOM])
{
	unsigned char hash[HASH_BYTES];

	digest_end(c, hash);
	digest_hex(hash, ret_hex);
}

void question_hash(const struct sheet_item *item, char ret_hex[HEX_ROOM])
{
	struct digest c;

	digest_start(&c);
	field(&c, item->item);
	field(&c, item->title_ja);
	field(&c, item->title_en);
	for (size_t i = 0; item->checks[i]; i++) {
		const struct check *k = check_by_name(item->checks[i]);

		field(&c, item->checks[i]);
		number(&c, k ? k->version : 0);
		field(&c, k ? k->question : NULL);
		field(&c, k ? k->met : NULL);
		field(&c, k ? k->looks : NULL);
		number(&c, k ? k->met_by : 0);
	}
	for (const struct sheet_record *r = item->records; r->kind; r++) {
		field(&c, r->kind);
		field(&c, r->topic);
		number(&c, record_kind(r->kind) ? record_kind(r->kind)->version : 0);
	}
	finish(&c, ret_hex);
}

static const char *const spoken[] = {"statement", "config-export", "probe-result"};

/* Those of a binding, or of a kind that speaks of one sub-item. What has lapsed stays in: lapsing is in the
 * verdict already, and renewing makes another hash. */
static void records(struct digest *c, const struct evidence *e, const char *kind, const char *topic,
		    const char *item)
{
	size_t n = strlen(kind);

	for (size_t i = evidence_first(e, kind, n);
	     i < e->records && record_order(&e->record[i], kind, n) == 0; i++) {
		const struct record_seen *r = &e->record[i];

		if ((item && strcmp(r->item, item) != 0) || (topic && strcmp(r->topic, topic) != 0))
			continue;
		number(c, r->id);
		number(c, r->proven);
		field(c, r->hash);
	}
}

void evidence_hash(const struct evidence *e, const struct sheet_item *item, const struct verdict *v,
		   char ret_hex[HEX_ROOM])
{
	struct digest c;

	digest_start(&c);
	field(&c, v->word);
	field(&c, v->grade);
	number(&c, v->expired);
	for (size_t i = 0; item->checks[i]; i++) {
		const struct outcome_seen *o = evidence_outcome(e, item->checks[i]);

		field(&c, item->checks[i]);
		field(&c, o && o->findings ? o->found : "");
	}
	for (const struct sheet_record *r = item->records; r->kind; r++)
		records(&c, e, r->kind, r->topic, NULL);
	for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
		records(&c, e, spoken[i], NULL, item->item);
	finish(&c, ret_hex);
}
