/* In which VLANs devices are, by the tags of what they send themselves; what a router passes on in other VLANs is not theirs. */
#include "scene.h"

static struct scene s;

static void tagged(const char *mac, const char *ip, uint16_t vlan)
{
	struct sighting f = {.when = scene_now(&s), .bytes = 100, .ttl = 64, .vlan = vlan};

	f.at.n = ++s.n;
	f.from = scene_who(mac, ip);
	f.to = scene_who("00:1b:1b:00:00:99", NULL);
	s.sink.sighting(s.sink.ctx, &f);
}

#define VLANS_OF(mac)                                                                                        \
	scene_text(&s, "SELECT coalesce(group_concat(value, ' '), '') FROM (SELECT f.value FROM fact f "     \
		       "JOIN device d ON "                                                                   \
		       "d.id = f.device WHERE d.mac = '" mac                                                 \
		       "' AND f.field = 'vlan' AND f.source = '802.1q' ORDER BY f.value)")

static void tags_are_told_of_who_sends(void **state)
{
	(void)state;
	scene_init(&s, NULL);
	tagged("00:1b:1b:00:00:01", "10.1.1.1", 10);
	tagged("00:1b:1b:00:00:01", "10.1.1.1", 10);
	tagged("00:1b:1b:00:00:02", "10.1.1.2", 0); /* none, or only a priority */
	scene_claim(&s, "00:1b:1b:00:00:03", "10.1.1.3");
	tagged("00:1b:1b:00:00:03", "10.1.1.3", 10); /* a server with a foot in each */
	scene_claim(&s, "00:1b:1b:00:00:03", "10.1.2.3");
	tagged("00:1b:1b:00:00:03", "10.1.2.3", 20);
	scene_fact(&s, FACT_ROUTER, "00:1b:1b:00:00:04", "10.1.1.4", ""); /* a router, in all of them */
	tagged("00:1b:1b:00:00:04", "10.1.1.4", 30);
	scene_end(&s);
	assert_string_equal(VLANS_OF("00:1b:1b:00:00:01"), "10");
	assert_string_equal(VLANS_OF("00:1b:1b:00:00:02"), "");
	assert_string_equal(VLANS_OF("00:1b:1b:00:00:03"), "10 20");
	assert_string_equal(VLANS_OF("00:1b:1b:00:00:04"), "");
	scene_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(tags_are_told_of_who_sends)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
