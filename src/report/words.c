#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

char *grouped(char buf[WORD_TEXT], int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)(n < 0 ? -n : n));
	char *p = buf;

	if (n < 0)
		*p++ = '-';
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*p++ = ',';
		*p++ = digits[i];
	}
	*p = '\0';
	return buf;
}

static char *local(char buf[WORD_TEXT], int64_t us, int zone_minutes, const char *form)
{
	time_t seconds = (time_t)((us - (us < 0 ? 999999 : 0)) / 1000000 + (int64_t)zone_minutes * 60);
	struct tm tm;

	if (us == INT64_MIN || !gmtime_r(&seconds, &tm) || strftime(buf, WORD_TEXT, form, &tm) == 0)
		snprintf(buf, WORD_TEXT, "-");
	return buf;
}

char *local_minute(char buf[WORD_TEXT], int64_t us, int zone)
{
	return local(buf, us, zone, "%Y-%m-%d %H:%M");
}
char *local_second(char buf[WORD_TEXT], int64_t us, int zone)
{
	return local(buf, us, zone, "%Y-%m-%d %H:%M:%S");
}

char *zone_name(char buf[WORD_TEXT], int zone, enum language l)
{
	const char *name = zone != 540 ? "" : l == LANG_JA ? "日本時間 " : "Japan time, ";
	int minutes = abs(zone) % 60;

	if (zone == 0)
		snprintf(buf, WORD_TEXT, "UTC");
	else if (minutes)
		snprintf(buf, WORD_TEXT, "%sUTC%c%d:%02d", name, zone < 0 ? '-' : '+', abs(zone) / 60,
			 minutes);
	else
		snprintf(buf, WORD_TEXT, "%sUTC%c%d", name, zone < 0 ? '-' : '+', abs(zone) / 60);
	return buf;
}

char *item_mark(char buf[WORD_TEXT], const char *item, enum language l)
{
	static const char *const circled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"};
	const char *dash = strchr(item, '-');

	if (l == LANG_JA && dash && dash[1] >= '1' && dash[1] <= '9' && !dash[2])
		snprintf(buf, WORD_TEXT, "%.*s-%s", (int)(dash - item), item, circled[dash[1] - '1']);
	else
		snprintf(buf, WORD_TEXT, "%s", item);
	return buf;
}

char *span_text(char *buf, size_t room, int64_t first, int64_t last, int zone_minutes, enum language l)
{
	char from[WORD_TEXT], to[WORD_TEXT], zone[WORD_TEXT];
	struct lang_arg args[] = {{"from", local_minute(from, first, zone_minutes)},
				  {"to", local_minute(to, last, zone_minutes)},
				  {"zone", zone_name(zone, zone_minutes, l)},
				  {NULL, NULL}};

	if (strncmp(from, to, 11) == 0)
		args[1].value = to + 11;
	return lang_fill_buf(buf, room, lang(l, "summary.span"), args);
}
