/* mimamori incident evidence: bags of an incident listed, copied out, compared with their hashes. */
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/incident.h"
#include "cli/table.h"
#include "respond/evidence.h"
#include "store/files.h"

#include "assess/event.h"
#include "assess/life_states.h"
#include "assess/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ask {
	struct cli *cli;
	const char *site, *to, *bag_name;
	bool verify;
	struct arguments words;
	int64_t incident, bag;
	int64_t damaged;
	char from[PATH_MAX];
	struct table *table;
};

/* --- which */

static int find(struct ask *a, struct store *s)
{
	int64_t asked = a->bag_name ? incident_number(a->bag_name, 'e') : 0;

	a->bag = sql_number(s, 0,
			    "SELECT max(id) FROM evidence WHERE incident IN (SELECT id FROM incident WHERE "
			    "id = ?1 OR merged_into = ?1) AND (?2 = 0 OR id = ?2) "
			    "AND done IS NOT NULL",
			    "ii", a->incident, asked);
	return a->bag && evidence_folder(s, a->bag, a->from, sizeof a->from) ? 0 : -ENOENT;
}

/* --- verify */

static void one_file(void *ctx, const char *name, const char *flaw)
{
	struct ask *a = ctx;
	char key[60];

	table_cell(a->table, name);
	snprintf(key, sizeof key, "incident.flaw-%.30s", *flaw ? flaw : "good");
	table_cell(a->table, strcmp(a->cli->format, "text") == 0 ? lang(a->cli->language, key)
			     : *flaw                             ? flaw
								 : "good");
}

static int act_verify(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	if (find(a, s) < 0)
		return err_set(e, -ENOENT, a->words.list[0], "no-evidence-yet", "%s", "");
	int r = evidence_check(s, a->bag, one_file, a, w, &a->damaged, e);

	return r < 0 ? r : life_states_judge(s, w->at, NULL, NULL);
}

static int verify(struct ask *a)
{
	static const char *const columns[] = {"file", "hash", NULL};
	int code;

	a->table = table_new(a->cli, "incident", columns);
	if (!a->table)
		return cli_say(a->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	code = cli_act(a->cli, a->site, "incident", act_verify, a);
	if (code != EXIT_DONE) {
		table_free(a->table);
		return code;
	}
	code = table_print(a->table, NULL);
	return code == EXIT_DONE && a->damaged ? EXIT_FOUND : code;
}

/* --- copy out: who took it is told to the journal */

static int copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = -1, r = in < 0 ? -errno : 0;
	static char buf[65536];
	ssize_t n = 0;

	if (r == 0 && (out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
		r = -errno;
	while (r == 0 && (n = read(in, buf, sizeof buf)) > 0)
		if (write(out, buf, (size_t)n) != n)
			r = -(errno ? errno : EIO);
	if (n < 0)
		r = -EIO;
	if (r == 0 && fsync(out) < 0)
		r = -errno;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return r;
}

static int copy_all(struct ask *a, struct store *s, struct err *e)
{
	sqlite3_stmt *st =
		sql_of(s, "SELECT name FROM evidence_file WHERE evidence = ?1 UNION ALL SELECT 'SHA256SUMS'",
		       "i", a->bag);
	char from[PATH_MAX + 80], to[PATH_MAX + 80], name[64];
	int r = 0;

	while (r == 0 && st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, name, sizeof name);
		snprintf(from, sizeof from, "%s/%s", a->from, name);
		snprintf(to, sizeof to, "%.4000s/%s", a->to, name);
		r = copy_file(from, to);
		if (r < 0)
			(void)err_set(e, r, to, "no-output", "%s", strerror(-r));
	}
	sqlite3_finalize(st);
	return r;
}

static int act_copy(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	struct event_body b;
	int r;

	if (find(a, s) < 0)
		return err_set(e, -ENOENT, a->words.list[0], "no-evidence-yet", "%s", "");
	if (mkdir(a->to, 0700) < 0)
		return err_set(e, -errno, a->to, "no-output", "%s", strerror(errno));
	r = copy_all(a, s, e);
	if (r < 0)
		return r;
	event_begin(&b);
	json_int(&b.o, "evidence", a->bag);
	json_int(&b.o, "incident", a->incident);
	return event_told(&b, s, "evidence-handed-over", w, e);
}

/* --- list */

static int list(struct ask *a)
{
	static const char *const columns[] = {"evidence", "at",      "complete", "#packets",
					      "#bytes",   "missing", NULL};
	struct store *s = NULL;
	int code = cli_site_open(a->cli, a->site, SITE_READ, &s);
	struct table *t;
	sqlite3_stmt *st;

	if (code != EXIT_DONE)
		return code;
	t = table_new(a->cli, "incident", columns);
	st = sql_of(s,
		    "SELECT 'e' || e.id, strftime('%Y-%m-%dT%H:%M:%SZ', e.done / 1000000, 'unixepoch'), CASE "
		    "WHEN e.done IS NULL THEN 'waiting' WHEN e.complete THEN "
		    "'complete' ELSE 'incomplete' END, e.packets, e.bytes, (SELECT group_concat(value ->> "
		    "'$.what' || ' ' || (value ->> '$.why'), ', ') FROM "
		    "json_each(e.missing)) FROM evidence e WHERE e.incident = ?1 ORDER BY e.id",
		    "i", a->incident);
	while (t && st && sqlite3_step(st) == SQLITE_ROW)
		for (int i = 0; i < 6; i++)
			table_cell(t, (const char *)sqlite3_column_text(st, i));
	sqlite3_finalize(st);
	store_free(s);
	return t ? table_print(t, lang(a->cli->language, "incident.no-bags"))
		 : cli_say(a->cli, EXIT_NO_INPUT, "cli.memory", NULL);
}

int cli_incident_evidence(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	struct acting told = {.cli = cli};
	int code;

	a = (struct ask){.cli = cli, .site = site};
	const struct option_of options[] = {{"-o", &a.to, NULL},
					    {"--bag", &a.bag_name, NULL},
					    {"--verify", NULL, &a.verify},
					    {NULL, NULL, NULL}};
	code = arguments_read(cli, &a.site, argc, argv, options, &a.words);
	if (code == EXIT_DONE &&
	    (a.words.count != 1 || !(a.incident = incident_number(a.words.list[0], 'i'))))
		code = cli_say(cli, EXIT_USAGE, "incident.name-one", NULL);
	if (code != EXIT_DONE)
		return code;
	if (a.verify)
		return verify(&a);
	if (!a.to)
		return list(&a);
	code = cli_act(cli, a.site, "incident", act_copy, &a);
	return code == EXIT_DONE ? acting_done(&told, a.words.list[0], "incident.copied",
					       (const struct lang_arg[]){{"subject", a.to}, {NULL, NULL}})
				 : code;
}
