#include "serve/past.h"

#include "assess/system.h"
#include "base/date.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>

int past_open(struct call *c, struct asof **ret)
{
	const char *text = query_text(c, "as_of");
	struct asof_moment m;
	struct err e = {0};
	char key[64];
	int r;

	*ret = NULL;
	if (!text || !*text)
		return 0;
	if (asof_moment(c->store, text, c->zone_minutes, c->now, &m, &e) < 0) {
		snprintf(key, sizeof key, "audit.%s", e.key);
		return problem_filled(c, 400, key, "as_of",
				      (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
	}
	r = asof_open(c->store, &m, ret);
	return r;
}

int past_failed(struct call *c, const struct asof *a, int code)
{
	char at[WORD_TEXT];

	if (!a || (code != -ENOENT && code != -ENODATA))
		return code;
	local_second(at, asof_of(a)->at, c->zone_minutes);
	return problem_said(c, 404, code == -ENOENT ? "audit.asof-no-system" : "audit.asof-no-answers", at,
			    c->path[1]);
}

void json_past(struct call *c, struct asof *a, int64_t words)
{
	struct out *o = c->out;
	struct system_row system = {0};
	int64_t number = a ? system_number(c->path[1]) : 0;
	bool known;

	if (!a) {
		json_null(o, "past");
		return;
	}
	known = number && system_get(asof_store(a), number, c->today, &system) == 0;
	json_object(o, "past");
	json_time(o, "at", asof_of(a)->at);
	json_int(o, "event", asof_of(a)->seq);
	json_id(o, "frozen", 'F', asof_frozen(a, c->path[1], c->path[0]));
	json_int(o, "other_words", words);
	json_str(o, "system_name", known ? system.name : NULL);
	json_str(o, "level", known ? system.level : NULL);
	json_lang(o, "not_known", "audit.asof-missing");
	json_end_object(o);
}
