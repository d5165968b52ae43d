/* mimamori contact: people and units of a site, their absence, their keys. */
#include "assess/contact.h"

#include "assess/evidence.h"
#include "assess/people.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "cli/table.h"
#include "respond/messages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int fail(const struct cli *cli, struct store *s, const struct err *e)
{
	return acting_fail(cli, s, "contact", e, (const struct lang_arg[]){{NULL, NULL}});
}

/* name=..., mail=... into a contact. */
static int set_words(const struct cli *cli, struct store *s, struct contact *c, const struct arguments *w,
		     int from)
{
	for (int i = from; i < w->count; i++) {
		char name[32];
		struct err e = {0};
		const char *value = word_value(w->list[i], name, sizeof name);

		if (!value)
			return cli_say(cli, EXIT_USAGE, "contact.no-equals",
				       (const struct lang_arg[]){{"subject", w->list[i]}, {NULL, NULL}});
		if (contact_set(c, name, value, &e) < 0)
			return fail(cli, s, &e);
	}
	return EXIT_DONE;
}

/* Finishes what was begun: commits and says `done`, or forgets and tells the error. */
static int finish(struct acting *a, int code, const struct err *e, const char *done, int64_t id)
{
	char shown[24];

	if (code < 0) {
		site_rollback(a->store);
		return fail(a->cli, a->store, e);
	}
	if ((code = site_commit(a->store)) < 0)
		return cli_store_failed(a->cli, a->store, code);
	snprintf(shown, sizeof shown, "c%lld", (long long)id);
	return acting_done(a, shown, done, (const struct lang_arg[]){{"subject", shown}, {NULL, NULL}});
}

static int add(struct acting *a, const struct arguments *w, const char *file)
{
	struct contact c = {0};
	struct err e = {0};
	int code = set_words(a->cli, a->store, &c, w, 0);

	(void)file;
	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code != EXIT_DONE)
		return code;
	code = contact_add(a->store, &c, &a->writing, &e);
	return finish(a, code, &e, "contact.added", c.id);
}

/* The contact that the first word names; what is wrong is told. */
static int named(struct acting *a, const struct arguments *w, struct contact *ret)
{
	int64_t id = w->count ? contact_find(a->store, w->list[0]) : 0;

	if (!w->count)
		return cli_say(a->cli, EXIT_USAGE, "contact.which", NULL);
	if (!id || contact_get(a->store, id, ret) < 0)
		return cli_say(a->cli, EXIT_USAGE, "contact.no-such-contact",
			       (const struct lang_arg[]){{"subject", w->list[0]}, {NULL, NULL}});
	return EXIT_DONE;
}

static int edit(struct acting *a, const struct arguments *w, const char *file)
{
	struct contact c;
	struct err e = {0};
	int code = named(a, w, &c);

	(void)file;
	if (code == EXIT_DONE)
		code = set_words(a->cli, a->store, &c, w, 1);
	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code != EXIT_DONE)
		return code;
	return finish(a, contact_edit(a->store, &c, &a->writing, &e), &e, "contact.edited", c.id);
}

static int bad_date(const struct cli *cli, const char *text)
{
	return cli_say(cli, EXIT_USAGE, "contact.bad-date",
		       (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
}

static int away(struct acting *a, const struct arguments *w, const char *file)
{
	bool back = w->count == 2 && strcmp(w->list[1], "back") == 0;
	char from[DATE_ROOM], until[DATE_ROOM];
	struct contact c;
	struct err e = {0};
	int code = named(a, w, &c);

	(void)file;
	if (code != EXIT_DONE)
		return code;
	if (!back && w->count != 3)
		return cli_say(a->cli, EXIT_USAGE, "contact.away-what", NULL);
	for (int i = 1; !back && i < 3; i++)
		if (!date_parse(w->list[i], i == 1 ? from : until))
			return bad_date(a->cli, w->list[i]);
	if ((code = acting_begin(a)) != EXIT_DONE)
		return code;
	code = contact_be_away(a->store, c.id, back ? NULL : from, until, &a->writing, &e);
	return finish(a, code, &e, back ? "contact.back" : "contact.away", c.id);
}

static int erase(struct acting *a, const struct arguments *w, const char *file)
{
	struct contact c;
	struct err e = {0};
	int code = named(a, w, &c);

	(void)file;
	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code != EXIT_DONE)
		return code;
	code = finish(a, contact_erase(a->store, c.id, &a->writing, &e), &e, "contact.erased", c.id);
	if (code == EXIT_DONE && contact_wipe(a->store) < 0)
		return cli_store_failed(a->cli, a->store, -EIO);
	return code;
}

static int key(struct acting *a, const struct arguments *w, const char *file)
{
	char passphrase[PASSPHRASE_ROOM];
	struct contact c;
	struct err e = {0};
	int code = named(a, w, &c);

	if (code == EXIT_DONE)
		code = passphrase_read(a->cli, file, "contact.ask-new", true, passphrase);
	if (code != EXIT_DONE)
		return code;
	if ((code = acting_begin(a)) == EXIT_DONE)
		code = finish(a, person_key_make(a->store, c.id, passphrase, &a->writing, &e), &e,
			      "contact.key-made", c.id);
	passphrase_wipe(passphrase);
	return code;
}

/* --- list */

static const char *const columns[] = {"contact", "name", "unit", "side",   "phone",
				      "mail",    "away", "key",  "tested", NULL};

struct rows {
	const struct cli *cli;
	struct table *table;
	struct store *store;
};

static int row(void *ctx, const struct contact *c)
{
	struct rows *rows = ctx;
	struct table *l = rows->table;
	enum language language = rows->cli->language;
	char id[24], away_text[32] = "", side[40];
	bool plain = strcmp(rows->cli->format, "text") != 0;
	char day[DATE_ROOM];
	int64_t tested;

	snprintf(id, sizeof id, "c%lld", (long long)c->id);
	if (*c->away_from)
		snprintf(away_text, sizeof away_text, "%s/%s", c->away_from, c->away_until);
	snprintf(side, sizeof side, "contact.side-%s", c->side);
	table_text(l, id);
	table_text(l, c->erased ? plain ? "" : lang(language, "contact.erased-name") : c->name);
	table_text(l, c->unit);
	table_text(l, plain ? c->side : lang(language, side));
	table_text(l, c->phone);
	table_text(l, c->mail);
	table_text(l, away_text);
	table_text(l, !*c->public_key ? "" : plain ? c->public_key : lang(language, "contact.has-key"));
	if ((tested = message_tested(rows->store, c->id)))
		date_at(tested, cli_zone_minutes(rows->cli, tested), day);
	table_text(l, tested ? day : plain ? "" : lang(language, "phone.never-tested"));
	return 0;
}

static int list(struct acting *a, const struct arguments *w, const char *file)
{
	struct rows rows = {a->cli, table_new(a->cli, "contact", columns), a->store};

	(void)w;
	(void)file;
	if (!rows.table)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	contact_each(a->store, row, &rows);
	return table_print(rows.table, lang(a->cli->language, "contact.none"));
}

/* --- verbs */

typedef int verb_fn(struct acting *a, const struct arguments *w, const char *passphrase_file);

static int run(struct cli *cli, const char *site, int argc, char **argv, verb_fn *act)
{
	const char *file = NULL;
	const struct option_of options[] = {{act == key ? "--passphrase-file" : NULL, &file, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE && act == list)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, act == list ? SITE_READ : SITE_WRITE);
	if (code != EXIT_DONE)
		return code;
	code = act(&a, &words, file);
	store_free(a.store);
	return code;
}

#define VERB(act)                                                                                            \
	static int run_##act(struct cli *cli, const char *site, int argc, char **argv)                       \
	{                                                                                                    \
		return run(cli, site, argc, argv, act);                                                      \
	}
VERB(add)
VERB(list)
VERB(edit)
VERB(away)
VERB(erase)
VERB(key)
#undef VERB

/* A message to try whether the person is reached; by the API, as it goes out from there. */
static int run_test(struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	const char *id, *held;
	char path[64], line[300], message[32];
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE && !w.count)
		code = cli_say(cli, EXIT_USAGE, "contact.which", NULL);
	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 1);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/contacts/%.24s/test", w.list[0]);
	if ((code = site_ask(cli, site, "POST", path, "{}", &j)) != EXIT_DONE)
		return code;
	id = answer_text(j, "$.message");
	snprintf(message, sizeof message, "%s", id ? id : "");
	held = answer_text(j, "$.held");
	if (!cli->quiet)
		puts(lang_fill_buf(
			line, sizeof line,
			lang(cli->language, held && *held == '1' ? "contact.test-held" : "contact.test-sent"),
			(const struct lang_arg[]){{"subject", w.list[0]}, {"id", message}, {NULL, NULL}}));
	answer_json_free(j);
	return code;
}

int cli_contact(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"add", run_add},   {"list", run_list},   {"edit", run_edit},
					    {"away", run_away}, {"erase", run_erase}, {"key", run_key},
					    {"test", run_test}, {NULL, NULL}};

	return cli_noun(cli, "contact", verbs, argc, argv);
}
