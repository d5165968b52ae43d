/* PKWARE APPNOTE 6.3.10: local file header 4.3.7, central directory 4.3.12, its end 4.3.16. */
#include "serve/zip.h"

#include "base/date.h"

#include <errno.h>
#include <string.h>
#include <zlib.h>

enum { VERSION = 20, UTF8 = 1 << 11 /* general purpose bit 11: the name is UTF-8 */, FILES_MOST = 65000 };

static void u16(struct out *o, unsigned v)
{
	out_char(o, (char)(v & 0xff));
	out_char(o, (char)(v >> 8 & 0xff));
}

static void u32(struct out *o, uint64_t v)
{
	u16(o, v & 0xffff);
	u16(o, v >> 16 & 0xffff);
}

int zip_begin(struct zip *z, struct out *o, int64_t at, int zone_minutes)
{
	int64_t local = at / 1000000 + zone_minutes * 60, day = local / 86400, second = local % 86400;
	char text[DATE_ROOM];
	unsigned y, m, d;

	*z = (struct zip){.out = o};
	date_text((int32_t)day, text);
	y = (unsigned)(text[0] - '0') * 1000 + (unsigned)(text[1] - '0') * 100 +
	    (unsigned)(text[2] - '0') * 10 + (unsigned)(text[3] - '0');
	m = (unsigned)(text[5] - '0') * 10 + (unsigned)(text[6] - '0');
	d = (unsigned)(text[8] - '0') * 10 + (unsigned)(text[9] - '0');
	z->date = (uint16_t)((y - 1980) << 9 | m << 5 | d);
	z->time = (uint16_t)(second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2);
	return out_init(&z->middle, -1);
}

/* What local header and directory have in common. */
static void common(const struct zip *z, struct out *o, const char *name, uint32_t crc, size_t n)
{
	u16(o, VERSION);
	u16(o, UTF8);
	u16(o, 0); /* stored */
	u16(o, z->time);
	u16(o, z->date);
	u32(o, crc);
	u32(o, n);
	u32(o, n);
	u16(o, (unsigned)strlen(name));
	u16(o, 0); /* no extra field */
}

static void entry(struct zip *z, const char *name, uint32_t crc, size_t n, uint64_t at)
{
	struct out *o = &z->middle;

	u32(o, 0x02014b50);
	u16(o, VERSION);
	common(z, o, name, crc, n);
	u16(o, 0); /* no comment */
	u16(o, 0); /* disk */
	u16(o, 0); /* internal attributes */
	u32(o, 0);
	u32(o, at);
	out_str(o, name);
}

int zip_file(struct zip *z, const char *name, const void *bytes, size_t n)
{
	uint64_t at = z->out->total;
	uint32_t crc = (uint32_t)crc32_z(0, bytes, n);

	if (at + n > UINT32_MAX - (1 << 24) || z->files == FILES_MOST)
		return z->error = -EFBIG;
	u32(z->out, 0x04034b50);
	common(z, z->out, name, crc, n);
	out_str(z->out, name);
	out_put(z->out, bytes, n);
	entry(z, name, crc, n, at);
	z->files++;
	return z->out->error || z->middle.error ? z->error = -ENOMEM : 0;
}

int zip_end(struct zip *z)
{
	uint64_t at = z->out->total;
	size_t n;
	const char *middle = out_bytes(&z->middle, &n);

	out_put(z->out, middle, n);
	u32(z->out, 0x06054b50);
	u16(z->out, 0);
	u16(z->out, 0);
	u16(z->out, z->files);
	u16(z->out, z->files);
	u32(z->out, n);
	u32(z->out, at);
	u16(z->out, 0);
	if (z->error == 0 && (z->out->error || z->middle.error))
		z->error = -ENOMEM;
	out_clear(&z->middle);
	return z->error;
}
