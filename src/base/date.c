#include "base/date.h"

#include <stdio.h>
#include <string.h>

struct civil {
	int year;
	unsigned month, day;
};

/* Era arithmetic of H. Hinnant, "chrono-compatible low-level date algorithms". */
static int32_t days_of(struct civil c)
{
	int y = c.year - (c.month <= 2), era = y / 400;
	unsigned of_era = (unsigned)(y - era * 400);
	unsigned of_year = (153 * (c.month > 2 ? c.month - 3 : c.month + 9) + 2) / 5 + c.day - 1;

	return era * 146097 + (int32_t)(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719468;
}

static struct civil civil_of(int32_t days)
{
	int32_t z = days + 719468, era = z / 146097;
	unsigned of_era = (unsigned)(z - era * 146097);
	unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
	struct civil c = {(int)year + era * 400, m < 10 ? m + 3 : m - 9, of_year - (153 * m + 2) / 5 + 1};

	c.year += c.month <= 2;
	return c;
}

static unsigned days_in(int year, unsigned month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

static void text_of_civil(struct civil c, char ret[DATE_ROOM])
{
	unsigned year = (unsigned)c.year % 10000,
		 n[8] = {year / 1000,  year / 100 % 10, year / 10 % 10, year % 10,
			 c.month / 10, c.month % 10,    c.day / 10,     c.day % 10};
	static const unsigned char at[] = {0, 1, 2, 3, 5, 6, 8, 9};

	memcpy(ret, "0000-00-00", DATE_ROOM);
	for (int i = 0; i < 8; i++)
		ret[at[i]] = (char)('0' + n[i]);
}

/* A digit of either width at *s, or -1; *s moves past it. */
static int digit(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;

	if (*p >= '0' && *p <= '9') {
		*s += 1;
		return (int)*p - (int)'0';
	}
	if (p[0] == 0xef && p[1] == 0xbc && p[2] >= 0x90 && p[2] <= 0x99) { /* U+FF10 to U+FF19 */
		*s += 3;
		return p[2] - 0x90;
	}
	return -1;
}

static bool number(const char **s, int most, int *ret)
{
	int d, digits = 0, n = 0;

	while (digits < most && (d = digit(s)) >= 0) {
		n = n * 10 + d;
		digits++;
	}
	*ret = n;
	return digits > 0;
}

static bool one_of(const char **s, const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);

		if (strncmp(*s, *words, n) == 0) {
			*s += n;
			return true;
		}
	}
	return false;
}

bool date_parse(const char *s, char ret[DATE_ROOM])
{
	static const char *const year[] = {"-", "/", ".", "年", "／", "－", NULL},
				 *const month[] = {"-", "/", ".", "月", "／", "－", NULL},
				 *const day[] = {"日", NULL};
	int y, m, d;

	while (*s == ' ')
		s++;
	if (!number(&s, 4, &y) || !one_of(&s, year) || !number(&s, 2, &m) || !one_of(&s, month) ||
	    !number(&s, 2, &d))
		return false;
	one_of(&s, day);
	while (*s == ' ')
		s++;
	if (*s || y < 1900 || m < 1 || m > 12 || d < 1 || (unsigned)d > days_in(y, (unsigned)m))
		return false;
	text_of_civil((struct civil){y, (unsigned)m, (unsigned)d}, ret);
	return true;
}

static struct civil civil_of_text(const char *date)
{
	struct civil c = {1970, 1, 1};

	sscanf(date, "%4d-%2u-%2u", &c.year, &c.month, &c.day);
	return c;
}

int32_t date_days(const char *date) { return days_of(civil_of_text(date)); }

void date_text(int32_t days, char ret[DATE_ROOM]) { text_of_civil(civil_of(days), ret); }

void date_at(int64_t us, int minutes_east, char ret[DATE_ROOM])
{
	int64_t seconds = us / 1000000 + (int64_t)minutes_east * 60, days = seconds / 86400;

	date_text((int32_t)(seconds % 86400 < 0 ? days - 1 : days), ret);
}

void date_months_later(const char *date, int months, char ret[DATE_ROOM])
{
	struct civil c = civil_of_text(date);
	int month = (int)c.month - 1 + months;
	unsigned most;

	c.year += month / 12;
	c.month = (unsigned)(month % 12) + 1;
	most = days_in(c.year, c.month);
	c.day = c.day > most ? most : c.day;
	text_of_civil(c, ret);
}
