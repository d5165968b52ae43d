/* From signals to alarms. A signal says that a detector saw something begin, go on or end; an alarm is what
 * wants somebody to act: all signals of one cause, with one beginning and one end. The cause is who did it
 * (group: by) or whom it happened to (group: on), as the detector's words say (alarm_words.h).
 *
 *	alarms_take()   each signal: memory only, bounded, counted; called from within detect
 *	alarms_tick()   each second: delays, ends, what is silent together, work that is over
 *	alarms_write()  when alarms_pending(): events and rows, inside the caller's transaction
 *	alarms_wrote()  whether that was committed; if not, it stays to be written, with its times
 *
 * What a thing (detector, by, on, key) goes through: on -> lasts raise_after and came raise_count times ->
 * counts towards the alarm of its cause -> off for ends_after (or quiet, or latched). An alarm's severity and
 * sentences are those of its gravest thing. When the last is over, the alarm ends; a cause that comes again
 * within ALARM_AGAIN_S begins the same alarm again.
 *
 * - Three and more ons and offs within a minute: it flaps; the program shelves it for ALARM_FLAP_S and says
 *   so. A critical one is never shelved: it stays on for as long instead.
 * - `claimed` signals prove nothing about who sent them: such an alarm is medium at most, lights no lamp of
 *   `by`, and from the fourth claimed sender within a minute on all are one alarm, many-sources.
 * - Words with `many`: so many alarms within so many seconds become one (the first); the others end joined.
 * - More than ALARMS_RAISED_MOST within a minute, or than the table holds: the rest is gathered in
 *many-causes for as long as it goes on; critical ones are shown by themselves while there is room.
 * - `learning` signals and severity info are history only.
 * - A work window (record work-window) of the device, of its system or of the site: `hold` raises nothing
 *   until the window is over and it still lasts; `show` raises, and names the window. History keeps both.
 * - A clock that goes back stands still.
 *
 * Times: began, last, ended are of the source's clock (signal.when, alarms_tick()), raised and what people do
 * are of the clock of who writes (`at`). Packets are the site's own numbers (feed has translated them).
 *
 * People act on the file (alarm.h), be it from the pages or the command line; alarms_write() reads what they
 *did. */
#ifndef MIMAMORI_RESPOND_ALARMS_H
#define MIMAMORI_RESPOND_ALARMS_H

#include "detect/detector.h"
#include "respond/alarm_words.h"
#include "store/store.h"

enum {
	ALARM_PACKETS = 20,      /* kept of one: the first ten, the newest ten */
	ALARM_AGAIN_S = 600,     /* the same alarm again, when it comes back so soon */
	ALARM_FLAP_S = 3600,     /* shelved by the program for so long */
	ALARMS_RAISED_MOST = 60, /* within a minute */
	SIGNALS_KEPT = 100000,   /* rows of history; older ones go, counted */
};

struct alarms;

struct alarms_options {
	size_t things_most, alarms_most; /* 0: 16,384 and 512 */
};

struct alarms *alarms_new(const struct alarms_options *o /* NULL: as above */); /* NULL: no memory */
void alarms_free(struct alarms *a);

void alarms_take(struct alarms *a, const struct signal *s);
void alarms_tick(struct alarms *a, int64_t now); /* us, the source's clock */

bool alarms_pending(
	const struct alarms *a); /* something is to be written now: an alarm, a graver one, an end */
/* In a transaction. How many alarms began, got graver, began again or ended, or negative (store_error());
 * then the caller rolls back and says so. */
int alarms_write(struct alarms *a, struct store *site, int64_t at);
void alarms_wrote(struct alarms *a, bool committed);

/* State of the file: what stands. At the beginning. 0 or negative. */
int alarms_load(struct alarms *a, struct store *site);
/* What the site says: work windows, systems, approvals, merged devices. At the beginning and after each
 * period or act; cheap when the journal has not grown. 0 or negative. */
int alarms_site(struct alarms *a, struct store *site);

struct alarms_counts {
	uint64_t signals, held, learning; /* taken; of these held by work, or of learning */
	uint64_t unlisted;                /* counted in their alarm, but without a row in the history */
	uint64_t unknown;                 /* of a detector without words: a mistake of ours */
	uint64_t clock_back;
	size_t things, open, bytes;
};
struct alarms_counts alarms_counts(const struct alarms *a);

/* What stands in memory, for tests and for who shows it before it is written. */
struct alarm_seen {
	int64_t id; /* 0: not written yet */
	const struct alarm_words *words;
	enum severity severity;
	bool standing; /* false: over, waiting to be written or to come again */
	bool many, joined, acknowledged, dismissed, shelved, claimed;
	int64_t began, last;
	uint64_t count;
	unsigned devices, things;
	const char *cause; /* "d3" or an address; "" none */
};
void alarms_each(const struct alarms *a, void (*fn)(void *ctx, const struct alarm_seen *s), void *ctx);

#endif
