-- When the evidence of findings was seen. Packets have no time of their own: rows that keep a packet with its time know it. A time counts
-- only within the file it is said to lie in: rows that joined from several captures keep the least of both, each by itself.
-- first: where the time of the earliest is known; over several files, whose clocks may differ, that of every one. last: likewise, and only where the
-- packets that are kept are all there are.
CREATE TEMP TABLE wanted(packet INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO wanted SELECT packet FROM finding_packet;
CREATE TEMP TABLE timed(packet INTEGER PRIMARY KEY, at INTEGER NOT NULL);
INSERT OR IGNORE INTO timed SELECT k.packet, k.at FROM (
  SELECT first_packet AS packet, first AS at FROM flow WHERE first_packet IN wanted
  UNION ALL SELECT last_packet, last FROM flow WHERE last_packet IN wanted
  UNION ALL SELECT first_packet, first FROM command WHERE first_packet IN wanted
  UNION ALL SELECT packet, at FROM operation WHERE packet IN wanted
  UNION ALL SELECT first_packet, first FROM login WHERE first_packet IN wanted
  UNION ALL SELECT packet, seen FROM certificate WHERE packet IN wanted
  UNION ALL SELECT first_packet, first FROM device WHERE first_packet IN wanted
  UNION ALL SELECT packet, first FROM address WHERE packet IN wanted
  UNION ALL SELECT first_packet, first FROM outside WHERE first_packet IN wanted
  UNION ALL SELECT packet, first FROM scan WHERE packet IN wanted
  UNION ALL SELECT packet, first FROM point WHERE packet IN wanted
  UNION ALL SELECT packet, first FROM access_point WHERE packet IN wanted
  UNION ALL SELECT packet, first FROM wifi_client WHERE packet IN wanted
  UNION ALL SELECT packet, first FROM wifi_leave WHERE packet IN wanted) k
  JOIN source s ON s.id = k.packet >> 32 AND k.at BETWEEN s.first AND s.last;
CREATE TEMP TABLE told(finding INTEGER PRIMARY KEY, low INTEGER, high INTEGER, first INTEGER, last INTEGER, packets INTEGER, known INTEGER);
INSERT INTO told SELECT p.finding, min(p.packet), max(p.packet), min(t.at), max(t.at), count(*), count(t.at) FROM finding_packet p
  LEFT JOIN timed t ON t.packet = p.packet GROUP BY p.finding;
UPDATE told SET first = (SELECT at FROM timed WHERE packet = low), last = (SELECT at FROM timed WHERE packet = high) WHERE low >> 32 = high >> 32;
UPDATE told SET first = NULL, last = NULL WHERE low >> 32 <> high >> 32 AND known < packets;
UPDATE finding AS f SET evidence_first = t.first, evidence_last = CASE WHEN f.evidence_total = t.packets THEN t.last END
  FROM told t WHERE t.finding = f.id AND t.known > 0;
DROP TABLE told;
DROP TABLE timed;
DROP TABLE wanted;
