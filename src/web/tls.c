#include "web/tls.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* AEAD with ephemeral keys; the server's order of preference. */
static const char priorities[] =
	"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:"
	"-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:-MAC-ALL:+AEAD:"
	"-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%SERVER_PRECEDENCE";

static int wrong(struct err *e, const char *path, int code)
{
	return err_set(e, -EINVAL, path, "http.certificate-unusable", "%s", gnutls_strerror(code));
}

static bool path_in(char *buf, size_t room, const char *folder, const char *name)
{
	return snprintf(buf, room, "%s/%s", folder, name) < (int)room;
}

/* Which CAs may have signed a client's certificate; none: they are not asked for. */
static int trust_clients(struct tls *t, const char *folder, struct err *e)
{
	char path[4096];
	int n;

	t->requires = path_in(path, sizeof path, folder, "clients-required.pem") && access(path, F_OK) == 0;
	if (!t->requires && !(path_in(path, sizeof path, folder, "clients.pem") && access(path, F_OK) == 0))
		return 0;
	n = gnutls_certificate_set_x509_trust_file(t->credentials, path, GNUTLS_X509_FMT_PEM);
	if (n <= 0)
		return wrong(e, path, n < 0 ? n : GNUTLS_E_NO_CERTIFICATE_FOUND);
	t->asks = true;
	return 0;
}

static void look_at_own(struct tls *t, const char *folder)
{
	gnutls_x509_crt_t *chain = NULL, ca = NULL;
	gnutls_datum_t pem = {0};
	unsigned n = 0;
	char path[4096];

	if (gnutls_certificate_get_x509_crt(t->credentials, 0, &chain, &n) < 0 || n == 0)
		return;
	t->expires = gnutls_x509_crt_get_expiration_time(chain[0]);
	if (path_in(path, sizeof path, folder, "ca.pem") && gnutls_load_file(path, &pem) >= 0 &&
	    gnutls_x509_crt_init(&ca) >= 0 && gnutls_x509_crt_import(ca, &pem, GNUTLS_X509_FMT_PEM) >= 0)
		t->ours = gnutls_x509_crt_check_issuer(chain[0], ca);
	if (ca)
		gnutls_x509_crt_deinit(ca);
	gnutls_free(pem.data);
	for (unsigned i = 0; i < n; i++)
		gnutls_x509_crt_deinit(chain[i]);
	gnutls_free(chain);
}

int tls_open(struct tls *t, const char *folder, int64_t now, struct err *e)
{
	char certificate[4096], key[4096];
	int r;

	*t = (struct tls){0};
	if (!path_in(certificate, sizeof certificate, folder, "server.pem") ||
	    !path_in(key, sizeof key, folder, "server.key"))
		return err_set(e, -ENAMETOOLONG, folder, "http.certificate-unusable", "%s",
			       strerror(ENAMETOOLONG));
	if ((r = gnutls_certificate_allocate_credentials(&t->credentials)) < 0 ||
	    (r = gnutls_priority_init(&t->priority, priorities, NULL)) < 0)
		return wrong(e, folder, r);
	gnutls_certificate_set_flags(t->credentials, GNUTLS_CERTIFICATE_API_V2);
	if ((r = gnutls_certificate_set_x509_key_file(t->credentials, certificate, key,
						      GNUTLS_X509_FMT_PEM)) < 0)
		return wrong(e, certificate, r);
	look_at_own(t, folder);
	if (t->expires <= now)
		return err_set(e, -EINVAL, certificate, "http.certificate-expired", "%s", "");
	return trust_clients(t, folder, e);
}

void tls_close(struct tls *t)
{
	if (t->priority)
		gnutls_priority_deinit(t->priority);
	if (t->credentials)
		gnutls_certificate_free_credentials(t->credentials);
	*t = (struct tls){0};
}

/* Called in the handshake, only where certificates are asked for. Showing none is for the server to allow or
 * not (requires); showing a bad one never is. */
static int verify(gnutls_session_t s)
{
	static const gnutls_typed_vdata_st purpose = {
		GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT, 0};
	gnutls_typed_vdata_st data = purpose;
	unsigned n = 0, status = 0;

	if (!gnutls_certificate_get_peers(s, &n) || n == 0)
		return 0;
	if (gnutls_certificate_verify_peers(s, &data, 1, &status) < 0 || status != 0)
		return GNUTLS_E_CERTIFICATE_ERROR;
	return 0;
}

gnutls_session_t tls_session(const struct tls *t, int fd)
{
	static const gnutls_datum_t http = {(unsigned char *)(uintptr_t) "http/1.1", 8};
	gnutls_session_t s = NULL;

	if (gnutls_init(&s, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS) < 0)
		return NULL;
	if (gnutls_priority_set(s, t->priority) < 0 ||
	    gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, t->credentials) < 0 ||
	    gnutls_alpn_set_protocols(s, &http, 1, 0) < 0) {
		gnutls_deinit(s);
		return NULL;
	}
	if (t->asks) {
		gnutls_certificate_server_set_request(s, t->requires ? GNUTLS_CERT_REQUIRE
								     : GNUTLS_CERT_REQUEST);
		gnutls_session_set_verify_function(s, verify);
	}
	gnutls_transport_set_int(s, fd);
	return s;
}

bool tls_client_key(gnutls_session_t s, char to[TLS_KEY_TEXT])
{
	const gnutls_datum_t *chain;
	unsigned char digest[32];
	size_t n = sizeof digest;
	unsigned count = 0;

	*to = '\0';
	chain = gnutls_certificate_get_peers(s, &count);
	if (!chain || count == 0 || gnutls_fingerprint(GNUTLS_DIG_SHA256, &chain[0], digest, &n) < 0 ||
	    n != 32)
		return false;
	for (unsigned i = 0; i < n; i++)
		snprintf(to + (size_t)2 * i, 3, "%02x", digest[i]);
	return true;
}
