/* GET /slices: the packets behind a finding, an alarm, a device or a flow, for Wireshark. */
#include "serve/from_file.h"
#include "serve/slice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

api_handler api_slices;

static bool select_one(struct call *c, struct selection *s, const char **ret_name)
{
	const char *device = query_text(c, "device"), *finding = query_text(c, "finding");
	const char *alarm = query_text(c, "alarm");
	int64_t flow = query_int(c, "flow", 0);

	if (alarm) {
		*ret_name = alarm;
		return slice_alarm(c, id_number(alarm), s);
	}
	if (device) {
		*ret_name = device;
		return slice_device(c, id_number(device), s);
	}
	if (finding) {
		*ret_name = finding;
		return slice_finding(c, id_number(finding), s);
	}
	*ret_name = "flow";
	return slice_flow(c, flow, s);
}

static int cut(struct call *c, struct selection *s, const char *name)
{
	int fd = file_in_memory("slice");
	char head[80];
	bool is_cut;
	int64_t n;
	int r;

	if (fd < 0)
		return -ENOMEM;
	n = slice_write(c, s, fd, &is_cut);
	r = n < 0 ? (int)n : n == 0 ? -ENOENT : file_to_body(c, fd);
	close(fd);
	if (r == -ENOENT)
		return problem(c, 404, "no-packets", NULL, NULL);
	if (r < 0)
		return r;
	snprintf(head, sizeof head, "attachment; filename=\"%.20s%s.pcapng\"", name, is_cut ? "-cut" : "");
	c->answer.content_type = said_of("application/x-pcapng");
	c->answer.disposition = said_of(arena_text(c->arena, head, strlen(head)));
	return 200;
}

int api_slices(struct call *c)
{
	int given = !!query_text(c, "device") + !!query_text(c, "finding") + !!query_text(c, "flow") +
		    !!query_text(c, "alarm");
	struct selection s = {0};
	const char *name = "";
	int status;

	if (given != 1)
		return problem(c, 400, "one-of", NULL, "finding, alarm, device, flow");
	status = select_one(c, &s, &name) ? cut(c, &s, name) : problem(c, 404, "no-such-path", NULL, NULL);
	selection_clear(&s);
	return status;
}
