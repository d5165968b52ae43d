/* What a file is that is no capture, told so that a person knows what to do: unpack it, convert it, or look
 * for another. */
#include "capture/input.h"

#include <stdio.h>

struct magic {
	const char *bytes;
	uint8_t n;
	uint16_t at;
	const char *key, *name;
};

#define OTHER   "other-capture"  /* a capture that editcap can convert */
#define PACKED  "packed"         /* to be unpacked first */
#define CUT     "capture-header" /* it begins as one, but its header is cut or unknown */
#define NOTHING "not-a-capture"

static const struct magic magics[] = {
	{"\xd4\xc3\xb2\xa1", 4, 0, CUT, "pcap"},
	{"\xa1\xb2\xc3\xd4", 4, 0, CUT, "pcap"},
	{"\x4d\x3c\xb2\xa1", 4, 0, CUT, "pcap"},
	{"\xa1\xb2\x3c\x4d", 4, 0, CUT, "pcap"},
	{"\x0a\x0d\x0d\x0a", 4, 0, CUT, "pcapng"},
	{"snoop\0\0\0", 8, 0, OTHER, "snoop"},
	{"GMBU", 4, 0, OTHER, "Microsoft Network Monitor 2"},
	{"RTSS", 4, 0, OTHER, "Microsoft Network Monitor 1"},
	{"TRSNIFF data    \x1a", 17, 0, OTHER, "Sniffer"},
	{"XCP\0", 4, 0, OTHER, "NetXRay"},
	{"\177ver", 4, 0, OTHER, "EtherPeek"},
	{"iptrace ", 8, 0, OTHER, "AIX iptrace"},
	{"btsnoop\0", 8, 0, OTHER, "btsnoop"},
	{"LOGG", 4, 0, OTHER, "Vector BLF"},
	{"\x07\x00\x00\x00\x1e\x00", 6, 0, OTHER, "5Views"},
	{"PK\3\4", 4, 0, PACKED, "ZIP"},
	{"\xfd"
	 "7zXZ\0",
	 6, 0, PACKED, "xz"},
	{"BZh", 3, 0, PACKED, "bzip2"},
	{"\4\"M\x18", 4, 0, PACKED, "LZ4"},
	{"7z\xbc\xaf\x27\x1c", 6, 0, PACKED, "7-Zip"},
	{"Rar!", 4, 0, PACKED, "RAR"},
	{"\x1f\x9d", 2, 0, PACKED, "compress"},
	{"\x1f\x8b", 2, 0, PACKED, "gzip"},
	{"ustar", 5, 257, PACKED, "tar"},
	{"%PDF", 4, 0, NOTHING, "PDF"},
	{"\177ELF", 4, 0, NOTHING, "ELF"},
	{"MZ", 2, 0, NOTHING, "Windows EXE"},
	{"\x89PNG", 4, 0, NOTHING, "PNG"},
	{"\xff\xd8\xff", 3, 0, NOTHING, "JPEG"},
	{"GIF8", 4, 0, NOTHING, "GIF"},
	{"SQLite format 3", 15, 0, NOTHING, "SQLite"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0, NOTHING, "Microsoft Office"},
	{"ElfFile\0", 8, 0, NOTHING, "Windows EVTX"},
};

static const struct magic *magic_of(struct rd head)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		struct rd r = rd_at(&head, magics[i].at);

		if (rd_starts(&r, magics[i].bytes, magics[i].n))
			return &magics[i];
	}
	return NULL;
}

/* No control bytes but white space: a log, a CSV, a note. UTF-8 and Shift_JIS use the high half. */
static bool looks_like_text(struct rd r)
{
	while (!rd_empty(&r)) {
		uint8_t c = rd_u8(&r);

		if (c == 127 || (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 27))
			return false;
	}
	return true;
}

/* Endace ERF has no magic: a time, a type (1-49), flags, and a length that holds at least the record's own
 * header. */
static bool looks_like_erf(struct rd r)
{
	enum { YEAR_1990 = 631152000, YEAR_2040 = 2208988800 };
	unsigned records = 0;

	while (records < 3 && rd_left(&r) >= 16) {
		uint64_t seconds = rd_le64(&r) >> 32;
		unsigned type = rd_u8(&r) & 0x7f, flags = rd_u8(&r), length = rd_be16(&r);

		if (seconds < YEAR_1990 || seconds > YEAR_2040 || !type || type > 49 || flags & 0xc0 ||
		    length < 16)
			return false;
		rd_skip(&r, 4);
		records++;
		if (rd_left(&r) < length - 16u)
			break;
		rd_skip(&r, length - 16u);
	}
	return records > 0;
}

int sniff(struct rd head, const char *path, struct err *ret_err)
{
	const struct magic *m = magic_of(head);
	char hex[3 * 8 + 1] = "";

	if (rd_empty(&head))
		return err_set(ret_err, ERR_NOT_CAPTURE, path, "empty-file", "%s", "");
	if (m)
		return err_set(ret_err, ERR_NOT_CAPTURE, path, m->key, "%s", m->name);
	if (looks_like_text(head))
		return err_set(ret_err, ERR_NOT_CAPTURE, path, "text-file", "%s", "");
	if (looks_like_erf(head))
		return err_set(ret_err, ERR_NOT_CAPTURE, path, OTHER, "ERF");
	for (size_t i = 0; i < 8 && !rd_empty(&head); i++)
		snprintf(hex + 3 * i, 4, "%02x ", rd_u8(&head));
	hex[3 * 8 - 1] = '\0';
	return err_set(ret_err, ERR_NOT_CAPTURE, path, NOTHING, "%s", hex);
}
