/* Pages for people and files for machines, from a written and assessed model. Each writer takes the store and
 * an out; none decides anything. */
#ifndef MIMAMORI_REPORT_REPORT_H
#define MIMAMORI_REPORT_REPORT_H

#include "base/err.h"
#include "base/lang.h"
#include "base/out.h"
#include "capture/capture.h"
#include "decode/stack.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* What the drawing shows beside devices and traffic. */
enum report_show { SHOW_PLAIN, SHOW_ATTACKS, SHOW_WORST };

enum { SUMMARY_FINDINGS = 12 }; /* so many are shown by their titles: the gravest, then the first */

struct report_input {
	struct store *store;
	const struct capture *capture;
	const struct stack_counts *counts;
	const char *version;    /* of the program */
	int zone_minutes;       /* of the times shown to people (those in JSON are UTC) */
	enum language language; /* of the terminal summary, and the one the page opens in */
	enum report_show show;  /* of report_map() */
	bool colour;
	bool pseudonymise; /* the first writer then replaces the store's names and addresses, for good */
};

int report_json(const struct report_input *in, struct out *o);    /* inspect.json */
int report_summary(const struct report_input *in, struct out *o); /* the terminal summary */
int report_devices_csv(const struct report_input *in, struct out *o);
int report_flows_csv(const struct report_input *in, struct out *o);
int report_operations_csv(const struct report_input *in, struct out *o);
int report_findings_csv(const struct report_input *in, struct out *o);
int report_points_csv(const struct report_input *in, struct out *o);
int report_map(const struct report_input *in, struct out *o); /* SVG */

/* What of the drawing is wanted. Whatever is not in `devices` is not told at all; what the rest excludes
 * keeps its place, its lines are left out. */
struct report_map_filter {
	const uint8_t *devices, *outsides; /* bit n: number n is seen; NULL: all */
	int64_t devices_max, outsides_max;
	const char *system; /* "s1": of worst cases without a device, only its own; NULL all */
	bool hand;          /* with what people entered by hand */
	enum report_show show;
	const char *protocol; /* token; NULL any */
	bool clear, leaves;   /* not encrypted; to the outside */
	int64_t from, to;     /* us; INT64_MIN, INT64_MAX: any */
	enum map_detail { MAP_AUTO, MAP_DEVICES, MAP_GROUPS } detail;
	/* Where somebody put this card ("d3" "o2" "r4"): true and its place. NULL: nothing was moved. */
	bool (*pin)(void *ctx, const char *id, double *ret_x, double *ret_y);
	void *pin_ctx;
	size_t bytes_max; /* of the JSON: lines are left out, the smallest first, until it fits */
};
/* The members of an open object: width height columns zones nodes links left_out. */
int report_map_json(const struct report_input *in, const struct report_map_filter *f, enum language l,
		    struct out *o);
int report_html(const struct report_input *in, struct out *o);

/* Writes all files into folder: aside first, renamed one by one, inspect.json last. */
int report_write(const struct report_input *in, const char *folder, struct err *e);

/* The same in two steps, so that the folder can be made, and refused, before the walls go up and hostile
 * bytes are read. Closing a folder that was made and not written removes it. */
struct report_folder {
	const char *path; /* borrowed */
	int fd;           /* -1: not open */
	bool made;
};
int report_folder_open(const char *path, struct report_folder *ret_folder, struct err *e);
int report_folder_write(const struct report_folder *f, const struct report_input *in, struct err *e);
void report_folder_close(struct report_folder *f, bool written);

#endif
