#include "cli/qr.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* As libqrencode 3 and 4 have it. */
struct code {
	int version, width;
	unsigned char *data; /* bit 0 of each: dark */
};

struct library {
	struct code *(*encode)(const char *text, int version, int level, int hint, int case_matters);
	void (*free)(struct code *c);
};

enum { LEVEL_M = 1, EIGHT_BIT = 2, QUIET = 4 /* light modules around, ISO/IEC 18004 */ };

static bool symbol(void *handle, const char *name, void *ret)
{
	void *found = dlsym(handle, name);

	memcpy(ret, &found, sizeof found);
	return found != NULL;
}

static bool dark(const struct code *c, int x, int y)
{
	return x >= 0 && y >= 0 && x < c->width && y < c->width && c->data[y * c->width + x] & 1;
}

/* Light on dark terminals reads as well as dark on light ones when the light modules are the ones that are
 * drawn. */
static void draw(const struct code *c)
{
	static const char *const halves[] = {"\xe2\x96\x88", "\xe2\x96\x84", "\xe2\x96\x80", " "};

	for (int y = -QUIET; y < c->width + QUIET; y += 2) {
		for (int x = -QUIET; x < c->width + QUIET; x++)
			fputs(halves[dark(c, x, y) | dark(c, x, y + 1) << 1], stdout);
		putchar('\n');
	}
}

int qr_print(const struct cli *cli, const char *text)
{
	void *handle = dlopen("libqrencode.so.4", RTLD_NOW | RTLD_LOCAL);
	struct library lib;
	struct code *c;

	if (!handle || !symbol(handle, "QRcode_encodeString", &lib.encode) ||
	    !symbol(handle, "QRcode_free", &lib.free))
		return cli_say(cli, EXIT_NO_OUTPUT, "journal.no-qr",
			       (const struct lang_arg[]){
				       {"subject", "--qr"}, {"detail", "libqrencode4"}, {NULL, NULL}});
	c = lib.encode(text, 0, LEVEL_M, EIGHT_BIT, 1);
	if (c) {
		draw(c);
		lib.free(c);
	}
	dlclose(handle);
	return c ? EXIT_DONE : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}
