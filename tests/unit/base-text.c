/* base/text, base/addr, base/out: what comes from the wire is harmless on the way out. */
#include "test.h"

#include "base/addr.h"
#include "base/arena.h"
#include "base/out.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *clean(const char *s, size_t n)
{
	static char out[TEXT_ROOM];

	text_clean(text_of(s, n), out);
	return out;
}

static void plain_text_stays(void **state)
{
	(void)state;
	assert_string_equal(clean("Philips-hue", 11), "Philips-hue");
	assert_string_equal(clean("  x \r\n\0\0", 8), "x");
	assert_string_equal(clean("温度センサー", 18), "温度センサー");
	assert_string_equal(clean("", 0), "");
}

static void control_and_bidi_characters_are_codes(void **state)
{
	(void)state;
	assert_string_equal(clean("a\033[31mb", 7), "a<1b>[31mb");
	assert_string_equal(clean("a\xe2\x80\xae"
				  "b",
				  5),
			    "a<202E>b");
	assert_string_equal(clean("a\0b", 3), "a<00>b");
	assert_string_equal(clean("\xef\xbb\xbfx", 4), "<FEFF>x");
}

static void shift_jis_is_read(void **state)
{
	(void)state;
	assert_string_equal(clean("\x89\xb7\x93\x78\x83\x5a\x83\x93\x83\x54", 10), "温度センサ");
	assert_string_equal(clean("\xb6\xd2\xd7", 3), "ｶﾒﾗ");
	assert_string_equal(clean("a\xff"
				  "b",
				  3),
			    "a<ff>b");
}

static void of(const char *bytes, const char *shown)
{
	assert_string_equal(clean(bytes, strlen(bytes)), shown);
}

/* Bytes of another encoding that happen to be valid CP932 are not made into words that nobody wrote. */
static void what_is_no_shift_jis_stays_bytes(void **state)
{
	(void)state;
	of("\xb2\xe2\xca\xd4", "<b2><e2><ca><d4>");                 /* GB 2312 */
	of("\xa5\xbf\xa5\xf3\xa5\xaf", "<a5><bf><a5><f3><a5><af>"); /* EUC-JP */
	of("\xce\xde\xb2\xd7\xb0\x8e\xba", "ﾎﾞｲﾗｰ室"); /* half-width kana beside a common kanji are words */
	of("\x9e\x97", "棊");                          /* so is a rare kanji alone */
	of("PLC\x81\x40\x81\x40", "PLC<81>@<81>@");    /* symbols alone are none */
}

/* As a name is that was cut to the 32 bytes of an SSID. */
static void a_cut_name_stays_what_it_was(void **state)
{
	(void)state;
	of("第2工場の親\xe6", "第2工場の親<e6>");
	of("第2工場の親\xe6\xa9", "第2工場の親<e6><a9>");
	of("🔥\xf0\x9f\x94", "🔥<f0><9f><94>");
	of("plain\xe6\xa9", "plain讖"); /* nothing of UTF-8 before: as CP932 it reads */
}

static void what_shows_nothing_is_said(void **state)
{
	char out[TEXT_ROOM];

	(void)state;
	of("\u3164\u2800\u115f", "<3164><2800><115F>");
	of("\u3000 設備\u3000\u00a0", "設備");
	of("\u3000\u3000", "");
	of("e\u0301\u0301\u0301\u0301x\u0301", "e\u0301\u0301<0301><0301>x\u0301");
	assert_int_equal(text_clean_name(text_of("   ", 3), out), 12);
	assert_string_equal(out, "<20><20><20>");
	text_clean_name(text_of("\u3000\t\0", 5), out);
	assert_string_equal(out, "<3000><09>");
	text_clean_name(text_of(" PLANT ", 7), out);
	assert_string_equal(out, "PLANT");
	assert_int_equal(text_clean_name(text_of("\0\0", 2), out), 0);
	assert_int_equal(text_clean_name(text_of("", 0), out), 0);
}

static void long_text_is_cut_at_a_character(void **state)
{
	char long_text[65536];

	(void)state;
	for (size_t i = 0; i + 3 <= sizeof long_text; i += 3)
		memcpy(long_text + i, "\xe3\x81\x82", 3);
	assert_int_equal(strlen(clean(long_text, 65535)), TEXT_MAX * 3);
	memset(long_text, 1, sizeof long_text);
	assert_int_equal(strlen(clean(long_text, sizeof long_text)), TEXT_MAX * 4);
}

static void addresses_read_and_write(void **state)
{
	static const char *const texts[] = {"192.168.1.20", "::1", "fe80::1", "2001:db8::abcd", "0.0.0.0"};
	char buf[IP_TEXT], mac[MAC_TEXT];
	struct prefix p;
	struct mac m;
	struct ip a;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_true(ip_parse(texts[i], &a));
		assert_string_equal(ip_text(a, buf), texts[i]);
	}
	assert_true(ip_parse("100.127.255.254", &a) && ip_is_private(a));
	assert_true(ip_parse("100.128.0.1", &a) && !ip_is_private(a));
	assert_true(ip_parse("172.31.0.1", &a) && ip_is_private(a));
	assert_true(ip_parse("172.32.0.1", &a) && !ip_is_private(a));
	assert_true(prefix_parse("10.20.0.0/15", &p) && ip_parse("10.21.255.1", &a) && ip_in(a, &p));
	assert_true(ip_parse("10.22.0.1", &a) && !ip_in(a, &p));
	assert_false(prefix_parse("10.0.0.0/33", &p));
	assert_true(mac_parse("00-11-22-AA-BB-CC", &m));
	assert_string_equal(mac_text(m, mac), "00:11:22:aa:bb:cc");
	assert_true(mac_parse("0011.22aa.bbcc", &m));
	assert_false(mac_parse("00:11:22:aa:bb", &m));
}

static const char *collected(struct out *o) { return out_bytes(o, NULL); }

static void json_escapes(void **state)
{
	struct out o;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	json_object(&o, NULL);
	json_str(&o, "a", "</script>\"\\\n");
	json_int(&o, "b", INT64_MIN);
	json_array(&o, "c");
	json_null(&o, NULL);
	json_bool(&o, NULL, true);
	json_end_array(&o);
	json_time(&o, "t", 1763690400123456);
	json_time(&o, "u", -1);
	json_end_object(&o);
	assert_string_equal(
		collected(&o),
		"{\"a\":\"\\u003c/script>\\\"\\\\\\u000a\",\"b\":-9223372036854775808,\"c\":[null,true],"
		"\"t\":\"2025-11-21T02:00:00.123456Z\",\"u\":\"1969-12-31T23:59:59.999999Z\"}");
	out_clear(&o);
}

static void csv_is_formula_safe_and_html_is_text(void **state)
{
	struct out o;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	out_csv(&o, "=cmd|' /C calc'!A0");
	out_char(&o, ' ');
	out_csv(&o, "a \"b\", c");
	out_char(&o, ' ');
	out_html(&o, "<b a='\"'>&");
	assert_string_equal(collected(&o),
			    "\"'=cmd|' /C calc'!A0\" \"a \"\"b\"\", c\" &lt;b a=&#39;&quot;&#39;&gt;&amp;");
	out_clear(&o);
}

static void a_memory_out_grows(void **state)
{
	struct out o;
	size_t n;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	for (int i = 0; i < 100000; i++)
		out_str(&o, "abcdefg\n");
	out_bytes(&o, &n);
	assert_int_equal(n, 800000);
	assert_int_equal(out_finish(&o), 0);
	out_clear(&o);
}

static void a_full_disk_is_told(void **state)
{
	struct out o;
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	if (!full)
		skip();
	assert_int_equal(out_init(&o, fileno(full)), 0);
	out_str(&o, "x");
	assert_int_equal(out_finish(&o), -28); /* ENOSPC */
	out_clear(&o);
	fclose(full);
}

static void an_arena_ends_at_its_limit(void **state)
{
	struct arena *a = arena_new(200 * 1024);
	size_t got = 0;

	(void)state;
	assert_non_null(a);
	while (arena_get(a, 1, 1000))
		got++;
	assert_in_range(got, 100, 205);
	assert_null(arena_get(a, SIZE_MAX / 2, 16));
	arena_reset(a);
	assert_non_null(arena_get(a, 1, 1000));
	arena_free(a);
}

static void columns_count_wide_characters_twice(void **state)
{
	(void)state;
	assert_int_equal(text_columns("機器 41台"), 9);
	assert_int_equal(text_columns("ｶﾒﾗ"), 3);
}

static void ledgers_are_converted(void **state)
{
	const char *encoding;
	size_t n;
	char *utf8 = text_to_utf8("\x89\xb7\x93\x78,1\r\n", 8, &n, &encoding);

	(void)state;
	assert_non_null(utf8);
	assert_string_equal(utf8, "温度,1\r\n");
	assert_string_equal(encoding, "Shift_JIS");
	free(utf8);
	utf8 = text_to_utf8("\xef\xbb\xbfMAC", 6, &n, &encoding);
	assert_string_equal(utf8, "MAC");
	free(utf8);
	assert_null(text_to_utf8("\xff\xfe\x00", 3, &n, &encoding));
}

static void within(void **state)
{
	(void)state;
	assert_int_equal(text_within("", 3), 0);
	assert_int_equal(text_within("abc", 3), 3);
	assert_int_equal(text_within("abcd", 3), 3);
	assert_int_equal(text_within("長い名前", 12), 12);
	assert_int_equal(text_within("長い名前", 11), 9);
	assert_int_equal(text_within("長い", 2), 0);
	assert_int_equal(text_within("a\xc3\xa9", 2), 1);
}

static void nothing_is_an_order_to_a_terminal(void **state)
{
	static const char hostile[] = "a\x1b[31m\xe2\x80\xae\tb\n\x7f\xf3\xa0\x80\x81\xff炉";
	struct out o;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	text_put(&o, text_of(hostile, sizeof hostile - 1));
	assert_string_equal(out_bytes(&o, NULL), "a<1b>[31m<202E>\tb\n<7f><E0001><ff>炉");
	out_clear(&o);
	assert_int_equal(out_init(&o, -1), 0);
	for (int i = 0; i < 3000; i++)
		text_put(&o, text_z("長"));
	assert_int_equal(o.total, 9000);
	out_clear(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(within),
		cmocka_unit_test(plain_text_stays),
		cmocka_unit_test(control_and_bidi_characters_are_codes),
		cmocka_unit_test(nothing_is_an_order_to_a_terminal),
		cmocka_unit_test(shift_jis_is_read),
		cmocka_unit_test(what_is_no_shift_jis_stays_bytes),
		cmocka_unit_test(a_cut_name_stays_what_it_was),
		cmocka_unit_test(what_shows_nothing_is_said),
		cmocka_unit_test(long_text_is_cut_at_a_character),
		cmocka_unit_test(addresses_read_and_write),
		cmocka_unit_test(json_escapes),
		cmocka_unit_test(csv_is_formula_safe_and_html_is_text),
		cmocka_unit_test(a_memory_out_grows),
		cmocka_unit_test(a_full_disk_is_told),
		cmocka_unit_test(an_arena_ends_at_its_limit),
		cmocka_unit_test(columns_count_wide_characters_twice),
		cmocka_unit_test(ledgers_are_converted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
