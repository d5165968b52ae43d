/* QR codes of short texts, by libqrencode, which is opened when it is first asked for: a process that will be
 * behind walls calls qr_ready() before. */
#ifndef MIMAMORI_BASE_QR_H
#define MIMAMORI_BASE_QR_H

#include "base/out.h"

#include <stdbool.h>

struct qr_code; /* the library's own */

bool qr_ready(void);                                 /* is the library there? */
struct qr_code *qr_of(const char *text);             /* NULL: no library, or too long */
int qr_width(const struct qr_code *c);               /* modules a side */
bool qr_dark(const struct qr_code *c, int x, int y); /* outside the code: light */
void qr_free(struct qr_code *c);

enum { QR_QUIET = 4 /* light modules around it, ISO/IEC 18004 */ };

/* As an SVG document, black on white. */
void qr_svg(struct out *o, const struct qr_code *c);

#endif
