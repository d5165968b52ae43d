/* What stands against a deed: one function a need of the table, asked in this order. */
#include "respond/incident_parts.h"

#include "assess/contact.h"
#include "assess/sql.h"

#include <stdio.h>
#include <string.h>

/* --- both sides */

void deed_sides(struct store *s, const struct incident_now *i, const char *deed, struct deed_sides *ret)
{
	sqlite3_stmt *st = sql_of(s,
				  "SELECT side, contact, n FROM deed WHERE incident = ?1 AND deed = ?2 AND "
				  "round = ?3 AND side IN ('it', 'ot') "
				  "ORDER BY n",
				  "iti", i->id, deed, i->round);
	char side[12];

	*ret = (struct deed_sides){0};
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		bool it = strcmp(sql_text(st, 0, side, sizeof side), "it") == 0;

		*(it ? &ret->it : &ret->ot) = sqlite3_column_int64(st, 1);
		*(it ? &ret->n_it : &ret->n_ot) = sqlite3_column_int64(st, 2);
	}
	sqlite3_finalize(st);
}

static const char *guard_both(struct deed_now *d)
{
	struct deed_sides spoken;
	bool it = d->side && strcmp(d->side, "it") == 0, ot = d->side && strcmp(d->side, "ot") == 0;

	if (!d->contact)
		return "say-who";
	if (!it && !ot) {
		snprintf(d->detail, sizeof d->detail, "c%lld", (long long)d->contact);
		return "no-side";
	}
	if (d->two_people && strcmp(d->side, d->own_side) != 0)
		return "other-side";
	deed_sides(d->store, &d->i, d->line->name, &spoken);
	if (d->two_people && (it ? spoken.ot : spoken.it) == d->contact)
		return "same-person";
	return NULL;
}

/* --- what has to be there before */

/* Bags of it, and of those that were merged into it. */
#define BAGS "FROM evidence WHERE incident IN (SELECT id FROM incident WHERE id = ?1 OR merged_into = ?1)"

static const char *guard_evidence(struct deed_now *d)
{
	if (sql_number(d->store, 0, "SELECT count(*) " BAGS " AND done IS NOT NULL AND files > 0", "i",
		       d->i.id))
		return NULL;
	if (sql_number(d->store, 0, "SELECT count(*) " BAGS " AND done IS NULL", "i", d->i.id))
		return "evidence-waits";
	if (!sql_number(d->store, 0, "SELECT count(*) " BAGS, "i", d->i.id))
		return "no-evidence";
	/* It could not be kept at all: whoever goes on says why. */
	return !d->fields || (d->words && words_fit(d->words, INCIDENT_WORDS)) ? NULL : "evidence-failed";
}

/* Who approved, and nobody took it back; 0 nobody, -1 who acts on the machine itself. */
static int64_t approver(struct deed_now *d)
{
	return sql_number(d->store, 0,
			  "SELECT CASE deed WHEN 'approve' THEN coalesce(contact, -1) ELSE 0 END FROM deed "
			  "WHERE incident = ?1 AND round = ?2 "
			  "AND deed IN ('approve', 'withdraw') ORDER BY n DESC LIMIT 1",
			  "ii", d->i.id, d->i.round);
}

static const char *guard_approved(struct deed_now *d)
{
	int64_t who = approver(d);

	if (!who)
		return "not-approved";
	return d->two_people && who > 0 && who == d->contact ? "approved-it-himself" : NULL;
}

static const char *guard_swept(struct deed_now *d)
{
	return sql_number(d->store, 0,
			  "SELECT count(*) FROM deed WHERE incident = ?1 AND round = ?2 AND deed = 'sweep'",
			  "ii", d->i.id, d->i.round)
		       ? NULL
		       : "not-swept";
}

/* --- the measure */

static void number(struct deed_now *d, int64_t n)
{
	snprintf(d->detail, sizeof d->detail, "%lld", (long long)n);
}

static const char *differs(struct deed_now *d, const struct incident_measure *m)
{
	number(d, m->differences + m->attacker);
	return m->differences + m->attacker ? "differs" : "alarms-last";
}

static const char *unmeasured(struct deed_now *d, const struct incident_measure *m)
{
	number(d, m->unapproved ? m->unapproved : m->unseen);
	return m->unapproved ? "not-approved-devices" : m->unseen ? "not-seen" : "not-measured";
}

static const char *measured(struct deed_now *d, bool for_long)
{
	struct incident_measure m;

	if (d->i.exception)
		return NULL;
	if (incident_measure(d->store, d->i.id, d->at, &m) < 0)
		return "not-measured";
	if (m.state != MEASURED_EQUAL)
		return m.state == MEASURED_DIFFERS ? differs(d, &m) : unmeasured(d, &m);
	snprintf(d->detail, sizeof d->detail, "%lld/%lld", (long long)(m.watched / 60000000),
		 (long long)(m.needed / 60000000));
	return for_long && m.watched < m.needed ? "not-long-enough" : NULL;
}

static const char *guard_equal(struct deed_now *d) { return measured(d, false); }
static const char *guard_watched(struct deed_now *d) { return measured(d, true); }

/* --- of what is told with it; while only the possible is asked, nothing is */

static const char *guard_words(struct deed_now *d)
{
	return !d->fields || (d->words && words_fit(d->words, INCIDENT_WORDS)) ? NULL : "no-words";
}

static const char *guard_scope(struct deed_now *d)
{
	static const char *const outsiders[] = {"ppc",       "police",     "jpcert",      "ipa",
						"customers", "affiliates", "stakeholders"};
	bool outside = false;
	char to[24];

	if (!d->fields || !deed_field(d->store, d->fields, "to", to, sizeof to))
		return NULL;
	for (size_t i = 0; i < sizeof outsiders / sizeof *outsiders; i++)
		outside |= strcmp(outsiders[i], to) == 0;
	if (!outside)
		return NULL;
	snprintf(d->detail, sizeof d->detail, "%s", to);
	return sql_number(d->store, 0, "SELECT count(*) FROM deed WHERE incident = ?1 AND deed = 'scope'",
			  "i", d->i.id)
		       ? NULL
		       : "no-scope";
}

/* A plan that was changed because of it lies there, newer than the incident. */
static bool changed_since(struct deed_now *d, const char *field, const char *plan, const char *topic)
{
	char said[16];

	if (!deed_field(d->store, d->fields, field, said, sizeof said) || strcmp(said, "changed") != 0)
		return true;
	snprintf(d->detail, sizeof d->detail, "%s", plan);
	return sql_number(d->store, 0,
			  "SELECT count(*) FROM record WHERE removed = 0 AND seq > (SELECT seq FROM deed "
			  "WHERE incident = ?1 AND n = 1) AND (kind = ?2 "
			  "OR (kind = 'improvement' AND topic = ?3))",
			  "itt", d->i.id, plan, topic) > 0;
}

static const char *guard_plans(struct deed_now *d)
{
	bool newer = !d->fields || (changed_since(d, "response_plan", "response-plan", "response") &&
				    changed_since(d, "recovery_plan", "recovery-plan", "recovery-plan"));

	return newer ? NULL : "no-plan-newer";
}

static const struct {
	unsigned need;
	const char *(*guard)(struct deed_now *d);
} guards[] = {
	{NEEDS_BOTH, guard_both},   {NEEDS_EVIDENCE, guard_evidence}, {NEEDS_APPROVED, guard_approved},
	{NEEDS_SWEPT, guard_swept}, {NEEDS_EQUAL, guard_equal},       {NEEDS_WATCHED, guard_watched},
	{NEEDS_SCOPE, guard_scope}, {NEEDS_WORDS, guard_words},       {NEEDS_PLANS, guard_plans},
};

/* Names of deeds that go on from here, for who asked for one that does not. */
static void possible(struct deed_now *d)
{
	size_t n = 0;

	for (size_t i = 0; i < incident_deed_count; i++)
		if (incident_deeds[i].from & 1u << d->i.state && incident_deeds[i].to != INCIDENT_STAYS &&
		    n < sizeof d->detail)
			n += (size_t)snprintf(d->detail + n, sizeof d->detail - n, "%s%s", n ? ", " : "",
					      incident_deeds[i].name);
}

const char *deed_guarded(struct deed_now *d)
{
	*d->detail = '\0';
	if (d->i.merged_into) {
		snprintf(d->detail, sizeof d->detail, "i%lld", (long long)d->i.merged_into);
		return "merged";
	}
	if (!(d->line->from & 1u << d->i.state)) {
		possible(d);
		return "not-now";
	}
	for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
		const char *why = d->line->needs & guards[i].need ? guards[i].guard(d) : NULL;

		if (why)
			return why;
	}
	return NULL;
}
