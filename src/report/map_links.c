/* The lines of the drawing: flows between cards put together, one line for each pair. */
#include "report/map.h"

#include "fact/protocol_name.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_LINKS = 24 };

/* A flow between two cards. from < to; forward: from is the client. */
struct talk {
	int from, to;
	bool forward, background, shown;
	bool asked;                  /* known by its orders alone: they went to all, and one answered */
	const char *protocol, *name; /* title and short name */
	int64_t bytes, packets;
	int encrypted; /* 1 yes, 0 no, -1 unknown */
};

struct talks {
	struct talk *all;
	int count, room;
};

/* What keeps a network running; drawn only while there is room, or when it leaves the site. */
static bool is_background(const char *token)
{
	static const char *const tokens[] = {"arp",          "icmp",  "icmpv6", "igmp",  "dhcp",
					     "dhcpv6",       "dns",   "mdns",   "ntp",   "stp",
					     "lldp",         "llmnr", "ssdp",   "cdp",   "netbios",
					     "ws-discovery", "vrrp",  "hsrp",   "eapol", "ethernet"};

	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (strcmp(tokens[i], token) == 0)
			return true;
	return false;
}

static int node_at(const int *node_of, int64_t n, const struct scan *s, int column)
{
	int64_t id = scan_int(s, column);

	return id > 0 && id <= n ? node_of[id] : -1;
}

static int add_talk(struct talks *t, const struct talk *talk)
{
	if (t->count == t->room) {
		int room = t->room ? t->room * 2 : 1024;
		struct talk *more = realloc(t->all, (size_t)room * sizeof *more);

		if (!more)
			return -ENOMEM;
		t->all = more;
		t->room = room;
	}
	t->all[t->count++] = *talk;
	return 0;
}

/* Does it fit what was asked for? protocol, encrypted, first and last of the row. */
static bool is_asked(const struct map *m, const struct scan *s, bool leaves)
{
	const struct report_map_filter *f = m->choice ? m->choice->filter : NULL;

	if (!f)
		return true;
	return (!f->protocol || strcmp(f->protocol, scan_str(s, 4)) == 0) && (!f->leaves || leaves) &&
	       (!f->clear || scan_int_or(s, 5, -1) == 0) && scan_int(s, 9) >= f->from &&
	       scan_int(s, 8) < f->to;
}

/* client, server, client_outside, server_outside, protocol, encrypted, bytes, packets */
static int read_talk(const struct map *m, const struct scan *s, int client, int server, struct talks *t)
{
	const char *token = scan_str(s, 4);
	enum protocol p = protocol_of(token);
	bool leaves;
	struct talk talk = {.from = client, .to = server, .forward = true};

	if (client < 0 || server < 0 || client == server)
		return 0;
	leaves = m->node[client].layer == LAYER_OUTSIDE || m->node[server].layer == LAYER_OUTSIDE;
	if (client > server)
		talk.from = server, talk.to = client, talk.forward = false;
	talk.protocol = p == PROTO_none ? lang(m->l, "drawing.unknown-protocol") : protocol_title(p);
	talk.name = p == PROTO_none ? talk.protocol : protocol_name(p, m->l);
	talk.background = is_background(token) && !leaves;
	talk.encrypted = (int)scan_int_or(s, 5, -1);
	talk.shown = is_asked(m, s, leaves);
	talk.bytes = scan_int(s, 6);
	talk.packets = scan_int(s, 7);
	return add_talk(t, &talk);
}

#define FLOWS                                                                                                \
	"SELECT client, server, client_outside, server_outside, protocol, encrypted, bytes, packets, "       \
	"first, "                                                                                            \
	"last FROM flow WHERE to_group = 0 AND scan = 0 AND (answered = 1 OR payload > 0) ORDER BY id"
/* Orders that were answered: some engineering software speaks to all (MELSOFT), so that no flow tells to whom. */
#define ORDERS                                                                                               \
	"SELECT client, server, client_outside, server_outside, protocol, 0, 0, 0, min(first), max(first) "  \
	"FROM "                                                                                              \
	"command WHERE answered > 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"

static int read_talks(struct map *m, const int *node_of, int64_t devices, const int *node_of_outside,
		      int64_t outsides, const char *sql, struct talks *t)
{
	struct scan s;
	int before = t->count;

	for (scan_open(&s, m->in->store, sql); s.more; scan_next(&s)) {
		int client = node_at(node_of, devices, &s, 0), server = node_at(node_of, devices, &s, 1), r;

		client = client < 0 ? node_at(node_of_outside, outsides, &s, 2) : client;
		server = server < 0 ? node_at(node_of_outside, outsides, &s, 3) : server;
		r = read_talk(m, &s, client, server, t);
		if (r < 0) {
			scan_close(&s);
			return r;
		}
	}
	for (int i = before; strcmp(sql, ORDERS) == 0 && i < t->count; i++)
		t->all[i].asked = true;
	return scan_close(&s);
}

/* Where a flow tells of a pair, orders tell nothing more. t is sorted by pairs. Returns the new count. */
static int drop_told(struct talk *t, int count)
{
	int n = 0;

	for (int i = 0, end; i < count; i = end) {
		bool flow = false;

		for (end = i; end < count && t[end].from == t[i].from && t[end].to == t[i].to; end++)
			flow |= !t[end].asked;
		for (int k = i; k < end; k++)
			if (!flow || !t[k].asked)
				t[n++] = t[k];
	}
	return n;
}

static int by_pair(const void *a, const void *b)
{
	const struct talk *x = a, *y = b;
	int protocol = strcmp(x->protocol, y->protocol);

	if (x->from != y->from)
		return x->from - y->from;
	if (x->to != y->to)
		return x->to - y->to;
	if (protocol)
		return protocol;
	return x->bytes != y->bytes ? (x->bytes > y->bytes ? -1 : 1) : x->encrypted - y->encrypted;
}

static int by_bytes(const void *a, const void *b)
{
	const struct talk *x = a, *y = b;

	return x->bytes != y->bytes ? (x->bytes > y->bytes ? -1 : 1) : strcmp(x->protocol, y->protocol);
}

/* One row a protocol: sums within the same pair and protocol. Returns the new count. */
static int merge_protocols(struct talk *t, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		struct talk *last = n ? &t[n - 1] : NULL;

		if (!last || last->from != t[i].from || last->to != t[i].to ||
		    strcmp(last->protocol, t[i].protocol) != 0) {
			t[n++] = t[i];
			continue;
		}
		if (last->encrypted != t[i].encrypted)
			last->encrypted = last->encrypted < 0 || t[i].encrypted < 0 ? -1 : 0;
		last->shown |= t[i].shown;
		last->bytes += t[i].bytes;
		last->packets += t[i].packets;
	}
	return n;
}

static enum map_secrecy secrecy_of(const struct talk *t, int n)
{
	int yes = 0, no = 0;

	for (int i = 0; i < n; i++) {
		yes += t[i].encrypted == 1;
		no += t[i].encrypted == 0;
	}
	return yes && no  ? SECRECY_MIXED
	       : yes == n ? SECRECY_ENCRYPTED
	       : no       ? SECRECY_CLEAR
			  : SECRECY_UNKNOWN;
}

/* The line of one pair; t: its protocols, n of them. */
static void make_link(struct map *m, struct talk *t, int n)
{
	struct map_link *k = &m->link[m->links++];

	qsort(t, (size_t)n, sizeof *t, by_bytes);
	*k = (struct map_link){.from = t->forward ? t->from : t->to, .to = t->forward ? t->to : t->from};
	k->secrecy = secrecy_of(t, n);
	k->protocols = n;
	for (int i = 0; i < n; i++) {
		k->shown |= t[i].shown;
		k->bytes += t[i].bytes;
		k->packets += t[i].packets;
		if (i < MAP_PROTOCOLS)
			k->titles[i] = t[i].protocol, k->protocol[i] = t[i].name;
	}
}

static int by_size(const void *a, const void *b)
{
	const struct map_link *x = a, *y = b;

	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	return x->from != y->from ? x->from - y->from : x->to - y->to;
}

static int count_pairs(const struct talk *t, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += i == 0 || t[i - 1].from != t[i].from || t[i - 1].to != t[i].to;
	return n;
}

static int drop_background(struct talk *t, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		if (!t[i].background)
			t[n++] = t[i];
	return n;
}

static int make_links(struct map *m, struct talks *t)
{
	int pairs, all, most = m->choice ? m->choice->links_max : MAP_LINKS_MAX;

	if (t->count)
		qsort(t->all, (size_t)t->count, sizeof *t->all, by_pair);
	t->count = merge_protocols(t->all, drop_told(t->all, t->count));
	pairs = all = count_pairs(t->all, t->count);
	if (pairs > FEW_LINKS && !m->choice) {
		t->count = drop_background(t->all, t->count);
		pairs = count_pairs(t->all, t->count);
	}
	m->link = arena_get(m->arena, (size_t)pairs + 512, sizeof *m->link);
	if (!m->link)
		return -ENOMEM;
	for (int i = 0, end; i < t->count; i = end) {
		for (end = i + 1;
		     end < t->count && t->all[end].from == t->all[i].from && t->all[end].to == t->all[i].to;)
			end++;
		make_link(m, t->all + i, end - i);
	}
	if (m->links)
		qsort(m->link, (size_t)m->links, sizeof *m->link, by_size);
	if (m->links > most)
		m->links = most;
	m->left_out = all - m->links;
	return 0;
}

/* Hops whose medium somebody named: a line of their own between a station and its access point. */
static int add_hops(struct map *m, const int *node_of, int64_t devices)
{
	int kept = m->links, last_from = -1, last_to = -1;
	struct scan s;

	for (scan_open(&s, m->in->store,
		       "SELECT station, ap, medium, source FROM hop WHERE ap IS NOT NULL ORDER BY ap, "
		       "station, rowid");
	     s.more && m->links < kept + 200; scan_next(&s)) {
		int from = node_at(node_of, devices, &s, 0), to = node_at(node_of, devices, &s, 1);
		struct map_link *k = &m->link[m->links];

		if (from < 0 || to < 0 || from == to || (from == last_from && to == last_to))
			continue;
		*k = (struct map_link){.from = from, .to = to, .shown = true};
		k->medium = arena_text(m->arena, scan_str(&s, 2), strlen(scan_str(&s, 2)));
		k->medium_source = arena_text(m->arena, scan_str(&s, 3), strlen(scan_str(&s, 3)));
		m->links += k->medium && k->medium_source;
		last_from = from, last_to = to;
	}
	return scan_close(&s);
}

int map_link_up(struct map *m, int *node_of, int64_t devices, int *node_of_outside, int64_t outsides)
{
	struct talks t = {0};
	int r = read_talks(m, node_of, devices, node_of_outside, outsides, FLOWS, &t);

	if (r == 0)
		r = read_talks(m, node_of, devices, node_of_outside, outsides, ORDERS, &t);
	if (r == 0)
		r = make_links(m, &t);
	if (r == 0)
		r = add_hops(m, node_of, devices);
	if (r == 0)
		r = map_hand_links(m, node_of, devices);
	free(t.all);
	return r;
}
