/* Records that people keep: one per kind (record_kind.h), subject and time. The newest version of each is a
 * row of the table record; every version is an event, and so is its removal and signature. What others read
 * of the table is told in site.sql.
 *
 * A record is filled by record_set() from texts as people type them, whether they come from the command line,
 * a prompt or a file; record_add() and record_edit() check that it is whole. What writes needs an open
 * transaction (site_begin()); on an error the caller rolls back and nothing is written. Errors fill err:
 * subject the name of the field, key of data/lang/records.yaml without the topic. */
#ifndef MIMAMORI_ASSESS_RECORD_H
#define MIMAMORI_ASSESS_RECORD_H

#include "assess/record_kind.h"
#include "assess/writing.h"
#include "base/date.h"
#include "base/err.h"
#include "store/site.h"

enum {
	RECORD_TEXT_MOST = 200,     /* characters of a line */
	RECORD_LONG_MOST = 2000,    /* of a long text, and of a list in all */
	RECORD_FILE_MOST = 1 << 30, /* bytes of an attachment */
};

struct record_value {
	char *text; /* NULL: not filled. As shown: "c3", "2026-04-01", "3000000", "one; two" */
	bool none;  /* the text is the reason why there is none */
};

struct record {
	int64_t id; /* shown as r12 */
	unsigned version;
	char kind_name[48];
	const struct record_kind
		*kind;               /* NULL: a kind this program does not know; nothing else of it is read */
	int topic;                   /* index into kind->topics; -1 */
	char system[24];             /* "site" or "s1" */
	int64_t device;              /* 0: all of the system */
	char item[16];               /* "32-3"; "" */
	enum record_says said, says; /* what the writer chose; with what choices make of it */
	char *because, plan_on[DATE_ROOM];
	int64_t owner, deputy; /* contacts; 0 none */
	char *no_deputy;       /* why there is none */
	char made_on[DATE_ROOM],
		expires_on[DATE_ROOM]; /* expires_on: the last valid day; "" does not expire */
	char *attachment, attachment_hash[65];
	struct record_value values[RECORD_FIELDS_MAX]; /* by index of kind->fields */
	char hash[65];
	bool is_signed, removed;
};

void record_init(struct record *r, const struct record_kind *k, int topic); /* of the site, says yes */
void record_clear(struct record *r);
bool record_valid(const struct record *r, const char *today); /* stands and has not expired */

/* Sets one of: owner deputy date says because plan attachment system device item, or a field of its kind by
 * name or title. "" takes the value away. date and plan take "today", too. */
int record_set(struct store *s, struct record *r, const char *name, const char *text, const char *today,
	       struct err *e);
/* The names record_set() takes besides fields, NULL-terminated, in the order in which people are asked. */
extern const char *const record_common[];
/* The value under one of those names or of a field, as record_set() takes it; "" not filled. Static buffer or
 * borrowed. */
const char *record_text(const struct record *r, const char *name);

/* Is it whole, may its writer write it? Works out says and expires_on. */
int record_check(struct store *s, struct record *r, const struct writing *w, struct err *e);
int record_may_write(struct store *s, const struct record_kind *k, const char *actor, struct err *e);

int record_add(struct store *s, struct record *r, const struct writing *w, struct err *e); /* sets id, hash */
int record_edit(struct store *s, struct record *r, const struct writing *w, struct err *e);
int record_remove(struct store *s, int64_t id, const char *because, const struct writing *w, struct err *e);
/* By its owner, or by whom its kind lets sign (record_kind.signs), with his key: -EACCES, -ENOKEY. Signs the
 * text of record_signed_text(). */
int record_sign(struct store *s, int64_t id, int64_t contact, const char *passphrase, const struct writing *w,
		struct err *e);
int record_signed_text(int64_t id, unsigned version, const char *hash, char *to,
		       size_t room); /* its length */

int record_get(struct store *s, int64_t id, struct record *ret); /* 0, -ENOENT, -EIO; clear it */
/* The standing record of the same kind, topic and subject; 0 none. */
int64_t record_same_subject(struct store *s, const struct record *r);
/* The standing record with the very same content, of any date or of its own; 0 none. record_check() comes
 * first. */
int64_t record_same_content(struct store *s, const struct record *r, bool any_date);

struct record_filter {
	const char *kind, *topic, *system; /* NULL: any */
	int64_t device;                    /* 0: any */
	const char *expired_before;        /* only those whose last valid day is before this day */
	bool removed;                      /* removed ones, too */
};

/* In order of their numbers; fn returning negative ends it with that. */
int record_each(struct store *s, const struct record_filter *f, int (*fn)(void *ctx, const struct record *r),
		void *ctx);

/* What happened to a record, oldest first. */
struct record_event {
	int64_t seq, at;
	const char *actor;
	const char *what; /* added edited removed signed */
	unsigned version;
	const char *because; /* of a removal */
	const char *changed; /* names that differ from the version before, joined by ", "; "" */
	bool proven;         /* of a signature: it fits, by a key that belonged to the signer */
};
int record_history(struct store *s, int64_t id, int (*fn)(void *ctx, const struct record_event *e),
		   void *ctx);

#endif
