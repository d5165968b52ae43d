/* People said that what is usual for a device's values is to be learnt anew (event device-relearn, assess/relearn.h).
 * Which of these events detectors have followed is kept with what they learnt: after a kill both are of the same moment,
 * and what was not followed is followed then. */
#include "detect/room.h"

#include <errno.h>

struct followed { /* key: one */
	uint64_t one;
	int64_t seq; /* of the last event */
};

int anew_begin(struct detect *d)
{
	static const struct detect_table is = {"anew", sizeof(struct followed),
					       offsetof(struct followed, seq), 1, 1};

	d->followed = detect_table(d, &is);
	return d->followed ? 0 : -ENOMEM;
}

static struct followed *last_of(struct detect *d)
{
	const uint64_t one = 1;
	bool is_new;

	return table_add(d->followed, &one, &is_new);
}

static void learn_anew(struct detect *d, const struct known_device *v)
{
	for (unsigned i = 0; v && i < d->anews.count; i++)
		d->anews.all[i].detector->anew(d, d->anews.all[i].state, v);
}

/* A device that was merged into another since is learnt anew by what that one is called: not at all. */
int anew_follow(struct detect *d, struct store *site)
{
	struct followed *last = last_of(d);
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (!last)
		return -ENOMEM;
	if (sqlite3_prepare_v2(store_db(site),
			       "SELECT seq, CAST(substr(body ->> '$.device', 2) AS INTEGER) FROM event WHERE "
			       "kind = 'device-relearn' AND seq > ?1 ORDER BY seq",
			       -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, last->seq);
		while ((step = sqlite3_step(st)) == SQLITE_ROW) {
			last->seq = sqlite3_column_int64(st, 0);
			d->unsaved = true;
			learn_anew(d, known_number(d, sqlite3_column_int64(st, 1)));
		}
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}
