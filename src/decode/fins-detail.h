/* What a FINS request is done to, in a few words: "D100 x4", "run mode", "RECIPE.OBJ". Reads the body behind
 * the command code; holds no secret (passwords of program protection are cut off before). Layouts: OMRON W342
 * 5-3, W227; each was compared with the capture of icsnpp-omron-fins. */
#ifndef MIMAMORI_DECODE_FINS_DETAIL_H
#define MIMAMORI_DECODE_FINS_DETAIL_H

#include "base/rd.h"
#include "base/text.h"

enum { FINS_DETAIL = 96 };

/* Borrows room; empty where there is nothing to say. */
struct text fins_detail(unsigned command, struct rd body, char room[FINS_DETAIL]);

#endif
