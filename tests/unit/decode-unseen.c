/* An answer that the recording lacks (a mirror port that is too slow) leaves its question waiting. Whoever asks next under the
 * same number, or in a protocol without numbers, is answered: what was read then is told of the place that was asked last, never
 * of the older one. */
#include "rows.h"

extern const struct decoder decoder_modbus, decoder_s7comm, decoder_fins, decoder_slmp, decoder_melsec_1e,
	decoder_keyence, decoder_toyopuc, decoder_memobus, decoder_ads;

static const struct dialogue {
	const char *what;
	const struct decoder *d;
	uint8_t transport;
	const char *first, *second, *answer; /* of the second */
	const char *wrong, *right;
} dialogues[] = {
	{"modbus", &decoder_modbus, 6, "0001 0000 0006 01 03 0064 0001", "0001 0000 0006 01 03 00c8 0001",
	 "0001 0000 0005 01 03 02 0007", "holding:100 =", "point server holding:200 = 7"},
	{"s7comm", &decoder_s7comm, 6,
	 "0300001f 02f080 32010000 0001 000e0000 0401 120a1002 0001 0001 84 000000",
	 "0300001f 02f080 32010000 0001 000e0000 0401 120a1002 0001 0001 84 000050",
	 "0300001a 02f080 32030000 0001 0002 0005 0000 0401 ff 04 0008 07",
	 "DB1.DBB0 =", "point server DB1.DBB10 = 7"},
	{"s7comm, of another function", &decoder_s7comm, 6,
	 "0300001f 02f080 32010000 0001 000e0000 0401 120a1002 0001 0001 84 000000",
	 "03000024 02f080 32010000 0001 000e0005 0501 120a1002 0001 0001 84 000050 0004 0008 07",
	 "03000016 02f080 32030000 0001 0002 0001 0000 0501 ff", "answer s7comm 4",
	 "point server DB1.DBB10 = 7"},
	{"fins", &decoder_fins, 17, "80 00 02 00 01 00 00 02 00 01 0101 82 0064 00 0001",
	 "80 00 02 00 01 00 00 02 00 01 0101 82 00c8 00 0001", "c0 00 02 00 02 00 00 01 00 01 0101 0000 0007",
	 "D100 =", "point server D200 = 7"},
	{"slmp", &decoder_slmp, 17, "5000 00 ff ff03 00 0c00 1000 0104 0000 640000 a8 0100",
	 "5000 00 ff ff03 00 0c00 1000 0104 0000 c80000 a8 0100", "d000 00 ff ff03 00 0400 0000 0700",
	 "D100 =", "point server D200 = 7"},
	{"melsec-1e", &decoder_melsec_1e, 17, "01 ff 0a00 64000000 2044 01 00",
	 "01 ff 0a00 c8000000 2044 01 00", "81 00 0700", "D100 =", "point server D200 = 7"},
	{"keyence", &decoder_keyence, 17, "524420444d3130302e550d", "524420444d3230302e550d",
	 "30303030370d0a", "DM100 =", "point server DM200 = 7"},
	{"toyopuc", &decoder_toyopuc, 17, "00000500 1c 0010 0100", "00000500 1c 2010 0100",
	 "8000 0300 1c 0700", "D0000 =", "point server D0020 = 7"},
	{"memobus", &decoder_memobus, 6, "1101 0000 0000 1500 00000000 0700 20 03 21 0064 0001",
	 "1101 0000 0000 1500 00000000 0700 20 03 21 00c8 0001",
	 "1901 0000 0000 1300 00000000 0500 20 03 12 0007", "holding:100 =", "point server holding:200 = 7"},
	{"ads", &decoder_ads, 6,
	 "00002c00 0000 050d75600101 1103 c0a801630101 0380 0200 0400 0c000000 00000000 00000000 20400000 "
	 "04000000 02000000",
	 "00002c00 0000 050d75600101 1103 c0a801630101 0380 0200 0400 0c000000 00000000 00000000 20400000 "
	 "08000000 02000000",
	 "00002a00 0000 c0a801630101 0380 050d75600101 1103 0200 0500 0a000000 00000000 00000000 00000000 "
	 "02000000 0700",
	 "4 =", "8 = 7"},
};

static void say(struct play *p, enum side side, const char *hex)
{
	uint8_t bytes[256];

	play_bytes(p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_unseen(void **state)
{
	static struct play p;

	(void)state;
	for (size_t i = 0; i < sizeof dialogues / sizeof dialogues[0]; i++) {
		const struct dialogue *d = &dialogues[i];

		p = play_of(d->d, d->d->ports ? d->d->ports[0] : 10001);
		p.t.transport = d->transport;
		say(&p, FROM_CLIENT, d->first);
		say(&p, FROM_CLIENT, d->second);
		say(&p, FROM_SERVER, d->answer);
		if (play_count(&p, d->wrong) != 0 || play_count(&p, d->right) != 1)
			fail_msg("%s:\n%s", d->what, p.e.log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_unseen)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
