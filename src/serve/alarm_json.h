/* An alarm and a signal as the API shows them (schemas AlarmRow, SignalRow). Inside the room only. */
#ifndef MIMAMORI_SERVE_ALARM_JSON_H
#define MIMAMORI_SERVE_ALARM_JSON_H

#include "respond/alarm.h"
#include "serve/handler.h"
#include "serve/veil.h"

#define ALARM_WHO(column) "(SELECT name FROM contact WHERE id = a." column ")"
#define ALARM_COLUMNS                                                                                        \
	"a.id, a.detector, a.severity, " ALARM_STATE                                                         \
	", a.lamp, " VEILED_PAIR("a.title_ja", "a.title_en") ", " VEILED_KEY(                                \
		"a.cause") ", a.device, (SELECT coalesce(name, (SELECT coalesce(ip, "                        \
			   "mac) FROM device WHERE id = a.device)) FROM device_shown WHERE id = a.device), " \
			   "a.began, a.last, "                                                               \
			   "a.raised, a.graver, a.ended, a.ended_by, a.again, a.count, a.concerned, "        \
			   "a.acknowledged, "                                                                \
			   "a.acknowledged_by, " ALARM_WHO("acknowledged_by") ", a.dismissed, "              \
									      "a.dismissed_by, " ALARM_WHO(  \
										      "dismissed_by") ", "   \
												      "a."   \
												      "dism" \
												      "isse" \
												      "d_"   \
												      "as, " \
												      "a."   \
												      "shel" \
												      "ved_" \
												      "unti" \
												      "l, "  \
												      "a."   \
												      "shel" \
												      "ved_" \
												      "by, " \
												      "a."   \
												      "shel" \
												      "ved_" \
												      "word" \
												      "s, "  \
												      "a."   \
												      "work"

#define SIGNAL_NAME(column)                                                                                  \
	"(SELECT coalesce(name, (SELECT coalesce(ip, mac) FROM device WHERE id = s." column                  \
	")) FROM device_shown WHERE id = s." column ")"
#define SIGNAL_COLUMNS                                                                                                             \
	"s.id, s.detector, s.at, s.last, s.standing, s.count, s.by_text, s.by_device, " SIGNAL_NAME(                               \
		"by_device") ", s.on_text, s.on_device, " SIGNAL_NAME("on_device") ", " VEILED_KEY("s.key") ", s.claimed, "        \
													    "s.learning, s.data, " \
													    "s.packet, s.alarm, "  \
													    "s.work"
/* A signal s: about his devices alone, and about one. */
#define SEES_SIGNAL                                                                                          \
	"(@all OR (coalesce(s.on_device, s.by_device) IS NOT NULL AND " SEES(                                \
		"coalesce(s.on_device, "                                                                     \
		"s.by_device)") " AND " SEES("coalesce(s.by_device, s.on_device)") "))"

void json_alarm(struct call *c, struct scan *s); /* one item of a list */
void alarm_object(struct call *c, const char *key, const struct scan *s);
void json_signal(struct call *c, struct scan *s);
/* Does the viewer see this alarm (and is it there)? */
bool sees_alarm(struct call *c, int64_t id);

#endif
