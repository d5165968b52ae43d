/* mimamori attack accept, reject, withdraw, add, measure: as the pages do it, on the file itself. */
#include "assess/measure.h"

#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/attack.h"
#include "cli/record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct ask {
	struct cli *cli;
	struct arguments words;
	const char *because, *system, *harms, *it, *ot, *by, *layer, *what, *how;
	bool done;
	char attack[ATTACK_NAME], place[ATTACK_PLACE], id[ATTACK_ID], json[200];
	struct attack_saying said;
	int64_t record;
};

/* "stop,leak" as the JSON list that a site keeps. */
static const char *harm_list(struct ask *a)
{
	size_t n = 0;

	if (!a->harms)
		return NULL;
	n = (size_t)snprintf(a->json, sizeof a->json, "[");
	for (const char *at = a->harms; *at && n < sizeof a->json - 40;) {
		size_t length = strcspn(at, ",");

		n += (size_t)snprintf(a->json + n, sizeof a->json - n, "%s\"%.*s\"",
				      at == a->harms ? "" : ",", (int)(length < 20 ? length : 20), at);
		at += length + (at[length] == ',');
	}
	snprintf(a->json + n, sizeof a->json - n, "]");
	return a->json;
}

/* Words and options; at most so many words, at least one. */
static int read_ask(struct ask *a, struct cli *cli, const char **site, int argc, char **argv, int least,
		    int most)
{
	const struct option_of options[] = {{"--because", &a->because, NULL},
					    {"--system", &a->system, NULL},
					    {"--harm", &a->harms, NULL},
					    {"--it", &a->it, NULL},
					    {"--ot", &a->ot, NULL},
					    {"--by", &a->by, NULL},
					    {"--layer", &a->layer, NULL},
					    {"--what", &a->what, NULL},
					    {"--how", &a->how, NULL},
					    {"--done", NULL, &a->done},
					    {NULL, NULL, NULL}};
	int code;

	*a = (struct ask){.cli = cli};
	code = arguments_read(cli, site, argc, argv, options, &a->words);
	if (code == EXIT_DONE)
		code = arguments_most(cli, &a->words, most);
	if (code == EXIT_DONE && a->words.count < least)
		code = cli_say(cli, EXIT_USAGE, least > 1 ? "attack.usage" : "attack.which", NULL);
	a->said = (struct attack_saying){.system = a->system ? a->system : "site",
					 .attack = a->attack,
					 .place = a->place,
					 .words = a->because,
					 .harms = harm_list(a)};
	return code;
}

static int find(struct ask *a, struct store *s, struct err *e)
{
	int r = attack_id_read(s, a->words.list[0], a->attack, a->place);

	if (r < 0)
		return err_set(e, r, a->words.list[0], "no-assumption", "%s", "");
	snprintf(a->id, sizeof a->id, "%s@%s", a->attack, a->place);
	return 0;
}

static int done(struct ask *a, int code, const char *key, const char *id)
{
	struct acting acting = {.cli = a->cli};

	return code != EXIT_DONE ? code
				 : acting_done(&acting, id, key,
					       (const struct lang_arg[]){{"subject", id}, {NULL, NULL}});
}

static int act_accept(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = find(a, s, e);

	return r < 0 ? r : attack_accept(s, &a->said, w, e);
}

int cli_attack_accept(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1, 1);

	return code == EXIT_DONE
		       ? done(&a, cli_act(cli, site, "attack", act_accept, &a), "attack.accepted", a.id)
		       : code;
}

static int act_reject(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = find(a, s, e);

	return r < 0 ? r : attack_reject(s, &a->said, w, e);
}

int cli_attack_reject(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1, 1);

	return code == EXIT_DONE
		       ? done(&a, cli_act(cli, site, "attack", act_reject, &a), "attack.rejected", a.id)
		       : code;
}

static int act_withdraw(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = find(a, s, e);

	return r < 0 ? r : attack_withdraw(s, &a->said, w, e);
}

int cli_attack_withdraw(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1, 1);

	return code == EXIT_DONE
		       ? done(&a, cli_act(cli, site, "attack", act_withdraw, &a), "attack.withdrawn", a.id)
		       : code;
}

static int act_add(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return attack_accept(s, &a->said, w, e);
}

int cli_attack_add(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 2, 2);

	if (code != EXIT_DONE)
		return code;
	snprintf(a.attack, sizeof a.attack, "%s", a.words.list[0]);
	snprintf(a.place, sizeof a.place, "%s", a.words.list[1]);
	snprintf(a.id, sizeof a.id, "%s@%s", a.attack, a.place);
	return done(&a, cli_act(cli, site, "attack", act_add, &a), "attack.added", a.id);
}

/* --- a measure */

static int plan(struct ask *a, struct acting *acting, bool *ret_records, struct err *e)
{
	const struct measure_plan p = {.attack = a->attack,
				       .place = a->place,
				       .measure = a->words.count > 1 ? a->words.list[1] : NULL,
				       .layer = a->layer,
				       .what = a->what,
				       .how = a->how,
				       .it_owner = a->it,
				       .ot_owner = a->ot,
				       .done_by = a->by,
				       .state = a->done ? "done" : NULL,
				       .system = a->system,
				       .language = a->cli->language};
	int r = find(a, acting->store, e);

	return r < 0 ? r : measure_plan(acting->store, &p, &acting->writing, &a->record, ret_records, e);
}

int cli_attack_measure(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	struct acting acting;
	struct err e = {0};
	bool records = false;
	char shown[24];
	int code = read_ask(&a, cli, &site, argc, argv, 1, 2), r = -1;

	if (code == EXIT_DONE)
		code = acting_open(&acting, cli, site, SITE_WRITE);
	if (code != EXIT_DONE)
		return code;
	code = acting_begin(&acting);
	if (code == EXIT_DONE && (r = plan(&a, &acting, &records, &e)) == 0)
		r = site_commit(acting.store);
	if (code == EXIT_DONE && r < 0)
		code = records ? record_fail(cli, acting.store, record_kind("measure"), &e)
			       : acting_fail(cli, acting.store, "attack", &e, NULL);
	if (r < 0)
		site_rollback(acting.store);
	store_free(acting.store);
	snprintf(shown, sizeof shown, "r%lld", (long long)a.record);
	return done(&a, code, "attack.measured", shown);
}
