/* mimamori(1): hands over to the command that was named. */
#include "cli/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
