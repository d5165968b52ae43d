/* inspect --save: the transaction, and what is told of it. */
#include "cli/inspect-save.h"
#include "cli/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What flowed in has no file: what was counted in it stands for it. */
static void digest_stream(const struct capture_file *f, char ret_digest[DIGEST_TEXT])
{
	char text[512];
	int n = snprintf(text, sizeof text, "stream %s %llu %llu %lld %lld", f->format,
			 (unsigned long long)f->packets, (unsigned long long)f->bytes, (long long)f->first,
			 (long long)f->last);

	hash_hex(text, (size_t)n, ret_digest);
}

static void receive_digests(struct saving *s, const struct capture *c)
{
	for (unsigned i = 0; i < s->count; i++) {
		size_t n = 0;
		ssize_t got = 1;

		while (n < DIGEST_TEXT &&
		       (got = read(s->from_parent, s->file[i].digest + n, DIGEST_TEXT - n)) > 0)
			n += (size_t)got;
		if (n < DIGEST_TEXT || !*s->file[i].digest) {
			digest_stream(capture_file(c, i), s->file[i].digest);
			s->file[i].size = 0;
		}
	}
}

/* --- the transaction ----------------------------------------------------------------------------------- */

/* A stream cannot be known before it was read, and another process may have been faster. */
static bool known_meanwhile(const struct cli *cli, const struct saving *s, const struct capture *c)
{
	bool known = false;

	for (unsigned i = 0; i < s->count; i++)
		if (save_has(s->site, s->file[i].digest)) {
			cli_say(cli, 0, "save.already",
				(const struct lang_arg[]){{"subject", capture_file(c, i)->path},
							  {"site", s->path},
							  {NULL, NULL}});
			known = true;
		}
	return known;
}

/* The run (unless it is known), the ledger, and what they make of the findings and answers. A ledger that
 * brings nothing new is no reason to evaluate again. */
static int write_all(struct cli *cli, struct saving *s, bool known)
{
	int64_t now = cli_now(), before = site_events(s->site);
	int r = known ? 0 : save_run(s->site, s->file, s->count, now, cli_actor(cli), &s->saved);

	if (r == 0 && s->ledger.path)
		r = ledger_take_import(&s->ledger, s->site, false, now, ledger_take_told, &s->ledger);
	s->judged = r == 0 && (!known || site_events(s->site) > before);
	return s->judged ? life_states_judge(s->site, now, &s->life, NULL) : r;
}

/* In the transaction. */
static int write_and_commit(struct cli *cli, struct saving *s, bool known)
{
	int r = known && !s->ledger.path ? 0 : write_all(cli, s, known), code;

	if (r == 0 && s->judged)
		r = site_commit(s->site);
	s->done = r == 0 && !known;
	s->listed = r == 0 && s->ledger.path;
	code = r < 0 ? cli_store_failed(cli, s->site, r) : EXIT_DONE;
	if (r < 0 || !s->judged)
		site_rollback(s->site);
	return code;
}

int inspect_save(struct cli *cli, struct saving *s, const struct capture *c)
{
	int r = store_join(s->site);

	receive_digests(s, c);
	if (r == 0)
		r = site_begin(s->site);
	return r < 0 ? cli_store_failed(cli, s->site, r)
		     : write_and_commit(cli, s, known_meanwhile(cli, s, c));
}

int inspect_save_ledger(struct cli *cli, struct saving *s, struct store *site)
{
	int r = site_begin(site), code;

	if (r < 0)
		return cli_store_failed(cli, site, r);
	s->site = site;
	code = write_and_commit(cli, s, true);
	if (code == EXIT_DONE)
		inspect_save_tell(cli, s);
	s->site = NULL;
	s->listed = false; /* it is told */
	return code;
}

/* --- told ---------------------------------------------------------------------------------------------- */

static void number(char buf[24], int64_t v) { snprintf(buf, 24, "%lld", (long long)v); }

static int64_t ask_count(struct store *s, const char *verdict)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT count(*) FROM answer WHERE system = 'site' AND verdict = ?1", -1, &st,
			       NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, verdict, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			v = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return v;
}

static void say(struct out *o, const struct cli *cli, const char *key, const struct lang_arg *args)
{
	lang_fill(o, lang(cli->language, key), args);
	out_char(o, '\n');
}

static void tell_sheet(struct out *o, const struct cli *cli, const struct saving *s)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};
	bool any = false;

	out_str(o, lang(cli->language, "save.sheet"));
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		int64_t n = ask_count(s->site, verdicts[i]);
		char key[32];

		if (n == 0)
			continue;
		snprintf(key, sizeof key, "verdict.%s", verdicts[i]);
		out_fmt(o, "%s%s %lld",
			!any                       ? ""
			: cli->language == LANG_JA ? "／"
						   : ", ",
			lang(cli->language, key), (long long)n);
		any = true;
	}
	out_char(o, '\n');
}

static void tell_run(struct out *o, const struct cli *cli, const struct saving *s)
{
	char n[4][24];
	const int64_t values[4] = {s->saved.fresh, s->saved.known, s->saved.changed, s->saved.closed};
	const struct lang_arg args[] = {
		{"site", site_path(s->site)}, {"new", n[0]}, {"known", n[1]}, {"changed", n[2]},
		{"services", n[3]},           {NULL, NULL}};

	for (int i = 0; i < 4; i++)
		number(n[i], values[i]);
	say(o, cli, s->done ? "save.done" : "save.listed", args);
	if (s->done)
		say(o, cli, "save.devices", args);
	if (s->done && s->saved.closed)
		say(o, cli, "save.services-closed", args);
}

static void tell_ledger(struct out *o, const struct cli *cli, const struct ledger_taking *t)
{
	char n[5][24];
	const int64_t values[5] = {t->done.added, t->done.changed, t->done.same, t->done.missing,
				   t->shown - LEDGER_TOLD_SHOWN};
	const struct lang_arg args[] = {{"added", n[0]},   {"changed", n[1]}, {"same", n[2]},
					{"missing", n[3]}, {"more", n[4]},    {NULL, NULL}};

	for (int i = 0; i < 5; i++)
		number(n[i], values[i]);
	say(o, cli, "save.ledger", args);
	if (t->shown > LEDGER_TOLD_SHOWN)
		say(o, cli, "save.ledger-more", args);
	if (t->done.missing)
		say(o, cli, "save.ledger-missing", args);
}

static void tell_life(struct out *o, const struct cli *cli, const struct life *l)
{
	char n[3][24];
	const struct lang_arg args[] = {{"opened", n[0]}, {"closed", n[1]}, {"open", n[2]}, {NULL, NULL}};

	number(n[0], l->opened);
	number(n[1], l->closed);
	number(n[2], l->open);
	say(o, cli, "save.findings", args);
}

/* With the summary where the summary is; where data go to stdout, to people on stderr. */
void inspect_save_tell(const struct cli *cli, const struct saving *s)
{
	bool text = strcmp(cli->format, "text") == 0;
	struct out o;

	if ((!s->done && !s->listed) || cli->quiet || out_init(&o, text ? STDOUT_FILENO : STDERR_FILENO) < 0)
		return;
	tell_run(&o, cli, s);
	if (s->listed)
		tell_ledger(&o, cli, &s->ledger);
	if (s->judged) {
		tell_life(&o, cli, &s->life);
		tell_sheet(&o, cli, s);
	}
	out_finish(&o);
	out_clear(&o);
}

void inspect_save_clear(struct saving *s)
{
	store_free(s->site);
	ledger_take_clear(&s->ledger);
	free(s->file);
	if (s->from_parent >= 0)
		close(s->from_parent);
	if (s->keeper >= 0)
		close(s->keeper);
}
