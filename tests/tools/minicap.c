/* Until src/capture lands: a classic pcap, little endian. */
#include "capture/capture.h"
#include <stdio.h>
#include <stdlib.h>
struct capture { FILE *f; uint32_t link, n, ns; uint8_t *buf; };
int capture_open(const char *const *inputs, unsigned count, const struct capture_options *o, void (*failed)(void *, const struct err *), void *ctx, struct capture **ret)
{
	struct capture *c = calloc(1, sizeof *c); uint32_t h[6];
	(void)count; (void)o; (void)failed; (void)ctx;
	c->f = fopen(inputs[0], "rb");
	if (!c->f || fread(h, 24, 1, c->f) != 1) return -1;
	c->ns = h[0] == 0xa1b23c4d; if (!c->ns && h[0] != 0xa1b2c3d4) { fprintf(stderr, "not pcap: use editcap -F pcap\n"); return -1; }
	c->link = h[5] & 0xffff; c->buf = malloc(1 << 20); *ret = c; return 0;
}
unsigned capture_next(struct capture *c, struct frame *f, unsigned max)
{
	uint32_t h[4]; (void)max;
	if (fread(h, 16, 1, c->f) != 1 || h[2] > 1 << 20 || fread(c->buf, 1, h[2], c->f) != h[2]) return 0;
	*f = (struct frame){.when = h[0] * INT64_C(1000000) + (c->ns ? h[1] / 1000 : h[1]), .at = {0, ++c->n}, .link = c->link, .captured = h[2], .wire = h[3], .bytes = c->buf};
	return 1;
}
void capture_free(struct capture *c) { fclose(c->f); free(c->buf); free(c); }
