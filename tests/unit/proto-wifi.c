/* 802.11 management frames and EAPOL: how a radio network is protected and who is in it. */
#include "rows.h"

extern const struct decoder decoder_wifi, decoder_eapol;

static const struct row rows[] = {
	{"open", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640001000005706c616e74",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 0 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client open\n",
	 0},
	{"WEP", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e74",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 1 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wep\n",
	 0},
	{"WPA", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e74dd160050f2"
	 "0101000050f20201000050f20201000050f202",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 74242 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa-tkip\n",
	 0},
	{"WPA2", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac040100000fac040100000fac020000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17412 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa2-psk\n",
	 0},
	{"WPA2 that still allows TKIP", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac020100000fac040100000fac020000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 9220 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa2-psk\n"
	 "crypto client tkip\n",
	 0},
	{"WPA2 Enterprise", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac040100000fac040100000fac010000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17413 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa2-eap\n",
	 0},
	{"WPA3", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac040100000fac040100000fac08c000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17543 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa3-sae\n",
	 0},
	{"WPA3 transition", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743018010000"
	 "0fac040100000fac040200000fac02000fac088000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17478 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa3-transition\n",
	 0},
	{"WPA3 Enterprise", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac040100000fac040100000fac05c000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17544 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa3-eap\n",
	 0},
	{"enhanced open", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640011000005706c616e743014010000"
	 "0fac040100000fac040100000fac12c000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 17539 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client owe\n",
	 0},
	{"a hidden network with WPS", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff0200000000010200000000010000000000000000000064001100000030140100000fac040100"
	 "000fac040100000fac020000dd1f0050f204104a0001101021000441434d451023000441502d39104200025331",
	 "access-point ::/02:00:00:00:00:01 ::  |  | 672772 0 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "wifi-security client wpa2-psk\n"
	 "crypto client wps\n"
	 "maker client ACME\n"
	 "model client AP-9\n"
	 "serial client S1\n",
	 0},
	{"an ad hoc station", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640002000005706c616e74",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 16 0 0 0\n", 0},
	{"a station that asks to join", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "00000000020000000002020000000001020000000001000011040a000005706c616e74", "ssid client plant\n", 0},
	{"an access point that lets it", &decoder_wifi, 0xff01, FROM_SERVER,
	 "1000000002000000000202000000000102000000000100001104000001c0",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 1 0 1 0\n",
	 0},
	{"one that does not", &decoder_wifi, 0xff01, FROM_SERVER,
	 "1000000002000000000202000000000102000000000100001104110001c0", "", 0},
	{"a shared key", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "b00000000200000000020200000000010200000000010000010001000000", "crypto client wep-shared-key\n", 0},
	{"first message of the handshake", &decoder_eapol, 0x888e, FROM_SERVER,
	 "0203005f02008a0010000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "00000000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 1 1 0\n",
	 0},
	{"second message", &decoder_eapol, 0x888e, FROM_CLIENT,
	 "0103007502010a0000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "00001630140100000fac040100000fac040100000fac020000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 2 0 0\n"
	 "wifi-security server wpa2-psk\n",
	 0},
	{"a probe response that names a hidden network", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "5000000002000000000202000000000102000000000100000000000000000000640011000005706c616e740301063014"
	 "0100000fac040100000fac040100000fac020000",
	 "access-point ::/02:00:00:00:00:01 :: plant |  | 1065988 6 0 0\n"
	 "role client access-point\n"
	 "kind client wifi-ap\n"
	 "ssid client plant\n"
	 "wifi-security client wpa2-psk\n",
	 0},
	{"a mesh", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff0200000000010200000000010000000000000000000064001000000072046c696e653d0195",
	 "access-point ::/02:00:00:00:00:01 ::  |  | 33 149 0 0\n", 0},
	{"neither access point nor ad hoc nor mesh", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "80000000ffffffffffff02000000000102000000000100000000000000000000640010000000", "", 0},
	{"one that says goodbye to all", &decoder_wifi, 0xff01, FROM_SERVER,
	 "c0000000ffffffffffff02000000000202000000000200000700",
	 "wifi-leave ::/02:00:00:00:00:02 ::/02:00:00:00:00:01  |  | 2199023255554 7 0 0\n", 0},
	{"one that leaves, protected", &decoder_wifi, 0xff01, FROM_CLIENT,
	 "a0400000020000000002020000000001020000000002000000000000000000000000",
	 "wifi-leave ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2199023255554 -1 1 1\n", 0},
	{"first message, with a PMKID", &decoder_eapol, 0x888e, FROM_SERVER,
	 "0203007502008a00100000000000000000000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
	 "1f0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000016dd14000fac040102030405060708090a0b0c0d0e0f10",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 1 1 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 3 0 1 0\n",
	 0},
	{"an empty PMKID is none", &decoder_eapol, 0x888e, FROM_SERVER,
	 "0203007502008a00100000000000000000000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
	 "1f0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000016dd14000fac0400000000000000000000000000000000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 1 1 0\n",
	 0},
	{"third message", &decoder_eapol, 0x888e, FROM_SERVER,
	 "020300770213ca00100000000000000000000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
	 "1f0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000018000000000000000000000000000000000000000000000000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 3 1 0\n",
	 0},
	{"fourth message", &decoder_eapol, 0x888e, FROM_CLIENT,
	 "0203005f02030a0010000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 4 0 0\n",
	 0},
	{"fourth message of the older WPA", &decoder_eapol, 0x888e, FROM_CLIENT,
	 "0203005ffe01090010000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000",
	 "medium client server wifi |  | 0 0 0 0\n"
	 "wifi-client ::/02:00:00:00:00:01 ::/02:00:00:00:00:02  |  | 2 4 0 0\n",
	 0},
	{"a group key is no handshake of two", &decoder_eapol, 0x888e, FROM_SERVER,
	 "0203006702138200100000000000000000000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
	 "1f0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "0000080000000000000000",
	 "", 0},
	{"EAP with MD5", &decoder_eapol, 0x888e, FROM_CLIENT,
	 "0100001602010016040000000000000000000000000000000000",
	 "property client 802.1x=supplicant\n"
	 "crypto client eap-md5\n",
	 0},
	{"a start", &decoder_eapol, 0x888e, FROM_CLIENT,
	 "01010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
	 "property client 802.1x=supplicant\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests_name("proto-wifi", tests, NULL, NULL);
}
