#include "assess/tokens.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *column, *before; /* of the sentence's key */
} words[] = {{"deed", "deeds.deed-"}, {"radio", "wifi.security-"}};

const char *tokens_word(enum language l, const char *name, size_t n, const char *token)
{
	char key[80];

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *text;

		if (strlen(words[i].column) != n || memcmp(words[i].column, name, n) != 0)
			continue;
		snprintf(key, sizeof key, "%s%.48s", words[i].before, token);
		text = lang(l, key);
		return text == key ? token : text;
	}
	return token;
}
