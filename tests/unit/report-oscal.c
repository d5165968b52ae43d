/* What OSCAL's documents are put together from: UUIDs of version 5 by the example of RFC 9562, texts that are
 * no markup whatever they hold, tokens, references. */
#include "test.h"

#include "report/oscal_parts.h"

#include <string.h>

static void made(const char *want, void (*write)(struct out *o, const char *key, const char *text),
		 const char *text)
{
	struct out o;
	const char *bytes;
	size_t n;

	assert_int_equal(out_init(&o, -1), 0);
	write(&o, "k", text);
	bytes = out_bytes(&o, &n);
	assert_string_equal(bytes, want);
	out_clear(&o);
}

/* RFC 9562, appendix A.4. */
static void uuid_of_the_rfc(void **state)
{
	const struct uuid dns = {{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0,
				  0x4f, 0xd4, 0x30, 0xc8}};
	struct uuid u = uuid_of(&dns, "www.example.com");
	char text[UUID_TEXT];

	(void)state;
	assert_string_equal(uuid_text(&u, text), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	u = uuid_of(&dns, "");
	assert_int_equal(uuid_text(&u, text)[14], '5');
	assert_non_null(strchr("89ab", text[19]));
}

static void texts_are_no_markup(void **state)
{
	(void)state;
	made("\"k\":\"a \\\\*b\\\\* \\\\_c\\\\_ \\\\`d\\\\` \\\\[e\\\\](f)\"", oscal_line,
	     "a *b* _c_ `d` [e](f)");
	made("\"k\":\"\\\\\\u003cscript\\\\>\"", oscal_line, "<script>");
	made("\"k\":\"\\\\{\\\\{ insert: param, x \\\\}\\\\}\"", oscal_prose, "{{ insert: param, x }}");
	made("\"k\":\"\\\\\\\\ \\\\\\\"q\\\\\\\"\"", oscal_line, "\\ \"q\"");
}

/* The standard's strings have no outer blanks and are never empty; a line is one line. */
static void blanks_go(void **state)
{
	(void)state;
	made("\"k\":\"a b c\"", oscal_line, " \t a\n b \r\n c\n");
	made("\"k\":\"a\\u000ab\"", oscal_prose, "\n a\nb \n");
	made("\"k\":\"a b\"", oscal_plain, "  a   b ");
	made("", oscal_line, "");
	made("", oscal_line, " \n\t ");
	made("", oscal_prose, NULL);
	made("", oscal_plain, "\x7f");
	made("\"k\":\"盤\"", oscal_line, "\x01盤\x02");
}

static void tokens_are_ncnames(void **state)
{
	(void)state;
	made("\"k\":\"SHA-256\"", oscal_token, "SHA-256");
	made("\"k\":\"_32-3\"", oscal_token, "32-3");
	made("\"k\":\"SR-5.1\"", oscal_token, "SR 5.1");
	made("\"k\":\"a-b\"", oscal_token, "a:b");
}

static void props_are_never_empty(void **state)
{
	struct out o;
	const char *bytes;
	size_t n;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	oscal_prop(&o, "x", "", NULL, "why");
	oscal_prop(&o, "x", NULL, NULL, NULL);
	oscal_prop(&o, "x", " \n", NULL, NULL);
	oscal_prop_time(&o, "x", 0);
	oscal_prop_of(&o, NULL, "x", "");
	bytes = out_bytes(&o, &n);
	assert_int_equal(n, 0);
	oscal_prop(&o, "x", "1", "a b", "why");
	bytes = out_bytes(&o, &n);
	assert_string_equal(bytes, "{\"name\":\"x\",\"ns\":\"" OSCAL_NS
				   "\",\"value\":\"1\",\"class\":\"a-b\",\"remarks\":\"why\"}");
	out_clear(&o);
}

static void files_name_each_other(void **state)
{
	struct oscal ask = {.system = "s1",
			    .sheet = "jssec-2.1",
			    .level = LEVEL_CORE,
			    .mapping = mapping_named("jc-star")};
	char name[OSCAL_FILE];

	(void)state;
	assert_string_equal(oscal_file(&ask, OSCAL_RESULTS, name), "jssec-2.1-s1-results.json");
	assert_string_equal(oscal_file(&ask, OSCAL_PROFILE, name), "jssec-2.1-s1-profile-core.json");
	assert_string_equal(oscal_file(&ask, OSCAL_MAPPING, name), "jssec-2.1-mapping-jc-star.json");
	for (int d = 0; d < OSCAL_DOCUMENTS; d++)
		assert_int_equal(oscal_named(oscal_name((enum oscal_document)d)), d);
	assert_int_equal(oscal_named("ssp"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uuid_of_the_rfc),
		cmocka_unit_test(texts_are_no_markup),
		cmocka_unit_test(blanks_go),
		cmocka_unit_test(tokens_are_ncnames),
		cmocka_unit_test(props_are_never_empty),
		cmocka_unit_test(files_name_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
