/* Links other than Ethernet and 802.11 (tcpdump.org/linktypes.html). */
#include "decode/view.h"

enum layer layer_link(struct view *v, enum layer link)
{
	(void)link;
	(void)v;
	return LAYER_END;
}
