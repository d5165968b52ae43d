/* mimamori inspect: captures in, devices, drawing, findings and the sheet out. One process, offline,
 * unprivileged. */
#include "cli/inspect.h"

#include "assess/against.h"
#include "assess/assess.h"
#include "base/confine.h"
#include "cli/commands.h"
#include "cli/inspect-save.h"
#include "cli/progress.h"
#include "cli/report-show.h"
#include "decode/stack.h"
#include "inventory/countries.h"
#include "inventory/inventory.h"
#include "inventory/ledger.h"
#include "report/report.h"
#include "store/held.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64 };

/* Everything one run owns. */
struct run {
	struct cli *cli;
	struct inspect_options options;
	struct capture *capture;
	struct inventory *inventory;
	struct stack *stack;
	struct store *store;
	struct ledger ledger;
	struct countries countries;
	char *folder; /* its path */
	struct report_folder report;
	struct saving saving;
};

static void input_failed(void *ctx, const struct err *e)
{
	struct run *r = ctx;

	cli_fail(r->cli, EXIT_NO_INPUT, e);
}

static int open_inputs(struct run *r)
{
	int code = capture_open(r->options.inputs, r->options.input_count, &r->options.capture, input_failed,
				r, &r->capture);
	char skipped[24];

	if (code == 0 && capture_skipped(r->capture) && !r->cli->quiet) {
		snprintf(skipped, sizeof skipped, "%u", capture_skipped(r->capture));
		cli_say(r->cli, 0, "cli.skipped",
			(const struct lang_arg[]){{"count", skipped}, {NULL, NULL}});
	}
	if (code == 0)
		return EXIT_DONE;
	cli_say(r->cli, EXIT_NO_INPUT, "error.nothing-written", NULL);
	return code == ERR_USAGE ? EXIT_USAGE : EXIT_NO_INPUT;
}

/* One line a column: which of the plant's headings was taken for what; then the rows that could not be used.
 */
static void show_ledger(const struct run *r)
{
	const struct ledger *l = &r->ledger;
	char rows[24], key[48], line[24];

	snprintf(rows, sizeof rows, "%zu", l->count);
	cli_say(r->cli, 0, "ledger.read",
		(const struct lang_arg[]){{"subject", r->options.ledger},
					  {"rows", rows},
					  {"encoding", l->encoding},
					  {NULL, NULL}});
	for (enum ledger_column c = 0; c < LEDGER_COLUMNS; c++) {
		if (l->column[c] < 0)
			continue;
		snprintf(key, sizeof key, "ledger.column-%s", ledger_column_name(c));
		cli_say(r->cli, 0, l->guessed[c] ? "ledger.column-guessed" : "ledger.column",
			(const struct lang_arg[]){{"heading", l->heading[c]},
						  {"meaning", lang(r->cli->language, key)},
						  {NULL, NULL}});
	}
	for (size_t i = 0; i < l->bad_count && i < LEDGER_BAD_MAX; i++) {
		snprintf(key, sizeof key, "ledger.bad-%s", l->bad[i].reason);
		snprintf(line, sizeof line, "%u", l->bad[i].line_no);
		cli_say(r->cli, 0, key,
			(const struct lang_arg[]){
				{"subject", r->options.ledger}, {"line", line}, {NULL, NULL}});
	}
}

static int read_tables(struct run *r)
{
	struct err e = {0};

	if (r->options.ledger && ledger_read(r->options.ledger, &r->ledger, &e) < 0)
		return cli_fail(r->cli, EXIT_NO_INPUT, &e);
	if (r->options.countries && countries_read(r->options.countries, &r->countries, &e) < 0)
		return cli_fail(r->cli, EXIT_NO_INPUT, &e);
	if (r->options.ledger && !r->cli->quiet)
		show_ledger(r);
	return EXIT_DONE;
}

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif

/* The folder that holds this one, in buf; "." for a bare name. */
static const char *parent_of(const char *path, char buf[512])
{
	const char *slash = strrchr(path, '/');

	snprintf(buf, 512, "%.*s", slash ? (int)(slash - path + 1) : 1, slash ? path : ".");
	return buf;
}

/* Makes the report's folder and closes everything else, before the first hostile byte is read. Conversions,
 * time zones and a report to compare with are still read from their places. */
static int walls(struct run *r)
{
	static const char *read[INPUTS_MAX + 8] = {"/usr/share/zoneinfo", "/etc/localtime", "/usr/lib",
						   "/lib"};
	unsigned n = 4;
	struct err e = {0};
	char parent[512];

	if (!r->options.summary && report_folder_open(r->folder, &r->report, &e) < 0)
		return cli_fail(r->cli, EXIT_NO_OUTPUT, &e);
	if (SANITIZED) /* their leak checker could not read /proc */
		return EXIT_DONE;
	for (unsigned i = 0; i < r->options.input_count; i++)
		read[n++] = r->options.inputs[i];
	read[n++] = r->options.against;
	read[n] = NULL;
	confine(&(struct confine){read, r->options.summary ? NULL : r->folder,
				  r->report.made ? parent_of(r->folder, parent) : NULL, true, false, false});
	return EXIT_DONE;
}

/* Only the page of text is asked for: what it does not show is not worked out. */
static bool is_brief(const struct run *r)
{
	return r->options.summary && !r->options.against && !r->saving.path &&
	       strcmp(r->cli->format, "text") == 0;
}

/* What a site joins, and what is rewritten with other names, is in tables that SQL can change. */
static int make_store(struct run *r)
{
	int code = r->saving.path ? store_shared(&r->store) : store_memory(&r->store);

	if (code < 0 || r->saving.path || r->options.pseudonymise)
		return code;
	return store_hold(r->store, is_brief(r));
}

static int make_rooms(struct run *r)
{
	const struct inventory_options options = {
		.home = r->options.home,
		.home_count = r->options.home_count,
		.ledger = r->options.ledger ? &r->ledger : NULL,
		.countries = r->options.countries ? &r->countries : NULL,
	};
	struct decode_sink sink;

	r->inventory = inventory_new(&options);
	if (!r->inventory)
		return cli_say(r->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	sink = inventory_sink(r->inventory);
	r->stack = stack_new(NULL, &sink);
	if (!r->stack || make_store(r) < 0)
		return cli_say(r->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	stack_sum(r->stack);
	if (r->options.wifi_payload)
		stack_read_radio(r->stack);
	return EXIT_DONE;
}

static void read_frames(struct run *r)
{
	struct progress p = progress_of(r->cli, r->capture);
	struct frame frames[BATCH];
	unsigned n;

	while ((n = capture_next(r->capture, frames, BATCH)) > 0) {
		stack_take(r->stack, frames, n);
		progress_step(&p, n);
	}
	stack_end(r->stack);
	progress_end(&p);
}

/* The advice about certificates goes by today, to the day. */
static int tell_today(struct store *s)
{
	char sql[128];

	snprintf(sql, sizeof sql, "INSERT INTO setting(key, value) VALUES ('now', %lld)",
		 (long long)time(NULL) / 86400 * 86400000000);
	return sqlite3_exec(store_db(s), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static int judge(struct run *r)
{
	int code = inventory_write(r->inventory, r->capture, stack_counts(r->stack), r->store);

	if (code == 0)
		code = tell_today(r->store);
	if (code == 0)
		code = is_brief(r) ? assess_run_brief(r->store, r->cli->language, SUMMARY_FINDINGS)
				   : assess_run(r->store);
	if (code < 0)
		return cli_say(r->cli, EXIT_NO_OUTPUT, "cli.model-failed",
			       (const struct lang_arg[]){{"detail", store_error(r->store)}, {NULL, NULL}});
	return EXIT_DONE;
}

static int compare(struct run *r)
{
	struct err e = {0};

	if (!r->options.against || against_compare(r->store, r->options.against, &e) == 0)
		return EXIT_DONE;
	return cli_fail(r->cli, EXIT_NO_INPUT, &e);
}

static struct report_input report_of(const struct run *r)
{
	return (struct report_input){
		.store = r->store,
		.capture = r->capture,
		.counts = stack_counts(r->stack),
		.version = MIMAMORI_VERSION,
		.zone_minutes = cli_zone_minutes(
			r->cli, capture_files(r->capture) ? capture_file(r->capture, 0)->first : 0),
		.language = r->cli->language,
		.colour = r->cli->colour,
		.pseudonymise = r->options.pseudonymise,
	};
}

static void tell_folder(const struct run *r)
{
	struct out o;

	if (out_init(&o, STDOUT_FILENO) < 0)
		return;
	lang_fill(&o, lang(r->cli->language, "cli.report-at"),
		  (const struct lang_arg[]){{"folder", r->folder}, {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

static int write_report(struct run *r, const struct report_input *in)
{
	struct err e = {0};

	if (r->options.summary)
		return EXIT_DONE;
	if (report_folder_write(&r->report, in, &e) < 0)
		return cli_fail(r->cli, EXIT_NO_OUTPUT, &e);
	report_folder_close(&r->report, true);
	if (!r->cli->quiet && strcmp(r->cli->format, "text") == 0)
		tell_folder(r);
	return EXIT_DONE;
}

static int found(const struct run *r)
{
	sqlite3_stmt *q = NULL;
	int worst = SEVERITY_COUNT;

	if (sqlite3_prepare_v2(store_db(r->store), "SELECT min(severity) FROM finding", -1, &q, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW && sqlite3_column_type(q, 0) != SQLITE_NULL)
		worst = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return worst <= r->options.fail_on ? EXIT_FOUND : EXIT_DONE;
}

/* Everything from the walls on. */
static int examine(struct run *r)
{
	struct report_input in;
	int code = walls(r);

	if (code == EXIT_DONE)
		code = make_rooms(r);
	if (code != EXIT_DONE)
		return code;
	read_frames(r);
	code = judge(r);
	if (code == EXIT_DONE)
		code = compare(r);
	if (code == EXIT_DONE && r->saving.path)
		code = inspect_save(r->cli, &r->saving, r->capture);
	if (code != EXIT_DONE)
		return code;
	in = report_of(r);
	code = report_show(r->cli, &in);
	if (code == EXIT_DONE)
		code = write_report(r, &in);
	inspect_save_tell(r->cli, &r->saving);
	return code == EXIT_DONE ? found(r) : code;
}

static int inspect(struct run *r)
{
	int code = EXIT_DONE;

	if (r->options.save && inspect_keep(r->cli, &r->saving, r->options.save, &code))
		return code;
	if (code == EXIT_DONE)
		code = read_tables(r);
	if (code == EXIT_DONE)
		code = open_inputs(r);
	if (code == EXIT_DONE && r->options.save)
		code = inspect_save_prepare(r->cli, &r->saving, &r->options, &r->capture);
	if (code == EXIT_DONE && r->saving.path && inspect_save_split(r->cli, &r->saving, r->capture, &code))
		return code;
	return code == EXIT_DONE ? examine(r) : code;
}

static void run_clear(struct run *r)
{
	report_folder_close(&r->report, false);
	stack_free(r->stack);
	inventory_free(r->inventory);
	inspect_save_clear(&r->saving);
	store_free(r->store);
	capture_free(r->capture);
	ledger_clear(&r->ledger);
	countries_clear(&r->countries);
	free(r->folder);
}

int cli_inspect(struct cli *cli, int argc, char **argv)
{
	static struct run r; /* the inputs' table is large for a stack */
	int code;

	r = (struct run){
		.cli = cli, .report.fd = -1, .saving = {.keeper = -1, .from_parent = -1, .shown = &r.ledger}};
	code = inspect_options_read(cli, argc, argv, &r.options);
	if (code)
		return code;
	if (r.options.help) {
		puts(lang(cli->language, "cli.inspect-usage"));
		return EXIT_DONE;
	}
	r.folder = r.options.folder ? strdup(r.options.folder) : inspect_default_folder(&r.options);
	if (!r.folder)
		return cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	code = inspect(&r);
	run_clear(&r);
	return code;
}
