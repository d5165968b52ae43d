#include "web/certificate.h"

#include "web/pem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/crypto.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY = 86400, SERIAL = 16 };

/* A certificate and the key it was made for. */
struct pair {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
};

static void drop(struct pair *p)
{
	if (p->crt)
		gnutls_x509_crt_deinit(p->crt);
	if (p->key)
		gnutls_x509_privkey_deinit(p->key);
	*p = (struct pair){0};
}

/* Whom it names: the first of the names. */
struct names {
	const char *name[CERTIFICATE_NAMES + 4];
	size_t count;
	char host[256], own[CERTIFICATE_NAMES][INET6_ADDRSTRLEN];
	size_t own_count;
};

static bool is_there(const struct names *n, const char *name)
{
	for (size_t i = 0; i < n->count; i++)
		if (strcmp(n->name[i], name) == 0)
			return true;
	return false;
}

static void add_text(struct names *n, const char *name)
{
	if (n->count < CERTIFICATE_NAMES + 4 && !is_there(n, name))
		n->name[n->count++] = name;
}

/* All addresses of this machine, for who listens at all of them. Link-local ones are nobody's bookmark. */
static void add_own_addresses(struct names *n)
{
	struct ifaddrs *all = NULL;

	if (getifaddrs(&all) < 0)
		return;
	for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
		const struct sockaddr *a = i->ifa_addr;
		const void *at =
			!a ? NULL
			: a->sa_family == AF_INET
				? (const void *)&((const struct sockaddr_in *)(const void *)a)->sin_addr
			: a->sa_family == AF_INET6
				? (const void *)&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr
				: NULL;

		if (!at || n->own_count == CERTIFICATE_NAMES ||
		    (a->sa_family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL((const struct in6_addr *)at)) ||
		    !inet_ntop(a->sa_family, at, n->own[n->own_count], sizeof n->own[0]))
			continue;
		add_text(n, n->own[n->own_count++]);
	}
	freeifaddrs(all);
}

static void gather(struct names *n, const char *const *more, size_t count)
{
	static const char *const always[] = {"localhost", "127.0.0.1", "::1"};

	memset(n, 0, sizeof *n);
	if (gethostname(n->host, sizeof n->host - 1) == 0 && *n->host)
		add_text(n, n->host);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add_text(n, always[i]);
	for (size_t i = 0; i < count; i++)
		if (strcmp(more[i], "0.0.0.0") == 0 || strcmp(more[i], "::") == 0)
			add_own_addresses(n);
		else
			add_text(n, more[i]);
}

/* Key, serial number, times and subject; what it is for is the caller's. */
static int begin(struct pair *p, const char *subject, int64_t now, int days)
{
	unsigned char serial[SERIAL];
	gnutls_x509_crt_t c;
	int r;

	*p = (struct pair){0};
	if ((r = gnutls_x509_privkey_init(&p->key)) < 0 || (r = gnutls_x509_crt_init(&p->crt)) < 0 ||
	    (r = gnutls_x509_privkey_generate(p->key, GNUTLS_PK_ECDSA,
					      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0)) < 0 ||
	    (r = gnutls_rnd(GNUTLS_RND_RANDOM, serial, sizeof serial)) < 0)
		return r;
	serial[0] = (unsigned char)((serial[0] & 0x3f) | 0x40); /* positive, of full length */
	c = p->crt;
	if ((r = gnutls_x509_crt_set_version(c, 3)) < 0 ||
	    (r = gnutls_x509_crt_set_serial(c, serial, sizeof serial)) < 0 ||
	    (r = gnutls_x509_crt_set_key(c, p->key)) < 0 ||
	    (r = gnutls_x509_crt_set_dn_by_oid(c, GNUTLS_OID_X520_COMMON_NAME, 0, subject,
					       (unsigned)strlen(subject))) < 0)
		return r;
	/* An hour back: clocks of browsers differ. */
	gnutls_x509_crt_set_activation_time(c, now - 3600);
	gnutls_x509_crt_set_expiration_time(c, now - 3600 + (int64_t)days * DAY);
	return 0;
}

static int key_id(gnutls_x509_crt_t c, gnutls_x509_crt_t of, bool authority)
{
	unsigned char id[64];
	size_t n = sizeof id;
	int r = gnutls_x509_crt_get_key_id(of, GNUTLS_KEYID_USE_SHA256, id, &n);

	if (r < 0)
		return r;
	n = n < 20 ? n : 20;
	return authority ? gnutls_x509_crt_set_authority_key_id(c, id, n)
			 : gnutls_x509_crt_set_subject_key_id(c, id, n);
}

static int make_ca(struct pair *p, const char *host, int64_t now)
{
	char subject[64]; /* X.520's bound of a common name */
	int r;

	snprintf(subject, sizeof subject, "mimamori CA %.48s", host);
	if ((r = begin(p, subject, now, CA_DAYS)) < 0 ||
	    (r = gnutls_x509_crt_set_basic_constraints(p->crt, 1, 0)) < 0 ||
	    (r = gnutls_x509_crt_set_key_usage(p->crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN)) < 0 ||
	    (r = key_id(p->crt, p->crt, false)) < 0)
		return r;
	return gnutls_x509_crt_sign2(p->crt, p->crt, p->key, GNUTLS_DIG_SHA256, 0);
}

static int add_name(gnutls_x509_crt_t c, const char *name)
{
	unsigned char ip[16];
	int n = inet_pton(AF_INET, name, ip) == 1 ? 4 : inet_pton(AF_INET6, name, ip) == 1 ? 16 : 0;

	if (n)
		return gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_IPADDRESS, ip, (unsigned)n,
							    GNUTLS_FSAN_APPEND);
	return gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_DNSNAME, name, (unsigned)strlen(name),
						    GNUTLS_FSAN_APPEND);
}

static int make_server(struct pair *p, const struct pair *ca, const struct names *names, int64_t now)
{
	int r;

	if ((r = begin(p, "mimamori", now, CERTIFICATE_DAYS)) < 0)
		return r;
	for (size_t i = 0; i < names->count; i++)
		if ((r = add_name(p->crt, names->name[i])) < 0)
			return r;
	if ((r = gnutls_x509_crt_set_basic_constraints(p->crt, 0, -1)) < 0 ||
	    (r = gnutls_x509_crt_set_key_usage(p->crt, GNUTLS_KEY_DIGITAL_SIGNATURE)) < 0 ||
	    (r = gnutls_x509_crt_set_key_purpose_oid(p->crt, GNUTLS_KP_TLS_WWW_SERVER, 0)) < 0 ||
	    (r = key_id(p->crt, p->crt, false)) < 0 || (r = key_id(p->crt, ca->crt, true)) < 0)
		return r;
	return gnutls_x509_crt_sign2(p->crt, ca->crt, ca->key, GNUTLS_DIG_SHA256, 0);
}

/* The key first: when the machine stops between the two, they do not fit and are made anew. */
static int write_pair(const char *folder, const char *key_name, const char *name, const struct pair *p,
		      struct err *e)
{
	gnutls_datum_t key = {0}, crt = {0};
	int r;

	if ((r = gnutls_x509_privkey_export2_pkcs8(p->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
						   &key)) < 0 ||
	    (r = gnutls_x509_crt_export2(p->crt, GNUTLS_X509_FMT_PEM, &crt)) < 0)
		r = pem_error(e, folder, r);
	else if ((r = pem_write(folder, key_name, key.data, key.size, e)) == 0)
		r = pem_write(folder, name, crt.data, crt.size, e);
	if (key.data)
		gnutls_memset(key.data, 0, key.size);
	gnutls_free(key.data);
	gnutls_free(crt.data);
	return r;
}

bool certificate_fits(gnutls_x509_crt_t c, gnutls_x509_privkey_t key)
{
	unsigned char of_crt[64], of_key[64];
	size_t n = sizeof of_crt, m = sizeof of_key;

	return gnutls_x509_crt_get_key_id(c, GNUTLS_KEYID_USE_SHA256, of_crt, &n) >= 0 &&
	       gnutls_x509_privkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, of_key, &m) >= 0 && n == m &&
	       memcmp(of_crt, of_key, n) == 0;
}

/* The first certificate of a file with the key of another; false: not both, or they do not fit. */
static bool read_pair(const char *folder, const char *key_name, const char *name, struct pair *ret)
{
	gnutls_x509_crt_t chain[PEM_CHAIN];
	char path[PEM_PATH], key[PEM_PATH];
	unsigned n = 0;

	*ret = (struct pair){0};
	if (pem_path(path, folder, name) && pem_path(key, folder, key_name) &&
	    (n = pem_chain(path, chain)) > 0) {
		ret->crt = chain[0];
		pem_drop(chain + 1, n - 1);
		ret->key = pem_key(key);
	}
	if (ret->crt && ret->key && certificate_fits(ret->crt, ret->key))
		return true;
	drop(ret);
	return false;
}

static bool names_all(gnutls_x509_crt_t c, const struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (!gnutls_x509_crt_check_hostname2(c, names->name[i], 0))
			return false;
	return true;
}

/* Is the server's certificate still good? One that another CA signed is the company's, and its business. */
static bool server_is_good(const char *folder, const struct pair *ca, const struct names *names, int64_t now)
{
	struct pair server;
	bool good = false;

	if (read_pair(folder, "server.key", "server.pem", &server))
		good = !gnutls_x509_crt_check_issuer(server.crt, ca->crt) ||
		       (gnutls_x509_crt_get_expiration_time(server.crt) > now + (int64_t)RENEW_DAYS * DAY &&
			gnutls_x509_crt_get_activation_time(server.crt) <= now &&
			names_all(server.crt, names));
	drop(&server);
	return good;
}

static int open_ca(const char *folder, const struct names *names, int64_t now, struct pair *ca, bool *made,
		   struct err *e)
{
	int r;

	if (read_pair(folder, "ca.key", "ca.pem", ca) &&
	    gnutls_x509_crt_get_expiration_time(ca->crt) > now + (int64_t)CERTIFICATE_DAYS * DAY)
		return 0;
	drop(ca);
	if ((r = make_ca(ca, *names->host ? names->host : "localhost", now)) < 0)
		return pem_error(e, folder, r);
	*made = true;
	return write_pair(folder, "ca.key", "ca.pem", ca, e);
}

int certificates_make(const char *folder, const char *const *more, size_t count, int64_t now, bool *ret_made,
		      struct err *e)
{
	struct pair ca = {0}, server = {0};
	struct names names;
	int r = 0;

	*ret_made = false;
	gather(&names, more, count);
	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return err_set(e, -errno, folder, "http.certificate-unwritten", "%s", strerror(errno));
	r = open_ca(folder, &names, now, &ca, ret_made, e);
	if (r == 0 && !server_is_good(folder, &ca, &names, now)) {
		if ((r = make_server(&server, &ca, &names, now)) < 0)
			r = pem_error(e, folder, r);
		else
			r = write_pair(folder, "server.key", "server.pem", &server, e);
		*ret_made = true;
	}
	drop(&server);
	drop(&ca);
	return r;
}
