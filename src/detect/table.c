/* Kept tables: rows of table detect_state, a page of rows each, as they lie in memory. Each page says of
 * itself what it is and has a sum over its bytes: a file that was cut, changed or made by another build is
 * refused as a whole, and the table begins anew. */
#include "detect/table.h"

#include "detect/room.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct page_head {
	char magic[4]; /* "mmd1" */
	uint16_t version, head_size;
	uint32_t row_size, key_size, rows /* here */, count /* in all */;
	uint64_t sum; /* of the rows */
};

static const char magic[4] = {'m', 'm', 'd', '1'};

struct table *detect_table(struct detect *d, const struct detect_table *t)
{
	struct kept_table *k = d->kept_count < DETECT_TABLES ? calloc(1, sizeof *k) : NULL;

	if (!k)
		return NULL;
	k->is = *t;
	table_init(&k->table, t->row_size, t->key_size, t->max);
	d->kept[d->kept_count++] = k;
	return &k->table;
}

void kept_free(struct kept_table *k)
{
	table_clear(&k->table);
	free(k->saved);
	free(k);
}

size_t kept_bytes(const struct kept_table *k)
{
	return (size_t)k->table.room * k->is.row_size +
	       (k->table.slots ? ((size_t)k->table.mask + 1) * sizeof(struct table_slot) : 0);
}

static uint32_t rows_a_page(const struct kept_table *k)
{
	return k->is.row_size < DETECT_PAGE ? (uint32_t)(DETECT_PAGE / k->is.row_size) : 1;
}

/* FNV-1a over words; the same in every process. */
static uint64_t sum_of(const uint8_t *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u, v;

	for (; n; n -= n < 8 ? n : 8, p += 8) {
		v = 0;
		memcpy(&v, p, n < 8 ? n : 8);
		h = (h ^ v) * 0x100000001b3u;
		h ^= h >> 29;
	}
	return h;
}

/* --- saving */

static int write_page(sqlite3_stmt *st, const struct kept_table *k, uint32_t page,
		      const struct page_head *head, const uint8_t *rows)
{
	size_t n = sizeof *head + (size_t)head->rows * k->is.row_size;
	uint8_t *bytes = malloc(n);
	int step;

	if (!bytes)
		return -ENOMEM;
	memcpy(bytes, head, sizeof *head);
	if (head->rows)
		memcpy(bytes + sizeof *head, rows, n - sizeof *head);
	sqlite3_reset(st);
	sqlite3_bind_text(st, 1, k->is.name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, page);
	sqlite3_bind_blob64(st, 3, bytes, n, SQLITE_STATIC);
	step = sqlite3_step(st);
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	free(bytes);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int room_for(struct kept_table *k, uint32_t pages)
{
	uint64_t *more;

	if (pages <= k->pages)
		return 0;
	more = realloc(k->saved, pages * sizeof *more);
	if (!more)
		return -ENOMEM;
	memset(more + k->pages, 0, (pages - k->pages) * sizeof *more);
	k->pages = pages;
	k->saved = more;
	return 0;
}

/* Pages that the table no longer has. */
static int cut_pages(struct kept_table *k, uint32_t pages, sqlite3_stmt *cut)
{
	int step;

	if (!k->stale && pages >= k->saved_pages)
		return 0;
	sqlite3_bind_text(cut, 1, k->is.name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(cut, 2, pages);
	step = sqlite3_step(cut);
	sqlite3_reset(cut);
	k->stale = step != SQLITE_DONE;
	return k->stale ? -EIO : 0;
}

int kept_save(struct kept_table *k, sqlite3_stmt *put, sqlite3_stmt *cut)
{
	uint32_t each = rows_a_page(k), pages = (k->table.count + each - 1) / each;
	int r = room_for(k, pages);

	if (r == 0)
		r = cut_pages(k, pages, cut);

	for (uint32_t p = 0; r == 0 && p < pages; p++) {
		uint32_t left = k->table.count - p * each;
		struct page_head head = {.version = k->is.version,
					 .head_size = sizeof head,
					 .row_size = (uint32_t)k->is.row_size,
					 .key_size = (uint32_t)k->is.key_size,
					 .rows = left < each ? left : each,
					 .count = p * each + (left < each ? left : each)};
		const uint8_t *rows = table_at(&k->table, p * each);

		memcpy(head.magic, magic, sizeof magic);
		head.sum = sum_of(rows, (size_t)head.rows * k->is.row_size) ^ head.rows;
		if (p < k->saved_pages && k->saved[p] == head.sum)
			continue;
		r = write_page(put, k, p, &head, rows);
		k->saved[p] = head.sum;
	}
	if (r == 0)
		k->saved_pages = pages;
	return r;
}

/* --- loading */

static bool fits(const struct kept_table *k, int64_t page, const uint8_t *bytes, size_t n,
		 struct page_head *head)
{
	uint32_t each = rows_a_page(k);

	if (!bytes || n < sizeof *head || page < 0 || page > UINT32_MAX / each)
		return false;
	memcpy(head, bytes, sizeof *head);
	return memcmp(head->magic, magic, sizeof magic) == 0 && head->head_size == sizeof *head &&
	       head->version == k->is.version && head->row_size == k->is.row_size &&
	       head->key_size == k->is.key_size && head->rows && head->rows <= each &&
	       n - sizeof *head == (size_t)head->rows * k->is.row_size &&
	       head->count == (uint32_t)page * each + head->rows && head->count <= k->is.max &&
	       (sum_of(bytes + sizeof *head, n - sizeof *head) ^ head->rows) == head->sum;
}

/* A page whose rows come right after those that are there. */
static bool take_page(struct kept_table *k, int64_t page, const uint8_t *bytes, size_t n)
{
	struct page_head head;
	bool is_new;

	if (!fits(k, page, bytes, n, &head) || k->table.count != head.count - head.rows)
		return false;
	for (uint32_t i = 0; i < head.rows; i++) {
		const uint8_t *from = bytes + sizeof head + (size_t)i * k->is.row_size;
		uint8_t *row = table_add(&k->table, from, &is_new);

		if (!row || !is_new)
			return false;
		memcpy(row, from, k->is.row_size);
	}
	if (room_for(k, (uint32_t)page + 1) < 0)
		return false;
	k->saved[page] = head.sum;
	k->saved_pages = (uint32_t)page + 1;
	return true;
}

int kept_load(struct kept_table *k, sqlite3_stmt *get)
{
	bool good = true;
	int step = SQLITE_DONE;

	table_clear(&k->table);
	k->saved_pages = 0;
	sqlite3_reset(get);
	sqlite3_bind_text(get, 1, k->is.name, -1, SQLITE_STATIC);
	while (good && (step = sqlite3_step(get)) == SQLITE_ROW)
		good = take_page(k, sqlite3_column_int64(get, 0), sqlite3_column_blob(get, 1),
				 (size_t)sqlite3_column_bytes(get, 1));
	sqlite3_reset(get);
	if (!good) {
		table_clear(&k->table);
		k->saved_pages = 0;
		k->stale = true;
		return -EBADMSG;
	}
	return step == SQLITE_DONE ? 0 : -EIO;
}
