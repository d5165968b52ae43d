#include "assess/record_expiry.h"

#include <stdio.h>
#include <string.h>

/* Puts the start of the fiscal year that begins in a year into ret. */
static void begins(int year, const char *start, char ret[DATE_ROOM])
{
	char text[24];

	snprintf(text, sizeof text, "%04d-%s", year, start);
	if (!date_parse(text, ret))
		date_parse("2000-04-01", ret);
}

bool fiscal_start_valid(const char *start)
{
	char text[24], day[DATE_ROOM];

	if (strlen(start) != 5 || start[2] != '-')
		return false;
	snprintf(text, sizeof text, "2001-%s", start); /* no leap year */
	return date_parse(text, day);
}

void fiscal_last_day(const char *made_on, const char *start, unsigned years, char ret[DATE_ROOM])
{
	int year = 2000;
	char first[DATE_ROOM], next[DATE_ROOM];

	if (!fiscal_start_valid(start))
		start = FISCAL_YEAR_START;
	sscanf(made_on, "%4d", &year);
	begins(year, start, first);
	if (strcmp(made_on, first) < 0)
		year--;
	begins(year + (int)years, start, first);
	date_months_later(first, 1, next);
	date_text(date_days(next) - 1, ret);
}
