#include "assess/record_value.h"

#include "assess/contact.h"
#include "assess/hours.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 15 };

static int bad(const char *name, const char *key, const char *detail, struct err *e)
{
	return err_set(e, -EINVAL, name, key, "%s", detail);
}

static int copied(const char *text, char **ret) { return (*ret = strdup(text)) ? 0 : -ENOMEM; }

/* --- texts */

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool is_fit(const char *s, bool lines)
{
	while (*s) {
		size_t n = strcspn(s, "\n");

		if (!text_shows(text_of(s, n)))
			return false;
		s += n;
		if (*s == '\n' && !lines)
			return false;
		s += *s == '\n';
	}
	return true;
}

/* Without outer white space; CR LF and CR become LF. */
static char *tidied(const char *s)
{
	char *out = malloc(strlen(s) + 1), *to = out;

	if (!out)
		return NULL;
	while (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t')
		s++;
	for (; *s; s++) {
		if (*s == '\r' && s[1] == '\n')
			continue;
		*to++ = *s == '\r' ? '\n' : *s == '\t' ? ' ' : *s;
	}
	while (to > out && (to[-1] == ' ' || to[-1] == '\n'))
		to--;
	*to = '\0';
	return out;
}

int value_text(const char *name, const char *text, size_t most, bool lines, char **ret, struct err *e)
{
	char *tidy = tidied(text), limit[24];
	const char *key = NULL;

	if (!tidy)
		return bad(name, "memory", "", e);
	if (characters(tidy) > most)
		key = "too-long";
	else if (!is_fit(tidy, lines))
		key = lines ? "bad-text" : "bad-line";
	if (key) {
		snprintf(limit, sizeof limit, "%zu", most);
		free(tidy);
		return bad(name, key, limit, e);
	}
	*ret = tidy;
	return 0;
}

const char *value_none(const char *text)
{
	static const char *const words[] = {"none", "None", "なし", "無し", "ない", NULL};

	text += strspn(text, " \t\r\n");
	for (const char *const *word = words; *word; word++) {
		const char *rest = text + strlen(*word);

		if (strncmp(text, *word, strlen(*word)) != 0)
			continue;
		rest += strspn(rest, " ");
		if (strncmp(rest, "：", 3) == 0)
			rest += 3;
		else if (*rest++ != ':')
			return NULL;
		rest += strspn(rest, " \t\r\n");
		return *rest ? rest : NULL;
	}
	return NULL;
}

/* --- dates, people, devices */

int value_date(const char *name, const char *text, const char *today, char ret[DATE_ROOM], struct err *e)
{
	if (strcmp(text, "today") == 0 || strcmp(text, "今日") == 0) {
		memcpy(ret, today, DATE_ROOM);
		return 0;
	}
	return date_parse(text, ret) ? 0 : bad(name, "bad-date", text, e);
}

int value_contact(struct store *s, const char *name, const char *text, int64_t *ret, struct err *e)
{
	*ret = contact_find(s, text);
	return *ret ? 0 : bad(name, "bad-contact", text, e);
}

static int contact_value(struct store *s, const struct record_field *f, const char *text, char **ret,
			 struct err *e)
{
	char shown[24];
	int64_t id;
	int r = value_contact(s, f->name, text, &id, e);

	snprintf(shown, sizeof shown, "c%lld", (long long)id);
	return r < 0 ? r : copied(shown, ret);
}

static int date_value(const struct record_field *f, const char *text, const char *today, char **ret,
		      struct err *e)
{
	char date[DATE_ROOM];
	int r = value_date(f->name, text, today, date, e);

	return r < 0 ? r : copied(date, ret);
}

static bool is_there(struct store *s, const char *sql, int64_t id)
{
	sqlite3_stmt *st = NULL;
	bool there = false;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, id);
		there = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return there;
}

/* "d3" of the model, or "r12": a device entered by hand. */
static int device_value(struct store *s, const struct record_field *f, const char *text, char **ret,
			struct err *e)
{
	char *end, shown[24];
	long long id = (*text == 'd' || *text == 'r') && text[1] >= '0' && text[1] <= '9'
			       ? strtoll(text + 1, &end, 10)
			       : 0;
	const char *sql =
		*text == 'd'
			? "SELECT 1 FROM device WHERE id = ?1"
			: "SELECT 1 FROM record WHERE id = ?1 AND kind = 'manual-device' AND removed = 0";

	if (id <= 0 || (*end && *end != ' ') || !is_there(s, sql, id))
		return bad(f->name, "bad-device", text, e);
	snprintf(shown, sizeof shown, "%c%lld", *text, id);
	return copied(shown, ret);
}

/* --- choices, lists */

static int choice_value(const struct record_field *f, const char *text, char **ret, struct err *e)
{
	for (unsigned i = 0; i < f->choice_count; i++) {
		const struct record_choice *c = &f->choices[i];

		if (strcmp(text, c->value) == 0 || strcmp(text, c->title[LANG_JA]) == 0 ||
		    strcmp(text, c->title[LANG_EN]) == 0)
			return copied(c->value, ret);
	}
	return bad(f->name, "bad-choice", text, e);
}

/* Semicolons of either width and line feeds part the entries. */
static int list_value(const struct record_field *f, const char *text, char **ret, struct err *e)
{
	char *tidy, *to, *from;
	bool pending = false;
	int r = value_text(f->name, text, RECORD_LONG_MOST, true, &tidy, e);

	if (r < 0)
		return r;
	if (!(to = *ret = malloc(2 * strlen(tidy) + 1))) {
		free(tidy);
		return bad(f->name, "memory", "", e);
	}
	for (from = tidy; *from;) {
		if (*from == ';' || *from == '\n' || strncmp(from, "；", 3) == 0) {
			while (to > *ret && to[-1] == ' ')
				to--;
			pending = to > *ret;
			from += *from == ';' || *from == '\n' ? 1 : 3;
			from += strspn(from, " ");
			continue;
		}
		if (pending) {
			to = stpcpy(to, "; ");
			pending = false;
		}
		*to++ = *from++;
	}
	*to = '\0';
	free(tidy);
	if (characters(*ret) <= RECORD_LONG_MOST)
		return 0;
	free(*ret);
	*ret = NULL;
	return err_set(e, -EINVAL, f->name, "too-long", "%d", RECORD_LONG_MOST);
}

/* --- numbers */

/* A digit of either width; *s moves past it. */
static int digit(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;

	if (*p >= '0' && *p <= '9') {
		(*s)++;
		return (int)*p - '0';
	}
	if (p[0] == 0xef && p[1] == 0xbc && p[2] >= 0x90 && p[2] <= 0x99) {
		*s += 3;
		return (int)p[2] - 0x90;
	}
	return -1;
}

static bool skip(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* Digits, with commas between; *s moves past them. */
static bool digits(const char **s, int64_t *ret)
{
	int d, n = 0;

	for (*ret = 0; n <= DIGITS_MOST; n++) {
		if ((d = digit(s)) < 0 && n && (skip(s, ",") || skip(s, "，")))
			d = digit(s);
		if (d < 0)
			break;
		*ret = *ret * 10 + d;
	}
	return n > 0 && n <= DIGITS_MOST;
}

static int number_text(int64_t n, char **ret)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	return copied(text, ret);
}

static int number_value(const struct record_field *f, const char *text, char **ret, struct err *e)
{
	const char *s = text;
	bool minus = skip(&s, "-");
	int64_t n;

	if (!digits(&s, &n))
		return bad(f->name, "bad-number", text, e);
	s += strspn(s, " ");
	if (*s && strcmp(s, f->unit[LANG_JA]) != 0 && strcmp(s, f->unit[LANG_EN]) != 0)
		return bad(f->name, "bad-number", text, e);
	n = minus ? -n : n;
	if (n < f->min || n > f->max)
		return err_set(e, -EINVAL, f->name, "bad-range", "%lld–%lld", (long long)f->min,
			       (long long)f->max);
	return number_text(n, ret);
}

/* Yen: 1200000, 1,200,000円, 120万円, ¥1200000. */
static int money_value(const struct record_field *f, const char *text, char **ret, struct err *e)
{
	const char *s = text;
	int64_t n;

	if (!skip(&s, "¥") && !skip(&s, "￥"))
		skip(&s, "JPY ");
	if (!digits(&s, &n))
		return bad(f->name, "bad-money", text, e);
	if (skip(&s, "億"))
		n = n < 1000000 ? n * 100000000 : -1;
	else if (skip(&s, "万"))
		n = n < 10000000000 ? n * 10000 : -1;
	skip(&s, "円");
	return *s || n < 0 ? bad(f->name, "bad-money", text, e) : number_text(n, ret);
}

/* --- hours */

static int hours_value(const struct record_field *f, const char *text, char **ret, struct err *e)
{
	char written[HOURS_TEXT];
	struct hours h;
	int r = hours_parse(f->name, text, &h, e);

	if (r < 0)
		return r;
	return hours_write(&h, written, sizeof written) ? copied(written, ret)
							: bad(f->name, "hours-many", "", e);
}

int value_of(struct store *s, const struct record_field *f, const char *text, const char *today, char **ret,
	     struct err *e)
{
	switch (f->type) {
	case RECORD_TEXT:
		return value_text(f->name, text, RECORD_TEXT_MOST, false, ret, e);
	case RECORD_LONG:
		return value_text(f->name, text, RECORD_LONG_MOST, true, ret, e);
	case RECORD_DATE:
		return date_value(f, text, today, ret, e);
	case RECORD_CONTACT:
		return contact_value(s, f, text, ret, e);
	case RECORD_DEVICE:
		return device_value(s, f, text, ret, e);
	case RECORD_CHOICE:
		return choice_value(f, text, ret, e);
	case RECORD_NUMBER:
		return number_value(f, text, ret, e);
	case RECORD_MONEY:
		return money_value(f, text, ret, e);
	case RECORD_LIST:
		return list_value(f, text, ret, e);
	case RECORD_HOURS:
		return hours_value(f, text, ret, e);
	}
	return -EINVAL;
}
