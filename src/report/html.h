/* The page: one file that needs nothing else. Its plain parts (both languages side by side, one shown) are
 * written here and can be read without scripts; web/report.js takes the data block and makes tables, filters
 * and device pages of it. Inside the room only. */
#ifndef MIMAMORI_REPORT_HTML_H
#define MIMAMORI_REPORT_HTML_H

#include "report/parts.h"

/* A sentence in both languages, holes filled and escaped. Numbers go in as {n} and {m}; html_both_text()
 * takes {n} as text. */
void html_both(struct out *o, const char *key);
void html_both_number(struct out *o, const char *key, int64_t n, int64_t m);
void html_both_text(struct out *o, const char *key, const char *hole, const char *value);
void html_pair(struct out *o, const char *ja, const char *en);

void html_heading(struct out *o, const char *id, const char *key); /* <section id><h2> */
void html_th(struct out *o, const char *key, bool number);
void html_td(struct out *o, const char *text, bool number);
void html_td_number(struct out *o, int64_t n);

/* Sections, in the order of the page. */
int html_summary(const struct report_input *in, struct out *o);
int html_map(const struct report_input *in, struct out *o);
int html_findings(const struct report_input *in, struct out *o);
int html_devices(const struct report_input *in, struct out *o);
int html_outside(const struct report_input *in, struct out *o);
int html_wifi(const struct report_input *in, struct out *o);
enum { HTML_WIFI_ID = 16 };
void html_wifi_id(char id[HTML_WIFI_ID], const char *bssid); /* of the row of a radio network */
bool html_has_wifi(const struct report_input *in);           /* there is such a part */
int html_sheet(const struct report_input *in, struct out *o);
int html_changes(const struct report_input *in, struct out *o);
int html_limits(const struct report_input *in, struct out *o);
int html_method(const struct report_input *in, struct out *o);

/* The data block for the script. */
int html_data(const struct report_input *in, struct out *o);

/* Wireshark's display filter for packets of one file, and the command that cuts out a finding's packets. The
 * shell word is quoted. */
void html_packet_filter(struct out *o, const uint32_t *numbers, int count);
void html_shell_word(struct out *o, const char *s);

#endif
