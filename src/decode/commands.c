#include "decode/commands.h"

static const struct command_word unknown = {0, -1, CLASS_OTHER, DEED_none, false, "Unknown command", ""};

/* The first row that is not before (code, sub). */
static uint32_t at_or_after(const struct command_table *t, int64_t code, int64_t sub)
{
	uint32_t low = 0, high = t->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct command_word *w = &t->words[middle];

		if (w->code < code || (w->code == code && w->sub < sub))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct command_word *exact(const struct command_table *t, int64_t code, int64_t sub)
{
	uint32_t i = at_or_after(t, code, sub);

	return i < t->count && t->words[i].code == code && t->words[i].sub == sub ? &t->words[i] : NULL;
}

const struct command_word *command_find(enum protocol p, int64_t code, int64_t sub)
{
	const struct command_table *t = &command_tables[p < PROTO_COUNT ? p : PROTO_none];
	const struct command_word *w = exact(t, code, sub);

	return w || sub < 0 ? w : exact(t, code, -1);
}

const struct command_word *command_word(enum protocol p, int64_t code, int64_t sub)
{
	const struct command_word *w = command_find(p, code, sub);

	return w ? w : &unknown;
}

const char *sign_in_token(enum sign_in s)
{
	static const char *const tokens[] = {"unknown", "none", "optional", "password", "certificate"};

	return tokens[s < sizeof tokens / sizeof *tokens ? s : SIGN_IN_UNKNOWN];
}
