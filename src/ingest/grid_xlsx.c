/* The other end of mimamori-unpack: starts it, and reads what it says as if it were the attacker's. */
#include "ingest/grid_parts.h"

#include "base/child.h"
#include "base/text.h"
#include "ingest/unpack_form.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
	struct grid *g;
	const char *path;
	struct err *e;
	uint32_t row; /* the last one's number */
	bool ended;
};

static int damaged(struct reading *r, const char *why)
{
	return err_set(r->e, ERR_DAMAGED, r->path, "grid-damaged", "%s", why);
}

/* The rest of a message: text that is valid UTF-8 without NUL. */
static bool rest(struct rd *b, const char **ret_text, size_t *ret_n)
{
	*ret_n = rd_left(b);
	*ret_text = (const char *)rd_bytes(b, *ret_n);
	return rd_ok(b) && !memchr(*ret_text, '\0', *ret_n) && text_is_utf8(text_of(*ret_text, *ret_n));
}

static int on_sheet(struct reading *r, struct rd *b)
{
	unsigned flags = rd_u8(b);
	struct grid *g = r->g;
	const char *name, *kept;
	size_t n;

	if (!rest(b, &name, &n) || n > GRID_TEXT_MAX || g->sheet_count == GRID_SHEETS_MAX)
		return damaged(r, "sheet");
	if (!(kept = arena_text(g->arena, name, n)))
		return damaged(r, "memory");
	g->sheets[g->sheet_count++] = kept;
	if (flags & UNPACK_READ)
		g->sheet = kept;
	return 0;
}

static int on_row(struct reading *r, struct rd *b)
{
	uint32_t number = rd_be32(b);
	unsigned flags = rd_u8(b);
	int code;

	if (!rd_ok(b) || number <= r->row || number > 1u << 20)
		return damaged(r, "row");
	r->row = number;
	code = grid_row(r->g, number, flags & UNPACK_HIDDEN);
	return code < 0 ? err_set(r->e, code, r->path, "grid-too-large", "%s", "") : 0;
}

static int on_cell(struct reading *r, struct rd *b)
{
	unsigned column = rd_be16(b), flags = rd_u8(b);
	const char *text;
	size_t n;

	if (!rest(b, &text, &n) || !r->row || !r->g->count || flags > (GRID_CUT << 1) - 1)
		return damaged(r, "cell");
	if (grid_put(r->g, column, text, n, flags) < 0)
		return err_set(r->e, -EFBIG, r->path, "grid-too-large", "%s", "");
	return 0;
}

static int by_line(const void *key, const void *row)
{
	uint32_t k = *(const uint32_t *)key, n = ((const struct grid_row *)row)->line_no;

	return k < n ? -1 : k > n;
}

/* The first cell of those that are one; it may be empty, and then nothing is to be said. */
static int on_merged(struct reading *r, struct rd *b)
{
	uint32_t first = rd_be32(b);
	unsigned column = rd_be16(b);
	struct grid_row *row;

	rd_skip(b, 6);
	if (!rd_ok(b))
		return damaged(r, "merged");
	row = r->g->count ? bsearch(&first, r->g->rows, r->g->count, sizeof *row, by_line) : NULL;
	if (row && column < row->cells && *row->cell[column].text)
		row->cell[column].flags |= GRID_MERGED;
	return 0;
}

static int on_left_out(struct reading *r, struct rd *b)
{
	r->g->cells_left_out += rd_be32(b);
	return rd_ok(b) ? 0 : damaged(r, "left out");
}

/* Keys are of a list of ours: a message cannot make the parent say anything else. */
static int on_failed(struct reading *r, struct rd *b)
{
	static const char *const keys[] = {"grid-damaged", "grid-too-large", "grid-no-sheet",
					   "grid-not-xlsx"};
	const char *key = (const char *)b->at;
	size_t n = strnlen(key, rd_left(b));
	char clean[TEXT_ROOM];

	rd_skip(b, n + 1);
	if (!rd_ok(b))
		return damaged(r, "failure");
	text_clean(text_of(b->at, rd_left(b)), clean);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return err_set(r->e, ERR_DAMAGED, r->path, keys[i], "%s", clean);
	return damaged(r, "failure");
}

static int on_end(struct reading *r, struct rd *b)
{
	(void)b;
	r->ended = true;
	return 0;
}

static int message(struct reading *r, struct rd *said)
{
	static const struct {
		char kind;
		int (*on)(struct reading *, struct rd *);
	} messages[] = {{'C', on_cell},     {'R', on_row},    {'S', on_sheet}, {'M', on_merged},
			{'L', on_left_out}, {'F', on_failed}, {'E', on_end}};
	char kind = (char)rd_u8(said);
	uint32_t n = rd_be32(said);
	struct rd body = rd_sub(said, n);

	if (!rd_ok(said))
		return damaged(r, "cut");
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		if (messages[i].kind == kind)
			return messages[i].on(r, &body);
	return damaged(r, "kind");
}

int grid_of_unpacked(struct rd *said, const char *path, struct grid *g, struct err *e)
{
	struct reading r = {.g = g, .path = path, .e = e};
	const uint8_t *magic = rd_bytes(said, sizeof UNPACK_MAGIC - 1);
	int code = 0;

	g->encoding = "XLSX";
	if (!magic || memcmp(magic, UNPACK_MAGIC, sizeof UNPACK_MAGIC - 1) != 0)
		return damaged(&r, "magic");
	while (code == 0 && !r.ended)
		code = message(&r, said);
	if (code == 0 && !rd_empty(said))
		code = damaged(&r, "after the end");
	grid_end(g);
	return code;
}

static int hear(const struct child *c, const char *path, struct grid *g, struct err *e)
{
	struct child_end end;
	int r = child_run(c, &end);
	struct rd said = rd_of(c->out, end.out_size);

	if (r == -ENOENT)
		return err_set(e, r, path, "grid-no-helper", "%s", c->program);
	if (r == -EMSGSIZE)
		return err_set(e, r, path, "grid-too-large", "%s", "");
	if (r < 0)
		return err_set(e, r, path, "grid-damaged", "%s", *end.detail ? end.detail : strerror(-r));
	return grid_of_unpacked(&said, path, g, e);
}

int grid_of_xlsx_fd(int fd, const char *path, const char *sheet, struct grid *g, struct err *e)
{
	const char *args[] = {sheet, NULL};
	struct child c = {.program = "mimamori-unpack",
			  .args = args,
			  .hand = {fd},
			  .hands = 1,
			  .in = "",
			  .out_room = UNPACK_SAID_MAX};
	int r;

	c.out = malloc(c.out_room); /* touched only as far as it is filled */
	r = c.out ? hear(&c, path, g, e)
		  : err_set(e, -ENOMEM, path, "grid-unreadable", "%s", strerror(ENOMEM));
	free(c.out);
	return r;
}

int grid_of_xlsx(const char *path, const char *sheet, struct grid *g, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return err_set(e, -errno, path, "grid-unreadable", "%s", strerror(errno));
	r = grid_of_xlsx_fd(fd, path, sheet, g, e);
	close(fd);
	return r;
}
