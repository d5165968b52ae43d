#include "decode/modbus.h"

/* Chapter 6 of the specification; codes 9-14, 18, 19, 40, 125-127 are those Modicon controllers use beside it
 * (Modicon Modbus Protocol Reference Guide PI-MBUS-300). */
static const struct modbus_word functions[] = {
	{1, CLASS_READ, "Read Coils"},
	{2, CLASS_READ, "Read Discrete Inputs"},
	{3, CLASS_READ, "Read Holding Registers"},
	{4, CLASS_READ, "Read Input Registers"},
	{5, CLASS_WRITE, "Write Single Coil"},
	{6, CLASS_WRITE, "Write Single Register"},
	{7, CLASS_DIAGNOSE, "Read Exception Status"},
	{8, CLASS_DIAGNOSE, "Diagnostics"},
	{9, CLASS_PROGRAM, "Program (484)"},
	{10, CLASS_PROGRAM, "Poll (484)"},
	{11, CLASS_DIAGNOSE, "Get Comm Event Counter"},
	{12, CLASS_DIAGNOSE, "Get Comm Event Log"},
	{13, CLASS_PROGRAM, "Program Controller"},
	{14, CLASS_PROGRAM, "Poll Controller"},
	{15, CLASS_WRITE, "Write Multiple Coils"},
	{16, CLASS_WRITE, "Write Multiple Registers"},
	{17, CLASS_READ, "Report Server ID"},
	{18, CLASS_PROGRAM, "Program (884)"},
	{19, CLASS_CONTROL, "Reset Communication Link"},
	{20, CLASS_READ, "Read File Record"},
	{21, CLASS_WRITE, "Write File Record"},
	{22, CLASS_WRITE, "Mask Write Register"},
	{23, CLASS_WRITE, "Read/Write Multiple Registers"},
	{24, CLASS_READ, "Read FIFO Queue"},
	{40, CLASS_PROGRAM, "Program (Concept)"},
	{43, CLASS_OTHER, "Encapsulated Interface Transport"},
	{90, CLASS_OTHER, "UMAS"},
	{125, CLASS_PROGRAM, "Firmware Replacement"},
	{126, CLASS_PROGRAM, "Program (584/984)"},
	{127, CLASS_DIAGNOSE, "Report Local Address"},
};

/* 6.8: what a sub-function changes decides its class. */
static const struct modbus_word diagnostics[] = {
	{0, CLASS_DIAGNOSE, "Return Query Data"},
	{1, CLASS_CONTROL, "Restart Communications Option"},
	{2, CLASS_DIAGNOSE, "Return Diagnostic Register"},
	{3, CLASS_CONTROL, "Change ASCII Input Delimiter"},
	{4, CLASS_CONTROL, "Force Listen Only Mode"},
	{10, CLASS_CONTROL, "Clear Counters and Diagnostic Register"},
	{11, CLASS_DIAGNOSE, "Return Bus Message Count"},
	{12, CLASS_DIAGNOSE, "Return Bus Communication Error Count"},
	{13, CLASS_DIAGNOSE, "Return Bus Exception Error Count"},
	{14, CLASS_DIAGNOSE, "Return Server Message Count"},
	{15, CLASS_DIAGNOSE, "Return Server No Response Count"},
	{16, CLASS_DIAGNOSE, "Return Server NAK Count"},
	{17, CLASS_DIAGNOSE, "Return Server Busy Count"},
	{18, CLASS_DIAGNOSE, "Return Bus Character Overrun Count"},
	{20, CLASS_CONTROL, "Clear Overrun Counter and Flag"},
	{21, CLASS_DIAGNOSE, "Get/Clear Modbus Plus Statistics"},
};

static const struct modbus_word encapsulated[] = {
	{MODBUS_MEI_CANOPEN, CLASS_OTHER, "CANopen General Reference"},
	{MODBUS_MEI_IDENTITY, CLASS_READ, "Read Device Identification"},
};

/* UMAS has no public specification. Names as in the Wireshark plug-in of biero-el-corridor (Modicon M340) and
 * in "The secrets of Schneider Electric's UMAS protocol" (Kaspersky ICS CERT, 2022); 28 29 36 6d 72 as
 * recorded on a Modicon M221, where 40 and 41 start and stop as well. Upload and download of a program are
 * both its transfer. */
static const struct modbus_word umas[] = {
	{0x01, CLASS_OTHER, "Initialise Communication"},
	{0x02, CLASS_READ, "Read ID"},
	{0x03, CLASS_READ, "Read Project Info"},
	{0x04, CLASS_READ, "Read PLC Info"},
	{0x06, CLASS_READ, "Read Card Info"},
	{0x0a, CLASS_DIAGNOSE, "Repeat"},
	{0x10, CLASS_OTHER, "Take PLC Reservation"},
	{0x11, CLASS_OTHER, "Release PLC Reservation"},
	{0x12, CLASS_OTHER, "Keep Alive"},
	{0x20, CLASS_READ, "Read Memory Block"},
	{0x22, CLASS_READ, "Read Variables"},
	{0x23, CLASS_WRITE, "Write Variables"},
	{0x24, CLASS_READ, "Read Coils and Registers"},
	{0x25, CLASS_WRITE, "Write Coils and Registers"},
	{0x26, CLASS_READ, "Data Dictionary"},
	{0x28, CLASS_READ, "Read Physical Address"},
	{0x29, CLASS_PROGRAM, "Write Physical Address"},
	{0x30, CLASS_PROGRAM, "Initialise Upload"},
	{0x31, CLASS_PROGRAM, "Upload Block"},
	{0x32, CLASS_PROGRAM, "End Upload"},
	{0x33, CLASS_PROGRAM, "Initialise Download"},
	{0x34, CLASS_PROGRAM, "Download Block"},
	{0x35, CLASS_PROGRAM, "End Download"},
	{0x36, CLASS_PROGRAM, "Download Project"},
	{0x39, CLASS_READ, "Read Ethernet Master Data"},
	{0x40, CLASS_CONTROL, "Start PLC"},
	{0x41, CLASS_CONTROL, "Stop PLC"},
	{0x50, CLASS_READ, "Monitor PLC"},
	{0x58, CLASS_DIAGNOSE, "Check PLC"},
	{0x6d, CLASS_PROGRAM, "Download Change"},
	{0x70, CLASS_READ, "Read I/O Object"},
	{0x71, CLASS_WRITE, "Write I/O Object"},
	{0x72, CLASS_PROGRAM, "Upload Project"},
	{0x73, CLASS_READ, "Get Module Status"},
};

static const struct modbus_word unknown = {0, CLASS_OTHER, "Unknown Function"};

static const struct modbus_word *find(const struct modbus_word *words, size_t n, int64_t code)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].code == code)
			return &words[i];
	return NULL;
}

#define FIND(table, code) find(table, sizeof(table) / sizeof(table)[0], code)

const struct modbus_word *modbus_function(unsigned code, int64_t sub)
{
	const struct modbus_word *w = NULL;

	if (code == MODBUS_DIAGNOSTICS && sub >= 0)
		w = FIND(diagnostics, sub);
	else if (code == MODBUS_ENCAPSULATED && sub >= 0)
		w = FIND(encapsulated, sub);
	if (!w)
		w = FIND(functions, code);
	return w ? w : &unknown;
}

const struct modbus_word *modbus_umas(unsigned code)
{
	const struct modbus_word *w = FIND(umas, code);

	return w ? w : &unknown;
}

bool modbus_is_public(unsigned code) { return FIND(functions, code) != NULL; }

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
