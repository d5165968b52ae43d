/* The layers between COTP and MMS: session (X.225), presentation (X.226), association (X.227). Each step
 * takes a reader and gives that of what stands inside; false where nothing of the kind does. No recursion;
 * owns nothing. Proved on captures of IEC 61850 stations. */
#ifndef MIMAMORI_DECODE_OSI_H
#define MIMAMORI_DECODE_OSI_H

#include "base/rd.h"

enum { OSI_GIVE_TOKENS = 1, OSI_CONNECT = 0x0d, OSI_ACCEPT = 0x0e }; /* first bytes of a session's message */

/* The presentation user data of a session CONNECT or ACCEPT. */
bool osi_connect(struct rd r, struct rd *ret);
/* The association (AARQ 60, AARE 61) inside that. */
bool osi_association(struct rd r, struct rd *ret);
/* The user's message in a data message. */
bool osi_data(struct rd r, struct rd *ret);

#endif
