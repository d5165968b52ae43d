-- Which device each row of the plant's list means. By MAC address; else by IP address, to whoever shows it last, but never to a device that
-- shows another MAC address than the row; else by a name or equipment number that one device alone gives itself. One device, one row: the
-- first of the list.
CREATE TEMP TABLE IF NOT EXISTS shown(kind TEXT, value TEXT, device INTEGER, last INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
INSERT INTO shown SELECT kind, value, device, max(last) FROM main.address GROUP BY kind, value;
INSERT OR IGNORE INTO shown SELECT 'name', lower(name), min(id), 0 FROM main.device WHERE name IS NOT NULL GROUP BY lower(name) HAVING count(*) = 1;
CREATE TEMP TABLE IF NOT EXISTS meant(row INTEGER PRIMARY KEY, device INTEGER);
INSERT INTO meant SELECT l.id, coalesce(
    (SELECT device FROM shown WHERE kind = 'mac' AND value = l.mac),
    (SELECT s.device FROM shown s JOIN main.device d ON d.id = s.device WHERE s.kind = 'ip' AND s.value = l.ip
      AND (l.mac IS NULL OR d.mac IS NULL)),
    (SELECT s.device FROM shown s JOIN main.device d ON d.id = s.device WHERE s.kind = 'name' AND s.value IN (lower(l.number), lower(l.name))
      AND (l.mac IS NULL OR d.mac IS NULL) AND (l.ip IS NULL OR d.ip IS NULL OR l.mac IS NULL)))
  FROM main.ledger l;
UPDATE main.ledger SET device = m.device FROM meant m WHERE m.row = ledger.id AND ledger.device IS NOT m.device;
CREATE TEMP TABLE IF NOT EXISTS listed(device INTEGER PRIMARY KEY, row INTEGER);
INSERT INTO listed SELECT device, min(row) FROM meant WHERE device IS NOT NULL GROUP BY device;
UPDATE main.device SET ledger = NULL, known = 0 WHERE ledger IS NOT NULL AND id NOT IN (SELECT device FROM listed);
UPDATE main.device SET ledger = l.row, known = 1 FROM listed l WHERE l.device = device.id AND device.ledger IS NOT l.row;
INSERT INTO main.setting(key, value) SELECT 'ledger', count(*) > 0 FROM main.ledger WHERE 1 ON CONFLICT (key) DO UPDATE SET value = excluded.value;
DELETE FROM temp.shown;
DELETE FROM temp.meant;
DELETE FROM temp.listed;
