/* Somebody signs in to equipment who never did before, and whom nobody approved as its partner. Only where
 * the kind of the server is known to be equipment (or its profile is approved): people sign in to servers and
 * pages of offices all day. While nothing is approved this is history. */
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>

enum { SEEN_MAX = 16384 };

struct seen { /* key: up to protocol */
	struct who by, on;
	uint32_t protocol;

	uint32_t times;
	int64_t last; /* watched */
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table seen = {"sign-in-attempt", sizeof(struct seen),
						 offsetof(struct seen, times), SEEN_MAX, 1};

	*ret_state = detect_table(d, &seen);
	return *ret_state ? 0 : -ENOMEM;
}

static bool is_equipment(const char *kind)
{
	static const char *const kinds[] = {
		"plc", "hmi", "sensor", "actuator", "iot-gateway", "camera", "engineering-station", "ups"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static bool is_approved(const struct detect *d, const struct known_device *server, const struct who *client)
{
	const struct known_device *c = known_who(d, client);

	return server->approved && (c ? known_peer(d, server, c->id) : known_outside(d, server, client->ip));
}

/* Equal ones within one moment (a browser opens six connections) are one sign-in: only the first is told. */
static bool is_first(struct table *t, const struct detect *d, const struct fact *f)
{
	struct seen key, *s;

	memset(&key, 0, sizeof key);
	key.by = known_key(d, &f->about);
	key.on = known_key(d, &f->peer);
	key.protocol = f->source;
	s = recent_row(t, &key, &(struct recent){offsetof(struct seen, last), offsetof(struct seen, times)});
	if (!s)
		return false;
	s->last = detect_watched(d);
	return s->times++ == 0;
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	const struct known_device *server;
	struct signal s = {.detector = "sign-in-attempt", .when = f->when, .packet = f->at};

	if (f->kind != FACT_LOGIN || (f->transport == 17 && f->num[0] == LOGIN_UNKNOWN))
		return;
	server = known_who(d, &f->peer);
	if (!server || (!server->approved && !is_equipment(server->kind)) || !is_first(state, d, f))
		return;
	if (is_approved(d, server, &f->about))
		return;
	s.by = f->about;
	s.on = f->peer;
	s.learning = !server->approved;
	snprintf(s.key, sizeof s.key, "%s", protocol_token(f->source));
	signal_value(&s, "protocol", "%s", protocol_title(f->source));
	detect_say(d, &s);
}

const struct detector sign_in_attempt_detector = {
	.name = "sign-in-attempt", .facts = DETECT_FACT(LOGIN), .begin = begin, .fact = on_fact};
