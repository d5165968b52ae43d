/* The counts of a sheet for the overview. Inside the room only. */
#ifndef MIMAMORI_SERVE_SUMMARY_H
#define MIMAMORI_SERVE_SUMMARY_H

#include "serve/handler.h"

#include "assess/rows.h"
#include "assess/system.h"

enum { VERDICTS = 5, STATES = 7, FUNCTIONS = 5 };

struct function_counts {
	int64_t rows, provisional, verdict[VERDICTS], state[STATES];
};

struct dues;
struct summary {
	struct call *call;
	struct system_row system;
	struct dues *dues; /* decisions to look at again are added */
	const char *scope; /* "site" or "s1" */
	const char *role;  /* executive ot it vendor general */
	struct function_counts function[FUNCTIONS];
	int64_t mine, contradictions; /* rows that wait for this role's side; decided yes, evidence no */
};

extern const char *const verdict_names[VERDICTS], *const state_names[STATES];

/* Counts the rows of system and sheet. 0 or negative. */
int summary_count(struct summary *s, const char *system);
/* Index of the function with the smallest share of met (partly counts half) among what is asked; -1: nothing
 * is. */
int summary_weakest(const struct summary *s);
/* "home": what this role does first today. */
int summary_home(struct summary *s, const char *system);

#endif
