/* The company's own certificate, and whose certificates clients may show. See certificate.h. */
#include "web/certificate.h"

#include "web/pem.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BITS_RSA = 2048, BITS_EC = 256 };

struct given {
	gnutls_x509_crt_t chain[PEM_CHAIN];
	unsigned n;
	gnutls_x509_privkey_t key;
};

static void drop(struct given *g)
{
	pem_drop(g->chain, g->n);
	if (g->key)
		gnutls_x509_privkey_deinit(g->key);
}

/* What is wrong with a chain, as the name of a sentence; NULL: nothing. */
static const char *wrong_of_time(gnutls_x509_crt_t c, int64_t now)
{
	if (gnutls_x509_crt_get_expiration_time(c) <= now)
		return "http.certificate-expired";
	return gnutls_x509_crt_get_activation_time(c) > now ? "http.certificate-early" : NULL;
}

static bool for_servers(gnutls_x509_crt_t c)
{
	return gnutls_x509_crt_check_key_purpose(c, GNUTLS_KP_TLS_WWW_SERVER, 0) &&
	       !gnutls_x509_crt_get_ca_status(c, NULL);
}

static bool strong(gnutls_x509_crt_t c)
{
	unsigned bits = 0;
	int kind = gnutls_x509_crt_get_pk_algorithm(c, &bits);

	return (kind == GNUTLS_PK_RSA && bits >= BITS_RSA) || (kind == GNUTLS_PK_ECDSA && bits >= BITS_EC) ||
	       kind == GNUTLS_PK_EDDSA_ED25519;
}

static const char *wrong_of(const struct given *g, int64_t now)
{
	const char *wrong;

	for (unsigned i = 0; i < g->n; i++) {
		if ((wrong = wrong_of_time(g->chain[i], now)))
			return wrong;
		if (!strong(g->chain[i]))
			return "http.certificate-weak";
		if (i + 1 < g->n && !gnutls_x509_crt_check_issuer(g->chain[i], g->chain[i + 1]))
			return "http.certificate-chain";
	}
	if (!for_servers(g->chain[0]))
		return "http.certificate-purpose";
	return certificate_fits(g->chain[0], g->key) ? NULL : "http.certificate-misfit";
}

static int copy(const char *folder, const char *name, const char *from, struct err *e)
{
	gnutls_datum_t bytes = {0};
	int r = gnutls_load_file(from, &bytes);

	if (r < 0)
		return err_set(e, -EIO, from, "http.certificate-unreadable", "%s", gnutls_strerror(r));
	r = pem_write(folder, name, bytes.data, bytes.size, e);
	gnutls_memset(bytes.data, 0, bytes.size);
	gnutls_free(bytes.data);
	return r;
}

int certificate_import(const char *folder, const char *certificate, const char *key, int64_t now,
		       struct err *e)
{
	struct given g = {.n = pem_chain(certificate, g.chain), .key = pem_key(key)};
	const char *wrong = NULL;
	int r;

	if (g.n == 0)
		r = err_set(e, -EINVAL, certificate, "http.certificate-unreadable", "%s", "PEM");
	else if (!g.key)
		r = err_set(e, -EINVAL, key, "http.key-unreadable", "%s", "");
	else if ((wrong = wrong_of(&g, now)))
		r = err_set(e, -EINVAL, certificate, wrong, "%s", "");
	else if ((r = copy(folder, "server.key", key, e)) == 0)
		r = copy(folder, "server.pem", certificate, e);
	drop(&g);
	return r;
}

static int forget(const char *folder, const char *name, struct err *e)
{
	char path[PEM_PATH];

	if (pem_path(path, folder, name) && unlink(path) < 0 && errno != ENOENT)
		return err_set(e, -errno, path, "http.certificate-unwritten", "%s", strerror(errno));
	return 0;
}

int certificate_clients(const char *folder, const char *ca, bool required, int64_t now, struct err *e)
{
	static const char *const name[] = {"clients.pem", "clients-required.pem"};
	gnutls_x509_crt_t chain[PEM_CHAIN];
	const char *wrong = NULL;
	unsigned n;
	int r = 0;

	if (ca) {
		if ((n = pem_chain(ca, chain)) == 0)
			return err_set(e, -EINVAL, ca, "http.certificate-unreadable", "%s", "PEM");
		for (unsigned i = 0; i < n && !wrong; i++)
			wrong = gnutls_x509_crt_get_ca_status(chain[i], NULL) > 0
					? wrong_of_time(chain[i], now)
					: "http.certificate-no-ca";
		pem_drop(chain, n);
		if (wrong)
			return err_set(e, -EINVAL, ca, wrong, "%s", "");
		r = copy(folder, name[required], ca, e);
	}
	if (r == 0)
		r = forget(folder, name[ca ? !required : 1], e);
	return r == 0 && !ca ? forget(folder, name[0], e) : r;
}
