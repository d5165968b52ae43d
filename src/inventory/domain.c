/* Registered domains without the public suffix list: a second level that registries use under a country code,
 * or a word under which everybody has a name of his own (cloud and dynamic DNS providers), counts as part of
 * the suffix. */
#include "inventory/outside.h"

#include <string.h>

/* ICANN registries' own second levels: JPRS (ac ad co ed go gr lg ne or), Nominet, auDA, NIC.br, KISA, TWNIC
 * ... */
static const char *const seconds[] = {"ac",  "ad",  "co", "com", "ed",  "edu", "go",  "gob", "gov",
				      "gr",  "gv",  "id", "in",  "lg",  "ltd", "me",  "mil", "ne",
				      "net", "nom", "or", "org", "plc", "re",  "sch", NULL};
static const char *const no_names[] = {"local",     "lan",     "home", "internal", "localdomain", "arpa",
				       "localhost", "invalid", "test", "corp",     "workgroup",   NULL};
static const char *const shared[] = {"dyndns.org",   "no-ip.org",   "ddns.net",      "duckdns.org",
				     "dyndns.com",   "hopto.org",   "synology.me",   "myqnapcloud.com",
				     "github.io",    "appspot.com", "herokuapp.com", "azurewebsites.net",
				     "cloudapp.net", "web.app",     "blogspot.com",  NULL};

static bool listed(const char *const *list, const char *s, size_t n)
{
	for (; *list; list++)
		if (strlen(*list) == n && memcmp(*list, s, n) == 0)
			return true;
	return false;
}

static bool lower_host(struct text host, char out[256])
{
	bool letter = false;

	while (host.n && host.s[host.n - 1] == '.')
		host.n--;
	if (host.n > 1 && host.s[0] == '*' && host.s[1] == '.')
		host.s += 2, host.n -= 2;
	if (host.n == 0 || host.n > 253)
		return false;
	for (size_t i = 0; i < host.n; i++) {
		char c = host.s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'))
			return false;
		if (c >= 'a' && c <= 'z')
			letter = true;
		out[i] = c;
	}
	out[host.n] = '\0';
	return letter;
}

/* The start of the last n labels of s, or NULL when there are fewer. */
static const char *last_labels(const char *s, int n)
{
	const char *p = s + strlen(s);

	for (; p > s; p--)
		if (p[-1] == '.' && --n == 0)
			return p;
	return n == 1 ? s : NULL;
}

bool domain_registered(struct text host, char ret_domain[128])
{
	char s[256];
	const char *top, *two, *three;
	size_t second;

	if (!lower_host(host, s) || !(two = last_labels(s, 2)))
		return false;
	top = last_labels(s, 1);
	three = last_labels(s, 3);
	second = (size_t)(top - two) - 1;
	if (listed(no_names, top, strlen(top)) || second == 0 || *top == '\0')
		return false;
	if (three && ((strlen(top) == 2 && listed(seconds, two, second)) || listed(shared, two, strlen(two))))
		two = three;
	if (strlen(two) >= 128)
		return false;
	memcpy(ret_domain, two, strlen(two) + 1);
	return true;
}
