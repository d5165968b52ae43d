/* Whom alarms name: addresses as texts, and the words of an alarm that is about to be written. */
#include "respond/alarms_parts.h"

#include "assess/wording.h"

#include <stdio.h>
#include <string.h>

bool who_is_none(const struct who *w) { return mac_is_none(w->mac) && ip_is_none(w->ip); }

void who_text(const struct who *w, char *to, size_t room)
{
	char mac[MAC_TEXT] = "", ip[IP_TEXT] = "";

	if (!mac_is_none(w->mac))
		mac_text(w->mac, mac);
	if (!ip_is_none(w->ip))
		ip_text(w->ip, ip);
	snprintf(to, room, "%s%s%s", mac, *mac && *ip ? " " : "", ip);
}

void who_read(const char *text, struct who *ret)
{
	char part[2][MAC_TEXT + IP_TEXT] = {"", ""};

	*ret = (struct who){0};
	if (!text || sscanf(text, "%63s %63s", part[0], part[1]) < 1)
		return;
	for (int i = 0; i < 2; i++)
		if (!mac_parse(part[i], &ret->mac))
			ip_parse(part[i], &ret->ip);
}

/* The IP, else the MAC. */
static void address_text(const struct who *w, char *to, size_t room)
{
	char buf[IP_TEXT];

	*to = '\0';
	if (!ip_is_none(w->ip))
		snprintf(to, room, "%s", ip_text(w->ip, buf));
	else if (!mac_is_none(w->mac))
		snprintf(to, room, "%s", mac_text(w->mac, buf));
}

void cause_text(const struct alarm *g, char *to, size_t room)
{
	*to = '\0';
	if (g->kind == GROUP_OWN || g->many)
		return;
	if (g->cause_device)
		snprintf(to, room, "d%lld", (long long)g->cause_device);
	else
		address_text(&g->cause, to, room);
}

static void put_name(struct out *o, struct wording *w, const char *part, int64_t device,
		     const struct who *who)
{
	static const char *const tail[LANG_COUNT] = {"ja", "en"};
	char name[NAME_ROOM], key[8];

	for (int l = 0; l < LANG_COUNT; l++) {
		*name = '\0';
		if (device && w)
			wording_device(w, (enum language)l, device, name);
		if (!*name)
			address_text(who, name, sizeof name);
		snprintf(key, sizeof key, "%s_%s", part, tail[l]);
		if (*name)
			json_str(o, key, name);
	}
}

/* Members of an object of texts, put into the open one. */
static void put_members(struct out *o, const char *data)
{
	size_t n = strlen(data);

	if (n > 2) {
		out_char(o, ',');
		out_put(o, data + 1, n - 2);
	}
}

int group_data(const struct alarm *g, struct store *site, char *to, size_t room)
{
	struct wording *w = NULL;
	const char *bytes;
	struct out o;
	size_t n;
	int r = wording_new(store_db(site), &w);

	if (r < 0 || (r = out_init(&o, -1)) < 0) {
		wording_free(w);
		return r;
	}
	json_object(&o, NULL);
	json_str(&o, "key", g->key);
	if (g->kind != GROUP_OWN && !g->many) { /* of many there is no one to name */
		put_name(&o, w, "by", g->by_device, &g->by);
		put_name(&o, w, "on", g->on_device, &g->on);
		put_members(&o, g->data);
	}
	json_end_object(&o);
	bytes = out_bytes(&o, &n);
	snprintf(to, room, "%s", n < room ? bytes : "{}");
	r = o.error ? -o.error : 0;
	out_clear(&o);
	wording_free(w);
	return r;
}
