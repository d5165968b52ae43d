/* DNS, mDNS and LLMNR, and the names they share. */
#include "recorder.h"

#include "decode/dnsname.h"

extern const struct decoder decoder_dns, decoder_mdns, decoder_llmnr;

static uint8_t bytes[2048];
static size_t n;
static struct play p;

static void add(const char *hex) { n += bytes_of(hex, bytes + n, sizeof bytes - n); }

static void name(const char *dotted)
{
	while (*dotted) {
		size_t len = strcspn(dotted, ".");

		bytes[n++] = (uint8_t)len;
		memcpy(bytes + n, dotted, len);
		n += len;
		dotted += len + (dotted[len] == '.');
	}
	bytes[n++] = 0;
}

static void text(const char *s)
{
	bytes[n++] = (uint8_t)strlen(s);
	memcpy(bytes + n, s, strlen(s));
	n += strlen(s);
}

static void test_names(void **state)
{
	char out[DNS_NAME];
	size_t got;
	struct rd r;

	(void)state;
	n = 0;
	add("03 777777 02 612e 00  01 62 c000");
	r = rd_of(bytes, n);
	assert_true(dns_name(&r, out, &got));
	assert_int_equal(got, 9);
	assert_memory_equal(out, "www.a\\046", 9);
	assert_true(dns_name(&r, out, &got));
	assert_memory_equal(out, "b.www.a\\046", got);
	assert_true(rd_empty(&r));
}

static void test_names_end(void **state)
{
	char out[DNS_NAME];
	size_t got;
	struct rd r;

	(void)state;
	n = 0;
	add("c000"); /* onto itself */
	r = rd_of(bytes, n);
	assert_false(dns_name(&r, out, &got));
	n = 0;
	add("0161 c004 0162 c000"); /* forward */
	r = rd_of(bytes, n);
	assert_false(dns_name(&r, out, &got));
	n = 0;
	for (int i = 0; i < 5; i++) { /* longer than 255 */
		bytes[n++] = 63;
		memset(bytes + n, 'a', 63);
		n += 63;
	}
	bytes[n++] = 0;
	r = rd_of(bytes, n);
	assert_false(dns_name(&r, out, &got));
	n = 0; /* a chain of 300 pointers, each one step back */
	add("00 00");
	for (unsigned i = 1; i < 300; i++) {
		bytes[n++] = (uint8_t)(0xc0 | (2 * i - 2) >> 8);
		bytes[n++] = (uint8_t)(2 * i - 2);
	}
	r = rd_at(&(struct rd){bytes, bytes, bytes + n, false}, n - 2);
	assert_false(dns_name(&r, out, &got));
	r = rd_at(&(struct rd){bytes, bytes, bytes + n, false}, 2 * DNS_JUMPS);
	assert_true(dns_name(&r, out, &got));
}

static void answer(void)
{
	n = 0;
	add("1234 8180 0001 0002 0000 0000");
	name("cloud.example.com");
	add("0001 0001  c00c 0005 0001 00000e10 0006 03 636466 c012  c02f 0001 0001 00000e10 0004 c6336407");
}

static void test_dns_answer(void **state)
{
	(void)state;
	answer();
	p = play_of(&decoder_dns, 53);
	p.t.transport = 17;
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).role, ROLE_SERVER);
	assert_int_equal(play_bytes(&p, FROM_SERVER, bytes, n), HEARD);
	assert_true(play_said(&p, "role server dns-server"));
	assert_true(
		play_said(&p, "name-of 198.51.100.7 client cloud.example.com | cdf.example.com | 0 0 0 0"));
	p.t.server_port = 5300;
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).certainty, SURE);
	bytes[n++] = 0; /* a byte too many, on a strange port */
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).certainty, NOT_MINE);
}

static void test_dns_tcp_and_cut(void **state)
{
	(void)state;
	answer();
	memmove(bytes + 2, bytes, n);
	bytes[0] = 0;
	bytes[1] = (uint8_t)n;
	n += 2;
	p = play_of(&decoder_dns, 53);
	play_slowly(&p, FROM_SERVER, bytes, n);
	assert_int_equal(p.last, HEARD);
	assert_int_equal(play_count(&p, "name-of"), 1);
	answer();
	p = play_of(&decoder_dns, 53);
	p.t.transport = 17;
	for (size_t i = 1; i < n; i++)
		assert_int_not_equal(play_bytes(&p, FROM_SERVER, bytes, i), HEARD);
}

static void test_dns_reverse(void **state)
{
	struct ip ip;
	char buf[IP_TEXT];

	(void)state;
	n = 0;
	add("1234 8180 0001 0001 0000 0000");
	name("7.100.51.198.in-addr.arpa");
	add("000c 0001 c00c 000c 0001 00000e10 0005 03 706c63 00");
	p = play_of(&decoder_dns, 53);
	p.t.transport = 17;
	play_bytes(&p, FROM_SERVER, bytes, n);
	assert_true(play_said(&p, "name-of 198.51.100.7 client plc |  | 0 0 0 0"));
	assert_true(dns_reverse(
		text_z("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"), &ip));
	assert_string_equal(ip_text(ip, buf), "2001:db8::1");
	assert_false(dns_reverse(text_z("1.2.3.in-addr.arpa"), &ip));
	assert_false(dns_reverse(text_z("1.2.3.400.in-addr.arpa"), &ip));
}

/* Two bytes of length before what follows, filled in by close_length(). */
static size_t open_length(void)
{
	n += 2;
	return n;
}

static void close_length(size_t from)
{
	bytes[from - 2] = (uint8_t)((n - from) >> 8);
	bytes[from - 1] = (uint8_t)(n - from);
}

static void test_mdns_printer(void **state)
{
	size_t at;

	(void)state;
	n = 0;
	add("0000 8400 0000 0004 0000 0000");
	name("_ipp._tcp.local");
	add("000c 0001 00001194");
	at = open_length();
	name("Line 3 Printer._ipp._tcp.local");
	close_length(at);
	name("Line 3 Printer._ipp._tcp.local");
	add("0010 8001 00001194");
	at = open_length();
	text("ty=HP LaserJet 400");
	text("product=(LJ)");
	text("note=Hall 3");
	text("usb_MFG=HP");
	text("empty");
	close_length(at);
	name("Line 3 Printer._ipp._tcp.local");
	add("0021 8001 00000078");
	at = open_length();
	add("0000 0000 0277");
	name("prn-3.local");
	close_length(at);
	name("prn-3.local");
	add("0001 8001 00000078 0004 0a000001");
	p = play_of(&decoder_mdns, 5353);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), HEARD);
	assert_string_equal(p.e.log, "service-type client _ipp._tcp\n"
				     "property client instance=Line 3 Printer\n"
				     "model client HP LaserJet 400\n"
				     "model client LJ\n"
				     "location client Hall 3\n"
				     "maker client HP\n"
				     "service-type client :: _ipp._tcp |  | 0 0 0 0\n"
				     "name client prn-3\n");
}

static void test_mdns_host(void **state)
{
	(void)state;
	n = 0;
	add("0000 8400 0000 0003 0000 0000");
	name("_device-info._tcp.local");
	add("0010 8001 00000078 000c 0b 6d6f64656c3d41424331 32");
	name("cam-7.local");
	add("001c 8001 00000078 0010 fe800000000000000000000000000001");
	name("other.local");
	add("0001 0001 00000078 0004 0a000009");
	p = play_of(&decoder_mdns, 5353);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), HEARD);
	assert_true(play_said(&p, "model client ABC12"));
	assert_true(play_said(&p, "name client cam-7"));
	assert_true(play_said(&p, "name 10.0.0.9 other"));
}

static void test_llmnr(void **state)
{
	(void)state;
	n = 0;
	add("0001 8000 0001 0001 0000 0000");
	name("PC-7");
	add("0001 0001");
	name("PC-7");
	add("0001 0001 0000001e 0004 0a000002");
	p = play_of(&decoder_llmnr, 5355);
	assert_int_equal(play_bytes(&p, FROM_SERVER, bytes, n), HEARD);
	assert_true(play_said(&p, "name server PC-7"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),       cmocka_unit_test(test_names_end),
		cmocka_unit_test(test_dns_answer),  cmocka_unit_test(test_dns_tcp_and_cut),
		cmocka_unit_test(test_dns_reverse), cmocka_unit_test(test_mdns_printer),
		cmocka_unit_test(test_mdns_host),   cmocka_unit_test(test_llmnr)};

	return cmocka_run_group_tests_name("proto-dns", tests, NULL, NULL);
}
