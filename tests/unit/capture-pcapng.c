/* pcapng: sections, interfaces, clocks, the kinds of packet blocks, and what is passed over. */
#include "capture-bytes.h"

#define SECOND INT64_C(1000000)

static struct bytes b;
static struct seen s;

static void fresh(bool big)
{
	b.n = 0;
	b.big = big;
}

static void sections_of_either_order(void **state)
{
	(void)state;
	for (int flowing = 0; flowing < 2; flowing++) {
		struct capture *c;

		fresh(false);
		ng_section(&b);
		ng_interface(&b, LINK_ETHERNET, 0, 0);
		ng_packet(&b, 0, 5 * SECOND, 'a');
		b.big = true;
		ng_section(&b);
		ng_interface(&b, LINK_LINUX_SLL, 9, 0);
		ng_interface(&b, LINK_RAW, 0, 0);
		ng_packet(&b, 0, UINT64_C(6000001999), 'b');
		ng_packet(&b, 1, 7 * SECOND, 'c');
		c = read_bytes(&b, flowing, &s);
		assert_int_equal(s.n, 3);
		assert_int_equal(s.f[0].link, LINK_ETHERNET);
		assert_int_equal(s.f[1].link, LINK_LINUX_SLL);
		assert_int_equal(s.f[2].link, LINK_RAW);
		assert_int_equal(s.f[0].when, 5 * SECOND);
		assert_int_equal(s.f[1].when, 6 * SECOND + 1);
		assert_int_equal(s.f[2].when, 7 * SECOND);
		assert_int_equal(s.f[2].captured, 61);
		assert_int_equal(s.f[2].wire, 100);
		assert_int_equal(s.mark[2], 'c');
		assert_int_equal(s.f[2].at.n, 3);
		assert_string_equal(capture_file(c, 0)->format, "pcapng");
		assert_int_equal(capture_file(c, 0)->link_count, 3);
		assert_int_equal(capture_file(c, 0)->bytes, 300);
		assert_int_equal(capture_file(c, 0)->snaplen, 1500);
		assert_false(capture_file(c, 0)->truncated);
		capture_free(c);
	}
}

static void clocks(void **state)
{
	static const struct {
		uint8_t resolution;
		int64_t offset;
		uint64_t count;
		int64_t when;
	} rows[] = {
		{6, 0, 1234567, 1234567},
		{3, 0, 1500, 1500000},
		{12, 0, UINT64_C(1999999999999), 1999999},
		{0x80 | 1, 0, 3, 1500000},
		{0x80 | 32, 0, UINT64_C(3) << 31, 1500000},
		{0x80 | 63, 0, UINT64_C(3) << 62, 1500000},
		{6, 100, 1, 100 * SECOND + 1},
		{6, -1, 3 * SECOND, 2 * SECOND},
		{6, -5, 3 * SECOND, 0}, /* before 1970 */
		{6, INT64_MIN, 3,
		 INT64_C(253402300799000003)}, /* nonsense is kept within what can be written */
		{6, INT64_MAX, 3, INT64_C(253402300799000003)},
		{0x80 | 1, 0, UINT64_MAX, INT64_C(253402300799500000)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct capture *c;

		fresh(i % 2);
		ng_section(&b);
		ng_interface(&b, LINK_ETHERNET, rows[i].resolution, rows[i].offset);
		ng_packet(&b, 0, rows[i].count, 'a');
		c = read_bytes(&b, false, &s);
		assert_int_equal(s.n, 1);
		assert_int_equal(s.f[0].when, rows[i].when);
		capture_free(c);
	}
}

static void other_packet_blocks(void **state)
{
	struct capture *c;

	(void)state;
	fresh(true);
	ng_section(&b);
	ng_interface(&b, LINK_ETHERNET, 0, 0);
	ng_packet(&b, 0, 9 * SECOND, 'a');
	block_begin(&b, 3); /* simple: the packet as long as the interface lets it be */
	put32(&b, 2000);
	put_packet(&b, 's', 1500);
	block_end(&b);
	block_begin(&b, 2); /* obsolete */
	put16(&b, 0);
	put16(&b, 77);
	put32(&b, 0);
	put32(&b, 10 * 1000000);
	put32(&b, 40);
	put32(&b, 50);
	put_packet(&b, 'o', 40);
	block_end(&b);
	c = read_bytes(&b, true, &s);
	assert_int_equal(s.n, 3);
	assert_int_equal(s.f[1].when, 9 * SECOND); /* it has none of its own */
	assert_int_equal(s.f[1].captured, 1500);
	assert_int_equal(s.f[1].wire, 2000);
	assert_int_equal(s.mark[1], 's');
	assert_int_equal(s.f[2].when, 10 * SECOND);
	assert_int_equal(s.f[2].captured, 40);
	assert_int_equal(s.f[2].wire, 50);
	capture_free(c);
}

static void put_block(uint32_t type, size_t n)
{
	block_begin(&b, type);
	put_packet(&b, 0x5a, n);
	block_end(&b);
}

/* Names, statistics, secrets and unknown blocks are no frames; journal entries and custom blocks take a frame
 * number, as in Wireshark, and are no packets. */
static void blocks_passed_over(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	ng_section(&b);
	ng_interface(&b, LINK_ETHERNET, 0, 0);
	put_block(4, 20);
	put_block(5, 12);
	put_block(10, 40);
	put_block(0x12345678, 500000);
	put_block(0x80000001, 0);
	ng_packet(&b, 0, 1, 'a');
	put_block(9, 32);
	put_block(0xbad, 32);
	ng_packet(&b, 0, 2, 'b');
	c = read_bytes(&b, true, &s);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.f[0].at.n, 1);
	assert_int_equal(s.f[1].at.n, 4);
	assert_int_equal(capture_file(c, 0)->packets, 2);
	capture_free(c);
}

static void expect_damage(unsigned frames)
{
	for (int flowing = 0; flowing < 2; flowing++) {
		struct capture *c = read_bytes(&b, flowing, &s);

		assert_int_equal(s.n, frames);
		assert_true(capture_file(c, 0)->truncated);
		capture_free(c);
	}
}

static void one_good(void)
{
	fresh(false);
	ng_section(&b);
	ng_interface(&b, LINK_ETHERNET, 0, 0);
	ng_packet(&b, 0, 1, 'a');
}

static void damage_ends_the_file(void **state)
{
	(void)state;
	one_good();
	ng_packet(&b, 1, 1, 'x'); /* an interface that is not there */
	expect_damage(1);
	one_good();
	put32(&b, 6); /* a length that cannot be */
	put32(&b, 8);
	put32(&b, 8);
	expect_damage(1);
	one_good();
	put32(&b, 6);
	put32(&b, 0xfffffff0);
	put_packet(&b, 0, 100);
	expect_damage(1);
	one_good();
	ng_packet(&b, 0, 1, 'x');
	b.b[b.n - 4] ^= 8; /* the two lengths differ */
	expect_damage(1);
	one_good();
	ng_packet(&b, 0, 1, 'x');
	b.b[b.block + 20] = 200; /* a packet longer than its block */
	expect_damage(1);
	one_good();
	ng_section(&b); /* a new section has no interfaces yet */
	ng_packet(&b, 0, 1, 'x');
	expect_damage(1);
	one_good();
	ng_interface(&b, LINK_ETHERNET, 20, 0); /* a clock of 10^20 */
	expect_damage(1);
}

static void cut_anywhere(void **state)
{
	size_t whole, first, second;

	(void)state;
	fresh(false);
	ng_section(&b);
	ng_interface(&b, LINK_ETHERNET, 0, 0);
	first = b.n;
	ng_packet(&b, 0, 1, 'a');
	second = b.n;
	ng_packet(&b, 0, 2, 'b');
	whole = b.n;
	for (b.n = first; b.n <= whole; b.n++) {
		struct capture *c = read_bytes(&b, b.n % 2, &s);

		assert_int_equal(s.n, (b.n >= second) + (b.n == whole));
		assert_int_equal(capture_file(c, 0)->truncated,
				 b.n != first && b.n != second && b.n != whole);
		capture_free(c);
	}
}

/* More link types than are listed, and more interfaces than fit: none is written past. */
static void many_interfaces(void **state)
{
	struct capture *c;

	(void)state;
	fresh(false);
	ng_section(&b);
	for (unsigned i = 0; i < 300; i++)
		ng_interface(&b, i, 0, 0);
	ng_packet(&b, 299, 1, 'a');
	c = read_bytes(&b, false, &s);
	assert_int_equal(s.f[0].link, 299);
	assert_int_equal(capture_file(c, 0)->link_count, 16);
	capture_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_of_either_order), cmocka_unit_test(clocks),
		cmocka_unit_test(other_packet_blocks),      cmocka_unit_test(blocks_passed_over),
		cmocka_unit_test(damage_ends_the_file),     cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(many_interfaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
