-- After the rows: what was closed stays closed, sums about the whole, and the scratch tables go.
UPDATE main.service AS s SET answered = 0 FROM main.service_closed c WHERE c.device = s.device AND c.transport = s.transport AND c.port = s.port;

-- Equal secrets: a group of the run is a group of the site when they share two places or more; a hash that could tell more is not kept.
INSERT INTO same_secret SELECT grp, min(site) FROM (SELECT r.grp, s.grp AS site, count(*) AS common FROM run.secret r JOIN same m ON m.run = r.device
  JOIN main.secret s ON s.device = m.site AND s.protocol = r.protocol GROUP BY r.grp, s.grp) WHERE common >= 2 GROUP BY grp;
INSERT INTO same_secret SELECT grp, (SELECT coalesce(max(grp), 0) FROM main.secret) + row_number() OVER (ORDER BY grp) FROM
  (SELECT DISTINCT grp FROM run.secret WHERE grp NOT IN (SELECT run FROM same_secret));
INSERT INTO main.secret SELECT g.site, m.site, r.protocol, min(r.packet) + (SELECT shift FROM taking) FROM run.secret r
  JOIN same_secret g ON g.run = r.grp JOIN same m ON m.run = r.device
  WHERE NOT EXISTS (SELECT 1 FROM main.secret s WHERE s.grp = g.site AND s.device = m.site AND s.protocol = r.protocol)
  GROUP BY g.site, m.site, r.protocol;

INSERT INTO main.setting SELECT key, value, text FROM run.setting WHERE key NOT IN ('ledger', 'against', 'controls', 'drawn') ON CONFLICT (key) DO UPDATE SET value =
  CASE WHEN key = 'capture_first' THEN min(coalesce(value, excluded.value), coalesce(excluded.value, value))
    WHEN key IN ('capture_end', 'capture_last', 'now') THEN max(coalesce(value, excluded.value), coalesce(excluded.value, value))
    WHEN key IN ('duplicates', 'malformed', 'packets', 'payload_cut') THEN value + excluded.value
    WHEN key = 'countries' THEN max(value, excluded.value)
    WHEN (SELECT newer FROM taking) THEN excluded.value ELSE value END;
