#include "decode/fins-detail.h"
#include "decode/fins-areas.h"

#include <stdarg.h>
#include <stdio.h>

enum { NAME_ROOM = 12, FORCES_TOLD = 4 };

struct words {
	char *at;
	size_t n;
};

__attribute__((format(printf, 2, 3))) static void add(struct words *w, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(w->at + w->n, FINS_DETAIL - w->n, format, args);
	va_end(args);
	if (n > 0)
		w->n += (size_t)n < FINS_DETAIL - w->n ? (size_t)n : FINS_DETAIL - w->n - 1;
}

static void add_at(struct words *w, const struct fins_at *at)
{
	char room[FINS_POINT];
	struct text t = fins_name(at, 0, room);

	add(w, "%.*s", (int)t.n, t.s);
}

/* A name of a file or of a controller: plain, ends at a NUL or with spaces. */
static void add_name(struct words *w, struct rd *r, size_t room)
{
	struct rd name = rd_sub(r, rd_left(r) < room ? rd_left(r) : room);
	size_t n = rd_left(&name) ? strnlen((const char *)name.at, rd_left(&name)) : 0;

	while (n > 0 && name.at[n - 1] == ' ')
		n--;
	if (n > 0 && text_is_plain(text_of(name.at, n)))
		add(w, "%s%.*s", w->n ? " " : "", (int)n, (const char *)name.at);
}

/* area 1 | word 2 | bit 1 | count 2 | ... */
static void of_area(struct words *w, struct rd *r)
{
	struct fins_at at = fins_at(r);
	unsigned count = rd_be16(r);

	if (!rd_ok(r))
		return;
	add_at(w, &at);
	add(w, " x%u", count);
}

static void of_transfer(struct words *w, struct rd *r)
{
	struct fins_at from = fins_at(r), to = fins_at(r);
	unsigned count = rd_be16(r);

	if (!rd_ok(r))
		return;
	add_at(w, &from);
	add(w, " x%u to ", count);
	add_at(w, &to);
}

static const char *force_word(unsigned what)
{
	static const struct {
		uint16_t what;
		const char *word;
	} words[] = {{0, "off"},
		     {1, "on"},
		     {0x8000, "released off"},
		     {0x8001, "released on"},
		     {0xffff, "released"}};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].what == what)
			return words[i].word;
	return "?";
}

/* count 2 | (what 2 | area 1 | word 2 | bit 1)... */
static void of_force(struct words *w, struct rd *r)
{
	unsigned count = rd_be16(r);

	for (unsigned i = 0; i < count && i < FORCES_TOLD && rd_left(r) >= 6; i++) {
		unsigned what = rd_be16(r);
		struct fins_at at = fins_at(r);

		add(w, "%s", i ? ", " : "");
		add_at(w, &at);
		add(w, " %s", force_word(what));
	}
	if (count > FORCES_TOLD)
		add(w, ", %u in all", count);
}

/* program 2 | mode 1 */
static void of_mode(struct words *w, struct rd *r)
{
	unsigned mode;

	rd_skip(r, 2);
	mode = rd_u8(r);
	if (rd_ok(r))
		add(w, "%s mode", mode == 2 ? "monitor" : mode == 1 ? "debug" : "run");
}

/* year month day hour minute [second [weekday]], BCD */
static void of_clock(struct words *w, struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 5);

	if (p)
		add(w, "20%02x-%02x-%02x %02x:%02x", p[0], p[1], p[2], p[3], p[4]);
}

/* program 2 | begin 4 (or protection 1 | begin 4) | bytes 2 */
static void of_program(struct words *w, struct rd *r)
{
	unsigned begin, bytes;

	rd_skip(r, 2);
	begin = rd_be32(r);
	bytes = rd_be16(r);
	if (rd_ok(r))
		add(w, "from %u, %u bytes", begin, bytes & 0x7fff);
}

/* area 2 | begin 2 | count 2 */
static void of_parameter(struct words *w, struct rd *r)
{
	unsigned area = rd_be16(r), begin = rd_be16(r), count = rd_be16(r);

	if (rd_ok(r))
		add(w, "parameters %04x from %u x%u", area, begin, count & 0x7fff);
}

static void of_file(struct words *w, struct rd *r)
{
	rd_skip(r, 2);
	add_name(w, r, NAME_ROOM);
}

/* disk 2 | count 2 | name 12... */
static void of_files(struct words *w, struct rd *r)
{
	rd_skip(r, 4);
	for (int i = 0; i < 3 && !rd_empty(r); i++)
		add_name(w, r, NAME_ROOM);
}

/* disk 2 | name 12 | disk 2 | name 12 */
static void of_copy(struct words *w, struct rd *r)
{
	of_file(w, r);
	of_file(w, r);
}

/* disk 2 | new name 12 | old name 12 (W342) */
static void of_rename(struct words *w, struct rd *r)
{
	of_file(w, r);
	add_name(w, r, NAME_ROOM);
}

/* which 2 | area 4 or 2, begin 2 | count 2 | disk 2 | name 12 */
static void of_area_file(struct words *w, struct rd *r)
{
	rd_skip(r, 8);
	of_file(w, r);
}

/* which 2 | program 2 | begin 4 | bytes 4 | disk 2 | name 12 */
static void of_program_file(struct words *w, struct rd *r)
{
	rd_skip(r, 12);
	of_file(w, r);
}

static void of_name(struct words *w, struct rd *r) { add_name(w, r, 8); }

static const struct {
	uint16_t command;
	void (*tell)(struct words *w, struct rd *r);
} tellers[] = {
	{0x0102, of_area},      {0x0103, of_area},      {0x0105, of_transfer},  {0x0202, of_parameter},
	{0x0203, of_parameter}, {0x0307, of_program},   {0x0401, of_mode},      {0x0702, of_clock},
	{0x2202, of_file},      {0x2203, of_file},      {0x2205, of_files},     {0x2207, of_copy},
	{0x2208, of_rename},    {0x220a, of_area_file}, {0x220b, of_area_file}, {0x220c, of_program_file},
	{0x2215, of_files},     {0x2301, of_force},     {0x2601, of_name},
};

struct text fins_detail(unsigned command, struct rd body, char room[FINS_DETAIL])
{
	struct words w = {room, 0};

	room[0] = '\0';
	for (size_t i = 0; i < sizeof tellers / sizeof tellers[0]; i++)
		if (tellers[i].command == command)
			tellers[i].tell(&w, &body);
	return text_of(room, w.n);
}
