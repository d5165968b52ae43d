/* Who is a device, and which addresses are its own (issue 2, item 4): scenes of small networks. */
#include "scene.h"

#define HOST   "b8:27:eb:00:00:01"
#define HOST_2 "b8:27:eb:00:00:02"
#define ROUTER "ac:44:f2:00:00:01"

static void a_mac_with_its_addresses_is_one_device(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, HOST, "192.168.1.10");
	scene_frame(&s, HOST, "192.168.1.10", 64);
	scene_frame(&s, HOST, "fe80::1234", 255);
	scene_frame(&s, HOST, "0.0.0.0", 64);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_int_equal(scene_int(&s, "SELECT packets FROM device"), 4);
	assert_string_equal(scene_text(&s, "SELECT mac FROM device"), HOST);
	assert_string_equal(scene_text(&s, "SELECT ip FROM device"), "192.168.1.10");
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM address WHERE kind = 'ip'"), 2);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM address WHERE value IN ('0.0.0.0', '::')"), 0);
	scene_clear(&s);
}

static void who_only_is_spoken_about_is_no_device(void **state)
{
	struct scene s;
	struct flow f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, HOST, "192.168.1.10", 64);
	scene_fact(&s, FACT_NAME, NULL, "192.168.1.77", "asked-for");
	f = scene_flow_of(&s, scene_who(HOST, "192.168.1.10"), scene_who(NULL, "192.168.1.77"), 80);
	f.answered = FLOW_UNANSWERED;
	scene_flow(&s, &f);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_int_equal(scene_int(&s, "SELECT server FROM flow"), INT64_MIN);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM outside"), 0);
	scene_clear(&s);
}

static void hosts_behind_a_router_are_devices_without_mac(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, ROUTER, "192.168.1.1");
	scene_frame(&s, ROUTER, "10.0.5.7", 63);
	scene_frame(&s, ROUTER, "10.0.5.8", 127);
	scene_frame(&s, ROUTER, "203.0.113.9", 54);
	scene_claim(&s, HOST, "192.168.1.10");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 4);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device WHERE router = 1"), 1);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device WHERE mac IS NULL AND behind = 1"), 2);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM address WHERE device = 1 AND kind = 'ip'"), 1);
	assert_string_equal(scene_text(&s, "SELECT ip FROM device WHERE router = 1"), "192.168.1.1");
	assert_int_equal(scene_int(&s, "SELECT hidden FROM device WHERE router = 1"), 1);
	scene_clear(&s);
}

static void a_host_seen_on_both_sides_of_a_router_is_one(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, HOST, "10.0.5.7");
	scene_claim(&s, ROUTER, "192.168.1.1");
	scene_frame(&s, ROUTER, "10.0.5.7", 63);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 2);
	assert_int_equal(scene_int(&s, "SELECT packets FROM device WHERE mac = '" HOST "'"), 2);
	scene_clear(&s);
}

static void an_address_change_is_no_router(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, HOST, "192.168.0.60", 64);
	scene_frame(&s, HOST, "10.10.10.176", 64);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_int_equal(scene_int(&s, "SELECT router FROM device"), 0);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM address WHERE kind = 'ip'"), 2);
	scene_clear(&s);
}

static void group_shared_and_switch_control_sources_are_none(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, "ff:ff:ff:ff:ff:ff", NULL, 0);
	scene_frame(&s, "01:00:5e:00:00:fb", "224.0.0.251", 255);
	scene_frame(&s, "00:00:5e:00:01:0a", NULL, 0);
	scene_frame(&s, "00:00:0c:07:ac:01", NULL, 0);
	scene_frame_to(&s, "00:1c:0e:87:85:04", NULL, 0, "01:80:c2:00:00:00");
	scene_frame_to(&s, "00:1c:0e:87:85:05", NULL, 0, "01:00:0c:cc:cc:cd");
	scene_fact(&s, FACT_VIRTUAL_MAC, "02:00:00:aa:aa:aa", NULL, "");
	scene_frame(&s, "02:00:00:aa:aa:aa", NULL, 0);
	scene_frame(&s, HOST, NULL, 0);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_string_equal(scene_text(&s, "SELECT mac FROM device"), HOST);
	scene_clear(&s);
}

static void random_macs_are_marked_and_have_no_maker(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, "da:a1:19:00:00:01", "192.168.1.50");
	scene_claim(&s, "00:00:0c:00:00:01", "192.168.1.51");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT random_mac FROM device WHERE id = 1"), 1);
	assert_string_equal(scene_text(&s, "SELECT maker FROM device WHERE id = 1"), "(null)");
	assert_int_equal(scene_int(&s, "SELECT random_mac FROM device WHERE id = 2"), 0);
	assert_string_equal(scene_text(&s, "SELECT maker FROM device WHERE id = 2"), "Cisco Systems");
	scene_clear(&s);
}

static void without_macs_it_goes_by_address(void **state)
{
	struct scene s;
	struct flow f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	scene_frame(&s, NULL, "10.0.0.2", 64);
	scene_frame(&s, NULL, "198.51.100.7", 50);
	f = scene_flow_of(&s, scene_who(NULL, "10.0.0.1"), scene_who(NULL, "198.51.100.7"), 443);
	scene_flow(&s, &f);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 2);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM outside"), 1);
	assert_string_equal(scene_text(&s, "SELECT network FROM outside"), "198.51.100.0/24");
	assert_int_equal(scene_int(&s, "SELECT client FROM flow"), 1);
	assert_int_equal(scene_int(&s, "SELECT server_outside FROM flow"), 1);
	scene_clear(&s);
}

static void a_public_address_that_answers_arp_is_on_site(void **state)
{
	struct prefix home;
	struct inventory_options o = {.home = &home, .home_count = 1};
	struct scene s;

	(void)state;
	assert_true(prefix_parse("203.0.113.0/24", &home));
	scene_init(&s, &o);
	scene_claim(&s, HOST, "198.51.100.20");
	scene_frame(&s, HOST_2, "203.0.113.5", 64);
	scene_end(&s);
	assert_string_equal(scene_text(&s, "SELECT ip FROM device WHERE mac = '" HOST "'"), "198.51.100.20");
	assert_string_equal(scene_text(&s, "SELECT ip FROM device WHERE mac = '" HOST_2 "'"), "203.0.113.5");
	scene_clear(&s);
}

static void ports_of_one_switch_are_one_device(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_frame_to(&s, "00:1a:eb:00:01:01", NULL, 0, "01:80:c2:00:00:0e");
	scene_fact(&s, FACT_PROPERTY, "00:1a:eb:00:01:01", NULL, "chassis=00:1a:eb:00:00:01");
	scene_frame_to(&s, "00:1a:eb:00:01:02", NULL, 0, "01:80:c2:00:00:0e");
	scene_fact(&s, FACT_PROPERTY, "00:1a:eb:00:01:02", NULL, "chassis=00:1a:eb:00:00:01");
	scene_claim(&s, "00:1a:eb:00:00:01", "192.168.1.2");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_string_equal(scene_text(&s, "SELECT mac FROM device"), "00:1a:eb:00:00:01");
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM address WHERE kind = 'mac'"), 3);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM fact WHERE field = 'merged'"), 2);
	assert_int_equal(scene_int(&s, "SELECT first_packet FROM device"), 1);
	scene_clear(&s);
}

static void an_ipv6_address_made_of_a_mac_is_that_device(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, HOST, "192.168.1.10");
	scene_frame(&s, NULL, "fd00::ba27:ebff:fe00:1", 64);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_string_equal(scene_text(&s, "SELECT value FROM fact WHERE field = 'merged'"),
			    "eui-64: fd00::ba27:ebff:fe00:1");
	scene_clear(&s);
}

static void what_stands_behind_a_gateway_is_said(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_claim(&s, HOST, "192.168.1.10");
	scene_fact(&s, FACT_UNIT_ID, HOST, "192.168.1.10", "1");
	scene_fact(&s, FACT_UNIT_ID, HOST, "192.168.1.10", "2");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
	assert_int_equal(scene_int(&s, "SELECT hidden FROM device"), 1);
	scene_clear(&s);
}

static void numbers_follow_the_first_frame(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_fact(&s, FACT_NAME, HOST_2, NULL, "later");
	scene_frame(&s, ROUTER, NULL, 0);
	scene_frame(&s, HOST, NULL, 0);
	scene_frame(&s, HOST_2, NULL, 0);
	scene_end(&s);
	assert_string_equal(scene_text(&s, "SELECT mac FROM device WHERE id = 1"), ROUTER);
	assert_string_equal(scene_text(&s, "SELECT mac FROM device WHERE id = 2"), HOST);
	assert_string_equal(scene_text(&s, "SELECT name FROM device WHERE id = 3"), "later");
	scene_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mac_with_its_addresses_is_one_device),
		cmocka_unit_test(who_only_is_spoken_about_is_no_device),
		cmocka_unit_test(hosts_behind_a_router_are_devices_without_mac),
		cmocka_unit_test(a_host_seen_on_both_sides_of_a_router_is_one),
		cmocka_unit_test(an_address_change_is_no_router),
		cmocka_unit_test(group_shared_and_switch_control_sources_are_none),
		cmocka_unit_test(random_macs_are_marked_and_have_no_maker),
		cmocka_unit_test(without_macs_it_goes_by_address),
		cmocka_unit_test(a_public_address_that_answers_arp_is_on_site),
		cmocka_unit_test(ports_of_one_switch_are_one_device),
		cmocka_unit_test(an_ipv6_address_made_of_a_mac_is_that_device),
		cmocka_unit_test(what_stands_behind_a_gateway_is_said),
		cmocka_unit_test(numbers_follow_the_first_frame),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
