/* Community ID v1: the vectors its authors publish, and what Arkime says of the corpus. */
#include "test.h"

#include "report/community.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *id(uint8_t protocol, const char *client, int client_port, const char *server,
		      int server_port)
{
	static char text[COMMUNITY_TEXT];
	struct ip a, b;

	assert_true(ip_parse(client, &a));
	assert_true(ip_parse(server, &b));
	return community_id(protocol, a, b, (int[]){client_port, server_port}, text) ? text : "none";
}

/* From the specification's own baseline (seed 0). */
static void published_vectors(void **state)
{
	(void)state;
	assert_string_equal(id(6, "128.232.110.120", 34855, "66.35.250.204", 80),
			    "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
	assert_string_equal(id(6, "66.35.250.204", 80, "128.232.110.120", 34855),
			    "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
	assert_string_equal(id(17, "192.168.1.52", 54585, "8.8.8.8", 53), "1:d/FP5EW3wiY1vCndhwleRRKHowQ=");
}

static void no_id_where_none_can_be_made(void **state)
{
	(void)state;
	assert_string_equal(id(1, "10.0.0.1", -1, "10.0.0.2", -1), "none"); /* ICMP: its types are not kept */
	assert_string_equal(id(58, "fe80::1", -1, "fe80::2", -1), "none");
	assert_string_equal(id(6, "10.0.0.1", 1, "fe80::2", 2), "none");
	assert_string_equal(id(6, "10.0.0.1", -1, "10.0.0.2", 80), "none");
	assert_string_not_equal(id(47, "10.0.0.1", -1, "10.0.0.2", -1), "none"); /* GRE has no ports */
}

static void transports_by_token(void **state)
{
	(void)state;
	assert_int_equal(transport_number("tcp"), 6);
	assert_int_equal(transport_number("udp"), 17);
	assert_int_equal(transport_number("icmpv6"), 58);
	assert_int_equal(transport_number("89"), 89);
	assert_int_equal(transport_number("nonsense"), 0);
}

/* --- against another tool
 * ------------------------------------------------------------------------------------------ */

static char *read_all(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *s = calloc(1, 16 << 20);

	if (f && s && fread(s, 1, (16 << 20) - 1, f) == 0)
		s[0] = '\0';
	if (f)
		fclose(f);
	return s;
}

static int compare(sqlite3 *db, const char *path)
{
	static const char sql[] =
		"SELECT json_extract(value, '$.body.ipProtocol'), json_extract(value, '$.body.source.ip'),"
		" json_extract(value, '$.body.source.port'), json_extract(value, '$.body.destination.ip'),"
		" json_extract(value, '$.body.destination.port'), json_extract(value, "
		"'$.body.network.community_id')"
		" FROM json_each(?1, '$.sessions3')";
	char *json = read_all(path);
	sqlite3_stmt *q;
	int n = 0;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, json, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW) {
		int protocol = sqlite3_column_int(q, 0);
		const char *theirs = (const char *)sqlite3_column_text(q, 5);

		if ((protocol != 6 && protocol != 17) || !theirs)
			continue;
		assert_string_equal(id((uint8_t)protocol, (const char *)sqlite3_column_text(q, 1),
				       sqlite3_column_int(q, 2), (const char *)sqlite3_column_text(q, 3),
				       sqlite3_column_int(q, 4)),
				    theirs);
		n++;
	}
	sqlite3_finalize(q);
	free(json);
	return n;
}

static void same_as_arkime(void **state)
{
	glob_t found = {0};
	sqlite3 *db;
	int n = 0;

	(void)state;
	if (glob(SOURCE_ROOT "/../shared/corpus/*/*/arkime__*.truth/arkime.json", 0, NULL, &found) != 0) {
		print_message("the corpus is absent\n");
		skip();
	}
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	for (size_t i = 0; i < found.gl_pathc; i++)
		n += compare(db, found.gl_pathv[i]);
	sqlite3_close(db);
	globfree(&found);
	print_message("%d conversations\n", n);
	assert_true(n > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vectors),
		cmocka_unit_test(no_id_where_none_can_be_made),
		cmocka_unit_test(transports_by_token),
		cmocka_unit_test(same_as_arkime),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
