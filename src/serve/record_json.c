#include "serve/record_json.h"
#include "serve/pick.h"

#include "assess/record_kind.h"

#include <stdio.h>
#include <string.h>

void json_record_title(struct out *o, const char *key, const char *kind, const char *topic)
{
	const struct record_kind *k = record_kind(kind ? kind : "");
	int at = k && topic ? record_topic(k, topic) : -1;
	char text[LANG_COUNT][400];

	for (int l = 0; l < LANG_COUNT; l++)
		snprintf(text[l], sizeof text[l], at >= 0 ? (l == LANG_JA ? "%s（%s）" : "%s (%s)") : "%s",
			 k ? k->title[l] : kind, at >= 0 ? k->topics[at].title[l] : "");
	json_pair(o, key, text[LANG_JA], text[LANG_EN]);
}

void json_record_short(struct call *c, struct scan *s)
{
	struct out *o = c->out;
	const char *until = scan_str(s, 8);

	json_object(o, NULL);
	json_id(o, "id", 'r', s->key);
	json_column(o, "kind", s, 1);
	json_record_title(o, "title", scan_str(s, 1), scan_str(s, 2));
	json_column(o, "system", s, 3);
	json_id(o, "device", 'd', sees_device(c, scan_int(s, 4)) ? scan_int(s, 4) : 0);
	json_column(o, "item", s, 5);
	json_column(o, "says", s, 6);
	json_column(o, "made_on", s, 7);
	json_column(o, "expires_on", s, 8);
	json_bool(o, "expired", until && strcmp(until, c->today) < 0);
	json_flag(o, "signed", s, 9);
	json_flag(o, "removed", s, 10);
	json_number(o, "version", s, 11);
	json_end_object(o);
}

bool sees_record(struct call *c, int64_t record)
{
	struct pick q;

	pick_begin(&q, c, "SELECT count(*) FROM record r WHERE " SEES_RECORD);
	pick_number(&q, " AND r.id = :", record);
	return pick_one(&q, 0) > 0;
}
