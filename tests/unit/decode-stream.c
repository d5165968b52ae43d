/* decode/stream through the stack: bytes reach a decoder once, in order, whatever the network did to them. */
#include "wire.h"

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_ftp] = &decoder_lines};

static void handshake(uint32_t client, uint32_t server)
{
	up(client - 1, 0, SYN, NULL);
	down(server - 1, client, SYN | ACK, NULL);
	up(client, server, ACK, NULL);
}

static void begin(void)
{
	wire_start(NULL);
	handshake(1000, 5000);
}

static void expect(const char *said)
{
	const struct stack_counts *n = wire_end();

	assert_string_equal(wire.said, said);
	assert_int_equal(n->malformed, 0);
}

static void in_order(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n!t");
	down(5000, 1007, 0, "?yes\n");
	up(1007, 5005, 0, "wo\n");
	expect("c:!one s:?yes c:!two");
}

static void the_server_speaks_first(void **state)
{
	(void)state;
	begin();
	down(5000, 1000, 0, "?welcome\n");
	up(1000, 5009, 0, "!one\n");
	expect("s:?welcome c:!one");
}

static void out_of_order(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1014, 5000, 0, "!four\n");
	up(1010, 5000, 0, "ee!\n");
	up(1005, 5000, 0, "!thr-");
	expect("c:!one c:!thr-ee! c:!four");
}

static void the_first_copy_of_a_byte_wins(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1010, 5000, 0, "AAAA\n");
	up(1005, 5000, 0, "!bbbCCCC\n");  /* one of its C lies before the A that came first */
	up(1005, 5000, 0, "!XXXXXXXX\n"); /* all of it is too late */
	expect("c:!one c:!bbbCAAAA");
}

static void sent_again_is_heard_once(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1000, 5000, 0, "!one\n");
	up(1000, 5000, 0, "!one\n!two\n"); /* once more, and something new with it */
	up(1009, 5000, 0, "\n");           /* a keep-alive: the last byte again */
	up(1009, 5000, 0, NULL);
	up(1010, 5000, 0, "!three\n");
	expect("c:!one c:!two c:!three");
}

/* Mirrors bring frames out of order: a SYN that comes late does not begin anything. */
static void a_late_syn_changes_nothing(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(999, 0, SYN, NULL);
	down(4999, 1000, SYN | ACK, NULL);
	up(1005, 5000, 0, "!two\n");
	expect("c:!one c:!two");
}

static void numbers_wrap(void **state)
{
	(void)state;
	wire_start(NULL);
	handshake(0xfffffffe, 0xfffffff0);
	up(0xfffffffe, 0xfffffff0, 0, "!one\n");
	up(8, 0xfffffff0, 0, "!three\n");
	up(3, 0xfffffff0, 0, "!two\n");
	down(0xfffffff0, 3, 0, "?a long answer that wraps\n");
	expect("c:!one c:!two c:!three s:?a long answer that wraps");
}

static void one_side_only(void **state)
{
	(void)state;
	wire_start(NULL);
	up(700, 1, 0, "!one\n");
	up(705, 1, 0, "!two\n");
	expect("cH:!one c:!two");
}

static void a_hole_is_skipped_when_the_other_side_has_it(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1010, 5000, 0, "!three\n");
	assert_string_equal(wire.said, "c:!one");
	down(5000, 1017, ACK, NULL);
	assert_string_equal(wire.said, "c:!one cH:!three");
	expect("c:!one cH:!three");
}

static void a_hole_is_skipped_at_the_end(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1010, 5000, 0, "!three\n");
	expect("c:!one cH:!three");
}

static void a_hole_is_skipped_when_too_much_waits(void **state)
{
	static char line[1401];

	(void)state;
	begin();
	memset(line, 'x', 1399);
	line[1399] = '\n';
	up(1000, 5000, 0, "!one\n");
	for (uint32_t i = 1; i < 60; i++)
		up(1005 + i * 1400, 5000, 0, line);
	assert_non_null(strstr(wire.said, "cH:xxx"));
	wire_end();
}

static void many_small_pieces_do_not_pile_up(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	for (uint32_t i = 0; i < 400; i++)
		up(1010 + i * 4, 5000, 0, "!x\n"); /* a byte is missing before each */
	assert_non_null(strstr(wire.said, "c:!one cH:!x cH:!x"));
	wire_end();
}

static void a_message_cut_by_a_hole_is_not_pieced_together(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n!half of a");
	up(1030, 5000, 0, "!other\n");
	down(5000, 1037, ACK, NULL);
	expect("c:!one cH:!other");
}

static void what_the_snap_length_cut_is_a_hole(void **state)
{
	static struct bytes w;

	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	tcp_bytes(&w, (struct tcp){1, 2, 40000, LINES_PORT, 1005, 5000, ACK, "!two\n!three\n"});
	wire_frame(LINK_ETHERNET, &w, w.n - 6);
	up(1017, 5000, 0, "!four\n");
	assert_string_equal(wire.said, "c:!one c:!two cH:!four");
	assert_int_equal(wire_end()->payload_cut, 1);
}

static void a_message_too_long_to_keep_is_let_go(void **state)
{
	static char part[1025];
	const struct stack_counts *n;

	(void)state;
	begin();
	memset(part, '!', 1024);
	for (uint32_t i = 0; i < 100; i++)
		up(1000 + i * 1024, 5000, 0, part);
	up(1000 + 100 * 1024, 5000, 0, "end\n!one\n");
	n = wire_end();
	assert_true(n->stream_bytes_dropped >= DECODER_KEEP);
	assert_non_null(strstr(wire.said, "c:!one"));
}

static void enough_means_no_more(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1005, 5000, 0, "enough\n");
	up(1012, 5000, 0, "!two\n");
	down(5000, 1017, 0, "?still\n");
	expect("c:!one c:enough s:?still");
}

/* A state begins with its first part; what that part holds is there when the decoder has asked for all. */
static void a_state_grows_when_it_must(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n!two\nwider\n!three\n");
	down(5000, 1023, 0, "wider\n");
	expect("c:!one c:!two wide behind 2 c:!three wide behind 3");
	wire_start(NULL);
	udp(1, 2, 50000, LINES_PORT, "!one\n");
	udp(1, 2, 50000, LINES_PORT, "wider\n");
	udp(1, 2, 50000, LINES_PORT, "!two\nwider\n");
	assert_int_equal(wire_end()->malformed, 0);
	assert_string_equal(wire.said, "c:!one wide behind 1 c:!two wide behind 2");
}

static void a_connection_that_begins_again_is_heard_again(void **state)
{
	(void)state;
	begin();
	up(1000, 5000, 0, "!one\n");
	up(1005, 5000, FIN | ACK, NULL);
	down(5000, 1006, FIN | ACK, NULL);
	up(1006, 5001, ACK, NULL);
	handshake(90000, 70000);
	up(90000, 70000, 0, "!again\n");
	expect("c:!one c:!again");
	assert_int_equal(wire.flow_count, 2);
	assert_int_equal(wire.flows[0].packets, 7);
	assert_int_equal(wire.flows[1].packets, 4);
	assert_true(wire.flows[0].started && wire.flows[1].started);
}

/* The same three lines in every order of five segments, some twice: always the same lines. */
static void any_order(void **state)
{
	static const char text[] = "!first line\n!second one\n!third\n";
	uint64_t seed = 1;

	(void)state;
	for (int turn = 0; turn < 300; turn++) {
		begin();
		up(1000, 5000, 0, "!\n");
		for (int i = 0; i < 40; i++) {
			char part[40];
			size_t at, n;

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			at = (size_t)(seed >> 33) % (sizeof text - 1);
			n = 1 + (size_t)(seed >> 50) % 12;
			if (n > sizeof text - 1 - at)
				n = sizeof text - 1 - at;
			memcpy(part, text + at, n);
			part[n] = '\0';
			up(1002 + (uint32_t)at, 5000, 0, part);
		}
		up(1002, 5000, 0, text);
		expect("c:! c:!first line c:!second one c:!third");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_order),
		cmocka_unit_test(the_server_speaks_first),
		cmocka_unit_test(out_of_order),
		cmocka_unit_test(the_first_copy_of_a_byte_wins),
		cmocka_unit_test(sent_again_is_heard_once),
		cmocka_unit_test(a_late_syn_changes_nothing),
		cmocka_unit_test(numbers_wrap),
		cmocka_unit_test(one_side_only),
		cmocka_unit_test(a_hole_is_skipped_when_the_other_side_has_it),
		cmocka_unit_test(a_hole_is_skipped_at_the_end),
		cmocka_unit_test(a_hole_is_skipped_when_too_much_waits),
		cmocka_unit_test(many_small_pieces_do_not_pile_up),
		cmocka_unit_test(a_message_cut_by_a_hole_is_not_pieced_together),
		cmocka_unit_test(what_the_snap_length_cut_is_a_hole),
		cmocka_unit_test(a_message_too_long_to_keep_is_let_go),
		cmocka_unit_test(enough_means_no_more),
		cmocka_unit_test(a_state_grows_when_it_must),
		cmocka_unit_test(a_connection_that_begins_again_is_heard_again),
		cmocka_unit_test(any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
