/* mimamori incident open, and every deed: mimamori incident DEED i3 field=value ... --because WORDS. */
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/incident.h"
#include "cli/passphrase.h"
#include "cli/watching.h"
#include "respond/evidence.h"
#include "respond/first_report.h"
#include "respond/incident.h"
#include "store/checkpoint.h"

#include "assess/evidence.h"
#include "assess/life_states.h"
#include "assess/sql.h"
#include "base/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *verb = "";

void incident_verb(const char *deed) { verb = deed; }

struct ask {
	struct cli *cli;
	const char *site, *because, *file, *side, *version, *alarm, *devices;
	struct arguments words;
	int64_t id;
	bool waits;
	struct out fields;
	char passphrase[PASSPHRASE_ROOM];
	bool has_passphrase;
};

/* --- evidence, where nobody watches */

int incident_freeze(struct cli *cli, const char *site)
{
	static char report[EVIDENCE_REPORT];
	struct err e = {0};
	struct acting a;
	char *note = NULL;
	int64_t id;
	int r = 0, code = EXIT_DONE;

	if (!site || watching_process(site) != 0)
		return EXIT_DONE;
	code = acting_open(&a, cli, site, SITE_WRITE);
	if (code != EXIT_DONE)
		return code;
	if (evidence_waiting(a.store) && checkpoint_make(a.store, cli_now(), a.writing.actor, &note, &e) == 0)
		free(note); /* what was written so far is signed; a copy goes into the bag */
	while (r == 0 && (id = evidence_waiting(a.store))) {
		r = evidence_make(a.store, id, cli_now(), report);
		if (r == 0)
			r = site_begin(a.store);
		if (r == 0 && (r = evidence_told(a.store, report, &a.writing, &e)) == 0)
			r = site_commit(a.store);
	}
	if (r < 0) {
		site_rollback(a.store);
		code = cli_say(cli, EXIT_NO_OUTPUT, "incident.evidence-untold",
			       (const struct lang_arg[]){{"detail", store_error(a.store)}, {NULL, NULL}});
	}
	store_free(a.store);
	return code;
}

static int done(struct ask *a, const char *key, const char *detail)
{
	struct acting told = {.cli = a->cli};
	char id[24];

	snprintf(id, sizeof id, "i%lld", (long long)a->id);
	return acting_done(&told, id, key,
			   (const struct lang_arg[]){{"subject", id}, {"detail", detail}, {NULL, NULL}});
}

/* --- open */

static size_t devices_of(const char *words, int64_t list[INCIDENT_DEVICES])
{
	char copy[2048], *at = copy, *word;
	size_t n = 0;

	snprintf(copy, sizeof copy, "%s", words ? words : "");
	while ((word = strsep(&at, ", ")) && n < INCIDENT_DEVICES)
		if (*word)
			list[n++] = incident_number(word, 'd');
	return n;
}

static int act_open(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int64_t devices[INCIDENT_DEVICES];
	struct incident_opening o = {.alarm = a->alarm ? incident_number(a->alarm, 'a') : 0,
				     .devices = devices,
				     .count = devices_of(a->devices, devices),
				     .title = a->words.count ? a->words.list[0] : NULL,
				     .words = a->because};

	if (a->alarm && !o.alarm)
		return err_set(e, -ENOENT, a->alarm, "no-alarm", "%s", "");
	return incident_open(s, &o, w, &a->id, e);
}

int cli_incident_open(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code;

	a = (struct ask){.cli = cli, .site = site};
	const struct option_of options[] = {{"--alarm", &a.alarm, NULL},
					    {"--devices", &a.devices, NULL},
					    {"--because", &a.because, NULL},
					    {NULL, NULL, NULL}};
	code = arguments_read(cli, &a.site, argc, argv, options, &a.words);
	if (code == EXIT_DONE)
		code = arguments_most(cli, &a.words, 1);
	if (code == EXIT_DONE && !a.words.count && !a.alarm)
		code = cli_say(cli, EXIT_USAGE, "incident.say-what", NULL);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "incident", act_open, &a);
	if (code == EXIT_DONE)
		code = incident_freeze(cli, a.site);
	return code == EXIT_DONE ? done(&a, "incident.opened", "") : code;
}

/* --- deeds */

static int put_fields(struct ask *a)
{
	char name[40];
	int r = out_init(&a->fields, -1);

	if (r < 0)
		return r;
	json_object(&a->fields, NULL);
	for (int i = 1; i < a->words.count; i++) {
		const char *value = word_value(a->words.list[i], name, sizeof name);

		if (!value)
			return cli_say(
				a->cli, EXIT_USAGE, "incident.no-equals",
				(const struct lang_arg[]){{"subject", a->words.list[i]}, {NULL, NULL}});
		json_str(&a->fields, name, value);
	}
	json_end_object(&a->fields);
	return EXIT_DONE;
}

static int act_deed(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	struct incident_asking asking = {.incident = a->id,
					 .deed = verb,
					 .words = a->because,
					 .fields = out_bytes(&a->fields, NULL),
					 .version = a->version ? strtoll(a->version, NULL, 10) : 0,
					 .side = a->side,
					 .passphrase = a->has_passphrase ? a->passphrase : NULL};

	int r = incident_deed(s, &asking, w, &a->waits, e);

	return r < 0 ? r : life_states_judge(s, w->at, NULL, NULL); /* checks speak of incidents, too */
}

static int do_deed(struct ask *a)
{
	int code = put_fields(a);

	if (code == EXIT_DONE && a->file) {
		code = passphrase_read(a->cli, a->file, "decision.passphrase", false, a->passphrase);
		a->has_passphrase = code == EXIT_DONE;
	}
	if (code == EXIT_DONE)
		code = cli_act(a->cli, a->site, "incident", act_deed, a);
	if (code == EXIT_DONE && strcmp(verb, "freeze") == 0)
		code = incident_freeze(a->cli, a->site);
	passphrase_wipe(a->passphrase);
	out_clear(&a->fields);
	return code == EXIT_DONE ? done(a, a->waits ? "incident.waits" : "incident.done", verb) : code;
}

static int read_deed(struct ask *a, struct cli *cli, const char *site, int argc, char **argv,
		     const char **to_file)
{
	const struct option_of options[] = {{"--because", &a->because, NULL},
					    {"--passphrase-file", &a->file, NULL},
					    {"--side", &a->side, NULL},
					    {"--unchanged", &a->version, NULL},
					    {to_file ? "-o" : "--side", to_file ? to_file : &a->side, NULL},
					    {NULL, NULL, NULL}};
	int code;

	a->cli = cli;
	a->site = site;
	code = arguments_read(cli, &a->site, argc, argv, options, &a->words);
	if (code == EXIT_DONE && (!a->words.count || !(a->id = incident_number(a->words.list[0], 'i'))))
		code = cli_say(cli, EXIT_USAGE, "incident.name-one", NULL);
	return code;
}

int cli_incident_deed(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code;

	a = (struct ask){0};
	code = read_deed(&a, cli, site, argc, argv, NULL);
	return code == EXIT_DONE ? do_deed(&a) : code;
}

/* --- report: with fields the deed, alone the words of the report */

static int print_report(struct ask *a, const char *file)
{
	struct first_report *report = NULL;
	struct store *s = NULL;
	struct out o;
	int r, fd = STDOUT_FILENO, code = cli_site_open(a->cli, a->site, SITE_READ, &s);
	FILE *f = NULL;

	if (code != EXIT_DONE)
		return code;
	r = first_report_make(s, a->id, NULL, false, a->cli->language, site_zone(s), cli_now(), &report);
	store_free(s);
	if (r < 0)
		return cli_say(a->cli, EXIT_USAGE, "incident.no-incident",
			       (const struct lang_arg[]){{"subject", a->words.list[0]}, {NULL, NULL}});
	if (file && !(f = fopen(file, "wxe"))) {
		free(report);
		return cli_say(a->cli, EXIT_NO_OUTPUT, "incident.no-output",
			       (const struct lang_arg[]){
				       {"subject", file}, {"detail", strerror(errno)}, {NULL, NULL}});
	}
	if (f)
		fd = fileno(f);
	r = out_init(&o, fd);
	if (r == 0 && f)
		first_report_html(report, a->cli->language, &o);
	else if (r == 0)
		first_report_text(report, &o);
	if (r == 0)
		r = out_finish(&o);
	out_clear(&o);
	free(report);
	if (f)
		fclose(f);
	return r < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
}

int cli_incident_report(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	const char *file = NULL;
	int code;

	a = (struct ask){0};
	code = read_deed(&a, cli, site, argc, argv, &file);
	if (code != EXIT_DONE)
		return code;
	return a.words.count == 1 ? print_report(&a, file) : do_deed(&a);
}
