/* web/certificate: made, kept, renewed by the clock that it is given. */
#include "test.h"

#include "web/certificate.h"
#include "web/pem.h"
#include "web/tls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const int64_t now = 1796000000, day = 86400; /* 2026-11-29 */
static char folder[64];

static int fresh(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/web-certificate-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int gone(void **state)
{
	static const char *const names[] = {"ca.pem",      "ca.key",    "server.pem",           "server.key",
					    "clients.pem", "given.pem", "clients-required.pem", "given.key"};
	char path[PEM_PATH];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (pem_path(path, folder, names[i]))
			remove(path);
	return remove(folder);
}

static bool make(const char *name, int64_t when)
{
	const char *names[] = {name};
	bool made = false;
	struct err e = {0};

	assert_int_equal(certificates_make(folder, names, name ? 1 : 0, when, &made, &e), 0);
	return made;
}

static void made_once_and_when_due(void **state)
{
	(void)state;
	assert_true(make(NULL, now));
	assert_false(make(NULL, now));
	assert_false(make(NULL, now + (CERTIFICATE_DAYS - RENEW_DAYS - 1) * day));
	assert_true(make(NULL, now + (CERTIFICATE_DAYS - RENEW_DAYS + 1) * day));
	assert_true(make("plant.example", now));
	assert_false(make("plant.example", now));
	assert_true(make("192.0.2.7", now));
	assert_false(make("192.0.2.7", now));
}

static void keys_are_for_one(void **state)
{
	static const char *const names[] = {"ca.pem", "ca.key", "server.pem", "server.key"};
	struct stat st;
	char path[PEM_PATH];

	(void)state;
	make(NULL, now);
	for (size_t i = 0; i < 4; i++) {
		assert_true(pem_path(path, folder, names[i]) && stat(path, &st) == 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void a_key_of_another_makes_it_anew(void **state)
{
	char from[PEM_PATH], to[PEM_PATH];

	(void)state;
	make(NULL, now);
	assert_true(pem_path(from, folder, "ca.key") && pem_path(to, folder, "server.key"));
	assert_int_equal(rename(from, to), 0);
	assert_true(make(NULL, now)); /* the CA's key is gone, the server's is wrong: both anew */
	assert_false(make(NULL, now));
}

static void served_until_it_expires(void **state)
{
	struct tls t;
	struct err e = {0};

	(void)state;
	make(NULL, now);
	assert_int_equal(tls_open(&t, folder, now, &e), 0);
	assert_true(t.ours && !t.asks && !t.requires);
	assert_int_equal(t.expires, now - 3600 + (int64_t)CERTIFICATE_DAYS * day);
	tls_close(&t);
	assert_true(tls_open(&t, folder, now + CERTIFICATE_DAYS * day, &e) < 0);
	assert_string_equal(e.key, "http.certificate-expired");
	tls_close(&t);
}

static void imported_when_it_fits(void **state)
{
	char from[PEM_PATH], to[PEM_PATH], ca[PEM_PATH], key[PEM_PATH];
	struct err e = {0};

	(void)state;
	make(NULL, now);
	assert_true(pem_path(from, folder, "server.pem") && pem_path(to, folder, "given.pem") &&
		    pem_path(ca, folder, "ca.key") && pem_path(key, folder, "server.key"));
	assert_true(certificate_import(folder, from, ca, now, &e) < 0);
	assert_string_equal(e.key, "http.certificate-misfit");
	assert_true(certificate_import(folder, from, key, now + 500 * day, &e) < 0);
	assert_string_equal(e.key, "http.certificate-expired");
	assert_true(certificate_import(folder, from, key, now - day, &e) < 0);
	assert_string_equal(e.key, "http.certificate-early");
	assert_true(certificate_import(folder, key, key, now, &e) < 0);
	assert_string_equal(e.key, "http.certificate-unreadable");
	assert_true(certificate_import(folder, from, from, now, &e) < 0);
	assert_string_equal(e.key, "http.key-unreadable");
	assert_true(pem_path(from, folder, "ca.pem"));
	assert_true(certificate_import(folder, from, ca, now, &e) < 0);
	assert_string_equal(e.key, "http.certificate-purpose");
	assert_true(pem_path(from, folder, "server.pem"));
	assert_int_equal(certificate_import(folder, from, key, now, &e), 0);
}

static void whose_certificates_clients_show(void **state)
{
	char ca[PEM_PATH], server[PEM_PATH];
	struct err e = {0};
	struct tls t;

	(void)state;
	make(NULL, now);
	assert_true(pem_path(ca, folder, "ca.pem") && pem_path(server, folder, "server.pem"));
	assert_true(certificate_clients(folder, server, false, now, &e) < 0);
	assert_string_equal(e.key, "http.certificate-no-ca");
	assert_int_equal(certificate_clients(folder, ca, false, now, &e), 0);
	assert_int_equal(tls_open(&t, folder, now, &e), 0);
	assert_true(t.asks && !t.requires);
	tls_close(&t);
	assert_int_equal(certificate_clients(folder, ca, true, now, &e), 0);
	assert_int_equal(tls_open(&t, folder, now, &e), 0);
	assert_true(t.asks && t.requires);
	tls_close(&t);
	assert_int_equal(certificate_clients(folder, NULL, false, now, &e), 0);
	assert_int_equal(tls_open(&t, folder, now, &e), 0);
	assert_false(t.asks || t.requires);
	tls_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(made_once_and_when_due, fresh, gone),
		cmocka_unit_test_setup_teardown(keys_are_for_one, fresh, gone),
		cmocka_unit_test_setup_teardown(a_key_of_another_makes_it_anew, fresh, gone),
		cmocka_unit_test_setup_teardown(served_until_it_expires, fresh, gone),
		cmocka_unit_test_setup_teardown(imported_when_it_fits, fresh, gone),
		cmocka_unit_test_setup_teardown(whose_certificates_clients_show, fresh, gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
