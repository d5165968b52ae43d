/* What a conversation of ADS knows of the variables of a PLC: under which numbers (index group and offset, a handle,
 * a notification) which name was asked for, and how it is stored. Bounded: the oldest give way. */
#ifndef MIMAMORI_DECODE_ADS_SYMBOLS_H
#define MIMAMORI_DECODE_ADS_SYMBOLS_H

#include "decode/emit.h"

enum { ADS_SYMBOLS = 28, ADS_NAME = 48, ADS_NO_SYMBOL = 0xff };
enum { ADS_BY_HANDLE = 0xf005 };

struct ads_symbols {
	uint8_t next;
	struct ads_symbol {
		uint32_t group, offset; /* group 0: not known (yet) */
		uint32_t notice;        /* number of its notification; 0 none */
		uint8_t type;           /* enum point_type; POINT_UNKNOWN: guessed from each value */
		uint8_t name_n;         /* 0: no name but its numbers */
		char name[ADS_NAME];
	} list[ADS_SYMBOLS];
};

/* A place for a name that is being asked for; by these numbers; by this notification. ADS_NO_SYMBOL: none. */
uint8_t ads_symbol_new(struct ads_symbols *s, struct text name);
uint8_t ads_symbol_at(struct ads_symbols *s, uint32_t group, uint32_t offset);
uint8_t ads_symbol_noticed(const struct ads_symbols *s, uint32_t notice);

/* The answer to "tell me of this name" (index group f009): all that describes it. */
void ads_symbol_described(struct ads_symbol *s, struct rd r);

/* Tells a value that lies at these numbers; i: place of its symbol, ADS_NO_SYMBOL when none is known. */
void ads_tell_value(const struct ads_symbols *s, uint8_t i, uint32_t group, uint32_t offset, struct rd value,
		    bool set, enum about holder, struct emit *e);

#endif
