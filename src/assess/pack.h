/* What a vendor is asked, and what came back. A pack is one vendor's: a *requirement sheet* before there is
 * any device (what the sheet asks at the system's usage level, in words a vendor can answer), or a *question
 * pack* about devices that a person chose, by model. It goes out as XLSX or JSON (pack_file.h), or is
 * answered in the browser by an account of that vendor.
 *
 * The content of a pack is written once: a JSON text with the site's id, its number, every question in both
 * languages and of each device number, name, maker, model, firmware and serial; nothing else of the plant: no
 * address, no person, no system, nobody else's device. Its SHA-256 is the pack's hash. What came back is kept
 * beside the questions as a proposal; a later answer takes the place of an earlier one until a person *takes*
 * it. Then it becomes records (data/records), with the vendor named as their source and the taker as who
 * wrote them. An answer that was taken does not change any more.
 *
 * What writes needs an open transaction (site_begin()); on an error the caller rolls back. Errors fill err
 * with a key of data/lang/pack.yaml, subject what it is about, detail {detail}. */
#ifndef MIMAMORI_ASSESS_PACK_H
#define MIMAMORI_ASSESS_PACK_H

#include "assess/pack_ask.h"
#include "assess/writing.h"
#include "base/date.h"
#include "base/err.h"
#include "base/out.h"
#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	PACK_DEVICES = 500,     /* of one pack */
	PACK_MODELS = 60,       /* of one pack: questions are asked once a model */
	PACK_ITEMS = 143,       /* chosen for a requirement sheet */
	PACK_NAME = 404,        /* bytes of a vendor's name, with the end */
	PACK_WORDS = 2000,      /* characters of an answer's words */
	PACK_NAME_MOST = 100,   /* characters of a vendor's name */
	PACK_LINE = 200,        /* of its evidence, and of a title */
	PACK_QUESTION = 64,     /* bytes of "m3.support-end", with the end */
	PACK_CONTENT = 4 << 20, /* bytes of a content */
};

/* --- making one */

struct pack_making {
	enum pack_kind kind;
	const char *vendor, *title, *due_on;
	int64_t contact;    /* at the vendor; 0 none: nobody answers in the browser */
	const char *system; /* "s1"; of questions "site", too */
	/* requirements: the level, NULL the system's; or sub-items and items ("32-3", "25"), NULL-terminated,
	 * NULL all of the level */
	const char *level;
	const char *const *items;
	/* questions: the devices that a person chose */
	const int64_t *device;
	size_t devices;
};

struct pack {
	int64_t id; /* "p1" outside */
	enum pack_kind kind;
	char vendor[PACK_NAME], title[PACK_LINE * 4 + 4], system[24], level[12], due_on[DATE_ROOM];
	int64_t contact, at, answered /* 0 never */, withdrawn /* 0 no */;
	char hash[HASH_HEX];
	unsigned questions, devices, answers, whole, taken; /* counted; whole: with all that is wanted */
};

/* err keys: no-vendor no-title bad-due no-contact contact-side no-system wants-system bad-level no-item
 * no-requirement no-device too-many-devices too-many-models other-vendor-device (records
 * give it to another vendor and nothing to this one) and those of texts. */
int pack_make(struct store *s, const struct pack_making *m, const struct writing *w, struct pack *ret,
	      struct err *e);
int pack_withdraw(struct store *s, int64_t id, const char *because, const struct writing *w, struct err *e);

int pack_get(struct store *s, int64_t id, struct pack *ret); /* 0, -ENOENT, -EIO */
/* In order of their numbers; fn returning negative ends it with that. vendor, system NULL: any. */
int pack_each(struct store *s, const char *vendor, int (*fn)(void *ctx, const struct pack *p), void *ctx);

/* Devices that may be this vendor's, and why: *maker* the maker's name holds the vendor's, *r12* a record
 * names both, *p3* an earlier pack of this vendor had it. Proposals: a person chooses. others: a record or
 * pack of another vendor names the device, too. */
struct pack_candidate {
	int64_t device;
	const char *name, *number, *maker, *model, *firmware, *why /* words joined by a blank */;
	bool sure, others;
};
enum { PACK_CANDIDATES = 2000 };
int pack_candidates(struct store *s, const char *vendor, const char *system,
		    int (*fn)(void *ctx, const struct pack_candidate *c), void *ctx);

/* --- its questions, with what was answered */

struct pack_question {
	const char *id;    /* "q7" of requirements, "m3.support-end" of questions */
	const char *model; /* "m3"; "" */
	const char *about; /* maker and model; "" */
	const char *name;  /* of its struct pack_ask */
	const char *ask[LANG_COUNT], *title[LANG_COUNT], *help[LANG_COUNT];
	const char *items;   /* joined by a blank */
	const char *choices; /* JSON list of {value, ja, en} */
	unsigned wants;
	/* the answer; all NULL: none */
	const char *choice, *words, *evidence, *day;
	bool given;
	int64_t answered;
	const char *actor, *source;
	bool whole;
	int64_t taken;                  /* 0 not */
	const char *taken_by, *records; /* "r3 r4"; NULL none */
};
int pack_questions(struct store *s, int64_t id, int (*fn)(void *ctx, const struct pack_question *q),
		   void *ctx);

struct pack_device {
	int64_t device;
	const char *number, *name, *maker, *model_name, *firmware, *serial, *why;
	const char *model; /* "m3" */
};
int pack_devices(struct store *s, int64_t id, int (*fn)(void *ctx, const struct pack_device *d), void *ctx);

/* --- what came back */

struct pack_said {
	const char *question, *choice, *words, *evidence, *day; /* NULL or "": nothing */
	const char *cell;                                       /* where it stood, for what is told; NULL */
};

struct pack_counted {
	unsigned same, changed, empty; /* of the answers that came; empty: questions without one */
	unsigned whole;                /* questions of the pack that are whole now */
};

/* All or nothing. source: SHA-256 of the file, or NULL. The same answers again change nothing and tell no
 * event. err keys: no-pack withdrawn superseded (detail: the newer pack that was answered) no-question
 * already-taken bad-choice (detail: the choices) bad-date text too-long; subject: cell or question. */
int pack_answer(struct store *s, int64_t id, const struct pack_said *said, size_t count, const char *source,
		const struct writing *w, struct pack_counted *ret, struct err *e);

/* A person takes answers: records are written, sub-items judged anew by the caller (answers_write()). */
struct pack_taking {
	const char *const *questions; /* NULL-terminated; NULL all that are whole */
	int64_t owner;                /* contact who answers for the records; 0: the one who takes */
	const char *plan_on;          /* for answers that say no or partly and name no date; or NULL */
	enum language language;       /* of what is written into records */
};
struct pack_taken {
	unsigned questions, records;
};
/* err keys: no-pack no-question not-answered not-whole already-taken wants-owner wants-plan nothing-to-take,
 * and those of records (subject: question). */
int pack_take(struct store *s, int64_t id, const struct pack_taking *t, const struct writing *w,
	      struct pack_taken *ret, struct err *e);

const char *pack_kind_name(enum pack_kind kind); /* "requirements" "questions" */
int64_t pack_number(const char *text);           /* of "p3": 3; 0 none */
/* Does this contact belong to the vendor of the pack? The one it was sent to, or another of the same unit. */
bool pack_is_of(struct store *s, const struct pack *p, int64_t contact);

#endif
