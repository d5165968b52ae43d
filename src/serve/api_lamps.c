/* GET /lamps: two lamps of each device. */
#include "respond/lamps.h"
#include "serve/alarm_json.h"
#include "serve/sight.h"
#include "serve/veil.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_lamps_list;

enum { COLOURS = LAMP_RED + 1 };

struct writer {
	struct call *c;
	struct scan *names; /* the devices that are wanted, in order */
	bool worst;
	int64_t total, count[2][COLOURS];
};

static void sentence(struct call *c, const struct lamp *l, bool sees)
{
	struct scan s;
	char key[48];

	if (l->alarm && sees) {
		s = kept_run(c, "SELECT id, " VEILED_PAIR("title_ja", "title_en") " FROM alarm WHERE id = ?1",
			     l->alarm);
		json_pair_at(c->out, "words", &s, 1);
		kept_end(&s);
		return;
	}
	snprintf(key, sizeof key, "alarm.lamp-%.30s", l->why);
	json_lang(c->out, "words", key);
}

static void put(struct call *c, const char *key, const struct lamp *l)
{
	bool sees = l->alarm && sees_alarm(c, l->alarm);

	json_object(c->out, key);
	json_str(c->out, "colour", lamp_token(l->colour));
	json_str(c->out, "shape", lamp_shape(l->colour));
	sentence(c, l, sees);
	json_id(c->out, "alarm", 'a', sees ? l->alarm : 0);
	json_time(c->out, "since", l->since ? l->since : INT64_MIN);
	json_end_object(c->out);
}

static int one(void *ctx, const struct lamps *l)
{
	struct writer *w = ctx;
	struct out *o = w->c->out;

	if (!scan_at(w->names, l->device_id))
		return 0;
	w->count[0][l->device.colour]++;
	w->count[1][l->data.colour]++;
	if (w->worst && l->device.colour < LAMP_YELLOW && l->data.colour < LAMP_YELLOW)
		return 0;
	w->total++;
	json_object(o, NULL);
	json_id(o, "device", 'd', l->device_id);
	json_column(o, "name", w->names, 1);
	json_column(o, "place", w->names, 2);
	put(w->c, "device_lamp", &l->device);
	put(w->c, "data_lamp", &l->data);
	json_end_object(o);
	return 0;
}

static void counts(struct out *o, const struct writer *w)
{
	static const char *const names[2] = {"device", "data"};

	json_object(o, "counts");
	for (int i = 0; i < 2; i++) {
		json_object(o, names[i]);
		for (int k = i == 0 ? LAMP_GREY : LAMP_NONE; k < COLOURS; k++)
			json_int(o, lamp_token((enum lamp_colour)k), w->count[i][k]);
		json_end_object(o);
	}
	json_end_object(o);
}

/* "d3,d17" as [0,3,17]: numbers alone, whatever was written. */
static const char *numbers(struct call *c, const char *among)
{
	size_t room = 2 * strlen(among) + 32, n; /* "d," becomes "0," */
	char *ret = arena_get(c->arena, room, 1);

	if (!ret)
		return "[]";
	n = (size_t)snprintf(ret, room, "[0");
	for (const char *at = among; at; at = strchr(at, ',')) {
		at += *at == ',';
		n += (size_t)snprintf(ret + n, room - n, ",%lld", (long long)id_number(at));
	}
	snprintf(ret + n, room - n, "]");
	return ret;
}

int api_lamps_list(struct call *c)
{
	const char *system = query_text(c, "system"), *device = query_text(c, "device");
	const char *among = query_text(c, "among");
	struct lamps_sight sight = sight_of(c);
	struct writer w = {.c = c, .worst = query_bool(c, "worst") == 1};
	struct pick q;
	int r, ended;

	pick_begin(&q, c,
		   "SELECT d.id, coalesce(d.name, v.ip, v.mac), d.place FROM device_shown d JOIN device v ON "
		   "v.id = d.id "
		   "WHERE " SEES("d.id"));
	if (device)
		pick_number(&q, " AND d.id = :", id_number(device));
	if (among)
		pick_text(&q, " AND d.id IN (SELECT value FROM json_each(:))", numbers(c, among));
	if (system && strcmp(system, "site") != 0)
		pick_number(&q, " AND d.id IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	pick_add(&q, " ORDER BY d.id");
	w.names = pick_run(&q);
	json_object(c->out, NULL);
	json_array(c->out, "items");
	r = lamps_each(c->store, &sight, one, &w);
	json_end_array(c->out);
	ended = pick_end(&q);
	if (r < 0 || ended < 0)
		return problem_store(c, r < 0 ? r : ended);
	json_int(c->out, "total", w.total);
	json_time(c->out, "at", sight.now);
	counts(c->out, &w);
	json_end_object(c->out);
	return 200;
}
