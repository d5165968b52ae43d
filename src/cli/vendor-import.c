/* mimamori vendor import and take: a file comes back, all of it or nothing; then a person takes the answers.
 */
#include "assess/contact.h"
#include "assess/judged.h"
#include "assess/pack_file.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/vendor.h"
#include "ingest/slurp.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20, QUESTIONS_MAX = 1000 };

struct import {
	struct cli *cli;
	const char *file;
	struct pack_bringer by;
	bool dry;
	char *bytes;
	size_t n;
	struct grid grid;
	struct arena *arena;
	struct pack_back back;
	struct pack_counted counted;
	struct pack pack;
};

/* --- the file */

static bool is_json(const struct import *m)
{
	size_t at = m->n >= 3 && memcmp(m->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (at < m->n && strchr(" \t\r\n", m->bytes[at]))
		at++;
	return at < m->n && m->bytes[at] == '{';
}

static int read_file(struct import *m)
{
	struct err e = {0};
	int r = slurp(m->file, GRID_BYTES_MAX, &m->bytes, &m->n);

	if (r < 0)
		return cli_say(m->cli, EXIT_NO_INPUT, "error.grid-unreadable",
			       (const struct lang_arg[]){
				       {"subject", m->file}, {"detail", strerror(-r)}, {NULL, NULL}});
	if (is_json(m))
		return EXIT_DONE;
	return grid_read(m->file, NULL, &m->grid, &e) < 0 ? cli_fail(m->cli, EXIT_NO_INPUT, &e) : EXIT_DONE;
}

/* --- the act */

static int take_in(struct import *m, struct store *s, const struct writing *w, struct err *e)
{
	char hash[HASH_HEX];
	int r = m->grid.arena ? pack_read_table(s, &m->grid, &m->by, m->arena, &m->back, e)
			      : pack_read_json(s, m->bytes, m->n, &m->by, m->arena, &m->back, e);

	hash_hex(m->bytes, m->n, hash);
	if (r == 0)
		r = pack_answer(s, m->back.pack, m->back.said, m->back.count, hash, w, &m->counted, e);
	return r == 0 ? pack_get(s, m->back.pack, &m->pack) : r;
}

static int refused(const struct import *m, struct store *s, int code, const struct err *e)
{
	char key[80], sentence[1200];
	const char *said;

	if (!e->key[0] || strcmp(e->key, "store") == 0)
		return cli_store_failed(m->cli, s, code);
	snprintf(key, sizeof key, "pack.%s", e->key);
	lang_fill_buf(
		sentence, sizeof sentence, lang(m->cli->language, key),
		(const struct lang_arg[]){{"subject", e->subject}, {"detail", e->detail}, {NULL, NULL}});
	said = *sentence == ' ' ? sentence + 1 : sentence;
	return cli_say(m->cli, EXIT_REFUSED, "pack.refused",
		       (const struct lang_arg[]){{"subject", m->file}, {"detail", said}, {NULL, NULL}});
}

static void count_text(char buf[16], unsigned n) { snprintf(buf, 16, "%u", n); }

static int sum_up(const struct import *m)
{
	char changed[16], same[16], empty[16], whole[16], questions[16];

	count_text(changed, m->counted.changed);
	count_text(same, m->counted.same);
	count_text(empty, m->counted.empty);
	count_text(whole, m->counted.whole);
	count_text(questions, m->pack.questions);
	if (m->cli->quiet)
		return EXIT_DONE;
	return cli_say(m->cli, EXIT_DONE, m->dry ? "pack.would" : "pack.imported",
		       (const struct lang_arg[]){{"subject", m->file},
						 {"changed", changed},
						 {"same", same},
						 {"empty", empty},
						 {"whole", whole},
						 {"questions", questions},
						 {NULL, NULL}});
}

static int import(struct import *m, const char *site)
{
	struct err e = {0};
	struct acting a;
	int code = acting_open(&a, m->cli, site, SITE_WRITE), r;

	if (code != EXIT_DONE)
		return code;
	r = site_begin(a.store);
	if (r == 0)
		r = take_in(m, a.store, &a.writing, &e);
	if (r == 0 && !m->dry)
		r = site_commit(a.store);
	if (r < 0)
		code = refused(m, a.store, r, &e);
	if (r < 0 || m->dry)
		site_rollback(a.store);
	store_free(a.store);
	return code == EXIT_DONE ? sum_up(m) : code;
}

int cli_vendor_import(struct cli *cli, const char *site, int argc, char **argv)
{
	struct import m = {.cli = cli};
	const char *pack = NULL;
	const struct option_of options[] = {{"--pack", &pack, NULL},
					    {"--vendor", &m.by.vendor, NULL},
					    {"--dry-run", NULL, &m.dry},
					    {NULL, NULL, NULL}};
	struct arguments w;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code != EXIT_DONE)
		return code;
	if (w.count != 1)
		return w.count ? arguments_wrong(cli, w.list[1])
			       : cli_say(cli, EXIT_USAGE, "pack.no-file", NULL);
	if (pack && !(m.by.pack = pack_number(pack)))
		return cli_say(cli, EXIT_USAGE, "pack.no-pack-word", NULL);
	m.file = w.list[0];
	m.arena = arena_new(ARENA_MAX);
	code = m.arena ? read_file(&m) : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (code == EXIT_DONE)
		code = import(&m, site);
	grid_clear(&m.grid);
	arena_free(m.arena);
	free(m.bytes);
	return code;
}

/* --- take */

struct taking {
	struct cli *cli;
	int64_t pack;
	const char *owner;
	struct pack_taking asked;
	struct pack_taken done;
	const char *question[QUESTIONS_MAX + 1];
};

static int take(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct taking *t = ctx;
	int r;

	if (t->owner && !(t->asked.owner = contact_find(s, t->owner)))
		return err_set(e, -EINVAL, "owner", "no-contact", "%s", t->owner);
	r = pack_take(s, t->pack, &t->asked, w, &t->done, e);
	return r == 0 ? answers_write(s, w->at) : r;
}

int cli_vendor_take(struct cli *cli, const char *site, int argc, char **argv)
{
	struct taking t = {.cli = cli, .asked.language = cli->language};
	char questions[16], records[16];
	const struct option_of options[] = {
		{"--owner", &t.owner, NULL}, {"--plan", &t.asked.plan_on, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code != EXIT_DONE || !(t.pack = vendor_pack_word(cli, w.count, w.list, &code)))
		return code;
	for (int i = 1; i < w.count && i <= QUESTIONS_MAX; i++)
		t.question[i - 1] = w.list[i];
	if (w.count > 1)
		t.asked.questions = t.question;
	code = cli_act(cli, site, "pack", take, &t);
	if (code != EXIT_DONE || cli->quiet)
		return code;
	count_text(questions, t.done.questions);
	count_text(records, t.done.records);
	return cli_say(cli, EXIT_DONE, "pack.taken",
		       (const struct lang_arg[]){{"subject", w.list[0]},
						 {"questions", questions},
						 {"records", records},
						 {NULL, NULL}});
}
