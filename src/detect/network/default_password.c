/* A sign-in with a password that its maker published. Accepted: whoever reads the manual is in. Not answered
 * in sight: only pairs that anybody ships say something, the others fit one maker's devices. Once for each
 * client and server: what goes on for months is a finding (data/checks), not an alarm every minute. */
#include "detect/known.h"
#include "detect/recent.h"

#include "decode/secret.h"

#include <errno.h>
#include <stdio.h>

enum { USED_MAX = 8192, MAKERS_OF_ANYBODY = 12 /* as in inventory/defaults.c */ };

struct used { /* key: up to port */
	struct who by, on;
	uint16_t protocol, port;

	uint32_t accepted; /* told as accepted */
	uint32_t uses, pad;
	int64_t last;
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table used = {"default-password", sizeof(struct used),
						 offsetof(struct used, accepted), USED_MAX, 1};

	*ret_state = detect_table(d, &used);
	return *ret_state ? 0 : -ENOMEM;
}

static bool is_anybodys(uint32_t pair)
{
	const char *vendor;
	unsigned i = 0;

	for (; (vendor = secret_vendor(pair, i)); i++)
		if (strcmp(vendor, "*") == 0)
			return true;
	return i >= MAKERS_OF_ANYBODY;
}

/* The community "public" is tried on everybody by each driver and inventory program: a finding, no alarm. */
static bool tells(const struct fact *f)
{
	if (f->kind != FACT_LOGIN || f->source == PROTO_snmp || f->num[3] <= 0 || f->num[3] > UINT32_MAX)
		return false;
	return f->num[0] == LOGIN_OK ||
	       (f->num[0] == LOGIN_UNKNOWN && f->transport == 6 && is_anybodys((uint32_t)f->num[3]));
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	struct signal s = {.detector = "default-password", .when = f->when, .packet = f->at};
	bool accepted = f->num[0] == LOGIN_OK;
	struct used key, *u;

	if (!tells(f))
		return;
	memset(&key, 0, sizeof key);
	key.by = known_key(d, &f->about);
	key.on = known_key(d, &f->peer);
	key.protocol = f->source;
	key.port = f->port;
	u = recent_row(state, &key,
		       &(struct recent){offsetof(struct used, last), offsetof(struct used, uses)});
	if (!u || (u->uses++ > 0 && u->accepted >= accepted))
		return;
	u->last = detect_watched(d);
	u->accepted |= accepted;
	s.by = f->about;
	s.on = f->peer;
	snprintf(s.key, sizeof s.key, "%s/%u", protocol_token(f->source), f->port);
	signal_value(&s, "protocol", "%s", protocol_title(f->source));
	signal_value(&s, "port", "%u", f->port);
	detect_say(d, &s);
}

const struct detector default_password_detector = {
	.name = "default-password", .facts = DETECT_FACT(LOGIN), .begin = begin, .fact = on_fact};
