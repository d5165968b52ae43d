/* The data block of the page: rows as arrays, often repeated texts as numbers into "s", times as seconds
 * after "base". Columns are named in web/report.js in the same order. With many devices it is thinned, so
 * that 100,000 of them stay under 20 MB: what is left out is in inspect.json, and the page says so. */
#include "report/html_block.h"

#include "base/arena.h"
#include "report/words.h"

#include <errno.h>
#include <string.h>

enum { FLOWS_MAX = 20000, FINDINGS_MAX = 5000, FACTS_MAX = 60, MANY = 5000, MOST_BYTES = 14 << 20 };

/* --- devices
 * ------------------------------------------------------------------------------------------------------ */

struct device_scans {
	struct scan device, mac, ip, service, fact, finding;
};

static void list(struct block *b, struct scan *s, int64_t id)
{
	json_array(b->o, NULL);
	for (int n = 0; scan_at(s, id); scan_next(s))
		if (n++ < 32)
			block_text(b, s, 1);
	json_end_array(b->o);
}

static void services(struct block *b, struct scan *s, int64_t id)
{
	int n = 0, most = b->thin ? 4 : 200;

	json_array(b->o, NULL);
	for (; scan_at(s, id); scan_next(s)) {
		if (n++ >= most)
			continue;
		json_array(b->o, NULL);
		block_word(b, s, 1);
		block_number(b, s, 2);
		block_word(b, s, 3);
		block_number(b, s, 4);
		json_end_array(b->o);
	}
	json_end_array(b->o);
}

/* All of a device's facts while there are few devices; with many, those of devices with findings only. */
static void facts(struct block *b, struct scan *s, int64_t id, bool told)
{
	int n = 0;
	bool room = b->o->total - b->start < MOST_BYTES && (!b->thin || told);

	json_array(b->o, NULL);
	for (; room && scan_at(s, id); scan_next(s)) {
		if (n++ >= FACTS_MAX)
			continue;
		json_array(b->o, NULL);
		block_word(b, s, 1);
		block_text(b, s, 2);
		block_word(b, s, 3);
		block_packet(b, scan_int(s, 4));
		block_number(b, s, 5);
		json_end_array(b->o);
	}
	json_end_array(b->o);
}

/* id, name, kind, layer, maker, model, firmware, serial, os, confidence, first, last, packets, bytes, random,
 * hidden, worst finding, findings, [number, name, line, place, owner] or 0, macs, ips, services, facts */
static void device(struct block *b, struct device_scans *d)
{
	const struct scan *s = &d->device;
	bool told = scan_at(&d->finding, s->key);

	json_array(b->o, NULL);
	json_int(b->o, NULL, s->key);
	block_text(b, s, 1);
	for (int i = 2; i <= 6; i++)
		block_word(b, s, i);
	block_text(b, s, 7);
	block_word(b, s, 8);
	block_number(b, s, 9);
	block_seconds(b, s, 10);
	block_seconds(b, s, 11);
	for (int i = 12; i <= 15; i++)
		block_number(b, s, i);
	json_int(b->o, NULL, told ? scan_int(&d->finding, 1) : 5);
	json_int(b->o, NULL, told ? scan_int(&d->finding, 2) : 0);
	if (scan_null(s, 16)) {
		json_int(b->o, NULL, 0);
	} else {
		json_array(b->o, NULL);
		for (int i = 17; i <= 21; i++)
			block_text(b, s, i);
		json_end_array(b->o);
	}
	list(b, &d->mac, s->key);
	list(b, &d->ip, s->key);
	services(b, &d->service, s->key);
	facts(b, &d->fact, s->key, told);
	json_end_array(b->o);
}

static int devices(struct block *b)
{
	struct device_scans d;
	struct scan *all = (struct scan *)&d;
	struct store *store = b->in->store;
	int r = 0;

	scan_open(&d.device, store,
		  "SELECT d.id, d.name, d.kind, d.layer, d.maker, d.model, d.firmware, d.serial, d.os, "
		  "d.confidence, d.first,"
		  " d.last, d.packets, d.bytes, d.random_mac, d.hidden, d.ledger, l.number, l.name, l.line, "
		  "l.place,"
		  " l.owner FROM device d LEFT JOIN ledger l ON l.id = d.ledger ORDER BY d.id");
	scan_open_keyed(&d.mac, store, "address", "device, value", " WHERE kind = 'mac'");
	scan_open_keyed(&d.ip, store, "address", "device, value", " WHERE kind = 'ip'");
	scan_open_keyed(&d.service, store, "service", "device, transport, port, protocol, answered", "");
	scan_open(&d.fact, store,
		  "SELECT device, field, value, source, packet, confidence FROM fact ORDER BY device, "
		  "confidence DESC, rowid");
	scan_open(&d.finding, store,
		  "SELECT a.device, min(f.severity), count(DISTINCT f.id) FROM finding_about a JOIN finding "
		  "f ON f.id = a.finding"
		  " WHERE a.device IS NOT NULL GROUP BY a.device ORDER BY a.device");
	json_array(b->o, "devices");
	for (; d.device.more; scan_next(&d.device))
		device(b, &d);
	json_end_array(b->o);
	for (size_t i = 0; i < sizeof d / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}

/* --- the rest
 * ----------------------------------------------------------------------------------------------------- */

static int outside(struct block *b)
{
	struct scan s;

	json_array(b->o, "outside");
	for (scan_open(&s, b->in->store,
		       "SELECT id, coalesce(name, network) FROM outside ORDER BY id LIMIT 20000");
	     s.more; scan_next(&s)) {
		json_array(b->o, NULL);
		json_int(b->o, NULL, s.key);
		block_text(b, &s, 1);
		json_end_array(b->o);
	}
	json_end_array(b->o);
	return scan_close(&s);
}

/* n, client, server (device id, or -outside id, or 0), their addresses, transport, port, protocol, packets,
 * bytes, encrypted, first, last, file and frame of the first packet, answered, connections, to a group */
static int flows(struct block *b)
{
	struct scan s;
	int n = 0;

	json_array(b->o, "flows");
	for (scan_open(&s, b->in->store,
		       "SELECT id, coalesce(client, -client_outside, 0), coalesce(server, -server_outside, "
		       "0), client_ip, server_ip,"
		       " transport, port, protocol, packets, bytes, coalesce(encrypted, 2), first, last, "
		       "first_packet, answered,"
		       " connections, to_group FROM flow ORDER BY id");
	     s.more && n < FLOWS_MAX; scan_next(&s), n++) {
		json_array(b->o, NULL);
		for (int i = 0; i <= 2; i++)
			block_number(b, &s, i);
		block_word(b, &s, 3);
		block_word(b, &s, 4);
		block_word(b, &s, 5);
		block_number(b, &s, 6);
		block_word(b, &s, 7);
		for (int i = 8; i <= 10; i++)
			block_number(b, &s, i);
		block_seconds(b, &s, 11);
		block_seconds(b, &s, 12);
		block_packet(b, scan_int(&s, 13));
		for (int i = 14; i <= 16; i++)
			block_number(b, &s, i);
		json_end_array(b->o);
	}
	json_end_array(b->o);
	return scan_close(&s);
}

static void sentence(struct block *b, const struct scan *s, int column)
{
	json_int(b->o, NULL, intern_number(&b->words, scan_sentence(s, column)));
}

/* id, severity, title ja, title en, do ja, do en, [device ids, -outside ids] */
static int findings(struct block *b)
{
	struct scan s, about;
	int r;

	json_array(b->o, "findings");
	scan_open(&about, b->in->store,
		  "SELECT finding, coalesce(device, -outside) FROM finding_about WHERE device IS NOT NULL OR "
		  "outside IS NOT NULL"
		  " ORDER BY finding, rowid");
	for (scan_open(&s, b->in->store,
		       "SELECT id, severity, title_ja, title_en, do_ja, do_en FROM finding ORDER BY id LIMIT "
		       "5000");
	     s.more; scan_next(&s)) {
		json_array(b->o, NULL);
		json_int(b->o, NULL, s.key);
		block_number(b, &s, 1);
		for (int i = 2; i <= 5; i++)
			sentence(b, &s, i);
		json_array(b->o, NULL);
		for (int n = 0; scan_at(&about, s.key); scan_next(&about))
			if (n++ < 200)
				block_number(b, &about, 1);
		json_end_array(b->o);
		json_end_array(b->o);
	}
	json_end_array(b->o);
	r = scan_close(&about);
	return scan_close(&s) ? -EIO : r;
}

static int files(struct block *b)
{
	struct scan s;

	json_array(b->o, "files");
	for (scan_open(&s, b->in->store, "SELECT id, name FROM source ORDER BY id"); s.more; scan_next(&s))
		block_text(b, &s, 1);
	json_end_array(b->o);
	return scan_close(&s);
}

/* The sentences that the script shows, in both languages. */
static void sentences(struct block *b)
{
	static const char *const topics[] = {"page.",   "kinds.", "layers.",   "severity.",
					     "fields.", "deeds.", "protocols."};

	json_object(b->o, "t");
	for (size_t i = 0; i < lang_count; i++)
		for (size_t k = 0; k < sizeof topics / sizeof *topics; k++) {
			if (strncmp(lang_table[i].key, topics[k], strlen(topics[k])) != 0)
				continue;
			json_array(b->o, lang_table[i].key);
			json_str(b->o, NULL, lang_table[i].text[LANG_JA]);
			json_str(b->o, NULL, lang_table[i].text[LANG_EN]);
			json_end_array(b->o);
		}
	json_end_object(b->o);
}

/* How the script marks what a request can do. */
static void gravities(struct block *b)
{
	json_object(b->o, "gravity");
	for (enum deed d = DEED_none + 1; d < DEED_COUNT; d++)
		json_str(b->o, deed_token(d), gravity_token(deed_gravity(d)));
	json_end_object(b->o);
}

static int write_block(struct block *b)
{
	int (*const parts[])(struct block *) = {files,
						devices,
						outside,
						flows,
						html_block_commands,
						html_block_operations,
						html_block_points,
						findings};
	int r = 0;

	json_object(b->o, NULL);
	json_int(b->o, "base", b->base / 1000000);
	json_int(b->o, "zone", b->in->zone_minutes);
	json_bool(b->o, "thin", b->thin);
	json_int(b->o, "flow_total", scan_one(b->in->store, "SELECT count(*) FROM flow", 0));
	for (size_t i = 0; r == 0 && i < sizeof parts / sizeof *parts; i++)
		r = parts[i](b);
	gravities(b);
	sentences(b);
	json_array(b->o, "s");
	for (size_t i = 0; i < b->words.count; i++)
		json_str(b->o, NULL, b->words.text[i]);
	json_end_array(b->o);
	json_end_object(b->o);
	return r;
}

int html_data(const struct report_input *in, struct out *o)
{
	struct block b = {.in = in, .o = o, .start = o->total};
	struct arena *arena = arena_new((size_t)128 << 20);
	int r = arena ? intern_init(&b.words, arena) : -ENOMEM;

	if (r == 0) {
		b.base = scan_one(in->store, "SELECT min(first) FROM source", 0) / 1000000 * 1000000;
		b.devices = scan_one(in->store, "SELECT count(*) FROM device", 0);
		b.thin = b.devices > MANY;
		o->first = true;
		r = write_block(&b);
		intern_clear(&b.words);
	}
	if (arena)
		arena_free(arena);
	return r;
}
