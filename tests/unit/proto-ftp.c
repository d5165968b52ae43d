/* FTP, SMTP and TFTP. */
#include "recorder.h"

extern const struct decoder decoder_ftp, decoder_smtp, decoder_tftp;
static struct play p;

#define S(z) play_z(&p, FROM_SERVER, z)
#define C(z) play_z(&p, FROM_CLIENT, z)

static enum certainty smells(enum side side, const char *z)
{
	return (enum certainty)play_smell(&p, side, z, strlen(z)).certainty;
}

static void test_ftp(void **state)
{
	(void)state;
	p = play_of(&decoder_ftp, 2100);
	assert_int_equal(smells(FROM_SERVER, "220 ProFTPD 1.3\r\n"), SURE);
	assert_int_equal(smells(FROM_SERVER, "220 mail ESMTP ftp\r\n"), NOT_MINE);
	assert_int_equal(smells(FROM_CLIENT, "USER a\r\n"), NOT_MINE);
	S("220-Welcome\r\n220 ready\r\n");
	C("USER admin\r\n");
	S("331 Password\r\n");
	play_slowly(&p, FROM_CLIENT, "PASS geheim\r\n", 13);
	S("530 Login incorrect\r\n");
	C("USER admin\r\nPASS 1234\r\n");
	S("230 In\r\n215 UNIX Type: L8\r\n");
	C("USER anonymous\r\nPASS me@example.com\r\n");
	S("230 In\r\n");
	assert_string_equal(p.e.log,
			    "banner server Welcome\nlogin plain clear failed admin/geheim\n"
			    "login plain clear ok admin/1234\nproperty server ftp-system=UNIX Type: L8\n"
			    "login anonymous clear ok anonymous/\n");
	p = play_of(&decoder_ftp, 21);
	assert_int_equal(smells(FROM_CLIENT, "PASV\r\n"), LIKELY);
	S("220 x\r\n");
	C("AUTH TLS\r\n");
	S("234 Go on\r\n");
	assert_true(play_said(&p, "becomes tls"));
}

static void test_smtp(void **state)
{
	(void)state;
	p = play_of(&decoder_smtp, 2500);
	assert_int_equal(smells(FROM_SERVER, "220 mail.example.jp ESMTP Postfix\r\n"), SURE);
	assert_int_equal(smells(FROM_CLIENT, "EHLO sensor7\r\n"), SURE);
	S("220 mail.example.jp ESMTP Postfix\r\n");
	C("EHLO sensor7.plant.local\r\n");
	S("250-mail\r\n250 AUTH PLAIN LOGIN\r\n");
	C("AUTH PLAIN AGFkbWluAGdlaGVpbQ==\r\n");
	S("535 No\r\n");
	C("AUTH LOGIN\r\n");
	S("334 VXNlcm5hbWU6\r\n");
	C("YWRtaW4=\r\n");
	S("334 UGFzc3dvcmQ6\r\n");
	play_slowly(&p, FROM_CLIENT, "MTIzNA==\r\n", 10);
	S("235 Yes\r\n");
	C("DATA\r\n");
	S("354 Go\r\n");
	C("AUTH PLAIN AGFkbWluAGdlaGVpbQ==\r\nEHLO spoof\r\n.\r\n");
	S("250 OK\r\n");
	assert_string_equal(p.e.log,
			    "banner server mail.example.jp ESMTP Postfix\nname client sensor7\n"
			    "login plain clear failed admin/geheim\nlogin login clear ok admin/1234\n");
	C("STARTTLS\r\n");
	S("220 Ready\r\n");
	assert_true(play_said(&p, "becomes tls"));
}

static void test_tftp(void **state)
{
	(void)state;
	p = play_of(&decoder_tftp, 69);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\0\1fw.bin\0octet\0", 15).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\0\1fw.bin\0other\0", 15).certainty, NOT_MINE);
	play_bytes(&p, FROM_CLIENT, "\0\2fw.bin\0octet\0blksize\0001024\0", 28);
	assert_string_equal(p.e.log, "property client tftp-write=fw.bin\n");
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "\1\1", 2), BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_ftp), cmocka_unit_test(test_smtp),
					   cmocka_unit_test(test_tftp)};

	return cmocka_run_group_tests_name("proto-ftp", tests, NULL, NULL);
}
