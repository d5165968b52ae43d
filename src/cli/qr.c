#include "cli/qr.h"

#include "base/qr.h"

#include <stdio.h>

/* Light on dark terminals reads as well as dark on light ones when the light modules are the ones that are
 * drawn. */
static void draw(const struct qr_code *c)
{
	static const char *const halves[] = {"\xe2\x96\x88", "\xe2\x96\x84", "\xe2\x96\x80", " "};
	int width = qr_width(c);

	for (int y = -QR_QUIET; y < width + QR_QUIET; y += 2) {
		for (int x = -QR_QUIET; x < width + QR_QUIET; x++)
			fputs(halves[qr_dark(c, x, y) | qr_dark(c, x, y + 1) << 1], stdout);
		putchar('\n');
	}
}

int qr_print(const struct cli *cli, const char *text)
{
	struct qr_code *c = qr_of(text);

	if (!c)
		return cli_say(cli, EXIT_NO_OUTPUT, "journal.no-qr",
			       (const struct lang_arg[]){
				       {"subject", "--qr"}, {"detail", "libqrencode4"}, {NULL, NULL}});
	draw(c);
	qr_free(c);
	return EXIT_DONE;
}
