#include "unpack/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t number_format(unsigned id)
{
	bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
		    (id >= 50 && id <= 58);

	return date ? FORMAT_DATE : FORMAT_GENERAL;
}

/* Letters of dates outside "quotes", [brackets] and after a backslash; the part before the first ";" counts.
 */
uint8_t number_format_of_code(const char *code)
{
	size_t zeros = strspn(code, "0");
	bool quoted = false, bracket = false;

	if (zeros > 1 && zeros < 32 && code[zeros] == '\0')
		return (uint8_t)zeros;
	if (strncmp(code, "General", 7) == 0)
		return FORMAT_GENERAL;
	for (; *code && (*code != ';' || quoted); code++) {
		if (*code == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (*code == '\\' && code[1])
			code++;
		else if (*code == '[' || *code == ']')
			bracket = *code == '[';
		else if (!bracket && strchr("ymdhsYMDHS", *code))
			return FORMAT_DATE;
	}
	return FORMAT_GENERAL;
}

/* Days since 1970-01-01 to a civil date (the Gregorian calendar counted in eras of 400 years). */
static void civil(long days, int *ret_year, unsigned *ret_month, unsigned *ret_day)
{
	long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	unsigned doe = (unsigned)(z - era * 146097),
		 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
		 doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*ret_day = doy - (153 * mp + 2) / 5 + 1;
	*ret_month = mp < 10 ? mp + 3 : mp - 9;
	*ret_year = (int)((long)yoe + era * 400 + (*ret_month <= 2));
}

/* Serial 1 is 1900-01-01; 60 is a 29 February that never was (kept for an older program's sake). */
static size_t date_text(double serial, bool from_1904, char buf[NUMBER_TEXT])
{
	double day = floor(serial);
	long seconds = lround((serial - day) * 86400), days;
	unsigned month, d;
	int year, n;

	if (seconds == 86400) {
		seconds = 0;
		day += 1;
	}
	days = (long)day + (from_1904 ? -24107 : day < 60 ? -25568 : -25569);
	civil(days, &year, &month, &d);
	if (day < 1 && !from_1904)
		n = snprintf(buf, NUMBER_TEXT, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
			     seconds % 60);
	else if (seconds)
		n = snprintf(buf, NUMBER_TEXT, "%04d-%02u-%02u %02ld:%02ld:%02ld", year, month, d,
			     seconds / 3600, seconds / 60 % 60, seconds % 60);
	else
		n = snprintf(buf, NUMBER_TEXT, "%04d-%02u-%02u", year, month, d);
	return (size_t)n;
}

static size_t as_it_is(const char *value, char buf[NUMBER_TEXT])
{
	size_t n = strnlen(value, NUMBER_TEXT - 1);

	memcpy(buf, value, n);
	buf[n] = '\0';
	return n;
}

size_t number_text(const char *value, uint8_t format, bool from_1904, char buf[NUMBER_TEXT])
{
	char *end;
	double v = strtod(value, &end);

	if (end == value || *end || !isfinite(v))
		return as_it_is(value, buf);
	if (format == FORMAT_DATE && v >= 0 && v < 2958466) /* 9999-12-31 */
		return date_text(v, from_1904, buf);
	if (format && format != FORMAT_DATE && v >= 0 && v < 1e15 && v == floor(v))
		return (size_t)snprintf(buf, NUMBER_TEXT, "%0*.0f", format, v);
	if (v == floor(v) && fabs(v) < 1e15)
		return (size_t)snprintf(buf, NUMBER_TEXT, "%.0f", v == 0 ? 0.0 : v);
	return (size_t)snprintf(buf, NUMBER_TEXT, "%.15g", v);
}
