/* Measured controls: what was seen to protect a device from outside of it, or seen not to
 * (data/controls/NAME.yaml, packed at build time by tools/controls.py; docs/adding/control.md). Silence is
 * never proof: a control holds only on a device where the protection itself was seen at work (somebody was
 * refused, a handshake was encrypted, an alarm was answered), and says what was seen and since when. It is
 * broken where the opposite was seen, which outweighs any number of times it worked. On all other devices it
 * is not measured, and there is no row.
 *
 * controls_make() asks them all and fills table control_held. weakness_make() fills table weakness: findings
 * that tell of a flaw of the device itself, which stands as long as it is not mended (data/weaknesses.yaml),
 * each with the control of another layer that covers it, if one is measured to hold there. Both are part of
 * each judging (assess.h) and computed anew each time. */
#ifndef MIMAMORI_ASSESS_CONTROL_H
#define MIMAMORI_ASSESS_CONTROL_H

#include "assess/run.h"
#include "base/lang.h"

#include <stddef.h>
#include <stdint.h>

enum control_layer {
	CONTROL_NETWORK,
	CONTROL_RADIO,
	CONTROL_BOUNDARY,
	CONTROL_MONITORING,
	CONTROL_IDENTITY,
	CONTROL_LAYERS
};
const char *control_layer_token(enum control_layer l);

struct control {
	const char *name;
	unsigned version;
	enum control_layer layer;
	unsigned threats; /* bit n: IPA's threat n of twelve, which it makes harder */
	const char *title[LANG_COUNT], *does[LANG_COUNT]; /* what it is; what it keeps away */
	/* What was seen; holes {count} {since} {about}. */
	const char *held_words[LANG_COUNT], *broken_words[LANG_COUNT];
	const char *held, *broken; /* SELECT device, since, count, about, packet */
	const char *given;         /* a setting without which there are no rows; or NULL */
};

extern const struct control controls[]; /* by name */
extern const size_t control_count;
const struct control *control_named(const char *name); /* or NULL */
/* "Since 2026-11-02 sign-ins were refused ...": what was seen, of a row of control_held. about: a device's
 * name, or NULL. Returns buf. */
char *control_seen(const struct control *c, bool held, int64_t count, const char *since, const char *about,
		   enum language l, char *buf, size_t room);

/* What it takes to use a flaw, easiest first. */
enum first_ease { EASE_DEFAULT, EASE_OPEN, EASE_CLEAR, EASE_OLD, EASE_FLAW, EASE_NONE };
const char *
first_ease_token(enum first_ease e); /* default-password no-sign-in clear-sign-in old-system flaw none */

/* A check whose findings are flaws of the device itself. */
struct weak_check {
	const char *check;
	enum first_ease ease;
	const char *const *covered_by; /* controls of another layer than the flaw's, NULL-terminated */
};

extern const struct weak_check weak_checks[]; /* by name */
extern const size_t weak_check_count;
const struct weak_check *weak_check(const char *check); /* or NULL: its findings are no flaw of a device */

int controls_make(struct run *r);
int weakness_make(struct run *r);

#endif
