/* Titles, values and errors of records as people read them. */
#include "assess/contact.h"
#include "assess/hours.h"
#include "cli/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = RECORD_FIELDS_MAX + 16 };

const char *record_title(const struct record_kind *k, const char *name, enum language l)
{
	int field = k ? record_field(k, name) : -1;
	char key[64];
	const char *title;

	if (field >= 0)
		return k->fields[field].title[l];
	snprintf(key, sizeof key, "records.common-%.40s", name);
	title = lang(l, key);
	return title == key || strcmp(title, key) == 0 ? name : title;
}

void record_kind_title(const struct record *r, enum language l, char *to, size_t room)
{
	if (!r->kind)
		snprintf(to, room, "%s", r->kind_name);
	else if (r->topic < 0)
		snprintf(to, room, "%s", r->kind->title[l]);
	else
		snprintf(to, room, l == LANG_JA ? "%s（%s）" : "%s (%s)", r->kind->title[l],
			 r->kind->topics[r->topic].title[l]);
}

void record_who(struct store *s, int64_t contact, char *to, size_t room)
{
	struct contact c;

	to[0] = '\0';
	if (contact && contact_get(s, contact, &c) == 0)
		snprintf(to, room, "c%lld%s%s", (long long)contact, *c.name ? " " : "", c.name);
}

void record_id(int64_t id, char to[24]) { snprintf(to, 24, "r%lld", (long long)id); }

const char *record_state(const struct record *r, const char *today)
{
	return r->removed                ? "records.state-removed"
	       : !record_valid(r, today) ? "records.state-expired"
	       : r->is_signed            ? "records.state-signed"
					 : "records.state-valid";
}

static const struct record_choice *choice(const struct record_field *f, const char *value)
{
	for (unsigned i = 0; i < f->choice_count; i++)
		if (strcmp(f->choices[i].value, value) == 0)
			return &f->choices[i];
	return NULL;
}

/* Digits in groups of three. */
static void grouped(const char *digits, char *to, size_t room)
{
	size_t n = strlen(digits), at = 0;

	for (size_t i = 0; i < n && at + 2 < room; i++) {
		if (i && digits[i - 1] != '-' && (n - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = digits[i];
	}
	to[at] = '\0';
}

/* Old records may hold words that no program can compute with. */
static void hours_shown(const char *v, enum language l, char *to, size_t room)
{
	struct hours h;

	if (hours_parse("", v, &h, NULL) == 0)
		hours_show(&h, l, to, room);
	else
		lang_fill_buf(to, room, lang(l, "records.hours-free"),
			      (const struct lang_arg[]){{"detail", v}, {NULL, NULL}});
}

static void field_shown(struct store *s, const struct record_field *f, const char *v, enum language l,
			char *to, size_t room)
{
	char number[40];

	switch (f->type) {
	case RECORD_CHOICE:
		snprintf(to, room, "%s", choice(f, v) ? choice(f, v)->title[l] : v);
		break;
	case RECORD_CONTACT:
		record_who(s, strtoll(v + 1, NULL, 10), to, room);
		break;
	case RECORD_NUMBER:
		grouped(v, number, sizeof number);
		snprintf(to, room, l == LANG_JA ? "%s%s" : "%s %s", number, f->unit[l]);
		break;
	case RECORD_MONEY:
		grouped(v, number, sizeof number);
		snprintf(to, room, l == LANG_JA ? "%s円" : "JPY %s", number);
		break;
	case RECORD_HOURS:
		hours_shown(v, l, to, room);
		break;
	default:
		snprintf(to, room, "%s", v);
	}
}

void record_shown(struct store *s, const struct record *r, const char *name, enum language l, char *to,
		  size_t room)
{
	int field = record_field(r->kind, name);
	char key[40];

	to[0] = '\0';
	if (field >= 0 && r->values[field].text && !r->values[field].none)
		field_shown(s, &r->kind->fields[field], r->values[field].text, l, to, room);
	else if (field >= 0 && r->values[field].text)
		lang_fill_buf(to, room, lang(l, "records.none-because"),
			      (const struct lang_arg[]){{"detail", r->values[field].text}, {NULL, NULL}});
	else if (strcmp(name, "owner") == 0)
		record_who(s, r->owner, to, room);
	else if (strcmp(name, "deputy") == 0 && r->no_deputy)
		lang_fill_buf(to, room, lang(l, "records.none-because"),
			      (const struct lang_arg[]){{"detail", r->no_deputy}, {NULL, NULL}});
	else if (strcmp(name, "deputy") == 0)
		record_who(s, r->deputy, to, room);
	else if (strcmp(name, "says") == 0) {
		snprintf(key, sizeof key, "records.says-%s", record_says_name(r->says));
		snprintf(to, room, "%s", lang(l, key));
	} else if (field < 0)
		snprintf(to, room, "%s", record_text(r, name));
}

/* --- errors */

/* A list of words, cut when it must be. */
static void join(char *to, size_t room, const char *word, const char *between)
{
	size_t n = strlen(to);

	if (n + strlen(word) + strlen(between) + 1 < room)
		stpcpy(stpcpy(to + n, n ? between : ""), word);
}

static void choices_of(const struct record_field *f, enum language l, char *to, size_t room)
{
	char one[160];

	for (unsigned i = 0; i < f->choice_count; i++) {
		snprintf(one, sizeof one, l == LANG_JA ? "%s（%s）" : "%s (%s)", f->choices[i].value,
			 f->choices[i].title[l]);
		join(to, room, one, l == LANG_JA ? "、" : ", ");
	}
}

static void sides_of(const struct record_kind *k, enum language l, char *to, size_t room)
{
	char key[40];

	for (int side = 0; side < SIDES; side++) {
		snprintf(key, sizeof key, "contact.side-%s", record_side_name((enum record_side)side));
		if (k->writes >> side & 1)
			join(to, room, lang(l, key), l == LANG_JA ? "、" : ", ");
	}
}

static const char *near_field(const struct record_kind *k, const char *name)
{
	const char *names[NAMES + 1] = {NULL};
	unsigned n = 0;

	for (unsigned i = 0; i < k->field_count; i++)
		names[n++] = k->fields[i].name;
	for (const char *const *common = record_common; *common; common++)
		names[n++] = *common;
	return cli_nearest(name, names);
}

void record_sentence(const struct cli *cli, const struct record_kind *k, const struct err *e, char *to,
		     size_t room)
{
	enum language l = cli->language;
	const char *title = record_title(k, e->subject, l), *near_name = NULL, *key = e->key;
	char named[300], choices[900] = "", sides[300] = "", topics[900] = "", whole[80];
	int field = k ? record_field(k, e->subject) : -1;

	snprintf(named, sizeof named,
		 strcmp(title, e->subject) == 0 ? "%s"
		 : l == LANG_JA                 ? "%s（%s）"
						: "%s (%s)",
		 title, e->subject);
	if (field >= 0)
		choices_of(&k->fields[field], l, choices, sizeof choices);
	if (k)
		sides_of(k, l, sides, sizeof sides);
	for (unsigned i = 0; k && i < k->topic_count; i++)
		join(topics, sizeof topics, k->topics[i].name, " ");
	if (k && strcmp(key, "no-such-field") == 0 && (near_name = near_field(k, e->subject)))
		key = "no-such-field-near";
	snprintf(whole, sizeof whole, "records.%s", key);
	lang_fill_buf(to, room, lang(l, whole),
		      (const struct lang_arg[]){{"subject", named},
						{"detail", e->detail},
						{"choices", choices},
						{"sides", sides},
						{"topics", topics},
						{"near", near_name ? near_name : ""},
						{"kind", k ? k->title[l] : ""},
						{NULL, NULL}});
}

int record_fail(const struct cli *cli, struct store *s, const struct record_kind *k, const struct err *e)
{
	char sentence[2048];

	if (strcmp(e->key, "store") == 0)
		return acting_fail(cli, s, "records", e, (const struct lang_arg[]){{NULL, NULL}});
	record_sentence(cli, k, e, sentence, sizeof sentence);
	return cli_say(cli, acting_exit(e->code), "contact.and-nothing",
		       (const struct lang_arg[]){{"sentence", sentence}, {NULL, NULL}});
}

/* --- arguments */

static int no_kind(const struct cli *cli, const char *text)
{
	const char *names[128] = {NULL}, *nearest;

	for (size_t i = 0; i < record_kind_count && i < 127; i++)
		names[i] = record_kinds[i].name;
	nearest = cli_nearest(text, names);
	return cli_say(cli, EXIT_USAGE, nearest ? "records.no-such-kind-near" : "records.no-such-kind",
		       (const struct lang_arg[]){{"subject", text}, {"near", nearest}, {NULL, NULL}});
}

static int no_topic(const struct cli *cli, const struct record_kind *k, const char *text)
{
	char topics[900] = "";

	for (unsigned i = 0; i < k->topic_count; i++)
		join(topics, sizeof topics, k->topics[i].name, " ");
	return cli_say(cli, EXIT_USAGE, k->topic_count ? "records.no-such-topic" : "records.no-topics",
		       (const struct lang_arg[]){
			       {"subject", text}, {"kind", k->name}, {"topics", topics}, {NULL, NULL}});
}

int record_kind_arg(const struct cli *cli, const char *text, const struct record_kind **ret, int *ret_topic)
{
	const char *colon = strchr(text, ':');
	char name[64];

	snprintf(name, sizeof name, "%.*s", (int)(colon ? colon - text : (long)strlen(text)), text);
	if (!(*ret = record_kind(name)))
		return no_kind(cli, name);
	*ret_topic = colon ? record_topic(*ret, colon + 1) : -1;
	return colon && *ret_topic < 0 ? no_topic(cli, *ret, colon + 1) : EXIT_DONE;
}

int record_id_arg(const struct cli *cli, const char *text, int64_t *ret)
{
	char *end;

	*ret = text && *text == 'r' && text[1] >= '1' && text[1] <= '9' ? strtoll(text + 1, &end, 10) : 0;
	return *ret > 0 && !*end
		       ? EXIT_DONE
		       : cli_say(cli, EXIT_USAGE, "records.which",
				 (const struct lang_arg[]){{"subject", text ? text : ""}, {NULL, NULL}});
}
