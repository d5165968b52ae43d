#include "respond/parts.h"

#define PART(name) extern const struct store_part name##_part;
#include "respond/parts.def"
#undef PART

const struct store_part *const *site_parts(void)
{
	static const struct store_part *const parts[] = {
#define PART(name) &name##_part,
#include "respond/parts.def"
#undef PART
		NULL};

	return parts;
}
