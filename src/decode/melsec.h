/* Memory of Mitsubishi controllers as its people write it: D100, W1F (hexadecimal), M8, K4M0 (sixteen bits
 * from M0 on). They call a place in memory a device; here it is a place, in an area. Used by the decoders of
 * SLMP, of the 1E frame and of MELSOFT: each reads its own form of a request into a melsec_asked and of an
 * answer into values[]. Constant tables, borrowed texts, no memory of its own; nothing fails.
 *
 * Codes of SLMP and radix: Mitsubishi SH-080956ENG 5.2. Codes of MELSOFT: no public text; each was read off
 * the recording of an FX5U whose whole memory GX Works3 clears and reads back (iti melsoft_UDP_clean_1): the
 * number of points of each code is that of one area of this controller (M 7680, D 8000, SD 12000, R 32768
 * ...). */
#ifndef MIMAMORI_DECODE_MELSEC_H
#define MIMAMORI_DECODE_MELSEC_H

#include "decode/emit.h"

struct melsec_area {
	const char *name;
	uint8_t bits;          /* of one place: 1, 16 or 32 */
	bool hex;              /* its numbers are written in hexadecimal */
	uint8_t slmp, melsoft; /* codes; 0: none known */
};

enum { MELSEC_PLACES = 64, MELSEC_VALUES = 64, MELSEC_NAME = 40, MELSEC_DETAIL = 96 };
enum melsec_unit { MELSEC_BIT, MELSEC_WORD, MELSEC_DOUBLE };

struct melsec_place {
	uint32_t address;
	uint16_t count; /* of units */
	uint8_t area;   /* index for melsec_area_at() */
	uint8_t unit;   /* enum melsec_unit */
};

/* A request that waits for its answer. values[]: what it sets, or what the answer told; in the order of
 * places. */
struct melsec_asked {
	uint32_t key; /* the serial number, where the protocol has one */
	uint16_t command, sub;
	bool sets;
	bool online;              /* changes a program that runs, by what was seen of the controller before */
	uint8_t network, station; /* 0, 0xff: the one that is connected */
	uint8_t n_places, n_values;
	struct melsec_place places[MELSEC_PLACES];
	uint32_t values[MELSEC_VALUES];
};

/* Empties it: of the places and values only how many there are. */
void melsec_begin(struct melsec_asked *q);

/* Indexes of areas; -1 where there is none. */
int melsec_area_of_slmp(unsigned code);
int melsec_area_of_melsoft(unsigned code);
int melsec_area_named(struct text name); /* "D", "TN": without the filling * or space */
const struct melsec_area *melsec_area_at(unsigned index);

/* false (and nothing is added) when there is no room for one more. */
bool melsec_add(struct melsec_asked *q, int area, uint32_t address, unsigned count, enum melsec_unit unit);
void melsec_value(struct melsec_asked *q, uint32_t value); /* beyond MELSEC_VALUES they are dropped */
unsigned melsec_units(const struct melsec_asked *q);       /* of all places together */

uint64_t melsec_span(const struct melsec_place *p); /* how many places it takes up: words of bits take 16 */

/* The name of the i-th unit of a place, in buf. */
struct text melsec_name(char buf[MELSEC_NAME], const struct melsec_asked *q, const struct melsec_place *p,
			unsigned i);
/* "D100 x4", "M100 +2": the first place and how many more. Empty without places. */
struct text melsec_detail(char buf[MELSEC_DETAIL], const struct melsec_asked *q);
/* Does the controller run its program? By SD203, whose lowest four bits are 0 in RUN, 2 in STOP, 3 in PAUSE
 * (Mitsubishi's manuals of QCPU and iQ-R; plc-comm-slmp reads it so), among the words that were read of the
 * connected one; by remote RUN, STOP, PAUSE and RESET that were taken. */
enum melsec_run { MELSEC_UNTOLD, MELSEC_RUNS, MELSEC_STANDS };
enum melsec_run melsec_run_of(const struct melsec_asked *q, enum melsec_run before);
bool melsec_is_program(struct text file); /* a file of the program: MAIN.PRG */
/* "MAIN.PRG, while it runs": the detail of an online change, in buf. */
struct text melsec_while_running(char buf[MELSEC_DETAIL], struct text detail);
/* Each value is told of its place. */
void melsec_tell(struct emit *e, const struct melsec_asked *q);
/* What it calls itself, in a room filled with blanks or NULs: model and maker. */
void melsec_tell_model(struct emit *e, struct rd room, int confidence);

#endif
