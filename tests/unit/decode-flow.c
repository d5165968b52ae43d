/* Flows: each packet in exactly one part, who is the client, how it was answered. */
#include "wire.h"

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_ftp] = &decoder_lines};

static const struct flow *only_flow(void)
{
	wire_end();
	assert_int_equal(wire.flow_count, 1);
	return &wire.flows[0];
}

static void the_first_syn_is_the_client(void **state)
{
	const struct flow *f;

	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 80, 40000, 1, 0, SYN, NULL}); /* from the lower port */
	tcp((struct tcp){2, 1, 40000, 80, 1, 2, SYN | ACK, NULL});
	f = only_flow();
	assert_int_equal(f->client_port, 80);
	assert_true(f->oriented && f->started && !f->bare_syn);
	assert_int_equal(f->answered, FLOW_ANSWERED);
	assert_int_equal(f->packets, 2);
	assert_int_equal(f->packets_up, 1);
	assert_int_equal(f->bytes, 108);
}

static void a_syn_ack_tells_too(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){2, 1, 40000, 80, 1, 2, SYN | ACK, NULL});
	assert_int_equal(only_flow()->client_port, 80);
}

static void else_the_higher_port(void **state)
{
	(void)state;
	wire_start(NULL);
	udp(2, 1, 900, 40000, "x");
	assert_int_equal(only_flow()->client_port, 40000);
	assert_false(wire.flows[0].oriented);
	assert_int_equal(wire.flows[0].answered, FLOW_ANSWERED); /* the server is who spoke */
}

static void else_who_spoke_first(void **state)
{
	(void)state;
	wire_start(NULL);
	udp(2, 1, 123, 123, "x");
	udp(1, 2, 123, 123, "x");
	assert_int_equal(only_flow()->client.ip.b[15], 2);
}

static void a_group_is_no_client(void **state)
{
	static struct bytes w;

	(void)state;
	wire_start(NULL);
	put_ethernet(&w, 2, 1, 0x0800);
	w.b[0] |= 1;
	put_ip4(&w, 2, 1, 17, 9, 1);
	put_udp(&w, 900, 40000, 1);
	put8(&w, 'x');
	wire_frame(LINK_ETHERNET, &w, w.n);
	assert_int_equal(only_flow()->client_port, 900);
	assert_int_equal(wire.flows[0].answered, FLOW_UNANSWERED);
}

static void a_scan(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 40000, 23, 7, 0, SYN, NULL});
	tcp((struct tcp){1, 2, 40000, 23, 7, 0, SYN, NULL});
	tcp((struct tcp){1, 2, 40001, 24, 7, 0, SYN, NULL});
	tcp((struct tcp){2, 1, 24, 40001, 0, 8, RST | ACK, NULL});
	assert_int_equal(wire_end()->tcp_conversations, 1); /* unanswered SYNs say nothing about the mirror */
	assert_int_equal(wire.flow_count, 2);
	for (int i = 0; i < 2; i++) {
		const struct flow *f = &wire.flows[i];
		bool refused = f->server_port == 24;

		assert_int_equal(f->packets, 2);
		assert_int_equal(f->answered, refused ? FLOW_REFUSED : FLOW_UNANSWERED);
		assert_int_equal(f->bare_syn, !refused);
	}
}

static void a_port_that_is_not_served(void **state)
{
	static struct bytes w;

	(void)state;
	wire_start(NULL);
	udp(1, 2, 40000, 161, "question");
	w.n = 0;
	put_ethernet(&w, 2, 1, 0x0800);
	put_ip4(&w, 2, 1, 1, 8 + 20 + 8, 1);
	put32(&w, 0x03030000); /* port unreachable */
	put32(&w, 0);
	put_ip4(&w, 1, 2, 17, 16, 1);
	put_udp(&w, 40000, 161, 8);
	wire_frame(LINK_ETHERNET, &w, w.n);
	wire_end();
	assert_int_equal(wire.flow_count, 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(wire.flows[i].packets, 1); /* what is quoted is no packet */
		if (wire.flows[i].transport == 17)
			assert_int_equal(wire.flows[i].answered, FLOW_REFUSED);
		else
			assert_int_equal(wire.flows[i].server_port, 0);
	}
}

static void long_silence_is_another_conversation(void **state)
{
	(void)state;
	wire_start(NULL);
	udp(1, 2, 40000, 161, "x");
	wire.now += INT64_C(301000000);
	udp(1, 2, 40000, 161, "x");
	wire.now += INT64_C(200000000);
	udp(1, 2, 40000, 161, "x");
	wire_end();
	assert_int_equal(wire.flow_count, 2);
	assert_int_equal(wire.flows[0].packets, 1);
	assert_int_equal(wire.flows[1].packets, 2);
}

/* Two hundred conversations through eight places: no packet is lost or told twice. */
static void parts_add_up(void **state)
{
	static const struct stack_limits few = {8, 65536, 65536};
	uint64_t packets = 0, bytes = 0, up_packets = 0;
	const struct stack_counts *n;

	(void)state;
	wire_start(&few);
	for (unsigned i = 0; i < 60; i++) {
		udp(1, 2, 40000 + i % 20, 161, "question");
		udp(2, 1, 161, 40000 + i % 20, "answer that is longer");
	}
	n = wire_end();
	assert_true(n->flows_evicted > 0);
	for (unsigned i = 0; i < wire.flow_count; i++) {
		packets += wire.flows[i].packets;
		bytes += wire.flows[i].bytes;
		up_packets += wire.flows[i].packets_up;
	}
	assert_int_equal(packets, n->packets);
	assert_int_equal(bytes, n->bytes);
	assert_int_equal(up_packets, 60);
}

/* A connection given up in the middle is not another connection when it goes on. */
static void a_part_is_no_connection(void **state)
{
	static const struct stack_limits few = {4, 65536, 65536};
	unsigned started = 0;

	(void)state;
	wire_start(&few);
	up(99, 0, SYN, NULL);
	down(499, 100, SYN | ACK, NULL);
	for (unsigned i = 0; i < 5; i++)
		udp(1, 2, 40000 + i, 161, "x");
	up(100, 500, ACK, "!hello\n");
	wire_end();
	for (unsigned i = 0; i < wire.flow_count; i++)
		started += wire.flows[i].transport == 6 && wire.flows[i].started;
	assert_int_equal(started, 1);
	assert_int_equal(wire.flow_count, 7);
}

static void each_frame_is_sighted_once(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 5; i++)
		udp(1, 2, 40000, 161, "x");
	wire_end();
	assert_int_equal(wire.seen_count, 5);
	assert_int_equal(wire.seen[4].from.mac.b[5], 1);
	assert_int_equal(wire.seen[4].to.ip.b[15], 2);
	assert_int_equal(wire.seen[4].ttl, 64);
	assert_int_equal(wire.seen[4].at.n, 5);
}

static uint64_t told_packets(void)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < wire.flow_count; i++)
		n += wire.flows[i].packets;
	return n;
}

/* What a period tells: open conversations go on, and only the first part is a connection. */
static void a_told_conversation_goes_on(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 40000, 80, 1, 0, SYN, NULL});
	tcp((struct tcp){2, 1, 80, 40000, 1, 2, SYN | ACK, NULL});
	stack_tell(wire.stack);
	assert_int_equal(wire.flow_count, 1);
	assert_true(wire.flows[0].started);
	stack_tell(wire.stack); /* nothing came: nothing is told */
	assert_int_equal(wire.flow_count, 1);
	tcp((struct tcp){1, 2, 40000, 80, 2, 2, ACK, NULL});
	stack_tell(wire.stack);
	assert_int_equal(wire.flow_count, 2);
	assert_false(wire.flows[1].started || wire.flows[1].bare_syn);
	assert_int_equal(wire.flows[1].client_port, 40000);
	assert_int_equal(wire.flows[1].packets, 1);
	assert_int_equal(wire.flows[1].first_packet.n, 3); /* of this part, not of the one before */
	assert_int_equal(wire.flows[1].first_packet.n, wire.flows[1].last_packet.n);
	assert_true(wire.flows[1].first > wire.flows[0].first);
	assert_int_equal(wire_end()->tcp_conversations, 1);
	assert_int_equal(wire.flow_count, 2);
}

static void each_packet_is_in_one_told_part(void **state)
{
	static const struct stack_limits few = {8, 65536, 65536};

	(void)state;
	wire_start(&few);
	for (unsigned i = 0; i < 90; i++) {
		udp(1, 2, 40000 + i % 20, 161, "question");
		if (i % 7 == 0)
			stack_tell(wire.stack);
	}
	assert_int_equal(wire_end()->packets, 90);
	assert_true(wire.flow_count < 200);
	assert_int_equal(told_packets(), 90);
}

/* What began is told once it says what it is, or after another look; each packet in one part all the same. */
static void what_began_is_told_soon(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 40000, 80, 1, 0, SYN, NULL});
	udp(1, 2, 40000, 161, "question");
	stack_tell_new(wire.stack);
	assert_int_equal(wire.flow_count, 0); /* answers may come */
	tcp((struct tcp){2, 1, 80, 40000, 1, 2, SYN | ACK, NULL});
	udp(2, 1, 161, 40000, "answer");
	stack_tell_new(wire.stack);
	assert_int_equal(wire.flow_count, 2);
	assert_int_equal(wire.flows[0].packets + wire.flows[1].packets, 4);
	assert_true(wire.flows[0].started && !wire.flows[0].bare_syn);
	assert_int_equal(wire.flows[1].answered, FLOW_ANSWERED);
	tcp((struct tcp){1, 2, 40000, 80, 2, 2, ACK, NULL});
	stack_tell_new(wire.stack); /* it is no news */
	assert_int_equal(wire.flow_count, 2);
	stack_tell(wire.stack);
	assert_int_equal(wire.flow_count, 3);
	assert_false(wire.flows[2].started);
	tcp((struct tcp){1, 2, 40001, 80, 1, 0, SYN, NULL});
	stack_tell_new(wire.stack);
	assert_int_equal(wire.flow_count, 3);
	stack_tell_new(wire.stack); /* nobody answered */
	assert_int_equal(wire.flow_count, 4);
	assert_true(wire.flows[3].started && wire.flows[3].bare_syn);
	wire_end();
	assert_int_equal(wire.flow_count, 4);
}

static void refused_at_once_is_told_at_once(void **state)
{
	(void)state;
	wire_start(NULL);
	tcp((struct tcp){1, 2, 40000, 23, 1, 0, SYN, NULL});
	tcp((struct tcp){2, 1, 23, 40000, 0, 2, RST | ACK, NULL});
	stack_tell_new(wire.stack);
	assert_int_equal(wire.flow_count, 1);
	assert_int_equal(wire.flows[0].answered, FLOW_REFUSED);
	wire_end();
}

/* More than the list of what began has room for, in a cache that gives them up. */
static void a_flood_of_beginnings_is_told_whole(void **state)
{
	static const struct stack_limits some = {8192, 65536, 65536};

	(void)state;
	wire_start(&some);
	for (unsigned round = 0; round < 4; round++) {
		for (unsigned i = 0; i < 6000; i++)
			udp(1, 2, 1024 + i + 6000 * round, 9, "x");
		stack_tell_new(wire.stack);
		stack_tell_new(wire.stack);
		assert_int_equal(wire.flow_packets, 6000 * (round + 1));
	}
	wire_end();
	assert_int_equal(wire.flow_packets, 24000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_syn_is_the_client),
		cmocka_unit_test(a_syn_ack_tells_too),
		cmocka_unit_test(else_the_higher_port),
		cmocka_unit_test(else_who_spoke_first),
		cmocka_unit_test(a_group_is_no_client),
		cmocka_unit_test(a_scan),
		cmocka_unit_test(a_port_that_is_not_served),
		cmocka_unit_test(long_silence_is_another_conversation),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(a_part_is_no_connection),
		cmocka_unit_test(each_frame_is_sighted_once),
		cmocka_unit_test(a_told_conversation_goes_on),
		cmocka_unit_test(each_packet_is_in_one_told_part),
		cmocka_unit_test(what_began_is_told_soon),
		cmocka_unit_test(refused_at_once_is_told_at_once),
		cmocka_unit_test(a_flood_of_beginnings_is_told_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
