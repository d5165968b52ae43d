/* What detectors make of deeds (fact/deeds.def): which of them is told by which detector. Header only. */
#ifndef MIMAMORI_DETECT_DEEDS_H
#define MIMAMORI_DETECT_DEEDS_H

#include "fact/fact.h"

enum deed_group {
	GROUP_NONE,        /* values, clocks, communication, modes: new-master and controller-operated tell */
	GROUP_STOP,        /* it stops, for a while or for good */
	GROUP_PROGRAM,     /* its program, firmware or settings change */
	GROUP_ADDRESS,     /* it is found elsewhere or by another name */
	GROUP_ACCOUNT,     /* who can get into it changes */
	GROUP_ENGINEERING, /* what only engineering tools do: the program is read, protection is lifted */
	DEED_GROUPS
};

static inline enum deed_group deed_group(int64_t deed)
{
	static const uint8_t group_of[DEED_COUNT] = {
		[DEED_stop] = GROUP_STOP,
		[DEED_pause] = GROUP_STOP,
		[DEED_reset] = GROUP_STOP,
		[DEED_factory_reset] = GROUP_STOP,
		[DEED_program_download] = GROUP_PROGRAM,
		[DEED_program_delete] = GROUP_PROGRAM,
		[DEED_online_change] = GROUP_PROGRAM,
		[DEED_firmware] = GROUP_PROGRAM,
		[DEED_config] = GROUP_PROGRAM,
		[DEED_file_write] = GROUP_PROGRAM,
		[DEED_file_delete] = GROUP_PROGRAM,
		[DEED_address] = GROUP_ADDRESS,
		[DEED_name] = GROUP_ADDRESS,
		[DEED_password] = GROUP_ACCOUNT,
		[DEED_account] = GROUP_ACCOUNT,
		[DEED_program_upload] = GROUP_ENGINEERING,
		[DEED_unlock] = GROUP_ENGINEERING,
	};

	return deed > 0 && deed < DEED_COUNT ? (enum deed_group)group_of[deed] : GROUP_NONE;
}

#endif
