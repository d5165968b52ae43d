/* mimamori system: what is introduced as one, at which usage level, and which devices belong to it. */
#include "assess/system.h"
#include "assess/life_states.h"

#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/system.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is asked for */

/* Numbers of sub-items. */
struct items {
	char text[4096];
	size_t used;
	int given; /* of them, whose levels the customer's own copy of the sheet gives */
};

struct ask {
	struct cli *cli;
	const char *site, *level, *start, *end, *name, *status, *kind, *line, *place;
	bool trial, live;
	struct arguments words;
	int64_t id;
	/* what came of it */
	int64_t moved;
	struct system_row row;
	char old_level[12];
	struct items newly; /* recommended at the new level and not at the old one */
};

static int read_ask(struct ask *a, struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {{"--level", &a->level, NULL}, {"--start", &a->start, NULL},
					    {"--end", &a->end, NULL},     {"--trial", NULL, &a->trial},
					    {"--live", NULL, &a->live},   {"--name", &a->name, NULL},
					    {"--kind", &a->kind, NULL},   {"--line", &a->line, NULL},
					    {"--place", &a->place, NULL}, {NULL, NULL, NULL}};

	a->cli = cli;
	a->site = site;
	return arguments_read(cli, &a->site, argc, argv, options, &a->words);
}

/* The system named by the first word. */
static int read_named(struct ask *a, struct cli *cli, const char *site, int argc, char **argv)
{
	int code = read_ask(a, cli, site, argc, argv);

	if (code != EXIT_DONE)
		return code;
	a->id = a->words.count ? system_number(a->words.list[0]) : 0;
	return a->id ? EXIT_DONE
		     : cli_say(cli, EXIT_USAGE, "system.name-one",
			       (const struct lang_arg[]){{"subject", a->words.count ? a->words.list[0] : ""},
							 {NULL, NULL}});
}

static int date(const struct ask *a, const char *text, char to[DATE_ROOM])
{
	if (!text || date_parse(text, to))
		return EXIT_DONE;
	return cli_say(a->cli, EXIT_USAGE, "system.bad-date",
		       (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
}

/* What the options say goes into the row. */
static int fill(const struct ask *a, struct system_row *r)
{
	int code = date(a, a->start, r->start);

	if (code == EXIT_DONE)
		code = date(a, a->end, r->end);
	if (a->level)
		snprintf(r->level, sizeof r->level, "%s", a->level);
	if (a->name)
		snprintf(r->name, sizeof r->name, "%s", a->name);
	if (a->trial || a->live)
		snprintf(r->status, sizeof r->status, "%s", a->trial ? "trial" : "live");
	return code;
}

static void tell(const struct ask *a, const char *key, const char *detail)
{
	char number[24], n[24];

	snprintf(number, sizeof number, "s%lld", (long long)a->row.id);
	snprintf(n, sizeof n, "%lld", (long long)a->moved);
	if (a->cli->quiet)
		return;
	struct out o;

	if (out_init(&o, 1) < 0)
		return;
	lang_fill(&o, lang(a->cli->language, key),
		  (const struct lang_arg[]){{"system", number},
					    {"name", a->row.name},
					    {"n", n},
					    {"detail", detail},
					    {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

/* --- add, change, end */

static int act_add(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return system_add(s, &a->row, w, e);
}

static int add(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code;

	a = (struct ask){0};
	code = read_ask(&a, cli, site, argc, argv);
	if (code == EXIT_DONE && a.words.count != 1)
		return cli_say(cli, EXIT_USAGE, "system.one-name", NULL);
	if (code != EXIT_DONE)
		return code;
	snprintf(a.row.name, sizeof a.row.name, "%s", a.words.list[0]);
	snprintf(a.row.status, sizeof a.row.status, "live");
	code = fill(&a, &a.row);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "system", act_add, &a);
	if (code == EXIT_DONE)
		tell(&a, "system.added", "");
	return code;
}

static int load(struct ask *a, struct store *s, const struct writing *w, struct err *e)
{
	char number[24];
	int r = system_get(s, a->id, w->today, &a->row);

	snprintf(number, sizeof number, "s%lld", (long long)a->id);
	snprintf(a->old_level, sizeof a->old_level, "%s", a->row.level);
	return r == -ENOENT ? err_set(e, r, number, "no-system", "%s", "") : r;
}

static void one_item(void *ctx, const struct sheet_item *newly)
{
	struct items *i = ctx;
	const char *item = newly->item;

	i->given += newly->levels_from == FROM_USER;
	if (i->used + strlen(item) + 2 < sizeof i->text)
		i->used += (size_t)snprintf(i->text + i->used, sizeof i->text - i->used, "%s%s",
					    i->used ? " " : "", item);
}

static int act_change(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = load(a, s, w, e);

	if (r == 0 && fill(a, &a->row) != EXIT_DONE)
		return err_set(e, -EINVAL, a->start ? a->start : a->end, "bad-date", "%s", "");
	if (r == 0 && a->status)
		snprintf(a->row.status, sizeof a->row.status, "%s", a->status);
	if (r == 0)
		r = system_change(s, &a->row, w, e);
	if (r == 0)
		r = life_states_drawn(s, w->at);
	if (r < 0 || strcmp(a->old_level, a->row.level) == 0)
		return r;
	r = system_newly_asked(s, a->old_level, a->row.level, one_item, &a->newly);
	a->moved = r > 0 ? r : 0;
	return r < 0 ? r : 0;
}

/* A raised level keeps all answers; what is asked now and was not before is listed. */
static void tell_newly(struct ask *a)
{
	char given[24], list[sizeof a->newly.text + 256];

	if (!a->moved)
		return;
	snprintf(given, sizeof given, "%d", a->newly.given);
	lang_fill_buf(list, sizeof list, lang(a->cli->language, "system.newly-given"),
		      (const struct lang_arg[]){{"items", a->newly.text}, {"given", given}, {NULL, NULL}});
	tell(a, "system.newly-asked", a->newly.given ? list : a->newly.text);
}

static int change(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code;

	a = (struct ask){0};
	code = read_named(&a, cli, site, argc, argv);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "system", act_change, &a);
	if (code == EXIT_DONE)
		tell(&a, "system.changed", "");
	if (code == EXIT_DONE)
		tell_newly(&a);
	return code;
}

static int end(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code;

	a = (struct ask){.status = "ended"};
	code = read_named(&a, cli, site, argc, argv);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "system", act_change, &a);
	if (code == EXIT_DONE)
		tell(&a, "system.end-done", "");
	return code;
}

/* --- devices of a system */

enum { ASSIGN_MAX = 200000 };

struct moving {
	struct ask *ask;
	bool out;
	int64_t *device;
	size_t count;
};

static bool keep(struct moving *m, int64_t id)
{
	if (m->count < ASSIGN_MAX)
		m->device[m->count++] = id;
	return m->count < ASSIGN_MAX;
}

/* Devices by number: each must be there. */
static int named(struct moving *m, struct store *s, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int r = 0;

	if (sqlite3_prepare_v2(store_db(s), "SELECT 1 FROM device WHERE id = ?1", -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	for (int i = 1; i < m->ask->words.count && r == 0; i++) {
		const char *word = m->ask->words.list[i];
		char *rest = NULL;
		long long id = word[0] == 'd' ? strtoll(word + 1, &rest, 10) : 0;

		sqlite3_reset(st);
		sqlite3_bind_int64(st, 1, id);
		if (id < 1 || *rest || sqlite3_step(st) != SQLITE_ROW)
			r = err_set(e, -ENOENT, word, "no-device", "%s", "");
		else
			keep(m, id);
	}
	sqlite3_finalize(st);
	return r;
}

/* Devices by kind, by line or place of the ledger. */
static int matching(struct moving *m, struct store *s)
{
	const struct ask *a = m->ask;
	sqlite3_stmt *st = NULL;
	int r;

	if (!a->kind && !a->line && !a->place)
		return 0;
	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT DISTINCT d.id FROM device d LEFT JOIN ledger l ON l.device = d.id WHERE (?1 IS "
		    "NULL"
		    " OR d.kind = ?1) AND (?2 IS NULL OR l.line = ?2) AND (?3 IS NULL OR l.place = ?3)"
		    " ORDER BY d.id",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, a->kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, a->line, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, a->place, -1, SQLITE_STATIC);
	while ((r = sqlite3_step(st)) == SQLITE_ROW && keep(m, sqlite3_column_int64(st, 0)))
		;
	sqlite3_finalize(st);
	return r == SQLITE_DONE || r == SQLITE_ROW ? 0 : -EIO;
}

static int act_move(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct moving *m = ctx;
	int r = load(m->ask, s, w, e);

	if (r == 0)
		r = named(m, s, e);
	if (r == 0)
		r = matching(m, s);
	if (r == 0 && m->count == 0)
		r = err_set(e, -ENOENT, "", "no-devices", "%s", "");
	if (r == 0)
		r = system_assign(s, m->ask->id, m->device, m->count, m->out, w, &m->ask->moved, e);
	return r < 0 ? r : life_states_drawn(s, w->at);
}

static int move(struct cli *cli, const char *site, int argc, char **argv, bool out)
{
	static struct ask a;
	struct moving m = {.ask = &a, .out = out};
	int code;

	a = (struct ask){0};
	code = read_named(&a, cli, site, argc, argv);
	if (code != EXIT_DONE)
		return code;
	m.device = malloc(ASSIGN_MAX * sizeof *m.device);
	if (!m.device)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = cli_act(cli, a.site, "system", act_move, &m);
	free(m.device);
	if (code == EXIT_DONE)
		tell(&a, out ? "system.unassigned" : "system.assigned", "");
	return code;
}

static int assign(struct cli *cli, const char *site, int argc, char **argv)
{
	return move(cli, site, argc, argv, false);
}

static int unassign(struct cli *cli, const char *site, int argc, char **argv)
{
	return move(cli, site, argc, argv, true);
}

/* --- list, show, propose */

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a = {0};
	int code = read_ask(&a, cli, site, argc, argv);

	return code == EXIT_DONE ? cli_system_list(cli, a.site) : code;
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a = {0};
	int code = read_named(&a, cli, site, argc, argv);

	return code == EXIT_DONE ? cli_system_show(cli, a.site, a.id) : code;
}

static int propose(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a = {0};
	int code = read_named(&a, cli, site, argc, argv);

	return code == EXIT_DONE ? cli_system_propose(cli, a.site, a.id) : code;
}

static const struct verb verbs[] = {{"add", add},           {"list", list},       {"show", show},
				    {"change", change},     {"assign", assign},   {"end", end},
				    {"unassign", unassign}, {"propose", propose}, {NULL, NULL}};

int cli_system(struct cli *cli, int argc, char **argv) { return cli_noun(cli, "system", verbs, argc, argv); }
