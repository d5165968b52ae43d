#include "decode/ads-routes.h"

#include "decode/words.h"

enum { SERVER_INFO = 1, ADD_ROUTE = 6, OF_UDP = 0x100, TAGS_MAX = 16 };
enum {
	TAG_STATUS = 1,
	TAG_PASSWORD = 2,
	TAG_VERSION = 3,
	TAG_SYSTEM = 4,
	TAG_HOST = 5,
	TAG_ROUTE = 12,
	TAG_USER = 13
};
static const uint8_t magic[] = {0x03, 0x66, 0x14, 0x71};

struct notice {
	uint32_t service;
	bool answer;
	struct rd tags[TAG_USER + 1]; /* by their numbers; of several the first */
};

static bool read_notice(struct rd *r, struct notice *ret)
{
	uint32_t service, n;

	memset(ret, 0, sizeof *ret);
	if (!rd_starts(r, magic, sizeof magic))
		return false;
	rd_skip(r, 8);
	service = rd_le32(r);
	rd_skip(r, 8);
	n = rd_le32(r);
	ret->answer = service >> 31;
	ret->service = service & 0x7fffffff;
	for (unsigned i = 0; i < n && i < TAGS_MAX && rd_ok(r); i++) {
		unsigned tag = rd_le16(r);
		struct rd value = rd_sub(r, rd_le16(r));

		if (rd_ok(r) && tag <= TAG_USER && !ret->tags[tag].at)
			ret->tags[tag] = value;
	}
	return rd_ok(r) && ret->service > 0 && ret->service < OF_UDP;
}

static struct text tag_text(const struct rd *tag)
{
	return tag->at ? text_of(tag->at, strnlen((const char *)tag->at, rd_left(tag))) : text_of("", 0);
}

/* size 4 | major 4 | minor 4 | build 4 | platform 4 (2 NT, 3 CE) */
static void tell_system(struct emit *e, struct rd r)
{
	uint32_t major, minor, build, platform;

	rd_skip(&r, 4);
	major = rd_le32(&r);
	minor = rd_le32(&r);
	build = rd_le32(&r);
	platform = rd_le32(&r);
	if (rd_ok(&r) && (platform == 2 || platform == 3))
		emit_fmt(e, FACT_OS, SENDER, 85, "Windows %s %u.%u%s%.0u", platform == 3 ? "CE" : "NT", major,
			 minor, build ? "." : "", build);
}

static void tell_server(struct emit *e, const struct notice *n)
{
	struct rd version = n->tags[TAG_VERSION];
	unsigned major = rd_u8(&version), minor = rd_u8(&version), build = rd_le16(&version);

	emit_str(e, FACT_MAKER, SENDER, 80, "Beckhoff");
	emit_str(e, FACT_KIND, SENDER, 70, "plc");
	if (tag_text(&n->tags[TAG_HOST]).n)
		emit_text(e, FACT_NAME, SENDER, 90, tag_text(&n->tags[TAG_HOST]));
	if (n->tags[TAG_VERSION].at && rd_ok(&version))
		emit_fmt(e, FACT_FIRMWARE, SENDER, 80, "TwinCAT %u.%u.%u", major, minor, build);
	if (n->tags[TAG_SYSTEM].at)
		tell_system(e, n->tags[TAG_SYSTEM]);
}

static void hear_notice(struct signin *s, const struct notice *n, struct emit *e)
{
	struct rd status = n->tags[TAG_STATUS];
	bool refused = n->tags[TAG_STATUS].at && rd_le32(&status) != 0;

	if (!n->answer) {
		emit_request_by(e, SENDER, PROTO_ads, OF_UDP + n->service, -1, tag_text(&n->tags[TAG_ROUTE]));
		if (n->service == ADD_ROUTE)
			signin_try(s, e, "ads-route", true, tag_text(&n->tags[TAG_USER]),
				   tag_text(&n->tags[TAG_PASSWORD]));
		return;
	}
	emit_answer_by(e, SENDER, PROTO_ads, OF_UDP + n->service, -1, refused);
	if (n->service == SERVER_INFO)
		tell_server(e, n);
	if (n->service == ADD_ROUTE)
		signin_answer(s, e, refused ? LOGIN_FAILED : LOGIN_OK);
}

struct smell ads_routes_smell(struct rd head)
{
	struct notice n;

	if (!read_notice(&head, &n))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, n.answer ? ROLE_SERVER : ROLE_CLIENT);
}

enum heard ads_routes_decode(struct signin *s, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	struct notice n;

	if (!read_notice(&r, &n))
		return BROKEN;
	hear_notice(s, &n, e);
	(void)rd_rest(in);
	return HEARD;
}
