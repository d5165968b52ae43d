/* mimamori backtest FILE... [SITE.db]: the alarms that would have been raised, had this capture been watched.
 * By its own clock; with SITE.db, by what that site knows and has learnt. Nothing is written. */
#include "cli/commands.h"

#include "base/confine.h"
#include "base/date.h"
#include "capture/capture.h"
#include "cli/arguments.h"
#include "cli/table.h"
#include "cli/when.h"
#include "decode/stack.h"
#include "detect/detect.h"
#include "detect/known.h"
#include "inventory/table.h"
#include "respond/alarm_fill.h"
#include "respond/alarms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 32, SECOND = 1000000, TELL_S = 5, GAP_S = 60, SENDERS_MAX = 100000, SIGNALS_MAX = 100000 };

struct told { /* a signal, kept for --signals */
	int64_t when;
	const char *detector;
	char by[48], on[48], key[SIGNAL_KEY];
	struct packet packet;
	uint8_t what;
	bool learning, claimed;
};

struct backtest {
	struct cli *cli;
	bool signals; /* --signals: those, not alarms */
	struct detect *detect;
	struct alarms *alarms;
	struct stack *stack;
	struct decode_sink ear;
	struct table senders;           /* known_key() of each: who is counted as a device */
	int64_t second, first, seconds; /* of the capture's clock; seconds: watched */
	struct told *told;
	size_t count;
	uint64_t said, unkept;
	unsigned raised;
	struct table *table;
};

static int say(const struct backtest *b, int code, const char *key, const char *subject)
{
	return cli_say(b->cli, code, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

/* --- what is heard */

/* "d3", an address, or nothing. */
static void call(int64_t device, const struct who *w, char *buf, size_t size)
{
	char address[IP_TEXT];

	*buf = '\0';
	if (device)
		snprintf(buf, size, "d%lld", (long long)device);
	else if (!ip_is_none(w->ip))
		snprintf(buf, size, "%s", ip_text(w->ip, address));
	else if (!mac_is_none(w->mac))
		snprintf(buf, size, "%s", mac_text(w->mac, address));
}

static void on_signal(void *ctx, const struct signal *s)
{
	struct backtest *b = ctx;
	struct told *t;

	alarms_take(b->alarms, s);
	b->said++;
	if (!b->signals)
		return;
	if (b->count == SIGNALS_MAX) {
		b->unkept++;
		return;
	}
	t = &b->told[b->count++];
	*t = (struct told){.when = s->when,
			   .detector = s->detector,
			   .packet = s->packet,
			   .what = s->what,
			   .learning = s->learning,
			   .claimed = s->claimed};
	call(s->by_device, &s->by, t->by, sizeof t->by);
	call(s->on_device, &s->on, t->on, sizeof t->on);
	snprintf(t->key, sizeof t->key, "%s", s->key);
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct backtest *b = ctx;
	struct who key = known_key(b->detect, &s->from);
	bool is_new, on_site = ip_is_none(key.ip) || known_on_site(b->detect, key.ip);

	if (on_site && (!mac_is_none(key.mac) || !ip_is_none(key.ip)))
		table_add(&b->senders, &key, &is_new);
	b->ear.sighting(b->ear.ctx, s);
}

static void on_fact(void *ctx, const struct fact *f)
{
	struct backtest *b = ctx;

	b->ear.fact(b->ear.ctx, f);
}

static void on_flow(void *ctx, const struct flow *f)
{
	struct backtest *b = ctx;

	b->ear.flow(b->ear.ctx, f);
}

/* --- the capture's clock */

/* As sensor does it: what is new each second, all of it every five. */
static void tick(struct backtest *b)
{
	if (b->second % TELL_S == 0)
		stack_tell(b->stack);
	else
		stack_tell_new(b->stack);
	detect_tick(b->detect, b->second * SECOND);
	alarms_tick(b->alarms, b->second * SECOND);
}

/* A minute without a frame is passed over: nobody watched. */
static void clock_to(struct backtest *b, int64_t second)
{
	if (b->second == 0)
		b->first = b->second = second;
	if (second - b->second > GAP_S) {
		b->second++;
		tick(b);
		b->second = second - 1;
	}
	while (b->second < second) {
		b->second++;
		b->seconds++;
		tick(b);
	}
}

static void run(struct backtest *b, struct capture *c)
{
	struct frame frames[BATCH];
	unsigned n;

	while ((n = capture_next(c, frames, BATCH)) > 0)
		for (unsigned from = 0, to; from < n; from = to) {
			int64_t second = frames[from].when / SECOND;

			for (to = from + 1; to < n && frames[to].when / SECOND == second; to++)
				;
			clock_to(b, second);
			stack_take(b->stack, frames + from, to - from);
		}
	stack_end(b->stack);
	clock_to(b, b->second + 1);
}

/* --- telling it */

static const char *time_text(const struct cli *cli, int64_t us)
{
	static char text[40];
	char date[DATE_ROOM];

	date_at(us, 0, date);
	snprintf(text, sizeof text, "%sT%02d:%02d:%02dZ", date, (int)(us / 3600000000 % 24),
		 (int)(us / 60000000 % 60), (int)(us / 1000000 % 60));
	return cli_when(cli, text);
}

static void alarm_row(void *ctx, const struct alarm_seen *s)
{
	static const char *const severities[] = {"critical", "high", "medium", "low", "info"};
	struct backtest *b = ctx;
	struct alarm_fill fill = {.many = !*s->cause && s->words->many_count};
	char title[FILL_SENTENCE], key[32];

	snprintf(key, sizeof key, "severity.%s", severities[s->severity]);
	alarm_fill_add(&fill, "by", s->cause, s->cause);
	alarm_fill_add(&fill, "on", s->cause, s->cause);
	table_cell(b->table, time_text(b->cli, s->began));
	table_cell(b->table, strcmp(b->cli->format, "text") == 0 ? lang(b->cli->language, key)
								 : severities[s->severity]);
	table_cell(b->table, s->words->name);
	table_text(b->table, s->cause);
	table_cell(b->table,
		   alarm_fill_sentence(&fill, b->cli->language, alarm_title(s->words, fill.many), title));
	table_cell(b->table, time_text(b->cli, s->last));
	table_number(b->table, (int64_t)s->count);
	b->raised++;
}

static void signal_rows(struct backtest *b)
{
	static const char *const whats[] = {"on", "more", "off"};
	char packet[32];

	for (size_t i = 0; i < b->count; i++) {
		const struct told *t = &b->told[i];

		table_cell(b->table, time_text(b->cli, t->when));
		table_cell(b->table, whats[t->what]);
		table_cell(b->table, t->detector);
		table_text(b->table, t->by);
		table_text(b->table, t->on);
		table_text(b->table, t->key);
		table_text(b->table, t->learning ? "learning" : t->claimed ? "claimed" : "");
		snprintf(packet, sizeof packet, "%u:%u", t->packet.file, t->packet.n);
		table_text(b->table, t->packet.n ? packet : "");
	}
}

/* So many alarms, by so many devices in so many hours. */
static void sum_up(const struct backtest *b)
{
	char alarms[24], devices[24], hours[24], rate[24], said[24];
	double days = (double)b->senders.count * (double)b->seconds / 86400;
	struct detect_counts d = detect_counts(b->detect);

	snprintf(alarms, sizeof alarms, "%u", b->raised);
	snprintf(devices, sizeof devices, "%u", b->senders.count);
	snprintf(hours, sizeof hours, "%.2f", (double)b->seconds / 3600);
	snprintf(rate, sizeof rate, "%.3f", days > 0 ? b->raised / days : 0);
	snprintf(said, sizeof said, "%llu", (unsigned long long)b->said);
	if (!b->cli->quiet)
		cli_say(b->cli, 0, d.dropped || b->unkept ? "backtest.sum-dropped" : "backtest.sum",
			(const struct lang_arg[]){{"alarms", alarms},
						  {"devices", devices},
						  {"hours", hours},
						  {"rate", rate},
						  {"signals", said},
						  {NULL, NULL}});
}

static void count_alarm(void *ctx, const struct alarm_seen *s)
{
	(void)s;
	((struct backtest *)ctx)->raised++;
}

static int tell(struct backtest *b)
{
	static const char *const alarms[] = {"began", "severity", "detector", "cause",
					     "title", "last",     "#count",   NULL};
	static const char *const signals[] = {"when", "what", "detector", "by", "on",
					      "key",  "note", "packet",   NULL};
	int code;

	b->table = table_new(b->cli, "backtest", b->signals ? signals : alarms);
	if (!b->table)
		return say(b, EXIT_NO_OUTPUT, "cli.memory", "");
	if (b->signals) {
		alarms_each(b->alarms, count_alarm, b);
		signal_rows(b);
	} else {
		alarms_each(b->alarms, alarm_row, b);
	}
	code = table_print(b->table,
			   lang(b->cli->language, b->signals ? "backtest.no-signals" : "backtest.none"));
	sum_up(b);
	return code;
}

/* --- beginning */

static void on_failure(void *ctx, const struct err *e)
{
	const struct backtest *b = ctx;

	cli_fail(b->cli, 0, e);
}

/* What the site knows is read before hostile bytes are, and the file closed. */
static int take_site(struct backtest *b, const char *site)
{
	struct store *s = NULL;
	int code = site ? cli_site_open(b->cli, site, SITE_READ, &s) : EXIT_DONE;

	if (!s)
		return code;
	if (detect_load(b->detect, s) < 0 || detect_site(b->detect, s) < 0)
		code = cli_store_failed(b->cli, s, -1);
	store_free(s);
	return code;
}

static bool begin(struct backtest *b, const struct detect_options *o)
{
	const struct decode_sink sink = {.ctx = b, .sighting = on_sighting, .fact = on_fact, .flow = on_flow};

	b->detect = detect_new(o);
	b->alarms = alarms_new(NULL);
	b->stack = stack_new(NULL, &sink);
	b->told = b->signals ? calloc(SIGNALS_MAX, sizeof *b->told) : NULL;
	table_init(&b->senders, sizeof(struct who), sizeof(struct who), SENDERS_MAX);
	if (!b->detect || !b->alarms || !b->stack || (b->signals && !b->told))
		return false;
	b->ear = detect_sink(b->detect);
	return true;
}

static void end(struct backtest *b)
{
	detect_free(b->detect);
	alarms_free(b->alarms);
	stack_free(b->stack);
	table_clear(&b->senders);
	free(b->told);
}

static int read_files(struct backtest *b, const struct arguments *words)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	const char **read = calloc((size_t)words->count + 1, sizeof *read);
	struct capture *c;
	int code;

	if (!read)
		return say(b, EXIT_NO_OUTPUT, "cli.memory", "");
	memcpy(read, words->list, (size_t)words->count * sizeof *read);
	code = capture_open(read, (unsigned)words->count, &all, on_failure, b, &c) ? EXIT_NO_INPUT
										   : EXIT_DONE;
#ifndef __SANITIZE_ADDRESS__
	if (code == EXIT_DONE)
		confine(&(struct confine){read, NULL, NULL, true, false, false});
#endif
	if (code == EXIT_DONE) {
		run(b, c);
		capture_free(c);
		code = tell(b);
	}
	free(read);
	return code;
}

int cli_backtest(struct cli *cli, int argc, char **argv)
{
	struct backtest b = {.cli = cli};
	struct detect_options o = {.ctx = &b, .signal = on_signal};
	const char *site = NULL, *hours = NULL;
	bool help = false;
	const struct option_of options[] = {{"--learning", &hours, NULL},
					    {"--signals", NULL, &b.signals},
					    {"--help", NULL, &help},
					    {NULL, NULL, NULL}};
	struct arguments words;
	char *rest = NULL;
	int code = arguments_read(cli, &site, argc - 1, argv + 1, options, &words);

	if (code != EXIT_DONE)
		return code;
	if (help || words.count == 0) {
		fprintf(help ? stdout : stderr, "%s\n", lang(cli->language, "cli.backtest-usage"));
		return help ? EXIT_DONE : EXIT_USAGE;
	}
	o.learning = hours ? strtoll(hours, &rest, 10) * 3600 * SECOND : 0;
	o.taught = hours && o.learning == 0;
	if (hours && (*rest || !*hours || o.learning < 0 || o.learning > INT64_C(8760) * 3600 * SECOND))
		return arguments_wrong(cli, "--learning");
	code = begin(&b, &o) ? take_site(&b, site) : say(&b, EXIT_NO_OUTPUT, "cli.memory", "");
	if (code == EXIT_DONE)
		code = read_files(&b, &words);
	end(&b);
	return code;
}
