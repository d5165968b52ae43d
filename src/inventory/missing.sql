-- Who is silent for longer than ever. @at: the least patience, us. What counts is captured time: parts of the captures that no other covers.
CREATE TEMP TABLE covered(last INTEGER PRIMARY KEY, first INTEGER NOT NULL, rest INTEGER NOT NULL);
INSERT OR IGNORE INTO covered SELECT last, first, sum(last - first) OVER (ORDER BY last DESC) FROM (
  SELECT max(first, coalesce(before, first)) AS first, last FROM (SELECT first, last, max(last) OVER (ORDER BY first, last
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM main.source WHERE last >= first) WHERE before IS NULL OR last > before);
CREATE TEMP TABLE silence(device INTEGER PRIMARY KEY, silent INTEGER NOT NULL, patience INTEGER NOT NULL);
INSERT INTO silence SELECT d.id, coalesce((SELECT c.rest - max(0, d.last - c.first) FROM covered c WHERE c.last > d.last ORDER BY c.last LIMIT 1), 0),
  max(@at, 3 * coalesce(r.silence, 0)) FROM main.device d LEFT JOIN main.device_rhythm r ON r.device = d.id;
CREATE TEMP TABLE missing AS SELECT device, silent, patience FROM silence WHERE silent > patience;
CREATE INDEX temp.missing_device ON missing(device);
DROP TABLE covered;
