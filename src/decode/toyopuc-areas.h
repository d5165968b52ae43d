/* Areas of TOYOPUC controllers by the addresses of the computer link, and how people write them: D0100, X0010
 * (numbers are hexadecimal), P1-D0000 for what belongs to a program. Tables: the protocol notes of
 * fa-yoshinobu/pytoyopuc-computerlink (MIT), verified there on a Nano 10GX and a Plus CPU. */
#ifndef MIMAMORI_DECODE_TOYOPUC_AREAS_H
#define MIMAMORI_DECODE_TOYOPUC_AREAS_H

#include "base/text.h"

#include <stdint.h>

enum toyopuc_unit { TOYOPUC_WORD, TOYOPUC_BYTE, TOYOPUC_BIT, TOYOPUC_LONG };
enum { TOYOPUC_NAME = 24, TOYOPUC_BASIC = 0xff };

/* program: TOYOPUC_BASIC for the basic areas (commands 1C to 27), else the number of the extended commands
 * (94 to 99). Empty where nothing lies there. Borrows room. */
struct text toyopuc_name(unsigned program, enum toyopuc_unit unit, unsigned address, char room[TOYOPUC_NAME]);
/* The address of commands C2 to C5: extended number and byte there, of bits extended number and bit. What has no
 * name in the tables is called by its address. */
struct text toyopuc_name_pc10(enum toyopuc_unit unit, uint32_t address, char room[TOYOPUC_NAME]);

#endif
