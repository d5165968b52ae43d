/* Helper programs that core has run by gate, because it may start none itself: which there are. */
#ifndef MIMAMORI_DAEMON_PRESS_H
#define MIMAMORI_DAEMON_PRESS_H

#include "base/child.h"

#include <stdbool.h>

/* Their numbers cross the line; nothing else of the command line does. */
struct press_form {
	const char *program, *word; /* word: its first argument, or NULL */
	bool folder;                /* then an empty folder for what it writes on the way, made by gate */
};
enum { PRESS_FORM_COUNT = 5 };
extern const struct press_form press_forms[PRESS_FORM_COUNT];

/* A child_starter (base/child.h) for core and its readers: asks gate over the line. A folder that c names is
 * not used. -ENOTSUP: no such form; -EAGAIN: gate does not listen. */
int press_by_gate(const struct child *c, int in, int out);

#endif
