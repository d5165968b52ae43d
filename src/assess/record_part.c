#include "store/part.h"

static const char *const tables[] = {NULL};

const struct store_part record_part = {"record", NULL, 0, tables};
