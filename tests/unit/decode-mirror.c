/* Double mirror: declared by what most segments show, never by a few sent again. */
#include "wire.h"

enum { NUMBERED = 0x8892, UNNUMBERED = 0x890f };

static struct smell frames_smell(const struct talk *t, struct rd head)
{
	(void)t;
	(void)head;
	return smell(SURE, ROLE_UNKNOWN);
}

/* A frame is one line, and padding. */
static enum heard frames_decode(struct talk *t, struct rd *in, struct emit *e)
{
	enum heard heard = lines_decode(t, in, e);

	in->at = in->end;
	return heard;
}

static const uint16_t numbered_types[] = {NUMBERED, 0}, unnumbered_types[] = {UNNUMBERED, 0};
static const struct decoder decoder_numbered = {.protocol = PROTO_profinet_rt,
						.on = ON_ETHER,
						.ports = numbered_types,
						.said_once = true,
						.smells = frames_smell,
						.decode = frames_decode},
			    decoder_unnumbered = {.protocol = PROTO_cc_link_ie,
						  .on = ON_ETHER,
						  .ports = unnumbered_types,
						  .smells = frames_smell,
						  .decode = frames_decode};

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_ftp] = &decoder_lines,
						     [PROTO_profinet_rt] = &decoder_numbered,
						     [PROTO_cc_link_ie] = &decoder_unnumbered};

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

/* A frame of host `from` to host 2, `later` us after the one before. */
static void frame_later(unsigned from, unsigned type, const char *line, int64_t later)
{
	w.n = 0;
	put_ethernet(&w, from, 2, type);
	put_text(&w, line);
	wire.now += later - 2000;
	wire_frame(LINK_ETHERNET, &w, w.n);
}

static void frames_twice(unsigned type, unsigned n, const char *line)
{
	char numbered[16];

	for (unsigned i = 0; i < n; i++) {
		snprintf(numbered, sizeof numbered, "!%u\n", i);
		frame_later(1, type, line ? line : numbered, 2000);
		frame_later(1, type, line ? line : numbered, 20);
	}
}

static void below_ip_numbered(void **state)
{
	(void)state;
	wire_start(NULL);
	frames_twice(NUMBERED, 3, NULL);
	assert_int_equal(wire_end()->duplicates, 3);
	assert_int_equal(wire.seen_count, 6);
	assert_string_equal(wire.said, "c:!0 c:!1 c:!2");
}

/* Cyclic traffic below IP repeats itself; that is its work. Twice each time is none's. */
static void below_ip_the_sender_shows_it(void **state)
{
	(void)state;
	wire_start(NULL);
	frames_twice(UNNUMBERED, 5, "!same\n");
	assert_int_equal(wire_end()->duplicates, 3);
	assert_string_equal(wire.said, "c:!same c:!same c:!same c:!same c:!same c:!same c:!same");
}

static void expect_all_said(unsigned n)
{
	assert_int_equal(wire_end()->duplicates, 0);
	assert_int_equal(wire.seen_count, n);
	assert_int_equal(strlen(wire.said), n * strlen("c:!same ") - 1);
}

static void below_ip_the_same_at_even_distances(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 100; i++) /* a quick ring */
		frame_later(1, UNNUMBERED, "!same\n", 31 + i % 3);
	expect_all_said(100);
}

/* A frame told again now and then (a token that was lost), among others that are not. */
static void below_ip_some_again(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 10; i++) {
		frame_later(1, UNNUMBERED, "!same\n", 500);
		frame_later(1, UNNUMBERED, "!same\n", 40);
		frame_later(1, UNNUMBERED, "!thus\n", 100);
	}
	expect_all_said(30);
}

/* Numbered frames came again a millisecond later, or from somebody else. */
static void below_ip_no_copies(void **state)
{
	(void)state;
	wire_start(NULL);
	for (int i = 0; i < 5; i++) {
		frame_later(1, NUMBERED, "!same\n", 1001);
		frame_later(3, NUMBERED, "!same\n", 20);
	}
	expect_all_said(10);
}

/* Where all that can be told came twice, the rest did, too: from its first frame on. */
static void what_everything_shows(void **state)
{
	(void)state;
	wire_start(NULL);
	frames_twice(NUMBERED, 16, "!x\n");
	wire.said[0] = 0;
	frame_later(3, UNNUMBERED, "!same\n", 1000);
	frame_later(3, UNNUMBERED, "!same\n", 20);
	wire.id = 0; /* not numbered */
	udp_twice("!command\n");
	assert_int_equal(wire_end()->duplicates, 18);
	assert_string_equal(wire.said, "c:!same c:!command");
	assert_int_equal(wire.flows[0].packets, 1);
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

/* Who asks numbers his datagrams, who answers does not: the two are doubled. */
static void numbers_of_one_side(void **state)
{
	(void)state;
	wire_start(NULL);
	wire.id = 7;
	datagrams(2, true);
	w.n = 0;
	put_ethernet(&w, 2, 1, 0x0800);
	put_ip4(&w, 2, 1, 17, 8 + 5, 0);
	put_udp(&w, 161, 40001, 5);
	put_text(&w, "?say\n");
	twice(false);
	assert_int_equal(wire_end()->duplicates, 3);
	assert_string_equal(wire.said, "c:!0 c:!1 s:?say");
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
		cmocka_unit_test(numbers_of_one_side),
		cmocka_unit_test(below_ip_numbered),
		cmocka_unit_test(below_ip_the_sender_shows_it),
		cmocka_unit_test(below_ip_the_same_at_even_distances),
		cmocka_unit_test(below_ip_some_again),
		cmocka_unit_test(below_ip_no_copies),
		cmocka_unit_test(what_everything_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
