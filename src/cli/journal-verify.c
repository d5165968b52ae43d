/* mimamori journal verify: is the file still what its journal says? Exit 1 and the number of the first bad
 * event when it is not. */
#include "cli/journal.h"

#include "base/text.h"
#include "report/words.h"
#include "respond/parts.h"
#include "store/verify.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct verifying {
	struct cli *cli;
	struct out out;
	bool json;
	struct note outside;
	char *outside_text; /* NULL: there is none */
};

/* --- text */

static void say(struct verifying *v, const char *key, const struct lang_arg *args)
{
	lang_fill(&v->out, lang(v->cli->language, key), args);
	out_char(&v->out, '\n');
}

static void flaw_text(struct verifying *v, const struct flaw *f)
{
	char key[64], seq[24], table[TEXT_ROOM], row[TEXT_ROOM], detail[TEXT_ROOM];

	snprintf(key, sizeof key, "journal.flaw-%s", f->key);
	snprintf(seq, sizeof seq, "%lld", (long long)f->seq);
	text_clean(text_z(f->table), table);
	text_clean(text_z(f->row), row);
	text_clean(text_z(f->detail), detail);
	say(v, key,
	    (const struct lang_arg[]){
		    {"seq", seq}, {"table", table}, {"row", row}, {"detail", detail}, {NULL, NULL}});
}

static void flaw_json(struct verifying *v, const struct flaw *f)
{
	char table[TEXT_ROOM], row[TEXT_ROOM], detail[TEXT_ROOM];

	text_clean(text_z(f->table), table);
	text_clean(text_z(f->row), row);
	text_clean(text_z(f->detail), detail);
	json_object(&v->out, NULL);
	json_str(&v->out, "flaw", f->key);
	if (f->seq)
		json_int(&v->out, "seq", f->seq);
	else
		json_null(&v->out, "seq");
	json_str(&v->out, "table", *table ? table : NULL);
	json_str(&v->out, "row", *row ? row : NULL);
	json_str(&v->out, "detail", *detail ? detail : NULL);
	json_end_object(&v->out);
}

static void flaw(void *ctx, const struct flaw *f)
{
	struct verifying *v = ctx;

	if (v->json)
		flaw_json(v, f);
	else
		flaw_text(v, f);
}

static void summary_text(struct verifying *v, const struct verified *told)
{
	char events[24], rebuilt[24], sealed[24], flaws[24], back[24], size[24], first[WORD_TEXT],
		last[WORD_TEXT], open[24], since[WORD_TEXT];
	const struct lang_arg args[] = {{"events", events}, {"rebuilt", rebuilt}, {"sealed", sealed},
					{"flaws", flaws},   {"key", told->key},   {"size", size},
					{"back", back},     {"first", first},     {"last", last},
					{"open", open},     {"since", since},     {NULL, NULL}};

	snprintf(events, sizeof events, "%lld", (long long)told->events);
	snprintf(rebuilt, sizeof rebuilt, "%u", told->rebuilt);
	snprintf(sealed, sizeof sealed, "%u", told->sealed);
	snprintf(flaws, sizeof flaws, "%u", told->flaws);
	snprintf(back, sizeof back, "%lld", (long long)told->clock_back);
	snprintf(size, sizeof size, "%llu", (unsigned long long)v->outside.size);
	snprintf(open, sizeof open, "%u", told->open);
	local_second(since, told->open_since, cli_zone_minutes(v->cli, told->open_since));
	local_second(first, told->first_at, cli_zone_minutes(v->cli, told->first_at));
	local_second(last, told->last_at, cli_zone_minutes(v->cli, told->last_at));
	say(v, told->flaws ? "journal.bad" : "journal.good", args);
	if (told->open)
		say(v, "journal.open", args);
	if (told->clock_back)
		say(v, "journal.clock-back", args);
	if (!told->flaws)
		say(v,
		    told->is_signed ? "journal.signed"
		    : *told->key    ? "journal.unsigned"
				    : "journal.no-key",
		    args);
	if (!told->flaws)
		say(v, v->outside_text ? "journal.compared" : "journal.alone", args);
}

static void summary_json(struct verifying *v, const char *site, const struct verified *told)
{
	char hash[HASH_HEX], root[HASH_HEX];

	digest_hex(told->hash, hash);
	digest_hex(told->root, root);
	json_end_array(&v->out);
	json_str(&v->out, "site", site);
	json_bool(&v->out, "good", told->flaws == 0);
	json_int(&v->out, "flaw_count", told->flaws);
	json_int(&v->out, "events", told->events);
	json_time(&v->out, "first", told->events ? told->first_at : INT64_MIN);
	json_time(&v->out, "last", told->events ? told->last_at : INT64_MIN);
	json_int(&v->out, "clock_back", told->clock_back);
	json_int(&v->out, "tables_rebuilt", told->rebuilt);
	json_int(&v->out, "tables_sealed", told->sealed);
	json_int(&v->out, "tables_open", told->open);
	json_time(&v->out, "open_since", told->open ? told->open_since : INT64_MIN);
	json_int(&v->out, "checkpoints", told->checkpoints);
	json_str(&v->out, "key", *told->key ? told->key : NULL);
	json_bool(&v->out, "signed", told->is_signed);
	json_bool(&v->out, "compared_outside", v->outside_text != NULL);
	json_str(&v->out, "hash", hash);
	json_str(&v->out, "root", root);
	json_end_object(&v->out);
	out_char(&v->out, '\n');
}

static int verify(struct verifying *v, const char *site, struct store *s)
{
	struct verified told;
	int r;

	if (out_init(&v->out, STDOUT_FILENO) < 0)
		return cli_say(v->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (v->json) {
		json_object(&v->out, NULL);
		json_array(&v->out, "flaws");
	}
	r = site_verify(s, v->outside_text ? &v->outside : NULL, flaw, v, &told);
	if (v->json)
		summary_json(v, site, &told);
	else if (!v->cli->quiet || told.flaws)
		summary_text(v, &told);
	if (out_finish(&v->out) < 0)
		return EXIT_NO_OUTPUT;
	if (r < 0)
		return cli_say(v->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	return told.flaws ? EXIT_FOUND : EXIT_DONE;
}

static int verify_file(struct cli *cli, const char *site, const char *outside)
{
	struct verifying v = {.cli = cli, .json = strcmp(cli->format, "json") == 0};
	struct store *s = NULL;
	struct err e = {0};
	int code;

	if (!site || !*site)
		return cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	if (outside && (code = journal_note(cli, outside, &v.outside_text, &v.outside)) != EXIT_DONE)
		return code;
	if (site_open(site, SITE_READ, site_parts(), cli_now(), &s, &e) < 0)
		code = cli_fail(cli, strcmp(e.key, "site-damaged") == 0 ? EXIT_FOUND : EXIT_NO_INPUT, &e);
	else
		code = verify(&v, site, s);
	if (s)
		out_clear(&v.out);
	store_free(s);
	free(v.outside_text);
	return code;
}

int journal_verify(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *outside = NULL, *proof = NULL;
	const struct option_of options[] = {
		{"--checkpoint", &outside, NULL}, {"--proof", &proof, NULL}, {NULL, NULL, NULL}};
	int code = journal_options(cli, &site, argc, argv, options, NULL);

	if (code != EXIT_DONE)
		return code;
	return proof ? journal_verify_proof(cli, proof, outside) : verify_file(cli, site, outside);
}
