/* The drawing: five layers as columns (JPCERT's model), networks as boxes, devices as cards, who talks to
 * whom as lines. Collected from the model, placed by our own rules (order by barycentre), then drawn as SVG.
 * The same model gives the same bytes. Inside the room only. */
#ifndef MIMAMORI_REPORT_MAP_H
#define MIMAMORI_REPORT_MAP_H

#include "base/arena.h"
#include "report/parts.h"

enum {
	LAYERS = 5,
	LAYER_OUTSIDE = 4,
	MAP_LINKS_MAX = 160, /* lines drawn, largest first; what is more is counted */
	MAP_NODES_MAX = 4096,
	MAP_PROTOCOLS = 3, /* named beside one line */
	SEVERITY_NONE = 5,
};

/* Records of devices that people entered (data/records/manual-device.yaml): kind, name, where it stands,
 * device it hangs on, medium. */
#define MAP_HAND_DEVICES                                                                                     \
	"SELECT id, json_extract(fields, '$.device_kind'), trim(coalesce(json_extract(fields, "              \
	"'$.number'), '') || ' ' || coalesce(json_extract(fields, '$.name'), '')), json_extract(fields, "    \
	"'$.place'), CAST(substr(json_extract(fields, '$.below'), 2) AS INTEGER), json_extract(fields, "     \
	"'$.medium') FROM record WHERE kind = 'manual-device' AND removed = 0 ORDER BY id LIMIT 1000"

enum map_secrecy { SECRECY_UNKNOWN, SECRECY_CLEAR, SECRECY_ENCRYPTED, SECRECY_MIXED };

/* What map_marks.h counts at one place of one kind, and the gravest few of a place. */
struct map_mark {
	int kind;        /* index: map_mark_what() */
	int n, accepted; /* assumptions nobody rejected, or worst cases; of these accepted, or signed */
	int weight;      /* enum attack_weight of the gravest; of worst cases 0 */
	int64_t loss;    /* yen, the largest that somebody estimated; -1 none */
};

struct mark_row {
	const struct map_mark *mark;
	int marks, more; /* more: kinds that found no room */
};

struct map_node {
	int64_t device, outside; /* of a single one; both 0 for a group */
	const char *kind;        /* token; "outside" for what lies outside */
	const char *title, *sub, *tip;
	const char *instead; /* title when there is room for one line only: an address says more than a kind;
				or NULL */
	const char *times;   /* of a group: "×14"; NULL for a single one */
	int64_t record;      /* entered by hand: of this record */
	int layer, zone;
	int count;    /* 1, or how many a group stands for */
	int severity; /* the worst finding about it, SEVERITY_NONE none */
	bool pinned;  /* put there by hand */
	bool lane;    /* no card: the way of a line through this column */
	struct mark_row marks;
	double x, y, h;
	double pull; /* mean height of what it is linked with: the barycentre */
};

struct map_link {
	int from, to;    /* nodes: client, server */
	int way[LAYERS]; /* the nodes it passes through, -1 none; from left to right */
	int64_t bytes, packets;
	const char *protocol[MAP_PROTOCOLS]; /* their short names, as they stand on a line */
	const char *titles[MAP_PROTOCOLS];   /* and their titles, for who points at it */
	int protocols;                       /* how many different ones; the first MAP_PROTOCOLS are named */
	enum map_secrecy secrecy;
	const char *medium,
		*medium_source; /* of a hop between from (station) and to (access point); NULL for traffic */
	bool shown;             /* some of it fits the filter */
	bool by_hand;           /* entered by people (records manual-device, manual-link), not seen */
	double from_y, to_y;    /* where it leaves and enters the cards */
	struct mark_row marks;
};

struct map_zone {
	char name[64]; /* "192.168.1.0/24", or a sentence */
	int devices, medium_unknown, vlan;
	bool outside;
	double x, y, w, h;
};

/* How much is drawn, and of what. */
struct map_choice {
	int gather_from; /* so many of a kind in one place become one card */
	int links_max, outside_shown;
	bool straight; /* lines need no lanes */
	const struct report_map_filter *filter;
};

struct map {
	const struct report_input *in;
	enum language l;
	struct arena *arena;
	struct map_node *node;
	struct map_link *link;
	struct map_zone *zone;
	int nodes, links, zones;
	int left_out;            /* lines of background services that were not drawn */
	double column_x[LAYERS]; /* -1: no column */
	double width, height;
	enum report_show show;
	struct mark_row whole; /* worst cases of the site or a system: no card's */
	int marks_left_out;    /* assumptions at lines that are not drawn */
	int64_t seen;          /* the last number of a device that was seen; those entered by hand follow */
	bool alone;            /* a file of its own: cards are no links */
	/* For a page that is moved and zoomed (map_json.c); NULL: as it is printed. */
	const struct map_choice *choice;
};

int map_collect(struct map *m); /* nodes, zones and links from the model */
int map_link_up(struct map *m, int *node_of_device, int64_t devices, int *node_of_outside, int64_t outsides);
/* Devices entered by hand follow those that were seen: the first is number `devices` + 1. Links are added. */
int map_hand_links(struct map *m, const int *node_of_device, int64_t devices);
int map_place(struct map *m);                      /* where everything goes */
void map_draw(const struct map *m, struct out *o); /* alone: with title and style */

const char *map_icon(const char *kind); /* path data in a 24 x 24 field */

/* The drawing inside a page: no style of its own. */
int report_map_inline(const struct report_input *in, enum language l, enum report_show show, struct out *o);

/* How wide a text is, in units of its font size; and a copy cut to a width with an ellipsis. */
double text_ems(const char *utf8);
const char *text_fit(struct arena *a, const char *utf8, double ems);

#endif
