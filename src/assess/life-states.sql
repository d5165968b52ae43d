-- What evidence says of each device: the worst that holds (life_states.h). In: missing. Out: evidence(device, state, reason, newest): newest is when
-- the newest of its findings or differences was first told.
CREATE TEMP TABLE evidence(device INTEGER PRIMARY KEY, state TEXT, reason TEXT, newest INTEGER);
CREATE TEMP TABLE bad(device INTEGER PRIMARY KEY, newest INTEGER);
INSERT INTO bad SELECT f.device, max(l.first_seen) FROM main.finding f LEFT JOIN main.finding_life l ON l.id = f.id
  WHERE f.device IS NOT NULL AND f.severity <= 1 GROUP BY f.device;
CREATE TEMP TABLE otherwise(device INTEGER PRIMARY KEY, newest INTEGER);
INSERT INTO otherwise SELECT device, max(since) FROM main.difference WHERE against = 'profile' GROUP BY device;
INSERT INTO evidence SELECT d.id, NULL, CASE WHEN b.device IS NOT NULL THEN 'finding' WHEN o.device IS NOT NULL THEN 'differs'
  WHEN m.device IS NOT NULL THEN 'missing' WHEN d.known = 0 AND p.device IS NULL AND (SELECT value FROM main.setting WHERE key = 'ledger') = 1
  THEN 'unlisted' WHEN p.device IS NOT NULL THEN 'approved' WHEN d.known = 1 THEN 'listed' ELSE 'new' END, coalesce(b.newest, o.newest)
  FROM main.device d LEFT JOIN bad b ON b.device = d.id LEFT JOIN otherwise o ON o.device = d.id LEFT JOIN missing m ON m.device = d.id
  LEFT JOIN main.profile p ON p.device = d.id;
UPDATE evidence SET state = CASE WHEN reason IN ('finding', 'differs') THEN 'abnormal' WHEN reason IN ('missing', 'unlisted') THEN 'stray'
  WHEN reason IN ('approved', 'listed') THEN 'normal' ELSE 'introduced' END;
DROP TABLE bad;
DROP TABLE otherwise;

-- moving(device, state, reason): where that is another than it has. A person's word stands until evidence that is newer says something worse.
CREATE TEMP TABLE moving(device INTEGER PRIMARY KEY, state TEXT, reason TEXT);
INSERT INTO moving SELECT e.device, e.state, e.reason FROM evidence e LEFT JOIN main.device_life l ON l.device = e.device
  WHERE l.device IS NULL OR (l.moved_by = 'evidence' AND l.reason <> 'seen-again' AND (l.state <> e.state OR l.reason <> e.reason));
INSERT INTO moving SELECT e.device, 'abnormal', 'seen-again' FROM evidence e JOIN main.device_life l ON l.device = e.device
  JOIN main.device d ON d.id = e.device WHERE l.moved_by = 'person' AND l.state = 'retired' AND d.last > l.last;
INSERT INTO moving SELECT e.device, e.state, e.reason FROM evidence e JOIN main.device_life l ON l.device = e.device
  WHERE l.moved_by = 'person' AND l.state IN ('introduced', 'normal', 'stray')
  AND ((e.reason IN ('finding', 'differs') AND e.newest > l.since) OR (e.reason IN ('missing', 'unlisted') AND l.state <> 'stray' AND l.despite IS NOT e.reason));
