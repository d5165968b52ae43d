#include "decode/osi.h"
#include "decode/mmsdata.h"

enum { USER_DATA = 0xc1 };

/* The presentation user data of a session CONNECT or ACCEPT. */
bool osi_connect(struct rd r, struct rd *ret)
{
	unsigned length;

	rd_skip(&r, 1);
	length = rd_u8(&r);
	if (length == 0xff)
		rd_skip(&r, 2);
	while (rd_left(&r) >= 2) {
		unsigned parameter = rd_u8(&r);

		length = rd_u8(&r);
		if (length == 0xff)
			length = rd_be16(&r);
		*ret = rd_sub(&r, length);
		if (!rd_ok(&r))
			return false;
		if (parameter == USER_DATA)
			return true;
	}
	return false;
}

/* The association inside: 31 | a2 | 61 | 30 | a0 | 60 or 61 */
bool osi_association(struct rd r, struct rd *ret)
{
	static const uint8_t way[] = {0x31, 0xa2, 0x61, 0x30, 0xa0};
	struct mms_element e;

	for (size_t i = 0; i < sizeof way; i++)
		if (!mms_find(&r, way[i], &r))
			return false;
	if (!mms_next(&r, &e) || (e.first != 0x60 && e.first != 0x61))
		return false;
	*ret = e.body;
	return true;
}

/* 01 00 01 00 | 61 | 30 | 02 context | a0 | the MMS message */
bool osi_data(struct rd r, struct rd *ret)
{
	static const uint8_t session[] = {OSI_GIVE_TOKENS, 0, 1, 0};

	if (!rd_starts(&r, session, sizeof session))
		return false;
	rd_skip(&r, sizeof session);
	return mms_find(&r, 0x61, &r) && mms_find(&r, 0x30, &r) && mms_find(&r, 0xa0, ret);
}
