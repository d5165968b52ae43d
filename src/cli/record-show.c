/* mimamori record show: one record and what happened to it. */
#include "assess/contact.h"
#include "cli/record.h"
#include "cli/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHOWN = 8200 };

static void line(struct out *o, const char *title, const char *value)
{
	if (!*value)
		return;
	out_fmt(o, "  %s: ", title);
	for (; *value; value++) {
		out_char(o, *value);
		if (*value == '\n')
			out_str(o, "    ");
	}
	out_char(o, '\n');
}

/* Is the attachment still what it was? */
static const char *attachment_state(struct acting *a, const struct record *r)
{
	struct record now = {.kind = r->kind, .topic = -1};
	struct err e = {0};
	const char *key = record_set(a->store, &now, "attachment", r->attachment, a->today, &e) < 0
				  ? "records.file-gone"
			  : strcmp(now.attachment_hash, r->attachment_hash) == 0 ? "records.file-same"
										 : "records.file-changed";

	record_clear(&now);
	return lang(a->cli->language, key);
}

struct history {
	struct acting *a;
	struct out *o;
	bool json;
};

static int history_line(void *ctx, const struct record_event *e)
{
	struct history *h = ctx;
	enum language l = h->a->cli->language;
	char key[40], when[40], who[CONTACT_TEXT + 32] = "";
	int64_t at = e->at + (int64_t)cli_zone_minutes(h->a->cli, e->at) * 60000000,
		seconds = at / 1000000 % 86400;
	char day[DATE_ROOM];

	date_at(at, 0, day);
	snprintf(when, sizeof when, "%s %02d:%02d", day, (int)(seconds / 3600), (int)(seconds / 60 % 60));
	if (e->actor[0] == 'c')
		record_who(h->a->store, strtoll(e->actor + 1, NULL, 10), who, sizeof who);
	if (!*who)
		snprintf(who, sizeof who, "%s", e->actor);
	snprintf(key, sizeof key, "records.did-%s", e->what);
	out_fmt(h->o, "  #%lld  %s  %s  %s", (long long)e->seq, when, who, lang(l, key));
	if (e->version)
		out_fmt(h->o, "  v%u", e->version);
	if (*e->changed || *e->because)
		out_fmt(h->o, "  %s", *e->because ? e->because : e->changed);
	if (strcmp(e->what, "signed") == 0)
		out_fmt(h->o, "  %s", lang(l, e->proven ? "records.proven" : "records.not-proven"));
	out_char(h->o, '\n');
	return 0;
}

static void show_text(struct acting *a, const struct record *r, struct out *o)
{
	enum language l = a->cli->language;
	struct history h = {a, o, false};
	static char value[SHOWN];
	char kind[300];

	record_kind_title(r, l, kind, sizeof kind);
	out_fmt(o, "r%lld  %s  %s  %s\n", (long long)r->id, kind, r->system,
		lang(l, record_state(r, a->today)));
	for (unsigned i = 0; r->kind && i < r->kind->field_count; i++) {
		record_shown(a->store, r, r->kind->fields[i].name, l, value, sizeof value);
		line(o, r->kind->fields[i].title[l], value);
	}
	for (const char *const *name = record_common + 1; r->kind && *name; name++) {
		record_shown(a->store, r, *name, l, value, sizeof value);
		line(o, record_title(NULL, *name, l), value);
	}
	if (r->attachment)
		out_fmt(o, "    SHA-256 %s  %s\n", r->attachment_hash, attachment_state(a, r));
	line(o, lang(l, "records.c-expires"), r->expires_on);
	out_fmt(o, "%s\n", lang(l, "records.history"));
	record_history(a->store, r->id, history_line, &h);
}

static int history_json(void *ctx, const struct record_event *e)
{
	struct history *h = ctx;

	json_object(h->o, NULL);
	json_int(h->o, "event", e->seq);
	json_time(h->o, "at", e->at);
	json_str(h->o, "actor", e->actor);
	json_str(h->o, "what", e->what);
	json_int(h->o, "version", e->version);
	json_str(h->o, "because", *e->because ? e->because : NULL);
	json_str(h->o, "changed", e->changed);
	json_bool(h->o, "proven", e->proven);
	json_end_object(h->o);
	return 0;
}

static void show_json(struct acting *a, const struct record *r, struct out *o)
{
	struct history h = {a, o, true};
	char id[24];

	record_id(r->id, id);
	json_object(o, NULL);
	json_str(o, "record", id);
	json_str(o, "kind", r->kind_name);
	json_str(o, "topic", r->topic < 0 ? NULL : r->kind->topics[r->topic].name);
	json_int(o, "version", r->version);
	json_str(o, "state", strrchr(record_state(r, a->today), '-') + 1);
	json_bool(o, "signed", r->is_signed);
	json_str(o, "expires", *r->expires_on ? r->expires_on : NULL);
	json_str(o, "hash", r->hash);
	json_str(o, "attachment_hash", *r->attachment_hash ? r->attachment_hash : NULL);
	json_str(o, "result", record_says_name(r->says));
	for (const char *const *name = record_common; r->kind && *name; name++)
		json_str(o, *name, *record_text(r, *name) ? record_text(r, *name) : NULL);
	json_object(o, "fields");
	for (unsigned i = 0; r->kind && i < r->kind->field_count; i++)
		if (r->values[i].text)
			json_str(o, r->kind->fields[i].name, record_text(r, r->kind->fields[i].name));
	json_end_object(o);
	json_array(o, "history");
	record_history(a->store, r->id, history_json, &h);
	json_end_array(o);
	json_end_object(o);
	out_char(o, '\n');
}

static int show(struct acting *a, int64_t id, const char *text)
{
	struct record r;
	struct out o;
	int code = record_get(a->store, id, &r);

	if (code < 0)
		return cli_say(a->cli, EXIT_USAGE, "records.no-such-record",
			       (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
	if (out_init(&o, STDOUT_FILENO) == 0) {
		if (strcmp(a->cli->format, "json") == 0)
			show_json(a, &r, &o);
		else
			show_text(a, &r, &o);
		out_finish(&o);
		out_clear(&o);
	}
	record_clear(&r);
	return EXIT_DONE;
}

int run_record_show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	int64_t id;
	int code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE)
		code = record_id_arg(cli, words.count ? words.list[0] : NULL, &id);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = show(&a, id, words.list[0]);
	store_free(a.store);
	return code;
}
