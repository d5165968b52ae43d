/* Words that pages need beside their own: the glossary, names of kinds, fields, layers, events, protocols. */
#include "serve/handler.h"
#include "serve/terms.h"

#include "fact/fact.h"

#include <stdio.h>
#include <string.h>

api_handler api_words;

static void glossary(struct out *o)
{
	json_array(o, "glossary");
	for (size_t i = 0; i < term_count; i++) {
		json_object(o, NULL);
		json_str(o, "id", terms[i].id);
		json_pair(o, "word", terms[i].word[LANG_JA], terms[i].word[LANG_EN]);
		json_pair(o, "plant", terms[i].plant[LANG_JA], terms[i].plant[LANG_EN]);
		json_pair(o, "it", terms[i].it[LANG_JA], terms[i].it[LANG_EN]);
		json_pair(o, "help", terms[i].help[LANG_JA], terms[i].help[LANG_EN]);
		json_end_object(o);
	}
	json_end_array(o);
}

/* All sentences of a topic whose name begins so, under what is left of it. */
static void topic(struct out *o, const char *name, const char *of, const char *start)
{
	char prefix[64];
	size_t n = (size_t)snprintf(prefix, sizeof prefix, "%s.%s", of, start);

	json_object(o, name);
	for (size_t i = 0; i < lang_count; i++)
		if (strncmp(lang_table[i].key, prefix, n) == 0)
			json_pair(o, lang_table[i].key + n, lang_table[i].text[LANG_JA],
				  lang_table[i].text[LANG_EN]);
	json_end_object(o);
}

int api_words(struct call *c)
{
	struct out *o = c->out;

	json_object(o, NULL);
	glossary(o);
	topic(o, "kinds", "kinds", "");
	topic(o, "fields", "fields", "");
	json_object(o, "protocols");
	for (int p = PROTO_none; p < PROTO_COUNT; p++)
		json_str(o, protocol_token((enum protocol)p), protocol_title((enum protocol)p));
	json_end_object(o);
	topic(o, "layers", "layers", "");
	topic(o, "severities", "severity", "");
	topic(o, "events", "journal", "kind-");
	json_end_object(o);
	return 200;
}
