/* Settings of the site, told and changed by one table (assess/setting.h). */
#include "assess/setting.h"
#include "serve/act.h"
#include "store/site.h"

#include <stdio.h>

api_handler api_settings_get, api_settings_change;

static void write_setting(struct call *c, const struct setting *t)
{
	static const char *const types[] = {"text", "int", "switch", "word", "day", "roles", "zone"};
	char title[80], help[80];

	snprintf(title, sizeof title, "setting.%s", t->name);
	snprintf(help, sizeof help, "setting.%s-help", t->name);
	json_object(c->out, NULL);
	json_str(c->out, "key", t->name);
	json_str(c->out, "value", site_setting(c->store, t->key, t->otherwise));
	json_str(c->out, "otherwise", t->otherwise);
	json_lang(c->out, "title", title);
	json_lang(c->out, "help", help);
	json_str(c->out, "type", types[t->type]);
	json_words(c->out, "words", t->words);
	if (t->type == SETTING_INT) {
		json_int(c->out, "min", t->least);
		json_int(c->out, "max", t->most);
	} else {
		json_null(c->out, "min");
		json_null(c->out, "max");
	}
	json_end_object(c->out);
}

int api_settings_get(struct call *c)
{
	items_begin(c);
	for (size_t i = 0; i < setting_count; i++)
		write_setting(c, &settings[i]);
	return items_end(c, (int64_t)setting_count);
}

int api_settings_change(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = 0;

	for (size_t i = 0; i < setting_count && r == 0; i++)
		if (body_has(c, settings[i].name)) {
			const char *value = body_text(c, settings[i].name);

			r = setting_put(c->store, settings[i].name, value ? value : "", &w, &e);
		}
	if (r < 0)
		return act_problem(c, "setting", r, &e);
	c->changed = "settings";
	return api_settings_get(c);
}
