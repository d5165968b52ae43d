-- How many measures stand for each assumption: for itself, for all of its kind, or for the attack wherever it is.
CREATE TEMP TABLE IF NOT EXISTS attack_measures (attack TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
DELETE FROM temp.attack_measures;
INSERT INTO temp.attack_measures SELECT attack, count(*) FROM measure GROUP BY attack;
UPDATE assumption AS a SET measures = (SELECT coalesce(sum(m.n), 0) FROM temp.attack_measures m
  WHERE m.attack IN (a.attack, a.attack || '@' || a.key, a.attack || '@' || a.kind || CASE WHEN a.far_kind IS NULL THEN '' ELSE '~' || a.far_kind END));
