/* I/O (implicit) connections of CIP: opened by Forward Open inside EtherNet/IP (enip.c), filled over UDP (cip.c), and
 * kept in between by the stack (decode/agreed.h). Who opens one is its originator, a scanner (PLC), the other its
 * target, an adapter (remote I/O, drive):
 *
 *	Forward Open	tick 1 | ticks 1 | O->T number 4 | T->O number 4 | serial 2 | vendor 2 | originator's serial 4 |
 *			multiplier 1 | 3 | O->T interval 4 | parameters 2 (Large: 4) | T->O interval 4 | parameters 2 (4) |
 *			transport 1 | path length in words 1 | path
 *	its answer	O->T number 4 | T->O number 4 | serial 2 | vendor 2 | serial 4 | O->T interval 4 | T->O interval 4 | ...
 *	Forward Close	tick 1 | ticks 1 | serial 2 | vendor 2 | originator's serial 4 | ...
 *	parameters	owner's redundance 1 bit (15; Large 31), type 2 (13; 29): 0 none 1 multicast 2 point to point;
 *			size 9 bits (Large 16)
 *	I/O		[count 2 (transport class 1)] | O->T: [1 run 0 idle 4, its upper 28 bits zero] | data
 *
 * CIP Networks Library volume 1, 3-5 and 3-6; volume 2, 3-3. Proved on a recording of npm st-ethernet-ip's scanner
 * (tests/captures/enip/io.pcap) beside tshark 4.0, and Forward Open itself on ITI's captures. That the word with run and idle
 * is there is agreed outside the wire (the adapter's EDS); as Wireshark does it is looked for from originator to target
 * alone, and believed only while it looks like one.
 *
 * Who sends outputs owns them: master. A connection without outputs (a heartbeat alone: input only, listen only) makes
 * nobody a master. Assemblies are bytes whose meaning is nowhere on the wire, so only small ones (remote I/O of up to
 * SMALL bytes, bits mostly) become points, a byte each, when they change and once a second, not each few
 * milliseconds. */
#ifndef MIMAMORI_DECODE_CIP_IO_H
#define MIMAMORI_DECODE_CIP_IO_H

#include "decode/cip.h"

/* Is it an I/O connection that this request opens? The sub-code its command has then, else -1. */
int64_t cip_io_sub(const struct cip_asks *a);
/* "outputs 150 (4 bytes, 10 ms), inputs 100 (8 bytes, 10 ms)" */
enum { CIP_IO_TEXT = 128 };
struct text cip_io_text(const struct cip_asks *a, char buf[CIP_IO_TEXT]);
/* It was answered well: between client and server of this conversation. */
void cip_io_open(struct emit *e, const struct cip_asks *a, struct rd answer);
void cip_io_close(struct emit *e, const struct cip_asks *a);

/* Data of the connection of this number; to_group: sent to many. */
void cip_io_data(struct emit *e, uint32_t number, struct rd data, bool to_group);

#endif
