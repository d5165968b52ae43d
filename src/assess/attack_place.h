/* Where an attack hangs, as text (attack.h): "d3", "d3~d7", "sensor~outside". Inside the room. */
#ifndef MIMAMORI_ASSESS_ATTACK_PLACE_H
#define MIMAMORI_ASSESS_ATTACK_PLACE_H

#include "assess/attack.h"

struct place {
	char near[ATTACK_PLACE], far[ATTACK_PLACE]; /* far "": an element */
};

/* Takes text apart. 0, or -EINVAL: an end is no number of a device, a record or an outside, and no kind. */
int place_read(const char *text, struct place *ret);
void place_text(const struct place *p, char ret[ATTACK_PLACE]);

/* "d3": 3 of letter 'd'; 0: it is none. */
int64_t place_number(const char *end, char letter);
bool place_is_kind(const struct place *p); /* both ends are kinds */

/* Devices that were merged since are followed to the one that stayed. */
void place_follow(struct store *s, struct place *p);

/* Does it exist: each device, record and outside? 0, or -ENOENT and the end that does not. */
int place_exists(struct store *s, const struct place *p, const char **ret_end);

#endif
