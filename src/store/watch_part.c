/* Events of the watching itself: when it went on and off, which program of serve ended, when the disk was
 * full. */
#include "store/part.h"

static const struct event_kind events[] = {
	{"watching-started", NULL},  {"watching-stopped", NULL},
	{"role-died", NULL},         /* role; signal or status; how often it was started anew */
	{"role-restarted", NULL},    /* role; it works again */
	{"interface-changed", NULL}, /* interface; state: up down gone refused */
	{"packets-stored", NULL},    /* stored: false, the packet store cannot be written to; true, again */
	{"packets-kept", NULL},      /* file, name, sha256, size: a packet file that is finished */
	{"clock-jumped", NULL},      /* seconds, by which this machine's clock was set */
	{"writing-failed", NULL},    /* reason: full read-only failed; written once it can be */
};

static const char *const tables[] = {NULL};

const struct store_part watch_part = {"watch", events, sizeof events / sizeof *events, tables};
