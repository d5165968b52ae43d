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

static const struct command_word *find(enum protocol p, int64_t code, int64_t sub)
{
	const struct command_table *t = &command_tables[p < PROTO_COUNT ? p : PROTO_none];
	const struct command_word *w = exact(t, code, sub);

	return w || sub < 0 ? w : exact(t, code, -1);
}

/* The few requests that a plant makes all day, as they were found last. */
const struct command_word *command_find(enum protocol p, int64_t code, int64_t sub)
{
	static _Thread_local struct last {
		int64_t code, sub;
		const struct command_word *word;
		uint32_t protocol; /* + 1 */
	} lasts[256];
	struct last *l = &lasts[(uint8_t)((uint64_t)code * 5 + (uint64_t)sub * 31 + p * 67)];

	if (l->protocol != p + 1u || l->code != code || l->sub != sub)
		*l = (struct last){code, sub, find(p, code, sub), p + 1u};
	return l->word;
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
