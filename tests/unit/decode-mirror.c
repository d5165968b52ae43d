/* Double mirror: declared by what most segments show, never by a few sent again. */
#include "wire.h"

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_ftp] = &decoder_lines};

static struct bytes w;

/* A frame, and the same a tenth of a millisecond later, as a router between the two places would leave it. */
static void twice(bool routed)
{
	wire_frame(LINK_ETHERNET, &w, w.n);
	wire.now -= 1900;
	if (routed)
		w.b[14 + 8]--;
	wire_frame(LINK_ETHERNET, &w, w.n);
}

static void udp_twice(const char *payload)
{
	w.n = 0;
	put_ethernet(&w, 1, 2, 0x0800);
	put_ip4(&w, 1, 2, 17, 8 + strlen(payload), ++wire.id);
	put_udp(&w, 40001, 161, strlen(payload));
	put_text(&w, payload);
	twice(false);
}

static void talk_twice(bool routed)
{
	tcp_bytes(&w, (struct tcp){1, 2, 40000, 80, 99, 0, SYN, NULL});
	twice(routed);
	tcp_bytes(&w, (struct tcp){2, 1, 80, 40000, 499, 100, SYN | ACK, NULL});
	twice(routed);
	for (uint32_t i = 0; i < 5; i++) {
		tcp_bytes(&w, (struct tcp){1, 2, 40000, 80, 100 + i * 5, 500 + i * 5, ACK, "!ask\n"});
		twice(routed);
		tcp_bytes(&w, (struct tcp){2, 1, 80, 40000, 500 + i * 5, 105 + i * 5, ACK, "?say\n"});
		twice(routed);
	}
}

static void one_copy_counts(bool routed)
{
	const struct stack_counts *n;

	wire_start(NULL);
	talk_twice(routed);
	udp_twice("!command\n");
	n = wire_end();
	assert_int_equal(n->packets, 26);
	assert_int_equal(n->duplicates, 13);
	assert_int_equal(wire.flow_count, 2);
	for (int i = 0; i < 2; i++) {
		bool is_tcp = wire.flows[i].transport == 6;

		assert_int_equal(wire.flows[i].packets, is_tcp ? 12 : 1);
		assert_int_equal(wire.flows[i].packets_up, is_tcp ? 6 : 1);
		if (is_tcp)
			assert_int_equal(wire.flows[i].payload, 50);
	}
	assert_string_equal(wire.said,
			    "c:!ask s:?say c:!ask s:?say c:!ask s:?say c:!ask s:?say c:!ask s:?say "
			    "c:!command");
}

static void same_switch(void **state)
{
	(void)state;
	one_copy_counts(false);
}

static void either_side_of_a_router(void **state)
{
	(void)state;
	one_copy_counts(true);
}

/* Sent again within a millisecond, as fast networks do: the identification tells it apart. */
static void sent_again(void **state)
{
	const struct stack_counts *n;

	(void)state;
	wire_start(NULL);
	for (uint32_t i = 0; i < 20; i++) {
		up(100 + i * 5, 500, ACK, "!ask\n");
		wire.now -= 1500;
		up(100 + i * 5, 500, ACK, "!ask\n");
	}
	n = wire_end();
	assert_int_equal(n->duplicates, 0);
	assert_int_equal(wire.flows[0].packets, 40);
}

/* One in ten twice is not a mirror: all is counted. */
static void a_few_copies(void **state)
{
	(void)state;
	wire_start(NULL);
	for (uint32_t i = 0; i < 50; i++) {
		tcp_bytes(&w, (struct tcp){1, 2, 40000, 80, 100 + i * 5, 500, ACK, "!ask\n"});
		if (i % 10 == 9)
			twice(false);
		else
			wire_frame(LINK_ETHERNET, &w, w.n);
	}
	assert_int_equal(wire_end()->duplicates, 0);
	assert_int_equal(wire.flows[0].packets, 55);
}

/* The fifth of a fifth: declared late, and the copies from before are taken off all the same. */
static void declared_late(void **state)
{
	(void)state;
	wire_start(NULL);
	for (uint32_t i = 0; i < 20; i++)
		up(100 + i * 5, 500, ACK, "!ask\n");
	for (uint32_t i = 20; i < 40; i++) {
		tcp_bytes(&w, (struct tcp){1, 2, 40000, LINES_PORT, 100 + i * 5, 500, ACK, "!ask\n"});
		twice(false);
	}
	assert_int_equal(wire_end()->duplicates, 20);
	assert_int_equal(wire.flows[0].packets, 40);
}

/* Cyclic traffic below IP repeats itself; that is its work. */
static void cyclic_traffic_is_left_alone(void **state)
{
	(void)state;
	wire_start(NULL);
	talk_twice(false);
	for (int i = 0; i < 10; i++) {
		w.n = 0;
		put_ethernet(&w, 1, 2, 0x8892);
		put_text(&w, "the same output data every time, padded to some length");
		wire_frame(LINK_ETHERNET, &w, w.n);
		wire.now -= 1950;
	}
	assert_int_equal(wire_end()->duplicates, 12);
	assert_int_equal(wire.seen_count, 34);
}

static void datagrams(unsigned n, bool numbered)
{
	char line[16];

	for (unsigned i = 0; i < n; i++) {
		snprintf(line, sizeof line, "!%u\n", i);
		wire.id = numbered ? wire.id : 0;
		udp_twice(line);
	}
}

/* Controllers that speak UDP alone: whoever numbers his datagrams sent each once. */
static void datagrams_that_are_numbered(void **state)
{
	(void)state;
	wire_start(NULL);
	wire.id = 7;
	datagrams(3, true);
	assert_int_equal(wire_end()->duplicates, 3);
	assert_int_equal(wire.flows[0].packets, 3);
	assert_string_equal(wire.said, "c:!0 c:!1 c:!2");
}

/* Of one who does not the flow shows it: from the third copy on. */
static void datagrams_without_numbers(void **state)
{
	(void)state;
	wire_start(NULL);
	datagrams(6, false); /* identification 1, each time */
	assert_int_equal(wire_end()->duplicates, 6);
	assert_int_equal(wire.flows[0].packets, 6);
	assert_string_equal(wire.said, "c:!0 c:!0 c:!1 c:!1 c:!2 c:!3 c:!4 c:!5");
	/* one in three twice is no mirror */
	wire_start(NULL);
	for (unsigned i = 0; i < 6; i++) {
		datagrams(1, false);
		wire.id = 0;
		udp(1, 2, 40001, 161, "!x\n");
		wire.id = 0;
		udp(1, 2, 40001, 161, "!y\n");
	}
	assert_int_equal(wire_end()->duplicates, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_switch),
		cmocka_unit_test(either_side_of_a_router),
		cmocka_unit_test(sent_again),
		cmocka_unit_test(a_few_copies),
		cmocka_unit_test(declared_late),
		cmocka_unit_test(datagrams_that_are_numbered),
		cmocka_unit_test(datagrams_without_numbers),
		cmocka_unit_test(cyclic_traffic_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
