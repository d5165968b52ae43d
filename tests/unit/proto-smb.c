/* SMB, and the names in NTLMSSP. */
#include "rows.h"

#include "decode/utf16.h"

extern const struct decoder decoder_smb;

static const struct row rows[] = {
	{"a dialect", &decoder_smb, 445, FROM_SERVER,
	 "00000080fe534d4240000000000000000000010001000000000000000100000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000041000100110300000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000",
	 "property server smb-dialect=3.1.1\n", 0},
	{"a challenge", &decoder_smb, 445, FROM_SERVER,
	 "000000a0fe534d4240000000160000c00100010001000000000000000100000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000009000000480058004e544c4d53535000020000000000000038000000"
	 "000000000101010101010101000000000000000020002000380000000a00614a0000000f02000a0050004c0041004e00"
	 "540001000a005300520056002d00310000000000",
	 "property server workgroup=PLANT\n"
	 "name server SRV-1\n"
	 "os server Windows 10.0 build 19041\n",
	 0},
	{"an authentication", &decoder_smb, 445, FROM_CLIENT,
	 "000000a2fe534d4240000000000000000100010000000000000000000100000000000000000000000000000000000000"
	 "00000000000000000000000000000000000000001900000048005a004e544c4d53535000030000000000000048000000"
	 "0000000048000000000000004800000008000800480000000a000a005000000000000000000000000000000000000000"
	 "000000007400610072006f0048004d0049002d003100",
	 "name client HMI-1\n", 0},
	{"SMB 1", &decoder_smb, 445, FROM_SERVER,
	 "00000023ff534d4272000000008800800000000000000000000000000000000000000000000000",
	 "crypto server smb1\n", 0},
	{"SMB 1 with its system", &decoder_smb, 445, FROM_SERVER,
	 "00000042ff534d427300000000880080000000000000000000000000000000000000000003ff00000000000000005700"
	 "69006e0064006f0077007300200035002e0031000000",
	 "crypto server smb1\n"
	 "os server Windows 5.1\n",
	 0},
	{"encrypted", &decoder_smb, 445, FROM_CLIENT,
	 "00000040fd534d4200000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "0000000000000000000000000000000000000000",
	 "secrecy smb encrypted\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static void test_sign_in(void **state)
{
	static struct play p;
	size_t n = row_read(&rows[2]);

	(void)state;
	row_play(&rows[2], &p);
	play_slowly(&p, FROM_CLIENT, row_bytes, n);
	n = row_read(&rows[1]);
	memset(row_bytes + 12, 0, 4); /* status: success */
	row_bytes[72 + 4] = 0;
	play_bytes(&p, FROM_SERVER, row_bytes, n);
	assert_true(play_said(&p, "login ntlm encrypted ok taro/"));
}

static void test_utf16(void **state)
{
	static const uint8_t bytes[] = {0x41, 0x00, 0x4a, 0x30, 0x3d, 0xd8, 0x00, 0xde,
					0x00, 0xd8, 0x42, 0x00, 0x00, 0x00, 0x43};
	char out[64];
	size_t n = utf16_text(rd_of(bytes, sizeof bytes), out, sizeof out);

	(void)state;
	assert_int_equal(n, 12);
	assert_memory_equal(out,
			    "A\xe3\x81\x8a\xf0\x9f\x98\x80\xef\xbf\xbd"
			    "B",
			    12);
	assert_int_equal(utf16_text(rd_of(bytes, sizeof bytes), out, 3), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_sign_in),
					   cmocka_unit_test(test_utf16)};

	return cmocka_run_group_tests_name("proto-smb", tests, NULL, NULL);
}
