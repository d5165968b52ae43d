/* The classic format and its relatives, whole and damaged, at once and in pieces. */
#include "capture-bytes.h"

#define SECOND INT64_C(1000000)

static struct bytes b; /* too large for the stack */
static struct seen s;

static void fresh(bool big)
{
	b.n = 0;
	b.big = big;
}

static void check_two(bool flowing, const char *format, int64_t second_us)
{
	struct capture *c = read_bytes(&b, flowing, &s);
	const struct capture_file *f = capture_file(c, 0);

	assert_int_equal(s.n, 2);
	assert_int_equal(s.f[0].when, 5 * SECOND + 7);
	assert_int_equal(s.f[1].when, second_us);
	assert_int_equal(s.f[1].at.n, 2);
	assert_int_equal(s.f[1].captured, 60);
	assert_int_equal(s.f[1].wire, 90);
	assert_int_equal(s.f[1].link, LINK_ETHERNET);
	assert_int_equal(s.mark[0], 'a');
	assert_int_equal(s.mark[1], 'b');
	assert_string_equal(f->format, format);
	assert_int_equal(f->packets, 2);
	assert_int_equal(f->bytes, 180);
	assert_int_equal(f->first, 5 * SECOND + 7);
	assert_int_equal(f->last, second_us);
	assert_int_equal(f->snaplen, 65535);
	assert_int_equal(f->link_count, 1);
	assert_false(f->truncated);
	assert_int_equal(f->input_bytes, b.n);
	capture_free(c);
}

static void microseconds_either_order(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++)
		for (int flowing = 0; flowing < 2; flowing++) {
			fresh(big);
			pcap_file(&b, 0xa1b2c3d4, 1);
			pcap_record(&b, 5, 7, 'a');
			pcap_record(&b, 6, 999999, 'b');
			check_two(flowing, "pcap", 6 * SECOND + 999999);
		}
}

static void nanoseconds_are_cut_not_rounded(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		fresh(big);
		pcap_file(&b, 0xa1b23c4d, 1);
		pcap_record(&b, 5, 7999, 'a');
		pcap_record(&b, 6, 999999999, 'b');
		check_two(big, "pcap-ns", 6 * SECOND + 999999);
	}
}

static void time_after_2038(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	pcap_file(&b, 0xa1b2c3d4, 1);
	pcap_record(&b, UINT32_MAX, 0, 'a');
	c = read_bytes(&b, false, &s);
	assert_int_equal(s.f[0].when, UINT32_MAX * SECOND);
	capture_free(c);
}

static void a_fraction_beyond_a_second_stays_in_its_second(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	pcap_file(&b, 0xa1b2c3d4, 1);
	pcap_record(&b, 5, UINT32_MAX, 'a');
	c = read_bytes(&b, false, &s);
	assert_int_equal(s.f[0].when, 5 * SECOND + 999999);
	capture_free(c);
}

/* Kuznetzov's record header has eight bytes more; old Red Hat systems wrote it with the usual magic. */
static void longer_record_headers(void **state)
{
	static const struct {
		uint32_t magic;
		unsigned more;
	} variants[] = {{0xa1b2cd34, 8}, {0xa1b2cd34, 12}, {0xa1b2c3d4, 8}, {0xa1b2c3d4, 4}};

	(void)state;
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		struct capture *c;

		fresh(false);
		pcap_file(&b, variants[i].magic, 1);
		for (int n = 0; n < 5; n++) {
			put32(&b, 1000000000);
			put32(&b, 1);
			put32(&b, 60);
			put32(&b, 60);
			put_number(&b, 0x0800000002, 8);
			put_number(&b, 0, 8);
			b.n -= 16 - variants[i].more;
			put_packet(&b, (uint8_t)('a' + n), 60);
		}
		c = read_bytes(&b, false, &s);
		assert_int_equal(s.n, 5);
		assert_int_equal(s.mark[4], 'e');
		assert_false(capture_file(c, 0)->truncated);
		capture_free(c);
	}
}

/* Cut at every byte: whole frames before the cut are read, and the cut is told. */
static void cut_anywhere(void **state)
{
	size_t whole, header = 24, record = 76;

	(void)state;
	fresh(false);
	pcap_file(&b, 0xa1b2c3d4, 1);
	for (int n = 0; n < 3; n++)
		pcap_record(&b, 5, 7, 'a');
	whole = b.n;
	for (b.n = header; b.n <= whole; b.n++) {
		struct capture *c = read_bytes(&b, b.n % 2, &s);

		assert_int_equal(s.n, (b.n - header) / record);
		assert_int_equal(capture_file(c, 0)->truncated, (b.n - header) % record != 0);
		capture_free(c);
	}
}

static void an_impossible_length_ends_the_file(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	pcap_file(&b, 0xa1b2c3d4, 1);
	pcap_record(&b, 5, 7, 'a');
	put32(&b, 6);
	put32(&b, 0);
	put32(&b, 262145);
	put32(&b, 262145);
	put_packet(&b, 'x', 300000);
	c = read_bytes(&b, false, &s);
	assert_int_equal(s.n, 1);
	assert_true(capture_file(c, 0)->truncated);
	capture_free(c);
}

/* A USB message may be longer than the window: its beginning is delivered and reading goes on after it. */
static void a_bus_message_longer_than_the_window(void **state)
{
	enum { USB_PCAP = 249, LONG = 1200000 };
	static uint8_t room[LONG + 1000];
	struct bytes head = {.n = 0};
	struct capture *c;
	struct frame f[4];

	(void)state;
	pcap_file(&head, 0xa1b2c3d4, USB_PCAP);
	put32(&head, 1);
	put32(&head, 0);
	put32(&head, LONG);
	put32(&head, LONG);
	memcpy(room, head.b, head.n);
	memset(room + head.n, 'u', LONG);
	fresh(false);
	pcap_record(&b, 2, 0, 'z');
	memcpy(room + head.n + LONG, b.b, b.n);
	assert_int_equal(capture_open_bytes(rd_of(room, head.n + LONG + b.n), true, NULL, &c), 0);
	assert_int_equal(capture_next(c, f, 4), 1);
	assert_int_equal(f[0].wire, LONG);
	assert_in_range(f[0].captured, 1, LONG);
	assert_int_equal(capture_next(c, f, 4), 1);
	assert_int_equal(f[0].bytes[0], 'z');
	assert_int_equal(f[0].at.n, 2);
	assert_int_equal(capture_next(c, f, 4), 0);
	assert_false(capture_file(c, 0)->truncated);
	capture_free(c);
}

static void no_packets_has_no_times(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	pcap_file(&b, 0xa1b2c3d4, 1);
	c = read_bytes(&b, true, &s);
	assert_int_equal(s.n, 0);
	assert_int_equal(capture_file(c, 0)->first, INT64_MIN);
	assert_int_equal(capture_file(c, 0)->last, INT64_MIN);
	assert_false(capture_file(c, 0)->truncated);
	capture_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(microseconds_either_order),
		cmocka_unit_test(nanoseconds_are_cut_not_rounded),
		cmocka_unit_test(time_after_2038),
		cmocka_unit_test(a_fraction_beyond_a_second_stays_in_its_second),
		cmocka_unit_test(longer_record_headers),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(an_impossible_length_ends_the_file),
		cmocka_unit_test(a_bus_message_longer_than_the_window),
		cmocka_unit_test(no_packets_has_no_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
