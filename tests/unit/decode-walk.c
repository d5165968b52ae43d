/* Who walks through what a controller has is told, over every protocol whose requests name places; who goes round the
 * same places again and again is not, however many they are. */
#include "rows.h"

extern const struct decoder decoder_modbus, decoder_slmp, decoder_melsec_1e, decoder_fins, decoder_s7comm,
	decoder_memobus, decoder_toyopuc, decoder_keyence, decoder_mewtocol, decoder_ads, decoder_bacnet;

enum { ROUND = 80 }; /* neighbouring requests */

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
	bool list, never; /* list: of what exists, told at once; never: no walk at all */
} walkers[] = {
	{"Modbus", &decoder_modbus, 502, modbus, false, false},
	{"Modbus, unit by unit", &decoder_modbus, 502, modbus_units, false, true},
	{"SLMP", &decoder_slmp, 5007, slmp, false, false},
	{"SLMP, bits in words", &decoder_slmp, 5007, slmp_bits, false, false},
	{"1E", &decoder_melsec_1e, 5551, melsec, false, false},
	{"FINS", &decoder_fins, 9600, fins, false, false},
	{"S7, within a block", &decoder_s7comm, 102, s7, false, false},
	{"S7, block by block", &decoder_s7comm, 102, s7_blocks, false, false},
	{"MEMOBUS", &decoder_memobus, 10001, memobus, false, false},
	{"TOYOPUC", &decoder_toyopuc, 1025, toyopuc, false, false},
	{"KEYENCE", &decoder_keyence, 8501, keyence, false, false},
	{"MEWTOCOL", &decoder_mewtocol, 9094, mewtocol, false, false},
	{"ADS", &decoder_ads, 48898, ads, false, false},
	{"BACnet, its list of objects", &decoder_bacnet, 47808, bacnet_list, true, false},
	{"BACnet, object by object", &decoder_bacnet, 47808, bacnet_objects, false, false},
};

static struct play p;

static void ask(const struct walker *w, unsigned n)
{
	char hex[256];
	uint8_t bytes[128];

	p.e.n = 0; /* what was told before is not looked at */
	w->asks(n, hex, sizeof hex);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
	if (play_count(&p, "command ") == 0)
		fail_msg("%s: not heard: %s", w->name, hex);
}

static int told; /* how often a walk was */

static void asked(const struct walker *w, unsigned n)
{
	ask(w, n);
	told += play_count(&p, "sweep client server 10.0.0.2");
}

static void over(void)
{
	p.e.n = 0;
	p.e.log[0] = '\0';
	play_over(&p);
	told += play_count(&p, "sweep client server 10.0.0.2");
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

/* Over once, and gone. */
static void a_walk_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		begin(w);
		for (unsigned n = 0; n < ROUND; n++)
			asked(w, n);
		expect_told(w, w->list, "before it is over");
		over();
		expect_told(w, w->list || w->d->over, "once it is over");
	}
}

/* Goes on for longer than any round. */
static void a_long_walk_is_told_at_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		begin(w);
		for (unsigned n = 0; n < (w->list ? 250 : 600); n++)
			asked(w, n);
		expect_told(w, 1, "before it is over");
	}
}

/* The quiet twin: as many neighbouring requests, again and again, others between; a request that is repeated. */
static void who_goes_round_is_not_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof walkers / sizeof *walkers; i++) {
		const struct walker *w = &walkers[i];

		if (w->list)
			continue;
		begin(w);
		for (unsigned round = 0; round < 20; round++) {
			for (unsigned n = 0; n < ROUND; n++)
				asked(w, n);
			for (unsigned n = 400; n < 410; n += 2)
				asked(w, n);
		}
		over();
		expect_told(w, 0, "going round");
		begin(w);
		for (unsigned n = 0; n < 700; n++)
			asked(w, 3);
		over();
		expect_told(w, 0, "asking for one place");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_is_told),
		cmocka_unit_test(a_long_walk_is_told_at_once),
		cmocka_unit_test(who_goes_round_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
