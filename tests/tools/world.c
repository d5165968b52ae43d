/* A plant made of words, with a clock of its own: the scenes of tests/world (tests/world/README.md has the
 *language).
 *
 *	world [--restart SECONDS] [--signals] FILE...
 *
 * What happens goes the way it goes when a site is watched: into an inventory, every few seconds into a real
 * site file, and into the detectors, which are told the time each second. Then what was said is compared with
 * what the scene expects; a signal that nobody expected is as wrong as one that did not come. */
#include "assess/life_states.h"
#include "assess/profile.h"
#include "assess/setting.h"
#include "detect/detect.h"
#include "fact/wifi.h"
#include "inventory/inventory.h"
#include "inventory/save.h"
#include "respond/alarms.h"
#include "respond/parts.h"
#include "store/journal.h"
#include "store/seal.h"
#include "store/site.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES = 2000, WORDS = 40, LINES = 4000, SIGNALS = 20000, SECOND = 1000000, SHOWN = 40 };
static const int64_t BEGIN = INT64_C(1767567600) * SECOND; /* Monday 2026-01-05 08:00 in Japan */

struct named {
	char name[32];
	struct who who;
	bool outside, stranger, router;
};

struct line { /* something that happens, once or again and again */
	unsigned number;
	int64_t next, until, every, shake, nominal;
	char *word[WORDS];
	unsigned words;
};

struct expected {
	unsigned number;
	char *word[WORDS];
	unsigned words, met;
};

struct said {
	struct signal s;
	int64_t at; /* of the scene */
	bool expected;
};

static struct world {
	const char *file;
	struct named names[NAMES];
	unsigned count;
	struct line lines[LINES];
	unsigned line_count;
	struct expected expects[LINES];
	unsigned expect_count;
	char *texts[LINES]; /* of the scene */
	unsigned text_count;
	char *approve[NAMES];
	unsigned approve_count;
	char *learning;
	int64_t until, period, restart, now, shift;
	struct store *site, *run; /* run: kept, as core keeps it */
	char path[64];
	struct inventory *inventory;
	struct decode_sink sink, ear;
	struct stack_counts counts;
	struct detect *detect;
	struct alarms *alarms;
	bool blind, dirty, before;
	uint32_t n;
	struct said said[SIGNALS];
	unsigned said_count, wrong;
	bool show;
} w;

static void fail(unsigned line, const char *what, const char *subject)
{
	printf("%s:%u: %s %s\n", w.file, line, what, subject ? subject : "");
	w.wrong++;
}

static void stop(unsigned line, const char *what, const char *subject)
{
	fail(line, what, subject);
	exit(1);
}

/* --- words */

/* "1h30m", "5m", "90s", "0.5s", "02:15" */
static bool duration(const char *t, int64_t *ret)
{
	double part;
	int used;
	int64_t sum = 0;
	unsigned h, m;

	if (sscanf(t, "%u:%u%n", &h, &m, &used) == 2 && t[used] == '\0') {
		*ret = ((int64_t)h * 3600 + m * 60) * SECOND;
		return true;
	}
	while (sscanf(t, "%lf%n", &part, &used) == 1 && strchr("dhms", t[used]) && t[used]) {
		sum += (int64_t)(part * SECOND *
				 (t[used] == 'd'   ? 86400
				  : t[used] == 'h' ? 3600
				  : t[used] == 'm' ? 60
						   : 1));
		t += used + 1;
	}
	*ret = sum;
	return *t == '\0';
}

static int64_t time_of(unsigned line, const char *t)
{
	int64_t v = 0;

	if (!t || !duration(t, &v))
		stop(line, "no time:", t);
	return v;
}

static struct named *named(unsigned line, const char *name)
{
	for (unsigned i = 0; name && i < w.count; i++)
		if (strcmp(w.names[i].name, name) == 0)
			return &w.names[i];
	stop(line, "nobody of this name:", name);
	return NULL;
}

static unsigned split(char *text, char **word)
{
	unsigned n = 0;
	char *t;

	while (n < WORDS && (t = strsep(&text, " \t\n"))) {
		if (*t == '#')
			break;
		if (*t)
			word[n++] = t;
	}
	return n;
}

/* The word after this one, or otherwise. */
static const char *after(const struct line *l, const char *word, const char *otherwise)
{
	for (unsigned i = 0; i + 1 < l->words; i++)
		if (strcmp(l->word[i], word) == 0)
			return l->word[i + 1];
	return otherwise;
}

static bool has(const struct line *l, const char *word)
{
	for (unsigned i = 0; i < l->words; i++)
		if (strcmp(l->word[i], word) == 0)
			return true;
	return false;
}

static const char *word_at(const struct line *l, unsigned i)
{
	if (i >= l->words)
		stop(l->number, "a word is missing after", l->word[l->words - 1]);
	return l->word[i];
}

/* --- what happens */

static int64_t clock_now(void) { return BEGIN + w.now + w.shift; }

static void tell_sighting(const struct sighting *s)
{
	w.dirty = true;
	w.sink.sighting(w.sink.ctx, s);
	if (!w.before && !w.blind)
		w.ear.sighting(w.ear.ctx, s);
}

static void tell_fact(struct fact *f)
{
	f->when = clock_now();
	f->at.n = w.n;
	if (w.blind)
		return;
	w.sink.fact(w.sink.ctx, f);
	if (!w.before)
		w.ear.fact(w.ear.ctx, f);
}

static void frame(const struct who *from, const struct who *to, bool arp)
{
	struct sighting s = {.when = clock_now(),
			     .at = {0, ++w.n},
			     .from = *from,
			     .to = *to,
			     .bytes = 100,
			     .ttl = arp ? 0 : 64,
			     .arp = arp};

	if (!w.blind)
		tell_sighting(&s);
}

static const struct who everybody = {.mac = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}};

static void do_frame(struct line *l)
{
	const struct named *a = named(l->number, word_at(l, 1));

	if (l->words > 3)
		frame(&a->who, &named(l->number, word_at(l, 3))->who, false);
	else
		frame(&a->who, &everybody, false);
}

static void claim(const struct named *a)
{
	struct fact f = {.kind = FACT_ADDRESS, .source = PROTO_arp, .confidence = 90, .about = a->who};

	f.num[0] = 1;
	frame(&a->who, &everybody, true);
	tell_fact(&f);
}

static void do_arp(struct line *l) { claim(named(l->number, word_at(l, 1))); }

static uint8_t transport_of(const char *t)
{
	return strncmp(t, "udp", 3) == 0 ? 17 : strncmp(t, "icmp", 4) == 0 ? 1 : 6;
}

static void tell_flow(const struct flow *f)
{
	w.dirty = true;
	if (w.blind)
		return;
	w.sink.flow(w.sink.ctx, f);
	if (!w.before)
		w.ear.flow(w.ear.ctx, f);
}

/* A conversation as far as it was seen when sensor tells of it. */
static struct flow flow_of(const struct line *l, const struct who *client, const struct who *server,
			   const char *port)
{
	struct flow f = {.client = *client, .server = *server, .transport = transport_of(port)};
	bool syn = has(l, "syn"), refused = has(l, "refused"), oneway = has(l, "oneway");

	f.client_port = (uint16_t)(40000 + w.n % 20000);
	f.server_port = (uint16_t)(strchr(port, '/') ? atoi(strchr(port, '/') + 1) : 0);
	f.answered = syn || oneway ? FLOW_UNANSWERED : refused ? FLOW_REFUSED : FLOW_ANSWERED;
	f.oriented = f.started = !has(l, "again");
	f.oriented |= f.transport == 6;
	f.payload_seen = !syn && !refused;
	f.bare_syn = syn;
	f.packets = syn ? 1 : refused ? 2 : oneway ? 1 : 10;
	f.packets_up = syn || refused || oneway ? 1 : 5;
	f.bytes = f.packets * 100;
	f.payload = f.payload_seen ? 400 : 0;
	f.first = f.last = clock_now();
	f.first_packet = f.last_packet = (struct packet){0, w.n};
	return f;
}

static void converse(struct line *l, const struct who *a, const struct who *b, const char *port)
{
	struct flow f;

	frame(a, b, false);
	if (!has(l, "syn") && !has(l, "oneway"))
		frame(b, a, false);
	f = flow_of(l, a, b, port);
	for (unsigned i = 5; i < l->words && !f.protocol; i++)
		f.protocol = (uint16_t)protocol_of(l->word[i]);
	tell_flow(&f);
}

/* flow A -> B tcp/502 [modbus] [syn|refused|oneway] [again] */
static void do_flow(struct line *l)
{
	converse(l, &named(l->number, word_at(l, 1))->who, &named(l->number, word_at(l, 3))->who,
		 word_at(l, 4));
}

/* sweep A -> NET tcp/502 FIRST LAST ...: targets NET.FIRST ... NET.LAST, one each second on from now */
static void do_sweep(struct line *l)
{
	int64_t first = atoi(word_at(l, 5)), last = atoi(word_at(l, 6));
	const struct named *a = named(l->number, word_at(l, 1));
	char text[64];

	for (int64_t i = first; i <= last; i++) {
		struct who to = {0};

		snprintf(text, sizeof text, "%s.%d", word_at(l, 3), (int)i);
		if (!ip_parse(text, &to.ip))
			stop(l->number, "no address:", text);
		converse(l, &a->who, &to, word_at(l, 4));
	}
}

/* ports A -> B tcp FIRST LAST ... */
static void do_ports(struct line *l)
{
	char port[32];

	for (int i = atoi(word_at(l, 5)); i <= atoi(word_at(l, 6)); i++) {
		snprintf(port, sizeof port, "%s/%d", word_at(l, 4), i);
		converse(l, &named(l->number, word_at(l, 1))->who, &named(l->number, word_at(l, 3))->who,
			 port);
	}
}

static uint16_t protocol_needed(const struct line *l, const char *token)
{
	enum protocol p = protocol_of(token);

	if (p == PROTO_none)
		stop(l->number, "no protocol:", token);
	return (uint16_t)p;
}

static struct fact between(const struct line *l, enum fact_kind kind)
{
	struct fact f = {.kind = (uint16_t)kind, .confidence = 90, .transport = 6};

	f.about = named(l->number, word_at(l, 1))->who;
	f.peer = named(l->number, word_at(l, 3))->who;
	f.source = protocol_needed(l, word_at(l, 4));
	f.port = (uint16_t)atoi(after(l, "port", "0"));
	return f;
}

/* login A -> B telnet ok|failed|unknown [port N] [method M] [clear] [default N] [tag N] [times N] */
static void do_login(struct line *l)
{
	static const char *const results[] = {"unknown", "ok", "failed"};

	for (int i = 0; i < atoi(after(l, "times", "1")); i++) {
		struct fact f = between(l, FACT_LOGIN);

		f.value = text_z(after(l, "method", "password"));
		for (unsigned r = 0; r < 3; r++)
			if (strcmp(word_at(l, 5), results[r]) == 0)
				f.num[0] = r;
		f.num[1] = has(l, "clear");
		f.num[2] = atoi(after(l, "tag", "0"));
		f.num[3] = atoi(after(l, "default", "0"));
		frame(&f.about, &f.peer, false);
		frame(&f.peer, &f.about, false);
		tell_fact(&f);
	}
}

static enum deed deed_needed(struct line *l, const char *token)
{
	for (unsigned deed = DEED_none; deed < DEED_COUNT; deed++)
		if (strcmp(deed_token((enum deed)deed), token) == 0)
			return (enum deed)deed;
	stop(l->number, "no such deed:", token);
	return DEED_none;
}

/* command A -> B modbus read|write|control|program|... [code N] [named NAME] [deed DEED] [refused] */
static void do_command(struct line *l)
{
	struct fact f = between(l, FACT_COMMAND);
	const char *class = word_at(l, 5);

	f.num[2] = CLASS_COUNT;
	for (unsigned c = 0; c < CLASS_COUNT; c++)
		if (strcmp(command_class_token((enum command_class)c), class) == 0)
			f.num[2] = c;
	if (f.num[2] == CLASS_COUNT)
		stop(l->number, "no class of commands:", class);
	f.value = text_z(after(l, "named", class));
	f.num[0] = atoi(after(l, "code", "6"));
	f.num[1] = -1;
	f.num[3] = deed_needed(l, after(l, "deed", ""));
	frame(&f.about, &f.peer, false);
	tell_fact(&f);
	f.kind = FACT_ANSWER;
	f.num[2] = has(l, "refused");
	f.num[3] = 0;
	f.value = text_z("");
	frame(&f.peer, &f.about, false);
	tell_fact(&f);
}

static double noise(void)
{
	static uint32_t x = 1;

	x = x * 1664525 + 1013904223;
	return (double)(x >> 8) / (1 << 24) - 0.5;
}

/* point A NAME VALUE mqtt | point A NAME wave LOW HIGH PERIOD [NOISE] mqtt */
static void do_point(struct line *l)
{
	struct fact f = {.kind = FACT_POINT, .confidence = 90};
	bool wave = strcmp(word_at(l, 3), "wave") == 0;
	double v, low, high;
	char text[40];

	f.about = named(l->number, word_at(l, 1))->who;
	f.value = text_z(word_at(l, 2));
	f.source = protocol_needed(l, l->word[l->words - 1]);
	if (wave) {
		low = atof(word_at(l, 4));
		high = atof(word_at(l, 5));
		v = (low + high) / 2 +
		    (high - low) / 2 *
			    sin(2 * M_PI * (double)w.now / (double)time_of(l->number, word_at(l, 6)));
		v += l->words > 8 ? atof(word_at(l, 7)) * noise() : 0;
		v = round(v * 100) / 100;
	} else {
		v = atof(word_at(l, 3));
	}
	snprintf(text, sizeof text, "%g", v);
	f.other = text_z(text);
	memcpy(&f.num[0], &v, sizeof v);
	frame(&f.about, &everybody, false);
	tell_fact(&f);
}

/* name OUTSIDE host.example.jp */
static void do_name(struct line *l)
{
	struct fact f = {.kind = FACT_NAME_OF, .source = PROTO_dns, .confidence = 90};

	f.about.ip = named(l->number, word_at(l, 1))->who.ip;
	f.value = text_z(word_at(l, 2));
	tell_fact(&f);
}

/* fact A SYMBOL-AS-FIELD VALUE [source PROTO] [peer B] */
static void do_fact(struct line *l)
{
	struct fact f = {.confidence = 90};
	char value[120];

	f.about = named(l->number, word_at(l, 1))->who;
	for (f.kind = 0; f.kind < FACT_COUNT; f.kind++)
		if (strcmp(fact_field((enum fact_kind)f.kind), word_at(l, 2)) == 0)
			break;
	if (f.kind == FACT_COUNT)
		stop(l->number, "no fact:", word_at(l, 2));
	snprintf(value, sizeof value, "%s", word_at(l, 3));
	for (char *p = value; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	f.value = text_z(value);
	f.source = protocol_needed(l, after(l, "source", "dhcp"));
	if (has(l, "peer"))
		f.peer = named(l->number, after(l, "peer", ""))->who;
	f.num[0] = atoi(after(l, "num", "0"));
	tell_fact(&f);
}

/* leave A -> B at C [times N] [protected]: who, to whom, of which network */
static void do_leave(struct line *l)
{
	struct fact f = {.kind = FACT_WIFI_LEAVE, .source = PROTO_wifi, .confidence = 90};

	f.about.mac = named(l->number, word_at(l, 1))->who.mac;
	f.peer.mac = named(l->number, word_at(l, 3))->who.mac;
	f.num[0] = wifi_mac_pack(named(l->number, after(l, "at", ""))->who.mac);
	f.num[1] = 7;
	f.num[3] = has(l, "protected");
	for (int i = 0; i < atoi(after(l, "times", "1")); i++)
		tell_fact(&f);
}

/* network A NAME wpa2-psk */
static void do_network(struct line *l)
{
	struct fact f = {.kind = FACT_ACCESS_POINT, .source = PROTO_wifi, .confidence = 90};
	struct wifi_announced a = {.security = WIFI_SECURITIES};

	for (uint8_t s = 0; s < WIFI_SECURITIES; s++)
		if (strcmp(wifi_security_token((enum wifi_security)s), word_at(l, 3)) == 0)
			a.security = s;
	if (a.security == WIFI_SECURITIES)
		stop(l->number, "no kind of protection:", word_at(l, 3));
	f.about.mac = named(l->number, word_at(l, 1))->who.mac;
	f.value = text_z(word_at(l, 2));
	f.num[0] = wifi_pack(&a);
	tell_fact(&f);
}

/* flood N macs|sources [-> B]: that many strangers, each once */
static void do_flood(struct line *l)
{
	static uint32_t next;
	bool macs = strcmp(word_at(l, 2), "macs") == 0;

	for (int i = 0; i < atoi(word_at(l, 1)); i++) {
		uint32_t v = ++next * 2654435761u;
		struct who from = {0}, to = everybody;
		struct flow f;

		if (l->words > 4)
			to = named(l->number, word_at(l, 4))->who;
		if (macs)
			from.mac = (struct mac){{2, 0xf1, (uint8_t)(v >> 24), (uint8_t)(v >> 16),
						 (uint8_t)(v >> 8), (uint8_t)v}};
		else
			from = (struct who){.mac = w.names[w.count - 1].who.mac,
					    .ip = ip_of4((uint8_t[]){10, (uint8_t)(v >> 24),
								     (uint8_t)(v >> 16), (uint8_t)(v >> 8)})};
		if (l->words <= 4) {
			frame(&from, &to, false);
			continue;
		}
		frame(&from, &to, false);
		f = flow_of(&(struct line){.word = {"syn"}, .words = 1}, &from, &to, "tcp/23");
		tell_flow(&f);
	}
}

/* --- the site */

static void check(int r, const char *what)
{
	if (r < 0) {
		printf("%s: %s: %s\n", w.file, what, store_error(w.site));
		exit(1);
	}
}

static int64_t device_of(const struct named *a)
{
	char mac[MAC_TEXT], ip[IP_TEXT];
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	if (sqlite3_prepare_v2(
		    store_db(w.site),
		    "SELECT device FROM address WHERE value = ?1 OR value = ?2 ORDER BY kind = 'ip', rowid "
		    "LIMIT 1",
		    -1, &st, NULL) != SQLITE_OK)
		check(-EIO, "address");
	sqlite3_bind_text(st, 1, mac_is_none(a->who.mac) ? "" : mac_text(a->who.mac, mac), -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, ip_text(a->who.ip, ip), -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

static struct writing writing(void) { return (struct writing){clock_now(), "local", "2026-01-05"}; }

static void act(int (*deed)(int64_t device), const struct named *a, unsigned line)
{
	int64_t id = device_of(a);

	if (!id)
		stop(line, "the site does not know", a->name);
	check(site_begin(w.site), "begin");
	check(deed(id), "deed");
	check(site_commit(w.site), "commit");
	check(detect_site(w.detect, w.site), "detect_site");
}

static int approve(int64_t device)
{
	struct profile_group g = {.devices = &device, .count = 1};
	struct writing by = writing();
	struct err e = {0};
	int64_t n;

	return profile_approve(w.site, &g, NULL, &by, &n, &e);
}

static int withdraw(int64_t device)
{
	struct writing by = writing();
	struct err e = {0};

	return profile_withdraw(w.site, device, &by, &e);
}

static int retire(int64_t device)
{
	struct writing by = writing();
	struct err e = {0};

	return life_set(w.site, device, "retired", "taken away", &by, &e);
}

static void do_approve(struct line *l) { act(approve, named(l->number, word_at(l, 1)), l->number); }
static void do_withdraw(struct line *l) { act(withdraw, named(l->number, word_at(l, 1)), l->number); }
static void do_retire(struct line *l) { act(retire, named(l->number, word_at(l, 1)), l->number); }

/* judge: as core does now and then */
static void do_judge(struct line *l)
{
	(void)l;
	check(site_begin(w.site), "begin");
	check(life_states_judge(w.site, clock_now(), NULL, NULL), "judge");
	check(site_commit(w.site), "commit");
	check(detect_site(w.detect, w.site), "detect_site");
}

/* whose A ours|others: people say it of its number */
static void do_whose(struct line *l)
{
	char mac[MAC_TEXT], sql[600];

	snprintf(sql, sizeof sql,
		 "INSERT INTO record(id, kind, system, says, said, made_on, fields, version, hash, signed, "
		 "removed, seq) "
		 "SELECT coalesce(max(id), 0) + 1, 'wifi-network', 'site', 'yes', 'yes', '2026-01-05', "
		 "'{\"network\":\"%s\",\"whose\":\"%s\"}', 1, 'x', 0, 0, coalesce(max(seq), 0) + 1 FROM "
		 "record",
		 mac_text(named(l->number, word_at(l, 1))->who.mac, mac), word_at(l, 2));
	check(site_begin(w.site), "begin");
	if (sqlite3_exec(store_db(w.site), sql, NULL, NULL, NULL) != SQLITE_OK)
		check(-EIO, "whose");
	check(site_commit(w.site), "commit");
	do_judge(l);
}

/* work A|site 10:00-12:00: planned work, each day, by the clock on the wall */
static void do_work(struct line *l)
{
	bool all = strcmp(word_at(l, 1), "site") == 0;
	int64_t device = all ? 0 : device_of(named(l->number, word_at(l, 1)));
	char sql[600];

	snprintf(sql, sizeof sql,
		 "INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, "
		 "signed, "
		 "removed, seq) SELECT coalesce(max(id), 0) + 1, 'work-window', 'site', nullif(%lld, 0), "
		 "'yes', 'yes', "
		 "'2026-01-05', '{\"starts_on\":\"2026-01-05\",\"until\":\"2026-01-31\",\"hours\":\"daily "
		 "%s\"}', 1, "
		 "'x', 0, 0, 1 FROM record",
		 (long long)device, word_at(l, 2));
	check(site_begin(w.site), "begin");
	if (sqlite3_exec(store_db(w.site), sql, NULL, NULL, NULL) != SQLITE_OK)
		check(-EIO, "work");
	check(journal_append(w.site, clock_now(), "watching-started", "local", "{}", NULL), "event");
	check(site_commit(w.site), "commit");
	check(alarms_site(w.alarms, w.site), "alarms_site");
}

/* What came since the last one joins the site. */
static void period(void)
{
	struct save_period p = {.from = clock_now() - w.period, .to = clock_now()};
	struct saved saved;

	if (w.dirty) {
		check(w.run ? 0 : store_period(&w.run), "run");
		check(inventory_write(w.inventory, NULL, &w.counts, w.run), "inventory");
		check(inventory_next(w.inventory, p.to), "next");
		check(store_join(w.site), "join");
		check(site_begin(w.site), "begin");
		check(save_period(w.site, &p, p.to, "mimamori", &saved), "period");
		check(site_commit(w.site), "commit");
		if (!store_clear(w.run)) {
			store_part(w.site);
			store_free(w.run);
			w.run = NULL;
		}
		w.dirty = false;
	}
	check(detect_site(w.detect, w.site), "detect_site");
	check(alarms_site(w.alarms, w.site), "alarms_site");
	check(site_begin(w.site), "begin");
	check(detect_save(w.detect, w.site), "detect_save");
	check(alarms_write(w.alarms, w.site, clock_now()), "alarms_write");
	check(site_commit(w.site), "commit");
	alarms_wrote(w.alarms, true);
}

static void alarms_told(void)
{
	alarms_tick(w.alarms, clock_now());
	if (!alarms_pending(w.alarms))
		return;
	check(site_begin(w.site), "begin");
	check(alarms_write(w.alarms, w.site, clock_now()), "alarms_write");
	check(site_commit(w.site), "commit");
	alarms_wrote(w.alarms, true);
}

/* --- the detectors */

static void on_signal(void *ctx, const struct signal *s)
{
	(void)ctx;
	alarms_take(w.alarms, s);
	if (w.said_count < SIGNALS)
		w.said[w.said_count++] = (struct said){*s, w.now, false};
}

static void detectors_begin(void)
{
	w.detect = detect_new(&(struct detect_options){.signal = on_signal});
	w.alarms = alarms_new(NULL);
	if (!w.detect || !w.alarms)
		stop(0, "no memory", NULL);
	check(alarms_load(w.alarms, w.site), "alarms_load");
	check(alarms_site(w.alarms, w.site), "alarms_site");
	w.ear = detect_sink(w.detect);
	check(detect_load(w.detect, w.site), "detect_load");
	check(detect_site(w.detect, w.site), "detect_site");
}

static void restart(void)
{
	check(site_begin(w.site), "begin");
	check(detect_save_all(w.detect, w.site), "detect_save_all");
	check(alarms_write(w.alarms, w.site, clock_now()), "alarms_write");
	check(site_commit(w.site), "commit");
	alarms_free(w.alarms);
	detect_free(w.detect);
	detectors_begin();
	if (w.blind)
		detect_sight(w.detect, &(struct detect_sight){true, "no-frames"});
}

static void do_restart(struct line *l)
{
	(void)l;
	restart();
}

/* sight lost WHY | sight back */
static void do_sight(struct line *l)
{
	static char why[32];

	w.blind = strcmp(word_at(l, 1), "lost") == 0;
	snprintf(why, sizeof why, "%s", w.blind ? word_at(l, 2) : "");
	detect_sight(w.detect, &(struct detect_sight){w.blind, why});
}

/* clock back|forward TIME */
static void do_clock(struct line *l)
{
	int64_t by = time_of(l->number, word_at(l, 2));

	w.shift += strcmp(word_at(l, 1), "back") == 0 ? -by : by;
}

static const struct {
	const char *word;
	void (*happens)(struct line *l);
} deeds[] = {
	{"frame", do_frame},   {"arp", do_arp},           {"flow", do_flow},       {"sweep", do_sweep},
	{"ports", do_ports},   {"login", do_login},       {"command", do_command}, {"point", do_point},
	{"name", do_name},     {"fact", do_fact},         {"flood", do_flood},     {"approve", do_approve},
	{"retire", do_retire}, {"withdraw", do_withdraw}, {"restart", do_restart}, {"sight", do_sight},
	{"clock", do_clock},   {"work", do_work},         {"leave", do_leave},     {"network", do_network},
	{"judge", do_judge},   {"whose", do_whose}};

static void happen(struct line *l)
{
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (strcmp(deeds[i].word, l->word[0]) == 0) {
			deeds[i].happens(l);
			return;
		}
	stop(l->number, "nothing happens so:", l->word[0]);
}

/* --- reading a scene */

/* device NAME MAC IP [router] [behind ROUTER] | stranger NAME MAC IP | outside NAME IP */
static void take_name(unsigned line, char **word, unsigned words)
{
	struct named *a = &w.names[w.count++];
	unsigned at = 2;

	if (words < 3 || w.count == NAMES)
		stop(line, "who:", word[0]);
	*a = (struct named){.outside = strcmp(word[0], "outside") == 0,
			    .stranger = strcmp(word[0], "stranger") == 0};
	snprintf(a->name, sizeof a->name, "%s", word[1]);
	if (mac_parse(word[at], &a->who.mac))
		at++;
	if (at < words && ip_parse(word[at], &a->who.ip))
		at++;
	for (; at < words; at++) {
		a->router |= strcmp(word[at], "router") == 0;
		if (strcmp(word[at], "behind") == 0 && at + 1 < words)
			a->who.mac = named(line, word[at + 1])->who.mac;
	}
}

static void take_line(unsigned number, char **word, unsigned words, int64_t at, int64_t every, int64_t until,
		      int64_t shake)
{
	struct line *l = &w.lines[w.line_count++];

	if (w.line_count == LINES || words == 0)
		stop(number, "nothing, or too much", NULL);
	*l = (struct line){.number = number,
			   .next = at,
			   .nominal = at,
			   .every = every,
			   .until = until,
			   .shake = shake,
			   .words = words};
	memcpy(l->word, word, words * sizeof *word);
}

/* every STEP [shake S] [from T] [until T] EVENT */
static void take_every(unsigned number, char **word, unsigned words)
{
	int64_t step = time_of(number, word[1]), from = 0, until = INT64_MAX, shake = 0;
	unsigned at = 2;

	for (; at + 1 < words; at += 2)
		if (strcmp(word[at], "from") == 0)
			from = time_of(number, word[at + 1]);
		else if (strcmp(word[at], "until") == 0)
			until = time_of(number, word[at + 1]);
		else if (strcmp(word[at], "shake") == 0)
			shake = time_of(number, word[at + 1]);
		else
			break;
	if (step <= 0)
		stop(number, "no step", NULL);
	take_line(number, word + at, words - at, from, step, until, shake);
}

static void take(unsigned number, char **word, unsigned words)
{
	const char *first = word[0];

	if (strcmp(first, "device") == 0 || strcmp(first, "stranger") == 0 || strcmp(first, "outside") == 0)
		take_name(number, word, words);
	else if (strcmp(first, "at") == 0 && words > 2)
		take_line(number, word + 2, words - 2, time_of(number, word[1]), 0, 0, 0);
	else if (strcmp(first, "before") == 0)
		take_line(number, word + 1, words - 1, -1, 0, 0, 0);
	else if (strcmp(first, "every") == 0 && words > 2)
		take_every(number, word, words);
	else if (strcmp(first, "approve") == 0)
		for (unsigned i = 1; i < words; i++)
			w.approve[w.approve_count++] = word[i];
	else if (strcmp(first, "learning") == 0 && words == 2)
		w.learning = word[1];
	else if (strcmp(first, "period") == 0 && words == 2)
		w.period = time_of(number, word[1]);
	else if (strcmp(first, "until") == 0 && words == 2)
		w.until = time_of(number, word[1]);
	else if (strcmp(first, "expect") == 0 && w.expect_count < LINES) {
		struct expected *e = &w.expects[w.expect_count++];

		*e = (struct expected){.number = number, .words = words};
		memcpy(e->word, word, words * sizeof *word);
	} else {
		stop(number, "not understood:", first);
	}
}

static void read_scene(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[1000], *word[WORDS];
	unsigned number = 0, words;

	if (!f)
		stop(0, "cannot be read", path);
	while (fgets(line, sizeof line, f)) {
		char *kept = strdup(line); /* words point into it */

		if (!kept || w.text_count == LINES)
			stop(number, "too long", path);
		w.texts[w.text_count++] = kept;
		number++;
		words = split(kept, word);
		if (words)
			take(number, word, words);
	}
	fclose(f);
}

/* --- playing it */

static void unlink_site(void)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".key"};
	char path[96];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(path, sizeof path, "%s%s", w.path, ends[i]);
		unlink(path);
	}
}

static void site_make(void)
{
	struct err e = {0};
	struct writing by = writing();

	snprintf(w.path, sizeof w.path, "/tmp/mimamori-world-%d.db", (int)getpid());
	unlink_site();
	if (site_open(w.path, SITE_CREATE, site_parts(), 1, &w.site, &e) < 0)
		stop(0, "no site:", e.key);
	store_watch(w.site, true);
	sqlite3_exec(store_db(w.site), "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	check(site_begin(w.site), "begin");
	check(setting_put(w.site, "learning-hours", w.learning, &by, &e), e.key);
	check(site_commit(w.site), "commit");
}

/* Those whom the site knew before the scene begins, and what was observed of them. */
static void prelude(void)
{
	w.before = true;
	w.now = -60 * (int64_t)SECOND;
	for (unsigned i = 0; i < w.count; i++)
		if (!w.names[i].outside && !w.names[i].stranger) {
			struct fact f = {.kind = FACT_ROUTER, .source = PROTO_dhcp, .confidence = 90};

			claim(&w.names[i]);
			f.about = w.names[i].who;
			if (w.names[i].router)
				tell_fact(&f);
		}
	for (unsigned i = 0; i < w.line_count; i++)
		if (w.lines[i].next < 0)
			happen(&w.lines[i]);
	period();
	for (unsigned i = 0; i < w.approve_count; i++)
		act(approve, named(0, w.approve[i]), 0);
	w.before = false;
}

static struct line *next_line(void)
{
	struct line *best = NULL;

	for (unsigned i = 0; i < w.line_count; i++)
		if (w.lines[i].next >= 0 && (!best || w.lines[i].next < best->next))
			best = &w.lines[i];
	return best;
}

static void go_on(struct line *l)
{
	if (!l->every) {
		l->next = -2;
		return;
	}
	l->nominal += l->every;
	l->next = l->nominal + (int64_t)((double)l->shake * (noise() + 0.5));
	if (l->nominal >= l->until)
		l->next = -2;
}

static void play(void)
{
	struct line *l;

	for (int64_t second = 0; second <= w.until; second += SECOND) {
		while ((l = next_line()) && l->next < second + SECOND && l->next <= w.until) {
			w.now = l->next;
			happen(l);
			go_on(l);
		}
		w.now = second + SECOND;
		detect_tick(w.detect, clock_now());
		alarms_told();
		if (w.now % w.period == 0)
			period();
		if (w.restart && w.now % w.restart == 0)
			restart();
	}
}

/* --- what was said */

static const char *who_is(const struct who *a)
{
	static char text[4][64];
	static unsigned next;
	char mac[MAC_TEXT], ip[IP_TEXT];

	if (mac_is_none(a->mac) && ip_is_none(a->ip))
		return "-";
	for (unsigned i = 0; i < w.count;
	     i++) { /* by IP first: of those behind a router the MAC says little */
		const struct named *n = &w.names[i];

		if (ip_is_none(a->ip) ? mac_same(n->who.mac, a->mac) && !ip_is_none(n->who.ip)
				      : ip_same(n->who.ip, a->ip))
			return n->name;
	}
	next = (next + 1) % 4;
	snprintf(text[next], sizeof *text, "%s/%s", mac_text(a->mac, mac), ip_text(a->ip, ip));
	return text[next];
}

static void show(const struct said *s)
{
	static const char *const whats[] = {"on", "more", "off"};

	printf("  %7.1fs %-4s %s by %s on %s key '%s'%s%s d%lld d%lld n%u", (double)s->at / SECOND,
	       whats[s->s.what], s->s.detector, who_is(&s->s.by), who_is(&s->s.on), s->s.key,
	       s->s.learning ? " learning" : "", s->s.claimed ? " claimed" : "", (long long)s->s.by_device,
	       (long long)s->s.on_device, s->s.packet.n);
	for (unsigned i = 0; i < s->s.values; i++)
		printf(" %s=%s", s->s.value[i].name, s->s.value[i].text);
	printf("%s\n", s->expected ? "" : "  *");
}

/* "until T", to the moment; where it is waited in watched time (`watched`), each restart adds up to a second in which
 * nobody watched. */
static int64_t latest(const struct expected *e, const char *text)
{
	int64_t until = time_of(e->number, text);

	for (unsigned i = 3; w.restart && i < e->words; i++)
		if (strcmp(e->word[i], "watched") == 0)
			return until + until / w.restart * SECOND;
	return until;
}

/* signal NAME [by A] [on B] [key K] [learning] [claimed] [from T] [until T] [watched] [device]; over: the same of
 * its end */
static bool fits(const struct expected *e, const struct said *s)
{
	unsigned i = 3;
	bool learning = false, claimed = false;

	if (strcmp(s->s.detector, e->word[2]) != 0)
		return false;
	for (; i < e->words; i++) {
		const char *t = e->word[i], *v = i + 1 < e->words ? e->word[i + 1] : "";

		learning |= strcmp(t, "learning") == 0;
		claimed |= strcmp(t, "claimed") == 0;
		if (strcmp(t, "by") == 0 && strcmp(v, who_is(&s->s.by)) != 0)
			return false;
		if (strcmp(t, "on") == 0 && strcmp(v, who_is(&s->s.on)) != 0)
			return false;
		if (strcmp(t, "key") == 0 && strcmp(v, s->s.key) != 0)
			return false;
		if (strcmp(t, "from") == 0 && s->at < time_of(e->number, v))
			return false;
		if (strcmp(t, "until") == 0 && s->at > latest(e, v))
			return false;
		if (strcmp(t, "device") == 0 && s->s.by_device == 0 && s->s.on_device == 0)
			return false;
	}
	return learning == s->s.learning && claimed == s->s.claimed;
}

static uint8_t what_of(const struct expected *e)
{
	return strcmp(e->word[1], "over") == 0   ? SIGNAL_OFF
	       : strcmp(e->word[1], "more") == 0 ? SIGNAL_MORE
						 : SIGNAL_ON;
}

static void judge_signals(struct expected *e)
{
	for (unsigned i = 0; i < w.said_count; i++)
		if (w.said[i].s.what == what_of(e) && fits(e, &w.said[i])) {
			w.said[i].expected = true;
			e->met++;
		}
	if (!e->met)
		fail(e->number, "did not come:", e->word[2]);
	if (e->met > 1 && what_of(e) != SIGNAL_MORE)
		fail(e->number, "came more than once:", e->word[2]);
}

/* --- alarms */

struct raised {
	int64_t id, raised, ended; /* of the scene; ended -1: it stands */
	char detector[48], cause[64], title[200], severity;
	bool expected;
};
static struct raised raised[1000];
static unsigned raised_count;

static void read_alarms(void)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(
		    store_db(w.site),
		    "SELECT id, raised, ended, detector, cause, severity, title_en FROM alarm ORDER BY id",
		    -1, &st, NULL) != SQLITE_OK)
		check(-EIO, "alarm");
	while (sqlite3_step(st) == SQLITE_ROW && raised_count < 1000) {
		struct raised *r = &raised[raised_count++];

		r->id = sqlite3_column_int64(st, 0);
		r->raised = sqlite3_column_int64(st, 1) - BEGIN - w.shift;
		r->ended = sqlite3_column_type(st, 2) == SQLITE_NULL
				   ? -1
				   : sqlite3_column_int64(st, 2) - BEGIN - w.shift;
		snprintf(r->detector, sizeof r->detector, "%s", (const char *)sqlite3_column_text(st, 3));
		snprintf(r->cause, sizeof r->cause, "%s", (const char *)sqlite3_column_text(st, 4));
		r->severity = (char)sqlite3_column_int(st, 5);
		snprintf(r->title, sizeof r->title, "%s", (const char *)sqlite3_column_text(st, 6));
	}
	sqlite3_finalize(st);
}

static bool is_cause(const struct raised *r, unsigned line, const char *name)
{
	const struct named *a = named(line, name);
	char device[24], mac[MAC_TEXT], ip[IP_TEXT];

	snprintf(device, sizeof device, "d%lld", (long long)device_of(a));
	return strcmp(r->cause, device) == 0 || strcmp(r->cause, mac_text(a->who.mac, mac)) == 0 ||
	       strcmp(r->cause, ip_text(a->who.ip, ip)) == 0;
}

/* alarm DETECTOR [of A] [severity S] [from T] [until T] [watched] [ends-from T] [ends-until T] [stands] */
static bool alarm_fits(const struct expected *e, const struct raised *r)
{
	static const char *const severities[] = {"critical", "high", "medium", "low"};

	if (strcmp(e->word[2], r->detector) != 0)
		return false;
	for (unsigned i = 3; i < e->words; i++) {
		const char *t = e->word[i], *v = i + 1 < e->words ? e->word[i + 1] : "";

		if (strcmp(t, "of") == 0 && !is_cause(r, e->number, v))
			return false;
		if (strcmp(t, "severity") == 0 &&
		    (r->severity > 3 || strcmp(severities[(int)r->severity], v) != 0))
			return false;
		if (strcmp(t, "from") == 0 && r->raised < time_of(e->number, v))
			return false;
		if (strcmp(t, "until") == 0 && r->raised > latest(e, v))
			return false;
		if (strcmp(t, "stands") == 0 && r->ended >= 0)
			return false;
		if (strcmp(t, "ends-from") == 0 && r->ended < time_of(e->number, v))
			return false;
		if (strcmp(t, "ends-until") == 0 && (r->ended < 0 || r->ended > time_of(e->number, v)))
			return false;
	}
	return true;
}

static void judge_alarm(struct expected *e)
{
	for (unsigned i = 0; i < raised_count; i++)
		if (alarm_fits(e, &raised[i])) {
			raised[i].expected = true;
			e->met++;
		}
	if (e->met != 1)
		fail(e->number, e->met ? "more than one alarm:" : "no alarm:", e->word[2]);
}

/* A scene that speaks of alarms names all of them; a quiet one has none but those. */
static void judge_other_alarms(bool speaks)
{
	if (!speaks && !strstr(w.file, ".quiet."))
		return;
	for (unsigned i = 0; i < raised_count; i++)
		if (!raised[i].expected)
			fail(0, "nobody expected the alarm", raised[i].title);
}

static void show_alarms(void)
{
	for (unsigned i = 0; i < raised_count; i++)
		printf("  a%lld %.1fs..%.1fs %s of %s severity %d: %s%s\n", (long long)raised[i].id,
		       (double)raised[i].raised / SECOND, (double)raised[i].ended / SECOND,
		       raised[i].detector, raised[i].cause, raised[i].severity, raised[i].title,
		       raised[i].expected ? "" : "  *");
}

/* most N NAME: at most so many of these began, and no more is asked of them */
static void judge_most(struct expected *e)
{
	for (unsigned i = 0; i < w.said_count; i++)
		if (w.said[i].s.what == SIGNAL_ON && strcmp(w.said[i].s.detector, e->word[3]) == 0) {
			w.said[i].expected = true;
			e->met++;
		}
	if (e->met > (unsigned)atoi(e->word[2]))
		fail(e->number, "too many of", e->word[3]);
}

static void judge(void)
{
	unsigned before = w.wrong;
	bool alarms = false;

	read_alarms();
	for (unsigned i = 0; i < w.expect_count; i++) {
		struct expected *e = &w.expects[i];

		if (e->words > 2 && (strcmp(e->word[1], "signal") == 0 || strcmp(e->word[1], "over") == 0 ||
				     strcmp(e->word[1], "more") == 0))
			judge_signals(e);
		else if (e->words == 4 && strcmp(e->word[1], "most") == 0)
			judge_most(e);
		else if (e->words > 2 && strcmp(e->word[1], "alarm") == 0)
			judge_alarm(e), alarms = true;
		else
			stop(e->number, "not understood:", e->words > 1 ? e->word[1] : "");
	}
	for (unsigned i = 0; i < w.said_count; i++)
		if (!w.said[i].expected && w.said[i].s.what == SIGNAL_ON && !w.said[i].s.learning) {
			fail(0, "nobody expected", w.said[i].s.detector);
			break;
		}
	judge_other_alarms(alarms);
	if (w.wrong > before || w.show)
		show_alarms();
	if (w.wrong > before || w.show)
		for (unsigned i = 0; i < w.said_count && (i < SHOWN || w.show); i++)
			show(&w.said[i]);
}

static int64_t device_count(void)
{
	sqlite3_stmt *st = NULL;
	int64_t n = 0;

	if (sqlite3_prepare_v2(store_db(w.site), "SELECT count(*) FROM device", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static int play_scene(const char *file)
{
	int64_t devices;

	w.file = file;
	read_scene(file);
	site_make();
	w.inventory = inventory_new(&(struct inventory_options){0});
	w.sink = inventory_sink(w.inventory);
	detectors_begin();
	prelude();
	play();
	period();
	judge();
	devices = device_count();
	alarms_free(w.alarms);
	detect_free(w.detect);
	inventory_free(w.inventory);
	store_free(w.site);
	store_free(w.run);
	unlink_site();
	for (unsigned i = 0; i < w.text_count; i++)
		free(w.texts[i]);
	printf("%s: %u signals, %u alarms in %.1f device-days, %s\n", file, w.said_count, raised_count,
	       (double)devices * (double)w.until / SECOND / 86400, w.wrong ? "wrong" : "as expected");
	return w.wrong ? 1 : 0;
}

int main(int argc, char **argv)
{
	int i = 1;

	w.period = 5 * (int64_t)SECOND;
	w.until = 600 * (int64_t)SECOND;
	w.learning = "0";
	for (; i < argc && argv[i][0] == '-'; i++)
		if (strcmp(argv[i], "--signals") == 0)
			w.show = true;
		else if (strcmp(argv[i], "--restart") == 0 && i + 1 < argc)
			w.restart = time_of(0, argv[++i]);
	if (i + 1 != argc) {
		fprintf(stderr, "world [--restart TIME] [--signals] FILE\n");
		return 2;
	}
	return play_scene(argv[i]);
}
