/* What the files of saving share. Inside the room only. */
#ifndef MIMAMORI_INVENTORY_SAVE_PARTS_H
#define MIMAMORI_INVENTORY_SAVE_PARTS_H

#include "inventory/save.h"

/* save_rows.c: the rows of all tables but device and outside; *ret_unkept: see struct saved. */
int save_rows(sqlite3 *db, int64_t *ret_unkept);
/* save_events.c: device-seen, device-changed and model-saved. */
int save_events(struct store *site, int64_t at, const char *actor, const struct saved *counts);

#endif
