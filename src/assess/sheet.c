#include "assess/sheet.h"

#include <string.h>

const struct sheet *sheet_named(const char *sheet)
{
	for (size_t i = 0; i < sheet_count; i++)
		if (strcmp(sheets[i].name, sheet) == 0)
			return &sheets[i];
	return NULL;
}

const struct sheet_item *sheet_item(const char *sheet, const char *item)
{
	const struct sheet *s = sheet_named(sheet);

	for (size_t i = 0; s && i < s->count; i++)
		if (strcmp(s->items[i].item, item) == 0)
			return &s->items[i];
	return NULL;
}

const struct sheet_group *sheet_group(const char *sheet, const char *item)
{
	const struct sheet *s = sheet_named(sheet);
	size_t length = strcspn(item, "-");

	for (size_t i = 0; s && i < s->group_count; i++)
		if (strlen(s->groups[i].item) == length && memcmp(s->groups[i].item, item, length) == 0)
			return &s->groups[i];
	return NULL;
}

enum csf sheet_function(const char *category)
{
	static const char first[][3] = {"ID", "PR", "DE", "RS", "RC"};
	size_t i = 0;

	while (i + 1 < sizeof first / sizeof *first && strncmp(category, first[i], 2) != 0)
		i++;
	return (enum csf)i;
}
