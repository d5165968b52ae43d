/* Inside the room: a bag of evidence while it is filled. */
#ifndef MIMAMORI_RESPOND_EVIDENCE_PARTS_H
#define MIMAMORI_RESPOND_EVIDENCE_PARTS_H

#include "base/out.h"
#include "respond/evidence.h"
#include "store/digest.h"

#include <limits.h>

enum { BAG_MISSING = 16 };

struct bag {
	struct store *store;
	int64_t id, incident, now;
	int64_t begins, began, ends; /* the span that is wanted; when it began, as far as is known */
	bool of_site;                /* no device is named: all of them are meant */
	int folder;                  /* descriptor of the folder it is made in */
	const char *path;            /* its name */
	struct bag_file {
		char name[40], hash[HASH_HEX];
		int64_t bytes;
	} file[EVIDENCE_FILES];
	unsigned files;
	struct bag_missing {
		char what[40];
		const char *why; /* a token, static: no-room cut too-large no-packets packets-gone not-kept
				    unreadable */
		char detail[64];
	} missing[BAG_MISSING];
	unsigned missings;
	int64_t packets;
};

/* Bytes of the disk that a bag may still take: some are left to the journal, which has to tell of it.
 * Negative: none. */
enum { BAG_SPARES = 512 << 10 };
int64_t bag_room(const struct bag *b);

/* A new file in it; negative errno, and that is noted as missing. */
int bag_open(struct bag *b, const char *name);
/* To disk, hashed as it lies there, listed. r: how writing went; a file that failed is taken away, unless
 * keep. Closes fd. */
void bag_close(struct bag *b, int fd, const char *name, int r, bool keep);
/* why: static. */
void bag_lacks(struct bag *b, const char *what, const char *why, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

void bag_rows(struct bag *b);    /* evidence_rows.c: tables as CSV, and together as model.json */
void bag_papers(struct bag *b);  /* evidence_papers.c: incident, journal, capture, custody */
void bag_packets(struct bag *b); /* evidence_packets.c */

/* SHA-256 of what lies there. 0 or negative errno. */
int file_digest(int folder, const char *name, char ret_hex[HASH_HEX], int64_t *ret_bytes);

#endif
