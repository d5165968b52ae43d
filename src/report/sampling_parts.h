/* Inside the room: a sample while it is written. */
#ifndef MIMAMORI_REPORT_SAMPLING_PARTS_H
#define MIMAMORI_REPORT_SAMPLING_PARTS_H

#include "assess/proof.h"
#include "report/sampling_packets.h"
#include "store/note.h"

enum {
	ROW_EVENTS = 500,
	SAMPLE_NAME = 96,
	ROW_CHECKS = 32,
	ROW_RECORDS = 100,
	ROW_SIGNED = 32,
	ROW_LACKS = 40
};

struct sampling {
	struct sample *s;
	sample_put *put;
	void *ctx;
	struct sample_told *told;
	struct err *err;
	struct arena *arena; /* of the whole */
	struct sampled_file {
		char name[SAMPLE_NAME], hash[HASH_HEX];
	} * file;
	char *note; /* the checkpoint that events are proven against; NULL: there is none */
	struct note read;

	/* packets of all rows */
	struct cut_packet *packet;
	size_t packets, packet_room;

	/* the row at hand */
	unsigned row;                                         /* 0, 1 ... in the order of choice */
	struct out text[LANG_COUNT], json, findings, records; /* filled as its lines come */
	bool seen;
	int64_t event[ROW_EVENTS];
	size_t events;
	bool events_cut;
	int64_t record[ROW_RECORDS], signature[ROW_SIGNED];
	size_t records_seen, signatures_seen;
	const char *check[ROW_CHECKS];
	size_t checks;
	struct row_lack {
		const char *key, *what; /* key: of audit.yaml without the topic, static */
	} lack[SAMPLE_ROWS][ROW_LACKS];
	unsigned lacks[SAMPLE_ROWS];
};

/* A file of the row ("row.json"), or of the whole when row is false. 0 or negative. */
int sampled(struct sampling *w, bool row, const char *name, const void *bytes, size_t n);
int sampled_out(struct sampling *w, bool row, const char *name, struct out *o); /* clears o */
int64_t sampled_number(const char *id);                                         /* of "f12": 12 */
void sampled_event(struct sampling *w, int64_t seq);
/* key: "lacks-packets"; what: in the arena or static, "" nothing. */
void sampled_lacks(struct sampling *w, unsigned row, const char *key, const char *what);

int sampled_row(struct sampling *w);     /* sampling_row.c: row, checks, findings, records of w->row */
int sampled_signed(struct sampling *w);  /* sampling_signed.c: decisions, signatures, events, proofs */
int sampled_packets(struct sampling *w); /* sampling_write.c: of all rows */

/* PEM of an Ed25519 key. */
void sampled_pem(struct out *o, const unsigned char key[PUBLIC_BYTES]);

#endif
