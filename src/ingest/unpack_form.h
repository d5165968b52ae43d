/* What mimamori-unpack says of a workbook. One stream: the line "mimamori-unpack/1\n", then messages of a
 *kind (one byte), a length (4 bytes, big-endian) and a body; integers big-endian, texts are the rest of the
 *body:
 *
 *	'S'  a sheet there is: flags (1: UNPACK_HIDDEN, UNPACK_READ it is the one that follows), name
 *	'R'  a row: number from 1 (4), flags (1: UNPACK_HIDDEN)
 *	'C'  a cell of that row: column from 0 (2), flags of enum grid_flag (1), text
 *	'M'  cells that are one: first row (4), first column (2), last row (4), last column (2)
 *	'L'  left out: how many cells (4)
 *	'F'  failed: key of the sentence, NUL, detail
 *	'E'  the end, empty: everything was said */
#ifndef MIMAMORI_INGEST_UNPACK_FORM_H
#define MIMAMORI_INGEST_UNPACK_FORM_H

#define UNPACK_MAGIC "mimamori-unpack/1\n"

enum { UNPACK_HIDDEN = 1, UNPACK_READ = 2, UNPACK_SAID_MAX = 192 << 20 /* bytes of all messages */ };

#endif
