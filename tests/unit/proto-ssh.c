/* SSH: banners, HASSH, old methods, the sign-in that may have been. */
#include "recorder.h"

extern const struct decoder decoder_ssh;
static struct play p;
static uint8_t buf[4096];

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_ssh, 2200);
	return 0;
}

static size_t put32(size_t n, size_t v)
{
	buf[n] = (uint8_t)(v >> 24);
	buf[n + 1] = (uint8_t)(v >> 16);
	buf[n + 2] = (uint8_t)(v >> 8);
	buf[n + 3] = (uint8_t)v;
	return n + 4;
}

static size_t list(size_t n, const char *names)
{
	n = put32(n, strlen(names));
	memcpy(buf + n, names, strlen(names));
	return n + strlen(names);
}

/* A KEXINIT packet with these lists (same in both directions). */
static size_t kexinit(const char *kex, const char *cipher, const char *mac, const char *compress)
{
	size_t n = 4;

	buf[n++] = 4;
	buf[n++] = 20;
	memset(buf + n, 9, 16);
	n = list(n + 16, kex);
	n = list(n, "ssh-ed25519");
	n = list(list(n, cipher), cipher);
	n = list(list(n, mac), mac);
	n = list(list(n, compress), compress);
	n = list(list(n, ""), "");
	memset(buf + n, 0, 9);
	n += 9;
	put32(0, n - 4);
	return n;
}

#define NEW_KEYS "\0\0\0\x0c\x0a\x15\0\0\0\0\0\0\0\0\0\0", 16

static void test_session(void **state)
{
	size_t n;

	(void)state;
	play_z(&p, FROM_SERVER, "Keep out\r\nSSH-2.0-OpenSSH_8.9p1 Ubuntu-3\r\n");
	play_z(&p, FROM_CLIENT, "SSH-2.0-dropbear_2014.63\r\n");
	n = kexinit("curve25519-sha256,diffie-hellman-group1-sha1", "aes128-ctr,3des-cbc",
		    "hmac-md5,hmac-sha2-256", "none");
	play_slowly(&p, FROM_CLIENT, buf, n);
	n = kexinit("curve25519-sha256", "aes128-ctr", "hmac-sha2-256", "none,zlib@openssh.com");
	play_bytes(&p, FROM_SERVER, buf, n);
	play_bytes(&p, FROM_CLIENT, NEW_KEYS);
	play_bytes(&p, FROM_SERVER, NEW_KEYS);
	play_over(&p);
	assert_string_equal(
		p.e.log,
		"banner server SSH-2.0-OpenSSH_8.9p1 Ubuntu-3\nos server Ubuntu\n"
		"banner client SSH-2.0-dropbear_2014.63\n"
		"hassh client a14b4f527e29ce1fd5ee108e0b72992b\n"
		"crypto client diffie-hellman-group1-sha1\ncrypto client 3des-cbc\ncrypto client hmac-md5\n"
		"hassh-server server 321cfff8a575767bc3f39ebca746972a\n"
		"login ssh encrypted unknown /\n");
}

/* Behind the keys: turns of these lengths, client first; 0 ends. What is said in the end. */
static void sealed(const char *compression, const int *lengths, const char *result)
{
	static char zeros[1000];
	size_t n;

	fresh(NULL);
	play_z(&p, FROM_SERVER, "SSH-2.0-a\r\n");
	play_z(&p, FROM_CLIENT, "SSH-2.0-b\r\n");
	n = kexinit("x", "aes128-ctr", "hmac-sha2-256", compression);
	play_bytes(&p, FROM_CLIENT, buf, n);
	play_bytes(&p, FROM_SERVER, buf, n);
	play_bytes(&p, FROM_CLIENT, NEW_KEYS);
	play_bytes(&p, FROM_SERVER, NEW_KEYS);
	play_bytes(&p, FROM_SERVER, zeros, 100); /* extensions, before it is asked anything */
	for (int i = 0; lengths[i]; i++)
		play_bytes(&p, i % 2 ? FROM_SERVER : FROM_CLIENT, zeros, (size_t)lengths[i]);
	play_over(&p);
	play_over(&p);
	assert_int_equal(play_count(&p, "login"), 1);
	assert_non_null(strstr(p.e.log, result));
}

static void test_results(void **state)
{
	(void)state;
	/* service, none, password: as OpenSSH 9.2 with aes128-ctr does */
	sealed("none", (const int[]){48, 48, 64, 64, 144, 64, 0}, "login ssh encrypted failed");
	sealed("none", (const int[]){48, 48, 64, 64, 144, 64, 144, 32, 100, 500, 0},
	       "login ssh encrypted ok");
	sealed("none", (const int[]){48, 48, 64, 64, 0},
	       "login ssh encrypted unknown"); /* asked for the methods only */
	sealed("none", (const int[]){48, 0}, "login ssh encrypted unknown");
	sealed("zlib", (const int[]){48, 48, 64, 40, 144, 30, 144, 30, 0}, "login ssh encrypted unknown");
	sealed("zlib@openssh.com,none", (const int[]){48, 48, 64, 64, 144, 32, 0}, "login ssh encrypted ok");
	sealed("none", (const int[]){48, 48, 9, 64, 9, 64, 9, 64, 9, 64, 9, 64, 9, 64,
				     9,  64, 9, 64, 9, 64, 9, 64, 9, 64, 9, 64, 0},
	       "login ssh encrypted unknown");
}

static void test_lost_bytes(void **state)
{
	(void)state;
	play_z(&p, FROM_CLIENT, "SSH-2.0-b\r\n");
	play_bytes(&p, FROM_CLIENT, NEW_KEYS);
	p.t.hole = true;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "xxxx", 4), ENOUGH);
	play_over(&p);
	assert_int_equal(play_count(&p, "login"), 1);
}

static void test_old(void **state)
{
	(void)state;
	assert_int_equal(play_z(&p, FROM_SERVER, "SSH-1.5-Cisco-1.25\n"), ENOUGH);
	assert_string_equal(p.e.log,
			    "banner server SSH-1.5-Cisco-1.25\nos server Cisco IOS\ncrypto server ssh-1\n");
	fresh(NULL);
	assert_int_equal(play_z(&p, FROM_SERVER, "SSH-1.99-x\r\n"), HEARD);
	assert_true(play_said(&p, "crypto server ssh-1.99"));
}

static void test_broken(void **state)
{
	(void)state;
	assert_int_equal(play_smell(&p, FROM_SERVER, "SSH-2.0-x", 9).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "SSHX", 4).certainty, NOT_MINE);
	assert_int_equal(play_z(&p, FROM_CLIENT, "GET / HTTP/1.1\r\n"), BROKEN);
	fresh(NULL);
	play_z(&p, FROM_CLIENT, "SSH-2.0-x\r\n");
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "\xff\xff\xff\xff\4\x14", 6), BROKEN);
	fresh(NULL);
	play_z(&p, FROM_CLIENT, "SSH-2.0-x\r\n");
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "\0\0\0\4\xff\x14\0\0", 8), BROKEN);
	fresh(NULL);
	play_z(&p, FROM_CLIENT, "SSH-2.0-x\r\n");
	play_bytes(&p, FROM_CLIENT,
		   "\0\0\0\x1a\4\x14"
		   "0123456789abcdef"
		   "\xff\xff\xff\xff"
		   "\0\0\0\0",
		   30);
	assert_int_equal(play_count(&p, "hassh"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_session, fresh), cmocka_unit_test_setup(test_results, fresh),
		cmocka_unit_test_setup(test_lost_bytes, fresh), cmocka_unit_test_setup(test_old, fresh),
		cmocka_unit_test_setup(test_broken, fresh)};

	return cmocka_run_group_tests_name("proto-ssh", tests, NULL, NULL);
}
