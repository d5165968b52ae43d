/* What people entered into the drawing: links of devices that no frame shows, and links out of sight. */
#include "report/map.h"

#include <stdio.h>
#include <string.h>

enum { HAND_LINKS_MAX = 200 };

static const char *medium_word(const struct map *m, const char *medium)
{
	char key[64];
	const char *word;

	snprintf(key, sizeof key, "drawing.medium-%.40s", medium ? medium : "none");
	word = lang(m->l, key);
	return word == key ? medium : word;
}

static void add(struct map *m, const int *node_of, int64_t devices, const int64_t ends[2], const char *medium)
{
	struct map_link *k = &m->link[m->links];
	int from, to;

	if (ends[0] < 1 || ends[1] < 1 || ends[0] > devices || ends[1] > devices)
		return;
	from = node_of[ends[0]];
	to = node_of[ends[1]];
	if (from < 0 || to < 0 || from == to)
		return;
	*k = (struct map_link){.from = from,
			       .to = to,
			       .shown = true,
			       .by_hand = true,
			       .medium_source = lang(m->l, "drawing.by-hand")};
	k->medium = medium_word(m, medium);
	k->medium = arena_text(m->arena, k->medium, strlen(k->medium));
	m->links += k->medium != NULL;
}

int map_hand_links(struct map *m, const int *node_of, int64_t devices)
{
	int most = m->links + HAND_LINKS_MAX;
	int64_t number = m->seen;
	struct scan s;
	int r;

	for (scan_open(&s, m->in->store, MAP_HAND_DEVICES); s.more && m->links < most; scan_next(&s))
		add(m, node_of, devices, (int64_t[]){++number, scan_int(&s, 4)}, scan_str(&s, 5));
	r = scan_close(&s);
	for (scan_open(&s, m->in->store,
		       "SELECT id, CAST(substr(json_extract(fields, '$.from'), 2) AS INTEGER), "
		       "CAST(substr(json_extract(fields, '$.to'), 2)"
		       " AS INTEGER), json_extract(fields, '$.medium') FROM record WHERE kind = "
		       "'manual-link' AND removed = 0 ORDER BY id");
	     s.more && m->links < most; scan_next(&s))
		add(m, node_of, devices, (int64_t[]){scan_int(&s, 1), scan_int(&s, 2)}, scan_str(&s, 3));
	return r < 0 ? r : scan_close(&s);
}
