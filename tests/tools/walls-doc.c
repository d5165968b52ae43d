/* The tables of walls (daemon/roles.def, gate/walls.def) as Markdown: docs/walls.md holds them,
 * tests/serve/walls compares. */
#include "daemon/role.h"

#include <stdio.h>
#include <string.h>

enum { ALL = 1 << ROLE_SENSOR | 1 << ROLE_CORE | 1 << ROLE_WEB | 1 << ROLE_COURIER };

static void put_who(unsigned roles)
{
	const char *between = "";

	if ((roles & ALL) == ALL) {
		fputs("all", stdout);
		return;
	}
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (roles >> i & 1) {
			printf("%s%s", between, role_names[i]);
			between = ", ";
		}
}

static void put_words(void)
{
	puts("| role | what | why |\n|---|---|---|");
	for (size_t i = 0; i < role_word_count; i++) {
		fputs("| ", stdout);
		put_who(role_words[i].roles);
		printf(" | %s | %s |\n", role_words[i].what, role_words[i].reason);
	}
}

static void put_limits(void)
{
	puts("| role | limit | at most | why |\n|---|---|---|---|");
	for (size_t i = 0; i < role_limit_count; i++) {
		fputs("| ", stdout);
		put_who(role_limits[i].roles);
		printf(" | %s | %llu | %s |\n", role_limits[i].name, (unsigned long long)role_limits[i].most,
		       role_limits[i].reason);
	}
}

static void put_calls(void)
{
	puts("| role | call | why |\n|---|---|---|");
	for (size_t i = 0; i < role_call_count; i++) {
		const struct role_call *c = &role_calls[i];

		fputs("| ", stdout);
		put_who(c->roles);
		printf(" | %s", c->name);
		if (c->arg >= 0)
			printf(" (argument %d & %#x = %#x)", c->arg, c->mask, c->value);
		printf(" | %s |\n", c->reason);
	}
}

#define KEEP(capability, reason) printf("| keeps | %s | %s |\n", #capability, reason);
#define REFUSED(call, reason)    printf("| refused | %s | %s |\n", #call, reason);
static void put_gate(void)
{
	puts("| | what | why |\n|---|---|---|");
#include "gate/walls.def"
}

int main(void)
{
	puts("## In words\n");
	put_words();
	puts("\n## Gate, and with it everything it starts\n");
	put_gate();
	puts("\n## How much\n");
	put_limits();
	puts("\n## System calls that are allowed; all others are refused\n");
	put_calls();
	return 0;
}
