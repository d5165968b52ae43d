/* Words that pages need beside their own: the glossary, names of kinds, fields, layers, events, protocols. */
#include "serve/handler.h"
#include "serve/terms.h"

#include "fact/fact.h"

#include <string.h>

api_handler api_words;

static void glossary(struct out *o)
{
	json_array(o, "glossary");
	for (size_t i = 0; i < term_count; i++) {
		json_object(o, NULL);
		json_str(o, "id", terms[i].id);
		json_str(o, "ja", terms[i].ja);
		json_str(o, "en", terms[i].en);
		json_str(o, "plant", terms[i].plant);
		json_str(o, "it", terms[i].it);
		json_str(o, "note", terms[i].note);
		json_end_object(o);
	}
	json_end_array(o);
}

/* All sentences whose key begins so, under what is left of the key. */
static void topic(struct out *o, const char *name, const char *prefix)
{
	size_t n = strlen(prefix);

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
	topic(o, "kinds", "kinds.");
	topic(o, "fields", "fields.");
	json_object(o, "protocols");
	for (int p = PROTO_none; p < PROTO_COUNT; p++)
		json_str(o, protocol_token((enum protocol)p), protocol_title((enum protocol)p));
	json_end_object(o);
	topic(o, "layers", "layers.");
	topic(o, "severities", "severity.");
	topic(o, "events", "journal.kind-");
	json_end_object(o);
	return 200;
}
