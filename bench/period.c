/* What one period of watching costs core (docs/measured.md): a plant of so many devices, each seen in each
 * period, joins a site. period [DEVICES...]. Milliseconds: the run is made, joins the site, is committed. */
#include "assess/life_states.h"
#include "inventory/inventory.h"
#include "inventory/save.h"
#include "respond/parts.h"
#include "store/seal.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PERIODS = 6, SECOND = 1000000 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static struct who device(unsigned d)
{
	const uint8_t mac[6] = {0, 0x1b, 0x1b, (uint8_t)(d >> 16), (uint8_t)(d >> 8), (uint8_t)d},
		      ip[4] = {10, (uint8_t)(d / 62500), (uint8_t)(d / 250), (uint8_t)(d % 250 + 2)};

	return (struct who){mac_of(mac), ip_of4(ip)};
}

static void tell(struct decode_sink to, unsigned d, unsigned devices, int64_t when)
{
	struct who from = device(d), server = device(d % (devices < 100 ? 4 : 100));
	struct sighting s = {.when = when,
			     .at = {1, d + 1},
			     .from = from,
			     .to = server,
			     .bytes = 640,
			     .ttl = 64,
			     .more = 9};
	struct fact f = {.when = when,
			 .at = {1, d + 1},
			 .kind = FACT_ADDRESS,
			 .source = PROTO_arp,
			 .confidence = 90,
			 .about = from,
			 .num = {1}};
	struct flow flow = {.client = from,
			    .server = server,
			    .client_port = 20000,
			    .server_port = 502,
			    .transport = 6,
			    .answered = FLOW_ANSWERED,
			    .oriented = true,
			    .started = true,
			    .payload_seen = true,
			    .protocol = PROTO_modbus,
			    .packets = 10,
			    .bytes = 640,
			    .packets_up = 5,
			    .bytes_up = 320,
			    .payload = 100,
			    .first = when,
			    .last = when + SECOND,
			    .first_packet = {1, d + 1},
			    .last_packet = {1, d + 2}};

	to.sighting(to.ctx, &s);
	to.fact(to.ctx, &f);
	f.kind = FACT_COMMAND;
	f.source = PROTO_modbus;
	f.peer = server;
	f.value = text_z("Read Holding Registers");
	f.num[0] = 3, f.num[1] = -1, f.num[2] = CLASS_READ;
	to.fact(to.ctx, &f);
	to.flow(to.ctx, &flow);
}

static void must(int r, struct store *s)
{
	if (r >= 0)
		return;
	fprintf(stderr, "%d: %s\n", r, s ? store_error(s) : "");
	exit(1);
}

/* As core does it: one run after the other in the same place, which stays joined. */
static void period(struct store *site, struct inventory *v, unsigned devices, int n)
{
	static struct store *run;
	int64_t when = (INT64_C(1800000000) + 5 * n) * SECOND;
	struct decode_sink to = inventory_sink(v);
	struct stack_counts counts = {.packets = devices * 10};
	const struct save_period p = {.from = when, .to = when + 5 * SECOND};
	struct saved saved;
	double t[5] = {now()};

	for (unsigned d = 0; d < devices; d++)
		tell(to, d, devices, when);
	t[1] = now();
	must(run ? 0 : store_period(&run), NULL);
	must(inventory_write(v, NULL, &counts, run), run);
	must(inventory_next(v, p.to), NULL);
	t[2] = now();
	must(store_join(site), site);
	must(site_begin(site), site);
	must(save_period(site, &p, p.to, "mimamori", &saved), site);
	t[3] = now();
	must(store_seal(site, p.to), site);
	must(site_commit(site), site);
	if (!store_clear(run)) {
		store_part(site);
		store_free(run);
		run = NULL;
	}
	t[4] = now();
	printf("%8u %6d %8.1f %8.1f %8.1f %8.1f %8lld\n", devices, n + 1, t[1] - t[0], t[2] - t[1],
	       t[3] - t[2], t[4] - t[3], (long long)saved.fresh);
}

static void judge(struct store *site)
{
	struct life life;
	struct life_moves moves;
	double began = now();

	must(site_begin(site), site);
	must(life_states_judge(site, INT64_C(1800000100) * SECOND, &life, &moves), site);
	must(site_commit(site), site);
	printf("          judged in %.1f ms\n", now() - began);
}

static void plant(unsigned devices)
{
	static const struct inventory_options options = {0};
	static const char *const ends[] = {"", "-wal", "-shm", ".key"};
	struct inventory *v = inventory_new(&options);
	struct save_source source = {.id = -1, .name = "000001.pcapng", .format = "pcapng"};
	char path[64], name[80];
	struct store *site;
	struct err e = {0};

	snprintf(path, sizeof path, "/tmp/mimamori-period-%d.db", (int)getpid());
	must(site_open(path, SITE_CREATE, site_parts(), 1, &site, &e), NULL);
	store_watch(site, true);
	must(save_source(site, &source), site);
	for (int n = 0; n < PERIODS; n++)
		period(site, v, devices, n);
	judge(site);
	store_free(site);
	inventory_free(v);
	for (size_t i = 0; i < 4; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

int main(int argc, char **argv)
{
	printf(" devices period     heard     made   joined   commit      new\n");
	if (argc < 2) {
		plant(100);
		plant(10000);
	}
	for (int i = 1; i < argc; i++)
		plant((unsigned)strtoul(argv[i], NULL, 10));
	return 0;
}
