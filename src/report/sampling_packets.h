/* The packets that findings of a sample name, cut from the files at hand: in one walk, each row into a file
 * of its own. */
#ifndef MIMAMORI_REPORT_SAMPLING_PACKETS_H
#define MIMAMORI_REPORT_SAMPLING_PACKETS_H

#include "report/sampling.h"

enum { CUT_FILES = 320, CUT_BYTES = 64 << 20 /* of one sample */ };

/* Packets wanted: one a finding and packet, sorted by number in the model. */
struct cut_packet {
	uint64_t packet; /* file << 32 | number */
	int64_t finding;
	unsigned row; /* of the sample */
};

/* What became of a row, in memory that a child process shares. */
struct cut_row {
	uint32_t wanted, taken; /* packets; a packet of several findings counts once */
};

struct sample_cutting {
	const char *path[CUT_FILES]; /* files to read */
	int64_t source[CUT_FILES];   /* their numbers in the model */
	unsigned files;
	struct cut_packet *packet;
	size_t packets;
	int fd[SAMPLE_ROWS]; /* of each row's pcapng; -1: it wants none */
	unsigned rows;
	struct cut_row *row; /* MAP_SHARED */
	bool *full;          /* CUT_BYTES was reached; likewise shared */
};

/* Reads the files and writes; no more than that: it may run behind walls. 0 or negative. */
int sample_cut(struct sample_cutting *k);

#endif
