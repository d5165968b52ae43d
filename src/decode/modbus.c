#include "decode/modbus.h"

/* A body is `fixed` bytes, and as many more as the byte at `count` says (NONE: none do; REST: any number). */
enum { NONE = 0xff, REST = 0xfe };
struct shape {
	uint8_t code;
	struct {
		uint8_t fixed, count;
	} request, answer;
};

static const struct shape shapes[] = {
	{1, {4, NONE}, {1, 0}},     {2, {4, NONE}, {1, 0}},     {3, {4, NONE}, {1, 0}},
	{4, {4, NONE}, {1, 0}},     {5, {4, NONE}, {4, NONE}},  {6, {4, NONE}, {4, NONE}},
	{7, {0, NONE}, {1, NONE}},  {8, {4, REST}, {4, REST}},  {11, {0, NONE}, {4, NONE}},
	{12, {0, NONE}, {1, 0}},    {15, {5, 4}, {4, NONE}},    {16, {5, 4}, {4, NONE}},
	{17, {0, NONE}, {1, 0}},    {20, {1, 0}, {1, 0}},       {21, {1, 0}, {1, 0}},
	{22, {6, NONE}, {6, NONE}}, {23, {9, 8}, {1, 0}},       {24, {2, NONE}, {4, REST}},
	{43, {2, REST}, {2, REST}}, {90, {2, REST}, {2, REST}},
};

static const struct shape *shape_of(unsigned code)
{
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		if (shapes[i].code == code)
			return &shapes[i];
	return NULL;
}

static bool fits(unsigned fixed, unsigned count, const struct rd *body)
{
	size_t n = rd_left(body);

	if (count == REST)
		return n >= fixed;
	return n >= fixed && n == fixed + (count == NONE ? 0u : (unsigned)rd_peek(body, count));
}

static int bytes_of(unsigned fixed, unsigned count, const struct rd *body)
{
	int more = count == NONE ? 0 : rd_peek(body, count);

	if (count == REST)
		return MODBUS_REST;
	return more < 0 ? MODBUS_WAITS : (int)fixed + more;
}

int modbus_body_of_request(unsigned code, struct rd body)
{
	const struct shape *s = shape_of(code);

	return s ? bytes_of(s->request.fixed, s->request.count, &body) : MODBUS_UNKNOWN;
}

int modbus_body_of_answer(unsigned code, struct rd body)
{
	const struct shape *s = shape_of(code & ~(unsigned)MODBUS_EXCEPTION);

	if (!s)
		return MODBUS_UNKNOWN;
	return code & MODBUS_EXCEPTION ? 1 : bytes_of(s->answer.fixed, s->answer.count, &body);
}

/* Beyond its length: are the numbers in a request ones the specification allows? */
static bool sane_request(unsigned code, struct rd body)
{
	unsigned first = rd_be16(&body), count = rd_be16(&body), bytes = rd_u8(&body);

	if (code == 1 || code == 2)
		return count >= 1 && count <= 2000;
	if (code == 3 || code == 4)
		return count >= 1 && count <= 125;
	if (code == 5)
		return count == 0 || count == 0xff00;
	if (code == 15)
		return bytes == (count + 7) / 8;
	if (code == 16)
		return bytes == 2 * count;
	if (code == MODBUS_ENCAPSULATED)
		return first >> 8 == MODBUS_MEI_IDENTITY || first >> 8 == MODBUS_MEI_CANOPEN;
	return true;
}

bool modbus_fits_request(unsigned code, struct rd body)
{
	const struct shape *s = shape_of(code);

	return s && fits(s->request.fixed, s->request.count, &body) && sane_request(code, body);
}

bool modbus_fits_answer(unsigned code, struct rd body)
{
	const struct shape *s = shape_of(code & ~(unsigned)MODBUS_EXCEPTION);

	if (code & MODBUS_EXCEPTION)
		return rd_left(&body) == 1 && rd_peek(&body, 0) >= 1 && rd_peek(&body, 0) <= 11 && s;
	if (!s || !fits(s->answer.fixed, s->answer.count, &body))
		return false;
	return code < 1 || code > 4 || (rd_peek(&body, 0) > 0 && (code < 3 || rd_peek(&body, 0) % 2 == 0));
}

int64_t modbus_sub(unsigned code, struct rd body)
{
	if (code == MODBUS_DIAGNOSTICS && rd_left(&body) >= 2)
		return rd_be16(&body);
	if (code == MODBUS_ENCAPSULATED && rd_left(&body) >= 1)
		return rd_u8(&body);
	return -1;
}
