/* Who walks through what a controller has is told, over every protocol whose requests name places or names; who goes round
 * the same again and again is told each time with the same words, by which he is known for a poller. */
#include "decode/walk.h"
#include "rows.h"

extern const struct decoder decoder_modbus, decoder_slmp, decoder_melsec_1e, decoder_fins, decoder_s7comm,
	decoder_memobus, decoder_toyopuc, decoder_keyence, decoder_mewtocol, decoder_ads, decoder_bacnet,
	decoder_enip, decoder_opc_ua;

enum { ROUND = 80 /* neighbouring requests */, SOME = 3 /* names taken for known */ };

/* The n-th of requests that each begin where the one before ends. */
typedef size_t asks(unsigned n, char *hex, size_t room);

#define ASKS(name, ...)                                                                                      \
	static size_t name(unsigned n, char *hex, size_t room)                                               \
	{                                                                                                    \
		return (size_t)snprintf(hex, room, __VA_ARGS__);                                             \
	}

ASKS(modbus, "%04x 0000 0006 01 03 %04x 0002", n, n * 2)
ASKS(modbus_units, "%04x 0000 0006 %02x 03 0000 0002", n,
     n % 200 + 1) /* the same place of each unit: a gateway is polled */
ASKS(slmp, "5000 00 ff ff03 00 0c00 1000 0104 0000 %02x%02x00 a8 0400", n * 4 & 255, n * 4 >> 8)
ASKS(slmp_bits, "5000 00 ff ff03 00 0c00 1000 0104 0000 %02x%02x00 90 0200", n * 32 & 255,
     n * 32 >> 8) /* M, in words */
ASKS(melsec, "01 ff 0a00 %02x%02x0000 2044 02 00", n * 2 & 255, n * 2 >> 8)
ASKS(fins, "46494e53 0000001a 00000002 00000000 80 00 02 00 01 00 00 02 00 %02x 0101 82 %04x 00 000a",
     n & 255, n * 10)
ASKS(s7, "0300001f 02f080 32010000 %04x 000e0000 0401 120a1002 0010 0001 84 %06x", n, n * 16 * 8)
ASKS(s7_blocks, "0300001f 02f080 32010000 %04x 000e0000 0401 120a1002 0010 %04x 84 000000", n, n + 1)
ASKS(memobus, "1101 0000 0000 1500 00000000 0700 20 03 21 %04x 0002", n * 2)
ASKS(toyopuc, "00000500 1c %02x%02x 0300", n * 3 & 255, n * 3 >> 8)
ASKS(ads,
     "00002c00 0000 050d75600101 1103 c0a801630101 0380 0200 0400 0c000000 00000000 %02x%02x0000 20400000 "
     "%02x%02x0000 "
     "04000000",
     n & 255, n >> 8, n * 4 & 255, n * 4 >> 8)
ASKS(bacnet_list, "810a0013 0104 0005 %02x 0c 0c 02000001 19 4c 29 %02x", n & 255, n + 1)
ASKS(bacnet_objects, "810a0011 0104 0005 %02x 0c 0c 0000%04x 19 55", n & 255, n)

ASKS(tags,
     "6f00 1c00 01000000 00000000 %02x00000000000000 00000000 00000000 0000 0200 00000000 b200 0c00 4c04 "
     "9105 54 "
     "3%u3%u3%u3%u 00 0100",
     n & 255, n / 1000 % 10, n / 100 % 10, n / 10 % 10, n % 10)
ASKS(nodes,
     "4d534746 62000000 01000000 01000000 %02x%02x0000 %02x%02x0000 01000f02 0000 0000000000000000 01000000 "
     "00000000 "
     "ffffffff 10270000 000000 0000 0000000000000000 00000000 00000000 01000000 0102%02x%02x 00000000 0000 "
     "01 00000000 "
     "3f000000",
     n & 255, n >> 8, n & 255, n >> 8, n & 255, n >> 8)

static size_t keyence(unsigned n, char *hex, size_t room)
{
	char line[40];
	size_t length = (size_t)snprintf(line, sizeof line, "RDS DM%u.U 4\r", n * 4), at = 0;

	for (size_t i = 0; i < length; i++)
		at += (size_t)snprintf(hex + at, room - at, "%02x", (unsigned char)line[i]);
	return at;
}

static size_t mewtocol(unsigned n, char *hex, size_t room)
{
	char line[40];
	size_t length = (size_t)snprintf(line, sizeof line, "%%01#RDD%05u%05u**\r", n * 2, n * 2 + 1), at = 0;

	for (size_t i = 0; i < length; i++)
		at += (size_t)snprintf(hex + at, room - at, "%02x", (unsigned char)line[i]);
	return at;
}

static const struct walker {
	const char *name;
	const struct decoder *d;
	uint16_t port;
	asks *asks;
	bool never;    /* no walk at all */
	unsigned most; /* how far its numbers go; 0: far enough */
} walkers[] = {
	{"Modbus", &decoder_modbus, 502, modbus, false, 0},
	{"Modbus, unit by unit", &decoder_modbus, 502, modbus_units, true, 0},
	{"SLMP", &decoder_slmp, 5007, slmp, false, 0},
	{"SLMP, bits in words", &decoder_slmp, 5007, slmp_bits, false, 0},
	{"1E", &decoder_melsec_1e, 5551, melsec, false, 0},
	{"FINS", &decoder_fins, 9600, fins, false, 0},
	{"S7, within a block", &decoder_s7comm, 102, s7, false, 0},
	{"S7, block by block", &decoder_s7comm, 102, s7_blocks, false, 0},
	{"MEMOBUS", &decoder_memobus, 10001, memobus, false, 0},
	{"TOYOPUC", &decoder_toyopuc, 1025, toyopuc, false, 0},
	{"KEYENCE", &decoder_keyence, 8501, keyence, false, 0},
	{"MEWTOCOL", &decoder_mewtocol, 9094, mewtocol, false, 0},
	{"ADS", &decoder_ads, 48898, ads, false, 0},
	{"BACnet, its list of objects", &decoder_bacnet, 47808, bacnet_list, false, 250},
	{"BACnet, object by object", &decoder_bacnet, 47808, bacnet_objects, false, 0},
	{"CIP, tag by tag", &decoder_enip, 44818, tags, false, 0},
	{"OPC UA, node by node", &decoder_opc_ua, 4840, nodes, false, 0},
};

static struct play p;
static int told;           /* how often a walk was */
static char words[2][120]; /* of the first one; of the last */

static void asked(const struct walker *w, unsigned n)
{
	const char *said;
	char hex[400];
	uint8_t bytes[200];

	p.e.n = 0; /* what was told before is not looked at */
	p.e.log[0] = '\0';
	w->asks(n, hex, sizeof hex);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
	if (play_count(&p, "command ") == 0)
		fail_msg("%s: not heard: %s", w->name, hex);
	said = strstr(p.e.log, "sweep client server 10.0.0.2 ");
	if (!said)
		return;
	snprintf(words[told > 0], sizeof words[0], "%.*s", (int)strcspn(said, "|"), said);
	told++;
}

static void begin(const struct walker *w)
{
	p = play_of(w->d, w->port);
	told = 0;
}

static void expect_told(const struct walker *w, int times, const char *when)
{
	if (told != (w->never ? 0 : times))
		fail_msg("%s: told %d times, %s", w->name, told, when);
}

/* At 64 steps, whatever carries it, and as a long one at 512. */
static void a_walk_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		begin(w);
		for (unsigned n = 0; n < WALK_STEPS - 1; n++)
			asked(w, n);
		expect_told(w, 0, "before it was long enough");
		for (unsigned n = WALK_STEPS - 1; n < WALK_STEPS + SOME; n++)
			asked(w, n);
		expect_told(w, 1, "at 64 steps");
		for (unsigned n = WALK_STEPS + SOME; n < (w->most ? w->most : 700); n++)
			asked(w, n);
		expect_told(w, w->most ? 1 : 2, "at 700");
		if (told == 2)
			assert_true(words[1][strcspn(words[1], "+")] == '+' && strchr(words[0], '+') == NULL);
	}
}

/* Round after round with others between, in one conversation or in one each: the same words each time. */
static void who_goes_round_is_told_alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		for (int each = 0; each < 2; each++) {
			begin(w);
			for (unsigned round = 0; round < 2 * WALK_ROUNDS; round++) {
				int before = told;

				if (each)
					p = play_of(w->d, w->port);
				for (unsigned n = 0; n < ROUND; n++)
					asked(w, n);
				for (unsigned n = 200; n < 210; n += 2)
					asked(w, n);
				if (round < WALK_ROUNDS && told != before + !w->never)
					fail_msg("%s: told %d times by round %u", w->name, told, round + 1);
				if (told > 1)
					assert_string_equal(words[0], words[1]);
			}
		}
	}
}

/* The quiet twin: one place again and again; few places, whatever comes between. */
static void who_asks_again_is_not_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		begin(w);
		for (unsigned n = 0; n < 700; n++)
			asked(w, 3);
		for (unsigned n = 0; n < 700; n++)
			asked(w, n % 40);
		expect_told(w, 0, "asking for the same");
	}
}

/* A connection for each request: what is kept between them makes it the same walk, and the same rounds. */
static void who_connects_for_each_request_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];
		struct walk places = {0};
		struct walk_names names = {0};

		told = 0;
		for (unsigned round = 0; round < WALK_ROUNDS; round++) {
			for (unsigned n = 0; n < ROUND; n++) {
				p = play_of(w->d, w->port);
				p.e.walked = &places;
				p.e.walked_names = &names;
				asked(w, n);
			}
			expect_told(w, (int)round + 1, "a connection each");
			if (told > 1)
				assert_string_equal(words[0], words[1]);
		}
	}
}

/* What others kept is not gone on with: only the first requests of a conversation look there. */
static void a_long_conversation_goes_by_itself(void **state)
{
	struct walk places = {0};

	(void)state;
	begin(&walkers[0]);
	p.e.walked = &places;
	for (unsigned n = 0; n < 20; n++)
		asked(&walkers[0], n);
	assert_int_equal(places.steps, WALK_YOUNG);
}

/* Names that are asked for once now and then, between those that are watched: a screen is opened, an alarm is looked at. */
static void who_looks_at_other_screens_is_not_told(void **state)
{
	static const struct walker *names;

	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++)
		names = walkers[i].asks == tags ? &walkers[i] : names;
	begin(names);
	for (unsigned n = 0; n < 200; n++) {
		for (unsigned k = 0; k < 10; k++)
			asked(names, k);
		asked(names, 100 + n);
	}
	expect_told(names, 0, "among many that are asked for again");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_is_told),
		cmocka_unit_test(who_goes_round_is_told_alike),
		cmocka_unit_test(who_asks_again_is_not_told),
		cmocka_unit_test(who_connects_for_each_request_is_told),
		cmocka_unit_test(a_long_conversation_goes_by_itself),
		cmocka_unit_test(who_looks_at_other_screens_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
