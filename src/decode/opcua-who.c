/* Who server and client are, which ways in the server offers, and who signs in. */
#include "decode/opcua-services.h"

#include "decode/words.h"

#include <stdio.h>

enum { ENDPOINTS_MAX = 16 };

/* --- who it is, and the ways in ------------------------------------------------------------------------ */

struct text opcua_policy(struct rd uri)
{
	struct text t = text_rd(&uri);
	ssize_t at = words_find(t, "#");

	return at < 0 ? text_of("", 0) : words_from(t, (size_t)at + 1);
}

const char *opcua_mode(uint32_t mode)
{
	static const char *const words[] = {"invalid", "none", "sign", "sign-and-encrypt"};

	return words[mode <= 3 ? mode : 0];
}

void opcua_tell_policy(struct emit *e, struct text policy)
{
	/* withdrawn for their SHA-1 and short keys (OPC 10000-7, 6.6) */
	if (words_same(policy, "basic128rsa15"))
		emit_str(e, FACT_CRYPTO, SERVER, 90, "opc-ua-basic128rsa15");
	else if (words_same(policy, "basic256"))
		emit_str(e, FACT_CRYPTO, SERVER, 90, "opc-ua-basic256");
}

struct application {
	struct rd uri, product, name;
	uint32_t type;
};

/* URI | product | name | type 4 | gateway | profile | [URL] (7.2) */
static struct application read_application(struct rd *r)
{
	struct application a = {
		.uri = opcua_string(r), .product = opcua_string(r), .name = opcua_localized(r)};
	uint32_t n;

	a.type = rd_le32(r);
	(void)opcua_string(r);
	(void)opcua_string(r);
	n = opcua_count(r);
	for (uint32_t i = 0; i < n && rd_ok(r); i++)
		(void)opcua_string(r);
	return a;
}

static void tell_server(struct emit *e, const struct application *a)
{
	if (!rd_empty(&a->uri))
		emit_pair(e, FACT_PROPERTY, SERVER, 90, "opc-ua-application", text_rd(&a->uri));
	if (!rd_empty(&a->product))
		emit_pair(e, FACT_PROPERTY, SERVER, 90, "opc-ua-product", text_rd(&a->product));
	if (!rd_empty(&a->name))
		emit_text(e, FACT_DESCRIPTION, SERVER, 80, text_rd(&a->name));
}

/* [name, kind 4, issued, issuer, policy]: which kinds, as a set of bits (7.42) */
static unsigned read_tokens(struct rd *r)
{
	uint32_t n = opcua_count(r);
	unsigned kinds = 0;

	for (uint32_t i = 0; i < n && rd_ok(r); i++) {
		uint32_t kind;

		(void)opcua_string(r);
		kind = rd_le32(r);
		(void)opcua_string(r);
		(void)opcua_string(r);
		(void)opcua_string(r);
		kinds |= rd_ok(r) && kind < 4 ? 1u << kind : 0;
	}
	return kinds;
}

static void tell_endpoint(struct emit *e, struct text policy, uint32_t mode, unsigned kinds)
{
	static const char *const words[] = {"anonymous", "username", "certificate", "issued"};
	char list[64];
	size_t n = 0;

	list[0] = 0;
	for (unsigned i = 0; i < 4; i++)
		if (kinds & 1u << i)
			n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? "+" : "", words[i]);
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "opc-ua-endpoint=%.*s/%s/%s",
		 (int)(policy.n < 64 ? policy.n : 64), policy.s, opcua_mode(mode), list);
	opcua_tell_policy(e, policy);
}

/* [URL, server, certificate, mode 4, policy, tokens, profile, level 1] (7.14) */
void opcua_hear_endpoints(struct emit *e, struct rd *r)
{
	uint32_t n = opcua_count(r);

	for (uint32_t i = 0; i < n && i < ENDPOINTS_MAX && rd_ok(r); i++) {
		struct application a;
		struct text policy;
		uint32_t mode;
		unsigned kinds;

		(void)opcua_string(r);
		a = read_application(r);
		if (rd_ok(r) && i == 0)
			tell_server(e, &a);
		(void)opcua_string(r);
		mode = rd_le32(r);
		policy = opcua_policy(opcua_string(r));
		kinds = read_tokens(r);
		(void)opcua_string(r);
		rd_skip(r, 1);
		if (rd_ok(r) && policy.n)
			tell_endpoint(e, policy, mode, kinds);
	}
}

void opcua_hear_servers(struct emit *e, struct rd *r)
{
	uint32_t n = opcua_count(r);
	struct application a;

	if (n != 1) /* a directory of others */
		return;
	a = read_application(r);
	if (rd_ok(r))
		tell_server(e, &a);
}

/* client | server's URI | URL | session's name ... (5.6.2) */
void opcua_ask_session(struct emit *e, struct rd r)
{
	struct application a = read_application(&r);

	if (!rd_ok(&r))
		return;
	if (!rd_empty(&a.uri))
		emit_pair(e, FACT_PROPERTY, CLIENT, 90, "opc-ua-application", text_rd(&a.uri));
	if (!rd_empty(&a.product))
		emit_pair(e, FACT_PROPERTY, CLIENT, 90, "opc-ua-product", text_rd(&a.product));
	if (!rd_empty(&a.name))
		emit_text(e, FACT_USER_AGENT, CLIENT, 80, text_rd(&a.name));
	else if (!rd_empty(&a.uri))
		emit_text(e, FACT_USER_AGENT, CLIENT, 80, text_rd(&a.uri));
}

/* session | token | time-out 8 | nonce | certificate | endpoints ... */
void opcua_hear_session(struct emit *e, struct rd *r)
{
	(void)opcua_node(r);
	(void)opcua_node(r);
	rd_skip(r, 8);
	(void)opcua_string(r);
	(void)opcua_string(r);
	opcua_hear_endpoints(e, r);
}

/* algorithm, signature | [certificate, signature] | [locale] | identity | ... (5.6.3) */
void opcua_ask_sign_in(struct opcua_kept *k, struct emit *e, struct rd r)
{
	enum { ANONYMOUS = 321, USER_NAME = 324, CERTIFICATE = 327, ISSUED = 940 };
	struct text none = text_of("", 0), user = none, secret = none;
	struct rd token, algorithm;
	uint32_t n, kind;

	(void)opcua_string(&r);
	(void)opcua_string(&r);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && rd_ok(&r); i++) {
		(void)opcua_string(&r);
		(void)opcua_string(&r);
	}
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && rd_ok(&r); i++)
		(void)opcua_string(&r);
	kind = opcua_extension(&r, &token);
	if (!rd_ok(&r))
		return;
	(void)opcua_string(&token);
	if (kind == USER_NAME) {
		struct rd name = opcua_string(&token), password = opcua_string(&token);

		algorithm = opcua_string(&token);
		user = text_rd(&name);
		secret = rd_empty(&algorithm) ? text_rd(&password) : none;
		signin_try(&k->signin, e, rd_empty(&algorithm) ? "plain" : "encrypted", rd_empty(&algorithm),
			   user, secret);
	} else if (kind == CERTIFICATE || kind == ISSUED) {
		signin_try(&k->signin, e, kind == ISSUED ? "token" : "certificate", false, none, none);
	} else {
		signin_try(&k->signin, e, "anonymous", true, none, none);
	}
}
