/* mimamori record due: what runs out, is late or is missing, and whom to ask. */
#include "assess/contact.h"
#include "cli/record.h"
#include "cli/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DUE_DAYS = 30, DUE_DAYS_MOST = 3660 };

static const char *const due_columns[] = {"on", "what", "record", "kind", "ask", "reach", "deputy", NULL};

/* One thing to do. */
struct due {
	char on[DATE_ROOM], what[48], record[24], kind[300], ask[CONTACT_TEXT + 32],
		reach[2 * CONTACT_TEXT + 4], deputy[CONTACT_TEXT + 32];
};

struct dues {
	struct acting *a;
	char until[DATE_ROOM];
	struct due *all;
	size_t count, room;
	bool failed;
};

static struct due *another(struct dues *d)
{
	if (d->count == d->room) {
		size_t room = d->room ? d->room * 2 : 32;
		struct due *more = realloc(d->all, room * sizeof *more);

		if (!more) {
			d->failed = true;
			return NULL;
		}
		d->all = more;
		d->room = room;
	}
	return &d->all[d->count++];
}

/* Whom to ask: the owner, the deputy while he is away or gone, and how to reach him. */
static void whom(const struct dues *d, const struct record *r, struct due *due)
{
	struct contact c;
	int64_t id = r->owner;

	if (contact_get(d->a->store, id, &c) < 0 || c.erased || contact_away(&c, d->a->today))
		id = r->deputy ? r->deputy : r->owner;
	due->reach[0] = '\0';
	record_who(d->a->store, id, due->ask, sizeof due->ask);
	if (contact_get(d->a->store, id, &c) == 0)
		snprintf(due->reach, sizeof due->reach, "%s%s%s", c.phone, *c.phone && *c.mail ? " " : "",
			 c.mail);
	record_who(d->a->store, r->deputy, due->deputy, sizeof due->deputy);
}

static void note(struct dues *d, const struct record *r, const char *on, const char *what)
{
	struct due *due = another(d);

	if (!due)
		return;
	memset(due, 0, sizeof *due);
	snprintf(due->on, sizeof due->on, "%s", on);
	snprintf(due->what, sizeof due->what, "%s", what);
	record_id(r->id, due->record);
	record_kind_title(r, d->a->cli->language, due->kind, sizeof due->kind);
	whom(d, r, due);
}

static bool is_gone(const struct dues *d, int64_t contact)
{
	struct contact c;

	return contact_get(d->a->store, contact, &c) < 0 || c.erased;
}

static int due_row(void *ctx, const struct record *r)
{
	struct dues *d = ctx;

	if (*r->expires_on && strcmp(r->expires_on, d->until) <= 0)
		note(d, r, r->expires_on,
		     strcmp(r->expires_on, d->a->today) < 0 ? "records.due-expired" : "records.due-expires");
	if (r->says != SAYS_YES && *r->plan_on && strcmp(r->plan_on, d->until) <= 0)
		note(d, r, r->plan_on,
		     strcmp(r->plan_on, d->a->today) < 0 ? "records.due-late" : "records.due-plan");
	if (!r->deputy)
		note(d, r, "", "records.due-no-deputy");
	if (is_gone(d, r->owner))
		note(d, r, "", "records.due-no-owner");
	return d->failed ? -ENOMEM : 0;
}

/* By date; what has none comes last. */
static int by_date(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	int order = (*x->on == '\0') - (*y->on == '\0');

	if (order == 0)
		order = strcmp(x->on, y->on);
	return order ? order : strtol(x->record + 1, NULL, 10) < strtol(y->record + 1, NULL, 10) ? -1 : 1;
}

static int print_dues(struct dues *d)
{
	const struct cli *cli = d->a->cli;
	bool plain = strcmp(cli->format, "text") != 0;
	struct table *l = table_new(cli, "records", due_columns);

	qsort(d->all, d->count, sizeof *d->all, by_date);
	if (!l)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (size_t i = 0; i < d->count; i++) {
		const struct due *due = &d->all[i];
		const char *const cells[] = {
			due->on,     plain ? strchr(due->what, '-') + 1 : lang(cli->language, due->what),
			due->record, due->kind,
			due->ask,    due->reach,
			due->deputy};

		for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
			table_text(l, cells[c]);
	}
	return table_print(l, lang(cli->language, "records.nothing-due"));
}

/* "30d", "30". */
static bool days_of(const char *text, int32_t *ret)
{
	char *end;
	long n = strtol(text, &end, 10);

	*ret = (int32_t)n;
	return *text >= '0' && *text <= '9' && (!*end || strcmp(end, "d") == 0) && n <= DUE_DAYS_MOST;
}

int run_record_due(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *within = NULL;
	const struct option_of options[] = {{"--within", &within, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	struct dues d = {.a = &a};
	int32_t days = DUE_DAYS;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE && within && !days_of(within, &days))
		code = arguments_wrong(cli, within);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	date_text(date_days(a.today) + days, d.until);
	if (record_each(a.store, &(struct record_filter){0}, due_row, &d) < 0)
		code = cli_store_failed(cli, a.store, -EIO);
	if (code == EXIT_DONE)
		code = print_dues(&d);
	free(d.all);
	store_free(a.store);
	return code;
}
