/* GET /sheets and the rows of one for a system. */
#include "serve/past.h"
#include "serve/row_json.h"
#include "serve/system_json.h"

#include "base/fold.h"

#include <errno.h>
#include <string.h>

api_handler api_sheets_list, api_sheet_rows;

int api_sheets_list(struct call *c)
{
	items_begin(c);
	for (size_t i = 0; i < sheet_count; i++)
		json_sheet_short(c->out, NULL, &sheets[i]);
	return items_end(c, (int64_t)sheet_count);
}

struct showing {
	struct call *call;
	char *query; /* folded; "" all */
	int64_t shown, other_words;
	struct asof *asof; /* as it stood then; NULL: now */
};

static bool equals(const struct call *c, const char *name, const char *is)
{
	const char *want = query_text(c, name);

	return !want || (is && strcmp(want, is) == 0);
}

static bool is_found(const struct showing *s, const struct sheet_row *r)
{
	char hay[4096];
	size_t n = 0;
	const char *const texts[] = {r->item,
				     r->title[LANG_JA],
				     r->title[LANG_EN],
				     r->item_title[LANG_JA],
				     r->item_title[LANG_EN],
				     r->decision.reason,
				     r->decision.point};

	for (size_t i = 0; *s->query && i < sizeof texts / sizeof *texts; i++)
		if (texts[i] && n + 2 < sizeof hay) {
			n += fold(texts[i], strlen(texts[i]), hay + n, sizeof hay - n - 1);
			hay[n++] = '\n';
		}
	return !*s->query || fold_finds(s->query, hay, n);
}

static bool fits(const struct showing *s, const struct sheet_row *r)
{
	static const char *const leads[] = {"it", "ot", "both"};
	const struct call *c = s->call;
	int asked = query_bool(c, "asked");

	return equals(c, "function", row_function(r)) && equals(c, "category", r->category) &&
	       equals(c, "csf2", r->csf2) && equals(c, "lead", leads[r->lead]) &&
	       (asked < 0 || r->asked == asked) && query_has(c, "verdict", r->verdict) &&
	       query_has(c, "state", r->state) && is_found(s, r);
}

static int show(void *ctx, const struct sheet_row *r)
{
	struct showing *s = ctx;

	if (!fits(s, r))
		return 0;
	json_sheet_row(s->call, NULL, r);
	s->other_words += s->asof && strcmp(asof_words(s->asof), "today") == 0;
	s->shown++;
	return 0;
}

int api_sheet_rows(struct call *c)
{
	const struct sheet *sheet = sheet_named(c->path[0]);
	const char *q = query_text(c, "q");
	size_t n = q ? strlen(q) : 0;
	struct showing s = {.call = c, .query = arena_get(c->arena, n + 1, 1)};
	struct system_row system;
	int r = sheet ? system_named(c, c->path[1], &system) : -ENOENT;

	if (r == -ENOENT)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if (r < 0 || !s.query)
		return r < 0 ? r : -ENOMEM;
	fold(q ? q : "", n, s.query, n + 1);
	if ((r = past_open(c, &s.asof)))
		return r;
	json_object(c->out, NULL);
	json_sheet_short(c->out, "sheet", sheet);
	json_system(c, "system", &system);
	json_time(c->out, "as_of", s.asof ? asof_of(s.asof)->at : c->now);
	json_array(c->out, "items");
	r = s.asof ? asof_rows(s.asof, c->path[1], sheet->name, show, &s)
		   : sheet_rows(c->store, c->now, c->path[1], sheet->name, show, &s);
	json_end_array(c->out);
	json_int(c->out, "total", s.shown);
	json_past(c, s.asof, s.other_words);
	json_end_object(c->out);
	r = r < 0 ? past_failed(c, s.asof, r) : 200;
	asof_free(s.asof);
	return r;
}
