/* Community ID version 1, seed 0 (github.com/corelight/community-id-spec): a name for a conversation that
 * Zeek, Suricata, Wireshark and others give the same way, so that a line here can be found there. */
#ifndef MIMAMORI_REPORT_COMMUNITY_H
#define MIMAMORI_REPORT_COMMUNITY_H

#include "base/addr.h"

#include <stdbool.h>

enum { COMMUNITY_TEXT = 31 }; /* "1:", 28 characters of base64, NUL */

/* ports: -1 both when the protocol has none. False when no ID can be made: addresses of two families, none at
 * all, or ICMP, whose types the model does not keep. */
bool community_id(uint8_t protocol, struct ip client, struct ip server, const int ports[2],
		  char ret_text[COMMUNITY_TEXT]);

/* The IP protocol number of a transport token of the model ("tcp", "udp", ... or a number in decimal); 0 when
 * it is none. */
uint8_t transport_number(const char *token);

#endif
