/* Packs as the API tells them, and who may see which. Inside the room only. */
#ifndef MIMAMORI_SERVE_PACK_JSON_H
#define MIMAMORI_SERVE_PACK_JSON_H

#include "assess/pack.h"
#include "serve/handler.h"

/* As staff of its system, or of the vendor it was sent to; a vendor's people see packs that are their
 * company's and no others, wherever their role was granted. */
bool pack_staff_sees(struct call *c, const struct pack *p);
bool pack_vendor_sees(struct call *c, const struct pack *p);
/* The pack of the path, which the caller may see. 0, or the status of the problem that was told. */
int pack_of_path(struct call *c, struct pack *ret);

void json_pack_short(struct call *c, const struct pack *p);
int json_pack_whole(struct call *c, const struct pack *p); /* 0 or negative */

#endif
