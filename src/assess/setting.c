#include "assess/setting.h"

#include "assess/event.h"
#include "assess/record_expiry.h"
#include "assess/role.h"
#include "base/text.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct setting settings[] = {
	{"site_name", "name", SETTING_TEXT, "", 0, 100, NULL},
	{"language", "language", SETTING_WORD, "ja", 0, 0, "ja en"},
	{"time_zone", "time-zone", SETTING_ZONE, "Asia/Tokyo", 0, 64, NULL},
	{"zone_minutes", "zone-minutes", SETTING_INT, "540", -720, 840, NULL},
	{"fiscal_year_start", "fiscal-year-start", SETTING_DAY, FISCAL_YEAR_START, 0, 5, NULL},
	{"two_people", "two-people", SETTING_SWITCH, "on", 0, 0, NULL},
	{"code_roles", "code-roles", SETTING_ROLES, "", 0, 100, NULL},
	{"tell_from", "tell-from", SETTING_WORD, "medium", 0, 0, "critical high medium low"},
	{"tell_minutes", "tell-minutes", SETTING_INT, "10", 1, 240, NULL},
	{"tell_most", "tell-most", SETTING_INT, "20", 1, 1000, NULL},
	{"page_address", "page-address", SETTING_TEXT, "", 0, 200, "https://"},
	{"judge_seconds", "judge-seconds", SETTING_INT, "30", 10, 3600, NULL},
	{"first_report_minutes", "first-report-minutes", SETTING_INT, "60", 5, 1440, NULL},
	{"incident_watch_minutes", "incident-watch-minutes", SETTING_INT, "60", 1, 10080, NULL},
	{"learning_hours", "learning-hours", SETTING_INT, "24", 0, 720, NULL},
	{"rhythm_seconds", "rhythm-seconds", SETTING_INT, "300", 20, 86400, NULL},
};
const size_t setting_count = sizeof settings / sizeof *settings;

/* Where clocks are never moved; elsewhere the minutes are set by hand. */
static const struct {
	const char *zone;
	int minutes;
} fixed[] = {{"Asia/Tokyo", 540},    {"Japan", 540},          {"Asia/Seoul", 540},
	     {"Asia/Shanghai", 480}, {"Asia/Taipei", 480},    {"Asia/Hong_Kong", 480},
	     {"Asia/Manila", 480},   {"Asia/Singapore", 480}, {"Asia/Kuala_Lumpur", 480},
	     {"Asia/Bangkok", 420},  {"Asia/Jakarta", 420},   {"Asia/Ho_Chi_Minh", 420},
	     {"Asia/Saigon", 420},   {"Asia/Dhaka", 360},     {"Asia/Kolkata", 330},
	     {"Asia/Calcutta", 330}, {"Asia/Dubai", 240},     {"UTC", 0},
	     {"Etc/UTC", 0}};

const struct setting *setting_named(const char *name)
{
	for (size_t i = 0; i < setting_count; i++)
		if (strcmp(settings[i].name, name) == 0 || strcmp(settings[i].key, name) == 0)
			return &settings[i];
	return NULL;
}

/* --- what fits */

static bool is_number(const struct setting *t, const char *v)
{
	char *end;
	long long n = strtoll(v, &end, 10);

	return *v && !*end && n >= t->least && n <= t->most;
}

/* Each of the words is one of those allowed. */
static bool all_words(const char *v, bool (*known)(const char *word, const void *ctx), const void *ctx)
{
	char copy[256], *at = copy, *word;

	if (strlen(v) >= sizeof copy)
		return false;
	snprintf(copy, sizeof copy, "%s", v);
	while ((word = strsep(&at, " ")))
		if (*word && !known(word, ctx))
			return false;
	return true;
}

static bool is_role(const char *word, const void *ctx)
{
	(void)ctx;
	return role_named(word) != 0;
}

static bool is_word(const char *words, const char *v)
{
	size_t n = strlen(v);

	for (const char *at = words; (at = strstr(at, v)); at += n)
		if (n && (at == words || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool fits(const struct setting *t, const char *v)
{
	switch (t->type) {
	case SETTING_INT:
		return is_number(t, v);
	case SETTING_SWITCH:
		return strcmp(v, "on") == 0 || strcmp(v, "off") == 0;
	case SETTING_WORD:
		return is_word(t->words, v);
	case SETTING_DAY:
		return fiscal_start_valid(v);
	case SETTING_ROLES:
		return all_words(v, is_role, NULL);
	case SETTING_TEXT:
		if (t->words && *v && strncmp(v, t->words, strlen(t->words)) != 0)
			return false;
		/* fall through */
	default:
		return characters(v) <= (size_t)t->most && text_shows(text_z(v));
	}
}

/* --- writing */

static int put(struct store *s, const struct setting *t, const char *value, const struct writing *w,
	       struct err *e)
{
	struct event_body b;

	if (strcmp(site_setting(s, t->key, "\x01"), value) == 0)
		return 0;
	event_begin(&b);
	json_str(&b.o, "key", t->key);
	json_str(&b.o, "value", value);
	return event_told(&b, s, "setting-set", w, e);
}

int setting_put(struct store *s, const char *name, const char *value, const struct writing *w, struct err *e)
{
	const struct setting *t = setting_named(name);
	char minutes[12];
	int r;

	if (!t)
		return err_set(e, -EINVAL, name, "no-setting", "%s", name);
	if (!fits(t, value))
		return err_set(e, -EINVAL, t->name, "bad-setting", "%.200s", value);
	r = put(s, t, value, w, e);
	for (size_t i = 0; r == 0 && t->type == SETTING_ZONE && i < sizeof fixed / sizeof *fixed; i++)
		if (strcmp(fixed[i].zone, value) == 0) {
			snprintf(minutes, sizeof minutes, "%d", fixed[i].minutes);
			return put(s, setting_named("zone_minutes"), minutes, w, e);
		}
	return r;
}
