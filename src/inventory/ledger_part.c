#include "store/part.h"

static const char *const tables[] = {NULL};

const struct store_part ledger_part = {"ledger", NULL, 0, tables};
