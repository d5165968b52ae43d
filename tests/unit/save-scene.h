/* Captures written by hand that join the site of a scene (site-scene.h). */
#ifndef MIMAMORI_SAVE_SCENE_H
#define MIMAMORI_SAVE_SCENE_H

#include "inventory/save.h"
#include "model.h"
#include "site-scene.h"

/* A run of one source from `first` seconds on, a minute long, and the rows given (INSERTs into x_device ...);
 * returns how many devices are new. */
static int64_t save_of(int64_t first, int64_t seconds, const char *rows)
{
	static const char *const tables[] = {"source",  "device", "address", "fact",
					     "service", "flow",   "command", "outside"};
	struct save_file file = {.size = 1};
	struct saved saved;
	struct store *run;
	char sql[256];

	assert_int_equal(store_shared(&run), 0);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		model_easy(run, tables[i]);
	snprintf(sql, sizeof sql,
		 "INSERT INTO x_source(id, name, first, last, packets) VALUES (0, 'run', %lld, %lld, 9)",
		 (long long)first * 1000000, (long long)(first + seconds) * 1000000);
	model_exec(run, sql);
	model_exec(run, rows);
	snprintf(file.digest, sizeof file.digest, "%lld", (long long)first);
	assert_int_equal(store_join(site), 0);
	assert_int_equal(site_begin(site), 0);
	if (save_run(site, &file, 1, first, "local", &saved) != 0)
		fail_msg("%s", store_error(site));
	assert_int_equal(site_commit(site), 0);
	model_exec(site, "DETACH run");
	store_free(run);
	return saved.fresh;
}

static __attribute__((unused)) int64_t save(int64_t first, const char *rows)
{
	return save_of(first, 60, rows);
}

#define DEVICE  "INSERT INTO x_device(id, kind, layer, mac, ip, first, last, packets, first_packet) VALUES "
#define ADDRESS "INSERT INTO x_address(device, kind, value, first, last, packet) VALUES "
#define FLOW                                                                                                 \
	"INSERT INTO x_flow(id, client, server, client_ip, server_ip, transport, port, protocol, packets, "  \
	"answered, first, last) VALUES "

#endif
