#include "decode/eapolkey.h"

#include "base/hash.h"

enum { RSN_KEY = 2, WPA_KEY = 254, PAIRWISE = 0x0008, ACK = 0x0080, MIC = 0x0100, SECURE = 0x0200 };
enum { NONCE = 32, BEFORE_NONCE = 2 + 8, BEHIND_NONCE = 16 + 8 + 8 + 16, PMKID = 16 };

static bool is_zero(struct rd r)
{
	unsigned any = 0;

	while (!rd_empty(&r))
		any |= rd_u8(&r);
	return any == 0;
}

/* The fourth carries no data; that of the older WPA has no other mark. */
static uint8_t message_of(unsigned information, bool nonce, size_t data)
{
	if (!(information & PAIRWISE))
		return 0;
	if (information & ACK)
		return information & MIC ? 3 : 1;
	if (!(information & MIC))
		return 0;
	return data == 0 || (information & SECURE && !nonce) ? 4 : 2;
}

bool eapol_key_read(struct rd r, struct eapol_key *key)
{
	unsigned descriptor = rd_u8(&r), information = rd_be16(&r);
	struct rd nonce;

	rd_skip(&r, BEFORE_NONCE);
	nonce = rd_sub(&r, NONCE);
	rd_skip(&r, BEHIND_NONCE);
	key->data = rd_sub(&r, rd_be16(&r));
	if (!rd_ok(&r) || (descriptor != RSN_KEY && descriptor != WPA_KEY))
		return false;
	key->rsn = descriptor == RSN_KEY;
	key->from_ap = information & ACK;
	key->nonce = is_zero(nonce) ? 0 : hash_bytes(nonce.at, NONCE, 0) | 1;
	key->message = message_of(information, key->nonce != 0, rd_left(&key->data));
	return true;
}

bool eapol_key_has_pmkid(const struct eapol_key *key)
{
	static const uint8_t kde[] = {0xdd, 4 + PMKID, 0x00, 0x0f, 0xac, 4};
	struct rd r = key->data;

	if (key->message != 1 || !rd_starts(&r, kde, sizeof kde))
		return false;
	rd_skip(&r, sizeof kde);
	r = rd_sub(&r, PMKID);
	return rd_ok(&r) && !is_zero(r);
}
