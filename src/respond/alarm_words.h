/* What a detector is called and says to people (data/detectors/NAME.yaml, packed by tools/detectors.py), and
 * how its signals become alarms: from when on, until when, grouped by whom, which lamp. Sentences have the
 * holes {by} {on} {key} and the values of its signals; where one may be missing there is a second form. */
#ifndef MIMAMORI_RESPOND_ALARM_WORDS_H
#define MIMAMORI_RESPOND_ALARM_WORDS_H

#include "assess/assess.h"
#include "base/lang.h"

#include <stdint.h>

enum alarm_lamp { ALARM_LAMP_NONE, ALARM_LAMP_DEVICE, ALARM_LAMP_DATA };
enum alarm_ends {
	ALARM_ENDS_CONDITION, /* its detector says that it is over, and so it stays for ends_after */
	ALARM_ENDS_QUIET,     /* no signal for ends_after */
	ALARM_ENDS_PERSON     /* latched: when somebody acknowledged or dismissed it and it is over */
};

enum { ALARM_STEPS = 4 };

struct alarm_words {
	const char *name;
	unsigned version;
	enum severity severity; /* INFO: history only, never an alarm */
	enum alarm_lamp lamp;
	bool by_on;     /* grouped by whom it concerns; else by who caused it */
	bool work_hold; /* raises nothing while a work window covers it; else it is shown with the window */
	bool approved_ends; /* approving the profile of a device concerned ends it; withdrawing that begins it
			       again */
	uint32_t raise_after, raise_count; /* s that it must last, and signals needed */
	enum alarm_ends ends;
	uint32_t ends_after;              /* s */
	uint32_t many_count, many_within; /* so many devices within so many s are one alarm; 0: never */
	const char *const *items, *const *techniques; /* NULL-terminated, as the next two */
	const char *const *values;                    /* of its signals */
	const char *const *follows; /* consequence of these: while such an alarm of the device stands, part of
				       it */
	struct sentence title, expected, came;
	struct sentence many_title, many_expected, many_came; /* holes {devices} {count}; ja NULL: none */
	const char *first[LANG_COUNT][ALARM_STEPS + 1];       /* what to do first, in order */
	const char *dont[LANG_COUNT][ALARM_STEPS + 1];        /* what not to do */
};

extern const struct alarm_words alarm_words[]; /* sorted by name; ended by name NULL */
extern const size_t alarm_words_count;

const struct alarm_words *alarm_words_of(const char *detector); /* NULL: none */

/* Names of alarms that no detector says: alarms.h itself does. */
#define ALARM_MANY_SOURCES "many-sources" /* claimed ones: probably forged */
#define ALARM_MANY_CAUSES  "many-causes"  /* more than can be shown one by one */

#endif
