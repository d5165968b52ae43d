/* MQTT: sign-in, topics, values, versions, long packets; and the numbers of JSON texts. */
#include "recorder.h"

#include "decode/jsonvalues.h"

extern const struct decoder decoder_mqtt;
static struct play p;
static uint8_t buf[40000];

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_mqtt, 1883);
	return 0;
}

static enum heard hex(enum side side, const char *text)
{
	return play_bytes(&p, side, buf, bytes_of(text, buf, sizeof buf));
}

/* client "s1", user "u", password "pw", clean session */
#define CONNECT_311 "1015 0004 4d515454 04 c2 003c 0002 7331 0001 75 0002 7077"
/* the same without user */
#define CONNECT_ANON "100e 0004 4d515454 04 02 003c 0002 7331"

static void test_smells(void **state)
{
	size_t n = bytes_of(CONNECT_311, buf, sizeof buf);

	(void)state;
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).role, ROLE_CLIENT);
	buf[4] = 'X';
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, NOT_MINE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\x20\x02\0\0", 4).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\x30\x05\0\3a/b", 7).certainty, LIKELY);
	p.t.server_port = 4000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\x30\x05\0\3a/b", 7).certainty, NOT_MINE);
}

static void test_signin(void **state)
{
	(void)state;
	hex(FROM_CLIENT, CONNECT_311);
	assert_string_equal(p.e.log, "property client mqtt-version=3.1.1\nmqtt-client-id client s1\n");
	hex(FROM_SERVER, "2002 00 05");
	assert_true(play_said(&p, "role server broker"));
	assert_true(play_said(&p, "login plain clear failed u/pw"));
	fresh(NULL);
	hex(FROM_CLIENT, CONNECT_ANON);
	hex(FROM_SERVER, "2002 00 00");
	assert_true(play_said(&p, "login anonymous clear ok /"));
}

static void test_topics_and_values(void **state)
{
	static const char stream[] = CONNECT_ANON
		"8208 0001 0003 612f23 01"                                       /* subscribe a/# */
		"3009 0003 742f31 32312e35"                                      /* t/1 = 21.5 */
		"321b 0003 742f32 0007 7b2274223a2d332c2278223a7b2279223a347d7d" /* JSON, QoS 1 */
		"c000"
		"e000";

	(void)state;
	for (int slow = 0; slow < 2; slow++) {
		size_t n = bytes_of(stream, buf, sizeof buf);

		fresh(NULL);
		if (slow)
			play_slowly(&p, FROM_CLIENT, buf, n);
		else
			play_bytes(&p, FROM_CLIENT, buf, n);
		assert_int_equal(p.last, HEARD);
		assert_true(play_said(&p, "mqtt-topic client a/#"));
		assert_true(play_said(&p, "point client t/1 = 21.5 double"));
		assert_true(play_said(&p, "point client t/2#t = -3"));
		assert_true(play_said(&p, "point client t/2#x.y = 4"));
		assert_int_equal(play_count(&p, "point"), 3);
	}
}

static void test_version_five(void **state)
{
	(void)state;
	/* session expiry property; will with properties (none), topic w, payload x */
	hex(FROM_CLIENT, "101b 0004 4d515454 05 06 003c 05 1100000010 0002 7331 00 0001 77 0001 78");
	assert_true(play_said(&p, "property client mqtt-version=5"));
	assert_true(play_said(&p, "mqtt-topic client w"));
	hex(FROM_SERVER, "2008 00 00 05 12 0002 6964");
	assert_true(play_said(&p, "mqtt-client-id client id"));
	hex(FROM_CLIENT, "3009 0003 742f31 02 0101 37"); /* payload format property, 7 */
	assert_true(play_said(&p, "point client t/1 = 7"));
	hex(FROM_CLIENT, "8209 0001 00 0003 612f23 01");
	assert_true(play_said(&p, "mqtt-topic client a/#"));
}

static void test_long_publish(void **state)
{
	(void)state;
	memset(buf, '1', sizeof buf);
	bytes_of("30 90ce01 0003 742f31", buf, sizeof buf); /* 26384 bytes */
	play_bytes(&p, FROM_CLIENT, buf, 20000);
	play_bytes(&p, FROM_CLIENT, buf + 20000, 6388);
	assert_string_equal(p.e.log, "mqtt-topic client t/1\n");
	hex(FROM_CLIENT, "3009 0003 742f31 32312e35");
	assert_true(play_said(&p, "point client t/1 = 21.5 double"));
}

static void test_hole_and_broken(void **state)
{
	(void)state;
	p.t.hole = true;
	assert_int_equal(play_z(&p, FROM_CLIENT, "middle of a payload"), HEARD);
	hex(FROM_CLIENT, "3009 0003 742f31 32312e35");
	assert_true(play_said(&p, "point client t/1 = 21.5 double"));
	assert_int_equal(hex(FROM_CLIENT, "0100"), BROKEN);
	assert_int_equal(hex(FROM_CLIENT, "30ffffffffff"), BROKEN);
}

static void number(void *ctx, struct text path, double value)
{
	note(ctx, "%.*s=%g\n", (int)path.n, path.s, value);
}

static const char *numbers(const char *json)
{
	p.e.n = 0;
	p.e.log[0] = 0;
	jsonvalues(text_z(json), number, &p.e);
	return p.e.log;
}

static void test_json(void **state)
{
	(void)state;
	assert_string_equal(
		numbers("{\"a\":1,\"b\":\"2\",\"c\":true,\"d\":[3,{\"e\":-4.5}],\"f\":{},\"g\":[],\"h\":5}"),
		"a=1\nd.0=3\nd.1.e=-4.5\nh=5\n");
	assert_string_equal(numbers("[1 , 2]"), "0=1\n1=2\n");
	assert_string_equal(numbers("{\"a\\\"b\":1}"), "a\\\"b=1\n");
	assert_string_equal(numbers("{\"a\":{\"b\":{\"c\":{\"d\":1}}}}"), "");
	assert_string_equal(numbers("{\"a\":1,,}"), "a=1\n");
	assert_string_equal(numbers("{{{{"), "");
	assert_string_equal(numbers("{\"a\""), "");
	assert_string_equal(numbers("]"), "");
	assert_string_equal(numbers("{\"wifi\":{\"passwordHash\":12,\"pass\":3,\"bypass\":1},\"Passwd\":4711,"
				    "\"pass\":4711}"),
			    "wifi.bypass=1\n");
	assert_string_equal(numbers("{}"), "");
	assert_string_equal(numbers("{}}"), "");
}

/* timestamp; "T" float 21.5; alias 5 Int16 -3; "on" true; "s" a string */
static void test_sparkplug(void **state)
{
	(void)state;
	hex(FROM_CLIENT, "303d 0015 73704276312e302f672f44444154412f6e2f646576 080112080a0154650000ac41120"
			 "81005200250fdff0312060a026f6e700112060a01737a0178");
	assert_true(play_said(&p, "point client spBv1.0/g/DDATA/n/dev#T = 21.5 float"));
	assert_true(play_said(&p, "point client spBv1.0/g/DDATA/n/dev#alias:5 = -3 int16"));
	assert_true(play_said(&p, "point client spBv1.0/g/DDATA/n/dev#on = 1 bool"));
	assert_int_equal(play_count(&p, "point"), 3);
	/* DCMD instead of DDATA: what is to be */
	hex(FROM_CLIENT, "3022 0014 73704276312e302f672f44434d442f6e2f646576 120a0a01542009650000ac41");
	assert_true(play_said(&p, "point client spBv1.0/g/DCMD/n/dev#T = 21.5 float set"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_smells, fresh),
		cmocka_unit_test_setup(test_signin, fresh),
		cmocka_unit_test_setup(test_topics_and_values, fresh),
		cmocka_unit_test_setup(test_version_five, fresh),
		cmocka_unit_test_setup(test_long_publish, fresh),
		cmocka_unit_test_setup(test_hole_and_broken, fresh),
		cmocka_unit_test_setup(test_json, fresh),
		cmocka_unit_test_setup(test_sparkplug, fresh),
	};

	return cmocka_run_group_tests_name("proto-mqtt", tests, NULL, NULL);
}
