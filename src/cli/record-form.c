/* mimamori record form, export: tables of records for a spreadsheet. CSV in UTF-8 with a byte order mark, as
 * Excel wants it; the headings are titles in the chosen language, and import reads them in either. */
#include "assess/contact.h"
#include "cli/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const leading[] = {"record", "version", "kind"};

const char *record_column(const struct record_kind *k, unsigned i)
{
	unsigned common = 0;

	if (i < 3)
		return leading[i];
	while (record_common[common])
		common++;
	if (i - 3 < common)
		return record_common[i - 3];
	return i - 3 - common < k->field_count ? k->fields[i - 3 - common].name : NULL;
}

static void none_cell(enum language l, const char *why, char *to, size_t room)
{
	snprintf(to, room, l == LANG_JA ? "なし：%s" : "none: %s", why);
}

void record_cell(struct store *s, const struct record *r, const char *name, enum language l, char *to,
		 size_t room)
{
	int field = record_field(r->kind, name);
	enum record_type type = field < 0 ? RECORD_TEXT : r->kind->fields[field].type;
	char key[40];

	to[0] = '\0';
	if (strcmp(name, "record") == 0)
		snprintf(to, room, "r%lld", (long long)r->id);
	else if (strcmp(name, "version") == 0)
		snprintf(to, room, "%u", r->version);
	else if (strcmp(name, "kind") == 0)
		snprintf(to, room, "%s%s%s", r->kind_name, r->topic < 0 ? "" : ":",
			 r->topic < 0 ? "" : r->kind->topics[r->topic].name);
	else if (strcmp(name, "says") == 0) {
		snprintf(key, sizeof key, "records.says-%s", record_says_name(r->said));
		snprintf(to, room, "%s", lang(l, key));
	} else if (strcmp(name, "deputy") == 0 && r->no_deputy)
		none_cell(l, r->no_deputy, to, room);
	else if (field >= 0 && r->values[field].none)
		none_cell(l, r->values[field].text, to, room);
	else if (strcmp(name, "owner") == 0 || strcmp(name, "deputy") == 0 || type == RECORD_CHOICE ||
		 type == RECORD_CONTACT)
		record_shown(s, r, name, l, to, room);
	else
		snprintf(to, room, "%s", record_text(r, name));
}

/* --- writing a file aside, then in its place; one that is there is never overwritten */

struct table {
	const struct cli *cli;
	const char *path;
	char *part;
	int fd;
	struct out out;
};

static int cannot(const struct table *t, int error)
{
	return cli_say(
		t->cli, EXIT_NO_OUTPUT, error == EEXIST ? "records.file-exists" : "error.cannot-write",
		(const struct lang_arg[]){{"subject", t->path}, {"detail", strerror(error)}, {NULL, NULL}});
}

static int table_open(struct table *t, const struct cli *cli, const char *path)
{
	*t = (struct table){.cli = cli, .path = path, .fd = -1};
	if (access(path, F_OK) == 0)
		return cannot(t, EEXIST);
	if (asprintf(&t->part, "%s.part", path) < 0) {
		t->part = NULL;
		return cannot(t, ENOMEM);
	}
	t->fd = open(t->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (t->fd < 0 || out_init(&t->out, t->fd) < 0)
		return cannot(t, errno);
	out_str(&t->out, "\xef\xbb\xbf");
	return EXIT_DONE;
}

static int table_close(struct table *t, int code)
{
	int error = 0;

	if (t->fd >= 0) {
		error = -out_finish(&t->out);
		out_clear(&t->out);
		if (close(t->fd) < 0 && !error)
			error = errno;
		if (code == EXIT_DONE && !error && link(t->part, t->path) < 0)
			error = errno;
		unlink(t->part);
	}
	free(t->part);
	return error && code == EXIT_DONE ? cannot(t, error) : code;
}

static void cell(struct table *t, unsigned i, const char *text)
{
	out_str(&t->out, i ? "," : "");
	out_csv(&t->out, text);
}

/* "記録の種類=risk:false-peer": what rows are that say nothing else. */
static void headings(struct table *t, const struct record_kind *k, const char *standard)
{
	char heading[300];

	for (unsigned i = 0; record_column(k, i); i++) {
		const char *title = record_title(k, record_column(k, i), t->cli->language);

		snprintf(heading, sizeof heading, "%s=%s", title, standard);
		cell(t, i, i == 2 ? heading : title);
	}
	out_str(&t->out, "\r\n");
}

/* --- form */

static void hint(const struct cli *cli, const struct record_kind *k, int topic, const char *name, char *to,
		 size_t room)
{
	int field = record_field(k, name);
	const struct record_field *f = field < 0 ? NULL : &k->fields[field];
	char key[64];
	size_t n;

	to[0] = '\0';
	if (!f) {
		snprintf(key, sizeof key, "records.ask-%s", name);
		snprintf(to, room, "%s", lang(cli->language, key));
		return;
	}
	if (topic >= 0 && !record_has_field(k, topic, field)) {
		snprintf(to, room, "%s", lang(cli->language, "records.leave-empty"));
		return;
	}
	snprintf(to, room, "%s",
		 lang(cli->language, f->or_reason  ? "records.must-or-reason"
				     : f->required ? "records.must"
						   : "records.may"));
	for (unsigned i = 0; i < f->choice_count; i++) {
		n = strlen(to);
		snprintf(to + n, room - n, "%s%s", i ? " / " : " ", f->choices[i].title[cli->language]);
	}
	n = strlen(to);
	if (!f->choice_count && f->type != RECORD_CONTACT && f->type != RECORD_DEVICE)
		snprintf(to + n, room - n, " %s%s", lang(cli->language, "records.ask-example"),
			 f->example[cli->language]);
}

/* A row that import passes over: it begins with "#". */
static void hints(struct table *t, const struct record_kind *k, int topic)
{
	char text[RECORD_CELL];

	cell(t, 0, "#");
	for (unsigned i = 1; record_column(k, i); i++) {
		text[0] = '\0';
		if (i > 2)
			hint(t->cli, k, topic, record_column(k, i), text, sizeof text);
		cell(t, i, text);
	}
	out_str(&t->out, "\r\n");
}

static int done(const struct cli *cli, const char *path, unsigned rows, const char *key)
{
	char count[16];

	snprintf(count, sizeof count, "%u", rows);
	return cli->quiet ? EXIT_DONE
			  : cli_say(cli, EXIT_DONE, key,
				    (const struct lang_arg[]){{"subject", path}, {"n", count}, {NULL, NULL}});
}

int run_record_form(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *path = NULL;
	const struct option_of options[] = {{"-o", &path, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	const struct record_kind *k;
	struct table t;
	int topic, code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && (!words.count || !path))
		code = cli_say(cli, EXIT_USAGE, "records.form-what", NULL);
	if (code == EXIT_DONE)
		code = record_kind_arg(cli, words.list[0], &k, &topic);
	if (code != EXIT_DONE)
		return code;
	if ((code = table_open(&t, cli, path)) == EXIT_DONE) {
		headings(&t, k, words.list[0]);
		hints(&t, k, topic);
	}
	code = table_close(&t, code);
	return code == EXIT_DONE ? done(cli, path, 0, "records.form-written") : code;
}

/* --- export */

struct export
{
	struct acting *a;
	struct table t;
	unsigned rows;
};

static int export_row(void *ctx, const struct record *r)
{
	struct export *x = ctx;
	static char text[RECORD_CELL];

	for (unsigned i = 0; record_column(r->kind, i); i++) {
		record_cell(x->a->store, r, record_column(r->kind, i), x->a->cli->language, text,
			    sizeof text);
		cell(&x->t, i, text);
	}
	out_str(&x->t.out, "\r\n");
	x->rows++;
	return x->t.out.error ? -EIO : 0;
}

static int export_kind(struct acting *a, const char *path, const char *kind)
{
	const struct record_kind *k;
	struct export x = {.a = a};
	int topic, code = record_kind_arg(a->cli, kind, &k, &topic);

	if (code != EXIT_DONE)
		return code;
	if ((code = table_open(&x.t, a->cli, path)) == EXIT_DONE) {
		const struct record_filter f = {.kind = k->name,
						.topic = topic < 0 ? NULL : k->topics[topic].name};

		headings(&x.t, k, kind);
		if (record_each(a->store, &f, export_row, &x) < 0 && !x.t.out.error)
			code = cli_store_failed(a->cli, a->store, -EIO);
	}
	code = table_close(&x.t, code);
	return code == EXIT_DONE ? done(a->cli, path, x.rows, "records.exported") : code;
}

int run_record_export(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *kind = NULL;
	const struct option_of options[] = {{"--kind", &kind, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && (!words.count || !kind))
		code = cli_say(cli, EXIT_USAGE, "records.export-what", NULL);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = export_kind(&a, words.list[0], kind);
	store_free(a.store);
	return code;
}
