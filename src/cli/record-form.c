/* mimamori record form, export: tables of records for a spreadsheet, CSV or XLSX (tablefile.h); the headings
 * are titles in the chosen language, and import reads them in either. */
#include "assess/contact.h"
#include "cli/record.h"
#include "cli/tablefile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

/* --- columns */

enum { CHOICES = 4096 };

static void add_line(char *list, const char *text)
{
	size_t n = strlen(list);

	snprintf(list + n, CHOICES - n, "%s%s", n ? "\n" : "", text);
}

/* What may be chosen in a column, in words that import understands; "" when anything may be written. */
static void choices_of(const struct cli *cli, const struct record_kind *k, int topic, const char *name,
		       char list[CHOICES])
{
	int field = record_field(k, name);
	const struct record_field *f = field < 0 ? NULL : &k->fields[field];
	char one[300];

	list[0] = '\0';
	for (unsigned i = 0; f && i < f->choice_count; i++)
		add_line(list, f->choices[i].title[cli->language]);
	for (int says = SAYS_YES; strcmp(name, "says") == 0 && says <= SAYS_NO; says++) {
		snprintf(one, sizeof one, "records.says-%s", record_says_name((enum record_says)says));
		add_line(list, lang(cli->language, one));
	}
	for (unsigned i = 0; strcmp(name, "kind") == 0 && topic < 0 && i < k->topic_count; i++) {
		snprintf(one, sizeof one, "%s:%s", k->name, k->topics[i].name);
		add_line(list, one);
	}
}

static bool is_date(const struct record_kind *k, const char *name)
{
	int field = record_field(k, name);

	return field < 0 ? strcmp(name, "date") == 0 || strcmp(name, "plan") == 0
			 : k->fields[field].type == RECORD_DATE;
}

static unsigned width_of(const struct record_kind *k, const char *name)
{
	static const unsigned widths[] = {
		[RECORD_TEXT] = 24,   [RECORD_LONG] = 36,   [RECORD_DATE] = 12,   [RECORD_CONTACT] = 16,
		[RECORD_DEVICE] = 14, [RECORD_CHOICE] = 16, [RECORD_NUMBER] = 12, [RECORD_MONEY] = 14,
		[RECORD_LIST] = 28,   [RECORD_HOURS] = 28};
	int field = record_field(k, name);

	return field >= 0 ? widths[k->fields[field].type]
	       : strcmp(name, "because") == 0 || strcmp(name, "attachment") == 0 ? 24
										 : 14;
}

/* "記録の種類=risk:false-peer": what rows are that say nothing else. */
static void columns(struct tablefile *t, const struct record_kind *k, int topic, const char *standard)
{
	char heading[300], list[CHOICES];

	for (unsigned i = 0; record_column(k, i); i++) {
		const char *name = record_column(k, i), *title = record_title(k, name, t->cli->language);
		int field = record_field(k, name);
		bool reason = field >= 0 && k->fields[field].or_reason;

		snprintf(heading, sizeof heading, "%s=%s", title, standard);
		choices_of(t->cli, k, topic, name, list);
		tablefile_column(t, &(struct tablefile_column){.heading = i == 2 ? heading : title,
							       .width = width_of(k, name),
							       .kind = *list ? reason ? "suggest" : "choice"
								       : is_date(k, name) ? "date"
											  : "text",
							       .hidden = strcmp(name, "version") == 0,
							       .choices = list});
	}
}

static int open_table(struct tablefile *t, const struct cli *cli, const char *path,
		      const struct record_kind *k, int topic, const char *standard)
{
	enum language l = cli->language;
	char title[300];
	int code;

	snprintf(title, sizeof title,
		 topic < 0      ? "%s"
		 : l == LANG_JA ? "%s（%s）"
				: "%s (%s)",
		 k->title[l], topic < 0 ? "" : k->topics[topic].title[l]);
	code = tablefile_open(t, cli, path,
			      &(struct tablefile_about){.title = title,
							.foot = lang(l, "tablefile.records-foot"),
							.tab = lang(l, "tablefile.records-tab"),
							.own = true});
	if (code == EXIT_DONE)
		columns(t, k, topic, standard);
	return code;
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
static void hints(struct tablefile *t, const struct record_kind *k, int topic)
{
	char text[RECORD_CELL];

	tablefile_cell(t, "#");
	for (unsigned i = 1; record_column(k, i); i++) {
		text[0] = '\0';
		if (i > 2)
			hint(t->cli, k, topic, record_column(k, i), text, sizeof text);
		tablefile_cell(t, text);
	}
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
	struct tablefile t;
	int topic, code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && (!words.count || !path))
		code = cli_say(cli, EXIT_USAGE, "records.form-what", NULL);
	if (code == EXIT_DONE)
		code = record_kind_arg(cli, words.list[0], &k, &topic);
	if (code != EXIT_DONE)
		return code;
	if ((code = open_table(&t, cli, path, k, topic, words.list[0])) == EXIT_DONE)
		hints(&t, k, topic);
	code = tablefile_close(&t, code);
	return code == EXIT_DONE ? done(cli, path, 0, "records.form-written") : code;
}

/* --- export */

struct export
{
	struct acting *a;
	struct tablefile t;
};

static int export_row(void *ctx, const struct record *r)
{
	struct export *x = ctx;
	static char text[RECORD_CELL];

	for (unsigned i = 0; record_column(r->kind, i); i++) {
		record_cell(x->a->store, r, record_column(r->kind, i), x->a->cli->language, text,
			    sizeof text);
		tablefile_cell(&x->t, text);
	}
	return x->t.error;
}

static int export_kind(struct acting *a, const char *path, const char *kind)
{
	const struct record_kind *k;
	struct export x = {.a = a};
	int topic, code = record_kind_arg(a->cli, kind, &k, &topic);

	if (code != EXIT_DONE)
		return code;
	if ((code = open_table(&x.t, a->cli, path, k, topic, kind)) == EXIT_DONE) {
		const struct record_filter f = {.kind = k->name,
						.topic = topic < 0 ? NULL : k->topics[topic].name};

		if (record_each(a->store, &f, export_row, &x) < 0 && !x.t.error)
			code = cli_store_failed(a->cli, a->store, -EIO);
	}
	code = tablefile_close(&x.t, code);
	return code == EXIT_DONE ? done(a->cli, path, x.t.rows, "records.exported") : code;
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
