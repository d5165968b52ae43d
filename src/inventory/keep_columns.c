/* Where devices' numbers stand in a site. tests/unit/inventory-keep.c holds the schema to it. */
#include "inventory/keep_parts.h"

static const struct keep_column columns[] = {
	{"address", "device", KEEP_JOINED},
	{"fact", "device", KEEP_JOINED},
	{"service", "device", KEEP_JOINED},
	{"flow", "client", KEEP_JOINED},
	{"flow", "server", KEEP_JOINED},
	{"command", "client", KEEP_JOINED},
	{"command", "server", KEEP_JOINED},
	{"operation", "client", KEEP_JOINED},
	{"operation", "server", KEEP_JOINED},
	{"login", "client", KEEP_JOINED},
	{"login", "server", KEEP_JOINED},
	{"secret", "device", KEEP_JOINED},
	{"certificate", "device", KEEP_JOINED},
	{"tls", "client", KEEP_JOINED},
	{"tls", "server", KEEP_JOINED},
	{"point", "device", KEEP_JOINED},
	{"time_sync", "device", KEEP_JOINED},
	{"time_sync", "server", KEEP_JOINED},
	{"port_map", "device", KEEP_JOINED},
	{"port_map", "router", KEEP_JOINED},
	{"hop", "station", KEEP_JOINED},
	{"hop", "ap", KEEP_JOINED},
	{"neighbour", "device", KEEP_JOINED},
	{"neighbour", "peer", KEEP_JOINED},
	{"scan", "device", KEEP_JOINED},
	{"access_point", "device", KEEP_JOINED},
	{"wifi_client", "ap", KEEP_JOINED},
	{"wifi_client", "station", KEEP_JOINED},
	{"wifi_leave", "sender", KEEP_JOINED},
	{"wifi_leave", "ap", KEEP_JOINED},
	{"device", "behind", KEEP_MOVED},
	{"service_closed", "device", KEEP_MOVED},
	{"finding_life", "subject", KEEP_MOVED}, /* "d3" */
	{"alarm", "device", KEEP_MOVED},
	{"alarm_device", "device", KEEP_MOVED},
	{"signal", "by_device", KEEP_MOVED},
	{"signal", "on_device", KEEP_MOVED},
	{"finding", "device", KEEP_COMPUTED},
	{"finding_about", "device", KEEP_COMPUTED},
	{"change", "device", KEEP_COMPUTED},
	{"difference", "device", KEEP_COMPUTED},
	{"difference", "peer", KEEP_COMPUTED},
	{"assumption", "device", KEEP_COMPUTED},
	{"assumption", "peer", KEEP_COMPUTED},
	{"measure", "device", KEEP_COMPUTED},
	{"control_held", "device", KEEP_COMPUTED},
	{"weakness", "device", KEEP_COMPUTED},
	{"label", "device", KEEP_COMPUTED},
	{"access_point_reason", "device", KEEP_COMPUTED},
	{"drawn", "device", KEEP_COMPUTED},
	{"drawn_link", "client", KEEP_COMPUTED},
	{"drawn_link", "server", KEEP_COMPUTED},
	{"engineering", "client", KEEP_COMPUTED},
	{"engineering", "server", KEEP_COMPUTED},
	{"ledger", "device", KEEP_COMPUTED},        /* ledger_rematch() */
	{"device_rhythm", "device", KEEP_COMPUTED}, /* learned anew */
	{"system_device", "device", KEEP_EVENT},
	{"record", "device", KEEP_EVENT},
	{"device_claim", "device", KEEP_EVENT},
	{"device_lock", "device", KEEP_EVENT},
	{"device_life", "device", KEEP_EVENT},
	{"profile", "device", KEEP_EVENT},
	{"profile_entry", "device", KEEP_EVENT},
	{"profile_entry", "key", KEEP_EVENT}, /* of peers: "d3" */
	{"incident_device", "device", KEEP_EVENT},
	{"device", "id", KEEP_OWN},
	{"device_merge", "gone", KEEP_OWN},
	{"device_merge", "into_device", KEEP_OWN},
};

const struct keep_column *keep_columns(size_t *ret_count)
{
	*ret_count = sizeof columns / sizeof *columns;
	return columns;
}
