INSERT INTO setting(key, value) VALUES ('now', 1100000000000);
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, count, last, concerned, acknowledged, dismissed, shelved_until, ended) VALUES
  (1, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, NULL, NULL, NULL),
  (2, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, NULL, 1000000000001, NULL, NULL),
  (3, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, NULL, NULL, 1100000000001, NULL),
  (4, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, NULL, NULL, NULL, 1000000000001),
  (5, 'scan', 3, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, NULL, NULL, NULL, NULL),
  (6, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1090000000000, 1090000000000, 0, 1, 5, 1090000000000, 1, NULL, NULL, NULL, NULL);
