/* Words of text protocols and the XML scan. */
#include "recorder.h"

#include "decode/words.h"
#include "decode/xml.h"

static struct text z(const char *s) { return text_z(s); }
static bool is(struct text t, const char *s) { return t.n == strlen(s) && memcmp(t.s, s, t.n) == 0; }

static void test_headers(void **state)
{
	struct text name, value;

	(void)state;
	assert_true(words_header(z("Server:  nginx/1.2 "), &name, &value));
	assert_true(is(name, "Server") && is(value, "nginx/1.2"));
	assert_false(words_header(z(": no name"), &name, &value));
	assert_false(words_header(z("no colon"), &name, &value));
	assert_true(
		is(words_parameter(z("Digest realm=\"a, b\", nonce=\"x=y\", qop=auth"), "realm"), "a, b"));
	assert_true(is(words_parameter(z("Digest realm=\"a, b\", nonce=\"x=y\", qop=auth"), "nonce"), "x=y"));
	assert_true(is(words_parameter(z("a; b=2 ;c=3"), "b"), "2"));
	assert_int_equal(words_parameter(z("a; b=2"), "c").n, 0);
}

static void test_numbers(void **state)
{
	uint64_t n;
	double d;

	(void)state;
	assert_true(words_number(z("1aF"), 16, &n) && n == 0x1af);
	assert_false(words_number(z("12x"), 10, &n));
	assert_false(words_number(z(""), 10, &n));
	assert_false(words_number(z("9999999999999999999999"), 10, &n));
	assert_true(words_double(z(" -12.5e1 "), &d) && d == -125);
	assert_false(words_double(z("nan"), &d));
	assert_false(words_double(z("1e999"), &d));
	assert_false(words_double(z("1.2.3"), &d));
	assert_false(words_double(z("0x10"), &d));
}

static void test_base64(void **state)
{
	uint8_t out[8];

	(void)state;
	assert_int_equal(words_base64(z("YWRtaW46"), out, sizeof out), 6);
	assert_memory_equal(out, "admin:", 6);
	assert_int_equal(words_base64(z("YQ=="), out, sizeof out), 1);
	assert_int_equal(words_base64(z("Y!Q="), out, sizeof out), -1);
	assert_int_equal(words_base64(z("YWRtaW46YWRtaW46YWRtaW46"), out, sizeof out), -1);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(words_is_domain(z("plc.example.co.jp")));
	assert_false(words_is_domain(z("192.0.2.1")));
	assert_false(words_is_domain(z("[2001:db8::1]")));
	assert_false(words_is_domain(z("localhost")));
	assert_false(words_is_domain(z("a b.c")));
	assert_true(words_is_address(z("2001:db8::1")));
}

static void leaf(void *ctx, struct text element, struct text value)
{
	note(ctx, "%.*s=%.*s\n", (int)element.n, element.s, (int)value.n, value.s);
}

static const char page[] = "<?xml version=\"1.0\"?><!-- <a>no</a> --><r:root xmlns='x>y'><s:name "
			   "id=\"1>2\">A &amp; B&#33;</s:name>"
			   "<empty/><deep><x>1</x> tail</deep><title\n>T</title><none></none></r:root>";

static void test_xml(void **state)
{
	static struct play p;

	(void)state;
	for (size_t step = 1; step < 40; step += 7) {
		struct xml x = {0};

		p.e.n = 0;
		for (size_t i = 0; i < sizeof page - 1; i += step) {
			size_t n = sizeof page - 1 - i;

			xml_feed(&x, text_of(page + i, n < step ? n : step), leaf, &p.e);
		}
		assert_string_equal(p.e.log, "name=A & B!\nx=1\ntitle=T\n");
	}
}

static void test_xml_inner(void **state)
{
	struct text t;

	(void)state;
	assert_true(xml_inner(z(page), "name", &t) && is(t, "A &amp; B&#33;"));
	assert_true(xml_inner(z("<a:Types>x y</a:Types>"), "Types", &t) && is(t, "x y"));
	assert_false(xml_inner(z("<a:Types>x y"), "Types", &t));
	assert_true(xml_inner(z("<Types x=\"</Types\">real</Types>"), "Types", &t) && is(t, "real"));
	assert_false(xml_inner(z("<Types"), "Types", &t));
	assert_false(xml_inner(z("<"), "Types", &t));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_headers), cmocka_unit_test(test_numbers),
					   cmocka_unit_test(test_base64),  cmocka_unit_test(test_names),
					   cmocka_unit_test(test_xml),     cmocka_unit_test(test_xml_inner)};

	return cmocka_run_group_tests_name("decode-words", tests, NULL, NULL);
}
