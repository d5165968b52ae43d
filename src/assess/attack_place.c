#include "assess/attack_place.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MERGES_DEEP = 32 };

int64_t place_number(const char *end, char letter)
{
	char *stop = NULL;
	long long n = end[0] == letter && end[1] >= '1' && end[1] <= '9' ? strtoll(end + 1, &stop, 10) : 0;

	return stop && !*stop ? n : 0;
}

/* A word of small letters and hyphens. */
static bool is_kind(const char *end)
{
	size_t n = strspn(end, "abcdefghijklmnopqrstuvwxyz-");

	return n > 2 && !end[n];
}

static bool is_end(const char *end, bool far)
{
	return place_number(end, 'd') || place_number(end, 'r') || (far && place_number(end, 'o'));
}

int place_read(const char *text, struct place *ret)
{
	const char *between = strchr(text, '~');
	size_t n = between ? (size_t)(between - text) : strlen(text);

	memset(ret, 0, sizeof *ret);
	if (n >= sizeof ret->near || (between && strlen(between + 1) >= sizeof ret->far))
		return -EINVAL;
	memcpy(ret->near, text, n);
	if (between)
		memcpy(ret->far, between + 1, strlen(between + 1));
	if (is_kind(ret->near) && (between ? is_kind(ret->far) : true))
		return 0;
	return is_end(ret->near, false) && (between ? is_end(ret->far, true) : true) &&
			       strcmp(ret->near, ret->far) != 0
		       ? 0
		       : -EINVAL;
}

void place_text(const struct place *p, char ret[ATTACK_PLACE])
{
	snprintf(ret, ATTACK_PLACE, "%.40s%s%.40s", p->near, *p->far ? "~" : "", p->far);
}

bool place_is_kind(const struct place *p) { return is_kind(p->near); }

static void follow(struct store *s, char end[ATTACK_PLACE])
{
	for (int i = 0; i < MERGES_DEEP; i++) {
		int64_t device = place_number(end, 'd');
		int64_t into = device ? sql_number(s, 0,
						   "SELECT into_device FROM device_merge WHERE gone = ?1 AND "
						   "undone IS NULL ORDER BY id DESC LIMIT 1",
						   "i", device)
				      : 0;

		if (!into)
			return;
		snprintf(end, ATTACK_PLACE, "d%lld", (long long)into);
	}
}

void place_follow(struct store *s, struct place *p)
{
	follow(s, p->near);
	follow(s, p->far);
}

static bool exists(struct store *s, const char *end)
{
	int64_t n;

	if ((n = place_number(end, 'd')))
		return sql_number(s, 0, "SELECT 1 FROM device WHERE id = ?1", "i", n) != 0;
	if ((n = place_number(end, 'o')))
		return sql_number(s, 0, "SELECT 1 FROM outside WHERE id = ?1", "i", n) != 0;
	if ((n = place_number(end, 'r')))
		return sql_number(s, 0,
				  "SELECT 1 FROM record WHERE id = ?1 AND kind = 'manual-device' AND removed "
				  "= 0",
				  "i", n) != 0;
	return sql_number(s, 0,
			  "SELECT ?1 = 'outside' OR EXISTS (SELECT 1 FROM device_shown WHERE kind = ?1)", "t",
			  end) != 0;
}

int place_exists(struct store *s, const struct place *p, const char **ret_end)
{
	*ret_end = !exists(s, p->near) ? p->near : *p->far && !exists(s, p->far) ? p->far : NULL;
	return *ret_end ? -ENOENT : 0;
}
