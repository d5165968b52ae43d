#include "web/pem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool pem_path(char to[PEM_PATH], const char *folder, const char *name)
{
	return snprintf(to, PEM_PATH, "%s/%s", folder, name) < PEM_PATH;
}

int pem_error(struct err *e, const char *subject, int code)
{
	return err_set(e, -EINVAL, subject, "http.certificate-unusable", "%s", gnutls_strerror(code));
}

static int write_whole(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno != EINTR)
			return -errno;
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return fsync(fd) < 0 ? -errno : 0;
}

int pem_write(const char *folder, const char *name, const void *bytes, size_t n, struct err *e)
{
	char aside[PEM_PATH], path[PEM_PATH];
	int fd = -1, r = -ENAMETOOLONG;

	if (pem_path(path, folder, name) &&
	    snprintf(aside, sizeof aside, "%s.new", path) < (int)sizeof aside) {
		unlink(aside);
		fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		r = fd < 0 ? -errno : write_whole(fd, bytes, n);
		if (fd >= 0 && close(fd) < 0 && r == 0)
			r = -errno;
		if (r == 0 && rename(aside, path) < 0)
			r = -errno;
		if (r < 0 && fd >= 0)
			unlink(aside);
	}
	return r < 0 ? err_set(e, r, path, "http.certificate-unwritten", "%s", strerror(-r)) : 0;
}

gnutls_x509_privkey_t pem_key(const char *path)
{
	gnutls_x509_privkey_t key = NULL;
	gnutls_datum_t pem = {0};

	if (gnutls_load_file(path, &pem) < 0)
		return NULL;
	if (gnutls_x509_privkey_init(&key) >= 0 &&
	    gnutls_x509_privkey_import2(key, &pem, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN) < 0) {
		gnutls_x509_privkey_deinit(key);
		key = NULL;
	}
	gnutls_memset(pem.data, 0, pem.size);
	gnutls_free(pem.data);
	return key;
}

unsigned pem_chain(const char *path, gnutls_x509_crt_t chain[PEM_CHAIN])
{
	gnutls_datum_t pem = {0};
	unsigned n = PEM_CHAIN;
	int got;

	if (gnutls_load_file(path, &pem) < 0)
		return 0;
	got = gnutls_x509_crt_list_import(chain, &n, &pem, GNUTLS_X509_FMT_PEM,
					  GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);
	gnutls_free(pem.data);
	return got > 0 ? (unsigned)got : 0;
}

void pem_drop(gnutls_x509_crt_t *chain, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		gnutls_x509_crt_deinit(chain[i]);
}
