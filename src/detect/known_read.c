/* What the site knows, read: everything once, then what was added since. Rows that a period adds lie at the
 * end of their tables; what people do, and devices that are merged or split, stands in the journal. What
 * neither tells (that a device forwards, how long it is silent) is read again now and then. */
#include "detect/room.h"

#include "base/hash.h"
#include "inventory/inventory.h"
#include "inventory/key.h"
#include "inventory/outside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FLAGS_EVERY = 60 * 1000000, LEARNING_HOURS = 24, LINES_SPARE = 100000 };

/* Of the parts of the knowledge, which are to be read. */
enum {
	READ_ALL = 1,      /* numbers may mean others than before */
	READ_FLAGS = 2,    /* kinds, routers, rhythms */
	READ_PROFILES = 4, /* approved or withdrawn */
	READ_LIVES = 8,
	READ_LEARNING = 16,
	READ_ANEW = 32 /* by anew.c */
};

/* --- rows */

typedef void row_fn(struct known *k, sqlite3_stmt *st);

/* Each row of a question with one number. 0 or negative. */
static int each(struct known *k, struct store *site, const char *sql, int64_t after, row_fn *fn)
{
	sqlite3_stmt *st = NULL;
	int step;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, after);
	while ((step = sqlite3_step(st)) == SQLITE_ROW)
		fn(k, st);
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int number(struct store *site, const char *sql, int64_t *ret)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) == SQLITE_OK &&
	    (step = sqlite3_step(st)) == SQLITE_ROW)
		*ret = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return step == SQLITE_ROW || step == SQLITE_DONE ? 0 : -EIO;
}

static const char *text(sqlite3_stmt *st, int i)
{
	const char *t = (const char *)sqlite3_column_text(st, i);

	return t ? t : "";
}

/* --- devices and addresses */

struct known_device *known_slot(struct known *k, int64_t id, bool make)
{
	struct known_of_id *r = table_find(&k->ids, &id);
	bool is_new;

	if (r)
		return &k->devices[r->slot - 1];
	if (!make || k->count >= k->max || !(r = table_add(&k->ids, &id, &is_new)))
		return NULL;
	k->devices[k->count] = (struct known_device){.id = id, .slot = k->count, .kind = "unknown"};
	r->slot = ++k->count;
	return &k->devices[k->count - 1];
}

static const char *kind_of(const char *kind)
{
	for (const char *const *t = device_kinds; *t; t++)
		if (strcmp(*t, kind) == 0)
			return *t;
	return "unknown";
}

static void on_device(struct known *k, sqlite3_stmt *st)
{
	int64_t id = sqlite3_column_int64(st, 0);
	struct known_device *v = known_slot(k, id, true);

	if (id > k->device)
		k->device = id;
	if (!v)
		return;
	v->kind = kind_of(text(st, 1));
	v->router = sqlite3_column_int(st, 2);
	v->silence = sqlite3_column_int64(st, 5);
	v->gone = false;
	if (!mac_parse(text(st, 3), &v->mac))
		v->mac = (struct mac){{0}};
	if (!ip_parse(text(st, 4), &v->ip))
		v->ip = (struct ip){{0}};
}

static void give_mac(struct known *k, const char *value, uint32_t slot)
{
	struct mac m;
	struct known_of_mac *r;
	bool is_new;

	if (mac_parse(value, &m) && (r = table_add(&k->macs, &m, &is_new)))
		r->slot = slot + 1;
}

static void give_ip(struct known *k, const char *value, uint32_t slot)
{
	struct ip ip;
	struct known_of_ip *r;
	bool is_new;

	if (ip_parse(value, &ip) && (r = table_add(&k->ips, &ip, &is_new)))
		r->slot = slot + 1;
}

/* In the order in which they were met: of an address that two devices had, the later one's. */
static void on_address(struct known *k, sqlite3_stmt *st)
{
	int64_t row = sqlite3_column_int64(st, 0);
	const struct known_device *v = known_slot(k, sqlite3_column_int64(st, 1), false);

	if (row > k->address)
		k->address = row;
	if (!v)
		return;
	if (strcmp(text(st, 2), "mac") == 0)
		give_mac(k, text(st, 3), v->slot);
	else
		give_ip(k, text(st, 3), v->slot);
}

/* --- outside */

static uint32_t label(struct known *k, const char *name)
{
	uint64_t hash = known_label_hash(name);
	struct known_label *l;
	bool is_new;

	if (!*name || !(l = table_add(&k->labels, &hash, &is_new)))
		return 0;
	if (is_new)
		memcpy(l->text, name, strnlen(name, sizeof l->text - 1));
	return table_row(&k->labels, l) + 1;
}

static void call_ip(struct known *k, struct ip ip, const char *name)
{
	uint32_t l = label(k, name);
	struct known_of_ip *r;
	bool is_new;

	if (l && (r = table_add(&k->ips, &ip, &is_new)))
		r->label = l;
}

static void on_outside(struct known *k, sqlite3_stmt *st)
{
	int64_t row = sqlite3_column_int64(st, 0);
	struct ip ip;

	if (row > k->outside)
		k->outside = row;
	if (ip_parse(text(st, 1), &ip))
		call_ip(k, ip, text(st, 2));
}

void known_name_of(struct known *k, const struct fact *f)
{
	uint64_t hash = key_hash_of(&f->about.ip, sizeof f->about.ip, hash_bytes(f->value.s, f->value.n, 1));
	uint64_t *last = &k->named[hash % KNOWN_NAMED];
	char name[128];

	if (*last == hash)
		return;
	*last = hash;
	if (!ip_is_nobody(f->about.ip) && !ip_is_private(f->about.ip) && domain_registered(f->value, name))
		call_ip(k, f->about.ip, name);
}

/* --- profiles */

static uint8_t transport_of(const char *t)
{
	return strcmp(t, "tcp") == 0 ? 6 : strcmp(t, "udp") == 0 ? 17 : strcmp(t, "sctp") == 0 ? 132 : 0;
}

static void approve(struct known *k, const struct known_device *v, enum known_sort sort, uint64_t detail)
{
	const struct {
		int64_t device;
		uint64_t what;
	} key = {v->id, known_what(sort, detail)};
	bool is_new;
	struct known_entry *e = table_add(&k->entries, &key, &is_new);

	if (e)
		e->version = v->version;
}

/* "tcp/502/modbus": by its protocol, and by its port alone. */
static void approve_service(struct known *k, const struct known_device *v, char *key)
{
	char *at = key, *transport = strsep(&at, "/"), *port = strsep(&at, "/");
	uint8_t number = transport_of(transport);
	uint16_t p = port ? (uint16_t)strtoul(port, NULL, 10) : 0;

	if (!number || !at)
		return;
	approve(k, v, KNOWN_SERVICE, known_service_detail(number, p, protocol_of(at)));
	approve(k, v, KNOWN_SERVICE, known_service_detail(number, p, KNOWN_ANY));
}

static unsigned class_of(const char *token)
{
	for (unsigned c = 0; c < CLASS_COUNT; c++)
		if (strcmp(command_class_token((enum command_class)c), token) == 0)
			return c;
	return CLASS_COUNT;
}

/* "in modbus write" */
static void approve_class(struct known *k, const struct known_device *v, char *key)
{
	char *at = key, *way = strsep(&at, " "), *protocol = strsep(&at, " ");

	if (protocol && at)
		approve(k, v, KNOWN_CLASS,
			known_class_detail(strcmp(way, "in") == 0, protocol_of(protocol), class_of(at)));
}

static void on_entry(struct known *k, sqlite3_stmt *st)
{
	const struct known_device *v = known_slot(k, sqlite3_column_int64(st, 0), false);
	const char *what = text(st, 1);
	char key[256];

	if (!v)
		return;
	k->lines++;
	strncpy(key, text(st, 2), sizeof key - 1);
	key[sizeof key - 1] = '\0';
	if (strcmp(what, "peer") == 0 && *key == 'd')
		approve(k, v, KNOWN_PEER, strtoull(key + 1, NULL, 10));
	else if (strcmp(what, "service") == 0)
		approve_service(k, v, key);
	else if (strcmp(what, "protocol") == 0)
		approve(k, v, KNOWN_PROTOCOL, protocol_of(key));
	else if (strcmp(what, "outside") == 0)
		approve(k, v, KNOWN_OUTSIDE, known_label_hash(key));
	else if (strcmp(what, "command-class") == 0)
		approve_class(k, v, key);
}

/* A profile that is newer than what was read: its lines are read anew, the old ones count no more. */
static void on_profile(struct known *k, sqlite3_stmt *st)
{
	struct known_device *v = known_slot(k, sqlite3_column_int64(st, 0), false);
	int64_t seq = sqlite3_column_int64(st, 1);

	if (v && seq > k->profile)
		v->version++;
	if (v)
		v->approved = true;
}

static void on_profile_seq(struct known *k, sqlite3_stmt *st) { k->profile = sqlite3_column_int64(st, 0); }

static void on_life(struct known *k, sqlite3_stmt *st)
{
	struct known_device *v = known_slot(k, sqlite3_column_int64(st, 0), false);

	if (!v)
		return;
	v->settled |= sqlite3_column_int(st, 1);
	v->retired = sqlite3_column_int(st, 2);
}

/* Old lines pile up where devices are approved again and again: then all begins anew. */
static bool crowded(const struct known *k) { return k->entries.count > 2 * k->lines + LINES_SPARE; }

static int read_profiles(struct known *k, struct store *site)
{
	int64_t before = k->profile;
	int r;

	if (crowded(k)) {
		table_clear(&k->entries);
		before = k->profile = 0;
	}
	k->lines = before ? k->lines : 0;
	for (uint32_t i = 0; i < k->count; i++)
		k->devices[i].approved = false;
	r = each(k, site, "SELECT device, seq FROM profile WHERE ?1 IS NOT NULL", 0, on_profile);
	if (r == 0)
		r = each(k, site,
			 "SELECT e.device, e.what, e.key FROM profile p CROSS JOIN profile_entry e ON "
			 "e.device = p.device "
			 "WHERE p.seq > ?1",
			 before, on_entry);
	if (r == 0)
		r = each(k, site, "SELECT coalesce(max(seq), 0) FROM profile WHERE ?1 IS NOT NULL", 0,
			 on_profile_seq);
	return r;
}

static int read_lives(struct known *k, struct store *site)
{
	for (uint32_t i = 0; i < k->count; i++) {
		k->devices[i].settled = k->devices[i].approved;
		k->devices[i].retired = false;
	}
	return each(k, site,
		    "SELECT device, moved_by = 'person', state = 'retired' FROM device_life WHERE "
		    "(moved_by = 'person' OR state = 'retired') AND ?1 IS NOT NULL",
		    0, on_life);
}

/* --- orders */

static void on_order(struct known *k, sqlite3_stmt *st)
{
	const struct known_order key = {sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2),
					protocol_of(text(st, 3)), class_of(text(st, 4))};
	int64_t row = sqlite3_column_int64(st, 0);
	bool is_new;

	if (row > k->command)
		k->command = row;
	table_add(&k->orders, &key, &is_new);
}

/* --- radio networks: judging writes them all anew. The plant's own come first, and where there are some the others' need no
 * row (known_network()): whoever announces networks by the thousand takes no room from them. */

static void on_network(struct known *k, sqlite3_stmt *st)
{
	struct known_network *n;
	struct mac bssid;
	bool is_new;

	bool others = sqlite3_column_int(st, 1) == 6;

	if ((others && k->own_networks) || !mac_parse(text(st, 0), &bssid) ||
	    !(n = table_add(&k->networks, &bssid, &is_new)))
		return;
	n->whose = others ? NETWORK_OTHERS : sqlite3_column_int(st, 2) ? NETWORK_SAID : NETWORK_OURS;
	n->read = k->networks_read;
	k->own_networks |= !others;
}

static int read_networks(struct known *k, struct store *site)
{
	if (table_full(&k->networks)) /* of rows that are no more */
		table_clear(&k->networks);
	k->networks_read++;
	k->own_networks = false;
	return each(k, site,
		    "SELECT bssid, max(grade), max(reason = 'ours-said') FROM access_point_reason WHERE "
		    "grade >= 5 AND "
		    "?1 IS NOT NULL GROUP BY bssid ORDER BY 2",
		    0, on_network);
}

/* --- what is to be read */

/* What the journal tells since it was read last. */
static const struct {
	const char *kind;
	unsigned read;
} tells[] = {{"device-merged", READ_ALL},
	     {"device-merge-undone", READ_ALL},
	     {"device-split", READ_ALL},
	     {"profile-approved", READ_PROFILES | READ_LIVES},
	     {"profile-withdrawn", READ_PROFILES | READ_LIVES},
	     {"device-state", READ_LIVES},
	     {"device-relearn", READ_ANEW},
	     {"device-changed", READ_FLAGS},
	     {"setting-set", READ_LEARNING}};

static int told_since(struct known *k, struct store *site, unsigned *ret_read)
{
	sqlite3_stmt *st = NULL;
	int step;

	if (sqlite3_prepare_v2(store_db(site), "SELECT seq, kind FROM event WHERE seq > ? ORDER BY seq", -1,
			       &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, k->seq);
	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		k->seq = sqlite3_column_int64(st, 0);
		for (size_t i = 0; i < sizeof tells / sizeof *tells; i++)
			if (strcmp(tells[i].kind, text(st, 1)) == 0)
				*ret_read |= tells[i].read;
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

/* Nothing was written since, by us or by others: a few microseconds. */
static bool as_before(struct known *k, struct store *site, int *ret)
{
	int64_t changes = sqlite3_total_changes64(store_db(site)), version = 0;
	bool same;

	*ret = number(site, "PRAGMA data_version", &version);
	same = k->store == site && changes == k->changes && version == k->version;
	k->changes = changes;
	k->version = version;
	return same;
}

/* Slots stay with their numbers; whoever is not read again is gone. */
static void begin_anew(struct known *k, struct store *site)
{
	table_clear(&k->macs);
	table_clear(&k->ips);
	table_clear(&k->orders);
	table_clear(&k->entries);
	for (uint32_t i = 0; i < k->count; i++)
		k->devices[i].gone = true;
	k->store = site;
	k->device = k->address = k->outside = k->command = k->profile = 0;
}

static int read_learning(struct known *k, struct store *site)
{
	int64_t hours = LEARNING_HOURS, seconds = KNOWN_RHYTHM_S;
	int r = number(site, "SELECT CAST(value AS INTEGER) FROM site WHERE key = 'learning-hours'", &hours);

	k->learning = (hours < 0 ? 0 : hours > 8760 ? 8760 : hours) * INT64_C(3600000000);
	if (r == 0)
		r = number(site, "SELECT CAST(value AS INTEGER) FROM site WHERE key = 'rhythm-seconds'",
			   &seconds);
	k->rhythm = (seconds < 20 ? 20 : seconds > 86400 ? 86400 : seconds) * INT64_C(1000000);
	return r;
}

#define DEVICES                                                                                              \
	"SELECT d.id, d.kind, d.router, d.mac, d.ip, coalesce(r.silence, 0) FROM device d LEFT JOIN "        \
	"device_rhythm r ON r.device = d.id WHERE d.id > ?1"

static int read_added(struct known *k, struct store *site, bool flags)
{
	int r = each(k, site, DEVICES, flags ? 0 : k->device, on_device);

	if (r == 0)
		r = each(k, site,
			 "SELECT rowid, device, kind, value FROM address WHERE rowid > ?1 ORDER BY rowid",
			 k->address, on_address);
	if (r == 0)
		r = each(k, site,
			 "SELECT a.rowid, a.ip, coalesce(o.name, o.network) FROM outside_address a CROSS "
			 "JOIN outside o "
			 "ON o.id = a.outside WHERE a.rowid > ?1 ORDER BY a.rowid",
			 k->outside, on_outside);
	if (r == 0)
		r = each(k, site,
			 "SELECT rowid, client, server, protocol, class FROM command WHERE rowid > ?1 AND "
			 "client IS NOT "
			 "NULL AND server IS NOT NULL ORDER BY rowid",
			 k->command, on_order);
	return r;
}

static bool anything_added(const struct known *k, const struct known *before)
{
	return k->device != before->device || k->address != before->address ||
	       k->outside != before->outside || k->command != before->command;
}

int known_read(struct known *k, struct store *site, int64_t watched)
{
	struct known before = *k;
	unsigned read = 0;
	int r = 0;

	if (as_before(k, site, &r) || r < 0)
		return r;
	if (k->store != site)
		read = READ_ALL;
	r = told_since(k, site, &read);
	if (read & READ_ALL) {
		read |= READ_FLAGS | READ_PROFILES | READ_LIVES | READ_LEARNING;
		begin_anew(k, site);
	}
	if (watched - k->flags >= FLAGS_EVERY)
		read |= READ_FLAGS;
	if (read & READ_FLAGS)
		k->flags = watched;
	if (r == 0 && (read & READ_LEARNING))
		r = read_learning(k, site);
	if (r == 0)
		r = read_added(k, site, read & READ_FLAGS);
	if (r == 0)
		r = read_networks(k, site);
	if (r == 0 && (read & READ_PROFILES))
		r = read_profiles(k, site);
	if (r == 0 && (read & READ_LIVES))
		r = read_lives(k, site);
	known_forget_asked(k);
	k->anew |= (read & READ_ANEW) != 0;
	k->site = true;
	return r < 0 ? r : read || anything_added(k, &before);
}
