/* mimamori-unpack [SHEET]: takes a workbook (XLSX, descriptor 3) apart and says its cells on stdout
 * (ingest/unpack_form.h). A program of its own, because ZIP and XML from anywhere are hostile and need
 * libraries that nothing else does; it opens no file, makes no socket, and is bounded in time and memory. */
#include "base/confine.h"
#include "unpack/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zip.h>

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = true };

/* The leak checker could not live behind these walls. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#else
enum { SANITIZED = false };
#endif

enum { FILE_FD = 3, NAMES_SHOWN = 400 };

/* A workbook of 200,000 cells needs a second and 60 MB; the bounds are far above. */
static const struct confine_limit limits[] = {
	{RLIMIT_CPU, 30}, {RLIMIT_FSIZE, 0}, {RLIMIT_NOFILE, 16}, {RLIMIT_CORE, 0}, {RLIMIT_AS, 1UL << 30}};

static void walls_up(void)
{
	static const char *const nothing[] = {NULL};

	confine_limits(limits, sizeof limits / sizeof *limits);
	confine(&(struct confine){nothing, NULL, NULL, !SANITIZED, false, false});
}

struct unpacking {
	zip_t *zip;
	struct book book;
	struct say say;
	uint64_t budget;
};

static long read_entry(void *ctx, void *buf, size_t n) { return (long)zip_fread(ctx, buf, n); }

typedef const char *reader_fn(struct book *b, struct part *p);

/* One part by a reader: 0 also when an optional one is absent. */
static int part(struct unpacking *u, const char *name, bool optional, reader_fn *reader)
{
	zip_file_t *f = zip_fopen(u->zip, name, 0);
	struct part p = {read_entry, f, &u->budget};
	const char *wrong;

	if (!f)
		return optional ? 0 : say_failed(&u->say, "grid-not-xlsx", name);
	wrong = reader ? reader(&u->book, &p) : sheet_read(&u->book, &p, &u->say);
	zip_fclose(f);
	return wrong ? say_failed(&u->say, strstr(wrong, "large") ? "grid-too-large" : "grid-damaged", wrong)
		     : 0;
}

/* The one that was asked for, else the first that can be seen; -1 after saying so. */
static int choose(struct unpacking *u, const char *wanted)
{
	char names[NAMES_SHOWN] = "";
	size_t n = 0;

	for (unsigned i = 0; i < u->book.sheet_count; i++) {
		const struct book_sheet *s = &u->book.sheets[i];

		if (*s->path && (wanted ? strcmp(wanted, s->name) == 0 : !s->hidden))
			return (int)i;
		if (n + strlen(s->name) + 4 < sizeof names)
			n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "", s->name);
	}
	return say_failed(&u->say, "grid-no-sheet", names);
}

static void unpack(struct unpacking *u, const char *wanted)
{
	int chosen;

	if (part(u, "xl/workbook.xml", false, book_workbook) < 0 ||
	    part(u, "xl/_rels/workbook.xml.rels", false, book_relations) < 0 ||
	    (chosen = choose(u, wanted)) < 0)
		return;
	for (unsigned i = 0; i < u->book.sheet_count; i++)
		say_sheet(&u->say, u->book.sheets[i].name, u->book.sheets[i].hidden, (int)i == chosen);
	if (part(u, u->book.styles_path, true, book_styles) < 0 ||
	    part(u, u->book.strings_path, true, book_strings) < 0 ||
	    part(u, u->book.sheets[chosen].path, false, NULL) < 0)
		return;
	say_end(&u->say);
}

int main(int argc, char **argv)
{
	static struct unpacking u = {.budget = XML_PART_MAX};
	struct out o;
	int code = 0;

	walls_up();
	if (out_init(&o, STDOUT_FILENO) < 0 || book_init(&u.book) < 0)
		return 1;
	say_begin(&u.say, &o);
	u.zip = zip_fdopen(FILE_FD, 0, &code);
	if (u.zip)
		unpack(&u, argc > 1 ? argv[1] : NULL);
	else
		say_failed(&u.say, "grid-damaged", "the archive cannot be read");
	if (u.zip)
		zip_discard(u.zip);
	book_clear(&u.book);
	code = out_finish(&o);
	out_clear(&o);
	return code < 0;
}
