#include "base/addr.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

uint32_t ip_v4(struct ip a)
{
	return (uint32_t)a.b[12] << 24 | (uint32_t)a.b[13] << 16 | (uint32_t)a.b[14] << 8 | a.b[15];
}

bool ip_is_loopback(struct ip a)
{
	static const struct ip one = {{[15] = 1}};

	return ip_is4(a) ? a.b[12] == 127 : ip_same(a, one);
}

bool ip_is_link_local(struct ip a)
{
	return ip_is4(a) ? a.b[12] == 169 && a.b[13] == 254 : a.b[0] == 0xfe && (a.b[1] & 0xc0) == 0x80;
}

static bool private4(uint32_t v)
{
	return v >> 24 == 10 || v >> 20 == 0xac1 || v >> 16 == 0xc0a8 || v >> 22 == 0x191; /* 100.64/10 */
}

bool ip_is_private(struct ip a)
{
	if (ip_is_link_local(a) || ip_is_loopback(a))
		return true;
	return ip_is4(a) ? private4(ip_v4(a)) : (a.b[0] & 0xfe) == 0xfc;
}

bool ip_in(struct ip a, const struct prefix *p)
{
	unsigned whole = p->bits / 8, rest = p->bits % 8;

	if (memcmp(a.b, p->ip.b, whole) != 0)
		return false;
	return rest == 0 || ((a.b[whole] ^ p->ip.b[whole]) >> (8 - rest)) == 0;
}

bool ip_eui64(struct ip a, struct mac *ret_mac)
{
	if (ip_is4(a) || a.b[11] != 0xff || a.b[12] != 0xfe)
		return false;
	*ret_mac = (struct mac){{a.b[8] ^ 2, a.b[9], a.b[10], a.b[13], a.b[14], a.b[15]}};
	return true;
}

char *mac_text(struct mac m, char buf[MAC_TEXT])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 6; i++) {
		buf[i * 3] = hex[m.b[i] >> 4];
		buf[i * 3 + 1] = hex[m.b[i] & 15];
		buf[i * 3 + 2] = i < 5 ? ':' : '\0';
	}
	return buf;
}

static char *put_octet(char *p, unsigned v)
{
	if (v >= 100)
		*p++ = (char)('0' + v / 100);
	if (v >= 10)
		*p++ = (char)('0' + v / 10 % 10);
	*p++ = (char)('0' + v % 10);
	return p;
}

char *ip_text(struct ip a, char buf[IP_TEXT])
{
	char *p = buf;

	if (!ip_is4(a)) {
		inet_ntop(AF_INET6, a.b, buf, IP_TEXT);
		return buf;
	}
	for (int i = 12; i < 16; i++) {
		p = put_octet(p, a.b[i]);
		*p++ = i < 15 ? '.' : '\0';
	}
	return buf;
}

char *prefix_text(const struct prefix *p, char buf[PREFIX_TEXT])
{
	char ip[IP_TEXT];

	snprintf(buf, PREFIX_TEXT, "%s/%d", ip_text(p->ip, ip), ip_is4(p->ip) ? p->bits - 96 : p->bits);
	return buf;
}

/* Digits between separators: pairs, HP's halves (001b1c-aabbcc), Cisco's thirds (001b.1caa.bbcc) or all. With
 * other groupings an IP address (192.168.100.200 has twelve digits) would pass for a MAC. */
static bool mac_grouping(char separator, unsigned group)
{
	return separator == '.' ? group == 4
	       : separator      ? group == 2 || group == 4 || group == 6
				: group == 12;
}

bool mac_parse(const char *s, struct mac *ret_mac)
{
	unsigned digits = 0, group = 0, all = 0; /* all: the length of the first group */
	char separator = '\0';
	struct mac m = {{0}};

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == ':' || c == '-' || c == '.') {
			if ((separator && separator != *s) || !group || (all && group != all))
				return false;
			separator = *s;
			all = group;
			group = 0;
			continue;
		}
		if (!isxdigit(c) || digits == 12)
			return false;
		c = (unsigned char)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
		m.b[digits / 2] = (uint8_t)(m.b[digits / 2] << 4 | c);
		digits++;
		group++;
	}
	if (digits != 12 || (all && group != all) || !mac_grouping(separator, group))
		return false;
	*ret_mac = m;
	return true;
}

bool ip_parse(const char *s, struct ip *ret_ip)
{
	uint8_t b[16];

	if (inet_pton(AF_INET, s, b) == 1)
		*ret_ip = ip_of4(b);
	else if (inet_pton(AF_INET6, s, b) == 1)
		*ret_ip = ip_of6(b);
	else
		return false;
	return true;
}

bool prefix_parse(const char *s, struct prefix *ret_prefix)
{
	const char *slash = strchr(s, '/');
	size_t n = slash ? (size_t)(slash - s) : strlen(s);
	char host[IP_TEXT], *end;
	struct prefix p = {.bits = 128};
	long bits;

	if (n >= sizeof host)
		return false;
	memcpy(host, s, n);
	host[n] = '\0';
	if (!ip_parse(host, &p.ip))
		return false;
	if (slash) {
		bits = strtol(slash + 1, &end, 10);
		if (*end || end == slash + 1 || bits < 0 || bits > (ip_is4(p.ip) ? 32 : 128))
			return false;
		p.bits = (uint8_t)(ip_is4(p.ip) ? bits + 96 : bits);
	}
	*ret_prefix = p;
	return true;
}
