/* mimamori profile: what people approved of devices, and what is otherwise. */
#include "assess/profile.h"
#include "assess/life_states.h"
#include "assess/system.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/device.h"
#include "inventory/keep.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED_MAX = 10000 };

struct ask {
	struct cli *cli;
	const char *site, *note, *system, *against;
	bool yes;
	struct arguments words;
	struct profile_group group;
	int64_t devices, id; /* how many it was done for; the one that is named */
};

static int read_ask(struct ask *a, struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {
		{"--note", &a->note, NULL},         {"--system", &a->system, NULL},
		{"--kind", &a->group.kind, NULL},   {"--maker", &a->group.maker, NULL},
		{"--line", &a->group.line, NULL},   {"--place", &a->group.place, NULL},
		{"--state", &a->group.state, NULL}, {"--against", &a->against, NULL},
		{"--yes", NULL, &a->yes},           {NULL, NULL, NULL}};

	a->cli = cli;
	a->site = site;
	return arguments_read(cli, &a->site, argc, argv, options, &a->words);
}

static int no_such(const struct cli *cli, const char *key, const char *word)
{
	return cli_say(cli, EXIT_USAGE, key, (const struct lang_arg[]){{"subject", word}, {NULL, NULL}});
}

/* The words, and --system, as a group; list is freed by the caller. */
static int read_group(struct ask *a, int64_t **list)
{
	int count = a->words.count < NAMED_MAX ? a->words.count : NAMED_MAX;

	*list = calloc((size_t)count + 1, sizeof **list);
	if (!*list)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (int i = 0; i < count; i++)
		if (!((*list)[i] = keep_number(a->words.list[i], 'd')))
			return no_such(a->cli, "keep.no-device", a->words.list[i]);
	a->group.devices = *list;
	a->group.count = (size_t)count;
	if (a->system && !(a->group.system = system_number(a->system)))
		return no_such(a->cli, "system.no-system", a->system);
	if (a->group.state && !life_is_state(a->group.state))
		return no_such(a->cli, "keep.bad-state", a->group.state);
	if (!count && !a->system && !a->group.kind && !a->group.maker && !a->group.line && !a->group.place &&
	    !a->group.state)
		return cli_say(a->cli, EXIT_USAGE, "keep.which", NULL);
	return EXIT_DONE;
}

/* --- approve */

struct listing {
	struct table *table;
	const struct cli *cli;
	struct store *store;
};

static void name_of(struct store *s, int64_t device, char *to, size_t room)
{
	sqlite3_stmt *st = NULL;

	*to = '\0';
	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT coalesce(name, model, ip, mac) FROM (SELECT v.name, v.model, d.ip, d.mac FROM "
		    "device_shown v JOIN device d ON d.id = v.id WHERE v.id = ?1)",
		    -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, device);
		if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
			snprintf(to, room, "%s", (const char *)sqlite3_column_text(st, 0));
	}
	sqlite3_finalize(st);
}

static int one_line(void *ctx, const struct profile_line *l)
{
	struct listing *t = ctx;
	char number[24], name[400], key[900], packet[48];

	snprintf(number, sizeof number, "d%lld", (long long)l->device);
	table_cell(t->table, number);
	name_of(t->store, l->device, name, sizeof name);
	table_text(t->table, name);
	table_cell(t->table, keep_word(t->cli, "what-", l->what));
	name_of(t->store, strcmp(l->what, "peer") == 0 ? l->peer : 0, name, sizeof name);
	if (*name && strcmp(t->cli->format, "text") == 0)
		snprintf(key, sizeof key, "%s  %s", l->key, name);
	table_cell(t->table, *name && strcmp(t->cli->format, "text") == 0 ? key : l->key);
	table_cell(t->table, keep_word(t->cli, "change-", l->fresh ? "new" : l->gone ? "gone" : "same"));
	snprintf(packet, sizeof packet, "%u:%u", store_packet_file(l->packet), store_packet_n(l->packet));
	table_cell(t->table, store_packet_n(l->packet) ? packet : NULL);
	return 0;
}

static const char *const lines[] = {"device", "name", "what", "key", "change", "packet", NULL};

static void count_text(const struct ask *a, char n[24]) { snprintf(n, 24, "%lld", (long long)a->devices); }

static int preview(struct ask *a)
{
	struct listing l = {NULL, a->cli, NULL};
	struct err e = {0};
	struct acting acting;
	char n[24];
	int code = acting_open(&acting, a->cli, a->site, SITE_READ), r;

	if (code != EXIT_DONE)
		return code;
	l.store = acting.store;
	if (!(l.table = table_new(a->cli, "keep", lines))) {
		store_free(acting.store);
		return cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	table_width(l.table, 3, 90);
	r = profile_preview(acting.store, &a->group, one_line, &l, &a->devices, &e);
	if (r < 0 && !e.key[0])
		code = cli_store_failed(a->cli, acting.store, r);
	else if (r < 0)
		code = acting_fail(a->cli, acting.store, "keep", &e, (const struct lang_arg[]){{NULL, NULL}});
	store_free(acting.store);
	if (r < 0) {
		table_free(l.table);
		return code;
	}
	code = table_print(l.table, lang(a->cli->language, "keep.none"));
	count_text(a, n);
	if (code == EXIT_DONE && !a->cli->quiet) {
		cli_say(a->cli, 0, "keep.approve-warning", NULL);
		cli_say(a->cli, 0, "keep.approve-how", (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	}
	return code;
}

static int act_approve(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = profile_approve(s, &a->group, a->note, w, &a->devices, e);

	return r < 0 ? r : life_states_judge(s, w->at, NULL, NULL);
}

static int approve(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a = {0};
	struct acting done = {.cli = cli};
	int64_t *list = NULL;
	char n[24];
	int code = read_ask(&a, cli, site, argc, argv);

	if (code == EXIT_DONE)
		code = read_group(&a, &list);
	if (code == EXIT_DONE)
		code = a.yes ? cli_act(cli, a.site, "keep", act_approve, &a) : preview(&a);
	free(list);
	count_text(&a, n);
	return code == EXIT_DONE && a.yes ? acting_done(&done, n, "keep.approved",
							(const struct lang_arg[]){{"n", n}, {NULL, NULL}})
					  : code;
}

/* --- withdraw */

static int one_device(struct ask *a)
{
	a->id = a->words.count == 1 ? keep_number(a->words.list[0], 'd') : 0;
	return a->id ? EXIT_DONE : cli_say(a->cli, EXIT_USAGE, "device.name-one", NULL);
}

static int act_withdraw(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = profile_withdraw(s, a->id, w, e);

	return r < 0 ? r : life_states_judge(s, w->at, NULL, NULL);
}

static int withdraw(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a = {0};
	struct acting done = {.cli = cli};
	int code = read_ask(&a, cli, site, argc, argv);

	if (code == EXIT_DONE)
		code = one_device(&a);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "keep", act_withdraw, &a);
	return code == EXIT_DONE
		       ? acting_done(&done, a.words.list[0], "keep.withdrawn",
				     (const struct lang_arg[]){{"device", a.words.list[0]}, {NULL, NULL}})
		       : code;
}

/* --- show, differences */

/* Rows of SQL as they are: a column of `words` names the topic of its tokens, 'd' a time, NULL a text. */
static int fill(struct table *t, const struct cli *cli, struct store *s, const char *sql, int64_t device,
		const char *against, const char *const *words)
{
	sqlite3_stmt *st = NULL;
	char buf[DATE_ROOM];
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, device);
	sqlite3_bind_text(st, 2, against, -1, SQLITE_STATIC);
	while ((step = sqlite3_step(st)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *text = (const char *)sqlite3_column_text(st, i);
			int64_t us = sqlite3_column_int64(st, i);

			if (text && words[i] && strcmp(words[i], "d") == 0) {
				date_at(us, cli_zone_minutes(cli, us), buf);
				text = buf;
			} else if (text && words[i]) {
				text = keep_word(cli, words[i], text);
			}
			table_cell(t, text);
		}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int print(struct ask *a, const char *const *columns, const char *sql, const char *const *words,
		 const char *empty)
{
	struct store *s = NULL;
	struct table *t = NULL;
	int code = cli_site_open(a->cli, a->site, SITE_READ, &s), r = 0;

	if (code != EXIT_DONE)
		return code;
	t = table_new(a->cli, "keep", columns);
	if (t)
		r = fill(t, a->cli, s, sql, keep_device(s, a->id), a->against, words);
	if (!t || r < 0)
		code = t ? cli_store_failed(a->cli, s, r)
			 : cli_say(a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	store_free(s);
	if (code == EXIT_DONE)
		return table_print(t, empty);
	table_free(t);
	return code;
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"what", "key", "version", "at", "by", "+note", NULL};
	static const char *const words[] = {"what-", NULL, NULL, "d", NULL, NULL};
	struct ask a = {0};
	int code = read_ask(&a, cli, site, argc, argv);

	if (code == EXIT_DONE)
		code = one_device(&a);
	return code != EXIT_DONE ? code
				 : print(&a, columns,
					 "SELECT e.what, e.key, p.version, p.at, coalesce('c' || p.contact, "
					 "'local'), p.note "
					 "FROM profile p JOIN profile_entry e ON e.device = p.device WHERE "
					 "p.device = ?1 AND "
					 "?2 IS ?2 ORDER BY e.what, e.key",
					 words, lang(cli->language, "keep.no-profile"));
}

static int differences(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"device", "name",     "against",  "what",  "change",
					      "key",    "approved", "observed", "since", NULL};
	static const char *const words[] = {NULL, NULL, "against-", "what-", "change-",
					    NULL, NULL, NULL,       "d"};
	struct ask a = {0};
	int code = read_ask(&a, cli, site, argc, argv);

	if (code == EXIT_DONE && a.words.count)
		code = one_device(&a);
	return code != EXIT_DONE
		       ? code
		       : print(&a, columns,
			       "SELECT 'd' || x.device, v.name, x.against, x.what, x.kind, x.key, "
			       "x.approved, "
			       "x.observed, x.since FROM difference x LEFT JOIN device_shown v ON v.id = "
			       "x.device "
			       "WHERE (?1 = 0 OR x.device = ?1) AND (?2 IS NULL OR x.against = ?2) ORDER BY "
			       "x.device, x.against, x.what, x.key",
			       words, lang(cli->language, "keep.no-differences"));
}

int cli_profile(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"approve", approve},
					    {"show", show},
					    {"differences", differences},
					    {"withdraw", withdraw},
					    {NULL, NULL}};

	return cli_noun(cli, "profile", verbs, argc, argv);
}
