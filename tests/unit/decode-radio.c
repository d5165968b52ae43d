/* Packet numbers under the keys of 802.11: what proves that a key was installed again, and all that looks like it
 * and proves nothing. */
#include "test.h"

#include <stdio.h>

#include "decode/radio.h"
#include "decode/speech.h"
#include "fact/wifi.h"

#include <stdlib.h>

static const uint8_t ap[6] = {2, 0, 0, 0, 0, 9}, station[6] = {2, 0, 0, 0, 0, 1},
		     other[6] = {2, 0, 0, 0, 0, 2};

static struct heard {
	unsigned reinstalled, attacks, frames[TRAFFICS];
	struct mac attacker;
} heard;

static void on_fact(void *ctx, const struct fact *f)
{
	(void)ctx;
	if (f->kind == FACT_ATTACK) {
		heard.attacks++;
		heard.attacker = f->about.mac;
	} else if (f->kind == FACT_WIFI_CLIENT && f->num[0] == CLIENT_REINSTALLED) {
		heard.reinstalled++;
	} else if (f->kind == FACT_WIFI_CLIENT) {
		heard.frames[f->num[1]]++;
	}
}

static void play(struct radio *r, const uint8_t *frame, size_t n)
{
	static const struct decode_sink sink = {.fact = on_fact};
	static const struct speech_home home = {.sink = &sink};
	static const struct who nobody;
	struct emit e = {.home = &home, .who = {&nobody, &nobody, &nobody, &nobody}, .source = PROTO_wifi};
	uint8_t *exact = malloc(n); /* so that a sanitizer sees a read past the end */

	assert_non_null(exact);
	memcpy(exact, frame, n);
	for (size_t cut = 0; cut < n; cut++) { /* a frame that was cut says nothing wrong */
		struct heard before = heard;
		static struct radio scratch;

		radio_hear(&scratch, rd_of(exact, cut), &e);
		heard = before;
	}
	radio_hear(r, rd_of(exact, n), &e);
	free(exact);
}

static size_t header(uint8_t *f, unsigned control, unsigned flags, const uint8_t *to, const uint8_t *from)
{
	memset(f, 0, 24);
	f[0] = (uint8_t)control;
	f[1] = (uint8_t)flags;
	memcpy(f + 4, to, 6);
	memcpy(f + 10, from, 6);
	memcpy(f + 16, ap, 6);
	return 24;
}

static void message(struct radio *r, unsigned number, uint8_t nonce, const uint8_t *who)
{
	static const unsigned information[] = {0, 0x008a, 0x010a, 0x13ca, 0x030a};
	bool from_ap = number & 1;
	uint8_t f[200];
	size_t n = header(f, 0x08, from_ap ? 2 : 1, from_ap ? who : ap, from_ap ? ap : who);
	static const uint8_t snap[] = {0xaa, 0xaa, 3, 0, 0, 0, 0x88, 0x8e, 2, 3, 0, 97};

	memcpy(f + n, snap, sizeof snap);
	n += sizeof snap;
	memset(f + n, 0, 97);
	f[n] = 2;
	f[n + 1] = (uint8_t)(information[number] >> 8);
	f[n + 2] = (uint8_t)information[number];
	memset(f + n + 13, number == 4 ? 0 : nonce, 32);
	f[n + 94] = number == 4 ? 0 : 2;
	play(r, f, n + 97);
}

enum { RETRIED = 8, FROM_STATION = 16, TKIP = 32, GROUP_KEY = 64 };

static void data(struct radio *r, uint64_t pn, unsigned how, const uint8_t *who)
{
	bool up = how & FROM_STATION;
	uint8_t f[64] = {0}, *iv;
	size_t n = header(f, 0x08, (up ? 1 : 2) | 0x40 | (how & RETRIED), up ? ap : who, up ? who : ap);

	iv = f + n;
	iv[0] = (uint8_t)(how & TKIP ? pn >> 8 : pn);
	iv[1] = (uint8_t)(how & TKIP ? (iv[0] | 0x20) & 0x7f : pn >> 8);
	iv[2] = (uint8_t)(how & TKIP ? pn : 0);
	iv[3] = 0x20 | (how & GROUP_KEY ? 0x40 : 0);
	iv[4] = (uint8_t)(pn >> 16);
	play(r, f, n + 24);
}

static void management(struct radio *r, unsigned subtype)
{
	uint8_t f[64];
	size_t n = header(f, subtype << 4, 0, ap, station);

	memset(f + n, 0, 6);
	play(r, f, n + 6);
}

/* "3a": third message with nonce a; "d5" the access point's frame number 5, "u" the station's, "r" one sent again,
 * "t" TKIP, "g" a group key, "o" to another station; "J" joins, "X" leaves, "B" a beacon. */
static void step(struct radio *r, const char *s)
{
	uint64_t n = strtoull(s + 1, NULL, 10);

	switch (*s) {
	case 'J':
		management(r, 0);
		break;
	case 'X':
		management(r, 12);
		break;
	case 'B':
		management(r, 8);
		break;
	case 'd':
		data(r, n, 0, station);
		break;
	case 'o':
		data(r, n, 0, other);
		break;
	case 'u':
		data(r, n, FROM_STATION, station);
		break;
	case 'r':
		data(r, n, RETRIED, station);
		break;
	case 't':
		data(r, n, TKIP, station);
		break;
	case 'g':
		data(r, n, GROUP_KEY, station);
		break;
	default:
		message(r, (unsigned)(*s - '0'), (uint8_t)s[1], station);
	}
}

static void run(const char *said)
{
	struct radio *r = calloc(1, sizeof *r);
	char text[200], *at, *word;

	assert_non_null(r);
	memset(&heard, 0, sizeof heard);
	snprintf(text, sizeof text, "%s", said);
	for (word = strtok_r(text, " ", &at); word; word = strtok_r(NULL, " ", &at))
		step(r, word);
	free(r);
}

static void numbers_that_go_back(void **state)
{
	static const struct {
		const char *what, *said;
		unsigned reinstalled;
	} rows[] = {
		{"the third message again, then from the start", "1a 2s 3a 4 d1 d2 d3 d4 3a 4 d1 d2", 1},
		{"by the station", "1a 2s 3a 4 u1 u2 u3 3a 4 u1 u2", 1},
		{"told once for each time", "1a 2s 3a 4 d1 d2 d3 d4 3a d1 d2 d3 d4 3a d1 d2", 2},
		{"TKIP", "1a 2s 3a 4 t256 t257 t300 t301 3a t1 t2", 1},
		{"the first messages were missed", "3a 4 d1 d2 d3 3a d1 d2", 1},
		{"a beacon in between is nothing", "1a 2s 3a d1 d2 d3 B 3a d1 d2", 1},
		{"they go on", "1a 2s 3a 4 d1 d2 d3 d4 3a 4 d5 d6", 0},
		{"one was overtaken", "1a 2s 3a 4 d1 d2 d3 d4 3a d3 d5 d6", 0},
		{"one was overtaken, twice", "1a 2s 3a d1 d2 d3 d4 3a d3 d5 d4 d6 d7", 0},
		{"sent again", "1a 2s 3a d1 d2 d3 d4 3a r1 r2 d5", 0},
		{"no third message again", "1a 2s 3a d1 d2 d3 d4 d1 d2", 0},
		{"no handshake at all", "d5 d6 d7 d1 d2", 0},
		{"a new key", "1a 2s 3a d1 d2 d3 1b 2t 3b d1 d2", 0},
		{"a new key, its first messages missed", "1a 2s 3a d1 d2 d3 3b d1 d2", 0},
		{"a new answer of the station", "1a 2s 3a d1 d2 d3 2t 3a d1 d2", 0},
		{"a first message again", "1a 2s 3a d1 d2 d3 1a 3a d1 d2", 0},
		{"it joined again", "1a 2s 3a d1 d2 d3 J 3a d1 d2", 0},
		{"it left", "1a 2s 3a d1 d2 d3 X 3a d1 d2", 0},
		{"a group key", "1a 2s 3a g1 g2 g3 3a g1 g2", 0},
		{"another station's numbers", "1a 2s 3a d1 d2 d3 3a o1 o2", 0},
		{"the same number is no lower one", "1a 2s 3a d1 d2 d3 3a d3 d3 d4", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		run(rows[i].said);
		if (heard.reinstalled != rows[i].reinstalled || heard.attacks != rows[i].reinstalled)
			fail_msg("%s: %u, %u", rows[i].what, heard.reinstalled, heard.attacks);
	}
}

/* Who used numbers again is told, whoever it was. */
static void who_did_it(void **state)
{
	(void)state;
	run("1a 2s 3a d1 d2 d3 3a d1 d2");
	assert_memory_equal(heard.attacker.b, ap, 6);
	run("1a 2s 3a u1 u2 u3 3a u1 u2");
	assert_memory_equal(heard.attacker.b, station, 6);
}

static void how_data_is_protected(void **state)
{
	struct radio *r = calloc(1, sizeof *r);
	uint8_t f[64] = {0};
	size_t n;

	(void)state;
	assert_non_null(r);
	memset(&heard, 0, sizeof heard);
	data(r, 7, 0, station);
	data(r, 256 * 3 + 1, TKIP, station);
	n = header(f, 0x08, 2 | 0x40, station, ap); /* no extended IV */
	play(r, f, n + 24);
	n = header(f, 0x08, 2, station, ap);
	play(r, f, n + 24);
	n = header(f, 0x48, 2, station, ap); /* a null function */
	play(r, f, n);
	message(r, 1, 'a', station);
	assert_int_equal(heard.frames[TRAFFIC_CCMP], 1);
	assert_int_equal(heard.frames[TRAFFIC_TKIP], 1);
	assert_int_equal(heard.frames[TRAFFIC_WEP], 1);
	assert_int_equal(heard.frames[TRAFFIC_CLEAR], 1);
	assert_int_equal(heard.frames[TRAFFIC_EMPTY], 2);
	free(r);
}

static void between_access_points_nobody_is_a_station(void **state)
{
	static struct radio r;
	uint8_t f[64] = {0};
	size_t n;

	(void)state;
	memset(&heard, 0, sizeof heard);
	n = header(f, 0x08, 3, station, ap);
	play(&r, f, n + 30);
	n = header(f, 0x08, 0, station, other);
	play(&r, f, n + 24);
	for (unsigned i = 0; i < TRAFFICS; i++)
		assert_int_equal(heard.frames[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_that_go_back),
		cmocka_unit_test(who_did_it),
		cmocka_unit_test(how_data_is_protected),
		cmocka_unit_test(between_access_points_nobody_is_a_station),
	};

	return cmocka_run_group_tests_name("decode-radio", tests, NULL, NULL);
}
