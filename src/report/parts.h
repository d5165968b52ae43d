/* What the writers of this room share. Inside the room only. */
#ifndef MIMAMORI_REPORT_PARTS_H
#define MIMAMORI_REPORT_PARTS_H

#include "report/report.h"
#include "report/scan.h"

#define REPORT_SCHEMA "mimamori-inspect/1"

/* The flows, as both inspect.json and flows.csv want them. */
#define REPORT_FLOW_COLUMNS                                                                                  \
	"SELECT id, client, server, client_outside, server_outside, client_ip, server_ip, transport, port, " \
	"protocol, packets, bytes,"                                                                          \
	" encrypted, first, last, first_packet, answered, connections, client_port FROM flow ORDER BY id"

enum { REPORT_FLOWS_MAX = 100000, REPORT_POINTS_MAX = 100000, REPORT_EVIDENCE_MAX = 20 };

extern const char *const report_severities[5]; /* tokens, by finding.severity */

/* "d12", "o3" or "" for none. Returns buf. */
enum { NODE_ID_TEXT = 24 };
char *node_id(char buf[NODE_ID_TEXT], int64_t device, int64_t outside);

/* The word for a column that is 1, 0 or NULL. */
const char *encrypted_token(const struct scan *s, int column); /* yes no unknown */

/* The parts of inspect.json, in its order; each writes its member(s) of the open object. 0 or negative. */
int json_capture(const struct report_input *in, struct out *o);
int json_devices(const struct report_input *in, struct out *o);
int json_outside(const struct report_input *in, struct out *o);
int json_flows(const struct report_input *in, struct out *o);
int json_commands(const struct report_input *in, struct out *o);
int json_operations(const struct report_input *in, struct out *o);
int json_points(const struct report_input *in, struct out *o);
int json_wifi(const struct report_input *in, struct out *o); /* access_points[] */
int json_findings(const struct report_input *in, struct out *o);
int json_answers(const struct report_input *in, struct out *o);
int json_changes(const struct report_input *in, struct out *o);

/* A member holding a text column, an integer column (NULL: null), a packet column. */
void json_column(struct out *o, const char *key, const struct scan *s, int column);
void json_number(struct out *o, const char *key, const struct scan *s, int column);
void json_packet(struct out *o, const char *key, int64_t packet);
void json_real_column(struct out *o, const char *key, const struct scan *s, int column);
/* {id, ip} of an end; columns: device, outside, address */
void json_node(struct out *o, const char *key, const struct scan *s, const int columns[3]);
void json_when(struct out *o, const char *key, const struct scan *s, int column);

/* Makes the store ready for writers: with `pseudonymise` its texts are replaced, once. */
int report_ready(const struct report_input *in);

#endif
