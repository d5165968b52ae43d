/* What people bring or registries give: the ledger, the table of countries, makers, registered domains, kinds
 * by words. */
#include "test.h"

#include "inventory/countries.h"
#include "inventory/kinds.h"
#include "inventory/ledger.h"
#include "inventory/makers.h"
#include "inventory/outside.h"

#include <string.h>

static int parse(const char *s, struct ledger *l, struct err *e)
{
	return ledger_parse(s, strlen(s), "list.csv", l, e);
}

static void ledger_headings_are_known_in_both_languages(void **state)
{
	struct ledger l;
	struct err e;

	(void)state;
	assert_int_equal(
		parse("\xef\xbb\xbf設備番号,機器名,ＭＡＣアドレス,IPアドレス,ライン,設置場所,担当者\r\n"
		      "P-1,\"炉, 前\",00-11-22-33-44-55,192.168.1.5,1号,C4,山田\r\n",
		      &l, &e),
		0);
	assert_string_equal(l.encoding, "UTF-8");
	assert_int_equal(l.count, 1);
	assert_string_equal(l.rows[0].number, "P-1");
	assert_string_equal(l.rows[0].name, "炉, 前");
	assert_string_equal(l.rows[0].owner, "山田");
	assert_int_equal(l.rows[0].mac.b[5], 0x55);
	assert_string_equal(l.heading[LEDGER_IP], "IPアドレス");
	ledger_clear(&l);
	assert_int_equal(
		parse("Asset No;Device name;MAC Address;Location\nA7;PLC;001122334455;Hall\n", &l, &e), 0);
	assert_string_equal(l.rows[0].place, "Hall");
	assert_string_equal(l.rows[0].number, "A7");
	ledger_clear(&l);
}

static void ledger_in_shift_jis_reads_the_same(void **state)
{
	static const char text[] =
		"\x90\xdd\x94\xf5\x94\xd4\x8d\x86,MAC\x83\x41\x83\x68\x83\x8c\x83\x58\nX,00:11:22:33:44:55\n";
	struct ledger l;
	struct err e;

	(void)state;
	assert_int_equal(parse(text, &l, &e), 0);
	assert_string_equal(l.encoding, "Shift_JIS");
	assert_string_equal(l.heading[LEDGER_NUMBER], "設備番号");
	assert_string_equal(l.rows[0].number, "X");
	ledger_clear(&l);
}

static void ledger_bad_rows_are_named_by_line(void **state)
{
	struct ledger l;
	struct err e;

	(void)state;
	assert_int_equal(parse("name,mac,ip\n"
			       "\"two\nlines\",00:11:22:33:44:55,\n"
			       "typo,00:11:22:33:44,\n"
			       "\n"
			       "nothing,,\n"
			       "again,00:11:22:33:44:55,\n"
			       "by address,,192.168.1.9\n",
			       &l, &e),
			 0);
	assert_int_equal(l.count, 2);
	assert_int_equal(l.bad_count, 3);
	assert_int_equal(l.bad[0].line_no, 4);
	assert_string_equal(l.bad[0].reason, "bad-mac");
	assert_int_equal(l.bad[1].line_no, 6);
	assert_string_equal(l.bad[1].reason, "no-address");
	assert_string_equal(l.bad[2].reason, "twice");
	ledger_clear(&l);
}

static void ledger_without_headings_is_guessed_by_content(void **state)
{
	struct ledger l;
	struct err e;

	(void)state;
	assert_int_equal(parse("pump,192.168.1.4,00:11:22:33:44:55\n", &l, &e), 0);
	assert_true(l.guessed[LEDGER_MAC]);
	assert_int_equal(l.column[LEDGER_MAC], 2);
	assert_int_equal(l.column[LEDGER_IP], 1);
	ledger_clear(&l);
	assert_true(parse("name,colour\nx,red\n", &l, &e) < 0);
	assert_string_equal(e.key, "ledger-no-address-column");
	assert_true(parse("", &l, &e) < 0);
	assert_true(ledger_read("/", &l, &e) < 0);
	assert_string_equal(e.key, "ledger-unreadable");
}

static const char *country(const struct countries *c, const char *ip)
{
	struct ip a;
	const char *code;

	assert_true(ip_parse(ip, &a));
	code = countries_of(c, a);
	return code ? code : "";
}

static void countries_by_prefix_and_by_range(void **state)
{
	static const char text[] =
		"# comment\nnetwork,country\n203.0.113.0/24,JP\n198.51.100.0,198.51.100.255,us\n"
		"203.0.113.128/25,DE\n2001:db8::/32,FR\nbroken,X\n";
	struct countries c;
	struct err e;

	(void)state;
	assert_int_equal(countries_parse(text, sizeof text - 1, "c.csv", &c, &e), 0);
	assert_string_equal(country(&c, "203.0.113.1"), "JP");
	assert_string_equal(country(&c, "203.0.113.200"), "DE");
	assert_string_equal(country(&c, "198.51.100.255"), "US");
	assert_string_equal(country(&c, "198.51.101.0"), "");
	assert_string_equal(country(&c, "2001:db8:1::1"), "FR");
	assert_int_equal(c.bad_lines, 2);
	countries_clear(&c);
}

static const char *maker(const char *mac)
{
	struct mac m;
	const char *name;

	assert_true(mac_parse(mac, &m));
	name = maker_of(m);
	return name ? name : "";
}

static void makers_by_the_longest_prefix(void **state)
{
	(void)state;
	assert_string_equal(maker("00:00:0c:12:34:56"), "Cisco Systems");
	assert_string_equal(maker("94:10:3e:41:c2:05"), "Belkin");
	assert_string_equal(maker("74:1a:e0:9f:ff:ff"), ""); /* a private block of 28 bits */
	assert_string_equal(maker("da:a1:19:00:00:01"), ""); /* locally administered */
	assert_string_equal(maker("01:00:5e:00:00:01"), ""); /* a group */
	assert_true(makers_24_count > 20000);
	for (size_t i = 1; i < makers_24_count; i++)
		assert_true(makers_24[i - 1].prefix < makers_24[i].prefix);
}

static void domains_as_they_are_registered(void **state)
{
	static const struct {
		const char *host, *domain;
	} cases[] = {{"cdn.Example.com.", "example.com"},
		     {"a.b.example.co.jp", "example.co.jp"},
		     {"example.co.jp", "example.co.jp"},
		     {"*.cloud.example.org", "example.org"},
		     {"pc-7.local", ""},
		     {"printer", ""},
		     {"192.168.1.1", ""},
		     {"plant.duckdns.org", "plant.duckdns.org"},
		     {"5.1.168.192.in-addr.arpa", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char domain[128] = "";

		domain_registered(text_z(cases[i].host), domain);
		assert_string_equal(domain, cases[i].domain);
	}
}

static void best(void *ctx, const struct kind_rule *r)
{
	const struct kind_rule **b = ctx;

	if (r->outcome == TELLS_KIND && (!*b || r->weight > (*b)->weight))
		*b = r;
}

static const char *kind_by(enum rule_class class, const char *text)
{
	const struct kind_rule *r = NULL;

	kinds_match(class, text_z(text), best, &r);
	return r ? r->value : "";
}

static void words_tell_kinds(void **state)
{
	(void)state;
	assert_string_equal(kind_by(RULE_WORDS, "Network Camera NWC-100"), "camera");
	assert_string_equal(kind_by(RULE_WORDS, "ネットワークカメラ 3号"), "camera");
	assert_string_equal(kind_by(RULE_WORDS, "HP LaserJet 400"), "printer");
	assert_string_equal(kind_by(RULE_WORDS, "camel"), "");
	assert_string_equal(kind_by(RULE_MODELS, "DSP-W215"), "actuator");
	assert_string_equal(kind_by(RULE_MODELS, "D-Link DCS-935L"), "camera");
	assert_string_equal(kind_by(RULE_SERVICES, "modbus"), "plc");
	assert_string_equal(kind_by(RULE_DOMAINS, "api.FITBIT.com"), "appliance");
	assert_string_equal(kind_by(RULE_DOMAINS, "notfitbit.com"), "");
	assert_string_equal(kind_by(RULE_VENDORS, "MSFT 5.0"), "pc");
	assert_string_equal(kind_by(RULE_WORDS, ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ledger_headings_are_known_in_both_languages),
		cmocka_unit_test(ledger_in_shift_jis_reads_the_same),
		cmocka_unit_test(ledger_bad_rows_are_named_by_line),
		cmocka_unit_test(ledger_without_headings_is_guessed_by_content),
		cmocka_unit_test(countries_by_prefix_and_by_range),
		cmocka_unit_test(makers_by_the_longest_prefix),
		cmocka_unit_test(domains_as_they_are_registered),
		cmocka_unit_test(words_tell_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
