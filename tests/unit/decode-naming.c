/* Naming: by what is said, on any port, in either direction; a port alone names nothing. */
#include "decode/naming.h"
#include "wire.h"

/* A second protocol that finds the same bytes likely, and one on its own port that is never sure. */
static struct smell other_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_peek(&head, 0) == '#' || rd_peek(&head, 0) == '~' ? LIKELY : NOT_MINE, ROLE_CLIENT);
}

static enum heard other_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd line;

	(void)t;
	if (!rd_line(in, &line))
		return MORE;
	if (rd_peek(&line, 0) != '#' && rd_peek(&line, 0) != '~')
		return BROKEN;
	emit_str(e, FACT_BANNER, SENDER, 50, "other");
	return HEARD;
}

static const uint16_t other_ports[] = {8000, 0};
static const struct decoder decoder_other = {.protocol = PROTO_smtp,
					     .on = ON_TCP | ON_UDP,
					     .ports = other_ports,
					     .smells = other_smells,
					     .decode = other_decode};

static enum heard tls_decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	rd_rest(in);
	emit_str(e, FACT_BANNER, SENDER, 90, "tls");
	return HEARD;
}

static struct smell tls_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_peek(&head, 0) == 0x16 ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static const struct decoder decoder_secret = {.protocol = PROTO_tls,
					      .on = ON_TCP,
					      .secrecy = SECRECY_ENCRYPTED,
					      .smells = tls_smells,
					      .decode = tls_decode};

/* One that would take anything, but says how its payload begins. */
static struct smell shy_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_starts(&head, "shy", 3) || rd_starts(&head, "SHY", 3) ? SURE : NOT_MINE,
		     ROLE_UNKNOWN);
}

static const uint16_t shy_ports[] = {7000, 0};
static const struct decoder decoder_shy = {.protocol = PROTO_vnc,
					   .on = ON_TCP | ON_UDP,
					   .ports = shy_ports,
					   .begins = "00 41-5a",
					   .smells = shy_smells,
					   .decode = tls_decode};

/* One that is told by much. */
static struct smell patient_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_peek(&head, 0) == '@' && rd_left(&head) >= 40 ? SURE : NOT_MINE, ROLE_CLIENT);
}

static const struct decoder decoder_patient = {
	.protocol = PROTO_rtsp, .on = ON_TCP, .begins = "40", .smells = patient_smells, .decode = tls_decode};

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_rtsp] = &decoder_patient,
						     [PROTO_vnc] = &decoder_shy,
						     [PROTO_ftp] = &decoder_lines,
						     [PROTO_smtp] = &decoder_other,
						     [PROTO_tls] = &decoder_secret};

static const struct flow *only_flow(void)
{
	wire_end();
	assert_int_equal(wire.flow_count, 1);
	return &wire.flows[0];
}

static void first_bytes_as_declared(void **state)
{
	static const struct decoder any = {.begins = NULL}, none = {.begins = ""};

	(void)state;
	for (unsigned first = 0; first < 256; first++) {
		bool mine = first == 0 || (first >= 'A' && first <= 'Z');

		assert_int_equal(decoder_begins(&decoder_shy, (uint8_t)first), mine);
		assert_true(decoder_begins(&any, (uint8_t)first));
		assert_false(decoder_begins(&none, (uint8_t)first));
	}
}

static void asked_only_of_declared_first_bytes_but_always_on_its_port(void **state)
{
	(void)state;
	wire_start(NULL);
	udp(1, 2, 50000, 9999, "SHY");
	assert_int_equal(only_flow()->protocol, PROTO_vnc);
	wire_start(NULL);
	udp(1, 2, 50000, 9999, "shy");
	assert_int_equal(only_flow()->protocol, PROTO_none);
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 7000, 100, 1, ACK, "shy"});
	assert_int_equal(only_flow()->protocol, PROTO_vnc);
}

static void by_content_on_any_port(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 12345, 100, 1, PSH | ACK, "!hello\n"});
	assert_int_equal(only_flow()->protocol, PROTO_ftp);
	assert_int_equal(wire.flows[0].encrypted, SECRECY_CLEAR);
}

static void a_port_alone_names_nothing(void **state)
{
	(void)state;
	wire_start(NULL);
	up(100, 1, ACK, "something else\n");
	udp(1, 2, 50000, LINES_PORT, "something else\n");
	wire_end();
	assert_int_equal(wire.flow_count, 2);
	assert_int_equal(wire.flows[0].protocol, PROTO_none);
	assert_int_equal(wire.flows[1].protocol, PROTO_none);
	assert_int_equal(wire.flows[0].encrypted, SECRECY_UNKNOWN);
}

/* "~" is likely of two protocols, "#" of one: what the other side is decides. */
static void of_two_likely_ones_the_other_sides(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 9999, 100, 1, ACK, "#x\n"});
	tcp((struct tcp){2, 1, 9999, 50000, 1, 103, ACK, "~y\n"});
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
	wire_start(NULL);
	udp(1, 2, 50000, 9999, "#x\n");
	udp(2, 1, 9999, 50000, "~y\n");
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
}

static void likely_needs_its_port(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 9999, 100, 1, ACK, "#x\n"});
	assert_int_equal(only_flow()->protocol, PROTO_none);
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 8000, 100, 1, ACK, "#x\n"});
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
}

static void or_the_other_side(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 9999, 100, 500, ACK, "#x\n"});
	tcp((struct tcp){2, 1, 9999, 50000, 500, 103, ACK, "#y\n"});
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
	assert_string_equal(wire.facts, "#1 other #2 other");
	wire_start(NULL);
	udp(1, 2, 50000, 9999, "#x\n");
	udp(2, 1, 9999, 50000, "#y\n");
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
}

/* One-way media: the other side never speaks. */
static void or_the_same_time_after_time(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 4; i++)
		udp(1, 2, 50000, 9999, "#x\n");
	assert_int_equal(only_flow()->protocol, PROTO_none);
	wire_start(NULL);
	for (int i = 0; i < 5; i++)
		udp(1, 2, 50000, 9999, "#x\n");
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
	wire_start(NULL);
	for (int i = 0; i < 5; i++)
		udp(1, 2, 50000, 9999, i % 2 ? "-\n" : "#x\n");
	assert_int_equal(only_flow()->protocol, PROTO_none);
}

static void both_find_it_likely_the_port_decides(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, LINES_PORT, 100, 1, ACK, "~x\n"});
	assert_int_equal(only_flow()->protocol, PROTO_ftp);
	wire_start(NULL);
	tcp((struct tcp){1, 2, 50000, 8000, 100, 1, ACK, "~x\n"});
	assert_int_equal(only_flow()->protocol, PROTO_smtp);
}

/* The side that spoke before the conversation had a name is heard too, in the order in which they spoke. */
static void earlier_bytes_reach_the_decoder(void **state)
{
	(void)state;
	wire_start(NULL);
	down(500, 100, ACK, "welcome\n");
	down(508, 100, ACK, "to this\n");
	up(100, 516, ACK, "!hello\n");
	wire_end();
	assert_string_equal(wire.said, "sH:welcome s:to this cH:!hello");
	assert_string_equal(wire.facts, "#2 welcome #2 to this #3 !hello");
}

static void a_head_in_pieces(void **state)
{
	(void)state;
	wire_start(NULL);
	up(99, 0, SYN, NULL);
	up(100, 1, ACK, "!");
	up(101, 1, ACK, "hel");
	up(104, 1, ACK, "lo\n");
	wire_end();
	assert_string_equal(wire.said, "c:!hello");
}

/* Half a greeting, a loss, and a line that only begins well with the half before it. */
static void a_head_is_not_joined_over_a_hole(void **state)
{
	(void)state;
	wire_start(NULL);
	up(99, 0, SYN, NULL);
	up(100, 500, ACK, "zz");
	up(110, 500, ACK, "!hello\n");
	down(500, 117, ACK, NULL);
	wire_end();
	assert_string_equal(wire.said, "cH:!hello");
}

/* Given up for others while it was quiet: when it goes on it is still what it was. */
static void a_dropped_conversation_goes_on(void **state)
{
	static const struct stack_limits few = {32, 65536, 65536}; /* four are listened to */

	(void)state;
	wire_start(&few);
	up(100, 1, ACK, "!hello\n");
	for (unsigned i = 0; i < 4; i++)
		tcp((struct tcp){3, 4, 50000 + i, LINES_PORT, 100, 1, ACK, "!other\n"});
	up(107, 1, ACK, "!again\n");
	assert_true(wire_end()->talks_dropped > 0);
	assert_string_equal(wire.said, "cH:!hello cH:!other cH:!other cH:!other cH:!other cH:!again");
}

/* A connection met in the middle: the rest of a message, and then one from its start. */
static void the_start_of_a_message_is_found(void **state)
{
	(void)state;
	wire_start(NULL);
	up(100, 1, ACK, "rest of something\n");
	up(118, 1, ACK, "!hello\n");
	up(125, 1, ACK, "!again\n");
	wire_end();
	assert_string_equal(wire.said, "cH:!hello c:!again");
}

/* Segments joined by the network card are larger than a head that is kept. */
static void a_head_too_large_to_keep(void **state)
{
	static char much[6001];

	(void)state;
	memset(much, 'x', 6000);
	wire_start(NULL);
	up(99, 0, SYN, NULL);
	up(100, 500, ACK, much);
	up(6100, 500, ACK, "!hello\n");
	up(6107, 500, ACK, "!again\n");
	wire_end();
	assert_string_equal(wire.said, "cH:!hello c:!again");
}

static void given_up_after_a_few(void **state)
{
	enum { LONG = 64 };
	char much[LONG + 1];

	(void)state;
	memset(much, 'x', LONG);
	much[LONG - 1] = '\n';
	much[LONG] = '\0';
	wire_start(NULL);
	for (uint32_t i = 0; i < 4; i++) {
		up(100 + i * LONG, 500 + i * LONG, ACK, much);
		down(500 + i * LONG, 100 + (i + 1) * LONG, ACK, much);
	}
	up(100 + 4 * LONG, 500 + 4 * LONG, ACK, "!hello\n");
	assert_int_equal(only_flow()->protocol, PROTO_none);
	assert_string_equal(wire.said, "");
}

/* Who sends byte by byte is heard out: so short a head says nothing yet. */
static void not_given_up_byte_by_byte(void **state)
{
	(void)state;
	wire_start(NULL);
	up(99, 0, SYN, NULL);
	for (uint32_t i = 0; i < 50; i++)
		up(100 + i, 500, ACK, i ? "x" : "@");
	assert_int_equal(only_flow()->protocol, PROTO_rtsp);
}

/* A decoder that was only likely and understands nothing was wrong; that is no malformed traffic. */
static void wrong_names_are_taken_back(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 4; i++)
		udp(1, 2, 50000, 8000, i ? "zzz\n" : "#");
	assert_int_equal(wire_end()->malformed, 0);
	assert_int_equal(wire.flows[0].protocol, PROTO_none);
}

static void broken_messages_are_malformed_frames(void **state)
{
	(void)state;
	wire_start(NULL);
	up(100, 1, ACK, "!hello\n");
	up(107, 1, ACK, "broken\n");
	up(114, 1, ACK, "!again\n");
	assert_int_equal(wire_end()->malformed, 1);
	assert_string_equal(wire.said, "cH:!hello cH:!again");
}

static void content_says_who_asks(void **state)
{
	(void)state;
	wire_start(NULL);
	udp(1, 2, 5000, 40000, "!ask\n"); /* the lower port asks */
	udp(2, 1, 40000, 5000, "?answer\n");
	wire_end();
	assert_int_equal(wire.flows[0].client_port, 5000);
	assert_true(wire.flows[0].oriented);
	assert_string_equal(wire.said, "c:!ask s:?answer");
}

/* STARTTLS: what follows is smelled anew; the flow keeps its name and is encrypted from there. */
static void it_becomes_another(void **state)
{
	(void)state;
	wire_start(NULL);
	up(100, 1, ACK, "!hello\n");
	up(107, 1, ACK, "becomes\n\x16\x03\x01");
	up(118, 1, ACK, "\x16more");
	wire_end();
	assert_string_equal(wire.facts, "#1 !hello #2 becomes #2 tls #3 tls");
	assert_int_equal(wire.flows[0].protocol, PROTO_ftp);
	assert_int_equal(wire.flows[0].encrypted, SECRECY_ENCRYPTED);
}

static void a_decoder_may_say_it_is_secret(void **state)
{
	(void)state;
	wire_start(NULL);
	up(100, 1, ACK, "!hello\nsecret\n");
	assert_int_equal(only_flow()->encrypted, SECRECY_ENCRYPTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_bytes_as_declared),
		cmocka_unit_test(asked_only_of_declared_first_bytes_but_always_on_its_port),
		cmocka_unit_test(by_content_on_any_port),
		cmocka_unit_test(a_port_alone_names_nothing),
		cmocka_unit_test(likely_needs_its_port),
		cmocka_unit_test(of_two_likely_ones_the_other_sides),
		cmocka_unit_test(or_the_other_side),
		cmocka_unit_test(or_the_same_time_after_time),
		cmocka_unit_test(both_find_it_likely_the_port_decides),
		cmocka_unit_test(earlier_bytes_reach_the_decoder),
		cmocka_unit_test(a_head_in_pieces),
		cmocka_unit_test(a_head_is_not_joined_over_a_hole),
		cmocka_unit_test(a_dropped_conversation_goes_on),
		cmocka_unit_test(the_start_of_a_message_is_found),
		cmocka_unit_test(a_head_too_large_to_keep),
		cmocka_unit_test(given_up_after_a_few),
		cmocka_unit_test(not_given_up_byte_by_byte),
		cmocka_unit_test(wrong_names_are_taken_back),
		cmocka_unit_test(broken_messages_are_malformed_frames),
		cmocka_unit_test(content_says_who_asks),
		cmocka_unit_test(it_becomes_another),
		cmocka_unit_test(a_decoder_may_say_it_is_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
