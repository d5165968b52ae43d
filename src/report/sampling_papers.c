/* What goes with the rows of a sample: how it was chosen, what is missing, the checkpoint and its key, how to
 * check it. */
#include "report/sampling_parts.h"

#include "assess/sheet.h"
#include "report/proof_table.h"
#include "report/words.h"
#include "store/checkpoint.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRITE_MEMORY = 32 << 20, PACKETS_MOST = 60000 };

extern const char sample_check_py[];
extern const size_t sample_check_py_size;

/* --- the checkpoint */

static int whole(struct sampling *w, const char *name, const char *text)
{
	return sampled(w, false, name, text, strlen(text));
}

static const unsigned char *signature_of(const struct note *n, const unsigned char key[PUBLIC_BYTES])
{
	for (unsigned i = 0; i < n->signature_count; i++)
		if (key_signed(key, n->text, n->text_n, n->signatures[i].value))
			return n->signatures[i].value;
	return NULL;
}

static int checkpoint_files(struct sampling *w)
{
	const char *hex = site_setting(w->s->store, "public-key", "");
	unsigned char key[PUBLIC_BYTES];
	const unsigned char *signature;
	struct out o;
	int r;

	if (!w->note || !key_of_hex(hex, key))
		return 0;
	r = whole(w, "checkpoint.txt", w->note);
	if (r == 0)
		r = sampled(w, false, "checkpoint.text", w->read.text, w->read.text_n);
	if (r == 0 && (signature = signature_of(&w->read, key)))
		r = sampled(w, false, "checkpoint.sig", signature, SIGNATURE_BYTES);
	if (r == 0 && (r = out_init(&o, -1)) == 0) {
		sampled_pem(&o, key);
		r = sampled_out(w, false, "public-key.pem", &o);
	}
	return r;
}

/* --- how it was chosen */

static int population(struct sampling *w)
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < w->s->of; i++)
		out_fmt(&o, "%s\t%s\n", w->s->all[i].item, w->s->all[i].stratum);
	return sampled_out(w, false, "population.txt", &o);
}

static void picks(struct sampling *w, struct out *o)
{
	json_array(o, "rows");
	for (unsigned i = 0; i < w->s->picks; i++) {
		const struct sample_pick *p = w->s->pick[i];
		char folder[32];

		snprintf(folder, sizeof folder, "%02u-%s", i + 1, p->item);
		json_object(o, NULL);
		json_str(o, "folder", folder);
		json_str(o, "item", p->item);
		json_str(o, "key", p->key);
		json_str(o, "stratum", *p->stratum ? p->stratum : NULL);
		json_str(o, "verdict", p->verdict);
		json_array(o, "missing");
		for (unsigned k = 0; k < w->lacks[i]; k++) {
			json_object(o, NULL);
			json_str(o, "what", w->lack[i][k].key);
			json_str(o, "detail", *w->lack[i][k].what ? w->lack[i][k].what : NULL);
			json_end_object(o);
		}
		json_end_array(o);
		json_end_object(o);
	}
	json_end_array(o);
}

static struct proof_table about(const struct sampling *w, enum language l)
{
	return (struct proof_table){.store = w->s->store,
				    .system = w->s->system,
				    .sheet = w->s->sheet,
				    .version = w->s->version,
				    .now = w->s->now,
				    .zone_minutes = w->s->zone_minutes,
				    .language = l};
}

static int sample_json(struct sampling *w)
{
	const struct sheet *sheet = sheet_named(w->s->sheet);
	struct proof_table t = about(w, LANG_EN);
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_str(&o, "document", "mimamori sample");
	json_int(&o, "version", 1);
	json_str(&o, "site", proof_site_name(&t, w->arena));
	json_str(&o, "system", w->s->system);
	json_str(&o, "system_name", proof_system_name(&t, w->arena));
	json_str(&o, "sheet", w->s->sheet);
	json_int(&o, "sheet_version", sheet ? sheet->version : 0);
	json_str(&o, "program", w->s->version);
	json_time(&o, "as_of", w->s->now);
	json_int(&o, "events", site_events(w->s->store));
	json_str(&o, "seed", w->s->seed_used);
	json_str(&o, "seed_from", w->s->seed ? "given" : "checkpoint");
	json_int(&o, "checkpoint", w->note ? (int64_t)w->read.size : 0);
	json_str(&o, "by", sample_by_name(w->s->by));
	json_int(&o, "of", (int64_t)w->s->of);
	json_bool(&o, "names", w->s->names);
	picks(w, &o);
	json_end_object(&o);
	out_char(&o, '\n');
	return sampled_out(w, false, "sample.json", &o);
}

/* --- README.txt */

static void lines(struct out *o, const char *text)
{
	for (; *text; text++)
		out_str(o, *text == '\n' ? "\r\n" : (const char[]){*text, '\0'});
}

static void say(struct out *o, enum language l, const char *key, const struct lang_arg *args)
{
	static const struct lang_arg none[] = {{NULL, NULL}};
	struct out filled;
	size_t n;

	if (out_init(&filled, -1) < 0)
		return;
	lang_fill(&filled, lang(l, key), args ? args : none);
	lines(o, out_bytes(&filled, &n));
	out_str(o, "\r\n");
	out_clear(&filled);
}

static void missing(struct sampling *w, struct out *o, enum language l)
{
	char key[64];

	if (w->told->lacks == 0) {
		say(o, l, "audit.readme-whole", NULL);
		return;
	}
	say(o, l, "audit.readme-missing", NULL);
	for (unsigned i = 0; i < w->s->picks; i++)
		for (unsigned k = 0; k < w->lacks[i]; k++) {
			snprintf(key, sizeof key, "audit.%s", w->lack[i][k].key);
			out_fmt(o, "- %02u-%s  ", i + 1, w->s->pick[i]->item);
			say(o, l, key, (const struct lang_arg[]){{"what", w->lack[i][k].what}, {NULL, NULL}});
		}
}

static void readme_in(struct sampling *w, struct out *o, enum language l)
{
	const struct sheet *sheet = sheet_named(w->s->sheet);
	struct proof_table t = about(w, l);
	const char *site = proof_site_name(&t, w->arena), *system = proof_system_name(&t, w->arena);
	char at[WORD_TEXT], rows[24], of[24], size[24];

	local_second(at, w->s->now, w->s->zone_minutes);
	snprintf(rows, sizeof rows, "%u", w->s->picks);
	snprintf(of, sizeof of, "%zu", w->s->of);
	snprintf(size, sizeof size, "%lld", (long long)w->s->checkpoint);
	const struct lang_arg args[] = {{"site", site ? site : ""},
					{"system", system && *system ? system : lang(l, "print.system-site")},
					{"at", at},
					{"rows", rows},
					{"of", of},
					{"seed", w->s->seed_used},
					{"size", size},
					{"program", w->s->version},
					{"source", !sheet         ? ""
						   : l == LANG_JA ? sheet->source_ja
								  : sheet->source_en},
					{"note", !sheet         ? ""
						 : l == LANG_JA ? sheet->note_ja
								: sheet->note_en},
					{NULL, NULL}};

	say(o, l, "audit.readme-head", args);
	say(o, l, w->s->seed ? "audit.readme-seed-given" : "audit.readme-seed-checkpoint", args);
	say(o, l, w->s->by == SAMPLE_BY_NONE ? "audit.readme-choice" : "audit.readme-choice-by", args);
	missing(w, o, l);
	say(o, l, "audit.readme-check", args);
	say(o, l, w->s->names ? "audit.readme-names" : "audit.readme-no-names", args);
}

static int readme(struct sampling *w)
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	out_str(&o, "\xef\xbb\xbf");
	readme_in(w, &o, LANG_JA);
	out_str(&o, "\r\n----------------------------------------\r\n\r\n");
	readme_in(w, &o, LANG_EN);
	return sampled_out(w, false, "README.txt", &o);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct sampled_file *)a)->name, ((const struct sampled_file *)b)->name);
}

/* Of all others, itself left out. */
static int sums(struct sampling *w)
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	qsort(w->file, w->told->files, sizeof *w->file, by_name);
	for (unsigned i = 0; i < w->told->files; i++)
		out_fmt(&o, "%s  %s\n", w->file[i].hash, w->file[i].name);
	return sampled_out(w, false, "SHA256SUMS", &o);
}

static int papers(struct sampling *w)
{
	int r = checkpoint_files(w);

	if (r == 0)
		r = population(w);
	if (r == 0)
		r = sample_json(w);
	if (r == 0)
		r = readme(w);
	if (r == 0)
		r = sampled(w, false, "check.py", sample_check_py, sample_check_py_size);
	return r < 0 ? r : sums(w);
}

/* --- all of it */

static int start(struct sampling *w)
{
	w->arena = arena_new(WRITE_MEMORY);
	w->file = calloc(SAMPLE_FILES, sizeof *w->file);
	w->packet_room = PACKETS_MOST;
	w->packet = calloc(PACKETS_MOST, sizeof *w->packet);
	if (!w->arena || !w->file || !w->packet)
		return -ENOMEM;
	w->note = checkpoint_covering(w->s->store, 1);
	if (w->note && note_read(rd_of(w->note, strlen(w->note)), &w->read) < 0)
		return -EBADMSG;
	return 0;
}

int sample_write(struct sample *s, sample_put *put, void *ctx, struct sample_told *ret, struct err *e)
{
	struct sampling *w = calloc(1, sizeof *w);
	int r = w ? 0 : -ENOMEM;

	*ret = (struct sample_told){0};
	if (w) {
		*w = (struct sampling){.s = s, .put = put, .ctx = ctx, .told = ret, .err = e};
		r = start(w);
	}
	for (unsigned i = 0; r == 0 && i < s->picks; i++) {
		w->row = i;
		r = sampled_row(w);
	}
	if (r == 0)
		r = sampled_packets(w);
	if (r == 0)
		r = papers(w);
	if (r < 0 && e && !e->code)
		err_set(e, r, s->system, "store", "%s", strerror(-r));
	if (w) {
		arena_free(w->arena);
		free(w->file);
		free(w->packet);
		free(w->note);
		free(w);
	}
	return r;
}
