/* PCCC, the commands of DF1 (Allen-Bradley 1770-6.5.16, chapter 7), inside the CIP service Execute PCCC:
 *
 *	length of the requester 1 | vendor 2 | serial 4 | CMD 1 | STS 1 | TNS 2 | [FNC 1] | data
 *	(an answer: CMD | 40, without FNC)
 *
 * Layouts from the text; no public capture has it: proved on vectors of tests/unit/proto-enip.c only. */
#include "decode/cip.h"

#include "base/quick.h"
#include "decode/commands.h"

enum { WITH_FUNCTION = 1 << 0x06 | 1 << 0x07 | 1 << 0x0f, CMD = 0x0f, ANSWER = 0x40, LONG_NUMBER = 0xff };
enum { SET_MODE = 0x3a, CHANGE_MODE = 0x80 };

struct pccc {
	uint8_t command, status;
	int16_t function; /* -1: none */
	struct rd data;
};

static bool read_message(struct rd r, bool answer, struct pccc *ret)
{
	unsigned n = rd_u8(&r);

	if (n == 0)
		return false;
	rd_skip(&r, n - 1);
	ret->command = rd_u8(&r);
	ret->status = rd_u8(&r);
	rd_skip(&r, 2);
	ret->function = -1;
	if (!answer && ret->command <= CMD && WITH_FUNCTION >> ret->command & 1)
		ret->function = rd_u8(&r);
	if (!rd_ok(&r) || answer != !!(ret->command & ANSWER) || (ret->command & ~(unsigned)ANSWER) > CMD)
		return false;
	ret->data = rd_rest(&r);
	return true;
}

/* --- addresses of SLC 500 and MicroLogix: size 1 | file | type 1 | element | [sub-element], numbers of 1
 * byte, or ff and 2 --- */

static const struct area {
	uint8_t type;
	char letter;
	uint8_t size, point; /* enum point_type; 0: structures, told part by part */
} areas[] = {
	{0x82, 'O', 2, POINT_UINT16},  {0x83, 'I', 2, POINT_UINT16},  {0x84, 'S', 2, POINT_INT16},
	{0x85, 'B', 2, POINT_UINT16},  {0x86, 'T', 2, POINT_UNKNOWN}, {0x87, 'C', 2, POINT_UNKNOWN},
	{0x88, 'R', 2, POINT_UNKNOWN}, {0x89, 'N', 2, POINT_INT16},   {0x8a, 'F', 4, POINT_FLOAT},
	{0x8b, 'O', 2, POINT_UINT16},  {0x8c, 'I', 2, POINT_UINT16},  {0x91, 'L', 4, POINT_INT32},
};

struct place {
	const struct area *area;
	unsigned size, file, element, part;
};

static unsigned number(struct rd *r)
{
	unsigned n = rd_u8(r);

	return n == LONG_NUMBER ? rd_le16(r) : n;
}

static bool is_typed(int function, bool *ret_write, bool *ret_part)
{
	*ret_write = function == 0xa9 || function == 0xaa || function == 0xab;
	*ret_part = function == 0xa2 || function == 0xaa || function == 0xab;
	return *ret_write || function == 0xa1 || function == 0xa2;
}

static bool read_place(struct rd *r, bool part, struct place *ret)
{
	unsigned type;

	ret->size = rd_u8(r);
	ret->file = number(r);
	type = rd_u8(r);
	ret->element = number(r);
	ret->part = part ? number(r) : 0;
	ret->area = NULL;
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
		if (areas[i].type == type)
			ret->area = &areas[i];
	return rd_ok(r) && ret->area;
}

/* "N7:10", "T4:0.PRE", "I1:0.2" */
static struct text place_text(const struct place *p, unsigned i, char buf[40])
{
	static const char *const timer[] = {"", ".PRE", ".ACC"};
	bool parts = p->area->point == POINT_UNKNOWN;
	bool by_word = p->area->letter == 'I' || p->area->letter == 'O';
	unsigned element = parts || by_word ? p->element : p->element + i,
		 part = parts || by_word ? p->part + i : 0;
	int n = quick_fmt(buf, 40, "%c%u:%u", p->area->letter, p->file, element);

	if (parts && part < 3)
		n += quick_fmt(buf + n, 40 - (size_t)n, "%s", timer[part]);
	else if (part)
		n += quick_fmt(buf + n, 40 - (size_t)n, ".%u", part);
	return text_of(buf, (size_t)n);
}

static double place_value(const struct area *a, struct rd *r)
{
	uint32_t raw = a->size == 2 ? rd_le16(r) : rd_le32(r);
	float f;

	memcpy(&f, &raw, sizeof f);
	if (a->point == POINT_FLOAT)
		return (double)f;
	if (a->point == POINT_INT32)
		return (int32_t)raw;
	return a->point == POINT_UINT16 ? raw : (double)(int16_t)raw;
}

static void tell_values(struct emit *e, const struct place *p, struct rd values, bool set, uint8_t *room)
{
	enum point_type type =
		p->area->point == POINT_UNKNOWN ? POINT_INT16 : (enum point_type)p->area->point;
	char buf[40];

	for (unsigned i = 0; *room > 0 && i * p->area->size < p->size && rd_left(&values) >= p->area->size;
	     i++, (*room)--) {
		double value = place_value(p->area, &values);

		if (!(p->area->point == POINT_UNKNOWN && p->part + i > 2))
			emit_value(e, SERVER, place_text(p, i, buf), value, type, set);
	}
}

/* What 80 changes the mode of an SLC 500 or MicroLogix to. */
static struct text mode_text(const struct pccc *m, char buf[40])
{
	static const char *const modes[] = {[1] = "program",
					    [6] = "run",
					    [7] = "test, continuous",
					    [8] = "test, single scan",
					    [9] = "test, single step"};
	unsigned mode = rd_empty(&m->data) ? 0 : *m->data.at;

	if (m->function == CHANGE_MODE && mode < sizeof modes / sizeof *modes && modes[mode])
		return text_z(modes[mode]);
	return text_of(buf, (size_t)quick_fmt(buf, 40, "mode 0x%02x", mode));
}

void pccc_request(struct emit *e, struct rd body)
{
	struct pccc m;
	struct place p;
	struct text detail = {"", 0};
	bool write, part;
	char buf[40];

	if (!read_message(body, false, &m))
		return;
	if (is_typed(m.function, &write, &part) && read_place(&m.data, part, &p))
		detail = place_text(&p, 0, buf);
	else if (m.function == CHANGE_MODE || m.function == SET_MODE)
		detail = mode_text(&m, buf);
	emit_request(e, PROTO_pccc, m.command, m.function, detail);
}

void pccc_answer(struct emit *e, struct rd asked, struct rd body, uint8_t *room)
{
	struct pccc q, m;
	struct place p;
	bool write, part;

	if (!read_message(asked, false, &q) || !read_message(body, true, &m) ||
	    (m.command & CMD) != q.command)
		return;
	emit_answer(e, PROTO_pccc, q.command, q.function, m.status != 0);
	if (m.status != 0 || q.command != CMD || !is_typed(q.function, &write, &part) ||
	    !read_place(&q.data, part, &p))
		return;
	if (q.function != 0xab) /* under a mask: which value it has now is not said */
		tell_values(e, &p, write ? q.data : m.data, write, room);
}
