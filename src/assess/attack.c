#include "assess/attack.h"

#include <stdlib.h>
#include <string.h>

static const char *const weights[ATTACK_WEIGHTS] = {"now", "eased", "placed"};
static const char *const harms[HARM_COUNT] = {"stop", "wrong-value", "injury", "leak", "partner"};
static const char *const layers[LAYER_COUNT] = {"physical", "human", "technical"};

static int by_name(const void *name, const void *attack)
{
	return strcmp(name, ((const struct attack *)attack)->name);
}

const struct attack *attack_find(const char *name)
{
	return name ? bsearch(name, attacks, attack_count, sizeof *attacks, by_name) : NULL;
}

const char *attack_weight_token(enum attack_weight w)
{
	return (unsigned)w < ATTACK_WEIGHTS ? weights[w] : weights[ATTACK_PLACED];
}

const char *harm_token(enum harm h) { return (unsigned)h < HARM_COUNT ? harms[h] : ""; }
const char *measure_layer_token(enum measure_layer l) { return (unsigned)l < LAYER_COUNT ? layers[l] : ""; }
