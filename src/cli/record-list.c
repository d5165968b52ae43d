/* mimamori record list: which records stand, and whether they still count. */
#include "assess/contact.h"
#include "cli/record.h"
#include "cli/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const list_columns[] = {"record", "kind", "system",  "device", "item", "says",
					   "owner",  "date", "expires", "state",  NULL};

struct list {
	struct acting *a;
	struct table *table;
};

static int list_row(void *ctx, const struct record *r)
{
	struct list *list = ctx;
	const struct cli *cli = list->a->cli;
	bool plain = strcmp(cli->format, "text") != 0;
	char id[24], kind[300], owner[CONTACT_TEXT + 32], says[32];
	const char *state = record_state(r, list->a->today);

	record_id(r->id, id);
	record_kind_title(r, cli->language, kind, sizeof kind);
	if (plain)
		snprintf(kind, sizeof kind, "%s%s%s", r->kind_name, r->topic < 0 ? "" : ":",
			 r->topic < 0 ? "" : r->kind->topics[r->topic].name);
	record_who(list->a->store, r->owner, owner, sizeof owner);
	snprintf(says, sizeof says, "records.says-%s", record_says_name(r->says));
	table_text(list->table, id);
	table_text(list->table, kind);
	table_text(list->table, r->system);
	table_text(list->table, r->kind ? record_text(r, "device") : "");
	table_text(list->table, r->item);
	table_text(list->table, plain ? record_says_name(r->says) : lang(cli->language, says));
	table_text(list->table, owner);
	table_text(list->table, r->made_on);
	table_text(list->table, r->expires_on);
	table_text(list->table, plain ? strrchr(state, '-') + 1 : lang(cli->language, state));
	return 0;
}

static int filter_of(const struct cli *cli, const char *kind, const char *device, struct record_filter *f)
{
	const struct record_kind *k = NULL;
	int topic = -1, code = kind ? record_kind_arg(cli, kind, &k, &topic) : EXIT_DONE;
	char *end;

	if (code != EXIT_DONE)
		return code;
	f->kind = k ? k->name : NULL;
	f->topic = topic >= 0 ? k->topics[topic].name : NULL;
	if (device) {
		f->device = device[0] == 'd' ? strtoll(device + 1, &end, 10) : 0;
		if (f->device <= 0 || *end)
			return arguments_wrong(cli, "--device");
	}
	return EXIT_DONE;
}

int run_record_list(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *kind = NULL, *device = NULL;
	bool expired = false;
	struct record_filter f = {0};
	const struct option_of options[] = {{"--kind", &kind, NULL},         {"--system", &f.system, NULL},
					    {"--device", &device, NULL},     {"--expired", NULL, &expired},
					    {"--removed", NULL, &f.removed}, {NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	struct list list = {.a = &a};
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = filter_of(cli, kind, device, &f);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	f.expired_before = expired ? a.today : NULL;
	list.table = table_new(cli, "records", list_columns);
	if (!list.table)
		code = cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	else if (record_each(a.store, &f, list_row, &list) < 0)
		code = cli_store_failed(cli, a.store, -EIO);
	if (code == EXIT_DONE)
		code = table_print(list.table, lang(cli->language, "records.none"));
	else
		table_free(list.table);
	store_free(a.store);
	return code;
}
