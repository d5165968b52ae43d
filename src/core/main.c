/* mimamori-core SITE.db [ADDRESS...]: started by mimamori-gate, with the line to it as descriptor 3. ADDRESS:
 * where pages are served, to be told in status. Ends when gate says so or is gone: 0; 1 when it could not
 * begin. */
#include "core/core.h"

#include "base/qr.h"
#include "daemon/press.h"
#include "daemon/role.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECOND = 1000, AGAIN = 10000, SEQ_SHIFT = 24 };

int64_t core_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void push(struct core *c, const char *topic)
{
	struct event_message e = {.seq = ++c->event_seq, .version = c->version, .topic = said_of(topic)};

	if (c->web.channel.fd >= 0)
		message_event(&c->web.channel, &e); /* no room: web has enough to tell pages already */
}

void core_changed(struct core *c, const char *topic)
{
	static const char *const all[] = {"devices",   "findings", "sheet",    "records",
					  "journal",   "capture",  "settings", "alarms",
					  "incidents", "messages", NULL};

	c->version++;
	core_courier_changed(c, topic);
	core_alarms_changed(c, topic);
	for (const char *const *t = all; !topic && *t; t++)
		push(c, *t);
	if (topic)
		push(c, topic);
}

/* Another process wrote to the site: the command line, whether or not it said so. */
static void look_for_others(struct core *c)
{
	sqlite3_stmt *st = NULL;
	int now = c->data_version;

	if (c->store &&
	    sqlite3_prepare_v2(store_db(c->store), "PRAGMA data_version", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		now = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	if (now != c->data_version && c->data_version)
		core_changed(c, NULL);
	c->data_version = now;
}

static void each_second(void *ctx)
{
	look_for_others(ctx);
	core_write_notes(ctx);
	core_evidence(ctx);
}

static void again(void *ctx) { core_open_site(ctx); }

/* The folder of the site, which core may write in. */
static void folder_of(const char *site, char ret[PATH_MAX])
{
	const char *slash = strrchr(site, '/');

	if (slash)
		snprintf(ret, PATH_MAX, "%.*s", slash == site ? 1 : (int)(slash - site), site);
	else
		snprintf(ret, PATH_MAX, ".");
}

static int enter_walls(struct core *c)
{
	const char *const read[] = {"/etc/localtime", "/usr/share/zoneinfo", c->replay, NULL};
	char folder[PATH_MAX];
	int r;

	tzset();
	(void)qr_ready(); /* opened here; the walls let no library in later */
	if (role_user() < 0)
		return -EPERM;
	if ((r = control_bind(c)) < 0) {
		fprintf(stderr, "mimamori-core: %s.sock: %s\n", c->site, strerror(-r));
		return r;
	}
	folder_of(c->site, folder);
	c->walls = role_enter(ROLE_CORE, read, folder);
	return 0;
}

/* Rises over restarts, whatever the clock does: the journal's number goes up at least by one each time. */
static void number_events(struct core *c)
{
	if (c->store)
		c->event_seq = (uint64_t)site_events(c->store) << SEQ_SHIFT;
}

/* --- what feed needs */

static struct store *site_to_write(void *ctx)
{
	const struct core *c = ctx;

	if (!c->store || c->read_only)
		return NULL;
	site_time(c->store, core_now());
	return c->store;
}

static void feed_wrote(void *ctx, int result) { core_wrote(ctx, result); }
static void feed_note(void *ctx, const char *kind, const char *body) { core_note(ctx, kind, body); }
static void feed_blame(void *ctx)
{
	(void)ctx;
	line_blame(ROLE_SENSOR);
}
static void feed_tick(void *ctx, const struct relay_tick *t) { core_alarms_tick(ctx, t); }
static void feed_joined(void *ctx) { core_alarms_joined(ctx); }
static void feed_changed(void *ctx, const char *topic) { core_changed(ctx, topic); }

static bool begin_feed(struct core *c)
{
	c->feed = feed_new(&(struct feed_core){.ctx = c,
					       .loop = c->loop,
					       .path = c->site,
					       .now = core_now,
					       .site = site_to_write,
					       .wrote = feed_wrote,
					       .note = feed_note,
					       .blame = feed_blame,
					       .tick = feed_tick,
					       .joined = feed_joined,
					       .changed = feed_changed});
	c->api.watching = c->feed ? feed_state(c->feed) : NULL;
	return c->feed != NULL;
}

static int begin(struct core *c)
{
	if (!(c->loop = loop_new()) || core_alarms_begin(c) < 0 || !begin_feed(c) ||
	    core_courier_begin(c) < 0 || line_begin(c) < 0 || control_begin(c) < 0 ||
	    loop_every(c->loop, SECOND, each_second, c) < 0 || loop_every(c->loop, AGAIN, again, c) < 0)
		return -ENOMEM;
	core_open_site(c);
	if (!c->store)
		fprintf(stderr, "mimamori-core: %s: %s\n", c->site, c->problem);
	core_note(c, "watching-started", "{\"program\":\"" MIMAMORI_VERSION "\"}");
	core_write_notes(c);
	number_events(c);
	c->version = (uint32_t)(c->event_seq >> SEQ_SHIFT);
	return role_ready(ROLE_CORE, c->walls);
}

static void end(struct core *c)
{
	feed_free(c->feed);
	core_courier_end(c);
	core_alarms_end(c);
	core_note(c, "watching-stopped", "{}");
	core_write_notes(c);
	for (int i = 0; i < CORE_CONTROLS; i++)
		peer_end(&c->control[i]);
	peer_end(&c->web);
	control_end(c);
	api_close();
	store_free(c->store);
	loop_free(c->loop);
}

int main(int argc, char **argv)
{
	static struct core c;
	int first = 2;

	if (argc < 2)
		return 2;
	umask(0077);
	signal(SIGPIPE, SIG_IGN);
	child_through(press_by_gate);
	c.site = argv[1];
	if (argc > 3 && strcmp(argv[2], "--replay") == 0) {
		c.replay = argv[3];
		first = 4;
	}
	for (int i = first; i < argc && i - first < CORE_ADDRESSES; i++)
		c.address[i - first] = argv[i];
	c.began = core_now();
	c.api = (struct api){.version = MIMAMORI_VERSION, .began = c.began};
	c.web.channel.fd = -1;
	c.pause_timer = -1;
	for (int i = 0; i < CORE_READERS; i++)
		c.reader[i].channel.fd = -1;
	for (int i = 0; i < CORE_CONTROLS; i++)
		c.control[i].channel.fd = -1;
	if (enter_walls(&c) < 0 || begin(&c) < 0)
		return 1;
	loop_run(c.loop);
	end(&c);
	return 0;
}
