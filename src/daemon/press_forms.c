#include "daemon/press.h"

const struct press_form press_forms[PRESS_FORM_COUNT] = {{"mimamori-press", "pdf", false},
							 {"mimamori-press", "xlsx", true},
							 {"mimamori-press", "table", true},
							 {"mimamori-press", "director", false},
							 {"mimamori-unpack", NULL, false}};
