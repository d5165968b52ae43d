#include "decode/view.h"

enum layer layer_wifi(struct view *v, enum layer link)
{
	(void)link;
	(void)v;
	return LAYER_END;
}
