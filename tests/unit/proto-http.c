/* HTTP: heads, bodies, sign-ins, descriptions, port mappings. */
#include "recorder.h"

extern const struct decoder decoder_http;
static struct play p;

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_http, 8080);
	return 0;
}

static void send_slow(enum side side, const char *z) { play_slowly(&p, side, z, strlen(z)); }

static void test_smells(void **state)
{
	(void)state;
	assert_int_equal(play_smell(&p, FROM_CLIENT, "GET /x HTTP/1.1\r\n", 17).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "HTTP/1.0 200 OK\r\n", 17).role, ROLE_SERVER);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "GET /long", 9).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "OPTIONS rtsp://x RTSP/1.0\r\n", 27).certainty,
			 NOT_MINE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "GETTING", 7).certainty, NOT_MINE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "", 0).certainty, NOT_MINE);
}

static void test_page(void **state)
{
	static const char request[] =
		"GET /?token=geheim HTTP/1.1\r\nHost: camera.example.jp:8080\r\nUser-Agent: Mozilla/5.0\r\n"
		"Cookie: sid=geheim\r\n\r\n";
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nServer: Boa/0.94\r\nContent-Type: text/html; charset=utf-8\r\n"
		"Content-Length: 62\r\n\r\n<html><head><title>Camera &amp; more</title></head></html>    "
		"HTTP/1.1 404 Not found\r\nServer: Boa/0.94\r\nContent-Length: 0\r\n\r\n";

	(void)state;
	for (int slow = 0; slow < 2; slow++) {
		fresh(NULL);
		if (slow) {
			send_slow(FROM_CLIENT, request);
			send_slow(FROM_SERVER, answer);
		} else {
			play_z(&p, FROM_CLIENT, request);
			play_z(&p, FROM_SERVER, answer);
		}
		assert_int_equal(p.last, HEARD);
		assert_string_equal(p.e.log,
				    "name-of server camera.example.jp\nuser-agent client Mozilla/5.0\n"
				    "banner server Boa/0.94\ntitle server Camera & more\n");
	}
}

static void test_basic(void **state)
{
	(void)state;
	play_z(&p, FROM_CLIENT, "GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\r\n");
	assert_string_equal(p.e.log, "");
	play_z(&p, FROM_SERVER,
	       "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"DVR login\"\r\nContent-Length: "
	       "3\r\n\r\nbad");
	play_z(&p, FROM_CLIENT, "GET / HTTP/1.1\r\nAuthorization: Basic cm9vdDpyb290\r\n\r\n");
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 Yes\r\nContent-Length: 0\r\n\r\n");
	play_z(&p, FROM_CLIENT, "GET / HTTP/1.1\r\nAuthorization: Basic cm9vdDpyb290\r\n\r\n");
	play_over(&p);
	play_over(&p);
	assert_string_equal(p.e.log, "realm server DVR login\nlogin basic clear failed admin/admin\n"
				     "login basic clear ok root/root\nlogin basic clear unknown root/root\n");
}

/* NTLM's first message asks for a challenge and is always refused: no try. Plain, and within SPNEGO. */
static void test_ntlm(void **state)
{
#define REFUSED "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
	(void)state;
	play_z(&p, FROM_CLIENT,
	       "GET / HTTP/1.1\r\nAuthorization: NTLM "
	       "TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
	play_z(&p, FROM_SERVER, REFUSED);
	play_z(&p, FROM_CLIENT,
	       "GET / HTTP/1.1\r\nAuthorization: Negotiate "
	       "YEgGBisGAQUFAqA+"
	       "MDygDjAMBgorBgEEAYI3AgIKoioEKE5UTE1TU1AAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	       "\r\n\r\n");
	play_z(&p, FROM_SERVER, REFUSED);
	assert_string_equal(p.e.log, "");
	play_z(&p, FROM_CLIENT,
	       "GET / HTTP/1.1\r\nAuthorization: NTLM "
	       "TlRMTVNTUAADAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	       "AAA\r\n\r\n");
	play_z(&p, FROM_SERVER, REFUSED);
	assert_string_equal(p.e.log, "login ntlm encrypted failed /\n");
}

static void test_pipelined(void **state)
{
	(void)state;
	play_z(&p, FROM_CLIENT,
	       "GET /a HTTP/1.1\r\n\r\nHEAD /b HTTP/1.1\r\n\r\n"
	       "GET /c HTTP/1.1\r\nAuthorization: Digest username=\"op\", realm=\"r\"\r\n\r\n");
	play_z(&p, FROM_SERVER,
	       "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"
	       "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
	assert_string_equal(p.e.log, "login digest encrypted failed op/\n");
}

static void test_chunked(void **state)
{
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
		"10;x=y\r\n<html><title>Pre\r\n8\r\nss 3</ti\r\n4\r\ntle>\r\n0\r\nX: y\r\n\r\n"
		"HTTP/1.1 200 OK\r\nServer: second\r\nContent-Length: 0\r\n\r\n";

	(void)state;
	send_slow(FROM_SERVER, answer);
	assert_string_equal(p.e.log, "title server Press 3\nbanner server second\n");
	fresh(NULL);
	assert_int_equal(
		play_z(&p, FROM_SERVER, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
		BROKEN);
}

static void test_form(void **state)
{
	(void)state;
	send_slow(FROM_CLIENT,
		  "POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		  "Content-Length: 37\r\n\r\nusername=ad%6Din&lang=ja&passwd=a%26bGET / HTTP/1.1\r\n\r\n");
	play_z(&p, FROM_SERVER, "HTTP/1.1 302 Found\r\nSet-Cookie: sid=geheim\r\nContent-Length: 0\r\n\r\n");
	assert_string_equal(p.e.log, "login form clear ok admin/a&b\n");
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	play_z(&p, FROM_CLIENT,
	       "POST /api HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 43\r\n\r\n"
	       "{\"n\":1,\"user\":\"eng\",\"password\":\"s e c r e\"}");
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	assert_true(play_said(&p, "login form clear unknown eng/s e c r e"));
}

static void test_upnp(void **state)
{
	(void)state;
	play_z(&p, FROM_SERVER,
	       "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version=\"1.0\"?><root><device>"
	       "<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>"
	       "<friendlyName>Office "
	       "router</friendlyName><manufacturer>Maker</manufacturer><modelName>R-1</modelName>"
	       "<serialNumber>123</serialNumber><deviceList><device><friendlyName>WAN</friendlyName></"
	       "device></deviceList>");
	assert_true(play_said(&p, "kind server router"));
	assert_true(play_said(&p, "description server Office router"));
	assert_true(play_said(&p, "maker server Maker"));
	assert_true(play_said(&p, "model server R-1"));
	assert_true(play_said(&p, "serial server 123"));
	assert_int_equal(play_count(&p, "description"), 1);
}

static void test_onvif(void **state)
{
	(void)state;
	play_z(&p, FROM_SERVER,
	       "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: "
	       "230\r\n\r\n<s:Envelope><s:Body>"
	       "<tds:GetDeviceInformationResponse><tds:Manufacturer>M</tds:Manufacturer><tds:Model>C-9</"
	       "tds:Model>"
	       "<tds:FirmwareVersion>1.2</tds:FirmwareVersion><tds:SerialNumber>77</tds:SerialNumber></"
	       "tds:G");
	assert_string_equal(p.e.log,
			    "maker server M\nmodel server C-9\nfirmware server 1.2\nserial server 77\n");
}

static void test_port_map(void **state)
{
	(void)state;
	send_slow(FROM_CLIENT,
		  "POST /ctl HTTP/1.1\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n"
		  "SOAPAction: \"urn:schemas-upnp-org:service:WANIPConnection:1#AddPortMapping\"\r\n\r\n"
		  "d3\r\n<u:AddPortMapping><NewExternalPort>5900</NewExternalPort><NewInternalPort>5901</"
		  "NewInternalPort>"
		  "<NewInternalClient>10.0.0.1</NewInternalClient><NewLeaseDuration>60</NewLeaseDuration>"
		  "<NewPortMappingDescription>VN\r\n");
	assert_string_equal(p.e.log, "");
	send_slow(FROM_CLIENT, "24\r\nC</NewPortMappingDescription></u:Add\r\n0\r\n\r\n");
	assert_true(play_said(&p, "port-map client server VNC | 10.0.0.1 | 5900 5901 60 0"));
}

static void test_connect_and_upgrade(void **state)
{
	(void)state;
	play_z(&p, FROM_CLIENT,
	       "CONNECT cloud.example.com:443 HTTP/1.1\r\nHost: cloud.example.com:443\r\n\r\n");
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 Connection established\r\n\r\n\x16\x03");
	assert_string_equal(p.e.log, "becomes unknown\n");
	fresh(NULL);
	play_z(&p, FROM_CLIENT,
	       "CONNECT relay.anydesk.com:443 HTTP/1.1\r\nHost: relay.anydesk.com:443\r\n\r\n");
	assert_string_equal(p.e.log, "remote-tool client anydesk\n"); /* and no name of the proxy's */
	fresh(NULL);
	play_z(&p, FROM_CLIENT, "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
	assert_int_equal(play_z(&p, FROM_SERVER, "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x05hello"),
			 ENOUGH);
	assert_int_equal(play_z(&p, FROM_CLIENT, "\x81\x85"), ENOUGH);
}

static void test_hole(void **state)
{
	(void)state;
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
	p.t.hole = true;
	assert_int_equal(play_z(&p, FROM_SERVER, "the middle of something\r\n"), HEARD);
	p.t.hole = true;
	play_z(&p, FROM_SERVER, "HTTP/1.1 200 OK\r\nServer: again\r\nContent-Length: 0\r\n\r\n");
	assert_string_equal(p.e.log, "banner server again\n");
}

static void test_broken(void **state)
{
	(void)state;
	assert_int_equal(play_z(&p, FROM_SERVER, "SSH-2.0-x\r\n"), BROKEN);
	assert_int_equal(play_z(&p, FROM_CLIENT, "NOPE / HTTP/1.1\r\n"), BROKEN);
	assert_int_equal(play_z(&p, FROM_CLIENT, "PRI * HTTP/2.0\r\n\r\n"), ENOUGH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_smells, fresh),
		cmocka_unit_test_setup(test_page, fresh),
		cmocka_unit_test_setup(test_basic, fresh),
		cmocka_unit_test_setup(test_ntlm, fresh),
		cmocka_unit_test_setup(test_pipelined, fresh),
		cmocka_unit_test_setup(test_chunked, fresh),
		cmocka_unit_test_setup(test_form, fresh),
		cmocka_unit_test_setup(test_upnp, fresh),
		cmocka_unit_test_setup(test_onvif, fresh),
		cmocka_unit_test_setup(test_port_map, fresh),
		cmocka_unit_test_setup(test_connect_and_upgrade, fresh),
		cmocka_unit_test_setup(test_hole, fresh),
		cmocka_unit_test_setup(test_broken, fresh),
	};

	return cmocka_run_group_tests_name("proto-http", tests, NULL, NULL);
}
