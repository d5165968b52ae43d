/* What the headers of 802.11 frames tell of stations, whatever they carry: who is at which access point, how
 * its traffic is protected, and whether packet numbers ever went back under the same key.
 *
 * That is the one trace of a key that was installed again (KRACK, CVE-2017-13077 and on) which a recording
 * can prove: frames under a key, the third message of the same handshake (same nonce) once more, and after it
 * frames whose packet numbers begin again. Announcements never tell whether somebody is safe from it, and a
 * new handshake, joining again, retries and frames that overtook each other prove nothing: then nothing is
 * said. Group keys and fast transition are not looked at. Packet numbers: IEEE 802.11-2020 12.5.2.2 (TKIP),
 * 12.5.3.2 (CCMP). */
#ifndef MIMAMORI_DECODE_RADIO_H
#define MIMAMORI_DECODE_RADIO_H

#include "decode/emit.h"
#include "decode/view.h"

enum { RADIO_LINKS = 512 }; /* pairs whose numbers are followed; one more takes the place of another */

struct radio_link {
	struct mac bssid, station;
	uint64_t nonce, answer; /* of the access point and the station, in the handshake last seen; 0 none */
	struct radio_way {
		uint64_t last;   /* packet number; 0 none yet under this key */
		uint64_t before; /* `last` when the third message came again; 0 it did not */
		uint64_t again;  /* behind that: a number not beyond `before`; 0 none */
	} way[2];                /* from the station, from the access point */
};

struct radio {
	struct radio_link link[RADIO_LINKS];
};

/* One frame, v->radio: from frame control on, without FCS. e: about this frame. */
void radio_hear(struct radio *r, struct rd frame, struct emit *e);

#endif
