#include "cli/when.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

const char *cli_when(const struct cli *cli, const char *time)
{
	static char text[40];
	unsigned hour = 0, minute = 0;
	char date[DATE_ROOM], day[DATE_ROOM];
	int64_t us;
	int zone;

	if (!time || strcmp(cli->format, "text") != 0 || strlen(time) < 16 ||
	    sscanf(time + 11, "%2u:%2u", &hour, &minute) != 2)
		return time;
	snprintf(date, sizeof date, "%.10s", time);
	us = ((int64_t)date_days(date) * 1440 + hour * 60 + minute) * 60000000;
	zone = cli_zone_minutes(cli, us);
	date_at(us, zone, day);
	us += (int64_t)zone * 60000000;
	snprintf(text, sizeof text, "%s %02d:%02d", day, (int)(us / 3600000000 % 24),
		 (int)(us / 60000000 % 60));
	return text;
}
