/* mimamori facts, standing alone. */
#include "cli/cli.h"

int main(int argc, char **argv) { return cli_facts(argc, argv); }
