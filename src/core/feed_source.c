/* Packets are numbered by file. A file of the packet store, or the one that is replayed, is a row of
 * `source`, made when it is first spoken of and found again after a restart. Packets that are stored nowhere
 * have a row, too, and number 0 in it. */
#include "core/feed_parts.h"

#include <stdio.h>
#include <string.h>

static const char live[] = "live";

/* The row that this file had before; -1. A packet file has its own name; a replayed one is told by name and
 * format. */
static int64_t known(struct store *site, const struct feed_source *s)
{
	static const char stored[] = "SELECT source FROM packet_file WHERE file = ?1 AND gone = 0",
			  replayed[] =
				  "SELECT max(id) FROM source WHERE name = ?1 AND format = ?2 AND id NOT IN "
				  "(SELECT source FROM taken UNION SELECT source FROM packet_file)";
	sqlite3_stmt *st = NULL;
	int64_t id = -1;

	if (!s->is_input && !s->number)
		return -1;
	if (sqlite3_prepare_v2(store_db(site), s->is_input ? replayed : stored, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, s->name, -1, SQLITE_STATIC);
		if (s->is_input)
			sqlite3_bind_text(st, 2, s->format, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) == SQLITE_INTEGER)
			id = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return id;
}

static int save_one(struct store *site, struct feed_source *s)
{
	struct save_packet_file file = {.file = s->name, .bytes = s->bytes, .dropped = s->dropped};
	int r = save_source(site, &s->row);

	file.source = s->row.id;
	if (r == 0 && !s->is_input && s->number)
		r = save_packet_file(site, &file);
	return r;
}

/* In a transaction of its own: its number has to be the site's from the first packet on. */
static void make(struct feed *f, struct feed_source *s)
{
	struct store *site = f->core.site(f->core.ctx);
	int r = site ? feed_begin(site) : -1;

	if (r < 0)
		return;
	s->row.id = known(site, s);
	r = save_one(site, s);
	if (r == 0)
		r = site_commit(site);
	if (r < 0) {
		site_rollback(site);
		s->row.id = -1;
	}
	f->core.wrote(f->core.ctx, r);
}

static struct feed_source *place(struct feed *f)
{
	struct feed_source *s = &f->source[f->next_source];

	f->next_source = (f->next_source + 1) % FEED_SOURCES;
	*s = (struct feed_source){.used = true, .row = {.id = -1}};
	s->row.name = s->name;
	s->row.format = s->format;
	return s;
}

static struct feed_source *find(struct feed *f, bool is_input, uint32_t number)
{
	for (unsigned i = 0; i < FEED_SOURCES; i++)
		if (f->source[i].used && f->source[i].number == number && f->source[i].is_input == is_input)
			return &f->source[i];
	return NULL;
}

static struct feed_source *source_of(struct feed *f, uint32_t number)
{
	struct feed_source *s = find(f, f->replay, number);

	if (!s && f->replay)
		return NULL; /* core is told of inputs before their packets */
	if (!s) {
		s = place(f);
		s->number = number;
		snprintf(s->format, sizeof s->format, "%s", number ? "pcapng" : live);
		if (number)
			snprintf(s->name, sizeof s->name, "%06u.pcapng", number);
		else
			snprintf(s->name, sizeof s->name, "%s", live);
		s->row.first = s->row.last = 0;
	}
	if (s->row.id < 0)
		make(f, s);
	return s;
}

struct packet source_packet(struct feed *f, struct packet at)
{
	const struct feed_source *s = f->latest;

	if (!s || s->number != at.file || s->is_input != f->replay || s->row.id < 0)
		s = f->latest = source_of(f, at.file);
	if (!s || s->row.id < 0 || s->row.id > INT32_MAX)
		return (struct packet){0};
	return (struct packet){(uint32_t)s->row.id, at.n};
}

void source_input(struct feed *f, const struct relay_input *i)
{
	struct feed_source *s = find(f, true, i->index);

	if (!s) {
		s = place(f);
		s->is_input = true;
		s->number = i->index;
		snprintf(s->name, sizeof s->name, "%s", *i->name ? i->name : "-");
		snprintf(s->format, sizeof s->format, "%s", *i->format ? i->format : "-");
	}
	s->row.snaplen = i->snaplen;
	s->row.packets = i->packets;
	s->row.bytes = i->bytes;
	s->row.first = i->first;
	s->row.last = i->last;
	s->row.truncated = i->truncated;
	if (s->row.id < 0)
		make(f, s);
}

static uint64_t lost(const struct relay_period *p)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < p->interfaces; i++)
		sum += p->meter[i].dropped;
	return sum;
}

void source_grow(struct feed *f, const struct relay_period *p)
{
	struct feed_source *s;

	if (f->replay || (!p->file && !p->frames && !find(f, false, 0)))
		return; /* nothing was stored nowhere */
	s = source_of(f, p->file);
	if (f->writing && f->writing != s)
		digest_begin(f, f->writing);
	f->writing = s;
	s->dropped += lost(p);
	s->bytes = p->file_bytes;
	s->row.bytes += p->bytes;
	s->row.snaplen = p->snaplen;
	s->row.packets = p->file ? p->file_frames : s->row.packets + p->frames;
	if (!s->row.first)
		s->row.first = p->file_first ? p->file_first : p->from;
	s->row.last = p->to; /* watched until then, also when nothing came */
}

int sources_save(struct feed *f, struct store *site)
{
	int r = 0;

	for (unsigned i = 0; i < FEED_SOURCES && r == 0; i++)
		if (f->source[i].used && f->source[i].row.id >= 0) {
			r = save_one(site, &f->source[i]);
			f->source[i].dropped = 0;
		}
	return r;
}
