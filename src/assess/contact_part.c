#include "store/part.h"

static const char *const tables[] = {NULL};

const struct store_part contact_part = {"contact", NULL, 0, tables};
