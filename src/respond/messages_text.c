/* What a message says: the receiver's language first, the other below it. Names of devices and places, never
 * an address of a network; nothing of any device to a vendor, who opens the page and sees his own. */
#include "respond/messages_parts.h"

#include "assess/sql.h"
#include "base/out.h"
#include "respond/alarm.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 600, LISTED = 10 /* alarms that a digest names */ };

static const char *const severities[] = {"severity.critical", "severity.high", "severity.medium",
					 "severity.low"};

struct composing {
	struct store *s;
	int64_t now;
	const struct message *m;
	const struct message_receiver *to; /* NULL: for a page */
	enum language l;
	struct out *o;
};

/* One sentence with its holes, and a line feed. */
static void say(struct composing *c, const char *key, const struct lang_arg *args)
{
	lang_fill(c->o, lang(c->l, key), args);
	out_char(c->o, '\n');
}

static void say_value(struct composing *c, const char *key, const char *value)
{
	if (*value)
		say(c, key, (const struct lang_arg[]){{"value", value}, {NULL, NULL}});
}

/* "2026-11-29 20:03" where the site stands. */
static void time_text(struct store *s, int64_t at, char *to, size_t room)
{
	int zone = (int)strtol(site_setting(s, "zone-minutes", "540"), NULL, 10);
	int64_t seconds = at / 1000000 + (int64_t)zone * 60;
	char day[DATE_ROOM];

	date_at(at, zone, day);
	snprintf(to, room, "%s %02d:%02d", day, (int)(seconds / 3600 % 24), (int)(seconds / 60 % 60));
}

/* --- of an alarm */

/* Name, number and place as people know them. */
static void where(struct store *s, const char *devices, int64_t about, char *to, size_t room)
{
	sqlite3_stmt *st = sql_of(s, devices, "i", about);
	size_t n = 0;

	*to = '\0';
	for (int i = 0; st && i < 3 && sqlite3_step(st) == SQLITE_ROW && n < room; i++) {
		char name[200], number[80], place[200];

		sql_text(st, 0, name, sizeof name);
		sql_text(st, 1, number, sizeof number);
		sql_text(st, 2, place, sizeof place);
		n += (size_t)snprintf(to + n, room - n, "%s%s%s%s%s%s", i ? "; " : "", number,
				      *number ? " " : "", name, *place ? ", " : "", place);
	}
	sqlite3_finalize(st);
}
#define OF_DEVICES "SELECT coalesce(d.name, d.model, 'd' || d.id), d.number, coalesce(d.place, d.line) FROM "
static const char of_alarm[] = OF_DEVICES
	"alarm_device a JOIN device_shown d ON d.id = a.device WHERE a.alarm = ?1 AND a.part = 'on' ORDER BY "
	"a.severity, d.id LIMIT 3";
static const char of_incident[] = OF_DEVICES "incident_device i JOIN device_shown d ON d.id = i.device WHERE "
					     "i.incident = ?1 ORDER BY i.role = 'by', d.id LIMIT 3";

static void steps(struct composing *c, const char *key, char *const list[ALARM_STEPS])
{
	if (!list[0])
		return;
	say(c, key, (const struct lang_arg[]){{NULL, NULL}});
	for (unsigned i = 0; i < ALARM_STEPS && list[i]; i++)
		out_fmt(c->o, "  - %s\n", list[i]);
}

static void alarm(struct composing *c)
{
	char since[40], place[LINE];
	struct alarm_text words;

	if (alarm_text(c->s, c->m->about, &words) < 0)
		return;
	time_text(c->s, sql_number(c->s, 0, "SELECT began FROM alarm WHERE id = ?1", "i", c->m->about), since,
		  sizeof since);
	where(c->s, of_alarm, c->m->about, place, sizeof place);
	say_value(c, "people.mail-what", words.title[c->l]);
	say_value(c, "people.mail-expected", words.expected[c->l]);
	say_value(c, "people.mail-came", words.came[c->l]);
	say_value(c, "people.mail-where", place);
	say_value(c, "people.mail-since", since);
	out_char(c->o, '\n');
	steps(c, "people.mail-first", words.first[c->l]);
	steps(c, "people.mail-dont", words.dont[c->l]);
	alarm_text_clear(&words);
}

/* --- of an incident, of many, of none */

static void incident(struct composing *c)
{
	sqlite3_stmt *st = sql_of(c->s, "SELECT title, began, report_due, state FROM incident WHERE id = ?1",
				  "i", c->m->about);
	char title[LINE] = "", since[40] = "", due[40] = "", place[LINE], state[24], key[64];

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, title, sizeof title);
		time_text(c->s, sqlite3_column_int64(st, 1), since, sizeof since);
		time_text(c->s, sqlite3_column_int64(st, 2), due, sizeof due);
		sql_text(st, 3, state, sizeof state);
	}
	sqlite3_finalize(st);
	where(c->s, of_incident, c->m->about, place, sizeof place);
	say_value(c, "people.mail-what", title);
	say_value(c, "people.mail-where", place);
	say_value(c, "people.mail-since", since);
	if (strcmp(c->m->state, "told") != 0)
		say_value(c, "people.mail-report-due", due);
	snprintf(key, sizeof key, "people.mail-do-%s", c->m->what);
	out_char(c->o, '\n');
	say(c, key, (const struct lang_arg[]){{NULL, NULL}});
}

static void digest(struct composing *c)
{
	int64_t count = sql_number(c->s, 0, "SELECT count(*) FROM message WHERE digest = ?1", "i", c->m->id);
	sqlite3_stmt *st = sql_of(
		c->s,
		"SELECT a.id, a.severity, a.title_ja, a.title_en FROM message m JOIN alarm a ON a.id = "
		"m.about WHERE m.digest = ?1 ORDER BY a.severity, a.id LIMIT ?2",
		"ii", c->m->id, (int64_t)LISTED);
	char number[24], title[LINE];

	snprintf(number, sizeof number, "%lld", (long long)count);
	say(c, "people.mail-digest", (const struct lang_arg[]){{"count", number}, {NULL, NULL}});
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		int severity = sqlite3_column_int(st, 1);

		out_fmt(c->o, "  a%lld  %s  %s\n", (long long)sqlite3_column_int64(st, 0),
			lang(c->l, severities[severity & 3]),
			sql_text(st, c->l == LANG_JA ? 2 : 3, title, sizeof title));
	}
	sqlite3_finalize(st);
	snprintf(number, sizeof number, "%lld", (long long)(count - LISTED));
	if (count > LISTED)
		say(c, "people.mail-digest-more", (const struct lang_arg[]){{"count", number}, {NULL, NULL}});
}

static void test(struct composing *c) { say(c, "people.mail-test", (const struct lang_arg[]){{NULL, NULL}}); }
static void vendor(struct composing *c)
{
	say(c, "people.mail-vendor", (const struct lang_arg[]){{NULL, NULL}});
}

static void subject_matter(struct composing *c)
{
	static const struct {
		const char *cause;
		void (*tell)(struct composing *c);
	} of[] = {{"alarm", alarm}, {"incident", incident}, {"digest", digest}, {"test", test}};
	char about[24], key[64];

	snprintf(about, sizeof about, "%c%lld", *c->m->cause, (long long)c->m->about);
	snprintf(key, sizeof key, "people.mail-%s-%s", c->m->cause, c->m->what);
	say(c, key,
	    (const struct lang_arg[]){
		    {"about", about}, {"severity", lang(c->l, severities[c->m->severity])}, {NULL, NULL}});
	if (c->to && c->to->vendor && strcmp(c->m->cause, "test") != 0) {
		vendor(c);
		return;
	}
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (strcmp(of[i].cause, c->m->cause) == 0)
			of[i].tell(c);
}

/* --- what the receiver does now */

static void token_of(struct store *s, int64_t receiver, char *to, size_t room)
{
	sqlite3_stmt *st = sql_of(s, "SELECT token FROM message_link WHERE receiver = ?1", "i", receiver);

	*to = '\0';
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, to, room);
	sqlite3_finalize(st);
}

static void answer(struct composing *c)
{
	const char *address = site_setting(c->s, "page-address", "");
	char link[400] = "", token[MESSAGE_LINK_ROOM], id[24], minutes[24];

	snprintf(id, sizeof id, "n%lld", (long long)c->m->id);
	snprintf(minutes, sizeof minutes, "%lld",
		 (long long)(message_minutes(c->s, c->m->severity) / MINUTE));
	if (*address) {
		size_t n = strlen(address);

		snprintf(link, sizeof link, "%.*s/links/", (int)(n && address[n - 1] == '/' ? n - 1 : n),
			 address);
		token_of(c->s, c->to->id, token, sizeof token);
		snprintf(link + strlen(link), sizeof link - strlen(link), "%s", token);
	}
	out_char(c->o, '\n');
	say(c, *link ? "people.mail-answer-link" : "people.mail-answer-page",
	    (const struct lang_arg[]){{"link", link}, {"id", id}, {"minutes", minutes}, {NULL, NULL}});
	if (strcmp(c->m->cause, "test") != 0)
		say(c, "people.mail-late", (const struct lang_arg[]){{"minutes", minutes}, {NULL, NULL}});
}

/* The next one who can be telephoned. */
static void next_person(struct composing *c)
{
	struct on_duty d;
	struct contact who;

	if (on_duty(c->s, c->now, NULL, c->m->system, &d) < 0)
		return;
	for (unsigned i = 0; i < d.count; i++)
		if (d.list[i].contact != c->to->contact && !d.list[i].away && !d.list[i].no_phone &&
		    contact_get(c->s, d.list[i].contact, &who) == 0 && !who.erased) {
			say(c, "people.mail-next",
			    (const struct lang_arg[]){
				    {"name", who.name}, {"phone", who.phone}, {NULL, NULL}});
			return;
		}
	say(c, "people.mail-next-nobody", (const struct lang_arg[]){{NULL, NULL}});
}

static void instead(struct composing *c)
{
	struct contact absent;

	if (c->to->instead_of && contact_get(c->s, c->to->instead_of, &absent) == 0 && !absent.erased)
		say(c, "people.mail-instead", (const struct lang_arg[]){{"name", absent.name}, {NULL, NULL}});
}

static void foot(struct composing *c)
{
	char id[24], at[40];

	snprintf(id, sizeof id, "n%lld", (long long)c->m->id);
	time_text(c->s, c->m->at, at, sizeof at);
	out_char(c->o, '\n');
	say(c, "people.mail-foot",
	    (const struct lang_arg[]){
		    {"id", id}, {"at", at}, {"site", site_setting(c->s, "name", "mimamori")}, {NULL, NULL}});
}

static void compose(struct composing *c)
{
	bool wants_answer = strcmp(c->m->state, "told") != 0;

	subject_matter(c);
	if (!c->to)
		return;
	instead(c);
	if (wants_answer)
		answer(c);
	if (strcmp(c->m->cause, "test") != 0 && wants_answer)
		next_person(c);
	foot(c);
}

int message_words(struct store *s, const struct message *m, const struct message_receiver *to, int64_t now,
		  enum language l, struct out *o)
{
	struct composing c = {.s = s, .now = now, .m = m, .to = to, .l = l, .o = o};

	compose(&c);
	return o->error ? -ENOMEM : 0;
}
