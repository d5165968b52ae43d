/* All integers little-endian; a text is | length, 4 | bytes |. Anything left over is refused. */
#include "respond/courier_settings.h"

#include <string.h>

const char *const courier_tls_names[COURIER_TLS_MODES] = {"starttls", "tls", "none"};

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

static bool made_of(const char *s, const char *more)
{
	for (; *s; s++)
		if (!strchr(letters, *s) && !strchr(more, *s))
			return false;
	return true;
}

/* Printable ASCII without a blank. */
static bool is_graphic(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s > '~')
			return false;
	return true;
}

/* A name, an IPv4 or an IPv6 address, the latter without brackets. */
const char *courier_host_wrong(const char *host)
{
	bool six = strchr(host, ':') != NULL;

	if (!*host || strlen(host) >= COURIER_HOST_ROOM || *host == '.' || *host == '-')
		return "bad-host";
	if (six)
		return strspn(host, "0123456789abcdefABCDEF:.") == strlen(host) ? NULL : "bad-host";
	return made_of(host, ".-_") ? NULL : "bad-host";
}

/* RFC 5321 4.1.2 without quoted local parts, which nobody uses. */
bool courier_address_ok(const char *a)
{
	const char *at = strchr(a, '@');

	return at && at != a && at - a <= 64 && at[1] && is_graphic(a) && !strpbrk(a, "<>,;:\"()[]\\") &&
	       made_of(at + 1, ".-") && at[1] != '.' && at[1] != '-' && strlen(a) < COURIER_SENDER_ROOM;
}

const char *courier_sender_wrong(const char *sender)
{
	return courier_address_ok(sender) ? NULL : "bad-sender";
}

/* Nobody's name and password stand in it, and it is not in clear. */
const char *courier_url_wrong(const char *url)
{
	static const char https[] = "https://";
	const char *host = url + sizeof https - 1;
	size_t n;

	if (strncmp(url, https, sizeof https - 1) != 0 || strlen(url) >= COURIER_URL_ROOM || !is_graphic(url))
		return "bad-webhook";
	n = strcspn(host, "/?#");
	return n && !memchr(host, '@', n) && !strpbrk(url, "\"<>\\^`{|}#") ? NULL : "bad-webhook";
}

/* --- bytes */

#define TEXTS(X) X(host) X(login) X(password) X(sender) X(ca) X(url) X(key)

static uint8_t *put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++, v >>= 8)
		*p++ = (uint8_t)v;
	return p;
}

static uint8_t *put_text(uint8_t *p, const char *s)
{
	size_t n = strlen(s);

	p = put(p, n, 4);
	memcpy(p, s, n);
	return p + n;
}

size_t courier_put_settings(const struct courier_settings *s, uint8_t *bytes, size_t room)
{
	uint8_t *p = bytes;
	size_t need = 5;

#define X(name) need += 4 + strlen(s->name);
	TEXTS(X)
#undef X
	if (need > room)
		return 0;
	p = put(p, s->mail, 1);
	p = put(p, s->webhook, 1);
	p = put(p, s->port, 2);
	p = put(p, s->tls, 1);
#define X(name) p = put_text(p, s->name);
	TEXTS(X)
#undef X
	return (size_t)(p - bytes);
}

static void get_text(struct rd *r, char *to, size_t room)
{
	uint32_t n = rd_le32(r);
	const uint8_t *p = n < room ? rd_bytes(r, n) : NULL;

	if (!p || memchr(p, '\0', n)) {
		r->bad = true;
		return;
	}
	memcpy(to, p, n);
	to[n] = '\0';
}

static bool one_line(const char *s) { return !strpbrk(s, "\r\n"); }

static bool is_possible(const struct courier_settings *s)
{
	if (s->mail && (courier_host_wrong(s->host) || courier_sender_wrong(s->sender) || !s->port))
		return false;
	if (s->webhook && (courier_url_wrong(s->url) || !*s->key))
		return false;
	return s->tls < COURIER_TLS_MODES && one_line(s->login) && one_line(s->password) && one_line(s->key);
}

bool courier_read_settings(struct rd body, struct courier_settings *ret)
{
	uint8_t mail, webhook;

	*ret = (struct courier_settings){0};
	mail = rd_u8(&body);
	webhook = rd_u8(&body);
	ret->port = rd_le16(&body);
	ret->tls = rd_u8(&body);
#define X(name) get_text(&body, ret->name, sizeof ret->name);
	TEXTS(X)
#undef X
	ret->mail = mail == 1;
	ret->webhook = webhook == 1;
	return rd_ok(&body) && rd_empty(&body) && mail <= 1 && webhook <= 1 && is_possible(ret);
}
