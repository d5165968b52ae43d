/* --pseudonymise: the model's identifying texts are replaced, the same text by the same stand-in everywhere
 * in this run. The findings are then asked again, so that no sentence keeps an old name. Makers, models and
 * versions stay: they are what a report is about.
 *
 * MAC: the maker's half stays, the device's half becomes a number. IP: prefix-preserving (Xu, Fan, Ammar,
 * Moon 2002): addresses of one network stay in one network; private ranges stay private. The key is made of
 * the model's own contents, so that the same captures give the same report, and nobody without them can undo
 * it. */
#include "report/mask.h"

#include "report/intern.h"
#include "report/scan.h"

#include "assess/assess.h"
#include "base/addr.h"
#include "base/arena.h"

#include <errno.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mask {
	uint8_t key[SHA256_DIGEST_LENGTH];
	struct arena *arena;
	struct intern macs, texts;
};

/* --- addresses
 * ---------------------------------------------------------------------------------------------------- */

static void mask_mac(struct mask *m, struct mac a, char out[MAC_TEXT])
{
	char text[MAC_TEXT];
	uint32_t n = (uint32_t)intern_number(&m->macs, mac_text(a, text)) + 1;

	if (mac_is_group(a)) { /* broadcast and multicast name nobody */
		memcpy(out, text, MAC_TEXT);
		return;
	}
	if (mac_is_local(a))
		a.b[0] = 2, a.b[1] = a.b[2] = 0;
	a.b[3] = (uint8_t)(n >> 16);
	a.b[4] = (uint8_t)(n >> 8);
	a.b[5] = (uint8_t)n;
	mac_text(a, out);
}

/* How many bits from the left stay as they are. */
static unsigned kept_bits(struct ip a)
{
	uint32_t v;

	if (ip_is_multicast(a) || ip_is_broadcast(a) || ip_is_unspecified(a) || ip_is_loopback(a))
		return 128;
	if (!ip_is4(a))
		return a.b[0] == 0xfe && (a.b[1] & 0xc0) == 0x80 ? 64 : 8;
	v = ip_v4(a);
	if (v >> 20 == 0xac1)
		return 96 + 12;
	return v >> 16 == 0xc0a8 || v >> 16 == 0xa9fe ? 96 + 16 : 96 + 8;
}

/* One bit of the stand-in: depends on the key and on all bits before it. */
static unsigned flip(const struct mask *m, struct ip a, unsigned bit)
{
	uint8_t digest[SHA256_DIGEST_LENGTH];
	SHA2_CTX sha;

	if (bit % 8)
		a.b[bit / 8] &= (uint8_t)(0xff << (8 - bit % 8));
	else
		a.b[bit / 8] = 0;
	memset(a.b + bit / 8 + 1, 0, 16 - bit / 8 - 1);
	SHA256Init(&sha);
	SHA256Update(&sha, m->key, sizeof m->key);
	SHA256Update(&sha, a.b, sizeof a.b);
	SHA256Update(&sha, (uint8_t[]){(uint8_t)bit}, 1);
	SHA256Final(digest, &sha);
	return digest[0] & 1;
}

static struct ip mask_ip(const struct mask *m, struct ip a, unsigned bits)
{
	struct ip out = a;

	for (unsigned bit = kept_bits(a); bit < bits; bit++)
		out.b[bit / 8] ^= (uint8_t)(flip(m, a, bit) << (7 - bit % 8));
	return out;
}

static void result(sqlite3_context *c, const char *text)
{
	sqlite3_result_text(c, text, -1, SQLITE_TRANSIENT);
}

/* mask_address(text): a MAC, an IP or a prefix; anything else becomes a text stand-in. */
static void sql_address(sqlite3_context *c, int count, sqlite3_value **v)
{
	struct mask *m = sqlite3_user_data(c);
	const char *text = (const char *)sqlite3_value_text(v[0]);
	char out[PREFIX_TEXT];
	struct prefix p;
	struct mac mac;
	struct ip ip;

	(void)count;
	if (!text)
		return;
	if (ip_parse(text, &ip)) {
		ip = mask_ip(m, ip, 128);
		result(c, ip_text(ip, out));
	} else if (mac_parse(text, &mac)) {
		mask_mac(m, mac, out);
		result(c, out);
	} else if (prefix_parse(text, &p)) {
		p.ip = mask_ip(m, p.ip, p.bits);
		result(c, prefix_text(&p, out));
	} else {
		result(c, "-");
	}
}

/* mask_text(what, text): "what-12", the same number for the same text whatever it is called. */
static void sql_text(sqlite3_context *c, int count, sqlite3_value **v)
{
	struct mask *m = sqlite3_user_data(c);
	const char *what = (const char *)sqlite3_value_text(v[0]),
		   *text = (const char *)sqlite3_value_text(v[1]);
	char out[96];

	(void)count;
	if (!text || !what)
		return;
	snprintf(out, sizeof out, "%.60s-%d", what, intern_number(&m->texts, text) + 1);
	result(c, out);
}

/* --- all of it
 * ----------------------------------------------------------------------------------------------------- */

#define TELLING                                                                                              \
	"'maker','model','firmware','os','kind','hardware','role','capability','vlan','crypto','ja4','"      \
	"hassh','hassh-server',"                                                                             \
	"'dhcp-fingerprint','dhcp-vendor-class','wifi-security','snmp-object-id','attack','remote-tool','"   \
	"unit-id'"

static const char *const updates[] = {
	"UPDATE source SET name = 'capture-' || (id + 1)",
	"UPDATE device SET name = mask_text('name', name), serial = mask_text('serial', serial), mac = "
	"mask_address(mac), ip = mask_address(ip)",
	"UPDATE address SET value = mask_address(value)",
	"UPDATE fact SET value = mask_text(field, value) WHERE field NOT IN (" TELLING ")",
	"UPDATE outside SET name = mask_text('outside', name), network = mask_address(network)",
	"UPDATE outside_address SET ip = mask_address(ip)",
	"UPDATE outside_name SET name = mask_text('outside', name)",
	"UPDATE flow SET client_ip = mask_address(client_ip), server_ip = mask_address(server_ip)",
	"UPDATE command SET client_ip = mask_address(client_ip), server_ip = mask_address(server_ip)",
	"UPDATE operation SET client_ip = mask_address(client_ip), server_ip = mask_address(server_ip), "
	"detail = mask_text('detail', detail)",
	"UPDATE login SET client_ip = mask_address(client_ip), server_ip = mask_address(server_ip)",
	"UPDATE certificate SET subject = mask_text('certificate', subject), issuer = "
	"mask_text('certificate', issuer)",
	"UPDATE tls SET sni = mask_text('outside', sni)",
	"UPDATE point SET name = mask_text('point', name)",
	"UPDATE access_point SET bssid = mask_address(bssid), ssid = mask_text('ssid', ssid)",
	"UPDATE wifi_client SET bssid = mask_address(bssid), mac = mask_address(mac)",
	"UPDATE wifi_leave SET bssid = mask_address(bssid), source = mask_address(source), target = "
	"mask_address(target)",
	"UPDATE port_map SET purpose = mask_text('purpose', purpose)",
	"UPDATE neighbour SET port = mask_text('port', port)",
	"UPDATE ledger SET number = mask_text('number', number), name = mask_text('name', name), mac = "
	"mask_address(mac), ip = mask_address(ip),"
	" line = mask_text('line', line), place = mask_text('place', place), owner = mask_text('owner', "
	"owner)",
	"UPDATE change SET old_value = mask_text('text', old_value), new_value = mask_text('text', new_value)"
	" WHERE field IS NULL OR field NOT IN (" TELLING ")",
	"DELETE FROM finding",
	"DELETE FROM finding_about",
	"DELETE FROM finding_item",
	"DELETE FROM finding_packet",
	"DELETE FROM answer",
	"DELETE FROM limit_ WHERE table_name LIKE 'check %'",
};

static int make_key(struct mask *m, struct store *store)
{
	static const char *const sources[] = {
		"SELECT rowid, value FROM address ORDER BY rowid",
		"SELECT rowid, value FROM fact ORDER BY rowid",
		("SELECT rowid, coalesce(client_ip, '') || first || bytes FROM flow ORDER BY rowid"
		 " LIMIT 100000"),
	};
	SHA2_CTX sha;

	SHA256Init(&sha);
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct scan s;

		for (scan_open(&s, store, sources[i]); s.more; scan_next(&s)) {
			size_t n;
			const char *t = scan_text(&s, 1, &n);

			if (t)
				SHA256Update(&sha, (const uint8_t *)t, n + 1);
		}
		if (scan_close(&s) < 0)
			return -EIO;
	}
	SHA256Final(m->key, &sha);
	return 0;
}

static int rewrite(struct mask *m, struct store *store)
{
	sqlite3 *db = store_db(store);

	if (sqlite3_create_function_v2(db, "mask_address", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, m,
				       sql_address, NULL, NULL, NULL) ||
	    sqlite3_create_function_v2(db, "mask_text", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, m, sql_text,
				       NULL, NULL, NULL) ||
	    store_begin(store) < 0)
		return -EIO;
	for (size_t i = 0; i < sizeof updates / sizeof *updates; i++)
		if (sqlite3_exec(db, updates[i], NULL, NULL, NULL) != SQLITE_OK)
			return -EIO;
	if (store_commit(store) < 0)
		return -EIO;
	sqlite3_create_function_v2(db, "mask_address", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
	sqlite3_create_function_v2(db, "mask_text", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
	return assess_run(store);
}

int mask_store(struct store *store)
{
	struct mask m = {.arena = arena_new((size_t)512 << 20)};
	int r = m.arena ? 0 : -ENOMEM;

	if (r == 0)
		r = intern_init(&m.macs, m.arena);
	if (r == 0)
		r = intern_init(&m.texts, m.arena);
	if (r == 0)
		r = make_key(&m, store);
	if (r == 0)
		r = rewrite(&m, store);
	intern_clear(&m.macs);
	intern_clear(&m.texts);
	if (m.arena)
		arena_free(m.arena);
	return r;
}
