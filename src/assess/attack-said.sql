-- What people said, from temp.attack_word (attack_refresh.c). The closest word counts: of the place itself, else of its kind; of the site, else the
-- newest of a system.
UPDATE assumption AS a SET said = (SELECT x.seq FROM (SELECT w.seq, w.place = a.key AS itself, w.system = 'site' AS site FROM temp.attack_word w
    WHERE w.attack = a.attack AND w.place IN (a.key, a.kind || CASE WHEN a.far_kind IS NULL THEN '' ELSE '~' || a.far_kind END)) x
    ORDER BY x.itself DESC, x.site DESC, x.seq DESC LIMIT 1);
UPDATE assumption AS a SET state = (SELECT w.said FROM assumption_said w WHERE w.seq = a.said) WHERE a.said IS NOT NULL;

-- Rows that only people named: what they accepted and nothing proposes now. n = 1: the word that counts of a place.
WITH named AS (
  SELECT w.*, row_number() OVER (PARTITION BY attack, place ORDER BY system = 'site' DESC, seq DESC) AS n FROM temp.attack_word w
), ends AS (
  SELECT attack, place, seq, near, far, CASE WHEN near GLOB 'd[0-9]*' THEN CAST(substr(near, 2) AS INTEGER) END AS device,
    CASE WHEN near GLOB 'r[0-9]*' THEN CAST(substr(near, 2) AS INTEGER) END AS record, CASE WHEN far GLOB 'd[0-9]*' THEN CAST(substr(far, 2) AS INTEGER) END AS peer,
    CASE WHEN far GLOB 'r[0-9]*' THEN CAST(substr(far, 2) AS INTEGER) END AS far_record, CASE WHEN far GLOB 'o[0-9]*' THEN CAST(substr(far, 2) AS INTEGER) END AS outside
  FROM named WHERE n = 1 AND said = 'accepted' AND attack || '@' || place NOT IN (SELECT attack || '@' || key FROM assumption
    UNION ALL SELECT attack || '@' || kind || CASE WHEN far_kind IS NULL THEN '' ELSE '~' || far_kind END FROM assumption)
)
INSERT INTO assumption(id, attack, key, device, peer, outside, flow, packet, kind, far_kind, weight, state, added, said, measures)
SELECT (SELECT coalesce(max(id), 0) FROM assumption) + row_number() OVER (ORDER BY e.attack, e.place), e.attack, e.place, e.device, e.peer, e.outside, NULL, NULL,
  coalesce((SELECT x.kind FROM device_shown x WHERE x.id = e.device), (SELECT r.fields ->> 'device_kind' FROM record r WHERE r.id = e.record),
    CASE WHEN e.device IS NULL AND e.record IS NULL THEN e.near END, 'unknown'),
  CASE WHEN e.far <> '' THEN coalesce((SELECT x.kind FROM device_shown x WHERE x.id = e.peer), (SELECT r.fields ->> 'device_kind' FROM record r WHERE r.id = e.far_record),
    CASE WHEN e.outside IS NOT NULL THEN 'outside' WHEN e.peer IS NULL AND e.far_record IS NULL THEN e.far END, 'unknown') END,
  2, 'accepted', 1, e.seq, 0
FROM ends e;
INSERT INTO assumption_why(assumption, reason, weight, total, finding, packet, say_ja, say_en)
SELECT a.id, 'people', 2, 0, NULL, NULL, coalesce(w.words, ''), coalesce(w.words, '') FROM assumption a JOIN assumption_said w ON w.seq = a.said WHERE a.added = 1;
