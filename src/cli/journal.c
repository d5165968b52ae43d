/* mimamori journal: what was decided and done, in order, and whether it still stands as it was written. */
#include "cli/journal.h"

#include "base/text.h"
#include "cli/commands.h"
#include "report/words.h"
#include "store/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- options */

static bool is_number(const char *arg) { return *arg && strspn(arg, "0123456789") == strlen(arg); }

int journal_options(struct cli *cli, const char **site, int argc, char **argv,
		    const struct option_of *options, const char **ret_argument)
{
	struct arguments words;
	int code = arguments_read(cli, NULL, argc, argv, options, &words);

	for (int i = 0; code == EXIT_DONE && i < words.count; i++)
		if (ret_argument && !*ret_argument && is_number(words.list[i]))
			*ret_argument = words.list[i];
		else
			*site = words.list[i];
	return code;
}

int journal_number(struct cli *cli, const char *text, int64_t *ret)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	if (end == text || *end || n < 1)
		return arguments_wrong(cli, text);
	*ret = n;
	return EXIT_DONE;
}

/* --- list */

struct list {
	struct cli *cli;
	struct out out;
	int64_t last_at; /* of the event before, when it was read */
	void (*row)(struct list *l, const struct event *e, const char *name);
};

static const char *clean(const char *s, size_t n, char buf[TEXT_ROOM])
{
	text_clean(text_of(s, n), buf);
	return buf;
}

static void pad(struct out *o, const char *text, int columns)
{
	out_str(o, text);
	for (int n = text_columns(text); n < columns; n++)
		out_char(o, ' ');
	out_str(o, "  ");
}

/* The word for a kind; one that has none is shown as it is. */
static const char *kind_word(const struct list *l, const char *kind)
{
	static char key[96];
	const char *word;

	snprintf(key, sizeof key, "journal.kind-%.80s", kind);
	word = lang(l->cli->language, key);
	return word == key ? kind : word;
}

static void text_row(struct list *l, const struct event *e, const char *name)
{
	char when[WORD_TEXT], kind[TEXT_ROOM], actor[TEXT_ROOM], body[TEXT_ROOM];

	out_fmt(&l->out, "%6lld  %s%s  ", (long long)e->seq,
		local_second(when, e->at, cli_zone_minutes(l->cli, e->at)), e->at < l->last_at ? "*" : " ");
	pad(&l->out, kind_word(l, clean(e->kind, e->kind_n, kind)), 24);
	pad(&l->out, name ? name : clean(e->actor, e->actor_n, actor), 12);
	out_str(&l->out, clean(e->body, e->body_n, body));
	out_char(&l->out, '\n');
}

static void json_clean(struct out *o, const char *key, const char *s, size_t n)
{
	char buf[TEXT_ROOM];

	json_str(o, key, clean(s, n, buf));
}

static void json_row(struct list *l, const struct event *e, const char *name)
{
	char hex[HASH_HEX];

	json_object(&l->out, NULL);
	json_int(&l->out, "seq", e->seq);
	json_time(&l->out, "at", e->at);
	json_clean(&l->out, "kind", e->kind, e->kind_n);
	json_clean(&l->out, "actor", e->actor, e->actor_n);
	json_str(&l->out, "name", name);
	if (text_is_utf8(text_of(e->body, e->body_n)) && e->body_n && e->body[0] == '{')
		json_raw(&l->out, "body", e->body, e->body_n);
	else
		json_null(&l->out, "body");
	digest_hex(e->hash, hex);
	json_str(&l->out, "hash", hex);
	json_end_object(&l->out);
}

static void csv_field(struct out *o, const char *s, size_t n)
{
	char buf[TEXT_ROOM];

	out_char(o, ',');
	out_csv(o, clean(s, n, buf));
}

static void csv_row(struct list *l, const struct event *e, const char *name)
{
	char hex[HASH_HEX];

	digest_hex(e->hash, hex);
	out_int(&l->out, e->seq);
	out_char(&l->out, ',');
	out_time(&l->out, e->at);
	csv_field(&l->out, e->kind, e->kind_n);
	csv_field(&l->out, e->actor, e->actor_n);
	csv_field(&l->out, name ? name : "", name ? strlen(name) : 0);
	csv_field(&l->out, e->body, e->body_n);
	csv_field(&l->out, hex, HASH_HEX - 1);
	out_str(&l->out, "\r\n");
}

/* The body only when it is JSON: a file from elsewhere may hold anything. */
#define LISTED                                                                                               \
	"SELECT " EVENT_COLUMNS                                                                              \
	", json_valid(body), (SELECT name FROM contact WHERE 'c' || contact.id = event.actor)"               \
	" FROM event WHERE seq >= ?1 AND (?2 IS NULL OR kind = ?2) ORDER BY seq"

static int rows(struct list *l, struct store *s, int64_t from, const char *kind)
{
	sqlite3_stmt *st = NULL;
	char name[TEXT_ROOM];
	struct event e;
	int r = sqlite3_prepare_v2(store_db(s), LISTED, -1, &st, NULL);

	sqlite3_bind_int64(st, 1, from);
	sqlite3_bind_text(st, 2, kind, -1, SQLITE_STATIC);
	while (r == SQLITE_OK && (r = sqlite3_step(st)) == SQLITE_ROW) {
		const char *known = (const char *)sqlite3_column_text(st, 8);

		r = event_read(st, &e) ? SQLITE_OK : SQLITE_CORRUPT;
		if (r == SQLITE_OK && !sqlite3_column_int(st, 7))
			e.body_n = 0;
		if (r == SQLITE_OK)
			l->row(l, &e, known ? clean(known, strlen(known), name) : NULL);
		l->last_at = e.at;
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? EXIT_DONE : r;
}

static int write_list(struct list *l, struct store *s, int64_t from, const char *kind)
{
	bool json = strcmp(l->cli->format, "json") == 0;
	int r;

	l->row = json ? json_row : strcmp(l->cli->format, "csv") == 0 ? csv_row : text_row;
	if (json) {
		json_object(&l->out, NULL);
		json_array(&l->out, "events");
	} else if (l->row == csv_row) {
		out_str(&l->out, "seq,at,kind,actor,name,body,hash\r\n");
	}
	r = rows(l, s, from, kind);
	if (json) {
		json_end_array(&l->out);
		json_end_object(&l->out);
		out_char(&l->out, '\n');
	}
	return r;
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *from_text = "1", *kind = NULL;
	const struct option_of options[] = {
		{"--from", &from_text, NULL}, {"--kind", &kind, NULL}, {NULL, NULL, NULL}};
	struct list l = {.cli = cli, .last_at = INT64_MIN};
	struct store *s = NULL;
	int64_t from;
	int code = journal_options(cli, &site, argc, argv, options, NULL);

	if (code == EXIT_DONE)
		code = journal_number(cli, from_text, &from);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	if (out_init(&l.out, STDOUT_FILENO) == 0 && write_list(&l, s, from, kind) != EXIT_DONE)
		code = cli_say(cli, EXIT_NO_INPUT, "error.site-damaged",
			       (const struct lang_arg[]){
				       {"subject", site}, {"detail", store_error(s)}, {NULL, NULL}});
	if (out_finish(&l.out) < 0 && code == EXIT_DONE)
		code = EXIT_NO_OUTPUT;
	out_clear(&l.out);
	store_free(s);
	return code;
}

int cli_journal(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"list", list},
					    {"verify", journal_verify},
					    {"checkpoint", journal_checkpoint},
					    {"prove", journal_prove},
					    {NULL, NULL}};

	return cli_noun(cli, "journal", verbs, argc, argv);
}
