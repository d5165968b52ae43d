INSERT INTO setting(key, value) VALUES ('now', 1100000000000);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, count, last, concerned) SELECT i, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1090000000000 + i, 1090000000000 + i, 0, 1, 1, 1090000000000 + i, 1 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, count, last, concerned) SELECT 1000 + i, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000 + i, 1000000000000 + i, 0, 1, 1, 1000000000000 + i, 1 FROM n;
