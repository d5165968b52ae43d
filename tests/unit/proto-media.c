/* RTSP, RTP and RTCP. */
#include "recorder.h"

extern const struct decoder decoder_rtsp, decoder_rtp, decoder_rtcp;
static struct play p;
static uint8_t buf[2048];

static void test_rtsp(void **state)
{
	static const char describe[] =
		"DESCRIBE rtsp://10.0.0.2/ch1?token=x RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: LibVLC\r\n"
		"Authorization: Basic YWRtaW46MTIzNDU=\r\n\r\n";
	static const char sdp[] =
		"RTSP/1.0 200 OK\r\nServer: Hipcam RealServer/V1.0\r\nContent-Type: application/sdp\r\n"
		"Content-Length: 20\r\n\r\nv=0\r\nm=video 0 RTP/A$\0\0\4abcd"
		"RTSP/1.0 401 No\r\nWWW-Authenticate: Digest realm=\"cam\"\r\n\r\n";

	(void)state;
	for (int slow = 0; slow < 2; slow++) {
		p = play_of(&decoder_rtsp, 8554);
		assert_int_equal(play_smell(&p, FROM_CLIENT, describe, sizeof describe - 1).certainty, SURE);
		assert_int_equal(play_smell(&p, FROM_CLIENT, "GET / HTTP/1.1\r\n", 16).certainty, NOT_MINE);
		play_z(&p, FROM_CLIENT, describe);
		if (slow)
			play_slowly(&p, FROM_SERVER, sdp, sizeof sdp - 1);
		else
			play_bytes(&p, FROM_SERVER, sdp, sizeof sdp - 1);
		assert_true(play_said(&p, "user-agent client LibVLC"));
		assert_true(play_said(&p, "banner server Hipcam RealServer/V1.0"));
		assert_true(play_said(&p, "login basic clear ok admin/12345"));
		assert_true(play_said(&p, "realm server cam"));
		assert_int_equal(play_count(&p, "kind server camera"),
				 slow ? 0 : 1); /* a hint, only seen in one piece */
	}
}

static void test_rtcp(void **state)
{
	/* a receiver report, then a description with a name and a tool */
	size_t n = bytes_of("80c90001 11223344 81ca0005 11223344 0103 63616d 0606 566c43332e30 00000000", buf,
			    sizeof buf);

	(void)state;
	n -= 1; /* to a multiple of four */
	p = play_of(&decoder_rtcp, 5005);
	assert_int_equal(n, 32);
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, n - 4).certainty, NOT_MINE);
	play_bytes(&p, FROM_SERVER, buf, n);
	assert_string_equal(p.e.log, "property server rtcp-name=cam\nuser-agent server VlC3.0\n");
}

static void test_rtp(void **state)
{
	size_t n = bytes_of("8060 0001 00000001 11223344", buf, sizeof buf) + 20;

	(void)state;
	p = play_of(&decoder_rtp, 5004);
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, n).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, 10).certainty, NOT_MINE);
	buf[1] = 21 | 0x40; /* a type that no one has */
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, n).certainty, NOT_MINE);
	buf[1] = 33;
	buf[12] = 0x47;
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, 12 + 188).certainty, SURE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rtsp), cmocka_unit_test(test_rtcp),
					   cmocka_unit_test(test_rtp)};

	return cmocka_run_group_tests_name("proto-media", tests, NULL, NULL);
}
