/* CoAP: paths, values, what a device offers. */
#include "recorder.h"

extern const struct decoder decoder_coap;
static struct play p;
static uint8_t buf[256];

static enum heard from(enum side side, const char *text)
{
	return play_bytes(&p, side, buf, bytes_of(text, buf, sizeof buf));
}

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_coap, 5683);
	return 0;
}

#define GET_TEMP "42 01 0001 aa01 b1 73 04 74656d70" /* token aa01, /s/temp */

static void test_smells(void **state)
{
	size_t n = bytes_of(GET_TEMP, buf, sizeof buf);

	(void)state;
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n - 1).certainty, NOT_MINE);
	p.t.server_port = 7000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, LIKELY);
	buf[0] = 0x49; /* a token of nine bytes */
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, NOT_MINE);
}

static void test_values(void **state)
{
	(void)state;
	from(FROM_CLIENT, GET_TEMP);
	from(FROM_SERVER, "62 45 0001 aa01 c0 ff 32312e35"); /* text, 21.5 */
	from(FROM_SERVER, "52 45 7777 aa01 60 ff 3232");     /* a notification (Observe), 22 */
	from(FROM_CLIENT, "41 03 0002 bb b3 6c6564 11 32 ff 7b226f6e223a317d");
	from(FROM_SERVER, "62 84 0001 cc01"); /* not found */
	from(FROM_SERVER, "61 44 0002 bb");   /* changed: now it is so */
	from(FROM_CLIENT, "41 03 0003 bc b3 6c6564 11 32 ff 7b226f6e223a307d");
	from(FROM_SERVER, "61 83 0003 bc"); /* forbidden: it is as it was */
	from(FROM_SERVER, "61 44 0003 bc");
	assert_string_equal(p.e.log, "point server /s/temp = 21.5 double\npoint server /s/temp = 22\npoint "
				     "server /led#on = 1 set\n");
}

static void test_offers(void **state)
{
	static const char links[] = "</t>;rt=\"temperature-c\";ct=0,</led>";
	size_t n;

	(void)state;
	from(FROM_CLIENT, "40 01 0001 bb 2e77656c6c2d6b6e6f776e 04 636f7265");
	n = bytes_of("60 45 0001 c1 28 ff", buf, sizeof buf);
	memcpy(buf + n, links, sizeof links - 1);
	play_bytes(&p, FROM_SERVER, buf, n + sizeof links - 1);
	assert_string_equal(p.e.log, "property server coap-path=/t\nservice-type server temperature-c\n"
				     "property server coap-path=/led\n");
	assert_int_equal(from(FROM_CLIENT, "40 01 0001 ff"), BROKEN);
	assert_int_equal(from(FROM_CLIENT, "40 01 0001 f1 00"), BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup(test_smells, fresh),
					   cmocka_unit_test_setup(test_values, fresh),
					   cmocka_unit_test_setup(test_offers, fresh)};

	return cmocka_run_group_tests_name("proto-coap", tests, NULL, NULL);
}
