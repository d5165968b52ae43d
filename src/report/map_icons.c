/* Icons by kind: our own line drawings in a 24 x 24 field, one path each. */
#include "report/map.h"

#include <string.h>

static const struct {
	const char *kind, *path;
} icons[] = {
	{"plc", "M3 5h18v14H3zM9 5v14M12.5 9h5M12.5 12h5M12.5 15h5M6 8v.01M6 12v.01M6 16v.01"},
	{"hmi", "M3 4h18v13H3zM8 21h8M12 17v4M12 8.5a2 2 0 1 0 .01 0M12 10.5v3.5"},
	{"engineering-station", "M5 4h14v11H5zM2 19h20M9 8l-2 1.5L9 11M15 8l2 1.5-2 1.5M13 7l-2 5"},
	{"sensor",
	 "M10 13V5a2 2 0 0 1 4 0v8a4 4 0 1 1-4 0zM12 9v7M18 6c1.6 2 1.6 4 0 6M6 6c-1.6 2-1.6 4 0 6"},
	{"actuator", "M3 9l9 5-9 5zM21 9l-9 5 9 5zM12 14V6M8 4h8v3H8z"},
	{"iot-gateway", "M3 13h18v7H3zM7 13V5M17 13V5M7 16.5v.01M11 16.5v.01M15 16.5h3M9.5 3c1 1.3 1 2.7 0 "
			"4M4.5 3c-1 1.3-1 2.7 0 4"},
	{"camera", "M3 8h12v9H3zM15 11l6-3v9l-6-3zM6 11v.01"},
	{"printer", "M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7zM17.5 11.5v.01"},
	{"nas", "M4 3h16v6H4zM4 9h16v6H4zM4 15h16v6H4zM7 6v.01M7 12v.01M7 18v.01M11 6h6M11 12h6M11 18h6"},
	{"phone", "M7 2h10v20H7zM11 19h2"},
	{"pc", "M3 4h18v12H3zM12 16v4M7 20h10"},
	{"server", "M6 2h12v20H6zM9 6h6M9 9h6M9 12h6M12 18v.01"},
	{"wifi-ap", "M3 9.5a13 13 0 0 1 18 0M6.5 13a8 8 0 0 1 11 0M10 16.5a3 3 0 0 1 4 0M12 20v.01"},
	{"switch", "M2 8h20v9H2zM5.5 14v-2h2v2M10.5 14v-2h2v2M15.5 14v-2h2v2M19.5 11v.01"},
	{"router", "M12 3a9 9 0 1 0 .01 0M12 6v4M10 8l2-2 2 2M12 18v-4M10 16l2 2 2-2M5.5 12h4M7.5 10l2 2-2 "
		   "2M18.5 12h-4M16.5 10l-2 2 2 2"},
	{"appliance", "M5 3h14v18H5zM5 8h14M12 10.5a4 4 0 1 0 .01 0M8 5.5v.01M11 5.5v.01"},
	{"wearable", "M8 8h8v8H8zM9 8l1-5h4l1 5M9 16l1 5h4l1-5M12 10.5v1.5l1 1"},
	{"ups", "M5 5h14v16H5zM9 5V3h6v2M13 8l-4 6h5l-3 5"},
	{"unknown", "M4 4h4M10 4h4M16 4h4v4M20 10v4M20 16v4h-4M14 20h-4M8 20H4v-4M4 14v-4M4 8V4M9.5 9.5a2.5 "
		    "2.5 0 1 1 3.6 2.3c-.8.4-1.1 1-1.1 2M12 17v.01"},
	{"outside", "M12 3a9 9 0 1 0 .01 0M3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18"},
};

const char *map_icon(const char *kind)
{
	for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
		if (strcmp(icons[i].kind, kind) == 0)
			return icons[i].path;
	return map_icon("unknown");
}
