#include "base/qr.h"

#include <dlfcn.h>
#include <string.h>

/* As libqrencode 3 and 4 have it. */
struct qr_code {
	int version, width;
	unsigned char *data; /* bit 0 of each: dark */
};

enum { LEVEL_M = 1, EIGHT_BIT = 2 };

static struct {
	struct qr_code *(*encode)(const char *text, int version, int level, int hint, int case_matters);
	void (*free)(struct qr_code *c);
} library;

static bool symbol(void *handle, const char *name, void *ret)
{
	void *found = dlsym(handle, name);

	memcpy(ret, &found, sizeof found);
	return found != NULL;
}

bool qr_ready(void)
{
	void *handle;

	if (library.encode)
		return true;
	handle = dlopen("libqrencode.so.4", RTLD_NOW | RTLD_LOCAL);
	if (handle && symbol(handle, "QRcode_free", &library.free) &&
	    symbol(handle, "QRcode_encodeString", &library.encode))
		return true;
	library.encode = NULL;
	if (handle)
		dlclose(handle);
	return false;
}

struct qr_code *qr_of(const char *text)
{
	return qr_ready() ? library.encode(text, 0, LEVEL_M, EIGHT_BIT, 1) : NULL;
}

int qr_width(const struct qr_code *c) { return c->width; }

bool qr_dark(const struct qr_code *c, int x, int y)
{
	return x >= 0 && y >= 0 && x < c->width && y < c->width && c->data[y * c->width + x] & 1;
}

void qr_free(struct qr_code *c)
{
	if (c)
		library.free(c);
}

void qr_svg(struct out *o, const struct qr_code *c)
{
	int side = c->width + 2 * QR_QUIET;

	out_fmt(o,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
		"shape-rendering=\"crispEdges\">",
		side, side);
	out_fmt(o, "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side);
	for (int y = 0; y < c->width; y++)
		for (int x = 0; x < c->width; x++)
			if (qr_dark(c, x, y))
				out_fmt(o, "M%d %dh1v1h-1z", x + QR_QUIET, y + QR_QUIET);
	out_str(o, "\"/></svg>");
}
