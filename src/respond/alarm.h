/* Acts of people on an alarm (a1), and reading it. Each act is an event inside the caller's transaction. Two
 * at once: who comes second gets what the first did (-EEXIST), and nothing is written. err keys of
 * data/lang/alarm.yaml: was-acknowledged, was-dismissed, was-shelved (detail: who and when; with -here when
 * no contact is known), no-alarm, ended, no-reason, bad-reason, no-words, long-words, until-past, until-far,
 * critical, not-shelved. */
#ifndef MIMAMORI_RESPOND_ALARM_H
#define MIMAMORI_RESPOND_ALARM_H

#include "assess/writing.h"
#include "base/err.h"
#include "respond/alarm_words.h"
#include "store/store.h"

enum { ALARM_SHELF_H = 12 /* most: one shift */, ALARM_WORDS_MOST = 500 /* characters */ };

/* Seen: the lamp stays, the message stops. A latched alarm that is over ends with it. */
int alarm_acknowledge(struct store *s, int64_t id, const char *words /* or NULL */, const struct writing *w,
		      struct err *e);
/* Judged to want nothing. reason: a token of alarm_reasons. What goes on is counted on it; what gets graver
 * is a new alarm. Teaches nothing. */
int alarm_dismiss(struct store *s, int64_t id, const char *reason, const char *words, const struct writing *w,
		  struct err *e);
extern const char *const alarm_reasons[]; /* false-alarm known-work test accepted other; NULL-terminated */
/* Put aside until then (us), at most ALARM_SHELF_H; never a critical one. It comes back by itself. */
int alarm_shelve(struct store *s, int64_t id, int64_t until, const char *words, const struct writing *w,
		 struct err *e);
int alarm_unshelve(struct store *s, int64_t id, const struct writing *w, struct err *e);
int alarm_note(struct store *s, int64_t id, const char *words, const struct writing *w, struct err *e);

/* "open", "shelved", "dismissed" or "ended"; as an SQL expression of a row `a` of the table alarm. */
#define ALARM_STATE                                                                                          \
	"CASE WHEN a.dismissed IS NOT NULL THEN 'dismissed' WHEN a.ended IS NOT NULL THEN 'ended'"           \
	" WHEN a.shelved_until IS NOT NULL THEN 'shelved' ELSE 'open' END"
/* What messages are about: stands, was judged by nobody, is not put aside. */
#define ALARM_OPEN "(a.dismissed IS NULL AND a.ended IS NULL AND a.shelved_until IS NULL)"

/* The sentences of one alarm, filled; missing values have their second form. Texts are owned by it. */
struct alarm_text {
	char *title[LANG_COUNT], *expected[LANG_COUNT], *came[LANG_COUNT];
	char *first[LANG_COUNT][ALARM_STEPS], *dont[LANG_COUNT][ALARM_STEPS]; /* NULL-ended when shorter */
};
int alarm_text(struct store *s, int64_t id, struct alarm_text *ret); /* 0, -ENOENT, -EIO, -ENOMEM */
void alarm_text_clear(struct alarm_text *t);

#endif
