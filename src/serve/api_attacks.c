/* GET /attacks, /attack-groups, /attack-kinds. */
#include "serve/attack_json.h"

#include <stdio.h>
#include <string.h>

api_handler api_attacks_list, api_attack_groups, api_attack_kinds;

static const struct sort_key keys[] = {
	{"id", "a.id"}, {"weight", "a.weight"}, {"attack", "a.attack"}, {"state", "a.state"}, {NULL, NULL}};

static const struct listing assumptions = {.columns = ASSUMPTION_COLUMNS,
					   .from = "assumption a",
					   .id = "a.id",
					   .keys = keys,
					   .sort = "weight,attack",
					   .row = json_assumption};

/* Those with an end in the system. */
static void of_system(struct filters *f, const char *system)
{
	if (!system || strcmp(system, "site") == 0)
		return;
	filter_number(f, " AND (a.device IN (SELECT device FROM system_device WHERE system = :)",
		      id_number(system));
	filter_number(f, " OR a.peer IN (SELECT device FROM system_device WHERE system = :))",
		      id_number(system));
}

static int weight_of(const char *token)
{
	int w = 0;

	while (w < ATTACK_WEIGHTS - 1 && strcmp(attack_weight_token((enum attack_weight)w), token) != 0)
		w++;
	return w;
}

/* Attacks of this harm by their kind; or as people said. */
static void of_harm(struct filters *f, const char *harm)
{
	if (!harm)
		return;
	filter(f, " AND (a.attack IN (''");
	for (size_t i = 0; i < attack_count; i++)
		for (int h = 0; h < HARM_COUNT; h++)
			if (attacks[i].harms & 1u << h && strcmp(harm_token((enum harm)h), harm) == 0)
				filter_text(f, ", :", attacks[i].name);
	filter_text(
		f,
		") OR a.said IN (SELECT w.seq FROM assumption_said w, json_each(w.harms) j WHERE j.value = "
		":))",
		harm);
}

/* What the kinds are called, as SQL: literals of ours. "": no memory, or nothing is looked for. */
static const char *titles(struct call *c)
{
	struct out o;
	const char *text;
	size_t n;

	if (out_init(&o, -1) < 0)
		return "";
	out_fmt(&o, "CASE a.attack WHEN '' THEN ''");
	for (size_t i = 0; i < attack_count; i++)
		if (!strpbrk(attacks[i].title[LANG_EN], "':?"))
			out_fmt(&o, " WHEN '%s' THEN '%s %s'", attacks[i].name, attacks[i].title[LANG_JA],
				attacks[i].title[LANG_EN]);
	out_fmt(&o, " END, ");
	text = out_bytes(&o, &n);
	text = arena_text(c->arena, text ? text : "", n);
	out_clear(&o);
	return text ? text : "";
}

static void search(struct filters *f, struct call *c, const char *q)
{
	static const char names[] = "a.attack, a.kind, a.far_kind, a.attack || '@' || a.key, " ATTACK_NAME_OF(
		"a.device") ", " ATTACK_NAME_OF("a.peer") ", (SELECT group_concat(" VEILED("say_ja || ' ' || "
											   "say_en") ", ' "
												     "') "
												     "FROM "
												     "assumpt"
												     "ion_"
												     "why w "
												     "WHERE "
												     "w."
												     "assumpt"
												     "ion = "
												     "a.id "
												     "AND"
												     " " SEES_REASON
												     ")";
	const char *kinds = q ? titles(c) : "";
	size_t room = strlen(kinds) + sizeof names;
	char *all = arena_get(c->arena, room, 1);

	if (!q || !all)
		return;
	snprintf(all, room, "%s%s", kinds, names);
	filter_search(f, all, q);
}

/* Filters that list and groups share. */
static void common(struct filters *f, struct call *c)
{
	filter(f, " AND " SEES_ASSUMPTION);
	of_system(f, query_text(c, "system"));
	filter_text(f, " AND a.attack = :", query_text(c, "attack"));
	filter_text(f, " AND a.state = :", query_text(c, "state"));
	search(f, c, query_text(c, "q"));
}

int api_attacks_list(struct call *c)
{
	const char *where = query_text(c, "where");
	struct filters f;

	filters_begin(&f, c);
	common(&f, c);
	if (query_text(c, "weight"))
		filter_number(&f, " AND a.weight = :", weight_of(query_text(c, "weight")));
	filter_text(&f, " AND a.kind = :", query_text(c, "kind"));
	filter_text(&f, " AND a.far_kind = :", query_text(c, "far_kind"));
	of_harm(&f, query_text(c, "harm"));
	if (query_text(c, "device")) {
		filter_number(&f, " AND (a.device = :", id_number(query_text(c, "device")));
		filter_number(&f, " OR a.peer = :)", id_number(query_text(c, "device")));
	}
	if (where)
		filter(&f, strcmp(where, "link") == 0 ? " AND a.far_kind IS NOT NULL"
						      : " AND a.far_kind IS NULL");
	if (query_bool(c, "unplanned") == 1)
		filter(&f, " AND a.state = 'accepted' AND a.measures = 0");
	return list_answer(c, &assumptions, &f);
}

/* --- by kind */

enum { GROUPS_MOST = 1000 };

static void example(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT " ASSUMPTION_COLUMNS " FROM assumption a WHERE a.id = ?1", id);

	if (s.more)
		assumption_object(c, "example", &s);
	kept_end(&s);
}

/* id of the gravest, attack, kind, far_kind, weight, total, proposed, accepted, rejected, measures */
static void group(struct call *c, const struct scan *s)
{
	static const char *const counts[] = {"total", "proposed", "accepted", "rejected", "measures"};
	const char *far = scan_str(s, 3), *name = scan_str(s, 1);
	char id[ATTACK_ID];

	snprintf(id, sizeof id, "%.31s@", name ? name : "");
	json_object(c->out, NULL);
	attack_title(c->out, "title", attack_find(name), name);
	json_str(c->out, "attack", name);
	snprintf(id + strlen(id), sizeof id - strlen(id), "%.40s", scan_str(s, 2));
	far = scan_str(s, 3);
	if (far)
		snprintf(id + strlen(id), sizeof id - strlen(id), "~%.40s", far);
	json_str(c->out, "id", id);
	json_column(c->out, "kind", s, 2);
	json_column(c->out, "far_kind", s, 3);
	json_str(c->out, "weight", attack_weight_token((enum attack_weight)scan_int(s, 4)));
	for (int i = 0; i < 5; i++)
		json_number(c->out, counts[i], s, 5 + i);
	example(c, s->key);
	json_end_object(c->out);
}

int api_attack_groups(struct call *c)
{
	struct filters f;
	struct pick q;
	int64_t total = 0;
	int r;

	filters_begin(&f, c);
	common(&f, c);
	q = f.q;
	q.n = 0;
	q.values = 0;
	pick_add(&q, "SELECT a.id, a.attack, a.kind, a.far_kind, min(a.weight), count(*), sum(a.state = "
		     "'proposed'), sum(a.state = 'accepted'), sum(a.state = 'rejected'), sum(a.measures > 0) "
		     "FROM assumption a");
	q.values = f.q.values;
	f.q.sql[f.q.n] = '\0';
	pick_add(&q, f.q.sql);
	pick_add(&q, " GROUP BY a.attack, a.kind, a.far_kind ORDER BY 5, 6 DESC, a.attack, a.kind, "
		     "a.far_kind");
	json_object(c->out, NULL);
	json_array(c->out, "items");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		if (++total <= GROUPS_MOST)
			group(c, s);
	json_end_array(c->out);
	if ((r = pick_end(&q)) < 0)
		return problem_store(c, r);
	json_int(c->out, "total", total);
	/* how many there are in all is for those who see them all */
	json_int(c->out, "dropped",
		 viewer_restricted(&c->viewer)
			 ? 0
			 : scan_one(c->store,
				    "SELECT coalesce(sum(dropped), 0) FROM limit_ WHERE "
				    "table_name LIKE 'attack %'",
				    0));
	json_end_object(c->out);
	return 200;
}

/* --- kinds */

static void kind_measures(struct out *o, const struct attack *a)
{
	json_array(o, "measures");
	for (size_t i = 0; i < a->measure_count; i++) {
		const struct attack_measure *m = &a->measures[i];

		json_object(o, NULL);
		json_str(o, "measure", m->name);
		json_str(o, "layer", measure_layer_token(m->layer));
		json_pair(o, "what", m->what[LANG_JA], m->what[LANG_EN]);
		json_pair(o, "how", m->how[LANG_JA], m->how[LANG_EN]);
		json_str(o, "control", m->control);
		json_null(o, "taken");
		json_end_object(o);
	}
	json_end_array(o);
}

int api_attack_kinds(struct call *c)
{
	json_object(c->out, NULL);
	json_array(c->out, "items");
	for (size_t i = 0; i < attack_count; i++) {
		json_object(c->out, NULL);
		attack_members(c->out, &attacks[i]);
		kind_measures(c->out, &attacks[i]);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	json_end_object(c->out);
	return 200;
}
