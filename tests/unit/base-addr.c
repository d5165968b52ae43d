/* Addresses as people write them. */
#include "test.h"

#include "base/addr.h"

static void macs_in_every_spelling(void **state)
{
	static const char *const same[] = {"00:1b:1C:aa:bb:cc", "00-1B-1C-AA-BB-CC", "001b.1caa.bbcc",
					   "001b1caabbcc",      "001b1c-aabbcc",     "001b:1caa:bbcc"};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct mac m;
		char text[MAC_TEXT];

		assert_true(mac_parse(same[i], &m));
		assert_string_equal(mac_text(m, text), "00:1b:1c:aa:bb:cc");
	}
}

/* Twelve hexadecimal digits with separators are not yet a MAC. */
static void ip_addresses_are_no_macs(void **state)
{
	static const char *const not_macs[] = {"192.168.100.200",
					       "239.255.255.250",
					       "ff02::1:ff31:a10",
					       "00:1b:1c:aa:bb",
					       "00:1b:1c:aa:bb:cc:dd",
					       "00:1b-1c:aa:bb:cc",
					       "0:01b:1c:aa:bb:cc",
					       "001b1caabbcc:",
					       ":001b1caabbcc",
					       "00.1b.1c.aa.bb.cc",
					       "",
					       "g01b1caabbcc"};

	(void)state;
	for (size_t i = 0; i < sizeof not_macs / sizeof *not_macs; i++) {
		struct mac m;

		assert_false(mac_parse(not_macs[i], &m));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(macs_in_every_spelling),
		cmocka_unit_test(ip_addresses_are_no_macs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
