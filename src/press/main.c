/* mimamori-press: one document on stdin, one file on descriptor 3 (and, for a PDF, its annex on 4), the
 *answer on stdout, and it ends (report/press.h). Started by mimamori alone:
 *
 *	mimamori-press pdf          3 the sheet, 4 the annex
 *	mimamori-press xlsx FOLDER  3 the book; FOLDER: empty, for what libxlsxwriter writes on the way
 *	mimamori-press table FOLDER 3 the book of a table (report/press_table.h)
 *	mimamori-press director     3 the directors' page and what is behind it (report/director_paper.h)
 *
 * Exit status 0 when the answer was written, whatever it says. */
#include "press/annex.h"
#include "press/book.h"
#include "press/director.h"
#include "press/table.h"
#include "press/walls.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { OUTPUT = 3, ANNEX = 4, ARENA_MAX = 256 << 20 };

static int write_all(int fd, const unsigned char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno != EINTR)
			return -errno;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

/* All of stdin; NULL when it is more than a document may be. */
static unsigned char *read_all(struct arena *a, size_t most, size_t *ret_n)
{
	unsigned char *bytes = arena_get(a, most + 1, 1);
	size_t n = 0;
	ssize_t got = bytes ? 1 : 0;

	while (got != 0 && n <= most) {
		got = read(STDIN_FILENO, bytes + n, most + 1 - n);
		if (got < 0 && errno != EINTR)
			return NULL;
		n += got > 0 ? (size_t)got : 0;
	}
	*ret_n = n;
	return n <= most ? bytes : NULL;
}

static void fail(struct press_answer *answer, const char *key, const char *detail)
{
	answer->failed = key;
	answer->detail = detail;
}

static cairo_status_t to_descriptor(void *fd, const unsigned char *bytes, unsigned n)
{
	return write_all(*(const int *)fd, bytes, n) == 0 ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Title and dates of the file itself; the dates come with the document, so that the same rows give the same
 * bytes. */
static void set_properties(cairo_surface_t *s, const char *time, const char *subject, const char *title)
{
	time_t at = (time_t)strtoll(time, NULL, 10);
	struct tm t;
	char when[32];

	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, subject);
	if (gmtime_r(&at, &t) && strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t) > 0)
		cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when);
}

static cairo_surface_t *new_paper(const int *fd, double width, double height, const struct press_document *d,
				  const char *title)
{
	cairo_surface_t *s = cairo_pdf_surface_create_for_stream(to_descriptor, (void *)(uintptr_t)fd,
								 width * 72 / 25.4, height * 72 / 25.4);

	set_properties(s, d->word[PRESS_TIME], d->word[PRESS_SUBTITLE], title);
	return s;
}

/* Ends the file; whether every byte of it was taken. */
static bool close_paper(cairo_surface_t *s)
{
	bool whole;

	cairo_surface_finish(s);
	whole = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(s);
	return whole;
}

static bool print_sheet(struct sheet *sheet, const struct press_document *d, struct glyphs *g,
			struct press_answer *answer)
{
	static const int fd = OUTPUT;
	cairo_surface_t *paper = new_paper(&fd, SHEET_WIDTH, SHEET_HEIGHT, d, d->word[PRESS_TITLE]);
	struct ink k;
	bool placed = ink_open(&k, paper, g, d->word[PRESS_LANGUAGE]) == 0 && sheet_place(sheet, d, &k) == 0;

	for (uint32_t page = 0; placed && page < sheet->pages; page++) {
		sheet_draw_page(sheet, &k, page);
		cairo_show_page(k.cr);
	}
	ink_close(&k);
	answer->pages = placed ? sheet->pages : 0;
	answer->annexed = placed ? sheet->annexed : 0;
	if (!close_paper(paper))
		fail(answer, "cannot-write", "");
	else if (!placed)
		fail(answer, "too-long", "");
	return !answer->failed;
}

static void print_annex(const struct sheet *sheet, const struct press_document *d, struct glyphs *g,
			struct press_answer *answer)
{
	static const int fd = ANNEX;
	cairo_surface_t *paper = new_paper(&fd, ANNEX_WIDTH, ANNEX_HEIGHT, d, d->word[PRESS_ANNEX_TITLE]);
	struct ink k;

	if (ink_open(&k, paper, g, d->word[PRESS_LANGUAGE]) == 0)
		answer->annex_pages = annex_draw(sheet, &k);
	ink_close(&k);
	if (!close_paper(paper))
		fail(answer, "cannot-write", "");
}

static void print(const struct press_document *d, struct arena *a, struct press_answer *answer)
{
	struct glyphs g;
	struct sheet sheet;

	if (glyphs_open(&g, a) < 0)
		fail(answer, "no-font", "fonts-ipaexfont-gothic");
	else if (print_sheet(&sheet, d, &g, answer) && sheet.annexed > 0)
		print_annex(&sheet, d, &g, answer);
	answer->missing_kinds = g.missing_kinds;
	memcpy(answer->missing, g.missing, sizeof g.missing);
	glyphs_close(&g);
}

static int copy(int from, int to)
{
	unsigned char block[64 * 1024];
	ssize_t n;
	int r = lseek(from, 0, SEEK_SET) < 0 ? -errno : 0;

	while (r == 0 && (n = read(from, block, sizeof block)) != 0)
		r = n < 0 ? -errno : write_all(to, block, (size_t)n);
	return r;
}

/* libxlsxwriter writes to a name; a file in memory has one that no wall closes. One of the two documents. */
static void bind(const struct press_document *d, const struct press_table *t, struct arena *a,
		 const char *scratch, struct press_answer *answer)
{
	int book = memfd_create("book", MFD_CLOEXEC);
	const char *wrong;
	char name[64];

	snprintf(name, sizeof name, "/proc/self/fd/%d", book);
	wrong = book < 0 ? strerror(errno)
		: t      ? table_write(t, a, name, scratch)
			 : book_write(d, a, name, scratch);
	if (wrong)
		fail(answer, "no-book", wrong);
	else if (copy(book, OUTPUT) < 0)
		fail(answer, "cannot-write", "");
	answer->pages = 1;
	if (book >= 0)
		close(book);
}

static void unread(struct press_answer *answer, int r)
{
	fail(answer, r == -ENOMEM ? "too-long" : "not-a-document", "");
}

static void print_or_bind_sheet(struct arena *a, const char *scratch, struct press_answer *answer)
{
	struct press_document d;
	size_t n = 0;
	unsigned char *bytes = read_all(a, PRESS_DOCUMENT_MAX, &n);
	int r = bytes ? press_read(rd_of(bytes, n), MIMAMORI_VERSION, a, &d) : -EINVAL;

	if (r < 0)
		unread(answer, r);
	else if (scratch)
		bind(&d, NULL, a, scratch, answer);
	else
		print(&d, a, answer);
}

static void bind_table(struct arena *a, const char *scratch, struct press_answer *answer)
{
	struct press_table t;
	size_t n = 0;
	unsigned char *bytes = read_all(a, PRESS_TABLE_MAX, &n);
	int r = bytes ? press_read_table(rd_of(bytes, n), MIMAMORI_VERSION, a, &t) : -EINVAL;

	if (r < 0)
		unread(answer, r);
	else
		bind(NULL, &t, a, scratch, answer);
}

static void draw_director(const struct paper *p, struct arena *a, struct press_answer *answer)
{
	static const int fd = OUTPUT;
	cairo_surface_t *s =
		cairo_pdf_surface_create_for_stream(to_descriptor, (void *)(uintptr_t)&fd,
						    DIRECTOR_WIDTH * 72 / 25.4, DIRECTOR_HEIGHT * 72 / 25.4);
	struct glyphs g;
	struct ink k;

	set_properties(s, p->word[PAPER_TIME], p->word[PAPER_SUBTITLE], p->word[PAPER_TITLE]);
	if (glyphs_open(&g, a) < 0)
		fail(answer, "no-font", "fonts-ipaexfont-gothic");
	else if (ink_open(&k, s, &g, p->word[PAPER_LANGUAGE]) < 0)
		fail(answer, "too-long", "");
	else
		answer->pages = director_draw(p, &k);
	if (!answer->failed)
		ink_close(&k);
	answer->missing_kinds = g.missing_kinds;
	memcpy(answer->missing, g.missing, sizeof g.missing);
	glyphs_close(&g);
	if (!close_paper(s))
		fail(answer, "cannot-write", "");
}

static void print_director(struct arena *a, struct press_answer *answer)
{
	struct paper p;
	size_t n = 0;
	unsigned char *bytes = read_all(a, PAPER_DOCUMENT_MAX, &n);
	int r = bytes ? paper_read(rd_of(bytes, n), MIMAMORI_VERSION, a, &p) : -EINVAL;

	if (r < 0)
		unread(answer, r);
	else
		draw_director(&p, a, answer);
}

int main(int argc, char **argv)
{
	bool director = argc == 2 && strcmp(argv[1], "director") == 0;
	bool table = argc == 3 && strcmp(argv[1], "table") == 0;
	bool book = argc == 3 && strcmp(argv[1], "xlsx") == 0;
	const char *scratch = table || book ? argv[2] : NULL;
	struct press_answer answer = {0};
	struct walls walls;
	struct arena *a;
	struct out o;
	int code;

	if (!scratch && !director && (argc != 2 || strcmp(argv[1], "pdf") != 0))
		return 2;
	walls = walls_up(scratch);
	a = arena_new(ARENA_MAX);
	if (!a || out_init(&o, STDOUT_FILENO) < 0)
		return 1;
	answer.wall_paths = walls.paths;
	answer.wall_calls = walls.calls;
	if (table)
		bind_table(a, scratch, &answer);
	else if (director)
		print_director(a, &answer);
	else
		print_or_bind_sheet(a, scratch, &answer);
	press_put_answer(&o, &answer);
	code = out_finish(&o);
	out_clear(&o);
	arena_free(a);
	return code == 0 ? 0 : 1;
}
