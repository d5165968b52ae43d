/* SSDP and WS-Discovery. */
#include "recorder.h"

extern const struct decoder decoder_ssdp, decoder_ws_discovery;
static struct play p;

static void test_ssdp(void **state)
{
	static const char notify[] = "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nSERVER: Linux/3.10 "
				     "UPnP/1.0 IpBridge/1.16\r\n"
				     "NT: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
				     "USN: uuid:2f402f80-da50::urn:schemas-upnp-org:device:x\r\n"
				     "LOCATION: http://10.0.0.2:80/description.xml?token=1\r\n\r\n";

	(void)state;
	p = play_of(&decoder_ssdp, 1900);
	assert_int_equal(play_smell(&p, FROM_SERVER, notify, sizeof notify - 1).certainty, SURE);
	play_z(&p, FROM_SERVER, notify);
	assert_string_equal(p.e.log,
			    "banner server Linux/3.10 UPnP/1.0 IpBridge/1.16\n"
			    "service-type server urn:schemas-upnp-org:device:InternetGatewayDevice:1\n"
			    "kind server router\nrole server gateway\nproperty server uuid=2f402f80-da50\n"
			    "property server upnp-location=http://10.0.0.2:80/description.xml\n");
	p = play_of(&decoder_ssdp, 1900);
	play_z(&p, FROM_CLIENT,
	       "M-SEARCH * HTTP/1.1\r\nST: urn:dial-multiscreen-org:service:dial:1\r\nUSER-AGENT: "
	       "Chromium\r\n\r\n");
	assert_string_equal(p.e.log, "user-agent client Chromium\n");
	assert_int_equal(play_z(&p, FROM_CLIENT, "hello"), BROKEN);
}

#define ENVELOPE(action, body)                                                                               \
	"<?xml version=\"1.0\"?><s:Envelope "                                                                \
	"xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><s:Header>"                             \
	"<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/" action                                  \
	"</a:Action></s:Header><s:Body>" body "</s:Body></s:Envelope>"

static void test_ws_discovery(void **state)
{
	static const char match[] = ENVELOPE(
		"ProbeMatches",
		"<d:ProbeMatches><d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>"
		"<d:Scopes>onvif://www.onvif.org/name/Cam%20One onvif://www.onvif.org/hardware/C-9\n"
		"onvif://www.onvif.org/location/gate onvif://www.onvif.org/type/ptz</d:Scopes>"
		"<d:XAddrs>http://10.0.0.2/onvif</d:XAddrs></d:ProbeMatch></d:ProbeMatches>");

	(void)state;
	p = play_of(&decoder_ws_discovery, 3702);
	assert_int_equal(play_smell(&p, FROM_SERVER, match, sizeof match - 1).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "<html>", 6).certainty, NOT_MINE);
	play_z(&p, FROM_SERVER, match);
	assert_string_equal(p.e.log, "service-type server dn:NetworkVideoTransmitter\nkind server camera\n"
				     "description server Cam One\nmodel server C-9\nlocation server gate\n"
				     "property server ws-address=http://10.0.0.2/onvif\n");
	p = play_of(&decoder_ws_discovery, 3702);
	play_z(&p, FROM_CLIENT,
	       ENVELOPE("Probe", "<d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe>"));
	assert_string_equal(p.e.log, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_ssdp), cmocka_unit_test(test_ws_discovery)};

	return cmocka_run_group_tests_name("proto-discovery", tests, NULL, NULL);
}
