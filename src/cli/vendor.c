/* mimamori vendor: what vendors are asked, and what they said. */
#include "cli/vendor.h"

#include "assess/contact.h"
#include "assess/pack.h"
#include "assess/pack_ask.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/table.h"

#include <stdio.h>
#include <string.h>

int64_t vendor_pack_word(struct cli *cli, int count, char **list, int *ret_code)
{
	int64_t n = count ? pack_number(list[0]) : 0;

	*ret_code = EXIT_DONE;
	if (!n)
		*ret_code = cli_say(cli, EXIT_USAGE, "pack.no-pack-word", NULL);
	return n;
}

static const char *word(const struct cli *cli, const char *topic, const char *token)
{
	static char key[64];

	if (strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "pack.%s-%s", topic, token);
	return lang(cli->language, key);
}

/* --- list */

struct listing {
	struct cli *cli;
	struct table *table;
	const char *today;
	enum pack_kind kind; /* of the pack whose questions are listed */
};

static const char *state_of(const struct pack *p, const char *today)
{
	if (p->withdrawn)
		return "withdrawn";
	if (p->taken == p->questions)
		return "taken";
	if (p->whole == p->questions)
		return "answered";
	if (strcmp(p->due_on, today) < 0)
		return "late";
	return p->answers ? "part" : "open";
}

static int one_pack(void *ctx, const struct pack *p)
{
	struct listing *l = ctx;
	char id[24];

	snprintf(id, sizeof id, "p%lld", (long long)p->id);
	table_cell(l->table, id);
	table_cell(l->table, word(l->cli, "kind", pack_kind_name(p->kind)));
	table_cell(l->table, p->vendor);
	table_cell(l->table, p->title);
	table_cell(l->table, p->system);
	table_cell(l->table, p->due_on);
	table_number(l->table, p->questions);
	table_number(l->table, p->answers);
	table_number(l->table, p->whole);
	table_number(l->table, p->taken);
	table_cell(l->table, word(l->cli, "state", state_of(p, l->today)));
	table_cell(l->table, p->hash);
	return 0;
}

static int print_packs(struct acting *a, const char *vendor)
{
	static const char *const columns[] = {"pack",  "kind",       "vendor",   "title",  "system",
					      "due",   "#questions", "#answers", "#whole", "#taken",
					      "state", "+hash",      NULL};
	struct listing l = {a->cli, table_new(a->cli, "pack", columns), a->today, PACK_QUESTIONS};
	int r;

	if (!l.table)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	r = pack_each(a->store, vendor, one_pack, &l);
	if (r == 0)
		return table_print(l.table, lang(a->cli->language, "pack.none"));
	table_free(l.table);
	return cli_store_failed(a->cli, a->store, r);
}

int cli_vendor_list(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *vendor = NULL;
	const struct option_of options[] = {{"--vendor", &vendor, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = print_packs(&a, vendor);
	store_free(a.store);
	return code;
}

/* --- show */

static const char *answer_state(const struct pack_question *q)
{
	return q->taken ? "taken" : q->whole ? "proposal" : q->given ? "part" : "none";
}

/* What the vendor read when he chose; programs get the value. */
static const char *chosen(const struct listing *l, const struct pack_question *q)
{
	const struct pack_ask *ask = pack_ask_named(&pack_forms[l->kind], q->name);

	for (unsigned i = 0; ask && q->choice && i < ask->choice_count; i++)
		if (strcmp(l->cli->format, "text") == 0 && strcmp(ask->choices[i].value, q->choice) == 0)
			return ask->choices[i].title[l->cli->language];
	return q->choice;
}

static int one_question(void *ctx, const struct pack_question *q)
{
	struct listing *l = ctx;

	table_cell(l->table, q->id);
	table_text(l->table, q->about);
	table_cell(l->table, strcmp(l->cli->format, "text") == 0 ? q->title[l->cli->language]
								 : q->ask[l->cli->language]);
	table_text(l->table, q->items);
	table_cell(l->table, chosen(l, q));
	table_cell(l->table, q->words);
	table_cell(l->table, q->day);
	table_cell(l->table, q->evidence);
	table_cell(l->table, word(l->cli, "answer", answer_state(q)));
	table_cell(l->table, q->records);
	return 0;
}

static int print_questions(struct acting *a, const struct pack *p)
{
	static const char *const columns[] = {"question", "about",    "ask",   "items",   "choice", "words",
					      "day",      "evidence", "state", "records", NULL};
	struct listing l = {a->cli, table_new(a->cli, "pack", columns), a->today, p->kind};
	int r;

	if (!l.table)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_wrap(l.table, 5);
	table_wrap(l.table, 7);
	r = pack_questions(a->store, p->id, one_question, &l);
	if (r == 0)
		return table_print(l.table, NULL);
	table_free(l.table);
	return cli_store_failed(a->cli, a->store, r);
}

static int no_pack(struct cli *cli, const char *word)
{
	return cli_say(cli, EXIT_USAGE, "pack.no-pack",
		       (const struct lang_arg[]){{"subject", word}, {"detail", ""}, {NULL, NULL}});
}

int cli_vendor_show(struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {{NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	struct pack p;
	int64_t id;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 1);
	if (code != EXIT_DONE || !(id = vendor_pack_word(cli, w.count, w.list, &code)))
		return code;
	if ((code = acting_open(&a, cli, site, SITE_READ)) != EXIT_DONE)
		return code;
	code = pack_get(a.store, id, &p) < 0 ? no_pack(cli, w.list[0]) : print_questions(&a, &p);
	store_free(a.store);
	return code;
}

/* --- devices */

/* "maker", "r4", "p1": in words. */
static void why_words(const struct cli *cli, const char *why, char *buf, size_t room)
{
	char all[160], one[160];
	size_t n = 0;

	snprintf(all, sizeof all, "%s", why);
	*buf = '\0';
	for (char *at = all, *w; (w = strsep(&at, " ")) && n < room;) {
		const char *key = strcmp(w, "maker") == 0 ? "pack.why-maker"
				  : *w == 'r'             ? "pack.why-record"
				  : *w == 'p'             ? "pack.why-pack"
							  : "pack.why-chosen";

		lang_fill_buf(one, sizeof one, lang(cli->language, key),
			      (const struct lang_arg[]){{"subject", w}, {NULL, NULL}});
		n += (size_t)snprintf(buf + n, room - n, "%s%s", n ? ", " : "", one);
	}
}

static int one_device(void *ctx, const struct pack_candidate *c)
{
	struct listing *l = ctx;
	char id[24], why[600];

	snprintf(id, sizeof id, "d%lld", (long long)c->device);
	why_words(l->cli, c->why, why, sizeof why);
	table_cell(l->table, id);
	table_cell(l->table, c->number);
	table_cell(l->table, c->name);
	table_cell(l->table, c->maker);
	table_cell(l->table, c->model);
	table_cell(l->table, c->firmware);
	table_cell(l->table, strcmp(l->cli->format, "text") == 0 ? why : c->why);
	table_cell(l->table, c->others ? lang(l->cli->language, "pack.others") : NULL);
	return 0;
}

static int print_devices(struct acting *a, const char *vendor, const char *system)
{
	static const char *const columns[] = {"device",   "number", "name",   "maker", "model",
					      "firmware", "why",    "others", NULL};
	struct listing l = {a->cli, table_new(a->cli, "pack", columns), a->today, PACK_QUESTIONS};
	char none[512];
	int r;

	if (!l.table)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_wrap(l.table, 6);
	r = pack_candidates(a->store, vendor, system, one_device, &l);
	lang_fill_buf(none, sizeof none, lang(a->cli->language, "pack.no-candidates"),
		      (const struct lang_arg[]){{"subject", vendor}, {NULL, NULL}});
	if (r == 0)
		return table_print(l.table, none);
	table_free(l.table);
	return cli_store_failed(a->cli, a->store, r);
}

int cli_vendor_devices(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = NULL;
	const struct option_of options[] = {{"--system", &system, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "pack.no-vendor-word", NULL);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = print_devices(&a, w.list[0], system);
	store_free(a.store);
	return code;
}

int cli_vendor(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"list", cli_vendor_list},
					    {"devices", cli_vendor_devices},
					    {"questions", cli_vendor_questions},
					    {"requirements", cli_vendor_requirements},
					    {"show", cli_vendor_show},
					    {"export", cli_vendor_export},
					    {"import", cli_vendor_import},
					    {"take", cli_vendor_take},
					    {"withdraw", cli_vendor_withdraw},
					    {"boundary", cli_vendor_boundary},
					    {NULL, NULL}};

	return cli_noun(cli, "vendor", verbs, argc, argv);
}
