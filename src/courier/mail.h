/* The mail as it is sent: headers (RFC 5322) and one text part (RFC 2045), lines ended by CR LF. Everything
 * that is not plain ASCII is encoded, so that any server takes it; the job was checked before
 * (courier_job_fits(): one line where one line is meant), and what would still not fit into a header is
 * encoded, too. */
#ifndef MIMAMORI_COURIER_MAIL_H
#define MIMAMORI_COURIER_MAIL_H

#include "base/out.h"
#include "respond/courier.h"

/* Date and Message-ID are the job's, so that a mail that is sent twice is the same mail. */
void mail_write(const struct courier_job *j, const char *sender, struct out *o);

#endif
