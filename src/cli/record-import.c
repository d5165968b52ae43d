/* mimamori record import: a table that people filled, into records. Everything or nothing: each row is tried
 * inside one transaction, and a row that is wrong, or says something else than the site does, leaves the site
 * as it was. What a row means:
 *
 * - It names a record (r12): its values, where they differ, are an edit. A conflict when the record was
 *   changed since the table was written (its version differs), unless --take says who wins.
 * - It names none: a new record; nothing when the very same stands already; a conflict when its kind allows
 *   one a subject and another stands.
 *
 * A row whose first cell begins with "#" is passed over. */
#include "cli/record-filled.h"
#include "cli/record.h"

#include "assess/life_states.h"
#include "assess/sql.h"
#include "cli/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 20000 };
enum { RESULT_NEW, RESULT_CHANGED, RESULT_SAME, RESULT_CONFLICT, RESULT_SKIPPED, RESULT_WRONG, RESULTS };
enum take { TAKE_NEITHER, TAKE_FILE, TAKE_SITE };

struct import {
	struct acting *a;
	const char *path;
	struct filled table;
	struct table *report;
	unsigned count[RESULTS];
	enum take take;
	const struct record_kind *kind; /* of rows that name none */
	int topic;
	int failed; /* the store: nothing more is tried */
};

static const char *const results[] = {"records.import-new",     "records.import-changed",
				      "records.import-same",    "records.import-conflict",
				      "records.import-skipped", "records.import-wrong"};

static const char *const columns[] = {"row", "record", "result", "field", "site", "file", NULL};

/* --- the report */

static void tell(struct import *m, size_t row, int64_t record, int result, const char *field,
		 const char *site, const char *file)
{
	bool plain = strcmp(m->a->cli->format, "text") != 0;
	char no[16], id[24] = "";

	snprintf(no, sizeof no, "%u", m->table.grid.rows[row].line_no);
	if (record)
		record_id(record, id);
	table_text(m->report, no);
	table_text(m->report, id);
	table_text(m->report,
		   plain ? strrchr(results[result], '-') + 1 : lang(m->a->cli->language, results[result]));
	table_text(m->report, field);
	table_text(m->report, site);
	table_text(m->report, file);
}

static void wrong(struct import *m, size_t row, const struct record *r, const struct record_kind *k,
		  const struct err *e)
{
	char sentence[2048];

	if (strcmp(e->key, "store") == 0)
		m->failed = e->code;
	record_sentence(m->a->cli, k, e, sentence, sizeof sentence);
	tell(m, row, r ? r->id : 0, RESULT_WRONG,
	     k ? record_title(k, e->subject, m->a->cli->language) : e->subject, "", sentence);
	m->count[RESULT_WRONG]++;
}

/* The kind after "=" in a heading, when --kind gave none. */
static int standard_kind(struct import *m)
{
	const char *kind = m->kind ? NULL : filled_kind(&m->table);

	return kind ? record_kind_arg(m->a->cli, kind, &m->kind, &m->topic) : EXIT_DONE;
}

/* --- a row */

static int fault(struct err *e, const char *field, const char *key, const char *detail)
{
	return err_set(e, -EINVAL, field, key, "%s", detail);
}

static int take_cell(struct import *m, struct record *r, const char *name, size_t row, struct err *e)
{
	const char *cell;
	int code = filled_read(&m->table, r->kind, row, name, &cell, e);

	if (code < 0 || !cell)
		return code;
	/* XLSX needs no apostrophe before "=": one that is there may be the text's own */
	if (filled_same(m->a->store, r, name, filled_cell(&m->table, r->kind, row, name)) ||
	    filled_same(m->a->store, r, name, cell))
		return 0;
	return record_set(m->a->store, r, name, cell, m->a->today, e);
}

/* All cells of a row; a cell without a column of this kind is a fault, not lost. */
static int take_row(struct import *m, struct record *r, size_t row, struct err *e)
{
	int code = 0;

	for (unsigned c = 0; c < m->table.grid.rows[row].cells; c++) {
		const char *heading = grid_text(&m->table.grid, 0, c);

		if (*grid_text(&m->table.grid, row, c) && *heading != '#' &&
		    (c >= m->table.grid.rows[0].cells || !filled_name(&m->table, r->kind, c)))
			return fault(e, *heading ? heading : "?", "no-such-column", heading);
	}
	for (unsigned i = 3; code == 0 && record_column(r->kind, i); i++)
		code = take_cell(m, r, record_column(r->kind, i), row, e);
	return code;
}

/* The fields that differ, told one by one; how many. */
static unsigned differences(struct import *m, size_t row, const struct record *site,
			    const struct record *file, int result)
{
	static char held[RECORD_CELL], said[RECORD_CELL];
	enum language l = m->a->cli->language;
	unsigned n = 0;

	for (unsigned i = 3; record_column(site->kind, i); i++) {
		const char *name = record_column(site->kind, i);

		record_cell(m->a->store, site, name, l, held, sizeof held);
		record_cell(m->a->store, file, name, l, said, sizeof said);
		if (strcmp(held, said) == 0)
			continue;
		if (result >= 0)
			tell(m, row, site->id, result, record_title(site->kind, name, l), held, said);
		n++;
	}
	return n;
}

static void write_edit(struct import *m, size_t row, struct record *r)
{
	struct err e = {0};

	if (record_edit(m->a->store, r, &m->a->writing, &e) < 0)
		wrong(m, row, r, r->kind, &e);
	else
		m->count[RESULT_CHANGED]++;
}

/* What becomes of a record that stands and a row that says something else. */
static void settle(struct import *m, size_t row, const struct record *site, struct record *file,
		   bool conflict)
{
	int result = !conflict || m->take == TAKE_FILE ? RESULT_CHANGED
		     : m->take == TAKE_SITE            ? RESULT_SKIPPED
						       : RESULT_CONFLICT;

	if (differences(m, row, site, file, -1) == 0) {
		m->count[RESULT_SAME]++;
		return;
	}
	differences(m, row, site, file, result);
	if (result == RESULT_CHANGED)
		write_edit(m, row, file);
	else
		m->count[result]++;
}

/* A row that names a record. */
static void known_row(struct import *m, size_t row, int64_t id)
{
	struct record site, file;
	struct err e = {0};
	char name[24], version[16];
	const char *said;

	record_id(id, name);
	if (record_get(m->a->store, id, &site) < 0 || record_get(m->a->store, id, &file) < 0 || !site.kind ||
	    site.removed) {
		fault(&e, name, site.removed ? "is-removed" : "no-such-record", "");
		wrong(m, row, NULL, NULL, &e);
	} else if (take_row(m, &file, row, &e) < 0) {
		wrong(m, row, &site, site.kind, &e);
	} else {
		said = filled_cell(&m->table, site.kind, row, "version");
		snprintf(version, sizeof version, "%u", site.version);
		settle(m, row, &site, &file, !said || strcmp(said, version) != 0);
	}
	record_clear(&site);
	record_clear(&file);
}

static void add_row(struct import *m, size_t row, struct record *r)
{
	const char *date = filled_cell(&m->table, r->kind, row, "date");
	struct err e = {0};
	char kind[300];

	if (record_check(m->a->store, r, &m->a->writing, &e) < 0) {
		wrong(m, row, NULL, r->kind, &e);
	} else if (record_same_content(m->a->store, r, !date || !*date)) {
		m->count[RESULT_SAME]++;
	} else if (record_add(m->a->store, r, &m->a->writing, &e) < 0) {
		wrong(m, row, NULL, r->kind, &e);
	} else {
		record_kind_title(r, m->a->cli->language, kind, sizeof kind);
		tell(m, row, r->id, RESULT_NEW, kind, "", "");
		m->count[RESULT_NEW]++;
	}
}

/* A row that names no record. */
static void new_row(struct import *m, size_t row, const struct record_kind *k, int topic)
{
	struct record file, site;
	struct err e = {0};
	int64_t there;

	record_init(&file, k, topic);
	if (take_row(m, &file, row, &e) < 0) {
		wrong(m, row, NULL, k, &e);
	} else if (!k->many && (there = record_same_subject(m->a->store, &file)) &&
		   record_get(m->a->store, there, &site) == 0) {
		file.id = site.id;
		file.version = site.version;
		if (!*file.made_on)
			memcpy(file.made_on, site.made_on, DATE_ROOM);
		settle(m, row, &site, &file, true);
		record_clear(&site);
	} else {
		add_row(m, row, &file);
	}
	record_clear(&file);
}

/* "risk:false-peer" in the row's own cell, else what the heading or --kind says. */
static bool kind_of_row(struct import *m, size_t row, const struct record_kind **ret, int *ret_topic)
{
	const char *cell = filled_cell(&m->table, &record_kinds[0], row, "kind"), *colon;
	struct err e = {0};
	char name[64];

	*ret = m->kind;
	*ret_topic = m->topic;
	if (cell && *cell) {
		colon = strchr(cell, ':');
		snprintf(name, sizeof name, "%.*s", (int)(colon ? colon - cell : (long)strlen(cell)), cell);
		*ret = record_kind(name);
		*ret_topic = *ret && colon ? record_topic(*ret, colon + 1) : -1;
	}
	if (*ret && (*ret_topic >= 0 || !(*ret)->topic_count))
		return true;
	fault(&e, "kind", *ret ? "wants-topic" : "wants-kind", cell ? cell : "");
	wrong(m, row, NULL, *ret, &e);
	return false;
}

static void one_row(struct import *m, size_t row)
{
	const char *cell = filled_cell(&m->table, &record_kinds[0], row, "record");
	const struct record_kind *k;
	struct err e = {0};
	char *end;
	int64_t id;
	int topic;

	if (*grid_text(&m->table.grid, row, 0) == '#')
		return;
	if (!cell || !*cell) {
		if (kind_of_row(m, row, &k, &topic))
			new_row(m, row, k, topic);
		return;
	}
	id = *cell == 'r' ? strtoll(cell + 1, &end, 10) : 0;
	if (id > 0 && !*end) {
		known_row(m, row, id);
	} else {
		fault(&e, "record", "no-record-number", cell);
		wrong(m, row, NULL, NULL, &e);
	}
}

/* --- all of it */

static int summary(struct import *m, bool written)
{
	char n[RESULTS][16];
	const char *key = written                                               ? "records.import-done"
			  : m->count[RESULT_WRONG] || m->count[RESULT_CONFLICT] ? "records.import-refused"
										: "records.import-dry";

	for (int i = 0; i < RESULTS; i++)
		snprintf(n[i], sizeof n[i], "%u", m->count[i]);
	if (m->a->cli->quiet && written)
		return EXIT_DONE;
	return cli_say(m->a->cli,
		       m->count[RESULT_WRONG] || m->count[RESULT_CONFLICT] ? EXIT_REFUSED : EXIT_DONE, key,
		       (const struct lang_arg[]){{"subject", m->path},
						 {"new", n[RESULT_NEW]},
						 {"changed", n[RESULT_CHANGED]},
						 {"same", n[RESULT_SAME]},
						 {"conflicts", n[RESULT_CONFLICT]},
						 {"skipped", n[RESULT_SKIPPED]},
						 {"wrong", n[RESULT_WRONG]},
						 {NULL, NULL}});
}

static int run(struct import *m, bool dry)
{
	struct store *s = m->a->store;
	bool good;
	int code = standard_kind(m);

	if (code != EXIT_DONE)
		return code;
	if (!(m->report = table_new(m->a->cli, "records", columns)))
		return cli_say(m->a->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if ((code = site_begin(s)) < 0) {
		table_free(m->report);
		return cli_store_failed(m->a->cli, s, code);
	}
	for (size_t row = 1; row < m->table.grid.count && !m->failed; row++)
		one_row(m, row);
	good = !m->failed && !m->count[RESULT_WRONG] && !m->count[RESULT_CONFLICT];
	if (good && !dry)
		code = life_states_record(
			s,
			sql_number(s, 0, "SELECT count(*) FROM record WHERE kind = 'wifi-network'", "")
				? "wifi-network"
				: "",
			m->a->writing.at);
	if (good && !dry && code == 0)
		code = site_commit(s);
	if (!good || dry || code < 0)
		site_rollback(s);
	if (m->failed || code < 0)
		cli_store_failed(m->a->cli, s, m->failed ? m->failed : code);
	if (table_print(m->report, lang(m->a->cli->language, "records.import-nothing")) != EXIT_DONE ||
	    m->failed || code < 0)
		return EXIT_NO_OUTPUT;
	return summary(m, good && !dry);
}

static int options_of(struct import *m, const struct cli *cli, const char *kind, const char *take)
{
	m->topic = -1;
	if (take && strcmp(take, "file") != 0 && strcmp(take, "site") != 0)
		return arguments_wrong(cli, "--take");
	m->take = !take ? TAKE_NEITHER : *take == 'f' ? TAKE_FILE : TAKE_SITE;
	return kind ? record_kind_arg(cli, kind, &m->kind, &m->topic) : EXIT_DONE;
}

static int read_grid(struct import *m, struct cli *cli)
{
	struct err e = {0};

	if (grid_read(m->path, NULL, &m->table.grid, &e) < 0)
		return cli_fail(cli, EXIT_NO_INPUT, &e);
	if (m->table.grid.count > ROWS_MOST)
		return cli_say(
			cli, EXIT_NO_INPUT, "cli.too-many",
			(const struct lang_arg[]){{"subject", m->path}, {"limit", "20000"}, {NULL, NULL}});
	return EXIT_DONE;
}

int run_record_import(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *kind = NULL, *take = NULL;
	bool dry = false;
	const struct option_of options[] = {{"--kind", &kind, NULL},
					    {"--dry-run", NULL, &dry},
					    {"--take", &take, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	struct acting a = {0};
	struct import m = {.a = &a};
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && !words.count)
		code = cli_say(cli, EXIT_USAGE, "records.import-what", NULL);
	if (code != EXIT_DONE)
		return code;
	m.path = words.list[0];
	if ((code = options_of(&m, cli, kind, take)) == EXIT_DONE &&
	    (code = read_grid(&m, cli)) == EXIT_DONE) {
		code = acting_open(&a, cli, site, SITE_WRITE);
		if (code == EXIT_DONE)
			code = run(&m, dry);
	}
	grid_clear(&m.table.grid);
	store_free(a.store);
	return code;
}
