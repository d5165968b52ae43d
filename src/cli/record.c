/* mimamori record: what people write down. */
#include "cli/record.h"

#include "assess/life_states.h"
#include "cli/commands.h"
#include "cli/passphrase.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int set(struct acting *a, struct record *r, const char *name, const char *value)
{
	struct err e = {0};
	int code = record_set(a->store, r, name, value, a->today, &e);

	return code < 0 ? record_fail(a->cli, a->store, r->kind, &e) : EXIT_DONE;
}

/* field=value ... and the options that stand for fields. */
static int set_all(struct acting *a, struct record *r, const struct arguments *w,
		   const struct option_of *options)
{
	int code = EXIT_DONE;

	for (const struct option_of *o = options; code == EXIT_DONE && o->name; o++)
		if (*o->ret)
			code = set(a, r, o->name + 2, *o->ret);
	for (int i = 1; code == EXIT_DONE && i < w->count; i++) {
		char name[200];
		const char *value = word_value(w->list[i], name, sizeof name);

		code = value ? set(a, r, name, value)
			     : cli_say(a->cli, EXIT_USAGE, "records.no-equals",
				       (const struct lang_arg[]){{"subject", w->list[i]}, {NULL, NULL}});
	}
	return code;
}

/* --- what is told afterwards */

static void warn_gaps(const struct acting *a, const struct record *r)
{
	char id[24];
	const struct lang_arg args[] = {{"subject", id}, {"detail", r->no_deputy}, {NULL, NULL}};

	snprintf(id, sizeof id, "r%lld", (long long)r->id);
	if (a->cli->quiet)
		return;
	if (r->no_deputy)
		cli_say(a->cli, 0, "records.gap-deputy", args);
	if (!record_valid(r, a->today))
		cli_say(a->cli, 0, "records.still-expired", args);
	if (strcmp(r->kind_name, "statement") == 0 && !r->is_signed)
		cli_say(a->cli, 0, "records.sign-it", args);
}

static int written(struct acting *a, int code, const struct err *e, const struct record *r, const char *key)
{
	char id[24], kind[300];

	if (code < 0) {
		site_rollback(a->store);
		return record_fail(a->cli, a->store, r->kind, e);
	}
	/* What a record answers is answered with it. */
	if ((code = life_states_record(a->store, r->kind_name, a->writing.at)) < 0 ||
	    (code = site_commit(a->store)) < 0)
		return cli_store_failed(a->cli, a->store, code);
	snprintf(id, sizeof id, "r%lld", (long long)r->id);
	record_kind_title(r, a->cli->language, kind, sizeof kind);
	acting_done(a, id, key,
		    (const struct lang_arg[]){
			    {"subject", id},
			    {"kind", kind},
			    {"until",
			     *r->expires_on ? r->expires_on : lang(a->cli->language, "records.no-expiry")},
			    {NULL, NULL}});
	warn_gaps(a, r);
	return EXIT_DONE;
}

/* --- verbs */

static int add(struct acting *a, const struct arguments *w, const struct option_of *options)
{
	const struct record_kind *k;
	struct record r;
	struct err e = {0};
	int topic, code;

	if (!w->count)
		return cli_say(a->cli, EXIT_USAGE, "records.which-kind", NULL);
	if ((code = record_kind_arg(a->cli, w->list[0], &k, &topic)) != EXIT_DONE)
		return code;
	record_init(&r, k, topic);
	if (record_may_write(a->store, k, a->writing.actor, &e) < 0)
		code = record_fail(a->cli, a->store, k, &e);
	if (code == EXIT_DONE)
		code = set_all(a, &r, w, options);
	if (code == EXIT_DONE && w->count == 1 && isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		code = record_ask(a, &r);
	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code == EXIT_DONE) {
		code = record_add(a->store, &r, &a->writing, &e);
		code = written(a, code, &e, &r, "records.added");
	}
	record_clear(&r);
	return code;
}

/* The record that the first word names, of a kind that is known. */
static int named(struct acting *a, const struct arguments *w, struct record *ret)
{
	int64_t id;
	int code = record_id_arg(a->cli, w->count ? w->list[0] : NULL, &id);

	*ret = (struct record){.topic = -1};
	if (code != EXIT_DONE)
		return code;
	if (record_get(a->store, id, ret) < 0)
		return cli_say(a->cli, EXIT_USAGE, "records.no-such-record",
			       (const struct lang_arg[]){{"subject", w->list[0]}, {NULL, NULL}});
	if (!ret->kind)
		return cli_say(a->cli, EXIT_REFUSED, "records.kind-unknown",
			       (const struct lang_arg[]){
				       {"subject", w->list[0]}, {"kind", ret->kind_name}, {NULL, NULL}});
	return EXIT_DONE;
}

static int edit(struct acting *a, const struct arguments *w, const struct option_of *options)
{
	struct record r;
	struct err e = {0};
	int code = named(a, w, &r);

	if (code == EXIT_DONE)
		code = set_all(a, &r, w, options);
	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code == EXIT_DONE) {
		code = record_edit(a->store, &r, &a->writing, &e);
		code = written(a, code, &e, &r, "records.edited");
	}
	record_clear(&r);
	return code;
}

static int drop(struct acting *a, const struct arguments *w, const struct option_of *options)
{
	const char *because = *options->ret;
	struct record r;
	struct err e = {0};
	int code = named(a, w, &r);

	if (code == EXIT_DONE)
		code = acting_begin(a);
	if (code == EXIT_DONE) {
		code = record_remove(a->store, r.id, because ? because : "", &a->writing, &e);
		free(r.no_deputy); /* nothing to be told of what is gone */
		r.no_deputy = NULL;
		r.expires_on[0] = '\0';
		code = written(a, code, &e, &r, "records.removed");
	}
	record_clear(&r);
	return code;
}

static int sign_with(struct acting *a, struct record *r, const char *passphrase)
{
	int64_t contact = a->writing.actor[0] == 'c' ? strtoll(a->writing.actor + 1, NULL, 10) : 0;
	struct err e = {0};
	int code = acting_begin(a);

	if (code != EXIT_DONE)
		return code;
	code = record_sign(a->store, r->id, contact, passphrase, &a->writing, &e);
	r->is_signed = true;
	return written(a, code, &e, r, "records.signed");
}

static int sign(struct acting *a, const struct arguments *w, const struct option_of *options)
{
	char passphrase[PASSPHRASE_ROOM];
	struct record r;
	int code = named(a, w, &r);

	if (code == EXIT_DONE && a->writing.actor[0] != 'c')
		code = cli_say(a->cli, EXIT_USAGE, "records.sign-as-whom", NULL);
	if (code == EXIT_DONE)
		code = passphrase_read(a->cli, *options->ret, "contact.ask", false, passphrase);
	if (code == EXIT_DONE) {
		code = sign_with(a, &r, passphrase);
		passphrase_wipe(passphrase);
	}
	record_clear(&r);
	return code;
}

typedef int verb_fn(struct acting *a, const struct arguments *w, const struct option_of *options);

static int act(struct cli *cli, const char *site, int argc, char **argv, verb_fn *fn,
	       const struct option_of *options)
{
	struct arguments words;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_WRITE);
	if (code != EXIT_DONE)
		return code;
	code = fn(&a, &words, options);
	store_free(a.store);
	return code;
}

/* add and edit: the fields that every record has, as options. */
static int with_fields(struct cli *cli, const char *site, int argc, char **argv, verb_fn *fn)
{
	const char *field[6] = {NULL};
	const struct option_of options[] = {{"--system", &field[0], NULL},
					    {"--device", &field[1], NULL},
					    {"--item", &field[2], NULL},
					    {"--says", &field[3], NULL},
					    {"--because", &field[4], NULL},
					    {"--plan", &field[5], NULL},
					    {NULL, NULL, NULL}};

	return act(cli, site, argc, argv, fn, options);
}

static int run_add(struct cli *cli, const char *site, int argc, char **argv)
{
	return with_fields(cli, site, argc, argv, add);
}

static int run_edit(struct cli *cli, const char *site, int argc, char **argv)
{
	return with_fields(cli, site, argc, argv, edit);
}

static int run_remove(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *because = NULL;

	return act(cli, site, argc, argv, drop,
		   (const struct option_of[]){{"--because", &because, NULL}, {NULL, NULL, NULL}});
}

static int run_sign(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *file = NULL;

	return act(cli, site, argc, argv, sign,
		   (const struct option_of[]){{"--passphrase-file", &file, NULL}, {NULL, NULL, NULL}});
}

int cli_record(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"kinds", run_record_kinds},
					    {"add", run_add},
					    {"edit", run_edit},
					    {"remove", run_remove},
					    {"show", run_record_show},
					    {"list", run_record_list},
					    {"due", run_record_due},
					    {"sign", run_sign},
					    {"form", run_record_form},
					    {"export", run_record_export},
					    {"import", run_record_import},
					    {"year", run_record_year},
					    {NULL, NULL}};

	return cli_noun(cli, "record", verbs, argc, argv);
}
