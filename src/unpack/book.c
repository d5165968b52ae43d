#include "unpack/book.h"

#include "unpack/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int book_init(struct book *b)
{
	memset(b, 0, sizeof *b);
	snprintf(b->strings_path, BOOK_PATH, "xl/sharedStrings.xml");
	snprintf(b->styles_path, BOOK_PATH, "xl/styles.xml");
	b->arena = arena_new(BOOK_MEMORY_MAX);
	return b->arena ? 0 : -1;
}

void book_clear(struct book *b)
{
	if (b->arena)
		arena_free(b->arena);
	free(b->strings);
	free(b->formats);
}

static void nothing(void *ctx, const char *name) { (void)ctx, (void)name; }

static const char *kept(struct book *b, const char *s)
{
	return s ? arena_text(b->arena, s, strlen(s)) : NULL;
}

/* --- the list of sheets -------------------------------------------------------------------------------- */

static void workbook_start(void *ctx, const char *name, const char *const *a)
{
	struct book *b = ctx;

	if (strcmp(name, "workbookPr") == 0)
		b->from_1904 = xml_true(xml_attribute(a, "date1904"));
	if (strcmp(name, "sheet") != 0 || b->sheet_count == BOOK_SHEETS_MAX)
		return;
	const char *title = xml_attribute(a, "name"), *state = xml_attribute(a, "state");
	const char *relation = NULL;

	for (const char *const *at = a; at[0]; at += 2) /* "r:id" in whatever prefix, not "sheetId" */
		if (strchr(at[0], ':') && strcmp(strchr(at[0], ':'), ":id") == 0)
			relation = at[1];
	struct book_sheet *s = &b->sheets[b->sheet_count];

	*s = (struct book_sheet){.name = kept(b, title ? title : ""),
				 .relation = kept(b, relation ? relation : "")};
	s->hidden = state && strcmp(state, "visible") != 0;
	b->sheet_count += s->name && s->relation;
}

const char *book_workbook(struct book *b, struct part *p)
{
	return xml_read(p, &(struct xml_taker){.ctx = b, .start = workbook_start, .end = nothing});
}

/* Targets are relative to xl/, or begin with "/". A path that climbs is none. */
static void take_path(char to[BOOK_PATH], const char *target)
{
	if (strstr(target, "..") || strlen(target) > BOOK_PATH - 8)
		return;
	snprintf(to, BOOK_PATH, "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static void relation_start(void *ctx, const char *name, const char *const *a)
{
	const char *id = xml_attribute(a, "Id"), *type = xml_attribute(a, "Type"),
		   *target = xml_attribute(a, "Target");
	struct book *b = ctx;

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
		return;
	if (ends_with(type, "/sharedStrings"))
		take_path(b->strings_path, target);
	else if (ends_with(type, "/styles"))
		take_path(b->styles_path, target);
	else if (ends_with(type, "/worksheet"))
		for (unsigned i = 0; i < b->sheet_count; i++)
			if (strcmp(b->sheets[i].relation, id) == 0)
				take_path(b->sheets[i].path, target);
}

const char *book_relations(struct book *b, struct part *p)
{
	return xml_read(p, &(struct xml_taker){.ctx = b, .start = relation_start, .end = nothing});
}

/* --- styles -------------------------------------------------------------------------------------------- */

struct styles {
	struct book *b;
	struct own_format {
		unsigned id;
		uint8_t format;
	} own[1024];
	unsigned own_count;
	bool in_cells, full;
};

static uint8_t format_of(const struct styles *s, unsigned id)
{
	for (unsigned i = 0; i < s->own_count; i++)
		if (s->own[i].id == id)
			return s->own[i].format;
	return number_format(id);
}

static void add_style(struct styles *s, unsigned id)
{
	struct book *b = s->b;

	if ((b->format_count & (b->format_count - 1)) == 0) {
		uint8_t *more = realloc(b->formats, b->format_count ? b->format_count * 2 : 1);

		if (!more) {
			s->full = true;
			return;
		}
		b->formats = more;
	}
	b->formats[b->format_count++] = format_of(s, id);
	s->full = b->format_count == BOOK_STYLES_MAX;
}

static void styles_start(void *ctx, const char *name, const char *const *a)
{
	struct styles *s = ctx;
	const char *id = xml_attribute(a, "numFmtId"), *code = xml_attribute(a, "formatCode");
	unsigned number = id ? (unsigned)strtoul(id, NULL, 10) : 0;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	else if (strcmp(name, "numFmt") == 0 && code && s->own_count < sizeof s->own / sizeof *s->own)
		s->own[s->own_count++] = (struct own_format){number, number_format_of_code(code)};
	else if (strcmp(name, "xf") == 0 && s->in_cells)
		add_style(s, number);
}

static void styles_end(void *ctx, const char *name)
{
	struct styles *s = ctx;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
}

const char *book_styles(struct book *b, struct part *p)
{
	struct styles s = {.b = b};

	return xml_read(
		p, &(struct xml_taker){.ctx = &s, .start = styles_start, .end = styles_end, .stop = &s.full});
}

/* --- shared texts -------------------------------------------------------------------------------------- */

/* <si> holds <t>, or runs <r><t>; what stands in <rPh> is how it is read aloud (furigana), not what it says.
 */
struct strings {
	struct book *b;
	char *text;
	size_t n, room;
	unsigned phonetic;
	bool in_text, full;
};

static void strings_start(void *ctx, const char *name, const char *const *a)
{
	struct strings *s = ctx;

	(void)a;
	if (strcmp(name, "si") == 0)
		s->n = 0;
	s->phonetic += strcmp(name, "rPh") == 0;
	s->in_text = strcmp(name, "t") == 0 && !s->phonetic;
}

static void strings_text(void *ctx, const char *text, size_t n)
{
	struct strings *s = ctx;

	if (!s->in_text || s->full)
		return;
	if (s->n + n > s->room) {
		size_t room = (s->n + n) * 2;
		char *more = room < BOOK_MEMORY_MAX ? realloc(s->text, room) : NULL;

		if (!more) {
			s->full = true;
			return;
		}
		s->text = more;
		s->room = room;
	}
	memcpy(s->text + s->n, text, n);
	s->n += n;
}

static void add_string(struct strings *s)
{
	struct book *b = s->b;
	const char *copy = arena_text(b->arena, s->text ? s->text : "", s->n);

	if (copy && b->string_count == b->string_room) {
		size_t room = b->string_room ? b->string_room * 2 : 256;
		struct book_text *more = room > 1u << 23 ? NULL : realloc(b->strings, room * sizeof *more);

		if (more) {
			b->strings = more;
			b->string_room = room;
		}
	}
	if (copy && b->string_count < b->string_room)
		b->strings[b->string_count++] = (struct book_text){copy, (uint32_t)s->n};
	else
		s->full = true;
}

static void strings_end(void *ctx, const char *name)
{
	struct strings *s = ctx;

	if (strcmp(name, "si") == 0)
		add_string(s);
	s->phonetic -= s->phonetic && strcmp(name, "rPh") == 0;
	s->in_text = false;
}

const char *book_strings(struct book *b, struct part *p)
{
	struct strings s = {.b = b};
	const char *wrong = xml_read(p, &(struct xml_taker){.ctx = &s,
							    .start = strings_start,
							    .end = strings_end,
							    .text = strings_text,
							    .stop = &s.full});

	free(s.text);
	return wrong ? wrong : s.full ? "too large when unpacked" : NULL;
}
