#include "cli/report-show.h"

#include <string.h>
#include <unistd.h>

int report_show(const struct cli *cli, const struct report_input *in)
{
	struct out o;
	int code;

	if (cli->quiet)
		return EXIT_DONE;
	if (out_init(&o, STDOUT_FILENO) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (strcmp(cli->format, "json") == 0)
		code = report_json(in, &o);
	else if (strcmp(cli->format, "csv") == 0)
		code = report_devices_csv(in, &o);
	else
		code = report_summary(in, &o);
	if (code == 0)
		code = out_finish(&o);
	out_clear(&o);
	return code == 0 ? EXIT_DONE
			 : cli_say(cli, EXIT_NO_OUTPUT, "error.cannot-write",
				   (const struct lang_arg[]){
					   {"subject", "-"}, {"detail", strerror(-code)}, {NULL, NULL}});
}
