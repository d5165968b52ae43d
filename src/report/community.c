#include "report/community.h"

#include <sha1.h>
#include <stdlib.h>
#include <string.h>

enum { ICMP = 1, TCP = 6, UDP = 17, ICMPV6 = 58, SCTP = 132 };

static bool has_ports(uint8_t protocol) { return protocol == TCP || protocol == UDP || protocol == SCTP; }

static void base64(const uint8_t *in, size_t n, char *out)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (; n > 0; n -= n < 3 ? n : 3, in += 3) {
		uint32_t v = (uint32_t)in[0] << 16 | (n > 1 ? (uint32_t)in[1] << 8 : 0) | (n > 2 ? in[2] : 0);

		*out++ = digit[v >> 18];
		*out++ = digit[v >> 12 & 63];
		*out++ = n > 1 ? digit[v >> 6 & 63] : '=';
		*out++ = n > 2 ? digit[v & 63] : '=';
	}
	*out = '\0';
}

/*
 * What is hashed (version 1):
 *	seed(2) source(4|16) destination(4|16) protocol(1) pad(1) [source port(2) destination port(2)]
 * with the smaller (address, port) as source.
 */
static size_t hashed(uint8_t protocol, struct ip a, struct ip b, const int ports[2], uint8_t out[40])
{
	bool four = ip_is4(a), turned;
	size_t n = four ? 4 : 16, skip = 16 - n, used = 2;
	int order = memcmp(a.b, b.b, 16);

	turned = order > 0 || (order == 0 && ports[0] > ports[1]);
	memset(out, 0, 40);
	memcpy(out + used, (turned ? b : a).b + skip, n);
	memcpy(out + used + n, (turned ? a : b).b + skip, n);
	used += 2 * n;
	out[used] = protocol;
	used += 2;
	if (!has_ports(protocol))
		return used;
	for (int i = 0; i < 2; i++, used += 2) {
		int port = ports[turned ? 1 - i : i];

		out[used] = (uint8_t)(port >> 8);
		out[used + 1] = (uint8_t)port;
	}
	return used;
}

bool community_id(uint8_t protocol, struct ip client, struct ip server, const int ports[2],
		  char ret_text[COMMUNITY_TEXT])
{
	uint8_t bytes[40], digest[SHA1_DIGEST_LENGTH];
	SHA1_CTX sha;

	if (protocol == 0 || protocol == ICMP || protocol == ICMPV6 || ip_is_none(client) ||
	    ip_is_none(server) || ip_is4(client) != ip_is4(server))
		return false;
	if (has_ports(protocol) && (ports[0] < 0 || ports[1] < 0))
		return false;
	SHA1Init(&sha);
	SHA1Update(&sha, bytes, hashed(protocol, client, server, ports, bytes));
	SHA1Final(digest, &sha);
	memcpy(ret_text, "1:", 2);
	base64(digest, sizeof digest, ret_text + 2);
	return true;
}

uint8_t transport_number(const char *token)
{
	static const struct {
		const char *token;
		uint8_t number;
	} table[] = {{"tcp", TCP}, {"udp", UDP},  {"icmp", ICMP},  {"icmpv6", ICMPV6}, {"sctp", SCTP},
		     {"igmp", 2},  {"gre", 47},   {"esp", 50},     {"ah", 51},         {"ospf", 89},
		     {"pim", 103}, {"vrrp", 112}, {"udplite", 136}};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].token, token) == 0)
			return table[i].number;
	if (strncmp(token, "ip-", 3) == 0)
		token += 3;
	return (uint8_t)strtoul(token, NULL, 10);
}
