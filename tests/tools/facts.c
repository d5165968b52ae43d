/* mimamori facts, standing alone, for who writes decoders. */
#include "cli/commands.h"

int main(int argc, char **argv)
{
	struct cli cli = {.language = LANG_EN, .format = "text"};

	return cli_facts(&cli, argc, argv);
}
