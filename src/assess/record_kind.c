#include "assess/record_kind.h"

#include <string.h>

const struct record_kind *record_kind(const char *name)
{
	for (size_t i = 0; i < record_kind_count; i++)
		if (strcmp(record_kinds[i].name, name) == 0)
			return &record_kinds[i];
	return NULL;
}

int record_topic(const struct record_kind *k, const char *name)
{
	for (unsigned i = 0; i < k->topic_count; i++)
		if (strcmp(k->topics[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool is_called(const struct record_field *f, const char *name)
{
	return strcmp(f->name, name) == 0 || strcmp(f->title[LANG_JA], name) == 0 ||
	       strcmp(f->title[LANG_EN], name) == 0;
}

int record_field(const struct record_kind *k, const char *name)
{
	for (unsigned i = 0; i < k->field_count; i++)
		if (is_called(&k->fields[i], name))
			return (int)i;
	return -1;
}

bool record_has_field(const struct record_kind *k, int topic, int field)
{
	unsigned topics = k->fields[field].topics;

	return !topics || (topic >= 0 && topics >> topic & 1);
}

const char *record_says_name(enum record_says says)
{
	static const char *const names[] = {"yes", "partly", "no"};

	return names[says];
}

const char *record_side_name(enum record_side side)
{
	static const char *const names[SIDES] = {"it",    "ot",    "executive", "vendor",
						 "csirt", "other", "admin"};

	return side < SIDES ? names[side] : "";
}
