#include "assess/tokens.h"

#include <stdio.h>
#include <string.h>

static bool is(const char *name, size_t n, const char *column)
{
	return strlen(column) == n && memcmp(column, name, n) == 0;
}

const char *tokens_word(enum language l, const char *name, size_t n, const char *token)
{
	char key[80] = "";
	const char *text;

	if (is(name, n, "deed"))
		snprintf(key, sizeof key, "deeds.deed-%.48s", token);
	else if (is(name, n, "radio"))
		snprintf(key, sizeof key, "wifi.security-%.48s", token);
	else if (is(name, n, "protocol"))
		snprintf(key, sizeof key, "protocols.%.48s", token);
	text = lang(l, key);
	return text == key ? token : text;
}
