/* Check sums of field protocols, over a reader's bytes. They are what makes a short binary message recognisable on
 * any port. Bit by bit: the messages are short. */
#ifndef MIMAMORI_DECODE_CHECK_H
#define MIMAMORI_DECODE_CHECK_H

#include "base/rd.h"

/* Reflected CRC of 16 bits: polynomial 0xa001 (CRC-16/ARC with start 0, Modbus's with 0xffff), 0x8408 (X.25). */
static inline uint16_t check_crc16(struct rd r, uint16_t start, uint16_t polynomial)
{
	uint16_t sum = start;

	while (!rd_empty(&r)) {
		sum = (uint16_t)(sum ^ rd_u8(&r));
		for (int bit = 0; bit < 8; bit++)
			sum = (uint16_t)(sum & 1 ? sum >> 1 ^ polynomial : sum >> 1);
	}
	return sum;
}

/* The CRC of Ethernet and zip. */
static inline uint32_t check_crc32(struct rd r)
{
	uint32_t sum = UINT32_MAX;

	while (!rd_empty(&r)) {
		sum ^= rd_u8(&r);
		for (int bit = 0; bit < 8; bit++)
			sum = sum & 1 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
	}
	return ~sum;
}

#endif
