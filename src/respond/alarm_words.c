#include "respond/alarm_words.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *name, const void *words)
{
	return strcmp(name, ((const struct alarm_words *)words)->name);
}

const struct alarm_words *alarm_words_of(const char *detector)
{
	return bsearch(detector, alarm_words, alarm_words_count, sizeof *alarm_words, by_name);
}
